use serde_json::json;

use super::*;
use crate::edition::Edition;

fn judged(edition: Edition, inputs: &Json) -> Judgement {
    judge(RuleTable::embedded(edition), inputs).unwrap()
}

fn unknown(edition: Edition, inputs: &Json) -> Vec<String> {
    judged(edition, inputs).unknown
}

fn reason(judgement: &Judgement, clause: &str) -> Reason {
    judgement.reasons.iter().find(|reason| reason.clause == clause).unwrap().clone()
}

// ---- verdict, route and lists

#[test]
fn a_judgement_serialises_with_its_keys_in_order() {
    let inputs = json!({"kinds": ["office"], "ceased_use": false, "element_flags": {}});
    let unknown = r#"["stair_above_below_separated"]"#;
    assert_eq!(
        serde_json::to_string(&judged(Edition::E2025, &inputs)).unwrap(),
        format!(
            r#"{{"edition":"2025","verdict":"not_major","route":null,"direct":[],"comprehensive":[],"by":[],"excluded_elements":[],"premises_exclusion":[],"unknown":{unknown},"reasons":[]}}"#
        )
    );
    let major = judged(Edition::E2017, &json!({"in_built_up_area": true, "fuel_station_class": 1}));
    let value = serde_json::to_value(&major).unwrap();
    assert_eq!((&value["verdict"], &value["route"]), (&json!("major"), &json!("direct")));
}

#[test]
fn direct_wins_over_comprehensive_and_leaves_by_empty() {
    let six = json!({"kinds": ["other"], "stair_form_ok": false, "stair_doors_damaged": 2, "cable_sheath_burnt": true,
        "terminals_burnt": true, "dedicated_fire_circuit": false, "normally_open_valve_closed": true});
    let judgement = judged(Edition::E2025, &six);
    assert_eq!((judgement.route, judgement.by), (Some(Route::Comprehensive), vec!["4.1 c".to_owned()]));
    assert_eq!(judgement.comprehensive, ["6.3.1", "6.3.3", "6.5.2", "6.5.5", "6.5.6", "6.6.3"]);
    let mut with_direct = six;
    with_direct["stair_above_below_separated"] = json!(false);
    let judgement = judged(Edition::E2025, &with_direct);
    assert_eq!((judgement.route, judgement.by.len()), (Some(Route::Direct), 0));
    assert_eq!((judgement.direct, judgement.comprehensive.len()), (vec!["5.1 b)".to_owned()], 6));
}

#[test]
fn every_satisfied_counting_rule_is_listed() {
    let inputs = json!({"kinds": ["restaurant", "hazmat"], "refuge_ok": false, "stair_form_ok": false,
        "exit_sealed": true, "fire_lane_ok": false, "fire_gap_occupied": true, "fixed_ext_works": false});
    assert_eq!(judged(Edition::E2017, &inputs).by, ["5.3.3a", "5.3.3b", "5.3.3c"]);
}

#[test]
fn a_premises_exclusion_only_makes_a_route_where_there_was_something_to_exclude() {
    let judgement = judged(Edition::E2017, &json!({"ceased_use": true, "kinds": []}));
    assert_eq!((judgement.verdict, judgement.route), (Verdict::NotMajor, None));
    assert_eq!(judgement.premises_exclusion, ["5.1.3b"]);
    let inputs = json!({"kinds": ["hotel"], "ceased_use": true, "refuge_ok": false, "stair_form_ok": false, "exit_sealed": true});
    let judgement = judged(Edition::E2017, &inputs);
    assert_eq!((judgement.verdict, judgement.route), (Verdict::NotMajor, Some(Route::Excluded)));
    assert_eq!((judgement.by.len(), judgement.comprehensive.len()), (0, 3));
}

#[test]
fn an_element_taken_out_stands_only_among_the_excluded() {
    let inputs = json!({"kinds": ["shop"], "exit_fully_blocked": true,
        "element_flags": {"5.2 c)": {"immediately_fixable": true, "fixed_on_site": true}, "6.1.1": {"from_standard_revision": true}}});
    let judgement = judged(Edition::E2025, &inputs);
    assert_eq!((judgement.verdict, judgement.direct.len()), (Verdict::NotMajor, 0));
    assert_eq!(
        (judgement.comprehensive, judgement.excluded_elements),
        (vec!["6.3.2".to_owned()], vec!["5.2 c)".to_owned()])
    );
}

#[test]
fn wrong_inputs_are_an_error() {
    let error = judge(RuleTable::embedded(Edition::E2017), &json!({"exits_present": "x"})).unwrap_err();
    assert_eq!(error.to_string(), "exits_present:应为整数,实为 \"x\"");
}

// ---- unknown

