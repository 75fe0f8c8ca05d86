//! Every write through the interface leaves a record. The list is total: a writing endpoint that is not walked fails.

use axum::http::Method;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use store::{Engine, params};
use testkit::{City, Client, Reply, TOWN_A1};

scenarios![every_write_leaves_a_record];

/// What writes nothing, or nothing an auditor asks about.
const WITHOUT: [(&str, &str); 6] = [
    // Read and shown; what is kept is written by the next step.
    ("POST", "/dossiers/preview"),
    ("POST", "/scoring-sheets/proposals"),
    // A suggestion is worked out and not kept.
    ("POST", "/judgements"),
    // A table is worked out and not kept.
    ("POST", "/tables/run"),
    // That a notice was read is the reader's own affair.
    ("POST", "/notices/{id}/read"),
    ("POST", "/notices/read-all"),
];

struct Walk {
    city: City,
    walked: BTreeSet<(String, String)>,
}

impl Walk {
    async fn records(&self) -> i64 {
        let tx = self.city.app.env.database.read().await.unwrap();
        let count = tx.count("SELECT COUNT(*) AS n FROM audit_records", params![]).await.unwrap();
        tx.rollback().await.unwrap();
        count
    }

    /// Does what `call` does and sees that it was written down.
    async fn step(&mut self, method: &str, template: &str, call: impl Future<Output = Reply>) -> Value {
        let before = self.records().await;
        let reply = call.await;
        let value = reply.clone().ok();
        let after = self.records().await;
        assert!(after > before, "{} left no record", reply.of);
        self.walked.insert((method.to_owned(), template.to_owned()));
        value
    }

    async fn post(&mut self, client: &Client, template: &str, id: &str, body: Value) -> Value {
        let path = template.replace("{id}", id);
        self.step("POST", template, client.post(&path, body)).await
    }

    async fn patch(&mut self, client: &Client, template: &str, id: &str, body: Value) -> Value {
        let path = template.replace("{id}", id);
        self.step("PATCH", template, client.patch(&path, body)).await
    }
}

fn id(value: &Value) -> String {
    value["id"].as_str().unwrap().to_owned()
}

async fn every_write_leaves_a_record(engine: Engine) {
    let city = City::new(engine).await.unwrap();
    let people = city.people.clone();
    let mut walk = Walk { city, walked: BTreeSet::new() };
    ledger(&mut walk).await;
    import(&mut walk).await;
    tables(&mut walk).await;
    directory(&mut walk, &people).await;
    doors(&mut walk, &people).await;
    reports(&mut walk).await;
    dossiers(&mut walk).await;
    let writes: BTreeSet<_> =
        crate::access_table::endpoints().into_iter().filter(|(method, _)| method != "GET").collect();
    let without: BTreeSet<_> =
        WITHOUT.iter().map(|(method, path)| ((*method).to_owned(), (*path).to_owned())).collect();
    let expected: BTreeSet<_> = writes.difference(&without).cloned().collect();
    let missed: Vec<_> = expected.difference(&walk.walked).collect();
    assert!(missed.is_empty(), "writing endpoints nobody walked: {missed:?}");
    walk.city.seal().await;
    let auditor = walk.city.client("auditor").await;
    let report = auditor.get("/audit/verify").await.ok();
    assert_eq!(report["ok"], true, "{report}");
}

