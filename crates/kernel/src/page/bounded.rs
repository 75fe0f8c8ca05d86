//! A count that may stop early.

use std::fmt;

use serde::{Deserialize, Serialize};

/// How many rows there are, or that there are at least so many: counting stops at a bound. In JSON
/// `{"count": 1000, "at_least": true}`, for people `1000+`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Bounded {
    /// Rows counted.
    pub count: u64,
    /// Whether there are more.
    #[serde(rename = "at_least")]
    pub more: bool,
}

impl Bounded {
    /// A count that went to the end.
    #[must_use]
    pub const fn exact(count: u64) -> Self {
        Self { count, more: false }
    }

    /// The result of counting at most `bound + 1` rows: above `bound` it is only "at least `bound`".
    #[must_use]
    pub const fn capped(counted: u64, bound: u64) -> Self {
        if counted > bound { Self { count: bound, more: true } } else { Self::exact(counted) }
    }
}

impl fmt::Display for Bounded {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.count, if self.more { "+" } else { "" })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_count_above_its_bound_says_at_least() {
        assert_eq!(Bounded::capped(999, 1000), Bounded::exact(999));
        assert_eq!(Bounded::capped(1000, 1000), Bounded::exact(1000));
        let more = Bounded::capped(1001, 1000);
        assert_eq!(more, Bounded { count: 1000, more: true });
        assert_eq!(serde_json::to_string(&more).unwrap(), r#"{"count":1000,"at_least":true}"#);
        assert_eq!(serde_json::from_str::<Bounded>(r#"{"count":1000,"at_least":true}"#).unwrap(), more);
        assert_eq!((more.to_string(), Bounded::exact(3).to_string()), ("1000+".to_owned(), "3".to_owned()));
    }
}
