//! Three real tables nobody made for this program, taken in through the interface with a mapping that their source
//! remembers. Which files they are and how they are shaped is told in `crates/workbook/tests/real_tables.toml`.

use crate::report_desk::id;
use serde_json::{Value, json};
use std::path::PathBuf;
use store::Engine;
use testkit::{City, Client, TOWN_A1};

scenarios![
    a_list_of_fire_stations_is_imported_with_a_mapping.on_real_input,
    a_register_of_apartment_houses_is_imported_with_a_mapping.on_real_input,
    a_code_table_of_a_hotel_is_imported_with_a_mapping.on_real_input,
];

fn file(path: &str) -> Vec<u8> {
    let folder = PathBuf::from(std::env::var_os("QUTU_REAL_INPUT").unwrap());
    std::fs::read(folder.join(path)).unwrap()
}

/// What becomes of the columns of a table, by title; every other column is left out.
struct Reading<'a> {
    path: &'a str,
    source: &'a str,
    sheet: &'a str,
    kind: &'a str,
    columns: &'a [(&'a str, &'a str)],
}

struct Desk {
    city: City,
    station: Client,
}

impl Desk {
    async fn new(engine: Engine) -> Self {
        let city = City::new(engine).await.unwrap();
        let station = city.client("a1-station").await;
        Self { city, station }
    }

    async fn upload(&self, reading: &Reading<'_>) -> Value {
        let name = reading.path.rsplit('/').next().unwrap();
        let bytes = file(reading.path);
        self.station.form("/imports", (name, &bytes), &[("source", reading.source)]).await.status(201)
    }

    /// The mapping a person makes of the proposal.
    fn decided(&self, batch: &Value, reading: &Reading<'_>) -> Value {
        let mut mapping = batch["mapping"].clone();
        mapping["kind"] = json!(reading.kind);
        mapping["region"] = json!(TOWN_A1);
        for table in mapping["tables"].as_array_mut().unwrap() {
            table["taken"] = json!(table["sheet"] == reading.sheet);
            for column in table["columns"].as_array_mut().unwrap() {
                let title = column["title"].as_str().unwrap();
                // The part of a joined title that stands over the column itself.
                let own = title.rsplit('/').next().unwrap();
                let known = reading.columns.iter().find(|(known, _)| own == *known);
                column["field"] = json!(known.map_or("ignore", |(_, field)| *field));
            }
        }
        mapping
    }

    /// Orders a step and runs it to its end.
    async fn run(&self, batch: &Value, step: &str) -> Value {
        let path = format!("/imports/{}", id(batch));
        self.station.post(&format!("{path}/{step}"), json!({})).await.status(202);
        let app = &self.city.app;
        assert!(intake::service::next(&app.env, &app.pack, &app.files).await.unwrap());
        self.station.get(&path).await.ok()
    }

    /// Takes a file in: the first time a person says what the columns mean, then the source remembers.
    async fn import(&self, reading: &Reading<'_>, decide: bool) -> Value {
        let batch = self.upload(reading).await;
        if decide {
            let mapping = self.decided(&batch, reading);
            let path = format!("/imports/{}/mapping", id(&batch));
            let body = json!({ "version": batch["version"], "mapping": mapping });
            self.station.put(&path, body).await.ok();
        }
        self.run(&batch, "commit").await
    }

    async fn premises(&self) -> i64 {
        self.station.get("/premises/count").await.ok()["count"].as_i64().unwrap()
    }

    async fn named(&self, name: &str) -> Value {
        let found = self.station.get(&format!("/premises?q={}", name.replace(' ', "%20"))).await.ok();
        let rows = found["items"].as_array().unwrap();
        let row = rows.iter().find(|row| row["name"] == name).unwrap_or_else(|| panic!("no {name}: {found}"));
        self.station.get(&format!("/premises/{}", id(row))).await.ok()
    }
}

const STATIONS: &str = "data/toronto/fire_stations.csv";

