//! The report desk through the interface: a table is asked, filled, chased, summed, locked, reconciled and changed.

use serde_json::{Value, json};
use std::collections::BTreeSet;
use store::Engine;
use testkit::{COUNTY_A, COUNTY_B, City, Client, TOWN_A1};

scenarios![
    a_table_goes_round_and_is_locked_byte_for_byte,
    a_county_sends_it_on_and_adds_its_towns,
    a_workbook_comes_back_with_marks,
    a_second_person_looks,
    a_changed_table_keeps_the_old_months,
    figures_are_reconciled_row_by_row,
    nobody_sees_a_return_that_is_not_theirs,
];

pub(crate) fn id(value: &Value) -> String {
    value["id"].as_str().unwrap_or_else(|| panic!("no id in {value}")).to_owned()
}

/// Hazards found and fixed in the month, with a rate.
pub(crate) fn monthly(title: &str) -> Value {
    json!({ "title": title, "period": "monthly", "layout": { "columns": [
        { "code": "found", "name": "发现隐患", "group": "隐患", "unit": "处", "required": true, "min": 0,
          "definition": "本期登记的隐患", "measure": { "over": "cases", "filter": { "kind": "hazard" }, "basis": "opened" } },
        { "code": "fixed", "name": "已整改", "group": "隐患", "unit": "处", "required": true, "min": 0 },
        { "code": "rate", "name": "整改率", "group": "隐患", "unit": "%",
          "formula": { "op": "ratio", "of": ["fixed", "found"] } },
        { "code": "note", "name": "说明", "kind": "text" },
    ] } })
}

pub(crate) async fn sent(office: &Client, form: &Value, fillers: Value) -> Value {
    let body = json!({ "day": "2024-05-06", "cutoff_at": "2024-05-31T09:00:00Z", "fillers": fillers });
    office.post(&format!("/reports/forms/{}/rounds", id(form)), body).await.status(201)
}

/// The return of a filler in a round.
pub(crate) fn of(round: &Value, filler: &str) -> String {
    let returns = round["returns"].as_array().unwrap();
    let found = returns.iter().find(|one| one["filler"].as_str().unwrap().contains(filler));
    id(found.unwrap_or_else(|| panic!("{filler} is not asked: {round}")))
}

async fn fill(who: &Client, of: &str, cells: Value, reasons: Value) -> Value {
    let seen = who.get(&format!("/reports/returns/{of}")).await.ok();
    let body =
        json!({ "version": seen["version"], "rows": [{ "key": "1", "cells": cells }], "reasons": reasons });
    who.put(&format!("/reports/returns/{of}/cells"), body).await.ok()
}

async fn hand_in(who: &Client, of: &str, cells: Value) -> Value {
    let filled = fill(who, of, cells, json!({ "1/found": "口头报告的未录入", "1/fixed": "同上" })).await;
    who.post(&format!("/reports/returns/{of}/submit"), json!({ "version": filled["version"] })).await.ok()
}

fn total(sum: &Value) -> Value {
    let lines = sum["lines"].as_array().unwrap();
    lines.iter().find(|line| line["kind"] == "total").unwrap()["cells"].clone()
}

