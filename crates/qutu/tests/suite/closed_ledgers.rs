//! Closed rows of old ledgers: taken over with their own days, shown as what they are, verified by nobody and counted apart.

use access::command_caller;
use casework::Engine as CaseEngine;
use intake::closed::{ClosedField, ClosedOrder, ClosedTaken, Columns, take_closed};
use kernel::region::RegionCode;
use kernel::scope::Grant;
use serde_json::{Value, json};
use std::path::Path;
use store::{Caller, Engine};
use testkit::{CITY, COUNTY_A, City, TOWN_A1};

scenarios![
    closings_of_an_old_ledger_are_shown_as_unverified_and_counted_apart,
    a_second_run_finds_its_rows_again_and_changes_nothing,
    a_column_nobody_knows_is_told_once_and_remembered,
    the_command_says_every_row_it_held_back.once,
];

const LEDGER: &str = "序号,隐患编号,场所名称,所属镇街,隐患内容,隐患类别,检查日期,销号时间,整改措施\n\
    1,2019-001,溪口米店,溪口街道,疏散通道堆放杂物,疏散通道,2019年3月1日,20190402,已清理\n\
    2,2019-002,溪口旧仓库,溪口街道,灭火器过期,,2019.5.6,2019-05-20,已更换\n\
    3,2019-003,溪口饭店,溪口街道,出口上锁,,2019-06-01,2019-05-01,\n\
    4,2019-004,溪口旅馆,溪口街道,线路老化,,2019-02-30,2019-04-01,\n\
    5,2019-005,岚东商店,无此镇,通道狭窄,,2019-07-01,2019-07-09,\n\
    6,2019-006,溪口网吧,溪口街道,,,2019-07-01,2019-07-09,\n\
    7,2019-001,溪口米店,溪口街道,疏散通道堆放杂物,疏散通道,2019-03-01,2019-04-02,\n\
    8,2019-008,溪口剧场,溪口街道,喷淋关闭,,2019-08-01,2099-01-01,\n\
    9,2019-009,岚东超市,岚东街道,应急灯损坏,,2019-08-01,2019-08-09,\n";

fn importer(region: &str) -> Caller {
    let mut caller = command_caller("试验");
    caller.posts[0].grant = Grant::region(region.parse::<RegionCode>().unwrap());
    caller
}

async fn taken(city: &City, text: &str, region: &str, columns: &Columns, out: Option<&Path>) -> ClosedTaken {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("旧台账.csv");
    std::fs::write(&path, text).unwrap();
    let engine = city.app.service::<CaseEngine>().unwrap();
    let order = ClosedOrder { path: &path, source: "旧系统", columns, region: None, dry_run: false, out };
    take_closed(&city.app.env, &city.app.pack, &engine, &importer(region), order).await.unwrap()
}

fn titles(page: &Value) -> Vec<&str> {
    page["items"].as_array().unwrap().iter().map(|one| one["title"].as_str().unwrap()).collect()
}

