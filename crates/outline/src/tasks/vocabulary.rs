//! Departments and the names documents give them.

use super::chars::Chars;
use serde::Deserialize;
use std::collections::HashMap;

/// A name a department goes, or went, by.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Alias {
    /// The name as documents write it, without 部门.
    pub text: String,
    /// First day of use, `YYYY-MM-DD`; none if always.
    #[serde(default)]
    pub valid_from: Option<String>,
    /// Last day of use, `YYYY-MM-DD`; none if still in use.
    #[serde(default)]
    pub valid_to: Option<String>,
}

/// A department of today.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Department {
    /// Stable code.
    pub code: String,
    /// Canonical name, given out in records.
    pub name: String,
    /// Other names, old ones included.
    #[serde(default)]
    pub aliases: Vec<Alias>,
}

/// The departments of a jurisdiction, indexed for longest match.
#[derive(Clone, Debug, Default)]
pub struct Vocabulary {
    departments: Vec<Department>,
    /// Names by first character, longest first.
    index: HashMap<char, Vec<Name>>,
}

#[derive(Clone, Debug)]
struct Name {
    text: String,
    length: usize,
    department: usize,
    valid_from: Option<String>,
    valid_to: Option<String>,
}

impl Vocabulary {
    /// Indexes departments; the pack gives them.
    pub fn new(departments: Vec<Department>) -> Self {
        let mut index: HashMap<char, Vec<Name>> = HashMap::new();
        for (number, department) in departments.iter().enumerate() {
            let own = Alias { text: department.name.clone(), valid_from: None, valid_to: None };
            for alias in department.aliases.iter().chain([&own]) {
                let Some(first) = alias.text.chars().next() else { continue };
                index.entry(first).or_default().push(Name {
                    text: alias.text.clone(),
                    length: alias.text.chars().count(),
                    department: number,
                    valid_from: alias.valid_from.clone(),
                    valid_to: alias.valid_to.clone(),
                });
            }
        }
        for names in index.values_mut() {
            names.sort_by_key(|name| std::cmp::Reverse(name.length));
        }
        Self { departments, index }
    }

    /// The common departments of a Chinese city, for use without a pack.
    pub fn builtin() -> Self {
        Self::new(include_str!("../../data/departments.txt").lines().filter_map(department).collect())
    }

    /// The departments in the order given.
    pub fn departments(&self) -> &[Department] {
        &self.departments
    }

    /// The longest name at `at`, its length in characters and its canonical name. Of equal names the one valid in
    /// `year` wins; a name out of date still leads to today's department.
    pub(super) fn longest(&self, text: &Chars, at: usize, year: Option<u32>) -> Option<(usize, &str)> {
        let names = self.index.get(&text.at(at)?)?;
        let length = names.iter().find(|name| text.has(at, &name.text))?.length;
        let same = || names.iter().filter(|name| name.length == length && text.has(at, &name.text));
        let name = same().find(|name| name.is_valid(year)).or_else(|| same().next())?;
        self.departments.get(name.department).map(|department| (length, department.name.as_str()))
    }
}

impl Name {
    fn is_valid(&self, year: Option<u32>) -> bool {
        let Some(year) = year else { return self.valid_to.is_none() };
        let (first, last) = (format!("{year}-01-01"), format!("{year}-12-31"));
        self.valid_from.as_ref().is_none_or(|from| *from <= last)
            && self.valid_to.as_ref().is_none_or(|to| *to >= first)
    }
}

/// One line of the built-in list.
fn department(line: &str) -> Option<Department> {
    let line = line.trim();
    if line.is_empty() || line.starts_with('#') {
        return None;
    }
    let mut fields = line.split('|').map(str::trim);
    let (code, name, aliases) = (fields.next()?, fields.next()?, fields.next().unwrap_or_default());
    let day = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    let aliases = aliases
        .split_whitespace()
        .map(|alias| {
            let (text, dates) = alias.split_once('@').unwrap_or((alias, ".."));
            let (from, to) = dates.split_once("..").unwrap_or_default();
            Alias { text: text.to_owned(), valid_from: day(from), valid_to: day(to) }
        })
        .collect();
    Some(Department { code: code.to_owned(), name: name.to_owned(), aliases })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(text: &str, year: Option<u32>) -> Option<(usize, String)> {
        Vocabulary::builtin().longest(&Chars::new(text), 0, year).map(|(n, name)| (n, name.to_owned()))
    }

    #[test]
    fn the_longest_name_wins() {
        assert_eq!(name("消防救援支队牵头", None), Some((6, "消防救援机构".to_owned())));
        assert_eq!(name("人力资源和社会保障、教育", None), Some((9, "人力资源和社会保障部门".to_owned())));
        assert_eq!(name("气球", None), None);
    }

    #[test]
    fn old_names_lead_to_todays_department() {
        assert_eq!(name("安监局", Some(2026)), Some((3, "应急管理部门".to_owned())));
        let dated = |text: &str, code: &str, from: Option<&str>, to: Option<&str>| Department {
            code: code.into(),
            name: code.into(),
            aliases: vec![Alias {
                text: text.into(),
                valid_from: from.map(Into::into),
                valid_to: to.map(Into::into),
            }],
        };
        let vocabulary = Vocabulary::new(vec![
            dated("城管", "old", None, Some("2018-12-31")),
            dated("城管", "new", Some("2019-01-01"), None),
        ]);
        let text = Chars::new("城管");
        assert_eq!(vocabulary.longest(&text, 0, Some(2015)), Some((2, "old")));
        assert_eq!(vocabulary.longest(&text, 0, Some(2024)), Some((2, "new")));
    }

    #[test]
    fn every_line_of_the_list_is_read() {
        let vocabulary = Vocabulary::builtin();
        assert!(vocabulary.departments().len() > 50);
        assert!(vocabulary.departments().iter().all(|d| !d.code.is_empty() && !d.name.is_empty()));
    }
}
