use super::*;
use crate::language::{Macro, Scope, compile};

struct World {
    inputs: Vec<Input>,
    kinds: Vec<Kind>,
    macros: Vec<Macro>,
}

fn world() -> World {
    let input = |name: &str, label: &str, shape: Shape, unit: Option<&str>| Input {
        name: name.to_owned(),
        label: label.to_owned(),
        shape,
        unit: unit.map(str::to_owned),
    };
    let number = || Shape::Number { integer: false, positive: false };
    let class = Shape::Enum { values: vec!["甲".to_owned(), "乙".to_owned()] };
    let kind = |id: &str, label: &str| Kind { id: id.to_owned(), label: label.to_owned() };
    let mut world = World {
        inputs: vec![
            input("flag", "高层", Shape::Bool, None),
            input("width", "宽度", number(), Some("m")),
            input("limit", "限值", number(), Some("m")),
            input("class", "等级", class, None),
            input("kinds", "类别", Shape::Kinds, None),
            input("systems", "系统", Shape::Systems, None),
            input("faults", "故障", Shape::Faults, None),
        ],
        kinds: vec![kind("shop", "商店"), kind("hotel", "宾馆"), kind("office", "办公")],
        macros: Vec::new(),
    };
    let condition = compiled(&world, "width < 80% of limit or yes(flag)");
    world.macros.push(Macro { name: "short".to_owned(), label: "宽度不足".to_owned(), condition });
    world
}

fn compiled(world: &World, text: &str) -> Condition {
    let scope = Scope { inputs: &world.inputs, kinds: &world.kinds, macros: &world.macros, systems: true };
    compile(text, &scope).unwrap()
}

/// Explains `text` for flag, width, limit and class as given; the premises is a shop, and by rule also an office.
fn explained(text: &str, values: [Option<Value>; 4]) -> (Vec<String>, Vec<String>, Vec<String>) {
    let world = world();
    let condition = compiled(&world, text);
    let rule = compiled(&world, "class == 甲");
    let values: Vec<_> = values.into_iter().chain([None; 3]).collect();
    let situation = Situation {
        macros: &world.macros,
        values: &values,
        kinds: [0, 2].into_iter().collect(),
        every_system_faulty: true,
    };
    assert!(condition.holds(&situation), "{text}");
    let explainer = Explainer {
        inputs: &world.inputs,
        kinds: &world.kinds,
        situation,
        recorded_kinds: Members::one(0),
        added: vec![(2, &rule)],
        faults: "报警断电".to_owned(),
    };
    let Explanation { phrases, inputs, thresholds } = explainer.explain(&condition);
    let names = inputs.into_iter().map(|input| world.inputs[input].name.clone()).collect();
    (phrases, names, thresholds)
}

fn number(text: &str) -> Option<Value> {
    Some(Value::Number(text.parse().unwrap()))
}

fn texts(list: &[&str]) -> Vec<String> {
    list.iter().map(|&text| text.to_owned()).collect()
}

#[test]
fn yes_no_and_values_are_stated() {
    let yes = Some(Value::Bool(true));
    let no = Some(Value::Bool(false));
    assert_eq!(
        explained("yes(flag)", [yes, None, None, None]),
        (texts(&["高层:是"]), texts(&["flag"]), vec![])
    );
    assert_eq!(explained("no(flag)", [no, None, None, None]).0, ["高层:否"]);
    assert_eq!(explained("not yes(flag)", [no, None, None, None]).0, ["高层:否"]);
    assert_eq!(explained("not yes(flag)", [None; 4]).0, ["高层:未记录"]);
    let second = Some(Value::Choice(1));
    assert_eq!(explained("class == 乙", [None, None, None, second]).0, ["等级:乙"]);
}

#[test]
fn a_share_shows_its_arithmetic() {
    let (phrases, inputs, thresholds) =
        explained("width < 80% of limit", [None, number("3.16"), number("4.00"), None]);
    assert_eq!(phrases, ["宽度 3.16 m < 限值 4 m × 80% = 3.2 m"]);
    assert_eq!(inputs, ["width", "limit"]);
    assert_eq!(thresholds, ["< 3.2 m(限值 4 m × 80%)"]);
}

