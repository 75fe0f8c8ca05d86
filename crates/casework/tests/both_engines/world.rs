//! A town with people in it, on a fresh database.

use async_trait::async_trait;
use casework::answer::{Act, CaseDetail};
use casework::model::{CasePlace, Named, Subject};
use casework::port::{Directory, PostCard, Premises, RegionName};
use casework::{Engine, NewCase, NewFile, Pinned, Rules, Settings};
use kernel::calendar::WorkCalendar;
use kernel::id::{CaseId, FileId, OrgId, PersonId, PostId, PremisesId, SystemIds, UserId};
use kernel::problem::Problem;
use kernel::region::RegionCode;
use kernel::scope::Grant;
use kernel::time::FrozenClock;
use pack::lifecycle::Lifecycle;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use std::sync::Arc;
use store::context::Env;
use store::files::Files;
use store::{Caller, CallerPost, Ctx, Database, OpenOptions, StoreError, Via, audit, migration};
use uuid::Uuid;

pub(crate) const TOWN: &str = "440103001000";
pub(crate) const OTHER_TOWN: &str = "440104001000";
pub(crate) const UNIT: Uuid = Uuid::from_u128(0x77);

/// Posts the directory knows.
#[derive(Default)]
pub(crate) struct Book(pub(crate) Vec<PostCard>);

#[async_trait]
impl Directory for Book {
    async fn region_names(
        &self,
        _ctx: &Ctx,
        codes: &[RegionCode],
    ) -> Result<BTreeMap<RegionCode, RegionName>, StoreError> {
        let name = |code: &RegionCode| RegionName {
            name: format!("区{}", code.prefix()),
            path: "示范市/甲区/乙镇".into(),
        };
        Ok(codes.iter().map(|code| (*code, name(code))).collect())
    }

    async fn post(&self, _ctx: &Ctx, id: PostId) -> Result<Option<PostCard>, StoreError> {
        Ok(self.0.iter().find(|card| card.id == id).cloned())
    }

    async fn posts(
        &self,
        _ctx: &Ctx,
        roles: &[String],
        place: &CasePlace,
    ) -> Result<Vec<PostCard>, StoreError> {
        let fits = |card: &&PostCard| roles.contains(&card.role) && card.grant.covers(&place.columns());
        Ok(self.0.iter().filter(fits).cloned().collect())
    }

    async fn posts_of(&self, _ctx: &Ctx, organisation: OrgId) -> Result<Vec<PostCard>, StoreError> {
        Ok(self.0.iter().filter(|card| card.org == organisation).cloned().collect())
    }

    async fn organisation_names(
        &self,
        _ctx: &Ctx,
        ids: &[OrgId],
        _day: chrono::NaiveDate,
    ) -> Result<BTreeMap<OrgId, String>, StoreError> {
        let known = |id: &&OrgId| self.0.iter().any(|card| card.org == **id);
        Ok(ids.iter().filter(known).map(|id| (*id, "某局".to_owned())).collect())
    }

    async fn mail_addresses(&self, _ctx: &Ctx, _post: PostId) -> Result<Vec<String>, StoreError> {
        Ok(vec!["someone@example.cn".into()])
    }
}

/// One factory.
pub(crate) struct Factory;

#[async_trait]
impl Premises for Factory {
    async fn subject(&self, _ctx: &Ctx, id: PremisesId) -> Result<Option<Subject>, StoreError> {
        Ok((id == factory()).then(|| subject(TOWN)))
    }
}

pub(crate) fn factory() -> PremisesId {
    PremisesId::from_uuid(Uuid::from_u128(0x99))
}

pub(crate) fn subject(region: &str) -> Subject {
    Subject {
        kind: "premises".into(),
        id: factory().as_uuid(),
        name: "红星服装厂".into(),
        region: region.parse().unwrap(),
        unit: Some(Named { id: UNIT, name: "红星服装有限公司".into() }),
        sector: Some("industry".into()),
    }
}

