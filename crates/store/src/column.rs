//! Tables as data, so that one description gives `STRICT` tables on SQLite and native types on PostgreSQL.

use crate::Engine;
use std::fmt::Write as _;

/// Column types. Both engines store the same values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ColumnType {
    /// UUID: `BLOB` of 16 bytes, or `uuid`.
    Uuid,
    /// UTF-8 text; also civil dates, region codes and JSON.
    Text,
    /// 64-bit integer; also instants in microseconds.
    Int,
    /// 64-bit float.
    Real,
    /// Boolean.
    Bool,
    /// Bytes.
    Bytes,
    /// 64-bit number handed out by the engine, ascending; always the primary key.
    Serial,
}

/// A column.
#[derive(Debug, Clone)]
pub struct Column {
    name: &'static str,
    kind: ColumnType,
    nullable: bool,
    primary: bool,
    default: Option<&'static str>,
    references: Option<&'static str>,
}

/// A UUID column.
#[must_use]
pub const fn uuid(name: &'static str) -> Column {
    Column::new(name, ColumnType::Uuid)
}
/// A text column (text, civil date, region code, JSON).
#[must_use]
pub const fn text(name: &'static str) -> Column {
    Column::new(name, ColumnType::Text)
}
/// An integer column (number, instant).
#[must_use]
pub const fn int(name: &'static str) -> Column {
    Column::new(name, ColumnType::Int)
}
/// A float column.
#[must_use]
pub const fn real(name: &'static str) -> Column {
    Column::new(name, ColumnType::Real)
}
/// A boolean column.
#[must_use]
pub const fn boolean(name: &'static str) -> Column {
    Column::new(name, ColumnType::Bool)
}
/// A bytes column.
#[must_use]
pub const fn bytes(name: &'static str) -> Column {
    Column::new(name, ColumnType::Bytes)
}
/// An ascending number handed out by the engine; the primary key.
#[must_use]
pub const fn serial(name: &'static str) -> Column {
    Column::new(name, ColumnType::Serial)
}

impl Column {
    const fn new(name: &'static str, kind: ColumnType) -> Self {
        Self { name, kind, nullable: false, primary: false, default: None, references: None }
    }

    /// Allows NULL.
    #[must_use]
    pub const fn null(mut self) -> Self {
        self.nullable = true;
        self
    }

    /// Makes it the primary key.
    #[must_use]
    pub const fn primary(mut self) -> Self {
        self.primary = true;
        self
    }

    /// SQL text of the default, the same on both engines (`0`, `''`, `FALSE`).
    #[must_use]
    pub const fn default(mut self, sql: &'static str) -> Self {
        self.default = Some(sql);
        self
    }

    /// `table(column)` it points at.
    #[must_use]
    pub const fn references(mut self, target: &'static str) -> Self {
        self.references = Some(target);
        self
    }

    fn ddl(&self, engine: Engine) -> String {
        let kind = match (engine, self.kind) {
            (Engine::Sqlite, ColumnType::Serial) => {
                return format!("{} INTEGER PRIMARY KEY AUTOINCREMENT", self.name);
            }
            (Engine::Postgres, ColumnType::Serial) => {
                return format!("{} BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY", self.name);
            }
            (Engine::Sqlite, ColumnType::Uuid | ColumnType::Bytes) => "BLOB",
            (Engine::Sqlite, ColumnType::Int | ColumnType::Bool) => "INTEGER",
            (Engine::Sqlite, ColumnType::Real) => "REAL",
            (Engine::Postgres, ColumnType::Uuid) => "UUID",
            (Engine::Postgres, ColumnType::Int) => "BIGINT",
            (Engine::Postgres, ColumnType::Real) => "DOUBLE PRECISION",
            (Engine::Postgres, ColumnType::Bool) => "BOOLEAN",
            (Engine::Postgres, ColumnType::Bytes) => "BYTEA",
            (_, ColumnType::Text) => "TEXT",
        };
        let mut sql = format!("{} {kind}", self.name);
        // A text key sorts by code point on both engines.
        if engine == Engine::Postgres && self.kind == ColumnType::Text {
            sql.push_str(" COLLATE \"C\"");
        }
        if self.primary {
            sql.push_str(" PRIMARY KEY");
        }
        if !self.nullable {
            sql.push_str(" NOT NULL");
        }
        if let Some(default) = self.default {
            let _ = write!(sql, " DEFAULT {default}");
        }
        if let Some(target) = self.references {
            let _ = write!(sql, " REFERENCES {target}");
        }
        sql
    }
}

/// `CREATE TABLE` for an engine; `rules` are table constraints such as `UNIQUE (a, b)`.
#[must_use]
pub fn create_table(engine: Engine, name: &str, columns: &[Column], rules: &[&str]) -> String {
    let mut parts: Vec<String> = columns.iter().map(|column| column.ddl(engine)).collect();
    parts.extend(rules.iter().map(|rule| (*rule).to_owned()));
    let strict = if engine == Engine::Sqlite { " STRICT" } else { "" };
    format!("CREATE TABLE {name} ({}){strict}", parts.join(", "))
}

/// `ALTER TABLE … ADD COLUMN` for an engine.
#[must_use]
pub fn add_column(engine: Engine, table: &str, column: &Column) -> String {
    format!("ALTER TABLE {table} ADD COLUMN {}", column.ddl(engine))
}
