//! Making a key.

use super::model::StoredKey;
use super::{ApiKey, list, repo};
use crate::Access;
use crate::schema::API_KEY;
use crate::secrets::{digest, token};
use kernel::id::PostId;
use kernel::problem::{FieldProblem, Problem};
use serde::{Deserialize, Serialize};
use serde_json::json;
use std::collections::BTreeSet;
use store::audit::Entry;
use store::{Ctx, Via};

/// Most keys one account may have at a time.
const MOST: usize = 20;
/// Longest life of a key, in days.
const LONGEST_DAYS: i64 = 366;

/// A key to be made.
#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewApiKey {
    /// What it is for, at most 60 characters.
    pub name: String,
    /// Posts it acts with: some of the caller's own.
    pub post_ids: Vec<PostId>,
    /// Days until it ends, 1 to 366.
    pub valid_days: i64,
}

/// A key and its text.
#[derive(Clone, Serialize, utoipa::ToSchema)]
pub struct CreatedApiKey {
    /// The key.
    #[serde(flatten)]
    pub key: ApiKey,
    /// `qutu_<prefix>_<secret>`, shown this once.
    pub secret: String,
}

impl std::fmt::Debug for CreatedApiKey {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("CreatedApiKey").field("key", &self.key).finish_non_exhaustive()
    }
}

impl Access {
    /// Makes a key that acts for the caller with some of their posts. Whatever the posts permit, a key never manages
    /// accounts or makes keys.
    ///
    /// # Errors
    /// 403 unless the caller is signed in to a browser session; 422 on a bad name, life or a post they do not hold; 409
    /// when they have too many keys.
    pub async fn create_api_key(&self, ctx: &Ctx, new: NewApiKey) -> Result<CreatedApiKey, Problem> {
        let (Some(user_id), Via::Session) = (ctx.caller.user, ctx.caller.via) else {
            return Err(Problem::forbidden("接口密钥只能由登录用户建立"));
        };
        let name = new.name.trim().to_owned();
        let posts: BTreeSet<PostId> = new.post_ids.into_iter().collect();
        let mut faults = Vec::new();
        if name.is_empty() {
            faults.push(FieldProblem::required("/name"));
        } else if name.chars().count() > 60 {
            faults.push(FieldProblem::new("/name", "too_long", "不能超过 60 个字"));
        }
        if !(1..=LONGEST_DAYS).contains(&new.valid_days) {
            faults.push(FieldProblem::new(
                "/valid_days",
                "range",
                format!("有效期应为 1 至 {LONGEST_DAYS} 天"),
            ));
        }
        if posts.is_empty() {
            faults.push(FieldProblem::required("/post_ids"));
        } else if !posts.iter().all(|id| ctx.caller.posts.iter().any(|post| post.id == *id)) {
            faults.push(FieldProblem::new("/post_ids", "not_held", "只能选择自己现任的岗位"));
        }
        if !faults.is_empty() {
            return Err(Problem::invalid(faults));
        }
        let living = repo::living(&ctx.tx, user_id, ctx.now).await?.len();
        if living >= MOST {
            let detail = format!("最多同时持有 {MOST} 个接口密钥，请先撤销不用的");
            return Err(Problem::conflict(detail, json!({ "keys": living })));
        }
        let secret = token(self.secrets.as_ref())?;
        let prefix = hex::encode(self.secrets.bytes(6)?);
        let key = StoredKey {
            id: ctx.id(),
            name,
            user_id,
            login: String::new(),
            posts: posts.into_iter().collect(),
            secret_hash: digest(&secret),
            created_at: ctx.now,
            expires_at: ctx.now.plus_hours(24 * new.valid_days),
            revoked_at: None,
            last_used_at: None,
            prefix,
        };
        repo::insert(&ctx.tx, &key).await?;
        ctx.audit(Entry {
            action: "api_key.create",
            object_kind: "api_key",
            object_id: Some(key.id.as_uuid()),
            summary: format!("建立接口密钥“{}”（{}）", key.name, key.prefix),
            detail: json!({ "posts": key.posts, "expires_at": key.expires_at }),
            rows: &[(&API_KEY, key.id.as_uuid())],
        })
        .await?;
        let secret = format!("qutu_{}_{secret}", key.prefix);
        let stored = repo::one(&ctx.tx, key.id).await?.ok_or_else(|| Problem::not_found("该接口密钥"))?;
        let shown = list::describe(ctx, vec![stored]).await?.pop();
        Ok(CreatedApiKey { key: shown.ok_or_else(|| Problem::not_found("该接口密钥"))?, secret })
    }
}
