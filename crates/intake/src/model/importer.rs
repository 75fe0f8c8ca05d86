//! The caller of an import as the work behind the page keeps them: posts and permissions of the moment of the order.

use kernel::id::{OrgId, PersonId, PostId, UserId};
use kernel::scope::Grant;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use store::{Caller, CallerPost, Via};

/// A caller to be kept.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Importer {
    user: Option<UserId>,
    person: Option<PersonId>,
    name: String,
    posts: Vec<Post>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
struct Post {
    id: PostId,
    name: String,
    org: OrgId,
    org_name: String,
    fire_authority: bool,
    role: String,
    grant: Grant,
    permissions: BTreeSet<String>,
}

impl From<&Caller> for Importer {
    fn from(caller: &Caller) -> Self {
        let posts = caller.posts.iter().map(|post| Post {
            id: post.id,
            name: post.name.clone(),
            org: post.org,
            org_name: post.org_name.clone(),
            fire_authority: post.fire_authority,
            role: post.role.clone(),
            grant: post.grant.clone(),
            permissions: post.permissions.clone(),
        });
        Self { user: caller.user, person: caller.person, name: caller.name.clone(), posts: posts.collect() }
    }
}

impl From<Importer> for Caller {
    fn from(importer: Importer) -> Self {
        let posts = importer.posts.into_iter().map(|post| CallerPost {
            id: post.id,
            name: post.name,
            org: post.org,
            org_name: post.org_name,
            fire_authority: post.fire_authority,
            role: post.role,
            grant: post.grant,
            permissions: post.permissions,
        });
        Self {
            user: importer.user,
            person: importer.person,
            name: importer.name,
            via: Via::Job,
            posts: posts.collect(),
            address: None,
        }
    }
}
