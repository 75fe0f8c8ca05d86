//! Counts of premises by place.

use crate::repo::cluster::{self, Leaf, Within};
use crate::repo::list::{Filter, Of};
use crate::rules::tree::Counts;
use kernel::problem::Problem;
use kernel::region::RegionCode;
use kernel::scope::Scope;
use store::sea_query::{Alias, Expr, ExprTrait, Query, SelectStatement, UnionType};
use store::{StoreError, Tx};

/// Rows of several grants as one table, each row once.
pub(crate) fn united(parts: Vec<SelectStatement>) -> Option<SelectStatement> {
    let mut parts = parts.into_iter();
    let mut first = parts.next()?;
    for part in parts {
        first.union(UnionType::Distinct, part);
    }
    Some(first)
}

async fn grouped(tx: &Tx, filter: &Filter, scope: &Scope) -> Result<Vec<Within>, StoreError> {
    let Some(rows) = united(Of::Premises.parts(filter, scope, &["id", "region_code"])) else {
        return Ok(Vec::new());
    };
    let select = Query::select()
        .column(Alias::new("region_code"))
        .expr_as(Expr::cust("COUNT(*)"), Alias::new("n"))
        .from_subquery(rows, Alias::new("matches"))
        .group_by_col(Alias::new("region_code"))
        .to_owned();
    tx.select_all(&select).await
}

/// Premises by the place they stand in, and how many of them have something overdue; from the counted cells when they know
/// what is asked.
pub(crate) async fn leaves(
    tx: &Tx,
    filter: &Filter,
    scope: &Scope,
    today: chrono::NaiveDate,
    leaf: Option<&Leaf>,
) -> Result<Vec<(RegionCode, Counts)>, Problem> {
    let mut counts: std::collections::BTreeMap<RegionCode, Counts> = std::collections::BTreeMap::new();
    let found = match leaf {
        Some(leaf) => leaf.towns(tx).await?,
        None => grouped(tx, filter, scope).await?,
    };
    for Within(code, n) in found {
        counts.entry(code).or_default().count = n;
    }
    for Within(code, n) in cluster::late(tx, filter, scope, today).await? {
        counts.entry(code).or_default().overdue = n;
    }
    Ok(counts.into_iter().collect())
}

/// A column that is not NULL, for the map.
pub(crate) fn known(name: &'static str) -> store::sea_query::SimpleExpr {
    store::list::column("premises", name).is_not_null()
}
