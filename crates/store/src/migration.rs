//! Schema changes: an ordered list, each run once in a transaction of its own, its digest kept.

use crate::column::{self, Column};
use crate::{Database, Engine, FromRow, Row, StoreError, params};
use kernel::time::Timestamp;
use std::collections::BTreeMap;

/// One schema change. Its steps are data, so its digest tells when released history was edited.
#[derive(Debug, Clone)]
pub struct Migration {
    /// Unique, sortable name: `0003_cases`.
    pub name: &'static str,
    steps: Vec<Step>,
}

#[derive(Debug, Clone)]
enum Step {
    Table { name: &'static str, columns: Vec<Column>, rules: Vec<&'static str> },
    Column { table: &'static str, column: Column },
    Index { sql: &'static str },
    Sql { sqlite: &'static str, postgres: &'static str },
}

impl Migration {
    /// An empty migration.
    #[must_use]
    pub const fn new(name: &'static str) -> Self {
        Self { name, steps: Vec::new() }
    }

    /// Creates a table.
    #[must_use]
    pub fn table(mut self, name: &'static str, columns: Vec<Column>, rules: &[&'static str]) -> Self {
        self.steps.push(Step::Table { name, columns, rules: rules.to_vec() });
        self
    }

    /// Adds a column to a table.
    #[must_use]
    pub fn column(mut self, table: &'static str, column: Column) -> Self {
        self.steps.push(Step::Column { table, column });
        self
    }

    /// Creates an index; the text is the same on both engines.
    #[must_use]
    pub fn index(mut self, sql: &'static str) -> Self {
        self.steps.push(Step::Index { sql });
        self
    }

    /// Runs text that differs by engine.
    #[must_use]
    pub fn sql(mut self, sqlite: &'static str, postgres: &'static str) -> Self {
        self.steps.push(Step::Sql { sqlite, postgres });
        self
    }

    /// The statements for one engine, in order.
    #[must_use]
    pub fn statements(&self, engine: Engine) -> Vec<String> {
        self.steps
            .iter()
            .map(|step| match step {
                Step::Table { name, columns, rules } => column::create_table(engine, name, columns, rules),
                Step::Column { table, column } => column::add_column(engine, table, column),
                Step::Index { sql } => (*sql).to_owned(),
                Step::Sql { sqlite, postgres } => {
                    (*if engine == Engine::Sqlite { sqlite } else { postgres }).to_owned()
                }
            })
            .filter(|sql| !sql.is_empty())
            .collect()
    }

    /// SM3 of the statements, in hexadecimal.
    #[must_use]
    pub fn digest(&self, engine: Engine) -> String {
        use sm3::{Digest, Sm3};
        hex::encode(Sm3::digest(self.statements(engine).join(";\n").as_bytes()))
    }
}

struct Done {
    name: String,
    digest: String,
}

impl FromRow for Done {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Self { name: row.text("name")?, digest: row.text("digest")? })
    }
}

const LEDGER: &str = "CREATE TABLE IF NOT EXISTS schema_migrations \
     (name TEXT PRIMARY KEY, digest TEXT NOT NULL, applied_at BIGINT NOT NULL)";

/// Brings the database to the newest schema; answers the names of what ran.
///
/// # Errors
/// [`StoreError::Schema`] when the database is newer than the program or released history was edited.
pub async fn migrate(
    database: &Database,
    migrations: &[Migration],
    now: Timestamp,
) -> Result<Vec<&'static str>, StoreError> {
    let tx = database.write().await?;
    tx.execute_unprepared(LEDGER).await?;
    tx.commit().await?;
    let mut ran = Vec::new();
    for migration in migrations {
        let tx = database.write().await?;
        if database.engine() == Engine::Postgres {
            // Two programs that start together take turns.
            tx.execute_unprepared("LOCK TABLE schema_migrations IN SHARE ROW EXCLUSIVE MODE").await?;
        }
        let done: BTreeMap<String, String> = tx
            .all::<Done>("SELECT name, digest FROM schema_migrations", params![])
            .await?
            .into_iter()
            .map(|row| (row.name, row.digest))
            .collect();
        if let Some(unknown) = done.keys().find(|name| !migrations.iter().any(|known| known.name == **name)) {
            return Err(StoreError::Schema(format!(
                "数据库里有本程序不认识的结构变更 {unknown}：数据库比程序新，请换用更新的程序"
            )));
        }
        let digest = migration.digest(database.engine());
        match done.get(migration.name) {
            Some(known) if *known == digest => continue,
            Some(_) => {
                return Err(StoreError::Schema(format!(
                    "结构变更 {} 在执行之后被改动过：程序与数据库不一致，请换回原版程序",
                    migration.name
                )));
            }
            None => {}
        }
        for sql in migration.statements(database.engine()) {
            tx.execute_unprepared(&sql).await?;
        }
        tx.execute_quietly(
            "INSERT INTO schema_migrations (name, digest, applied_at) VALUES ($1, $2, $3)",
            params![migration.name, digest, now.as_micros()],
        )
        .await?;
        tx.commit().await?;
        ran.push(migration.name);
    }
    Ok(ran)
}
