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
    import: String,
    building: String,
    lease: String,
    responsible: String,
    facility: String,
    plan: PlanThings,
    reports: ReportThings,
    sheet: String,
    dossier: String,
    table: String,
    spare_table: String,
    kept: String,
}

/// A cross-table that every holder of the permission can work out.
pub(crate) fn table() -> Value {
    json!({
        "title": "隐患统计表", "over": "cases", "rows": ["region:town"], "columns": ["state_class"],
        "figures": [{ "filter": {}, "value": "count" }],
    })
}

/// A plan in force whose task every county has.
struct PlanThings {
    plan: String,
    task: String,
    report: String,
    file: String,
}

impl PlanThings {
    async fn make(city: &City, document: &str) -> Self {
        let office = city.client("city-office").await;
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        let new = json!({ "document_id": document, "year": 2024 });
        let draft = office.post("/plan/plans", new).await.status(201);
        let plan = text(&draft["id"]);
        let task = json!({ "id": draft["tasks"][0]["id"], "version": 1 });
        let accept = json!({ "do": "accept", "tasks": [task], "owners": true });
        let draft = office.post(&format!("/plan/plans/{plan}/edits"), accept).await.ok();
        let publish = json!({ "version": draft["version"], "confirm_unowned": false });
        office.post(&format!("/plan/plans/{plan}/publish"), publish).await.ok();
        let task = text(&draft["tasks"][0]["id"]);
        let county = city.client("a-office2").await;
        let sent = county.form(&format!("/plan/tasks/{task}/files"), ("现场.png", &png(9)), &[]).await;
        let file = text(&sent.status(201)["id"]);
        let said = json!({ "words": "已开展", "files": [file] });
        let page = county.post(&format!("/plan/tasks/{task}/reports"), said).await.status(201);
        Self { report: text(&page["reports"][0]["id"]), plan, task, file }
    }
}

