//! Reasons in Chinese.

use serde_json::{Map, Value as Json};

use super::assess::{Assessment, element_exclusion, flag_situation, situation};
use super::judgement::Reason;
use crate::facts::Facts;
use crate::language::{Explainer, Explanation};
use crate::members::Members;
use crate::table::{DecisionRule, KindChange};
use crate::vocabulary::Input;

/// Elements in the order of the table, then counting rules, then premises exclusions.
pub(super) fn reasons(facts: &Facts<'_>, found: &Assessment) -> Vec<Reason> {
    let explainer = explainer(facts, found);
    let mut hits: Vec<usize> =
        [&found.direct, &found.comprehensive, &found.excluded].into_iter().flatten().copied().collect();
    hits.sort_unstable();
    let elements = hits.into_iter().map(|element| element_reason(facts, &explainer, element));
    let rules = facts.table.decision_rules().iter().enumerate();
    let rules = rules.filter(|(_, rule)| found.direct.is_empty() && rule.applies(&explainer.situation));
    let rules =
        rules.filter_map(|(position, rule)| rule_reason(facts, found, rule, found.rules.contains(&position)));
    let exclusions = found.premises_exclusion.iter().map(|&position| {
        let exclusion = &facts.table.exclusions()[position];
        let why = explainer.explain(&exclusion.condition);
        let text =
            format!("第 {} 条(排除):{}。事实:{}。", exclusion.id, exclusion.text, why.phrases.join(";"));
        reason(&exclusion.id, facts_of(&why, facts.table.inputs(), &facts.raw), &why, text)
    });
    elements.chain(rules).chain(exclusions).collect()
}

fn explainer<'a>(facts: &'a Facts<'_>, found: &Assessment) -> Explainer<'a> {
    let table = facts.table;
    let added = table.kind_rules.iter().filter_map(|rule| match rule.change {
        KindChange::Add(kind) => Some((kind, &rule.condition)),
        KindChange::Drop(_) => None,
    });
    Explainer {
        inputs: table.inputs(),
        kinds: table.kinds(),
        situation: situation(table, &facts.record, found.kinds),
        recorded_kinds: facts.record.kinds.unwrap_or_default(),
        added: added.collect(),
        faults: faults(facts),
    }
}

/// Annex A in words: each required system with its recorded faults.
fn faults(facts: &Facts<'_>) -> String {
    let recorded = facts.record.faults.iter().flatten();
    let required = recorded.filter(|(system, _)| facts.record.systems.unwrap_or_default().contains(**system));
    let systems = required.map(|(system, faults)| {
        let system = &facts.table.systems()[*system];
        let faults: Vec<String> = faults
            .positions()
            .map(|fault| &system.faults[fault])
            .map(|f| format!("{} {}", f.id, f.text))
            .collect();
        format!("{}:{}", system.label, faults.join("、"))
    });
    format!("应设系统均有故障({})", systems.collect::<Vec<_>>().join(";"))
}

fn element_reason(facts: &Facts<'_>, explainer: &Explainer<'_>, position: usize) -> Reason {
    let table = facts.table;
    let element = &table.elements()[position];
    let why = explainer.explain(&element.condition);
    let place = element.applies_to.as_ref().map(|place| format!("{place},")).unwrap_or_default();
    let mut text = format!(
        "第 {} 条({}):{place}{}。事实:{}。",
        element.clause,
        element.route_label(),
        element.predicate,
        why.phrases.join(";")
    );
    let mut quoted = facts_of(&why, table.inputs(), &facts.raw);
    if let Some(exclusion) = element_exclusion(table, &facts.record, position)
        && let Some(situation) = flag_situation(&facts.record, position)
    {
        let exclusion = &table.exclusions()[exclusion];
        let flags = Explainer {
            inputs: table.flags(),
            kinds: &[],
            situation,
            recorded_kinds: Members::default(),
            added: Vec::new(),
            faults: String::new(),
        };
        let grounds = flags.explain(&exclusion.condition);
        text +=
            &format!("按第 {} 条不计入:{}({})。", exclusion.id, exclusion.text, grounds.phrases.join(";"));
        let recorded = facts.raw.get("element_flags").and_then(|flags| flags.get(&element.clause));
        if let Some(recorded) = recorded.and_then(Json::as_object) {
            quoted.extend(facts_of(&grounds, table.flags(), recorded));
        }
    }
    reason(&element.clause, quoted, &why, text)
}

/// `None` where nothing was counted.
fn rule_reason(
    facts: &Facts<'_>,
    found: &Assessment,
    rule: &DecisionRule,
    satisfied: bool,
) -> Option<Reason> {
    let counted = rule.counted(&found.comprehensive);
    if counted.is_empty() {
        return None;
    }
    let clauses: Vec<&str> =
        counted.iter().map(|&element| facts.table.elements()[element].clause.as_str()).collect();
    let outcome = if satisfied { "达到" } else { "未达到" };
    let text = format!(
        "第 {} 条(综合判定):{},计数要素 {} 项({}),{outcome} {} 项。",
        rule.id,
        rule.label,
        clauses.len(),
        clauses.join("、"),
        rule.minimum
    );
    let facts = Map::from_iter([("elements".to_owned(), Json::from(clauses))]);
    Some(Reason {
        clause: rule.id.clone(), facts, threshold: Some(format!("≥ {} 项", rule.minimum)), text
    })
}

fn reason(clause: &str, facts: Map<String, Json>, why: &Explanation, text: String) -> Reason {
    let threshold = (!why.thresholds.is_empty()).then(|| why.thresholds.join(";"));
    Reason { clause: clause.to_owned(), facts, threshold, text }
}

/// The facts an explanation rests on, as recorded; what was not recorded is left out.
fn facts_of(why: &Explanation, inputs: &[Input], recorded: &Map<String, Json>) -> Map<String, Json> {
    let names = why.inputs.iter().map(|&input| &inputs[input].name);
    names.filter_map(|name| recorded.get(name).map(|value| (name.clone(), value.clone()))).collect()
}
