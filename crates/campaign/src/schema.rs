//! The tables this room owns.

use store::Migration;
use store::audit::{AuditedTable, Kind};
use store::column::{boolean, int, text, uuid};
use store::list::ScopeColumns;

/// Visits.
pub const INSPECTION: AuditedTable = AuditedTable {
    kind: "inspection",
    table: "inspections",
    key: "id",
    columns: &[
        ("premises_id", Kind::Uuid),
        ("inspected_on", Kind::Text),
        ("inspector_user", Kind::Uuid),
        ("inspector", Kind::Text),
        ("post", Kind::Text),
        ("org", Kind::Text),
        ("checklist", Kind::Text),
        ("checklist_hash", Kind::Text),
        ("answers", Kind::Text),
        ("facts", Kind::Text),
        ("kinds", Kind::Text),
        ("judgement", Kind::Text),
        ("edition", Kind::Text),
        ("note", Kind::Text),
        ("client_id", Kind::Text),
    ],
};

/// Every audited table of this room, for the row check of the audit.
pub const AUDITED: &[&AuditedTable] = &[&INSPECTION];

/// What a scope compares on visits.
pub(crate) const SCOPE: ScopeColumns = ScopeColumns {
    table: "inspections",
    city: Some("city_code"),
    county: Some("county_code"),
    town: Some("town_code"),
    village: Some("village_code"),
    unit: Some("unit_id"),
    sector: Some("sector"),
};

/// Schema changes of this room, oldest first.
#[must_use]
pub fn migrations() -> Vec<Migration> {
    vec![
        Migration::new("0010_campaign")
            .table(
                "inspections",
                vec![
                    uuid("id").primary(),
                    uuid("premises_id").references("premises(id)"),
                    text("premises_name"),
                    text("region_code"),
                    text("city_code").null(),
                    text("county_code").null(),
                    text("town_code").null(),
                    text("village_code").null(),
                    uuid("unit_id").null(),
                    text("sector").null(),
                    text("inspected_on"),
                    uuid("inspector_user").null(),
                    uuid("inspector_person").null(),
                    text("inspector"),
                    text("post"),
                    text("org"),
                    text("checklist"),
                    text("checklist_hash"),
                    text("answers"),
                    text("facts"),
                    text("kinds"),
                    text("judgement").null(),
                    text("edition").null(),
                    int("failed"),
                    int("passed"),
                    boolean("major_suggested"),
                    text("note").null(),
                    text("client_id").null(),
                    int("created_at"),
                ],
                &[],
            )
            .index("CREATE UNIQUE INDEX inspections_client ON inspections (client_id) WHERE client_id IS NOT NULL")
            .index("CREATE INDEX inspections_sorted ON inspections (inspected_on, id)")
            .index("CREATE INDEX inspections_city ON inspections (city_code, inspected_on, id)")
            .index("CREATE INDEX inspections_county ON inspections (county_code, inspected_on, id)")
            .index("CREATE INDEX inspections_town ON inspections (town_code, inspected_on, id)")
            .index("CREATE INDEX inspections_village ON inspections (village_code, inspected_on, id)")
            .index("CREATE INDEX inspections_unit ON inspections (unit_id, inspected_on, id)")
            .index("CREATE INDEX inspections_premises ON inspections (premises_id, inspected_on, id)")
            // Which answer is behind which case; one case may be found again by later visits.
            .table(
                "inspection_cases",
                vec![
                    uuid("inspection_id").references("inspections(id)"),
                    uuid("case_id"),
                    uuid("premises_id"),
                    text("item"),
                    boolean("opened"),
                ],
                &["PRIMARY KEY (inspection_id, item)"],
            )
            .index("CREATE INDEX inspection_cases_premises ON inspection_cases (premises_id, item)"),
    ]
}
