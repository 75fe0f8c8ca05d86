//! The engine on real databases: SQLite always, PostgreSQL too when `QUTU_TEST_POSTGRES_URL` is set.

#![expect(clippy::unwrap_used, reason = "the helpers of tests may panic like the tests")]

mod clocks;
mod document;
mod evidence;
mod hazard;
mod historical;
mod lists;
mod major;
mod notices;
mod world;
mod writers;