#[test]
fn without_any_fact_2017_asks_for_what_alone_makes_a_major_hazard() {
    assert_eq!(unknown(Edition::E2017, &json!({})), Vec::<String>::new());
    assert_eq!(
        unknown(Edition::E2017, &json!({"kinds": ["hazmat"]})),
        ["at_city_edge_or_isolated", "in_same_building_as_assembly_or_dwelling",]
    );
    assert_eq!(unknown(Edition::E2017, &json!({"kinds": ["hotel"]})), ["illegal_hazmat_use_storage_sale"]);
}

#[test]
fn a_number_is_unknown_when_some_value_of_it_turns_the_verdict() {
    let width = json!({"kinds": ["shop"], "exit_width_m": 3});
    assert!(unknown(Edition::E2017, &width).contains(&"exit_width_required_m".to_owned()));
    let limit = json!({"kinds": ["shop"], "exit_width_required_m": 3});
    assert!(unknown(Edition::E2017, &limit).contains(&"exit_width_m".to_owned()));
    let elsewhere = json!({"kinds": ["office"], "exit_width_required_m": 3});
    assert!(!unknown(Edition::E2017, &elsewhere).contains(&"exit_width_m".to_owned()));
    let exits = json!({"kinds": ["shop"], "exits_required": 0});
    assert!(
        !unknown(Edition::E2017, &exits).contains(&"exits_present".to_owned()),
        "there are never fewer than none"
    );
}

#[test]
fn a_count_that_makes_a_place_labour_intensive_is_unknown() {
    let inputs = json!({"kinds": ["factory"], "hazard_class": "丙", "area_per_worker_m2": 10, "staff_dormitory_inside": true});
    assert!(unknown(Edition::E2025, &inputs).contains(&"workers_same_time".to_owned()));
    let roomy = json!({"kinds": ["factory"], "hazard_class": "丙", "area_per_worker_m2": 20, "staff_dormitory_inside": true});
    assert!(!unknown(Edition::E2025, &roomy).contains(&"workers_same_time".to_owned()));
}

#[test]
fn an_enumerated_input_is_unknown_when_one_of_its_values_turns_the_verdict() {
    let station = json!({"in_built_up_area": true, "kinds": []});
    assert_eq!(unknown(Edition::E2017, &station), ["fuel_station_class"]);
    let cellar = json!({"in_basement_or_semi": true, "kinds": [], "illegal_hazmat_use_storage_sale": false});
    assert!(unknown(Edition::E2025, &cellar).contains(&"hazard_class".to_owned()));
}

#[test]
fn kinds_are_unknown_when_some_combination_turns_the_verdict() {
    let alone = |inputs: Json| unknown(Edition::E2025, &inputs).contains(&"kinds".to_owned());
    assert!(alone(json!({"cold_store_insulation_ok": false})));
    assert!(!alone(json!({"cold_store_insulation_ok": false, "kinds": []})), "recorded, if empty");
    assert!(!alone(json!({"cold_store_insulation_ok": true})));
    // Two kinds at once: 7.2.3 asks for a factory, 7.3.2 and 7.3.8 for an assembly place.
    let together = json!({"hazard_class": "丁", "explosion_risk_part": true, "explosion_measures_taken": false,
        "stair_form_ok": false, "escape_route_material_ok": false, "alarm_works": false});
    assert!(unknown(Edition::E2017, &together).contains(&"kinds".to_owned()));
}

#[test]
fn annex_a_needs_both_its_inputs_so_neither_alone_is_unknown() {
    let asked = |inputs: Json| {
        let mut found = unknown(Edition::E2025, &inputs);
        found.retain(|name| name == "required_systems" || name == "system_faults");
        found
    };
    assert_eq!(asked(json!({"kinds": ["shop"]})), Vec::<String>::new());
    assert_eq!(asked(json!({"kinds": ["shop"], "required_systems": ["auto", "alarm"]})), ["system_faults"]);
    assert_eq!(asked(json!({"kinds": ["shop"], "required_systems": []})), Vec::<String>::new());
    assert_eq!(asked(json!({"kinds": ["shop"], "system_faults": {"auto": ["A.2.1"]}})), ["required_systems"]);
    assert_eq!(asked(json!({"kinds": ["shop"], "system_faults": {"auto": []}})), Vec::<String>::new());
}

