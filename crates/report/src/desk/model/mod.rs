//! Shapes of the report desk.

mod form;
mod input;
mod layout;
mod reconcile;
mod returns;
mod round;
mod state;
mod sum;

pub use form::{Form, FormRow, LayoutVersion};
pub use input::{
    Chase, Chased, CopyForm, FillerChoice, NewForm, NewLayout, Reason, SaveCells, SendBack, SendRound, Split,
    Supplement, Versioned,
};
pub use layout::{Bound, Column, ColumnKind, Formula, FormulaOp, Layout, RowItem, RowsKind, Total};
pub use reconcile::{
    ClaimRow, Difference, DifferenceKind, DifferenceReply, Direction, LedgerRow, NewReconciliation,
    Reconciliation, ReconciliationRow, Side, SubmitClaim,
};
pub use returns::{
    CellChange, ChildrenSum, Event, FilledRow, LedgerValue, May, ReturnDetail, ReturnFilter, ReturnRow,
    WorkbookAnswer,
};
pub use round::{Lock, Round, RoundDetail, RoundFilter, RoundMay, RoundRow};
pub use state::{Period, ReturnState};
pub use sum::{LineKind, Missing, SumColumn, SumDocument, SumLine};

pub(crate) use returns::ReturnRecord;
pub(crate) use round::RoundRecord;

kernel::define_id! {
    /// A table that is asked for (表).
    pub struct FormId;
    /// A layout of a table from a date on.
    pub struct LayoutId;
    /// One period's sending of a table (一期).
    pub struct RoundId;
    /// One filler's return of a round (填报单).
    pub struct ReturnId;
    /// A reconciliation of claimed against own figures (对数).
    pub struct ReconciliationId;
    /// One difference of a reconciliation.
    pub struct DifferenceId;
}
