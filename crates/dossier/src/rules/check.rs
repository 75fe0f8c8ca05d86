//! What types cannot say about sheets and orders.

use crate::model::{MakeDossier, SheetItem, SheetText, Source};
use chrono::Days;
use kernel::problem::{FieldProblem, Problem};
use pack::Pack;
use std::collections::BTreeSet;

/// Most items of a sheet.
pub const MOST_ITEMS: usize = 300;
const LONGEST_TEXT: usize = 500;
/// Longest period of a dossier.
const MOST_DAYS: u64 = 366 * 3;

fn fault(pointer: String, code: &str, message: impl Into<String>) -> FieldProblem {
    FieldProblem::new(pointer, code, message)
}

fn written(text: &str, most: usize) -> bool {
    !text.trim().is_empty() && text.chars().count() <= most
}

/// Checks a sheet against the pack: words and points in range, clauses, kinds and papers that exist.
///
/// # Errors
/// 422 with every fault.
pub fn sheet(pack: &Pack, text: &SheetText) -> Result<(), Problem> {
    let mut faults = Vec::new();
    if !written(&text.title, 100) {
        faults.push(fault("/title".into(), "required", "请填写评分表名称，最多100个字"));
    }
    if text.items.is_empty() || text.items.len() > MOST_ITEMS {
        faults.push(fault("/items".into(), "count", format!("评分项须为1至{MOST_ITEMS}项")));
    }
    let clauses: BTreeSet<&str> = pack
        .work_points
        .iter()
        .flat_map(|points| points.clauses.iter().map(|clause| clause.id.as_str()))
        .collect();
    for (index, item) in text.items.iter().enumerate().take(MOST_ITEMS) {
        line(pack, &clauses, index, item, &mut faults);
    }
    if faults.is_empty() { Ok(()) } else { Err(Problem::invalid(faults)) }
}

fn line(
    pack: &Pack,
    clauses: &BTreeSet<&str>,
    index: usize,
    item: &SheetItem,
    faults: &mut Vec<FieldProblem>,
) {
    let at = |field: &str| format!("/items/{index}/{field}");
    let place = index + 1;
    if !written(&item.number, 20) {
        faults.push(fault(at("number"), "required", format!("第{place}项：请填写序号，最多20个字")));
    }
    if !written(&item.text, LONGEST_TEXT) {
        faults.push(fault(
            at("text"),
            "required",
            format!("第{place}项：请填写项目内容，最多{LONGEST_TEXT}个字"),
        ));
    }
    if item.points.is_some_and(|points| !(0.0..=1000.0).contains(&points)) {
        faults.push(fault(at("points"), "range", format!("第{place}项：分值须在0至1000之间")));
    }
    for clause in item.clauses.iter().filter(|clause| !clauses.contains(clause.as_str())) {
        faults.push(fault(at("clauses"), "unknown", format!("第{place}项：要点中没有条款“{clause}”")));
    }
    if item.wants.len() > 8 {
        faults.push(fault(at("wants"), "count", format!("第{place}项：佐证来源最多8条")));
    }
    if item.clauses.is_empty() && item.wants.iter().any(|want| want.source == Source::PlanReports) {
        let label = Source::PlanReports.label();
        let message = format!("第{place}项：佐证来源含“{label}”，请选择对应条款");
        faults.push(fault(at("clauses"), "required", message));
    }
    for want in &item.wants {
        let known = |kind: &String| match want.source {
            Source::Cases => pack.lifecycles.contains_key(kind),
            Source::Papers => pack.documents.iter().any(|document| document.code == *kind),
            Source::Premises => pack.premises_kinds.iter().any(|known| known.code == *kind),
            Source::Inspections | Source::PlanReports => false,
        };
        for kind in want.kinds.iter().filter(|kind| !known(kind)) {
            faults.push(fault(
                at("wants"),
                "unknown",
                format!("第{place}项：{}没有类型“{kind}”", want.source.label()),
            ));
        }
        let classes = pack.lists.get("hazard_classes");
        let class = |code: &str| classes.is_some_and(|list| list.items.iter().any(|item| item.code == code));
        if let Some(code) = want.hazard_class.as_deref().filter(|code| !code.is_empty() && !class(code)) {
            faults.push(fault(at("wants"), "unknown", format!("第{place}项：没有隐患类别“{code}”")));
        }
        if want.contains.as_deref().is_some_and(|words| !(2..=40).contains(&words.trim().chars().count())) {
            faults.push(fault(at("wants"), "range", format!("第{place}项：包含文字须为2至40个字")));
        }
    }
}

/// Checks an order against the sheet's number of items.
///
/// # Errors
/// 422 with every fault.
pub fn order(make: &MakeDossier, items: usize) -> Result<(), Problem> {
    let mut faults = Vec::new();
    if !written(&make.title, 100) {
        faults.push(fault("/title".into(), "required", "请填写名称，最多100个字"));
    }
    if make.to < make.from {
        faults.push(fault("/to".into(), "range", "截止日期不能早于起始日期"));
    } else if make.from.checked_add_days(Days::new(MOST_DAYS)).is_some_and(|last| make.to > last) {
        faults.push(fault("/to".into(), "range", "期间最长三年"));
    }
    if make.items.iter().any(|position| *position as usize >= items) {
        faults.push(fault("/items".into(), "unknown", "评分表没有所选的评分项，请刷新后重试"));
    }
    if faults.is_empty() { Ok(()) } else { Err(Problem::invalid(faults)) }
}
