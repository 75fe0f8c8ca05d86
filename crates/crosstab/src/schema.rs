//! The tables this room owns.

use store::Migration;
use store::audit::{AuditedTable, Kind};
use store::column::{boolean, int, text, uuid};

/// Templates.
pub const TEMPLATE: AuditedTable = AuditedTable {
    kind: "table_template",
    table: "crosstab_templates",
    key: "id",
    columns: &[
        ("org_id", Kind::Uuid),
        ("region_code", Kind::Text),
        ("name", Kind::Text),
        ("shared", Kind::Bool),
        ("spec", Kind::Text),
        ("version", Kind::Int),
        ("voided_at", Kind::Int),
    ],
};

/// Tables that were kept; never changed.
pub const KEPT: AuditedTable = AuditedTable {
    kind: "kept_table",
    table: "crosstab_results",
    key: "id",
    columns: &[
        ("org_id", Kind::Uuid),
        ("title", Kind::Text),
        ("scope", Kind::Text),
        ("body", Kind::Text),
        ("digest", Kind::Text),
        ("made_at", Kind::Int),
        ("made_by", Kind::Uuid),
    ],
};

/// Every audited table of this room, for the row check of the audit.
pub const AUDITED: &[&AuditedTable] = &[&TEMPLATE, &KEPT];

/// Schema changes of this room, oldest first.
#[must_use]
pub fn migrations() -> Vec<Migration> {
    vec![
        Migration::new("0023_crosstab")
            .table(
                "crosstab_templates",
                vec![
                    uuid("id").primary(),
                    uuid("org_id"),
                    text("org_name"),
                    // The region the maker's post reaches; those inside it may use the template when it is shared.
                    text("region_code").null(),
                    text("name"),
                    boolean("shared"),
                    text("spec"),
                    int("version"),
                    uuid("author_id").null(),
                    text("author"),
                    int("created_at"),
                    int("changed_at"),
                    int("voided_at").null(),
                ],
                &[],
            )
            .index("CREATE INDEX crosstab_templates_org ON crosstab_templates (org_id, id) WHERE voided_at IS NULL")
            .table(
                "crosstab_results",
                vec![
                    uuid("id").primary(),
                    uuid("org_id"),
                    uuid("template_id").null(),
                    text("title"),
                    // What the maker reached, and with which permission: whoever reaches less does not see the table.
                    text("permission"),
                    text("scope"),
                    text("body"),
                    text("digest"),
                    int("made_at"),
                    uuid("made_by").null(),
                    text("maker"),
                ],
                &[],
            )
            .index("CREATE INDEX crosstab_results_org ON crosstab_results (org_id, id)"),
    ]
}
