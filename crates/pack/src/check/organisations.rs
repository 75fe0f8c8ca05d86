//! Rules for organisation templates.

use super::desk::Desk;
use crate::finding::Code;
use crate::model::organisation::{OrganisationTemplate, PostTemplate};
use crate::role::LEVELS;
use crate::source::{Located, Spot};

pub(super) fn organisations(desk: &mut Desk<'_>) {
    let departments = desk.contents.departments.codes();
    let codes = desk.contents.organisations.codes();
    for entry in desk.contents.organisations.iter() {
        let (template, spot) = (&entry.value, &entry.spot);
        desk.refer(&spot.key("level"), "层级", &template.level, LEVELS);
        if let Some(department) = &template.department {
            desk.refer(&spot.key("department"), "部门", department, &departments);
        }
        if let Some(parent) = &template.parent
            && desk.refer(&spot.key("parent"), "机构模板", parent, &codes)
        {
            above(desk, entry, parent);
        }
        for (index, post) in template.posts.iter().enumerate() {
            self::post(desk, &spot.key("post").item(index), template, post);
        }
    }
}

/// The parent's level must not be below, and the way up must end.
fn above(desk: &mut Desk<'_>, entry: &Located<OrganisationTemplate>, parent: &str) {
    let rank = |level: &str| LEVELS.iter().position(|known| *known == level);
    let spot = entry.spot.key("parent");
    let mut seen = vec![entry.value.code.as_str()];
    let mut next = desk.contents.organisations.get(parent);
    while let Some(template) = next {
        if rank(&template.level) > rank(&entry.value.level) {
            desk.report(&spot, Code::Inconsistent, format!("上级机构“{}”的层级更低", template.code));
            return;
        }
        if seen.contains(&template.code.as_str()) {
            desk.report(&spot, Code::Inconsistent, format!("机构“{}”的上级关系成环", entry.value.code));
            return;
        }
        seen.push(&template.code);
        next = template.parent.as_ref().and_then(|parent| desk.contents.organisations.get(parent));
    }
}

fn post(desk: &mut Desk<'_>, spot: &Spot, template: &OrganisationTemplate, post: &PostTemplate) {
    let roles = desk.contents.roles.codes();
    desk.refer_all(&spot.key("roles"), "角色", &post.roles, &roles);
    for (index, sector) in post.sectors.iter().enumerate() {
        desk.refer_item(&spot.key("sectors").item(index), "sectors", sector);
    }
    let authority = template.department.as_ref().and_then(|code| desk.contents.departments.get(code));
    for (index, code) in post.roles.iter().enumerate() {
        let Some(role) = desk.contents.roles.get(code) else { continue };
        let spot = spot.key("roles").item(index);
        if !role.levels.contains(&template.level) {
            let message = format!("角色“{code}”不能设在 {} 层级", template.level);
            desk.report(&spot, Code::Inconsistent, message);
        }
        if role.fire_authority && !authority.is_some_and(|department| department.fire_authority) {
            let message = format!("角色“{code}”只能设在消防救援机构，“{}”不是", template.code);
            desk.report(&spot, Code::Inconsistent, message);
        }
        if let Some(other) = post.roles.iter().find(|other| role.excludes.contains(other)) {
            let message = format!("同一岗位不能兼有互斥的角色“{code}”和“{other}”");
            desk.report(&spot, Code::SeparationOfDuties, message);
        }
    }
}
