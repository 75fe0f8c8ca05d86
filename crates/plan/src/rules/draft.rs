//! From the obligations read in a document to proposed tasks.

use super::owners;
use crate::model::{Target, TaskBody, TaskRecord};
use pack::Pack;

/// Words that make a document of a task's result.
const PAPERS: [&str; 9] = ["清单", "指引", "办法", "方案", "制度", "机制", "措施", "规划", "预案"];
/// Verbs that make one.
const MAKING: [&str; 7] = ["制定", "修订", "编制", "建立", "印发", "出台", "完善"];

/// A task that says nothing but its text.
#[must_use]
pub fn blank(number: &str, text: &str) -> TaskBody {
    TaskBody {
        number: number.to_owned(),
        text: text.to_owned(),
        spans: Vec::new(),
        owners: Vec::new(),
        due: Vec::new(),
        due_on: None,
        quantity: Vec::new(),
        coverage: None,
        target: None,
        milestones: Vec::new(),
        evidence: None,
        mandates: Vec::new(),
        document: is_document(text),
        case_id: None,
        measure: None,
        arrival: None,
        reason: None,
    }
}

/// A measure for tests.
#[cfg(test)]
pub(crate) fn any_measure() -> crate::model::TaskMeasure {
    let filter = std::collections::BTreeMap::from([("kind".to_owned(), "hazard".to_owned())]);
    let value = measure::ValueOf::Count;
    let numerator = measure::Measure { over: measure::Over::Cases, filter, value };
    crate::model::TaskMeasure { numerator, denominator: None, basis: measure::Basis::Opened }
}

/// Whether what is asked for is a document: a verb of making before a word for one.
#[must_use]
pub fn is_document(text: &str) -> bool {
    MAKING.iter().any(|verb| {
        text.find(verb).is_some_and(|at| {
            let rest = text.get(at + verb.len()..).unwrap_or_default();
            let near: String = rest.chars().take(24).take_while(|letter| !"。；".contains(*letter)).collect();
            PAPERS.iter().any(|word| near.contains(word))
        })
    })
}

/// The proposed task of an obligation.
#[must_use]
pub fn proposal(pack: &Pack, number: usize, record: &TaskRecord) -> TaskBody {
    let text = record.text.trim().to_owned();
    TaskBody {
        spans: vec![record.span],
        owners: owners::named(record),
        due: record.due.clone(),
        quantity: record.quantity.clone(),
        coverage: record.coverage.clone(),
        target: target(record),
        mandates: mandates(pack, &text),
        ..blank(&number.to_string(), &text)
    }
}

/// The target the words give: a share first, else the first count that is not how often (次 within a cadence).
fn target(record: &TaskRecord) -> Option<Target> {
    if let Some(coverage) = &record.coverage {
        return Some(Target { amount: coverage.share, unit: String::new(), share: true });
    }
    let cadence = record.due.iter().any(|due| due.kind == "cadence");
    let counted = record.quantity.iter().find(|quantity| !(cadence && quantity.unit == "次"))?;
    let amount = counted.min.or(counted.max).filter(|amount| *amount > 0.0)?;
    Some(Target { amount, unit: counted.unit.clone(), share: false })
}

/// Mandates whose name or alias stands in the text.
#[must_use]
pub fn mandates(pack: &Pack, text: &str) -> Vec<String> {
    let Some(list) = pack.lists.get("mandates") else { return Vec::new() };
    list.items.iter().filter(|item| text.contains(item.name.as_str())).map(|item| item.code.clone()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn making_a_list_makes_a_document_and_checking_a_list_does_not() {
        assert!(is_document("建立政府领导消防工作清单"));
        assert!(is_document("修订“多合一”场所认定办法"));
        assert!(is_document("消防部门会同民政部门修订行业消防安全管理指引"));
        assert!(!is_document("按清单开展检查"));
        assert!(!is_document("新建消防站2座"));
        assert!(!is_document("建立队伍。对清单逐一复核"), "the next sentence is another matter");
    }
}
