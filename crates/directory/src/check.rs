//! Checking input field by field, so that a form learns of every fault at once.

use kernel::problem::{FieldProblem, Problem};
use serde_json::json;

/// Longest name of an organisation, a post or a person, in characters.
pub(crate) const LONGEST_NAME: usize = 120;

/// The faults found so far.
#[derive(Debug, Default)]
pub(crate) struct Faults(Vec<FieldProblem>);

impl Faults {
    /// Notes a fault.
    pub(crate) fn add(&mut self, pointer: &str, code: &str, message: impl Into<String>) {
        self.0.push(FieldProblem::new(pointer, code, message));
    }

    /// A required text of at most `most` characters; answers it without blanks at the ends.
    pub(crate) fn text(&mut self, pointer: &str, text: &str, most: usize) -> String {
        let text = text.trim();
        if text.is_empty() {
            self.0.push(FieldProblem::required(pointer));
        } else if text.chars().count() > most {
            self.add(pointer, "too_long", format!("不能超过 {most} 个字"));
        }
        text.to_owned()
    }

    /// An optional text; blank counts as absent.
    pub(crate) fn optional(&mut self, pointer: &str, text: Option<&str>, most: usize) -> Option<String> {
        let text = text.map(str::trim).filter(|text| !text.is_empty())?;
        Some(self.text(pointer, text, most))
    }

    /// Nothing, or a 422 problem with every fault.
    pub(crate) fn finish(self) -> Result<(), Problem> {
        if self.0.is_empty() { Ok(()) } else { Err(Problem::invalid(self.0)) }
    }
}

/// A 422 problem with one fault.
pub(crate) fn invalid(pointer: &str, code: &str, message: impl Into<String>) -> Problem {
    Problem::invalid(vec![FieldProblem::new(pointer, code, message)])
}

/// 409 unless the caller changes the version that is stored.
pub(crate) fn same_version(stored: i64, sent: i64) -> Result<(), Problem> {
    if stored == sent {
        return Ok(());
    }
    Err(Problem::conflict("内容已被他人修改，请刷新后重试", json!({ "version": stored })))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_fault_is_told_at_once() {
        let mut faults = Faults::default();
        assert_eq!(faults.text("/name", " 消防科 ", 10), "消防科");
        faults.text("/title", "  ", 10);
        faults.text("/sector", &"长".repeat(11), 10);
        assert_eq!(faults.optional("/phone", Some(" "), 10), None);
        let problem = faults.finish().unwrap_err();
        let codes: Vec<_> =
            problem.fields.iter().map(|field| (field.pointer.as_str(), field.code.as_str())).collect();
        assert_eq!(codes, [("/title", "required"), ("/sector", "too_long")]);
    }

    #[test]
    fn a_stale_version_is_a_conflict_with_the_current_one() {
        assert!(same_version(3, 3).is_ok());
        let problem = same_version(4, 3).unwrap_err();
        assert_eq!((problem.status, &problem.extra["current"]["version"]), (409, &json!(4)));
    }
}
