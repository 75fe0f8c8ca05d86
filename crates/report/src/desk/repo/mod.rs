//! Queries of the desk. Nothing here asks who may: services do.

pub(crate) mod forms;
pub(crate) mod history;
pub(crate) mod locks;
pub(crate) mod reconciliations;
pub(crate) mod returns;
pub(crate) mod rounds;
pub(crate) mod schema;

use kernel::scope::Grant;
use store::StoreError;
use store::list::{ScopeColumns, column};
use store::sea_query::{Alias, Condition, Expr, ExprTrait};
use uuid::Uuid;

pub(crate) fn json<T: serde::Serialize>(value: &T) -> Result<String, StoreError> {
    serde_json::to_string(value).map_err(|error| StoreError::Usage(error.to_string()))
}

/// What one caller sees of a table, each part one range scan: a region, or an organisation's own.
pub(crate) enum Part<'a> {
    Region(&'a Grant),
    Organisation(Uuid),
}

impl Part<'_> {
    fn condition(&self, columns: &ScopeColumns, org: &'static str) -> Condition {
        match self {
            Self::Region(grant) => columns.condition(grant),
            Self::Organisation(id) => Condition::all().add(column(columns.table, org).eq(*id)),
        }
    }
}

fn names(table: &'static str, columns: &[&'static str]) -> Vec<(Expr, Alias)> {
    columns.iter().map(|name| (column(table, name), Alias::new(*name))).collect()
}
