//! The plan in daily use: a document becomes tasks, tasks get owners, the plan comes into force, progress is reported and
//! verified by another person, and figures of the ledger move with the ledger.

use serde_json::{Value, json};
use store::Engine;
use testkit::{City, Client, TOWN_A1, png};

scenarios![
    a_document_is_reviewed_published_reported_and_verified,
    a_change_is_taken_back_and_a_late_one_is_told,
    a_task_waits_until_the_awaited_thing_came,
    a_figure_moves_with_the_ledger_and_opens_its_rows,
    next_year_is_compared_and_takes_over_owners,
];

const TEXT: &str = "2024年全市消防工作要点\n一、压实责任\n（一）健全政府责任。各县（市、区）人民政府要在6月底前召开专题会议。\n\
    （二）健全部门责任。\n1.市消防救援支队牵头，对重点单位开展联合检查；推动各镇街道建立消防工作站。\n\
    2.在省级方案印发后3个月内，制定电动自行车集中停放充电场所整治措施。\n\
    3.本条为总体要求\n";

pub(crate) struct Desk {
    pub(crate) city: City,
    pub(crate) office: Client,
    plan: String,
    path: String,
}

pub(crate) async fn draft(engine: Engine) -> (Desk, Value) {
    let city = City::new(engine).await.unwrap();
    let office = city.client("city-office").await;
    let (plan, page) = draft_of(&office, TEXT).await;
    let path = format!("/plan/plans/{plan}");
    (Desk { city, office, plan, path }, page)
}

async fn draft_of(office: &Client, text: &str) -> (String, Value) {
    let sent = office.form("/plan/documents", ("要点.txt", text.as_bytes()), &[]).await.status(201);
    let page = office.post("/plan/plans", json!({ "document_id": sent["id"] })).await.status(201);
    (page["id"].as_str().unwrap().to_owned(), page)
}

pub(crate) fn task<'a>(page: &'a Value, words: &str) -> &'a Value {
    let found =
        page["tasks"].as_array().unwrap().iter().find(|task| task["text"].as_str().unwrap().contains(words));
    found.unwrap_or_else(|| panic!("no task with {words}: {}", page["tasks"]))
}

fn of(task: &Value) -> Value {
    json!({ "id": task["id"], "version": task["version"] })
}

impl Desk {
    async fn edit(&self, edit: Value) -> Value {
        self.office.post(&format!("{}/edits", self.path), edit).await.ok()
    }

    async fn page(&self) -> Value {
        self.office.get(&self.path).await.ok()
    }

    /// Accepts everything, marks what has no task, publishes.
    pub(crate) async fn publish(&self) -> Value {
        let page = self.page().await;
        let open = page["tasks"].as_array().unwrap().iter().filter(|task| task["state"] == "proposed");
        let tasks: Vec<Value> = open.map(of).collect();
        let mut page = match tasks.len() {
            0 => page,
            _ => self.edit(json!({ "do": "accept", "tasks": tasks, "owners": true })).await,
        };
        let checks = page["checks"].as_array().unwrap().clone();
        for check in checks.iter().filter(|check| check["kind"] == "no_task") {
            page =
                self.edit(json!({ "do": "no_task", "clause": check["clause"], "reason": "总体要求" })).await;
        }
        let publish = json!({ "version": page["version"], "confirm_unowned": true });
        self.office.post(&format!("{}/publish", self.path), publish).await.ok()
    }
}

