//! What the directory asks the access room before it gives anybody power.
//!
//! A post carries a role and a reach, so defining one, moving one and handing one over are grants. The directory keeps
//! the rows; whether the caller may grant is decided by whoever implements this trait. Services that grant take it as an
//! argument, so that the question cannot be forgotten.

use async_trait::async_trait;
use chrono::NaiveDate;
use kernel::id::{PersonId, PostId};
use kernel::problem::Problem;
use kernel::region::RegionCode;
use kernel::scope::Grant;
use store::Ctx;
use store::audit::AuditedTable;
use uuid::Uuid;

/// A post as the access room sees it.
#[derive(Debug, Clone)]
pub struct PostPowers {
    /// Post; none while it is being defined.
    pub id: Option<PostId>,
    /// Role code.
    pub role: String,
    /// What it reaches.
    pub grant: Grant,
    /// Region of its organisation.
    pub region: RegionCode,
    /// Sector of its organisation.
    pub sector: Option<String>,
    /// Whether its organisation is a fire authority (消防救援机构).
    pub fire_authority: bool,
}

/// The access room's side.
#[async_trait]
pub trait Authority: Send + Sync {
    /// Whether the caller may define such a post, held by nobody yet.
    ///
    /// # Errors
    /// 403 when it reaches further than the caller, 422 when role, level and organisation do not fit.
    async fn may_define(&self, ctx: &Ctx, post: &PostPowers) -> Result<(), Problem>;

    /// Whether the caller may give the post to a person from a day on.
    ///
    /// # Errors
    /// 403 when it reaches further than the caller or they would appoint themselves, 422 when the person holds a post
    /// whose role excludes this one.
    async fn may_hand(
        &self,
        ctx: &Ctx,
        post: &PostPowers,
        person: PersonId,
        from: NaiveDate,
    ) -> Result<(), Problem>;

    /// Whether the caller may take the post from its holders.
    ///
    /// # Errors
    /// 403 when they may not.
    async fn may_take(&self, ctx: &Ctx, post: &PostPowers) -> Result<(), Problem>;

    /// Whether a post with this role may stand in an organisation that is, or is not, a fire authority.
    ///
    /// # Errors
    /// 422 when it may not.
    fn may_stand(&self, role: &str, fire_authority: bool) -> Result<(), Problem>;

    /// The Chinese name of a role; its code when the role is unknown.
    fn role_name(&self, role: &str) -> String;

    /// Removes the personal data of an erased person from the accounts, and answers the audited rows it wrote.
    ///
    /// # Errors
    /// When the database refuses.
    async fn forget(
        &self,
        ctx: &Ctx,
        person: PersonId,
    ) -> Result<Vec<(&'static AuditedTable, Uuid)>, Problem>;
}
