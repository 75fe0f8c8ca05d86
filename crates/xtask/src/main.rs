//! Developer commands: demo, test, check.
fn main() {}
