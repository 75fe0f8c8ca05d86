//! What this room asks of the ledger of cases, all of it in one place.

use crate::model::PremisesFilter;
use casework::facts::{Load, open_by_premises};
use casework::schema::OPEN_ROWS;
use chrono::NaiveDate;
use kernel::id::PremisesId;
use std::collections::BTreeMap;
use store::list::column;
use store::sea_query::{Alias, Expr, ExprTrait, Query, SelectStatement, SimpleExpr};
use store::{Ctx, StoreError};

/// Subjects of open cases.
fn open_subjects() -> SelectStatement {
    Query::select()
        .column((Alias::new("cases"), Alias::new("subject_id")))
        .from(Alias::new("cases"))
        .and_where(Expr::cust(OPEN_ROWS))
        .and_where(column("cases", "subject_kind").eq(crate::PREMISES.kind))
        .and_where(column("cases", "subject_id").is_not_null())
        .to_owned()
}

fn among(subjects: SelectStatement, wanted: bool) -> SimpleExpr {
    let id = column("premises", "id");
    if wanted { id.in_subquery(subjects) } else { id.not_in_subquery(subjects) }
}

/// Conditions of the filter that look at cases.
pub(crate) fn conditions(filter: &PremisesFilter) -> Vec<SimpleExpr> {
    let open = filter.has_open.map(|wanted| among(open_subjects(), wanted));
    let major = filter.major.map(|wanted| among(with_major(), wanted));
    open.into_iter().chain(major).collect()
}

/// Premises with an open major hazard (确定的，不是建议).
pub(crate) fn with_major() -> SelectStatement {
    open_subjects().and_where(column("cases", "major").eq(true)).to_owned()
}

/// Premises with a case past its due date.
pub(crate) fn overdue(today: NaiveDate) -> SimpleExpr {
    let late = column("cases", "due_key").lt(today.to_string());
    among(open_subjects().and_where(late).to_owned(), true)
}

/// Open cases and open major hazards of many premises.
pub(crate) async fn counts(
    ctx: &Ctx,
    premises: &[PremisesId],
) -> Result<BTreeMap<PremisesId, Load>, StoreError> {
    open_by_premises(ctx, premises).await
}
