//! Rules for statutory clocks, papers, standing duties and holiday notices.

use super::desk::Desk;
use crate::finding::Code;
use crate::lifecycle::ClockUnit;
use crate::model::calendar::HolidayNotice;
use crate::model::document::PLACEHOLDERS;
use crate::source::Located;
use chrono::{Datelike, NaiveDate};

pub(super) fn clocks(desk: &mut Desk<'_>) {
    for entry in desk.contents.clocks.iter() {
        let (clock, spot) = (&entry.value, &entry.spot);
        if clock.unit == ClockUnit::Date {
            desk.report(&spot.key("unit"), Code::BadValue, "法定时限的单位不能是 date");
        }
        if clock.amount == 0 {
            desk.report(&spot.key("amount"), Code::BadValue, format!("时限“{}”的长度须大于 0", clock.code));
        }
    }
}

pub(super) fn documents(desk: &mut Desk<'_>) {
    let known: Vec<&str> = PLACEHOLDERS.iter().map(|(name, _)| *name).collect();
    for entry in desk.contents.documents.iter() {
        let (document, spot) = (&entry.value, &entry.spot);
        for name in document.placeholders() {
            desk.refer(&spot.key("number"), "编号占位符", name, &known);
        }
        let pattern = document.number.as_deref().unwrap_or("");
        if pattern.matches('{').count() != pattern.matches('}').count() {
            desk.report(&spot.key("number"), Code::BadValue, "编号格式的花括号不成对");
        }
    }
}

pub(super) fn signatures(desk: &mut Desk<'_>) {
    let (roles, documents) = (desk.contents.roles.codes(), desk.contents.documents.codes());
    for entry in desk.contents.signatures.iter() {
        let (signature, spot) = (&entry.value, &entry.spot);
        desk.refer(&spot.key("role"), "角色", &signature.role, &roles);
        desk.refer_all(&spot.key("documents"), "文书", &signature.documents, &documents);
        let outsider = desk.contents.roles.get(&signature.role).is_some_and(|role| !role.fire_authority);
        for (index, code) in signature.documents.iter().enumerate() {
            let restricted = desk.contents.documents.get(code).is_some_and(|paper| paper.fire_authority_only);
            if outsider && restricted {
                let message =
                    format!("文书“{code}”限消防救援机构制发，角色“{}”不属消防救援机构", signature.role);
                desk.report(&spot.key("documents").item(index), Code::Inconsistent, message);
            }
        }
    }
}

pub(super) fn duties(desk: &mut Desk<'_>) {
    let departments = desk.contents.departments.codes();
    for entry in desk.contents.duties.iter() {
        let (duty, spot) = (&entry.value, &entry.spot);
        if let Some(department) = &duty.department {
            desk.refer(&spot.key("department"), "部门", department, &departments);
        }
        if duty.period.as_ref().is_some_and(|period| !is_period(period)) {
            let message =
                format!("周期应写成 P1Y、P3M、P1D 之类，写的是“{}”", duty.period.as_deref().unwrap_or(""));
            desk.report(&spot.key("period"), Code::BadValue, message);
        }
    }
}

/// Whether the text is an ISO 8601 period of whole years, months, weeks or days.
pub(super) fn is_period(text: &str) -> bool {
    let Some(rest) = text.strip_prefix('P') else { return false };
    let amount = rest.trim_end_matches(['Y', 'M', 'W', 'D']);
    rest.len() == amount.len() + 1 && amount.parse::<u32>().is_ok_and(|amount| amount > 0)
}

pub(super) fn notices(desk: &mut Desk<'_>) {
    for entry in desk.contents.notices.iter() {
        dates(desk, entry, "holidays", &entry.value.holidays, false);
        dates(desk, entry, "workdays", &entry.value.workdays, true);
    }
}

fn dates(desk: &mut Desk<'_>, entry: &Located<HolidayNotice>, key: &str, days: &[NaiveDate], weekend: bool) {
    for (index, day) in days.iter().enumerate() {
        let spot = entry.spot.key(key).item(index);
        let on_weekend = day.weekday().number_from_monday() > 5;
        if on_weekend != weekend {
            let rule = if weekend {
                "调休上班日应在周六或周日"
            } else {
                "放假日只写周一至周五"
            };
            desk.report(&spot, Code::BadValue, format!("{day}：{rule}"));
        }
        if (day.year() - entry.value.year).abs() > 1 {
            desk.report(&spot, Code::BadValue, format!("{day} 不在 {} 年的安排范围内", entry.value.year));
        }
    }
}
