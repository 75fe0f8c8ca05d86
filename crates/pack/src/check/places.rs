//! Rules for premises kinds, code lists, thresholds and measure packs.

use super::desk::Desk;
use crate::finding::Code;
use crate::lifecycle::Certainty;
use crate::model::list::CodeList;
use crate::model::premises::{DutyKind, PremisesKind};
use crate::shelf::report_duplicates;
use crate::source::{Located, Spot};
use std::collections::BTreeMap;

pub(super) fn premises_kinds(desk: &mut Desk<'_>) {
    let departments = desk.contents.departments.codes();
    let mut names: BTreeMap<&str, (&str, Spot)> = BTreeMap::new();
    for entry in desk.contents.premises_kinds.iter() {
        let (kind, spot) = (&entry.value, &entry.spot);
        desk.refer_item(&spot.key("group"), "premises_groups", &kind.group);
        for (index, share) in kind.duties.iter().enumerate() {
            let spot = spot.key("duty").item(index).key("department");
            desk.refer(&spot, "部门", &share.department, &departments);
        }
        let leads = kind.duties.iter().filter(|share| share.kind == DutyKind::Industry).count();
        if leads != usize::from(!kind.unowned) {
            let expected = if kind.unowned { "标为归属未定，不应有" } else { "应恰有一个" };
            let message = format!("场所类型“{}”{expected}行业管理责任部门，现有 {leads} 个", kind.code);
            desk.advise(
                spot,
                Code::IndustryLead,
                message,
                "归属未定的新业态写 unowned = true，由当地决定后再定牵头部门",
            );
        }
        judged_kinds(desk, entry);
        let aliases = kind.aliases.iter().enumerate();
        let spotted = aliases.map(|(index, alias)| (alias.as_str(), spot.key("aliases").item(index)));
        for (name, spot) in std::iter::once((kind.name.as_str(), spot.key("name"))).chain(spotted) {
            if let Some((owner, first)) = names.get(name) {
                let message = format!("名称“{name}”已属于场所类型“{owner}”，不能再指“{}”", kind.code);
                let hint = format!("见 {} 第 {} 行", first.file(), first.line());
                desk.advise(&spot, Code::DuplicateCode, message, hint);
            } else {
                names.insert(name, (&kind.code, spot));
            }
        }
    }
}

fn judged_kinds(desk: &mut Desk<'_>, entry: &Located<PremisesKind>) {
    let Some(vocabulary) = desk.vocabulary else { return };
    for (edition, key) in [("2025", "gb35181"), ("2017", "gb35181_2017")] {
        let Some(known) = vocabulary.kinds(edition) else { continue };
        let own = entry.value.gb35181_kinds(edition);
        let inherited = edition == "2017" && entry.value.gb35181_2017.is_none();
        let spot = entry.spot.key(if inherited { "gb35181" } else { key });
        desk.refer_all(&spot, &format!("GB 35181-{edition} 场所类别"), own, known);
    }
}

pub(super) fn lists(desk: &mut Desk<'_>) {
    for entry in desk.contents.lists.iter() {
        let items = entry.value.items.iter().enumerate();
        let spotted = items.map(|(index, item)| (item.code.as_str(), entry.spot.key("item").item(index)));
        report_duplicates("条目", spotted, desk.findings());
        if let Some(groups) = &entry.value.groups {
            let lists = desk.contents.lists.codes();
            desk.refer(&entry.spot.key("groups"), "代码表", groups, &lists);
        }
        for index in 0..entry.value.items.len() {
            list_item(desk, entry, index);
        }
    }
}

fn list_item(desk: &mut Desk<'_>, entry: &Located<CodeList>, index: usize) {
    let Some(item) = entry.value.items.get(index) else { return };
    let spot = entry.spot.key("item").item(index);
    if item.basis.is_some() != item.certainty.is_some() {
        let message = format!("条目“{}”的依据（basis）和确定程度（certainty）须同时写", item.code);
        desk.report(&spot, Code::NoSource, message);
    }
    for (position, covered) in item.covers.iter().enumerate() {
        let spot = spot.key("covers").item(position);
        match &entry.value.groups {
            Some(groups) => desk.refer_item(&spot, groups, covered),
            None => desk.report(&spot, Code::Inconsistent, "有 covers 而代码表没有 groups"),
        }
    }
}

pub(super) fn thresholds(desk: &mut Desk<'_>) {
    let kinds = desk.contents.premises_kinds.codes();
    for entry in desk.contents.thresholds.iter() {
        let (threshold, spot) = (&entry.value, &entry.spot);
        desk.refer_all(&spot.key("premises_kinds"), "场所类型", &threshold.premises_kinds, &kinds);
        if threshold.valid_from.zip(threshold.valid_to).is_some_and(|(first, last)| last < first) {
            desk.report(&spot.key("valid_to"), Code::Inconsistent, "止日早于起日");
        }
    }
}

pub(super) fn measures(desk: &mut Desk<'_>) {
    let kinds = desk.contents.premises_kinds.codes();
    for entry in desk.contents.measures.iter() {
        let (pack, spot) = (&entry.value, &entry.spot);
        desk.refer_all(&spot.key("premises_kinds"), "场所类型", &pack.premises_kinds, &kinds);
        let measures = pack.measures.iter().enumerate();
        let spotted =
            measures.map(|(index, measure)| (measure.code.as_str(), spot.key("measure").item(index)));
        report_duplicates("措施", spotted, desk.findings());
        if pack.measures.is_empty() && pack.certainty == Certainty::Verified {
            desk.report(spot, Code::NoSource, format!("措施包“{}”没有内容，不能标为已核实", pack.code));
        }
    }
}
