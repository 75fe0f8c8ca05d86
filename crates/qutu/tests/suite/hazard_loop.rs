//! The loop of a major hazard, over HTTP, across the National Day holiday of 2024.

use serde_json::{Value, json};
use store::Engine;
use testkit::{City, Options, TOWN_A1};

scenarios![a_major_hazard_goes_from_the_visit_to_the_closing_word];

/// Monday before the holiday: 1 to 7 October are off, Saturday 12 October is worked.
const MONDAY: &str = "2024-09-30";

fn clock<'a>(case: &'a Value, code: &str) -> &'a Value {
    let clocks = case["clocks"].as_array().unwrap();
    clocks
        .iter()
        .rfind(|clock| clock["code"] == code)
        .unwrap_or_else(|| panic!("no clock {code}: {clocks:?}"))
}

fn marks(case: &Value) -> Vec<&str> {
    case["marks"].as_array().unwrap().iter().map(|mark| mark["code"].as_str().unwrap()).collect()
}

fn people(count: usize) -> Value {
    (0..count).map(|n| json!({ "name": format!("集体成员{n}"), "title": "监督员" })).collect()
}

/// A shop of the unit, visited and found short of an exit: the premises and the case that carries the suggestion.
pub(crate) async fn suspected(city: &City) -> (Value, String) {
    let officer = city.client("a-officer").await;
    let new = json!({
        "name": "溪口示范商场", "kind": "shop", "region": TOWN_A1, "address": "溪口路1号", "area_m2": 3000.0,
        "unit_id": city.people.unit,
    });
    let premises = officer.post("/premises", new).await.status(201);
    let facts = json!({ "exits_required": 3, "exits_present": 1 });
    let visit = officer.inspect(&premises, MONDAY, &["exits_number"], facts).await;
    assert_eq!(visit["judgement"]["verdict"], "major", "{visit}");
    let cases = visit["cases"].as_array().unwrap();
    assert_eq!(cases.len(), 2, "one carries the suggestion, one the failed answer");
    let case = cases.iter().find(|case| marks(case).contains(&"suggested_major")).unwrap();
    (premises, case["id"].as_str().unwrap().to_owned())
}

/// Takes the case to the end of its loop.
pub(crate) async fn close(city: &City, id: &str) {
    let (officer, chief) = (city.client("a-officer").await, city.client("a-chief").await);
    let manager = city.client("manager").await;
    let proposal = json!({ "inspected_on": MONDAY, "opinion": "安全出口数量不足" });
    officer.act(id, "propose_determination", proposal, &[]).await.ok();
    let decision = json!({ "determined_on": MONDAY, "people": people(3), "opinion": "一致同意" });
    chief.act(id, "determine_major", decision, &[]).await.ok();
    officer
        .act(id, "issue_order", json!({ "due": "2024-12-02", "order_number": "临消重〔2024〕1号" }), &[])
        .await
        .ok();
    let after = manager.attach(id, "after", 1).await;
    manager.act(id, "report_fixed", json!({ "note": "已增设安全出口" }), &[&after]).await.ok();
    let proof = officer.attach(id, "verify", 2).await;
    officer.act(id, "verify_pass_major", json!({ "note": "复查合格" }), &[&proof]).await.ok();
    chief.act(id, "close_major", json!({ "note": "同意销号" }), &[]).await.ok();
}

pub(crate) async fn before_the_holiday(engine: Engine) -> City {
    let options = Options { start: "2024-09-30T01:00:00Z".parse().unwrap(), ..Options::new(engine) };
    City::with(options).await.unwrap()
}

