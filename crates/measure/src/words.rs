//! The definition of a figure in words (口径), for the footnote under it.

use crate::key::class_name;
use crate::{Basis, Cut, Measure, Over, ValueOf};
use chrono::NaiveDate;
use kernel::region::RegionCode;
use pack::Pack;
use pack::lifecycle::StateClass;

/// What a parameter of a list page is called.
pub(crate) fn label(name: &str) -> &str {
    match name {
        "kind" => "类别",
        "state_class" => "状态",
        "state" => "办理环节",
        "mark" => "标记",
        "overdue" => "是否超期",
        "due_from" | "due_before" => "期限",
        "opened_from" | "opened_to" => "登记日期",
        "closed_from" | "closed_to" => "办结日期",
        "created_from" | "created_to" => "建档日期",
        "inspected_from" | "inspected_to" => "最近检查日期",
        "region" => "地区",
        "sector" => "行业",
        "department" => "行业主管部门",
        "hazard_class" => "隐患类别",
        "tag" => "标签",
        "has_open" => "有无未销号事项",
        "major" => "有无重大火灾隐患",
        "unmapped" => "是否明确行业主管部门",
        "premises" => "场所",
        "unit" => "单位",
        "source_kind" | "source" => "来源",
        "open_on" => "截至日",
        "q" => "名称",
        other => other,
    }
}

fn names(pack: &Pack, over: Over, name: &str, value: &str) -> String {
    let item = |list: &str, code: &str| {
        let item = pack.list(list).and_then(|list| list.item(code));
        item.map_or_else(|| code.to_owned(), |item| item.name.clone())
    };
    let lifecycles = || pack.lifecycles.values().map(|pinned| &pinned.lifecycle);
    let one = |code: &str| -> String {
        let found = match (over, name) {
            (Over::Cases, "kind") => pack.lifecycle(code).map(|pinned| pinned.lifecycle.name.clone()),
            (Over::Premises, "kind") => pack.premises_kind(code).map(|kind| kind.name.clone()),
            (_, "state_class") => StateClass::from_code(code).map(|class| class_name(class).to_owned()),
            (_, "state") => lifecycles().find_map(|cycle| cycle.state(code)).map(|state| state.name.clone()),
            (_, "mark") => lifecycles()
                .find_map(|cycle| cycle.marks.iter().find(|mark| mark.code == code))
                .map(|mark| mark.name.clone()),
            (_, "sector") => Some(item("sectors", code)),
            (_, "hazard_class") => Some(item("hazard_classes", code)),
            (_, "tag") => Some(item("premises_tags", code)),
            (_, "department") => pack.department(code).map(|department| department.name.clone()),
            (_, "region") => code.parse().ok().map(|code| region(pack, code)),
            _ => None,
        };
        found.unwrap_or_else(|| code.to_owned())
    };
    value.split(',').map(str::trim).filter(|code| !code.is_empty()).map(one).collect::<Vec<_>>().join("、")
}

fn region(pack: &Pack, code: RegionCode) -> String {
    pack.regions.get(code).map_or_else(|| code.to_string(), |region| region.name.to_owned())
}

fn day(text: &str) -> String {
    text.parse::<NaiveDate>().map_or_else(|_| text.to_owned(), |day| day.format("%Y年%-m月%-d日").to_string())
}

/// A period from two parameters of the same day, in words.
fn span(label: &str, from: Option<&String>, to: Option<&String>, before: Option<&String>) -> Option<String> {
    let end = to.map(|to| day(to)).or_else(|| before.map(|before| format!("{}以前", day(before))));
    match (from, end) {
        (Some(from), Some(to)) => Some(format!("{label}在{}至{to}", day(from))),
        (Some(from), None) => Some(format!("{label}不早于{}", day(from))),
        (None, Some(to)) if before.is_some() => Some(format!("{label}在{to}")),
        (None, Some(to)) => Some(format!("{label}不晚于{to}")),
        (None, None) => None,
    }
}

/// The definition of a measure within a cut, in Chinese words: which rows, which period, what is taken of them.
#[must_use]
pub fn describe(measure: &Measure, cut: &Cut, pack: &Pack) -> String {
    let params = crate::list::cut(measure, cut).ok().flatten().unwrap_or_else(|| measure.filter.clone());
    let list = match measure.over {
        Over::Cases => "隐患与事项",
        Over::Premises => "场所台账",
    };
    let mut parts = Vec::new();
    for (name, value) in params.iter().filter(|(_, value)| !value.is_empty()) {
        let truth = value == "true";
        let part = match name.as_str() {
            "order" => continue,
            "history" if value == "only" => "只计旧台账移入的办结记录".to_owned(),
            "history" => "含旧台账移入的办结记录".to_owned(),
            "state_class" if *value == crate::list::open_classes() => "未销号（不含作废）".to_owned(),
            "overdue" if truth => "已超过期限仍未销号".to_owned(),
            "overdue" => continue,
            "has_open" => format!("{}未销号事项", if truth { "有" } else { "无" }),
            "major" => format!("{}经确定的重大火灾隐患", if truth { "有" } else { "无" }),
            "unmapped" => format!("{}明确行业主管部门", if truth { "未" } else { "已" }),
            "open_on" => format!("截至{}当日尚未销号", day(value)),
            "q" => format!("编号或名称等含“{value}”"),
            "premises" | "unit" => format!("限定一个{}", label(name)),
            name if name.ends_with("_from") || name.ends_with("_to") || name.ends_with("_before") => continue,
            name => format!("{}为{}", label(name), names(pack, measure.over, name, value)),
        };
        parts.push(part);
    }
    for (stem, last) in [
        ("opened", "opened_to"),
        ("closed", "closed_to"),
        ("created", "created_to"),
        ("inspected", "inspected_to"),
        ("due", "due_to"),
    ] {
        let from = params.get(&format!("{stem}_from"));
        parts.extend(span(
            label(&format!("{stem}_from")),
            from,
            params.get(last),
            params.get(&format!("{stem}_before")),
        ));
    }
    if let (Some(day), false) = (cut.as_of, params.contains_key("open_on")) {
        parts.push(format!("截至{}（区划、类别、行业按现在的登记）", day.format("%Y年%-m月%-d日")));
    }
    let rows = if parts.is_empty() { "全部".to_owned() } else { parts.join("，") };
    let taken = match measure.value {
        ValueOf::Count => format!("计{}数", measure.value.unit(measure.over)),
        ValueOf::Area => "计建筑面积（平方米），面积未登记的不计".to_owned(),
        ValueOf::OverdueShare => "计超期件数占未销号件数的百分比".to_owned(),
    };
    let basis = if cut.basis == Basis::Closed {
        "；复发后重新办理的，按最近一次办结计"
    } else {
        ""
    };
    format!("{list}中{rows}的，{taken}{basis}。")
}
