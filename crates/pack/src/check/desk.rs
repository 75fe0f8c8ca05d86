//! What every rule needs: the entries, and a place to report to.

use crate::finding::{Code, Finding};
use crate::layer::Contents;
use crate::source::Spot;
use crate::vocabulary::Vocabulary;
use crate::wording::suggestion;

/// The entries under check and the findings so far.
pub(super) struct Desk<'a> {
    pub(super) contents: &'a Contents,
    pub(super) vocabulary: Option<&'a Vocabulary>,
    findings: &'a mut Vec<Finding>,
}

impl<'a> Desk<'a> {
    pub(super) const fn new(
        contents: &'a Contents,
        vocabulary: Option<&'a Vocabulary>,
        findings: &'a mut Vec<Finding>,
    ) -> Self {
        Self { contents, vocabulary, findings }
    }

    pub(super) fn report(&mut self, spot: &Spot, code: Code, message: impl Into<String>) {
        self.findings.push(spot.finding(code, message));
    }

    pub(super) fn advise(
        &mut self,
        spot: &Spot,
        code: Code,
        message: impl Into<String>,
        hint: impl Into<String>,
    ) {
        self.findings.push(spot.finding(code, message).with_hint(hint));
    }

    pub(super) const fn findings(&mut self) -> &mut Vec<Finding> {
        self.findings
    }

    /// Reports a name that is not among the known ones. Says whether it is.
    pub(super) fn refer<S: AsRef<str>>(&mut self, spot: &Spot, what: &str, name: &str, known: &[S]) -> bool {
        if known.iter().any(|known| known.as_ref() == name) {
            return true;
        }
        let mut finding = spot.finding(Code::UnknownReference, format!("没有名为“{name}”的{what}"));
        finding.hint = suggestion(name, known);
        self.findings.push(finding);
        false
    }

    /// The same for every name in the array at `spot`.
    pub(super) fn refer_all<S: AsRef<str>>(
        &mut self,
        spot: &Spot,
        what: &str,
        names: &[String],
        known: &[S],
    ) {
        for (index, name) in names.iter().enumerate() {
            self.refer(&spot.item(index), what, name, known);
        }
    }

    /// The same for the items of a code list.
    pub(super) fn refer_item(&mut self, spot: &Spot, list: &str, name: &str) {
        match self.contents.lists.get(list) {
            None => self.report(spot, Code::UnknownReference, format!("缺少代码表“{list}”")),
            Some(list) => {
                let known: Vec<&str> = list.items.iter().map(|item| item.code.as_str()).collect();
                self.refer(spot, &format!("{}代码", list.name), name, &known);
            }
        }
    }
}
