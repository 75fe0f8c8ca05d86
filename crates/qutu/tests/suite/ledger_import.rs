//! Workbooks into the ledger, held against keys that were written without looking at the importer
//! (`crates/intake/tests/faults`).

use access::command_caller;
use intake::model::{BatchRecord, Outcome};
use intake::service::{Order, RowsWanted, list_rows, take_file};
use kernel::page::{Cursor, Limit};
use kernel::region::RegionCode;
use kernel::scope::Grant;
use registry::model::{NewPremises, NewUnit};
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use store::{Caller, Engine};
use testkit::City;

scenarios![
    every_fault_and_repair_of_the_key_is_found_and_nothing_else,
    a_second_workbook_of_the_same_ledger_finds_its_premises_again,
    an_import_that_was_cut_off_goes_on_without_doubles,
];

const COUNTY: &str = "449921000000";
const SOURCE: &str = "青屿县场所台账";

fn folder() -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../intake/tests/faults"))
}

fn key(name: &str) -> toml::Table {
    std::fs::read_to_string(folder().join(name)).unwrap().parse().unwrap()
}

fn importer() -> Caller {
    let mut caller = command_caller("试验");
    caller.posts[0].grant = Grant::region(COUNTY.parse().unwrap());
    caller
}

/// The county has an outline, and the premises the key wants are in the ledger.
async fn prepared(engine: Engine, key: &toml::Table) -> City {
    let city = City::new(engine).await.unwrap();
    let square = json!({ "type": "Polygon", "coordinates":
        [[[115.0, 22.5], [117.0, 22.5], [117.0, 24.0], [115.0, 24.0], [115.0, 22.5]]] });
    let ctx = city.app.env.write(command_caller("试验")).await.unwrap();
    directory::region::load_shapes(&ctx, [(COUNTY.parse::<RegionCode>().unwrap(), square)]).await.unwrap();
    for row in key.get("existing").and_then(toml::Value::as_array).into_iter().flatten() {
        let text = |name: &str| row.get(name).and_then(toml::Value::as_str).unwrap().to_owned();
        let region = text("region");
        let unit = match row.get("credit_code") {
            None => None,
            Some(_) => {
                let new: NewUnit = serde_json::from_value(json!({
                    "name": text("name"), "credit_code": text("credit_code"), "kind": "general",
                    "region": region, "address": text("address"),
                }))
                .unwrap();
                Some(registry::service::create_units(&ctx, &city.app.pack, vec![new]).await.unwrap()[0])
            }
        };
        let mut new: NewPremises = serde_json::from_value(json!({
            "name": text("name"), "kind": text("kind"), "region": region, "address": text("address"),
        }))
        .unwrap();
        new.unit_id = unit;
        registry::service::create_many(&ctx, &city.app.pack, vec![new]).await.unwrap();
    }
    ctx.commit().await.unwrap();
    city
}

async fn taken(city: &City, file: &str) -> BatchRecord {
    let path = folder().join(file);
    let order = Order { path: &path, source: SOURCE, dry_run: false, out: None };
    let app = &city.app;
    take_file(&app.env, &app.pack, &app.files, &importer(), order).await.unwrap()
}

/// Outcome of every row that is not plainly new, and the cells that were marked.
struct Told {
    rows: BTreeMap<u32, Outcome>,
    cells: BTreeSet<(u32, String, String)>,
}

async fn told(city: &City, batch: &BatchRecord) -> Told {
    let ctx = city.app.env.read(importer()).await.unwrap();
    let mut told = Told { rows: BTreeMap::new(), cells: BTreeSet::new() };
    let mut cursor = None;
    loop {
        let limit = Limit::new(200).unwrap();
        let wanted = RowsWanted::default();
        let page = list_rows(&ctx, &city.app.pack, batch.id, wanted, limit, cursor.as_ref()).await.unwrap();
        for row in page.items {
            told.rows.insert(row.row, row.outcome);
            for mark in row.marks {
                let letter = char::from_u32('A' as u32 + mark.column - 1).unwrap();
                told.cells.insert((row.row, letter.to_string(), format!("{:?}", mark.code)));
            }
        }
        cursor = page.next.map(|text| Cursor::decode(&text).unwrap());
        if cursor.is_none() {
            break;
        }
    }
    ctx.tx.rollback().await.unwrap();
    told
}

fn rows(key: &toml::Table) -> Vec<(u32, String)> {
    let rows = key["row"].as_array().unwrap();
    rows.iter()
        .map(|row| {
            let number = u32::try_from(row["row"].as_integer().unwrap()).unwrap();
            (number, row["outcome"].as_str().unwrap().to_owned())
        })
        .collect()
}

