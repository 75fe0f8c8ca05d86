//! Units and premises of the synthetic city.

use super::city::{City, hold};
use super::{SEED, holdings, names};
use crate::command::setup::told;
use access::command_caller;
use anyhow::{Context, Result};
use directory::post::NewPost;
use http::App;
use kernel::coordinate::Datum;
use kernel::id::{PremisesId, UnitId};
use kernel::region::RegionCode;
use kernel::scope::ScopeLevel;
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};
use registry::model::{NewPremises, NewUnit, Point};
use registry::service;
use serde_json::{Map, Value, json};

/// Kinds of premises with how often they occur, in parts of a hundred.
const KINDS: [(&str, u32); 15] = [
    ("hotel", 7),
    ("homestay", 4),
    ("restaurant", 16),
    ("shop", 16),
    ("unmanned_store", 2),
    ("market", 3),
    ("entertainment", 4),
    ("internet_cafe", 3),
    ("indoor_play", 3),
    ("bath", 4),
    ("factory", 12),
    ("warehouse", 8),
    ("three_in_one", 8),
    ("self_built_business", 7),
    ("kindergarten", 3),
];

/// A premises as the year needs it.
#[derive(Debug, Clone)]
pub(super) struct Known {
    pub(super) id: PremisesId,
    pub(super) kind: String,
    pub(super) region: RegionCode,
}

/// The premises of the city.
pub(super) struct Places {
    pub(super) all: Vec<Known>,
}

/// One unit in ten premises has a record of its own; the rest belong to households.
const UNIT_EVERY: usize = 10;
/// One premises in so many stands in the building of its town.
const IN_TOWER: u32 = 7;
/// Premises of the unit whose manager has a role card.
const SHOWN_TOGETHER: u32 = 6;
/// Rows a transaction.
const BATCH: usize = 200;

/// Registers units and premises through the registry, and gives a few units a manager with an account.
pub(super) async fn build(app: &App, city: &City, count: u32) -> Result<Places> {
    let mut random = StdRng::seed_from_u64(SEED ^ 0x9e37);
    let kinds: Vec<(&str, &str, u32)> = KINDS
        .iter()
        .filter_map(|(code, share)| Some((*code, app.pack.premises_kind(code)?.name.as_str(), *share)))
        .collect();
    let villages: Vec<RegionCode> = app
        .pack
        .regions
        .iter()
        .map(|region| region.code)
        .filter(|code| {
            code.village().is_some() && city.towns.iter().any(|town| Some(town.code) == code.town())
        })
        .collect();
    let units = units(app, city, &mut random, (count as usize / UNIT_EVERY).max(3)).await?;
    holdings::responsibles(app, &units).await?;
    let towers = holdings::buildings(app, city).await?;
    let mut all = Vec::with_capacity(count as usize);
    let mut held = Vec::new();
    let mut next = 0_u32;
    while (next as usize) < count as usize {
        let mut batch = Vec::with_capacity(BATCH);
        let mut known = Vec::with_capacity(BATCH);
        let mut tenants: Vec<Option<Option<UnitId>>> = Vec::with_capacity(BATCH);
        while batch.len() < BATCH && next < count {
            next += 1;
            // The first few stand in the town of the role cards and belong to the unit whose manager has one.
            let shown = next <= SHOWN_TOGETHER;
            let town = &city.towns[if shown { 0 } else { random.random_range(0..city.towns.len()) }];
            let own: Vec<RegionCode> =
                villages.iter().copied().filter(|code| code.town() == Some(town.code)).collect();
            let region = if own.is_empty() { town.code } else { own[random.random_range(0..own.len())] };
            let (kind, kind_name, _) = pick(&mut random, &kinds).context("没有场所类型")?;
            let unit =
                units.iter().filter(|(_, at)| *at == town.code).nth(next as usize % 3).map(|(unit, _)| *unit);
            let unit_id = if shown {
                units.first().map(|(unit, _)| *unit)
            } else {
                unit.filter(|_| next.is_multiple_of(4))
            };
            let tower = towers.get(&town.code).filter(|_| shown || next.is_multiple_of(IN_TOWER));
            let name = names::premises(&mut random, &town.name, kind_name, next);
            let point = city.geography.point_in(town.code, &mut random);
            batch.push(NewPremises {
                name,
                kind: kind.to_owned(),
                tags: Vec::new(),
                unit_id,
                region,
                address: format!("{}演示路{}号", town.name, random.random_range(1..400)),
                point: point.map(|(longitude, latitude)| Point { longitude, latitude }),
                area_m2: Some(f64::from(random.random_range(40..2_400_u32))),
                floors: Some(random.random_range(1..=8)),
                height_m: None,
                datum: Datum::Wgs84,
                building_id: tower.map(|tower| tower.id),
                on_floors: tower.map(|tower| i64::from(next) % tower.floors + 1).into_iter().collect(),
                measures: measures(&mut random, kind),
                facts: facts(&mut random, kind),
            });
            known.push((kind.to_owned(), region));
            tenants.push(unit_id.filter(|_| tower.is_some()).map(Some).or_else(|| tower.map(|_| None)));
        }
        let ctx = app.env.write(command_caller("演示数据")).await?;
        let ids = service::create_many(&ctx, &app.pack, batch).await.map_err(told)?;
        ctx.commit().await?;
        held.extend(ids.iter().zip(tenants).filter_map(|(id, tenant)| Some((*id, tenant?))));
        all.extend(ids.into_iter().zip(known).map(|(id, (kind, region))| Known { id, kind, region }));
    }
    holdings::leases(app, &held).await?;
    let shown: Vec<(PremisesId, RegionCode)> = all.iter().map(|known| (known.id, known.region)).collect();
    holdings::key_units(app, city, &shown).await?;
    Ok(Places { all })
}

