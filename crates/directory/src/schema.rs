//! The tables this room owns.

use store::Migration;
use store::audit::{AuditedTable, Kind};
use store::column::{boolean, int, text, uuid};

/// Organisations (机构).
pub const ORGANISATION: AuditedTable = AuditedTable {
    kind: "organisation",
    table: "organisations",
    key: "id",
    columns: &[
        ("kind", Kind::Text),
        ("region_code", Kind::Text),
        ("parent_id", Kind::Uuid),
        ("is_fire_authority", Kind::Bool),
        ("department", Kind::Text),
        ("sector", Kind::Text),
        ("valid_from", Kind::Text),
        ("valid_to", Kind::Text),
        ("merged_into", Kind::Uuid),
        ("version", Kind::Int),
    ],
};

/// Names of organisations, each with the days it held.
pub const ORGANISATION_NAME: AuditedTable = AuditedTable {
    kind: "organisation_name",
    table: "organisation_names",
    key: "id",
    columns: &[
        ("org_id", Kind::Uuid),
        ("name", Kind::Text),
        ("short_name", Kind::Text),
        ("valid_from", Kind::Text),
        ("valid_to", Kind::Text),
    ],
};

/// Which organisation became which (合并、拆分、撤销), on what day and on what basis.
pub const ORGANISATION_CHANGE: AuditedTable = AuditedTable {
    kind: "organisation_change",
    table: "organisation_changes",
    key: "id",
    columns: &[
        ("from_org", Kind::Uuid),
        ("to_org", Kind::Uuid),
        ("kind", Kind::Text),
        ("on_date", Kind::Text),
        ("basis", Kind::Text),
    ],
};

/// Posts (岗位).
pub const POST: AuditedTable = AuditedTable {
    kind: "post",
    table: "posts",
    key: "id",
    columns: &[
        ("org_id", Kind::Uuid),
        ("name", Kind::Text),
        ("role", Kind::Text),
        ("scope_level", Kind::Text),
        ("scope_key", Kind::Text),
        ("sectors", Kind::Text),
        ("valid_from", Kind::Text),
        ("valid_to", Kind::Text),
        ("merged_into", Kind::Uuid),
        ("version", Kind::Int),
    ],
};

/// In which organisation a post stood, and when.
pub const POST_PLACE: AuditedTable = AuditedTable {
    kind: "post_place",
    table: "post_places",
    key: "id",
    columns: &[
        ("post_id", Kind::Uuid),
        ("org_id", Kind::Uuid),
        ("valid_from", Kind::Text),
        ("valid_to", Kind::Text),
    ],
};

/// Who held a post, and when.
pub const HOLDING: AuditedTable = AuditedTable {
    kind: "holding",
    table: "holdings",
    key: "id",
    columns: &[
        ("post_id", Kind::Uuid),
        ("person_id", Kind::Uuid),
        ("from_date", Kind::Text),
        ("to_date", Kind::Text),
    ],
};

/// People (人员).
pub const PERSON: AuditedTable = AuditedTable {
    kind: "person",
    table: "people",
    key: "id",
    columns: &[
        ("name", Kind::Text),
        ("org_id", Kind::Uuid),
        ("phone", Kind::Text),
        ("title", Kind::Text),
        ("erased_at", Kind::Int),
        ("version", Kind::Int),
        ("mail", Kind::Text),
    ],
};

/// Every audited table of this room, for the row check of the audit.
pub const AUDITED: &[&AuditedTable] =
    &[&ORGANISATION, &ORGANISATION_NAME, &ORGANISATION_CHANGE, &POST, &POST_PLACE, &HOLDING, &PERSON];

/// Schema changes of this room, oldest first.
#[must_use]
pub fn migrations() -> Vec<Migration> {
    vec![
        people(posts(organisations(regions(Migration::new("0002_directory"))))),
        crate::region::shapes_migration(),
        Migration::new("0002_people_mail").column("people", text("mail").null()),
    ]
}

fn regions(migration: Migration) -> Migration {
    migration
        .table(
            "regions",
            vec![
                text("code").primary(),
                text("name"),
                text("level"),
                text("parent").null(),
                text("valid_from").null(),
                text("valid_to").null(),
                text("pinyin"),
            ],
            &[],
        )
        .index("CREATE INDEX regions_parent ON regions (parent, code)")
}

