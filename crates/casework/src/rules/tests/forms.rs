//! What is given with an action.

use super::scene::{Scene, hazard, person};
use crate::rules::{GivenFile, Input, Lists, check_fields, check_input, collective_min};
use kernel::id::FileId;
use kernel::problem::FieldProblem;
use pack::lifecycle::Field;
use serde_json::{Map, Value, json};
use uuid::Uuid;

fn check(scene: &Scene, code: &str, fields: &Value, evidence: &[GivenFile]) -> Vec<(String, String)> {
    let fields: Map<String, Value> = fields.as_object().cloned().unwrap();
    let input = Input { fields: &fields, evidence, today: scene.today() };
    let faults = check_input(&scene.lifecycle, &scene.snapshot, scene.action(code), &input, &Lists::new());
    faults.into_iter().map(|FieldProblem { pointer, code, .. }| (pointer, code)).collect()
}

fn fault(pointer: &str, code: &str) -> (String, String) {
    (pointer.to_owned(), code.to_owned())
}

fn field(kind: &str, extra: &Value) -> Field {
    let mut field = json!({ "code": "x", "label": "项", "type": kind });
    field.as_object_mut().unwrap().extend(extra.as_object().cloned().unwrap());
    serde_json::from_value(field).unwrap()
}

fn code_of(field: &Field, value: Value) -> Option<String> {
    let values = Map::from_iter([("x".to_owned(), value)]);
    let lists = Lists::from([("colours".to_owned(), [("red".to_owned(), "红".to_owned())].into())]);
    check_fields(std::slice::from_ref(field), &values, "2024-09-30".parse().unwrap(), &lists)
        .into_iter()
        .map(|fault| fault.code)
        .next()
}

#[test]
fn each_type_of_field_knows_its_faults() {
    let none: Option<&str> = None;
    let cases = [
        (field("text", &json!({ "required": true })), json!("  "), Some("required")),
        (field("text", &json!({ "required": true })), Value::Null, Some("required")),
        (field("text", &json!({ "max": 2 })), json!("三个字"), Some("max")),
        (field("text", &json!({ "max": 3 })), json!("三个字"), none),
        (field("text", &json!({})), json!("两\n行"), Some("lines")),
        (field("long_text", &json!({})), json!("两\n行"), none),
        (field("text", &json!({})), json!(7), Some("type")),
        (field("integer", &json!({ "min": 1, "max": 5 })), json!(0), Some("min")),
        (field("integer", &json!({ "min": 1, "max": 5 })), json!(6), Some("max")),
        (field("integer", &json!({})), json!(1.5), Some("type")),
        (field("date", &json!({})), json!("2024-02-30"), Some("date")),
        (field("date", &json!({})), json!("2024-02-29"), none),
        (field("date", &json!({})), json!("+262142-12-31"), Some("date")),
        (field("date", &json!({})), json!("-262143-01-01"), Some("date")),
        (field("date", &json!({})), json!("9999-12-31"), Some("date")),
        (field("text", &json!({ "required": true })), json!("\u{200b}\u{2060}"), Some("required")),
        (field("boolean", &json!({})), json!("是"), Some("type")),
        (field("boolean", &json!({ "required": true })), json!(false), none),
        (field("choice", &json!({ "choices": { "a": "甲" } })), json!("b"), Some("choice")),
        (field("choice", &json!({ "list": "colours" })), json!("red"), none),
        (field("choice", &json!({ "list": "colours" })), json!("blue"), Some("choice")),
        (field("choice", &json!({ "list": "unknown" })), json!("blue"), none),
        (field("choices", &json!({ "choices": { "a": "甲" } })), json!(["a", "b"]), Some("choice")),
        (field("people", &json!({})), json!([{ "name": " " }]), Some("people")),
        (field("people", &json!({})), json!([{ "name": "\u{200b}" }]), Some("people")),
        (field("people", &json!({})), json!([{ "name": "张三", "title": { "x": 1 } }]), Some("people")),
        (field("people", &json!({})), json!([{ "name": "张".repeat(51) }]), Some("people")),
        (field("people", &json!({})), json!([{ "name": "张三", "title": "支队长" }]), none),
        (field("people", &json!({})), json!(vec![json!({ "name": "张三" }); 101]), Some("max")),
        (field("post", &json!({})), json!("消防站"), Some("post")),
    ];
    for (field, value, wanted) in cases {
        assert_eq!(code_of(&field, value.clone()).as_deref(), wanted, "{:?} {value}", field.kind);
    }
}

#[test]
fn a_field_the_form_does_not_have_is_refused() {
    let scene = Scene::new();
    let faults = check(&scene, "assign", &json!({ "due": "2024-10-31", "a/b": 1 }), &[]);
    assert_eq!(faults, [fault("/fields/a~1b", "unknown")]);
}

