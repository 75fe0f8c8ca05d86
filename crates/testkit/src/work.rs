//! The everyday work of the city, over HTTP.

use crate::{Client, png};
use serde_json::{Map, Value, json};

impl Client {
    /// Registers premises of a kind in a town and answers them.
    ///
    /// # Panics
    /// When that is refused.
    pub async fn add_premises(&self, kind: &str, region: &str, name: &str) -> Value {
        let new = json!({
            "name": name, "kind": kind, "region": region, "address": "示范路1号", "area_m2": 500.0,
            "point": { "longitude": 116.28, "latitude": 23.36 },
        });
        self.post("/premises", new).await.status(201)
    }

    /// Visits premises: the items named fail, the others pass; `facts` is what the inspector typed.
    ///
    /// # Panics
    /// When that is refused.
    pub async fn inspect(&self, premises: &Value, on: &str, failing: &[&str], facts: Value) -> Value {
        let visit = self.visit(premises, on, failing, facts).await;
        self.post("/inspections", visit).await.status(201)
    }

    /// The body of [`Client::inspect`].
    ///
    /// # Panics
    /// When there is no checklist for the premises.
    pub async fn visit(&self, premises: &Value, on: &str, failing: &[&str], facts: Value) -> Value {
        let kind = premises["kind"].as_str().unwrap_or_default();
        let checklist = self.get(&format!("/meta/checklists?kind={kind}")).await.ok();
        let items = checklist["items"].as_array().cloned().unwrap_or_default();
        let fails = |code: &str| {
            failing.iter().any(|wanted| code == *wanted || code.ends_with(&format!(".{wanted}")))
        };
        let known = failing.iter().all(|wanted| {
            items.iter().any(|item| {
                item["code"]
                    .as_str()
                    .is_some_and(|code| code == *wanted || code.ends_with(&format!(".{wanted}")))
            })
        });
        assert!(known, "{failing:?} not all in the checklist of {kind}: {checklist}");
        let answers: Vec<Value> = items
            .iter()
            .map(|item| {
                let result = if fails(item["code"].as_str().unwrap_or_default()) { "fail" } else { "na" };
                json!({ "item": item["code"], "result": result })
            })
            .collect();
        json!({
            "premises_id": premises["id"], "inspected_on": on, "checklist": checklist["code"], "answers": answers,
            "facts": facts,
        })
    }

    /// Opens a hazard by hand and answers the case.
    ///
    /// # Panics
    /// When that is refused.
    pub async fn open_hazard(&self, premises: &Value, title: &str, found_on: &str) -> Value {
        let new = json!({
            "kind": "hazard", "premises_id": premises["id"], "title": title,
            "fields": { "summary": title, "class": "exit_blocked", "found_on": found_on },
        });
        self.post("/cases", new).await.status(201)
    }

    /// Sends a picture for a case and answers the file's id.
    ///
    /// # Panics
    /// When that is refused.
    pub async fn attach(&self, case: &str, stage: &str, seed: u8) -> String {
        let path = format!("/cases/{case}/evidence");
        let sent =
            self.form(&path, ("现场.png", &png(seed)), &[("stage", stage), ("grade", "captured")]).await;
        sent.status(201)["id"].as_str().unwrap_or_default().to_owned()
    }

    /// The case as this person sees it.
    ///
    /// # Panics
    /// When they do not see it.
    pub async fn case(&self, id: &str) -> Value {
        self.get(&format!("/cases/{id}")).await.ok()
    }

    /// Acts on the newest version of a case.
    pub async fn act(&self, id: &str, action: &str, fields: Value, evidence: &[&str]) -> crate::Reply {
        let version = self.get(&format!("/cases/{id}")).await.json["version"].as_i64().unwrap_or_default();
        self.act_at(id, version, action, fields, evidence).await
    }

    /// Acts on the version of a case one saw.
    pub async fn act_at(
        &self,
        id: &str,
        version: i64,
        action: &str,
        fields: Value,
        evidence: &[&str],
    ) -> crate::Reply {
        let fields = if fields.is_null() { Value::Object(Map::new()) } else { fields };
        let act = json!({ "action": action, "version": version, "fields": fields, "evidence": evidence });
        self.post(&format!("/cases/{id}/actions"), act).await
    }
}
