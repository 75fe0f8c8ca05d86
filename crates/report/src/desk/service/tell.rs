//! Whom to tell: the posts that fill for a region or an organisation.

use super::{Desk, FILL};
use kernel::id::{OrgId, PostId};
use kernel::problem::Problem;
use kernel::region::RegionCode;
use kernel::scope::{Grant, Place};
use std::collections::BTreeSet;
use store::Ctx;

/// Roles that fill.
fn roles(desk: &Desk<'_>) -> Vec<String> {
    let fills = |role: &&pack::role::Role| role.permissions.iter().any(|permission| permission == FILL);
    desk.pack.roles.iter().filter(fills).map(|role| role.code.clone()).collect()
}

/// Posts in force that fill for a region, or for an organisation.
pub(super) async fn posts(
    ctx: &Ctx,
    desk: &Desk<'_>,
    region: RegionCode,
    org: Option<OrgId>,
) -> Result<BTreeSet<PostId>, Problem> {
    let roles = roles(desk);
    if let Some(org) = org {
        let found = directory::facts::posts_of(&ctx.tx, org, ctx.today()).await?;
        return Ok(found.into_iter().filter(|post| roles.contains(&post.role)).map(|post| post.id).collect());
    }
    let found = directory::facts::posts_covering(&ctx.tx, &roles, &Place::of(region), ctx.today()).await?;
    let own: Vec<_> = found.into_iter().filter(|post| post.grant == Grant::region(region)).collect();
    let orgs = own.iter().map(|post| post.org).collect();
    let cards = directory::facts::organisation_cards(&ctx.tx, orgs, ctx.today()).await?;
    let speaks = |org: OrgId| cards.get(&org).is_none_or(|card| !card.department);
    Ok(own.into_iter().filter(|post| speaks(post.org)).map(|post| post.id).collect())
}