/// A person: account, person and one post.
pub(crate) fn person(number: u128, role: &str, region: &str) -> Caller {
    let grant =
        if role == "unit_manager" { Grant::unit(UNIT) } else { Grant::region(region.parse().unwrap()) };
    let fire = role.starts_with("fire_");
    let permissions = ["case.read", "case.open", "case.act", "premises.read", "export"];
    Caller {
        user: Some(UserId::from_uuid(Uuid::from_u128(number))),
        person: Some(PersonId::from_uuid(Uuid::from_u128(number + 1000))),
        name: format!("甲{number}"),
        via: Via::Session,
        posts: vec![CallerPost {
            id: PostId::from_uuid(Uuid::from_u128(number + 2000)),
            name: role.to_owned(),
            org: OrgId::from_uuid(Uuid::from_u128(number + 3000)),
            org_name: "机构".into(),
            fire_authority: fire,
            role: role.to_owned(),
            grant,
            permissions: permissions.into_iter().map(str::to_owned).collect(),
        }],
        address: None,
    }
}

pub(crate) fn card(caller: &Caller) -> PostCard {
    let post = &caller.posts[0];
    PostCard {
        id: post.id,
        name: post.name.clone(),
        org: post.org,
        org_name: post.org_name.clone(),
        role: post.role.clone(),
        grant: post.grant.clone(),
    }
}

/// The liaison of a department that writes documents.
pub(crate) fn drafter() -> Caller {
    let mut caller = person(75, "department_liaison", "4401");
    caller.posts[0].grant.sectors = Some(["education".to_owned()].into());
    caller
}
/// The liaison of another department.
pub(crate) fn consulted() -> Caller {
    let mut caller = person(76, "department_liaison", "4401");
    caller.posts[0].grant.sectors = Some(["civil_affairs".to_owned()].into());
    caller
}
pub(crate) fn city_office(number: u128) -> Caller {
    person(number, "city_office", "4401")
}
pub(crate) fn station(number: u128) -> Caller {
    person(number, "town_station", TOWN)
}
pub(crate) fn office() -> Caller {
    person(30, "county_office", "440103")
}
pub(crate) fn officer() -> Caller {
    person(40, "fire_officer", "440103")
}
pub(crate) fn chief() -> Caller {
    person(50, "fire_chief", "4401")
}
pub(crate) fn manager() -> Caller {
    person(60, "unit_manager", TOWN)
}

pub(crate) struct World {
    pub(crate) env: Env,
    pub(crate) engine: Arc<Engine>,
    pub(crate) clock: FrozenClock,
    pub(crate) files: Files,
    _folder: tempfile::TempDir,
    admin: Option<(Database, String)>,
}

fn lifecycle(kind: &str) -> Lifecycle {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../packs/guangdong-2024/lifecycles");
    toml::from_str(&std::fs::read_to_string(format!("{folder}/{kind}.toml")).unwrap()).unwrap()
}

/// Runs a test on each engine at hand, and checks the audit chain and the counters at its end.
pub(crate) async fn on_both<F>(today: &str, test: F)
where
    F: AsyncFn(&World),
{
    let mut worlds = vec![World::sqlite(today).await];
    if let Ok(url) = std::env::var("QUTU_TEST_POSTGRES_URL") {
        worlds.push(World::postgres(today, &url).await);
    }
    for world in worlds {
        test(&world).await;
        world.check_books().await;
        world.close().await;
    }
}

impl World {
    async fn sqlite(today: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let url = format!("sqlite://{}", folder.path().join("test.db").display());
        Self::build(today, OpenOptions { durable: false, ..OpenOptions::new(url) }, folder, None).await
    }

    async fn postgres(today: &str, url: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let admin = Database::open(&OpenOptions::new(url)).await.unwrap();
        let schema =
            format!("casework_{}", folder.path().file_name().unwrap().to_str().unwrap().replace('.', ""))
                .to_lowercase();
        let tx = admin.write().await.unwrap();
        tx.execute_quietly(&format!("CREATE SCHEMA {schema}"), vec![]).await.unwrap();
        tx.commit().await.unwrap();
        let options = OpenOptions {
            durable: false,
            schema: Some(schema.clone()),
            connections: 3,
            ..OpenOptions::new(url)
        };
        Self::build(today, options, folder, Some((admin, schema))).await
    }

