//! Use cases of the desk, one file each.

mod chase;
mod fill;
mod forms;
mod ledger;
mod lock;
mod reach;
mod reconcile;
mod returns;
mod rounds;
mod send;
mod split;
mod submit;
mod succeed;
mod sum;
mod supplement;
mod tell;
mod workbook;

pub use chase::chase;
pub use fill::{refresh, save};
pub use forms::{change_form, copy_form, create_form, form, forms};
pub use lock::{lock, locked_file, unlock};
pub use reconcile::{answer, claim, lock_reconciliation, reconcile, reconciliation, reconciliations, stand};
pub use returns::{cell_changes, count_returns, return_detail, returns};
pub use rounds::{round, rounds};
pub use send::send;
pub use split::split;
pub use submit::{review, send_back, submit};
pub use succeed::{addressed, succeed};
pub use sum::{as_file, sum};
pub use supplement::supplement;
pub use workbook::{Parsed, parse_workbook, take_workbook, template};

use casework::Engine;
use pack::Pack;

/// May see reports.
pub const READ: &str = "report.read";
/// May ask for tables.
pub const ASK: &str = "report.ask";
/// May fill tables.
pub const FILL: &str = "report.fill";

/// What the desk works with.
#[derive(Clone, Copy)]
pub struct Desk<'a> {
    /// The pack in force.
    pub pack: &'a Pack,
    /// The ledger of cases, and its outbox.
    pub engine: &'a Engine,
    /// Whether the data is made up.
    pub synthetic: bool,
}

impl std::fmt::Debug for Desk<'_> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Desk").field("pack", &self.pack.name()).finish_non_exhaustive()
    }
}
