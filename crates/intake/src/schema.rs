//! The tables this room owns.

use store::Migration;
use store::audit::{AuditedTable, Kind};
use store::column::{boolean, int, text, uuid};
use store::list::ScopeColumns;

/// Imports.
pub const IMPORT: AuditedTable = AuditedTable {
    kind: "import",
    table: "intake_batches",
    key: "id",
    columns: &[
        ("source", Kind::Text),
        ("file_name", Kind::Text),
        ("sm3", Kind::Text),
        ("size", Kind::Int),
        ("importer", Kind::Text),
        ("created_at", Kind::Int),
    ],
};

/// Every audited table of this room, for the row check of the audit.
pub const AUDITED: &[&AuditedTable] = &[&IMPORT];

/// What a scope compares on imports: the region of the post that imports.
pub(crate) const SCOPE: ScopeColumns = ScopeColumns {
    table: "intake_batches",
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
        Migration::new("0024_intake")
            .table(
                "intake_sources",
                vec![
                    uuid("id").primary(),
                    text("name"),
                    // The region of the post; empty for a post of the whole installation.
                    text("region_code"),
                    text("mapping"),
                    int("updated_at"),
                    text("updated_by"),
                ],
                &["UNIQUE (region_code, name)"],
            )
            .table(
                "intake_batches",
                vec![
                    uuid("id").primary(),
                    text("source"),
                    text("file_name"),
                    text("sm3"),
                    int("size"),
                    text("region_code").null(),
                    text("city_code").null(),
                    text("county_code").null(),
                    text("town_code").null(),
                    text("village_code").null(),
                    text("state"),
                    text("message").null(),
                    text("mapping"),
                    text("counts"),
                    int("total"),
                    int("done"),
                    int("checkpoint_sheet").null(),
                    int("checkpoint_row").null(),
                    int("resumed_from").null(),
                    text("caller"),
                    text("importer"),
                    int("worker_until").null(),
                    int("created_at"),
                    int("updated_at"),
                    int("version").default("1"),
                ],
                &[],
            )
            .index("CREATE INDEX intake_batches_newest ON intake_batches (created_at, id)")
            .index("CREATE INDEX intake_batches_running ON intake_batches (state) WHERE state IN ('checking', 'committing')")
            .table(
                "intake_rows",
                vec![
                    uuid("batch_id").references("intake_batches(id)"),
                    int("sheet"),
                    int("row_number"),
                    text("outcome"),
                    boolean("hidden"),
                    text("draft"),
                    text("marks"),
                    text("candidates"),
                    uuid("premises_id").null(),
                ],
                &["PRIMARY KEY (batch_id, sheet, row_number)"],
            )
            .index("CREATE INDEX intake_rows_outcome ON intake_rows (batch_id, outcome, sheet, row_number)")
            .table(
                "intake_details",
                vec![
                    uuid("premises_id").primary(),
                    text("details"),
                    uuid("batch_id").references("intake_batches(id)"),
                    int("updated_at"),
                ],
                &[],
            ),
        Migration::new("0026_intake_premises").table(
            "intake_premises",
            vec![
                uuid("batch_id").references("intake_batches(id)"),
                int("sheet"),
                int("row_number"),
                uuid("premises_id"),
                text("outcome"),
            ],
            &["PRIMARY KEY (batch_id, sheet, row_number)"],
        ),
        // What was found in the file, so that it is looked through once. Imports of before have none and look again.
        Migration::new("0027_intake_tables").column("intake_batches", text("tables").null()),
    ]
}
