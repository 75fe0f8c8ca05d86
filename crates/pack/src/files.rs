//! Where the files of packs come from: a folder on disk, or a map that the binary carries inside.

use std::collections::BTreeMap;
use std::path::Path;
use std::{fs, io};

/// The files of one or more packs: path below the folder of packs (`china/roles.toml`) to content.
///
/// Paths use `/` on every system. The pack itself reads nothing else, so what is embedded in the binary and what
/// lies in a folder are checked by the same code.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Files {
    contents: BTreeMap<String, Vec<u8>>,
}

impl Files {
    /// No files.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds or replaces one file.
    pub fn insert(&mut self, path: impl Into<String>, content: impl Into<Vec<u8>>) {
        self.contents.insert(path.into(), content.into());
    }

    /// The content of one file.
    #[must_use]
    pub fn get(&self, path: &str) -> Option<&[u8]> {
        self.contents.get(path).map(Vec::as_slice)
    }

    /// All files in path order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.contents.iter().map(|(path, content)| (path.as_str(), content.as_slice()))
    }

    /// Paths and contents below one pack's folder; the paths lose the folder.
    pub fn of_pack<'a>(&'a self, name: &str) -> impl Iterator<Item = (&'a str, &'a [u8])> {
        let folder = format!("{name}/");
        self.iter().filter_map(move |(path, content)| path.strip_prefix(&folder).map(|rest| (rest, content)))
    }

    /// Names of the packs: the folders that hold a `pack.toml`.
    pub fn pack_names(&self) -> impl Iterator<Item = &str> {
        self.contents
            .keys()
            .filter_map(|path| path.strip_suffix("/pack.toml"))
            .filter(|name| !name.contains('/'))
    }

    /// Reads a folder of packs. Hidden files are passed over.
    ///
    /// # Errors
    /// When the folder, or a file in it, cannot be read.
    pub fn read_folder(root: &Path) -> io::Result<Self> {
        let mut files = Self::new();
        walk(root, "", &mut files)?;
        Ok(files)
    }
}

impl<P: Into<String>, C: Into<Vec<u8>>> FromIterator<(P, C)> for Files {
    fn from_iter<I: IntoIterator<Item = (P, C)>>(iter: I) -> Self {
        let contents = iter.into_iter().map(|(path, content)| (path.into(), content.into())).collect();
        Self { contents }
    }
}

fn walk(folder: &Path, prefix: &str, files: &mut Files) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.starts_with('.') {
            continue;
        }
        let path = format!("{prefix}{name}");
        if entry.file_type()?.is_dir() {
            walk(&entry.path(), &format!("{path}/"), files)?;
        } else {
            files.insert(path, fs::read(entry.path())?);
        }
    }
    Ok(())
}
