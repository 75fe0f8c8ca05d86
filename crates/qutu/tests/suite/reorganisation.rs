//! A department gets another name, one is split, one is merged: open work goes along, and what was finished before the day
//! is read with the names of its day.

use crate::report_desk::{id, monthly, of, sent};
use access::command_caller;
use serde_json::{Value, json};
use store::Engine;
use testkit::{CITY, City, Client, People, png};

scenarios![
    a_renamed_department_keeps_its_work_and_the_past_keeps_the_name,
    a_split_department_leaves_its_open_work_to_its_parts_and_its_past_to_the_name,
    a_merged_post_leaves_its_work_to_the_post_that_follows,
];

const PLAN: &str = "2024年全市消防工作要点\n一、压实责任\n（一）健全政府责任。\n1.开展校园消防安全检查。\n2.制定校外培训场所整治措施。\n\
    3.组织消防演练。\n";

/// Somebody of a department, with their post.
struct Liaison {
    login: String,
    post: String,
}

struct Town {
    city: City,
    office: Client,
    definer: Client,
    keeper: Client,
}

impl Town {
    async fn new(engine: Engine) -> Self {
        let city = City::new(engine).await.unwrap();
        let (office, definer, keeper) =
            (city.client("city-office").await, city.client("sysadmin").await, city.client("secadmin").await);
        Self { city, office, definer, keeper }
    }

    async fn department(&self, name: &str, code: &str) -> String {
        let new = json!({ "name": name, "kind": "department", "region_code": CITY, "department": code });
        id(&self.definer.post("/organisations", new).await.status(201))
    }

    async fn liaison(&self, login: &str, org: &str) -> Liaison {
        let new = json!({
            "org_id": org, "name": format!("{login}岗"), "role": "department_liaison", "level": "city",
            "region_code": CITY,
        });
        let post = id(&self.definer.post("/posts", new).await.status(201));
        let app = &self.city.app;
        let ctx = app.env.write(command_caller("测试")).await.unwrap();
        let (person, ..) = People::account(&ctx, app, login, org.parse().unwrap()).await.unwrap();
        ctx.commit().await.unwrap();
        self.keeper.post(&format!("/posts/{post}/holders"), json!({ "person_id": person })).await.ok();
        Liaison { login: login.to_owned(), post }
    }

    async fn client(&self, liaison: &Liaison) -> Client {
        self.city.client(&liaison.login).await
    }

    /// A plan in force whose tasks with these words are led by these bodies.
    async fn plan(&self, owners: &[(&str, Value)]) -> String {
        let sent = self.office.form("/plan/documents", ("要点.txt", PLAN.as_bytes()), &[]).await.status(201);
        let page = self.office.post("/plan/plans", json!({ "document_id": sent["id"] })).await.status(201);
        let path = format!("/plan/plans/{}", id(&page));
        let mut page = page;
        for (words, owner) in owners {
            let change = json!({ "owners": [owner], "target": null });
            let edit = json!({ "do": "change", "task": version(task(&page, words)), "change": change });
            page = self.office.post(&format!("{path}/edits"), edit).await.ok();
        }
        let open: Vec<Value> = page["tasks"]
            .as_array()
            .unwrap()
            .iter()
            .filter(|task| task["state"] == "proposed")
            .map(version)
            .collect();
        let accept = json!({ "do": "accept", "tasks": open, "owners": true });
        page = self.office.post(&format!("{path}/edits"), accept).await.ok();
        for check in page["checks"].as_array().unwrap().clone() {
            if check["kind"] == "no_task" {
                let none = json!({ "do": "no_task", "clause": check["clause"], "reason": "总体要求" });
                page = self.office.post(&format!("{path}/edits"), none).await.ok();
            }
        }
        let publish = json!({ "version": page["version"], "confirm_unowned": true });
        self.office.post(&format!("{path}/publish"), publish).await.ok();
        path
    }

    /// A task reported with evidence and verified by the office.
    async fn prove(&self, who: &Client, words: &str) {
        let mine = who.get("/plan/tasks").await.ok();
        let path = format!("/plan/tasks/{}", id(line(&mine, words)));
        let file = who.form(&format!("{path}/files"), ("照片.png", &png(9)), &[]).await.status(201);
        let said = json!({ "words": "已完成", "files": [file["id"]] });
        let page = who.post(&format!("{path}/reports"), said).await.status(201);
        let check = json!({ "version": 1, "ok": true, "note": "属实" });
        let report = id(&page["reports"][0]);
        let page = self.office.post(&format!("/plan/reports/{report}/verify"), check).await.ok();
        assert_eq!(page["progress"]["standing"], "done", "{page}");
    }

