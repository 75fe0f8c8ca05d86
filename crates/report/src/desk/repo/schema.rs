//! Tables of the report desk.

use store::Migration;
use store::audit::{AuditedTable, Kind};
use store::column::{Column, boolean, int, text, uuid};
use store::list::ScopeColumns;

/// Tables that are asked for.
pub(crate) const FORM: AuditedTable = AuditedTable {
    kind: "report_form",
    table: "report_forms",
    key: "id",
    columns: &[
        ("title", Kind::Text),
        ("period", Kind::Text),
        ("review", Kind::Bool),
        ("template", Kind::Bool),
        ("note", Kind::Text),
        ("region_code", Kind::Text),
        ("asker_org", Kind::Uuid),
        ("version", Kind::Int),
    ],
};

/// Layouts of tables.
pub(crate) const LAYOUT: AuditedTable = AuditedTable {
    kind: "report_layout",
    table: "report_layouts",
    key: "id",
    columns: &[
        ("form_id", Kind::Uuid),
        ("number", Kind::Int),
        ("from_date", Kind::Text),
        ("layout", Kind::Text),
    ],
};

/// Rounds.
pub(crate) const ROUND: AuditedTable = AuditedTable {
    kind: "report_round",
    table: "report_rounds",
    key: "id",
    columns: &[
        ("form_id", Kind::Uuid),
        ("layout_id", Kind::Uuid),
        ("title", Kind::Text),
        ("period_key", Kind::Text),
        ("cutoff_at", Kind::Int),
        ("supplement_of", Kind::Uuid),
        ("locked_at", Kind::Int),
        ("version", Kind::Int),
    ],
};

/// Returns.
pub(crate) const RETURN: AuditedTable = AuditedTable {
    kind: "report_return",
    table: "report_returns",
    key: "id",
    columns: &[
        ("round_id", Kind::Uuid),
        ("parent_id", Kind::Uuid),
        ("filler_key", Kind::Text),
        ("state", Kind::Text),
        ("cells", Kind::Text),
        ("ledger", Kind::Text),
        ("reasons", Kind::Text),
        ("submitted_by", Kind::Text),
        ("submitted_at", Kind::Int),
        ("reviewed_by", Kind::Text),
        ("returned_reason", Kind::Text),
        ("version", Kind::Int),
    ],
};

/// Locked sums.
pub(crate) const LOCK: AuditedTable = AuditedTable {
    kind: "report_lock",
    table: "report_locks",
    key: "id",
    columns: &[
        ("round_id", Kind::Uuid),
        ("number", Kind::Int),
        ("content", Kind::Text),
        ("digest", Kind::Text),
        ("locked_by", Kind::Text),
        ("locked_at", Kind::Int),
        ("unlocked_by", Kind::Text),
        ("unlocked_at", Kind::Int),
        ("unlock_reason", Kind::Text),
    ],
};

/// Reconciliations.
pub(crate) const RECONCILIATION: AuditedTable = AuditedTable {
    kind: "report_reconciliation",
    table: "report_reconciliations",
    key: "id",
    columns: &[
        ("title", Kind::Text),
        ("region_code", Kind::Text),
        ("measure", Kind::Text),
        ("claimed", Kind::Int),
        ("ours", Kind::Int),
        ("state", Kind::Text),
        ("locked_by", Kind::Text),
        ("locked_at", Kind::Int),
        ("version", Kind::Int),
    ],
};

/// Differences.
pub(crate) const DIFFERENCE: AuditedTable = AuditedTable {
    kind: "report_difference",
    table: "report_differences",
    key: "id",
    columns: &[
        ("reconciliation_id", Kind::Uuid),
        ("suggested", Kind::Text),
        ("decided", Kind::Text),
        ("decided_reason", Kind::Text),
        ("decided_by", Kind::Text),
        ("stance", Kind::Text),
        ("words", Kind::Text),
        ("answer", Kind::Text),
        ("version", Kind::Int),
    ],
};

/// Every audited table of the desk.
pub(crate) const AUDITED: &[&AuditedTable] =
    &[&FORM, &LAYOUT, &ROUND, &RETURN, &LOCK, &RECONCILIATION, &DIFFERENCE];

const fn scope(table: &'static str) -> ScopeColumns {
    ScopeColumns {
        table,
        city: Some("city_code"),
        county: Some("county_code"),
        town: Some("town_code"),
        village: None,
        unit: None,
        sector: None,
    }
}

/// What a scope compares on tables.
pub(crate) const FORM_SCOPE: ScopeColumns = scope("report_forms");
/// What a scope compares on rounds.
pub(crate) const ROUND_SCOPE: ScopeColumns = scope("report_rounds");
/// What a scope compares on returns.
pub(crate) const RETURN_SCOPE: ScopeColumns = scope("report_returns");
/// What a scope compares on reconciliations.
pub(crate) const RECONCILIATION_SCOPE: ScopeColumns = scope("report_reconciliations");

fn placed(columns: Vec<Column>) -> Vec<Column> {
    let place = [
        text("region_code"),
        text("city_code").null(),
        text("county_code").null(),
        text("town_code").null(),
        text("village_code").null(),
    ];
    columns.into_iter().chain(place).collect()
}

/// Schema changes of the desk.
#[must_use]
pub(crate) fn migrations() -> Vec<Migration> {
    vec![reconciliations(returns(rounds(forms(Migration::new("0021_report_desk")))))]
}

