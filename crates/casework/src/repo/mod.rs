//! Queries. No SQL of this room stands outside this folder and `facts`.

pub(crate) mod cases;
pub(crate) mod clocks;
pub(crate) mod counters;
pub(crate) mod documents;
pub(crate) mod events;
pub(crate) mod files;
pub(crate) mod groups;
pub(crate) mod lifecycles;
pub(crate) mod list;
pub(crate) mod marks;
pub(crate) mod notices;
#[cfg(test)]
mod plans;
#[cfg(test)]
mod plans_full;
pub(crate) mod requests;
pub(crate) mod tree;

use store::Value;

/// `$from, $from+1 …` for an IN list, and pushes the values.
pub(crate) fn placeholders<T: Into<Value>>(
    values: &mut Vec<Value>,
    items: impl IntoIterator<Item = T>,
) -> String {
    let mut names = Vec::new();
    for item in items {
        values.push(item.into());
        names.push(format!("${}", values.len()));
    }
    names.join(", ")
}
