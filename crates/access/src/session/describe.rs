//! What the pages are told about the caller.

use kernel::id::{PostId, UserId};
use kernel::problem::Problem;
use kernel::region::RegionCode;
use pack::role::Role;
use serde::Serialize;
use store::Ctx;

/// The caller as the pages see them.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct SessionAnswer {
    /// Account.
    pub user: SessionUser,
    /// Posts held today.
    pub posts: Vec<SessionPost>,
    /// Permissions of all posts.
    pub permissions: Vec<String>,
    /// Value that writes must carry in `X-CSRF-Token`.
    pub csrf_token: Option<String>,
    /// Whether the password must be changed first.
    pub must_change_password: bool,
}

/// The account.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct SessionUser {
    /// Id.
    pub id: UserId,
    /// Name of the person.
    pub name: String,
}

/// A post of the caller.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct SessionPost {
    /// Id.
    pub id: PostId,
    /// Name.
    pub name: String,
    /// Organisation.
    pub org_name: String,
    /// Role code.
    pub role: String,
    /// Role name.
    pub role_name: String,
    /// Level it reaches.
    pub level: String,
    /// Region it reaches; none for a post of one unit.
    pub region_code: Option<RegionCode>,
    /// Name of that region.
    pub region_name: Option<String>,
}

/// Describes the caller of the context.
///
/// # Errors
/// 401 without an account.
pub async fn describe(
    ctx: &Ctx,
    roles: &[Role],
    csrf: Option<String>,
    must_change_password: bool,
) -> Result<SessionAnswer, Problem> {
    let id = ctx.caller.user.ok_or_else(Problem::unauthorised)?;
    let codes: Vec<RegionCode> = ctx.caller.posts.iter().filter_map(|post| post.grant.key.parse().ok()).collect();
    let names = directory::facts::region_names(&ctx.tx, codes).await?;
    let posts = ctx
        .caller
        .posts
        .iter()
        .map(|post| {
            let region: Option<RegionCode> = post.grant.key.parse().ok();
            SessionPost {
                id: post.id,
                name: post.name.clone(),
                org_name: post.org_name.clone(),
                role: post.role.clone(),
                role_name: role_name(roles, &post.role),
                level: post.grant.level.code().to_owned(),
                region_code: region,
                region_name: region.and_then(|code| names.get(&code)).map(|name| name.name.clone()),
            }
        })
        .collect();
    Ok(SessionAnswer {
        user: SessionUser { id, name: ctx.caller.name.clone() },
        posts,
        permissions: ctx.caller.permissions().into_iter().collect(),
        csrf_token: csrf,
        must_change_password,
    })
}

fn role_name(roles: &[Role], code: &str) -> String {
    roles.iter().find(|role| role.code == code).map_or_else(|| code.to_owned(), |role| role.name.clone())
}
