//! Closed rows of old ledgers (历史销号·未核验): a workbook of hazards somebody closed long ago, taken over with their own
//! days and verified by nobody here.
//!
//! Every row goes in once: it is known again by its number in the old ledger, or else by what it says. A chunk of rows and
//! the note that they are in are one transaction, so a run that was cut off is simply started again.

mod field;
mod reading;
mod repo;
pub mod schema;
mod take;

pub use field::ClosedField;
pub use reading::{ClosedRow, Columns};
pub use schema::migrations;
pub use take::{ClosedCounts, ClosedOrder, ClosedTaken, RowFault, take_closed};
