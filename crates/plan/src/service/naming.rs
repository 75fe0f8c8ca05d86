//! What owners are called: of tasks still open as they are called today, of finished ones as on the day they were finished.

use crate::model::{Owner, OwnerKind, TaskProgress};
use chrono::NaiveDate;
use directory::facts::{OrganisationNames, PostHistory};
use kernel::id::{OrgId, PostId};
use kernel::problem::Problem;
use store::Ctx;

/// Dated names of everybody who owns some tasks.
pub(crate) struct Names {
    bodies: OrganisationNames,
    posts: PostHistory,
}

impl Names {
    /// Loads the names of these owners.
    pub(crate) async fn load(
        ctx: &Ctx,
        owners: impl Iterator<Item = &Owner> + Clone,
    ) -> Result<Self, Problem> {
        let of = |kind: OwnerKind| owners.clone().filter(move |owner| owner.kind == kind);
        let bodies: Vec<OrgId> = of(OwnerKind::Organisation).filter_map(|owner| owner.org_id).collect();
        let posts: Vec<PostId> = of(OwnerKind::Post).filter_map(|owner| owner.post_id).collect();
        Ok(Self {
            bodies: OrganisationNames::load(&ctx.tx, bodies).await?,
            posts: PostHistory::load(&ctx.tx, posts).await?,
        })
    }

    /// The name of a day; what was written down where the directory knows none.
    pub(crate) fn on(&self, owner: &Owner, day: NaiveDate) -> String {
        let found = match owner.kind {
            OwnerKind::Organisation => {
                owner.org_id.and_then(|org| self.bodies.on(org, day)).map(str::to_owned)
            }
            OwnerKind::Post => owner
                .post_id
                .and_then(|post| self.posts.on(post, day))
                .map(|label| format!("{} {}", label.org_name, label.name)),
            OwnerKind::EachCounty | OwnerKind::EachTown | OwnerKind::Unknown => None,
        };
        found.filter(|name| !name.is_empty()).unwrap_or_else(|| owner.name.clone())
    }
}

/// Writes the names into the lines.
pub(crate) async fn called(ctx: &Ctx, lines: &mut [TaskProgress]) -> Result<(), Problem> {
    let names = Names::load(ctx, lines.iter().flat_map(|line| &line.task.body.owners)).await?;
    for line in lines {
        let day = line.progress.finished_on.unwrap_or_else(|| ctx.today());
        for owner in &mut line.task.body.owners {
            owner.name = names.on(owner, day);
        }
    }
    Ok(())
}

/// Owners of an earlier plan as they stand today: whoever ended is followed by its heir, where it is one; several or none
/// leave a name for a person to decide on.
pub(crate) async fn of_today(ctx: &Ctx, owners: &mut [Owner]) -> Result<(), Problem> {
    for owner in owners.iter_mut() {
        match (owner.kind, owner.org_id, owner.post_id) {
            (OwnerKind::Organisation, Some(org), _) => {
                let heirs = directory::facts::heirs(&ctx.tx, org, ctx.today()).await?;
                match heirs.as_slice() {
                    [heir] => owner.org_id = Some(*heir),
                    _ => (owner.kind, owner.org_id) = (OwnerKind::Unknown, None),
                }
            }
            (OwnerKind::Post, _, Some(post)) => {
                let standing = directory::facts::post_in_force(&ctx.tx, post, ctx.today()).await?;
                match standing {
                    Some(standing) => owner.org_id = Some(standing.org),
                    None => (owner.kind, owner.org_id, owner.post_id) = (OwnerKind::Unknown, None, None),
                }
            }
            _ => {}
        }
    }
    let names = Names::load(ctx, owners.iter()).await?;
    for owner in owners.iter_mut() {
        owner.name = names.on(owner, ctx.today());
    }
    Ok(())
}