/// A workbook of one shop.
const LEDGER: &str = "场所名称,场所类别,所属镇街,地址\n溪口第二商店,小商店,溪口街道,溪口路8号\n";

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
        let sheet = office.post("/scoring-sheets", crate::dossier::sheet()).await.status(201);
        let order = crate::dossier::order(&sheet, testkit::COUNTY_A);
        let dossier = office.post("/dossiers", order).await.status(201);
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        let sent = station.form("/imports", ("台账.csv", LEDGER.as_bytes()), &[("source", "本街道")]).await;
        let import = text(&sent.status(201)["id"]);
        let tower = json!({ "name": "溪口大厦", "address": "溪口路2号", "region": TOWN_A1 });
        let building = station.post("/buildings", tower).await.status(201);
        let party = json!({ "premises_id": premises["id"], "role": "owner", "party": "溪口村集体" });
        let lease = station.post("/leases", party).await.status(201);
        let held = json!({ "unit_id": city.people.unit, "role": "responsible", "name": "演示" });
        let responsible = station.post("/responsibles", held).await.status(201);
        let kit = json!({ "premises_id": premises["id"], "kind": "extinguisher", "count": 4, "state": "ok" });
        let facility = station.post("/facilities", kit).await.status(201);
        let saved = |name: &str, shared: bool| json!({ "name": name, "shared": shared, "spec": table() });
        let shared = office.post("/tables", saved("共享", true)).await.status(201);
        let spare = office.post("/tables", saved("自用", false)).await.status(201);
        let kept = office.post("/tables/results", json!({ "spec": table() })).await.status(201);
        Self {
            table: text(&shared["id"]),
            spare_table: text(&spare["id"]),
            kept: text(&kept["id"]),
            import,
            building: text(&building["id"]),
            lease: text(&lease["id"]),
            responsible: text(&responsible["id"]),
            facility: text(&facility["id"]),
            premises: text(&premises["id"]),
            inspection: text(&visit["id"]),
            unit: city.people.unit.to_string(),
            visit: again,
            people: city.people.clone(),
            spare_person: person.to_string(),
            spare_user: user.to_string(),
            spare_key: text(&key["id"]),
            plan: PlanThings::make(city, &document).await,
            document,
            reports: ReportThings::make(&city.client("city-office").await, &office).await,
            sheet: text(&sheet["id"]),
            dossier: text(&dossier["id"]),
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
        if let Some(ask) = self.attached(endpoint, caller) {
            return ask;
        }
        match endpoint {
            "GET /premises/points" => Ask::Nothing(with("bbox=116,23,117,24&zoom=16")),
            "GET /premises/same-point" => Ask::Nothing(with("longitude=116.28&latitude=23.36")),
            "GET /premises/tiles/{z}/{x}/{y}" => Ask::Nothing("/premises/tiles/0/0/0".into()),
            "GET /cases/export" | "GET /premises/export" => Ask::Nothing(with("format=csv")),
            "GET /meta/checklists" => Ask::Nothing(with("kind=shop")),
            "GET /meta/judgement" => Ask::Nothing(with("date=2024-05-06&kinds=shop")),
            "GET /cases/{id}"
            | "GET /cases/{id}/why"
            | "GET /cases/{id}/timeline"
            | "GET /cases/{id}/chase-text" => Ask::Nothing(of(case)),
            "GET /files/{id}" | "GET /files/{id}/thumbnail" => Ask::Nothing(of(file)),
            "GET /inspections/{id}" => Ask::Nothing(of(inspection)),
            "GET /premises/{id}" => Ask::Nothing(of(premises)),
            "GET /units/{id}" => Ask::Nothing(of(unit)),
            "GET /organisations/{id}" | "GET /organisations/{id}/work" => Ask::Nothing(of(&body.to_string())),
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
            "POST /cases/{id}/requests/{request}" => Ask::Json(
                of(case).replace("{request}", &Uuid::from_u128(1).to_string()),
                json!({ "reply": "received" }),
            ),
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
            "POST /notices/read-all" => Ask::Json(plain(), json!({})),
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
            "POST /imports" => {
                Ask::Form(plain(), "台账.csv", LEDGER.as_bytes().to_vec(), vec![("source", "本街道")])
            }
            "GET /imports/{id}"
            | "GET /imports/{id}/rows"
            | "GET /imports/{id}/codes"
            | "GET /imports/{id}/premises"
            | "GET /imports/{id}/samples"
            | "GET /imports/{id}/marked" => Ask::Nothing(of(&self.import)),
            "PUT /imports/{id}/mapping" => {
                Ask::Json(of(&self.import), json!({ "version": 99, "mapping": { "tables": [] } }))
            }
            "POST /imports/{id}/cancel" | "POST /imports/{id}/check" | "POST /imports/{id}/commit" => {
                Ask::Json(of(&self.import), json!({}))
            }
            "POST /imports/{id}/rows/{sheet}/{row}/decision" => Ask::Json(
                of(&self.import).replace("{sheet}", "0").replace("{row}", "2"),
                json!({ "is": "new" }),
            ),
            "GET /plan/documents/{id}" => Ask::Nothing(of(&self.document)),
            "POST /plan/plans" => Ask::Json(plain(), json!({ "document_id": self.document, "year": 2024 })),
            "GET /plan/plans/{id}/compare" => {
                Ask::Nothing(format!("{}?with={}", of(&self.plan.plan), self.plan.plan))
            }
            "GET /plan/plans/{id}/export" | "GET /plan/plans/{id}/coverage/export" => {
                Ask::Nothing(format!("{}?format=csv", of(&self.plan.plan)))
            }
            "POST /plan/plans/{id}/edits" => {
                Ask::Json(of(&self.plan.plan), json!({ "do": "no_task", "clause": "一", "reason": "总括" }))
            }
            "POST /plan/plans/{id}/publish" => Ask::Json(of(&self.plan.plan), json!({ "version": 99 })),
            "POST /plan/plans/{id}/withdraw" => {
                Ask::Json(of(&self.plan.plan), json!({ "version": 99, "reason": "重发" }))
            }
            "POST /plan/tasks/{id}/reports" => Ask::Json(of(&self.plan.task), json!({ "words": "已完成" })),
            "POST /plan/tasks/{id}/arrived" => Ask::Json(
                of(&self.plan.task),
                json!({ "version": 99, "document": "省方案", "on": "2024-05-06" }),
            ),
            "POST /plan/tasks/{id}/document" => {
                Ask::Json(of(&self.plan.task), json!({ "version": 99, "document_kind": "list" }))
            }
            "POST /plan/tasks/{id}/files" => Ask::Form(of(&self.plan.task), "现场.png", png(7), vec![]),
            "POST /plan/reports/{id}/verify" => {
                Ask::Json(of(&self.plan.report), json!({ "version": 99, "ok": false, "note": "补充" }))
            }
            "GET /plan/files/{id}" => Ask::Nothing(of(&self.plan.file)),
            "GET /plan/tasks/{id}" => Ask::Nothing(of(&self.plan.task)),
            path if path.starts_with("GET /plan/plans/{id}") => Ask::Nothing(of(&self.plan.plan)),
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
            "POST /tables" => Ask::Json(
                plain(),
                json!({ "name": format!("模板{caller}"), "shared": false, "spec": table() }),
            ),
            "POST /tables/run" => Ask::Json(plain(), table()),
            "POST /tables/results" => Ask::Json(plain(), json!({ "spec": table() })),
            "GET /tables/results/{id}" => Ask::Nothing(of(&self.kept)),
            "GET /tables/results/{id}/export" => Ask::Nothing(format!("{}?format=docx", of(&self.kept))),
            "GET /tables/{id}" => Ask::Nothing(of(&self.table)),
            "PATCH /tables/{id}" => Ask::Json(of(&self.table), json!({ "version": 99, "shared": true })),
            "DELETE /tables/{id}" => Ask::Nothing(of(&self.spare_table)),
            "POST /units" => Ask::Json(
                plain(),
                json!({ "name": format!("新单位{caller}"), "kind": "general", "region": TOWN_A1, "address": "溪口路5号" }),
            ),
            "POST /users" => Ask::Json(
                plain(),
                json!({ "person_id": people.seats["a2-grid"].person, "login": format!("new-login-{caller}") }),
            ),
            "PATCH /users/{id}" => Ask::Json(of(&self.spare_user), json!({ "version": 99, "unlock": true })),
            _ if template.starts_with("/reports") => self.reports.ask(endpoint),
            "POST /scoring-sheets" => Ask::Json(plain(), crate::dossier::sheet()),
            "POST /scoring-sheets/proposals" => {
                Ask::Form(plain(), "评分表.csv", "序号,项目\r\n1,甲\r\n".into(), vec![])
            }
            "GET /scoring-sheets/{id}" => Ask::Nothing(of(&self.sheet)),
            "PUT /scoring-sheets/{id}" => {
                let mut text = crate::dossier::sheet();
                text["version"] = 99.into();
                Ask::Json(of(&self.sheet), text)
            }
            "POST /dossiers" | "POST /dossiers/preview" => {
                let sheet = json!({ "id": self.sheet });
                Ask::Json(plain(), crate::dossier::order(&sheet, testkit::COUNTY_A))
            }
            "GET /dossiers/{id}" | "GET /dossiers/{id}/file" => Ask::Nothing(of(&self.dossier)),
            "POST /dossiers/{id}/pack" => Ask::Json(of(&self.dossier), json!({})),
            "POST /dossiers/{id}/openings" => {
                Ask::Json(of(&self.dossier), json!({ "user_id": self.spare_user, "until": "2024-05-10" }))
            }
            "POST /dossiers/{id}/openings/{opening}/close" => {
                Ask::Json(of(&self.dossier).replace("{opening}", &self.dossier), json!({}))
            }
            "GET /examined-dossiers/{id}" => Ask::Nothing(of(&self.dossier)),
            "GET /examined-dossiers/{id}/items/{position}" => {
                Ask::Nothing(of(&self.dossier).replace("{position}", "0"))
            }
            "GET /examined-dossiers/{id}/files/{file}/picture"
            | "GET /examined-dossiers/{id}/files/{file}/original" => {
                Ask::Nothing(of(&self.dossier).replace("{file}", file))
            }
            _ if endpoint.starts_with("GET ") => Ask::Nothing(plain()),
            other => panic!("no request is known for {other}"),
        }
    }

    /// Requests for buildings and for what hangs on buildings, premises and units.
    fn attached(&self, endpoint: &str, caller: usize) -> Option<Ask> {
        let (_, template) = endpoint.split_once(' ').unwrap();
        let of = |id: &str| template.replace("{id}", id);
        let void = |id: &str| Ask::Json(of(id), json!({ "version": 99, "reason": "重复登记" }));
        let tower = |version: i64| json!({ "version": version, "name": format!("新大厦{caller}"), "address": "溪口路2号", "region": TOWN_A1 });
        let party = |version: i64| json!({ "version": version, "premises_id": self.premises, "role": "owner", "party": "村集体" });
        let held = |version: i64| json!({ "version": version, "unit_id": self.unit, "role": "manager", "name": "演示" });
        let kit = |version: i64| json!({ "version": version, "premises_id": self.premises, "kind": "alarm_system", "count": 1, "state": "ok" });
        Some(match endpoint {
            "GET /duty-matrix/export" => Ask::Nothing(format!("{template}?format=csv")),
            "GET /buildings/{id}" => Ask::Nothing(of(&self.building)),
            "POST /buildings" => Ask::Json(of(""), tower(0)),
            "PATCH /buildings/{id}" => Ask::Json(of(&self.building), tower(99)),
            "POST /buildings/{id}/void" => void(&self.building),
            "POST /leases" => Ask::Json(of(""), party(0)),
            "PATCH /leases/{id}" => Ask::Json(of(&self.lease), party(99)),
            "POST /leases/{id}/void" => void(&self.lease),
            "POST /responsibles" => Ask::Json(of(""), held(0)),
            "PATCH /responsibles/{id}" => Ask::Json(of(&self.responsible), held(99)),
            "POST /responsibles/{id}/void" => void(&self.responsible),
            "POST /facilities" => Ask::Json(of(""), kit(0)),
            "PATCH /facilities/{id}" => Ask::Json(of(&self.facility), kit(99)),
            "POST /facilities/{id}/void" => void(&self.facility),
            "POST /premises/{id}/key-unit" => Ask::Json(
                of(&self.premises),
                json!({ "version": 99, "status": "declared", "on": "2024-05-01" }),
            ),
            "PATCH /units/{id}" => Ask::Json(of(&self.unit), json!({ "version": 99, "manager": "演示" })),
            "POST /units/{id}/void" => void(&self.unit),
            "POST /duty-matrix/decisions" => Ask::Json(
                of(""),
                json!({
                    "premises_kind": "unmanned_store", "department": "commerce", "principle": "who_governs",
                    "document": "消安委〔2024〕3号", "decided_on": "2024-05-06", "valid_from": "2024-05-06",
                }),
            ),
            _ => return None,
        })
    }
}

