//! Why can I, or can I not, see this.
//!
//! Of something the caller does not see, the answer speaks of the caller's own posts alone; it never says where the thing
//! lies or that it exists.

use crate::roles::permission_name;
use directory::facts;
use kernel::problem::Problem;
use kernel::region::RegionCode;
use kernel::scope::{Grant, Place, ScopeLevel};
use serde::Serialize;
use std::collections::BTreeMap;
use store::{CallerPost, Ctx};

/// An answer in Chinese.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct Explanation {
    /// Whether the caller may.
    pub allowed: bool,
    /// The answer in one sentence.
    pub text: String,
    /// One line for each post of the caller.
    pub posts: Vec<String>,
}

/// Explains whether the caller may do something with `permission` to what lies at `place`.
///
/// # Errors
/// When the database cannot be read.
pub async fn explain(ctx: &Ctx, permission: &str, place: &Place<'_>) -> Result<Explanation, Problem> {
    let posts = &ctx.caller.posts;
    let codes = posts.iter().filter_map(|post| post.grant.key.parse::<RegionCode>().ok());
    let names = facts::region_names(&ctx.tx, codes.collect()).await?;
    let names = names.into_iter().map(|(code, region)| (code, region.name)).collect();
    Ok(answer(posts, permission, place, &names))
}

fn answer(
    posts: &[CallerPost],
    permission: &str,
    place: &Place<'_>,
    names: &BTreeMap<RegionCode, String>,
) -> Explanation {
    let wanted = permission_name(permission);
    let allows = |post: &CallerPost| post.permissions.contains(permission) && post.grant.covers(place);
    let allowed = posts.iter().any(allows);
    let lines = posts.iter().map(|post| {
        let reach = reach(&post.grant, names);
        if !post.permissions.contains(permission) {
            format!("“{}”没有“{wanted}”的权限", post.name)
        } else if allows(post) {
            format!("“{}”的范围是{reach}，包含此对象", post.name)
        } else {
            format!("“{}”的范围是{reach}，不包含此对象", post.name)
        }
    });
    let text = if allowed {
        let by: Vec<&str> = posts.iter().filter(|post| allows(post)).map(|post| post.name.as_str()).collect();
        format!("您可以{wanted}，因为您担任“{}”", by.join("”“"))
    } else if posts.is_empty() {
        "您今天没有担任任何岗位".to_owned()
    } else if posts.iter().any(|post| post.permissions.contains(permission)) {
        format!("您有“{wanted}”的权限，但此对象不在您岗位的范围内，或不存在")
    } else {
        format!("您的岗位都没有“{wanted}”的权限")
    };
    Explanation { allowed, text, posts: lines.collect() }
}

/// What a grant reaches, in words.
fn reach(grant: &Grant, names: &BTreeMap<RegionCode, String>) -> String {
    let where_to = match grant.level {
        ScopeLevel::Nation => "全部区域".to_owned(),
        ScopeLevel::Unit => "本单位".to_owned(),
        _ => grant
            .key
            .parse::<RegionCode>()
            .ok()
            .and_then(|code| names.get(&code).cloned())
            .unwrap_or_else(|| grant.key.clone()),
    };
    match &grant.sectors {
        Some(sectors) => {
            let sectors: Vec<&str> = sectors.iter().map(String::as_str).collect();
            format!("{where_to}（行业领域：{}）", sectors.join("、"))
        }
        None => where_to,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kernel::id::{OrgId, PostId};
    use uuid::Uuid;

    fn code(text: &str) -> RegionCode {
        text.parse().unwrap()
    }

    fn post(name: &str, grant: Grant, permissions: &[&str]) -> CallerPost {
        CallerPost {
            id: PostId::from_uuid(Uuid::nil()),
            name: name.into(),
            org: OrgId::from_uuid(Uuid::nil()),
            org_name: String::new(),
            fire_authority: false,
            role: "any".into(),
            grant,
            permissions: permissions.iter().map(|text| (*text).to_owned()).collect(),
        }
    }

    fn asked(posts: &[CallerPost], place: &Place<'_>) -> Explanation {
        answer(posts, "case.read", place, &BTreeMap::from([(code("440103"), "荔湾区".into())]))
    }

    #[test]
    fn the_answer_names_the_post_that_allows() {
        let posts = [post("荔湾区消安委办主任", Grant::region(code("440103")), &["case.read"])];
        let answer = asked(&posts, &Place::of(code("440103001")));
        assert!(answer.allowed);
        assert_eq!(answer.text, "您可以查看事项，因为您担任“荔湾区消安委办主任”");
        assert_eq!(answer.posts, ["“荔湾区消安委办主任”的范围是荔湾区，包含此对象"]);
    }

    #[test]
    fn the_answer_never_tells_where_a_hidden_thing_lies() {
        let limited = Grant::region(code("440103")).in_sectors(["education"]);
        let posts =
            [post("教育股长", limited, &["case.read"]), post("网格员", Grant::nation(), &["plan.read"])];
        let hidden = asked(&posts, &Place::of(code("440103001")).sector("culture"));
        let elsewhere = asked(&posts, &Place::of(code("440104001")));
        assert_eq!(hidden, elsewhere);
        assert!(!hidden.allowed);
        assert_eq!(hidden.posts[0], "“教育股长”的范围是荔湾区（行业领域：education），不包含此对象");
        assert_eq!(hidden.posts[1], "“网格员”没有“查看事项”的权限");
    }

    #[test]
    fn who_holds_no_post_is_told_so() {
        assert_eq!(asked(&[], &Place::default()).text, "您今天没有担任任何岗位");
        let posts = [post("网格员", Grant::nation(), &[])];
        assert_eq!(asked(&posts, &Place::default()).text, "您的岗位都没有“查看事项”的权限");
    }
}
