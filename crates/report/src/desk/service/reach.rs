//! What a caller reaches on the desk: regions for which a post speaks, and the organisations of the posts.
//!
//! A post limited to sectors, or of a department, speaks for its organisation and not for its region.

use crate::desk::model::{ReturnRecord, RoundRecord};
use crate::desk::repo::Part;
use kernel::id::OrgId;
use kernel::problem::Problem;
use kernel::region::RegionCode;
use kernel::scope::{Grant, Place, Scope, ScopeLevel};
use std::collections::BTreeSet;
use store::Ctx;

/// What a permission reaches.
#[derive(Debug, Clone, Default)]
pub(crate) struct Reach {
    regions: Scope,
    exact: BTreeSet<RegionCode>,
    orgs: BTreeSet<OrgId>,
}

impl Reach {
    /// What the caller reaches with a permission; nothing without it.
    pub(crate) async fn of(ctx: &Ctx, permission: &str) -> Result<Self, Problem> {
        let posts: Vec<_> = ctx.caller.posts_with(permission).collect();
        let orgs: BTreeSet<OrgId> = posts.iter().map(|post| post.org).collect();
        let cards =
            directory::facts::organisation_cards(&ctx.tx, orgs.iter().copied().collect(), ctx.today())
                .await?;
        let speaks = |org: OrgId| cards.get(&org).is_none_or(|card| !card.department);
        let grants: Vec<Grant> = posts
            .iter()
            .filter(|post| {
                post.grant.sectors.is_none() && post.grant.level != ScopeLevel::Unit && speaks(post.org)
            })
            .map(|post| post.grant.clone())
            .collect();
        let exact = grants.iter().filter_map(|grant| grant.key.parse().ok()).collect();
        let in_unit =
            |org: &OrgId| posts.iter().any(|post| post.org == *org && post.grant.level != ScopeLevel::Unit);
        let mut orgs: BTreeSet<OrgId> = orgs.iter().copied().filter(in_unit).collect();
        // What a body that ended has asked or filled is kept by whoever followed it.
        let own: Vec<OrgId> = orgs.iter().copied().collect();
        orgs.extend(directory::facts::forebears(&ctx.tx, &own, ctx.today()).await?);
        Ok(Self { regions: Scope::new(grants).simplify(), exact, orgs })
    }

    /// As [`Reach::of`], but the permission must be held.
    pub(crate) async fn require(ctx: &Ctx, permission: &str) -> Result<Self, Problem> {
        ctx.caller.require(permission)?;
        Self::of(ctx, permission).await
    }

    /// The parts of a list.
    pub(crate) fn parts(&self) -> Vec<Part<'_>> {
        let regions = self.regions.grants.iter().map(Part::Region);
        regions.chain(self.orgs.iter().map(|org| Part::Organisation(org.as_uuid()))).collect()
    }

    /// Whether a region lies in what a post speaks for.
    pub(crate) fn covers(&self, region: RegionCode) -> bool {
        self.regions.covers(&Place::of(region))
    }

    /// Whether a post speaks for just this region.
    pub(crate) fn speaks_for(&self, region: RegionCode) -> bool {
        self.exact.contains(&region)
    }

    /// Whether a post stands in the organisation.
    pub(crate) fn stands_in(&self, org: OrgId) -> bool {
        self.orgs.contains(&org)
    }

    /// Keys of the fillers the caller is.
    pub(crate) fn keys(&self) -> Vec<String> {
        let regions = self.exact.iter().map(ToString::to_string);
        regions.chain(self.orgs.iter().map(ToString::to_string)).collect()
    }

    /// Regions the caller speaks for.
    pub(crate) fn own_regions(&self) -> Vec<String> {
        self.exact.iter().map(ToString::to_string).collect()
    }

    /// Whether a return may be known.
    pub(crate) fn sees(&self, record: &ReturnRecord) -> bool {
        self.covers(record.region) || record.org.is_some_and(|org| self.stands_in(org))
    }

    /// Whether the caller is the filler.
    pub(crate) fn fills(&self, record: &ReturnRecord) -> bool {
        match record.org {
            Some(org) => self.stands_in(org),
            None => self.speaks_for(record.region),
        }
    }

    /// Whether the caller is the asker.
    pub(crate) fn asks(&self, region: RegionCode, org: OrgId) -> bool {
        self.speaks_for(region) || self.stands_in(org)
    }

    /// Whether every return of a round may be known.
    pub(crate) fn sees_whole(&self, round: &RoundRecord) -> bool {
        self.covers(round.region) || self.stands_in(round.org)
    }
}

/// The region and organisation a caller asks for: those of the first post that speaks for a region.
pub(crate) async fn asker(ctx: &Ctx, permission: &str) -> Result<(RegionCode, OrgId, String), Problem> {
    let reach = Reach::require(ctx, permission).await?;
    let found = ctx.caller.posts_with(permission).find_map(|post| {
        let region: RegionCode = post.grant.key.parse().ok()?;
        let fits = post.grant.sectors.is_none() && reach.speaks_for(region);
        fits.then(|| (region, post.org, post.org_name.clone()))
    });
    found.ok_or_else(|| Problem::forbidden("制发报表须由代表一个区划的岗位进行"))
}
