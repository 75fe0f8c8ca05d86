//! Tables and indexes.
//!
//! Lists are range scans: for each level of scope one index of `(level, due_key, id)` over open rows and one over finished
//! rows, which together cost no more than one over all rows, and one of `(level, opened_at, id)`.

use store::Migration;
use store::column::{boolean, int, real, text, uuid};

/// Lifecycles, cases, marks and clocks.
pub(super) fn ledger() -> Migration {
    Migration::new("0005_casework_ledger")
        .table(
            "case_lifecycles",
            vec![text("hash").primary(), text("kind"), text("pack"), text("body"), int("stored_at")],
            &[],
        )
        .table("case_numbers", vec![text("series"), int("year"), int("n")], &["PRIMARY KEY (series, year)"])
        .table(
            "cases",
            vec![
                uuid("id").primary(),
                text("number"),
                text("kind"),
                text("pack"),
                text("lifecycle_hash").references("case_lifecycles(hash)"),
                text("title"),
                text("state"),
                text("state_class"),
                text("previous_state").null(),
                text("region_code"),
                text("city_code").null(),
                text("county_code").null(),
                text("town_code").null(),
                text("village_code").null(),
                text("sector").null(),
                uuid("owner_post").null(),
                text("owner_role").null(),
                uuid("desk_post").null(),
                text("subject_kind").null(),
                uuid("subject_id").null(),
                text("subject_name").null(),
                uuid("unit_id").null(),
                text("unit_name").null(),
                text("due_date").null(),
                text("due_key"),
                boolean("due_provisional"),
                text("edition").null(),
                text("fields"),
                text("suggestion").null(),
                text("source_kind").null(),
                uuid("source_id").null(),
                text("class").null(),
                boolean("major"),
                text("search_text"),
                int("opened_at"),
                text("opened_on"),
                int("closed_at").null(),
                text("closed_on").null(),
                uuid("last_actor").null(),
                uuid("last_event").null(),
                int("version"),
                int("round"),
            ],
            &["UNIQUE (number)"],
        )
        .index("CREATE INDEX cases_city_due ON cases (city_code, due_key, id) WHERE state_class NOT IN ('closed', 'void')")
        .index("CREATE INDEX cases_county_due ON cases (county_code, due_key, id) WHERE state_class NOT IN ('closed', 'void')")
        .index("CREATE INDEX cases_town_due ON cases (town_code, due_key, id) WHERE state_class NOT IN ('closed', 'void')")
        .index("CREATE INDEX cases_village_due ON cases (village_code, due_key, id) WHERE state_class NOT IN ('closed', 'void')")
        .index("CREATE INDEX cases_unit_due ON cases (unit_id, due_key, id) WHERE state_class NOT IN ('closed', 'void')")
        .index("CREATE INDEX cases_city_done ON cases (city_code, due_key, id) WHERE state_class IN ('closed', 'void')")
        .index("CREATE INDEX cases_county_done ON cases (county_code, due_key, id) WHERE state_class IN ('closed', 'void')")
        .index("CREATE INDEX cases_town_done ON cases (town_code, due_key, id) WHERE state_class IN ('closed', 'void')")
        .index("CREATE INDEX cases_village_done ON cases (village_code, due_key, id) WHERE state_class IN ('closed', 'void')")
        .index("CREATE INDEX cases_unit_done ON cases (unit_id, due_key, id) WHERE state_class IN ('closed', 'void')")
        .index("CREATE INDEX cases_city_opened ON cases (city_code, opened_at, id)")
        .index("CREATE INDEX cases_county_opened ON cases (county_code, opened_at, id)")
        .index("CREATE INDEX cases_town_opened ON cases (town_code, opened_at, id)")
        .index("CREATE INDEX cases_village_opened ON cases (village_code, opened_at, id)")
        .index("CREATE INDEX cases_unit_opened ON cases (unit_id, opened_at, id)")
        .index("CREATE INDEX cases_desk ON cases (desk_post, due_key, id) WHERE desk_post IS NOT NULL")
        .index("CREATE INDEX cases_owner ON cases (owner_post) WHERE owner_post IS NOT NULL")
        .index("CREATE INDEX cases_subject ON cases (subject_id, opened_at, id) WHERE subject_id IS NOT NULL")
        .index("CREATE INDEX cases_source ON cases (source_id) WHERE source_id IS NOT NULL")
        .table("case_grams", vec![text("gram"), uuid("case_id")], &["PRIMARY KEY (gram, case_id)"])
        .table(
            "case_marks",
            vec![
                uuid("id").primary(),
                uuid("case_id").references("cases(id)"),
                text("code"),
                text("set_on"),
                text("set_by"),
                text("cleared_on").null(),
            ],
            &[],
        )
        .index("CREATE INDEX case_marks_case ON case_marks (case_id)")
        .index("CREATE UNIQUE INDEX case_marks_set ON case_marks (code, case_id) WHERE cleared_on IS NULL")
        .table(
            "case_clocks",
            vec![
                uuid("id").primary(),
                uuid("case_id").references("cases(id)"),
                text("code"),
                text("name"),
                text("basis"),
                text("deadline"),
                text("started_on"),
                text("due_date"),
                boolean("provisional"),
                boolean("sets_due"),
                text("status"),
                text("extended_from").null(),
            ],
            &[],
        )
        .index("CREATE INDEX case_clocks_case ON case_clocks (case_id)")
        .index("CREATE INDEX case_clocks_provisional ON case_clocks (id) WHERE provisional AND status IN ('running', 'suspended')")
}

