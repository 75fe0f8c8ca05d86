//! Uploaded documents on both engines. PostgreSQL runs where `QUTU_TEST_POSTGRES_URL` names a server.
#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use kernel::id::{OrgId, PostId, SystemIds};
use kernel::page::Limit;
use kernel::scope::Grant;
use kernel::time::{Clock, FrozenClock};
use pack::{Files as PackFiles, Pack};
use plan::service;
use std::path::Path;
use std::sync::Arc;
use store::context::Env;
use store::files::Files;
use store::{Caller, CallerPost, Database, OpenOptions, Via, audit, params};
use uuid::Uuid;

const TEXT: &str = "2024年全市消防工作要点\n一、健全责任体系\n（一）落实行业责任。\n\
    1.由教育部门牵头，会同消防部门每月开展一次检查。\n2.年底前完成1至2处重点地区整治。\n";

struct Bench {
    env: Env,
    files: Files,
    pack: Pack,
    schema: Option<String>,
    _folder: tempfile::TempDir,
}

async fn each<F: AsyncFn(Bench)>(test: F) {
    test(open(None).await).await;
    if let Ok(url) = std::env::var("QUTU_TEST_POSTGRES_URL") {
        let bench = open(Some(&url)).await;
        let schema = bench.schema.clone();
        test(bench).await;
        let admin = Database::open(&OpenOptions::new(&url)).await.unwrap();
        let tx = admin.write().await.unwrap();
        let drop = format!("DROP SCHEMA {} CASCADE", schema.unwrap());
        tx.execute_quietly(&drop, params![]).await.unwrap();
        tx.commit().await.unwrap();
    }
}

async fn open(url: Option<&str>) -> Bench {
    let folder = tempfile::tempdir().unwrap();
    let clock = Arc::new(FrozenClock::new("2024-05-06T01:02:03Z".parse().unwrap()));
    let ids = Arc::new(SystemIds::new(clock.clone()));
    let options = match url {
        None => OpenOptions {
            durable: false,
            ..OpenOptions::new(format!("sqlite://{}/t.db", folder.path().display()))
        },
        Some(url) => {
            let name = folder.path().file_name().unwrap().to_string_lossy().replace('.', "").to_lowercase();
            let schema = format!("plan_{name}");
            let admin = Database::open(&OpenOptions::new(url)).await.unwrap();
            let tx = admin.write().await.unwrap();
            tx.execute_quietly(&format!("CREATE SCHEMA {schema}"), params![]).await.unwrap();
            tx.commit().await.unwrap();
            OpenOptions { schema: Some(schema), durable: false, ..OpenOptions::new(url) }
        }
    };
    let database = Database::open(&options).await.unwrap();
    let migrations: Vec<_> = store::schema::migrations().into_iter().chain(plan::migrations()).collect();
    store::migration::migrate(&database, &migrations, clock.now()).await.unwrap();
    let env = Env { database, clock, ids, audit_key: Arc::new(audit::Key::new(vec![9; 32]).unwrap()) };
    let files = Files::folder(&folder.path().join("files")).unwrap();
    Bench { env, files, pack: pack(), schema: options.schema, _folder: folder }
}

fn pack() -> Pack {
    let files = PackFiles::read_folder(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../packs")).unwrap();
    Pack::load(&files, "guangdong-2024").unwrap_or_else(|findings| {
        panic!("{}", findings.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))
    })
}

fn holder(grant: Grant, permissions: &[&str]) -> Caller {
    let mut caller = Caller::system("陈安", Via::Session);
    caller.posts.push(CallerPost {
        id: PostId::from_uuid(Uuid::from_u128(1)),
        name: "岗位".into(),
        org: OrgId::from_uuid(Uuid::from_u128(2)),
        org_name: "机构".into(),
        fire_authority: false,
        role: "city_office".into(),
        grant,
        permissions: permissions.iter().map(|code| (*code).to_owned()).collect(),
    });
    caller
}

fn region(code: &str, permissions: &[&str]) -> Caller {
    holder(Grant::region(code.parse().unwrap()), permissions)
}

async fn names(bench: &Bench, caller: Caller) -> Vec<String> {
    let ctx = bench.env.read(caller).await.unwrap();
    let page = service::documents(&ctx, Limit::default(), None).await.unwrap();
    page.items.into_iter().map(|row| row.name).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_document_is_kept_with_its_outline_and_read_by_the_regions_below() {
    each(async |bench| {
        let reading = service::read_document(&bench.pack, "要点.txt", TEXT.as_bytes().to_vec()).unwrap();
        let ctx = bench.env.write(region("440100000000", &["plan.read", "plan.write"])).await.unwrap();
        let kept = service::upload(&ctx, &bench.files, reading).await.unwrap();
        ctx.commit().await.unwrap();
        assert_eq!(bench.files.get(&kept.sm3).await.unwrap(), TEXT.as_bytes());
        assert_eq!(kept.row.summary.items, 2);
        let task = kept.tasks.iter().find(|task| task.clause == "一(一)1").unwrap();
        assert_eq!(
            task.lead[0].name.as_deref(),
            Some(bench.pack.department("education").unwrap().name.as_str())
        );
        assert_eq!(task.support[0].name.as_deref(), Some("消防救援机构"));

        for code in ["440100000000", "440103000000", "440103001000", "440000000000"] {
            let expected: &[&str] = if code == "440000000000" { &[] } else { &["要点.txt"] };
            assert_eq!(names(&bench, region(code, &["plan.read"])).await, expected, "{code}");
        }
        assert!(names(&bench, region("440500000000", &["plan.read"])).await.is_empty());
        let elsewhere = bench.env.read(region("440500000000", &["plan.read"])).await.unwrap();
        assert_eq!(service::document(&elsewhere, kept.row.id).await.unwrap_err().status, 404);
        drop(elsewhere);
        let report =
            audit::verify(&bench.env.database, &bench.env.audit_key, None, plan::AUDITED).await.unwrap();
        assert!(report.ok, "{report:?}");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn only_who_may_upload_uploads() {
    each(async |bench| {
        let reading = service::read_document(&bench.pack, "要点.txt", TEXT.as_bytes().to_vec()).unwrap();
        let ctx = bench.env.write(region("440100000000", &["plan.read"])).await.unwrap();
        assert_eq!(service::upload(&ctx, &bench.files, reading.clone()).await.unwrap_err().status, 403);
        drop(ctx);
        let unit = holder(Grant::unit(Uuid::from_u128(3)), &["plan.read", "plan.write"]);
        let ctx = bench.env.write(unit).await.unwrap();
        assert_eq!(service::upload(&ctx, &bench.files, reading).await.unwrap_err().status, 403);
    })
    .await;
}

#[test]
fn the_clauses_of_the_pack_stand_in_order_with_where_they_are_met() {
    let pack = pack();
    let caller = region("440100000000", &["plan.read"]);
    let rows = service::clauses(&caller, &pack).unwrap();
    assert_eq!(
        rows.iter().filter(|row| row.id == row.section).map(|row| row.id.as_str()).collect::<Vec<_>>(),
        ["一", "二", "三", "四", "五"]
    );
    assert!(rows.iter().any(|row| row.screen.is_some()));
    assert!(rows.iter().filter(|row| row.status == "elided").all(|row| row.tasks == 0));
    assert_eq!(service::clauses(&region("440100000000", &[]), &pack).unwrap_err().status, 403);
    let sections = service::sections(&pack);
    assert_eq!(sections.len(), 5);
    assert_eq!(
        sections.iter().map(|section| section.tasks).sum::<u64>(),
        rows.iter().map(|row| row.tasks).sum::<u64>()
    );
}