#[test]
fn exclusions_that_would_turn_a_major_verdict_are_unknown() {
    let inputs = json!({"kinds": ["hazmat"], "at_city_edge_or_isolated": false});
    assert_eq!(
        unknown(Edition::E2017, &inputs),
        ["ceased_use", "not_enough_for_major_consequence", "element_flags"]
    );
    let reviewed = json!({"kinds": ["hazmat"], "at_city_edge_or_isolated": false, "expert_review_done": true,
        "ceased_use": false, "not_enough_for_major_consequence": false, "element_flags": {}});
    assert_eq!(unknown(Edition::E2017, &reviewed), ["review_measures_taken"]);
    let inputs = json!({"kinds": ["hazmat"], "in_same_building_as_civil": true});
    assert_eq!(unknown(Edition::E2025, &inputs), ["element_flags"], "4.2 b takes two facts");
    let ceased = json!({"kinds": ["hazmat"], "in_same_building_as_civil": true, "ceased_use": true, "element_flags": {}});
    assert_eq!(unknown(Edition::E2025, &ceased), ["no_real_risk_confirmed_on_site"]);
}

#[test]
fn under_an_exclusion_that_is_recorded_nothing_more_can_turn_the_verdict() {
    let inputs = json!({"kinds": ["hotel"], "ceased_use": true});
    assert_eq!(unknown(Edition::E2017, &inputs), Vec::<String>::new());
}

#[test]
fn one_element_short_every_further_element_is_unknown() {
    let inputs =
        json!({"kinds": ["important"], "fire_lane_ok": false, "alarm_works": false, "wiring_bad": true});
    let found = unknown(Edition::E2017, &inputs);
    for name in
        ["fire_lift_works", "fuel_gas_equipment_bad", "fire_gap_occupied", "end_switch_ok", "exit_sealed"]
    {
        assert!(found.contains(&name.to_owned()), "{name}");
    }
    for name in
        ["fire_lane_blocked", "conforms_ga703", "escape_route_material_ok", "element_flags", "ceased_use"]
    {
        assert!(!found.contains(&name.to_owned()), "{name}");
    }
}

// ---- reasons

#[test]
fn an_element_gives_facts_threshold_and_a_sentence() {
    let inputs = json!({"kinds": ["shop"], "exit_width_m": 3.16, "exit_width_required_m": 4.0});
    let judgement = judged(Edition::E2017, &inputs);
    assert_eq!(judgement.reasons.len(), 1);
    let Reason { clause, facts, threshold, text } = reason(&judgement, "6.5");
    assert_eq!(clause, "6.5");
    assert_eq!(Json::Object(facts), inputs);
    assert_eq!(threshold.as_deref(), Some("< 3.2 m(安全出口规定总净宽度 4 m × 80%)"));
    assert_eq!(
        text,
        "第 6.5 条(直接判定):公共娱乐场所、商店、地下人员密集场所,安全出口数量不够,或总净宽度不到规定值的 80%。\
         事实:6.5 所列场所(场所类别:商店(商场));安全出口总净宽度 3.16 m < 安全出口规定总净宽度 4 m × 80% = 3.2 m。"
    );
}

#[test]
fn an_excluded_element_says_by_what() {
    let inputs = json!({"kinds": ["other"], "fire_lift_works": false, "element_flags": {"7.3.12": {"immediately_fixable": true}}});
    let judgement = judged(Edition::E2017, &inputs);
    let found = reason(&judgement, "7.3.12");
    assert_eq!(Json::Object(found.facts), json!({"fire_lift_works": false, "immediately_fixable": true}));
    assert_eq!(
        found.text,
        "第 7.3.12 条(综合判定):消防电梯不能正常运行。事实:消防电梯能正常运行:否。\
         按第 5.1.2 条不计入:能立即改正的不作为判定要素(能立即改正:是)。"
    );
    assert_eq!(judgement.reasons.len(), 1, "nothing is left to count");
}

#[test]
fn a_counting_rule_says_how_far_the_count_went() {
    let judgement =
        judged(Edition::E2017, &json!({"kinds": ["office"], "fire_lift_works": false, "wiring_bad": true}));
    let found = reason(&judgement, "5.3.3d");
    assert_eq!(found.threshold.as_deref(), Some("≥ 6 项"));
    assert_eq!(Json::Object(found.facts), json!({"elements": ["7.3.12", "7.9.4"]}));
    assert_eq!(found.text, "第 5.3.3d 条(综合判定):其他场所,计数要素 2 项(7.3.12、7.9.4),未达到 6 项。");
    let clauses: Vec<&str> = judgement.reasons.iter().map(|reason| reason.clause.as_str()).collect();
    assert_eq!(clauses, ["7.3.12", "7.9.4", "5.3.3d"]);
    let inputs = json!({"kinds": ["hotel"], "refuge_ok": false, "stair_form_ok": false, "exit_sealed": true});
    let text = reason(&judged(Edition::E2017, &inputs), "5.3.3a").text;
    assert_eq!(text, "第 5.3.3a 条(综合判定):人员密集场所,计数要素 3 项(7.3.1、7.3.2、7.3.3),达到 3 项。");
}

