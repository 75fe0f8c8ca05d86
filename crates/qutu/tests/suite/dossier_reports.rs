//! Reports on plan tasks in dossiers: verified ones prove the clauses they stand in, within period and region.

use crate::dossier::{order, unpacked};
use crate::plan_loop::{Desk, draft, task};
use serde_json::{Value, json};
use store::{Engine, params};
use testkit::{CITY, COUNTY_A, Client, png};

scenarios![
    verified_reports_prove_a_clause_and_said_ones_are_only_listed,
    a_dossier_holds_the_reports_of_its_region_and_nobody_without_plans_makes_one,
    a_source_of_plan_reports_needs_a_clause
];

fn sheet() -> Value {
    let wants = json!([{ "source": "plan_reports" }]);
    json!({
        "title": "要点落实评分表",
        "items": [
            { "number": "1", "text": "健全部门责任", "clauses": ["一(二)1"], "wants": wants },
            { "number": "2", "text": "健全政府责任", "clauses": ["一(一)"], "wants": wants },
            { "number": "3", "text": "压实责任", "clauses": ["一"], "wants": wants },
            { "number": "4", "text": "整治措施", "clauses": ["一(二)2"], "wants": wants },
        ],
    })
}

/// Reports on a task with a picture, or without one.
async fn said(client: &Client, task: &str, on: &str, words: &str, picture: Option<u8>) -> String {
    let path = format!("/plan/tasks/{task}");
    let mut files = Vec::new();
    if let Some(picture) = picture {
        let name = format!("纪要{picture}.png");
        let file = client.form(&format!("{path}/files"), (&name, &png(picture)), &[]).await.status(201);
        files.push(file["id"].clone());
    }
    let report = json!({ "words": words, "on": on, "files": files });
    let page = client.post(&format!("{path}/reports"), report).await.status(201);
    let own = page["reports"].as_array().unwrap().iter().find(|report| report["words"] == words).unwrap();
    own["id"].as_str().unwrap().to_owned()
}

async fn check(client: &Client, report: &str, ok: bool) {
    let check = json!({ "version": 1, "ok": ok, "note": "已核对" });
    client.post(&format!("/plan/reports/{report}/verify"), check).await.ok();
}

/// A plan in force. The first county reported in time (verified), later (not verified), once more (sent back) and before
/// the period (verified); the other county in time (verified); a town of the first county said something.
async fn reported(engine: Engine) -> Desk {
    let (desk, _) = draft(engine).await;
    let page = desk.publish().await;
    let id = |words: &str| task(&page, words)["id"].as_str().unwrap().to_owned();
    let (meeting, stations) = (id("专题会议"), id("各镇街道"));
    let (a, b) = (desk.city.client("a-office").await, desk.city.client("b-office").await);
    let town = desk.city.client("a1-station").await;
    let first = said(&a, &meeting, "2024-04-02", "已召开，联系13800131234", Some(1)).await;
    said(&a, &meeting, "2024-04-20", "又开一次", Some(2)).await;
    let back = said(&a, &meeting, "2024-04-21", "再开一次", Some(3)).await;
    let early = said(&a, &meeting, "2024-01-31", "预备会", Some(4)).await;
    let other = said(&b, &meeting, "2024-04-03", "岚东已召开", Some(5)).await;
    said(&town, &stations, "2024-04-05", "正在建站", None).await;
    for (report, ok) in [(&first, true), (&back, false), (&early, true), (&other, true)] {
        check(&desk.office, report, ok).await;
    }
    desk
}

fn of(sheet: &Value, region: &str) -> Value {
    let mut order = order(sheet, region);
    (order["from"], order["to"]) = (json!("2024-02-01"), json!("2024-12-31"));
    order
}

