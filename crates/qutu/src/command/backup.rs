//! `qutu backup` and `qutu restore`.

use super::{Exit, Streams};
use crate::config::Config;
use anyhow::{Result, bail};
use kernel::time::{Clock, SystemClock};
use std::path::Path;
use store::{Database, OpenOptions, backup};

/// Takes a backup.
///
/// # Errors
/// When the database is PostgreSQL, the target is in use or the disk refuses.
pub async fn create(config: &Config, to: &Path, streams: &mut Streams<'_>) -> Result<Exit> {
    let database = Database::open(&OpenOptions::new(config.database_url())).await?;
    let manifest = backup::create(&database, &config.files(), to, SystemClock.now()).await?;
    database.close().await?;
    streams.line(&manifest)?;
    streams.say(format!(
        "已备份 {} 个文件到 {}；审计密钥不在其中，请另行保管",
        manifest.files.len(),
        to.display()
    ))?;
    Ok(Exit::Done)
}

/// Lays a backup out where the configuration points.
///
/// # Errors
/// When the backup is damaged or the target is in use.
pub async fn restore(config: &Config, from: &Path, streams: &mut Streams<'_>) -> Result<Exit> {
    if config.database.is_some() {
        bail!("restore 只用于内置数据库；PostgreSQL 请用 pg_restore");
    }
    let manifest = backup::restore(from, &config.data.join("qutu.db"), &config.files()).await?;
    streams.line(&manifest)?;
    streams.say(format!("已恢复 {} 个文件，备份时间 {}", manifest.files.len(), manifest.at))?;
    Ok(Exit::Done)
}
