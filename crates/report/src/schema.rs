//! The tables this room owns.

use crate::desk::schema;
use store::Migration;
use store::audit::AuditedTable;

/// Every audited table of this room, for the row check of the audit.
pub const AUDITED: &[&AuditedTable] = schema::AUDITED;

/// Schema changes of this room, oldest first.
#[must_use]
pub fn migrations() -> Vec<Migration> {
    schema::migrations()
}
