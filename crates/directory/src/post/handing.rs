//! The rules of handing a post over, on dated holdings alone.

use super::Holding;
use crate::Span;
use crate::check::invalid;
use chrono::NaiveDate;
use kernel::id::PersonId;
use kernel::problem::Problem;
use serde_json::json;
use uuid::Uuid;

/// What a hand-over does to the stored holdings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Handing {
    /// Holdings that end, each with the first day no longer held.
    pub(super) ends: Vec<(Uuid, NaiveDate)>,
    /// Person whose holding begins.
    pub(super) starts: Option<PersonId>,
}

/// Decides a hand-over on a day. `ends` give the post up, `starts` takes it. A holding that has not begun by then is
/// cancelled: it ends on its first day and holds no day at all.
pub(super) fn handing(
    post: Span,
    holdings: &[Holding],
    ends: &[PersonId],
    starts: Option<PersonId>,
    from: NaiveDate,
) -> Result<Handing, Problem> {
    if from < post.from {
        return Err(invalid("/from", "too_early", format!("交接日期不能早于岗位设立日期 {}", post.from)));
    }
    if !post.lasts_past(from) {
        return Err(Problem::conflict("岗位在该日期已撤销", json!({ "valid_to": post.to })));
    }
    if ends.is_empty() && starts.is_none() {
        return Err(invalid("/person_id", "required", "请指定接任人员或离任人员"));
    }
    let mut ended = Vec::new();
    for person in ends {
        let before = ended.len();
        let lasting =
            holdings.iter().filter(|holding| holding.person_id == *person && holding.span.lasts_past(from));
        ended.extend(
            lasting
                .filter(|holding| !holding.span.is_empty())
                .map(|holding| (holding.id, holding.span.from.max(from))),
        );
        if ended.len() == before {
            return Err(invalid("/ends", "not_holding", "离任人员在该日期并未任此岗位"));
        }
    }
    if let Some(person) = starts {
        if ends.contains(&person) {
            return Err(invalid("/person_id", "same_person", "接任人员不能同时离任"));
        }
        let taken = Span::since(from);
        if holdings.iter().any(|holding| holding.person_id == person && holding.span.overlaps(&taken)) {
            return Err(invalid("/person_id", "already_holding", "该人员已任此岗位，或已被任命"));
        }
    }
    Ok(Handing { ends: ended, starts })
}

#[cfg(test)]
mod tests {
    use super::*;
    use kernel::id::PostId;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn person(number: u128) -> PersonId {
        PersonId::from_uuid(Uuid::from_u128(number))
    }

    fn held(by: u128, from: &str, to: Option<&str>) -> Holding {
        Holding {
            id: Uuid::from_u128(by * 100),
            post_id: PostId::from_uuid(Uuid::nil()),
            person_id: person(by),
            person_name: String::new(),
            span: Span { from: day(from), to: to.map(day) },
        }
    }

    fn post() -> Span {
        Span::since(day("2024-01-01"))
    }

    #[test]
    fn one_holding_ends_on_the_day_the_next_begins() {
        let holdings = [held(1, "2024-01-01", None)];
        let handing = handing(post(), &holdings, &[person(1)], Some(person(2)), day("2024-03-01")).unwrap();
        assert_eq!(handing.ends, [(Uuid::from_u128(100), day("2024-03-01"))]);
        assert_eq!(handing.starts, Some(person(2)));
    }

    #[test]
    fn nobody_holds_the_same_post_twice_at_a_time() {
        let holdings = [held(1, "2024-01-01", Some("2024-02-01")), held(2, "2024-06-01", None)];
        let starts = |who, from| handing(post(), &holdings, &[], Some(person(who)), day(from)).map(|_| ());
        assert!(starts(1, "2024-02-01").is_ok(), "a second term after the first");
        assert_eq!(starts(1, "2024-01-15").unwrap_err().fields[0].code, "already_holding");
        assert_eq!(starts(2, "2024-03-01").unwrap_err().fields[0].code, "already_holding");
    }

    #[test]
    fn an_appointment_that_has_not_begun_is_cancelled() {
        let holdings = [held(1, "2024-06-01", None)];
        let handing = handing(post(), &holdings, &[person(1)], None, day("2024-03-01")).unwrap();
        assert_eq!(handing.ends, [(Uuid::from_u128(100), day("2024-06-01"))]);
    }

    #[test]
    fn dates_outside_the_post_and_strangers_are_refused() {
        let post = Span { from: day("2024-01-01"), to: Some(day("2024-07-01")) };
        let status =
            |ends: &[PersonId], starts, from| handing(post, &[], ends, starts, day(from)).unwrap_err().status;
        assert_eq!(status(&[], Some(person(1)), "2023-12-31"), 422);
        assert_eq!(status(&[], Some(person(1)), "2024-07-01"), 409);
        assert_eq!(status(&[person(9)], None, "2024-03-01"), 422);
        assert_eq!(status(&[], None, "2024-03-01"), 422);
    }
}
