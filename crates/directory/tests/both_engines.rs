//! The queries of this room on both engines: SQLite always, PostgreSQL when `QUTU_TEST_POSTGRES_URL` names one.
#![expect(clippy::unwrap_used, reason = "a test ends at the first surprise")]

use async_trait::async_trait;
use chrono::NaiveDate;
use directory::organisation::{NewOrganisation, OrganisationChanges, OrganisationFilter, OrganisationKind};
use directory::person::{ErasePerson, NewPerson, PersonChanges, PersonEntry, PersonFilter};
use directory::post::{HandOver, NewPost, PostFilter};
use directory::reorganise::{PostMerge, Reorganisation, SplitPart, Successor, reorganise};
use directory::{Authority, Neighbours, OpenWork, PostPowers, facts, organisation, person, post, region};
use kernel::id::{OrgId, PersonId, PostId, SeededIds};
use kernel::page::{Cursor, Limit};
use kernel::problem::Problem;
use kernel::region::{RegionCode, RegionEntry};
use kernel::scope::{Grant, Place, Scope, ScopeLevel};
use kernel::time::FrozenClock;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use store::audit::{AuditedTable, Key};
use store::context::Env;
use store::{Caller, CallerPost, Ctx, Database, OpenOptions, Via};
use uuid::Uuid;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn code(text: &str) -> RegionCode {
    text.parse().unwrap()
}

/// Allows everything.
struct Anyone;

#[async_trait]
impl Authority for Anyone {
    async fn may_define(&self, _: &Ctx, _: &PostPowers) -> Result<(), Problem> {
        Ok(())
    }
    async fn may_hand(&self, _: &Ctx, _: &PostPowers, _: PersonId, _: NaiveDate) -> Result<(), Problem> {
        Ok(())
    }
    async fn may_take(&self, _: &Ctx, _: &PostPowers) -> Result<(), Problem> {
        Ok(())
    }
    fn may_stand(&self, role: &str, fire_authority: bool) -> Result<(), Problem> {
        if role == "fire_chief" && !fire_authority { Err(Problem::invalid(vec![])) } else { Ok(()) }
    }
    fn role_name(&self, role: &str) -> String {
        format!("角色{role}")
    }
    async fn forget(&self, _: &Ctx, _: PersonId) -> Result<Vec<(&'static AuditedTable, Uuid)>, Problem> {
        Ok(Vec::new())
    }
}

/// A ledger that only counts.
#[derive(Default)]
struct Ledger(Mutex<BTreeMap<PostId, u64>>);

#[async_trait]
impl OpenWork for Ledger {
    async fn move_posts(&self, _: &Ctx, from: &[PostId], to: PostId) -> Result<u64, Problem> {
        let mut open = self.0.lock().unwrap();
        let moved = from.iter().filter_map(|post| open.remove(post)).sum();
        *open.entry(to).or_default() += moved;
        Ok(moved)
    }
    async fn open_by_post(&self, _: &Ctx, posts: &[PostId]) -> Result<BTreeMap<PostId, u64>, Problem> {
        let open = self.0.lock().unwrap();
        Ok(posts.iter().filter_map(|post| open.get(post).map(|count| (*post, *count))).collect())
    }
}

fn caller(grant: Grant) -> Caller {
    let mut caller = Caller::system("测试员", Via::Command);
    caller.posts.push(CallerPost {
        id: PostId::from_uuid(Uuid::nil()),
        name: "测试岗".into(),
        org: OrgId::from_uuid(Uuid::nil()),
        org_name: "测试机构".into(),
        fire_authority: false,
        role: "tester".into(),
        grant,
        permissions: ["directory.read", "directory.write"].map(str::to_owned).into(),
    });
    caller
}

fn department(name: &str, region: &str, sector: &str) -> NewOrganisation {
    NewOrganisation {
        name: name.into(),
        short_name: None,
        kind: OrganisationKind::Department,
        region_code: code(region),
        parent_id: None,
        is_fire_authority: false,
        department: Some(sector.into()),
        sector: Some(sector.into()),
        valid_from: Some(day("2020-01-01")),
    }
}

fn a_post(org: OrgId, name: &str) -> NewPost {
    NewPost {
        org_id: org,
        name: name.into(),
        role: "county_office".into(),
        level: ScopeLevel::County,
        region_code: None,
        unit_id: None,
        sectors: None,
        valid_from: Some(day("2021-01-01")),
    }
}