    async fn build(
        today: &str,
        options: OpenOptions,
        folder: tempfile::TempDir,
        admin: Option<(Database, String)>,
    ) -> Self {
        let clock = FrozenClock::on(today.parse().unwrap());
        let database = Database::open(&options).await.unwrap();
        let mut all = store::schema::migrations();
        all.extend(casework::migrations());
        migration::migrate(&database, &all, kernel::time::Clock::now(&clock)).await.unwrap();
        let env = Env {
            database,
            clock: Arc::new(clock.clone()),
            ids: Arc::new(SystemIds::new(Arc::new(clock.clone()))),
            audit_key: Arc::new(audit::Key::new(vec![7; 32]).unwrap()),
        };
        let pinned = |kind: &str| {
            let lifecycle = lifecycle(kind);
            let hash = pack::content_hash(&lifecycle);
            (kind.to_owned(), Pinned { hash, lifecycle, pack: "guangdong-2024".into() })
        };
        let classes = [("exit".to_owned(), "疏散".to_owned())].into();
        let rules = Rules {
            lifecycles: [pinned("hazard"), pinned("document")].into(),
            lists: [("hazard_classes".to_owned(), classes)].into(),
            roles: [("town_station".to_owned(), "镇消防工作站".to_owned())].into(),
            documents: BTreeMap::new(),
            acting: Vec::new(),
        };
        let people = [
            drafter(),
            consulted(),
            city_office(80),
            city_office(81),
            station(10),
            station(11),
            office(),
            officer(),
            chief(),
            manager(),
            person(70, "town_station", OTHER_TOWN),
        ];
        let book = Book(people.iter().map(card).collect());
        let settings = Settings { channels: vec!["webhook".into()], ..Settings::default() };
        let calendar = Arc::new(WorkCalendar::builtin().clone());
        let engine = Arc::new(Engine::new(rules, calendar, Arc::new(book), settings));
        let files = Files::folder(&folder.path().join("files")).unwrap();
        let world = Self { env, engine, clock, files, _folder: folder, admin };
        let ctx = world.write(&Caller::system("启动", Via::Command)).await;
        world.engine.prepare(&ctx).await.unwrap();
        ctx.commit().await.unwrap();
        world
    }

    async fn close(self) {
        self.env.database.close().await.unwrap();
        if let Some((admin, schema)) = self.admin {
            let tx = admin.write().await.unwrap();
            tx.execute_quietly(&format!("DROP SCHEMA {schema} CASCADE"), vec![]).await.unwrap();
            tx.commit().await.unwrap();
            admin.close().await.unwrap();
        }
    }

    pub(crate) async fn write(&self, caller: &Caller) -> Ctx {
        self.env.write(caller.clone()).await.unwrap()
    }

    pub(crate) async fn read(&self, caller: &Caller) -> Ctx {
        self.env.read(caller.clone()).await.unwrap()
    }

    pub(crate) fn today(&self, day: &str) {
        self.clock.set(kernel::time::Timestamp::start_of_day(day.parse().unwrap()).plus_hours(9));
    }

    /// Opens a hazard at the factory.
    pub(crate) async fn open(&self, by: &Caller) -> CaseId {
        self.open_in(by, TOWN, "疏散通道堵塞").await
    }

    pub(crate) async fn open_in(&self, by: &Caller, region: &str, title: &str) -> CaseId {
        let ctx = self.write(by).await;
        let new = NewCase {
            subject: Some(subject(region)),
            fields: fields(
                json!({ "summary": "二楼疏散通道堆放布料", "class": "exit", "found_on": ctx.today() }),
            ),
            ..NewCase::new("hazard", title)
        };
        let id = self.engine.open(&ctx, new).await.unwrap();
        ctx.commit().await.unwrap();
        id
    }

