use std::collections::BTreeSet;

use super::*;
use crate::vocabulary::Shape;

/// A table with one of everything, as small as can be.
const SMALL: &str = r#"
edition = "2025"
standard = "GB 35181-2025"
title = "试"
effective_from = "2025-11-01"
kinds = [{ id = "shop", label = "商店" }, { id = "hotel", label = "宾馆" }]
inputs = [
  { name = "kinds", label = "类别", type = "kinds" },
  { name = "flag", label = "标记", type = "bool" },
  { name = "width", label = "宽度", type = "number", unit = "m" },
  { name = "limit", label = "限值", type = "number" },
  { name = "class", label = "等级", type = "enum", values = ["甲", "乙"] },
]
flags = [{ name = "fixed", label = "已改" }]
systems = [{ id = "alarm", label = "报警", faults = [{ id = "A.1", text = "断电" }] }]
macros = [{ name = "short", label = "不足", when = "width < 80% of limit" }]
kind_rules = [{ add = "hotel", when = "yes(flag)" }]
decision = [{ id = "4.1", label = "任何场所", minimum = 1 }]
exclusions = [
  { id = "4.2a", level = "element", text = "已改", when = "yes(fixed)" },
  { id = "4.2b", level = "premises", text = "标记", when = "yes(flag)" },
]

[[elements]]
clause = "5.1"
route = "direct"
predicate = "不足"
when = "short and kind(shop)"

[[elements]]
clause = "6.1"
route = "comprehensive"
predicate = "等级"
when = "class == 甲"
"#;

/// The problems of the small table after one replacement, each as its message and the source from its place to the
/// end of the line.
fn problems(from: &str, to: &str) -> Vec<(String, String)> {
    assert!(SMALL.contains(from), "{from}");
    let text = SMALL.replacen(from, to, 1);
    let TableProblems(problems) = RuleTable::parse("t.toml", &text).unwrap_err();
    let rest = |p: &TableProblem| text.lines().nth(p.line - 1).unwrap().chars().skip(p.column - 1).collect();
    problems.into_iter().map(|p| (rest(&p), p.message)).collect()
}

/// Asserts that among the problems after a replacement is one with this message, just where the source reads `at`.
fn assert_problem(from: &str, to: &str, at: &str, message: &str) {
    let found = problems(from, to);
    assert!(found.iter().any(|(rest, text)| rest.starts_with(at) && text == message), "{to}: {found:?}");
}

#[test]
fn a_small_table_is_read_whole() {
    let table = RuleTable::parse("t.toml", SMALL).unwrap();
    assert_eq!(table.edition(), Edition::E2025);
    assert_eq!((table.standard(), table.title()), ("GB 35181-2025", "试"));
    assert_eq!(table.effective_from(), "2025-11-01".parse().unwrap());
    assert_eq!(table.effective_until(), None);
    assert_eq!(table.kinds()[1].label, "宾馆");
    assert_eq!(table.inputs()[2].unit.as_deref(), Some("m"));
    assert_eq!(table.inputs()[2].shape, Shape::Number { integer: false, positive: false });
    assert_eq!(
        table.inputs()[3].shape,
        Shape::Number { integer: false, positive: true },
        "a rule divides by it"
    );
    assert_eq!(table.flags()[0].name, "fixed");
    assert_eq!(table.systems()[0].faults[0].id, "A.1");
    assert_eq!(table.elements()[1].clause, "6.1");
    assert_eq!(table.elements()[1].certainty, Certainty::Text);
    assert_eq!(table.decision_rules()[0].minimum, 1);
    assert_eq!(table.exclusions()[1].level, ExclusionLevel::Premises);
    assert_eq!(table.comparisons.len(), 1);
}

#[test]
fn a_problem_names_file_line_column_and_what_to_do() {
    let text = SMALL.replace("class == 甲", "class == 丙");
    let problems = RuleTable::parse("packs/x.toml", &text).unwrap_err();
    assert_eq!(problems.to_string(), "packs/x.toml:34:18: “丙”不是“class”的取值。可用的取值:甲、乙");
}

