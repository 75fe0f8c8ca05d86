//! `organisations.toml`: which bodies every city, county and town gets on the first day.

use serde::{Deserialize, Serialize};

/// A body that exists once in every region of a level.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OrganisationTemplate {
    /// Code, the same for all its copies.
    pub code: String,
    /// Name; `{region}` becomes the region's name.
    pub name: String,
    /// Level of region: `city`, `county`, `town`, `village`.
    pub level: String,
    /// Department code, when it is a department.
    #[serde(default)]
    pub department: Option<String>,
    /// Code of the template it stands under: the copy in the same region, else in the nearest region above.
    #[serde(default)]
    pub parent: Option<String>,
    /// Posts.
    #[serde(default, rename = "post")]
    pub posts: Vec<PostTemplate>,
}

/// A post in such a body.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PostTemplate {
    /// Title.
    pub title: String,
    /// Roles of the post.
    pub roles: Vec<String>,
    /// Items of the list `sectors`; empty is all sectors.
    #[serde(default)]
    pub sectors: Vec<String>,
}
