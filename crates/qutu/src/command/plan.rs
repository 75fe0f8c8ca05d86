//! `qutu plan outline` and `qutu plan tasks`.

use super::{Exit, Streams};
use crate::cli::Plan;
use crate::config::Config;
use crate::wiring;
use anyhow::Result;
use outline::Lines;
use std::fs;
use std::path::Path;

/// Runs the command.
///
/// # Errors
/// When a stream is closed or the pack of the configuration is broken.
pub fn run(config: &Config, command: &Plan, streams: &mut Streams<'_>) -> Result<Exit> {
    let (Plan::Outline { file } | Plan::Tasks { file }) = command;
    let Some(lines) = read(file, streams)? else { return Ok(Exit::Unusable) };
    let outline = outline::outline(&lines);
    match command {
        Plan::Outline { .. } => {
            for node in &outline.nodes {
                streams.line(node)?;
            }
        }
        Plan::Tasks { .. } => {
            let pack = wiring::pack(config)?;
            for task in outline::tasks(&outline, &plan::rules::departments::vocabulary(&pack)) {
                streams.line(&task)?;
            }
        }
    }
    Ok(Exit::Done)
}

fn read(file: &Path, streams: &mut Streams<'_>) -> Result<Option<Lines>> {
    let shown = file.display();
    let bytes = match fs::read(file) {
        Ok(bytes) => bytes,
        Err(error) => {
            streams.say(format!("{shown}: 无法读取：{error}"))?;
            return Ok(None);
        }
    };
    match outline::read(&bytes, &file.to_string_lossy()) {
        Ok(lines) => Ok(Some(lines)),
        Err(error) => {
            streams.say(format!("{shown}:1: {error}"))?;
            Ok(None)
        }
    }
}
