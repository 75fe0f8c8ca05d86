//! Dossiers from the scoring sheet to the examiner, and a brute-force check that none holds more than its post sees.

use crate::scope_truth::{Thing, Truth};
use crate::scope_world::{Dice, World};
use directory::post::{self, HandOver, NewPost};
use dossier::model::{MakeDossier, SheetText};
use dossier::service::{self, Desk};
use kernel::id::UserId;
use kernel::region::{Level, RegionCode};
use kernel::scope::ScopeLevel;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::io::{Cursor, Read};
use store::{Caller, CallerPost, Engine, params};
use testkit::{COUNTY_A, City, Client, People, TOWN_A1, TOWN_B1, png};
use uuid::Uuid;

scenarios![
    a_dossier_is_packed_in_the_order_of_the_sheet_and_comes_out_the_same_twice,
    a_scoring_sheet_is_read_out_of_a_table_and_kept_as_versions,
    an_examiner_sees_what_is_open_to_them_with_a_watermark_and_after_the_day_nothing,
    a_dossier_holds_what_its_post_sees_and_nothing_else
];

/// An examiner of the first county with an account.
pub(crate) async fn examiner(city: &City, login: &str) -> UserId {
    let ctx = city.app.env.write(access::command_caller("测试")).await.unwrap();
    let org = city.people.bodies["a-office"];
    let new = NewPost {
        org_id: org,
        name: "迎检核查人".into(),
        role: "examiner".into(),
        level: ScopeLevel::County,
        region_code: Some(COUNTY_A.parse().unwrap()),
        unit_id: None,
        sectors: None,
        valid_from: None,
    };
    let seat = post::create(&ctx, &*city.app.access, new).await.unwrap().id;
    let (person, user, _) = People::account(&ctx, &city.app, login, org).await.unwrap();
    let over = HandOver { person_id: Some(person), ..HandOver::default() };
    post::hand_over(&ctx, &*city.app.access, seat, over).await.unwrap();
    ctx.commit().await.unwrap();
    user
}

/// A sheet that asks for cases with files twice, for visits, and for something nobody has.
pub(crate) fn sheet() -> Value {
    let want = |source: &str| json!([{ "source": source, "kinds": [] }]);
    json!({
        "title": "消防工作考核评分表",
        "items": [
            { "number": "1", "text": "集中除患攻坚大整治", "points": 20.0, "clauses": ["二(六)3"], "wants": want("cases") },
            { "number": "2", "text": "检查记录", "points": 10.0, "clauses": ["二(六)2"], "wants": want("inspections") },
            { "number": "3", "text": "堵塞通道整治/复核", "clauses": ["二(六)4", "二(六)3"],
              "wants": [{ "source": "cases", "kinds": ["hazard"], "contains": "通道" }] },
            { "number": "4", "text": "目标责任书", "clauses": [], "wants": [] },
        ],
    })
}

pub(crate) fn order(sheet: &Value, region: &str) -> Value {
    json!({
        "title": "2024年度迎检资料", "sheet": sheet["id"], "from": "2024-01-01", "to": "2024-12-31", "region": region,
    })
}

/// Two hazards in the first county that share a picture, one more picture, and one hazard of the other county.
async fn hazards(city: &City) -> (Client, Value) {
    let (a, b) = (city.client("a1-station").await, city.client("b1-station").await);
    let place = a.add_premises("shop", TOWN_A1, "溪口小商店").await;
    a.inspect(&place, "2024-05-06", &[], json!({})).await;
    let one = a.open_hazard(&place, "疏散通道堵塞，联系13800131234", "2024-05-06").await;
    let two = a.open_hazard(&place, "配电箱老化", "2024-05-06").await;
    let (one, two) = (one["id"].as_str().unwrap(), two["id"].as_str().unwrap());
    a.attach(one, "before", 1).await;
    a.attach(one, "after", 2).await;
    a.attach(two, "before", 1).await;
    let other = b.add_premises("shop", TOWN_B1, "岚东小商店").await;
    let other = b.open_hazard(&other, "岚东通道堵塞", "2024-05-06").await;
    b.attach(other["id"].as_str().unwrap(), "before", 9).await;
    let office = city.client("a-office").await;
    let sheet = office.post("/scoring-sheets", sheet()).await.status(201);
    (office, sheet)
}

pub(crate) fn unpacked(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    (0..zip.len())
        .map(|index| {
            let mut file = zip.by_index(index).unwrap();
            let mut bytes = Vec::new();
            file.read_to_end(&mut bytes).unwrap();
            (file.name().unwrap().into_owned(), bytes)
        })
        .collect()
}