async fn a_document_is_reviewed_published_reported_and_verified(engine: Engine) {
    let (desk, page) = draft(engine).await;
    let county = desk.city.client("a-office").await;
    let (station, leader) = (desk.city.client("a1-station").await, desk.city.client("leader").await);
    assert_eq!((&page["year"], &page["state"]), (&json!(2024), &json!("draft")));
    let meeting = task(&page, "专题会议");
    assert_eq!(meeting["owners"][0]["kind"], "each_county", "{meeting}");
    let joint = task(&page, "联合检查");
    let fire = joint["owners"].as_array().unwrap().iter().find(|owner| owner["part"] == "lead").unwrap();
    assert_eq!((&fire["kind"], &fire["confirmed"]), (&json!("organisation"), &json!(false)), "{joint}");

    // A draft is the city's own affair; a proposal left open and a clause without a task stand against publication.
    county.get(&desk.path).await.status(404);
    leader.get(&desk.path).await.ok();
    let early = json!({ "version": page["version"], "confirm_unowned": true });
    let refused = desk.office.post(&format!("{}/publish", desk.path), early).await.status(409);
    let kinds = refused["current"]["checks"].to_string();
    assert!(kinds.contains("undecided"), "{refused}");
    let page = desk.publish().await;
    assert_eq!((&page["state"], &page["edition"]), (&json!("published"), &json!(0)));

    // The county sees the whole, the town what concerns it; both were told.
    let seen = county.get(&desk.path).await.ok();
    assert_eq!((&seen["partly"], &seen["may_write"]), (&json!(false), &json!(false)));
    let part = station.get(&desk.path).await.ok();
    let own: Vec<&str> =
        part["tasks"].as_array().unwrap().iter().map(|task| task["text"].as_str().unwrap()).collect();
    assert!(own.len() == 1 && own[0].contains("各镇街道"), "{own:?}");
    let notices = county.get("/notices").await.ok();
    assert!(notices["items"].to_string().contains("工作要点"), "{notices}");

    let mine = county.get("/plan/tasks").await.ok();
    let meeting = mine
        .as_array()
        .unwrap()
        .iter()
        .find(|task| task["text"].as_str().unwrap().contains("专题会议"))
        .unwrap();
    assert_eq!(
        (&meeting["progress"]["standing"], &meeting["progress"]["due"]),
        (&json!("todo"), &json!("2024-06-30"))
    );
    let id = meeting["id"].as_str().unwrap();
    let path = format!("/plan/tasks/{id}");
    station.get(&path).await.status(404);

    // Said is not done; nobody verifies oneself; nothing is verified without evidence.
    let page = county.post(&format!("{path}/reports"), json!({ "words": "已召开" })).await.status(201);
    assert_eq!(page["progress"]["standing"], "reported", "{page}");
    assert_eq!(page["progress"]["share"], 0.0);
    let bare = page["reports"][0]["id"].as_str().unwrap().to_owned();
    let check = |ok: bool| json!({ "version": 1, "ok": ok, "note": "核对" });
    county.post(&format!("/plan/reports/{bare}/verify"), check(true)).await.status(403);
    desk.office.post(&format!("/plan/reports/{bare}/verify"), check(true)).await.status(422);
    let page = desk.office.post(&format!("/plan/reports/{bare}/verify"), check(false)).await.ok();
    assert_eq!(page["progress"]["standing"], "todo");
    let file = county.form(&format!("{path}/files"), ("纪要.png", &png(3)), &[]).await.status(201);
    let said = json!({ "words": "已召开，纪要附后", "files": [file["id"]] });
    let page = county.post(&format!("{path}/reports"), said).await.status(201);
    let report = page["reports"][0]["id"].as_str().unwrap().to_owned();
    let page = desk.office.post(&format!("/plan/reports/{report}/verify"), check(true)).await.ok();
    assert_eq!(
        (&page["progress"]["standing"], &page["progress"]["share"]),
        (&json!("done"), &json!(1.0)),
        "{page}"
    );
    desk.office.post(&format!("/plan/reports/{report}/verify"), check(true)).await.status(409);
    let own = page["counties"].as_array().unwrap().iter().find(|county| county["verified"] == 1.0);
    assert!(own.is_some(), "the county's part is told: {}", page["counties"]);
    station.get(&format!("/plan/files/{}", file["id"].as_str().unwrap())).await.status(404);

    let cover = desk.office.get(&format!("{}/coverage", desk.path)).await.ok();
    assert!(cover["gaps"].to_string().contains("unowned"), "{cover}");
    let table = desk.office.get(&format!("{}/export?format=csv", desk.path)).await;
    assert!(table.text().contains("已完成") && table.text().contains("各县（市、区）"), "{}", table.text());

    // An amendment is counted and told; what was taken back is no longer anybody's.
    let page = desk.page().await;
    let gone = json!({ "do": "withdraw", "task": of(task(&page, "专题会议")), "reason": "并入全会" });
    let page = desk.edit(gone).await;
    assert_eq!(page["edition"], 1);
    assert!(!county.get("/plan/tasks").await.ok().to_string().contains("专题会议"));
    county.post(&format!("{path}/reports"), json!({ "words": "再报" })).await.status(409);
}

async fn a_change_is_taken_back_and_a_late_one_is_told(engine: Engine) {
    let (desk, page) = draft(engine).await;
    let joint = task(&page, "联合检查").clone();
    let text = joint["text"].as_str().unwrap();
    let at = text.chars().take_while(|letter| *letter != '，').count() + 1;
    let split = desk.edit(json!({ "do": "split", "task": of(&joint), "at": at })).await;
    let parts: Vec<&Value> = split["tasks"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|task| task["number"].as_str().unwrap().contains('-'))
        .collect();
    assert_eq!(parts.len(), 2);
    assert_eq!(parts[0]["spans"][0]["to"], parts[1]["spans"][0]["from"], "no word of the source is lost");

    let late = json!({ "do": "reject", "tasks": [of(&joint)], "reason": "重复" });
    let told = desk.office.post(&format!("{}/edits", desk.path), late).await.status(409);
    assert!(told["detail"].as_str().unwrap().contains("拆分"), "{told}");

    let undo = json!({ "do": "undo", "event": split["undo"]["id"] });
    let back = desk.edit(undo.clone()).await;
    assert_eq!(task(&back, "联合检查")["text"], joint["text"]);
    assert!(
        back["tasks"].as_array().unwrap().iter().all(|task| !task["number"].as_str().unwrap().contains('-'))
    );
    desk.office.post(&format!("{}/edits", desk.path), undo).await.status(409);
    let history = desk.office.get(&format!("{}/history", desk.path)).await.ok();
    assert_eq!(history.as_array().unwrap().len(), 2);

    let bad = json!({ "do": "change", "task": of(task(&back, "联合检查")), "change": { "target": { "amount": -1.0 } } });
    desk.office.post(&format!("{}/edits", desk.path), bad).await.status(422);
    let added =
        desk.edit(json!({ "do": "add", "clause": "一(二)", "text": "每半年通报一次", "span": null })).await;
    assert_eq!(task(&added, "每半年通报")["state"], "accepted");
}

