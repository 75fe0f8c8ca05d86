//! What one room asks of another it does not import.

use access::Units;
use async_trait::async_trait;
use casework::Engine;
use casework::model::CasePlace;
use casework::port::{Directory, PostCard, PostName, RegionName};
use chrono::NaiveDate;
use directory::facts;
use directory::{Addressed, OpenWork, Succession};
use kernel::calendar::WorkCalendar;
use kernel::id::{OrgId, PostId, UnitId};
use kernel::problem::Problem;
use kernel::region::RegionCode;
use pack::Pack;
use std::collections::BTreeMap;
use std::sync::Arc;
use store::{Ctx, StoreError};
use uuid::Uuid;

/// The directory, as the ledger asks it.
pub(super) struct Desk;

fn card(post: facts::PostInForce) -> PostCard {
    PostCard {
        id: post.id,
        name: post.name,
        org: post.org,
        org_name: post.org_name,
        role: post.role,
        grant: post.grant,
    }
}

#[async_trait]
impl Directory for Desk {
    async fn region_names(
        &self,
        ctx: &Ctx,
        codes: &[RegionCode],
    ) -> Result<BTreeMap<RegionCode, RegionName>, StoreError> {
        let names = facts::region_names(&ctx.tx, codes.to_vec()).await?;
        Ok(names
            .into_iter()
            .map(|(code, name)| (code, RegionName { name: name.name, path: name.path }))
            .collect())
    }

    async fn post(&self, ctx: &Ctx, id: PostId) -> Result<Option<PostCard>, StoreError> {
        Ok(facts::post_in_force(&ctx.tx, id, ctx.today()).await?.map(card))
    }

    async fn post_name(&self, ctx: &Ctx, id: PostId, day: NaiveDate) -> Result<Option<PostName>, StoreError> {
        let history = facts::PostHistory::load(&ctx.tx, vec![id]).await?;
        let named = |label: facts::PostLabel| PostName { org_name: label.org_name, name: label.name };
        Ok(history.on(id, day).map(named))
    }

    async fn posts(
        &self,
        ctx: &Ctx,
        roles: &[String],
        place: &CasePlace,
    ) -> Result<Vec<PostCard>, StoreError> {
        let posts = facts::posts_covering(&ctx.tx, roles, &place.columns(), ctx.today()).await?;
        Ok(posts.into_iter().map(card).collect())
    }

    async fn posts_of(&self, ctx: &Ctx, organisation: OrgId) -> Result<Vec<PostCard>, StoreError> {
        let posts = facts::posts_of(&ctx.tx, organisation, ctx.today()).await?;
        Ok(posts.into_iter().map(card).collect())
    }

    async fn department(
        &self,
        ctx: &Ctx,
        code: &str,
        region: RegionCode,
    ) -> Result<Option<OrgId>, StoreError> {
        Ok(facts::department(&ctx.tx, code, region, ctx.today()).await?.map(|(id, _)| id))
    }

    async fn organisation_names(
        &self,
        ctx: &Ctx,
        ids: &[OrgId],
        day: NaiveDate,
    ) -> Result<BTreeMap<OrgId, String>, StoreError> {
        let names = facts::OrganisationNames::load(&ctx.tx, ids.to_vec()).await?;
        Ok(ids.iter().filter_map(|id| names.on(*id, day).map(|name| (*id, name.to_owned()))).collect())
    }

    async fn mail_addresses(&self, ctx: &Ctx, post: PostId) -> Result<Vec<String>, StoreError> {
        facts::mail_of_holders(&ctx.tx, post, ctx.today()).await
    }
}

/// The rooms that keep open work, as the directory asks them: cases by post, tasks and tables to fill by body.
pub(super) struct Ledger {
    pub(super) engine: Arc<Engine>,
    pub(super) pack: Arc<Pack>,
    pub(super) calendar: Arc<WorkCalendar>,
    pub(super) synthetic: bool,
}

impl Ledger {
    fn plans(&self) -> plan::service::Desk<'_> {
        plan::service::Desk { pack: &self.pack, calendar: &self.calendar, engine: &self.engine }
    }

    fn tables(&self) -> report::desk::service::Desk<'_> {
        report::desk::service::Desk { pack: &self.pack, engine: &self.engine, synthetic: self.synthetic }
    }
}

#[async_trait]
impl OpenWork for Ledger {
    async fn move_posts(&self, ctx: &Ctx, from: &[PostId], to: PostId) -> Result<u64, Problem> {
        plan::service::succeed_posts(ctx, &self.plans(), from, to).await?;
        let to = facts::post_in_force(&ctx.tx, to, ctx.today()).await?;
        let to = to.map(card).ok_or_else(|| Problem::not_found("接收岗位"))?;
        self.engine.move_posts(ctx, from, &to).await
    }

    async fn open_by_post(&self, ctx: &Ctx, posts: &[PostId]) -> Result<BTreeMap<PostId, u64>, Problem> {
        let mut open = BTreeMap::new();
        for post in posts {
            let count = casework::facts::open_of_post(ctx, *post).await?;
            open.insert(*post, u64::try_from(count).unwrap_or(0));
        }
        Ok(open)
    }

    async fn addressed(&self, ctx: &Ctx, body: OrgId) -> Result<Vec<Addressed>, Problem> {
        let tasks = plan::service::addressed(ctx, &self.plans(), body).await?;
        let tables = report::desk::service::addressed(ctx, body).await?;
        Ok(tasks.into_iter().chain(tables).collect())
    }

    async fn succeed(&self, ctx: &Ctx, succession: &Succession) -> Result<u64, Problem> {
        let tasks = plan::service::succeed(ctx, &self.plans(), succession).await?;
        let tables = report::desk::service::succeed(ctx, &self.tables(), succession).await?;
        Ok(tasks + tables)
    }

    async fn placed(&self, ctx: &Ctx, posts: &[(PostId, OrgId)]) -> Result<(), Problem> {
        self.engine.placed(ctx, posts).await?;
        Ok(())
    }
}

/// The register of units, as the access room asks it.
pub(super) struct UnitPlaces;

#[async_trait]
impl Units for UnitPlaces {
    async fn place(&self, ctx: &Ctx, unit: Uuid) -> Result<Option<(RegionCode, Option<String>)>, Problem> {
        Ok(registry::facts::unit_place(&ctx.tx, UnitId::from_uuid(unit)).await?)
    }
}

/// Unread notices, for the head of every page.
pub(super) struct Unread(pub(super) Arc<Engine>);

#[async_trait]
impl http::app::Unread for Unread {
    async fn unread(&self, ctx: &Ctx) -> Result<u64, Problem> {
        Ok(self.0.unread_notices(ctx).await?.count)
    }
}
