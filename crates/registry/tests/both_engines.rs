//! Units and premises on both engines. PostgreSQL runs where `QUTU_TEST_POSTGRES_URL` names a server.
#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

mod buildings;
mod support;

use kernel::page::{Cursor, Limit};
use kernel::scope::Grant;
use registry::model::{PremisesFilter, PremisesPatch, UnitFilter};
use registry::service;
use serde_json::json;
use support::{Bench, TOWN_A, TOWN_B, VILLAGE_A1, city, each, holder, premises, region, unit};

fn filter(json: serde_json::Value) -> PremisesFilter {
    serde_json::from_value(json).unwrap()
}

async fn names(bench: &Bench, caller: store::Caller, wanted: serde_json::Value) -> Vec<String> {
    let ctx = bench.read(caller).await;
    let limit = Limit::new(2).unwrap();
    let (mut names, mut cursor) = (Vec::new(), None::<Cursor>);
    loop {
        let page =
            service::list(&ctx, &bench.pack, &filter(wanted.clone()), limit, cursor.as_ref()).await.unwrap();
        names.extend(page.items.into_iter().map(|row| row.name));
        match page.next {
            Some(next) => cursor = Some(next.parse().unwrap()),
            None => break,
        }
    }
    let count = service::count(&ctx, &filter(wanted)).await.unwrap();
    assert_eq!(count.count, names.len() as u64, "the count is the list's");
    names
}

async fn fill(bench: &Bench) -> Vec<kernel::id::PremisesId> {
    let mut tagged = premises("安心宾馆", "hotel", VILLAGE_A1);
    tagged.tags = vec!["nine_small".into(), "nine_small".into()];
    bench
        .add(vec![
            premises("金海宾馆", "hotel", TOWN_A),
            tagged,
            premises("白云小学", "school", TOWN_B),
            premises("100%_时尚宾馆", "hotel", TOWN_B),
            premises("朝阳小学", "school", TOWN_A),
        ])
        .await
}

