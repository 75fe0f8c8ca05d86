//! Rows that transactions add to, written once and in one order at the commit.
//!
//! A counter row stays locked until its transaction ends. Two transactions that lock counters as they go, in different
//! orders, wait for each other; added at the end and sorted, they never do.

use crate::{StoreError, Tx, Value};
use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

/// One column of the key of a counter row.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// A text; absent values are the empty text.
    Text(String),
    /// A flag.
    Flag(bool),
}

impl From<Part> for Value {
    fn from(part: Part) -> Self {
        match part {
            Part::Text(text) => text.into(),
            Part::Flag(flag) => flag.into(),
        }
    }
}

/// The statement that writes a counter row, and its key.
type Row = (&'static str, Vec<Part>);

/// What a transaction adds to counter rows: by statement and key, so that every transaction writes in the same order.
#[derive(Debug, Default)]
pub(crate) struct Tallies(Mutex<BTreeMap<Row, Vec<i64>>>);

impl Tallies {
    /// Adds to one row.
    pub(crate) fn add(&self, sql: &'static str, key: Vec<Part>, by: &[i64]) {
        let mut rows = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let sums = rows.entry((sql, key)).or_insert_with(|| vec![0; by.len()]);
        for (sum, by) in sums.iter_mut().zip(by) {
            *sum += by;
        }
    }

    /// Writes every row that changed.
    pub(crate) async fn write(&self, tx: &Tx) -> Result<(), StoreError> {
        let rows = std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner));
        for ((sql, key), sums) in rows {
            if sums.iter().any(|sum| *sum != 0) {
                let values = key.into_iter().map(Value::from).chain(sums.into_iter().map(Value::from));
                tx.execute_quietly(sql, values.collect()).await?;
            }
        }
        Ok(())
    }
}
