//! Where every file stands in the zip: in the order of the sheet, the same bytes once.

use super::names;
use crate::model::KeptFile;
use std::collections::BTreeMap;

/// A file that has its place in an item but not yet its path.
#[derive(Debug, Clone)]
pub struct Unplaced {
    /// The file; path and repeated are filled in.
    pub file: KeptFile,
    /// Number of the entry it belongs to.
    pub number: String,
}

/// Gives each file its path. `folders` are the items' folders by position. Files must come in the order of the zip; the
/// first of the same bytes is packed, later ones point to it.
#[must_use]
pub fn place(folders: &BTreeMap<u32, String>, files: Vec<Unplaced>) -> Vec<KeptFile> {
    let mut first: BTreeMap<String, String> = BTreeMap::new();
    files
        .into_iter()
        .map(|Unplaced { mut file, number }| {
            if let Some(path) = first.get(&file.sm3) {
                file.path.clone_from(path);
                file.repeated = true;
                return file;
            }
            let folder = folders.get(&file.item).map_or("", String::as_str);
            let name = names::file(file.seq, &number, &file.stage, &file.name, &file.media_type);
            file.path = format!("{folder}/{name}");
            file.repeated = false;
            first.insert(file.sm3.clone(), file.path.clone());
            file
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use kernel::time::Timestamp;
    use uuid::Uuid;

    fn file(item: u32, seq: u32, sm3: &str) -> Unplaced {
        let file = KeptFile {
            id: Uuid::from_u128(u128::from(item * 100 + seq)),
            item,
            entry: 1,
            seq,
            name: "现场.jpg".into(),
            media_type: "image/jpeg".into(),
            sm3: sm3.into(),
            size: 1,
            stage: "核查".into(),
            grade: String::new(),
            taken_at: None,
            uploaded_at: Timestamp::from_micros(0),
            path: String::new(),
            repeated: false,
        };
        Unplaced { file, number: "HZ1".into() }
    }

    #[test]
    fn the_same_bytes_are_packed_once_and_later_ones_point_to_the_first() {
        let folders = [(0, "01 甲".to_owned()), (4, "02 乙".to_owned())].into();
        let placed =
            place(&folders, vec![file(0, 1, "aa"), file(0, 2, "bb"), file(4, 1, "aa"), file(4, 2, "cc")]);
        let paths: Vec<(&str, bool)> =
            placed.iter().map(|file| (file.path.as_str(), file.repeated)).collect();
        assert_eq!(
            paths,
            [
                ("01 甲/001 HZ1 核查 现场.jpg", false),
                ("01 甲/002 HZ1 核查 现场.jpg", false),
                ("01 甲/001 HZ1 核查 现场.jpg", true),
                ("02 乙/002 HZ1 核查 现场.jpg", false),
            ]
        );
    }
}
