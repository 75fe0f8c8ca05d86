//! The tables this room owns.

use store::Migration;
use store::audit::{AuditedTable, Kind};
use store::column::{int, text, uuid};
use store::list::ScopeColumns;

/// Uploaded documents.
pub const PLAN_DOCUMENT: AuditedTable = AuditedTable {
    kind: "plan_document",
    table: "plan_documents",
    key: "id",
    columns: &[
        ("name", Kind::Text),
        ("sm3", Kind::Text),
        ("size", Kind::Int),
        ("region_code", Kind::Text),
        ("uploaded_at", Kind::Int),
        ("uploaded_by", Kind::Uuid),
        ("uploader", Kind::Text),
        ("nodes", Kind::Text),
        ("tasks", Kind::Text),
    ],
};

/// Every audited table of this room, for the row check of the audit.
pub const AUDITED: &[&AuditedTable] = &[&PLAN_DOCUMENT];

/// What a scope compares on documents.
pub(crate) const SCOPE: ScopeColumns = ScopeColumns {
    table: "plan_documents",
    city: Some("city_code"),
    county: Some("county_code"),
    town: Some("town_code"),
    village: Some("village_code"),
    unit: None,
    sector: None,
};

/// Schema changes of this room, oldest first.
#[must_use]
pub fn migrations() -> Vec<Migration> {
    vec![
        Migration::new("0011_plan")
            .table(
                "plan_documents",
                vec![
                    uuid("id").primary(),
                    text("name"),
                    text("sm3"),
                    int("size"),
                    // The region the uploader's post reaches; none for a post of the whole installation.
                    text("region_code").null(),
                    text("city_code").null(),
                    text("county_code").null(),
                    text("town_code").null(),
                    text("village_code").null(),
                    int("uploaded_at"),
                    uuid("uploaded_by").null(),
                    text("uploader"),
                    text("lines"),
                    text("nodes"),
                    text("tasks"),
                    text("summary"),
                ],
                &[],
            )
            .index("CREATE INDEX plan_documents_newest ON plan_documents (uploaded_at, id)"),
    ]
}
