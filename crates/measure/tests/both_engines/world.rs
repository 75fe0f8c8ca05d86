//! A few hundred premises and cases in many places, kept twice: in the tables and as plain values.

use casework::port::NoDirectory;
use casework::{Engine, Rules, Settings};
use kernel::calendar::WorkCalendar;
use kernel::id::{OrgId, PostId, SystemIds};
use kernel::region::{Level, RegionCode};
use kernel::scope::{Grant, Scope};
use kernel::time::{Clock, FrozenClock, Timestamp};
use measure::{Basis, Cut, Measure, Over, ValueOf};
use pack::{Files, Pack};
use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;
use store::context::Env;
use store::{Caller, CallerPost, Ctx, Database, OpenOptions, Value, Via, audit, params};
use uuid::Uuid;

pub(crate) const TODAY: &str = "2024-05-06";
const PREMISES: usize = 260;
const CASES: usize = 420;
const CLASSES: [&str; 8] = ["open", "planned", "doing", "reported", "verifying", "closed", "waiting", "void"];
const SECTORS: [&str; 3] = ["education", "commerce", "housing"];
const HAZARDS: [&str; 3] = ["exit_blocked", "electrical", "ebike"];
const KINDS: [&str; 3] = ["shop", "hotel", "school"];
const TAGS: [&str; 3] = ["nine_small", "crowded", "old_building"];

/// Numbers that look random and are the same every time (xorshift).
pub(crate) struct Dice(u64);

impl Dice {
    pub(crate) const fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub(crate) fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % u64::try_from(bound.max(1)).unwrap()).unwrap()
    }

    pub(crate) fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        &from[self.below(from.len())]
    }

    fn chance(&mut self, one_in: usize) -> bool {
        self.below(one_in) == 0
    }

    /// A day between November 2023 and May 2024.
    fn day(&mut self) -> String {
        let month =
            *self.pick(&["2023-11", "2023-12", "2024-01", "2024-02", "2024-03", "2024-04", "2024-05"]);
        format!("{month}-{:02}", self.below(28) + 1)
    }
}

/// Where a row lies.
#[derive(Debug, Clone)]
pub(crate) struct Place {
    pub(crate) region: RegionCode,
    pub(crate) sector: Option<String>,
    pub(crate) unit: Option<Uuid>,
}

impl Place {
    pub(crate) fn columns(&self) -> kernel::scope::Place<'_> {
        let mut place = kernel::scope::Place::of(self.region);
        place.unit = self.unit;
        place.sector = self.sector.as_deref();
        place
    }

    pub(crate) fn at(&self, level: Level) -> String {
        self.region.at_level(level).map(|code| code.to_string()).unwrap_or_default()
    }

    fn values(&self) -> Vec<Value> {
        let code = |level| self.region.at_level(level).map(|code| code.to_string());
        params![
            self.region.to_string(),
            code(Level::City),
            code(Level::County),
            code(Level::Town),
            code(Level::Village),
            self.sector.clone(),
        ]
    }
}

#[derive(Debug, Clone)]
pub(crate) struct Case {
    pub(crate) place: Place,
    pub(crate) kind: &'static str,
    pub(crate) class: &'static str,
    pub(crate) hazard_class: Option<String>,
    pub(crate) major: bool,
    pub(crate) opened_on: String,
    pub(crate) closed_on: Option<String>,
    pub(crate) due_on: Option<String>,
}

#[derive(Debug, Clone)]
pub(crate) struct Premises {
    pub(crate) place: Place,
    pub(crate) kind: &'static str,
    pub(crate) department: Option<String>,
    pub(crate) tags: Vec<String>,
    /// Hundredths of a square metre; 0 where it is not known.
    pub(crate) area: i64,
    pub(crate) created_on: String,
    pub(crate) inspected_on: Option<String>,
    pub(crate) voided: bool,
}

pub(crate) struct World {
    env: Env,
    pub(crate) pack: Pack,
    engine: Engine,
    pub(crate) cases: Vec<Case>,
    pub(crate) premises: Vec<Premises>,
    schema: Option<String>,
    _folder: tempfile::TempDir,
}

