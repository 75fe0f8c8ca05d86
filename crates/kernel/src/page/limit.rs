//! How many rows a page may have.

use std::fmt;

use serde::de::{Error, Visitor};
use serde::{Deserialize, Deserializer, Serialize};

use crate::problem::{FieldProblem, Problem};

/// Rows on a page: 1 to 200, 50 when nothing is said. Reads a number, or its text as query strings have it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Limit(u32);

impl Limit {
    /// The most rows a page may have.
    pub const MAX: u32 = 200;
    /// The rows of a page when the caller does not say.
    pub const DEFAULT: u32 = 50;

    /// A limit of `rows`.
    ///
    /// # Errors
    /// A 422 problem on the field `/limit` when `rows` is 0 or above 200.
    pub fn new(rows: u32) -> Result<Self, Problem> {
        if (1..=Self::MAX).contains(&rows) {
            Ok(Self(rows))
        } else {
            Err(Problem::invalid(vec![FieldProblem::new("/limit", "range", Self::message())]))
        }
    }

    /// The rows, for the query builder.
    #[must_use]
    pub const fn get(self) -> u32 {
        self.0
    }

    /// The rows, for comparing with a length.
    #[must_use]
    pub const fn as_usize(self) -> usize {
        self.0 as usize
    }

    /// What a query fetches: one row more, to learn whether the list goes on.
    #[must_use]
    pub const fn fetch(self) -> u64 {
        self.0 as u64 + 1
    }

    fn message() -> String {
        format!("每页条数应为 1 至 {} 之间的整数", Self::MAX)
    }
}

impl Default for Limit {
    fn default() -> Self {
        Self(Self::DEFAULT)
    }
}

impl fmt::Display for Limit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

impl<'de> Deserialize<'de> for Limit {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(LimitVisitor)
    }
}

struct LimitVisitor;

impl Visitor<'_> for LimitVisitor {
    type Value = Limit;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&Limit::message())
    }

    fn visit_u64<E: Error>(self, rows: u64) -> Result<Limit, E> {
        u32::try_from(rows)
            .ok()
            .and_then(|rows| Limit::new(rows).ok())
            .ok_or_else(|| E::custom(Limit::message()))
    }

    fn visit_i64<E: Error>(self, rows: i64) -> Result<Limit, E> {
        self.visit_u64(u64::try_from(rows).unwrap_or(0))
    }

    fn visit_str<E: Error>(self, rows: &str) -> Result<Limit, E> {
        self.visit_u64(rows.parse().unwrap_or(0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_limit_lies_between_1_and_200() {
        assert_eq!(Limit::default().get(), 50);
        assert_eq!(Limit::new(1).unwrap().fetch(), 2);
        assert_eq!(Limit::new(200).unwrap().as_usize(), 200);
        assert_eq!(Limit::new(200).unwrap().to_string(), "200");
        for rows in [0, 201, u32::MAX] {
            let problem = Limit::new(rows).unwrap_err();
            assert_eq!((problem.status, problem.fields[0].pointer.as_str()), (422, "/limit"));
            assert_eq!(problem.fields[0].message, "每页条数应为 1 至 200 之间的整数");
        }
    }

    #[test]
    fn a_limit_is_read_from_numbers_and_from_text() {
        for json in ["20", "\"20\""] {
            assert_eq!(serde_json::from_str::<Limit>(json).unwrap().get(), 20);
        }
        assert_eq!(serde_json::to_string(&Limit::default()).unwrap(), "50");
        for json in ["0", "-1", "201", "4294967297", "\"\"", "\"2x\"", "1.5", "null"] {
            let error = serde_json::from_str::<Limit>(json).unwrap_err().to_string();
            assert!(error.contains("每页条数应为 1 至 200 之间的整数"), "{json}: {error}");
        }
    }
}
