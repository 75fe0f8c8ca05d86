use serde_json::json;

use super::*;
use crate::edition::Edition;
use crate::members::Members;
use crate::record::Value;

fn read(edition: Edition, inputs: &Json) -> Result<Record, Vec<(String, String)>> {
    match Facts::read(RuleTable::embedded(edition), inputs) {
        Ok(facts) => Ok(facts.record),
        Err(InputProblems(problems)) => Err(problems.into_iter().map(|p| (p.field, p.message)).collect()),
    }
}

fn problem(edition: Edition, inputs: &Json) -> (String, String) {
    let problems = read(edition, inputs).unwrap_err();
    assert_eq!(problems.len(), 1, "{problems:?}");
    problems.into_iter().next().unwrap()
}

fn pair(field: &str, message: &str) -> (String, String) {
    (field.to_owned(), message.to_owned())
}

fn position(table: &RuleTable, name: &str) -> usize {
    table.inputs().iter().position(|input| input.name == name).unwrap()
}

#[test]
fn recorded_values_stand_at_their_input_and_null_is_not_recorded() {
    let table = RuleTable::embedded(Edition::E2025);
    let inputs = json!({"high_rise": true, "underground": null, "exits_present": 2, "hazard_class": "丙", "kinds": null});
    let record = read(Edition::E2025, &inputs).unwrap();
    assert_eq!(record.values[position(table, "high_rise")], Some(Value::Bool(true)));
    assert_eq!(record.values[position(table, "underground")], None);
    assert_eq!(record.values[position(table, "exits_present")], Some(Value::Number(2.into())));
    assert_eq!(record.values[position(table, "hazard_class")], Some(Value::Choice(2)));
    assert_eq!(record.kinds, None);
    assert_eq!(record.values.iter().flatten().count(), 3);
}

#[test]
fn no_inputs_at_all_is_an_empty_record() {
    let empty = Record::empty(RuleTable::embedded(Edition::E2017).inputs().len());
    assert_eq!(read(Edition::E2017, &json!({})), Ok(empty.clone()));
    assert_eq!(read(Edition::E2017, &Json::Null), Ok(empty));
    assert_eq!(problem(Edition::E2017, &json!([])), pair("inputs", "应为“名称: 值”的对照表"));
}

#[test]
fn kinds_and_systems_are_sets_of_known_names() {
    let record = read(
        Edition::E2025,
        &json!({"kinds": ["restaurant", "hotel", "hotel"], "required_systems": ["alarm"]}),
    );
    let record = record.unwrap();
    assert_eq!(record.kinds, Some([1, 2].into_iter().collect()));
    assert_eq!(record.systems, Some(Members::one(2)));
    assert_eq!(read(Edition::E2025, &json!({"kinds": []})).unwrap().kinds, Some(Members::default()));
}

#[test]
fn a_kind_of_the_other_edition_is_an_error() {
    assert_eq!(
        problem(Edition::E2025, &json!({"kinds": ["hotel", "kindergarten"]})),
        pair("kinds[1]", "GB 35181-2025 没有“kindergarten”")
    );
    assert!(read(Edition::E2017, &json!({"kinds": ["kindergarten"]})).is_ok());
}

#[test]
fn a_mistyped_name_is_reported_with_the_likely_one() {
    assert_eq!(
        problem(Edition::E2017, &json!({"exit_present": 1})),
        pair("exit_present", "GB 35181-2017 没有这项输入,是否想写“exits_present”?")
    );
    assert_eq!(problem(Edition::E2017, &json!({"qqq": 1})), pair("qqq", "GB 35181-2017 没有这项输入"));
    assert_eq!(
        problem(Edition::E2017, &json!({"kinds": ["hotels"]})),
        pair("kinds[0]", "GB 35181-2017 没有“hotels”,是否想写“hotel”?")
    );
}

#[test]
fn inputs_of_the_other_edition_are_let_through_unread() {
    let record =
        read(Edition::E2017, &json!({"exit_fully_blocked": "whatever", "required_systems": 3})).unwrap();
    assert_eq!(record.values.iter().flatten().count(), 0);
    assert!(read(Edition::E2025, &json!({"exit_width_m": 3})).is_ok());
}

#[test]
fn a_flag_among_the_inputs_is_sent_to_its_place() {
    assert_eq!(
        problem(Edition::E2017, &json!({"immediately_fixable": true})),
        pair("immediately_fixable", "这是逐项要素的排除情形,请写在 element_flags 的条款下")
    );
}