/// Runs a test on each engine.
pub(crate) async fn each<F: AsyncFn(World)>(test: F) {
    test(World::open(None).await).await;
    if let Ok(url) = std::env::var("QUTU_TEST_POSTGRES_URL") {
        let world = World::open(Some(&url)).await;
        let schema = world.schema.clone().unwrap();
        test(world).await;
        let admin = Database::open(&OpenOptions::new(&url)).await.unwrap();
        let tx = admin.write().await.unwrap();
        tx.execute_quietly(&format!("DROP SCHEMA {schema} CASCADE"), params![]).await.unwrap();
        tx.commit().await.unwrap();
    }
}

fn demo_pack() -> Pack {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../packs");
    Pack::load(&Files::read_folder(&folder).unwrap(), "demo-city").unwrap()
}

/// An instant on a day in Asia/Shanghai; late enough in the evening that UTC is still on it, or early enough that it is not.
fn instant(day: &str, early: bool) -> Timestamp {
    let start = Timestamp::start_of_day(day.parse().unwrap());
    Timestamp::from_micros(start.as_micros() + if early { 3_600_000_000 } else { 82_800_000_000 })
}

impl World {
    async fn open(url: Option<&str>) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let clock = Arc::new(FrozenClock::new("2024-05-06T01:02:03Z".parse().unwrap()));
        let ids = Arc::new(SystemIds::new(clock.clone()));
        let options = match url {
            None => OpenOptions {
                durable: false,
                ..OpenOptions::new(format!("sqlite://{}/t.db", folder.path().display()))
            },
            Some(url) => {
                let name = folder.path().file_name().unwrap().to_string_lossy().replace('.', "");
                let schema = format!("measure_{name}").to_lowercase();
                let admin = Database::open(&OpenOptions::new(url)).await.unwrap();
                let tx = admin.write().await.unwrap();
                tx.execute_quietly(&format!("CREATE SCHEMA {schema}"), params![]).await.unwrap();
                tx.commit().await.unwrap();
                OpenOptions { schema: Some(schema), durable: false, ..OpenOptions::new(url) }
            }
        };
        let database = Database::open(&options).await.unwrap();
        let migrations = [
            store::schema::migrations(),
            directory::migrations(),
            casework::migrations(),
            registry::migrations(),
        ]
        .concat();
        store::migration::migrate(&database, &migrations, clock.now()).await.unwrap();
        let env = Env { database, clock, ids, audit_key: Arc::new(audit::Key::new(vec![9; 32]).unwrap()) };
        let pack = demo_pack();
        let calendar = Arc::new(WorkCalendar::builtin().clone());
        let engine =
            Engine::new(Rules::from_pack(&pack), calendar, Arc::new(NoDirectory), Settings::default());
        let mut dice = Dice::new(7_654_321);
        let regions: Vec<RegionCode> = pack
            .regions
            .iter()
            .map(|region| region.code)
            .filter(|code| code.level() >= Level::County)
            .collect();
        // Most of it in one city, some anywhere: cities without counties, counties run by a province.
        let own: Vec<RegionCode> =
            regions.iter().filter(|code| code.to_string().starts_with("4499")).copied().collect();
        let places: Vec<RegionCode> =
            (0..18).map(|number| *dice.pick(if number < 13 { &own } else { &regions })).collect();
        let cases = (0..CASES).map(|_| case(&mut dice, &places)).collect();
        let premises = (0..PREMISES).map(|_| one_premises(&mut dice, &places)).collect();
        let world = Self { env, pack, engine, cases, premises, schema: options.schema, _folder: folder };
        let ctx = world.env.write(Caller::system("启动", Via::Command)).await.unwrap();
        world.engine.prepare(&ctx).await.unwrap();
        world.write(&ctx).await;
        ctx.tx.commit().await.unwrap();
        world
    }

    async fn write(&self, ctx: &Ctx) {
        let hash = self.pack.lifecycle("hazard").unwrap().content_hash.clone();
        let mut rows = Vec::new();
        for (number, case) in self.cases.iter().enumerate() {
            let due_key = match (&case.due_on, case.is_open()) {
                (_, false) => "9999-99-99".to_owned(),
                (None, true) => "9999-12-31".to_owned(),
                (Some(day), true) => day.clone(),
            };
            let mut row = case.place.values();
            row.extend(params![
                ctx.id::<Uuid>(),
                format!("测{number}"),
                case.kind,
                "demo-city",
                hash.clone(),
                "事项",
                "open",
                case.class,
                case.due_on.clone(),
                due_key,
                false,
                "{}",
                case.hazard_class.clone(),
                case.major,
                "事项",
                instant(&case.opened_on, number % 2 == 0).as_micros(),
                case.opened_on.clone(),
                case.closed_on.as_deref().map(|day| instant(day, false).as_micros()),
                case.closed_on.clone(),
                1_i64,
                1_i64,
                case.place.unit,
            ]);
            rows.push(row);
        }
        let columns = [
            "region_code",
            "city_code",
            "county_code",
            "town_code",
            "village_code",
            "sector",
            "id",
            "number",
            "kind",
            "pack",
            "lifecycle_hash",
            "title",
            "state",
            "state_class",
            "due_date",
            "due_key",
            "due_provisional",
            "fields",
            "class",
            "major",
            "search_text",
            "opened_at",
            "opened_on",
            "closed_at",
            "closed_on",
            "version",
            "round",
            "unit_id",
        ];
        ctx.tx.insert_many("cases", &columns, rows, "").await.unwrap();
        let (mut rows, mut tags) = (Vec::new(), Vec::new());
        for (number, one) in self.premises.iter().enumerate() {
            let id = ctx.id::<Uuid>();
            tags.extend(one.tags.iter().map(|tag| params![tag.clone(), id]));
            let created = instant(&one.created_on, number % 2 == 0).as_micros();
            #[expect(clippy::cast_precision_loss, reason = "areas of buildings")]
            let area = (one.area > 0).then(|| one.area as f64 / 100.0);
            let mut row = one.place.values();
            row.extend(params![
                id,
                format!("场所{number}"),
                one.kind,
                serde_json::to_string(&one.tags).unwrap(),
                "人民路",
                area,
                "{}",
                one.department.clone(),
                one.voided.then_some(created),
                one.inspected_on.clone(),
                format!("cs{number}"),
                "场所",
                created,
            ]);
            rows.push(row);
        }
        let columns = [
            "region_code",
            "city_code",
            "county_code",
            "town_code",
            "village_code",
            "sector",
            "id",
            "name",
            "kind",
            "tags",
            "address",
            "area_m2",
            "facts",
            "department",
            "voided_at",
            "last_inspected_on",
            "pinyin",
            "search",
            "created_at",
        ];
        ctx.tx.insert_many("premises", &columns, rows, "").await.unwrap();
        ctx.tx.insert_many("premises_tags", &["tag", "premises_id"], tags, "").await.unwrap();
    }

    /// Somebody who may read both lists within a scope.
    pub(crate) async fn read(&self, scope: &Scope) -> Ctx {
        self.env.read(caller(scope, &["case.read", "premises.read"])).await.unwrap()
    }

    pub(crate) async fn read_without(&self, permission: &str) -> Ctx {
        let scope = Scope::new([Grant::region("449900000000".parse().unwrap())]);
        let others: Vec<&str> =
            ["case.read", "premises.read"].into_iter().filter(|other| *other != permission).collect();
        self.env.read(caller(&scope, &others)).await.unwrap()
    }

    /// How many rows the list page counts at an address.
    pub(crate) async fn listed(&self, ctx: &Ctx, link: &str) -> i64 {
        let (path, query) = link.split_once('?').unwrap_or((link, ""));
        let counted = match path {
            "/cases" => self.engine.count(ctx, serde_urlencoded::from_str(query).unwrap()).await,
            _ => registry::service::count(ctx, &serde_urlencoded::from_str(query).unwrap()).await,
        };
        let counted = counted.unwrap();
        assert!(!counted.more);
        i64::try_from(counted.count).unwrap()
    }

    /// One or two random grants, some of them only for sectors.
    pub(crate) fn scope(&self, dice: &mut Dice) -> Scope {
        let mut grants = Vec::new();
        for _ in 0..=dice.below(2) {
            let region = self.somewhere(dice);
            let grant = Grant::region(region);
            grants.push(if dice.chance(4) { grant.in_sectors([*dice.pick(&SECTORS)]) } else { grant });
        }
        Scope::new(grants)
    }

    fn somewhere(&self, dice: &mut Dice) -> RegionCode {
        let place = dice.pick(&self.cases).place.region;
        let level = *dice.pick(&[Level::City, Level::City, Level::County, Level::County, Level::Town]);
        place.at_level(level).unwrap_or_else(|| place.city().unwrap())
    }

    pub(crate) fn measure(&self, dice: &mut Dice, over: Over) -> Measure {
        let mut filter: Vec<(&str, String)> = Vec::new();
        if dice.chance(3) {
            filter.push(("region", self.somewhere(dice).to_string()));
        }
        if dice.chance(5) {
            filter.push(("sector", (*dice.pick(&SECTORS)).to_owned()));
        }
        match over {
            Over::Cases => {
                match dice.below(6) {
                    0 => filter.push(("state_class", "closed".into())),
                    1 => filter.push(("state_class", "open,doing,void".into())),
                    2 => filter.push(("overdue", "true".into())),
                    3 => filter.push(("mark", "major".into())),
                    _ => {}
                }
                if dice.chance(4) {
                    filter.push(("opened_from", dice.day()));
                }
                if dice.chance(6) {
                    filter.push(("kind", "hazard".into()));
                }
            }
            Over::Premises => match dice.below(6) {
                0 => filter.push(("kind", (*dice.pick(&KINDS)).to_owned())),
                1 => filter.push(("kind", "shop,school".into())),
                2 => filter.push(("tag", (*dice.pick(&TAGS)).to_owned())),
                3 => filter.push(("department", "education".into())),
                _ => {}
            },
        }
        let filter = filter.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
        let value = if over == Over::Premises && dice.chance(4) { ValueOf::Area } else { ValueOf::Count };
        Measure { over, filter, value }
    }

    pub(crate) fn cut(&self, dice: &mut Dice, over: Over) -> Cut {
        let mut cut = Cut::default();
        if dice.chance(3) {
            cut.region = Some(self.somewhere(dice));
        }
        if dice.chance(2) {
            cut.basis = match over {
                Over::Cases => *dice.pick(&[Basis::Opened, Basis::Closed]),
                Over::Premises => *dice.pick(&[Basis::Created, Basis::Inspected]),
            };
            let (one, other) = (dice.day(), dice.day());
            cut.from = Some(one.clone().min(other.clone()).parse().unwrap());
            cut.to = (!dice.chance(4)).then(|| one.max(other).parse().unwrap());
        }
        cut
    }
}

