//! The names that the rule tables of GB 35181 know, as far as a pack must name them.
//!
//! The tables belong to another room, which checks them. Here only the names of inputs and kinds are read, so that a
//! checklist cannot record a fact that no judgement ever asks for.

use crate::files::Files;
use serde::Deserialize;
use std::collections::BTreeMap;

/// Inputs and kinds by edition.
#[derive(Debug, Default)]
pub(crate) struct Vocabulary {
    inputs: BTreeMap<String, String>,
    kinds: BTreeMap<String, Vec<String>>,
}

#[derive(Deserialize)]
struct Table {
    edition: String,
    #[serde(default)]
    kinds: Vec<Kind>,
    #[serde(default)]
    inputs: Vec<Input>,
}

#[derive(Deserialize)]
struct Kind {
    id: String,
}

#[derive(Deserialize)]
struct Input {
    name: String,
    #[serde(rename = "type")]
    kind: String,
}

impl Vocabulary {
    /// Reads the tables of the packs of a chain; none when there are no tables.
    pub(crate) fn read(files: &Files, packs: &[String]) -> Option<Self> {
        let mut vocabulary = Self::default();
        let tables = packs.iter().flat_map(|pack| files.of_pack(pack)).filter(|(path, _)| {
            path.strip_prefix("gb35181/").is_some_and(|file| file.strip_suffix(".toml").is_some())
        });
        for (_, content) in tables {
            let table = str::from_utf8(content).ok().and_then(|text| toml::from_str::<Table>(text).ok());
            let Some(table) = table else { continue };
            vocabulary.inputs.extend(table.inputs.into_iter().map(|input| (input.name, input.kind)));
            let kinds = table.kinds.into_iter().map(|kind| kind.id).collect();
            vocabulary.kinds.insert(table.edition, kinds);
        }
        (!vocabulary.kinds.is_empty()).then_some(vocabulary)
    }

    /// Type of an input: `bool`, `number`, `enum`…
    pub(crate) fn input(&self, name: &str) -> Option<&str> {
        self.inputs.get(name).map(String::as_str)
    }

    pub(crate) fn input_names(&self) -> Vec<&str> {
        self.inputs.keys().map(String::as_str).collect()
    }

    /// Kinds of an edition, when its table is there.
    pub(crate) fn kinds(&self, edition: &str) -> Option<&[String]> {
        self.kinds.get(edition).map(Vec::as_slice)
    }
}