#[test]
fn plain_comparisons_show_both_sides() {
    let (phrases, inputs, thresholds) = explained("width >= limit", [None, number("5"), number("4"), None]);
    assert_eq!((phrases, thresholds), (texts(&["宽度 5 m ≥ 限值 4 m"]), texts(&["≥ 4 m(限值)"])));
    assert_eq!(inputs, ["width", "limit"]);
    let (phrases, _, thresholds) = explained("width > 0", [None, number("5"), None, None]);
    assert_eq!((phrases, thresholds), (texts(&["宽度 5 m > 0 m"]), texts(&["> 0 m"])));
}

#[test]
fn a_negated_comparison_turns_its_sign_and_names_no_threshold() {
    let (phrases, _, thresholds) = explained("not width < limit", [None, number("5"), number("4"), None]);
    assert_eq!((phrases, thresholds), (texts(&["宽度 5 m ≥ 限值 4 m"]), vec![]));
    assert_eq!(explained("not width < limit", [None; 4]).0, ["宽度(未记录) ≥ 限值(未记录)"]);
    assert_eq!(
        explained("not width < 80% of limit", [None, number("5"), None, None]).0,
        ["宽度 5 m ≥ 限值(未记录) × 80% = 未记录"]
    );
}

#[test]
fn kinds_are_named_and_a_kind_added_by_rule_gives_its_grounds() {
    let first = Some(Value::Choice(0));
    let kinds = |text| explained(text, [None, None, None, first]);
    assert_eq!(kinds("kind(shop, hotel)"), (texts(&["场所类别:商店"]), texts(&["kinds"]), vec![]));
    assert_eq!(
        kinds("kind(hotel, office)"),
        (texts(&["场所类别:办公(依据:等级:甲)"]), texts(&["kinds", "class"]), vec![])
    );
    assert_eq!(kinds("kind(shop, office)").0, ["场所类别:商店、办公"]);
    assert_eq!(kinds("not kind(hotel)").0, ["场所类别不含宾馆"]);
}

#[test]
fn of_alternatives_only_those_that_hold_are_told() {
    let values = [Some(Value::Bool(true)), number("5"), number("4"), None];
    assert_eq!(explained("yes(flag) or width < limit", values).0, ["高层:是"]);
    assert_eq!(explained("yes(flag) or width > limit", values).0, ["高层:是", "宽度 5 m > 限值 4 m"]);
    assert_eq!(explained("yes(flag) and width > limit", values).0, ["高层:是", "宽度 5 m > 限值 4 m"]);
    assert_eq!(explained("not (yes(flag) and width < limit)", values).0, ["宽度 5 m ≥ 限值 4 m"]);
}

#[test]
fn a_macro_is_named_and_opened_and_only_named_when_it_does_not_hold() {
    let short = explained("short", [None, number("3"), number("4"), None]);
    assert_eq!(
        short,
        (
            texts(&["宽度不足(宽度 3 m < 限值 4 m × 80% = 3.2 m)"]),
            texts(&["width", "limit"]),
            texts(&["< 3.2 m(限值 4 m × 80%)"])
        )
    );
    let not_short = explained("not short", [None, number("3.2"), number("4"), None]);
    assert_eq!(not_short, (texts(&["不属于“宽度不足”"]), texts(&["width", "limit", "flag"]), vec![]));
}

#[test]
fn annex_a_rests_on_systems_and_faults() {
    let (phrases, inputs, _) = explained("every_system_faulty", [None; 4]);
    assert_eq!((phrases, inputs), (texts(&["报警断电"]), texts(&["systems", "faults"])));
}

#[test]
fn an_input_used_twice_is_listed_once() {
    let (_, inputs, thresholds) = explained("width > 1 and width > 2", [None, number("5"), None, None]);
    assert_eq!((inputs, thresholds), (texts(&["width"]), texts(&["> 1 m", "> 2 m"])));
}
