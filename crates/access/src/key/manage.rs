//! Making, listing and revoking one's API keys.

use crate::repo;
use crate::schema::API_KEY;
use crate::secrets::{self, Secrets};
use kernel::id::{ApiKeyId, PostId};
use kernel::problem::{FieldProblem, Problem};
use kernel::time::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::json;
use store::audit::Entry;
use store::{Ctx, Via};

/// A key to be made.
#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewKey {
    /// What it is for, at most 60 characters.
    pub name: String,
    /// Posts of one's own it acts with; all when empty.
    #[serde(default)]
    pub posts: Vec<PostId>,
    /// Days it lives, 1 to 730; 365 when absent.
    #[serde(default)]
    pub days: Option<u32>,
}

/// A key without its secret.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct ApiKey {
    /// Id.
    pub id: ApiKeyId,
    /// What it is for.
    pub name: String,
    /// Beginning of the key, to tell keys apart.
    pub prefix: String,
    /// Posts it acts with.
    pub posts: Vec<PostId>,
    /// Made.
    pub created_at: Timestamp,
    /// End.
    pub expires_at: Option<Timestamp>,
    /// Revoked.
    pub revoked_at: Option<Timestamp>,
    /// Last used, to the minute.
    pub last_used_at: Option<Timestamp>,
}

/// A key just made. The secret is shown this once.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct CreatedKey {
    /// The key.
    #[serde(flatten)]
    pub key: ApiKey,
    /// What goes behind `Authorization: Bearer`.
    pub secret: String,
}

impl From<repo::key::Stored> for ApiKey {
    fn from(key: repo::key::Stored) -> Self {
        Self {
            id: key.id,
            name: key.name,
            prefix: key.prefix,
            posts: key.posts,
            created_at: key.created_at,
            expires_at: key.expires_at,
            revoked_at: key.revoked_at,
            last_used_at: key.last_used_at,
        }
    }
}

/// The caller's keys, revoked ones too.
///
/// # Errors
/// 401 without an account.
pub async fn list_keys(ctx: &Ctx) -> Result<Vec<ApiKey>, Problem> {
    let user = ctx.caller.user.ok_or_else(Problem::unauthorised)?;
    Ok(repo::key::of_user(&ctx.tx, user).await?.into_iter().map(ApiKey::from).collect())
}

/// Makes a key for the caller. A key cannot make keys.
///
/// # Errors
/// 403 for keys, 422 on a bad name, post or life.
pub async fn create_key(ctx: &Ctx, secrets: &dyn Secrets, new: NewKey) -> Result<CreatedKey, Problem> {
    let user = ctx.caller.user.ok_or_else(Problem::unauthorised)?;
    if ctx.caller.via == Via::ApiKey {
        return Err(Problem::forbidden("接口密钥不能再生成密钥"));
    }
    let mut faults = Vec::new();
    let mut fault = |pointer: &str, message: &str| {
        faults.push(FieldProblem { pointer: pointer.into(), code: "invalid".into(), message: message.into() });
    };
    let name = new.name.trim().to_owned();
    if name.is_empty() || name.chars().count() > 60 {
        fault("/name", "请填写用途，1至60个字");
    }
    let days = new.days.unwrap_or(365);
    if !(1..=730).contains(&days) {
        fault("/days", "有效期为1至730天");
    }
    let own: Vec<PostId> = ctx.caller.posts.iter().map(|post| post.id).collect();
    if new.posts.iter().any(|post| !own.contains(post)) {
        fault("/posts", "只能选择自己现任的岗位");
    }
    if !faults.is_empty() {
        return Err(Problem::invalid(faults));
    }
    let mut bytes = [0_u8; 5];
    secrets.fill(&mut bytes);
    let (prefix, secret) = (hex::encode(bytes), secrets::token(secrets));
    let key = repo::key::Stored {
        id: ctx.id(),
        name,
        user,
        prefix: prefix.clone(),
        secret_hash: secrets::digest(&secret),
        posts: if new.posts.is_empty() { own } else { new.posts },
        created_at: ctx.now,
        expires_at: Some(ctx.now.plus_hours(i64::from(days) * 24)),
        revoked_at: None,
        last_used_at: None,
    };
    repo::key::insert(&ctx.tx, &key).await?;
    ctx.audit(Entry {
        action: "api_key.create",
        object_kind: "api_key",
        object_id: Some(key.id.as_uuid()),
        summary: format!("生成接口密钥“{}”", key.name),
        detail: json!({ "prefix": prefix, "posts": key.posts, "days": days }),
        rows: &[(&API_KEY, key.id.as_uuid())],
    })
    .await?;
    Ok(CreatedKey { key: key.into(), secret: format!("qutu_{prefix}_{secret}") })
}

/// Revokes a key of the caller.
///
/// # Errors
/// 404 when it is not theirs, 409 when it is revoked already.
pub async fn revoke_key(ctx: &Ctx, id: ApiKeyId) -> Result<(), Problem> {
    let user = ctx.caller.user.ok_or_else(Problem::unauthorised)?;
    let key = repo::key::by_id(&ctx.tx, id)
        .await?
        .filter(|key| key.user == user)
        .ok_or_else(|| Problem::not_found("该接口密钥"))?;
    if repo::key::revoke(&ctx.tx, id, ctx.now).await? == 0 {
        return Err(Problem::conflict("该接口密钥已吊销", json!({ "revoked_at": key.revoked_at })));
    }
    ctx.audit(Entry {
        action: "api_key.revoke",
        object_kind: "api_key",
        object_id: Some(id.as_uuid()),
        summary: format!("吊销接口密钥“{}”", key.name),
        detail: json!({}),
        rows: &[(&API_KEY, id.as_uuid())],
    })
    .await
    .map_err(Problem::from)
}
