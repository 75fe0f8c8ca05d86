//! The demonstration: a synthetic city whose year was made through the same services a user calls.

mod city;
mod desk;
mod dossiers;
mod geography;
mod holdings;
mod names;
mod places;
mod plan;
mod year;

pub use geography::{Geography, Place};

use crate::config::Config;
use crate::wiring::{self, Foundation, Program};
use anyhow::{Context, Result};
use kernel::time::{Clock, FrozenClock, SystemClock};
use std::path::Path;
use std::sync::Arc;
use store::context::Env;
use store::files::Files;

/// Seed of everything random in the demonstration.
const SEED: u64 = 20_240_119;
/// Marks a data folder whose city is complete.
const COMPLETE: &str = "demo-complete";

/// How large the city is to be.
#[derive(Debug, Clone, Copy)]
pub struct Size {
    /// Premises.
    pub premises: u32,
}

/// What was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Made {
    /// Premises.
    pub premises: u32,
    /// Visits.
    pub inspections: u32,
    /// Cases.
    pub cases: u32,
    /// Actions on cases.
    pub actions: u32,
}

/// Whether the folder holds a complete demonstration city.
#[must_use]
pub fn is_complete(data: &Path) -> bool {
    data.join(COMPLETE).is_file()
}

/// The demonstration program on the system's clock.
///
/// # Errors
/// When the database or the pack cannot be used.
pub async fn program(config: &Config) -> Result<Program> {
    let env = wiring::open(config, Arc::new(SystemClock)).await?;
    wire(config, env).await
}

async fn wire(config: &Config, env: Env) -> Result<Program> {
    let pack = wiring::pack(config)?;
    let foundation = Foundation {
        env,
        settings: wiring::settings(config, &pack),
        pack,
        files: Files::folder(&config.files())?,
        access: access::Settings { demo: true, ..access::Settings::default() },
        secrets: Arc::new(access::OsSecrets),
        channels: Vec::new(),
    };
    wiring::wire(foundation).await
}

/// Makes the city: a year that ends today, lived through day by day on a clock of its own.
///
/// # Errors
/// When a service refuses what the demonstration asks of it.
pub async fn make(config: &Config, size: Size, mut progress: impl FnMut(&str)) -> Result<Made> {
    let today = SystemClock.now();
    let clock = Arc::new(FrozenClock::new(today.plus_hours(-24 * 366)));
    let env = wiring::open_with(config, clock.clone(), false).await?;
    let mut program = wire(config, env).await?;
    progress("建立机构、岗位和人员");
    let city = city::build(&program.app).await.context("机构和岗位")?;
    progress("登记单位和场所");
    let places = places::build(&program.app, &city, size.premises).await.context("单位和场所")?;
    let made =
        year::live(&mut program, &clock, &city, &places, today, &mut progress).await.context("一年的工作")?;
    progress("制发和填报报表");
    desk::furnish(&program.app, &city, today).await.context("报表")?;
    progress("制作迎检资料");
    dossiers::build(&program, &city).await.context("迎检资料")?;
    while store::audit::seal(&program.app.env.database, &program.app.env.audit_key, 2_000).await?.records > 0
    {
    }
    program.app.env.database.clone().close().await?;
    std::fs::write(config.data.join(COMPLETE), format!("{made:?}\n"))?;
    Ok(made)
}
