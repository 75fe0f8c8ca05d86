//! Pure rules: who has which duty, what input is accepted, what changed, which cells a point lies in, how names are found.

pub mod cells;
pub mod change;
pub mod check;
pub mod duty;
pub mod key_unit;
pub mod record;
pub mod search;
pub mod tile;
pub mod tile_layer;
pub mod tree;