#[test]
fn beside_a_direct_element_nothing_is_counted() {
    let inputs = json!({"kinds": ["shop"], "exits_required": 2, "exits_present": 1});
    let judgement = judged(Edition::E2025, &inputs);
    let clauses: Vec<&str> = judgement.reasons.iter().map(|reason| reason.clause.as_str()).collect();
    assert_eq!(clauses, ["5.2 c)", "6.3.2"]);
}

#[test]
fn a_premises_exclusion_gives_its_facts() {
    let inputs = json!({"kinds": [], "ceased_use": true, "no_real_risk_confirmed_on_site": true});
    let found = reason(&judged(Edition::E2025, &inputs), "4.2b");
    assert_eq!(
        Json::Object(found.facts),
        json!({"ceased_use": true, "no_real_risk_confirmed_on_site": true})
    );
    assert_eq!(found.threshold, None);
    assert_eq!(
        found.text,
        "第 4.2b 条(排除):已停产停业或停止使用,且经现场确认无现实火灾风险。\
         事实:已停产停业或停止使用:是;经现场检查确认无现实火灾风险:是。"
    );
}

#[test]
fn annex_a_is_told_system_by_system() {
    let inputs = json!({"kinds": ["market"], "required_systems": ["hydrant", "alarm"],
        "system_faults": {"hydrant": ["A.1.2"], "auto": ["A.2.1"], "alarm": ["A.3.1", "A.3.4"]}});
    let found = reason(&judged(Edition::E2025, &inputs), "5.2 d)");
    assert!(
        found.text.contains(
            "应设系统均有故障(消防给水及消火栓系统:A.1.2 水泵控制柜未接消防电源、电源故障或控制失效;\
             火灾自动报警系统:A.3.1 报警控制器未接消防电源或电源故障、A.3.4 报警总线断路、接地或短路)"
        ),
        "{}",
        found.text
    );
}

#[test]
fn a_kind_by_rule_is_explained_by_the_facts_behind_it() {
    let inputs = json!({"kinds": ["warehouse"], "hazard_class": "丙", "workers_same_time": 60, "area_per_worker_m2": 8,
        "evacuation_plan_made": false});
    let found = reason(&judged(Edition::E2025, &inputs), "6.6.7");
    assert_eq!(found.threshold.as_deref(), Some("> 50 人;< 20 ㎡"));
    assert_eq!(found.facts.len(), 5);
}

// ---- unknown against brute force

/// A small deterministic generator; the sequence only has to be varied.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % sides
    }
}

/// Values of an input to record or to try.
fn values(input: &crate::Input) -> Vec<Json> {
    match &input.shape {
        crate::Shape::Bool => vec![json!(true), json!(false)],
        crate::Shape::Number { .. } => {
            [1, 2, 3, 10, 19, 20, 51, 100, 10_000].map(|number| json!(number)).to_vec()
        }
        crate::Shape::Enum { values } => values.iter().map(|value| json!(value)).collect(),
        _ => Vec::new(),
    }
}

#[test]
fn no_single_value_turns_the_verdict_of_an_input_that_is_not_called_unknown() {
    for edition in Edition::ALL {
        let table = RuleTable::embedded(edition);
        let mut dice = Dice(35181);
        let mut turned = 0;
        for _ in 0..60 {
            let kinds: Vec<&str> = (0..2)
                .map(|_| table.kinds()[dice.roll(table.kinds().len() as u64) as usize].id.as_str())
                .collect();
            let mut inputs = json!({"kinds": kinds, "element_flags": {}});
            for input in table.inputs() {
                let values = values(input);
                if !values.is_empty() && dice.roll(6) == 0 {
                    inputs[&input.name] = values[dice.roll(values.len() as u64) as usize].clone();
                }
            }
            let Ok(base) = judge(table, &inputs) else { continue };
            for input in table.inputs().iter().filter(|input| inputs.get(&input.name).is_none()) {
                let turns = values(input).into_iter().any(|value| {
                    let mut tried = inputs.clone();
                    tried[&input.name] = value;
                    let facts = Facts::read(table, &tried).unwrap();
                    assess::assess(table, &facts.record).verdict() != base.verdict
                });
                let exact = matches!(input.shape, crate::Shape::Bool | crate::Shape::Enum { .. });
                if turns || exact {
                    assert_eq!(
                        base.unknown.contains(&input.name),
                        turns,
                        "{edition} {}: {inputs}",
                        input.name
                    );
                }
                turned += usize::from(turns);
            }
        }
        assert!(turned > 50, "{edition}: only {turned} verdicts turned");
    }
}
