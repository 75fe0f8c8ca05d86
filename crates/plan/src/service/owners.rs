//! Whom a task may be given to.

use super::{Desk, seen};
use crate::model::{Owner, OwnerKind, PlanRow, PlanTask};
use crate::rules;
use directory::facts::{self, Body};
use kernel::id::{OrgId, PostId};
use kernel::problem::Problem;
use kernel::region::{Level, RegionCode};
use pack::Pack;
use serde::Serialize;
use std::collections::BTreeSet;
use store::Ctx;
use utoipa::ToSchema;
use uuid::Uuid;

/// Somebody a task may be given to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct OwnerChoice {
    /// `organisation`, `post`, `each_county` or `each_town`.
    pub kind: OwnerKind,
    /// Name; of a post with its organisation.
    pub name: String,
    /// Organisation.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub org_id: Option<OrgId>,
    /// Post.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub post_id: Option<PostId>,
    /// Whether somebody holds a post that answers.
    pub held: bool,
}

/// Organisations of a plan's region and below, down to towns.
pub(crate) async fn bodies(ctx: &Ctx, region: Option<RegionCode>) -> Result<Vec<Body>, Problem> {
    Ok(facts::bodies(&ctx.tx, region, ctx.today()).await?)
}

/// Owners with the names looked up.
pub(crate) fn resolved(
    pack: &Pack,
    region: Option<RegionCode>,
    bodies: &[Body],
    owners: &[Owner],
) -> Vec<Owner> {
    let mut found: Vec<Owner> = Vec::new();
    for owner in owners {
        let owner = rules::owners::resolve(pack, region, bodies, owner);
        let same = |known: &Owner| known.kind == owner.kind && known.name == owner.name;
        if !found.iter().any(same) {
            found.push(owner);
        }
    }
    found
}

/// Posts to be told of a task.
pub(crate) fn told(desk: &Desk<'_>, bodies: &[Body], task: &PlanTask) -> BTreeSet<PostId> {
    let acting = desk.acting();
    let posts = task.body.owners.iter().flat_map(|owner| rules::owners::posts_of(owner, bodies, &acting));
    posts.map(|(post, _)| post).collect()
}

/// Whether somebody leads a task on paper and nobody holds a post that would.
pub(crate) fn vacant(acting: &[String], bodies: &[Body], task: &PlanTask) -> bool {
    let mut leads = task
        .body
        .owners
        .iter()
        .filter(|owner| owner.part == crate::model::Part::Lead && owner.kind != OwnerKind::Unknown)
        .peekable();
    leads.peek().is_some()
        && leads.all(|owner| !rules::owners::posts_of(owner, bodies, acting).iter().any(|(_, held)| *held))
}

/// Whom a task of a plan may be given to: every county, every town, organisations of its region and of its counties, and
/// the posts of those of its region.
///
/// # Errors
/// 403 or 404 as for the plan.
pub async fn owners(ctx: &Ctx, desk: &Desk<'_>, plan: Uuid) -> Result<Vec<OwnerChoice>, Problem> {
    let plan: PlanRow = seen::plan(ctx, plan).await?;
    seen::may_write(ctx, &plan)?;
    let acting = desk.acting();
    let bodies = bodies(ctx, plan.region_code).await?;
    let mut found = Vec::new();
    let level = plan.region_code.map_or(Level::Province, RegionCode::level);
    for (kind, below) in [(OwnerKind::EachCounty, Level::County), (OwnerKind::EachTown, Level::Town)] {
        if level < below {
            let name = if below == Level::Town { "各镇（街道）" } else { "各县（市、区）" };
            found.push(OwnerChoice { kind, name: name.into(), org_id: None, post_id: None, held: true });
        }
    }
    for body in bodies
        .iter()
        .filter(|body| body.region.level() <= Level::County || Some(body.region) == plan.region_code)
    {
        let acts = |role: &str| acting.iter().any(|known| known == role);
        found.push(OwnerChoice {
            kind: OwnerKind::Organisation,
            name: body.name.clone(),
            org_id: Some(body.id),
            post_id: None,
            held: body.posts.iter().any(|post| post.held && acts(&post.role)),
        });
        if Some(body.region) == plan.region_code {
            found.extend(body.posts.iter().filter(|post| acts(&post.role)).map(|post| OwnerChoice {
                kind: OwnerKind::Post,
                name: format!("{} {}", body.name, post.name),
                org_id: Some(body.id),
                post_id: Some(post.id),
                held: post.held,
            }));
        }
    }
    Ok(found)
}
