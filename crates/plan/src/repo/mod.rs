//! Queries. Nothing here asks who may: services do.

pub(crate) mod documents;
pub(crate) mod events;
pub(crate) mod plans;
pub(crate) mod reports;
pub(crate) mod tasks;

use serde::Serialize;
use store::StoreError;
use uuid::Uuid;

/// A value as the text a JSON column holds.
pub(crate) fn json<T: Serialize + ?Sized>(value: &T) -> Result<String, StoreError> {
    serde_json::to_string(value).map_err(|error| StoreError::Usage(error.to_string()))
}

/// `$1, $2 …` and the parameters of some ids.
pub(crate) fn ids(ids: &[Uuid]) -> (String, Vec<store::Value>) {
    let marks: Vec<String> = (1..=ids.len()).map(|number| format!("${number}")).collect();
    (marks.join(", "), ids.iter().map(|id| (*id).into()).collect())
}