    /// A document that a department writes and consults another on.
    async fn consulted(&self, who: &Client, title: &str, asked: &str) -> String {
        let case = self.document(who, title).await;
        let paper = who.attach(&case, "paper", 3).await;
        let fields = json!({ "addressees": [asked], "reply_by": "2024-06-28" });
        who.act(&case, "consult", fields, &[&paper]).await.ok();
        case
    }

    async fn document(&self, who: &Client, title: &str) -> String {
        let new = json!({
            "kind": "document", "title": title, "region": CITY,
            "fields": { "document_kind": "notice", "summary": title, "finish_by": "2024-07-31" },
        });
        id(&who.post("/cases", new).await.status(201))
    }

    /// A document that a department wrote, issued and closed.
    async fn closed(&self, who: &Client, title: &str, addressee: &str, receiver: &Client) -> String {
        let case = self.document(who, title).await;
        let draft = who.attach(&case, "paper", 4).await;
        who.act(&case, "skip_consult", json!({ "reason": "内部事务" }), &[&draft]).await.ok();
        self.office.act(&case, "legal_pass", json!({ "opinion": "合法" }), &[]).await.ok();
        let paper = who.attach(&case, "paper", 5).await;
        let issued = json!({ "title": title, "number": "示教〔2024〕8号", "date": "2024-05-06" });
        let issue = json!({
            "issued": issued, "addressees": [addressee], "reply_by": "2024-05-31", "reason": "单一部门",
        });
        who.act(&case, "issue_single", issue, &[&paper]).await.ok();
        let line = id(&self.office.case(&case).await["requests"][0]);
        receiver.post(&format!("/cases/{case}/requests/{line}"), json!({ "reply": "received" })).await.ok();
        self.office.act(&case, "close", json!({}), &[]).await.ok();
        case
    }

    /// A return of a round that a body fills.
    async fn hand_in(&self, who: &Client, of: &str, found: u32) -> Value {
        let seen = who.get(&format!("/reports/returns/{of}")).await.ok();
        let cells = json!({ "found": found, "fixed": 1 });
        let body = json!({ "version": seen["version"], "rows": [{ "key": "1", "cells": cells }] });
        let filled = who.put(&format!("/reports/returns/{of}/cells"), body).await.ok();
        let submit = json!({ "version": filled["version"] });
        who.post(&format!("/reports/returns/{of}/submit"), submit).await.ok()
    }

    async fn form(&self, title: &str) -> Value {
        let mut form = monthly(title);
        form["layout"]["columns"][0].as_object_mut().unwrap().remove("measure");
        self.office.post("/reports/forms", form).await.status(201)
    }

    /// Nothing of the chain or of the rows was left without its record.
    async fn sound(&self) {
        self.city.run_jobs().await;
        self.city.seal().await;
        let report = self.city.client("auditor").await.get("/audit/verify").await.ok();
        assert_eq!(report["ok"], true, "{report}");
    }
}

fn task<'a>(page: &'a Value, words: &str) -> &'a Value {
    let found =
        page["tasks"].as_array().unwrap().iter().find(|task| task["text"].as_str().unwrap().contains(words));
    found.unwrap_or_else(|| panic!("no task with {words}: {}", page["tasks"]))
}

fn line<'a>(lines: &'a Value, words: &str) -> &'a Value {
    let found = lines.as_array().unwrap().iter().find(|one| one["text"].as_str().unwrap().contains(words));
    found.unwrap_or_else(|| panic!("no task with {words}: {lines}"))
}

fn version(task: &Value) -> Value {
    json!({ "id": task["id"], "version": task["version"] })
}

fn body_owner(org: &str, name: &str) -> Value {
    json!({ "part": "lead", "kind": "organisation", "name": name, "org_id": org, "confirmed": true })
}

fn titles(page: &Value) -> Vec<&str> {
    page["items"].as_array().unwrap().iter().map(|one| one["title"].as_str().unwrap()).collect()
}

