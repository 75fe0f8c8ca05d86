//! A fresh database on each engine, a small pack, callers with posts.

#![expect(unreachable_pub, reason = "shared by the test files of this folder")]

use async_trait::async_trait;
use casework::port::NoDirectory;
use casework::{Engine, Rules, Settings};
use kernel::id::{OrgId, PostId, PremisesId, SystemIds};
use kernel::problem::Problem;
use kernel::region::{RegionCode, RegionEntry};
use kernel::scope::Grant;
use kernel::time::{Clock, FrozenClock};
use pack::{Files, Pack};
use registry::model::{NewPremises, NewUnit, VisitRow, Visits};
use registry::service::Desk;
use std::sync::Arc;
use store::context::Env;
use store::{Caller, CallerPost, Ctx, Database, OpenOptions, Via, audit, params};
use uuid::Uuid;

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
    let clock = Arc::new(FrozenClock::new("2024-05-06T01:02:03Z".parse().unwrap()));
    let ids = Arc::new(SystemIds::new(clock.clone()));
    let options = match url {
        None => OpenOptions {
            durable: false,
            ..OpenOptions::new(format!("sqlite://{}/t.db", folder.path().display()))
        },
        Some(url) => {
            let schema =
                format!("registry_{}", folder.path().file_name().unwrap().to_string_lossy().replace('.', ""));
            let schema = schema.to_lowercase();
            let admin = Database::open(&OpenOptions::new(url)).await.unwrap();
            let tx = admin.write().await.unwrap();
            tx.execute_quietly(&format!("CREATE SCHEMA {schema}"), params![]).await.unwrap();
            tx.commit().await.unwrap();
            OpenOptions { schema: Some(schema), durable: false, ..OpenOptions::new(url) }
        }
    };
    let database = Database::open(&options).await.unwrap();
    let migrations: Vec<_> = [
        store::schema::migrations(),
        directory::migrations(),
        registry::migrations(),
        casework::migrations(),
    ]
    .into_iter()
    .flatten()
    .collect();
    store::migration::migrate(&database, &migrations, clock.now()).await.unwrap();
    let env = Env { database, clock, ids, audit_key: Arc::new(audit::Key::new(vec![9; 32]).unwrap()) };
    let pack = small_pack();
    let calendar = Arc::new(kernel::calendar::WorkCalendar::builtin().clone());
    let engine = Engine::new(Rules::from_pack(&pack), calendar, Arc::new(NoDirectory), Settings::default());
    let bench = Bench { env, pack, engine, schema: options.schema, _folder: folder };
    let ctx = bench.write(Caller::system("启动", Via::Command)).await;
    engine_ready(&bench, ctx).await;
    bench.regions().await;
    bench
}

fn small_pack() -> Pack {
    let files: Files = [
        ("small/pack.toml", "name = \"small\"\ntitle = \"小包\"\nversion = \"1\"\ndescription = \"试验用\"\n"),
        (
            "small/departments.toml",
            "[[department]]\ncode = \"commerce\"\nname = \"商务主管部门\"\nsector = \"commerce\"\n\
             [[department]]\ncode = \"education\"\nname = \"教育主管部门\"\nsector = \"education\"\n\
             [[department]]\ncode = \"police\"\nname = \"公安机关\"\n",
        ),
        (
            "small/premises_kinds.toml",
            "[[premises_kind]]\ncode = \"hotel\"\nname = \"宾馆\"\ngroup = \"public\"\n\
             [[premises_kind.duty]]\ndepartment = \"police\"\nkind = \"direct\"\nbasis = \"特种行业许可\"\ncertainty = \"unverified\"\n\
             [[premises_kind.duty]]\ndepartment = \"commerce\"\nkind = \"industry\"\nbasis = \"商贸行业\"\ncertainty = \"unverified\"\n\
             [[premises_kind]]\ncode = \"school\"\nname = \"学校\"\ngroup = \"public\"\n\
             [[premises_kind.duty]]\ndepartment = \"education\"\nkind = \"industry\"\nbasis = \"教育行业\"\ncertainty = \"unverified\"\n\
             [[premises_kind]]\ncode = \"pod\"\nname = \"太空舱\"\ngroup = \"public\"\nunowned = true\n",
        ),
        (
            "small/lists/premises_groups.toml",
            "code = \"premises_groups\"\nname = \"大类\"\n[[item]]\ncode = \"public\"\nname = \"公众聚集场所\"\n",
        ),
        (
            "small/thresholds.toml",
            "[[threshold]]\ncode = \"key_unit.hotel.floor_area\"\nname = \"任一楼层\"\ntopic = \"key_unit\"\n\
             compare = \"gt\"\nvalue = 1500\nunit = \"平方米\"\npremises_kinds = [\"hotel\"]\nbasis = \"标准\"\n\
             source = \"试验\"\ncertainty = \"unverified\"\n\
             [[threshold]]\ncode = \"key_unit.hotel.total_area\"\nname = \"总面积\"\ntopic = \"key_unit\"\n\
             compare = \"gt\"\nvalue = 3000\nunit = \"平方米\"\npremises_kinds = [\"hotel\"]\nbasis = \"标准\"\n\
             source = \"试验\"\ncertainty = \"unverified\"\n",
        ),
        (
            "small/lists/sectors.toml",
            "code = \"sectors\"\nname = \"条线\"\n[[item]]\ncode = \"commerce\"\nname = \"商务\"\n\
             [[item]]\ncode = \"education\"\nname = \"教育\"\n",
        ),
        (
            "small/lists/unit_classes.toml",
            "code = \"unit_classes\"\nname = \"单位分类\"\n[[item]]\ncode = \"general\"\nname = \"一般单位\"\n",
        ),
        (
            "small/lists/premises_tags.toml",
            "code = \"premises_tags\"\nname = \"标签\"\n[[item]]\ncode = \"nine_small\"\nname = \"九小场所\"\n",
        ),
    ]
    .into_iter()
    .collect();
    Pack::load(&files, "small").unwrap_or_else(|findings| {
        panic!("{}", findings.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))
    })
}

