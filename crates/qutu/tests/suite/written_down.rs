//! Every write through the interface leaves a record. The list is total: a writing endpoint that is not walked fails.

use axum::http::Method;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use store::{Engine, params};
use testkit::{City, Client, Reply, TOWN_A1};

scenarios![every_write_leaves_a_record];

/// What writes nothing, or nothing an auditor asks about.
const WITHOUT: [(&str, &str); 2] = [
    // A suggestion is worked out and not kept.
    ("POST", "/judgements"),
    // That a notice was read is the reader's own affair.
    ("POST", "/notices/{id}/read"),
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
    directory(&mut walk, &people).await;
    doors(&mut walk, &people).await;
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
    let spare = id(&walk.post(&station, "/premises", "", shop).await);
    walk.post(&station, "/premises/{id}/void", &spare, json!({ "version": 1, "reason": "重复登记" })).await;
    let office = walk.city.client("city-office").await;
    let text = "示范市消防工作要点\n\n一、总体要求\n各县要开展隐患排查，6月底前完成。\n";
    let sent = office.form("/plan/documents", ("要点.txt", text.as_bytes()), &[]);
    walk.step("POST", "/plan/documents", sent).await;
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