#[test]
fn evidence_must_be_new_of_the_stage_and_not_the_same_twice() {
    let scene = Scene::new().at("reported");
    let file = |id: u128, stage: Option<&str>, used: bool, sm3: &str| GivenFile {
        id: FileId::from_uuid(Uuid::from_u128(id)),
        stage: stage.map(str::to_owned),
        used,
        sm3: sm3.into(),
        uploaded_by: None,
        elsewhere: false,
    };
    let given = json!({ "note": "好" });
    let need = [fault("/evidence", "evidence")];
    assert_eq!(check(&scene, "verify_pass", &given, &[]), need);
    let after = file(1, Some("after"), false, "a");
    assert_eq!(check(&scene, "verify_pass", &given, &[after]), need);
    let foreign = file(1, None, false, "");
    assert_eq!(
        check(&scene, "verify_pass", &given, &[foreign]),
        [fault("/evidence/0", "unknown"), need[0].clone()]
    );
    let used = file(1, Some("verify"), true, "a");
    assert_eq!(
        check(&scene, "verify_pass", &given, &[used]),
        [fault("/evidence/0", "used"), need[0].clone()]
    );
    let good = file(1, Some("verify"), false, "a");
    assert_eq!(
        check(&scene, "verify_pass", &given, &[good.clone(), good.clone()]),
        [fault("/evidence/1", "repeated")]
    );
    assert!(check(&scene, "verify_pass", &given, &[good]).is_empty());
}

#[test]
fn who_reported_the_work_does_not_supply_the_proof_of_its_check() {
    let mut scene = Scene::new();
    let fixer = person(8, "unit_manager");
    for (code, caller) in [("assign", person(7, "town_station")), ("report_fixed", fixer.clone())] {
        scene.act(&caller, code).unwrap();
    }
    let file =
        |sender| GivenFile { uploaded_by: sender, ..Scene::proof(scene.action("verify_pass")).remove(0) };
    let given = json!({ "note": "好" });
    assert_eq!(
        check(&scene, "verify_pass", &given, &[file(fixer.user)]),
        [fault("/evidence/0", "same_person")]
    );
    assert!(check(&scene, "verify_pass", &given, &[file(person(9, "town_station").user)]).is_empty());
}

#[test]
fn the_same_picture_sent_twice_counts_once() {
    let mut scene = Scene::new().at("reported");
    for action in &mut scene.lifecycle.actions {
        if let Some(need) = &mut action.evidence {
            need.min = 2;
        }
    }
    let file = |id: u128| GivenFile {
        id: FileId::from_uuid(Uuid::from_u128(id)),
        stage: Some("verify".into()),
        used: false,
        sm3: "same".into(),
        uploaded_by: None,
        elsewhere: false,
    };
    let faults = check(&scene, "verify_pass", &json!({ "note": "好" }), &[file(1), file(2)]);
    assert_eq!(faults, [fault("/evidence", "evidence")]);
}

#[test]
fn a_collective_is_counted_by_different_names_and_by_edition() {
    let mut scene = Scene::new().at("determining");
    let given = |names: &[&str]| {
        let people: Vec<Value> = names.iter().map(|name| json!({ "name": name })).collect();
        json!({ "determined_on": "2024-09-30", "people": people, "opinion": "同意" })
    };
    let few = [fault("/fields/people", "collective")];
    assert_eq!(check(&scene, "determine_major", &given(&["张三", "李四", "张　三"]), &[]), few);
    let disguised = ["张三", "张\u{200b}三", "张三\u{fe0f}", "\u{202e}张 三"];
    assert_eq!(check(&scene, "determine_major", &given(&disguised), &[]), few);
    assert!(check(&scene, "determine_major", &given(&["张三", "李四", "王五"]), &[]).is_empty());
    let parameter = scene.lifecycle.parameters.iter_mut().find(|p| p.code == "determination_people").unwrap();
    parameter.by_edition.insert("2025".into(), 5);
    scene.snapshot.edition = Some("2025".into());
    assert_eq!(check(&scene, "determine_major", &given(&["张三", "李四", "王五"]), &[]), few);
}

#[test]
fn one_person_is_never_a_collective_whatever_the_parameter_says() {
    let mut lifecycle = hazard();
    for parameter in &mut lifecycle.parameters {
        parameter.value = 0;
        parameter.by_edition.clear();
    }
    let action = lifecycle.action("determine_major").unwrap();
    assert_eq!(collective_min(&lifecycle, None, action), Some(2));
}

#[test]
fn a_due_day_lies_ahead_and_a_starting_day_behind() {
    let scene = Scene::new();
    assert_eq!(check(&scene, "assign", &json!({ "due": "2024-09-29" }), &[]), [fault("/fields/due", "past")]);
    assert!(check(&scene, "assign", &json!({ "due": "2024-09-30" }), &[]).is_empty());
    let scene = scene.at("determining");
    let people = json!([{ "name": "一" }, { "name": "二" }, { "name": "三" }]);
    let tomorrow = json!({ "determined_on": "2024-10-01", "people": people, "opinion": "同意" });
    assert_eq!(check(&scene, "determine_major", &tomorrow, &[]), [fault("/fields/determined_on", "future")]);
}

#[test]
fn an_extension_must_be_later() {
    let mut scene = Scene::new();
    let station = person(1, "town_station");
    scene.act(&station, "assign").unwrap();
    let action = scene.action("extend").clone();
    let fields = json!({ "due": "2024-10-01", "reason": "x" }).as_object().cloned().unwrap();
    let calendar = kernel::calendar::WorkCalendar::builtin();
    let refused =
        crate::rules::effect(&scene.lifecycle, &scene.snapshot, &action, &fields, scene.now, calendar)
            .unwrap_err();
    assert_eq!((refused.status, refused.fields[0].pointer.as_str()), (422, "/fields/due"));
}
