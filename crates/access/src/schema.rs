//! The tables this room owns.

use store::Migration;
use store::audit::{AuditedTable, Kind};
use store::column::{boolean, int, text, uuid};

/// Sign-in accounts. The password hash is covered: a hash put in behind the program's back is found.
pub const USER: AuditedTable = AuditedTable {
    kind: "user",
    table: "users",
    key: "id",
    columns: &[
        ("login", Kind::Text),
        ("person_id", Kind::Uuid),
        ("password_hash", Kind::Text),
        ("active", Kind::Bool),
        ("must_change_password", Kind::Bool),
        ("version", Kind::Int),
        ("valid_until", Kind::Text),
    ],
};

/// API keys.
pub const API_KEY: AuditedTable = AuditedTable {
    kind: "api_key",
    table: "api_keys",
    key: "id",
    columns: &[
        ("name", Kind::Text),
        ("user_id", Kind::Uuid),
        ("posts", Kind::Text),
        ("prefix", Kind::Text),
        ("secret_hash", Kind::Text),
        ("expires_at", Kind::Int),
        ("revoked_at", Kind::Int),
    ],
};

/// Every audited table of this room, for the row check of the audit.
pub const AUDITED: &[&AuditedTable] = &[&USER, &API_KEY];

/// Schema changes of this room, oldest first. Sessions and failures are housekeeping and not audited by row; signing in
/// and failing to are audited as events.
#[must_use]
pub fn migrations() -> Vec<Migration> {
    vec![
        Migration::new("0003_access")
            .table(
                "users",
                vec![
                    uuid("id").primary(),
                    text("login"),
                    uuid("person_id").references("people(id)"),
                    text("password_hash").null(),
                    boolean("active"),
                    boolean("must_change_password"),
                    int("last_sign_in").null(),
                    int("created_at"),
                    int("version").default("1"),
                ],
                &["UNIQUE (login)", "UNIQUE (person_id)"],
            )
            .table(
                "sessions",
                vec![
                    text("token_hash").primary(),
                    uuid("user_id").references("users(id)"),
                    text("csrf_token"),
                    int("created_at"),
                    int("last_seen_at"),
                    int("expires_at"),
                    text("address").null(),
                    text("agent").null(),
                ],
                &[],
            )
            .index("CREATE INDEX sessions_user ON sessions (user_id)")
            .index("CREATE INDEX sessions_expiry ON sessions (expires_at)")
            .table(
                "access_failures",
                vec![text("subject").primary(), int("failures"), int("last_at"), int("locked_until").null()],
                &[],
            )
            .table(
                "api_keys",
                vec![
                    uuid("id").primary(),
                    text("name"),
                    uuid("user_id").references("users(id)"),
                    text("posts"),
                    text("prefix"),
                    text("secret_hash"),
                    int("created_at"),
                    int("expires_at"),
                    int("revoked_at").null(),
                    int("last_used_at").null(),
                ],
                &["UNIQUE (prefix)"],
            )
            .index("CREATE INDEX api_keys_user ON api_keys (user_id, created_at)"),
        Migration::new("0020_access_expiry").column("users", text("valid_until").null()),
    ]
}