fn caller(scope: &Scope, permissions: &[&str]) -> Caller {
    let mut caller = Caller::system("陈安", Via::Session);
    for (number, grant) in scope.grants.iter().enumerate() {
        let number = u128::try_from(number).unwrap();
        caller.posts.push(CallerPost {
            id: PostId::from_uuid(Uuid::from_u128(10 + number)),
            name: "岗位".into(),
            org: OrgId::from_uuid(Uuid::from_u128(20 + number)),
            org_name: "机构".into(),
            fire_authority: false,
            role: "city_office".into(),
            grant: grant.clone(),
            permissions: permissions.iter().map(|word| (*word).to_owned()).collect::<BTreeSet<_>>(),
        });
    }
    caller
}

fn place(dice: &mut Dice, places: &[RegionCode]) -> Place {
    Place {
        region: *dice.pick(places),
        sector: (!dice.chance(4)).then(|| (*dice.pick(&SECTORS)).to_owned()),
        unit: None,
    }
}

fn case(dice: &mut Dice, places: &[RegionCode]) -> Case {
    let class = *dice.pick(&CLASSES);
    let open = !["closed", "void"].contains(&class);
    let opened_on = dice.day();
    Case {
        place: place(dice, places),
        kind: "hazard",
        class,
        hazard_class: (!dice.chance(5)).then(|| (*dice.pick(&HAZARDS)).to_owned()),
        major: dice.chance(6),
        closed_on: (!open).then(|| dice.day().max(opened_on.clone())),
        due_on: (open && !dice.chance(4)).then(|| dice.day()),
        opened_on,
    }
}

fn one_premises(dice: &mut Dice, places: &[RegionCode]) -> Premises {
    let tags: BTreeSet<&str> = (0..dice.below(3)).map(|_| *dice.pick(&TAGS)).collect();
    Premises {
        place: place(dice, places),
        kind: KINDS[dice.below(KINDS.len())],
        department: (!dice.chance(4)).then(|| (*dice.pick(&["education", "commerce"])).to_owned()),
        tags: tags.into_iter().map(str::to_owned).collect(),
        area: if dice.chance(4) { 0 } else { i64::try_from(dice.below(500_000)).unwrap() },
        created_on: dice.day(),
        inspected_on: (!dice.chance(3)).then(|| dice.day()),
        voided: dice.chance(8),
    }
}
