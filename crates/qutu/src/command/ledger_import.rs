//! `qutu ledger import`.

use super::{Exit, Streams};
use crate::config::Config;
use crate::wiring;
use access::command_caller;
use anyhow::Result;
use intake::service::{Order, take_file};
use kernel::problem::Problem;
use kernel::region::RegionCode;
use kernel::scope::Grant;
use serde::Serialize;
use std::path::Path;

/// What the command prints.
#[derive(Debug, Serialize)]
struct Told {
    read: u64,
    inserted: u64,
    updated: u64,
    unchanged: u64,
    repaired: u64,
    rejected: u64,
    review: u64,
    resumed_from: Option<i64>,
}

/// Options of the command.
#[derive(Debug, Clone, Copy)]
pub struct Import<'a> {
    /// The file.
    pub file: &'a Path,
    /// Whose ledger it is.
    pub source: &'a str,
    /// Nothing is written to the ledger.
    pub dry_run: bool,
    /// Where the marked workbook goes.
    pub out: Option<&'a Path>,
    /// Only rows of this region are taken.
    pub region: Option<RegionCode>,
}

/// Runs the command.
///
/// # Errors
/// When the database cannot be opened or a stream is closed.
pub async fn run(config: &Config, options: Import<'_>, streams: &mut Streams<'_>) -> Result<Exit> {
    let program = wiring::program(config).await?;
    let app = program.app;
    let mut caller = command_caller("qutu ledger import");
    let region = options.region.or_else(|| wiring::region(config, &app.pack));
    if let (Some(region), Some(post)) = (region, caller.posts.first_mut()) {
        post.grant = Grant::region(region);
    }
    let order =
        Order { path: options.file, source: options.source, dry_run: options.dry_run, out: options.out };
    let outcome = take_file(&app.env, &app.pack, &app.files, &caller, order).await;
    let exit = match outcome {
        Ok(record) => {
            let counts = record.counts;
            streams.line(&Told {
                read: counts.read,
                inserted: counts.inserted,
                updated: counts.updated,
                unchanged: counts.unchanged,
                repaired: counts.repaired,
                rejected: counts.rejected,
                review: counts.review,
                resumed_from: record.resumed_from,
            })?;
            for note in intake::rules::suggest::notes(&record.mapping) {
                streams.say(note)?;
            }
            if counts.hidden > 0 {
                streams.say(format!("隐藏行 {} 个，已一并导入", counts.hidden))?;
            }
            if counts.subtotals > 0 {
                streams.say(format!("合计、说明行 {} 个，不导入", counts.subtotals))?;
            }
            if counts.rejected + counts.review > 0 { Exit::Findings } else { Exit::Done }
        }
        Err(problem) => {
            streams.say(said(options.file, &problem))?;
            Exit::Unusable
        }
    };
    while store::audit::seal(&app.env.database, &app.env.audit_key, 2_000).await?.records > 0 {}
    app.env.database.clone().close().await?;
    Ok(exit)
}

fn said(file: &Path, problem: &Problem) -> String {
    let fields: Vec<String> =
        problem.fields.iter().map(|field| format!("{} {}", field.pointer, field.message)).collect();
    format!("{}:1: {} {}", file.display(), problem.detail, fields.join("；"))
}