/// What happened to a case: events, files, papers.
pub(super) fn trail() -> Migration {
    Migration::new("0006_casework_trail")
        .table(
            "case_events",
            vec![
                uuid("id").primary(),
                uuid("case_id").references("cases(id)"),
                int("round"),
                int("at"),
                text("on_date"),
                uuid("actor_user").null(),
                uuid("actor_person").null(),
                text("actor_name"),
                uuid("post_id").null(),
                text("post_name").null(),
                text("org_name").null(),
                text("action"),
                text("action_name"),
                text("from_state").null(),
                text("to_state").null(),
                text("fields"),
                text("note").null(),
                text("people").null(),
                text("changes"),
                uuid("undoes").null(),
                int("version"),
            ],
            &[],
        )
        .index("CREATE INDEX case_events_case ON case_events (case_id, at, id)")
        .table(
            "case_files",
            vec![
                uuid("id").primary(),
                uuid("case_id").null().references("cases(id)"),
                uuid("event_id").null(),
                text("stage"),
                text("name"),
                text("media_type"),
                text("sm3"),
                int("size"),
                boolean("thumbnail"),
                text("grade"),
                text("note").null(),
                int("taken_at").null(),
                real("longitude").null(),
                real("latitude").null(),
                int("uploaded_at"),
                uuid("uploaded_by").null(),
                text("uploader"),
            ],
            &[],
        )
        .index("CREATE INDEX case_files_case ON case_files (case_id, uploaded_at, id)")
        .table(
            "case_documents",
            vec![
                uuid("id").primary(),
                uuid("case_id").references("cases(id)"),
                uuid("event_id"),
                text("code"),
                text("title"),
                text("number"),
                text("issued_on"),
                text("issued_by"),
            ],
            &["UNIQUE (code, number)"],
        )
        .index("CREATE INDEX case_documents_case ON case_documents (case_id)")
}

/// Leaf rows of the counters. An empty text stands for "none", because a key has no NULL.
pub(super) fn counters() -> Migration {
    Migration::new("0007_casework_counters")
        .table(
            "case_counters",
            vec![
                text("city_code"),
                text("county_code"),
                text("town_code"),
                text("kind"),
                text("state_class"),
                text("sector"),
                text("due_day"),
                boolean("major"),
                int("n"),
            ],
            &["PRIMARY KEY (city_code, county_code, town_code, kind, state_class, sector, due_day, major)"],
        )
        .table(
            "case_months",
            vec![
                text("city_code"),
                text("county_code"),
                text("town_code"),
                text("kind"),
                text("sector"),
                text("month"),
                int("opened"),
                int("closed"),
            ],
            &["PRIMARY KEY (city_code, county_code, town_code, kind, sector, month)"],
        )
}

/// The outbox.
pub(super) fn notices() -> Migration {
    Migration::new("0008_casework_notices")
        .table(
            "notices",
            vec![
                uuid("id").primary(),
                uuid("post_id").null(),
                uuid("user_id").null(),
                uuid("case_id").null(),
                text("title"),
                text("body"),
                text("paste_text"),
                text("channel"),
                text("address").null(),
                text("state"),
                int("created_at"),
                int("sent_at").null(),
                int("read_at").null(),
                int("attempts").default("0"),
                text("last_error").null(),
            ],
            &[],
        )
        .index("CREATE INDEX notices_post ON notices (post_id, created_at, id) WHERE channel = 'in_app'")
        .index("CREATE INDEX notices_user ON notices (user_id, created_at, id) WHERE channel = 'in_app'")
        .index("CREATE INDEX notices_case ON notices (case_id)")
}

/// What other bodies are asked for, and indexes for cases found by their day of closing.
pub(super) fn requests() -> Migration {
    Migration::new("0018_casework_requests")
        .table(
            "case_requests",
            vec![
                uuid("id").primary(),
                uuid("case_id").references("cases(id)"),
                text("code"),
                uuid("event_id"),
                uuid("org_id").null(),
                text("org_name"),
                uuid("post_id"),
                text("post_name"),
                int("asked_at"),
                text("reply_by").null(),
                text("state"),
                text("reply").null(),
                text("opinion").null(),
                int("answered_at").null(),
                uuid("answered_by").null(),
                text("answerer").null(),
                uuid("file_id").null(),
            ],
            &[],
        )
        .index("CREATE INDEX case_requests_case ON case_requests (case_id, asked_at, id)")
        .index("CREATE INDEX case_requests_post ON case_requests (post_id, state, case_id)")
        .index("CREATE INDEX cases_city_closed ON cases (city_code, closed_on) WHERE closed_on IS NOT NULL")
        .index(
            "CREATE INDEX cases_county_closed ON cases (county_code, closed_on) WHERE closed_on IS NOT NULL",
        )
        .index("CREATE INDEX cases_town_closed ON cases (town_code, closed_on) WHERE closed_on IS NOT NULL")
}

/// Closings of old ledgers, which nobody verified here; and the same bytes as proof of several cases.
pub(super) fn history() -> Migration {
    Migration::new("0018_casework_history")
        .column("cases", boolean("historical").null())
        .index("CREATE INDEX cases_historical ON cases (closed_on, id) WHERE historical IS NOT NULL")
        .index("CREATE INDEX case_files_bytes ON case_files (sm3)")
        .index(
            "CREATE INDEX case_files_waiting ON case_files (uploaded_by, uploaded_at) WHERE case_id IS NULL",
        )
}

/// Premises in danger are found from the few cases that press, not from the premises.
pub(super) fn danger() -> Migration {
    Migration::new("0015_casework_danger")
        .index(
            "CREATE INDEX cases_late ON cases (due_key, subject_kind, subject_id) \
             WHERE state_class NOT IN ('closed', 'void')",
        )
        .index(
            "CREATE INDEX cases_major ON cases (subject_kind, subject_id) \
             WHERE state_class NOT IN ('closed', 'void') AND major",
        )
}