/// A table the city asks of the first county, its return there, and a reconciliation with it.
struct ReportThings {
    form: String,
    round: String,
    asked: String,
    reconciliation: String,
    difference: String,
}

impl ReportThings {
    async fn make(city: &testkit::Client, county: &testkit::Client) -> Self {
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        let form = city.post("/reports/forms", Self::drawing()).await.status(201);
        let sent = json!({
            "day": "2024-05-06", "cutoff_at": "2024-05-31T09:00:00Z", "fillers": { "regions": [testkit::COUNTY_A] },
        });
        let form = text(&form["id"]);
        let round = city.post(&format!("/reports/forms/{form}/rounds"), sent).await.status(201);
        let it = city.post("/reports/reconciliations", Self::claimed()).await.status(201);
        let claim = json!({ "version": 1, "rows": [{ "number": "不存在" }] });
        let path = format!("/reports/reconciliations/{}", text(&it["id"]));
        let compared = county.post(&format!("{path}/claim"), claim).await.ok();
        Self {
            form,
            asked: text(&round["returns"][0]["id"]),
            round: text(&round["id"]),
            reconciliation: text(&it["id"]),
            difference: text(&compared["differences"][0]["id"]),
        }
    }

    fn drawing() -> Value {
        json!({ "title": "月报", "period": "monthly", "layout": { "columns": [{ "code": "n", "name": "数" }] } })
    }

