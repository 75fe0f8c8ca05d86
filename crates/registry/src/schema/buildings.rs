//! Buildings, the parties to their use, fire-safety posts of units, fire facilities, and the history of all of these.

use super::with_region;
use store::Migration;
use store::audit::{AuditedTable, Kind};
use store::column::{int, real, text, uuid};

/// Buildings (建筑).
pub const BUILDING: AuditedTable = AuditedTable {
    kind: "building",
    table: "buildings",
    key: "id",
    columns: &[
        ("name", Kind::Text),
        ("address", Kind::Text),
        ("region_code", Kind::Text),
        ("longitude", Kind::Real),
        ("latitude", Kind::Real),
        ("datum", Kind::Text),
        ("floors_above", Kind::Int),
        ("floors_below", Kind::Int),
        ("height_m", Kind::Real),
        ("area_m2", Kind::Real),
        ("use_class", Kind::Text),
        ("structure", Kind::Text),
        ("built_year", Kind::Int),
        ("floors", Kind::Text),
        ("version", Kind::Int),
        ("voided_at", Kind::Int),
        ("void_reason", Kind::Text),
    ],
};

/// Parties to the use of a building or premises (产权与租赁关系).
pub const LEASE: AuditedTable = AuditedTable {
    kind: "lease",
    table: "leases",
    key: "id",
    columns: &[
        ("building_id", Kind::Uuid),
        ("premises_id", Kind::Uuid),
        ("parent_id", Kind::Uuid),
        ("role", Kind::Text),
        ("unit_id", Kind::Uuid),
        ("party", Kind::Text),
        ("phone", Kind::Text),
        ("part", Kind::Text),
        ("area_m2", Kind::Real),
        ("starts_on", Kind::Text),
        ("ends_on", Kind::Text),
        ("note", Kind::Text),
        ("version", Kind::Int),
        ("voided_at", Kind::Int),
        ("void_reason", Kind::Text),
    ],
};

/// Fire-safety posts of units (消防安全责任人、管理人、控制室值班……).
pub const RESPONSIBLE: AuditedTable = AuditedTable {
    kind: "responsible",
    table: "unit_responsibles",
    key: "id",
    columns: &[
        ("unit_id", Kind::Uuid),
        ("role", Kind::Text),
        ("name", Kind::Text),
        ("phone", Kind::Text),
        ("certificate", Kind::Text),
        ("since", Kind::Text),
        ("until", Kind::Text),
        ("version", Kind::Int),
        ("voided_at", Kind::Int),
        ("void_reason", Kind::Text),
    ],
};

/// Fire facilities (消防设施).
pub const FACILITY: AuditedTable = AuditedTable {
    kind: "facility",
    table: "facilities",
    key: "id",
    columns: &[
        ("building_id", Kind::Uuid),
        ("premises_id", Kind::Uuid),
        ("kind", Kind::Text),
        ("count", Kind::Int),
        ("state", Kind::Text),
        ("maintained_on", Kind::Text),
        ("maintainer", Kind::Text),
        ("note", Kind::Text),
        ("version", Kind::Int),
        ("voided_at", Kind::Int),
        ("void_reason", Kind::Text),
    ],
};

/// Columns every one of these tables ends with.
fn kept(mut columns: Vec<store::column::Column>) -> Vec<store::column::Column> {
    columns.extend([
        int("version").default("1"),
        int("voided_at").null(),
        text("void_reason").null(),
        int("created_at"),
    ]);
    columns
}

pub(super) fn migration(migration: Migration) -> Migration {
    history(attached(buildings(migration)))
        .column("premises", uuid("building_id").null().references("buildings(id)"))
        .column("premises", text("on_floors").null())
        .column("premises", text("datum").null())
        .column("premises", text("measures").null())
        .column("premises", text("key_status").null())
        .column("premises", text("key_on").null())
        .column("premises", text("key_paper").null())
        .column("units", text("void_reason").null())
        .index("CREATE INDEX premises_building ON premises (building_id, pinyin, id) WHERE voided_at IS NULL")
        .index(
            "CREATE INDEX premises_department ON premises (department, pinyin, id) WHERE voided_at IS NULL",
        )
        .index("CREATE INDEX premises_key ON premises (key_status, pinyin, id) WHERE voided_at IS NULL")
}