fn table() -> Value {
    json!({
        "title": "隐患数", "over": "cases", "filter": { "kind": "hazard" }, "rows": ["region:county"],
        "figures": [{ "value": "count" }],
    })
}

async fn a_renamed_department_keeps_its_work_and_the_past_keeps_the_name(engine: Engine) {
    let town = Town::new(engine).await;
    let edu = town.department("示范市教育局", "education").await;
    let civil = town.department("示范市民政局", "civil_affairs").await;
    let (writer, other) = (town.liaison("edu", &edu).await, town.liaison("civil", &civil).await);
    let (who, asked) = (town.client(&writer).await, town.client(&other).await);

    let closed = town.closed(&who, "校园检查通知", &civil, &asked).await;
    let open = town.consulted(&who, "培训场所整治措施", &civil).await;
    let plan = town
        .plan(&[
            ("校园", body_owner(&edu, "示范市教育局")),
            ("培训场所", body_owner(&edu, "示范市教育局")),
            ("演练", body_owner(&civil, "示范市民政局")),
        ])
        .await;
    town.prove(&who, "校园").await;
    let form = town.form("隐患月报").await;
    let may = sent(&town.office, &form, json!({ "organisations": [edu] })).await;
    town.hand_in(&who, &of(&may, "教育局"), 3).await;
    let path = format!("/reports/rounds/{}", id(&may));
    let seen = town.office.get(&path).await.ok();
    town.office.post(&format!("{path}/lock"), json!({ "version": seen["version"] })).await.ok();
    let locked = town.office.get(&format!("{path}/locked")).await;
    let extra = town.form("临时报表").await;
    let waiting = sent(&town.office, &extra, json!({ "organisations": [edu] })).await;
    let kept = id(&who.post("/tables/results", json!({ "spec": table() })).await.status(201));
    let kept_before = who.get(&format!("/tables/results/{kept}")).await.ok();
    assert_eq!(kept_before["table"]["office"], "示范市教育局");

    town.city.travel("2024-06-03T01:00:00Z");
    let seen = town.definer.get(&format!("/organisations/{edu}")).await.ok();
    let rename = json!({ "version": seen["version"], "name": "示范市教育和科技局", "from": "2024-06-03" });
    town.definer.patch(&format!("/organisations/{edu}"), rename).await.ok();
    let who = town.client(&writer).await;

    // Open work bears the new name and lies where it lay.
    let page = who.case(&open).await;
    assert_eq!(page["owner"]["organisation"], "示范市教育和科技局", "{page}");
    assert_eq!(titles(&who.get("/inbox").await.ok()), ["培训场所整治措施"]);
    let mine = who.get("/plan/tasks").await.ok();
    assert_eq!(line(&mine, "培训场所")["owners"][0]["name"], "示范市教育和科技局");
    assert_eq!(line(&mine, "校园")["owners"][0]["name"], "示范市教育局", "what is done keeps its name");
    let progress = town.office.get(&format!("{plan}/progress")).await.ok();
    assert_eq!(task(&progress, "校园")["progress"]["finished_on"], "2024-05-06");
    let told = town.hand_in(&who, &of(&waiting, "教育局"), 1).await;
    assert_eq!(told["filler"], "示范市教育和科技局", "handed in under the name of its day");

    // The past is read as it was.
    let page = who.case(&closed).await;
    assert_eq!(page["owner"]["organisation"], "示范市教育局", "{page}");
    let drafted = &page["timeline"].as_array().unwrap()[0];
    assert_eq!(drafted["actor"]["org"], "示范市教育局");
    assert_eq!(page["requests"][0]["organisation"], "示范市民政局");
    assert_eq!(page["documents"][0]["number"], "示教〔2024〕8号", "{page}");
    assert_eq!(town.office.get(&format!("{path}/locked")).await.bytes, locked.bytes);
    let sheet = town.office.get(&path).await.ok();
    assert_eq!(sheet["returns"][0]["filler"], "示范市教育局");
    let sum = town.office.get(&format!("{path}/sum")).await.ok();
    assert!(sum["lines"].to_string().contains("示范市教育局"), "{sum}");
    assert_eq!(who.get(&format!("/tables/results/{kept}")).await.ok(), kept_before);
    // Found by either name.
    for name in ["示范市教育局", "教育和科技局"] {
        let found = town.definer.get(&format!("/organisations?q={name}")).await.ok();
        assert_eq!(found["items"].as_array().unwrap().len(), 1, "{name}: {found}");
    }
    town.sound().await;
}