async fn a_table_goes_round_and_is_locked_byte_for_byte(engine: Engine) {
    let city = City::new(engine).await.unwrap();
    let (office, a, b) =
        (city.client("city-office").await, city.client("a-office").await, city.client("b-office").await);
    let broken = office
        .post("/reports/forms", json!({ "title": " ", "period": "monthly", "layout": { "columns": [] } }));
    let broken = broken.await.status(422);
    assert_eq!(broken["fields"][0]["pointer"], "/title");
    let form = office.post("/reports/forms", monthly("隐患月报")).await.status(201);
    let round = sent(&office, &form, json!({ "all_below": true })).await;
    assert_eq!(
        (round["fillers"].clone(), round["period"].clone()),
        (json!(8), json!("2024年5月")),
        "eight counties"
    );
    let again =
        json!({ "day": "2024-05-20", "cutoff_at": "2024-05-31T09:00:00Z", "fillers": { "all_below": true } });
    office.post(&format!("/reports/forms/{}/rounds", id(&form)), again).await.status(409);
    let told = b.get("/notices?unread=true").await.ok();
    assert!(told["items"][0]["title"].as_str().unwrap().contains("收到报表：隐患月报"), "{told}");

    let mine = a.get("/reports/returns?mine=true&open=true").await.ok();
    assert_eq!(mine["items"].as_array().unwrap().len(), 1);
    let own = of(&round, "临溪");
    // One hazard stands in the ledger of the county; the figure is taken from there.
    city.client("a1-station").await;
    let station = city.client("a1-station").await;
    let shop = json!({ "name": "溪口小商店", "kind": "shop", "region": TOWN_A1, "address": "溪口路2号" });
    let premises = station.post("/premises", shop).await.status(201);
    station.inspect(&premises, "2024-05-06", &["exits_clear"], json!({})).await;
    let taken = a.post(&format!("/reports/returns/{own}/ledger"), json!({ "version": 1 })).await.ok();
    assert_eq!(taken["ledger"]["1/found"]["value"], json!(1.0), "{taken}");
    assert_eq!(taken["rows"][0]["cells"]["found"], json!(1));
    let bad = json!({ "version": taken["version"], "rows": [{ "key": "1", "cells": { "found": "三处" } }] });
    let bad = a.put(&format!("/reports/returns/{own}/cells"), bad).await.status(422);
    assert_eq!(bad["fields"][0]["pointer"], "/rows/0/cells/found");
    let filled = fill(&a, &own, json!({ "found": "３", "fixed": 2 }), json!({})).await;
    assert_eq!(filled["rows"][0]["cells"], json!({ "found": 3, "fixed": 2, "rate": 66.67 }));
    let codes: Vec<&str> =
        filled["faults"].as_array().unwrap().iter().map(|one| one["code"].as_str().unwrap()).collect();
    assert_eq!(codes, ["reason"], "another figure than the ledger's asks for a reason");
    let submit = format!("/reports/returns/{own}/submit");
    a.post(&submit, json!({ "version": filled["version"] })).await.status(422);
    let stale = json!({ "version": 1, "rows": [] });
    a.put(&format!("/reports/returns/{own}/cells"), stale).await.status(409);
    let done = hand_in(&a, &own, json!({ "found": 3, "fixed": 2 })).await;
    assert_eq!(done["state"], "done");
    let history = a.get(&format!("/reports/returns/{own}/history")).await.ok();
    let found: Vec<&Value> =
        history["items"].as_array().unwrap().iter().filter(|one| one["column"] == "found").collect();
    assert_eq!(
        (found.len(), found[1]["before"].clone(), found[1]["after"].clone()),
        (3, json!("1"), json!("3"))
    );

    // Sent back with a reason, handed in again.
    let back = format!("/reports/returns/{own}/send-back");
    a.post(&back, json!({ "version": done["version"], "reason": "自己退" })).await.status(403);
    office.post(&back, json!({ "version": done["version"], "reason": " " })).await.status(422);
    let back = office.post(&back, json!({ "version": done["version"], "reason": "整改数请核实" })).await.ok();
    assert_eq!(
        (back["state"].clone(), back["returned_reason"].clone()),
        (json!("returned"), json!("整改数请核实"))
    );
    hand_in(&a, &own, json!({ "found": 3, "fixed": 3 })).await;

    let path = format!("/reports/rounds/{}", id(&round));
    let sum = office.get(&format!("{path}/sum")).await.ok();
    assert_eq!(total(&sum), json!({ "found": 3, "fixed": 3, "rate": 100 }));
    assert_eq!(sum["missing"].as_array().unwrap().len(), 7, "who is missing stands on the table");
    city.travel("2024-06-01T01:00:00Z");
    a.post(&format!("{path}/chase"), json!({})).await.status(403);
    let chased = office.post(&format!("{path}/chase"), json!({ "returns": [of(&round, "望岚")] })).await.ok();
    assert_eq!((chased["returns"].clone(), chased["unreached"].clone()), (json!(1), json!([])));
    let text = chased["text"].as_str().unwrap();
    assert!(text.contains("隐患月报") && text.contains("已超期") && text.contains("望岚区"), "{text}");
    let chased = office.post(&format!("{path}/chase"), json!({})).await.ok();
    assert_eq!(chased["returns"], json!(7));
    let seen = office.get(&path).await.ok();
    let of_b = seen["returns"].as_array().unwrap().iter().find(|one| one["filler"] == "望岚区").unwrap();
    assert_eq!((of_b["chased"].clone(), of_b["overdue"].clone()), (json!(2), json!(true)));

    // Locked, made again, unlocked.
    let locked = office.post(&format!("{path}/lock"), json!({ "version": seen["version"] })).await.ok();
    assert_eq!(locked["locks"][0]["missing"].as_array().unwrap().len(), 7);
    let path_b = format!("/reports/returns/{}/cells", of(&round, "望岚"));
    b.put(&path_b, json!({ "version": 1, "rows": [] })).await.status(409);
    let first = office.get(&format!("{path}/locked")).await;
    assert_eq!(first.status, 200, "{}", first.text());
    city.travel("2024-07-01T01:00:00Z");
    let later = office.get(&format!("{path}/locked")).await;
    assert_eq!(first.bytes, later.bytes, "byte for byte");
    assert_eq!(store::files::address(&later.bytes), locked["locks"][0]["digest"].as_str().unwrap());
    let unlock = |reason: &str| json!({ "version": locked["version"], "reason": reason });
    office.post(&format!("{path}/unlock"), unlock("")).await.status(422);
    let open = office.post(&format!("{path}/unlock"), unlock("望岚区补报")).await.ok();
    hand_in(&b, &of(&round, "望岚"), json!({ "found": 2, "fixed": 0 })).await;
    let relocked = office.post(&format!("{path}/lock"), json!({ "version": open["version"] })).await.ok();
    let numbers: Vec<i64> =
        relocked["locks"].as_array().unwrap().iter().map(|one| one["number"].as_i64().unwrap()).collect();
    assert_eq!(numbers, [2, 1], "the old lock stays");
    assert_eq!(relocked["locks"][1]["unlock_reason"], "望岚区补报");
    let old = office.get(&format!("{path}/locked?number=1")).await;
    assert_eq!(old.bytes, first.bytes, "what was locked first can still be made again");
}

