//! The tables against worked cases: our own hit and miss table, and the real cases where they are at hand.
fn main() {}
