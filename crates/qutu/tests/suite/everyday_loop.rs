//! The loop of an everyday hazard with its turnings: taken back, sent back, extended, handed over, relapsed, voided; and
//! two people at it at once.

use axum::http::Method;
use serde_json::{Value, json};
use store::Engine;
use testkit::{City, TOWN_A1};

scenarios![
    a_hazard_is_extended_taken_back_sent_back_closed_and_relapses,
    a_case_is_handed_over_and_signed_for,
    the_second_tab_learns_what_the_first_one_did,
    the_same_key_gives_the_same_answer,
];

const TODAY: &str = "2024-05-06";

fn marks(case: &Value) -> Vec<&str> {
    case["marks"].as_array().unwrap().iter().map(|mark| mark["code"].as_str().unwrap()).collect()
}

fn reasons(problem: &Value) -> String {
    problem["reasons"].to_string()
}

async fn shop(city: &City) -> Value {
    let new = json!({
        "name": "溪口小商店", "kind": "shop", "region": TOWN_A1, "address": "溪口路2号", "unit_id": city.people.unit,
    });
    city.client("a1-station").await.post("/premises", new).await.status(201)
}

async fn a_hazard_is_extended_taken_back_sent_back_closed_and_relapses(engine: Engine) {
    let city = City::new(engine).await.unwrap();
    let premises = shop(&city).await;
    let (station, mate) = (city.client("a1-station").await, city.client("a1-station2").await);
    let (office, chief) = (city.client("a-office").await, city.client("a-chief").await);
    let (manager, grid) = (city.client("manager").await, city.client("a1-grid").await);
    let case = station.open_hazard(&premises, "疏散通道堆放杂物", TODAY).await;
    let id = case["id"].as_str().unwrap();
    assert_eq!(case["due_date"], "2024-05-09");

    station.act(id, "assign", json!({ "due": "2024-05-05" }), &[]).await.status(422);
    let case = station.act(id, "assign", json!({ "due": "2024-05-31" }), &[]).await.ok();
    assert_eq!((&case["state"], &case["due_date"]), (&json!("assigned"), &json!("2024-05-31")));

    // A plan is taken back by whoever filed it, and by nobody else.
    manager.act(id, "plan", json!({ "measures": "清理杂物" }), &[]).await.ok();
    let refused = grid.act(id, "withdraw", json!({ "reason": "我来" }), &[]).await.status(403);
    assert!(reasons(&refused).contains("上一步的办理人"), "{refused}");
    let case = manager.act(id, "withdraw", json!({ "reason": "补充措施" }), &[]).await.ok();
    assert_eq!(case["state"], "assigned");

    let more = json!({ "due": "2024-06-14", "reason": "施工未完，已增派人员看护" });
    manager.act(id, "extend", more.clone(), &[]).await.status(403);
    let case = office.act(id, "extend", more, &[]).await.ok();
    assert_eq!((&case["due_date"], marks(&case)), (&json!("2024-06-14"), vec!["extended"]));
    let clock = case["clocks"].as_array().unwrap().iter().find(|clock| clock["code"] == "rectify").unwrap();
    assert_eq!(clock["extended_from"], "2024-05-31");

    // Sent back once; the photograph of the first report proves nothing twice.
    let photo = manager.attach(id, "after", 1).await;
    manager.act(id, "report_fixed", json!({ "note": "已清理" }), &[&photo]).await.ok();
    let case = station.act(id, "verify_fail", json!({ "reason": "仍有杂物" }), &[]).await.ok();
    assert_eq!((&case["state"], &case["due_date"]), (&json!("fixing"), &json!("2024-06-14")));
    let again = station.act(id, "report_fixed", json!({ "note": "再次清理" }), &[&photo]).await.status(422);
    assert!(again["fields"].to_string().contains("另行上传"), "{again}");
    let photo = station.attach(id, "after", 2).await;
    station.act(id, "report_fixed", json!({ "note": "再次清理" }), &[&photo]).await.ok();

    // The fixer never verifies, the verifier never closes, and whoever closed never looks back.
    let proof = station.attach(id, "verify", 3).await;
    let refused = station.act(id, "verify_pass", json!({ "note": "合格" }), &[&proof]).await.status(403);
    assert!(reasons(&refused).contains("他人办理"), "{refused}");
    let proof = office.attach(id, "verify", 4).await;
    office.act(id, "verify_pass", json!({ "note": "合格" }), &[&proof]).await.ok();
    let refused = office.act(id, "close", json!({}), &[]).await.status(403);
    assert!(reasons(&refused).contains("核查合格"), "{refused}");
    let case = chief.act(id, "return", json!({ "reason": "照片不清" }), &[]).await.ok();
    assert_eq!(case["state"], "reported");
    let proof = mate.attach(id, "verify", 5).await;
    mate.act(id, "verify_pass", json!({ "note": "合格" }), &[&proof]).await.ok();
    let case = chief.act(id, "close", json!({ "note": "销号" }), &[]).await.ok();
    assert_eq!(case["state"], "closed");
    assert!(case["closed_at"].is_string());

    city.travel("2024-08-06T02:00:00Z");
    let look = office.attach(id, "look_back", 6).await;
    let case = office.act(id, "relapse", json!({ "reason": "通道再次堵塞" }), &[&look]).await.ok();
    assert_eq!((&case["state"], marks(&case)), (&json!("found"), vec!["relapsed"]));
    assert_eq!((&case["due_date"], &case["closed_at"]), (&json!("2024-08-09"), &Value::Null));
    station.act(id, "void", json!({ "reason": "重复登记" }), &[]).await.status(403);
    let case = office.act(id, "void", json!({ "reason": "与另一件重复" }), &[]).await.ok();
    assert_eq!((&case["state_class"], &case["due_date"]), (&json!("void"), &Value::Null));
    let refused = station.act(id, "assign", json!({ "due": "2024-09-01" }), &[]).await.status(409);
    assert_eq!(refused["current"]["state"], "void");
    let count = office.get("/cases/count?state_class=void").await.ok();
    assert_eq!(count["count"], 1);
}

