//! Rules for what the entries of a lifecycle say. The rules about where a case can get to are in [`super::flow`].

use super::desk::Desk;
use super::flow;
use crate::finding::Code;
use crate::lifecycle::{
    Action, Clock, ClockUnit, EVIDENCE_STAGES, Field, FieldType, Lifecycle, RequestKind, State, StateClass,
    Until,
};
use crate::shelf::report_duplicates;
use crate::source::{Located, Spot};

pub(super) fn lifecycle(desk: &mut Desk<'_>, entry: &Located<Lifecycle>) {
    let before = desk.findings().len();
    let (lifecycle, spot) = (&entry.value, &entry.spot);
    let names = Names::of(lifecycle);
    codes_unique(desk, lifecycle, spot);
    desk.refer(&spot.key("initial"), "状态", &lifecycle.initial, &names.states);
    desk.refer_all(&spot.key("starts"), "时限", &lifecycle.starts, &names.clocks);
    fields(desk, &spot.key("field"), &lifecycle.fields);
    for (index, state) in lifecycle.states.iter().enumerate() {
        self::state(desk, lifecycle, state, &spot.key("state").item(index));
    }
    for (index, action) in lifecycle.actions.iter().enumerate() {
        self::action(desk, lifecycle, &names, action, &spot.key("action").item(index));
    }
    opening(desk, lifecycle, &spot.key("opening"));
    for (index, clock) in lifecycle.clocks.iter().enumerate() {
        self::clock(desk, lifecycle, clock, &spot.key("clock").item(index));
    }
    unused(desk, lifecycle, spot);
    // Names that lead nowhere make every way through the lifecycle uncertain: told first, walked afterwards.
    if desk.findings().len() == before {
        flow::check(desk, entry);
    }
}

struct Names<'a> {
    states: Vec<&'a str>,
    actions: Vec<&'a str>,
    clocks: Vec<&'a str>,
    marks: Vec<&'a str>,
    parameters: Vec<&'a str>,
    requests: Vec<&'a str>,
}

impl<'a> Names<'a> {
    fn of(lifecycle: &'a Lifecycle) -> Self {
        Self {
            states: lifecycle.states.iter().map(|state| state.code.as_str()).collect(),
            actions: lifecycle.actions.iter().map(|action| action.code.as_str()).collect(),
            clocks: lifecycle.clocks.iter().map(|clock| clock.code.as_str()).collect(),
            marks: lifecycle.marks.iter().map(|mark| mark.code.as_str()).collect(),
            parameters: lifecycle.parameters.iter().map(|parameter| parameter.code.as_str()).collect(),
            requests: lifecycle.requests.iter().map(|request| request.code.as_str()).collect(),
        }
    }
}

fn codes_unique(desk: &mut Desk<'_>, lifecycle: &Lifecycle, spot: &Spot) {
    let names = Names::of(lifecycle);
    for (what, key, codes) in [
        ("状态", "state", names.states),
        ("动作", "action", names.actions),
        ("时限", "clock", names.clocks),
        ("标记", "mark", names.marks),
        ("参数", "parameter", names.parameters),
        ("征询", "request", names.requests),
    ] {
        let spots = spot.key(key);
        let spotted = codes.into_iter().enumerate().map(|(index, code)| (code, spots.item(index)));
        report_duplicates(what, spotted, desk.findings());
    }
}

fn state(desk: &mut Desk<'_>, lifecycle: &Lifecycle, state: &State, spot: &Spot) {
    let roles = desk.contents.roles.codes();
    desk.refer_all(&spot.key("owners"), "角色", &state.owners, &roles);
    let settled = !state.class.is_open();
    if state.owners.is_empty() && !settled && state.unowned_because.is_none() {
        let message = format!("状态“{}”没有承办角色", state.code);
        desk.advise(spot, Code::NoOwner, message, "写 owners，或用 unowned_because 说明原因");
    }
    for (index, owner) in state.owners.iter().enumerate() {
        let acts = |action: &Action| action.from.contains(&state.code) && action.roles.contains(owner);
        if !settled && !lifecycle.actions.iter().any(acts) {
            let message = format!("角色“{owner}”承办状态“{}”，却没有可办的动作", state.code);
            desk.report(&spot.key("owners").item(index), Code::IdleOwner, message);
        }
    }
}

