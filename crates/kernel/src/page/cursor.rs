//! The opaque place in a list: the sort key of the last row shown.

use std::fmt;
use std::fmt::Write;
use std::str::FromStr;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;

use crate::problem::Problem;

/// A cursor longer than this was not made here.
const LONGEST: usize = 4096;

/// The sort key of a row, as opaque text for the caller: the JSON array of its parts in hexadecimal digits. A cursor
/// carries no rights; the query that reads it applies the caller's scope again.
#[derive(Debug, Clone, PartialEq)]
pub struct Cursor {
    /// The parts of the key, in the order of the list's columns.
    pub values: Vec<Value>,
}

impl Cursor {
    /// A cursor of these parts.
    #[must_use]
    pub const fn new(values: Vec<Value>) -> Self {
        Self { values }
    }

    /// A cursor of a tuple or slice, such as `&(due, id)`.
    ///
    /// # Errors
    /// When `key` is not a sequence in JSON.
    pub fn of<K: Serialize + ?Sized>(key: &K) -> Result<Self, Problem> {
        match serde_json::to_value(key) {
            Ok(Value::Array(values)) => Ok(Self { values }),
            _ => Err(unreadable()),
        }
    }

    /// The key as a tuple of the types it was made of, such as `(NaiveDate, CaseId)`.
    ///
    /// # Errors
    /// A 400 problem when the parts are of other types, as when the cursor comes from another list.
    pub fn read<K: DeserializeOwned>(&self) -> Result<K, Problem> {
        serde_json::from_value(Value::Array(self.values.clone())).map_err(|_| unreadable())
    }

    /// Reads what [`Cursor::encode`] wrote.
    ///
    /// # Errors
    /// A 400 problem when the text is no cursor.
    pub fn decode(text: &str) -> Result<Self, Problem> {
        let bytes = unhex(text).ok_or_else(unreadable)?;
        serde_json::from_slice(&bytes).map(|values| Self { values }).map_err(|_| unreadable())
    }

    /// The opaque text.
    #[must_use]
    pub fn encode(&self) -> String {
        let mut text = String::new();
        for byte in Value::Array(self.values.clone()).to_string().bytes() {
            // Writing to a String cannot fail.
            let _ = write!(text, "{byte:02x}");
        }
        text
    }
}

fn unreadable() -> Problem {
    Problem::bad_request("翻页标记无效，可能已过期或来自其他列表")
        .with_code("invalid_cursor")
        .hint("请去掉 cursor 参数，从第一页重新查询")
}

fn unhex(text: &str) -> Option<Vec<u8>> {
    if text.len() > LONGEST || !text.len().is_multiple_of(2) {
        return None;
    }
    let digit = |byte: u8| char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    text.as_bytes()
        .chunks(2)
        .map(|pair| Some((digit(*pair.first()?)? << 4) | digit(*pair.last()?)?))
        .collect()
}

impl fmt::Display for Cursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.encode())
    }
}

impl FromStr for Cursor {
    type Err = Problem;

    fn from_str(text: &str) -> Result<Self, Problem> {
        Self::decode(text)
    }
}

impl Serialize for Cursor {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Cursor {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;
    use crate::id::CaseId;

    #[test]
    fn a_cursor_gives_back_the_key_it_was_made_of() {
        let key: (Option<NaiveDate>, CaseId) =
            (NaiveDate::from_ymd_opt(2024, 2, 19), "018d8a1e-6c00-7000-8000-000000000001".parse().unwrap());
        let cursor = Cursor::of(&key).unwrap();
        assert_eq!(cursor.values, [json!("2024-02-19"), json!("018d8a1e-6c00-7000-8000-000000000001")]);
        assert_eq!(
            Cursor::decode(&cursor.encode()).unwrap().read::<(Option<NaiveDate>, CaseId)>().unwrap(),
            key
        );
        assert_eq!(Cursor::new(vec![json!(1), json!("a")]).encode(), "5b312c2261225d");
        assert_eq!("5B312c2261225d".parse::<Cursor>().unwrap().values, [json!(1), json!("a")]);
        assert_eq!(serde_json::from_str::<Cursor>("\"5b315d\"").unwrap(), Cursor::new(vec![json!(1)]));
        assert_eq!(serde_json::to_string(&Cursor::new(vec![json!(1)])).unwrap(), "\"5b315d\"");
    }

    #[test]
    fn what_is_no_cursor_is_a_bad_request() {
        let long = "5b".repeat(LONGEST);
        for text in ["5", "zz", "7b7d", "5b31", "过期", "", long.as_str()] {
            let problem = Cursor::decode(text).unwrap_err();
            assert_eq!((problem.status, problem.code.as_str()), (400, "invalid_cursor"), "{text}");
            assert_eq!(problem.detail, "翻页标记无效，可能已过期或来自其他列表");
            assert_eq!(problem.hint.as_deref(), Some("请去掉 cursor 参数，从第一页重新查询"));
        }
        assert_eq!(Cursor::new(vec![json!(1)]).read::<(NaiveDate, CaseId)>().unwrap_err().status, 400);
        assert_eq!(Cursor::of(&7).unwrap_err().status, 400);
        assert!(serde_json::from_str::<Cursor>("\"5\"").unwrap_err().to_string().contains("翻页标记无效"));
    }

    #[test]
    fn the_longest_cursor_is_still_read() {
        let key = "x".repeat(LONGEST / 2 - 4);
        let text = Cursor::new(vec![json!(key)]).encode();
        assert_eq!(text.len(), LONGEST);
        assert!(Cursor::decode(&text).is_ok());
        let longer = Cursor::new(vec![json!("x".repeat(LONGEST / 2 - 3))]).encode();
        assert_eq!(Cursor::decode(&longer).unwrap_err().status, 400);
    }

    proptest! {
        #[test]
        fn any_key_survives(text in ".*", number in any::<i64>()) {
            prop_assume!(text.len() < 300);
            let cursor = Cursor::of(&(&text, number)).unwrap();
            prop_assert_eq!(Cursor::decode(&cursor.encode()).unwrap().read::<(String, i64)>().unwrap(), (text, number));
        }
    }
}
