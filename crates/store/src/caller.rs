//! Who is asking, with which posts, and what they may reach.

use kernel::id::{OrgId, PersonId, PostId, UserId};
use kernel::problem::Problem;
use kernel::scope::{Grant, Scope};
use std::collections::BTreeSet;

/// How the caller came in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Via {
    /// A signed-in browser.
    Session,
    /// An API key.
    ApiKey,
    /// The command line on the server itself.
    Command,
    /// A job of the program.
    Job,
}

impl Via {
    /// Word stored in the audit record.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Session => "session",
            Self::ApiKey => "api_key",
            Self::Command => "command",
            Self::Job => "job",
        }
    }
}

/// A post the caller holds today.
#[derive(Debug, Clone)]
pub struct CallerPost {
    /// Post.
    pub id: PostId,
    /// Name of the post.
    pub name: String,
    /// Organisation of the post.
    pub org: OrgId,
    /// Name of the organisation today.
    pub org_name: String,
    /// Whether that organisation is a fire authority (消防救援机构).
    pub fire_authority: bool,
    /// Role code.
    pub role: String,
    /// What the post reaches.
    pub grant: Grant,
    /// Permissions of the role.
    pub permissions: BTreeSet<String>,
}

/// The caller of a request, a command or a job.
#[derive(Debug, Clone)]
pub struct Caller {
    /// Account; none for jobs and commands.
    pub user: Option<UserId>,
    /// Person behind the account.
    pub person: Option<PersonId>,
    /// Name shown in timelines and audit records.
    pub name: String,
    /// How they came in.
    pub via: Via,
    /// Posts held today.
    pub posts: Vec<CallerPost>,
    /// Network address, when there is one.
    pub address: Option<String>,
}

impl Caller {
    /// The program itself: no posts, no scope.
    #[must_use]
    pub fn system(name: &str, via: Via) -> Self {
        Self { user: None, person: None, name: name.to_owned(), via, posts: Vec::new(), address: None }
    }

    /// Whether any post gives the permission.
    #[must_use]
    pub fn may(&self, permission: &str) -> bool {
        self.posts.iter().any(|post| post.permissions.contains(permission))
    }

    /// Asks for a permission.
    ///
    /// # Errors
    /// 403 naming the permission.
    pub fn require(&self, permission: &str) -> Result<(), Problem> {
        if self.may(permission) {
            return Ok(());
        }
        Err(Problem::forbidden("您的岗位没有这项权限").with("permission", permission))
    }

    /// What the caller reaches with a permission: the union of the posts that give it.
    #[must_use]
    pub fn scope(&self, permission: &str) -> Scope {
        let grants = self
            .posts
            .iter()
            .filter(|post| post.permissions.contains(permission))
            .map(|post| post.grant.clone())
            .collect();
        Scope { grants }.simplify()
    }

    /// Posts that give a permission.
    pub fn posts_with<'a>(&'a self, permission: &'a str) -> impl Iterator<Item = &'a CallerPost> {
        self.posts.iter().filter(move |post| post.permissions.contains(permission))
    }

    /// All permissions of all posts.
    #[must_use]
    pub fn permissions(&self) -> BTreeSet<String> {
        self.posts.iter().flat_map(|post| post.permissions.iter().cloned()).collect()
    }
}
