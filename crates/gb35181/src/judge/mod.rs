//! The judgement: verdict, route, elements, unknowns and reasons.

mod assess;
mod candidates;
mod judgement;
mod kind_candidates;
mod reasons;
mod unknown;

pub(crate) use assess::prospective_kinds;
pub use judgement::{Judgement, Reason, Route, Verdict};

use serde_json::Value as Json;

use crate::facts::{Facts, InputProblems};
use crate::table::RuleTable;

/// Judges one premises by a table: a suggestion (判定建议), never a determination (确定).
///
/// `inputs` is the JSON object of a case, see [`Facts::read`].
///
/// # Errors
/// Everything wrong in the inputs, each with its field.
pub fn judge(table: &RuleTable, inputs: &Json) -> Result<Judgement, InputProblems> {
    Ok(Facts::read(table, inputs)?.judge())
}

impl Facts<'_> {
    /// Judges the recorded facts, closed-world: what was not recorded does not fire.
    #[must_use]
    pub fn judge(&self) -> Judgement {
        let table = self.table;
        let found = assess::assess(table, &self.record);
        let clauses =
            |elements: &[usize]| elements.iter().map(|&e| table.elements()[e].clause.clone()).collect();
        Judgement {
            edition: table.edition(),
            verdict: found.verdict(),
            route: found.route(),
            direct: clauses(&found.direct),
            comprehensive: clauses(&found.comprehensive),
            by: found.by().iter().map(|&rule| table.decision_rules()[rule].id.clone()).collect(),
            excluded_elements: clauses(&found.excluded),
            premises_exclusion: found
                .premises_exclusion
                .iter()
                .map(|&e| table.exclusions()[e].id.clone())
                .collect(),
            unknown: unknown::unknown(table, &self.record, &found),
            reasons: reasons::reasons(self, &found),
        }
    }
}

#[cfg(test)]
#[path = "tests.rs"]
mod tests;