async fn a_county_sends_it_on_and_adds_its_towns(engine: Engine) {
    let city = City::new(engine).await.unwrap();
    let (office, a) = (city.client("city-office").await, city.client("a-office").await);
    let (town, other) = (city.client("a1-station").await, city.client("a2-station").await);
    let mut form = monthly("下发月报");
    form["layout"]["columns"][0].as_object_mut().unwrap().remove("measure");
    let form = office.post("/reports/forms", form).await.status(201);
    let round = sent(&office, &form, json!({ "regions": [COUNTY_A, COUNTY_B] })).await;
    let own = of(&round, "临溪");
    town.post(&format!("/reports/returns/{own}/split"), json!({ "version": 1 })).await.status(404);
    let split = a.post(&format!("/reports/returns/{own}/split"), json!({ "version": 1 })).await.ok();
    let towns = split["children"].as_array().unwrap().len();
    assert!(towns >= 2, "{split}");
    a.post(&format!("/reports/returns/{own}/split"), json!({ "version": split["version"] }))
        .await
        .status(409);
    let mine = town.get("/reports/returns").await.ok();
    assert_eq!(mine["items"].as_array().unwrap().len(), 1, "a town sees its own and no sibling: {mine}");
    hand_in(&town, &id(&mine["items"][0]), json!({ "found": 4, "fixed": 1 })).await;
    let theirs = other.get("/reports/returns").await.ok();
    hand_in(&other, &id(&theirs["items"][0]), json!({ "found": 5, "fixed": 5 })).await;
    let seen = a.get(&format!("/reports/returns/{own}")).await.ok();
    assert_eq!(seen["children_sum"]["values"], json!({ "1/found": 9.0, "1/fixed": 6.0 }));
    assert_eq!(seen["children_sum"]["missing"].as_array().unwrap().len(), towns - 2);
    let path = format!("/reports/rounds/{}", id(&round));
    let chased = a.post(&format!("{path}/chase"), json!({})).await.ok();
    assert_eq!(chased["returns"], json!(towns - 2), "whoever sent it on chases those below");
    hand_in(&a, &own, json!({ "found": 9, "fixed": 6 })).await;
    let sum = office.get(&format!("{path}/sum")).await.ok();
    assert_eq!(total(&sum), json!({ "found": 9, "fixed": 6, "rate": 66.67 }), "towns are not added twice");
    let children = sum["lines"].as_array().unwrap().iter().filter(|line| line["kind"] == "child").count();
    assert_eq!(children, towns, "the towns stand behind the county");
    let part = town.get(&format!("{path}/sum")).await.ok();
    assert_eq!((part["partial"].clone(), total(&part)["found"].clone()), (json!(true), json!(4)));
}

