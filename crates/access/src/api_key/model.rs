//! A key.

use crate::secrets::{digest, same};
use kernel::id::{ApiKeyId, PostId, UserId};
use kernel::time::Timestamp;
use serde::Serialize;
use store::{FromRow, Row, StoreError};

/// A post a key acts with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct ApiKeyPost {
    /// Id.
    pub id: PostId,
    /// Name.
    pub name: String,
}

/// The account a key acts for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct ApiKeyUser {
    /// Id.
    pub id: UserId,
    /// Login.
    pub login: String,
}

/// A key, as the API answers it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct ApiKey {
    /// Id.
    pub id: ApiKeyId,
    /// What it is for.
    pub name: String,
    /// Beginning of the key, to tell keys apart.
    pub prefix: String,
    /// Account it acts for.
    pub user: ApiKeyUser,
    /// Posts it acts with, as far as the person holds them.
    pub posts: Vec<ApiKeyPost>,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it ends.
    pub expires_at: Timestamp,
    /// When it was revoked.
    pub revoked_at: Option<Timestamp>,
    /// When it was last used, to the minute.
    pub last_used_at: Option<Timestamp>,
}

/// A stored key.
pub(crate) struct StoredKey {
    pub(crate) id: ApiKeyId,
    pub(crate) name: String,
    pub(crate) user_id: UserId,
    pub(crate) login: String,
    pub(crate) posts: Vec<PostId>,
    pub(crate) prefix: String,
    pub(crate) secret_hash: String,
    pub(crate) created_at: Timestamp,
    pub(crate) expires_at: Timestamp,
    pub(crate) revoked_at: Option<Timestamp>,
    pub(crate) last_used_at: Option<Timestamp>,
}

impl StoredKey {
    /// Whether a secret opens it at an instant.
    pub(super) fn opens(&self, secret: &str, now: Timestamp) -> bool {
        same(&self.secret_hash, &digest(secret)) && self.revoked_at.is_none() && now < self.expires_at
    }
}

impl FromRow for StoredKey {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.id("id")?,
            name: row.text("name")?,
            user_id: row.id("user_id")?,
            login: row.text("login")?,
            posts: row.json("posts")?,
            prefix: row.text("prefix")?,
            secret_hash: row.text("secret_hash")?,
            created_at: row.time("created_at")?,
            expires_at: row.time("expires_at")?,
            revoked_at: row.opt_time("revoked_at")?,
            last_used_at: row.opt_time("last_used_at")?,
        })
    }
}

/// The two parts of `qutu_<prefix>_<secret>`.
pub(super) fn parts(key: &str) -> Option<(&str, &str)> {
    let (prefix, secret) = key.trim().strip_prefix("qutu_")?.split_once('_')?;
    let hexadecimal =
        |text: &str, length| text.len() == length && text.bytes().all(|byte| byte.is_ascii_hexdigit());
    (hexadecimal(prefix, 12) && hexadecimal(secret, 64)).then_some((prefix, secret))
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[test]
    fn a_key_has_two_parts() {
        let secret = "ab".repeat(32);
        assert_eq!(parts(&format!("qutu_0123456789ab_{secret}")), Some(("0123456789ab", secret.as_str())));
        for bad in ["", "qutu_", "qutu_0123456789ab", "qutu_x_y", &format!("other_0123456789ab_{secret}")] {
            assert_eq!(parts(bad), None, "{bad}");
        }
    }

    #[test]
    fn a_key_opens_until_it_ends() {
        let at = |seconds| Timestamp::from_micros(0).plus_seconds(seconds);
        let mut key = StoredKey {
            id: ApiKeyId::from_uuid(Uuid::nil()),
            name: String::new(),
            user_id: UserId::from_uuid(Uuid::nil()),
            login: String::new(),
            posts: vec![],
            prefix: String::new(),
            secret_hash: digest("secret"),
            created_at: at(0),
            expires_at: at(100),
            revoked_at: None,
            last_used_at: None,
        };
        assert!(key.opens("secret", at(99)));
        assert!(!key.opens("secret", at(100)) && !key.opens("other", at(1)));
        key.revoked_at = Some(at(1));
        assert!(!key.opens("secret", at(2)));
    }
}
