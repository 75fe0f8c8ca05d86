//! Which columns the audit covers.

use store::audit::{AuditedTable, Kind};

/// Cases.
pub const CASE: AuditedTable = AuditedTable {
    kind: "case",
    table: "cases",
    key: "id",
    columns: &[
        ("number", Kind::Text),
        ("kind", Kind::Text),
        ("lifecycle_hash", Kind::Text),
        ("title", Kind::Text),
        ("state", Kind::Text),
        ("previous_state", Kind::Text),
        ("region_code", Kind::Text),
        ("sector", Kind::Text),
        ("owner_post", Kind::Uuid),
        ("subject_id", Kind::Uuid),
        ("subject_name", Kind::Text),
        ("unit_id", Kind::Uuid),
        ("unit_name", Kind::Text),
        ("due_date", Kind::Text),
        ("edition", Kind::Text),
        ("fields", Kind::Text),
        ("suggestion", Kind::Text),
        ("source_id", Kind::Uuid),
        ("major", Kind::Bool),
        ("opened_at", Kind::Int),
        ("closed_at", Kind::Int),
        ("version", Kind::Int),
        ("round", Kind::Int),
        ("historical", Kind::Bool),
    ],
};

/// Marks.
pub const MARK: AuditedTable = AuditedTable {
    kind: "case_mark",
    table: "case_marks",
    key: "id",
    columns: &[
        ("case_id", Kind::Uuid),
        ("code", Kind::Text),
        ("set_on", Kind::Text),
        ("set_by", Kind::Text),
        ("cleared_on", Kind::Text),
    ],
};

/// Clocks.
pub const CLOCK: AuditedTable = AuditedTable {
    kind: "case_clock",
    table: "case_clocks",
    key: "id",
    columns: &[
        ("case_id", Kind::Uuid),
        ("code", Kind::Text),
        ("basis", Kind::Text),
        ("deadline", Kind::Text),
        ("started_on", Kind::Text),
        ("due_date", Kind::Text),
        ("status", Kind::Text),
        ("extended_from", Kind::Text),
    ],
};

/// Timeline.
pub const EVENT: AuditedTable = AuditedTable {
    kind: "case_event",
    table: "case_events",
    key: "id",
    columns: &[
        ("case_id", Kind::Uuid),
        ("round", Kind::Int),
        ("at", Kind::Int),
        ("actor_user", Kind::Uuid),
        ("actor_name", Kind::Text),
        ("post_id", Kind::Uuid),
        ("action", Kind::Text),
        ("from_state", Kind::Text),
        ("to_state", Kind::Text),
        ("fields", Kind::Text),
        ("note", Kind::Text),
        ("people", Kind::Text),
        ("undoes", Kind::Uuid),
        ("version", Kind::Int),
    ],
};

/// Evidence.
pub const FILE: AuditedTable = AuditedTable {
    kind: "case_file",
    table: "case_files",
    key: "id",
    columns: &[
        ("case_id", Kind::Uuid),
        ("event_id", Kind::Uuid),
        ("stage", Kind::Text),
        ("name", Kind::Text),
        ("media_type", Kind::Text),
        ("sm3", Kind::Text),
        ("size", Kind::Int),
        ("grade", Kind::Text),
        ("taken_at", Kind::Int),
        ("longitude", Kind::Real),
        ("latitude", Kind::Real),
        ("uploaded_at", Kind::Int),
        ("uploaded_by", Kind::Uuid),
    ],
};

/// Papers.
pub const DOCUMENT: AuditedTable = AuditedTable {
    kind: "case_document",
    table: "case_documents",
    key: "id",
    columns: &[
        ("case_id", Kind::Uuid),
        ("event_id", Kind::Uuid),
        ("code", Kind::Text),
        ("title", Kind::Text),
        ("number", Kind::Text),
        ("issued_on", Kind::Text),
        ("issued_by", Kind::Text),
    ],
};

/// Lines of requests: receipts, opinions, signatures.
pub const REQUEST: AuditedTable = AuditedTable {
    kind: "case_request",
    table: "case_requests",
    key: "id",
    columns: &[
        ("case_id", Kind::Uuid),
        ("code", Kind::Text),
        ("event_id", Kind::Uuid),
        ("org_id", Kind::Uuid),
        ("org_name", Kind::Text),
        ("post_id", Kind::Uuid),
        ("reply_by", Kind::Text),
        ("state", Kind::Text),
        ("reply", Kind::Text),
        ("opinion", Kind::Text),
        ("answered_at", Kind::Int),
        ("answered_by", Kind::Uuid),
        ("file_id", Kind::Uuid),
    ],
};

/// Every audited table of this room, for the verification of rows.
pub const AUDITED: [&AuditedTable; 7] = [&CASE, &MARK, &CLOCK, &EVENT, &FILE, &DOCUMENT, &REQUEST];
