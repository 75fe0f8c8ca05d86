use super::*;
use crate::language::compile;

fn input(name: &str, shape: Shape) -> Input {
    Input { name: name.to_owned(), label: name.to_owned(), shape, unit: None }
}

fn kind(id: &str) -> Kind {
    Kind { id: id.to_owned(), label: id.to_owned() }
}

/// Compiles against: flag (bool), width and limit (number), class (enum 甲 乙 3), kinds; kinds shop, hotel;
/// macro busy.
fn checked(text: &str, systems: bool) -> Result<Condition, LanguageProblem> {
    let number = || Shape::Number { integer: false, positive: false };
    let class = Shape::Enum { values: ["甲", "乙", "3"].map(str::to_owned).to_vec() };
    let inputs = [
        input("flag", Shape::Bool),
        input("width", number()),
        input("limit", number()),
        input("class", class),
        input("kinds", Shape::Kinds),
    ];
    let busy =
        Macro { name: "busy".into(), label: "busy".into(), condition: Condition::Kind(Members::one(0)) };
    let kinds = [kind("shop"), kind("hotel")];
    compile(text, &Scope { inputs: &inputs, kinds: &kinds, macros: &[busy], systems })
}

fn good(text: &str) -> Condition {
    checked(text, true).unwrap()
}

#[test]
fn names_become_positions() {
    assert_eq!(good("yes(flag)"), Condition::Recorded { input: 0, value: true });
    assert_eq!(good("no(flag)"), Condition::Recorded { input: 0, value: false });
    assert_eq!(good("kind(hotel)"), Condition::Kind(Members::one(1)));
    assert_eq!(good("busy"), Condition::Macro(0));
    assert_eq!(good("every_system_faulty"), Condition::EverySystemFaulty);
    assert_eq!(
        good("class not in (乙, 3)"),
        Condition::Among { input: 3, values: [1, 2].into_iter().collect(), negated: true }
    );
}

#[test]
fn quantities_keep_their_sort() {
    let compare = |right| Condition::Compare(Comparison { left: 1, order: Order::Less, right });
    assert_eq!(good("width < 20"), compare(Quantity::Number(20.into())));
    assert_eq!(good("width < limit"), compare(Quantity::Input(2)));
    assert_eq!(
        good("width < 75% of limit"),
        compare(Quantity::Share { share: "0.75".parse().unwrap(), of: 2 })
    );
}

#[test]
fn connectives_keep_their_shape() {
    let busy = || Condition::Macro(0);
    assert_eq!(
        good("not busy and (busy or busy)"),
        Condition::All(vec![Condition::Not(Box::new(busy())), Condition::Any(vec![busy(), busy()])])
    );
}

#[test]
fn a_misused_or_unknown_name_is_reported_where_it_stands() {
    for (text, at, message, advice) in [
        ("yes(width)", 4, "“width”是数", "yes(…) 只能用于是非类输入"),
        ("no(class)", 3, "“class”是列出的取值之一", "no(…) 只能用于是非类输入"),
        ("flag > 0", 0, "“flag”是是非值(true 或 false)", "大小比较只能用于数值输入"),
        ("width < flag", 8, "“flag”是是非值(true 或 false)", "大小比较只能用于数值输入"),
        ("width < 80% of kinds", 15, "“kinds”是场所类别的列表", "大小比较只能用于数值输入"),
        ("width == 3", 0, "“width”是数", "==、!=、in 只能用于列出取值的输入"),
        ("class == 丙", 9, "“丙”不是“class”的取值", "可用的取值:甲、乙、3"),
        ("kind(shap)", 5, "没有声明的场所类别“shap”", "是否想写“shop”?请先在 kinds 中声明"),
        ("kind(office)", 5, "没有声明的场所类别“office”", "请先在 kinds 中声明"),
        ("yes(flak)", 4, "没有声明的输入“flak”", "是否想写“flag”?请先在 inputs 中声明"),
        ("busy and bussy", 9, "没有声明的宏“bussy”", "是否想写“busy”?宏须先声明再使用"),
        ("flag", 0, "输入“flag”不能单独作条件", "请写 yes(flag) 或 no(flag)"),
        ("width", 0, "输入“width”不能单独作条件", "请写比较,例如 width > 0"),
        ("class", 0, "输入“class”不能单独作条件", "请写取值,例如 class in (…)"),
        ("kinds", 0, "输入“kinds”不能单独作条件", "场所类别用 kind(…) 判断,附录 A 用 every_system_faulty"),
    ] {
        let expected = LanguageProblem::new(at, message, advice);
        assert_eq!(checked(text, true), Err(expected), "{text}");
    }
}

#[test]
fn annex_a_needs_declared_systems() {
    let problem = checked("every_system_faulty", false).unwrap_err();
    assert_eq!(problem.message, "没有声明的宏“every_system_faulty”");
}
