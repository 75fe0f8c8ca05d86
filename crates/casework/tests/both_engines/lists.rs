//! A list, its count, its tree, its export and the inbox use one scope and one filter.

use crate::world::{
    Factory, OTHER_TOWN, TOWN, World, chief, factory, manager, office, on_both, person, station,
};
use casework::Export;
use casework::answer::{CaseFilter, OpenCase, Order};
use kernel::page::Limit;
use serde_json::json;
use store::Caller;

async fn titles(world: &World, who: &Caller, filter: CaseFilter) -> Vec<String> {
    let ctx = world.read(who).await;
    let page = world.engine.list(&ctx, filter.clone(), Limit::default(), None).await.unwrap();
    let count = world.engine.count(&ctx, filter.clone()).await.unwrap();
    assert_eq!(count.count, page.items.len() as u64, "count and list disagree on {filter:?}");
    let tree = world.engine.tree(&ctx, filter).await.unwrap();
    let roots: i64 = tree.iter().filter(|row| row.parent.is_none()).map(|row| row.count).sum();
    assert_eq!(roots, page.items.len() as i64, "tree and list disagree: {tree:?}");
    page.items.into_iter().map(|row| row.title).collect()
}

fn filter(change: impl FnOnce(&mut CaseFilter)) -> CaseFilter {
    let mut filter = CaseFilter::default();
    change(&mut filter);
    filter
}

#[tokio::test]
async fn everybody_sees_their_own_and_nothing_else() {
    on_both("2024-09-30", async |world| {
        let other = person(70, "town_station", OTHER_TOWN);
        world.open_in(&station(10), TOWN, "甲镇隐患").await;
        world.open_in(&other, OTHER_TOWN, "丙镇隐患").await;
        world.open_in(&station(10), "440103001002", "村里隐患").await;
        let all = filter(|_| {});
        assert_eq!(titles(world, &station(10), all.clone()).await, ["甲镇隐患", "村里隐患"]);
        assert_eq!(titles(world, &other, all.clone()).await, ["丙镇隐患"]);
        assert_eq!(titles(world, &chief(), all.clone()).await.len(), 3);
        assert_eq!(titles(world, &manager(), all.clone()).await.len(), 3);
        assert_eq!(
            titles(world, &person(90, "grid_worker", "440103001002"), all.clone()).await,
            ["村里隐患"]
        );
        // Two posts see each case once.
        let mut both = station(10);
        both.posts.extend(office().posts);
        both.posts.extend(other.posts);
        assert_eq!(titles(world, &both, all).await.len(), 3);
        let within = |region: &str| filter(|f| f.region = Some(region.parse().unwrap()));
        assert_eq!(titles(world, &chief(), within("440104")).await, ["丙镇隐患"]);
        assert_eq!(titles(world, &station(10), within("440103001002")).await, ["村里隐患"]);
        assert!(titles(world, &station(10), within("440104")).await.is_empty());
        assert_eq!(titles(world, &station(10), within("4401")).await.len(), 2);
        assert_eq!(titles(world, &manager(), within(TOWN)).await.len(), 2);
    })
    .await;
}

#[tokio::test]
async fn filters_find_what_they_name() {
    on_both("2024-09-30", async |world| {
        let first = world.open_in(&station(10), TOWN, "KTV 电线私拉").await;
        world.open_in(&station(10), TOWN, "100%堵塞_通道").await;
        let closed = world.open_in(&station(10), TOWN, "误登").await;
        world.act(&office(), closed, "void", json!({ "reason": "重复" }), &[]).await.unwrap();
        world.act(&station(10), first, "assign", json!({ "due": "2024-10-01" }), &[]).await.unwrap();
        let q = |text: &str| filter(|f| f.q = Some(text.into()));
        assert_eq!(titles(world, &chief(), q("ktv电线")).await, ["KTV 电线私拉"]);
        assert_eq!(titles(world, &chief(), q("0%堵")).await, ["100%堵塞_通道"]);
        assert_eq!(titles(world, &chief(), q("塞_通")).await.len(), 1);
        assert!(titles(world, &chief(), q("塞x通")).await.is_empty());
        assert!(titles(world, &chief(), q("线电")).await.is_empty());
        assert_eq!(titles(world, &chief(), q("红星")).await.len(), 3);
        assert_eq!(titles(world, &chief(), q("HZ-000002")).await, ["100%堵塞_通道"]);
        let class = |codes: &str| filter(|f| f.state_class = Some(codes.into()));
        assert_eq!(titles(world, &chief(), class("void")).await, ["误登"]);
        assert_eq!(titles(world, &chief(), class("open,planned")).await.len(), 2);
        assert_eq!(titles(world, &chief(), class("open,void")).await.len(), 3);
        assert_eq!(titles(world, &chief(), filter(|f| f.state = Some("assigned".into()))).await.len(), 1);
        assert_eq!(titles(world, &chief(), filter(|f| f.sector = Some("industry".into()))).await.len(), 3);
        assert!(titles(world, &chief(), filter(|f| f.mark = Some("major".into()))).await.is_empty());
        assert!(titles(world, &chief(), filter(|f| f.mark = Some("extended".into()))).await.is_empty());
        assert_eq!(titles(world, &chief(), filter(|f| f.premises = Some(factory()))).await.len(), 3);
        assert!(
            titles(world, &chief(), filter(|f| f.opened_to = Some("2024-09-29".parse().unwrap())))
                .await
                .is_empty()
        );
        world.today("2024-10-08");
        assert_eq!(titles(world, &chief(), filter(|f| f.overdue = Some(true))).await, ["KTV 电线私拉"]);
        let before = filter(|f| f.due_before = Some("2024-10-11".parse().unwrap()));
        assert_eq!(titles(world, &chief(), before).await.len(), 2);
        let newest = filter(|f| f.order = Some(Order::NewestFirst));
        assert_eq!(titles(world, &chief(), newest).await[0], "误登");
    })
    .await;
}

