//! `qutu ledger import-closed`.

use super::{Exit, Streams};
use crate::config::Config;
use crate::wiring;
use access::command_caller;
use anyhow::{Context, Result};
use casework::Engine;
use intake::closed::{ClosedField, ClosedOrder, Columns, take_closed};
use kernel::problem::Problem;
use kernel::region::RegionCode;
use kernel::scope::Grant;
use std::path::Path;

/// Options of the command.
#[derive(Debug, Clone, Copy)]
pub struct ImportClosed<'a> {
    /// The file.
    pub file: &'a Path,
    /// Whose ledger it is.
    pub source: &'a str,
    /// Meanings of columns, `title=meaning`.
    pub map: &'a [String],
    /// Town of rows that name none.
    pub town: Option<RegionCode>,
    /// Nothing is kept.
    pub dry_run: bool,
    /// Where the marked workbook goes.
    pub out: Option<&'a Path>,
}

/// Runs the command.
///
/// # Errors
/// When the database cannot be opened or a stream is closed.
pub async fn run(config: &Config, options: ImportClosed<'_>, streams: &mut Streams<'_>) -> Result<Exit> {
    let columns = match columns(options.map) {
        Ok(columns) => columns,
        Err(message) => {
            streams.say(message)?;
            return Ok(Exit::Unusable);
        }
    };
    let program = wiring::program(config).await?;
    let app = program.app;
    let engine = app.service::<Engine>().ok().context("没有事项引擎")?;
    let mut caller = command_caller("qutu ledger import-closed");
    if let (Some(region), Some(post)) = (wiring::region(config, &app.pack), caller.posts.first_mut()) {
        post.grant = Grant::region(region);
    }
    let order = ClosedOrder {
        path: options.file,
        source: options.source,
        columns: &columns,
        region: options.town,
        dry_run: options.dry_run,
        out: options.out,
    };
    let exit = match take_closed(&app.env, &app.pack, &engine, &caller, order).await {
        Ok(taken) => {
            streams.line(&taken.counts)?;
            for fault in &taken.faults {
                let words: Vec<&str> = fault.marks.iter().map(|mark| mark.message.as_str()).collect();
                streams.say(format!("{}:{}: {}", options.file.display(), fault.row, words.join("；")))?;
            }
            if taken.faults.is_empty() { Exit::Done } else { Exit::Findings }
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

/// `title=meaning`, each.
fn columns(map: &[String]) -> Result<Columns, String> {
    let mut columns = Columns::default();
    for pair in map {
        let found = pair.rsplit_once('=').and_then(|(title, meaning)| {
            Some((title.trim().to_owned(), ClosedField::named(meaning)?))
                .filter(|(title, _)| !title.is_empty())
        });
        let Some((title, field)) = found else {
            return Err(format!("“{pair}”应写作“列名=含义”，含义是：{}", ClosedField::labels()));
        };
        columns.0.insert(title, field);
    }
    Ok(columns)
}

fn said(file: &Path, problem: &Problem) -> String {
    let fields: Vec<&str> = problem.fields.iter().map(|field| field.message.as_str()).collect();
    format!("{}:1: {} {}", file.display(), problem.detail, fields.join("；"))
}
