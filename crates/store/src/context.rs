//! One context value carries transaction, clock, ids and caller through a use case.

use crate::audit::{self, Entry};
use crate::tally::{Part, Tallies};
use crate::{Caller, Database, StoreError, Tx};
use chrono::NaiveDate;
use kernel::id::IdSource;
use kernel::time::{Clock, Timestamp};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use uuid::Uuid;

/// What the environment gives every use case.
#[derive(Clone)]
pub struct Env {
    /// The database.
    pub database: Database,
    /// The clock.
    pub clock: Arc<dyn Clock>,
    /// The source of ids.
    pub ids: Arc<dyn IdSource>,
    /// Key of the audit chain; lives outside the database.
    pub audit_key: Arc<audit::Key>,
}

impl std::fmt::Debug for Env {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Env").field("database", &self.database).finish_non_exhaustive()
    }
}

impl Env {
    /// Begins a use case that may write.
    ///
    /// # Errors
    /// When no connection can be had.
    pub async fn write(&self, caller: Caller) -> Result<Ctx, StoreError> {
        let tx = self.database.write().await?;
        Ok(Ctx::new(tx, self, caller))
    }

    /// Begins a use case that only reads.
    ///
    /// # Errors
    /// When no connection can be had.
    pub async fn read(&self, caller: Caller) -> Result<Ctx, StoreError> {
        let tx = self.database.read().await?;
        Ok(Ctx::new(tx, self, caller))
    }
}

/// Transaction, instant, ids and caller of one use case. The instant is taken once, so that everything a use case
/// writes carries the same time.
pub struct Ctx {
    /// The transaction.
    pub tx: Tx,
    /// The instant of the use case.
    pub now: Timestamp,
    /// Who asks.
    pub caller: Caller,
    ids: Arc<dyn IdSource>,
    key: Arc<audit::Key>,
    audited: AtomicU32,
    tallies: Tallies,
}

impl std::fmt::Debug for Ctx {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("Ctx")
            .field("now", &self.now)
            .field("caller", &self.caller.name)
            .finish_non_exhaustive()
    }
}

impl Ctx {
    fn new(tx: Tx, env: &Env, caller: Caller) -> Self {
        Self {
            tx,
            now: env.clock.now(),
            caller,
            ids: Arc::clone(&env.ids),
            key: Arc::clone(&env.audit_key),
            audited: AtomicU32::new(0),
            tallies: Tallies::default(),
        }
    }

    /// Today in Asia/Shanghai.
    #[must_use]
    pub fn today(&self) -> NaiveDate {
        self.now.civil_date()
    }

    /// A new id.
    #[must_use]
    pub fn id<T: From<Uuid>>(&self) -> T {
        T::from(self.ids.next())
    }

    /// Writes an audit record with the digests of the rows it names, in this transaction.
    ///
    /// # Errors
    /// When a named row does not exist or the record cannot be written.
    pub async fn audit(&self, entry: Entry<'_>) -> Result<(), StoreError> {
        audit::record(self, &self.key, entry).await?;
        self.audited.fetch_add(1, Ordering::Relaxed);
        Ok(())
    }

    /// Adds to a counter row when the transaction commits. `sql` inserts the row or adds to it; its parameters are the key
    /// and then the numbers. Until the commit a query does not see what was added.
    pub fn tally(&self, sql: &'static str, key: Vec<Part>, by: &[i64]) {
        self.tallies.add(sql, key, by);
    }

    /// Writes the counters and makes the work permanent.
    ///
    /// # Errors
    /// [`StoreError::Unaudited`] when rows were written and no audit record was, else as [`Tx::commit`].
    pub async fn commit(self) -> Result<(), StoreError> {
        if self.tx.writes() > 0 && self.audited.load(Ordering::Relaxed) == 0 {
            return Err(StoreError::Unaudited);
        }
        self.tallies.write(&self.tx).await?;
        self.tx.commit().await
    }
}