async fn closings_of_an_old_ledger_are_shown_as_unverified_and_counted_apart(engine: Engine) {
    let city = City::new(engine).await.unwrap();
    let (station, office) = (city.client("a1-station").await, city.client("city-office").await);
    let shop = station.add_premises("shop", TOWN_A1, "溪口米店").await;
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("标记.xlsx");
    let found = taken(&city, LEDGER, COUNTY_A, &Columns::default(), Some(&out)).await;
    let counts = found.counts;
    assert_eq!((counts.read, counts.kept, counts.at_premises, counts.rejected), (9, 2, 1, 7), "{found:?}");
    let told: Vec<(u32, String)> = found
        .faults
        .iter()
        .map(|fault| (fault.row, fault.marks.iter().map(|mark| format!("{:?}", mark.code)).collect()))
        .collect();
    let wanted = [(4, "F02"), (5, "F02"), (6, "F06"), (7, "F01"), (8, "F08"), (9, "F02"), (10, "F10")];
    assert_eq!(told, wanted.map(|(row, code)| (row, code.to_owned())));
    let words: Vec<&str> = found.faults.iter().map(|fault| fault.marks[0].message.as_str()).collect();
    assert_eq!(words[0], "销号日期早于发现日期");
    assert_eq!(words[2], "没有“无此镇”");
    assert_eq!(words[4], "与第 2 行重复");
    let book = workbook::Book::open(&out).unwrap();
    let marked: Vec<_> = book.rows(0).unwrap().map(|row| row.unwrap()).collect();
    let last = marked[4].cells.last().unwrap().shown();
    assert!(last.contains("日期不存在"), "the workbook comes back with its faults: {last}");

    // In lists only when asked for, with their own days and their word.
    assert_eq!(titles(&office.get("/cases").await.ok()), Vec::<&str>::new());
    assert_eq!(office.get("/cases/count").await.ok()["count"], 0);
    let old = office.get("/cases?history=with").await.ok();
    assert_eq!(titles(&old), ["疏散通道堆放杂物", "灭火器过期（溪口旧仓库）"]);
    for row in old["items"].as_array().unwrap() {
        assert_eq!(
            (&row["state_name"], &row["historical"]),
            (&json!("历史销号·未核验"), &json!(true)),
            "{row}"
        );
    }
    let at_shop = &old["items"][0];
    assert_eq!(at_shop["premises"]["id"], shop["id"]);
    let page = office.case(at_shop["id"].as_str().unwrap()).await;
    assert_eq!(page["fields"]["found_on"], "2019-03-01");
    assert!(page["closed_at"].as_str().unwrap().starts_with("2019-04-01T16:00"), "{page}");
    let note = page["timeline"][0]["note"].as_str().unwrap();
    assert!(note.contains("原编号：2019-001") && note.contains("整改措施：已清理"), "{note}");
    // No figure knows them as closings of ours.
    let spec = json!({ "title": "销号数", "over": "cases", "filter": { "kind": "hazard" },
        "rows": ["region:county"], "figures": [{ "value": "count" }],
        "period": { "from": "2019-01-01", "to": "2024-12-31", "basis": "closed" } });
    let table = office.post("/tables/run", spec).await.ok();
    assert_eq!(
        table["rows"].as_array().unwrap().iter().filter(|row| row["kind"] == "leaf").count(),
        0,
        "{table}"
    );
    let overview = office.get("/overview").await.ok();
    let trend = overview["trend"].as_array().cloned().unwrap_or_default();
    assert!(trend.iter().all(|month| month["closed"] == 0 && month["opened"] == 0), "{overview}");
    // A scope is a scope.
    let other = city.client("b1-station").await;
    assert_eq!(titles(&other.get("/cases?history=with").await.ok()), Vec::<&str>::new());
    city.seal().await;
    let report = city.client("auditor").await.get("/audit/verify").await.ok();
    assert_eq!(report["ok"], true, "{report}");
}

async fn a_second_run_finds_its_rows_again_and_changes_nothing(engine: Engine) {
    let city = City::new(engine).await.unwrap();
    // The first run saw only the first row; the second goes on.
    let cut: String = LEDGER.lines().take(2).map(|line| format!("{line}\n")).collect();
    let first = taken(&city, &cut, COUNTY_A, &Columns::default(), None).await;
    assert_eq!((first.counts.kept, first.counts.known), (1, 0));
    let whole = taken(&city, LEDGER, COUNTY_A, &Columns::default(), None).await;
    assert_eq!((whole.counts.kept, whole.counts.known), (1, 1), "{whole:?}");
    let again = taken(&city, LEDGER, COUNTY_A, &Columns::default(), None).await;
    assert_eq!((again.counts.kept, again.counts.known, again.counts.rejected), (0, 2, 7));
    // A row that says something else under a number that is in is put to a person.
    let other = LEDGER.replace("灭火器过期", "灭火器失效");
    let other = taken(&city, &other, COUNTY_A, &Columns::default(), None).await;
    assert_eq!((other.counts.kept, other.counts.known, other.counts.rejected), (0, 1, 8));
    let told = other.faults.iter().find(|fault| fault.row == 3).unwrap();
    assert!(told.marks[0].message.contains("这一编号已导入，内容不同"), "{told:?}");
    let office = city.client("city-office").await;
    assert_eq!(titles(&office.get("/cases?history=with").await.ok()).len(), 2);
}

