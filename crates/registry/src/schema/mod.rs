//! The tables this room owns.

mod buildings;
mod ownership;

pub use buildings::{BUILDING, FACILITY, LEASE, RESPONSIBLE};
pub use ownership::DUTY_DECISION;

use store::Migration;
use store::audit::{AuditedTable, Kind};
use store::column::{Column, int, real, text, uuid};
use store::list::ScopeColumns;

/// Units (单位).
pub const UNIT: AuditedTable = AuditedTable {
    kind: "unit",
    table: "units",
    key: "id",
    columns: &[
        ("name", Kind::Text),
        ("credit_code", Kind::Text),
        ("kind", Kind::Text),
        ("region_code", Kind::Text),
        ("address", Kind::Text),
        ("legal_person", Kind::Text),
        ("manager", Kind::Text),
        ("phone", Kind::Text),
        ("sector", Kind::Text),
        ("voided_at", Kind::Int),
        ("version", Kind::Int),
        ("void_reason", Kind::Text),
    ],
};

/// Premises (场所).
pub const PREMISES: AuditedTable = AuditedTable {
    kind: "premises",
    table: "premises",
    key: "id",
    columns: &[
        ("name", Kind::Text),
        ("kind", Kind::Text),
        ("tags", Kind::Text),
        ("unit_id", Kind::Uuid),
        ("region_code", Kind::Text),
        ("address", Kind::Text),
        ("longitude", Kind::Real),
        ("latitude", Kind::Real),
        ("area_m2", Kind::Real),
        ("floors", Kind::Int),
        ("height_m", Kind::Real),
        ("facts", Kind::Text),
        ("sector", Kind::Text),
        ("department", Kind::Text),
        ("voided_at", Kind::Int),
        ("void_reason", Kind::Text),
        ("last_inspected_on", Kind::Text),
        ("version", Kind::Int),
        ("building_id", Kind::Uuid),
        ("on_floors", Kind::Text),
        ("datum", Kind::Text),
        ("measures", Kind::Text),
        ("key_status", Kind::Text),
        ("key_on", Kind::Text),
        ("key_paper", Kind::Text),
    ],
};

/// Every audited table of this room, for the row check of the audit.
pub const AUDITED: &[&AuditedTable] =
    &[&UNIT, &PREMISES, &BUILDING, &LEASE, &RESPONSIBLE, &FACILITY, &DUTY_DECISION];

/// What a scope compares on premises.
pub(crate) const PREMISES_SCOPE: ScopeColumns = ScopeColumns {
    table: "premises",
    city: Some("city_code"),
    county: Some("county_code"),
    town: Some("town_code"),
    village: Some("village_code"),
    unit: Some("unit_id"),
    sector: Some("sector"),
};

/// What a scope compares on units: the manager of a unit sees that unit.
pub(crate) const UNIT_SCOPE: ScopeColumns = ScopeColumns {
    table: "units",
    city: Some("city_code"),
    county: Some("county_code"),
    town: Some("town_code"),
    village: Some("village_code"),
    unit: Some("id"),
    sector: Some("sector"),
};

/// What a scope compares on buildings: a place, and neither a unit nor a sector.
pub(crate) const BUILDING_SCOPE: ScopeColumns = ScopeColumns {
    table: "buildings",
    city: Some("city_code"),
    county: Some("county_code"),
    town: Some("town_code"),
    village: Some("village_code"),
    unit: None,
    sector: None,
};

fn region() -> [Column; 5] {
    [
        text("region_code"),
        text("city_code").null(),
        text("county_code").null(),
        text("town_code").null(),
        text("village_code").null(),
    ]
}

fn with_region(columns: Vec<Column>) -> Vec<Column> {
    columns.into_iter().chain(region()).collect()
}

/// Schema changes of this room, oldest first.
#[must_use]
pub fn migrations() -> Vec<Migration> {
    vec![
        premises_parts(premises(units(Migration::new("0004_registry")))),
        buildings::migration(Migration::new("0012_registry_buildings")),
        ownership::migration(Migration::new("0013_registry_ownership")),
        crate::schema_map::migration(),
    ]
}

