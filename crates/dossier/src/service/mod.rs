//! Use cases.

mod examine;
mod gather;
mod list;
mod make;
mod open;
mod reports;
mod sheets;
mod summary;

pub use examine::{Picture, examined, examined_item, examined_list, original, picture, remember};
pub use gather::{MOST_BYTES, MOST_ENTRIES, MOST_FILES};
pub use list::{count, dossier, download, list};
pub use make::{PACK_JOB, make, pack_again, preview};
pub use open::{examiners, open, take_back};
pub use sheets::{change_sheet, create_sheet, sheet, sheets, template};

use casework::Engine;
use kernel::scope::Scope;
use pack::Pack;
use store::{Caller, CallerPost};

/// Permission to make dossiers.
pub const MAKE: &str = "dossier.make";
/// Permission to read what was opened to one.
pub const READ: &str = "dossier.read";
/// What a post must also read, so that a dossier shows nothing its post would not.
const SOURCES: [&str; 4] = ["case.read", "inspection.read", "premises.read", "plan.read"];

/// What use cases ask beside the database.
#[derive(Debug, Clone, Copy)]
pub struct Desk<'a> {
    /// The pack in force.
    pub pack: &'a Pack,
    /// The ledger.
    pub engine: &'a Engine,
}

/// Posts that make dossiers and see what goes into them.
fn makers(caller: &Caller) -> Vec<&CallerPost> {
    let sees = |post: &&CallerPost| SOURCES.iter().all(|permission| post.permissions.contains(*permission));
    caller.posts_with(MAKE).filter(sees).collect()
}

/// What those posts reach.
fn reach(caller: &Caller) -> Scope {
    Scope::new(makers(caller).into_iter().map(|post| post.grant.clone())).simplify()
}