async fn on_each_engine<F, T>(schema: &str, test: F)
where
    F: Fn(Env) -> T,
    // Servers run requests on several threads, so every service must be sendable.
    T: Future<Output = ()> + Send,
{
    let folder = tempfile::tempdir().unwrap();
    let mut options = vec![OpenOptions::new(format!("sqlite://{}/test.db", folder.path().display()))];
    let url = std::env::var("QUTU_TEST_POSTGRES_URL").ok();
    if let Some(url) = &url {
        run(url, &format!("DROP SCHEMA IF EXISTS {schema} CASCADE")).await;
        run(url, &format!("CREATE SCHEMA {schema}")).await;
        options.push(OpenOptions { schema: Some(schema.into()), ..OpenOptions::new(url.clone()) });
    }
    for mut options in options {
        options.durable = false;
        let database = Database::open(&options).await.unwrap();
        let clock = FrozenClock::on(day("2024-03-11"));
        let mut migrations = store::schema::migrations();
        migrations.extend(directory::migrations());
        store::migration::migrate(&database, &migrations, kernel::time::Clock::now(&clock)).await.unwrap();
        let env = Env {
            database,
            clock: Arc::new(clock),
            ids: Arc::new(SeededIds::new(7)),
            audit_key: Arc::new(Key::new(vec![7; 32]).unwrap()),
        };
        test(env.clone()).await;
        env.database.close().await.unwrap();
    }
    if let Some(url) = &url {
        run(url, &format!("DROP SCHEMA {schema} CASCADE")).await;
    }
}

async fn run(url: &str, sql: &str) {
    let plain = Database::open(&OpenOptions::new(url)).await.unwrap();
    let tx = plain.write().await.unwrap();
    tx.execute(sql, vec![]).await.unwrap();
    tx.commit().await.unwrap();
    plain.close().await.unwrap();
}

async fn regions(env: &Env) {
    let ctx = env.write(caller(Grant::nation())).await.unwrap();
    let list = [
        ("4401", "羊城市"),
        ("440103", "荔湾区"),
        ("440104", "越秀区"),
        ("440103001", "沙面街道"),
        ("440104001", "洪桥街道"),
    ];
    let entries = || list.map(|(text, name)| RegionEntry::of(code(text), name));
    region::load_regions(&ctx, entries()).await.unwrap();
    let loaded = region::load_regions(&ctx, entries()).await.unwrap();
    assert_eq!((loaded.read, loaded.written), (5, 5), "loading twice changes nothing");
    ctx.commit().await.unwrap();
}

#[tokio::test]
async fn regions_are_walked_and_named_within_scope() {
    on_each_engine("directory_regions", |env| async move {
        regions(&env).await;
        let ctx = env.read(caller(Grant::region(code("440103")))).await.unwrap();
        let nation = Scope::new([Grant::nation()]);
        let county = Scope::new([Grant::region(code("440103")), Grant::region(code("440103001"))]);
        let names = |rows: Vec<region::RegionRow>| {
            rows.into_iter().map(|row| (row.name, row.has_children)).collect::<Vec<_>>()
        };
        assert_eq!(names(region::roots(&ctx, &nation).await.unwrap()), [("羊城市".into(), true)]);
        assert_eq!(names(region::roots(&ctx, &county).await.unwrap()), [("荔湾区".into(), true)]);
        assert_eq!(
            names(region::children(&ctx, &county, code("440103")).await.unwrap()),
            [("沙面街道".into(), false)]
        );
        assert_eq!(region::children(&ctx, &county, code("440104")).await.unwrap_err().status, 404);
        let named = region::names(&ctx.tx, vec![code("440103001"), code("440199")]).await.unwrap();
        assert_eq!(named[&code("440103001")].path, "荔湾区 / 沙面街道");
        assert_eq!(named[&code("440199")].name, "440199000000", "a code nobody loaded is its own name");
        drop(ctx);
        let ctx = env.write(caller(Grant::region(code("4401")))).await.unwrap();
        let shape = serde_json::json!({ "type": "Point", "coordinates": [113.2, 23.1] });
        let loaded =
            region::load_shapes(&ctx, [(code("440103"), shape.clone()), (code("4401"), shape.clone())]).await;
        assert_eq!(loaded.unwrap(), 2);
        assert_eq!(region::load_shapes(&ctx, [(code("4402"), shape)]).await.unwrap_err().status, 403);
        let shapes = region::shapes(&ctx, &county, Some("county")).await.unwrap();
        assert_eq!(shapes["features"][0]["properties"]["name"], "荔湾区");
        assert_eq!(shapes["features"][0]["properties"]["own"], true);
        ctx.commit().await.unwrap();
        let outside = env.write(caller(Grant::region(code("440103")))).await.unwrap();
        let refused = region::load_regions(&outside, [RegionEntry::of(code("440104"), "越秀区")]).await;
        assert_eq!(refused.unwrap_err().status, 403);
    })
    .await;
}