async fn a_dossier_is_packed_in_the_order_of_the_sheet_and_comes_out_the_same_twice(engine: Engine) {
    let city = City::new(engine).await.unwrap();
    let (office, sheet) = hazards(&city).await;
    let preview = office.post("/dossiers/preview", order(&sheet, COUNTY_A)).await.ok();
    let gaps: Vec<&str> =
        preview["items"].as_array().unwrap().iter().map(|item| item["gap"].as_str().unwrap()).collect();
    assert_eq!(gaps, ["full", "full", "full", "missing"], "{preview}");
    assert_eq!((preview["files"].as_u64(), preview["missing"].as_u64()), (Some(2), Some(1)), "{preview}");
    assert_eq!(preview["items"][3]["missing"][0], "没有设定佐证来源");

    let made = office.post("/dossiers", order(&sheet, COUNTY_A)).await.status(201);
    assert_eq!(made["state"], "queued");
    let id = made["id"].as_str().unwrap().to_owned();
    office.get(&format!("/dossiers/{id}/file")).await.status(409);
    city.run_jobs().await;
    let ready = office.get(&format!("/dossiers/{id}")).await.ok();
    assert_eq!((ready["state"].as_str(), ready["done"].as_i64()), (Some("ready"), Some(2)), "{ready}");
    let reply = office.get(&format!("/dossiers/{id}/file")).await;
    assert_eq!(reply.status, 200);
    let files = unpacked(&reply.bytes);
    let names: Vec<&str> = files.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names[..3], ["00 封面和目录.docx", "00 目录.html", "00 总目录.xlsx"]);
    assert_eq!(names[3], "01 二(六)3 集中除患攻坚大整治/000 清单.xlsx");
    assert!(
        names[4].starts_with("01 二(六)3 集中除患攻坚大整治/001 ") && names[4].ends_with(" 整改前 现场.png"),
        "{names:?}"
    );
    assert!(
        names[5].starts_with("01 二(六)3 集中除患攻坚大整治/002 ") && names[5].ends_with(" 整改后 现场.png")
    );
    assert_eq!(
        names[6..],
        [
            "02 二(六)2 检查记录/000 清单.xlsx",
            "03 二(六)4等 堵塞通道整治 复核/000 清单.xlsx",
            "04 4 目标责任书/000 清单.xlsx",
            "99 校验清单（SM3）.txt"
        ],
        "the third item shows the pictures of the first, packed once"
    );
    assert_eq!(files[4].1, png(1));
    let manifest = String::from_utf8(files.last().unwrap().1.clone()).unwrap();
    assert!(manifest.contains("演示数据"), "made-up data says so");
    for (name, bytes) in &files[..files.len() - 1] {
        let line = format!("{}  {}  {name}", store::files::address(bytes), bytes.len());
        assert!(manifest.contains(&line), "{name}");
    }
    let page = String::from_utf8(files[1].1.clone()).unwrap();
    assert!(page.contains("缺佐证：没有设定佐证来源") && page.contains("目标责任书"));

    let tx = city.app.env.database.write().await.unwrap();
    tx.execute("UPDATE dossiers SET state = 'failed', sm3 = NULL", params![]).await.unwrap();
    tx.commit().await.unwrap();
    city.travel("2024-06-01T01:00:00Z");
    office.post(&format!("/dossiers/{id}/pack"), json!({})).await.ok();
    city.run_jobs().await;
    let again = office.get(&format!("/dossiers/{id}")).await.ok();
    assert_eq!(again["sm3"], ready["sm3"], "the same contents give the same bytes");

    // Titles are masked before they are kept, wherever they are shown.
    let tx = city.app.env.database.read().await.unwrap();
    let titles =
        tx.map_rows("SELECT title FROM dossier_entries", params![], |row| row.text("title")).await.unwrap();
    tx.rollback().await.unwrap();
    assert!(titles.iter().any(|title| title.contains("138****1234")), "{titles:?}");
    assert!(
        titles.iter().all(|title| !title.contains("13800131234") && !title.contains("岚东")),
        "{titles:?}"
    );

    let other = city.client("b-office").await;
    other.get(&format!("/dossiers/{id}")).await.status(404);
    other.get(&format!("/dossiers/{id}/file")).await.status(404);
    other.post("/dossiers", order(&sheet, COUNTY_A)).await.status(404);
    assert_eq!(other.get("/dossiers").await.ok()["items"], json!([]));
    let top = city.client("city-office").await;
    assert_eq!(top.get("/dossiers").await.ok()["items"].as_array().unwrap().len(), 1);
    office.post("/dossiers", order(&sheet, testkit::CITY)).await.status(403);
}

