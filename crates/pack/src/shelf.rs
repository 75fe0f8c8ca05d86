//! Entries of one sort in the order they were written, found by code.

use crate::finding::{Code, Finding};
use crate::model::Coded;
use crate::source::{Located, Spot};
use std::collections::BTreeMap;

/// Entries of one sort.
#[derive(Debug, Clone)]
pub(crate) struct Shelf<T> {
    entries: Vec<Located<T>>,
}

impl<T> Default for Shelf<T> {
    fn default() -> Self {
        Self { entries: Vec::new() }
    }
}

impl<T: Coded> Shelf<T> {
    pub(crate) fn extend(&mut self, entries: impl IntoIterator<Item = Located<T>>) {
        self.entries.extend(entries);
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &Located<T>> {
        self.entries.iter()
    }

    pub(crate) fn get(&self, code: &str) -> Option<&T> {
        self.entries.iter().map(|entry| &entry.value).find(|value| value.code() == code)
    }

    pub(crate) fn codes(&self) -> Vec<&str> {
        self.entries.iter().map(|entry| entry.value.code()).collect()
    }

    pub(crate) fn values(&self) -> Vec<T>
    where
        T: Clone,
    {
        self.entries.iter().map(|entry| entry.value.clone()).collect()
    }

    pub(crate) fn report_duplicates(&self, findings: &mut Vec<Finding>) {
        let spotted = self.entries.iter().map(|entry| (entry.value.code(), entry.spot.clone()));
        report_duplicates(T::WHAT, spotted, findings);
    }

    pub(crate) fn lay_over(&mut self, later: Self) {
        for entry in later.entries {
            match self.entries.iter_mut().find(|own| own.value.code() == entry.value.code()) {
                Some(own) => *own = entry,
                None => self.entries.push(entry),
            }
        }
    }
}

/// One finding for every code that was used before; it stands at the later use and names the first.
pub(crate) fn report_duplicates<'a>(
    what: &str,
    spotted: impl Iterator<Item = (&'a str, Spot)>,
    findings: &mut Vec<Finding>,
) {
    let mut first: BTreeMap<&str, Spot> = BTreeMap::new();
    for (code, spot) in spotted {
        if let Some(earlier) = first.get(code) {
            let message = format!("{what}代码“{code}”重复");
            let hint = format!("第一次出现在 {} 第 {} 行", earlier.file(), earlier.line());
            findings.push(spot.finding(Code::DuplicateCode, message).with_hint(hint));
        } else {
            first.insert(code, spot);
        }
    }
}
