//! Jurisdiction packs (规则包): parse, check, and explain what is wrong with file and line.

pub mod lifecycle;
pub mod role;
