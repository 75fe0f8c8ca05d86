//! Holds premises against the key-unit standard of the pack (消防安全重点单位界定标准). A suggestion: only the fire authority
//! determines (消防法第十七条).

use crate::model::{Criterion, KeyStatus, KeyUnit, Outcome, PremisesRecord, Suggestion};
use chrono::NaiveDate;
use pack::lifecycle::Certainty;
use pack::{Compare, Pack, Threshold};

/// Topics of the figures: the standard in force and the one before it.
const TOPICS: [&str; 2] = ["key_unit", "key_unit_old"];

/// Name of the recorded figure that a figure of the standard is about: the last part of its code.
fn measure(threshold: &Threshold) -> &str {
    match threshold.code.rsplit('.').next().unwrap_or_default() {
        "total_area" | "area" => "area_m2",
        "floor_area" => "largest_floor_m2",
        "height" => "height_m",
        other => other,
    }
}

/// A figure in whole units, rounded so that a limit is not crossed by rounding: 3000.4 is more than 3000, 1499.9 is not 1500.
#[expect(clippy::cast_possible_truncation, reason = "areas and heights are bounded by the check of the form")]
fn whole(value: f64, compare: Compare) -> i64 {
    match compare {
        Compare::Gt | Compare::Le => value.ceil() as i64,
        Compare::Ge | Compare::Lt => value.floor() as i64,
    }
}

fn value(record: &PremisesRecord, name: &str, compare: Compare) -> Option<i64> {
    match name {
        "area_m2" => record.area_m2.map(|area| whole(area, compare)),
        "height_m" => record.height_m.map(|height| whole(height, compare)),
        _ => record.measures.get(name).copied(),
    }
}

fn criterion(threshold: &Threshold, record: &PremisesRecord) -> Criterion {
    let measure = measure(threshold);
    let value = value(record, measure, threshold.compare);
    let outcome = match value {
        None => Outcome::Unknown,
        Some(value) if threshold.met_by(value) => Outcome::Met,
        Some(_) => Outcome::NotMet,
    };
    Criterion {
        code: threshold.code.clone(),
        name: threshold.name.clone(),
        limit: threshold.value,
        unit: threshold.unit.clone(),
        measure: measure.to_owned(),
        value,
        outcome,
        basis: threshold.basis.clone(),
        source: threshold.source.clone(),
        verified: threshold.certainty == Certainty::Verified,
    }
}

/// Names of the figures that decide for a kind of premises, for the form.
#[must_use]
pub fn measures(pack: &Pack, kind: &str, day: NaiveDate) -> Vec<String> {
    let mut names: Vec<String> = in_force(pack, kind, day).map(|figure| measure(figure).to_owned()).collect();
    names.dedup();
    names
}

fn in_force<'a>(pack: &'a Pack, kind: &'a str, day: NaiveDate) -> impl Iterator<Item = &'a Threshold> {
    pack.thresholds.iter().filter(move |figure| {
        TOPICS.contains(&figure.topic.as_str())
            && figure.holds_on(day)
            && figure.premises_kinds.iter().any(|own| own == kind)
    })
}

/// Holds premises against the figures in force on a day.
#[must_use]
pub fn judge(pack: &Pack, record: &PremisesRecord, day: NaiveDate) -> KeyUnit {
    let criteria: Vec<Criterion> =
        in_force(pack, &record.kind, day).map(|figure| criterion(figure, record)).collect();
    let any = |outcome| criteria.iter().any(|criterion: &Criterion| criterion.outcome == outcome);
    let (suggestion, note) = if any(Outcome::Met) {
        (Suggestion::Yes, "达到界定标准，建议申报，由消防救援机构确定。")
    } else if criteria.is_empty() {
        (
            Suggestion::Unknown,
            "规则包收录的界定标准（第1至15项）没有这一类场所的数量标准；第16项起未见原文，不能据此认为不是重点单位。",
        )
    } else if any(Outcome::Unknown) {
        (Suggestion::Unknown, "有指标未登记，补齐后再判断。")
    } else {
        (Suggestion::No, "已登记的指标均未达到界定标准。")
    };
    let listed = matches!(record.key.status, Some(KeyStatus::Declared | KeyStatus::Determined));
    let differs = match suggestion {
        Suggestion::Yes => !listed,
        Suggestion::No => listed,
        Suggestion::Unknown => false,
    };
    KeyUnit {
        status: record.key.status,
        status_name: record.key.status.map(|status| status.name().to_owned()),
        on: record.key.on,
        paper: record.key.paper.clone(),
        suggestion,
        criteria,
        note: note.to_owned(),
        differs,
    }
}
