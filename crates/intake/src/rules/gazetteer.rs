//! Regions by the names clerks use.

use kernel::region::{Level, RegionCode};
use std::collections::BTreeMap;

/// Endings people leave out.
const ENDINGS: [&str; 14] = [
    "村民委员会",
    "居民委员会",
    "社区居委会",
    "社区居民委员会",
    "村委会",
    "居委会",
    "街道办事处",
    "街道",
    "社区",
    "镇",
    "乡",
    "村",
    "县",
    "区",
];

/// Regions of an installation by name.
#[derive(Debug, Clone, Default)]
pub struct Gazetteer {
    by_name: BTreeMap<String, Vec<RegionCode>>,
    names: BTreeMap<RegionCode, String>,
}

/// What a name stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Found {
    /// One region.
    One(RegionCode),
    /// Several of that name; the higher level must be given.
    Several(Vec<RegionCode>),
    /// None.
    No,
}

impl Gazetteer {
    /// From all regions of the installation.
    #[must_use]
    pub fn new(regions: impl IntoIterator<Item = (RegionCode, String)>) -> Self {
        let mut gazetteer = Self::default();
        for (code, name) in regions {
            for form in forms(&name) {
                let codes = gazetteer.by_name.entry(form).or_default();
                if !codes.contains(&code) {
                    codes.push(code);
                }
            }
            gazetteer.names.insert(code, name);
        }
        gazetteer
    }

    /// Name of a region.
    #[must_use]
    pub fn name(&self, code: RegionCode) -> Option<&str> {
        self.names.get(&code).map(String::as_str)
    }

    /// The region of a level that a text names or whose code it is, below `within` when that is given.
    pub(crate) fn find(&self, text: &str, level: Level, within: Option<RegionCode>) -> Found {
        let below = |code: &RegionCode| {
            code.level() == level && within.is_none_or(|within| code.at_level(within.level()) == Some(within))
        };
        if text.len() >= 6 && text.bytes().all(|byte| byte.is_ascii_digit()) {
            let code = text.parse::<RegionCode>().ok().filter(|code| self.names.contains_key(code));
            return code.filter(below).map_or(Found::No, Found::One);
        }
        for form in forms(text) {
            let codes: Vec<RegionCode> =
                self.by_name.get(&form).into_iter().flatten().copied().filter(|code| below(code)).collect();
            match codes.as_slice() {
                [] => {}
                [one] => return Found::One(*one),
                _ => return Found::Several(codes),
            }
        }
        self.joined(text, level, within)
    }

    /// A name with the names of what contains it before: 示范县城关镇.
    fn joined(&self, text: &str, level: Level, within: Option<RegionCode>) -> Found {
        let text = kernel::text::normalise(text);
        let mut hits: Vec<RegionCode> = Vec::new();
        for (code, name) in &self.names {
            let inside = within.is_none_or(|within| code.at_level(within.level()) == Some(within));
            let own = kernel::text::normalise(name);
            if code.level() != level || !inside || !text.ends_with(&own) || text == own {
                continue;
            }
            let before = text.strip_suffix(&own).unwrap_or_default();
            let above = code.ancestors().into_iter().filter_map(|above| self.names.get(&above));
            if above.map(|name| kernel::text::normalise(name)).any(|name| before.ends_with(&name)) {
                hits.push(*code);
            }
        }
        match hits.as_slice() {
            [] => Found::No,
            [one] => Found::One(*one),
            _ => Found::Several(hits),
        }
    }
}

/// The forms a name is known by: as it is, and without its ending when two characters are left.
fn forms(name: &str) -> Vec<String> {
    let full = kernel::text::normalise(name);
    let short = ENDINGS
        .iter()
        .filter_map(|ending| full.strip_suffix(ending))
        .filter(|short| short.chars().count() >= 2)
        .min_by_key(|short| short.len())
        .map(str::to_owned);
    std::iter::once(full).chain(short).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(text: &str) -> RegionCode {
        text.parse().unwrap()
    }

    fn gazetteer() -> Gazetteer {
        Gazetteer::new(
            [
                ("445200000000", "示范市"),
                ("445202000000", "甲区"),
                ("445222000000", "乙县"),
                ("445202001000", "城关街道"),
                ("445222100000", "城关镇"),
                ("445222101000", "河口镇"),
                ("445222101201", "东村村民委员会"),
            ]
            .map(|(code, name)| (code.parse().unwrap(), name.to_owned())),
        )
    }

    #[test]
    fn a_region_is_found_by_name_short_name_code_and_path() {
        let gazetteer = gazetteer();
        let town = Found::One(code("445222101000"));
        for text in
            ["河口镇", "河口", " 河口镇 ", "445222101000", "445222101", "乙县河口镇", "示范市乙县河口镇"]
        {
            assert_eq!(gazetteer.find(text, Level::Town, None), town, "{text}");
        }
        let village = Found::One(code("445222101201"));
        assert_eq!(gazetteer.find("东村村委会", Level::Village, Some(code("445222101000"))), village);
    }

    #[test]
    fn a_name_that_is_borne_twice_needs_the_county() {
        let gazetteer = gazetteer();
        assert!(
            matches!(gazetteer.find("城关", Level::Town, None), Found::Several(codes) if codes.len() == 2)
        );
        let found = gazetteer.find("城关", Level::Town, Some(code("445222000000")));
        assert_eq!(found, Found::One(code("445222100000")));
        assert_eq!(gazetteer.find("城关镇", Level::Town, None), Found::One(code("445222100000")));
    }

    #[test]
    fn unknown_names_and_codes_are_not_found() {
        for text in ["西湖镇", "999999999999", "镇", "", "甲区"] {
            assert_eq!(gazetteer().find(text, Level::Town, None), Found::No, "{text}");
        }
    }
}
