//! A person.

use crate::post::OrgName;
use chrono::NaiveDate;
use kernel::id::{OrgId, PersonId, PostId, UserId};
use kernel::time::Timestamp;
use serde::Serialize;
use store::{FromRow, Row, StoreError};

/// What stands in place of an erased person's name.
pub const ERASED_NAME: &str = "（已注销人员）";

/// A post a person holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct PersonPost {
    /// Post.
    pub id: PostId,
    /// Name of the post.
    pub name: String,
    /// First day.
    pub from: NaiveDate,
    /// First day no longer.
    pub to: Option<NaiveDate>,
}

/// The sign-in account of a person; the access room fills it in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct PersonAccount {
    /// Account.
    pub id: UserId,
    /// Login.
    pub login: String,
    /// Whether it may sign in.
    pub active: bool,
}

/// A person, as the API answers it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct Person {
    /// Id.
    pub id: PersonId,
    /// Name.
    pub name: String,
    /// Telephone number with the middle hidden.
    pub phone_masked: Option<String>,
    /// Mail address with the name hidden.
    pub mail_masked: Option<String>,
    /// Title (职务).
    pub title: Option<String>,
    /// Organisation the person belongs to.
    pub org: OrgName,
    /// Posts held now and appointed to.
    pub posts: Vec<PersonPost>,
    /// Sign-in account, for callers who may see accounts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user: Option<PersonAccount>,
    /// Whether the personal data was erased.
    pub erased: bool,
    /// Version for changes.
    pub version: i64,
}

/// A stored person.
#[derive(Clone)]
pub(crate) struct StoredPerson {
    pub(crate) id: PersonId,
    pub(crate) name: String,
    pub(crate) org_id: OrgId,
    pub(crate) phone: Option<String>,
    pub(crate) mail: Option<String>,
    pub(crate) title: Option<String>,
    pub(crate) pinyin: String,
    pub(crate) erased_at: Option<Timestamp>,
    pub(crate) version: i64,
}

impl std::fmt::Debug for StoredPerson {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("StoredPerson").field("id", &self.id).finish_non_exhaustive()
    }
}

impl FromRow for StoredPerson {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.id("id")?,
            name: row.text("name")?,
            org_id: row.id("org_id")?,
            phone: row.opt_text("phone")?,
            mail: row.opt_text("mail")?,
            title: row.opt_text("title")?,
            pinyin: row.text("pinyin")?,
            erased_at: row.opt_time("erased_at")?,
            version: row.int("version")?,
        })
    }
}