#[tokio::test(flavor = "multi_thread")]
async fn lists_are_sorted_by_name_paged_and_cut_to_the_scope() {
    each(async |bench| {
        fill(&bench).await;
        let all = ["100%_时尚宾馆", "安心宾馆", "白云小学", "朝阳小学", "金海宾馆"];
        assert_eq!(names(&bench, city(), json!({})).await, all);
        let town = || holder(Grant::region(region(TOWN_A)));
        assert_eq!(names(&bench, town(), json!({})).await, ["安心宾馆", "朝阳小学", "金海宾馆"]);
        let schools = holder(Grant::region(region("440100000000")).in_sectors(["education"]));
        assert_eq!(names(&bench, schools.clone(), json!({})).await, ["白云小学", "朝阳小学"]);
        let mut both = town();
        both.posts.extend(schools.posts);
        assert_eq!(names(&bench, both, json!({})).await, ["安心宾馆", "白云小学", "朝阳小学", "金海宾馆"]);
        let nowhere = holder(Grant::region(region("440105000000")));
        assert!(names(&bench, nowhere, json!({})).await.is_empty());
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn filters_find_exactly_what_they_say() {
    each(async |bench| {
        fill(&bench).await;
        for (wanted, found) in [
            (json!({ "kind": "school" }), vec!["白云小学", "朝阳小学"]),
            (json!({ "tag": "nine_small", "kind": "", "q": " " }), vec!["安心宾馆"]),
            (json!({ "region": VILLAGE_A1 }), vec!["安心宾馆"]),
            (json!({ "region": "440104000000" }), vec!["100%_时尚宾馆", "白云小学"]),
            (json!({ "region": "440000000000", "sector": "education" }), vec!["白云小学", "朝阳小学"]),
            (json!({ "q": "宾馆" }), vec!["100%_时尚宾馆", "安心宾馆", "金海宾馆"]),
            (json!({ "q": "海宾馆" }), vec!["金海宾馆"]),
            (json!({ "q": "JHBG" }), vec!["金海宾馆"]),
            (json!({ "q": "0%_" }), vec!["100%_时尚宾馆"]),
            (json!({ "q": "路1" , "kind": "school" }), vec!["白云小学", "朝阳小学"]),
            (json!({ "q": "馆宾" }), vec![]),
        ] {
            assert_eq!(names(&bench, city(), wanted.clone()).await, found, "{wanted}");
        }
        let ctx = bench.read(city()).await;
        assert_eq!(service::count(&ctx, &filter(json!({ "q": "馆" }))).await.unwrap_err().status, 422);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn measures_ask_by_department_visit_and_day_of_registration() {
    each(async |bench| {
        let ids = fill(&bench).await;
        let ctx = bench.write(city()).await;
        let record = registry::facts::premises(&ctx.tx, ids[0]).await.unwrap().unwrap();
        let day = "2024-05-01".parse().unwrap();
        service::visited(&ctx, &record, &serde_json::Map::new(), day).await.unwrap();
        bench.audited(ctx, ids[0]).await;
        let all = 5;
        for (wanted, found) in [
            (json!({ "inspected_from": "2024-05-01", "inspected_to": "2024-05-01" }), 1),
            (json!({ "inspected_to": "2024-04-30" }), 0),
            (json!({ "inspected_from": "2024-05-02" }), 0),
            (json!({ "created_from": "2024-05-06", "created_to": "2024-05-06" }), all),
            (json!({ "created_to": "2024-05-05" }), 0),
            (json!({ "department": "education" }), 2),
            (json!({ "department": "moon" }), 0),
            (json!({ "unmapped": true }), 0),
            (json!({ "unmapped": false }), all),
        ] {
            assert_eq!(names(&bench, city(), wanted.clone()).await.len(), found, "{wanted}");
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_registered_in_a_region_that_is_not_there() {
    each(async |bench| {
        let ctx = bench.write(city()).await;
        let nowhere = "440103009000";
        let refused = service::create_many(
            &ctx,
            &bench.pack,
            vec![premises("好", "hotel", TOWN_A), premises("坏", "hotel", nowhere)],
        )
        .await
        .unwrap_err();
        assert_eq!((refused.status, refused.fields[0].pointer.as_str()), (422, "/1/region"));
        assert!(refused.fields[0].message.contains("区划树"), "{:?}", refused.fields);
        let refused = service::create_unit(&ctx, &bench.pack, unit("公司", nowhere)).await.unwrap_err();
        assert_eq!((refused.status, refused.fields[0].pointer.as_str()), (422, "/region"));
        drop(ctx);
        let id = fill(&bench).await[0];
        let ctx = bench.write(city()).await;
        let patch: PremisesPatch =
            serde_json::from_value(json!({ "version": 1, "region": nowhere })).unwrap();
        let moved = service::update(&ctx, &bench.desk(), id, patch).await.unwrap_err();
        assert_eq!((moved.status, moved.fields[0].pointer.as_str()), (422, "/region"));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_tree_and_the_map_count_what_the_list_shows() {
    each(async |bench| {
        fill(&bench).await;
        let ctx = bench.read(city()).await;
        let told = |rows: Vec<registry::model::TreeRow>| -> Vec<(String, i64, bool)> {
            rows.into_iter().map(|row| (row.name, row.count, row.parent.is_some())).collect()
        };
        let expected: Vec<(String, i64, bool)> = [
            ("广州市", 5, false),
            ("荔湾区", 3, true),
            ("沙面街道", 3, true),
            ("越秀区", 2, true),
            ("北京街道", 2, true),
        ]
        .map(|(name, count, below)| (name.to_owned(), count, below))
        .to_vec();
        assert_eq!(told(service::tree(&ctx, &filter(json!({}))).await.unwrap()), expected);
        let narrow =
            service::tree(&ctx, &filter(json!({ "region": TOWN_A, "kind": "hotel" }))).await.unwrap();
        assert_eq!(told(narrow).last().unwrap(), &("翠洲社区".to_owned(), 1, true));

        let area = "113,23,114,24".parse().unwrap();
        let few = service::points(&ctx, &filter(json!({})), area, 8.0).await.unwrap();
        assert_eq!(
            (few.features.len(), few.truncated),
            (5, false),
            "a few are shown one by one from afar too"
        );
        assert_eq!(few.features[0].geometry.coordinates, [113.25, 23.125]);
        let near = service::points(&ctx, &filter(json!({ "kind": "school" })), area, 16.0).await.unwrap();
        assert_eq!(near.features.len(), 2);
        assert!(
            near.features
                .iter()
                .all(|feature| !feature.properties.cluster && feature.properties.id.is_some())
        );
        let elsewhere = "100,20,101,21".parse().unwrap();
        assert!(service::points(&ctx, &filter(json!({})), elsewhere, 8.0).await.unwrap().features.is_empty());
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_change_keeps_its_history_and_a_stale_one_is_told_what_changed() {
    each(async |bench| {
        let id = fill(&bench).await[0];
        let patch = |value| serde_json::from_value::<PremisesPatch>(value).unwrap();
        let ctx = bench.write(city()).await;
        let changed = service::update(
            &ctx,
            &bench.desk(),
            id,
            patch(json!({ "version": 1, "kind": "school", "floors": 3, "area_m2": null, "facts": { "exits_present": 1 } })),
        )
        .await
        .unwrap();
        ctx.commit().await.unwrap();
        assert_eq!((changed.version, changed.floors, changed.area_m2), (2, Some(3), None));
        assert_eq!(changed.row.sector.as_deref(), Some("education"), "the sector follows the kind");
        let mut fields: Vec<_> = changed.history.iter().map(|change| change.field.as_str()).collect();
        fields.sort_unstable();
        assert_eq!(fields, ["area_m2", "created", "department", "facts.exits_present", "floors", "kind"]);

        let ctx = bench.write(city()).await;
        let stale = service::update(&ctx, &bench.desk(), id, patch(json!({ "version": 1, "floors": 4 })))
            .await
            .unwrap_err();
        assert_eq!(stale.status, 409);
        assert_eq!(stale.extra["current"]["version"], 2);
        assert_eq!(stale.extra["current"]["changed"].as_array().unwrap().len(), 5);
        drop(ctx);

        let ctx = bench.write(holder(Grant::region(region(TOWN_B)))).await;
        let desk = bench.desk();
        let outside = service::update(&ctx, &desk, id, patch(json!({ "version": 2, "floors": 4 }))).await;
        assert_eq!(outside.unwrap_err().status, 404);
        drop(ctx);
        let ctx = bench.write(holder(Grant::region(region(TOWN_A)))).await;
        let away = patch(json!({ "version": 2, "region": TOWN_B }));
        let moved = service::update(&ctx, &bench.desk(), id, away).await.unwrap_err();
        assert_eq!(moved.status, 403, "nobody moves a premises out of their own reach");
        drop(ctx);

        let ctx = bench.write(city()).await;
        service::void(&ctx, id, 2, "重复登记").await.unwrap();
        ctx.commit().await.unwrap();
        let ctx = bench.read(city()).await;
        assert_eq!(service::detail(&ctx, &bench.desk(), id).await.unwrap_err().status, 404);
        drop(ctx);
        assert_eq!(names(&bench, city(), json!({ "q": "金海" })).await, Vec::<String>::new());
        let report = store::audit::verify(&bench.env.database, &bench.env.audit_key, None, registry::AUDITED).await;
        let report = report.unwrap();
        assert!(report.ok, "{report:?}");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_shows_the_duties_and_the_path() {
    each(async |bench| {
        let id = fill(&bench).await[1];
        let ctx = bench.read(city()).await;
        let page = service::detail(&ctx, &bench.desk(), id).await.unwrap();
        let duties: Vec<_> =
            page.duty.iter().map(|row| (row.kind_name.as_str(), row.department.as_str())).collect();
        assert_eq!(duties, [("行业管理责任", "商务主管部门"), ("直接管理责任", "公安机关")]);
        assert_eq!(page.row.region.path, "荔湾区 / 沙面街道 / 翠洲社区");
        assert_eq!(page.row.tags[0].name, "九小场所");
        let json = serde_json::to_value(&page).unwrap();
        assert_eq!(json["kind_name"], "宾馆", "the row stands beside the rest");
        assert_eq!(json["duty"][0]["kind"], "industry");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_unit_manager_sees_their_own_unit_and_its_premises() {
    each(async |bench| {
        let ctx = bench.write(city()).await;
        let mut with_code = unit("金海酒店管理有限公司", TOWN_A);
        with_code.credit_code = Some("91350100M000100Y43".into());
        let made = service::create_unit(&ctx, &bench.pack, with_code.clone()).await.unwrap();
        let id = made.row.id;
        assert_eq!(made.phone_masked.as_deref(), Some("138****8000"));
        let again = service::create_unit(&ctx, &bench.pack, with_code.clone()).await.unwrap_err();
        assert_eq!(
            (again.status, again.extra["current"]["name"].as_str()),
            (409, Some("金海酒店管理有限公司"))
        );
        with_code.credit_code = Some("91350100M000100Y44".into());
        with_code.name = " ".into();
        let wrong = service::create_unit(&ctx, &bench.pack, with_code).await.unwrap_err();
        let pointers: Vec<_> = wrong.fields.iter().map(|field| field.pointer.as_str()).collect();
        assert_eq!(pointers, ["/name", "/credit_code"]);
        service::create_units(&ctx, &bench.pack, vec![unit("其他公司", TOWN_B), unit("另一公司", TOWN_A)])
            .await
            .unwrap();
        let mut own = premises("金海宾馆", "hotel", TOWN_A);
        own.unit_id = Some(id);
        service::create_many(&ctx, &bench.pack, vec![own, premises("旁边的店", "hotel", TOWN_A)])
            .await
            .unwrap();
        ctx.commit().await.unwrap();

        let ctx = bench.write(holder(Grant::region(region(TOWN_B)))).await;
        let mut elsewhere = unit("金海", TOWN_B);
        elsewhere.credit_code = Some("91350100M000100Y43".into());
        let hidden = service::create_unit(&ctx, &bench.pack, elsewhere).await.unwrap_err();
        assert_eq!((hidden.status, hidden.extra["current"].get("name")), (409, None));
        let mut taken = premises("冒名的店", "hotel", TOWN_B);
        taken.unit_id = Some(id);
        let unknown = service::create_many(&ctx, &bench.pack, vec![taken]).await.unwrap_err();
        assert_eq!(unknown.fields[0].pointer, "/unit_id", "a unit out of sight is no unit");
        drop(ctx);

        let manager = holder(Grant::unit(id.as_uuid()));
        assert_eq!(names(&bench, manager.clone(), json!({})).await, ["金海宾馆"]);
        let ctx = bench.read(manager).await;
        let units = service::list_units(&ctx, &bench.pack, &UnitFilter::default(), Limit::default(), None)
            .await
            .unwrap();
        assert_eq!(
            units.items.iter().map(|row| (row.name.as_str(), row.premises)).collect::<Vec<_>>(),
            [("金海酒店管理有限公司", 1)]
        );
        let page = service::unit_detail(&ctx, &bench.pack, id).await.unwrap();
        assert_eq!(page.premises_list.len(), 1);
        drop(ctx);
        let ctx = bench.read(city()).await;
        let q = UnitFilter { q: Some("公司".into()), ..UnitFilter::default() };
        assert_eq!(service::count_units(&ctx, &q).await.unwrap().count, 3);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn many_premises_are_registered_together_or_not_at_all() {
    each(async |bench| {
        let ctx = bench.write(city()).await;
        let mut wrong = premises("", "moon", TOWN_A);
        wrong.point = Some(registry::model::Point { longitude: 23.1, latitude: 113.2 });
        wrong.facts.insert("exits_present".into(), json!("一个"));
        let refused =
            service::create_many(&ctx, &bench.pack, vec![premises("好", "hotel", TOWN_A), wrong]).await;
        let refused = refused.unwrap_err();
        let pointers: Vec<_> = refused.fields.iter().map(|field| field.pointer.as_str()).collect();
        assert_eq!(pointers, ["/1/name", "/1/kind", "/1/point", "/1/facts/exits_present"]);
        drop(ctx);
        let many = (0..450).map(|n| premises(&format!("第{n}号店"), "hotel", TOWN_A)).collect();
        assert_eq!(bench.add(many).await.len(), 450);
        let ctx = bench.read(city()).await;
        let area = "113,23,114,24".parse().unwrap();
        let far = service::points(&ctx, &filter(json!({})), area, 8.0).await.unwrap();
        let properties = &far.features[0].properties;
        assert_eq!(
            (far.features.len(), properties.count, properties.major_open, far.truncated),
            (1, 450, Some(0), false)
        );
        assert_eq!(far.features[0].geometry.coordinates, [113.25, 23.125]);
        let near = service::points(&ctx, &filter(json!({})), area, 16.0).await.unwrap();
        assert_eq!((near.features.len(), near.truncated), (450, false));
        let (chunk, next) = service::export_chunk(&ctx, &bench.pack, &filter(json!({})), None).await.unwrap();
        assert_eq!((chunk.len(), next), (450, None));
        let records = ctx
            .tx
            .count("SELECT COUNT(*) AS n FROM audit_records WHERE action = 'premises.create_many'", vec![]);
        assert_eq!(records.await.unwrap(), 3);
    })
    .await;
}
