//! How far requests have come: what an action that waits for them may ask.

use super::{Refusal, Snapshot};
use crate::model::{LineState, Reply, RequestRecord};
use chrono::NaiveDate;
use pack::lifecycle::{Action, Lifecycle, Until};

/// One line of a request, as the guard sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// Request.
    pub code: String,
    /// Who was asked.
    pub name: String,
    /// How far it has come.
    pub state: LineState,
    /// Whether the answer was a refusal.
    pub refused: bool,
    /// Whether its last day has passed.
    pub past_due: bool,
}

/// The lines of the latest asking of every request; what was withdrawn is left out.
#[must_use]
pub fn latest(lines: &[RequestRecord], today: NaiveDate) -> Vec<Asked> {
    let last = |code: &str| lines.iter().rev().find(|line| line.code == code).map(|line| line.event_id);
    lines
        .iter()
        .filter(|line| last(&line.code) == Some(line.event_id) && line.state != LineState::Withdrawn)
        .map(|line| Asked {
            code: line.code.clone(),
            name: line.org_name.clone(),
            state: line.state,
            refused: line.reply == Some(Reply::Refused),
            past_due: line.reply_by.is_some_and(|day| day < today),
        })
        .collect()
}

/// What still stands against an action that waits for answers.
pub(super) fn unmet(
    lifecycle: &Lifecycle,
    snapshot: &Snapshot,
    action: &Action,
    refusals: &mut Vec<Refusal>,
) {
    for need in &action.needs {
        let name = lifecycle.request(&need.request).map_or(need.request.as_str(), |request| &request.name);
        let lines: Vec<&Asked> = snapshot.asked.iter().filter(|asked| asked.code == need.request).collect();
        if lines.is_empty() {
            refusals.push(Refusal::state(format!("尚未发出“{name}”")));
            continue;
        }
        let waiting = lines.iter().filter(|asked| asked.state == LineState::Waiting);
        let open: Vec<&str> = match need.until {
            Until::Settled => {
                waiting.filter(|asked| !asked.past_due).map(|asked| asked.name.as_str()).collect()
            }
            Until::Answered | Until::Agreed => waiting.map(|asked| asked.name.as_str()).collect(),
        };
        if !open.is_empty() {
            refusals.push(Refusal::state(format!("“{name}”还有{}未答复：{}", open.len(), some(&open))));
        }
        let refused: Vec<&str> =
            lines.iter().filter(|asked| asked.refused).map(|asked| asked.name.as_str()).collect();
        if need.until == Until::Agreed && !refused.is_empty() {
            refusals.push(Refusal::state(format!("“{name}”未获同意：{}", some(&refused))));
        }
    }
}

/// The first few names, and how many more there are.
fn some(names: &[&str]) -> String {
    const NAMED: usize = 5;
    let shown: Vec<&str> = names.iter().copied().take(NAMED).collect();
    match names.len().saturating_sub(NAMED) {
        0 => shown.join("、"),
        _ => format!("{}等{}个单位", shown.join("、"), names.len()),
    }
}