#[test]
fn wrong_shapes_name_the_field() {
    for (inputs, field, message) in [
        (json!({"kinds": "hotel"}), "kinds", "应为场所类别的列表,实为 \"hotel\""),
        (json!({"kinds": [1]}), "kinds[0]", "应为文字,实为 1"),
        (json!({"required_systems": {}}), "required_systems", "应为系统的列表,实为 {}"),
        (json!({"system_faults": []}), "system_faults", "应为系统到故障列表的对照,实为 []"),
        (json!({"system_faults": {"auto": "A.2.1"}}), "system_faults.auto", "应为故障的列表,实为 \"A.2.1\""),
        (json!({"element_flags": true}), "element_flags", "应为条款到排除情形的对照,实为 true"),
        (json!({"element_flags": {"6.1.1": 1}}), "element_flags.6.1.1", "应为条款到排除情形的对照,实为 1"),
        (json!({"exit_fully_blocked": 1}), "exit_fully_blocked", "应为是非值(true 或 false),实为 1"),
    ] {
        assert_eq!(problem(Edition::E2025, &inputs), pair(field, message), "{inputs}");
    }
}

#[test]
fn faults_belong_to_their_system() {
    let inputs = json!({"system_faults": {"hydrant": ["A.1.2"], "auto": null, "alarm": []}});
    let faults = read(Edition::E2025, &inputs).unwrap().faults.unwrap();
    let listed: Vec<_> = faults.into_iter().collect();
    assert_eq!(listed, [(0, Members::one(1)), (1, Members::default()), (2, Members::default())]);
    for (inputs, field, message) in [
        (
            json!({"system_faults": {"auto": ["A.1.1"]}}),
            "system_faults.auto[0]",
            "GB 35181-2025 没有“A.1.1”,是否想写“A.2.1”?",
        ),
        (
            json!({"system_faults": {"lift": []}}),
            "system_faults.lift",
            "没有这个系统,应为 hydrant、auto、alarm 之一",
        ),
        (json!({"required_systems": ["pump"]}), "required_systems[0]", "GB 35181-2025 没有“pump”"),
    ] {
        assert_eq!(problem(Edition::E2025, &inputs), pair(field, message), "{inputs}");
    }
}

#[test]
fn flags_stand_under_a_clause_of_the_edition() {
    let inputs = json!({"element_flags": {
        "6.1.1": {"immediately_fixable": true, "fixed_on_site": false, "law_expressly_requires": null},
        "5.2 c)": null,
    }});
    let table = RuleTable::embedded(Edition::E2025);
    let clause = |clause: &str| table.elements().iter().position(|element| element.clause == clause).unwrap();
    let flags = read(Edition::E2025, &inputs).unwrap().flags.unwrap();
    assert_eq!(flags.len(), 2);
    assert_eq!(flags[&clause("6.1.1")], [None, None, Some(Value::Bool(true)), Some(Value::Bool(false))]);
    assert_eq!(flags[&clause("5.2 c)")], [None; 4]);
    for (inputs, field, message) in [
        (json!({"element_flags": {"7.5": {}}}), "element_flags.7.5", "GB 35181-2025 没有这个要素条款"),
        (
            json!({"element_flags": {"6.1.1": {"fixed": true}}}),
            "element_flags.6.1.1.fixed",
            "没有这种排除情形,应为 from_standard_revision、law_expressly_requires、immediately_fixable、fixed_on_site 之一",
        ),
        (
            json!({"element_flags": {"6.1.1": {"fixed_on_site": "yes"}}}),
            "element_flags.6.1.1.fixed_on_site",
            "应为是非值(true 或 false),实为 \"yes\"",
        ),
    ] {
        assert_eq!(problem(Edition::E2025, &inputs), pair(field, message), "{inputs}");
    }
    assert!(read(Edition::E2017, &json!({"element_flags": {"7.5": {"fixed_on_site": true}}})).is_ok());
}

#[test]
fn hundreds_of_names_are_refused_unread() {
    let names = |many: usize| Json::Object((0..many).map(|at| (format!("x{at}"), Json::Null)).collect());
    let too_many = pair("inputs", "输入项过多，最多300项");
    for many in [301, 302] {
        assert_eq!(problem(Edition::E2025, &names(many)), too_many);
    }
    assert_eq!(read(Edition::E2025, &names(300)).unwrap_err().len(), 300, "each name is told");
}

#[test]
fn all_problems_are_reported_together() {
    let problems =
        read(Edition::E2017, &json!({"exits_present": "two", "zzz": 1, "exit_width_required_m": 0}));
    let fields: Vec<String> = problems.unwrap_err().into_iter().map(|(field, _)| field).collect();
    assert_eq!(fields, ["exits_present", "zzz", "exit_width_required_m"]);
}

#[test]
fn problems_print_field_and_message() {
    let problem = |field: &str| InputProblem { field: field.to_owned(), message: "错".to_owned() };
    assert_eq!(InputProblems(vec![problem("a"), problem("b")]).to_string(), "a:错;b:错");
}