async fn a_workbook_comes_back_with_marks(engine: Engine) {
    let city = City::new(engine).await.unwrap();
    let (office, a, b) =
        (city.client("city-office").await, city.client("a-office").await, city.client("b-office").await);
    let mut form = monthly("工作簿月报");
    form["layout"]["columns"][0].as_object_mut().unwrap().remove("measure");
    let form = office.post("/reports/forms", form).await.status(201);
    let round = sent(&office, &form, json!({ "all_below": true })).await;
    let (of_a, of_b) = (of(&round, "临溪"), of(&round, "望岚"));
    fill(&a, &of_a, json!({ "found": 6, "fixed": 3, "note": "节后" }), json!({})).await;
    // The filled workbook of one county has the heads of the other's.
    let book = a.get(&format!("/reports/returns/{of_a}/workbook")).await;
    assert_eq!(book.status, 200);
    let path = format!("/reports/returns/{of_b}/workbook");
    let taken = b.form(&path, ("填报.xlsx", &book.bytes), &[("version", "1")]).await.ok();
    assert_eq!((taken["saved"].clone(), taken["faults"].clone()), (json!(true), json!([])), "{taken}");
    let seen = b.get(&format!("/reports/returns/{of_b}")).await.ok();
    assert_eq!(seen["rows"][0]["cells"], json!({ "found": 6, "fixed": 3, "note": "节后", "rate": 50 }));
    let history = b.get(&format!("/reports/returns/{of_b}/history")).await.ok();
    assert_eq!(history["items"][0]["source"], "workbook");
    // A sheet of the right heads with a word for a number is marked and nothing of it is kept.
    let wrong = paper::Ruled {
        name: "表".into(),
        title: "月报".into(),
        heads: ["填报单位", "发现隐患（处）", "已整改", "说明"]
            .map(|name| paper::RuledHead { name: name.into(), ..Default::default() })
            .to_vec(),
        rows: vec![vec!["望岚区".into(), "三处".into(), 1_u32.into(), "改错".into()]],
        ..Default::default()
    };
    let wrong = paper::ruled_xlsx(&wrong, (2024, 5, 6, 9, 0, 0)).unwrap();
    let version = taken["version"].to_string();
    let marked = b.form(&path, ("填报.xlsx", &wrong), &[("version", &version)]).await.ok();
    assert_eq!(marked["saved"], false);
    assert!(marked["faults"][0]["message"].as_str().unwrap().contains("第 1 行“发现隐患”"), "{marked}");
    assert!(marked["marked"].as_str().unwrap().len() > 1_000, "the workbook comes back");
    let kept = b.get(&format!("/reports/returns/{of_b}")).await.ok();
    assert_eq!(kept["rows"], seen["rows"]);
    b.form(&path, ("说明.txt", b"not a workbook"), &[("version", &version)]).await.status(422);
}

async fn a_second_person_looks(engine: Engine) {
    let city = City::new(engine).await.unwrap();
    let (office, a, a2) =
        (city.client("city-office").await, city.client("a-office").await, city.client("a-office2").await);
    let mut form = monthly("审核月报");
    form["review"] = json!(true);
    form["layout"]["columns"][0].as_object_mut().unwrap().remove("measure");
    let form = office.post("/reports/forms", form).await.status(201);
    let round = sent(&office, &form, json!({ "regions": [COUNTY_A] })).await;
    let own = of(&round, "临溪");
    let waiting = hand_in(&a, &own, json!({ "found": 1, "fixed": 1 })).await;
    assert_eq!(waiting["state"], "review");
    let review = format!("/reports/returns/{own}/review");
    a.post(&review, json!({ "version": waiting["version"] })).await.status(403);
    let sum = office.get(&format!("/reports/rounds/{}/sum", id(&round))).await.ok();
    assert_eq!(sum["missing"].as_array().unwrap().len(), 1, "what waits for a look is not handed in");
    let done = a2.post(&review, json!({ "version": waiting["version"] })).await.ok();
    assert_eq!(done["state"], "done");
}

