//! Entries of one sort in the order they were written, found by code.

use crate::finding::{Code, Finding};
use crate::model::Coded;
use crate::source::{Located, Spot};
use std::collections::{BTreeMap, BTreeSet};

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

    pub(crate) fn report_codes(&self, findings: &mut Vec<Finding>) {
        for entry in self.entries.iter().filter(|entry| !is_code(entry.value.code())) {
            let message = format!("{}代码“{}”的写法不对", T::WHAT, entry.value.code());
            let hint = "只用小写字母、数字、下划线、连字符和点";
            findings.push(entry.spot.finding(Code::BadValue, message).with_hint(hint));
        }
        let spotted = self.entries.iter().map(|entry| (entry.value.code(), entry.spot.clone()));
        report_duplicates(T::WHAT, spotted, findings);
    }

    /// Keeps the first of several entries with one code.
    fn keep_first(&mut self) {
        let mut seen = BTreeSet::new();
        self.entries.retain(|entry| seen.insert(entry.value.code().to_owned()));
    }

    pub(crate) fn lay_over(&mut self, mut later: Self) {
        later.keep_first();
        for entry in later.entries {
            match self.entries.iter_mut().find(|own| own.value.code() == entry.value.code()) {
                Some(own) => *own = entry,
                None => self.entries.push(entry),
            }
        }
    }
}

fn is_code(code: &str) -> bool {
    let fits = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"_-.".contains(&byte);
    !code.is_empty() && code.bytes().all(fits)
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