async fn a_scoring_sheet_is_read_out_of_a_table_and_kept_as_versions(engine: Engine) {
    let city = City::new(engine).await.unwrap();
    let office = city.client("a-office").await;
    let table = "考核评分表\r\n序号,项目,分值,对应条款\r\n1,集中除患攻坚大整治,20,二（六）3\r\n,复核,5分,二(九)9\r\n合计,,25,\r\n";
    let found = office.form("/scoring-sheets/proposals", ("评分表.csv", table.as_bytes()), &[]).await.ok();
    assert_eq!(found["title"], "考核评分表");
    let items = found["items"].as_array().unwrap();
    assert_eq!(
        (items.len(), items[0]["clauses"].clone(), items[1]["number"].as_str()),
        (2, json!(["二(六)3"]), Some("1"))
    );
    assert_eq!((items[0]["points"].as_f64(), items[1]["points"].as_f64()), (Some(20.0), Some(5.0)));
    assert_eq!(items[0]["wants"][0]["source"], "cases", "what counts follows from the clause");
    let notes = found["notes"].to_string();
    assert!(notes.contains("二(九)9") && notes.contains("合计"), "nothing is dropped silently: {notes}");

    let saved = office.post("/scoring-sheets", json!({ "title": "甲", "items": items })).await.status(201);
    let path = format!("/scoring-sheets/{}", saved["id"].as_str().unwrap());
    let change = |version: i64| json!({ "title": "乙", "items": items, "version": version });
    let put = async |client: &Client, body: Value| {
        client.send_json("PUT".parse().unwrap(), &path, &[], &body).await
    };
    assert_eq!(put(&office, change(1)).await.status(200)["version"], 2);
    put(&office, change(1)).await.status(409);
    let bad = json!({ "title": "乙", "version": 2, "items": [{ "number": "", "text": "项", "clauses": ["九(九)9"] }] });
    let problem = put(&office, bad).await.status(422);
    assert_eq!(problem["fields"].as_array().unwrap().len(), 2, "{problem}");
    let other = city.client("b-office").await;
    other.get(&path).await.status(404);
    let top = city.client("city-office").await;
    let own = top.post("/scoring-sheets", json!({ "title": "市级", "items": items })).await.status(201);
    let below = format!("/scoring-sheets/{}", own["id"].as_str().unwrap());
    assert_eq!(
        other.get(&below).await.ok()["editable"],
        false,
        "a sheet of the city is for its counties to use"
    );
    other.send_json("PUT".parse().unwrap(), &below, &[], &change(1)).await.status(403);
}

