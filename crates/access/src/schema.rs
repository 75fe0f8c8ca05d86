//! The tables this room owns.

use store::Migration;
use store::audit::{AuditedTable, Kind};
use store::column::{boolean, int, text, uuid};

/// Accounts, without what changes at every sign-in.
pub(crate) const USER: AuditedTable = AuditedTable {
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
    ],
};

/// API keys, without the day of last use.
pub(crate) const API_KEY: AuditedTable = AuditedTable {
    kind: "api_key",
    table: "api_keys",
    key: "id",
    columns: &[
        ("name", Kind::Text),
        ("user_id", Kind::Uuid),
        ("prefix", Kind::Text),
        ("secret_hash", Kind::Text),
        ("posts", Kind::Text),
        ("expires_at", Kind::Int),
        ("revoked_at", Kind::Int),
    ],
};

/// Every audited table of this room.
pub const AUDITED: &[&AuditedTable] = &[&USER, &API_KEY];

/// Schema changes of this room, oldest first.
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
                    text("password_hash"),
                    boolean("active"),
                    boolean("must_change_password"),
                    int("failed_attempts").default("0"),
                    int("locked_until").null(),
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
                    text("address"),
                    text("agent"),
                ],
                &[],
            )
            .index("CREATE INDEX sessions_user ON sessions (user_id)")
            .table(
                "api_keys",
                vec![
                    uuid("id").primary(),
                    text("name"),
                    uuid("user_id").references("users(id)"),
                    text("prefix"),
                    text("secret_hash"),
                    text("posts"),
                    int("created_at"),
                    int("expires_at").null(),
                    int("revoked_at").null(),
                    int("last_used_at").null(),
                ],
                &["UNIQUE (prefix)"],
            )
            .index("CREATE INDEX api_keys_user ON api_keys (user_id)"),
    ]
}