async fn a_column_nobody_knows_is_told_once_and_remembered(engine: Engine) {
    let city = City::new(engine).await.unwrap();
    let text = "地段,毛病,何时发现,何时了结\n溪口街道,电线裸露,2018-01-02,2018-01-20\n";
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("旧本子.csv");
    std::fs::write(&path, text).unwrap();
    let cases = city.app.service::<CaseEngine>().unwrap();
    let none = Columns::default();
    let mut order = ClosedOrder {
        path: &path,
        source: "旧本子",
        columns: &none,
        region: None,
        dry_run: false,
        out: None,
    };
    let app = &city.app;
    let refused = take_closed(&app.env, &app.pack, &cases, &importer(CITY), order).await.unwrap_err();
    assert_eq!((refused.status, refused.fields[0].pointer.as_str()), (422, "/columns"));
    let told = [
        ("地段", ClosedField::Town),
        ("毛病", ClosedField::Summary),
        ("何时发现", ClosedField::FoundOn),
        ("何时了结", ClosedField::ClosedOn),
    ];
    let told = Columns(told.into_iter().map(|(title, field)| (title.to_owned(), field)).collect());
    order.columns = &told;
    order.dry_run = true;
    let looked = take_closed(&app.env, &app.pack, &cases, &importer(CITY), order).await.unwrap();
    assert_eq!(looked.counts.kept, 1, "{looked:?}");
    let office = city.client("city-office").await;
    assert_eq!(titles(&office.get("/cases?history=with").await.ok()), Vec::<&str>::new(), "only looked");
    order.dry_run = false;
    assert_eq!(
        take_closed(&app.env, &app.pack, &cases, &importer(CITY), order).await.unwrap().counts.kept,
        1
    );
    order.columns = &none;
    let again = take_closed(&app.env, &app.pack, &cases, &importer(CITY), order).await.unwrap();
    assert_eq!((again.counts.kept, again.counts.known), (0, 1), "the source remembers its columns");
}

async fn the_command_says_every_row_it_held_back(_: Engine) {
    let home = tempfile::tempdir().unwrap();
    std::fs::write(home.path().join("ledger.csv"), LEDGER).unwrap();
    std::fs::write(home.path().join("q.toml"), "pack = \"demo-city\"\n").unwrap();
    let run = |words: &[&str]| {
        let words: Vec<&str> = ["--config", "q.toml"].iter().chain(words).copied().collect();
        crate::commands::qutu(home.path(), &words)
    };
    assert_eq!(run(&["setup"]).status.code(), Some(0));
    let order = ["ledger", "import-closed", "ledger.csv", "--source", "旧系统"];
    let wrong = run(&[&order[..], &["--map", "隐患内容=什么"]].concat());
    let told = String::from_utf8_lossy(&wrong.stderr).into_owned();
    assert_eq!(wrong.status.code(), Some(2), "{told}");
    assert!(told.contains("含义是：") && told.contains("销号日期"), "{told}");
    let done = run(&order);
    let told = String::from_utf8_lossy(&done.stderr).into_owned();
    assert_eq!(done.status.code(), Some(1), "{told}");
    let counts: Value = serde_json::from_slice(&done.stdout).unwrap();
    assert_eq!(counts, json!({ "read": 9, "kept": 3, "known": 0, "rejected": 6, "at_premises": 0 }));
    let lines: Vec<&str> = told.lines().collect();
    assert_eq!(lines.len(), 6, "{told}");
    assert_eq!(lines[0], "ledger.csv:4: 销号日期早于发现日期");
    let again = run(&order);
    let counts: Value = serde_json::from_slice(&again.stdout).unwrap();
    assert_eq!(counts["known"], 3, "{counts}");
}