fn organisations(migration: Migration) -> Migration {
    migration
        .table(
            "organisations",
            vec![
                uuid("id").primary(),
                text("kind"),
                text("region_code"),
                uuid("parent_id").null().references("organisations(id)"),
                boolean("is_fire_authority"),
                text("department").null(),
                text("sector").null(),
                text("valid_from"),
                text("valid_to").null(),
                uuid("merged_into").null().references("organisations(id)"),
                text("sort_key"),
                int("version").default("1"),
                text("city_code").null(),
                text("county_code").null(),
                text("town_code").null(),
                text("village_code").null(),
            ],
            &[],
        )
        .index("CREATE INDEX organisations_sorted ON organisations (sort_key, id)")
        .index("CREATE INDEX organisations_city ON organisations (city_code, sort_key, id)")
        .index("CREATE INDEX organisations_county ON organisations (county_code, sort_key, id)")
        .index("CREATE INDEX organisations_town ON organisations (town_code, sort_key, id)")
        .index("CREATE INDEX organisations_village ON organisations (village_code, sort_key, id)")
        .index("CREATE INDEX organisations_parent ON organisations (parent_id)")
        .index("CREATE INDEX organisations_department ON organisations (department, region_code)")
        .table(
            "organisation_names",
            vec![
                uuid("id").primary(),
                uuid("org_id").references("organisations(id)"),
                text("name"),
                text("short_name").null(),
                text("valid_from"),
                text("valid_to").null(),
            ],
            &["UNIQUE (org_id, valid_from)"],
        )
        .index("CREATE INDEX organisation_names_name ON organisation_names (name)")
        .table(
            "organisation_changes",
            vec![
                uuid("id").primary(),
                uuid("from_org").references("organisations(id)"),
                uuid("to_org").null().references("organisations(id)"),
                text("kind"),
                text("on_date"),
                text("basis").null(),
            ],
            &[],
        )
        .index("CREATE INDEX organisation_changes_from ON organisation_changes (from_org)")
        .index("CREATE INDEX organisation_changes_to ON organisation_changes (to_org)")
}

fn posts(migration: Migration) -> Migration {
    migration
        .table(
            "posts",
            vec![
                uuid("id").primary(),
                uuid("org_id").references("organisations(id)"),
                text("name"),
                text("role"),
                text("scope_level"),
                text("scope_key"),
                text("sectors").null(),
                text("valid_from"),
                text("valid_to").null(),
                uuid("merged_into").null().references("posts(id)"),
                text("sort_key"),
                int("version").default("1"),
            ],
            &[],
        )
        .index("CREATE INDEX posts_sorted ON posts (sort_key, id)")
        .index("CREATE INDEX posts_organisation ON posts (org_id)")
        .index("CREATE INDEX posts_role ON posts (role, scope_key)")
        .table(
            "post_places",
            vec![
                uuid("id").primary(),
                uuid("post_id").references("posts(id)"),
                uuid("org_id").references("organisations(id)"),
                text("valid_from"),
                text("valid_to").null(),
            ],
            &["UNIQUE (post_id, valid_from)"],
        )
}

fn people(migration: Migration) -> Migration {
    migration
        .table(
            "people",
            vec![
                uuid("id").primary(),
                text("name"),
                uuid("org_id").references("organisations(id)"),
                text("phone").null(),
                text("title").null(),
                text("pinyin"),
                int("erased_at").null(),
                int("version").default("1"),
            ],
            &[],
        )
        .index("CREATE INDEX people_sorted ON people (pinyin, id)")
        .index("CREATE INDEX people_organisation ON people (org_id, pinyin, id)")
        .table(
            "holdings",
            vec![
                uuid("id").primary(),
                uuid("post_id").references("posts(id)"),
                uuid("person_id").references("people(id)"),
                text("from_date"),
                text("to_date").null(),
            ],
            &[],
        )
        .index("CREATE INDEX holdings_post ON holdings (post_id, from_date)")
        .index("CREATE INDEX holdings_person ON holdings (person_id, from_date)")
}
