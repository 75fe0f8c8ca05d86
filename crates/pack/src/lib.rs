//! Jurisdiction packs: parse, check, and explain what is wrong with file and line.
