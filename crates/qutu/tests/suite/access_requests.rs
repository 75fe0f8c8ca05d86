//! What the table of endpoints and roles sends: one fitting request for each endpoint.

use serde_json::{Value, json};
use testkit::{City, People, TOWN_A1, png};
use uuid::Uuid;

/// A request without its method.
pub(crate) enum Ask {
    Nothing(String),
    Json(String, Value),
    /// Path, name of the file, its bytes, fields.
    Form(String, &'static str, Vec<u8>, Vec<(&'static str, &'static str)>),
}

/// Things of a town of the first county that everybody asks for.
pub(crate) struct Things {
    premises: String,
    case: String,
    file: String,
    inspection: String,
    unit: String,
    visit: Value,
    people: People,
    spare_person: String,
    spare_user: String,
    spare_key: String,
    document: String,
}

/// A document small enough to read at a glance.
const DOCUMENT: &str = "示范市消防工作要点\n\n一、总体要求\n各县要开展隐患排查，6月底前完成。\n";

impl Things {
    pub(crate) async fn make(city: &City) -> Self {
        let office = city.client("a-office").await;
        let station = city.client("a1-station").await;
        let new = json!({
            "name": "溪口小商店", "kind": "shop", "region": TOWN_A1, "address": "溪口路2号", "unit_id": city.people.unit,
            "point": { "longitude": 116.28, "latitude": 23.36 },
        });
        let premises = station.post("/premises", new).await.status(201);
        let visit = station.inspect(&premises, "2024-05-06", &["exits_clear"], json!({})).await;
        let case = visit["cases"][0]["id"].as_str().unwrap().to_owned();
        let file = station.attach(&case, "before", 1).await;
        let again = station.visit(&premises, "2024-05-06", &[], json!({})).await;
        let ctx = city.app.env.write(access::command_caller("测试")).await.unwrap();
        let org = city.people.bodies["a-office"];
        let (person, user, _) = People::account(&ctx, &city.app, "spare", org).await.unwrap();
        ctx.commit().await.unwrap();
        let key = json!({ "name": "旧", "post_ids": [city.people.seats["a-office"].post], "valid_days": 30 });
        let key = office.post("/api-keys", key).await.status(201);
        let sent = city
            .client("city-office")
            .await
            .form("/plan/documents", ("要点.txt", DOCUMENT.as_bytes()), &[])
            .await;
        let document = sent.status(201)["id"].as_str().unwrap().to_owned();
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        Self {
            premises: text(&premises["id"]),
            inspection: text(&visit["id"]),
            unit: city.people.unit.to_string(),
            visit: again,
            people: city.people.clone(),
            spare_person: person.to_string(),
            spare_user: user.to_string(),
            spare_key: text(&key["id"]),
            document,
            case,
            file,
        }
    }