async fn a_changed_table_keeps_the_old_months(engine: Engine) {
    let city = City::new(engine).await.unwrap();
    let (office, a) = (city.client("city-office").await, city.client("a-office").await);
    let old = json!({ "title": "改版月报", "period": "monthly", "layout": { "columns": [
        { "code": "a", "name": "一般隐患" }, { "code": "b", "name": "较大隐患" }, { "code": "z", "name": "不再报" } ] } });
    let form = office.post("/reports/forms", old).await.status(201);
    let round = sent(&office, &form, json!({ "regions": [COUNTY_A] })).await;
    let own = of(&round, "临溪");
    hand_in(&a, &own, json!({ "a": 1, "b": 2, "z": 7 })).await;
    let path = format!("/reports/forms/{}", id(&form));
    let columns = json!([
        { "code": "all", "name": "隐患合计", "was": ["a", "b"] }, { "code": "n", "name": "重大隐患", "required": true } ]);
    let change =
        |from: Option<&str>| json!({ "version": 1, "layout": { "columns": columns }, "from_date": from });
    let refused = office.put(&path, change(None)).await.status(422);
    assert_eq!(refused["fields"][0]["pointer"], "/from_date");
    let changed = office.put(&path, change(Some("2024-06-01"))).await.ok();
    assert_eq!(changed["versions"].as_array().unwrap().len(), 2);
    office.put(&path, change(Some("2024-07-01"))).await.status(409);
    let new = id(&changed["versions"][0]);
    let of_round = format!("/reports/rounds/{}", id(&round));
    let kept = office.get(&format!("{of_round}/sum")).await.ok();
    assert_eq!(total(&kept), json!({ "a": 1, "b": 2, "z": 7 }), "the old month stays as it was");
    let carried = office.get(&format!("{of_round}/sum?layout={new}")).await.ok();
    assert_eq!(total(&carried), json!({ "all": 3 }));
    assert_eq!(carried["columns"][1]["not_collected"], true, "what was never asked says so");
    assert_eq!(office.get(&of_round).await.ok()["lacking"], json!(["n"]));
    let ask = json!({ "cutoff_at": "2024-06-10T09:00:00Z" });
    let extra = office.post(&format!("{of_round}/supplement"), ask).await.status(201);
    let own = of(&extra, "临溪");
    let seen = a.get(&format!("/reports/returns/{own}")).await.ok();
    let codes: Vec<&str> = seen["layout"]["columns"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["code"].as_str().unwrap())
        .collect();
    assert_eq!(codes, ["n"], "only what is missing is asked");
    hand_in(&a, &own, json!({ "n": 5 })).await;
    let carried = office.get(&format!("{of_round}/sum?layout={new}")).await.ok();
    assert_eq!(total(&carried), json!({ "all": 3, "n": 5 }));
    let kept = office.get(&format!("{of_round}/sum")).await.ok();
    assert_eq!(total(&kept), json!({ "a": 1, "b": 2, "z": 7 }));
    // June is asked in the new layout.
    let june = json!({ "day": "2024-06-03", "cutoff_at": "2024-06-30T09:00:00Z", "fillers": { "regions": [COUNTY_A] } });
    let june = office.post(&format!("{path}/rounds"), june).await.status(201);
    assert_eq!(june["layout"]["number"], 2);
}