async fn a_split_department_leaves_its_open_work_to_its_parts_and_its_past_to_the_name(engine: Engine) {
    let town = Town::new(engine).await;
    let both = town.department("示范市文化和旅游局", "culture").await;
    let civil = town.department("示范市民政局", "civil_affairs").await;
    let arts = town.liaison("arts", &both).await;
    let travel = town.liaison("travel", &both).await;
    let asker = town.liaison("civil", &civil).await;
    let (artist, traveller, asking) =
        (town.client(&arts).await, town.client(&travel).await, town.client(&asker).await);

    let closed = town.closed(&artist, "文博单位检查通知", &civil, &asking).await;
    let of_arts = town.document(&artist, "文物建筑整治方案").await;
    let of_travel = town.document(&traveller, "民宿整治方案").await;
    // The first post of the body is asked: the one that will stand with culture.
    let asked = town.consulted(&asking, "养老机构检查办法", &both).await;
    let plan = town
        .plan(&[
            ("校园", body_owner(&both, "示范市文化和旅游局")),
            ("培训场所", body_owner(&both, "示范市文化和旅游局")),
            ("演练", body_owner(&both, "示范市文化和旅游局")),
        ])
        .await;
    town.prove(&artist, "校园").await;
    let form = town.form("隐患月报").await;
    let may = sent(&town.office, &form, json!({ "organisations": [both] })).await;
    let old = of(&may, "文化");
    town.hand_in(&artist, &old, 2).await;
    let pending =
        sent(&town.office, &town.form("民宿排查表").await, json!({ "organisations": [both] })).await;
    let (pending_round, pending) = (id(&pending), of(&pending, "文化"));
    let kept = id(&artist.post("/tables/results", json!({ "spec": table() })).await.status(201));
    let kept_before = artist.get(&format!("/tables/results/{kept}")).await.ok();
    let visit_before = traveller.get("/cases?kind=document").await.ok();

    // Who decides sees what lies with the body itself.
    town.city.travel("2024-06-11T01:00:00Z");
    let open = town.definer.get(&format!("/organisations/{both}/work")).await.ok();
    let open = open.as_array().unwrap();
    let kinds: Vec<&str> = open.iter().map(|one| one["kind"].as_str().unwrap()).collect();
    assert_eq!(kinds, ["plan_task", "plan_task", "report_return"], "the finished task stays: {open:?}");
    let drill =
        open.iter().find(|one| one["title"].as_str().unwrap().contains("演练")).unwrap()["id"].clone();
    let part = |name: &str, post: &str, work: Value| {
        json!({ "into": { "new": { "name": name, "kind": "department", "region_code": CITY } }, "posts": [post],
            "work": work })
    };
    let split = |work: Value| {
        json!({
            "kind": "split", "from": both, "on": "2024-06-11", "basis": "示编办〔2024〕6号",
            "parts": [part("示范市文化局", &arts.post, json!([])), part("示范市旅游局", &travel.post, work)],
        })
    };
    let strange = town.definer.post("/organisations/reorganise", split(json!([closed]))).await.status(422);
    assert_eq!(strange["fields"][0]["code"], "unknown_work", "what is not the body's cannot be given away");
    let done = town.definer.post("/organisations/reorganise", split(json!([drill, pending]))).await.ok();
    assert_eq!((&done["posts_moved"], &done["work_moved"]), (&json!(2), &json!(3)), "{done}");
    let bodies = done["organisations"].as_array().unwrap();
    let named = |name: &str| bodies.iter().find(|body| body["name"] == name).unwrap();
    assert_eq!(named("示范市文化局")["department"], "culture", "the first part is the department now");
    assert_eq!(named("示范市旅游局").get("department").unwrap_or(&Value::Null), &Value::Null);
    let (artist, traveller) = (town.client(&arts).await, town.client(&travel).await);

    // Cases went with their posts.
    let page = artist.case(&of_arts).await;
    assert_eq!(page["owner"]["organisation"], "示范市文化局", "{page}");
    let inbox = artist.get("/inbox").await.ok();
    assert_eq!(titles(&inbox), ["养老机构检查办法", "文物建筑整治方案"], "asked, and its own");
    assert_eq!(titles(&traveller.get("/inbox").await.ok()), ["民宿整治方案"]);
    assert_eq!(traveller.case(&of_travel).await["owner"]["organisation"], "示范市旅游局");
    let list = |page: &Value| page["items"].as_array().unwrap().len();
    assert_eq!(list(&traveller.get("/cases?kind=document").await.ok()), list(&visit_before));
    // Tasks: the named one and the rest; the finished one stays.
    let (mine, theirs) = (artist.get("/plan/tasks").await.ok(), traveller.get("/plan/tasks").await.ok());
    assert_eq!((mine.as_array().unwrap().len(), theirs.as_array().unwrap().len()), (1, 1), "{mine} {theirs}");
    assert_eq!(line(&mine, "培训场所")["owners"][0]["name"], "示范市文化局");
    assert_eq!(line(&theirs, "演练")["owners"][0]["name"], "示范市旅游局");
    let progress = town.office.get(&format!("{plan}/progress")).await.ok();
    assert_eq!(task(&progress, "校园")["owners"][0]["name"], "示范市文化和旅游局");
    let history = town.office.get(&format!("{plan}/history")).await.ok();
    assert!(history.to_string().contains("机构调整，承接示范市文化和旅游局的任务2条"), "{history}");
    town.prove(&traveller, "演练").await;
    // The table to fill went to the named part; the other does not fill it.
    let own = traveller.get("/reports/returns?mine=true&open=true").await.ok();
    assert_eq!(titles(&own), ["民宿排查表"]);
    assert_eq!(titles(&artist.get("/reports/returns?mine=true&open=true").await.ok()), Vec::<&str>::new());
    artist.get(&format!("/reports/returns/{pending}")).await.status(404);
    let notices = traveller.get("/notices?unread=true").await.ok();
    assert!(notices.to_string().contains("机构调整：由示范市旅游局填报报表"), "{notices}");
    assert!(
        notices.to_string().contains("机构调整：由示范市旅游局承接示范市文化和旅游局的任务1条"),
        "{notices}"
    );
    assert_eq!(town.hand_in(&traveller, &pending, 1).await["filler"], "示范市旅游局");
    assert_eq!(
        town.office.get(&format!("/reports/rounds/{pending_round}/sum")).await.ok()["missing"],
        json!([])
    );
    // The question goes with the post that was asked; a colleague who comes later may answer it too.
    let colleague = town.liaison("arts2", named("示范市文化局")["id"].as_str().unwrap()).await;
    let page = asking.case(&asked).await;
    assert_eq!(page["requests"][0]["organisation"], "示范市文化和旅游局", "asked under the name of its day");
    let question = id(&page["requests"][0]);
    let answer = json!({ "reply": "agreed" });
    traveller.post(&format!("/cases/{asked}/requests/{question}"), answer.clone()).await.status(403);
    let answered =
        town.client(&colleague).await.post(&format!("/cases/{asked}/requests/{question}"), answer).await.ok();
    let last = answered["timeline"].as_array().unwrap().last().unwrap().clone();
    assert_eq!(last["actor"]["org"], "示范市文化局", "{last}");

    // The past: closed case, old sheet and kept table, with the names of their days, for both who follow.
    for who in [&artist, &traveller] {
        let page = who.case(&closed).await;
        assert_eq!(page["owner"]["organisation"], "示范市文化和旅游局", "{page}");
        let sheet = who.get(&format!("/reports/returns/{old}")).await.ok();
        assert_eq!((&sheet["filler"], &sheet["state"]), (&json!("示范市文化和旅游局"), &json!("done")));
        assert_eq!(who.get(&format!("/tables/results/{kept}")).await.ok(), kept_before);
        assert_eq!(titles(&who.get("/tables/results").await.ok()), ["隐患数"]);
    }
    asking.get(&format!("/tables/results/{kept}")).await.status(404);
    // What is sent back after the day is answered by whoever follows.
    let sheet = town.office.get(&format!("/reports/returns/{old}")).await.ok();
    let back = json!({ "version": sheet["version"], "reason": "请核实" });
    town.office.post(&format!("/reports/returns/{old}/send-back"), back).await.ok();
    assert_eq!(titles(&artist.get("/reports/returns?mine=true&open=true").await.ok()), ["隐患月报"]);
    // Next year's plan takes the owners over as they stand then.
    let next = PLAN.replace("2024年", "2025年");
    let sent = town.office.form("/plan/documents", ("要点.txt", next.as_bytes()), &[]).await.status(201);
    let page = town.office.post("/plan/plans", json!({ "document_id": sent["id"] })).await.status(201);
    let from = plan.rsplit('/').next().unwrap();
    let carry = json!({ "do": "carry", "from": from });
    let page = town.office.post(&format!("/plan/plans/{}/edits", id(&page)), carry).await.ok();
    assert_eq!(task(&page, "演练")["owners"][0]["name"], "示范市旅游局");
    let unclear = &task(&page, "校园")["owners"][0];
    assert_eq!(unclear["kind"], "unknown", "two bodies follow: a person decides: {unclear}");
    town.sound().await;
}

