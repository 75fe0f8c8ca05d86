//! A fresh database per test on either engine, builders, a frozen clock, signed-in clients.
//!
//! ```no_run
//! # async fn example() -> anyhow::Result<()> {
//! let city = testkit::City::new(store::Engine::Sqlite).await?;
//! let station = city.client("a1-station").await;
//! let cases = station.get("/cases").await.ok();
//! # Ok(())
//! # }
//! ```
//!
//! A helper that meets something it cannot go on from panics with the whole answer, as an assertion would.

mod city;
mod client;
mod home;
mod people;
mod picture;
mod work;

pub use city::{City, Options, pack};
pub use client::{Client, Reply};
pub use home::{Home, postgres_url};
pub use people::{People, SEATS, Seat};
pub use picture::png;

/// The city of the pack.
pub const CITY: &str = "449900000000";
/// The first county.
pub const COUNTY_A: &str = "449902000000";
/// The second county.
pub const COUNTY_B: &str = "449903000000";
/// A town of the first county, with villages.
pub const TOWN_A1: &str = "449902001000";
/// Another town of the first county, with villages.
pub const TOWN_A2: &str = "449902002000";
/// A town of the second county, with villages.
pub const TOWN_B1: &str = "449903001000";
