//! Roles of the pack, by code.

use kernel::scope::ScopeLevel;
use pack::role::{PERMISSIONS, Role};
use serde::Serialize;
use std::collections::BTreeSet;
use std::sync::Arc;

/// The roles of the pack in force, in the order of the role cards.
#[derive(Debug, Clone, Default)]
pub struct Roles(Arc<Vec<Role>>);

/// A permission with its Chinese name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct PermissionView {
    /// Code.
    pub code: String,
    /// Chinese name.
    pub name: String,
}

/// A role, as the API answers it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct RoleView {
    /// Code.
    pub code: String,
    /// Chinese name.
    pub name: String,
    /// Levels its posts may stand on.
    pub levels: Vec<String>,
    /// Those levels in words.
    pub level_names: Vec<String>,
    /// What it permits.
    pub permissions: Vec<PermissionView>,
    /// Whether its posts stand in fire authorities only.
    pub fire_authority: bool,
    /// Roles that one person may not hold beside it.
    pub excludes: Vec<String>,
}

impl Roles {
    /// The roles of a pack.
    #[must_use]
    pub fn new(roles: Vec<Role>) -> Self {
        Self(Arc::new(roles))
    }

    /// The role with this code.
    #[must_use]
    pub fn get(&self, code: &str) -> Option<&Role> {
        self.0.iter().find(|role| role.code == code)
    }

    /// Every role, in the order of the role cards.
    pub fn iter(&self) -> impl Iterator<Item = &Role> {
        self.0.iter()
    }

    /// Chinese name of a role; its code when the pack does not know it.
    #[must_use]
    pub fn name(&self, code: &str) -> String {
        self.get(code).map_or(code, |role| &role.name).to_owned()
    }

    /// Permissions of a role; none when the pack does not know it.
    #[must_use]
    pub fn permissions(&self, code: &str) -> BTreeSet<String> {
        self.get(code).map(|role| role.permissions.iter().cloned().collect()).unwrap_or_default()
    }

    /// Whether one person may not hold both; it is enough that one of the two says so. A role never excludes itself.
    #[must_use]
    pub fn exclude(&self, one: &str, other: &str) -> bool {
        let says =
            |a: &str, b: &str| self.get(a).is_some_and(|role| role.excludes.iter().any(|code| code == b));
        one != other && (says(one, other) || says(other, one))
    }

    /// Every role for the API.
    #[must_use]
    pub fn view(&self) -> Vec<RoleView> {
        self.iter().map(view).collect()
    }
}

/// Chinese name of a level a post stands on.
#[must_use]
pub fn level_name(level: ScopeLevel) -> &'static str {
    match (level, level.region_level()) {
        (_, Some(level)) => level.label(),
        (ScopeLevel::Nation, None) => "全部",
        _ => "单位",
    }
}

/// Chinese name of a permission; its code when there is none.
#[must_use]
pub fn permission_name(code: &str) -> &str {
    PERMISSIONS.iter().find(|(known, _)| *known == code).map_or(code, |(_, name)| name)
}

fn view(role: &Role) -> RoleView {
    let named = |code: &String| PermissionView { code: code.clone(), name: permission_name(code).to_owned() };
    let level = |code: &String| {
        ScopeLevel::from_code(code).map_or_else(|_| code.clone(), |level| level_name(level).to_owned())
    };
    RoleView {
        code: role.code.clone(),
        name: role.name.clone(),
        levels: role.levels.clone(),
        level_names: role.levels.iter().map(level).collect(),
        permissions: role.permissions.iter().map(named).collect(),
        fire_authority: role.fire_authority,
        excludes: role.excludes.clone(),
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// A role of a test.
    pub(crate) fn role(code: &str, levels: &[&str], permissions: &[&str], excludes: &[&str]) -> Role {
        let owned = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect();
        Role {
            code: code.to_owned(),
            name: format!("角色{code}"),
            levels: owned(levels),
            permissions: owned(permissions),
            fire_authority: code.starts_with("fire"),
            excludes: owned(excludes),
            order: 1,
        }
    }

    /// The three administrators, an office and a fire officer.
    pub(crate) fn sample() -> Roles {
        let levels = &["city", "county"];
        Roles::new(vec![
            role("office", levels, &["case.read", "directory.read"], &[]),
            role("fire_officer", levels, &["case.read", "case.act"], &[]),
            role("system_admin", levels, &["directory.read", "directory.write"], &["security_admin"]),
            role(
                "security_admin",
                levels,
                &["directory.read", "access.read", "access.write"],
                &["audit_admin"],
            ),
            role("audit_admin", levels, &["audit.read"], &["system_admin"]),
        ])
    }

    #[test]
    fn exclusion_holds_whichever_side_declares_it() {
        let roles = sample();
        assert!(roles.exclude("system_admin", "security_admin"));
        assert!(roles.exclude("security_admin", "system_admin"));
        assert!(!roles.exclude("office", "system_admin"));
        assert!(!roles.exclude("office", "office"));
    }

    #[test]
    fn an_unknown_role_permits_nothing() {
        assert!(sample().permissions("ghost").is_empty());
        assert_eq!(sample().name("ghost"), "ghost");
    }

    #[test]
    fn roles_are_shown_in_words() {
        let view = &sample().view()[0];
        assert_eq!(view.level_names, ["市级", "县级"]);
        assert_eq!(view.permissions[0].name, "查看事项");
        assert_eq!(level_name(ScopeLevel::Unit), "单位");
    }
}