async fn a_major_hazard_goes_from_the_visit_to_the_closing_word(engine: Engine) {
    let city = before_the_holiday(engine).await;
    let (premises, id) = suspected(&city).await;
    let id = id.as_str();
    let (officer, chief) = (city.client("a-officer").await, city.client("a-chief").await);
    let (station, manager) = (city.client("a1-station").await, city.client("manager").await);

    // The suggestion is advice: it starts no legal clock but the one of handling what was found.
    let case = officer.case(id).await;
    assert_eq!(case["suggestion"]["advisory"], "判定建议，不是确定");
    assert_eq!(case["state"], "found");
    assert!(!marks(&case).contains(&"major"));
    assert_eq!(clock(&case, "handle")["due_date"], "2024-10-10", "three working days over the holiday");
    assert_eq!(case["clocks"].as_array().unwrap().len(), 1);

    // Only the fire authority proposes, and only its chief determines, with three named people.
    let proposal = json!({ "inspected_on": MONDAY, "opinion": "安全出口数量不足" });
    station.act(id, "propose_determination", proposal.clone(), &[]).await.status(403);
    officer.act(id, "propose_determination", proposal, &[]).await.ok();
    let case = chief.case(id).await;
    assert_eq!(
        clock(&case, "government_report")["due_date"],
        "2024-10-15",
        "seven working days, one a Saturday"
    );
    let determine = case["actions"]
        .as_array()
        .unwrap()
        .iter()
        .find(|action| action["code"] == "determine_major")
        .unwrap();
    assert_eq!((&determine["allowed"], &determine["collective_min"]), (&json!(true), &json!(3)));
    let decision = |count| json!({ "determined_on": MONDAY, "people": people(count), "opinion": "一致同意" });
    let refused = chief.act(id, "determine_major", decision(2), &[]).await.status(422);
    let message = refused["fields"][0]["message"].as_str().unwrap();
    assert!(message.contains("至少3名") && message.contains("现有2名"), "{message}");
    officer.act(id, "determine_major", decision(3), &[]).await.status(403);
    let case = chief.act(id, "determine_major", decision(3), &[]).await.ok();
    assert!(marks(&case).contains(&"major"));
    assert_eq!(clock(&case, "major_notice")["due_date"], "2024-10-10");

    // The order is a paper with a number, and starts the time for putting right.
    let order = json!({ "due": "2024-12-02", "order_number": "临消重〔2024〕1号" });
    let case = officer.act(id, "issue_order", order, &[]).await.ok();
    assert_eq!(case["documents"][0]["number"], "临消重〔2024〕1号");
    assert_eq!((&case["state"], &case["due_date"]), (&json!("fixing"), &json!("2024-12-02")));

    // Whoever reports the repair gives proof, and another person verifies.
    city.travel("2024-11-20T02:00:00Z");
    let report = json!({ "note": "已增设安全出口两处" });
    manager.act(id, "report_fixed", report.clone(), &[]).await.status(422);
    let after = station.attach(id, "after", 1).await;
    station.act(id, "report_fixed", report, &[&after]).await.ok();
    lend_post(&city, "a-officer2", "a1-station").await;
    let proof = station.attach(id, "verify", 2).await;
    let own = station.act(id, "verify_pass_major", json!({ "note": "合格" }), &[&proof]).await.status(403);
    let reason = own["reasons"][0].as_str().unwrap();
    assert!(reason.contains("报告整改完成") && reason.contains("他人办理"), "{reason}");
    let case = officer.case(id).await;
    assert_eq!(clock(&case, "reinspect")["due_date"], "2024-11-25");
    let proof = officer.attach(id, "verify", 3).await;
    officer.act(id, "verify_pass_major", json!({ "note": "复查合格" }), &[&proof]).await.ok();
    officer.act(id, "close_major", json!({ "note": "销号" }), &[]).await.status(403);
    let case = chief.act(id, "close_major", json!({ "note": "同意销号" }), &[]).await.ok();
    assert_eq!((&case["state"], &case["state_class"]), (&json!("closed"), &json!("closed")));
    let open = case["clocks"].as_array().unwrap().iter().filter(|clock| clock["state"] == "running").count();
    assert_eq!(open, 0, "{}", case["clocks"]);

    let timeline = chief.get(&format!("/cases/{id}/timeline")).await.ok();
    let done: Vec<&str> =
        timeline.as_array().unwrap().iter().map(|entry| entry["action"].as_str().unwrap()).collect();
    let all = [
        "open",
        "propose_determination",
        "determine_major",
        "issue_order",
        "report_fixed",
        "verify_pass_major",
        "close_major",
    ];
    assert_eq!(done, all);
    assert_eq!(timeline[2]["people"].as_array().unwrap().len(), 3);
    assert_eq!(timeline[4]["evidence"].as_array().unwrap().len(), 1);
    let page = officer.get(&format!("/premises/{}", premises["id"].as_str().unwrap())).await.ok();
    assert_eq!((&page["major_open"], &page["open_cases"]), (&json!(0), &json!(1)));
}

/// Gives the post of one login to the person of another, beside what they hold.
pub(crate) async fn lend_post(city: &City, from: &str, to: &str) {
    let (post, person) = (city.people.seats[from].post, city.people.seats[to].person);
    let ctx = city.app.env.write(access::command_caller("测试")).await.unwrap();
    let over = directory::post::HandOver { person_id: Some(person), ..Default::default() };
    directory::post::hand_over(&ctx, &*city.app.access, post, over).await.unwrap();
    ctx.commit().await.unwrap();
}