/// Figures of the key-unit standard that the ledger of a kind usually has.
fn measures(random: &mut StdRng, kind: &str) -> registry::model::Measures {
    match kind {
        "hotel" => {
            [("rooms", random.random_range(12..120)), ("largest_floor_m2", random.random_range(200..1_800))]
                .map(|(name, value)| (name.to_owned(), value))
                .into()
        }
        "kindergarten" => [("users".to_owned(), random.random_range(60..320))].into(),
        _ => registry::model::Measures::new(),
    }
}

fn pick<'a>(random: &mut StdRng, kinds: &[(&'a str, &'a str, u32)]) -> Option<(&'a str, &'a str, u32)> {
    let all: u32 = kinds.iter().map(|(_, _, share)| share).sum();
    let mut at = random.random_range(0..all.max(1));
    kinds.iter().copied().find(|(_, _, share)| {
        let here = at < *share;
        at = at.saturating_sub(*share);
        here
    })
}

/// What the ledger knows of a premises before anybody visits.
fn facts(random: &mut StdRng, kind: &str) -> Map<String, Value> {
    let mut facts = Map::new();
    if matches!(kind, "factory" | "warehouse") {
        facts.insert("hazard_class".into(), json!(["丙", "丙", "丁", "戊"][random.random_range(0..4)]));
        facts.insert("workers_same_time".into(), json!(random.random_range(5..120)));
    } else {
        facts.insert("exits_required".into(), json!(2));
    }
    facts
}

async fn units(
    app: &App,
    city: &City,
    random: &mut StdRng,
    count: usize,
) -> Result<Vec<(UnitId, RegionCode)>> {
    let mut units = Vec::with_capacity(count);
    let mut inputs = Vec::with_capacity(count);
    let mut towns = Vec::with_capacity(count);
    for number in 0..count {
        let town = &city.towns[if number == 0 { 0 } else { random.random_range(0..city.towns.len()) }];
        towns.push(town.code);
        inputs.push(NewUnit {
            name: format!("{}演示单位{:04}", names::short(&town.name), number + 1),
            credit_code: None,
            kind: if number % 7 == 0 { "key" } else { "general" }.into(),
            region: town.code,
            address: format!("{}演示大道{}号", town.name, number + 1),
            legal_person: None,
            manager: None,
            phone: None,
            sector: None,
        });
    }
    for (inputs, towns) in inputs.chunks(BATCH).zip(towns.chunks(BATCH)) {
        let ctx = app.env.write(command_caller("演示数据")).await?;
        let ids = service::create_units(&ctx, &app.pack, inputs.to_vec()).await.map_err(told)?;
        ctx.commit().await?;
        units.extend(ids.into_iter().zip(towns.iter().copied()));
    }
    managers(app, city, &units).await?;
    Ok(units)
}

/// Three units get a manager who can sign in.
async fn managers(app: &App, city: &City, units: &[(UnitId, RegionCode)]) -> Result<()> {
    let ctx = app.env.write(command_caller("演示数据")).await?;
    for (number, (unit, town)) in units.iter().take(3).enumerate() {
        let Some(office) = town.county().and_then(|county| city.offices.get(&county)) else { continue };
        let post = NewPost {
            org_id: *office,
            name: "单位消防安全管理人".into(),
            role: "unit_manager".into(),
            level: ScopeLevel::Unit,
            region_code: None,
            unit_id: Some(unit.as_uuid()),
            sectors: None,
            valid_from: None,
        };
        let login = format!("unit-manager-{}", number + 1);
        hold(&ctx, app, post, &names::person(900 + number), &login).await?;
    }
    ctx.commit().await?;
    Ok(())
}
