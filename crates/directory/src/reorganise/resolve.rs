//! From the request to bodies that exist: founding new ones, checking that the caller may change the old ones.

use super::plan::{Change, Snapshot};
use super::{PostMerge, Reorganisation, Successor};
use crate::check::invalid;
use crate::organisation::{self, StoredOrganisation};
use crate::reach::may_write;
use crate::schema::{ORGANISATION, ORGANISATION_NAME};
use crate::{person, post};
use chrono::NaiveDate;
use kernel::id::{OrgId, PersonId, PostId};
use kernel::problem::Problem;
use serde_json::json;
use std::collections::BTreeMap;
use store::Ctx;
use store::audit::AuditedTable;
use uuid::Uuid;

/// The change with every body known.
pub(super) struct Resolved {
    pub(super) change: Change,
    /// Every body that takes part.
    pub(super) bodies: BTreeMap<OrgId, StoredOrganisation>,
    /// Audited rows written for founded bodies.
    pub(super) rows: Vec<(&'static AuditedTable, Uuid)>,
    /// Work addressed to a split body that the request gives to one part.
    pub(super) named: BTreeMap<Uuid, OrgId>,
}

impl Resolved {
    fn new() -> Self {
        let change =
            Change::Merge { from: Vec::new(), into: OrgId::from_uuid(Uuid::nil()), merges: Vec::new() };
        Self { change, bodies: BTreeMap::new(), rows: Vec::new(), named: BTreeMap::new() }
    }

    /// A body that exists on the day and that the caller may change.
    async fn existing(&mut self, ctx: &Ctx, id: OrgId, on: NaiveDate) -> Result<OrgId, Problem> {
        let row = organisation::repo::one(&ctx.tx, id).await?.ok_or_else(|| Problem::not_found("该机构"))?;
        may_write(&ctx.caller, &row.place(), "该机构")?;
        if !row.valid.lasts_past(on) {
            return Err(Problem::conflict("机构已撤销", json!({ "id": id, "valid_to": row.valid.to })));
        }
        if row.valid.from > on {
            return Err(invalid("/on", "too_early", format!("生效日期早于机构设立日期 {}", row.valid.from)));
        }
        self.bodies.insert(id, row);
        Ok(id)
    }

    /// The body that follows. A new one for which the request names no department takes that of `like`, so that the place
    /// is not left without one; the same holds for the sector.
    async fn successor(
        &mut self,
        ctx: &Ctx,
        successor: Successor,
        on: NaiveDate,
        like: &[OrgId],
    ) -> Result<OrgId, Problem> {
        let mut new = match successor {
            Successor::Existing(id) => return self.existing(ctx, id, on).await,
            Successor::New(new) => *new,
        };
        new.valid_from = Some(on);
        let of = |read: fn(&StoredOrganisation) -> Option<String>| {
            like.iter().filter_map(|org| self.bodies.get(org)).find_map(read)
        };
        new.department = new.department.or_else(|| of(|body| body.department.clone()));
        new.sector = new.sector.or_else(|| of(|body| body.sector.clone()));
        let (row, name) = organisation::insert(ctx, new).await?;
        self.rows.extend([(&ORGANISATION, row.id.as_uuid()), (&ORGANISATION_NAME, name.id)]);
        let id = row.id;
        self.bodies.insert(id, row);
        Ok(id)
    }
}

/// Founds what is new and checks what exists.
pub(super) async fn resolve(ctx: &Ctx, request: Reorganisation) -> Result<Resolved, Problem> {
    let on = request.on();
    if on > ctx.today() {
        return Err(invalid("/on", "future", "生效日期不能晚于今天，请在生效当日办理"));
    }
    let mut resolved = Resolved::new();
    resolved.change = match request {
        Reorganisation::Merge { from, into, posts, .. } => {
            for org in &from {
                resolved.existing(ctx, *org, on).await?;
            }
            let into = resolved.successor(ctx, into, on, &from).await?;
            Change::Merge { from, into, merges: posts }
        }
        Reorganisation::Split { from, parts, remains, .. } => {
            resolved.existing(ctx, from, on).await?;
            let mut targets = Vec::with_capacity(parts.len());
            // The body that goes on stays the department; otherwise the first part follows it.
            let mut like: &[OrgId] = if remains { &[] } else { std::slice::from_ref(&from) };
            for part in parts {
                let org = resolved.successor(ctx, part.into, on, like).await?;
                like = &[];
                for work in part.work {
                    if resolved.named.insert(work, org).is_some_and(|other| other != org) {
                        return Err(invalid("/parts", "repeated", "同一任务或报表只能划给一个机构"));
                    }
                }
                targets.push((org, part.posts));
            }
            Change::Split { from, parts: targets, remains }
        }
        Reorganisation::Close { org, heir, posts, .. } => {
            resolved.existing(ctx, org, on).await?;
            if let Some(heir) = heir {
                resolved.existing(ctx, heir, on).await?;
            }
            Change::Close { org, heir, merges: posts }
        }
    };
    Ok(resolved)
}

/// The bodies that change, as opposed to those that only receive.
pub(super) fn changing(change: &Change) -> Vec<OrgId> {
    match change {
        Change::Merge { from, .. } => from.clone(),
        Change::Split { from, .. } => vec![*from],
        Change::Close { org, .. } => vec![*org],
    }
}

/// What stands in and below the bodies that change.
pub(super) async fn snapshot(ctx: &Ctx, resolved: &Resolved, on: NaiveDate) -> Result<Snapshot, Problem> {
    let changing = changing(&resolved.change);
    let posts = post::repo::open_in(&ctx.tx, changing.clone(), on).await?;
    if let Some(later) = posts.iter().find(|post| post.valid.from > on) {
        let message = format!("岗位“{}”设立于 {}，晚于生效日期", later.name, later.valid.from);
        return Err(invalid("/on", "too_early", message));
    }
    let holdings = post::repo::holdings_of_posts(&ctx.tx, posts.iter().map(|post| post.id).collect()).await?;
    let mut people: BTreeMap<PersonId, (OrgId, Vec<PostId>)> = BTreeMap::new();
    for org in &changing {
        for person in person::repo::of_organisation(&ctx.tx, *org).await? {
            let held = holdings
                .iter()
                .filter(|holding| holding.person_id == person.id && holding.span.lasts_past(on));
            people.insert(person.id, (*org, held.map(|holding| holding.post_id).collect()));
        }
    }
    let children = organisation::repo::children(&ctx.tx, changing.clone(), on).await?;
    Ok(Snapshot {
        posts: posts.into_iter().map(|post| (post.id, post.org_id)).collect(),
        people,
        children: children
            .iter()
            .filter_map(|child| child.parent_id.map(|parent| (child.id, parent)))
            .collect(),
        parents: changing
            .iter()
            .filter_map(|org| resolved.bodies.get(org).map(|body| (*org, body.parent_id)))
            .collect(),
    })
}

/// Posts that take work must exist, last past the day, and be the caller's to change.
pub(super) async fn check_takers(ctx: &Ctx, merges: &[PostMerge], on: NaiveDate) -> Result<(), Problem> {
    let takers = post::repo::by_ids(&ctx.tx, merges.iter().map(|merge| merge.into).collect()).await?;
    for merge in merges {
        let taker = takers.get(&merge.into).ok_or_else(|| invalid("/posts", "unknown", "接续岗位不存在"))?;
        may_write(&ctx.caller, &taker.place(), "接续岗位")?;
        if !taker.valid.lasts_past(on) {
            return Err(invalid("/posts", "ended", format!("接续岗位“{}”已撤销", taker.name)));
        }
    }
    Ok(())
}
