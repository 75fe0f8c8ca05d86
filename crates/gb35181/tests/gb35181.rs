//! The tables against worked cases: our own hit-and-miss table, mutated rules, and the real cases where they are at
//! hand (the folder named by `QUTU_REAL_INPUT`; without it that trial is reported as ignored).

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot read its own committed files has nothing to report"
)]

use std::collections::BTreeSet;
use std::path::Path;
use std::process::ExitCode;

use gb35181::{Edition, Judgement, RuleTable, choose_edition, judge};
use libtest_mimic::{Arguments, Failed, Trial};
use serde::Deserialize;
use serde_json::{Map, Value as Json};

type Outcome = Result<(), Failed>;

fn main() -> ExitCode {
    let mut trials = Vec::new();
    for edition in Edition::ALL {
        let cases = rule_cases(edition);
        trials.push(Trial::test(format!("{edition}: every rule has a hit and a miss"), move || {
            complete(edition)
        }));
        trials
            .push(Trial::test(format!("{edition}: every altered rule is noticed"), move || mutants(edition)));
        for (number, case) in cases.into_iter().enumerate() {
            let name = format!("{edition}: {} holds and just does not ({number})", case.rule);
            trials.push(Trial::test(name, move || hit_and_miss(RuleTable::embedded(edition), &case)));
        }
        trials.push(real_cases(edition));
    }
    libtest_mimic::run(&Arguments::from_args(), trials).exit_code()
}

#[derive(Deserialize)]
struct CaseFile {
    edition: Edition,
    case: Vec<RuleCase>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RuleCase {
    rule: String,
    hit: Map<String, Json>,
    /// Further hits, as changes of `hit`.
    #[serde(default)]
    also: Vec<Map<String, Json>>,
    miss: Vec<Map<String, Json>>,
}

fn rule_cases(edition: Edition) -> Vec<RuleCase> {
    let text = match edition {
        Edition::E2017 => include_str!("rule_cases/2017.toml"),
        Edition::E2025 => include_str!("rule_cases/2025.toml"),
    };
    let file: CaseFile = toml::from_str(text).unwrap();
    assert_eq!(file.edition, edition);
    file.case
}

fn table_text(edition: Edition) -> &'static str {
    match edition {
        Edition::E2017 => include_str!("../../../packs/china/gb35181/2017.toml"),
        Edition::E2025 => include_str!("../../../packs/china/gb35181/2025.toml"),
    }
}

/// `hit` with one respect changed; `without` lists facts to take away.
fn changed(hit: &Map<String, Json>, change: &Map<String, Json>) -> Map<String, Json> {
    let mut inputs = hit.clone();
    for (name, value) in change {
        if name == "without" {
            for name in value.as_array().unwrap() {
                assert!(inputs.remove(name.as_str().unwrap()).is_some(), "{name} is not in the hit");
            }
        } else {
            inputs.insert(name.clone(), value.clone());
        }
    }
    inputs
}

/// Whether the rule shows anywhere in the judgement of these inputs.
fn holds(table: &RuleTable, rule: &str, mut inputs: Map<String, Json>) -> Result<bool, Failed> {
    // No kinds recorded means the same to a rule, but then all kinds are tried for `unknown`, which takes long.
    inputs.entry("kinds").or_insert_with(|| Json::Array(Vec::new()));
    let judgement = judge(table, &Json::Object(inputs)).map_err(|problems| format!("{rule}: {problems}"))?;
    if table.exclusions().iter().any(|exclusion| exclusion.id == rule) {
        return Ok(!judgement.excluded_elements.is_empty() || shown(&judgement.premises_exclusion, rule));
    }
    let Judgement { direct, comprehensive, by, .. } = judgement;
    Ok(shown(&direct, rule) || shown(&comprehensive, rule) || shown(&by, rule))
}

fn shown(list: &[String], rule: &str) -> bool {
    list.iter().any(|item| item == rule)
}

fn hit_and_miss(table: &RuleTable, case: &RuleCase) -> Outcome {
    if !holds(table, &case.rule, case.hit.clone())? {
        return Err(format!("{} should hold for {:?}", case.rule, case.hit).into());
    }
    for also in &case.also {
        if !holds(table, &case.rule, changed(&case.hit, also))? {
            return Err(format!("{} should still hold after {also:?}", case.rule).into());
        }
    }
    for miss in &case.miss {
        if holds(table, &case.rule, changed(&case.hit, miss))? {
            return Err(format!("{} should not hold after {miss:?}", case.rule).into());
        }
    }
    Ok(())
}

fn complete(edition: Edition) -> Outcome {
    let table = RuleTable::embedded(edition);
    let elements = table.elements().iter().map(|element| element.clause.as_str());
    let decision = table.decision_rules().iter().map(|rule| rule.id.as_str());
    let exclusions = table.exclusions().iter().map(|exclusion| exclusion.id.as_str());
    let rules: BTreeSet<&str> = elements.chain(decision).chain(exclusions).collect();
    let cases = rule_cases(edition);
    let covered: BTreeSet<&str> =
        cases.iter().filter(|case| !case.miss.is_empty()).map(|case| case.rule.as_str()).collect();
    if rules == covered {
        return Ok(());
    }
    Err(format!("without hit and miss: {:?}; no such rule: {:?}", &rules - &covered, &covered - &rules)
        .into())
}