async fn an_examiner_sees_what_is_open_to_them_with_a_watermark_and_after_the_day_nothing(engine: Engine) {
    let city = City::new(engine).await.unwrap();
    let (office, sheet) = hazards(&city).await;
    let user = examiner(&city, "examiner-a").await;
    let made = office.post("/dossiers", order(&sheet, COUNTY_A)).await.status(201);
    let id = made["id"].as_str().unwrap();
    let guest = city.client("examiner-a").await;
    assert_eq!(guest.get("/examined-dossiers").await.ok(), json!([]), "nothing is open yet");
    let at = format!("/examined-dossiers/{id}");
    guest.get(&at).await.status(404);
    let offered = office.get("/dossiers/examiners").await.ok();
    assert_eq!(offered[0]["user_id"], user.to_string(), "{offered}");
    let nobody = json!({ "user_id": city.people.seats["a1-grid"].user, "until": "2024-05-10" });
    office.post(&format!("/dossiers/{id}/openings"), nobody).await.status(422);
    let open = json!({ "user_id": user, "until": "2024-05-10" });
    office.post(&format!("/dossiers/{id}/openings"), open).await.status(201);

    let list = guest.get("/examined-dossiers").await.ok();
    assert_eq!((list.as_array().unwrap().len(), list[0]["title"].as_str()), (1, Some("2024年度迎检资料")));
    assert_eq!(guest.get(&at).await.ok()["items"].as_array().unwrap().len(), 4);
    let item = guest.get(&format!("{at}/items/0?limit=1")).await.ok();
    assert_eq!(item["rows"].as_array().unwrap().len(), 1);
    let rest =
        guest.get(&format!("{at}/items/0?limit=1&cursor={}", item["next"].as_str().unwrap())).await.ok();
    assert_eq!(rest["rows"][0]["seq"], 2);
    let file = &item["rows"][0]["files"][0];
    assert!(file["original_url"].is_null(), "the maker did not allow it");
    let path = |url: &Value| url.as_str().unwrap().strip_prefix("/api/v1").unwrap().to_owned();
    let picture = guest.get(&path(&file["picture_url"])).await;
    assert_eq!((picture.status, picture.header("content-type")), (200, "image/jpeg"));
    assert_ne!(picture.bytes, png(1));
    let original = format!("{at}/files/{}/original", file["id"].as_str().unwrap());
    guest.get(&original).await.status(403);
    for path in ["/cases", "/premises", "/inspections", "/dossiers", "/overview", "/regions"] {
        let status = guest.get(path).await;
        let empty = status.json["items"].as_array().is_some_and(Vec::is_empty);
        assert!(status.status == 403 || empty || path == "/regions", "{path}: {}", status.text());
    }
    office.get("/examined-dossiers").await.status(403);

    let counted = async |action: &str| {
        let tx = city.app.env.database.read().await.unwrap();
        let sql = "SELECT COUNT(*) AS n FROM audit_records WHERE action = $1";
        let count = tx.count(sql, params![action]).await.unwrap();
        tx.rollback().await.unwrap();
        count
    };
    assert_eq!(counted("dossier.examine").await, 2, "the dossier and its first item, each once a day");

    let dossier = office.get(&format!("/dossiers/{id}")).await.ok();
    let opening = dossier["openings"][0]["id"].as_str().unwrap().to_owned();
    let wider = json!({ "user_id": user, "until": "2024-05-20", "may_download": true });
    office.post(&format!("/dossiers/{id}/openings"), wider).await.status(201);
    assert_eq!(guest.get(&original).await.bytes, png(1));
    assert_eq!(counted("dossier.examine").await, 3);
    city.travel("2024-05-20T15:59:00Z");
    guest.get(&at).await.ok();
    city.travel("2024-05-20T16:01:00Z");
    assert_eq!(guest.get("/examined-dossiers").await.ok(), json!([]), "the day is over in Shanghai");
    for path in [at.clone(), format!("{at}/items/0"), path(&file["picture_url"]), original] {
        guest.get(&path).await.status(404);
    }
    office.post(&format!("/dossiers/{id}/openings/{opening}/close"), json!({})).await.ok();
}

fn ids(things: Vec<&Thing>, region: RegionCode) -> BTreeSet<Uuid> {
    let level = region.level().code();
    let inside = |thing: &&Thing| thing.regions.get(level) == Some(&region.to_string());
    things.into_iter().filter(inside).map(|thing| thing.id).collect()
}