#[tokio::test]
async fn organisations_posts_and_people_live_by_date_and_scope() {
    on_each_engine("directory_people", |env| async move {
        regions(&env).await;
        let ledger = Ledger::default();
        let rooms = Neighbours { work: &ledger, authority: &Anyone };
        let ctx = env.write(caller(Grant::nation())).await.unwrap();
        let one =
            organisation::create(&ctx, department("荔湾区教育局", "440103", "education")).await.unwrap();
        organisation::create(&ctx, department("越秀区教育局", "440104", "education")).await.unwrap();
        let again = organisation::create(&ctx, department("荔湾区教育局", "440103", "education")).await;
        assert_eq!(again.unwrap_err().status, 409);
        let changes = OrganisationChanges {
            version: 1,
            name: Some("荔湾区教育和科技局".into()),
            from: Some(day("2024-03-01")),
            ..Default::default()
        };
        let renamed = organisation::update(&ctx, &rooms, one.id, changes).await.unwrap();
        assert_eq!((renamed.name.as_str(), renamed.names.len()), ("荔湾区教育和科技局", 2));
        let post = post::create(&ctx, &Anyone, a_post(one.id, "安全股股长")).await.unwrap();
        assert_eq!((post.region_name.as_str(), post.role_name.as_str()), ("荔湾区", "角色county_office"));
        let phone = Some("13800131234".to_owned());
        let new =
            |name: &str| NewPerson { name: name.into(), org_id: one.id, phone: phone.clone(), title: None };
        let zhang = person::create(&ctx, new("张三")).await.unwrap();
        let li = person::create(&ctx, new("李四")).await.unwrap();
        assert_eq!(zhang.phone_masked.as_deref(), Some("138****1234"));
        let hand = |person: &person::Person, ends: Vec<PersonId>, from: &str| HandOver {
            person_id: Some(person.id),
            ends,
            from: Some(day(from)),
        };
        post::hand_over(&ctx, &Anyone, post.id, hand(&zhang, vec![], "2021-05-01")).await.unwrap();
        let handed =
            post::hand_over(&ctx, &Anyone, post.id, hand(&li, vec![zhang.id], "2024-03-04")).await.unwrap();
        assert_eq!(handed.holders.iter().map(|holder| holder.name.as_str()).collect::<Vec<_>>(), ["李四"]);
        let held = |when: &'static str| {
            let (tx, id) = (&ctx.tx, post.id);
            async move { facts::holders_on(tx, vec![id], day(when)).await.unwrap()[&id][0].name.clone() }
        };
        assert_eq!((held("2024-03-03").await, held("2024-03-04").await), ("张三".into(), "李四".into()));
        let history = facts::PostHistory::load(&ctx.tx, vec![post.id]).await.unwrap();
        assert_eq!(history.on(post.id, day("2024-02-29")).unwrap().org_name, "荔湾区教育局");
        assert_eq!(history.on(post.id, day("2024-03-01")).unwrap().org_name, "荔湾区教育和科技局");
        let place = Place::of(code("440103001"));
        let found =
            facts::responsible_post(&ctx.tx, "county_office", &place, ctx.today()).await.unwrap().unwrap();
        assert_eq!((found.id, found.held), (post.id, true));
        let found = facts::department(&ctx.tx, "education", code("440103001"), ctx.today()).await.unwrap();
        assert_eq!(found.unwrap().0, one.id);
        let reason = |version| ErasePerson { version, reason: "离职满三年".into() };
        assert_eq!(
            person::erase(&ctx, &Anyone, li.id, reason(1)).await.unwrap_err().status,
            409,
            "still holds a post"
        );
        let changed = person::update(
            &ctx,
            zhang.id,
            PersonChanges { version: 1, title: Some("科员".into()), ..Default::default() },
        );
        assert_eq!(changed.await.unwrap().title.as_deref(), Some("科员"));
        person::erase(&ctx, &Anyone, zhang.id, reason(2)).await.unwrap();
        assert_eq!(person::get(&ctx, zhang.id).await.unwrap().name, person::ERASED_NAME);
        ctx.commit().await.unwrap();

        let ctx = env.read(caller(Grant::region(code("440104")))).await.unwrap();
        let page = organisation::list(&ctx, &ledger, &OrganisationFilter::default(), Limit::default(), None)
            .await
            .unwrap();
        assert_eq!(page.items.iter().map(|row| row.name.as_str()).collect::<Vec<_>>(), ["越秀区教育局"]);
        assert_eq!(organisation::get(&ctx, &ledger, one.id).await.unwrap_err().status, 404);
        assert_eq!(post::get(&ctx, &Anyone, post.id).await.unwrap_err().status, 404);
        assert!(
            person::list(&ctx, &PersonFilter::default(), Limit::default(), None)
                .await
                .unwrap()
                .items
                .is_empty()
        );

        let mut two = caller(Grant::region(code("440103")));
        two.posts.extend(caller(Grant::region(code("4401")).in_sectors(["education"])).posts);
        let ctx = env.read(two).await.unwrap();
        let filter = OrganisationFilter { q: Some("教育局".into()), ..Default::default() };
        let limit = Limit::new(1).unwrap();
        let first = organisation::list(&ctx, &ledger, &filter, limit, None).await.unwrap();
        let cursor: Cursor = first.next.clone().unwrap().parse().unwrap();
        let second = organisation::list(&ctx, &ledger, &filter, limit, Some(&cursor)).await.unwrap();
        assert_eq!(first.items[0].name, "荔湾区教育和科技局", "found by its former name");
        assert_eq!((second.items[0].name.as_str(), second.next), ("越秀区教育局", None));
        let filter = PostFilter {
            region: Some(code("440103")),
            person: Some(zhang.id),
            q: Some("股长".into()),
            ..Default::default()
        };
        let posts = post::list(&ctx, &Anyone, &filter, limit, None).await.unwrap();
        assert_eq!(posts.items.len(), 1);
        let filter = PersonFilter { q: Some("四".into()), region: Some(code("4401")), ..Default::default() };
        let people = person::list(&ctx, &filter, limit, None).await.unwrap();
        assert_eq!(people.items[0].posts[0].name, "安全股股长");
    })
    .await;
}

