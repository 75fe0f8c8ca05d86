//! What this room asks of the ledger of cases, all of it in one place.

use crate::model::PremisesFilter;
use chrono::NaiveDate;
use kernel::id::PremisesId;
use std::collections::BTreeMap;
use store::sea_query::SimpleExpr;
use store::{StoreError, Tx};

/// Open cases and open major hazards of a premises.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct CaseCounts {
    pub(crate) open: i64,
    pub(crate) major: i64,
}

/// Conditions of the filter that look at cases.
pub(crate) fn conditions(_filter: &PremisesFilter) -> Vec<SimpleExpr> {
    Vec::new()
}

/// Premises with a case past its due date.
pub(crate) fn overdue(_today: NaiveDate) -> Option<SimpleExpr> {
    None
}

/// Counts of many premises with one question.
pub(crate) async fn counts(
    _tx: &Tx,
    _premises: &[PremisesId],
) -> Result<BTreeMap<PremisesId, CaseCounts>, StoreError> {
    Ok(BTreeMap::new())
}