#[tokio::test]
async fn a_case_is_found_by_its_closing_its_due_days_its_kind_and_what_opened_it() {
    on_both("2024-09-30", async |world| {
        let opened = world.open_in(&station(10), TOWN, "未办").await;
        world.open_in(&station(10), TOWN, "待交办").await;
        let void = world.open_in(&station(10), TOWN, "误登").await;
        world.act(&station(10), opened, "assign", json!({ "due": "2024-10-20" }), &[]).await.unwrap();
        world.today("2024-10-08");
        world.act(&office(), void, "void", json!({ "reason": "重复" }), &[]).await.unwrap();
        let day = |text: &str| Some(text.parse().unwrap());
        let due = |from: &str| filter(|f| f.due_from = day(from));
        assert_eq!(titles(world, &chief(), due("2024-10-20")).await, ["未办"]);
        assert!(titles(world, &chief(), due("2024-10-21")).await.is_empty());
        let closed = |from: &str, class: Option<&str>| {
            filter(|f| (f.closed_from, f.state_class) = (day(from), class.map(str::to_owned)))
        };
        assert!(titles(world, &chief(), closed("2024-10-08", None)).await.is_empty(), "void is not closed");
        assert_eq!(titles(world, &chief(), closed("2024-10-08", Some("void"))).await, ["误登"]);
        assert!(titles(world, &chief(), closed("2024-10-09", Some("void"))).await.is_empty());
        let until = filter(|f| (f.closed_to, f.state_class) = (day("2024-10-07"), Some("void".into())));
        assert!(titles(world, &chief(), until).await.is_empty());
        let kind = |kinds: &str| filter(|f| f.kind = Some(kinds.into()));
        assert_eq!(titles(world, &chief(), kind("document, hazard")).await.len(), 3);
        assert!(titles(world, &chief(), kind("document")).await.is_empty());
        let ctx = world.write(&station(10)).await;
        let source = uuid::Uuid::from_u128(5);
        let new = casework::NewCase {
            source: Some(("task".into(), source)),
            subject: Some(crate::world::subject(TOWN)),
            fields: crate::world::fields(
                json!({ "summary": "任务", "class": "exit", "found_on": "2024-09-30" }),
            ),
            ..casework::NewCase::new("hazard", "由任务登记")
        };
        world.engine.open(&ctx, new).await.unwrap();
        ctx.commit().await.unwrap();
        assert_eq!(titles(world, &chief(), filter(|f| f.source = Some(source))).await, ["由任务登记"]);
        assert_eq!(titles(world, &chief(), filter(|f| f.source_kind = Some("task".into()))).await.len(), 1);
        assert!(titles(world, &chief(), filter(|f| f.source_kind = Some("import".into()))).await.is_empty());
    })
    .await;
}

