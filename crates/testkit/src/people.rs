//! Who works in the city of the tests: bodies, posts, people and accounts, made through the services a user calls.

use access::command_caller;
use access::user::NewUser;
use anyhow::{Context, Result, anyhow};
use directory::organisation::{self, NewOrganisation, OrganisationKind};
use directory::person::{self, NewPerson};
use directory::post::{self, HandOver, NewPost};
use http::App;
use kernel::id::{OrgId, PersonId, PostId, UnitId, UserId};
use kernel::problem::Problem;
use kernel::region::RegionCode;
use kernel::scope::ScopeLevel;
use registry::model::NewUnit;
use std::collections::BTreeMap;
use store::Ctx;

/// A login and what it holds.
#[derive(Debug, Clone)]
pub struct Seat {
    /// Post.
    pub post: PostId,
    /// Person.
    pub person: PersonId,
    /// Account.
    pub user: UserId,
    /// Organisation.
    pub org: OrgId,
    /// Role of the post.
    pub role: String,
    /// Password of the first sign-in.
    pub password: String,
}

/// Everybody, by login.
#[derive(Debug, Clone)]
pub struct People {
    /// Logins.
    pub seats: BTreeMap<String, Seat>,
    /// Organisations by key.
    pub bodies: BTreeMap<String, OrgId>,
    /// The unit that has a manager.
    pub unit: UnitId,
}

/// Bodies: key, name, kind, region.
const BODIES: [(&str, &str, OrganisationKind, &str); 12] = [
    ("government", "示范市人民政府", OrganisationKind::Government, crate::CITY),
    ("office", "示范市消防安全委员会办公室", OrganisationKind::Commission, crate::CITY),
    ("fire", "示范市消防救援支队", OrganisationKind::FireAuthority, crate::CITY),
    ("information", "示范市消防信息中心", OrganisationKind::Other, crate::CITY),
    ("a-office", "临溪区消防安全委员会办公室", OrganisationKind::Commission, crate::COUNTY_A),
    ("a-fire", "临溪区消防救援大队", OrganisationKind::FireAuthority, crate::COUNTY_A),
    ("b-office", "望岚区消防安全委员会办公室", OrganisationKind::Commission, crate::COUNTY_B),
    ("b-fire", "望岚区消防救援大队", OrganisationKind::FireAuthority, crate::COUNTY_B),
    ("a1-station", "溪口街道消防工作站", OrganisationKind::Station, crate::TOWN_A1),
    ("a2-station", "桥南街道消防工作站", OrganisationKind::Station, crate::TOWN_A2),
    ("b1-station", "岚东街道消防工作站", OrganisationKind::Station, crate::TOWN_B1),
    ("firm", "溪口示范商场管理处", OrganisationKind::Unit, crate::TOWN_A1),
];

/// Logins with their role and body. The post reaches the region of the body, that of the manager the unit.
pub const SEATS: [(&str, &str, &str); 25] = [
    ("leader", "leader", "government"),
    ("city-office", "city_office", "office"),
    ("city-officer", "fire_officer", "fire"),
    ("city-chief", "fire_chief", "fire"),
    ("sysadmin", "system_admin", "information"),
    ("secadmin", "security_admin", "information"),
    ("auditor", "audit_admin", "information"),
    ("a-office", "county_office", "a-office"),
    ("a-office2", "county_office", "a-office"),
    ("a-officer", "fire_officer", "a-fire"),
    ("a-officer2", "fire_officer", "a-fire"),
    ("a-chief", "fire_chief", "a-fire"),
    ("a-chief2", "fire_chief", "a-fire"),
    ("b-office", "county_office", "b-office"),
    ("b-officer", "fire_officer", "b-fire"),
    ("b-chief", "fire_chief", "b-fire"),
    ("a1-station", "town_station", "a1-station"),
    ("a1-station2", "town_station", "a1-station"),
    ("a1-grid", "grid_worker", "a1-station"),
    ("a2-station", "town_station", "a2-station"),
    ("a2-grid", "grid_worker", "a2-station"),
    ("b1-station", "town_station", "b1-station"),
    ("b1-grid", "grid_worker", "b1-station"),
    ("manager", "unit_manager", "firm"),
    ("city-office2", "city_office", "office"),
];

