//! Buildings of the synthetic city, who owns and rents them, who answers for fire safety, which facilities they have.

use super::city::City;
use super::{SEED, names};
use crate::command::setup::told;
use access::command_caller;
use anyhow::Result;
use http::App;
use kernel::coordinate::Datum;
use kernel::id::{BuildingId, PremisesId, UnitId};
use kernel::region::RegionCode;
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};
use registry::model::{
    BuildingInput, FacilityInput, Floor, KeyDecision, KeyStatus, LeaseInput, LeaseRole, Point,
    ResponsibleInput,
};
use registry::service::{self, Desk};
use std::collections::BTreeMap;
use store::Ctx;

/// A building and how many floors it has above ground.
#[derive(Debug, Clone, Copy)]
pub(super) struct Tower {
    pub(super) id: BuildingId,
    pub(super) floors: i64,
}

/// Facilities of a building of the demonstration: kind, count, state.
const FACILITIES: [(&str, i64, &str); 5] = [
    ("alarm_system", 1, "ok"),
    ("sprinkler", 1, "faulty"),
    ("indoor_hydrant", 12, "ok"),
    ("emergency_light", 24, "ok"),
    ("extinguisher", 30, "ok"),
];
/// Fire-safety posts of a unit of the demonstration.
const POSTS: [&str; 4] = ["legal_person", "responsible", "manager", "control_room"];

/// One building a town, with its floors and facilities.
pub(super) async fn buildings(app: &App, city: &City) -> Result<BTreeMap<RegionCode, Tower>> {
    let mut random = StdRng::seed_from_u64(SEED ^ 0x5eed);
    let mut towers = BTreeMap::new();
    let ctx = app.env.write(command_caller("演示数据")).await?;
    for (number, town) in city.towns.iter().enumerate() {
        let floors = random.random_range(3..=12);
        let point = city.geography.point_in(town.code, &mut random);
        let input = BuildingInput {
            version: 0,
            name: format!("{}演示大厦{}", names::short(&town.name), number + 1),
            address: format!("{}演示路{}号", town.name, random.random_range(1..400)),
            region: town.code,
            point: point.map(|(longitude, latitude)| Point { longitude, latitude }),
            datum: Datum::Wgs84,
            floors_above: Some(floors),
            floors_below: Some(i64::from(number % 2 == 0)),
            height_m: Some(f64::from(i32::try_from(floors).unwrap_or_default()) * 3.6),
            area_m2: Some(f64::from(random.random_range(2_000..9_000_u32))),
            use_class: Some("mixed".into()),
            structure: Some("reinforced_concrete".into()),
            built_year: Some(random.random_range(1992..2020)),
            floors: vec![
                Floor { number: 1, area_m2: Some(620.0), used_for: Some("商铺".into()) },
                Floor { number: 2, area_m2: Some(600.0), used_for: Some("餐饮、办公".into()) },
                Floor { number: floors, area_m2: Some(540.0), used_for: Some("出租住房".into()) },
            ],
        };
        let building = service::create_building(&ctx, &app.pack, input).await.map_err(told)?;
        for (kind, count, state) in FACILITIES {
            facility(&ctx, app, (Some(building.row.id), None), (kind, count, state)).await?;
        }
        towers.insert(town.code, Tower { id: building.row.id, floors });
    }
    ctx.commit().await?;
    Ok(towers)
}

async fn facility(
    ctx: &Ctx,
    app: &App,
    place: (Option<BuildingId>, Option<PremisesId>),
    what: (&str, i64, &str),
) -> Result<()> {
    let (kind, count, state) = what;
    let input = FacilityInput {
        version: 0,
        building_id: place.0,
        premises_id: place.1,
        kind: kind.into(),
        count,
        state: state.into(),
        maintained_on: Some(ctx.today()),
        maintainer: Some("演示维保公司".into()),
        note: None,
    };
    service::create_facility(ctx, &app.pack, input).await.map_err(told)?;
    Ok(())
}

