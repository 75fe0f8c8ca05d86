//! Buildings, parties, posts, facilities, key units, datums, on both engines.

mod duties;

use crate::support::{Bench, TOWN_A, TOWN_B, VILLAGE_A1, city, each, holder, premises, region, unit};
use kernel::page::Limit;
use kernel::scope::Grant;
use registry::model::{
    BuildingFilter, BuildingInput, FacilityInput, KeyDecision, LeaseInput, NewPremises, PremisesFilter,
    PremisesPatch, ResponsibleInput, UnitPatch,
};
use registry::service;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use store::{Caller, audit};

fn read<T: DeserializeOwned>(value: Value) -> T {
    serde_json::from_value(value).unwrap()
}

fn tower(name: &str, town: &str) -> BuildingInput {
    read(json!({
        "name": name, "address": "人民路9号", "region": town, "floors_above": 6, "height_m": 21.5, "use_class": "mixed",
        "floors": [{ "number": 2, "use": "宾馆" }, { "number": -1, "area_m2": 300 }, { "number": 1, "use": "商铺" }],
    }))
}

/// Somebody who only reads.
fn reader() -> Caller {
    let mut caller = city();
    for post in &mut caller.posts {
        post.permissions.remove("premises.write");
    }
    caller
}

/// The city's fire officer.
fn officer() -> Caller {
    let mut caller = city();
    for post in &mut caller.posts {
        post.fire_authority = true;
    }
    caller
}

