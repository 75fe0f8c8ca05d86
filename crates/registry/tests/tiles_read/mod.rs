//! Reading a vector tile back, from the specification and not from the writer.

#![expect(unreachable_pub, reason = "shared by the test files of this folder")]

use std::collections::BTreeMap;

/// One thing on the map.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Shown {
    Cluster { cell: String, count: u64, major: u64, late: u64 },
    Single { id: String, open: u64, major: u64, late: u64 },
    Stack { count: u64, place: String },
}

impl Shown {
    pub const fn count(&self) -> u64 {
        match self {
            Self::Cluster { count, .. } | Self::Stack { count, .. } => *count,
            Self::Single { .. } => 1,
        }
    }
}

/// What a tile says of itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct About {
    pub shown: String,
    pub count: u64,
    pub limited: bool,
}

enum Field<'a> {
    Number(u64),
    Bytes(&'a [u8]),
}

fn varint(bytes: &mut &[u8]) -> u64 {
    let (mut value, mut shift) = (0, 0);
    loop {
        let (first, rest) = bytes.split_first().unwrap();
        *bytes = rest;
        value |= u64::from(first & 0x7f) << shift;
        if first & 0x80 == 0 {
            return value;
        }
        shift += 7;
    }
}

fn fields(mut bytes: &[u8]) -> Vec<(u64, Field<'_>)> {
    let mut found = Vec::new();
    while !bytes.is_empty() {
        let tag = varint(&mut bytes);
        let field = if tag & 7 == 0 {
            Field::Number(varint(&mut bytes))
        } else {
            assert_eq!(tag & 7, 2);
            let length = usize::try_from(varint(&mut bytes)).unwrap();
            let (value, rest) = bytes.split_at(length);
            bytes = rest;
            Field::Bytes(value)
        };
        found.push((tag >> 3, field));
    }
    found
}

fn inner<'a>(all: &[(u64, Field<'a>)], number: u64) -> Vec<&'a [u8]> {
    let bytes = |field: &Field<'a>| match field {
        Field::Bytes(bytes) => *bytes,
        Field::Number(_) => panic!("a number in place of bytes"),
    };
    all.iter().filter(|(found, _)| *found == number).map(|(_, field)| bytes(field)).collect()
}

fn numbers(mut bytes: &[u8]) -> Vec<u64> {
    let mut all = Vec::new();
    while !bytes.is_empty() {
        all.push(varint(&mut bytes));
    }
    all
}

fn features(layer: &[u8]) -> (String, Vec<BTreeMap<String, String>>) {
    let layer = fields(layer);
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    let keys: Vec<String> = inner(&layer, 3).into_iter().map(text).collect();
    let values: Vec<String> = inner(&layer, 4)
        .into_iter()
        .map(|value| match fields(value).pop().unwrap() {
            (1, Field::Bytes(bytes)) => text(bytes),
            (5 | 7, Field::Number(number)) => number.to_string(),
            _ => panic!("a value of another type"),
        })
        .collect();
    let read = |feature: &[u8]| {
        let feature = fields(feature);
        let geometry = numbers(inner(&feature, 4)[0]);
        assert_eq!((geometry.len(), geometry[0]), (3, 9), "one point");
        assert!(geometry[1] / 2 < 4_096 && geometry[2] / 2 < 4_096, "within the tile");
        let tags = numbers(inner(&feature, 2)[0]);
        let at = |index: u64| usize::try_from(index).unwrap();
        tags.chunks(2).map(|pair| (keys[at(pair[0])].clone(), values[at(pair[1])].clone())).collect()
    };
    (text(inner(&layer, 1)[0]), inner(&layer, 2).into_iter().map(read).collect())
}

/// What a tile shows, and what it says of itself.
pub fn read(bytes: &[u8]) -> (Vec<Shown>, About) {
    let tile = fields(bytes);
    let mut layers: BTreeMap<String, Vec<BTreeMap<String, String>>> =
        inner(&tile, 3).into_iter().map(features).collect();
    let about = layers.remove("about").unwrap().remove(0);
    let number = |feature: &BTreeMap<String, String>, key: &str| feature[key].parse::<u64>().unwrap();
    let shown = layers.remove("premises").unwrap_or_default().into_iter().map(|feature| {
        let (major, late) = (number(&feature, "major"), number(&feature, "late"));
        if let Some(cell) = feature.get("cell") {
            Shown::Cluster { cell: cell.clone(), count: number(&feature, "count"), major, late }
        } else if let Some(id) = feature.get("id") {
            assert!(!feature["name"].is_empty() && !feature["kind"].is_empty());
            Shown::Single { id: id.clone(), open: number(&feature, "open"), major, late }
        } else {
            Shown::Stack { count: number(&feature, "count"), place: feature["place"].clone() }
        }
    });
    let shown = shown.collect();
    let about = About {
        shown: about["shown"].clone(),
        count: number(&about, "count"),
        limited: about["limited"] == "1",
    };
    (shown, about)
}
