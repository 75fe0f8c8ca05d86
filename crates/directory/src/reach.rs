//! Whether the caller may see, or change, what lies in a place of the directory.

use kernel::problem::Problem;
use kernel::region::RegionCode;
use kernel::scope::{Place, Scope};
use store::list::ScopeColumns;
use store::{Caller, Value};

/// Permission to see organisations, posts and people.
pub const READ: &str = "directory.read";
/// Permission to change them.
pub const WRITE: &str = "directory.write";

/// What the caller sees of the directory: what they may read, and what they may write.
#[must_use]
pub fn visible(caller: &Caller) -> Scope {
    let mut grants = caller.scope(READ).grants;
    grants.extend(caller.scope(WRITE).grants);
    Scope::new(grants).simplify()
}

/// Asks whether the caller sees a place. `what` is a Chinese noun.
///
/// # Errors
/// 403 without any permission to read the directory, 404 outside the caller's scope.
pub(crate) fn may_see(caller: &Caller, place: &Place<'_>, what: &str) -> Result<(), Problem> {
    if !caller.may(WRITE) {
        caller.require(READ)?;
    }
    if visible(caller).covers(place) { Ok(()) } else { Err(Problem::not_found(what)) }
}

/// Asks whether the caller may change what lies in a place.
///
/// # Errors
/// 403 without the permission, 404 where the caller sees nothing, 403 where they see but may not write.
pub(crate) fn may_write(caller: &Caller, place: &Place<'_>, what: &str) -> Result<(), Problem> {
    caller.require(WRITE)?;
    if caller.scope(WRITE).covers(place) {
        return Ok(());
    }
    may_see(caller, place, what)?;
    Err(Problem::forbidden(format!("{what}不在您的维护范围内")))
}

/// The place of something that belongs to an organisation.
pub(crate) fn place(region: RegionCode, sector: Option<&str>) -> Place<'_> {
    let place = Place::of(region);
    match sector {
        Some(sector) => place.sector(sector),
        None => place,
    }
}

/// City, county, town and village of a region as parameters, in the order of the columns.
pub(crate) fn level_values(region: RegionCode) -> [Value; 4] {
    [region.city(), region.county(), region.town(), region.village()]
        .map(|code| Value::from(code.map(|code| code.to_string())))
}

/// Names of the level columns, in the order of [`level_values`].
pub(crate) const LEVEL_COLUMNS: &str = "city_code, county_code, town_code, village_code";

/// Where `organisations` keeps what a scope compares. Posts and people are reached through their organisation.
pub(crate) const ORGANISATIONS: ScopeColumns = ScopeColumns {
    table: "organisations",
    city: Some("city_code"),
    county: Some("county_code"),
    town: Some("town_code"),
    village: Some("village_code"),
    unit: None,
    sector: Some("sector"),
};

#[cfg(test)]
mod tests {
    use super::*;
    use kernel::id::{OrgId, PostId};
    use kernel::scope::Grant;
    use store::{CallerPost, Via};
    use uuid::Uuid;

    fn caller(permissions: &[&str], grant: Grant) -> Caller {
        let mut caller = Caller::system("测试", Via::Session);
        caller.posts.push(CallerPost {
            id: PostId::from_uuid(Uuid::nil()),
            name: "岗位".into(),
            org: OrgId::from_uuid(Uuid::nil()),
            org_name: "机构".into(),
            fire_authority: false,
            role: "any".into(),
            grant,
            permissions: permissions.iter().map(|text| (*text).to_owned()).collect(),
        });
        caller
    }

    fn region(code: &str) -> RegionCode {
        code.parse().unwrap()
    }

    #[test]
    fn who_cannot_see_a_place_is_told_it_does_not_exist() {
        let writer = caller(&[READ, WRITE], Grant::region(region("440103")));
        let status = |code: &str| {
            may_write(&writer, &Place::of(region(code)), "机构").map_err(|problem| problem.status)
        };
        assert_eq!(status("440103001"), Ok(()));
        assert_eq!(status("440104"), Err(404));
    }

    #[test]
    fn who_sees_but_may_not_write_is_forbidden() {
        let mut both = caller(&[READ], Grant::region(region("4401")));
        both.posts.extend(caller(&[WRITE], Grant::region(region("440103"))).posts);
        let status =
            |code: &str| may_write(&both, &Place::of(region(code)), "机构").map_err(|problem| problem.status);
        assert_eq!(status("440103"), Ok(()));
        assert_eq!(status("440104"), Err(403));
        let nobody = caller(&["case.read"], Grant::nation());
        assert_eq!(may_see(&nobody, &Place::of(region("4401")), "机构").unwrap_err().status, 403);
    }
}
