//! What the front end learns about itself.

use super::SignedIn;
use crate::Access;
use directory::facts;
use kernel::id::{PostId, UserId};
use kernel::problem::Problem;
use kernel::region::RegionCode;
use kernel::scope::ScopeLevel;
use serde::Serialize;
use std::collections::BTreeSet;
use store::Ctx;

/// The account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct SessionUser {
    /// Id.
    pub id: Option<UserId>,
    /// Login.
    pub login: String,
    /// Name of the person.
    pub name: String,
}

/// A post held today.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct SessionPost {
    /// Id.
    pub id: PostId,
    /// Name.
    pub name: String,
    /// Organisation today.
    pub org_name: String,
    /// Role code.
    pub role: String,
    /// Role in words.
    pub role_name: String,
    /// Level it reaches.
    pub level: ScopeLevel,
    /// Region it reaches; for a post of one unit the region of its organisation; none for the whole installation.
    pub region_code: Option<RegionCode>,
    /// Name of that region.
    pub region_name: String,
    /// Sectors it is limited to; absent means all.
    pub sectors: Option<BTreeSet<String>>,
}

/// What the shell of the program adds.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SessionPage {
    /// Whether the data is synthetic.
    pub synthetic: bool,
    /// Name of the city.
    pub city_name: String,
    /// Unread notices.
    pub unread: u64,
}

/// Who am I, as the API answers it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct Session {
    /// Account.
    pub user: SessionUser,
    /// Posts held today.
    pub posts: Vec<SessionPost>,
    /// Permissions of all posts.
    pub permissions: Vec<String>,
    /// Value writes carry in `X-CSRF-Token`; empty for API keys.
    pub csrf_token: String,
    /// Whether the password must be changed before anything else.
    pub must_change_password: bool,
    /// Whether this is a demonstration.
    pub demo: bool,
    /// Whether the data is synthetic.
    pub synthetic: bool,
    /// Name of the city.
    pub city_name: String,
    /// Unread notices.
    pub unread: u64,
}

impl Access {
    /// Describes the caller to the front end.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn session(
        &self,
        ctx: &Ctx,
        signed_in: &SignedIn,
        page: SessionPage,
    ) -> Result<Session, Problem> {
        let caller = &signed_in.caller;
        let homes =
            facts::organisation_regions(&ctx.tx, caller.posts.iter().map(|post| post.org).collect()).await?;
        let shown = |post: &store::CallerPost| match post.grant.level {
            ScopeLevel::Nation => None,
            ScopeLevel::Unit => homes.get(&post.org).copied(),
            _ => post.grant.key.parse::<RegionCode>().ok(),
        };
        let names = facts::region_names(&ctx.tx, caller.posts.iter().filter_map(shown).collect()).await?;
        let posts = caller.posts.iter().map(|post| {
            let region_code = shown(post);
            SessionPost {
                id: post.id,
                name: post.name.clone(),
                org_name: post.org_name.clone(),
                role_name: self.roles.name(&post.role),
                role: post.role.clone(),
                level: post.grant.level,
                region_name: region_code
                    .and_then(|code| names.get(&code))
                    .map_or_else(|| "全部".to_owned(), |region| region.name.clone()),
                region_code,
                sectors: post.grant.sectors.clone(),
            }
        });
        Ok(Session {
            user: SessionUser { id: caller.user, login: signed_in.login.clone(), name: caller.name.clone() },
            posts: posts.collect(),
            permissions: caller.permissions().into_iter().collect(),
            csrf_token: signed_in.csrf().unwrap_or_default().to_owned(),
            must_change_password: signed_in.must_change_password,
            demo: self.settings.demo,
            synthetic: page.synthetic,
            city_name: page.city_name,
            unread: page.unread,
        })
    }
}
