//! The gram and tag tables beside a row.

use std::collections::BTreeSet;
use store::{StoreError, Tx, Value, params};
use uuid::Uuid;

/// A table of `(word, id)` pairs beside another.
pub(crate) struct Words {
    table: &'static str,
    word: &'static str,
    id: &'static str,
    delete: &'static str,
}

pub(crate) const PREMISES_GRAMS: Words = Words {
    table: "premises_grams",
    word: "gram",
    id: "premises_id",
    delete: "DELETE FROM premises_grams WHERE premises_id = $1",
};
pub(crate) const PREMISES_TAGS: Words = Words {
    table: "premises_tags",
    word: "tag",
    id: "premises_id",
    delete: "DELETE FROM premises_tags WHERE premises_id = $1",
};
pub(crate) const BUILDINGS_GRAMS: Words = Words {
    table: "buildings_grams",
    word: "gram",
    id: "building_id",
    delete: "DELETE FROM buildings_grams WHERE building_id = $1",
};
pub(crate) const UNITS_GRAMS: Words = Words {
    table: "units_grams",
    word: "gram",
    id: "unit_id",
    delete: "DELETE FROM units_grams WHERE unit_id = $1",
};

impl Words {
    /// Adds the words of new rows.
    pub(crate) async fn insert(&self, tx: &Tx, words: Vec<(Uuid, String)>) -> Result<(), StoreError> {
        let rows: Vec<Vec<Value>> =
            words.into_iter().map(|(id, word)| vec![Value::from(word), Value::from(id)]).collect();
        tx.insert_many(self.table, &[self.word, self.id], rows, "DO NOTHING").await?;
        Ok(())
    }

    /// Replaces the words of one row.
    pub(crate) async fn replace(
        &self,
        tx: &Tx,
        id: Uuid,
        words: &BTreeSet<String>,
    ) -> Result<(), StoreError> {
        tx.execute(self.delete, params![id]).await?;
        self.insert(tx, words.iter().map(|word| (id, word.clone())).collect()).await
    }
}