#[expect(clippy::needless_pass_by_value, reason = "handed to map_err")]
fn told(problem: Problem) -> anyhow::Error {
    let fields: Vec<String> =
        problem.fields.iter().map(|field| format!("{} {}", field.pointer, field.message)).collect();
    anyhow!("{} {} {}", problem.status, problem.detail, fields.join("; "))
}

fn region(code: &str) -> Result<RegionCode> {
    code.parse().map_err(|error| anyhow!("{code}: {error}"))
}

impl People {
    /// Loads the regions and makes everybody, as somebody at the server's command line would.
    ///
    /// # Errors
    /// When a service refuses.
    pub async fn settle(app: &App) -> Result<Self> {
        let ctx = app.env.write(command_caller("测试")).await?;
        let regions = app.pack.regions.within(region(crate::CITY)?).map(|region| region.entry());
        directory::region::load_regions(&ctx, regions).await.map_err(told)?;
        let mut bodies = BTreeMap::new();
        for (key, name, kind, at) in BODIES {
            let new = NewOrganisation {
                name: name.to_owned(),
                short_name: None,
                kind,
                region_code: region(at)?,
                parent_id: None,
                is_fire_authority: kind == OrganisationKind::FireAuthority,
                department: None,
                sector: None,
                valid_from: None,
            };
            let made =
                organisation::create(&ctx, new).await.map_err(told).with_context(|| name.to_owned())?;
            bodies.insert(key.to_owned(), made.id);
        }
        let unit = unit(&ctx, app).await?;
        let mut seats = BTreeMap::new();
        for (login, role, body) in SEATS {
            let at = BODIES.iter().find(|(key, ..)| *key == body).map(|(.., at)| *at).unwrap_or_default();
            let org = bodies[body];
            let seat = Self::seat(&ctx, app, login, role, org, region(at)?, unit).await;
            seats.insert(login.to_owned(), seat.with_context(|| login.to_owned())?);
        }
        ctx.commit().await?;
        Ok(Self { seats, bodies, unit })
    }

    async fn seat(
        ctx: &Ctx,
        app: &App,
        login: &str,
        role: &str,
        org: OrgId,
        at: RegionCode,
        unit: UnitId,
    ) -> Result<Seat> {
        let of_unit = role == "unit_manager";
        let new = NewPost {
            org_id: org,
            name: format!("{login} 岗位"),
            role: role.to_owned(),
            level: if of_unit { ScopeLevel::Unit } else { at.level().into() },
            region_code: (!of_unit).then_some(at),
            unit_id: of_unit.then(|| unit.as_uuid()),
            sectors: None,
            valid_from: None,
        };
        let post = post::create(ctx, &*app.access, new).await.map_err(told)?.id;
        let (person, user, password) = Self::account(ctx, app, login, org).await?;
        let over = HandOver { person_id: Some(person), ..HandOver::default() };
        post::hand_over(ctx, &*app.access, post, over).await.map_err(told)?;
        Ok(Seat { post, person, user, org, role: role.to_owned(), password })
    }

    /// A person with an account and no post: person, account, first password.
    ///
    /// # Errors
    /// When a service refuses.
    pub async fn account(
        ctx: &Ctx,
        app: &App,
        login: &str,
        org: OrgId,
    ) -> Result<(PersonId, UserId, String)> {
        let person =
            NewPerson { name: format!("测试人员{login}"), org_id: org, phone: None, title: None };
        let person = person::create(ctx, person).await.map_err(told)?.id;
        let user = NewUser { person_id: person, login: login.to_owned(), valid_until: None };
        let user = app.access.create_user(ctx, user).await.map_err(told)?;
        Ok((person, user.user.id, user.one_time_password))
    }
}

async fn unit(ctx: &Ctx, app: &App) -> Result<UnitId> {
    let new = NewUnit {
        name: "溪口示范商场".into(),
        credit_code: None,
        kind: "general".into(),
        region: region(crate::TOWN_A1)?,
        address: "溪口路1号".into(),
        legal_person: None,
        manager: None,
        phone: None,
        sector: None,
    };
    let made = registry::service::create_unit(ctx, &app.pack, new).await.map_err(told)?;
    Ok(made.row.id)
}
