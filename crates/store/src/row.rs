//! Reading a row by column name, the same on both engines.

use crate::StoreError;
use chrono::NaiveDate;
use kernel::region::RegionCode;
use kernel::time::Timestamp;
use sea_orm::{QueryResult, TryGetable};
use serde::de::DeserializeOwned;
use uuid::Uuid;

/// One row of an answer.
#[derive(Debug)]
pub struct Row<'a>(pub(crate) &'a QueryResult);

/// A type read from a row.
pub trait FromRow: Sized {
    /// Reads the columns it needs.
    ///
    /// # Errors
    /// [`StoreError::Shape`] naming the column.
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError>;
}

impl Row<'_> {
    fn get<T: TryGetable>(&self, column: &str) -> Result<T, StoreError> {
        self.0.try_get("", column).map_err(|error| shape(column, error))
    }

    /// UUID column.
    ///
    /// # Errors
    /// [`StoreError::Shape`] when missing, NULL or of another type.
    pub fn uuid(&self, column: &str) -> Result<Uuid, StoreError> {
        self.get(column)
    }

    /// Id newtype over a UUID column.
    ///
    /// # Errors
    /// As [`Row::uuid`].
    pub fn id<T: From<Uuid>>(&self, column: &str) -> Result<T, StoreError> {
        self.uuid(column).map(T::from)
    }

    /// Optional id newtype.
    ///
    /// # Errors
    /// As [`Row::uuid`], NULL apart.
    pub fn opt_id<T: From<Uuid>>(&self, column: &str) -> Result<Option<T>, StoreError> {
        Ok(self.get::<Option<Uuid>>(column)?.map(T::from))
    }

    /// Text column.
    ///
    /// # Errors
    /// As [`Row::uuid`].
    pub fn text(&self, column: &str) -> Result<String, StoreError> {
        self.get(column)
    }

    /// Optional text column.
    ///
    /// # Errors
    /// As [`Row::uuid`], NULL apart.
    pub fn opt_text(&self, column: &str) -> Result<Option<String>, StoreError> {
        self.get(column)
    }

    /// 64-bit integer column.
    ///
    /// # Errors
    /// As [`Row::uuid`].
    pub fn int(&self, column: &str) -> Result<i64, StoreError> {
        self.get(column)
    }

    /// Optional 64-bit integer column.
    ///
    /// # Errors
    /// As [`Row::uuid`], NULL apart.
    pub fn opt_int(&self, column: &str) -> Result<Option<i64>, StoreError> {
        self.get(column)
    }

    /// Floating-point column.
    ///
    /// # Errors
    /// As [`Row::uuid`], NULL apart.
    pub fn opt_real(&self, column: &str) -> Result<Option<f64>, StoreError> {
        self.get(column)
    }

    /// Boolean column.
    ///
    /// # Errors
    /// As [`Row::uuid`].
    pub fn bool(&self, column: &str) -> Result<bool, StoreError> {
        self.get(column)
    }

    /// Optional boolean column.
    ///
    /// # Errors
    /// As [`Row::uuid`], NULL apart.
    pub fn opt_bool(&self, column: &str) -> Result<Option<bool>, StoreError> {
        self.get(column)
    }

    /// Bytes column.
    ///
    /// # Errors
    /// As [`Row::uuid`], NULL apart.
    pub fn opt_bytes(&self, column: &str) -> Result<Option<Vec<u8>>, StoreError> {
        self.get(column)
    }

    /// Instant stored as microseconds.
    ///
    /// # Errors
    /// As [`Row::uuid`].
    pub fn time(&self, column: &str) -> Result<Timestamp, StoreError> {
        self.int(column).map(Timestamp::from_micros)
    }

    /// Optional instant.
    ///
    /// # Errors
    /// As [`Row::uuid`], NULL apart.
    pub fn opt_time(&self, column: &str) -> Result<Option<Timestamp>, StoreError> {
        Ok(self.opt_int(column)?.map(Timestamp::from_micros))
    }

    /// Civil date stored as `YYYY-MM-DD`.
    ///
    /// # Errors
    /// As [`Row::uuid`], or when the text is no date.
    pub fn date(&self, column: &str) -> Result<NaiveDate, StoreError> {
        self.text(column)?.parse().map_err(|error| shape(column, error))
    }

    /// Optional civil date.
    ///
    /// # Errors
    /// As [`Row::date`], NULL apart.
    pub fn opt_date(&self, column: &str) -> Result<Option<NaiveDate>, StoreError> {
        self.opt_text(column)?.map(|text| text.parse().map_err(|error| shape(column, error))).transpose()
    }

    /// Region code stored as 12 digits.
    ///
    /// # Errors
    /// As [`Row::uuid`], or when the text is no region code.
    pub fn region(&self, column: &str) -> Result<RegionCode, StoreError> {
        self.text(column)?.parse().map_err(|error| shape(column, error))
    }

    /// Optional region code.
    ///
    /// # Errors
    /// As [`Row::region`], NULL apart.
    pub fn opt_region(&self, column: &str) -> Result<Option<RegionCode>, StoreError> {
        self.opt_text(column)?.map(|text| text.parse().map_err(|error| shape(column, error))).transpose()
    }

    /// JSON stored as text.
    ///
    /// # Errors
    /// As [`Row::uuid`], or when the text is not such a value.
    pub fn json<T: DeserializeOwned>(&self, column: &str) -> Result<T, StoreError> {
        serde_json::from_str(&self.text(column)?).map_err(|error| shape(column, error))
    }

    /// Optional JSON.
    ///
    /// # Errors
    /// As [`Row::json`], NULL apart.
    pub fn opt_json<T: DeserializeOwned>(&self, column: &str) -> Result<Option<T>, StoreError> {
        self.opt_text(column)?
            .map(|text| serde_json::from_str(&text).map_err(|error| shape(column, error)))
            .transpose()
    }
}

fn shape(column: &str, reason: impl std::fmt::Display) -> StoreError {
    StoreError::Shape { column: column.to_owned(), reason: reason.to_string() }
}