async fn a_dossier_holds_what_its_post_sees_and_nothing_else(engine: Engine) {
    let world = World::build(City::new(engine).await.unwrap()).await;
    let app = &world.city.app;
    let truth = Truth::read(&app.env.database, &app.pack).await;
    let tx = app.env.database.read().await.unwrap();
    let sql = "SELECT DISTINCT sector FROM premises WHERE sector IS NOT NULL ORDER BY sector";
    let sectors = tx.map_rows(sql, params![], |row| row.text("sector")).await.unwrap();
    let owners = tx
        .map_rows("SELECT sm3, case_id FROM case_files WHERE case_id IS NOT NULL", params![], |row| {
            Ok((row.text("sm3")?, row.uuid("case_id")?))
        })
        .await
        .unwrap();
    tx.rollback().await.unwrap();
    let text: SheetText = serde_json::from_value(json!({
        "title": "全部", "region": testkit::CITY,
        "items": [
            { "number": "1", "text": "事项", "wants": [{ "source": "cases" }] },
            { "number": "2", "text": "检查", "wants": [{ "source": "inspections" }] },
            { "number": "3", "text": "场所", "wants": [{ "source": "premises" }] },
        ],
    }))
    .unwrap();
    let mut dice = Dice::new(0xd055_1e75);
    let (mut sheet, mut shown, mut files) = (None, 0, 0);
    for round in 0..24 {
        let (role, level) =
            if round % 6 == 0 { ("city_office", Level::City) } else { ("county_office", Level::County) };
        let at = *dice.pick(&world.regions[&level]);
        let limited = round % 3 == 1;
        let some: Vec<String> = (0..1 + dice.below(2)).map(|_| dice.pick(&sectors).clone()).collect();
        let ctx = app.env.write(access::command_caller("测试")).await.unwrap();
        let new = NewPost {
            org_id: world.city.people.bodies["information"],
            name: format!("{role} {round}"),
            role: role.into(),
            level: level.into(),
            region_code: Some(at),
            unit_id: None,
            sectors: limited.then_some(some),
            valid_from: None,
        };
        let seat = post::create(&ctx, &*app.access, new).await.unwrap();
        ctx.commit().await.unwrap();
        let held = Truth::held(&app.env.database, &[seat.id.as_uuid()]).await;
        let role = app.pack.roles.iter().find(|known| known.code == role).unwrap();
        let mut caller = Caller::system("制作人", store::Via::Session);
        caller.posts.push(CallerPost {
            id: seat.id,
            name: seat.name.clone(),
            org: world.city.people.bodies["information"],
            org_name: "机构".into(),
            fire_authority: false,
            role: role.code.clone(),
            grant: kernel::scope::Grant {
                level: level.into(),
                key: at.to_string(),
                sectors: if limited { held_sectors(app, seat.id.as_uuid()).await } else { None },
            },
            permissions: role.permissions.iter().cloned().collect(),
        });
        // A county's post at its county or one of its towns; the city's anywhere.
        let inside: Vec<RegionCode> =
            world.regions[&Level::Town].iter().copied().filter(|town| at.contains(*town)).collect();
        let region = if dice.below(2) == 0 || inside.is_empty() { at } else { *dice.pick(&inside) };
        let engine = app.service::<casework::Engine>().unwrap();
        let desk = Desk { pack: &app.pack, engine: &engine };
        let ctx = app.env.write(caller).await.unwrap();
        if sheet.is_none() {
            // The first post is the city's, whose sheet every county may use.
            sheet = Some(service::create_sheet(&ctx, &app.pack, text.clone()).await.unwrap().row.id);
        }
        let order = MakeDossier {
            title: format!("第{round}份"),
            sheet: sheet.unwrap(),
            items: Vec::new(),
            from: "2024-01-01".parse().unwrap(),
            to: "2024-12-31".parse().unwrap(),
            region,
        };
        let made = service::make(&ctx, &desk, order).await.unwrap();
        ctx.commit().await.unwrap();
        let found = kept(app, made.row.id).await;
        let live = |things: Vec<&'_ Thing>| -> Vec<Uuid> {
            things
                .iter()
                .filter(|thing| thing.more.get("state_class").is_none_or(|class| class != "void"))
                .map(|thing| thing.id)
                .collect()
        };
        let cases: BTreeSet<Uuid> = ids(truth.seen(&held, &["case.read"], &truth.cases), region);
        let live: BTreeSet<Uuid> =
            live(truth.seen(&held, &["case.read"], &truth.cases)).into_iter().collect();
        let cases: BTreeSet<Uuid> = cases.intersection(&live).copied().collect();
        let visits = ids(truth.seen(&held, &["inspection.read"], &truth.inspections), region);
        let places = ids(truth.seen(&held, &["premises.read"], &truth.premises), region);
        assert_eq!(found.0, [cases.clone(), visits, places].concat_sets(), "{held:?} at {region}");
        let may: BTreeSet<&str> =
            owners.iter().filter(|(_, case)| cases.contains(case)).map(|(sm3, _)| sm3.as_str()).collect();
        assert_eq!(
            found.1.iter().map(String::as_str).collect::<BTreeSet<_>>(),
            may,
            "files of {held:?} at {region}"
        );
        shown += found.0.len();
        files += found.1.len();
    }
    assert!(
        shown > 1_000 && files > 20,
        "next to nothing is shown, so nothing is tested: {shown} rows, {files} files"
    );
}

trait ConcatSets {
    fn concat_sets(self) -> BTreeSet<Uuid>;
}

impl<const N: usize> ConcatSets for [BTreeSet<Uuid>; N] {
    fn concat_sets(self) -> BTreeSet<Uuid> {
        self.into_iter().flatten().collect()
    }
}

async fn held_sectors(app: &http::App, post: Uuid) -> Option<BTreeSet<String>> {
    let tx = app.env.database.read().await.unwrap();
    let sql = "SELECT sectors FROM posts WHERE id = $1";
    let found = tx.map_rows(sql, params![post], |row| row.opt_json("sectors")).await.unwrap();
    tx.rollback().await.unwrap();
    found.into_iter().next().flatten()
}

/// Objects and file digests a dossier keeps.
async fn kept(app: &http::App, id: Uuid) -> (BTreeSet<Uuid>, BTreeSet<String>) {
    let tx = app.env.database.read().await.unwrap();
    let sql = "SELECT object_id FROM dossier_entries WHERE dossier_id = $1";
    let objects = tx.map_rows(sql, params![id], |row| row.uuid("object_id")).await.unwrap();
    let sql = "SELECT sm3 FROM dossier_files WHERE dossier_id = $1";
    let files = tx.map_rows(sql, params![id], |row| row.text("sm3")).await.unwrap();
    tx.rollback().await.unwrap();
    (objects.into_iter().collect(), files.into_iter().collect())
}
