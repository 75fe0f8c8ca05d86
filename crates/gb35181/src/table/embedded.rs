use std::sync::LazyLock;

use super::RuleTable;
use crate::edition::Edition;

/// File name and text of the tables of the national pack.
const FILES: [(&str, &str); 2] = [
    ("china/gb35181/2017.toml", include_str!("../../../../packs/china/gb35181/2017.toml")),
    ("china/gb35181/2025.toml", include_str!("../../../../packs/china/gb35181/2025.toml")),
];

static TABLES: LazyLock<[RuleTable; 2]> = LazyLock::new(|| {
    FILES.map(|(name, text)| {
        // Tests read both files, so a build in which this can fail does not pass them.
        RuleTable::parse(name, text).unwrap_or_else(|problems| panic!("{problems}"))
    })
});

impl RuleTable {
    /// The national table of an edition, compiled in.
    #[must_use]
    pub fn embedded(edition: Edition) -> &'static Self {
        match edition {
            Edition::E2017 => &TABLES[0],
            Edition::E2025 => &TABLES[1],
        }
    }
}