async fn a_case_is_handed_over_and_signed_for(engine: Engine) {
    let city = City::new(engine).await.unwrap();
    let premises = shop(&city).await;
    let (station, mate) = (city.client("a1-station").await, city.client("a1-station2").await);
    let (office, other) = (city.client("a-office").await, city.client("a-office2").await);
    let case = station.open_hazard(&premises, "消防车通道被占", TODAY).await;
    let id = case["id"].as_str().unwrap();
    let to = |login: &str| json!({ "to_post": city.people.seats[login].post, "reason": "涉及多部门" });
    let outside = station.act(id, "transfer", to("b1-station"), &[]).await.status(422);
    assert_eq!(outside["fields"][0]["pointer"], "/fields/to_post");
    let case = station.act(id, "transfer", to("a-office"), &[]).await.ok();
    assert_eq!((&case["state"], &case["due_date"]), (&json!("handed_over"), &json!("2024-05-08")));
    let waits =
        async |client: &testkit::Client| client.get("/inbox").await.ok()["items"].to_string().contains(id);
    assert!(waits(&office).await && !waits(&other).await && !waits(&mate).await, "it stands on one desk");
    for client in [&mate, &other, &station] {
        let refused = client.act(id, "accept", Value::Null, &[]).await.status(403);
        assert!(reasons(&refused).contains("接收岗位签收"), "{refused}");
    }
    let case = office.act(id, "accept", Value::Null, &[]).await.ok();
    assert_eq!((&case["state"], marks(&case)), (&json!("found"), vec!["transferred"]));
    city.run_jobs().await;
    let notices = office.get("/notices").await.ok();
    let notice = notices["items"].as_array().unwrap().iter().find(|notice| notice["case_id"] == id).unwrap();
    assert_eq!(notice["read"], false);
    office.post(&format!("/notices/{}/read", notice["id"].as_str().unwrap()), json!({})).await.status(204);
    assert_eq!(
        mate.post(&format!("/notices/{}/read", notice["id"].as_str().unwrap()), json!({})).await.status,
        404
    );
}