/// Alters every expression of the table in small ways; some hit or miss must then come out differently.
fn mutants(edition: Edition) -> Outcome {
    let mut cases = rule_cases(edition);
    let text = table_text(edition);
    let mut survivors = Vec::new();
    let mut tried = 0;
    for (number, line) in text.lines().enumerate() {
        let Some((before, when)) = line.split_once("when = \"") else { continue };
        let (expression, after) = when.split_once('"').unwrap();
        let near = rules_near(text, number);
        // Stable, and false comes before true: the cases of the rules concerned are tried first.
        cases.sort_by_key(|case| !near.contains(&case.rule));
        for mutant in mutations(expression) {
            let altered = replace_line(text, number, &format!("{before}when = \"{mutant}\"{after}"));
            // What the language itself refuses needs no case.
            let Ok(table) = RuleTable::parse("altered.toml", &altered) else { continue };
            tried += 1;
            if cases.iter().all(|case| hit_and_miss(&table, case).is_ok()) {
                survivors.push(format!("{}: {mutant}", number + 1));
            }
        }
    }
    if survivors.is_empty() && tried > 100 {
        return Ok(());
    }
    Err(format!("{} of {tried} altered rules went unnoticed:\n{}", survivors.len(), survivors.join("\n"))
        .into())
}

/// The rule whose expression stands on this line, or, for a macro, the rules that name it.
fn rules_near(text: &str, number: usize) -> BTreeSet<String> {
    let line = text.lines().nth(number).unwrap_or_default();
    let wanted = quoted_after(line, "{ name = ");
    let mut clause = None;
    let mut near = BTreeSet::new();
    for (index, line) in text.lines().enumerate() {
        clause = quoted_after(line, "clause = ").or(quoted_after(line, "{ id = ")).or(clause);
        let expression = quoted_after(line, "when = ").unwrap_or_default();
        if index == number || wanted.is_some_and(|name| expression.contains(name)) {
            near.extend(clause.map(str::to_owned));
        }
    }
    near
}

fn quoted_after<'t>(line: &'t str, label: &str) -> Option<&'t str> {
    line.split_once(label)?.1.strip_prefix('"')?.split('"').next()
}

fn replace_line(text: &str, number: usize, replacement: &str) -> String {
    let lines =
        text.lines().enumerate().map(|(index, line)| if index == number { replacement } else { line });
    lines.collect::<Vec<_>>().join("\n")
}

/// Each pair is swapped at each place where its left side stands.
const SWAPS: [(&str, &str); 12] = [
    (" and ", " or "),
    (" or ", " and "),
    ("yes(", "no("),
    ("no(", "yes("),
    ("not ", ""),
    (" < ", " <= "),
    (" > ", " >= "),
    (" >= ", " > "),
    (" == ", " != "),
    (" != ", " == "),
    (" in (", " not in ("),
    ("% of", "1% of"),
];

fn mutations(expression: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (from, to) in SWAPS {
        for (at, _) in expression.match_indices(from) {
            // `not in` must not turn into `not not in`.
            if from == " in (" && expression[..at].ends_with("not") {
                continue;
            }
            found.push(format!("{}{to}{}", &expression[..at], &expression[at + from.len()..]));
        }
    }
    // One member less in each list.
    let mut end = 0;
    for (at, _) in expression.match_indices(", ") {
        let start = expression[..at].rfind(['(', ' ']).map_or(0, |before| before + 1);
        found.push(format!("{}{}", &expression[..start], &expression[at + 2..]));
        end = at;
    }
    if let Some(close) = expression[end..].find(')').filter(|_| end > 0) {
        found.push(format!("{}{}", &expression[..end], &expression[end + close..]));
    }
    found
}

/// The worked cases of an edition: every key present in `expected` must agree, lists in any order.
fn real_cases(edition: Edition) -> Trial {
    let name = format!("{edition}: real worked cases agree");
    match std::env::var_os("QUTU_REAL_INPUT") {
        None => Trial::test(name, || Ok(())).with_ignored_flag(true),
        Some(folder) => Trial::test(name, move || {
            let path = Path::new(&folder).join(format!("standards/cases-{edition}.yaml"));
            let text =
                std::fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
            real_cases_agree(edition, &text)
        }),
    }
}

fn real_cases_agree(edition: Edition, text: &str) -> Outcome {
    let file: Json = serde_norway::from_str(text).map_err(|error| error.to_string())?;
    let chosen = choose_edition(None, None, file["standard"].as_str()).map_err(|error| error.to_string())?;
    assert_eq!(chosen, edition);
    let cases = file["cases"].as_array().ok_or("no cases")?;
    let mut differences = Vec::new();
    for case in cases {
        let judgement =
            judge(RuleTable::embedded(edition), &case["inputs"]).map_err(|problems| problems.to_string())?;
        let found = serde_json::to_value(&judgement).map_err(|error| error.to_string())?;
        for (key, expected) in case["expected"].as_object().ok_or("no expectation")? {
            if sorted(expected) != sorted(&found[key]) {
                differences.push(format!("{} {key}: expected {expected}, found {}", case["id"], found[key]));
            }
        }
    }
    eprintln!("{edition}: {} worked cases compared", cases.len());
    if differences.is_empty() { Ok(()) } else { Err(differences.join("\n").into()) }
}

fn sorted(value: &Json) -> Json {
    match value {
        Json::Array(items) => {
            let mut texts: Vec<String> =
                items.iter().map(|item| item.as_str().unwrap_or("?").to_owned()).collect();
            texts.sort();
            Json::from(texts)
        }
        other => other.clone(),
    }
}
