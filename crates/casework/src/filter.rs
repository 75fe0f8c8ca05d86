//! A filter that was checked: the one value behind a list, its count, its tree and its export.

use crate::answer::{CaseFilter, History, Order};
use kernel::problem::{FieldProblem, Problem};
use kernel::text::normalise;
use pack::lifecycle::StateClass;
use std::collections::BTreeSet;

/// A checked filter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checked {
    pub(crate) filter: CaseFilter,
    pub(crate) kinds: Option<BTreeSet<String>>,
    pub(crate) classes: Option<BTreeSet<StateClass>>,
    pub(crate) needle: Option<String>,
    pub(crate) history: History,
    pub(crate) order: Order,
}

impl CaseFilter {
    /// Checks what types cannot: classes that exist, a search text that is long enough.
    ///
    /// # Errors
    /// 422 with the parameters at fault.
    pub fn check(self) -> Result<Checked, Problem> {
        let mut faults = Vec::new();
        let blank = |text: &Option<String>| text.as_deref().is_none_or(|text| text.trim().is_empty());
        let kinds = self.kind.as_deref().filter(|text| !text.trim().is_empty()).map(listed);
        if kinds.as_ref().is_some_and(|kinds| kinds.is_empty() || kinds.len() > MOST_KINDS) {
            faults.push(FieldProblem::new(
                "/kind",
                "max",
                format!("事项类型须为1至{MOST_KINDS}个，用逗号分隔"),
            ));
        }
        let mut classes = if blank(&self.state_class) {
            None
        } else {
            let codes = self.state_class.as_deref().unwrap_or_default().split(',').map(str::trim);
            let mut classes = BTreeSet::new();
            for code in codes.filter(|code| !code.is_empty()) {
                match StateClass::from_code(code) {
                    Some(class) => {
                        classes.insert(class);
                    }
                    None => faults.push(FieldProblem::new(
                        "/state_class",
                        "choice",
                        format!("没有状态类别“{code}”"),
                    )),
                }
            }
            Some(classes)
        };
        // Closed within some days means closed, not given up; whoever wants both says so.
        if classes.is_none() && (self.closed_from.is_some() || self.closed_to.is_some()) {
            classes = Some([StateClass::Closed].into());
        }
        let needle = if blank(&self.q) { None } else { self.q.as_deref().map(normalise) };
        if needle.as_ref().is_some_and(|needle| needle.chars().count() < 2) {
            faults.push(FieldProblem::new("/q", "min", "请至少输入两个字"));
        }
        if !faults.is_empty() {
            return Err(Problem::invalid(faults));
        }
        let history = match self.history {
            Some(history) => history,
            None if self.mark.as_deref() == Some(HISTORICAL) => History::Only,
            None if self.source.is_some() => History::With,
            None => History::Without,
        };
        let order = self.order.unwrap_or_default();
        Ok(Checked { order, kinds, classes, needle, history, filter: self })
    }
}

/// Most kinds one filter names.
const MOST_KINDS: usize = 50;

fn listed(text: &str) -> BTreeSet<String> {
    text.split(',').map(str::trim).filter(|code| !code.is_empty()).map(str::to_owned).collect()
}

impl Checked {
    /// Whether only open cases can meet the filter.
    pub(crate) fn only_open(&self) -> bool {
        let classes_open =
            self.classes.as_ref().is_some_and(|classes| classes.iter().all(|class| class.is_open()));
        let dated = self.filter.due_before.is_some() || self.filter.due_from.is_some();
        self.filter.overdue == Some(true) || dated || classes_open
    }

    /// Whether only finished cases can meet the filter.
    pub(crate) fn only_done(&self) -> bool {
        let closed = self.filter.closed_from.is_some() || self.filter.closed_to.is_some();
        closed || self.classes.as_ref().is_some_and(|classes| classes.iter().all(|class| !class.is_open()))
    }

    /// Whether the counters know every dimension of the filter.
    pub(crate) fn countable(&self) -> bool {
        let filter = &self.filter;
        self.needle.is_none()
            && filter.state.is_none()
            && filter.open_on.is_none()
            && filter.hazard_class.is_none()
            && filter.opened_from.is_none()
            && filter.opened_to.is_none()
            && filter.closed_from.is_none()
            && filter.closed_to.is_none()
            && filter.source_kind.as_deref().is_none_or(str::is_empty)
            && filter.source.is_none()
            && self.history == History::Without
            && filter.premises.is_none()
            && filter.unit.is_none()
            && filter.mark.as_deref().is_none_or(|mark| mark == MAJOR)
    }
}

/// The mark of a closing taken over from an old ledger.
pub(crate) const HISTORICAL: &str = "historical_unverified";
/// The mark that is also a column.
pub(crate) const MAJOR: &str = "major";

#[cfg(test)]
mod tests {
    use super::*;

    fn with(class: &str, q: &str) -> CaseFilter {
        CaseFilter { state_class: Some(class.into()), q: Some(q.into()), ..CaseFilter::default() }
    }

    #[test]
    fn blank_parameters_are_no_filter() {
        let checked = with("", "  ").check().unwrap();
        assert_eq!((checked.classes.clone(), checked.needle.clone()), (None, None));
        assert!(!checked.only_open() && !checked.only_done() && checked.countable());
    }

    #[test]
    fn one_character_and_unknown_classes_are_refused_together() {
        let problem = with("open,lost", "厂").check().unwrap_err();
        let pointers: Vec<&str> = problem.fields.iter().map(|field| field.pointer.as_str()).collect();
        assert_eq!((problem.status, pointers), (422, vec!["/state_class", "/q"]));
    }

    #[test]
    fn classes_tell_which_half_of_the_index_is_read() {
        assert!(with("open,doing", "").check().unwrap().only_open());
        assert!(with("closed,void", "").check().unwrap().only_done());
        let both = with("open,closed", "").check().unwrap();
        assert!(!both.only_open() && !both.only_done());
    }

    #[test]
    fn search_text_is_compared_in_its_normal_form() {
        assert_eq!(with("", "ＫＴＶ 城").check().unwrap().needle.as_deref(), Some("ktv城"));
    }
}