async fn the_second_tab_learns_what_the_first_one_did(engine: Engine) {
    let city = City::new(engine).await.unwrap();
    let premises = shop(&city).await;
    let (one, two) = (city.client("a1-station").await, city.client("a1-station2").await);
    let case = one.open_hazard(&premises, "应急照明损坏", TODAY).await;
    let (id, seen) = (case["id"].as_str().unwrap(), case["version"].as_i64().unwrap());
    one.act_at(id, seen, "assign", json!({ "due": "2024-05-20" }), &[]).await.ok();
    let problem = two.act_at(id, seen, "assign", json!({ "due": "2024-05-30" }), &[]).await.status(409);
    let current = &problem["current"];
    assert_eq!((&current["state"], &current["version"]), (&json!("assigned"), &json!(seen + 1)));
    let changed = current["changed"].to_string();
    assert!(changed.contains("assigned") && changed.contains("2024-05-20"), "{changed}");
    // At the very same moment: one is done, the other is told.
    for round in 0..5 {
        let case = one.open_hazard(&premises, &format!("隐患{round}"), TODAY).await;
        let (id, seen) = (case["id"].as_str().unwrap(), case["version"].as_i64().unwrap());
        let (a, b) = futures::join!(
            one.act_at(id, seen, "assign", json!({ "due": "2024-05-20" }), &[]),
            two.act_at(id, seen, "assign", json!({ "due": "2024-05-21" }), &[]),
        );
        let mut statuses = [a.status, b.status];
        statuses.sort_unstable();
        assert_eq!(statuses, [200, 409], "{} {}", a.text(), b.text());
    }
    // Premises too.
    let page = format!("/premises/{}", premises["id"].as_str().unwrap());
    let version = premises["version"].clone();
    one.patch(&page, json!({ "version": version, "address": "溪口路8号" })).await.ok();
    let problem = two.patch(&page, json!({ "version": version, "address": "溪口路9号" })).await.status(409);
    assert!(problem["current"].is_object(), "{problem}");
}

async fn the_same_key_gives_the_same_answer(engine: Engine) {
    let city = City::new(engine).await.unwrap();
    let premises = shop(&city).await;
    let (one, other) = (city.client("a1-station").await, city.client("a1-station2").await);
    let new = |title: &str| {
        json!({
            "kind": "hazard", "premises_id": premises["id"], "title": title,
            "fields": { "summary": title, "class": "exit_blocked", "found_on": TODAY },
        })
    };
    let key = [("idempotency-key", "tab-1-click-1")];
    let first = one.send_json(Method::POST, "/cases", &key, &new("通道堵塞")).await;
    let again = one.send_json(Method::POST, "/cases", &key, &new("通道堵塞")).await;
    assert_eq!((first.status, again.status), (201, 201));
    assert_eq!(first.bytes, again.bytes, "byte for byte");
    one.send_json(Method::POST, "/cases", &key, &new("另一件")).await.status(409);
    let theirs = other.send_json(Method::POST, "/cases", &key, &new("通道堵塞")).await.status(201);
    assert_ne!(theirs["id"], first.json["id"], "a key is the caller's own");
    assert_eq!(one.get("/cases/count").await.ok()["count"], 2);
    // An act is done once, however often the button is pressed.
    let id = first.json["id"].as_str().unwrap();
    let act =
        json!({ "action": "assign", "version": first.json["version"], "fields": { "due": "2024-05-20" } });
    let path = format!("/cases/{id}/actions");
    let key = [("idempotency-key", "tab-1-click-2")];
    let (a, b) = futures::join!(
        one.send_json(Method::POST, &path, &key, &act),
        one.send_json(Method::POST, &path, &key, &act),
    );
    assert_eq!((a.status, b.status, a.bytes == b.bytes), (200, 200, true), "{} {}", a.text(), b.text());
    let timeline = one.get(&format!("/cases/{id}/timeline")).await.ok();
    assert_eq!(timeline.as_array().unwrap().len(), 2);
    // A refusal is not kept: what failed may be tried again under the same key.
    let key = [("idempotency-key", "tab-1-click-3")];
    let report = |evidence: Vec<String>| json!({ "action": "report_fixed", "version": 2, "fields": { "note": "已清理" }, "evidence": evidence });
    one.send_json(Method::POST, &path, &key, &report(vec![])).await.status(422);
    let photo = one.attach(id, "after", 1).await;
    one.send_json(Method::POST, &path, &key, &report(vec![photo])).await.status(200);
    city.clock.advance_days(2);
    one.send_json(Method::POST, &path, &[("idempotency-key", "")], &act).await.status(400);
}
