//! Resolves `extends`: reads every pack of the chain, lays them over each other and checks the whole.

use crate::check::{self, Checkers};
use crate::files::Files;
use crate::finding::{Code, Finding};
use crate::layer::{Contents, Layer};
use crate::model::manifest::Manifest;
use crate::read::Reading;
use crate::vocabulary::Vocabulary;

/// A chain of packs laid over each other, without findings.
pub(crate) struct Resolved {
    pub(crate) manifest: Manifest,
    pub(crate) names: Vec<String>,
    pub(crate) contents: Contents,
}

/// Reads, merges and checks a pack with everything it extends.
pub(crate) fn resolve(files: &Files, name: &str, checkers: &Checkers) -> Result<Resolved, Vec<Finding>> {
    let mut reading = Reading::new();
    let layers = read_chain(files, name, &mut reading);
    let mut names = Vec::new();
    let mut contents = Contents::default();
    let mut manifest = None;
    for layer in layers.into_iter().rev() {
        names.push(layer.manifest.value.name.clone());
        contents.lay_over(layer.contents);
        manifest = Some(layer.manifest.value);
    }
    // What reads a file that lost entries would only repeat, for every reference to them, what is already told.
    if !reading.lost {
        let vocabulary = Vocabulary::read(files, &names);
        check::contents(&contents, vocabulary.as_ref(), &mut reading.findings);
    }
    for name in &names {
        checkers.run(files, name, &mut reading.findings);
    }
    reading.findings.sort();
    reading.findings.dedup();
    match manifest {
        Some(manifest) if reading.findings.is_empty() => Ok(Resolved { manifest, names, contents }),
        _ => Err(reading.findings),
    }
}

/// The layers of a chain, the named pack first.
fn read_chain(files: &Files, name: &str, reading: &mut Reading) -> Vec<Layer> {
    let mut layers: Vec<Layer> = Vec::new();
    let mut next = Some(name.to_owned());
    while let Some(name) = next {
        let Some(layer) = Layer::read(files, &name, reading) else { break };
        let parent = layer.manifest.value.extends.clone();
        let spot = layer.manifest.spot.key("extends");
        layers.push(layer);
        next = match parent {
            None => None,
            Some(parent) if layers.iter().any(|layer| layer.manifest.value.name == parent) => {
                let message = format!("继承关系成环：又回到了“{parent}”");
                reading.lose(spot.finding(Code::ExtendsCycle, message));
                None
            }
            Some(parent) if files.get(&format!("{parent}/pack.toml")).is_none() => {
                let finding = spot.finding(Code::UnknownPack, format!("没有名为“{parent}”的规则包"));
                let known: Vec<&str> = files.pack_names().collect();
                reading.lose(finding.with_hint(format!("现有：{}", known.join("、"))));
                None
            }
            Some(parent) => Some(parent),
        };
    }
    layers
}
