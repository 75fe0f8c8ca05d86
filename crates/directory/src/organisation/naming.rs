//! The rules of renaming, on dated names alone.

use super::DatedName;
use crate::check::invalid;
use chrono::NaiveDate;
use kernel::problem::Problem;
use uuid::Uuid;

/// What a renaming does to the stored names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Renaming {
    /// The name is already this one.
    Nothing,
    /// The latest name began on the same day and is corrected in place.
    Correct(Uuid),
    /// The latest name ends and a new one begins.
    Follow(Uuid),
}

/// Decides how `name` follows the names so far from a day on. A name announced for a later day counts as the latest, so
/// a renaming never slips in before one that is already entered.
pub(super) fn renaming(
    names: &[DatedName],
    name: &str,
    short_name: Option<&str>,
    from: NaiveDate,
) -> Result<Renaming, Problem> {
    let Some(latest) = names.iter().max_by_key(|name| name.from) else {
        return Err(invalid("/name", "unknown", "机构没有名称记录"));
    };
    if latest.name == name && latest.short_name.as_deref() == short_name {
        return Ok(Renaming::Nothing);
    }
    if from < latest.from {
        let message = format!("更名日期不能早于现有名称“{}”的启用日期 {}", latest.name, latest.from);
        return Err(invalid("/from", "too_early", message));
    }
    if from == latest.from { Ok(Renaming::Correct(latest.id)) } else { Ok(Renaming::Follow(latest.id)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn names() -> Vec<DatedName> {
        let named = |name: &str, from: &str, to: Option<&str>| DatedName {
            id: Uuid::from_u128(from.len() as u128 + u128::from(to.is_none())),
            name: name.into(),
            short_name: None,
            from: day(from),
            to: to.map(day),
        };
        vec![named("安监局", "2001-01-01", Some("2018-11-01")), named("应急管理局", "2018-11-01", None)]
    }

    #[test]
    fn a_new_name_follows_the_latest() {
        let latest = names()[1].id;
        assert_eq!(renaming(&names(), "应急局", None, day("2024-03-01")).unwrap(), Renaming::Follow(latest));
        assert_eq!(renaming(&names(), "应急局", None, day("2018-11-01")).unwrap(), Renaming::Correct(latest));
        assert_eq!(renaming(&names(), "应急管理局", None, day("2024-03-01")).unwrap(), Renaming::Nothing);
    }

    #[test]
    fn history_is_not_renamed() {
        let problem = renaming(&names(), "应急局", None, day("2018-10-31")).unwrap_err();
        assert_eq!((problem.status, problem.fields[0].pointer.as_str()), (422, "/from"));
    }
}