async fn a_list_of_fire_stations_is_imported_with_a_mapping(engine: Engine) {
    let desk = Desk::new(engine).await;
    let named = [("NAME", "name"), ("ADDRESS", "address")];
    let placed = [named[0], named[1], ("Longitude", "longitude"), ("Latitude", "latitude")];
    let reading = |columns| Reading {
        path: STATIONS,
        source: "消防站点名录",
        sheet: "fire_stations",
        kind: "other",
        columns,
    };
    // The stations lie in another country: with their coordinates no row is right, and each says why.
    let batch = desk.import(&reading(&placed), true).await;
    assert_eq!(batch["counts"], counts(84, &[("rejected", 84), ("repaired", 1)]));
    let rows = desk.station.get(&format!("/imports/{}/rows?outcome=rejected", id(&batch))).await.ok();
    assert!(rows["items"].as_array().unwrap().iter().all(|row| row["marks"][0]["code"] == "F13"), "{rows}");
    assert_eq!(desk.premises().await, 0);
    // Without them all are taken; what was decided is remembered, and the same file once more says nothing new.
    let batch = desk.import(&reading(&named), true).await;
    assert_eq!(batch["counts"], counts(84, &[("inserted", 84), ("repaired", 1)]));
    let again = desk.import(&reading(&named), false).await;
    assert_eq!(again["counts"], counts(84, &[("unchanged", 84), ("repaired", 1)]));
    assert_eq!(again["mapping"]["tables"], batch["mapping"]["tables"], "the source remembers");
    assert_eq!(desk.premises().await, 84);
    let found = desk.named("FIRE STATION 211").await;
    assert_eq!((&found["address"], &found["region"]["code"]), (&json!("900 TAPSCOTT RD"), &json!(TOWN_A1)));
}

async fn a_register_of_apartment_houses_is_imported_with_a_mapping(engine: Engine) {
    let desk = Desk::new(engine).await;
    let reading = Reading {
        path: "data/toronto/apartment_registrations.csv",
        source: "公寓登记名录",
        sheet: "apartment_registrations",
        kind: "other",
        columns: &[
            ("RSN", "name"),
            ("SITE_ADDRESS", "address"),
            ("CONFIRMED_STOREYS", "floors"),
            ("CONFIRMED_UNITS", "other_integer"),
        ],
    };
    // Every record has a number of its own, and every address blanks too many.
    let batch = desk.import(&reading, true).await;
    assert_eq!(batch["counts"], counts(3_611, &[("inserted", 3_611), ("repaired", 3_611)]));
    let again = desk.import(&reading, false).await;
    assert_eq!(again["counts"], counts(3_611, &[("unchanged", 3_611), ("repaired", 3_611)]));
    assert_eq!(desk.premises().await, 3_611);
    let found = desk.named("4153461").await;
    assert_eq!((&found["address"], &found["floors"]), (&json!("40 GERRARD ST E"), &json!(33)));
}

async fn a_code_table_of_a_hotel_is_imported_with_a_mapping(engine: Engine) {
    let desk = Desk::new(engine).await;
    let reading = Reading {
        path: "data/ledgers/hotel_fire_alarm_code_table.xls",
        source: "酒店报警点位表",
        sheet: "编码表",
        kind: "hotel",
        columns: &[
            ("单位名称", "unit_name"),
            ("设备所处建筑物内的具体地址描述", "name"),
            ("设备号", "address"),
            ("设备类型", "other_text"),
        ],
    };
    let batch = desk.import(&reading, true).await;
    let of = |batch: &Value, what: &str| batch["counts"][what].as_i64().unwrap();
    assert_eq!(of(&batch, "read"), 1_769, "an old workbook with two rows of header");
    // One line stands there twice; points of one name in one house are put to a person.
    let rows = desk.station.get(&format!("/imports/{}/rows?outcome=rejected", id(&batch))).await.ok();
    let told: Vec<(&Value, &Value)> =
        rows["items"].as_array().unwrap().iter().map(|row| (&row["row"], &row["marks"][0]["code"])).collect();
    assert_eq!(told, [(&json!(1337), &json!("F08"))]);
    let rows = desk.station.get(&format!("/imports/{}/rows?outcome=review&limit=200", id(&batch))).await.ok();
    for row in rows["items"].as_array().unwrap() {
        assert!(!row["candidates"].as_array().unwrap().is_empty(), "{row}");
    }
    assert_eq!(of(&batch, "inserted") + of(&batch, "review") + of(&batch, "rejected"), 1_769);
    assert_eq!(of(&batch, "inserted"), desk.premises().await);
    let again = desk.import(&reading, false).await;
    assert_eq!((of(&again, "inserted"), of(&again, "updated")), (0, 0));
    assert_eq!(of(&again, "unchanged"), of(&batch, "inserted"));
    assert_eq!(of(&again, "review"), of(&batch, "review"), "what nobody decided is asked again");
}

/// The counts of an import: so many rows read, these outcomes and no others.
fn counts(read: u64, others: &[(&str, u64)]) -> Value {
    let names = [
        "inserted",
        "updated",
        "unchanged",
        "repaired",
        "rejected",
        "review",
        "skipped",
        "subtotals",
        "hidden",
    ];
    let mut counts = json!({ "read": read });
    for name in names {
        counts[name] = json!(others.iter().find(|(own, _)| *own == name).map_or(0, |(_, count)| *count));
    }
    counts
}
