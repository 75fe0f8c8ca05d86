//! `qutu audit verify` and `qutu audit anchor`.

use super::{Exit, Streams};
use crate::config::Config;
use crate::{keys, wiring};
use anyhow::{Context, Result};
use kernel::time::{Clock, SystemClock};
use std::fs;
use std::path::Path;
use store::audit::{self, Anchor};
use store::{Database, OpenOptions};

/// Verifies the chain, and with `rows` every audited table.
///
/// # Errors
/// When the database or the key cannot be read.
pub async fn verify(
    config: &Config,
    anchor: Option<&Path>,
    rows: bool,
    streams: &mut Streams<'_>,
) -> Result<Exit> {
    let anchor: Option<Anchor> = match anchor {
        None => None,
        Some(path) => {
            let text = fs::read_to_string(path).with_context(|| format!("无法读取 {}", path.display()))?;
            // A file of several anchors is a log; the last one reaches furthest.
            let last = text.lines().rfind(|line| !line.trim().is_empty()).unwrap_or_default();
            Some(serde_json::from_str(last).with_context(|| format!("{} 不是锚点文件", path.display()))?)
        }
    };
    let key = keys::audit_key(&config.data)?;
    let database = Database::open(&OpenOptions::new(config.database_url())).await?;
    let tables = if rows { wiring::audited_tables() } else { Vec::new() };
    let report = audit::verify(&database, &key, anchor.as_ref(), &tables).await?;
    database.close().await?;
    streams.line(&report)?;
    for fault in &report.faults {
        streams.say(format!("audit verify: {}", fault.message))?;
    }
    if report.ok {
        streams.say(format!(
            "audit verify: ok（记录 {}，已封存 {}，比对行 {}）",
            report.records, report.sealed, report.rows
        ))?;
        return Ok(Exit::Done);
    }
    Ok(Exit::Findings)
}

/// Seals what waits and prints the anchor.
///
/// # Errors
/// When the database or the key cannot be read.
pub async fn anchor(config: &Config, streams: &mut Streams<'_>) -> Result<Exit> {
    let key = keys::audit_key(&config.data)?;
    let database = Database::open(&OpenOptions::new(config.database_url())).await?;
    while audit::seal(&database, &key, 2_000).await?.records > 0 {}
    let anchor = audit::write_anchor(&database, &key, SystemClock.now()).await?;
    database.close().await?;
    match anchor {
        Some(anchor) => {
            streams.line(&anchor)?;
            Ok(Exit::Done)
        }
        None => {
            streams.say("审计链为空，没有锚点")?;
            Ok(Exit::Findings)
        }
    }
}
