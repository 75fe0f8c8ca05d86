//! Kinds of premises by the names clerks use.

use pack::Pack;
use std::collections::BTreeMap;

/// Names and aliases of every kind.
#[derive(Debug, Clone, Default)]
pub struct Kinds(BTreeMap<String, String>);

impl Kinds {
    /// From a pack; names win over aliases.
    #[must_use]
    pub fn new(pack: &Pack) -> Self {
        let mut known = BTreeMap::new();
        for kind in &pack.premises_kinds {
            for word in kind.aliases.iter().chain([&kind.code, &kind.name]) {
                known.insert(kernel::text::normalise(word), kind.code.clone());
            }
        }
        Self(known)
    }

    /// Code of the kind a text names.
    #[must_use]
    pub fn find(&self, text: &str) -> Option<&str> {
        self.0.get(&kernel::text::normalise(text)).map(String::as_str)
    }
}