async fn figures_are_reconciled_row_by_row(engine: Engine) {
    let city = City::new(engine).await.unwrap();
    let (office, a, b) =
        (city.client("city-office").await, city.client("a-office").await, city.client("b-office").await);
    let station = city.client("a1-station").await;
    let shop = json!({ "name": "溪口小商店", "kind": "shop", "region": TOWN_A1, "address": "溪口路2号" });
    let premises = station.post("/premises", shop).await.status(201);
    let visit = station.inspect(&premises, "2024-05-06", &["exits_clear", "extinguishers"], json!({})).await;
    let numbers: Vec<String> = visit["cases"]
        .as_array()
        .unwrap()
        .iter()
        .map(|case| case["number"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(numbers.len(), 2);
    let new = json!({ "title": "五月隐患数", "region": COUNTY_A, "from_date": "2024-05-01", "to_date": "2024-05-31",
        "measure": { "over": "cases", "filter": { "kind": "hazard" }, "basis": "opened" } });
    a.post("/reports/reconciliations", new.clone()).await.status(422);
    let it = office.post("/reports/reconciliations", new).await.status(201);
    assert_eq!((it["ours"].clone(), it["state"].clone()), (json!(2), json!("open")));
    let path = format!("/reports/reconciliations/{}", id(&it));
    b.get(&path).await.status(404);
    let list = json!({ "version": it["version"], "rows": [{ "number": numbers[0] }, { "number": "不存在-1", "name": "外来户" }] });
    office.post(&format!("{path}/claim"), list.clone()).await.status(403);
    let compared = a.post(&format!("{path}/claim"), list).await.ok();
    assert_eq!((compared["matched"].clone(), compared["claimed"].clone()), (json!(1), json!(2)));
    let kinds: Vec<(&str, &str)> = compared["differences"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| (one["direction"].as_str().unwrap(), one["suggested"].as_str().unwrap()))
        .collect();
    assert_eq!(kinds[0], ("claimed_only", "not_in_ledger"));
    assert_eq!(kinds[1].0, "ledger_only");
    let lock = format!("{path}/lock");
    office.post(&lock, json!({ "version": compared["version"] })).await.status(422);
    let mut now = compared;
    for index in 0..2 {
        let one = now["differences"][index].clone();
        let of = format!("{path}/differences/{}", id(&one));
        a.post(&format!("{of}/decision"), json!({ "version": 1, "decided": "duplicate" })).await.status(403);
        office
            .post(&format!("{of}/decision"), json!({ "version": 1, "decided": "duplicate" }))
            .await
            .status(422);
        let decided = json!({ "version": 1, "decided": one["suggested"] });
        office.post(&format!("{of}/decision"), decided).await.ok();
        let stance = json!({ "version": 2, "stance": if index == 0 { "dispute" } else { "agree" }, "words": "现场已核" });
        office.post(&format!("{of}/stance"), stance.clone()).await.status(403);
        now = a.post(&format!("{of}/stance"), stance).await.ok();
    }
    assert_eq!(now["state"], "disputed");
    office.post(&lock, json!({ "version": now["version"] })).await.status(422);
    let of = format!("{path}/differences/{}", id(&now["differences"][0]));
    let now =
        office.post(&format!("{of}/decision"), json!({ "version": 3, "answer": "请先补录台账" })).await.ok();
    let locked = office.post(&lock, json!({ "version": now["version"] })).await.ok();
    assert_eq!(locked["state"], "locked");
    assert!(locked["definition"].as_str().unwrap().contains("临溪区"), "{locked}");
    a.post(&format!("{path}/claim"), json!({ "version": locked["version"], "rows": [{ "number": "1" }] }))
        .await
        .status(409);
}

/// Who may know a return: written down apart from the program, by where the login stands.
fn may_see(login: &str, region: &str, asker: &str) -> bool {
    let reach: &[&str] = match login {
        "city-office" | "city-office2" | "city-officer" | "city-chief" | "leader" => return true,
        "a-office" | "a-office2" | "a-officer" | "a-officer2" | "a-chief" | "a-chief2" => &["449902"],
        "b-office" | "b-officer" | "b-chief" => &["449903"],
        "a1-station" | "a1-station2" => &["449902001"],
        "a2-station" => &["449902002"],
        "b1-station" => &["449903001"],
        _ => return false,
    };
    reach.iter().any(|code| region.starts_with(code) || asker.starts_with(code) && code.len() == 6)
}

async fn nobody_sees_a_return_that_is_not_theirs(engine: Engine) {
    let city = City::new(engine).await.unwrap();
    let (office, a) = (city.client("city-office").await, city.client("a-office").await);
    let mut drawing = monthly("甲表");
    drawing["layout"]["columns"][0].as_object_mut().unwrap().remove("measure");
    let first = office.post("/reports/forms", drawing.clone()).await.status(201);
    let down = json!({ "all_below": true, "down": true, "organisations": [city.people.bodies["fire"]] });
    let first = sent(&office, &first, down).await;
    let second = a.post("/reports/forms", drawing).await.status(201);
    let second = sent(&a, &second, json!({ "all_below": true })).await;
    // Some are filled, so that a leaked sum would show.
    for (login, mark) in
        [("a1-station", 7), ("a2-station", 11), ("b1-station", 13), ("a-office", 17), ("b-office", 19)]
    {
        let client = city.client(login).await;
        let mine = client.get("/reports/returns?mine=true&limit=200").await.ok();
        for one in mine["items"].as_array().unwrap() {
            hand_in(&client, &id(one), json!({ "found": mark, "fixed": mark })).await;
        }
    }
    let all: Vec<(Value, String, &str)> = [(&first, "449900"), (&second, "449902")]
        .into_iter()
        .flat_map(|(round, asker)| {
            let returns = round["returns"].as_array().unwrap().clone();
            let key = id(round);
            returns.into_iter().map(move |one| (one, key.clone(), asker))
        })
        .collect();
    assert!(all.len() > 40, "{} returns", all.len());
    let mut leaks = Vec::new();
    for (login, role, body) in testkit::SEATS {
        let client = city.client(login).await;
        let reads = !matches!(
            role,
            "system_admin" | "security_admin" | "audit_admin" | "grid_worker" | "unit_manager"
        );
        let mut listed = BTreeSet::new();
        let mut cursor = String::new();
        if reads {
            loop {
                let page = client.get(&format!("/reports/returns?limit=50{cursor}")).await.ok();
                listed.extend(page["items"].as_array().unwrap().iter().map(id));
                match page["next"].as_str() {
                    Some(next) => cursor = format!("&cursor={next}"),
                    None => break,
                }
            }
            let count = client.get("/reports/returns/count").await.ok();
            assert_eq!(count["count"], json!(listed.len()), "{login}: the count is the list's");
        }
        for (one, round, asker) in &all {
            let region = one["region"].as_str().unwrap();
            // The return of a body belongs to the body, and to whoever stands for its region.
            let own_body = body == "fire" && one["filler"].as_str().unwrap().contains("支队");
            let expected = reads && (may_see(login, region, asker) || own_body);
            if expected != listed.contains(&id(one)) {
                leaks.push(format!("{login} list {region} expected {expected}"));
            }
            if (client.get(&format!("/reports/returns/{}", id(one))).await.status == 200) != expected {
                leaks.push(format!("{login} one {region} expected {expected}"));
            }
            let _ = round;
        }
        for (round, asker) in [(&first, "449900"), (&second, "449902")] {
            let path = format!("/reports/rounds/{}", id(round));
            let seen: BTreeSet<String> = all
                .iter()
                .filter(|(one, of, _)| {
                    *of == id(round) && reads && may_see(login, one["region"].as_str().unwrap(), asker)
                })
                .map(|(one, ..)| id(one))
                .collect();
            let sum = client.get(&format!("{path}/sum")).await;
            if seen.is_empty() && !(body == "fire" && asker == "449900") {
                assert!(matches!(sum.status, 403 | 404), "{login}: {}", sum.status);
                continue;
            }
            let lines: BTreeSet<String> = sum.clone().ok()["lines"]
                .as_array()
                .unwrap()
                .iter()
                .filter_map(|line| line["return_id"].as_str().map(str::to_owned))
                .collect();
            let known: BTreeSet<String> = listed.intersection(&lines).cloned().collect();
            if known != lines {
                leaks.push(format!("{login} sum of {asker}"));
            }
            let export = client.get(&format!("{path}/export")).await;
            if !matches!(export.status, 200 | 403) {
                leaks.push(format!("{login} export {}", export.status));
            }
        }
    }
    assert!(leaks.is_empty(), "{} leaks: {:#?}", leaks.len(), leaks.iter().take(20).collect::<Vec<_>>());
}
