//! What the engine asks of rooms it does not import.

use crate::model::{CasePlace, Subject};
use async_trait::async_trait;
use kernel::id::{PostId, PremisesId};
use kernel::region::RegionCode;
use kernel::scope::Grant;
use std::collections::BTreeMap;
use store::{Ctx, StoreError};

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
    /// Name of its organisation.
    pub org_name: String,
    /// Role.
    pub role: String,
    /// What it reaches.
    pub grant: Grant,
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

    /// Posts in force today with one of the roles, whose grant covers the place.
    async fn posts(
        &self,
        ctx: &Ctx,
        roles: &[String],
        place: &CasePlace,
    ) -> Result<Vec<PostCard>, StoreError>;

    /// Mail addresses of the people who hold a post today.
    async fn mail_addresses(&self, _ctx: &Ctx, _post: PostId) -> Result<Vec<String>, StoreError> {
        Ok(Vec::new())
    }
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
