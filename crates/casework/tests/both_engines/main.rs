//! The engine on real databases: SQLite always, PostgreSQL too when `QUTU_TEST_POSTGRES_URL` is set.

mod clocks;
mod evidence;
mod hazard;
mod lists;
mod major;
mod notices;
mod world;
