//! Building a caller: the posts a person holds today, with what their roles permit.

use crate::Roles;
use chrono::NaiveDate;
use directory::facts::{self, HeldPost};
use kernel::id::PersonId;
use store::{CallerPost, StoreError, Tx};

/// The posts a person acts with on a day.
///
/// # Errors
/// When the database cannot be read.
pub async fn posts(
    tx: &Tx,
    roles: &Roles,
    person: PersonId,
    day: NaiveDate,
) -> Result<Vec<CallerPost>, StoreError> {
    Ok(acting(roles, facts::held_posts(tx, person, day).await?, day))
}

/// Of the posts a person holds, those that give something on the day, the widest first. A role the pack does not know, a
/// role of fire authorities in another body and roles that exclude each other give nothing: the directory refuses them,
/// but packs change.
fn acting(roles: &Roles, held: Vec<HeldPost>, day: NaiveDate) -> Vec<CallerPost> {
    let held: Vec<HeldPost> = held.into_iter().filter(|post| post.span.holds_on(day)).collect();
    let clashes = |post: &HeldPost| held.iter().any(|other| roles.exclude(&post.role, &other.role));
    let mut acting: Vec<CallerPost> = held
        .iter()
        .filter(|post| roles.get(&post.role).is_some_and(|role| post.fire_authority || !role.fire_authority))
        .filter(|post| !clashes(post))
        .map(|post| CallerPost {
            id: post.id,
            name: post.name.clone(),
            org: post.org,
            org_name: post.org_name.clone(),
            fire_authority: post.fire_authority,
            permissions: roles.permissions(&post.role),
            role: post.role.clone(),
            grant: post.grant.clone(),
        })
        .collect();
    acting.sort_by(|a, b| (&a.grant, a.id).cmp(&(&b.grant, b.id)));
    acting
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::roles::tests::sample;
    use directory::Span;
    use kernel::id::{OrgId, PostId};
    use kernel::scope::Grant;
    use uuid::Uuid;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn held(number: u128, role: &str, from: &str, to: Option<&str>, fire_authority: bool) -> HeldPost {
        HeldPost {
            id: PostId::from_uuid(Uuid::from_u128(number)),
            name: format!("岗位{number}"),
            role: role.into(),
            grant: Grant::nation(),
            org: OrgId::from_uuid(Uuid::nil()),
            org_name: "机构".into(),
            org_region: "4401".parse().unwrap(),
            fire_authority,
            span: Span { from: day(from), to: to.map(day) },
        }
    }

    fn roles_on(held: Vec<HeldPost>, text: &str) -> Vec<String> {
        acting(&sample(), held, day(text)).into_iter().map(|post| post.role).collect()
    }

    #[test]
    fn a_post_acts_on_the_days_it_is_held() {
        let held = || vec![held(1, "office", "2024-01-01", Some("2024-03-01"), false)];
        assert_eq!(roles_on(held(), "2024-02-29"), ["office"]);
        assert!(roles_on(held(), "2024-03-01").is_empty());
        assert!(roles_on(held(), "2023-12-31").is_empty());
    }

    #[test]
    fn roles_that_cannot_stand_give_nothing() {
        let fire = |authority| vec![held(1, "fire_officer", "2024-01-01", None, authority)];
        assert!(roles_on(fire(false), "2024-02-01").is_empty());
        assert_eq!(roles_on(fire(true), "2024-02-01"), ["fire_officer"]);
        assert!(roles_on(vec![held(1, "ghost", "2024-01-01", None, true)], "2024-02-01").is_empty());
    }

    #[test]
    fn roles_that_exclude_each_other_both_fall_silent() {
        let both = vec![
            held(1, "system_admin", "2024-01-01", None, false),
            held(2, "security_admin", "2024-02-01", None, false),
            held(3, "office", "2024-01-01", None, false),
        ];
        assert_eq!(roles_on(both.clone(), "2024-01-15"), ["system_admin", "office"]);
        assert_eq!(roles_on(both, "2024-02-15"), ["office"]);
    }
}