fn action(desk: &mut Desk<'_>, lifecycle: &Lifecycle, names: &Names<'_>, action: &Action, spot: &Spot) {
    let roles = desk.contents.roles.codes();
    let documents = desk.contents.documents.codes();
    desk.refer_all(&spot.key("from"), "状态", &action.from, &names.states);
    if !matches!(action.to.as_str(), "=" | "<") {
        desk.refer(&spot.key("to"), "状态", &action.to, &names.states);
    }
    desk.refer_all(&spot.key("roles"), "角色", &action.roles, &roles);
    for (key, codes) in [
        ("requires_marks", &action.requires_marks),
        ("forbids_marks", &action.forbids_marks),
        ("sets", &action.sets),
        ("clears", &action.clears),
    ] {
        desk.refer_all(&spot.key(key), "标记", codes, &names.marks);
    }
    for (key, codes) in [
        ("starts", &action.starts),
        ("stops", &action.stops),
        ("suspends", &action.suspends),
        ("resumes", &action.resumes),
    ] {
        desk.refer_all(&spot.key(key), "时限", codes, &names.clocks);
    }
    for (key, codes) in [("different_from", &action.different_from), ("notifies", &action.notifies)] {
        desk.refer_all(&spot.key(key), "动作", codes, &names.actions);
    }
    if let Some(document) = &action.document {
        desk.refer(&spot.key("document"), "文书", document, &documents);
    }
    if let Some(clock) = &action.extends {
        desk.refer(&spot.key("extends"), "时限", clock, &names.clocks);
        needs_field(desk, spot, action, "due", FieldType::Date, "延期");
    }
    if let Some(parameter) = &action.collective {
        desk.refer(&spot.key("collective"), "参数", parameter, &names.parameters);
        needs_field(desk, spot, action, "people", FieldType::People, "集体决定");
    }
    if action.transfers {
        needs_field(desk, spot, action, "to_post", FieldType::Post, "移交");
    }
    if let Some(request) = &action.asks {
        desk.refer(&spot.key("asks"), "征询", request, &names.requests);
        addressees(desk, spot, action);
    }
    for (index, need) in action.needs.iter().enumerate() {
        let spot = spot.key("needs").item(index);
        desk.refer(&spot.key("request"), "征询", &need.request, &names.requests);
        let agreed = need.until == Until::Agreed;
        let kind = lifecycle.request(&need.request).map(|request| request.kind);
        if agreed && kind.is_some_and(|kind| kind != RequestKind::Countersign) {
            desk.report(&spot.key("until"), Code::BadValue, "agreed 只用于会签（countersign）");
        }
    }
    if lifecycle.state(&action.to).is_some_and(|state| state.class == StateClass::Void) {
        needs_field(desk, spot, action, "reason", FieldType::LongText, "作废");
    }
    actors(desk, action, spot);
    evidence(desk, action, spot);
    fields(desk, &spot.key("field"), &action.fields);
}

/// Who opens a case by hand: somebody with the right to.
fn opening(desk: &mut Desk<'_>, lifecycle: &Lifecycle, spot: &Spot) {
    let roles = desk.contents.roles.codes();
    desk.refer_all(&spot.key("roles"), "角色", &lifecycle.opening.roles, &roles);
    for (index, code) in lifecycle.opening.roles.iter().enumerate() {
        let Some(role) = desk.contents.roles.get(code) else { continue };
        if !role.permissions.iter().any(|permission| permission == "case.open") {
            let message = format!("角色“{code}”没有登记事项（case.open）的权限");
            desk.report(&spot.key("roles").item(index), Code::Inconsistent, message);
        }
    }
    if let Some(series) = &lifecycle.opening.series {
        let fits = (2..=3).contains(&series.len()) && series.bytes().all(|byte| byte.is_ascii_uppercase());
        if !fits {
            desk.report(&spot.key("series"), Code::BadValue, "编号字母（series）须为两至三个大写字母");
        }
    }
}

/// An action that asks other bodies names them.
fn addressees(desk: &mut Desk<'_>, spot: &Spot, action: &Action) {
    let named = action.fields.iter().find(|field| field.code == "addressees");
    if !named.is_some_and(|field| field.required && field.kind.names_bodies()) {
        let message = format!(
            "动作“{}”征询其他单位，须有必填字段“addressees”，类型 organisations、departments 或 posts",
            action.code
        );
        desk.report(spot, Code::MissingKey, message);
    }
    let reply = action.fields.iter().find(|field| field.code == "reply_by");
    if reply.is_some_and(|field| field.kind != FieldType::Date) {
        let message = format!("动作“{}”的字段“reply_by”须为日期", action.code);
        desk.report(spot, Code::BadValue, message);
    }
}

