//! Small pieces of SQL text.

use std::collections::BTreeSet;
use store::Value;
use uuid::Uuid;

/// Ids asked for in one statement; both engines take far more parameters than this.
pub(crate) const BATCH: usize = 1_000;

/// `$first, $first+1, …` for `count` parameters.
pub(crate) fn marks(first: usize, count: usize) -> String {
    (first..first + count).map(|number| format!("${number}")).collect::<Vec<_>>().join(", ")
}

/// The ids without repeats, in batches, each with its marks from `$1` and its parameters.
pub(crate) fn id_batches(ids: impl IntoIterator<Item = Uuid>) -> Vec<(String, Vec<Value>)> {
    batches(ids.into_iter().collect::<BTreeSet<_>>())
}

/// The texts without repeats, in batches, each with its marks from `$1` and its parameters.
pub(crate) fn text_batches(texts: impl IntoIterator<Item = String>) -> Vec<(String, Vec<Value>)> {
    batches(texts.into_iter().collect::<BTreeSet<_>>())
}

fn batches<T: Into<Value>>(values: BTreeSet<T>) -> Vec<(String, Vec<Value>)> {
    let mut values: Vec<Value> = values.into_iter().map(Into::into).collect();
    let mut batches = Vec::new();
    while !values.is_empty() {
        let rest = values.split_off(values.len().min(BATCH));
        batches.push((marks(1, values.len()), values));
        values = rest;
    }
    batches
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_count_from_any_number() {
        assert_eq!(marks(3, 2), "$3, $4");
        assert_eq!(marks(1, 0), "");
    }

    #[test]
    fn repeats_are_asked_for_once() {
        let batches = text_batches(["b".to_owned(), "a".to_owned(), "b".to_owned()]);
        assert_eq!(batches.len(), 1);
        assert_eq!(batches[0].0, "$1, $2");
        assert!(id_batches([]).is_empty());
    }
}
