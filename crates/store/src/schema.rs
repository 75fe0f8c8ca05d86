//! The tables this room owns.

use crate::column::{bytes, int, serial, text, uuid};
use crate::{Migration, Tx};

/// Audit, jobs, idempotency keys and files.
#[must_use]
pub fn migrations() -> Vec<Migration> {
    vec![
        Migration::new("0001_store")
            .table(
                "audit_records",
                vec![
                    serial("seq"),
                    uuid("id"),
                    int("at"),
                    uuid("actor_id").null(),
                    text("actor"),
                    text("post").null(),
                    text("via"),
                    text("address").null(),
                    text("action"),
                    text("object_kind"),
                    uuid("object_id").null(),
                    text("summary"),
                    text("detail"),
                    text("row_digests"),
                    int("form"),
                    bytes("digest"),
                    int("chain_seq").null(),
                    bytes("chain").null(),
                ],
                &["UNIQUE (id)", "UNIQUE (chain_seq)"],
            )
            .index("CREATE INDEX audit_records_unsealed ON audit_records (seq) WHERE chain_seq IS NULL")
            .index("CREATE INDEX audit_records_object ON audit_records (object_kind, object_id, seq)")
            .table(
                "audit_anchors",
                vec![int("chain_seq").primary(), text("chain"), int("at"), text("signature")],
                &[],
            )
            .table(
                "jobs",
                vec![
                    uuid("id").primary(),
                    text("kind"),
                    text("payload"),
                    int("run_at"),
                    text("state"),
                    int("attempts").default("0"),
                    text("unique_key").null(),
                    int("locked_until").null(),
                    text("last_error").null(),
                    int("created_at"),
                    int("finished_at").null(),
                ],
                &[],
            )
            .index("CREATE INDEX jobs_ready ON jobs (run_at, id) WHERE state = 'ready'")
            .index("CREATE UNIQUE INDEX jobs_unique ON jobs (unique_key) WHERE unique_key IS NOT NULL AND state = 'ready'")
            .table(
                "idempotency_keys",
                vec![
                    text("caller"),
                    text("key"),
                    text("request"),
                    int("status").null(),
                    text("body").null(),
                    int("created_at"),
                ],
                &["PRIMARY KEY (caller, key)"],
            )
            .index("CREATE INDEX idempotency_keys_age ON idempotency_keys (created_at)"),
    ]
}

/// Approximate size of the database in bytes.
///
/// # Errors
/// When the database cannot be read.
pub async fn size(tx: &Tx) -> Result<i64, crate::StoreError> {
    match tx.engine() {
        crate::Engine::Sqlite => {
            tx.count(
                "SELECT (SELECT page_count FROM pragma_page_count()) * (SELECT page_size FROM pragma_page_size()) AS n",
                vec![],
            )
            .await
        }
        crate::Engine::Postgres => tx.count("SELECT pg_database_size(current_database()) AS n", vec![]).await,
    }
}

/// Lets SQLite look at how large tables have become, so that it chooses indexes by what is there; PostgreSQL does so itself.
/// Takes a moment: SQLite reads a part of each index that has changed much.
///
/// # Errors
/// When the database refuses.
pub async fn refresh_statistics(database: &crate::Database) -> Result<(), crate::StoreError> {
    if database.engine() == crate::Engine::Sqlite {
        let tx = database.write().await?;
        tx.execute_unprepared("PRAGMA optimize=0x10002").await?;
        tx.commit().await?;
    }
    Ok(())
}
