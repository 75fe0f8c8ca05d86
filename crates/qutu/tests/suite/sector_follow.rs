//! Open cases follow their premises when another department leads for them; what is finished keeps the sector of its day.

use crate::report_desk::id;
use access::command_caller;
use serde_json::{Value, json};
use store::Engine;
use testkit::{CITY, City, Client, People, TOWN_A1};

scenarios![
    a_decision_takes_the_open_cases_of_its_premises_along,
    premises_of_another_kind_take_their_open_cases_along,
];

/// Somebody of the department that a sector belongs to, who sees nothing else.
async fn liaison(city: &City, login: &str, department: &str, sector: &str) -> Client {
    let (definer, keeper) = (city.client("sysadmin").await, city.client("secadmin").await);
    let body = json!({
        "name": format!("示范市{login}局"), "kind": "department", "region_code": CITY, "department": department,
        "sector": sector,
    });
    let org = id(&definer.post("/organisations", body).await.status(201));
    let post = json!({
        "org_id": org, "name": "联络岗", "role": "department_liaison", "level": "city", "region_code": CITY,
        "sectors": [sector],
    });
    let post = id(&definer.post("/posts", post).await.status(201));
    let ctx = city.app.env.write(command_caller("测试")).await.unwrap();
    let (person, ..) = People::account(&ctx, &city.app, login, org.parse().unwrap()).await.unwrap();
    ctx.commit().await.unwrap();
    keeper.post(&format!("/posts/{post}/holders"), json!({ "person_id": person })).await.ok();
    city.client(login).await
}

fn titles(page: &Value) -> Vec<String> {
    page["items"].as_array().unwrap().iter().map(|one| one["title"].as_str().unwrap().to_owned()).collect()
}

async fn a_decision_takes_the_open_cases_of_its_premises_along(engine: Engine) {
    let city = City::new(engine).await.unwrap();
    let trade = liaison(&city, "commerce", "commerce", "commerce").await;
    let (station, office) = (city.client("a1-station").await, city.client("city-office").await);
    let shop = station.add_premises("unmanned_store", TOWN_A1, "溪口无人店一").await;
    let open = id(&station.open_hazard(&shop, "疏散通道堵塞", "2024-05-06").await);
    let voided = id(&station.open_hazard(&shop, "登记重复", "2024-05-06").await);
    city.client("a-office").await.act(&voided, "void", json!({ "reason": "重复登记" }), &[]).await.ok();
    assert_eq!(titles(&trade.get("/cases").await.ok()), Vec::<String>::new());
    trade.get(&format!("/cases/{open}")).await.status(404);

    let decision = json!({
        "premises_kind": "unmanned_store", "department": "commerce", "principle": "who_governs",
        "document": "消安委〔2024〕3号", "decided_on": "2024-05-06", "valid_from": "2024-05-06",
    });
    office.post("/duty-matrix/decisions", decision).await.status(201);
    city.run_jobs().await;

    assert_eq!(
        titles(&trade.get("/cases").await.ok()),
        ["疏散通道堵塞"],
        "the finished one stays where it was"
    );
    assert_eq!(trade.get("/cases/count").await.ok()["count"], 1);
    let page = trade.case(&open).await;
    assert_eq!(page["sector"], "commerce", "{page}");
    let moved = page["timeline"].as_array().unwrap().last().unwrap().clone();
    assert_eq!(moved["action_name"], "行业主管部门变更，转交");
    assert!(moved["note"].as_str().unwrap().contains("商务"), "{moved}");
    assert_eq!(office.case(&open).await["state"], "found", "the case itself goes on as it stood");
    trade.get(&format!("/cases/{voided}")).await.status(404);
    // The tree of counts says what the list says.
    let counted = office.get("/cases/count?sector=commerce").await.ok();
    assert_eq!(counted["count"], 1, "{counted}");
    city.run_jobs().await;
    assert_eq!(office.case(&open).await["timeline"].as_array().unwrap().len(), 2, "told once");
    city.seal().await;
    let report = city.client("auditor").await.get("/audit/verify").await.ok();
    assert_eq!(report["ok"], true, "{report}");
}

async fn premises_of_another_kind_take_their_open_cases_along(engine: Engine) {
    let city = City::new(engine).await.unwrap();
    let schools = liaison(&city, "education", "education", "education").await;
    let station = city.client("a1-station").await;
    let place = station.add_premises("shop", TOWN_A1, "溪口小饭桌").await;
    let open = id(&station.open_hazard(&place, "出口上锁", "2024-05-06").await);
    schools.get(&format!("/cases/{open}")).await.status(404);
    let path = format!("/premises/{}", id(&place));
    let change = json!({ "version": place["version"], "kind": "school" });
    let changed = station.patch(&path, change).await.ok();
    assert_eq!(changed["sector"], "education", "{changed}");
    city.run_jobs().await;
    assert_eq!(titles(&schools.get("/cases").await.ok()), ["出口上锁"]);
    assert_eq!(schools.case(&open).await["number"], station.case(&open).await["number"]);
}
