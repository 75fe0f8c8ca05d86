//! The audit chain (审计链): a record commits with its change; one sealer chains what is unsealed and signs anchors.
//!
//! A head row locked in every transaction would serialise all writers, so a record is written unsealed and sealed by
//! one process at least every second. The canonical form of a record is fixed and versioned ([`canonical`]); digests
//! are HMAC-SM3 (GB/T 32905, RFC 2104) with a key kept outside the database.

mod canonical;
mod digest;
mod read;
mod record;
mod rows;
mod seal;
mod verify;

pub use digest::Key;
pub use read::{RecordRow, Standing, page, standing};
pub use record::Entry;
pub(crate) use record::record;
pub use rows::{AuditedTable, Kind};
pub use seal::{Anchor, Sealed, seal, write_anchor};
pub use verify::{Fault, FaultKind, Report, verify};

/// Columns of an audit record, for queries.
pub(crate) const COLUMNS: &str = "seq, id, at, actor_id, actor, post, via, address, action, object_kind, object_id, \
     summary, detail, row_digests, form, digest, chain_seq, chain";
