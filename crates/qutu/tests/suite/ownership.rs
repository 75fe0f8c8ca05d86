//! A new kind of premises nobody leads: the case opens by itself, is decided, and the premises go to the department.

use serde_json::json;
use store::Engine;
use testkit::{City, TOWN_A1};

scenarios![a_kind_nobody_leads_opens_its_own_case_and_the_decision_moves_its_premises];

async fn a_kind_nobody_leads_opens_its_own_case_and_the_decision_moves_its_premises(engine: Engine) {
    let city = City::new(engine).await.unwrap();
    let station = city.client("a1-station").await;
    let office = city.client("city-office").await;
    let shop = station.add_premises("unmanned_store", TOWN_A1, "溪口无人店一").await;
    station.add_premises("unmanned_store", TOWN_A1, "溪口无人店二").await;
    station.add_premises("shop", TOWN_A1, "溪口商店").await;
    let id = shop["id"].as_str().unwrap();
    assert!(shop.get("department").is_none(), "{shop}");
    assert_eq!(office.get("/premises/count?unmapped=true").await.ok()["count"], 2);

    city.run_jobs().await;
    let cases = office.get("/cases?kind=ownership").await.ok();
    let cases = cases["items"].as_array().unwrap();
    assert_eq!(cases.len(), 1, "one case for the kind, whatever the number of premises: {cases:?}");
    let case = cases[0]["id"].as_str().unwrap();
    assert_eq!(
        cases[0]["due_date"], "2024-05-31",
        "twenty working days from 6 May 2024, Saturday 11 May among them"
    );
    station.add_premises("unmanned_store", TOWN_A1, "溪口无人店三").await;
    city.run_jobs().await;
    assert_eq!(office.get("/cases/count?kind=ownership").await.ok()["count"], 1);
    let directly = json!({
        "premises_kind": "unmanned_store", "department": "commerce", "principle": "who_governs",
        "document": "消安委〔2024〕3号", "decided_on": "2024-05-06", "valid_from": "2024-05-06",
    });
    office.post("/duty-matrix/decisions", directly).await.status(409);

    office.act(case, "skip_opinions", json!({ "reason": "已有一致意见" }), &[]).await.ok();
    let proposal =
        json!({ "lead_department": "commerce", "principle": "who_governs", "reason": "经营主体为商贸企业" });
    office.act(case, "propose", proposal, &[]).await.ok();
    let paper = office.attach(case, "paper", 5).await;
    let decision = json!({ "document_no": "消安委〔2024〕3号", "decided_on": "2024-05-06" });
    office.act(case, "decide", decision, &[&paper]).await.ok();
    let soon = json!({ "valid_from": "2024-05-06" });
    office.act(case, "put_in_force", soon, &[]).await.status(403);
    let second = city.client("city-office2").await;
    let future = second.act(case, "put_in_force", json!({ "valid_from": "2024-05-07" }), &[]).await;
    assert_eq!(future.status(422)["fields"][0]["code"], "future", "a refusal undoes the action");
    let done = second.act(case, "put_in_force", json!({ "valid_from": "2024-05-06" }), &[]).await.ok();
    assert_eq!(done["state"], "in_force");

    let page = station.get(&format!("/premises/{id}")).await.ok();
    assert_eq!((&page["department"], &page["sector"]), (&json!("商务部门"), &json!("commerce")));
    let told = page["history"].as_array().unwrap();
    let moved = told.iter().find(|change| change["field"] == "department").unwrap();
    assert_eq!((moved.get("from"), &moved["to"]), (None, &json!("commerce")), "the day before keeps its own");
    assert_eq!(office.get("/premises/count?unmapped=true").await.ok()["count"], 0);
    let later = station.add_premises("unmanned_store", TOWN_A1, "溪口无人店四").await;
    assert_eq!(later["department"], "商务部门");
    let matrix = office.get("/duty-matrix").await.ok();
    assert_eq!(matrix["decisions"][0]["document"], "消安委〔2024〕3号");
    let before = office.get("/duty-matrix?on=2024-05-05").await.ok();
    assert_eq!(
        before["holes"].as_u64().unwrap(),
        matrix["holes"].as_u64().unwrap() + 1,
        "the matrix of the day before still has the hole"
    );
    city.run_jobs().await;
    assert_eq!(office.get("/cases/count?kind=ownership").await.ok()["count"], 1, "nothing is left to open");
    city.seal().await;
    let report = city.client("auditor").await.get("/audit/verify").await.ok();
    assert_eq!(report["ok"], true, "{report}");
}
