use super::*;

fn word(text: &str, at: usize) -> Word {
    Word { text: text.to_owned(), at }
}

fn name(text: &str, at: usize) -> Syntax {
    Syntax::Name(word(text, at))
}

fn problem(text: &str) -> (usize, String, String) {
    let problem = parse(text).unwrap_err();
    (problem.at, problem.message, problem.advice)
}

#[test]
fn and_binds_tighter_than_or_and_not_tighter_than_and() {
    assert_eq!(
        parse("a or not b and c").unwrap(),
        Syntax::Any(vec![
            name("a", 0),
            Syntax::All(vec![Syntax::Not(Box::new(name("b", 9))), name("c", 15)]),
        ])
    );
}

#[test]
fn brackets_change_the_order() {
    assert_eq!(
        parse("(a or b) and c").unwrap(),
        Syntax::All(vec![Syntax::Any(vec![name("a", 1), name("b", 6)]), name("c", 13)])
    );
}

#[test]
fn two_nots_cancel_and_three_are_one() {
    assert_eq!(parse("not not a").unwrap(), name("a", 8));
    assert_eq!(parse("not not not a").unwrap(), Syntax::Not(Box::new(name("a", 12))));
}

#[test]
fn yes_and_no_carry_their_value() {
    assert_eq!(parse("yes(a)").unwrap(), Syntax::Recorded { value: true, input: word("a", 4) });
    assert_eq!(parse("no(a)").unwrap(), Syntax::Recorded { value: false, input: word("a", 3) });
}

#[test]
fn kind_takes_one_or_more_kinds() {
    assert_eq!(parse("kind(a)").unwrap(), Syntax::Kind(vec![word("a", 5)]));
    assert_eq!(parse("kind(a, b)").unwrap(), Syntax::Kind(vec![word("a", 5), word("b", 8)]));
}

#[test]
fn comparisons_take_a_number_an_input_or_a_share() {
    let compare = |order, right| Syntax::Compare { left: word("a", 0), order, right };
    assert_eq!(parse("a < 3").unwrap(), compare(Order::Less, Amount::Number(3.into())));
    assert_eq!(parse("a >= b").unwrap(), compare(Order::AtLeast, Amount::Input(word("b", 5))));
    assert_eq!(
        parse("a > 150% of b").unwrap(),
        compare(Order::More, Amount::Share { share: "1.5".parse().unwrap(), of: word("b", 12) })
    );
}

#[test]
fn memberships_come_in_four_spellings() {
    let among = |negated, values| Syntax::Among { left: word("a", 0), negated, values };
    assert_eq!(parse("a == 甲").unwrap(), among(false, vec![word("甲", 5)]));
    assert_eq!(parse("a != 3").unwrap(), among(true, vec![word("3", 5)]));
    assert_eq!(parse("a in (x, 1)").unwrap(), among(false, vec![word("x", 6), word("1", 9)]));
    assert_eq!(parse("a not in (x)").unwrap(), among(true, vec![word("x", 10)]));
}

#[test]
fn what_is_missing_is_named_with_its_place() {
    let check = "请检查此处是否漏写或多写";
    for (text, at, message, advice) in [
        ("", 0, "应为条件,却是表达式结尾", check),
        ("a and", 5, "应为条件,却是表达式结尾", check),
        ("a b", 2, "应为and、or 或表达式结尾,却是“b”", "并列条件用 and 或 or 连接"),
        ("(a", 2, "应为“)”,却是表达式结尾", "请在此处加右括号"),
        ("yes a", 4, "应为“(”,却是“a”", "请在此处加左括号"),
        ("yes(and)", 4, "应为输入名,却是“and”", check),
        ("kind()", 5, "应为场所类别,却是“)”", check),
        ("a in ()", 6, "应为取值,却是“)”", check),
        ("a == <", 5, "应为取值,却是“<”", check),
        ("a <", 3, "应为数、百分数或输入名,却是表达式结尾", check),
        ("a < 80% b", 8, "应为of,却是“b”", "百分数要说明是谁的,例如 80% of exit_width_required_m"),
        ("a < 80% of 3", 11, "应为输入名,却是“3”", check),
        ("a not b", 6, "应为in,却是“b”", "名称后的 not 只能写成 not in (…)"),
        ("3 < a", 0, "应为条件,却是“3”", check),
    ] {
        assert_eq!(problem(text), (at, message.to_owned(), advice.to_owned()), "{text}");
    }
}

#[test]
fn thirty_one_brackets_are_accepted_and_thirty_two_refused() {
    let nested = |depth: usize| format!("{}a{}", "(".repeat(depth), ")".repeat(depth));
    assert_eq!(parse(&nested(31)).unwrap(), name("a", 31));
    assert_eq!(problem(&nested(32)), (32, "括号或 not 嵌套超过 32 层".to_owned(), "请拆成几个宏".to_owned()));
}

#[test]
fn brackets_side_by_side_do_not_add_up() {
    let text = vec!["(a)"; 40].join(" and ");
    assert!(matches!(parse(&text).unwrap(), Syntax::All(parts) if parts.len() == 40));
}
