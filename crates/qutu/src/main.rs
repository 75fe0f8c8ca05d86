//! The binary: configuration, commands, wiring.
fn main() {}
