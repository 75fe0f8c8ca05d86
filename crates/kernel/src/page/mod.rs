//! Keyset pages: how many rows, from where, and how many there are at least.

mod bounded;
mod cursor;
mod limit;

pub use bounded::Bounded;
pub use cursor::Cursor;
pub use limit::Limit;

use serde::{Deserialize, Serialize};

/// One page of a list. `next` is the cursor of the following page, absent on the last.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Page<T> {
    /// The rows, in the order of the list.
    pub items: Vec<T>,
    /// Where the next page begins.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
}

impl<T> Page<T> {
    /// The page of `rows`, of which the query fetched one more than `limit` to learn whether the list goes on. `key`
    /// gives the sort key of a row; the cursor is the key of the last row shown.
    #[must_use]
    pub fn from_rows(mut rows: Vec<T>, limit: Limit, key: impl FnOnce(&T) -> Cursor) -> Self {
        let more = rows.len() > limit.as_usize();
        rows.truncate(limit.as_usize());
        let next = if more { rows.last().map(|row| key(row).to_string()) } else { None };
        Self { items: rows, next }
    }

    /// The same page with every row turned into something else.
    #[must_use]
    pub fn map<U>(self, turn: impl FnMut(T) -> U) -> Page<U> {
        Page { items: self.items.into_iter().map(turn).collect(), next: self.next }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_goes_on_only_when_a_row_more_than_asked_was_found() {
        let limit = Limit::new(2).unwrap();
        let key = |row: &u32| Cursor::of(&[*row]).unwrap();
        let full = Page::from_rows(vec![1, 2, 3], limit, key);
        assert_eq!(full.items, [1, 2]);
        assert_eq!(full.next, Some(Cursor::of(&[2]).unwrap().to_string()));
        let last = Page::from_rows(vec![1, 2], limit, key);
        assert_eq!((last.items.len(), last.next), (2, None));
        assert_eq!(Page::from_rows(vec![], limit, key), Page { items: vec![], next: None });
    }

    #[test]
    fn the_last_page_has_no_next_in_json() {
        let page = Page { items: vec![1, 2], next: None }.map(|n| n * 10);
        assert_eq!(serde_json::to_string(&page).unwrap(), r#"{"items":[10,20]}"#);
        let page = Page { items: vec![1], next: Some("x".to_owned()) }.map(|n| n.to_string());
        assert_eq!(serde_json::to_string(&page).unwrap(), r#"{"items":["1"],"next":"x"}"#);
    }
}