fn units(migration: Migration) -> Migration {
    migration
        .table(
            "units",
            with_region(vec![
                uuid("id").primary(),
                text("name"),
                text("credit_code").null(),
                text("kind"),
                text("address"),
                text("legal_person").null(),
                text("manager").null(),
                text("phone").null(),
                text("sector").null(),
                int("voided_at").null(),
                int("version").default("1"),
                text("pinyin"),
                text("search"),
                int("created_at"),
            ]),
            &[],
        )
        .index("CREATE UNIQUE INDEX units_credit_code ON units (credit_code) WHERE credit_code IS NOT NULL")
        .index("CREATE INDEX units_sorted ON units (pinyin, id) WHERE voided_at IS NULL")
        .index("CREATE INDEX units_city ON units (city_code, pinyin, id) WHERE voided_at IS NULL")
        .index("CREATE INDEX units_county ON units (county_code, pinyin, id) WHERE voided_at IS NULL")
        .index("CREATE INDEX units_town ON units (town_code, pinyin, id) WHERE voided_at IS NULL")
        .index("CREATE INDEX units_village ON units (village_code, pinyin, id) WHERE voided_at IS NULL")
        .table(
            "units_grams",
            vec![text("gram"), uuid("unit_id").references("units(id)")],
            &["PRIMARY KEY (gram, unit_id)"],
        )
        .index("CREATE INDEX units_grams_unit ON units_grams (unit_id)")
}

fn premises(migration: Migration) -> Migration {
    migration
        .table(
            "premises",
            with_region(vec![
                uuid("id").primary(),
                text("name"),
                text("kind"),
                text("tags"),
                uuid("unit_id").null().references("units(id)"),
                text("address"),
                real("longitude").null(),
                real("latitude").null(),
                // The cells the point lies in, finest last: clusters are counted by them at any zoom.
                text("cell_5").null(),
                text("cell_6").null(),
                text("cell_7").null(),
                text("cell_8").null(),
                text("cell_9").null(),
                real("area_m2").null(),
                int("floors").null(),
                real("height_m").null(),
                text("facts"),
                text("sector").null(),
                text("department").null(),
                int("voided_at").null(),
                text("void_reason").null(),
                int("version").default("1"),
                text("last_inspected_on").null(),
                text("pinyin"),
                text("search"),
                int("created_at"),
            ]),
            &[],
        )
        .index("CREATE INDEX premises_sorted ON premises (pinyin, id) WHERE voided_at IS NULL")
        .index("CREATE INDEX premises_city ON premises (city_code, pinyin, id) WHERE voided_at IS NULL")
        .index("CREATE INDEX premises_county ON premises (county_code, pinyin, id) WHERE voided_at IS NULL")
        .index("CREATE INDEX premises_town ON premises (town_code, pinyin, id) WHERE voided_at IS NULL")
        .index("CREATE INDEX premises_village ON premises (village_code, pinyin, id) WHERE voided_at IS NULL")
        .index("CREATE INDEX premises_unit ON premises (unit_id, pinyin, id) WHERE voided_at IS NULL")
        .index("CREATE INDEX premises_kind ON premises (kind, pinyin, id) WHERE voided_at IS NULL")
        .index("CREATE INDEX premises_tree ON premises (city_code, county_code, town_code, village_code) WHERE voided_at IS NULL")
        .index("CREATE INDEX premises_place ON premises (longitude, latitude) WHERE voided_at IS NULL")
}

fn premises_parts(migration: Migration) -> Migration {
    migration
        .table(
            "premises_tags",
            vec![text("tag"), uuid("premises_id").references("premises(id)")],
            &["PRIMARY KEY (tag, premises_id)"],
        )
        .index("CREATE INDEX premises_tags_premises ON premises_tags (premises_id)")
        .table(
            "premises_grams",
            vec![text("gram"), uuid("premises_id").references("premises(id)")],
            &["PRIMARY KEY (gram, premises_id)"],
        )
        .index("CREATE INDEX premises_grams_premises ON premises_grams (premises_id)")
        .table(
            "premises_history",
            vec![
                uuid("id").primary(),
                uuid("premises_id").references("premises(id)"),
                int("version"),
                text("field"),
                text("from_value").null(),
                text("to_value").null(),
                int("at"),
                uuid("actor_id").null(),
                text("actor"),
            ],
            &[],
        )
        .index("CREATE INDEX premises_history_premises ON premises_history (premises_id, version, id)")
}
