//! What the actor gives with an action: fields, evidence, the people of a collective decision.

use super::Snapshot;
use super::fields::{Lists, check_fields, date, distinct_people, fault};
use chrono::NaiveDate;
use kernel::id::{FileId, UserId};
use kernel::problem::FieldProblem;
use pack::lifecycle::{Action, Clock, ClockUnit, FieldType, Lifecycle};
use serde_json::{Map, Value};

/// A file offered as evidence, as the database knows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GivenFile {
    /// Id.
    pub id: FileId,
    /// Stage it was attached at; none when it does not belong to the case or does not exist.
    pub stage: Option<String>,
    /// Whether an earlier action relies on it already.
    pub used: bool,
    /// Digest of its bytes.
    pub sm3: String,
    /// Account that sent it.
    pub uploaded_by: Option<UserId>,
    /// Whether the same bytes prove another case.
    pub elsewhere: bool,
}

/// What the actor gives.
#[derive(Debug, Clone)]
pub struct Input<'a> {
    /// Values of the fields of the action.
    pub fields: &'a Map<String, Value>,
    /// Evidence.
    pub evidence: &'a [GivenFile],
    /// The civil day.
    pub today: NaiveDate,
}

/// Checks everything given with an action; answers every fault.
#[must_use]
pub fn check_input(
    lifecycle: &Lifecycle,
    snapshot: &Snapshot,
    action: &Action,
    input: &Input<'_>,
    lists: &Lists,
) -> Vec<FieldProblem> {
    let mut faults = check_fields(&action.fields, input.fields, input.today, lists);
    collective(lifecycle, snapshot, action, input, &mut faults);
    evidence(snapshot, action, input, &mut faults);
    dates(lifecycle, action, input, &mut faults);
    faults
}

fn collective(
    lifecycle: &Lifecycle,
    snapshot: &Snapshot,
    action: &Action,
    input: &Input<'_>,
    faults: &mut Vec<FieldProblem>,
) {
    let Some(least) = collective_min(lifecycle, snapshot.edition.as_deref(), action) else { return };
    let field = action.fields.iter().find(|field| field.kind == FieldType::People);
    let code = field.map_or("people", |field| field.code.as_str());
    let given = distinct_people(input.fields.get(code));
    if i64::try_from(given).unwrap_or(i64::MAX) < least {
        let message = format!("集体讨论须记名，至少{least}名不同的人员，现有{given}名");
        faults.retain(|known| known.pointer != format!("/fields/{code}"));
        faults.push(fault(code, "collective", message));
    }
}

/// The least number of people who decide together, when the action asks for them. Never below two: one person is no
/// collective, whatever a parameter says.
#[must_use]
pub fn collective_min(lifecycle: &Lifecycle, edition: Option<&str>, action: &Action) -> Option<i64> {
    let parameter = action.collective.as_ref()?;
    Some(lifecycle.parameter(parameter, edition).unwrap_or(3).max(2))
}

fn evidence(snapshot: &Snapshot, action: &Action, input: &Input<'_>, faults: &mut Vec<FieldProblem>) {
    let at = |index: usize, code: &str, message: &str| {
        FieldProblem::new("", code, message).below(&index.to_string()).below("evidence")
    };
    for (index, file) in input.evidence.iter().enumerate() {
        if file.stage.is_none() {
            faults.push(at(index, "unknown", "该文件不属于本事项"));
        } else if file.used {
            faults.push(at(index, "used", "该文件已用于此前的办理，须另行上传"));
        } else if snapshot.was_sent_by_actor(file.uploaded_by, &action.different_from) {
            faults.push(at(index, "same_person", "该文件由前一环节的办理人上传，须由他人另行上传"));
        }
        if file.elsewhere && action.evidence.as_ref().is_some_and(|need| need.fresh) {
            faults.push(at(index, "reused", "同一文件已用于其他事项，须另行拍摄"));
        }
        if input.evidence.iter().take(index).any(|other| other.id == file.id) {
            faults.push(at(index, "repeated", "同一文件重复提交"));
        }
    }
    let Some(need) = &action.evidence else { return };
    let fitting = input.evidence.iter().filter(|file| !file.used && file.stage.as_ref() == Some(&need.stage));
    let mut digests: Vec<&str> = fitting.map(|file| file.sm3.as_str()).collect();
    digests.sort_unstable();
    digests.dedup();
    if digests.len() < need.min as usize {
        let message = format!("须附{}，至少{}份，现有{}份", need.label, need.min, digests.len());
        faults.push(FieldProblem::new("/evidence", "evidence", message));
    }
}

/// A due day lies not before today; the day a clock counts from lies not after it.
fn dates(lifecycle: &Lifecycle, action: &Action, input: &Input<'_>, faults: &mut Vec<FieldProblem>) {
    let label = |code: &str| {
        action
            .fields
            .iter()
            .find(|field| field.code == code)
            .map_or(code.to_owned(), |field| field.label.clone())
    };
    let started = action.starts.iter().filter_map(|code| lifecycle.clock(code));
    for clock in started {
        let Some((field, given)) = field_date(clock, input.fields) else { continue };
        match clock.unit {
            ClockUnit::Date if given < input.today => {
                faults.push(fault(field, "past", format!("{}不能早于今天", label(field))));
            }
            ClockUnit::WorkingDays | ClockUnit::Days | ClockUnit::Hours if given > input.today => {
                faults.push(fault(field, "future", format!("{}不能晚于今天", label(field))));
            }
            _ => {}
        }
    }
    if action.extends.is_some() && input.fields.get(DUE).and_then(date).is_some_and(|due| due < input.today) {
        faults.push(fault(DUE, "past", format!("{}不能早于今天", label(DUE))));
    }
}

/// The field that holds the new due day of an extension.
pub(super) const DUE: &str = "due";

/// The date field of a clock, and the day given in it.
pub(super) fn field_date<'a>(clock: &'a Clock, fields: &Map<String, Value>) -> Option<(&'a str, NaiveDate)> {
    let field = clock.field.as_deref()?;
    Some((field, fields.get(field).and_then(date)?))
}