async fn ledger(walk: &mut Walk) {
    let station = walk.city.client("a1-station").await;
    let shop = json!({ "name": "溪口小商店", "kind": "shop", "region": TOWN_A1, "address": "溪口路2号" });
    let premises = walk.post(&station, "/premises", "", shop.clone()).await;
    let version = premises["version"].clone();
    let place = id(&premises);
    walk.patch(&station, "/premises/{id}", &place, json!({ "version": version, "floors": 3 })).await;
    let unit = json!({ "name": "溪口小单位", "kind": "general", "region": TOWN_A1, "address": "溪口路2号" });
    walk.post(&station, "/units", "", unit).await;
    let visit = station.visit(&premises, "2024-05-06", &["exits_clear"], json!({})).await;
    let visit = walk.post(&station, "/inspections", "", visit).await;
    let case = id(&visit["cases"][0]);
    let photo = testkit::png(1);
    let file = ("现场.png", photo.as_slice());
    walk.step("POST", "/evidence", station.form("/evidence", file, &[("stage", "before")])).await;
    let path = format!("/cases/{case}/evidence");
    walk.step("POST", "/cases/{id}/evidence", station.form(&path, file, &[("stage", "before")])).await;
    let opened = json!({
        "kind": "hazard", "premises_id": place, "title": "另一件",
        "fields": { "summary": "另一件", "class": "other", "found_on": "2024-05-06" },
    });
    walk.post(&station, "/cases", "", opened).await;
    let version = station.case(&case).await["version"].clone();
    let act = json!({ "action": "assign", "version": version, "fields": { "due": "2024-05-31" } });
    walk.post(&station, "/cases/{id}/actions", &case, act).await;
    document(walk).await;
    let spare = id(&walk.post(&station, "/premises", "", shop).await);
    walk.post(&station, "/premises/{id}/void", &spare, json!({ "version": 1, "reason": "重复登记" })).await;
    building(walk, &place).await;
    let office = walk.city.client("city-office").await;
    let decision = json!({
        "premises_kind": "unmanned_store", "department": "commerce", "principle": "who_governs",
        "document": "消安委〔2024〕3号", "decided_on": "2024-05-06", "valid_from": "2024-05-06",
    });
    walk.post(&office, "/duty-matrix/decisions", "", decision).await;
    let text = "示范市消防工作要点\n\n一、总体要求\n各县要开展隐患排查，6月底前完成。\n";
    let sent = office.form("/plan/documents", ("要点.txt", text.as_bytes()), &[]);
    let document = walk.step("POST", "/plan/documents", sent).await;
    plan(walk, &id(&document)).await;
}

async fn plan(walk: &mut Walk, document: &str) {
    let office = walk.city.client("city-office").await;
    let county = walk.city.client("a-office").await;
    let draft = walk.post(&office, "/plan/plans", "", json!({ "document_id": document, "year": 2024 })).await;
    let plan = id(&draft);
    let task = json!({ "id": draft["tasks"][0]["id"], "version": 1 });
    let accept = json!({ "do": "accept", "tasks": [task], "owners": true });
    let draft = walk.post(&office, "/plan/plans/{id}/edits", &plan, accept).await;
    let task = id(&draft["tasks"][0]);
    let due = json!([{ "kind": "after", "value": "省级文件印发", "raw": "省级文件印发后" }]);
    let change = json!({ "due": due, "document": true });
    let change = json!({ "do": "change", "task": { "id": task, "version": 2 }, "change": change });
    let draft = walk.post(&office, "/plan/plans/{id}/edits", &plan, change).await;
    let version = json!({ "version": draft["version"] });
    walk.post(&office, "/plan/plans/{id}/publish", &plan, version).await;
    let came = json!({ "version": 3, "document": "省方案", "on": "2024-05-06" });
    walk.post(&county, "/plan/tasks/{id}/arrived", &task, came).await;
    let paper = json!({ "version": 4, "document_kind": "list" });
    walk.post(&office, "/plan/tasks/{id}/document", &task, paper).await;
    let photo = testkit::png(5);
    let path = format!("/plan/tasks/{task}/files");
    let sent = county.form(&path, ("现场.png", photo.as_slice()), &[]);
    let file = id(&walk.step("POST", "/plan/tasks/{id}/files", sent).await);
    let said = json!({ "words": "已开展", "files": [file] });
    let page = walk.post(&county, "/plan/tasks/{id}/reports", &task, said).await;
    let check = json!({ "version": 1, "ok": true });
    walk.post(&office, "/plan/reports/{id}/verify", &id(&page["reports"][0]), check).await;
    let version = office.get(&format!("/plan/plans/{plan}")).await.ok()["version"].clone();
    walk.post(&office, "/plan/plans/{id}/withdraw", &plan, json!({ "version": version, "reason": "重发" }))
        .await;
}

/// A workbook whose one shop is named like a premises of the ledger at another address.
async fn import(walk: &mut Walk) {
    let station = walk.city.client("a1-station").await;
    let known = json!({ "name": "溪口米店", "kind": "shop", "region": TOWN_A1, "address": "溪口路20号" });
    station.post("/premises", known).await.status(201);
    let text = "场所名称,场所类别,所属镇街,地址\n溪口米店,小商店,溪口街道,溪口路22号\n";
    let sent = station.form("/imports", ("台账.csv", text.as_bytes()), &[("source", "本街道")]);
    let import = walk.step("POST", "/imports", sent).await;
    let at = id(&import);
    let mapping = json!({ "version": import["version"], "mapping": import["mapping"] });
    let path = format!("/imports/{at}/mapping");
    let sent = station.send_json(Method::PUT, &path, &[], &mapping);
    walk.step("PUT", "/imports/{id}/mapping", sent).await;
    walk.post(&station, "/imports/{id}/check", &at, json!({})).await;
    walk.post(&station, "/imports/{id}/cancel", &at, json!({})).await;
    walk.post(&station, "/imports/{id}/commit", &at, json!({})).await;
    let app = walk.city.app.clone();
    assert!(intake::service::next(&app.env, &app.pack, &app.files).await.unwrap());
    let decision = "/imports/{id}/rows/{sheet}/{row}/decision";
    let path = format!("/imports/{at}/rows/0/2/decision");
    walk.step("POST", decision, station.post(&path, json!({ "is": "new" }))).await;
}