#[tokio::test]
async fn a_mail_address_is_masked_found_through_the_post_and_erased() {
    on_each_engine("directory_mail", |env| async move {
        regions(&env).await;
        let ctx = env.write(caller(Grant::nation())).await.unwrap();
        let office = department("荔湾区教育局", "440103", "education");
        let office = organisation::create(&ctx, office).await.unwrap().id;
        let desk = post::create(&ctx, &Anyone, a_post(office, "安全股股长")).await.unwrap().id;
        let new = NewPerson { name: "张三".into(), org_id: office, phone: None, title: None };
        let entry = |mail: &str| PersonEntry { mail: Some(mail.into()), ..new.clone().into() };
        let wrong = person::create(&ctx, entry("zhang at example")).await.unwrap_err();
        assert_eq!((wrong.status, wrong.fields[0].pointer.as_str()), (422, "/mail"));
        let zhang = person::create(&ctx, entry("zhang@example.cn")).await.unwrap();
        assert_eq!(zhang.mail_masked.as_deref(), Some("z***@example.cn"));
        let hand = |person, from: &str| HandOver { person_id: person, ends: vec![], from: Some(day(from)) };
        post::hand_over(&ctx, &Anyone, desk, hand(Some(zhang.id), "2024-03-04")).await.unwrap();
        let reached = async |when| facts::mail_of_holders(&ctx.tx, desk, day(when)).await.unwrap();
        assert_eq!(reached("2024-03-03").await, Vec::<String>::new());
        assert_eq!(reached("2024-03-04").await, ["zhang@example.cn"]);
        let changes = PersonChanges { version: 1, mail: Some("new@example.cn".into()), ..Default::default() };
        person::update(&ctx, zhang.id, changes).await.unwrap();
        assert_eq!(reached("2024-03-04").await, ["new@example.cn"]);
        let li = person::create(&ctx, entry("li@example.cn")).await.unwrap();
        let reason = ErasePerson { version: 1, reason: "离职满三年".into() };
        person::erase(&ctx, &Anyone, li.id, reason).await.unwrap();
        assert_eq!(person::get(&ctx, li.id).await.unwrap().mail_masked, None);
        ctx.commit().await.unwrap();
        let key = Key::new(vec![7; 32]).unwrap();
        let report = store::audit::verify(&env.database, &key, None, directory::schema::AUDITED).await;
        assert!(report.unwrap().ok);
    })
    .await;
}

