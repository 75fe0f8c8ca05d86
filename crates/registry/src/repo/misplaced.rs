//! Open cases that no longer lie where their premises do.

use casework::schema::OPEN_ROWS;
use kernel::id::CaseId;
use store::{Ctx, FromRow, Row, StoreError};

/// An open case that lies in another sector than its premises.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Misplaced {
    /// Case.
    pub(crate) case: CaseId,
    /// Sector of the premises now.
    pub(crate) sector: Option<String>,
    /// Department that leads for them now.
    pub(crate) department: Option<String>,
}

impl FromRow for Misplaced {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            case: row.id("id")?,
            sector: row.opt_text("sector")?,
            department: row.opt_text("department")?,
        })
    }
}

/// Open cases that lie in another sector than their premises, oldest first, at most `most`.
pub(crate) async fn misplaced(ctx: &Ctx, most: u32) -> Result<Vec<Misplaced>, StoreError> {
    let sql = format!(
        "SELECT cases.id, premises.sector, premises.department FROM cases JOIN premises ON premises.id = cases.subject_id \
         WHERE {OPEN_ROWS} AND cases.subject_kind = $1 \
         AND COALESCE(cases.sector, '') <> COALESCE(premises.sector, '') ORDER BY cases.id LIMIT {most}"
    );
    ctx.tx.all(&sql, store::params![crate::PREMISES.kind]).await
}