async fn verified_reports_prove_a_clause_and_said_ones_are_only_listed(engine: Engine) {
    let desk = reported(engine).await;
    let office = desk.city.client("a-office").await;
    let sheet = office.post("/scoring-sheets", sheet()).await.status(201);
    let preview = office.post("/dossiers/preview", of(&sheet, COUNTY_A)).await.ok();
    let told: Vec<(&str, u64, u64)> = preview["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|item| {
            (
                item["gap"].as_str().unwrap(),
                item["entries"].as_u64().unwrap(),
                item["files"].as_u64().unwrap(),
            )
        })
        .collect();
    // What is only said is listed, brings no file and leaves the clause without proof.
    assert_eq!(
        told,
        [("missing", 1, 0), ("partial", 2, 1), ("partial", 3, 1), ("missing", 0, 0)],
        "{preview}"
    );
    let missing = |item: usize| preview["items"][item]["missing"].to_string();
    assert!(
        missing(0).contains("期间内没有已核验的要点任务报告") && missing(0).contains("1条要点任务报告未核验")
    );
    assert_eq!(missing(1), r#"["1条要点任务报告未核验，不作佐证"]"#);
    assert_eq!(missing(3), r#"["期间内没有已核验的要点任务报告"]"#);

    let made = office.post("/dossiers", of(&sheet, COUNTY_A)).await.status(201);
    desk.city.run_jobs().await;
    let reply = office.get(&format!("/dossiers/{}/file", made["id"].as_str().unwrap())).await;
    let files = unpacked(&reply.bytes);
    let names: Vec<&str> = files[3..].iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(
        names,
        [
            "01 一(二)1 健全部门责任/000 清单.xlsx",
            "02 一(一) 健全政府责任/000 清单.xlsx",
            "02 一(一) 健全政府责任/001 一(一) 任务1 任务报告 纪要1.png",
            "03 一 压实责任/000 清单.xlsx",
            "04 一(二)2 整治措施/000 清单.xlsx",
            "99 校验清单（SM3）.txt",
        ],
        "attachments stand in the order of the sheet, the same bytes once"
    );
    assert_eq!(files[5].1, png(1));
    let list: String =
        unpacked(&files[4].1).iter().map(|(_, bytes)| String::from_utf8_lossy(bytes).into_owned()).collect();
    for words in [
        "专题会议",
        "已召开，联系138****1234",
        "牵头：各县（市、区）",
        "核验：",
        "2024-04-02",
        "已核验",
        "未核验，不作佐证",
    ] {
        assert!(list.contains(words), "{words}");
    }
    for words in ["13800131234", "再开一次", "预备会", "岚东"] {
        assert!(!list.contains(words), "{words}");
    }
    // A post is called what it was called on the day.
    let tx = desk.city.app.env.database.read().await.unwrap();
    let sql = "SELECT note FROM dossier_entries WHERE item = 1 AND seq = 1";
    let notes = tx.map_rows(sql, params![], |row| row.text("note")).await.unwrap();
    tx.rollback().await.unwrap();
    assert!(notes[0].contains("报告：临溪区消防安全委员会办公室"), "{notes:?}");
}

async fn a_dossier_holds_the_reports_of_its_region_and_nobody_without_plans_makes_one(engine: Engine) {
    let desk = reported(engine).await;
    let sheet = desk.office.post("/scoring-sheets", sheet()).await.status(201);
    let words = async |client: &Client, region: &str| -> Vec<String> {
        let made = client.post("/dossiers", of(&sheet, region)).await.status(201);
        let id: uuid::Uuid = made["id"].as_str().unwrap().parse().unwrap();
        let tx = desk.city.app.env.database.read().await.unwrap();
        let sql = "SELECT title FROM dossier_entries WHERE dossier_id = $1 AND item = 2 ORDER BY seq";
        let found = tx.map_rows(sql, params![id], |row| row.text("title")).await.unwrap();
        tx.rollback().await.unwrap();
        found.into_iter().map(|title| title.split("报告：").nth(1).unwrap().replace('）', "")).collect()
    };
    let (a, b) = (desk.city.client("a-office").await, desk.city.client("b-office").await);
    let own = ["已召开，联系138****1234", "又开一次", "正在建站"];
    assert_eq!(words(&a, COUNTY_A).await, own);
    assert_eq!(words(&desk.office, COUNTY_A).await, own);
    assert_eq!(words(&b, testkit::COUNTY_B).await, ["岚东已召开"]);
    assert_eq!(words(&desk.office, CITY).await, [own[0], "岚东已召开", own[1], own[2]]);
    b.post("/dossiers", of(&sheet, COUNTY_A)).await.status(403);
}

async fn a_source_of_plan_reports_needs_a_clause(engine: Engine) {
    let (desk, _) = draft(engine).await;
    let mut bad = sheet();
    bad["items"][1]["clauses"] = json!([]);
    bad["items"][2]["wants"][0]["kinds"] = json!(["hazard"]);
    let problem = desk.office.post("/scoring-sheets", bad).await.status(422);
    let pointers: Vec<&str> = problem["fields"]
        .as_array()
        .unwrap()
        .iter()
        .map(|field| field["pointer"].as_str().unwrap())
        .collect();
    assert_eq!(pointers, ["/items/1/clauses", "/items/2/wants"], "{problem}");
    let drawn = desk.office.get("/scoring-sheets/template").await.ok();
    let items = drawn.as_array().unwrap();
    assert!(
        items.iter().all(|item| !item["wants"].as_array().unwrap().is_empty()),
        "every clause has a source"
    );
    assert!(items.iter().any(|item| item["wants"][0]["source"] == "plan_reports"), "{drawn}");
}
