//! The caller behind the command line of the server.

use kernel::id::{OrgId, PostId};
use kernel::scope::Grant;
use pack::role::PERMISSIONS;
use store::{Caller, CallerPost, Via};
use uuid::Uuid;

/// Whoever can run commands on the server itself: every permission everywhere, through one post that no pack knows. It
/// appoints the first administrators; every act is audited under `name` and the way `command`.
#[must_use]
pub fn command_caller(name: &str) -> Caller {
    let mut caller = Caller::system(name, Via::Command);
    caller.posts.push(CallerPost {
        id: PostId::from_uuid(Uuid::nil()),
        name: "服务器命令行".to_owned(),
        org: OrgId::from_uuid(Uuid::nil()),
        org_name: "服务器".to_owned(),
        fire_authority: false,
        role: "command".to_owned(),
        grant: Grant::nation(),
        permissions: PERMISSIONS.iter().map(|(code, _)| (*code).to_owned()).collect(),
    });
    caller
}