#[test]
fn every_expression_is_checked_at_its_place() {
    for (from, to, at, message) in [
        ("short and kind(shop)", "short and kind(shed)", "shed)\"", "没有声明的场所类别“shed”"),
        ("width < 80% of limit", "width < 80% of flag", "flag\"", "“flag”是是非值(true 或 false)"),
        ("hotel\", when = \"yes(flag)", "hotel\", when = \"yes(fla)", "fla)\"", "没有声明的输入“fla”"),
        ("when = \"yes(fixed)", "when = \"yes(flag)", "flag)\" }", "没有声明的输入“flag”"),
        (
            "\"标记\", when = \"yes(flag)",
            "\"标记\", when = \"yes(fixed)",
            "fixed)\" }",
            "没有声明的输入“fixed”",
        ),
        ("minimum = 1 }", "minimum = 1, when = \"x\" }", "x\" }", "没有声明的宏“x”"),
        ("class == 甲", "class == 甲 甲", "甲\"", "应为and、or 或表达式结尾,却是“甲”"),
    ] {
        assert_problem(from, to, at, message);
        assert_eq!(problems(from, to).len(), 1, "{to}");
    }
}

#[test]
fn a_macro_sees_only_the_macros_before_it() {
    assert_problem("width < 80% of limit", "short", "short\" }", "没有声明的宏“short”");
}

#[test]
fn all_problems_are_listed_in_order_of_appearance() {
    let text = SMALL
        .replace("class == 甲", "class == 丙")
        .replace("effective_from = \"2025", "effective_from = \"x");
    let problems = RuleTable::parse("t.toml", &text).unwrap_err();
    let lines: Vec<usize> = problems.0.iter().map(|problem| problem.line).collect();
    assert_eq!(lines, [5, 34]);
    assert_eq!(problems.to_string().lines().count(), 2);
}

#[test]
fn names_that_clash_or_cannot_be_written_are_refused() {
    let fault = "{ id = \"A.1\", text = \"断电\" }";
    let twice = format!("{fault}, {fault}");
    for (from, to, at, message) in [
        ("name = \"limit\"", "name = \"width\"", "\"width\", label = \"限值\"", "名称“width”重复"),
        ("name = \"short\"", "name = \"flag\"", "\"flag\", label = \"不足\"", "名称“flag”重复"),
        ("name = \"class\"", "name = \"a-b\"", "\"a-b\"", "“a-b”不能在表达式中使用"),
        ("{ id = \"shop\"", "{ id = \"a b\"", "\"a b\"", "“a b”不能在表达式中使用"),
        ("name = \"fixed\"", "name = \"1a\"", "\"1a\"", "“1a”不能在表达式中使用"),
        ("{ id = \"hotel\"", "{ id = \"shop\"", "\"shop\", label = \"宾馆\"", "场所类别“shop”重复"),
        (fault, twice.as_str(), "\"A.1\", text = \"断电\" }] }]", "故障“A.1”重复"),
        ("id = \"4.2b\"", "id = \"4.1\"", "\"4.1\", level = \"premises\"", "条款“4.1”重复"),
        ("clause = \"6.1\"", "clause = \"5.1\"", "\"5.1\"", "条款“5.1”重复"),
    ] {
        assert_problem(from, to, at, message);
    }
}

#[test]
fn reserved_words_cannot_be_names() {
    for word in ["and", "or", "not", "in", "of", "yes", "no", "kind", "every_system_faulty"] {
        let message = format!("“{word}”是规则语言的保留字");
        assert_problem("name = \"class\"", &format!("name = \"{word}\""), &format!("\"{word}\""), &message);
    }
}

#[test]
fn values_stand_with_enumerated_inputs_and_only_there() {
    let values = "values = [\"甲\", \"乙\"]";
    assert_problem(values, "values = []", "\"class\"", "“class”没有可用的取值");
    assert_problem(&format!(", {values}"), "", "\"class\"", "“class”没有可用的取值");
    let many = |count: usize| format!("values = [\"甲\"{}]", ", \"丙\"".repeat(count - 1));
    assert_problem(values, &many(65), "\"class\"", "“class”没有可用的取值");
    assert!(RuleTable::parse("t.toml", &SMALL.replace(values, &many(64))).is_ok());
    assert_problem(
        "type = \"bool\"",
        "type = \"bool\", values = [\"x\"]",
        "\"flag\"",
        "“flag”不是 enum 类型,却列了取值",
    );
}

#[test]
fn sixty_four_kinds_are_accepted_and_one_more_refused() {
    let kinds = |count: usize| -> String {
        let rows = (2..count).map(|n| format!("{{ id = \"k{n}\", label = \"类\" }}, "));
        format!("kinds = [{}{{ id = \"shop\"", rows.collect::<String>())
    };
    let table = |count: usize| SMALL.replace("kinds = [{ id = \"shop\"", &kinds(count));
    assert_eq!(RuleTable::parse("t.toml", &table(64)).unwrap().kinds().len(), 64);
    let problems = RuleTable::parse("t.toml", &table(65)).unwrap_err();
    assert_eq!(problems.0.len(), 1);
    assert_eq!(problems.0[0].message, "场所类别超过 64 个");
}