    /// The request for an endpoint. `caller` makes names differ.
    pub(crate) fn ask(&self, endpoint: &str, caller: usize, login: Option<&str>) -> Ask {
        let Self { premises, case, file, inspection, unit, people, .. } = self;
        let (_, template) = endpoint.split_once(' ').unwrap();
        let plain = || template.to_owned();
        let with = |query: &str| format!("{template}?{query}");
        let of = |id: &str| template.replace("{id}", id);
        let (body, post) = (people.bodies["a-office"], people.seats["a-office2"].post);
        let own = login.map(|login| people.seats[login].post);
        match endpoint {
            "GET /premises/points" => Ask::Nothing(with("bbox=116,23,117,24&zoom=16")),
            "GET /cases/export" | "GET /premises/export" => Ask::Nothing(with("format=csv")),
            "GET /meta/checklists" => Ask::Nothing(with("kind=shop")),
            "GET /meta/judgement" => Ask::Nothing(with("date=2024-05-06&kinds=shop")),
            "GET /cases/{id}" | "GET /cases/{id}/timeline" | "GET /cases/{id}/chase-text" => {
                Ask::Nothing(of(case))
            }
            "GET /files/{id}" | "GET /files/{id}/thumbnail" => Ask::Nothing(of(file)),
            "GET /inspections/{id}" => Ask::Nothing(of(inspection)),
            "GET /premises/{id}" => Ask::Nothing(of(premises)),
            "GET /units/{id}" => Ask::Nothing(of(unit)),
            "GET /organisations/{id}" => Ask::Nothing(of(&body.to_string())),
            "GET /people/{id}" => Ask::Nothing(of(&self.spare_person)),
            "DELETE /api-keys/{id}" => Ask::Nothing(of(&self.spare_key)),
            "DELETE /session" => Ask::Nothing(plain()),
            "POST /api-keys" => {
                Ask::Json(plain(), json!({ "name": "新", "post_ids": [own], "valid_days": 1 }))
            }
            "POST /cases" => Ask::Json(
                plain(),
                json!({
                    "kind": "hazard", "premises_id": premises, "title": "通道堵塞",
                    "fields": { "summary": "通道堵塞", "class": "exit_blocked", "found_on": "2024-05-06" },
                }),
            ),
            "POST /cases/{id}/actions" => Ask::Json(of(case), json!({ "action": "assign", "version": 99 })),
            "POST /cases/{id}/evidence" => Ask::Form(of(case), "现场.png", png(7), vec![("stage", "before")]),
            "POST /evidence" => Ask::Form(plain(), "现场.png", png(8), vec![("stage", "before")]),
            "POST /demo/session" => Ask::Json(plain(), json!({ "login": login.unwrap_or("leader") })),
            "POST /session" => {
                Ask::Json(plain(), json!({ "login": format!("nobody-{caller}"), "password": "wrong" }))
            }
            "POST /session/password" => {
                Ask::Json(plain(), json!({ "old": "wrong", "new": "四通八达的消防车道Abc1" }))
            }
            "POST /inspections" => Ask::Json(plain(), self.visit.clone()),
            "POST /judgements" => Ask::Json(
                plain(),
                json!({ "date": "2024-05-06", "facts": { "exits_present": 1 }, "kinds": ["shop"] }),
            ),
            "POST /notices/{id}/read" => Ask::Json(of(&Uuid::from_u128(1).to_string()), json!({})),
            "POST /organisations" => Ask::Json(
                plain(),
                json!({ "name": format!("机构{caller}"), "kind": "department", "region_code": testkit::COUNTY_A }),
            ),
            "PATCH /organisations/{id}" => {
                Ask::Json(of(&body.to_string()), json!({ "version": 99, "short_name": "办" }))
            }
            "POST /organisations/reorganise" => Ask::Json(
                plain(),
                json!({ "kind": "close", "org": people.bodies["b-office"], "on": "2024-05-06" }),
            ),
            "POST /people" => Ask::Json(plain(), json!({ "name": "新人", "org_id": body })),
            "PATCH /people/{id}" => {
                Ask::Json(of(&self.spare_person), json!({ "version": 99, "title": "科员" }))
            }
            "POST /people/{id}/erase" => {
                Ask::Json(of(&self.spare_person), json!({ "version": 99, "reason": "离职" }))
            }
            "POST /plan/documents" => Ask::Form(plain(), "要点.txt", DOCUMENT.as_bytes().to_vec(), vec![]),
            "GET /plan/documents/{id}" => Ask::Nothing(of(&self.document)),
            "POST /posts" => Ask::Json(
                plain(),
                json!({ "org_id": body, "name": format!("岗位{caller}"), "role": "county_office", "level": "county" }),
            ),
            "POST /posts/{id}/end" => Ask::Json(of(&post.to_string()), json!({ "version": 99 })),
            "POST /posts/{id}/holders" => {
                Ask::Json(of(&post.to_string()), json!({ "person_id": self.spare_person }))
            }
            "POST /premises" => Ask::Json(
                plain(),
                json!({ "name": format!("新场所{caller}"), "kind": "shop", "region": TOWN_A1, "address": "溪口路3号" }),
            ),
            "PATCH /premises/{id}" => {
                Ask::Json(of(premises), json!({ "version": 99, "address": "溪口路4号" }))
            }
            "POST /premises/{id}/void" => {
                Ask::Json(of(premises), json!({ "version": 99, "reason": "重复登记" }))
            }
            "POST /units" => Ask::Json(
                plain(),
                json!({ "name": format!("新单位{caller}"), "kind": "general", "region": TOWN_A1, "address": "溪口路5号" }),
            ),
            "POST /users" => Ask::Json(
                plain(),
                json!({ "person_id": people.seats["a2-grid"].person, "login": format!("new-login-{caller}") }),
            ),
            "PATCH /users/{id}" => Ask::Json(of(&self.spare_user), json!({ "version": 99, "unlock": true })),
            _ if endpoint.starts_with("GET ") => Ask::Nothing(plain()),
            other => panic!("no request is known for {other}"),
        }
    }
}