async fn ledger_holds(bench: &Bench) {
    let report = audit::verify(&bench.env.database, &bench.env.audit_key, None, registry::AUDITED).await;
    let report = report.unwrap();
    assert!(report.ok, "{report:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_point_is_stored_as_wgs84_and_the_datum_given_is_kept() {
    each(async |bench| {
        let given: NewPremises = read(json!({
            "name": "溪口商店", "kind": "hotel", "region": TOWN_A, "address": "1号",
            "point": { "longitude": 113.27, "latitude": 23.13 }, "datum": "gcj02",
        }));
        let id = bench.add(vec![given]).await[0];
        let ctx = bench.read(city()).await;
        let page = service::detail(&ctx, &bench.desk(), id).await.unwrap();
        drop(ctx);
        let stored = page.row.point.unwrap();
        assert!((stored.longitude - 113.27).abs() > 0.003, "{stored:?} was shifted");
        let gcj02 = page.points.iter().find(|point| point.datum_name == "GCJ-02").unwrap();
        assert!(
            (gcj02.longitude - 113.27).abs() < 1e-7 && (gcj02.latitude - 23.13).abs() < 1e-7,
            "{gcj02:?}"
        );
        let told = page.history.iter().find(|change| change.field == "created").unwrap();
        assert!(told.to.as_ref().unwrap().contains("按 GCJ-02 113.270000,23.130000 填报"), "{told:?}");

        let ctx = bench.write(city()).await;
        let patch: PremisesPatch = read(
            json!({ "version": 1, "point": { "longitude": 113.28, "latitude": 23.14 }, "datum": "bd09" }),
        );
        let page = service::update(&ctx, &bench.desk(), id, patch).await.unwrap();
        ctx.commit().await.unwrap();
        let bd09 = page.points.iter().find(|point| point.datum_name == "BD-09").unwrap();
        assert!((bd09.longitude - 113.28).abs() < 1e-7, "{bd09:?}");
        let told = page.history.iter().find(|change| change.field == "point").unwrap();
        assert!(
            told.to.as_ref().unwrap().contains("BD-09") && told.from.as_ref().unwrap().contains("GCJ-02")
        );
        ledger_holds(&bench).await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn premises_stand_in_a_building_on_floors_and_the_building_knows_them() {
    each(async |bench| {
        let ctx = bench.write(city()).await;
        let building =
            service::create_building(&ctx, &bench.pack, tower("溪口大厦", VILLAGE_A1)).await.unwrap();
        service::create_building(&ctx, &bench.pack, tower("别处大厦", TOWN_B)).await.unwrap();
        ctx.commit().await.unwrap();
        let floors: Vec<i64> = building.row.floors.iter().map(|floor| floor.number).collect();
        assert_eq!(floors, [-1, 1, 2], "floors stand from below");
        let id = building.row.id;

        let mut shop = premises("大厦宾馆", "hotel", VILLAGE_A1);
        (shop.building_id, shop.on_floors) = (Some(id), vec![3, 2, 2]);
        let shop = bench.add(vec![shop]).await[0];
        let ctx = bench.read(city()).await;
        let page = service::detail(&ctx, &bench.desk(), shop).await.unwrap();
        assert_eq!((page.building.unwrap().name.as_str(), page.on_floors), ("溪口大厦", vec![2, 3]));
        let inside = service::building_detail(&ctx, &bench.pack, id).await.unwrap();
        assert_eq!(inside.premises.len(), 1);
        let filter = PremisesFilter { building: Some(id), ..PremisesFilter::default() };
        assert_eq!(service::count(&ctx, &filter).await.unwrap().count, 1);
        let found = |q: &str| BuildingFilter { q: Some(q.into()), ..BuildingFilter::default() };
        for (q, count) in [("大厦", 2), ("溪口", 1), ("XKDS", 1), ("人民路", 2), ("没有", 0)] {
            assert_eq!(service::count_buildings(&ctx, &found(q)).await.unwrap().count, count, "{q}");
        }
        drop(ctx);
        let ctx = bench.read(holder(Grant::region(region(TOWN_A)))).await;
        let every = BuildingFilter::default();
        let own = service::list_buildings(&ctx, &bench.pack, &every, Limit::default(), None);
        let names: Vec<String> = own.await.unwrap().items.into_iter().map(|row| row.name).collect();
        assert_eq!(names, ["溪口大厦"], "cut to the scope");
        drop(ctx);

        let ctx = bench.write(city()).await;
        let refused = service::void_building(&ctx, id, 1, "重复登记").await.unwrap_err();
        assert_eq!((refused.status, refused.extra["current"]["premises"].as_i64()), (409, Some(1)));
        let mut changed = tower("溪口新大厦", VILLAGE_A1);
        changed.version = 1;
        let changed = service::update_building(&ctx, &bench.pack, id, changed).await.unwrap();
        assert_eq!(changed.row.version, 2);
        let mut late = tower("溪口旧大厦", VILLAGE_A1);
        late.version = 1;
        let stale = service::update_building(&ctx, &bench.pack, id, late).await.unwrap_err();
        assert_eq!(stale.extra["current"]["changed"][0]["field"], "name");
        let leave: PremisesPatch = read(json!({ "version": 1, "building_id": null, "on_floors": [] }));
        service::update(&ctx, &bench.desk(), shop, leave).await.unwrap();
        service::void_building(&ctx, id, 2, "重复登记").await.unwrap();
        ctx.commit().await.unwrap();
        let ctx = bench.read(city()).await;
        assert_eq!(service::building_detail(&ctx, &bench.pack, id).await.unwrap_err().status, 404);
        assert_eq!(service::count_buildings(&ctx, &found("溪口")).await.unwrap().count, 0);
        drop(ctx);
        ledger_holds(&bench).await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_lease_tree_runs_from_owner_to_sub_tenant_and_is_told_in_full_only_to_its_keepers() {
    each(async |bench| {
        let shop = bench.add(vec![premises("厂中厂", "hotel", TOWN_A)]).await[0];
        let ctx = bench.write(city()).await;
        let lease = |role: &str, party: &str, above: Option<String>| -> LeaseInput {
            read(json!({ "premises_id": shop, "role": role, "party": party, "parent_id": above,
                         "phone": "138 0013 8000", "starts_on": "2024-01-01", "ends_on": "2024-12-31" }))
        };
        let owner = service::create_lease(&ctx, lease("owner", "村集体", None)).await.unwrap();
        let id = |row: &registry::model::LeaseRow| Some(row.id.to_string());
        let tenant = service::create_lease(&ctx, lease("tenant", "制衣厂", id(&owner))).await.unwrap();
        let below = service::create_lease(&ctx, lease("subtenant", "小作坊", id(&tenant))).await.unwrap();
        service::create_lease(&ctx, lease("manager", "物业", id(&owner))).await.unwrap();
        for (role, above) in [("owner", &tenant), ("tenant", &tenant), ("landlord", &below)] {
            let wrong = service::create_lease(&ctx, lease(role, "不合", id(above))).await.unwrap_err();
            assert_eq!(wrong.fields[0].pointer, "/parent_id", "{role}");
        }
        let mut round = lease("subtenant", "小作坊", id(&below));
        round.version = 1;
        let round = service::update_lease(&ctx, below.id, round).await.unwrap_err();
        assert_eq!(round.fields[0].pointer, "/parent_id", "nobody holds from themselves");
        let refused = service::void_lease(&ctx, tenant.id, 1, "录入错误").await.unwrap_err();
        assert_eq!(refused.status, 409);
        let mut gone = lease("subtenant", "小作坊二", id(&tenant));
        gone.version = 1;
        gone.ends_on = Some("2024-03-31".parse().unwrap());
        let gone = service::update_lease(&ctx, below.id, gone).await.unwrap();
        assert!(!gone.in_force && tenant.in_force);
        ctx.commit().await.unwrap();

        let phones = async |caller| {
            let ctx = bench.read(caller).await;
            let page = service::detail(&ctx, &bench.desk(), shop).await.unwrap();
            (page.leases.len(), page.leases[0].phone.clone().unwrap(), page.history)
        };
        let (count, phone, history) = phones(city()).await;
        assert_eq!((count, phone.as_str()), (4, "13800138000"));
        assert!(history.iter().any(|change| change.of == "lease" && change.field == "party"));
        assert_eq!(phones(reader()).await.1, "138****8000");
        let ctx = bench.write(reader()).await;
        let refused = service::create_lease(&ctx, lease("owner", "外人", None)).await.unwrap_err();
        assert_eq!(refused.status, 403);
        drop(ctx);
        let ctx = bench.write(holder(Grant::region(region(TOWN_B)))).await;
        let hidden = service::create_lease(&ctx, lease("owner", "外人", None)).await.unwrap_err();
        assert_eq!(hidden.status, 404);
        drop(ctx);
        ledger_holds(&bench).await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn posts_and_facilities_are_kept_with_their_history_and_voided_with_a_reason() {
    each(async |bench| {
        let ctx = bench.write(city()).await;
        let made = service::create_unit(&ctx, &bench.pack, unit("溪口酒店公司", TOWN_A)).await.unwrap();
        let mut shop = premises("溪口酒店", "hotel", TOWN_A);
        shop.unit_id = Some(made.row.id);
        let shop = service::create_many(&ctx, &bench.pack, vec![shop]).await.unwrap()[0];
        let post: ResponsibleInput = read(json!({
            "unit_id": made.row.id, "role": "responsible", "name": "演示甲", "phone": "13800138000", "since": "2024-01-01",
        }));
        let held = service::create_responsible(&ctx, &bench.pack, post.clone()).await.unwrap();
        let mut ends = post.clone();
        (ends.version, ends.until) = (1, Some("2024-02-01".parse().unwrap()));
        service::update_responsible(&ctx, &bench.pack, held.id, ends).await.unwrap();
        let mut backwards = post;
        backwards.until = Some("2023-01-01".parse().unwrap());
        let wrong = service::create_responsible(&ctx, &bench.pack, backwards).await.unwrap_err();
        assert_eq!(wrong.fields[0].pointer, "/until");
        let kit = |count: i64, day: &str| -> FacilityInput {
            read(json!({ "premises_id": shop, "kind": "extinguisher", "count": count, "state": "ok", "maintained_on": day }))
        };
        let facility = service::create_facility(&ctx, &bench.pack, kit(8, "2024-05-01")).await.unwrap();
        let late = service::create_facility(&ctx, &bench.pack, kit(8, "2024-05-07")).await.unwrap_err();
        assert_eq!(late.fields[0].pointer, "/maintained_on", "nothing is maintained in the future");
        let mut fewer = kit(6, "2024-05-01");
        fewer.version = 1;
        service::update_facility(&ctx, &bench.pack, facility.id, fewer).await.unwrap();
        ctx.commit().await.unwrap();

        let ctx = bench.write(city()).await;
        let page = service::detail(&ctx, &bench.desk(), shop).await.unwrap();
        assert_eq!((page.responsibles.len(), page.responsibles[0].in_force), (1, false));
        assert_eq!(page.facilities[0].count, 6);
        let fields: Vec<(&str, &str)> =
            page.history.iter().map(|change| (change.of.as_str(), change.field.as_str())).collect();
        for told in [("responsible", "until"), ("facility", "count"), ("facility", "created")] {
            assert!(fields.contains(&told), "{told:?} in {fields:?}");
        }
        assert_eq!(service::void_facility(&ctx, facility.id, 2, " ").await.unwrap_err().status, 422);
        service::void_facility(&ctx, facility.id, 2, "录入错误").await.unwrap();
        service::void_responsible(&ctx, held.id, 2, "录入错误").await.unwrap();
        ctx.commit().await.unwrap();
        let ctx = bench.read(city()).await;
        let page = service::detail(&ctx, &bench.desk(), shop).await.unwrap();
        assert!(page.facilities.is_empty() && page.responsibles.is_empty());
        drop(ctx);
        ledger_holds(&bench).await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_unit_is_changed_and_voided_but_not_while_premises_belong_to_it() {
    each(async |bench| {
        let ctx = bench.write(city()).await;
        let mut input = unit("溪口公司", TOWN_A);
        input.credit_code = Some("91350100M000100Y43".into());
        let made = service::create_unit(&ctx, &bench.pack, input.clone()).await.unwrap();
        let id = made.row.id;
        let mut shop = premises("店", "hotel", TOWN_A);
        shop.unit_id = Some(id);
        let shop = service::create_many(&ctx, &bench.pack, vec![shop]).await.unwrap()[0];
        let patch: UnitPatch = read(json!({ "version": 1, "name": "溪口新公司", "manager": "演示乙" }));
        let changed = service::update_unit(&ctx, &bench.pack, id, patch.clone()).await.unwrap();
        assert_eq!((changed.version, changed.phone_masked.as_deref()), (2, Some("138****8000")));
        assert_eq!(changed.history.iter().filter(|change| change.of == "unit").count(), 2);
        assert_eq!(service::update_unit(&ctx, &bench.pack, id, patch).await.unwrap_err().status, 409);
        assert_eq!(service::void_unit(&ctx, id, 2, "重复登记").await.unwrap_err().status, 409);
        let leave: PremisesPatch = read(json!({ "version": 1, "unit_id": null }));
        service::update(&ctx, &bench.desk(), shop, leave).await.unwrap();
        service::void_unit(&ctx, id, 2, "重复登记").await.unwrap();
        assert_eq!(service::unit_detail(&ctx, &bench.pack, id).await.unwrap_err().status, 404);
        service::create_unit(&ctx, &bench.pack, input).await.expect("the credit code is free again");
        ctx.commit().await.unwrap();
        ledger_holds(&bench).await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_standard_suggests_and_only_the_fire_authority_determines_a_key_unit() {
    each(async |bench| {
        let id = bench.add(vec![premises("大酒店", "hotel", TOWN_A)]).await[0];
        let decide = |status: &str, paper: Option<&str>| -> KeyDecision {
            read(json!({ "version": 1, "status": status, "on": "2024-05-01", "paper": paper }))
        };
        let ctx = bench.write(city()).await;
        let page = service::detail(&ctx, &bench.desk(), id).await.unwrap();
        let told = serde_json::to_value(&page.key_unit).unwrap();
        assert_eq!((told["suggestion"].as_str(), told["differs"].as_bool()), (Some("unknown"), Some(false)));
        let outcomes: Vec<&str> =
            told["criteria"].as_array().unwrap().iter().map(|row| row["outcome"].as_str().unwrap()).collect();
        assert_eq!(outcomes, ["unknown", "not_met"], "320.5 m² of 3000, the largest floor is not known");
        let big: PremisesPatch = read(json!({ "version": 1, "area_m2": 3000.5 }));
        let page = service::update(&ctx, &bench.desk(), id, big).await.unwrap();
        let told = serde_json::to_value(&page.key_unit).unwrap();
        assert_eq!((told["suggestion"].as_str(), told["differs"].as_bool()), (Some("yes"), Some(true)));
        let mut determined = decide("determined", Some("消重〔2024〕1号"));
        determined.version = 2;
        let refused =
            service::decide_key_unit(&ctx, &bench.desk(), id, determined.clone()).await.unwrap_err();
        assert_eq!(refused.status, 403);
        ctx.commit().await.unwrap();

        let ctx = bench.write(officer()).await;
        let bare =
            service::decide_key_unit(&ctx, &bench.desk(), id, decide("determined", None)).await.unwrap_err();
        assert_eq!(bare.fields[0].pointer, "/paper");
        let page = service::decide_key_unit(&ctx, &bench.desk(), id, determined).await.unwrap();
        assert!(!page.key_unit.differs && page.history.iter().any(|change| change.field == "key_paper"));
        ctx.commit().await.unwrap();
        let ctx = bench.read(city()).await;
        for (status, count) in [("determined", 1), ("none", 0), ("declared,determined", 1)] {
            let filter = PremisesFilter { key_unit: Some(status.into()), ..PremisesFilter::default() };
            assert_eq!(service::count(&ctx, &filter).await.unwrap().count, count, "{status}");
        }
        drop(ctx);
        ledger_holds(&bench).await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn two_thousand_premises_in_one_transaction_each_have_their_history() {
    each(async |bench| {
        let many: Vec<NewPremises> =
            (0..2000).map(|n| premises(&format!("第{n}号溪口店铺"), "hotel", TOWN_A)).collect();
        let start = std::time::Instant::now();
        let ids = bench.add(many).await;
        let took = start.elapsed();
        let ctx = bench.read(city()).await;
        let told = ctx.tx.count("SELECT COUNT(*) AS n FROM premises_history WHERE field = 'created'", vec![]);
        assert_eq!((ids.len(), told.await.unwrap()), (2000, 2000));
        assert!(took.as_secs() < 30, "2,000 rows took {took:?}");
        eprintln!("2,000 premises in one transaction: {took:?}");
    })
    .await;
}
