//! What a reorganisation asks for.

use crate::organisation::NewOrganisation;
use chrono::NaiveDate;
use kernel::id::{OrgId, PostId};
use serde::Deserialize;
use uuid::Uuid;

/// The body that follows: one that exists, or a new one.
#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Successor {
    /// An organisation that exists.
    Existing(OrgId),
    /// An organisation founded on the day.
    New(Box<NewOrganisation>),
}

/// A post that ends and whose open work another takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PostMerge {
    /// Post that ends.
    pub post: PostId,
    /// Post that takes its work.
    pub into: PostId,
}

/// One body a split leads to.
#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SplitPart {
    /// The body.
    pub into: Successor,
    /// Posts that go to it.
    pub posts: Vec<PostId>,
    /// Open work addressed to the split body itself (tasks, tables to fill) that goes to it. What no part names goes to
    /// the first part with a post that may do it, and stays where the body goes on.
    #[serde(default)]
    pub work: Vec<Uuid>,
}

/// A reorganisation on a day, which may be today or earlier but not later.
#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum Reorganisation {
    /// 合并: bodies end and one follows them. Posts move to it unless they are merged into another post; work addressed to
    /// the bodies themselves goes to it.
    Merge {
        /// Bodies that end.
        from: Vec<OrgId>,
        /// Body that follows.
        into: Successor,
        /// Posts merged into another, which stands in the successor or moves there.
        #[serde(default)]
        posts: Vec<PostMerge>,
        /// First day of the new order.
        on: NaiveDate,
        /// Decision it rests on, such as the number of a document.
        #[serde(default)]
        basis: Option<String>,
    },
    /// 拆分: posts of one body go to several. People go with the post they hold, the others to the first part.
    Split {
        /// Body that is split.
        from: OrgId,
        /// Parts.
        parts: Vec<SplitPart>,
        /// Whether the body itself goes on with the posts no part took; otherwise every post must be assigned.
        #[serde(default)]
        remains: bool,
        /// First day of the new order.
        on: NaiveDate,
        /// Decision it rests on.
        #[serde(default)]
        basis: Option<String>,
    },
    /// 撤销: a body ends. Posts with open work must be merged into others; people, subordinate bodies and work addressed to
    /// the body itself go to `heir`, or to the body above.
    Close {
        /// Body that ends.
        org: OrgId,
        /// Body that takes people and subordinate bodies.
        #[serde(default)]
        heir: Option<OrgId>,
        /// Posts whose open work another takes.
        #[serde(default)]
        posts: Vec<PostMerge>,
        /// First day of the new order.
        on: NaiveDate,
        /// Decision it rests on.
        #[serde(default)]
        basis: Option<String>,
    },
}

impl Reorganisation {
    /// First day of the new order.
    #[must_use]
    pub const fn on(&self) -> NaiveDate {
        match self {
            Self::Merge { on, .. } | Self::Split { on, .. } | Self::Close { on, .. } => *on,
        }
    }

    /// Decision it rests on.
    #[must_use]
    pub fn basis(&self) -> Option<&str> {
        match self {
            Self::Merge { basis, .. } | Self::Split { basis, .. } | Self::Close { basis, .. } => {
                basis.as_deref()
            }
        }
    }
}