async fn every_fault_and_repair_of_the_key_is_found_and_nothing_else(engine: Engine) {
    let key = key("key.toml");
    let city = prepared(engine, &key).await;
    let batch = taken(&city, "premises.xlsx").await;
    let told = told(&city, &batch).await;

    let mut wrong = Vec::new();
    let contradicting: BTreeSet<i64> = key["cell"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|cell| cell["code"].as_str() == Some("F09"))
        .map(|cell| cell["row"].as_integer().unwrap())
        .collect();
    for (row, expected) in rows(&key) {
        let found = told.rows.get(&row).map_or("plain", |outcome| outcome.code());
        let right = match expected.as_str() {
            "inserted" => matches!(found, "plain" | "inserted"),
            // A contradiction may be put to a person, says the key; it may not go in.
            "rejected" => found == "rejected" || found == "review" && contradicting.contains(&i64::from(row)),
            "review" => found == "review",
            "skipped_subtotal" => found == "subtotal",
            "note" => found == "note",
            _ => found == "plain",
        };
        if !right {
            wrong.push(format!("row {row}: {expected} in the key, {found} found"));
        }
    }
    let mut expected = BTreeSet::new();
    for cell in key["cell"].as_array().unwrap() {
        let text = |name: &str| cell.get(name).and_then(toml::Value::as_str).unwrap_or_default().to_owned();
        let row = u32::try_from(cell["row"].as_integer().unwrap()).unwrap();
        let places: Vec<String> = std::iter::once(text("column"))
            .chain(text("or").chars().map(|letter| letter.to_string()))
            .collect();
        let hit = places.iter().find(|place| told.cells.contains(&(row, (*place).clone(), text("code"))));
        match hit {
            Some(place) => {
                expected.insert((row, place.clone(), text("code")));
            }
            None => wrong.push(format!("missed {} at {}{row}", text("code"), text("column"))),
        }
    }
    for (row, column, code) in told.cells.difference(&expected) {
        wrong.push(format!("{code} at {column}{row} is not in the key"));
    }
    assert!(wrong.is_empty(), "{} differences:\n{}", wrong.len(), wrong.join("\n"));

    let totals = &key["rows_by_outcome"];
    let number = |name: &str| u64::try_from(totals[name].as_integer().unwrap()).unwrap();
    assert_eq!(batch.counts.inserted, number("inserted"));
    assert_eq!(batch.counts.rejected + batch.counts.review, number("rejected") + number("review"));
    assert_eq!(batch.counts.read, number("inserted") + number("rejected") + number("review"));
    assert_eq!(batch.counts.hidden, u64::try_from(key["totals"]["hidden"].as_integer().unwrap()).unwrap());
}

async fn a_second_workbook_of_the_same_ledger_finds_its_premises_again(engine: Engine) {
    let first = key("key.toml");
    let city = prepared(engine, &first).await;
    taken(&city, "premises.xlsx").await;
    let batch = taken(&city, "second.xlsx").await;
    let told = told(&city, &batch).await;
    let mut wrong = Vec::new();
    for (row, expected) in rows(&key("second_key.toml")) {
        let found = told.rows.get(&row).map_or("inserted", |outcome| outcome.code());
        if !matches!(expected.as_str(), "title" | "header" | "gap" | "note") && found != expected {
            wrong.push(format!("row {row}: {expected} in the key, {found} found"));
        }
    }
    assert!(wrong.is_empty(), "{} differences:\n{}", wrong.len(), wrong.join("\n"));

    // The same file once more changes nothing.
    let again = taken(&city, "second.xlsx").await;
    assert_eq!((again.counts.inserted, again.counts.updated), (0, 0), "{:?}", again.counts);
}

async fn premises(city: &City) -> i64 {
    let tx = city.app.env.database.read().await.unwrap();
    let count = tx.count("SELECT COUNT(*) AS n FROM premises", store::params![]).await.unwrap();
    tx.rollback().await.unwrap();
    count
}

async fn an_import_that_was_cut_off_goes_on_without_doubles(engine: Engine) {
    let key = key("key.toml");
    let city = prepared(engine, &key).await;
    let before = premises(&city).await;
    let batch = taken(&city, "premises.xlsx").await;
    let whole = premises(&city).await;
    assert_eq!(whole - before, i64::try_from(batch.counts.inserted).unwrap());
    // Putting the same file in again from the start finds every row again.
    let again = taken(&city, "premises.xlsx").await;
    assert_eq!(premises(&city).await, whole);
    assert_eq!((again.counts.inserted, again.counts.updated), (0, 0), "{:?}", again.counts);
}
