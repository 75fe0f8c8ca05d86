//! Who may give which post to whom; see the description of the crate.

use crate::Roles;
use directory::PostPowers;
use kernel::id::PersonId;
use kernel::problem::{FieldProblem, Problem};
use kernel::scope::{Grant, Place, Scope, ScopeLevel};
use store::Caller;

/// Permission to hand posts over and to look after accounts.
pub const WRITE: &str = "access.write";
/// Permission to see accounts.
pub const READ: &str = "access.read";

/// A role must exist, stand on a level it is made for, and, when it is one of fire authorities, in a fire authority.
///
/// # Errors
/// 422 with the field at fault.
pub fn fits(roles: &Roles, role: &str, level: ScopeLevel, fire_authority: bool) -> Result<(), Problem> {
    let Some(known) = roles.get(role) else {
        return Err(fault("/role", "unknown", format!("角色“{role}”不存在")));
    };
    if !known.levels.iter().any(|code| code == level.code()) {
        let levels: Vec<&str> = known
            .levels
            .iter()
            .filter_map(|code| ScopeLevel::from_code(code).ok())
            .map(crate::roles::level_name)
            .collect();
        let message = format!("角色“{}”只能设在{}", known.name, levels.join("、"));
        return Err(fault("/level", "level", message));
    }
    stands(roles, role, fire_authority)
}

/// A role of fire authorities stands in a fire authority.
///
/// # Errors
/// 422 when it would not.
pub fn stands(roles: &Roles, role: &str, fire_authority: bool) -> Result<(), Problem> {
    match roles.get(role) {
        Some(known) if known.fire_authority && !fire_authority => {
            Err(fault("/role", "fire_authority", format!("角色“{}”的岗位只能设在消防救援机构", known.name)))
        }
        _ => Ok(()),
    }
}

/// Whether a scope holds everything a grant reaches; `unit` is where the unit of a grant of one unit lies.
#[must_use]
pub fn holds(scope: &Scope, grant: &Grant, unit: Option<&Place<'_>>) -> bool {
    scope.contains_grant(grant) || unit.is_some_and(|place| scope.contains_unit_grant(grant, place))
}

/// Whether a caller may give a post to a person: it is not themselves, it reaches no further than they do with
/// `access.write`, and no role through which they may give excludes the role given.
///
/// # Errors
/// 403 with the reason.
pub fn may_give(
    roles: &Roles,
    caller: &Caller,
    post: &PostPowers,
    person: PersonId,
    unit: Option<&Place<'_>>,
) -> Result<(), Problem> {
    caller.require(WRITE)?;
    if caller.person == Some(person) {
        return Err(Problem::forbidden("不能给自己授权，请由其他安全管理员办理").with_code("self_grant"));
    }
    if !holds(&caller.scope(WRITE), &post.grant, unit) {
        return Err(Problem::forbidden("岗位的范围超出您的授权范围").with_code("beyond_scope"));
    }
    if caller.posts_with(WRITE).any(|own| roles.exclude(&own.role, &post.role)) {
        let name = roles.name(&post.role);
        return Err(Problem::forbidden(format!("“{name}”与您的角色互斥，不能由您授予"))
            .with_code("exclusive_role")
            .hint("三员由系统安装人员在服务器上以命令行任命"));
    }
    Ok(())
}

/// The first role among `held` that one person may not hold beside `role`.
#[must_use]
pub fn excluded_by<'a>(
    roles: &Roles,
    role: &str,
    held: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    held.into_iter().find(|other| roles.exclude(role, other))
}

