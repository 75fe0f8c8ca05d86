//! Use cases, one file each. Every one asks for its permission, looks at the scope, and writes its audit record.

mod clauses;
mod compare;
mod coverage;
mod create;
mod documents;
mod edit;
mod evidence;
mod figures;
pub(crate) mod naming;
mod owners;
mod pages;
mod proof;
mod publish;
pub(crate) mod seen;
mod succeed;
mod tasks;
mod upload;

pub use clauses::{clauses, sections};
pub use compare::compare;
pub use coverage::coverage;
pub use create::create;
pub use documents::{document, documents};
pub use edit::edit;
pub use evidence::{NewEvidence, attach, file};
pub use owners::{OwnerChoice, owners};
pub use pages::{history, page, plans};
pub use proof::{Arrived, CheckReport, MakeDocument, NewReport, arrived, make_document, report, verify};
pub use publish::{Publish, Withdraw, publish, withdraw};
pub use succeed::{addressed, succeed, succeed_posts};
pub use tasks::{PlanProgress, mine, progress, task};
pub use upload::{read_document, upload};

use figures::standings;

use casework::Engine;
use kernel::calendar::WorkCalendar;
use pack::Pack;

/// Permission to see documents, clauses and plans.
pub const READ: &str = "plan.read";
/// Permission to upload documents and to make plans of them.
pub const WRITE: &str = "plan.write";
/// Permission to work on tasks: report and verify.
pub const ACT: &str = "plan.act";

/// What use cases of plans need beside the transaction.
#[derive(Debug, Clone, Copy)]
pub struct Desk<'a> {
    /// The pack in force.
    pub pack: &'a Pack,
    /// Working days.
    pub calendar: &'a WorkCalendar,
    /// The ledger.
    pub engine: &'a Engine,
}

impl Desk<'_> {
    /// Codes of the roles that work on tasks.
    pub(crate) fn acting(&self) -> Vec<String> {
        let roles = self.pack.roles.iter();
        let acting = roles.filter(|role| role.permissions.iter().any(|permission| permission == ACT));
        acting.map(|role| role.code.clone()).collect()
    }
}