/// A document of the city office on which the office of a county gives its opinion.
async fn document(walk: &mut Walk) {
    let (office, asked) = (walk.city.client("city-office").await, walk.city.client("a-office").await);
    let opened = json!({
        "kind": "document", "region": testkit::CITY, "title": "工作指引",
        "fields": { "document_kind": "guideline", "summary": "指引", "finish_by": "2024-12-31" },
    });
    let case = id(&walk.post(&office, "/cases", "", opened).await);
    let (draft, body) = (office.attach(&case, "paper", 3).await, walk.city.people.bodies["a-office"]);
    let version = office.case(&case).await["version"].clone();
    let act = json!({
        "action": "consult", "version": version, "evidence": [draft],
        "fields": { "addressees": [body], "reply_by": "2024-12-01" },
    });
    let asking = walk.post(&office, "/cases/{id}/actions", &case, act).await;
    let path = format!("/cases/{case}/requests/{}", id(&asking["requests"][0]));
    let answer = json!({ "reply": "agreed" });
    walk.step("POST", "/cases/{id}/requests/{request}", asked.post(&path, answer)).await;
}

/// A building, and what hangs on buildings, premises and units: each made, changed and voided.
async fn building(walk: &mut Walk, place: &str) {
    let station = walk.city.client("a1-station").await;
    let void = |version: i64| json!({ "version": version, "reason": "重复登记" });
    let tower = |version: i64, name: &str| json!({ "version": version, "name": name, "address": "溪口路2号", "region": TOWN_A1 });
    let made = id(&walk.post(&station, "/buildings", "", tower(0, "溪口大厦")).await);
    walk.patch(&station, "/buildings/{id}", &made, tower(1, "溪口新大厦")).await;
    walk.post(&station, "/buildings/{id}/void", &made, void(2)).await;
    let unit =
        json!({ "name": "溪口另一单位", "kind": "general", "region": TOWN_A1, "address": "溪口路6号" });
    let unit = id(&walk.post(&station, "/units", "", unit).await);
    walk.patch(&station, "/units/{id}", &unit, json!({ "version": 1, "manager": "演示" })).await;
    let held = |version: i64, name: &str| json!({ "version": version, "unit_id": unit, "role": "manager", "name": name });
    let made = id(&walk.post(&station, "/responsibles", "", held(0, "演示甲")).await);
    walk.patch(&station, "/responsibles/{id}", &made, held(1, "演示乙")).await;
    walk.post(&station, "/responsibles/{id}/void", &made, void(2)).await;
    walk.post(&station, "/units/{id}/void", &unit, void(2)).await;
    let party = |version: i64, name: &str| json!({ "version": version, "premises_id": place, "role": "owner", "party": name });
    let made = id(&walk.post(&station, "/leases", "", party(0, "村集体")).await);
    walk.patch(&station, "/leases/{id}", &made, party(1, "溪口村集体")).await;
    walk.post(&station, "/leases/{id}/void", &made, void(2)).await;
    let kit = |version: i64, count: i64| json!({ "version": version, "premises_id": place, "kind": "extinguisher", "count": count, "state": "ok" });
    let made = id(&walk.post(&station, "/facilities", "", kit(0, 4)).await);
    walk.patch(&station, "/facilities/{id}", &made, kit(1, 6)).await;
    walk.post(&station, "/facilities/{id}/void", &made, void(2)).await;
    let version = station.get(&format!("/premises/{place}")).await.ok()["version"].clone();
    let declared = json!({ "version": version, "status": "declared", "on": "2024-05-01" });
    walk.post(&station, "/premises/{id}/key-unit", place, declared).await;
}

async fn tables(walk: &mut Walk) {
    let office = walk.city.client("a-office").await;
    let spec = crate::access_requests::table();
    let saved = json!({ "name": "月报", "shared": true, "spec": spec });
    let template = walk.post(&office, "/tables", "", saved).await;
    let which = id(&template);
    let change = json!({ "version": template["version"], "name": "月报（新）" });
    walk.patch(&office, "/tables/{id}", &which, change).await;
    walk.post(&office, "/tables/results", "", json!({ "spec": spec, "template_id": which })).await;
    walk.step("DELETE", "/tables/{id}", office.delete(&format!("/tables/{which}"))).await;
}

