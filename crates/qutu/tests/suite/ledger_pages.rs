//! What the pages of the ledger import ask for beside the orders: samples, codes, rows in words, the premises that came
//! in, the empty template.

use axum::http::Method;
use serde_json::{Value, json};
use store::Engine;
use testkit::{City, Client, TOWN_A1};
use workbook::Book;

scenarios![
    a_page_is_told_what_stands_in_a_file_and_what_became_of_it,
    a_text_file_is_known_by_its_own_name,
    the_template_offers_the_kinds_and_the_regions_of_ones_scope,
];

const LEDGER: &str = "场所名称,场所类别,所属镇街,地址,面积,联系电话\n\
    溪口米店,小商店,溪口街道,溪口路22号,120,13900001111\n\
    溪口茶馆,小商店,溪口街道,溪口路１号,30,\n\
    溪口书店,没有这类,溪口街道,溪口路3号,40,\n\
    溪口粮店,小商店,溪口街道,溪口路5号,50,\n";

fn text(value: &Value) -> &str {
    value.as_str().unwrap()
}

async fn uploaded(client: &Client) -> Value {
    let file = ("镇上台账.csv", LEDGER.as_bytes());
    client.form("/imports", file, &[("source", "本街道")]).await.status(201)
}

async fn worked(city: &City) {
    let app = &city.app;
    assert!(intake::service::next(&app.env, &app.pack, &app.files).await.unwrap());
}

async fn a_page_is_told_what_stands_in_a_file_and_what_became_of_it(engine: Engine) {
    let city = City::new(engine).await.unwrap();
    let station = city.client("a1-station").await;
    let known = |name: &str, address: &str| json!({ "name": name, "kind": "shop", "region": TOWN_A1, "address": address, "area_m2": 99.0 });
    station.post("/premises", known("溪口米店", "溪口路20号")).await.status(201);
    let grain = station.post("/premises", known("溪口粮店", "溪口路5号")).await.status(201);
    let batch = uploaded(&station).await;
    assert_eq!(batch["remembered"], json!({}));
    let at = format!("/imports/{}", text(&batch["id"]));

    let samples = station.get(&format!("{at}/samples")).await.ok();
    let columns = samples[0]["columns"].as_array().unwrap();
    assert_eq!(columns[0]["values"], json!(["溪口米店", "溪口茶馆", "溪口书店"]));
    assert_eq!(columns[5]["values"], json!(["139****1111"]), "a telephone is not shown");

    let mapping = json!({ "version": batch["version"], "mapping": batch["mapping"] });
    let mapped = station.send_json(Method::PUT, &format!("{at}/mapping"), &[], &mapping).await.ok();
    assert_eq!(mapped["remembered"]["场所名称"], "name");
    station.post(&format!("{at}/check"), json!({})).await.status(202);
    worked(&city).await;

    // A preview says what an update would change, in words; nothing is in the ledger yet.
    let rows = station.get(&format!("{at}/rows?outcome=updated")).await.ok();
    let row = &rows["items"][0];
    assert_eq!((row["row"].as_u64(), &row["premises"]), (Some(5), &grain["id"]));
    assert_eq!((&row["before"]["面积"], &row["values"]["面积"]), (&json!(99.0), &json!(50.0)));
    assert_eq!(row["values"]["场所类别"], row["before"]["场所类别"]);
    assert!(text(&row["values"]["区划"]).ends_with("溪口街道"), "{row}");
    let taken = station.get(&format!("{at}/premises")).await.ok();
    assert_eq!(taken["items"], json!([]));
    let codes = station.get(&format!("{at}/codes")).await.ok();
    let codes: Vec<_> =
        codes.as_array().unwrap().iter().map(|one| (text(&one["code"]), one["rows"].as_i64())).collect();
    assert!(codes.contains(&("F07", Some(1))), "{codes:?}");
    let faulty = station.get(&format!("{at}/rows?outcome=rejected&code=F07")).await.ok();
    assert_eq!(faulty["items"].as_array().unwrap().len(), 1);
    assert_eq!(station.get(&format!("{at}/rows?outcome=rejected&code=F01")).await.ok()["items"], json!([]));

    // A row that may be known stands beside what the ledger holds of it.
    let waiting = station.get(&format!("{at}/rows?outcome=review")).await.ok();
    let candidate = &waiting["items"][0]["candidates"][0];
    assert_eq!(candidate["values"]["地址"], "溪口路20号");
    assert_eq!(waiting["items"][0]["values"]["联系电话"], "139****1111");

    station.post(&format!("{at}/commit"), json!({})).await.status(202);
    worked(&city).await;
    let path = format!("{at}/rows/0/2/decision");
    let chosen = json!({ "is": "premises", "id": candidate["id"] });
    assert_eq!(station.post(&path, chosen).await.ok()["outcome"], "updated");
    let taken = station.get(&format!("{at}/premises?limit=200")).await.ok();
    let taken: Vec<_> = taken["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| (one["row"].as_u64().unwrap(), text(&one["outcome"]), text(&one["name"])))
        .collect();
    assert_eq!(
        taken,
        [(2, "updated", "溪口米店"), (3, "inserted", "溪口茶馆"), (5, "updated", "溪口粮店")],
        "a new premises that needed no repair is told too"
    );
    let rows = station.get(&format!("{at}/rows?outcome=updated")).await.ok();
    assert!(rows["items"][0].get("before").is_none(), "the ledger holds what the row said");
}

async fn a_text_file_is_known_by_its_own_name(engine: Engine) {
    let city = City::new(engine).await.unwrap();
    let station = city.client("a1-station").await;
    let batch = uploaded(&station).await;
    assert_eq!(batch["mapping"]["tables"][0]["sheet"], "镇上台账");
    let at = format!("/imports/{}", text(&batch["id"]));
    station.post(&format!("{at}/commit"), json!({})).await.status(202);
    worked(&city).await;
    assert_eq!(station.get(&at).await.ok()["counts"]["read"], 4);
}

/// Every word of a workbook.
fn words(bytes: &[u8]) -> Vec<String> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("template.xlsx");
    std::fs::write(&path, bytes).unwrap();
    let book = Book::open(&path).unwrap();
    let mut all = Vec::new();
    for sheet in 0..book.sheets().len() {
        for row in book.rows(sheet).unwrap() {
            all.extend(row.unwrap().cells.iter().filter_map(|cell| cell.text().map(str::to_owned)));
        }
    }
    all
}

async fn the_template_offers_the_kinds_and_the_regions_of_ones_scope(engine: Engine) {
    let city = City::new(engine).await.unwrap();
    let has = |all: &[String], word: &str| all.iter().any(|one| one == word);
    let town = words(&city.client("a1-station").await.get("/imports/template").await.bytes);
    assert!(has(&town, "场所名称") && has(&town, "溪口街道"), "{town:?}");
    assert!(!has(&town, "县（市、区）"), "within one county the town says it all");
    let kind = &city.app.pack.premises_kinds[3].name;
    assert!(has(&town, kind), "{kind} is offered");
    let office = words(&city.client("city-office").await.get("/imports/template").await.bytes);
    assert!(has(&office, "县（市、区）"));
    assert!(office.len() > town.len(), "the city reaches further than one of its towns");
    city.client("a1-grid").await.get("/imports/template").await.status(403);
}
