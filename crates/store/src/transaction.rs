//! A transaction, and the few verbs rooms use on it.

use crate::{Engine, FromRow, Row, StoreError, Value};
use sea_orm::{ConnectionTrait, DatabaseTransaction, DbBackend, Statement, StatementBuilder};
use std::sync::atomic::{AtomicU32, Ordering};

/// An open transaction; dropping it rolls back.
#[derive(Debug)]
pub struct Tx {
    inner: DatabaseTransaction,
    engine: Engine,
    writes: AtomicU32,
    queries: AtomicU32,
}

impl Tx {
    pub(crate) const fn new(inner: DatabaseTransaction, engine: Engine) -> Self {
        Self { inner, engine, writes: AtomicU32::new(0), queries: AtomicU32::new(0) }
    }

    /// The engine below. Only this room may choose words by it.
    pub(crate) const fn engine(&self) -> Engine {
        self.engine
    }

    /// Number of statements sent so far, for the request line.
    #[must_use]
    pub fn queries(&self) -> u32 {
        self.queries.load(Ordering::Relaxed)
    }

    /// Number of writing statements sent so far.
    pub(crate) fn writes(&self) -> u32 {
        self.writes.load(Ordering::Relaxed)
    }

    const fn backend(&self) -> DbBackend {
        match self.engine {
            Engine::Sqlite => DbBackend::Sqlite,
            Engine::Postgres => DbBackend::Postgres,
        }
    }

    fn statement(&self, sql: &str, values: Vec<Value>) -> Result<Statement, StoreError> {
        self.counted(Statement::from_sql_and_values(self.backend(), sql, values))
    }

    fn built<S: StatementBuilder>(&self, statement: &S) -> Result<Statement, StoreError> {
        self.counted(statement.build(&self.backend()))
    }

    fn counted(&self, statement: Statement) -> Result<Statement, StoreError> {
        self.queries.fetch_add(1, Ordering::Relaxed);
        let nul = |value: &Value| matches!(value, Value::String(Some(text)) if text.contains('\0'));
        if statement.values.as_ref().is_some_and(|values| values.iter().any(nul)) {
            return Err(StoreError::NulCharacter);
        }
        Ok(statement)
    }

    /// Runs a writing statement; answers the number of rows it touched.
    ///
    /// # Errors
    /// [`StoreError::Constraint`] when a rule of the schema is broken, else [`StoreError::Database`].
    pub async fn execute(&self, sql: &str, values: Vec<Value>) -> Result<u64, StoreError> {
        self.writes.fetch_add(1, Ordering::Relaxed);
        self.execute_quietly(sql, values).await
    }

    /// As [`Tx::execute`], for housekeeping rows that need no audit record (jobs, sessions, counters, the audit itself).
    ///
    /// # Errors
    /// As [`Tx::execute`].
    pub async fn execute_quietly(&self, sql: &str, values: Vec<Value>) -> Result<u64, StoreError> {
        let result =
            self.inner.execute_raw(self.statement(sql, values)?).await.map_err(StoreError::classify)?;
        Ok(result.rows_affected())
    }

    /// Every row of a query.
    ///
    /// # Errors
    /// When the query fails or a row has another shape.
    pub async fn all<T: FromRow>(&self, sql: &str, values: Vec<Value>) -> Result<Vec<T>, StoreError> {
        let rows =
            self.inner.query_all_raw(self.statement(sql, values)?).await.map_err(StoreError::classify)?;
        rows.iter().map(|row| T::from_row(&Row(row))).collect()
    }

    /// Every row of a query through a closure, for readers that depend on run-time data.
    ///
    /// # Errors
    /// When the query fails or the closure does.
    pub async fn map_rows<T>(
        &self,
        sql: &str,
        values: Vec<Value>,
        read: impl Fn(&Row<'_>) -> Result<T, StoreError>,
    ) -> Result<Vec<T>, StoreError> {
        let rows =
            self.inner.query_all_raw(self.statement(sql, values)?).await.map_err(StoreError::classify)?;
        rows.iter().map(|row| read(&Row(row))).collect()
    }

    /// The first row of a query, if any.
    ///
    /// # Errors
    /// When the query fails or the row has another shape.
    pub async fn one<T: FromRow>(&self, sql: &str, values: Vec<Value>) -> Result<Option<T>, StoreError> {
        let row =
            self.inner.query_one_raw(self.statement(sql, values)?).await.map_err(StoreError::classify)?;
        row.as_ref().map(|row| T::from_row(&Row(row))).transpose()
    }

    /// The first column of the first row as a number; 0 when there is no row or it is NULL.
    ///
    /// # Errors
    /// When the query fails. The column must be named `n`.
    pub async fn count(&self, sql: &str, values: Vec<Value>) -> Result<i64, StoreError> {
        struct Number(i64);
        impl FromRow for Number {
            fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
                Ok(Self(row.opt_int("n")?.unwrap_or(0)))
            }
        }
        Ok(self.one::<Number>(sql, values).await?.map_or(0, |number| number.0))
    }