fn buildings(migration: Migration) -> Migration {
    migration
        .table(
            "buildings",
            kept(with_region(vec![
                uuid("id").primary(),
                text("name"),
                text("address"),
                real("longitude").null(),
                real("latitude").null(),
                text("datum").null(),
                int("floors_above").null(),
                int("floors_below").null(),
                real("height_m").null(),
                real("area_m2").null(),
                text("use_class").null(),
                text("structure").null(),
                int("built_year").null(),
                // Floor by floor, sorted: number, area, use. One value, so that the audit covers it with its building.
                text("floors"),
                text("pinyin"),
                text("search"),
            ])),
            &[],
        )
        .index("CREATE INDEX buildings_sorted ON buildings (pinyin, id) WHERE voided_at IS NULL")
        .index("CREATE INDEX buildings_city ON buildings (city_code, pinyin, id) WHERE voided_at IS NULL")
        .index("CREATE INDEX buildings_county ON buildings (county_code, pinyin, id) WHERE voided_at IS NULL")
        .index("CREATE INDEX buildings_town ON buildings (town_code, pinyin, id) WHERE voided_at IS NULL")
        .index(
            "CREATE INDEX buildings_village ON buildings (village_code, pinyin, id) WHERE voided_at IS NULL",
        )
        .table(
            "buildings_grams",
            vec![text("gram"), uuid("building_id").references("buildings(id)")],
            &["PRIMARY KEY (gram, building_id)"],
        )
        .index("CREATE INDEX buildings_grams_building ON buildings_grams (building_id)")
}

fn attached(migration: Migration) -> Migration {
    migration
        .table(
            "leases",
            kept(vec![
                uuid("id").primary(),
                uuid("building_id").null().references("buildings(id)"),
                uuid("premises_id").null().references("premises(id)"),
                uuid("parent_id").null().references("leases(id)"),
                text("role"),
                uuid("unit_id").null().references("units(id)"),
                text("party"),
                text("phone").null(),
                text("part").null(),
                real("area_m2").null(),
                text("starts_on").null(),
                text("ends_on").null(),
                text("note").null(),
            ]),
            &[],
        )
        .index("CREATE INDEX leases_building ON leases (building_id) WHERE voided_at IS NULL")
        .index("CREATE INDEX leases_premises ON leases (premises_id) WHERE voided_at IS NULL")
        .index("CREATE INDEX leases_parent ON leases (parent_id) WHERE voided_at IS NULL")
        .index("CREATE INDEX leases_unit ON leases (unit_id) WHERE voided_at IS NULL")
        .table(
            "unit_responsibles",
            kept(vec![
                uuid("id").primary(),
                uuid("unit_id").references("units(id)"),
                text("role"),
                text("name"),
                text("phone").null(),
                text("certificate").null(),
                text("since").null(),
                text("until").null(),
            ]),
            &[],
        )
        .index("CREATE INDEX unit_responsibles_unit ON unit_responsibles (unit_id) WHERE voided_at IS NULL")
        .table(
            "facilities",
            kept(vec![
                uuid("id").primary(),
                uuid("building_id").null().references("buildings(id)"),
                uuid("premises_id").null().references("premises(id)"),
                text("kind"),
                int("count"),
                text("state"),
                text("maintained_on").null(),
                text("maintainer").null(),
                text("note").null(),
            ]),
            &[],
        )
        .index("CREATE INDEX facilities_building ON facilities (building_id) WHERE voided_at IS NULL")
        .index("CREATE INDEX facilities_premises ON facilities (premises_id) WHERE voided_at IS NULL")
}

fn history(migration: Migration) -> Migration {
    migration
        .table(
            "record_history",
            vec![
                uuid("id").primary(),
                text("kind"),
                uuid("object_id"),
                // The premises, building or unit whose page tells of it.
                uuid("owner_id"),
                text("title"),
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
        .index("CREATE INDEX record_history_owner ON record_history (owner_id, at, id)")
        .index("CREATE INDEX record_history_object ON record_history (object_id, version, id)")
}
