//! Regions, bodies, posts, people and accounts of the synthetic city.

use super::geography::{Geography, Place};
use super::{SEED, names};
use crate::command::setup::told;
use access::user::NewUser;
use access::{Origin, command_caller};
use anyhow::{Context, Result};
use directory::organisation::{self, NewOrganisation, OrganisationKind};
use directory::person::{self, NewPerson};
use directory::post::{self, HandOver, NewPost};
use http::App;
use kernel::id::OrgId;
use kernel::region::{Level, RegionCode};
use kernel::scope::ScopeLevel;
use pack::OrganisationTemplate;
use std::collections::BTreeMap;
use store::{Caller, Ctx};

/// The city as the later steps need it.
pub(super) struct City {
    pub(super) geography: Geography,
    pub(super) towns: Vec<Place>,
    /// Callers by role and region they reach.
    pub(super) callers: BTreeMap<(String, RegionCode), Vec<Caller>>,
    /// Organisation under which unit managers stand, by county.
    pub(super) offices: BTreeMap<RegionCode, OrgId>,
}

impl City {
    /// Somebody with the role at the region or the nearest region above.
    pub(super) fn caller(&self, role: &str, region: RegionCode, turn: usize) -> Option<&Caller> {
        std::iter::successors(Some(region), |code| code.parent()).find_map(|code| {
            let callers = self.callers.get(&(role.to_owned(), code))?;
            callers.get(turn % callers.len().max(1))
        })
    }
}

fn kind(template: &OrganisationTemplate) -> OrganisationKind {
    match (template.department.as_deref(), template.level.as_str()) {
        (Some("government"), "town") => OrganisationKind::Town,
        (Some("government"), _) => OrganisationKind::Government,
        (Some("committee_office"), _) => OrganisationKind::Commission,
        (Some("fire"), _) => OrganisationKind::FireAuthority,
        (_, "town") if template.code.contains("station") => OrganisationKind::Station,
        (_, "village") => OrganisationKind::Village,
        (Some(_), _) => OrganisationKind::Department,
        (None, _) => OrganisationKind::Other,
    }
}

/// Builds the city through the directory and the access room.
pub(super) async fn build(app: &App) -> Result<City> {
    let region: RegionCode = app
        .pack
        .manifest
        .region
        .as_deref()
        .context("规则包没有写明地区")?
        .parse()
        .map_err(|error| anyhow::anyhow!("地区代码有误：{error}"))?;
    let ctx = app.env.write(command_caller("演示数据")).await?;
    let entries: Vec<_> = app.pack.regions.within(region).map(|region| region.entry()).collect();
    let towns: Vec<Place> = entries
        .iter()
        .filter(|entry| entry.code.level() == Level::Town)
        .map(|entry| Place { code: entry.code, name: entry.name.clone() })
        .collect();
    directory::region::load_regions(&ctx, entries).await.map_err(told)?;
    let geography = Geography::grow(&towns, SEED)?;
    directory::region::load_shapes(&ctx, geography.shapes()?).await.map_err(told)?;
    ctx.commit().await?;

    let ctx = app.env.write(command_caller("演示数据")).await?;
    let mut bodies: BTreeMap<(String, RegionCode), OrgId> = BTreeMap::new();
    let mut offices = BTreeMap::new();
    let mut logins: Vec<(String, RegionCode, String)> = Vec::new();
    for body in app.pack.bodies(region) {
        let parent = body.parent.and_then(|(code, region)| bodies.get(&(code.to_owned(), region)).copied());
        let fire = body.template.department.as_deref() == Some("fire");
        let new = NewOrganisation {
            name: body.name.clone(),
            short_name: None,
            kind: kind(body.template),
            region_code: body.region.code,
            parent_id: parent,
            is_fire_authority: fire,
            department: body.template.department.clone(),
            sector: None,
            valid_from: None,
        };
        let org = organisation::create(&ctx, new).await.map_err(told).with_context(|| body.name.clone())?.id;
        bodies.insert((body.template.code.clone(), body.region.code), org);
        if body.template.department.as_deref() == Some("committee_office") {
            offices.insert(body.region.code, org);
        }
        for template in &body.template.posts {
            for role in &template.roles {
                let number = logins.len() + 1;
                let login = login(role, body.region.code, &logins);
                let sectors = (!template.sectors.is_empty()).then(|| template.sectors.clone());
                let seat = Seat { org, region: body.region.code, title: &template.title, role, sectors };
                fill(&ctx, app, seat, &names::person(number), &login)
                    .await
                    .with_context(|| body.name.clone())?;
                logins.push((role.clone(), body.region.code, login));
            }
        }
    }
    ctx.commit().await?;

    let mut callers: BTreeMap<(String, RegionCode), Vec<Caller>> = BTreeMap::new();
    for (role, region, login) in logins {
        callers.entry((role, region)).or_default().push(sign_in(app, &login).await?);
    }
    Ok(City { geography, towns, callers, offices })
}

/// The caller behind a login, as the demonstration's card would give it.
pub(super) async fn sign_in(app: &App, login: &str) -> Result<Caller> {
    let origin = Origin { address: Some("127.0.0.1".into()), agent: Some("演示数据".into()) };
    let session = app.access.demo_sign_in(&app.env, login, &origin).await.map_err(told)?;
    Ok(session.signed_in.caller)
}

fn login(role: &str, region: RegionCode, taken: &[(String, RegionCode, String)]) -> String {
    let same = taken.iter().filter(|(known, at, _)| known == role && *at == region).count();
    let digits = region.to_string();
    let place = digits.trim_end_matches('0').get(4..).unwrap_or_default().to_owned();
    let number = if same == 0 { String::new() } else { format!("-{}", same + 1) };
    format!("{}{}{place}{number}", role.replace('_', "-"), if place.is_empty() { "" } else { "-" })
}

/// A post and where it stands.
pub(super) struct Seat<'a> {
    pub(super) org: OrgId,
    pub(super) region: RegionCode,
    pub(super) title: &'a str,
    pub(super) role: &'a str,
    pub(super) sectors: Option<Vec<String>>,
}

/// Defines a post, gives it to a new person and opens their account.
async fn fill(ctx: &Ctx, app: &App, seat: Seat<'_>, name: &str, login: &str) -> Result<()> {
    let new = NewPost {
        org_id: seat.org,
        name: seat.title.to_owned(),
        role: seat.role.to_owned(),
        level: ScopeLevel::from_code(seat.region.level().code())?,
        region_code: Some(seat.region),
        unit_id: None,
        sectors: seat.sectors,
        valid_from: None,
    };
    hold(ctx, app, new, name, login).await
}

/// As [`fill`], for a post that is described already.
pub(super) async fn hold(ctx: &Ctx, app: &App, post: NewPost, name: &str, login: &str) -> Result<()> {
    let org = post.org_id;
    let title = post.name.clone();
    let post = post::create(ctx, &*app.access, post).await.map_err(told).with_context(|| title.clone())?;
    let person = NewPerson { name: name.to_owned(), org_id: org, phone: None, title: Some(title.clone()) };
    let person = person::create(ctx, person).await.map_err(told)?;
    let over = HandOver { person_id: Some(person.id), ..HandOver::default() };
    post::hand_over(ctx, &*app.access, post.id, over).await.map_err(told).with_context(|| title)?;
    let user = NewUser { person_id: person.id, login: login.to_owned(), valid_until: None };
    app.access.create_user(ctx, user).await.map_err(told).with_context(|| login.to_owned())?;
    Ok(())
}
