//! Who a document names, and which organisations that may be. Proposals: a person confirms them.

use crate::model::{NamedDepartment, Owner, OwnerKind, Part, TaskRecord};
use directory::facts::Body;
use kernel::id::PostId;
use kernel::region::{Level, RegionCode};
use pack::Pack;
use store::CallerPost;

const EACH_COUNTY: &str = "各县（市、区）";
const EACH_TOWN: &str = "各镇（街道）";

/// Owners as the document names them; nobody looked them up yet.
#[must_use]
pub fn named(record: &TaskRecord) -> Vec<Owner> {
    let part = |part: Part, departments: &[NamedDepartment]| -> Vec<Owner> {
        departments.iter().map(|department| unknown(part, department)).collect()
    };
    let mut owners = [part(Part::Lead, &record.lead), part(Part::Support, &record.support)].concat();
    if owners.iter().all(|owner| owner.part != Part::Lead)
        && let Some(kind) = each(&record.text)
    {
        owners.insert(0, group(kind, None));
    }
    owners
}

fn unknown(part: Part, department: &NamedDepartment) -> Owner {
    Owner {
        part,
        kind: OwnerKind::Unknown,
        name: department.name.clone().unwrap_or_else(|| department.raw.clone()),
        raw: Some(department.raw.clone()),
        org_id: None,
        post_id: None,
        confirmed: false,
    }
}

fn group(kind: OwnerKind, raw: Option<String>) -> Owner {
    let name = if kind == OwnerKind::EachTown { EACH_TOWN } else { EACH_COUNTY };
    Owner {
        part: Part::Lead,
        kind,
        name: name.to_owned(),
        raw,
        org_id: None,
        post_id: None,
        confirmed: false,
    }
}

/// Whether words name every county or every town as the one to act.
#[must_use]
pub fn each(text: &str) -> Option<OwnerKind> {
    let town = ["各镇", "各乡镇", "各街道", "乡镇街道均", "各镇街", "各镇（街道）"];
    let county = ["各县", "各区", "各地", "县（市、区）人民政府", "各级人民政府"];
    let at = |words: &[&str]| words.iter().filter_map(|word| text.find(word)).min();
    match (at(&county), at(&town)) {
        (Some(county), Some(town)) if town < county => Some(OwnerKind::EachTown),
        (Some(_), _) => Some(OwnerKind::EachCounty),
        (None, Some(_)) => Some(OwnerKind::EachTown),
        (None, None) => None,
    }
}

/// Looks a name up among the organisations of a region: the pack's department by any of its names, else the name itself.
/// None or several found: it stays unknown.
#[must_use]
pub fn resolve(pack: &Pack, region: Option<RegionCode>, bodies: &[Body], owner: &Owner) -> Owner {
    if owner.kind != OwnerKind::Unknown {
        return owner.clone();
    }
    let raw = owner.raw.as_deref().unwrap_or(&owner.name);
    if let Some(kind) = each(raw) {
        return Owner { part: owner.part, ..group(kind, owner.raw.clone()) };
    }
    let here: Vec<&Body> = bodies.iter().filter(|body| Some(body.region) == region).collect();
    let code = pack.departments.iter().find(|known| {
        known.name == owner.name
            || known.aliases.iter().any(|alias| alias.name == owner.name || alias.name == raw)
    });
    let of_department =
        |body: &&&Body| code.is_some_and(|code| body.department.as_deref() == Some(code.code.as_str()));
    let by_name = |body: &&&Body| body.name == raw || body.name.ends_with(raw.trim_start_matches('市'));
    let mut found: Vec<&&Body> = here.iter().filter(of_department).collect();
    if found.is_empty() && raw.chars().count() >= 3 {
        found = here.iter().filter(by_name).collect();
    }
    match found.as_slice() {
        [body] => Owner {
            kind: OwnerKind::Organisation,
            name: body.name.clone(),
            org_id: Some(body.id),
            ..owner.clone()
        },
        _ => owner.clone(),
    }
}

/// Whether a post answers for an owner of a plan of this region.
#[must_use]
pub fn answers(owner: &Owner, region: Option<RegionCode>, post: &CallerPost, acts: bool) -> bool {
    match owner.kind {
        OwnerKind::Post => owner.post_id == Some(post.id),
        OwnerKind::Organisation => acts && owner.org_id == Some(post.org),
        OwnerKind::EachCounty => acts && stands(post, region, Level::County),
        OwnerKind::EachTown => acts && stands(post, region, Level::Town),
        OwnerKind::Unknown => false,
    }
}

/// A post of the government line of one county or town below the region.
fn stands(post: &CallerPost, region: Option<RegionCode>, level: Level) -> bool {
    let Ok(own) = post.grant.key.parse::<RegionCode>() else { return false };
    !post.fire_authority
        && post.grant.sectors.is_none()
        && own.level() == level
        && region.is_none_or(|region| region.contains(own))
}

/// Posts that answer for an owner, among the bodies of the region and those below; held ones and vacant ones.
#[must_use]
pub fn posts_of(owner: &Owner, bodies: &[Body], acting: &[String]) -> Vec<(PostId, bool)> {
    let acts = |role: &str| acting.iter().any(|known| known == role);
    let of = |body: &Body| -> Vec<(PostId, bool)> {
        body.posts.iter().filter(|post| acts(&post.role)).map(|post| (post.id, post.held)).collect()
    };
    let line = |level: Level| {
        bodies
            .iter()
            .filter(move |body| body.region.level() == level && !body.fire_authority)
            .filter(|body| {
                body.posts.iter().any(|post| post.level == level.code() && !post.sectored && acts(&post.role))
            })
            .flat_map(of)
            .collect()
    };
    match owner.kind {
        OwnerKind::Post => bodies
            .iter()
            .flat_map(|body| &body.posts)
            .filter(|post| Some(post.id) == owner.post_id)
            .map(|post| (post.id, post.held))
            .collect(),
        OwnerKind::Organisation => {
            bodies.iter().filter(|body| Some(body.id) == owner.org_id).flat_map(of).collect()
        }
        OwnerKind::EachCounty => line(Level::County),
        OwnerKind::EachTown => line(Level::Town),
        OwnerKind::Unknown => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_county_and_each_town_are_told_apart_by_what_stands_first() {
        assert_eq!(each("各县（市、区）人民政府要召开会议"), Some(OwnerKind::EachCounty));
        assert_eq!(each("推动各镇街道建站"), Some(OwnerKind::EachTown));
        assert_eq!(each("各县督促各镇"), Some(OwnerKind::EachCounty));
        assert_eq!(each("教育部门牵头"), None);
    }
}