/// Who answers for fire safety in some units.
pub(super) async fn responsibles(app: &App, units: &[(UnitId, RegionCode)]) -> Result<()> {
    let ctx = app.env.write(command_caller("演示数据")).await?;
    for (number, (unit, _)) in units.iter().enumerate().filter(|(number, _)| number % 3 == 0) {
        for (post, role) in POSTS.iter().enumerate() {
            let input = ResponsibleInput {
                version: 0,
                unit_id: *unit,
                role: (*role).into(),
                name: names::person(500 + number * POSTS.len() + post),
                phone: Some(format!("1380000{:04}", number * POSTS.len() + post)),
                certificate: (*role == "control_room").then(|| format!("演示{number:06}")),
                since: Some(ctx.today()),
                until: None,
            };
            service::create_responsible(&ctx, &app.pack, input).await.map_err(told)?;
        }
    }
    ctx.commit().await?;
    Ok(())
}

/// Owner, landlord, tenant and manager of premises in a building, and extinguishers of their own.
pub(super) async fn leases(app: &App, held: &[(PremisesId, Option<UnitId>)]) -> Result<()> {
    let ctx = app.env.write(command_caller("演示数据")).await?;
    for (number, (premises, unit)) in held.iter().enumerate() {
        let party = |role: LeaseRole, party: String, above, part: Option<&str>| LeaseInput {
            version: 0,
            building_id: None,
            premises_id: Some(*premises),
            parent_id: above,
            role,
            unit_id: None,
            party: Some(party),
            phone: Some(format!("1390000{number:04}")),
            part: part.map(str::to_owned),
            area_m2: None,
            starts_on: Some(ctx.today()),
            ends_on: None,
            note: None,
        };
        let owner = party(LeaseRole::Owner, format!("演示村集体{}", number % 7 + 1), None, None);
        let owner = service::create_lease(&ctx, owner).await.map_err(told)?;
        let landlord =
            party(LeaseRole::Landlord, format!("演示房东{}", number % 11 + 1), Some(owner.id), None);
        let landlord = service::create_lease(&ctx, landlord).await.map_err(told)?;
        let mut tenant =
            party(LeaseRole::Tenant, format!("演示租户{}", number + 1), Some(landlord.id), Some("整层"));
        tenant.unit_id = *unit;
        let tenant = service::create_lease(&ctx, tenant).await.map_err(told)?;
        if number % 2 == 0 {
            let below = party(
                LeaseRole::Subtenant,
                format!("演示转租户{}", number + 1),
                Some(tenant.id),
                Some("东侧隔间"),
            );
            service::create_lease(&ctx, below).await.map_err(told)?;
        }
        let keeper = party(LeaseRole::Manager, "演示物业公司".into(), Some(owner.id), None);
        service::create_lease(&ctx, keeper).await.map_err(told)?;
        facility(&ctx, app, (None, Some(*premises)), ("extinguisher", 6, "ok")).await?;
    }
    ctx.commit().await?;
    Ok(())
}

/// One premises declared as a key unit, one determined.
pub(super) async fn key_units(app: &App, city: &City, premises: &[(PremisesId, RegionCode)]) -> Result<()> {
    let (engine, visits) = (
        app.service::<casework::Engine>().map_err(told)?,
        app.service::<registry::http::VisitBook>().map_err(told)?,
    );
    let desk = Desk { pack: &app.pack, engine: &engine, visits: &*visits.0 };
    let said =
        [(KeyStatus::Determined, Some("演示消重〔2023〕1号")), (KeyStatus::Declared, Some("演示单位申报表"))];
    for ((premises, region), (status, paper)) in premises.iter().zip(said) {
        let Some(officer) = city.caller("fire_officer", *region, 0) else { continue };
        let ctx = app.env.write(officer.clone()).await?;
        let decision = KeyDecision { version: 1, status, on: ctx.today(), paper: paper.map(str::to_owned) };
        service::decide_key_unit(&ctx, &desk, *premises, decision).await.map_err(told)?;
        ctx.commit().await?;
    }
    Ok(())
}
