//! The tables this room owns.

use store::Migration;
use store::audit::{AuditedTable, Kind};
use store::column::{boolean, int, real, text, uuid};
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

/// Plans.
pub const PLAN: AuditedTable = AuditedTable {
    kind: "plan",
    table: "plans",
    key: "id",
    columns: &[
        ("document_id", Kind::Uuid),
        ("year", Kind::Int),
        ("title", Kind::Text),
        ("region_code", Kind::Text),
        ("upper_plan", Kind::Uuid),
        ("state", Kind::Text),
        ("no_task", Kind::Text),
        ("version", Kind::Int),
        ("edition", Kind::Int),
        ("created_at", Kind::Int),
        ("creator", Kind::Text),
        ("published_at", Kind::Int),
        ("publisher", Kind::Text),
        ("reason", Kind::Text),
    ],
};

/// Tasks of plans.
pub const PLAN_TASK: AuditedTable = AuditedTable {
    kind: "plan_task",
    table: "plan_tasks",
    key: "id",
    columns: &[
        ("plan_id", Kind::Uuid),
        ("clause", Kind::Text),
        ("position", Kind::Int),
        ("state", Kind::Text),
        ("version", Kind::Int),
        ("body", Kind::Text),
    ],
};

/// Reports of progress.
pub const PLAN_REPORT: AuditedTable = AuditedTable {
    kind: "plan_report",
    table: "plan_reports",
    key: "id",
    columns: &[
        ("task_id", Kind::Uuid),
        ("state", Kind::Text),
        ("on_date", Kind::Text),
        ("amount", Kind::Real),
        ("total", Kind::Real),
        ("words", Kind::Text),
        ("region_code", Kind::Text),
        ("post_id", Kind::Uuid),
        ("post_name", Kind::Text),
        ("reporter", Kind::Text),
        ("reporter_user", Kind::Uuid),
        ("reporter_person", Kind::Uuid),
        ("reported_at", Kind::Int),
        ("checker", Kind::Text),
        ("checked_at", Kind::Int),
        ("check_note", Kind::Text),
        ("version", Kind::Int),
        ("files", Kind::Text),
    ],
};

/// Evidence of reports.
pub const PLAN_FILE: AuditedTable = AuditedTable {
    kind: "plan_file",
    table: "plan_files",
    key: "id",
    columns: &[
        ("task_id", Kind::Uuid),
        ("name", Kind::Text),
        ("media_type", Kind::Text),
        ("sm3", Kind::Text),
        ("size", Kind::Int),
        ("uploaded_at", Kind::Int),
        ("uploaded_by", Kind::Uuid),
        ("uploader", Kind::Text),
    ],
};

/// Every audited table of this room, for the row check of the audit.
pub const AUDITED: &[&AuditedTable] = &[&PLAN_DOCUMENT, &PLAN, &PLAN_TASK, &PLAN_REPORT, &PLAN_FILE];

/// What a scope compares on plans.
pub(crate) const PLAN_SCOPE: ScopeColumns = ScopeColumns { table: "plans", ..SCOPE };

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
        plans(Migration::new("0016_plan_tasks")),
    ]
}

fn plans(migration: Migration) -> Migration {
    migration
        .table(
            "plans",
            vec![
                uuid("id").primary(),
                uuid("document_id").references("plan_documents(id)"),
                int("year"),
                text("title"),
                text("region_code").null(),
                text("city_code").null(),
                text("county_code").null(),
                text("town_code").null(),
                text("village_code").null(),
                uuid("upper_plan").null().references("plans(id)"),
                text("state"),
                text("no_task"),
                int("version"),
                int("edition"),
                int("created_at"),
                text("creator"),
                int("published_at").null(),
                text("publisher").null(),
                text("reason").null(),
            ],
            &[],
        )
        .index("CREATE INDEX plans_newest ON plans (year, created_at, id)")
        .table(
            "plan_tasks",
            vec![
                uuid("id").primary(),
                uuid("plan_id").references("plans(id)"),
                text("clause"),
                int("position"),
                text("state"),
                int("version"),
                text("body"),
            ],
            &[],
        )
        .index("CREATE INDEX plan_tasks_order ON plan_tasks (plan_id, position, id)")
        .table(
            "plan_events",
            vec![
                uuid("id").primary(),
                uuid("plan_id").references("plans(id)"),
                int("at"),
                text("actor"),
                text("verb"),
                text("summary"),
                text("before"),
                text("after"),
                boolean("undone"),
            ],
            &[],
        )
        .index("CREATE INDEX plan_events_newest ON plan_events (plan_id, at, id)")
        .table(
            "plan_reports",
            vec![
                uuid("id").primary(),
                uuid("task_id").references("plan_tasks(id)"),
                text("state"),
                text("on_date"),
                real("amount"),
                real("total").null(),
                text("words"),
                text("region_code").null(),
                uuid("post_id").null(),
                text("post_name"),
                text("reporter"),
                uuid("reporter_user").null(),
                uuid("reporter_person").null(),
                int("reported_at"),
                text("checker").null(),
                int("checked_at").null(),
                text("check_note").null(),
                int("version"),
                text("files"),
            ],
            &[],
        )
        .index("CREATE INDEX plan_reports_task ON plan_reports (task_id, reported_at, id)")
        .table(
            "plan_files",
            vec![
                uuid("id").primary(),
                uuid("task_id").references("plan_tasks(id)"),
                text("name"),
                text("media_type"),
                text("sm3"),
                int("size"),
                int("uploaded_at"),
                uuid("uploaded_by").null(),
                text("uploader"),
            ],
            &[],
        )
        .index("CREATE INDEX plan_files_task ON plan_files (task_id, id)")
}