/// Who may act: somebody, with the right to, and inside the fire authority where only it may.
fn actors(desk: &mut Desk<'_>, action: &Action, spot: &Spot) {
    for (key, list) in [("from", &action.from), ("roles", &action.roles)] {
        if list.is_empty() {
            desk.report(&spot.key(key), Code::BadValue, format!("动作“{}”的 {key} 不能为空", action.code));
        }
    }
    for (index, code) in action.roles.iter().enumerate() {
        let Some(role) = desk.contents.roles.get(code) else { continue };
        let spot = spot.key("roles").item(index);
        if !role.permissions.iter().any(|permission| permission == "case.act") {
            let message = format!("角色“{code}”没有办理事项（case.act）的权限");
            desk.report(&spot, Code::Inconsistent, message);
        }
        if action.fire_authority_only && !role.fire_authority {
            let message = format!("动作“{}”限消防救援机构，角色“{code}”不属消防救援机构", action.code);
            desk.report(&spot, Code::Inconsistent, message);
        }
    }
    for (index, mark) in action.requires_marks.iter().enumerate() {
        if action.forbids_marks.contains(mark) {
            let spot = spot.key("requires_marks").item(index);
            desk.report(&spot, Code::Inconsistent, format!("标记“{mark}”既要求又禁止"));
        }
    }
    if action.only_last_actor && !action.different_from.is_empty() {
        let spot = spot.key("different_from");
        desk.report(&spot, Code::Inconsistent, "撤回（only_last_actor）不能再要求换人");
    }
    let issued = action.document.as_ref().and_then(|code| desk.contents.documents.get(code));
    if issued.is_some_and(|document| document.fire_authority_only) && !action.fire_authority_only {
        let message = format!("动作“{}”制发的文书限消防救援机构，动作也须限定", action.code);
        desk.report(&spot.key("document"), Code::Inconsistent, message);
    }
}

fn evidence(desk: &mut Desk<'_>, action: &Action, spot: &Spot) {
    let Some(need) = &action.evidence else { return };
    let spot = spot.key("evidence");
    if need.min == 0 {
        desk.report(&spot.key("min"), Code::BadValue, "材料份数（min）须大于 0");
    }
    desk.refer(&spot.key("stage"), "材料阶段", &need.stage, EVIDENCE_STAGES);
}

fn needs_field(desk: &mut Desk<'_>, spot: &Spot, action: &Action, code: &str, kind: FieldType, why: &str) {
    let found = action.fields.iter().find(|field| field.code == code);
    if !found.is_some_and(|field| field.required && field.kind.fits(kind)) {
        let message = format!("动作“{}”（{why}）须有必填字段“{code}”，类型 {}", action.code, kind.code());
        desk.report(spot, Code::MissingKey, message);
    }
}

fn fields(desk: &mut Desk<'_>, spots: &Spot, fields: &[Field]) {
    let spotted = fields.iter().enumerate().map(|(index, field)| (field.code.as_str(), spots.item(index)));
    report_duplicates("字段", spotted, desk.findings());
    for (index, field) in fields.iter().enumerate() {
        let spot = spots.item(index);
        let choice = matches!(field.kind, FieldType::Choice | FieldType::Choices);
        if choice && field.list.is_none() && field.choices.is_empty() {
            let message = format!("选择字段“{}”没有选项", field.code);
            desk.advise(&spot, Code::MissingKey, message, "写 choices，或用 list 指一个代码表");
        }
        if !choice && (field.list.is_some() || !field.choices.is_empty()) {
            let message = format!("字段“{}”不是选择类型，不能有选项", field.code);
            desk.report(&spot, Code::Inconsistent, message);
        }
        if let Some(list) = &field.list {
            let known = desk.contents.lists.codes();
            desk.refer(&spot.key("list"), "代码表", list, &known);
        }
        if field.min.zip(field.max).is_some_and(|(min, max)| max < min) {
            desk.report(&spot.key("max"), Code::BadValue, format!("字段“{}”的上限小于下限", field.code));
        }
    }
}

