//! What the engine asks of rooms it does not import.

use crate::model::{CasePlace, Subject};
use async_trait::async_trait;
use chrono::NaiveDate;
use kernel::id::{CaseId, OrgId, PostId, PremisesId};
use kernel::problem::Problem;
use kernel::region::RegionCode;
use kernel::scope::Grant;
use pack::lifecycle::StateClass;
use serde_json::{Map, Value};
use std::collections::BTreeMap;
use store::{Ctx, StoreError};
use uuid::Uuid;

/// Names of a region today.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RegionName {
    /// Own name.
    pub name: String,
    /// Names from the city down, joined by `/`.
    pub path: String,
}

/// A post, as far as the engine needs to know it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PostCard {
    /// Id.
    pub id: PostId,
    /// Name.
    pub name: String,
    /// Its organisation.
    pub org: OrgId,
    /// Name of its organisation.
    pub org_name: String,
    /// Role.
    pub role: String,
    /// What it reaches.
    pub grant: Grant,
}

/// What a post was called on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PostName {
    /// Name of the organisation it stood in.
    pub org_name: String,
    /// Name of the post.
    pub name: String,
}

/// The directory, as seen from the engine.
#[async_trait]
pub trait Directory: Send + Sync {
    /// Names of regions; a code without an entry is left out.
    async fn region_names(
        &self,
        ctx: &Ctx,
        codes: &[RegionCode],
    ) -> Result<BTreeMap<RegionCode, RegionName>, StoreError>;

    /// One post that is in force today.
    async fn post(&self, ctx: &Ctx, id: PostId) -> Result<Option<PostCard>, StoreError>;

    /// What a post was called on a day: its organisation and itself. Ended posts too; none for one that never was.
    async fn post_name(
        &self,
        ctx: &Ctx,
        id: PostId,
        _day: NaiveDate,
    ) -> Result<Option<PostName>, StoreError> {
        let card = self.post(ctx, id).await?;
        Ok(card.map(|card| PostName { org_name: card.org_name, name: card.name }))
    }

    /// Posts in force today with one of the roles, whose grant covers the place.
    async fn posts(
        &self,
        ctx: &Ctx,
        roles: &[String],
        place: &CasePlace,
    ) -> Result<Vec<PostCard>, StoreError>;

    /// Posts of an organisation that are in force today.
    async fn posts_of(&self, _ctx: &Ctx, _organisation: OrgId) -> Result<Vec<PostCard>, StoreError> {
        Ok(Vec::new())
    }

    /// The organisation that is a department of the pack for a region today: its own, or the nearest above.
    async fn department(
        &self,
        _ctx: &Ctx,
        _code: &str,
        _region: RegionCode,
    ) -> Result<Option<OrgId>, StoreError> {
        Ok(None)
    }

    /// Names of organisations on a day; unknown ones are left out.
    async fn organisation_names(
        &self,
        _ctx: &Ctx,
        _ids: &[OrgId],
        _day: NaiveDate,
    ) -> Result<BTreeMap<OrgId, String>, StoreError> {
        Ok(BTreeMap::new())
    }

    /// Mail addresses of the people who hold a post today.
    async fn mail_addresses(&self, _ctx: &Ctx, _post: PostId) -> Result<Vec<String>, StoreError> {
        Ok(Vec::new())
    }
}

/// A case that came to a state.
#[derive(Debug, Clone)]
pub struct Arrival {
    /// Case.
    pub case: CaseId,
    /// Number.
    pub number: String,
    /// Kind.
    pub kind: String,
    /// Title.
    pub title: String,
    /// Action that brought it there; `open` when it was opened.
    pub action: String,
    /// State before; none when it was opened.
    pub from: Option<String>,
    /// State now; the same as before when the action keeps it.
    pub to: String,
    /// Class of the state now.
    pub class: StateClass,
    /// Values of the case form now.
    pub fields: Map<String, Value>,
    /// Values given with the action.
    pub given: Map<String, Value>,
    /// What opened the case: a word and an id.
    pub source: Option<(String, Uuid)>,
    /// Narrowest region.
    pub region: RegionCode,
    /// What it is about: kind and id.
    pub subject: Option<(String, Uuid)>,
}

/// A room above that acts when a case comes to a state, in the same transaction: what it refuses, undoes the action.
/// Registered once by [`crate::Engine::react`] where the program is wired.
#[async_trait]
pub trait Reaction: Send + Sync {
    /// After every action on a case of the kind, and after its opening. A case that did not move has `from == to`.
    async fn arrived(&self, ctx: &Ctx, arrival: &Arrival) -> Result<(), Problem>;
}

/// The register of premises, as seen from the engine.
#[async_trait]
pub trait Premises: Send + Sync {
    /// What a case about these premises is about. None when there are none such.
    async fn subject(&self, ctx: &Ctx, id: PremisesId) -> Result<Option<Subject>, StoreError>;
}

/// A directory that knows nobody: regions are shown by code and nobody is told anything.
#[derive(Debug, Clone, Copy, Default)]
pub struct NoDirectory;

#[async_trait]
impl Directory for NoDirectory {
    async fn region_names(
        &self,
        _ctx: &Ctx,
        _codes: &[RegionCode],
    ) -> Result<BTreeMap<RegionCode, RegionName>, StoreError> {
        Ok(BTreeMap::new())
    }

    async fn post(&self, _ctx: &Ctx, _id: PostId) -> Result<Option<PostCard>, StoreError> {
        Ok(None)
    }

    async fn posts(
        &self,
        _ctx: &Ctx,
        _roles: &[String],
        _place: &CasePlace,
    ) -> Result<Vec<PostCard>, StoreError> {
        Ok(Vec::new())
    }
}
