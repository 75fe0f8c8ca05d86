//! Decisions on who leads for a kind of premises (责任认定): each is a version of the duty matrix from a day on.

use store::Migration;
use store::audit::{AuditedTable, Kind};
use store::column::{int, text, uuid};

/// Decisions on the industry duty.
pub const DUTY_DECISION: AuditedTable = AuditedTable {
    kind: "duty_decision",
    table: "duty_decisions",
    key: "id",
    columns: &[
        ("city_code", Kind::Text),
        ("premises_kind", Kind::Text),
        ("department", Kind::Text),
        ("principle", Kind::Text),
        ("document", Kind::Text),
        ("reason", Kind::Text),
        ("decided_on", Kind::Text),
        ("valid_from", Kind::Text),
        ("valid_to", Kind::Text),
    ],
};

pub(super) fn migration(migration: Migration) -> Migration {
    migration
        .table(
            "duty_decisions",
            vec![
                uuid("id").primary(),
                text("city_code"),
                text("premises_kind"),
                text("department"),
                text("principle"),
                text("document"),
                text("reason").null(),
                text("decided_on"),
                text("valid_from"),
                // The day the next decision begins; none while it lasts.
                text("valid_to").null(),
                text("actor"),
                int("created_at"),
            ],
            &[],
        )
        .table(
            "ownership_cases",
            vec![
                uuid("case_id").primary(),
                text("city_code"),
                text("premises_kind"),
                // Set when the case is finished; at most one case is under way for a kind in a city.
                int("ended_at").null(),
                int("created_at"),
            ],
            &[],
        )
        .index("CREATE UNIQUE INDEX ownership_cases_open ON ownership_cases (city_code, premises_kind) WHERE ended_at IS NULL")
        .index("CREATE INDEX premises_unmapped ON premises (city_code, kind) WHERE department IS NULL AND voided_at IS NULL")
        .index("CREATE INDEX duty_decisions_kind ON duty_decisions (city_code, premises_kind, valid_from)")
}
