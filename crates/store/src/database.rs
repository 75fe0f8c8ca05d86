//! Opening a database on either engine.

use crate::{StoreError, Tx};
use sea_orm::{ConnectOptions, ConnectionTrait, DatabaseConnection, TransactionTrait};
use std::time::Duration;

/// Which engine runs below.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    /// SQLite 3.35 or later, inside the process.
    Sqlite,
    /// PostgreSQL 13 or later.
    Postgres,
}

impl Engine {
    /// Short name for health pages and logs.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Sqlite => "SQLite",
            Self::Postgres => "PostgreSQL",
        }
    }
}

/// How to open a database.
#[derive(Debug, Clone)]
pub struct OpenOptions {
    /// `sqlite://path/to/file.db` or `postgres://…`.
    pub url: String,
    /// Largest number of connections (readers on SQLite, all on PostgreSQL).
    pub connections: u32,
    /// Wait for the disk on every commit. Only throw-away databases of tests turn this off.
    pub durable: bool,
    /// PostgreSQL schema to live in; tests give each database its own.
    pub schema: Option<String>,
}

impl OpenOptions {
    /// Durable, eight connections.
    #[must_use]
    pub fn new(url: impl Into<String>) -> Self {
        Self { url: url.into(), connections: 8, durable: true, schema: None }
    }
}

/// A pool on either engine. On SQLite one connection writes and the others read.
#[derive(Clone, Debug)]
pub struct Database {
    engine: Engine,
    writer: DatabaseConnection,
    reader: DatabaseConnection,
}

impl Database {
    /// Opens the database, creating the SQLite file when it is missing.
    ///
    /// # Errors
    /// [`StoreError::Usage`] on an unknown URL scheme, [`StoreError::Database`] when the engine cannot be reached.
    pub async fn open(options: &OpenOptions) -> Result<Self, StoreError> {
        if options.url.starts_with("sqlite:") {
            let writer = sea_orm::Database::connect(sqlite(options, 1)).await?;
            let reader = sea_orm::Database::connect(sqlite(options, options.connections)).await?;
            Ok(Self { engine: Engine::Sqlite, writer, reader })
        } else if options.url.starts_with("postgres:") || options.url.starts_with("postgresql:") {
            let pool = sea_orm::Database::connect(postgres(options)).await?;
            Ok(Self { engine: Engine::Postgres, writer: pool.clone(), reader: pool })
        } else {
            Err(StoreError::Usage("数据库地址须以 sqlite:// 或 postgres:// 开头".into()))
        }
    }

    /// The engine below.
    #[must_use]
    pub const fn engine(&self) -> Engine {
        self.engine
    }

    /// Begins a transaction that may write. On SQLite it takes the write lock at once (`BEGIN IMMEDIATE`), so that it
    /// never fails half-way with a busy error.
    ///
    /// # Errors
    /// When no connection can be had.
    pub async fn write(&self) -> Result<Tx, StoreError> {
        use sea_orm::{SqliteTransactionMode, TransactionOptions};
        let options = TransactionOptions {
            sqlite_transaction_mode: (self.engine == Engine::Sqlite)
                .then_some(SqliteTransactionMode::Immediate),
            ..Default::default()
        };
        let inner = self.writer.begin_with_options(options).await?;
        Ok(Tx::new(inner, self.engine))
    }

    /// Begins a transaction that only reads; its reads are of one snapshot on SQLite.
    ///
    /// # Errors
    /// When no connection can be had.
    pub async fn read(&self) -> Result<Tx, StoreError> {
        let inner = self.reader.begin().await?;
        Ok(Tx::new(inner, self.engine))
    }

    /// Runs a statement outside a transaction on a reading connection, for `VACUUM INTO`.
    pub(crate) async fn execute_reading(&self, sql: &str) -> Result<(), StoreError> {
        self.reader.execute_unprepared(sql).await.map_err(StoreError::classify)?;
        Ok(())
    }

    /// Whether SQLite finds its file sound; PostgreSQL looks after itself.
    pub(crate) async fn is_sound(&self) -> Result<bool, StoreError> {
        if self.engine == Engine::Postgres {
            return Ok(true);
        }
        let tx = self.read().await?;
        let faults = tx
            .count("SELECT COUNT(*) AS n FROM pragma_integrity_check() WHERE integrity_check <> 'ok'", vec![])
            .await?;
        Ok(faults == 0)
    }

    /// Closes every connection; the SQLite journal is folded back into the file.
    ///
    /// # Errors
    /// When the engine reports a failure on closing.
    pub async fn close(self) -> Result<(), StoreError> {
        let Self { engine, writer, reader } = self;
        if engine == Engine::Sqlite {
            reader.close().await?;
        }
        writer.close().await?;
        Ok(())
    }
}

fn sqlite(options: &OpenOptions, connections: u32) -> ConnectOptions {
    let durable = options.durable;
    let mut connect = ConnectOptions::new(options.url.clone());
    connect.max_connections(connections).sqlx_logging(false).acquire_timeout(Duration::from_secs(30));
    connect.map_sqlx_sqlite_opts(move |sqlite| {
        sqlite
            .create_if_missing(true)
            .foreign_keys(true)
            .busy_timeout(Duration::from_secs(20))
            .statement_cache_capacity(256)
            .pragma("journal_mode", "WAL")
            .pragma("synchronous", if durable { "FULL" } else { "OFF" })
            .pragma("temp_store", "MEMORY")
            .pragma("cache_size", "-65536")
    });
    connect
}

fn postgres(options: &OpenOptions) -> ConnectOptions {
    let mut connect = ConnectOptions::new(options.url.clone());
    connect.max_connections(options.connections).sqlx_logging(false).acquire_timeout(Duration::from_secs(30));
    if let Some(schema) = &options.schema {
        connect.set_schema_search_path(schema.clone());
    }
    if !options.durable {
        connect.map_sqlx_postgres_opts(|postgres| postgres.options([("synchronous_commit", "off")]));
    }
    connect
}