    /// Every row of a built query.
    ///
    /// # Errors
    /// When the query fails or a row has another shape.
    pub async fn select_all<T: FromRow, S: StatementBuilder + Sync>(
        &self,
        statement: &S,
    ) -> Result<Vec<T>, StoreError> {
        let rows = self.inner.query_all_raw(self.built(statement)?).await.map_err(StoreError::classify)?;
        rows.iter().map(|row| T::from_row(&Row(row))).collect()
    }

    /// Every row of a built query through a closure, for readers that depend on run-time data.
    ///
    /// # Errors
    /// When the query fails or the closure does.
    pub async fn select_map<T, S: StatementBuilder + Sync>(
        &self,
        statement: &S,
        read: impl Fn(&Row<'_>) -> Result<T, StoreError>,
    ) -> Result<Vec<T>, StoreError> {
        let rows = self.inner.query_all_raw(self.built(statement)?).await.map_err(StoreError::classify)?;
        rows.iter().map(|row| read(&Row(row))).collect()
    }

    /// The first row of a built query.
    ///
    /// # Errors
    /// When the query fails or the row has another shape.
    pub async fn select_one<T: FromRow, S: StatementBuilder + Sync>(
        &self,
        statement: &S,
    ) -> Result<Option<T>, StoreError> {
        let row = self.inner.query_one_raw(self.built(statement)?).await.map_err(StoreError::classify)?;
        row.as_ref().map(|row| T::from_row(&Row(row))).transpose()
    }

    /// Inserts many rows with few statements. `rows` each hold one value per column.
    ///
    /// # Errors
    /// [`StoreError::Usage`] when a row has another number of values, else as [`Tx::execute`].
    pub async fn insert_many(
        &self,
        table: &'static str,
        columns: &[&'static str],
        rows: Vec<Vec<Value>>,
        on_conflict: &'static str,
    ) -> Result<u64, StoreError> {
        let mut inserted = 0;
        // SQLite takes at most 32,766 parameters in a statement, PostgreSQL 65,535. SQLite looks every named parameter up
        // in a list of all of them, which took two fifths of an import's time; without names it counts them.
        let batch = (30_000 / columns.len().max(1)).min(2_000);
        let named = self.engine() == Engine::Postgres;
        let mut rows = rows.into_iter().peekable();
        while rows.peek().is_some() {
            let mut sql = format!("INSERT INTO {table} ({}) VALUES ", columns.join(", "));
            let mut values = Vec::new();
            for (index, row) in rows.by_ref().take(batch).enumerate() {
                if row.len() != columns.len() {
                    return Err(StoreError::Usage(format!("{table}: row {index} has {} values", row.len())));
                }
                sql.push_str(if index == 0 { "(" } else { ", (" });
                for (position, value) in row.into_iter().enumerate() {
                    if position > 0 {
                        sql.push_str(", ");
                    }
                    values.push(value);
                    if named {
                        sql.push('$');
                        sql.push_str(&values.len().to_string());
                    } else {
                        sql.push('?');
                    }
                }
                sql.push(')');
            }
            if !on_conflict.is_empty() {
                sql.push_str(" ON CONFLICT ");
                sql.push_str(on_conflict);
            }
            inserted += self.execute(&sql, values).await?;
        }
        Ok(inserted)
    }

    /// Runs DDL text.
    pub(crate) async fn execute_unprepared(&self, sql: &str) -> Result<(), StoreError> {
        self.inner.execute_unprepared(sql).await.map_err(StoreError::classify)?;
        Ok(())
    }

    /// Makes the transaction's work permanent. Rooms commit through [`crate::Ctx::commit`], which also asks for audit.
    ///
    /// # Errors
    /// When the engine refuses.
    pub async fn commit(self) -> Result<(), StoreError> {
        self.inner.commit().await.map_err(StoreError::classify)
    }

    /// Gives the work up.
    ///
    /// # Errors
    /// When the engine refuses.
    pub async fn rollback(self) -> Result<(), StoreError> {
        self.inner.rollback().await.map_err(StoreError::classify)
    }
}