    /// Acts at the present version.
    pub(crate) async fn act(
        &self,
        by: &Caller,
        id: CaseId,
        action: &str,
        given: Value,
        evidence: &[FileId],
    ) -> Result<CaseDetail, Problem> {
        let version = self.detail(&chief(), id).await.row.version;
        self.act_at(by, id, version, action, given, evidence).await
    }

    pub(crate) async fn act_at(
        &self,
        by: &Caller,
        id: CaseId,
        version: i64,
        action: &str,
        given: Value,
        evidence: &[FileId],
    ) -> Result<CaseDetail, Problem> {
        // Time passes between two deeds.
        self.clock.advance_seconds(60);
        let ctx = self.write(by).await;
        let act = Act {
            action: action.into(),
            version,
            fields: fields(given),
            evidence: evidence.to_vec(),
            note: None,
        };
        let detail = self.engine.act(&ctx, id, act).await?;
        ctx.commit().await.unwrap();
        Ok(detail)
    }

    pub(crate) async fn photo(&self, by: &Caller, id: CaseId, stage: &str) -> FileId {
        let prepared =
            self.engine.prepare_file(&self.files, self.env.clock.now(), picture(stage)).await.unwrap();
        let ctx = self.write(by).await;
        let file = self.engine.attach(&ctx, Some(id), prepared).await.unwrap();
        ctx.commit().await.unwrap();
        file.id
    }

    pub(crate) async fn detail(&self, by: &Caller, id: CaseId) -> CaseDetail {
        let ctx = self.read(by).await;
        self.engine.detail(&ctx, id).await.unwrap()
    }

    /// The audit chain holds for every row, and the counters say what the rows say.
    async fn check_books(&self) {
        audit::seal(&self.env.database, &self.env.audit_key, 10_000).await.unwrap();
        let report =
            audit::verify(&self.env.database, &self.env.audit_key, None, &casework::schema::AUDITED).await;
        let report = report.unwrap();
        assert!(report.ok, "{:?}", report.faults);
        let ctx = self.read(&chief()).await;
        let scope = ctx.caller.scope("case.read");
        // A province-wide region filter has no counter column, so the second reading counts the cases themselves.
        let by_counters = casework::facts::counts(&ctx, &scope, Default::default()).await.unwrap();
        let filter =
            casework::answer::CaseFilter { region: Some("44".parse().unwrap()), ..Default::default() };
        let by_rows = casework::facts::counts(&ctx, &scope, filter).await.unwrap();
        let sum = |leafs: &[casework::facts::LeafCount]| {
            let mut sums: BTreeMap<_, (i64, i64)> = BTreeMap::new();
            for leaf in leafs {
                // The counters stop at towns.
                let region = leaf.region.map(|region| region.town().unwrap_or(region));
                let key = (region, leaf.kind.clone(), leaf.class, leaf.sector.clone(), leaf.major);
                let entry = sums.entry(key).or_default();
                entry.0 += leaf.count;
                entry.1 += leaf.overdue;
            }
            sums.retain(|_, (count, _)| *count != 0);
            sums
        };
        assert_eq!(sum(&by_counters), sum(&by_rows));
    }
}

pub(crate) fn fields(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(fields) => fields,
        _ => Map::new(),
    }
}

/// A small picture, another one for each stage.
pub(crate) fn picture(stage: &str) -> NewFile {
    let shade = u8::try_from(stage.len()).unwrap();
    let mut bytes = Vec::new();
    image::DynamicImage::ImageRgb8(image::RgbImage::from_pixel(500, 400, image::Rgb([shade, 0, 0])))
        .write_to(&mut std::io::Cursor::new(&mut bytes), image::ImageFormat::Png)
        .unwrap();
    NewFile {
        name: format!("{stage}.png"),
        bytes,
        stage: stage.into(),
        note: None,
        taken_at: None,
        longitude: None,
        latitude: None,
        grade: None,
    }
}
