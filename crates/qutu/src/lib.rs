//! Qutu (曲突): a city's fire-prevention ledger. Configuration, commands, wiring, the demonstration city.

pub mod assets;
pub mod background;
pub mod cli;
pub mod command;
pub mod config;
pub mod demo;
pub mod keys;
pub mod packs;
pub mod router;
pub mod serve;
pub mod wiring;