async fn a_task_waits_until_the_awaited_thing_came(engine: Engine) {
    let (desk, _) = draft(engine).await;
    desk.publish().await;
    let progress = desk.office.get(&format!("{}/progress", desk.path)).await.ok();
    let waiting = task(&progress, "电动自行车").clone();
    assert_eq!(waiting["progress"]["standing"], "waiting", "{waiting}");
    assert!(waiting["progress"]["due"].is_null());
    let path = format!("/plan/tasks/{}", waiting["id"].as_str().unwrap());
    desk.office.post(&format!("{path}/reports"), json!({ "words": "先做" })).await.status(409);
    let came =
        json!({ "version": waiting["version"], "document": "省方案（示〔2024〕1号）", "on": "2024-05-01" });
    let page = desk.office.post(&format!("{path}/arrived"), came.clone()).await.ok();
    assert_eq!(page["progress"]["due"], "2024-08-01", "{page}");
    desk.office.post(&format!("{path}/arrived"), came).await.status(409);
    desk.city.travel("2024-08-02T01:00:00Z");
    let page = desk.city.client("city-office").await.get(&path).await.ok();
    assert_eq!(page["progress"]["standing"], "overdue");
}

async fn a_figure_moves_with_the_ledger_and_opens_its_rows(engine: Engine) {
    let (desk, page) = draft(engine).await;
    let over = |state: Option<&str>| {
        let mut filter = json!({ "kind": "hazard" });
        if let Some(state) = state {
            filter["state"] = json!(state);
        }
        json!({ "over": "cases", "filter": filter })
    };
    let measure = json!({ "numerator": over(Some("found")), "denominator": over(None), "basis": "opened" });
    let target = json!({ "amount": 1.0, "share": true });
    let change =
        json!({ "measure": measure, "target": target, "milestones": [{ "quarter": 2, "amount": 0.5 }] });
    let edit = json!({ "do": "change", "task": of(task(&page, "联合检查")), "change": change });
    desk.edit(edit).await;
    desk.publish().await;
    let station = desk.city.client("a1-station").await;
    let shop = json!({ "name": "溪口小商店", "kind": "shop", "region": TOWN_A1, "address": "溪口路2号" });
    let premises = station.post("/premises", shop).await.status(201);
    let read = async || {
        let progress = desk.office.get(&format!("{}/progress", desk.path)).await.ok();
        task(&progress, "联合检查")["progress"].clone()
    };
    assert_eq!(read().await["total"], 0.0);
    let case = station.open_hazard(&premises, "疏散通道堆放杂物", "2024-05-06").await;
    let found = read().await;
    assert_eq!(
        (&found["verified"], &found["total"], &found["share"]),
        (&json!(1.0), &json!(1.0), &json!(1.0)),
        "{found}"
    );
    let rows = found["rows"].as_str().unwrap().to_owned();
    assert!(rows.starts_with("/cases?"), "{rows}");
    assert!(desk.office.get(&rows).await.ok().to_string().contains(case["id"].as_str().unwrap()));
    station.act(case["id"].as_str().unwrap(), "assign", json!({ "due": "2024-05-31" }), &[]).await.ok();
    assert_eq!(read().await["share"], 0.0, "the figure follows the ledger");
}

async fn next_year_is_compared_and_takes_over_owners(engine: Engine) {
    let (desk, page) = draft(engine).await;
    let fire = desk.city.people.bodies["fire"];
    let owner =
        json!({ "part": "lead", "kind": "organisation", "name": "支队", "org_id": fire, "confirmed": true });
    let change = json!({ "owners": [owner], "mandates": ["root_cause"] });
    desk.edit(json!({ "do": "change", "task": of(task(&page, "电动自行车")), "change": change })).await;
    desk.publish().await;
    let next =
        TEXT.replace("2024年", "2025年").replace("6月底前", "9月底前").replace("3.本条为总体要求\n", "");
    let (id, _) = draft_of(&desk.office, &next).await;
    let found = desk.office.get(&format!("/plan/plans/{id}/compare?with={}", desk.plan)).await.ok();
    let kind = |clause: &str| {
        let rows = found["clauses"].as_array().unwrap();
        rows.iter().find(|row| row["clause"] == clause || row["before"] == clause).unwrap()["kind"].clone()
    };
    assert_eq!(
        (kind("一(一)"), kind("一(二)2"), kind("一(二)3")),
        (json!("changed"), json!("same"), json!("dropped"))
    );
    let carry = json!({ "do": "carry", "from": desk.plan });
    let page = desk.office.post(&format!("/plan/plans/{id}/edits"), carry).await.ok();
    let carried = task(&page, "电动自行车");
    assert_eq!(carried["mandates"], json!(["root_cause"]));
    assert_eq!(carried["owners"][0]["confirmed"], false, "last year's owner is confirmed anew");
}