fn clock(desk: &mut Desk<'_>, lifecycle: &Lifecycle, clock: &Clock, spot: &Spot) {
    let dated = clock.unit == ClockUnit::Date;
    if dated && clock.field.is_none() {
        let message = format!("时限“{}”到某日为止，须写 field", clock.code);
        desk.report(spot, Code::MissingKey, message);
    }
    if dated == (clock.amount > 0) {
        let message = format!("时限“{}”的长度与单位不符：date 为 0，其余须大于 0", clock.code);
        desk.report(&spot.key("amount"), Code::BadValue, message);
    }
    if !dated && clock.source.is_none() {
        desk.report(spot, Code::NoSource, format!("时限“{}”的数字没有来源（source）", clock.code));
    }
    statutory(desk, clock, spot);
    if let Some(field) = &clock.field {
        starting_days(desk, lifecycle, clock, field, spot);
    }
}

/// A clock that cites a statutory one must agree with it.
fn statutory(desk: &mut Desk<'_>, clock: &Clock, spot: &Spot) {
    let Some(code) = clock.source.as_deref().and_then(|source| source.strip_prefix("clocks.")) else {
        return;
    };
    let spot = spot.key("source");
    let codes = desk.contents.clocks.codes();
    if !desk.refer(&spot, "法定时限", code, &codes) {
        return;
    }
    let Some(law) = desk.contents.clocks.get(code) else { return };
    if (law.unit, law.amount, law.certainty) != (clock.unit, clock.amount, clock.certainty) {
        let message = format!("时限“{}”的长度、单位或确定程度与法定时限“{code}”不一致", clock.code);
        desk.report(&spot, Code::Inconsistent, message);
    }
}

/// Every action that starts the clock must ask for the day it counts from, or to.
fn starting_days(desk: &mut Desk<'_>, lifecycle: &Lifecycle, clock: &Clock, field: &str, spot: &Spot) {
    let required = clock.unit == ClockUnit::Date;
    let asks = |fields: &[Field]| {
        let own = fields.iter().find(|own| own.code == field);
        own.is_some_and(|own| own.kind == FieldType::Date && (own.required || !required))
    };
    let starters = lifecycle.actions.iter().filter(|action| action.starts.contains(&clock.code));
    let mut lacking: Vec<&str> =
        starters.filter(|action| !asks(&action.fields)).map(|action| action.code.as_str()).collect();
    if lifecycle.starts.contains(&clock.code) && !asks(&lifecycle.fields) {
        lacking.push("（登记）");
    }
    for starter in lacking {
        let message = format!("时限“{}”要用日期字段“{field}”，启动它的“{starter}”没有", clock.code);
        desk.report(&spot.key("field"), Code::UnknownReference, message);
    }
}

/// Declared and never used: most often a slip in a name elsewhere.
fn unused(desk: &mut Desk<'_>, lifecycle: &Lifecycle, spot: &Spot) {
    let any = |uses: &dyn Fn(&Action) -> bool| lifecycle.actions.iter().any(uses);
    for (index, clock) in lifecycle.clocks.iter().enumerate() {
        if !lifecycle.starts.contains(&clock.code) && !any(&|action| action.starts.contains(&clock.code)) {
            let message = format!("没有动作启动时限“{}”", clock.code);
            desk.report(&spot.key("clock").item(index), Code::Unused, message);
        }
    }
    for (index, mark) in lifecycle.marks.iter().enumerate() {
        if !mark.by_system && !any(&|action| action.sets.contains(&mark.code)) {
            let message = format!("没有动作设置标记“{}”", mark.code);
            let hint = "由系统设置的标记请写 by_system = true";
            desk.advise(&spot.key("mark").item(index), Code::Unused, message, hint);
        }
    }
    for (index, request) in lifecycle.requests.iter().enumerate() {
        if !any(&|action| action.asks.as_ref() == Some(&request.code)) {
            let message = format!("没有动作发出征询“{}”", request.code);
            desk.report(&spot.key("request").item(index), Code::Unused, message);
        }
    }
    for (index, parameter) in lifecycle.parameters.iter().enumerate() {
        if !any(&|action| action.collective.as_ref() == Some(&parameter.code)) {
            let message = format!("没有动作用到参数“{}”", parameter.code);
            desk.report(&spot.key("parameter").item(index), Code::Unused, message);
        }
    }
}
