//! A city with things in many places, for the oracle of scopes.

use casework::port::Premises as _;
use casework::{Engine as Ledger, NewCase};
use kernel::id::{OrgId, PersonId, PostId, UnitId};
use kernel::region::{Level, RegionCode};
use kernel::scope::ScopeLevel;
use registry::model::{NewPremises, NewUnit};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use store::Ctx;
use testkit::{City, Client, People};

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
}

/// What was built, and the pool of accounts whose posts are handed over again and again.
pub(crate) struct World {
    pub(crate) city: City,
    pub(crate) regions: BTreeMap<Level, Vec<RegionCode>>,
    pub(crate) units: Vec<UnitId>,
    pub(crate) pool: Vec<Member>,
    pub(crate) dice: Dice,
}

/// One account of the pool, with the posts it holds now.
pub(crate) struct Member {
    pub(crate) client: Client,
    person: PersonId,
    pub(crate) posts: Vec<PostId>,
}

const PREMISES: usize = 400;
const CASES: usize = 600;
const VISITS: usize = 40;
const FILES: usize = 60;
const POOL: usize = 20;

async fn command(city: &City) -> Ctx {
    city.app.env.write(access::command_caller("测试")).await.unwrap()
}

impl World {
    pub(crate) async fn build(city: City) -> Self {
        let mut dice = Dice::new(0x5eed_cafe);
        let root: RegionCode = testkit::CITY.parse().unwrap();
        let mut regions: BTreeMap<Level, Vec<RegionCode>> = BTreeMap::new();
        for region in city.app.pack.regions.within(root) {
            regions.entry(region.code.level()).or_default().push(region.code);
        }
        let counties: Vec<_> = regions[&Level::County].iter().take(4).copied().collect();
        let inside = |code: &RegionCode| counties.iter().any(|county| county.contains(*code));
        for codes in regions.values_mut() {
            codes.retain(|code| *code == root || inside(code));
        }
        // Few enough towns that posts and premises meet, in several counties.
        let towns: Vec<_> = regions[&Level::Town].iter().step_by(3).take(9).copied().collect();
        regions.insert(Level::Town, towns.clone());
        regions
            .get_mut(&Level::Village)
            .unwrap()
            .retain(|code| towns.iter().any(|town| town.contains(*code)));
        let places: Vec<RegionCode> = towns.iter().chain(&regions[&Level::Village]).copied().collect();
        let units = units(&city, &places, &mut dice).await;
        let premises = premises(&city, &places, &units, &mut dice).await;
        cases(&city, &premises, &places, &mut dice).await;
        work(&city, &premises, &places, &units, &mut dice).await;
        let pool = pool(&city).await;
        Self { city, regions, units, pool, dice }
    }

    /// Hands everybody in the pool one to three new posts in place of what they held.
    pub(crate) async fn deal(&mut self, sectors: &[String]) {
        let ctx = command(&self.city).await;
        let org = self.city.people.bodies["information"];
        for number in 0..self.pool.len() {
            let person = self.pool[number].person;
            for post in std::mem::take(&mut self.pool[number].posts) {
                let over = directory::post::HandOver { ends: vec![person], ..Default::default() };
                directory::post::hand_over(&ctx, &*self.city.app.access, post, over).await.unwrap();
            }
            for _ in 0..1 + self.dice.below(3) {
                let post = self.post(&ctx, org, sectors).await;
                let over = directory::post::HandOver { person_id: Some(person), ..Default::default() };
                directory::post::hand_over(&ctx, &*self.city.app.access, post, over).await.unwrap();
                self.pool[number].posts.push(post);
            }
        }
        ctx.commit().await.unwrap();
    }

    async fn post(&mut self, ctx: &Ctx, org: OrgId, sectors: &[String]) -> PostId {
        let dice = &mut self.dice;
        let (level, roles): (Option<Level>, &[&str]) = match dice.below(20) {
            0 => (Some(Level::City), &["leader", "city_office"]),
            1..=4 => (Some(Level::County), &["county_office", "leader"]),
            5..=11 => (Some(Level::Town), &["town_station", "leader", "grid_worker"]),
            12..=15 => (Some(Level::Village), &["grid_worker"]),
            _ => (None, &["unit_manager"]),
        };
        let role = (*dice.pick(roles)).to_owned();
        let limited = dice.below(5) < 2;
        let chosen: Vec<String> = (0..1 + dice.below(3)).map(|_| dice.pick(sectors).clone()).collect();
        let new = directory::post::NewPost {
            org_id: org,
            name: format!("{role} 岗位"),
            role,
            level: level.map_or(ScopeLevel::Unit, ScopeLevel::from),
            region_code: level.map(|level| *dice.pick(&self.regions[&level])),
            unit_id: level.is_none().then(|| dice.pick(&self.units).as_uuid()),
            sectors: limited.then_some(chosen),
            valid_from: None,
        };
        directory::post::create(ctx, &*self.city.app.access, new).await.unwrap().id
    }
}

async fn units(city: &City, places: &[RegionCode], dice: &mut Dice) -> Vec<UnitId> {
    let ctx = command(city).await;
    let new = (0..20).map(|n| NewUnit {
        name: format!("单位{n}"),
        credit_code: None,
        kind: "general".into(),
        region: *dice.pick(places),
        address: "示范路".into(),
        legal_person: None,
        manager: None,
        phone: None,
        sector: (n % 3 == 0).then(|| "commerce".to_owned()),
    });
    let new: Vec<NewUnit> = new.collect();
    let units = registry::service::create_units(&ctx, &city.app.pack, new).await.unwrap();
    ctx.commit().await.unwrap();
    units
}

