//! Points as a layer of a Mapbox Vector Tile (version 2.1 of its specification), written byte by byte: the size is known
//! while it grows, which is how a tile keeps its limit.

use super::tile::EXTENT;
use std::collections::BTreeMap;

/// A value of an attribute.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Attribute {
    /// Text.
    Text(String),
    /// A number that is not negative.
    Number(u64),
    /// A flag.
    Flag(bool),
}

fn varint(mut value: u64, out: &mut Vec<u8>) {
    while value >= 0x80 {
        out.push(u8::try_from(value & 0x7f).unwrap_or_default() | 0x80);
        value >>= 7;
    }
    out.push(u8::try_from(value).unwrap_or_default());
}

/// A field that is a number.
fn number(field: u64, value: u64, out: &mut Vec<u8>) {
    varint(field << 3, out);
    varint(value, out);
}

/// A field that is a run of bytes.
fn bytes(field: u64, value: &[u8], out: &mut Vec<u8>) {
    varint((field << 3) | 2, out);
    varint(value.len() as u64, out);
    out.extend_from_slice(value);
}

const fn zigzag(value: i32) -> u64 {
    ((value << 1) ^ (value >> 31)).cast_unsigned() as u64
}

impl Attribute {
    fn encode(&self) -> Vec<u8> {
        let mut out = Vec::new();
        match self {
            Self::Text(text) => bytes(1, text.as_bytes(), &mut out),
            Self::Number(value) => number(5, *value, &mut out),
            Self::Flag(flag) => number(7, u64::from(*flag), &mut out),
        }
        out
    }
}

/// A layer of points under way.
#[derive(Debug)]
pub struct Layer {
    name: &'static str,
    keys: BTreeMap<&'static str, u64>,
    values: BTreeMap<Attribute, u64>,
    features: Vec<u8>,
    dictionary: usize,
}

impl Layer {
    /// An empty layer.
    #[must_use]
    pub const fn new(name: &'static str) -> Self {
        Self { name, keys: BTreeMap::new(), values: BTreeMap::new(), features: Vec::new(), dictionary: 0 }
    }

    /// Adds a point, in steps from the north-west corner of the tile.
    pub fn point(&mut self, (x, y): (i32, i32), attributes: Vec<(&'static str, Attribute)>) {
        let mut tags = Vec::new();
        for (key, value) in attributes {
            let next = self.keys.len() as u64;
            varint(*self.keys.entry(key).or_insert(next), &mut tags);
            let next = self.values.len() as u64;
            let length = match &value {
                Attribute::Text(text) => text.len() + 8,
                Attribute::Number(_) | Attribute::Flag(_) => 12,
            };
            let index = *self.values.entry(value).or_insert_with(|| {
                self.dictionary += length;
                next
            });
            varint(index, &mut tags);
        }
        let mut geometry = Vec::new();
        // "Move to", once.
        varint(9, &mut geometry);
        varint(zigzag(x), &mut geometry);
        varint(zigzag(y), &mut geometry);
        let mut feature = Vec::new();
        bytes(2, &tags, &mut feature);
        number(3, 1, &mut feature);
        bytes(4, &geometry, &mut feature);
        bytes(2, &feature, &mut self.features);
    }

    /// No fewer bytes than the layer takes.
    #[must_use]
    pub fn size(&self) -> usize {
        self.features.len() + self.dictionary + self.keys.len() * 24 + 64
    }

    /// Adds the layer to a tile.
    pub fn finish(self, tile: &mut Vec<u8>) {
        let mut out = Vec::with_capacity(self.size());
        number(15, 2, &mut out);
        bytes(1, self.name.as_bytes(), &mut out);
        out.extend_from_slice(&self.features);
        let mut keys: Vec<_> = self.keys.into_iter().collect();
        keys.sort_unstable_by_key(|(_, index)| *index);
        for (key, _) in keys {
            bytes(3, key.as_bytes(), &mut out);
        }
        let mut values: Vec<_> = self.values.into_iter().collect();
        values.sort_unstable_by_key(|(_, index)| *index);
        for (value, _) in values {
            bytes(4, &value.encode(), &mut out);
        }
        number(5, u64::from(EXTENT), &mut out);
        bytes(3, &out, tile);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_layer_is_the_bytes_of_the_specification() {
        let mut layer = Layer::new("a");
        layer.point((25, 17), vec![("n", Attribute::Number(300)), ("late", Attribute::Flag(true))]);
        layer.point((1, 0), vec![("n", Attribute::Number(300))]);
        let bound = layer.size();
        let mut tile = Vec::new();
        layer.finish(&mut tile);
        let expected = [
            &[0x1a, 51][..],
            &[0x78, 2, 0x0a, 1, b'a'],
            &[0x12, 13, 0x12, 4, 0, 0, 1, 1, 0x18, 1, 0x22, 3, 9, 50, 34],
            &[0x12, 11, 0x12, 2, 0, 0, 0x18, 1, 0x22, 3, 9, 2, 0],
            &[0x1a, 1, b'n', 0x1a, 4, b'l', b'a', b't', b'e'],
            &[0x22, 3, 0x28, 0xac, 0x02, 0x22, 2, 0x38, 1],
            &[0x28, 0x80, 0x20],
        ]
        .concat();
        let length = u8::try_from(expected.len() - 2).unwrap();
        assert_eq!(tile[1], length);
        assert_eq!(tile[2..], expected[2..]);
        assert!(bound >= tile.len());
    }

    #[test]
    fn the_size_is_never_less_than_the_bytes() {
        let mut layer = Layer::new("premises");
        for n in 0..2_000_u64 {
            let name = Attribute::Text(format!("第{n}号商店"));
            layer.point((4_095, 4_095), vec![("name", name), ("n", Attribute::Number(n << 40))]);
        }
        let bound = layer.size();
        let mut tile = Vec::new();
        layer.finish(&mut tile);
        assert!(bound >= tile.len() && bound < tile.len() * 3 / 2, "{bound} {}", tile.len());
    }

    #[test]
    fn negative_steps_zigzag() {
        assert_eq!([0, -1, 1, -2].map(zigzag), [0, 1, 2, 3]);
    }
}