pub const CITY: &str = "440100000000";
pub const TOWN_A: &str = "440103001000";
pub const VILLAGE_A1: &str = "440103001001";
pub const TOWN_B: &str = "440104002000";

pub fn region(code: &str) -> RegionCode {
    code.parse().unwrap()
}

/// Somebody with one post that may do everything here.
pub fn holder(grant: Grant) -> Caller {
    let permissions = ["premises.read", "premises.write", "directory.write", "export"]
        .map(str::to_owned)
        .into_iter()
        .collect();
    let post = CallerPost {
        id: PostId::from_uuid(Uuid::from_u128(1)),
        name: "岗位".into(),
        org: OrgId::from_uuid(Uuid::from_u128(2)),
        org_name: "机构".into(),
        fire_authority: false,
        role: "town_station".into(),
        grant,
        permissions,
    };
    let mut caller = Caller::system("陈安", Via::Session);
    caller.posts.push(post);
    caller
}

pub fn city() -> Caller {
    holder(Grant::region(region(CITY)))
}

async fn engine_ready(bench: &Bench, ctx: Ctx) {
    bench.engine.prepare(&ctx).await.unwrap();
    ctx.commit().await.unwrap();
}

impl Bench {
    pub fn desk(&self) -> Desk<'_> {
        Desk { pack: &self.pack, engine: &self.engine, visits: &NoVisits }
    }

    async fn regions(&self) {
        let ctx = self.env.write(city()).await.unwrap();
        let names = [
            (CITY, "广州市"),
            ("440103000000", "荔湾区"),
            (TOWN_A, "沙面街道"),
            (VILLAGE_A1, "翠洲社区"),
            ("440104000000", "越秀区"),
            (TOWN_B, "北京街道"),
        ];
        let entries = names.map(|(code, name)| RegionEntry::of(region(code), name));
        directory::region::load_regions(&ctx, entries).await.unwrap();
        ctx.commit().await.unwrap();
    }

    pub async fn write(&self, caller: Caller) -> Ctx {
        self.env.write(caller).await.unwrap()
    }

    pub async fn read(&self, caller: Caller) -> Ctx {
        self.env.read(caller).await.unwrap()
    }

    /// Commits what a room above did to a premises, with its record.
    pub async fn audited(&self, ctx: Ctx, id: PremisesId) {
        ctx.audit(audit::Entry {
            action: "inspection.create",
            object_kind: "premises",
            object_id: Some(id.as_uuid()),
            summary: "检查".into(),
            detail: serde_json::json!({}),
            rows: &[(&registry::PREMISES, id.as_uuid())],
        })
        .await
        .unwrap();
        ctx.commit().await.unwrap();
    }

    pub async fn add(&self, inputs: Vec<NewPremises>) -> Vec<PremisesId> {
        let ctx = self.write(city()).await;
        let ids = registry::service::create_many(&ctx, &self.pack, inputs).await.unwrap();
        ctx.commit().await.unwrap();
        ids
    }
}

pub fn premises(name: &str, kind: &str, town: &str) -> NewPremises {
    serde_json::from_value(serde_json::json!({
        "name": name, "kind": kind, "region": town, "address": "人民路１号", "area_m2": 320.5,
        "point": { "longitude": 113.25, "latitude": 23.125 },
    }))
    .unwrap()
}

pub fn unit(name: &str, town: &str) -> NewUnit {
    serde_json::from_value(serde_json::json!({
        "name": name, "kind": "general", "region": town, "address": "人民路1号", "phone": "138 0013 8000",
    }))
    .unwrap()
}

/// A room above that knows no visits.
pub struct NoVisits;

#[async_trait]
impl Visits for NoVisits {
    async fn of_premises(&self, _: &Ctx, _: PremisesId) -> Result<Vec<VisitRow>, Problem> {
        Ok(Vec::new())
    }
}