async fn premises(city: &City, places: &[RegionCode], units: &[UnitId], dice: &mut Dice) -> Vec<Value> {
    // A few kinds with a lead and a few without, so that some premises have no sector.
    let kinds: Vec<String> =
        city.app.pack.premises_kinds.iter().step_by(7).map(|kind| kind.code.clone()).collect();
    let new = (0..PREMISES).map(|n| {
        let unit = (dice.below(3) == 0).then(|| *dice.pick(units));
        let degrees = |n: usize| f64::from(u32::try_from(n % 100).unwrap()) / 500.0;
        json!({
            "name": format!("场所{}", n % 90), "kind": dice.pick(&kinds), "region": dice.pick(places),
            "address": "示范路", "unit_id": unit,
            "point": (n % 10 != 0).then(|| json!({ "longitude": 116.1 + degrees(n * 7), "latitude": 23.3 + degrees(n * 13) })),
        })
    });
    let new: Vec<Value> = new.collect();
    let ctx = command(city).await;
    let inputs: Vec<NewPremises> =
        new.iter().map(|new| serde_json::from_value(new.clone()).unwrap()).collect();
    let ids = registry::service::create_many(&ctx, &city.app.pack, inputs).await.unwrap();
    ctx.commit().await.unwrap();
    ids.into_iter()
        .zip(new)
        .map(|(id, new)| json!({ "id": id, "kind": new["kind"], "region": new["region"] }))
        .collect()
}

/// Cases of premises and of bare regions; a third opened two weeks later, so that some are overdue and some not.
async fn cases(city: &City, premises: &[Value], places: &[RegionCode], dice: &mut Dice) {
    let ledger = city.app.service::<Ledger>().unwrap();
    for part in 0..3 {
        let ctx = command(city).await;
        for n in 0..CASES / 3 {
            let id = dice.pick(premises)["id"].as_str().unwrap().parse().unwrap();
            let subject = registry::facts::Register.subject(&ctx, id).await.unwrap();
            let bare = n % 10 == 0;
            let new = NewCase {
                subject: subject.filter(|_| !bare),
                region: bare.then(|| *dice.pick(places)),
                fields: json!({ "summary": "堵塞", "class": "exit_blocked", "found_on": "2024-05-06" })
                    .as_object()
                    .unwrap()
                    .clone(),
                ..NewCase::new("hazard", &format!("隐患{part}-{n}"))
            };
            ledger.open(&ctx, new).await.unwrap();
        }
        ctx.commit().await.unwrap();
        if part == 1 {
            city.travel("2024-05-20T01:00:00Z");
        }
    }
}

async fn some(city: &City, sql: &str) -> Vec<String> {
    let tx = city.app.env.database.read().await.unwrap();
    let ids = tx.map_rows(sql, vec![], |row| Ok(row.uuid("id")?.to_string())).await.unwrap();
    tx.rollback().await.unwrap();
    ids
}

/// Visits, files, handed-over and voided cases, and premises that moved after their cases were opened.
async fn work(city: &City, premises: &[Value], places: &[RegionCode], units: &[UnitId], dice: &mut Dice) {
    let officer = city.client("city-officer").await;
    for place in premises.iter().step_by(PREMISES / VISITS) {
        officer.inspect(place, "2024-05-20", &["extinguishers"], json!({})).await;
    }
    let ids = some(city, "SELECT id FROM cases ORDER BY id").await;
    for (n, id) in ids.iter().step_by(CASES / FILES).enumerate() {
        officer.attach(id, "before", u8::try_from(n % 256).unwrap()).await;
    }
    let chief = city.client("city-chief").await;
    for id in ids.iter().skip(5).step_by(9) {
        chief.act(id, "void", json!({ "reason": "重复登记" }), &[]).await.ok();
    }
    for id in ids.iter().skip(6).step_by(9) {
        officer.act(id, "assign", json!({ "due": "2024-07-01" }), &[]).await.ok();
    }
    let station = city.people.seats["a1-station"].post;
    for id in some(
        city,
        &format!("SELECT id FROM cases WHERE town_code = '{}' ORDER BY id LIMIT 12", testkit::TOWN_A1),
    )
    .await
    {
        let _ = officer.act(&id, "transfer", json!({ "to_post": station, "reason": "属地办理" }), &[]).await;
    }
    for place in premises.iter().skip(3).step_by(20) {
        let id = place["id"].as_str().unwrap();
        let version = officer.get(&format!("/premises/{id}")).await.ok()["version"].clone();
        let moved = json!({ "version": version, "region": dice.pick(places), "unit_id": dice.pick(units) });
        officer.patch(&format!("/premises/{id}"), moved).await.ok();
    }
    for place in premises.iter().skip(7).step_by(50) {
        let path = format!("/premises/{}", place["id"].as_str().unwrap());
        let version = officer.get(&path).await.ok()["version"].clone();
        let _ =
            officer.post(&format!("{path}/void"), json!({ "version": version, "reason": "已关闭" })).await;
    }
}

async fn pool(city: &City) -> Vec<Member> {
    let ctx = command(city).await;
    let org = city.people.bodies["information"];
    let mut people = Vec::new();
    for n in 0..POOL {
        let login = format!("member-{n}");
        let (person, ..) = People::account(&ctx, &city.app, &login, org).await.unwrap();
        people.push((login, person));
    }
    ctx.commit().await.unwrap();
    let mut pool = Vec::new();
    for (login, person) in people {
        pool.push(Member { client: city.client(&login).await, person, posts: Vec::new() });
    }
    pool
}
