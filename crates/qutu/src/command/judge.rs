//! `qutu judge`: suggestions (判定建议) for a file of cases.

use super::{Exit, Streams};
use crate::cli::Judge;
use anyhow::Result;
use gb35181::{Edition, Judgement, RuleTable};
use serde::Serialize;
use serde_json::Value;
use std::fs;

#[derive(Serialize)]
struct Line<'a> {
    id: &'a str,
    #[serde(flatten)]
    judgement: Judgement,
}

/// Runs the command.
///
/// # Errors
/// When a stream is closed.
pub fn run(arguments: &Judge, streams: &mut Streams<'_>) -> Result<Exit> {
    let shown = arguments.cases.display();
    let text = match fs::read_to_string(&arguments.cases) {
        Ok(text) => text,
        Err(error) => {
            streams.say(format!("{shown}: 无法读取：{error}"))?;
            return Ok(Exit::Unusable);
        }
    };
    let file: Value = match serde_norway::from_str(&text) {
        Ok(file) => file,
        Err(error) => {
            let line = error.location().map_or(1, |place| place.line());
            streams.say(format!("{shown}:{line}: 不是可读的 YAML：{error}"))?;
            return Ok(Exit::Unusable);
        }
    };
    let standard = file.get("standard").and_then(Value::as_str);
    let flag = match arguments.edition.as_deref().map(Edition::parse).transpose() {
        Ok(flag) => flag,
        Err(error) => {
            streams.say(format!("--edition: {error}"))?;
            return Ok(Exit::Unusable);
        }
    };
    let edition = match gb35181::choose_edition(flag, arguments.date, standard) {
        Ok(edition) => edition,
        Err(error) => {
            streams.say(format!("{shown}: {error}"))?;
            return Ok(Exit::Unusable);
        }
    };
    let Some(cases) = file.get("cases").and_then(Value::as_array) else {
        streams.say(format!("{shown}:1: 缺少 cases 列表，应为 cases: [{{id, inputs: {{…}}}}]"))?;
        return Ok(Exit::Unusable);
    };
    judge_all(cases, edition, &text, &shown.to_string(), streams)
}

fn judge_all(
    cases: &[Value],
    edition: Edition,
    text: &str,
    shown: &str,
    streams: &mut Streams<'_>,
) -> Result<Exit> {
    let table = RuleTable::embedded(edition);
    let mut exit = Exit::Done;
    for (index, case) in cases.iter().enumerate() {
        let (Some(id), Some(inputs)) = (case.get("id").and_then(Value::as_str), case.get("inputs")) else {
            streams.say(format!("{shown}: 第{}个案例缺少 id 或 inputs", index + 1))?;
            exit = Exit::Unusable;
            continue;
        };
        match gb35181::judge(table, inputs) {
            Ok(judgement) => streams.line(&Line { id, judgement })?,
            Err(problems) => {
                let line = line_of(text, id);
                for problem in &problems.0 {
                    streams.say(format!("{shown}:{line}: 案例 {id}: {problem}"))?;
                }
                exit = Exit::Unusable;
            }
        }
    }
    Ok(exit)
}

/// Line on which a case's id stands, for messages.
fn line_of(text: &str, id: &str) -> usize {
    text.lines().position(|line| line.contains("id:") && line.contains(id)).map_or(1, |index| index + 1)
}
