//! A fresh database on each engine, the packs of the repository, callers with posts.

#![expect(unreachable_pub, reason = "shared by the test files of this folder")]

use campaign::Inspections;
use campaign::service::Desk;
use casework::port::NoDirectory;
use casework::{Engine, Rules, Settings};
use kernel::id::{OrgId, PostId, PremisesId, SystemIds};
use kernel::page::Limit;
use kernel::region::{RegionCode, RegionEntry};
use kernel::scope::Grant;
use kernel::time::{Clock, FrozenClock};
use pack::{Files, Pack};
use registry::model::NewPremises;
use serde_json::Value;
use std::path::Path;
use std::sync::Arc;
use store::context::Env;
use store::{Caller, CallerPost, Ctx, Database, OpenOptions, Via, audit, params};
use uuid::Uuid;

pub const CITY: &str = "440100000000";
pub const TOWN_A: &str = "440103001000";
pub const TOWN_B: &str = "440104002000";

pub struct Bench {
    pub env: Env,
    pub pack: Pack,
    pub engine: Engine,
    schema: Option<String>,
    _folder: tempfile::TempDir,
}

/// Runs a test on SQLite, and on PostgreSQL where `QUTU_TEST_POSTGRES_URL` names a server.
pub async fn each<F: AsyncFn(Bench)>(test: F) {
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
    let clock = Arc::new(FrozenClock::new("2025-12-01T01:02:03Z".parse().unwrap()));
    let ids = Arc::new(SystemIds::new(clock.clone()));
    let options = match url {
        None => OpenOptions {
            durable: false,
            ..OpenOptions::new(format!("sqlite://{}/t.db", folder.path().display()))
        },
        Some(url) => {
            let name = folder.path().file_name().unwrap().to_string_lossy().replace('.', "").to_lowercase();
            let schema = format!("campaign_{name}");
            let admin = Database::open(&OpenOptions::new(url)).await.unwrap();
            let tx = admin.write().await.unwrap();
            tx.execute_quietly(&format!("CREATE SCHEMA {schema}"), params![]).await.unwrap();
            tx.commit().await.unwrap();
            OpenOptions { schema: Some(schema), durable: false, ..OpenOptions::new(url) }
        }
    };
    let database = Database::open(&options).await.unwrap();
    let rooms = [
        store::schema::migrations(),
        directory::migrations(),
        registry::migrations(),
        casework::migrations(),
        campaign::migrations(),
    ];
    let migrations: Vec<_> = rooms.into_iter().flatten().collect();
    store::migration::migrate(&database, &migrations, clock.now()).await.unwrap();
    let env = Env { database, clock, ids, audit_key: Arc::new(audit::Key::new(vec![9; 32]).unwrap()) };
    let pack = pack();
    let calendar = Arc::new(kernel::calendar::WorkCalendar::builtin().clone());
    let engine = Engine::new(Rules::from_pack(&pack), calendar, Arc::new(NoDirectory), Settings::default());
    let bench = Bench { env, pack, engine, schema: options.schema, _folder: folder };
    bench.start().await;
    bench
}

fn pack() -> Pack {
    let files = Files::read_folder(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../packs")).unwrap();
    Pack::load(&files, "guangdong-2024").unwrap_or_else(|findings| {
        panic!("{}", findings.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))
    })
}

pub fn region(code: &str) -> RegionCode {
    code.parse().unwrap()
}

/// Somebody with one post that may do everything here.
pub fn holder(grant: Grant) -> Caller {
    let permissions = [
        "premises.read",
        "premises.write",
        "inspection.read",
        "inspection.write",
        "case.read",
        "case.open",
        "directory.write",
    ];
    let mut caller = Caller::system("陈安", Via::Session);
    caller.posts.push(CallerPost {
        id: PostId::from_uuid(Uuid::from_u128(1)),
        name: "岗位".into(),
        org: OrgId::from_uuid(Uuid::from_u128(2)),
        org_name: "机构".into(),
        fire_authority: false,
        role: "town_station".into(),
        grant,
        permissions: permissions.map(str::to_owned).into_iter().collect(),
    });
    caller
}

pub fn city() -> Caller {
    holder(Grant::region(region(CITY)))
}

impl Bench {
    async fn start(&self) {
        let ctx = self.write(Caller::system("启动", Via::Command)).await;
        self.engine.prepare(&ctx).await.unwrap();
        ctx.commit().await.unwrap();
        let ctx = self.write(city()).await;
        let names = [(CITY, "广州市"), (TOWN_A, "沙面街道"), (TOWN_B, "北京街道")];
        let entries = names.map(|(code, name)| RegionEntry::of(region(code), name));
        directory::region::load_regions(&ctx, entries.to_vec()).await.unwrap();
        ctx.commit().await.unwrap();
    }

    pub async fn write(&self, caller: Caller) -> Ctx {
        self.env.write(caller).await.unwrap()
    }

    pub async fn read(&self, caller: Caller) -> Ctx {
        self.env.read(caller).await.unwrap()
    }

    pub fn desk(&self) -> Desk<'_> {
        Desk { pack: &self.pack, engine: &self.engine }
    }

    pub fn registry_desk(&self) -> registry::service::Desk<'_> {
        registry::service::Desk { pack: &self.pack, engine: &self.engine, visits: &Inspections }
    }

    /// Registers a hotel.
    pub async fn premises(&self, name: &str, town: &str) -> PremisesId {
        let input: NewPremises = serde_json::from_value(serde_json::json!({
            "name": name, "kind": "hotel", "region": town, "address": "人民路1号",
        }))
        .unwrap();
        let ctx = self.write(city()).await;
        let ids = registry::service::create_many(&ctx, &self.pack, vec![input]).await.unwrap();
        ctx.commit().await.unwrap();
        ids[0]
    }

    /// Ids a filter of premises finds.
    pub async fn found(&self, filter: Value) -> Vec<PremisesId> {
        let ctx = self.read(city()).await;
        let filter = serde_json::from_value(filter).unwrap();
        let page = registry::service::list(&ctx, &self.pack, &filter, Limit::default(), None).await.unwrap();
        page.items.into_iter().map(|row| row.id).collect()
    }

    /// Asks whether the audit holds for every row of the rooms below.
    pub async fn verify(&self) {
        let tables: Vec<_> = [registry::AUDITED, campaign::AUDITED, &casework::schema::AUDITED[..]].concat();
        let report = audit::verify(&self.env.database, &self.env.audit_key, None, &tables).await.unwrap();
        assert!(report.ok, "{report:?}");
    }
}