async fn directory(walk: &mut Walk, people: &testkit::People) {
    let definer = walk.city.client("sysadmin").await;
    let keeper = walk.city.client("secadmin").await;
    let new = |name: &str| json!({ "name": name, "kind": "department", "region_code": testkit::COUNTY_A });
    let org = walk.post(&definer, "/organisations", "", new("临溪区商务局")).await;
    let body = id(&org);
    let change = json!({ "version": org["version"], "short_name": "商务局" });
    walk.patch(&definer, "/organisations/{id}", &body, change).await;
    let person = walk.post(&definer, "/people", "", json!({ "name": "新来的人", "org_id": body })).await;
    let who = id(&person);
    let change = json!({ "version": person["version"], "title": "科员" });
    let person = walk.patch(&definer, "/people/{id}", &who, change).await;
    let post =
        json!({ "org_id": body, "name": "商务局消防专员", "role": "county_office", "level": "county" });
    let post = walk.post(&definer, "/posts", "", post).await;
    let seat = id(&post);
    walk.post(&keeper, "/posts/{id}/holders", &seat, json!({ "person_id": who })).await;
    let user = walk.post(&keeper, "/users", "", json!({ "person_id": who, "login": "newcomer" })).await;
    let change = json!({ "version": user["version"], "active": false });
    walk.patch(&keeper, "/users/{id}", &id(&user), change).await;
    walk.post(&keeper, "/posts/{id}/holders", &seat, json!({ "ends": [who] })).await;
    let end = json!({ "version": post["version"], "into": people.seats["a-office"].post });
    walk.post(&definer, "/posts/{id}/end", &seat, end).await;
    let erase = json!({ "version": person["version"], "reason": "本人离职" });
    walk.post(&definer, "/people/{id}/erase", &who, erase).await;
    let other = id(&walk.post(&definer, "/organisations", "", new("临溪区供销社")).await);
    let merge = json!({ "kind": "merge", "from": [other], "into": { "existing": body }, "on": "2024-05-06" });
    walk.post(&definer, "/organisations/reorganise", "", merge).await;
}

async fn dossiers(walk: &mut Walk) {
    let user = crate::dossier::examiner(&walk.city, "examiner-w").await;
    let office = walk.city.client("a-office").await;
    let sheet = walk.post(&office, "/scoring-sheets", "", crate::dossier::sheet()).await;
    let mut next = crate::dossier::sheet();
    next["version"] = sheet["version"].clone();
    let path = format!("/scoring-sheets/{}", id(&sheet));
    walk.step("PUT", "/scoring-sheets/{id}", office.send_json(Method::PUT, &path, &[], &next)).await;
    let order = crate::dossier::order(&sheet, testkit::COUNTY_A);
    let made = id(&walk.post(&office, "/dossiers", "", order).await);
    walk.city.run_jobs().await;
    let open = json!({ "user_id": user, "until": "2024-05-10" });
    let open = walk.post(&office, "/dossiers/{id}/openings", &made, open).await;
    let opening = id(&open["openings"][0]);
    let path = format!("/dossiers/{made}/openings/{opening}/close");
    walk.step("POST", "/dossiers/{id}/openings/{opening}/close", office.post(&path, json!({}))).await;
    let tx = walk.city.app.env.database.write().await.unwrap();
    tx.execute("UPDATE dossiers SET state = 'failed'", params![]).await.unwrap();
    tx.commit().await.unwrap();
    walk.post(&office, "/dossiers/{id}/pack", &made, json!({})).await;
}

async fn doors(walk: &mut Walk, people: &testkit::People) {
    let leader = walk.city.client("leader").await;
    let key = json!({ "name": "大屏", "post_ids": [people.seats["leader"].post], "valid_days": 3 });
    let key = id(&walk.post(&leader, "/api-keys", "", key).await);
    walk.step("DELETE", "/api-keys/{id}", leader.delete(&format!("/api-keys/{key}"))).await;
    let stranger = walk.city.stranger();
    walk.post(&stranger, "/demo/session", "", json!({ "login": "leader" })).await;
    let password = &people.seats["leader"].password;
    walk.post(&stranger, "/session", "", json!({ "login": "leader", "password": password })).await;
    let change = json!({ "old": password, "new": "曲突徙薪-Qutu-2024" });
    walk.post(&leader, "/session/password", "", change).await;
    walk.step("DELETE", "/session", leader.delete("/session")).await;
    // A failure is written down as well.
    let before = walk.records().await;
    let wrong = json!({ "login": "leader", "password": "wrong" });
    stranger.send_json(Method::POST, "/session", &[], &wrong).await.status(401);
    assert_eq!(walk.records().await, before + 1);
}