#[tokio::test]
async fn pages_show_every_case_once_and_in_order() {
    on_both("2024-09-30", async |world| {
        for number in 0..23 {
            let id = world.open_in(&station(10), TOWN, &format!("隐患{number}")).await;
            match number % 3 {
                0 => {
                    let due = format!("2024-10-{:02}", 30 - number);
                    world.act(&station(10), id, "assign", json!({ "due": due }), &[]).await.unwrap();
                }
                1 if number < 12 => {
                    world.act(&office(), id, "void", json!({ "reason": "重复" }), &[]).await.unwrap();
                }
                _ => {}
            }
        }
        let mut two_posts = station(10);
        two_posts.posts.extend(office().posts);
        for order in [Order::Due, Order::Opened, Order::NewestFirst] {
            let mut seen = Vec::new();
            let mut cursor = None;
            let limit = Limit::new(5).unwrap();
            loop {
                let ctx = world.read(&two_posts).await;
                let page = world
                    .engine
                    .list(&ctx, filter(|f| f.order = Some(order)), limit, cursor.as_deref())
                    .await
                    .unwrap();
                seen.extend(page.items);
                cursor = page.next;
                if cursor.is_none() {
                    break;
                }
            }
            let mut ids: Vec<_> = seen.iter().map(|row| row.id).collect();
            ids.sort_unstable();
            ids.dedup();
            assert_eq!((seen.len(), ids.len()), (23, 23), "{order:?}");
            match order {
                Order::Due => {
                    let key = |row: &casework::answer::CaseRow| (row.closed_at.is_some(), row.due_date);
                    assert!(seen.is_sorted_by_key(key));
                }
                Order::Opened => assert!(seen.is_sorted_by_key(|row| row.opened_at)),
                Order::NewestFirst => assert!(seen.is_sorted_by_key(|row| std::cmp::Reverse(row.opened_at))),
            }
        }
        let ctx = world.read(&chief()).await;
        let wrong = world.engine.list(&ctx, CaseFilter::default(), Limit::default(), Some("5b315d")).await;
        assert_eq!(wrong.unwrap_err().status, 400);
        let mut export = Export::begin(&ctx, CaseFilter::default()).unwrap();
        assert_eq!(export.next(&world.engine, &ctx).await.unwrap().unwrap().len(), 23);
        assert!(export.next(&world.engine, &ctx).await.unwrap().is_none());
    })
    .await;
}

#[tokio::test]
async fn the_inbox_holds_what_my_role_owns_oldest_deadline_first() {
    on_both("2024-09-30", async |world| {
        let first = world.open(&station(10)).await;
        let second = world.open(&station(10)).await;
        world.act(&station(10), second, "assign", json!({ "due": "2024-10-09" }), &[]).await.unwrap();
        let inbox = async |who: &Caller| {
            let ctx = world.read(who).await;
            let page = world.engine.inbox(&ctx, Limit::default(), None).await.unwrap();
            assert_eq!(world.engine.inbox_count(&ctx).await.unwrap().count, page.items.len() as u64);
            page.items.into_iter().map(|row| row.id).collect::<Vec<_>>()
        };
        assert_eq!(inbox(&station(10)).await, [second, first]);
        assert_eq!(inbox(&office()).await, [first]);
        assert_eq!(inbox(&manager()).await, [second]);
        assert!(inbox(&chief()).await.is_empty());
        assert!(inbox(&person(70, "town_station", OTHER_TOWN)).await.is_empty());
    })
    .await;
}

#[tokio::test]
async fn a_case_opened_by_hand_needs_the_place_and_the_form() {
    on_both("2024-09-30", async |world| {
        let input = |region: Option<&str>| OpenCase {
            kind: "hazard".into(),
            premises_id: region.is_none().then(factory),
            region: region.map(|code| code.parse().unwrap()),
            sector: None,
            title: "消火栓无水".into(),
            fields: crate::world::fields(
                json!({ "summary": "无水", "class": "exit", "found_on": "2024-09-30" }),
            ),
            evidence: vec![],
        };
        let ctx = world.write(&station(10)).await;
        let opened = world.engine.open_by_hand(&ctx, &Factory, input(None)).await.unwrap();
        ctx.commit().await.unwrap();
        assert_eq!(opened.row.premises.unwrap().name, "红星服装厂");
        let stranger = person(70, "town_station", OTHER_TOWN);
        let ctx = world.write(&stranger).await;
        assert_eq!(world.engine.open_by_hand(&ctx, &Factory, input(None)).await.unwrap_err().status, 404);
        assert_eq!(
            world.engine.open_by_hand(&ctx, &Factory, input(Some(TOWN))).await.unwrap_err().status,
            403
        );
        let mut bad = input(Some(OTHER_TOWN));
        bad.title = " ".into();
        bad.fields.insert("class".into(), json!("nonsense"));
        let faults = world.engine.open_by_hand(&ctx, &Factory, bad).await.unwrap_err();
        let pointers: Vec<&str> = faults.fields.iter().map(|field| field.pointer.as_str()).collect();
        assert_eq!(pointers, ["/fields/class", "/title"]);
        ctx.tx.rollback().await.unwrap();
    })
    .await;
}