#[tokio::test]
async fn reorganisation_moves_posts_people_and_open_work() {
    on_each_engine("directory_reorganise", |env| async move {
        regions(&env).await;
        let ledger = Ledger::default();
        let rooms = Neighbours { work: &ledger, authority: &Anyone };
        let ctx = env.write(caller(Grant::nation())).await.unwrap();
        let culture =
            organisation::create(&ctx, department("荔湾区文化局", "440103", "culture")).await.unwrap();
        let tourism =
            organisation::create(&ctx, department("荔湾区旅游局", "440103", "culture")).await.unwrap();
        let one = post::create(&ctx, &Anyone, a_post(culture.id, "市场股")).await.unwrap();
        let two = post::create(&ctx, &Anyone, a_post(tourism.id, "安全股")).await.unwrap();
        let three = post::create(&ctx, &Anyone, a_post(tourism.id, "规划股")).await.unwrap();
        let new = NewPerson { name: "王五".into(), org_id: tourism.id, phone: None, title: None };
        let wang = person::create(&ctx, new).await.unwrap();
        let hand = HandOver { person_id: Some(wang.id), ends: vec![], from: Some(day("2022-01-01")) };
        post::hand_over(&ctx, &Anyone, two.id, hand).await.unwrap();
        ledger.0.lock().unwrap().extend([(one.id, 2), (two.id, 3)]);
        ctx.commit().await.unwrap();

        let merge = |posts: Vec<PostMerge>| Reorganisation::Merge {
            from: vec![culture.id, tourism.id],
            into: Successor::New(Box::new(department("荔湾区文化广电旅游体育局", "440103", "culture"))),
            posts,
            on: day("2024-03-11"),
            basis: Some("穗编办〔2024〕5号".into()),
        };
        let preview = env.write(caller(Grant::nation())).await.unwrap();
        let would = reorganise(&preview, &rooms, merge(vec![])).await.unwrap();
        assert_eq!((would.posts_moved, would.posts_ended, would.people_moved), (3, 0, 1));
        preview.tx.rollback().await.unwrap();

        let ctx = env.write(caller(Grant::nation())).await.unwrap();
        let done =
            reorganise(&ctx, &rooms, merge(vec![PostMerge { post: two.id, into: one.id }])).await.unwrap();
        assert_eq!((done.posts_moved, done.posts_ended, done.cases_moved), (2, 1, 3));
        let heir = done.organisations.iter().find(|row| row.valid_to.is_none()).unwrap();
        assert_eq!(heir.open_cases, 5);
        assert_eq!(organisation::get(&ctx, &ledger, culture.id).await.unwrap().merged_into, Some(heir.id));
        assert_eq!(person::get(&ctx, wang.id).await.unwrap().org.id, heir.id);
        assert!(
            person::get(&ctx, wang.id).await.unwrap().posts.is_empty(),
            "powers of a merged post are not inherited"
        );
        let history = facts::PostHistory::load(&ctx.tx, vec![one.id]).await.unwrap();
        assert_eq!(history.on(one.id, day("2024-03-10")).unwrap().org_name, "荔湾区文化局");
        assert_eq!(history.on(one.id, day("2024-03-11")).unwrap().org_name, "荔湾区文化广电旅游体育局");
        let split = Reorganisation::Split {
            from: heir.id,
            parts: vec![SplitPart {
                into: Successor::New(Box::new(department("荔湾区体育局", "440103", "sport"))),
                posts: vec![three.id],
                work: vec![],
            }],
            remains: true,
            on: day("2024-03-11"),
            basis: None,
        };
        let split = reorganise(&ctx, &rooms, split).await.unwrap();
        assert_eq!((split.posts_moved, split.people_moved), (1, 0));
        let close = |posts| Reorganisation::Close {
            org: heir.id,
            heir: Some(split.organisations.iter().find(|row| row.id != heir.id).unwrap().id),
            posts,
            on: day("2024-03-11"),
            basis: None,
        };
        assert_eq!(
            reorganise(&ctx, &rooms, close(vec![])).await.unwrap_err().status,
            409,
            "open work nobody takes"
        );
        let closed =
            reorganise(&ctx, &rooms, close(vec![PostMerge { post: one.id, into: three.id }])).await.unwrap();
        assert_eq!((closed.posts_ended, closed.cases_moved, closed.people_moved), (1, 5, 1));
        ctx.commit().await.unwrap();
        let key = Key::new(vec![7; 32]).unwrap();
        let sealed = store::audit::seal(&env.database, &key, 100).await.unwrap();
        assert!(sealed.records > 8);
        let report =
            store::audit::verify(&env.database, &key, None, directory::schema::AUDITED).await.unwrap();
        assert!(report.ok && report.rows > 10, "{:?}", report.faults);
    })
    .await;
}
