//! Days something held: from the first day up to but not including the last.

use chrono::NaiveDate;
use serde::Serialize;

/// A half-open span of civil days, `[from, to)`; without `to` it still lasts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Span {
    /// First day.
    pub from: NaiveDate,
    /// First day no longer in it.
    pub to: Option<NaiveDate>,
}

impl Span {
    /// From a day on.
    #[must_use]
    pub const fn since(from: NaiveDate) -> Self {
        Self { from, to: None }
    }

    /// Whether the day lies in the span.
    #[must_use]
    pub fn holds_on(&self, day: NaiveDate) -> bool {
        self.from <= day && self.to.is_none_or(|to| day < to)
    }

    /// Whether the span has not ended before the day; it may begin later.
    #[must_use]
    pub fn lasts_past(&self, day: NaiveDate) -> bool {
        self.to.is_none_or(|to| day < to)
    }

    /// Whether the two share a day.
    #[must_use]
    pub fn overlaps(&self, other: &Self) -> bool {
        self.lasts_past(other.from) && other.lasts_past(self.from) && !self.is_empty() && !other.is_empty()
    }

    /// Whether it holds no day at all, as an appointment cancelled before its first day.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.to.is_some_and(|to| to <= self.from)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(number: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2024, 3, number).unwrap()
    }

    fn span(from: u32, to: u32) -> Span {
        Span { from: day(from), to: Some(day(to)) }
    }

    #[test]
    fn the_last_day_is_not_in_the_span() {
        assert!(span(1, 5).holds_on(day(1)));
        assert!(span(1, 5).holds_on(day(4)));
        assert!(!span(1, 5).holds_on(day(5)));
        assert!(Span::since(day(3)).holds_on(day(31)));
        assert!(!Span::since(day(3)).holds_on(day(2)));
    }

    #[test]
    fn spans_that_touch_do_not_overlap() {
        assert!(!span(1, 5).overlaps(&span(5, 9)));
        assert!(span(1, 6).overlaps(&span(5, 9)));
        assert!(Span::since(day(1)).overlaps(&Span::since(day(20))));
        assert!(!span(1, 5).overlaps(&Span::since(day(5))));
        assert!(!span(7, 7).overlaps(&Span::since(day(1))));
    }
}