fn fault(pointer: &str, code: &str, message: String) -> Problem {
    Problem::invalid(vec![FieldProblem::new(pointer, code, message)])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::command_caller;
    use crate::roles::tests::sample;
    use kernel::id::{OrgId, PostId};
    use kernel::region::RegionCode;
    use store::{CallerPost, Via};
    use uuid::Uuid;

    fn code(text: &str) -> RegionCode {
        text.parse().unwrap()
    }

    fn person(number: u128) -> PersonId {
        PersonId::from_uuid(Uuid::from_u128(number))
    }

    fn powers(role: &str, grant: Grant) -> PostPowers {
        PostPowers {
            id: None,
            role: role.into(),
            grant,
            region: code("440103"),
            sector: None,
            fire_authority: false,
        }
    }

    fn admin(role: &str, grant: Grant) -> Caller {
        let mut caller = Caller::system("管理员", Via::Session);
        caller.person = Some(person(1));
        caller.posts.push(CallerPost {
            id: PostId::from_uuid(Uuid::nil()),
            name: "岗位".into(),
            org: OrgId::from_uuid(Uuid::nil()),
            org_name: "机构".into(),
            fire_authority: false,
            role: role.into(),
            grant,
            permissions: sample().permissions(role),
        });
        caller
    }

    fn given(caller: &Caller, role: &str, grant: Grant, to: u128) -> Option<String> {
        may_give(&sample(), caller, &powers(role, grant), person(to), None)
            .err()
            .map(|problem| problem.code.clone())
    }

    #[test]
    fn a_security_administrator_gives_within_their_reach_and_not_to_themselves() {
        let county = || Grant::region(code("440103"));
        let caller = admin("security_admin", county());
        assert_eq!(given(&caller, "office", county(), 2), None);
        assert_eq!(given(&caller, "office", Grant::region(code("440103001")), 2), None);
        assert_eq!(given(&caller, "office", Grant::region(code("4401")), 2).unwrap(), "beyond_scope");
        assert_eq!(given(&caller, "office", Grant::region(code("440104")), 2).unwrap(), "beyond_scope");
        assert_eq!(given(&caller, "office", county(), 1).unwrap(), "self_grant");
    }

    #[test]
    fn the_other_administrators_are_appointed_on_the_server() {
        let county = || Grant::region(code("440103"));
        let caller = admin("security_admin", county());
        assert_eq!(given(&caller, "security_admin", county(), 2), None);
        for role in ["system_admin", "audit_admin"] {
            assert_eq!(given(&caller, role, county(), 2).unwrap(), "exclusive_role");
            assert_eq!(given(&command_caller("安装"), role, county(), 2), None);
        }
        assert_eq!(given(&admin("system_admin", county()), "office", county(), 2).unwrap(), "forbidden");
    }

    #[test]
    fn a_limited_administrator_gives_no_unlimited_post() {
        let caller = admin("security_admin", Grant::region(code("440103")).in_sectors(["education"]));
        let town = Grant::region(code("440103001"));
        assert_eq!(given(&caller, "office", town.clone(), 2).unwrap(), "beyond_scope");
        assert_eq!(given(&caller, "office", town.in_sectors(["education"]), 2), None);
    }

    #[test]
    fn a_unit_is_given_by_who_reaches_where_it_lies() {
        let unit = Uuid::from_u128(7);
        let scope = Scope::new([Grant::region(code("440103"))]);
        let place = |text: &str| Place::of(code(text)).unit(unit);
        assert!(holds(&scope, &Grant::unit(unit), Some(&place("440103001"))));
        assert!(!holds(&scope, &Grant::unit(unit), Some(&place("440104001"))));
        assert!(!holds(&scope, &Grant::unit(unit), None));
    }

    #[test]
    fn role_level_and_body_must_fit() {
        let fits = |role, level, fire| {
            fits(&sample(), role, level, fire).err().map(|problem| problem.fields[0].code.clone())
        };
        assert_eq!(fits("office", ScopeLevel::County, false), None);
        assert_eq!(fits("office", ScopeLevel::Village, false).unwrap(), "level");
        assert_eq!(fits("fire_officer", ScopeLevel::County, false).unwrap(), "fire_authority");
        assert_eq!(fits("fire_officer", ScopeLevel::County, true), None);
        assert_eq!(fits("ghost", ScopeLevel::County, true).unwrap(), "unknown");
    }

    #[test]
    fn one_person_holds_one_of_the_three_administrators() {
        assert_eq!(
            excluded_by(&sample(), "audit_admin", ["office", "security_admin"]),
            Some("security_admin")
        );
        assert_eq!(excluded_by(&sample(), "office", ["security_admin"]), None);
    }
}