    fn claimed() -> Value {
        json!({ "title": "场所数", "region": testkit::COUNTY_A, "from_date": "2024-05-01", "to_date": "2024-05-31",
            "measure": { "over": "premises" } })
    }

    fn ask(&self, endpoint: &str) -> Ask {
        let (method, template) = endpoint.split_once(' ').unwrap();
        let id = match template.split('/').nth(2) {
            Some("forms") => &self.form,
            Some("rounds") => &self.round,
            Some("returns") => &self.asked,
            _ => &self.reconciliation,
        };
        let path = template.replace("{id}", id).replace("{difference}", &self.difference);
        if method == "GET" {
            return Ask::Nothing(path);
        }
        let layout = json!({ "columns": [{ "code": "m", "name": "另" }] });
        match template.rsplit('/').next().unwrap() {
            "forms" => Ask::Json(path, Self::drawing()),
            "copy" => Ask::Json(path, json!({ "title": "副本" })),
            "rounds" => Ask::Json(
                path,
                json!({
                    "day": "2024-05-06", "cutoff_at": "2024-05-31T09:00:00Z", "fillers": { "all_below": true },
                }),
            ),
            "{id}" => Ask::Json(path, json!({ "version": 99, "layout": layout, "from_date": "2099-01-01" })),
            "cells" => Ask::Json(path, json!({ "version": 99, "rows": [] })),
            "chase" => Ask::Json(path, json!({})),
            "supplement" => Ask::Json(path, json!({ "cutoff_at": "2024-05-31T09:00:00Z" })),
            "workbook" => {
                let head = paper::RuledHead { name: "数".into(), ..Default::default() };
                let grid = paper::Ruled {
                    name: "表".into(),
                    heads: vec![head],
                    rows: vec![vec![1_u32.into()]],
                    ..Default::default()
                };
                let bytes = paper::ruled_xlsx(&grid, (2024, 5, 6, 9, 0, 0)).unwrap();
                Ask::Form(path, "表.xlsx", bytes, vec![("version", "99")])
            }
            "reconciliations" => Ask::Json(path, Self::claimed()),
            "claim" => Ask::Json(path, json!({ "version": 99, "rows": [{ "number": "不存在" }] })),
            "decision" => Ask::Json(path, json!({ "version": 99, "answer": "已核" })),
            "stance" => Ask::Json(path, json!({ "version": 99, "stance": "agree" })),
            _ => Ask::Json(path, json!({ "version": 99, "reason": "核实" })),
        }
    }
}