fn forms(migration: Migration) -> Migration {
    migration
        .table(
            "report_forms",
            placed(vec![
                uuid("id").primary(),
                text("title"),
                text("period"),
                boolean("review"),
                boolean("template"),
                text("note").null(),
                uuid("asker_org"),
                text("asker_name"),
                text("created_by"),
                int("created_at"),
                int("version").default("1"),
            ]),
            &[],
        )
        .index("CREATE INDEX report_forms_city ON report_forms (city_code, created_at, id)")
        .index("CREATE INDEX report_forms_county ON report_forms (county_code, created_at, id)")
        .table(
            "report_layouts",
            vec![
                uuid("id").primary(),
                uuid("form_id").references("report_forms(id)"),
                int("number"),
                text("from_date"),
                text("layout"),
                text("note").null(),
                text("created_by"),
                int("created_at"),
            ],
            &["UNIQUE (form_id, number)"],
        )
}

fn rounds(migration: Migration) -> Migration {
    migration
        .table(
            "report_rounds",
            placed(vec![
                uuid("id").primary(),
                uuid("form_id").references("report_forms(id)"),
                uuid("layout_id").references("report_layouts(id)"),
                text("title"),
                text("period_kind"),
                text("period_key"),
                text("period_name"),
                text("from_date"),
                text("to_date"),
                int("cutoff_at"),
                text("note").null(),
                uuid("supplement_of").null(),
                text("only_columns").null(),
                boolean("review"),
                uuid("asker_org"),
                text("asker_name"),
                text("sent_by"),
                int("sent_at"),
                int("locked_at").null(),
                int("version").default("1"),
            ]),
            &[],
        )
        .index(
            "CREATE UNIQUE INDEX report_rounds_period ON report_rounds (form_id, period_key) \
             WHERE supplement_of IS NULL",
        )
        .index("CREATE INDEX report_rounds_city ON report_rounds (city_code, sent_at, id)")
        .index("CREATE INDEX report_rounds_county ON report_rounds (county_code, sent_at, id)")
        .table(
            "report_locks",
            vec![
                uuid("id").primary(),
                uuid("round_id").references("report_rounds(id)"),
                int("number"),
                text("content"),
                text("digest"),
                text("locked_by"),
                int("locked_at"),
                text("unlocked_by").null(),
                int("unlocked_at").null(),
                text("unlock_reason").null(),
            ],
            &["UNIQUE (round_id, number)"],
        )
        .table(
            "report_events",
            vec![
                uuid("id").primary(),
                uuid("round_id").references("report_rounds(id)"),
                uuid("return_id").null(),
                int("at"),
                text("actor"),
                text("action"),
                text("note").null(),
            ],
            &[],
        )
        .index("CREATE INDEX report_events_round ON report_events (round_id, at, id)")
        .index("CREATE INDEX report_events_return ON report_events (return_id, at, id)")
}

fn returns(migration: Migration) -> Migration {
    migration
        .table(
            "report_returns",
            placed(vec![
                uuid("id").primary(),
                uuid("round_id").references("report_rounds(id)"),
                uuid("parent_id").null(),
                text("filler_key"),
                uuid("org_id").null(),
                text("filler"),
                text("state"),
                text("cells"),
                text("ledger"),
                text("reasons"),
                uuid("submitted_user").null(),
                text("submitted_by").null(),
                int("submitted_at").null(),
                text("reviewed_by").null(),
                int("reviewed_at").null(),
                text("returned_reason").null(),
                int("chased").default("0"),
                int("chased_at").null(),
                int("cutoff_at"),
                int("version").default("1"),
            ]),
            &["UNIQUE (round_id, filler_key)"],
        )
        .index("CREATE INDEX report_returns_city ON report_returns (city_code, cutoff_at, id)")
        .index("CREATE INDEX report_returns_county ON report_returns (county_code, cutoff_at, id)")
        .index("CREATE INDEX report_returns_town ON report_returns (town_code, cutoff_at, id)")
        .index("CREATE INDEX report_returns_org ON report_returns (org_id, cutoff_at, id)")
        .table(
            "report_cell_changes",
            vec![
                uuid("id").primary(),
                uuid("return_id").references("report_returns(id)"),
                int("position"),
                int("at"),
                text("actor"),
                text("row_key"),
                text("column_code"),
                text("before_value").null(),
                text("after_value").null(),
                text("reason").null(),
                text("source"),
            ],
            &[],
        )
        .index("CREATE INDEX report_cell_changes_return ON report_cell_changes (return_id, at, position)")
}

fn reconciliations(migration: Migration) -> Migration {
    migration
        .table(
            "report_reconciliations",
            placed(vec![
                uuid("id").primary(),
                text("title"),
                uuid("return_id").null(),
                text("measure"),
                text("definition"),
                text("from_date"),
                text("to_date"),
                int("claimed").null(),
                int("ours"),
                int("ours_at"),
                int("matched").default("0"),
                text("state"),
                text("asker_region"),
                uuid("asker_org"),
                text("asker_name"),
                int("created_at"),
                text("locked_by").null(),
                int("locked_at").null(),
                int("version").default("1"),
            ]),
            &[],
        )
        .index("CREATE INDEX report_reconciliations_city ON report_reconciliations (city_code, created_at, id)")
        .index(
            "CREATE INDEX report_reconciliations_county ON report_reconciliations (county_code, created_at, id)",
        )
        .table(
            "report_differences",
            vec![
                uuid("id").primary(),
                uuid("reconciliation_id").references("report_reconciliations(id)"),
                int("position"),
                text("direction"),
                uuid("ledger_id").null(),
                text("ledger_side").null(),
                text("claimed_side").null(),
                int("claimed_row").null(),
                text("suggested"),
                text("suggested_reason"),
                text("decided").null(),
                text("decided_reason").null(),
                text("decided_by").null(),
                text("stance").null(),
                text("words").null(),
                text("answer").null(),
                int("withdrawn_at").null(),
                int("version").default("1"),
            ],
            &[],
        )
        .index("CREATE INDEX report_differences_of ON report_differences (reconciliation_id, position)")
}