async fn reports(walk: &mut Walk) {
    let (city, county, second) = (
        walk.city.client("city-office").await,
        walk.city.client("b-office").await,
        walk.city.client("b-officer").await,
    );
    let column = |code: &str| json!({ "code": code, "name": code });
    let drawing = json!({ "title": "月报", "period": "monthly", "review": true,
        "layout": { "columns": [column("n"), { "code": "l", "name": "台账", "measure": { "over": "premises" } }] } });
    let form = walk.post(&city, "/reports/forms", "", drawing).await;
    walk.post(&city, "/reports/forms/{id}/copy", &id(&form), json!({ "title": "模板", "template": true }))
        .await;
    let send = json!({ "day": "2024-05-06", "cutoff_at": "2024-05-31T09:00:00Z",
        "fillers": { "regions": [testkit::COUNTY_B] } });
    let round = walk.post(&city, "/reports/forms/{id}/rounds", &id(&form), send).await;
    let asked = id(&round["returns"][0]);
    walk.post(&city, "/reports/rounds/{id}/chase", &id(&round), json!({})).await;
    let v = |value: &Value| json!({ "version": value["version"] });
    let seen = walk.post(&county, "/reports/returns/{id}/ledger", &asked, json!({ "version": 1 })).await;
    let path = format!("/reports/returns/{asked}/cells");
    let cells = json!({ "version": seen["version"], "rows": [{ "key": "1", "cells": { "n": 1, "l": 0 } }] });
    let seen = walk.step("PUT", "/reports/returns/{id}/cells", county.put(&path, cells)).await;
    let seen = walk.post(&county, "/reports/returns/{id}/split", &asked, v(&seen)).await;
    let book = county.get(&format!("/reports/returns/{asked}/workbook")).await;
    let path = format!("/reports/returns/{asked}/workbook");
    let version = seen["version"].to_string();
    let fields = [("version", version.as_str())];
    let sent = county.form(&path, ("表.xlsx", &book.bytes), &fields);
    let seen = walk.step("POST", "/reports/returns/{id}/workbook", sent).await;
    let seen = walk.post(&county, "/reports/returns/{id}/submit", &asked, v(&seen)).await;
    let seen = walk.post(&second, "/reports/returns/{id}/review", &asked, v(&seen)).await;
    let back = json!({ "version": seen["version"], "reason": "核实" });
    walk.post(&city, "/reports/returns/{id}/send-back", &asked, back).await;
    let locked = walk.post(&city, "/reports/rounds/{id}/lock", &id(&round), json!({ "version": 1 })).await;
    let lift = json!({ "version": locked["version"], "reason": "补报" });
    walk.post(&city, "/reports/rounds/{id}/unlock", &id(&round), lift).await;
    let path = format!("/reports/forms/{}", id(&form));
    let change = json!({ "version": 1, "from_date": "2024-06-01", "layout": { "columns": [column("n"), column("m")] } });
    walk.step("PUT", "/reports/forms/{id}", city.put(&path, change)).await;
    let extra = json!({ "cutoff_at": "2024-06-30T09:00:00Z" });
    walk.post(&city, "/reports/rounds/{id}/supplement", &id(&round), extra).await;
    let new = json!({ "title": "场所数", "region": testkit::COUNTY_B, "from_date": "2024-05-01",
        "to_date": "2024-05-31", "measure": { "over": "premises" } });
    let it = walk.post(&city, "/reports/reconciliations", "", new).await;
    let of = id(&it);
    let claim = json!({ "version": 1, "rows": [{ "number": "不存在" }] });
    let it = walk.post(&county, "/reports/reconciliations/{id}/claim", &of, claim).await;
    for one in it["differences"].as_array().unwrap() {
        let path = format!("/reports/reconciliations/{of}/differences/{}", id(one));
        let decided = json!({ "version": 1, "decided": one["suggested"] });
        let template = "/reports/reconciliations/{id}/differences/{difference}";
        walk.step("POST", &format!("{template}/decision"), city.post(&format!("{path}/decision"), decided))
            .await;
        let stance = json!({ "version": 2, "stance": "agree" });
        walk.step("POST", &format!("{template}/stance"), county.post(&format!("{path}/stance"), stance))
            .await;
    }
    let it = county.get(&format!("/reports/reconciliations/{of}")).await.ok();
    walk.post(&city, "/reports/reconciliations/{id}/lock", &of, v(&it)).await;
}