async fn a_merged_post_leaves_its_work_to_the_post_that_follows(engine: Engine) {
    let town = Town::new(engine).await;
    let edu = town.department("示范市教育局", "education").await;
    let sport = town.department("示范市体育局", "sport").await;
    let (teacher, runner) = (town.liaison("edu", &edu).await, town.liaison("sport", &sport).await);
    let running = town.client(&runner).await;
    let case = town.document(&running, "体育场馆整治方案").await;
    let asked = town.consulted(&town.client(&teacher).await, "校园场馆办法", &sport).await;
    let owner = json!({
        "part": "lead", "kind": "post", "name": "示范市体育局 sport岗", "org_id": sport, "post_id": runner.post,
        "confirmed": true,
    });
    town.plan(&[
        ("演练", owner),
        ("校园", body_owner(&sport, "示范市体育局")),
        ("培训场所", body_owner(&edu, "示范市教育局")),
    ])
    .await;
    let form = town.form("场馆月报").await;
    let round = sent(&town.office, &form, json!({ "organisations": [edu, sport] })).await;
    let (of_edu, of_sport) = (of(&round, "教育局"), of(&round, "体育局"));

    town.city.travel("2024-06-11T01:00:00Z");
    let close = json!({ "kind": "close", "org": sport, "posts": [{ "post": runner.post, "into": teacher.post }],
        "on": "2024-06-11" });
    let refused = town.definer.post("/organisations/reorganise", close).await.status(422);
    assert_eq!(refused["fields"][0]["pointer"], "/heir", "people and work need somewhere to go: {refused}");
    let merge = json!({
        "kind": "merge", "from": [sport], "into": { "existing": edu }, "on": "2024-06-11",
        "posts": [{ "post": runner.post, "into": teacher.post }],
    });
    let done = town.definer.post("/organisations/reorganise", merge).await.ok();
    assert_eq!((&done["cases_moved"], &done["work_moved"]), (&json!(2), &json!(2)), "{done}");

    let teaching = town.client(&teacher).await;
    let inbox = teaching.get("/inbox").await.ok();
    assert!(titles(&inbox).contains(&"体育场馆整治方案"), "{inbox}");
    let page = teaching.case(&case).await;
    assert_eq!(page["owner"]["organisation"], "示范市教育局");
    let first = &page["timeline"][0];
    assert_eq!(first["actor"]["org"], "示范市体育局", "who opened it stays who they were: {first}");
    let question = id(&teaching.case(&asked).await["requests"][0]);
    teaching.post(&format!("/cases/{asked}/requests/{question}"), json!({ "reply": "agreed" })).await.ok();
    let mine = teaching.get("/plan/tasks").await.ok();
    assert_eq!(mine.as_array().unwrap().len(), 3, "{mine}");
    assert_eq!(line(&mine, "演练")["owners"][0]["name"], "示范市教育局 edu岗");
    // Both were asked in one round: the body that follows fills both sheets.
    let own = teaching.get("/reports/returns?mine=true&open=true").await.ok();
    assert_eq!(titles(&own).len(), 2, "{own}");
    for sheet in [of_edu, of_sport] {
        assert_eq!(town.hand_in(&teaching, &sheet, 1).await["filler"], "示范市教育局");
    }
    // Whoever held the merged post has no power left.
    running.get(&format!("/cases/{case}")).await.status(404);
    town.sound().await;
}