#[test]
fn a_structured_type_appears_once() {
    for shape in ["kinds", "systems", "faults", "flags"] {
        let row = |name: &str| format!("  {{ name = \"{name}\", label = \"甲\", type = \"{shape}\" }},\n");
        let twice = format!("inputs = [\n{}{}", row("one"), row("two"));
        assert_problem("inputs = [\n", &twice, "\"two\"", "“two”与前面的输入同为一种结构类型");
    }
}

#[test]
fn kind_rules_name_one_declared_kind() {
    assert_problem("add = \"hotel\"", "add = \"inn\"", "\"inn\"", "没有声明的场所类别“inn”");
    let message = "类别规则应有 add 或 drop 之一";
    assert_problem("add = \"hotel\"", "add = \"hotel\", drop = \"shop\"", "\"yes(flag)\"", message);
    assert_problem("add = \"hotel\", ", "", "\"yes(flag)\"", message);
}

#[test]
fn counting_rules_count_comprehensive_elements_and_can_be_met() {
    let listed = "minimum = 1, elements = [\"5.1\"]";
    assert_problem("minimum = 1", listed, "\"5.1\"]", "没有综合判定要素“5.1”");
    assert_problem("minimum = 1", listed, "1, elements", "项数 1 不可用");
    assert_problem("minimum = 1", "minimum = 0", "0 }", "项数 0 不可用");
    assert_problem("minimum = 1", "minimum = 2", "2 }", "项数 2 不可用");
    // Two direct elements are nothing to count.
    let direct = ("route = \"comprehensive\"", "route = \"direct\"");
    assert_problem(direct.0, direct.1, "1 }", "项数 1 不可用");
}

#[test]
fn what_takes_premises_out_is_asked_of_the_premises() {
    let compared = |text: &str| RuleTable::parse("t.toml", text).unwrap().comparisons.len();
    let narrow =
        SMALL.replacen("text = \"标记\", when = \"yes(flag)\"", "text = \"标记\", when = \"width < 3\"", 1);
    assert_eq!(compared(&narrow), compared(SMALL) + 1);
}

#[test]
fn dates_are_civil_dates() {
    assert_problem("\"2025-11-01\"", "\"2025年\"", "\"2025年\"", "“2025年”不是日期");
}

#[test]
fn a_file_of_another_form_is_refused_where_it_differs() {
    let found = problems("title = \"试\"", "titel = \"试\"");
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].0, "titel = \"试\"");
    assert!(found[0].1.starts_with("不是可用的规则表:unknown field `titel`"), "{found:?}");
}

#[test]
fn the_embedded_tables_begin_and_end_where_the_editions_do() {
    for edition in Edition::ALL {
        let table = RuleTable::embedded(edition);
        assert_eq!(table.edition(), edition);
        assert_eq!(table.effective_from(), edition.effective_from());
        assert_eq!(table.standard(), format!("GB 35181-{edition}"));
    }
    let last = RuleTable::embedded(Edition::E2017).effective_until().unwrap();
    assert_eq!(last.succ_opt(), Some(Edition::E2025.effective_from()));
}

#[test]
fn each_embedded_table_lets_through_exactly_what_only_the_other_records() {
    let names = |edition: Edition| -> BTreeSet<&str> {
        let table = RuleTable::embedded(edition);
        table.inputs().iter().chain(table.flags()).map(|input| input.name.as_str()).collect()
    };
    for (edition, other) in [(Edition::E2017, Edition::E2025), (Edition::E2025, Edition::E2017)] {
        let listed = RuleTable::embedded(edition).inputs_of_other_editions().iter().map(String::as_str);
        assert_eq!(listed.collect::<BTreeSet<_>>(), &names(other) - &names(edition), "{edition}");
    }
}

#[test]
fn the_embedded_tables_have_the_clauses_of_the_standard() {
    let count = |edition: Edition, route: ElementRoute| {
        RuleTable::embedded(edition).elements().iter().filter(|element| element.route == route).count()
    };
    assert_eq!(count(Edition::E2017, ElementRoute::Direct), 10);
    assert_eq!(count(Edition::E2017, ElementRoute::Comprehensive), 39);
    assert_eq!(count(Edition::E2025, ElementRoute::Direct), 30);
    assert_eq!(count(Edition::E2025, ElementRoute::Comprehensive), 35);
}
