//! The tables this room owns.

use store::Migration;
use store::audit::{AuditedTable, Kind};
use store::column::{boolean, int, text, uuid};
use store::list::ScopeColumns;

/// Scoring sheets.
pub const SHEET: AuditedTable = AuditedTable {
    kind: "scoring_sheet",
    table: "scoring_sheets",
    key: "id",
    columns: &[
        ("title", Kind::Text),
        ("version", Kind::Int),
        ("region_code", Kind::Text),
        ("lines", Kind::Text),
        ("saved_at", Kind::Int),
        ("saved_by", Kind::Text),
    ],
};

/// Dossiers. What they keep is covered by `contents_sm3`, the zip by `sm3`.
pub const DOSSIER: AuditedTable = AuditedTable {
    kind: "dossier",
    table: "dossiers",
    key: "id",
    columns: &[
        ("title", Kind::Text),
        ("sheet_id", Kind::Uuid),
        ("sheet_version", Kind::Int),
        ("from_day", Kind::Text),
        ("to_day", Kind::Text),
        ("region_code", Kind::Text),
        ("post_id", Kind::Uuid),
        ("user_id", Kind::Uuid),
        ("maker", Kind::Text),
        ("made_at", Kind::Int),
        ("items", Kind::Text),
        ("contents_sm3", Kind::Text),
        ("sm3", Kind::Text),
        ("size", Kind::Int),
    ],
};

/// Openings to examiners.
pub const OPENING: AuditedTable = AuditedTable {
    kind: "dossier_opening",
    table: "dossier_openings",
    key: "id",
    columns: &[
        ("dossier_id", Kind::Uuid),
        ("user_id", Kind::Uuid),
        ("until_day", Kind::Text),
        ("may_download", Kind::Bool),
        ("opened_at", Kind::Int),
        ("opened_by", Kind::Text),
        ("closed_at", Kind::Int),
    ],
};

/// Every audited table of this room, for the row check of the audit.
pub const AUDITED: &[&AuditedTable] = &[&SHEET, &DOSSIER, &OPENING];

/// What a scope compares on dossiers. They hold every sector a maker had, so a post limited to sectors reaches only its own.
pub(crate) const DOSSIER_SCOPE: ScopeColumns = ScopeColumns {
    table: "dossiers",
    city: Some("city_code"),
    county: Some("county_code"),
    town: Some("town_code"),
    village: Some("village_code"),
    unit: None,
    sector: None,
};

/// What a scope compares on scoring sheets.
pub(crate) const SHEET_SCOPE: ScopeColumns = ScopeColumns { table: "scoring_sheets", ..DOSSIER_SCOPE };

/// Schema changes of this room, oldest first.
#[must_use]
pub fn migrations() -> Vec<Migration> {
    let place = || {
        vec![
            text("region_code"),
            text("city_code").null(),
            text("county_code").null(),
            text("town_code").null(),
            text("village_code").null(),
        ]
    };
    let with = |mut columns: Vec<store::column::Column>| {
        columns.extend(place());
        columns
    };
    vec![
        Migration::new("0025_dossier")
            .table(
                "scoring_sheets",
                with(vec![
                    uuid("id").primary(),
                    text("title"),
                    int("version"),
                    int("items"),
                    text("lines"),
                    int("saved_at"),
                    text("saved_by"),
                ]),
                &[],
            )
            .index("CREATE INDEX scoring_sheets_sorted ON scoring_sheets (saved_at, id)")
            .table(
                "scoring_sheet_versions",
                vec![
                    uuid("sheet_id").references("scoring_sheets(id)"),
                    int("version"),
                    text("title"),
                    text("lines"),
                    int("saved_at"),
                    text("saved_by"),
                ],
                &["PRIMARY KEY (sheet_id, version)"],
            )
            .table(
                "dossiers",
                with(vec![
                    uuid("id").primary(),
                    text("title"),
                    text("org_name"),
                    text("maker"),
                    uuid("user_id").null(),
                    uuid("post_id"),
                    boolean("whole"),
                    int("made_at"),
                    text("from_day"),
                    text("to_day"),
                    text("region_name"),
                    uuid("sheet_id").references("scoring_sheets(id)"),
                    text("sheet_title"),
                    int("sheet_version"),
                    text("items"),
                    int("entries"),
                    int("files"),
                    int("bytes"),
                    int("missing"),
                    text("contents_sm3"),
                    text("state"),
                    int("done"),
                    text("failure").null(),
                    text("sm3").null(),
                    int("size").null(),
                ]),
                &[],
            )
            .index("CREATE INDEX dossiers_sorted ON dossiers (made_at, id)")
            .index("CREATE INDEX dossiers_post ON dossiers (post_id, made_at, id)")
            .table(
                "dossier_entries",
                vec![
                    uuid("dossier_id").references("dossiers(id)"),
                    int("item"),
                    int("seq"),
                    text("source"),
                    uuid("object_id"),
                    text("number"),
                    text("title"),
                    text("state"),
                    text("region"),
                    text("on_day").null(),
                    text("due_day").null(),
                    text("closed_day").null(),
                    text("note"),
                ],
                &["PRIMARY KEY (dossier_id, item, seq)"],
            )
            .table(
                "dossier_files",
                vec![
                    uuid("id").primary(),
                    uuid("dossier_id").references("dossiers(id)"),
                    int("item"),
                    int("entry"),
                    int("seq"),
                    text("name"),
                    text("media_type"),
                    text("sm3"),
                    int("size"),
                    text("stage"),
                    text("grade"),
                    int("taken_at").null(),
                    int("uploaded_at"),
                    text("path"),
                    boolean("repeated"),
                ],
                &["UNIQUE (dossier_id, item, seq)"],
            )
            .table(
                "dossier_openings",
                vec![
                    uuid("id").primary(),
                    uuid("dossier_id").references("dossiers(id)"),
                    uuid("user_id"),
                    text("name"),
                    text("until_day"),
                    boolean("may_download"),
                    int("opened_at"),
                    text("opened_by"),
                    int("closed_at").null(),
                ],
                &[],
            )
            .index("CREATE INDEX dossier_openings_user ON dossier_openings (user_id, dossier_id)")
            .index("CREATE INDEX dossier_openings_dossier ON dossier_openings (dossier_id, opened_at, id)")
            .table(
                "dossier_views",
                vec![
                    uuid("dossier_id").references("dossiers(id)"),
                    uuid("user_id"),
                    text("day"),
                    text("subject"),
                ],
                &["PRIMARY KEY (dossier_id, user_id, day, subject)"],
            ),
    ]
}
