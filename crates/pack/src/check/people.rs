//! Rules for roles and departments.

use super::desk::Desk;
use crate::finding::Code;
use crate::role::{LEVELS, PERMISSIONS, Role};
use crate::source::{Located, Spot};
use std::collections::BTreeMap;

/// Permissions of the three administrators (三员), which nobody holds together.
const ADMINISTRATORS: [&str; 3] = ["system.write", "access.write", "audit.read"];

/// Permissions that touch cases, and so are kept from administrators.
const BUSINESS: [&str; 10] = [
    "case.open",
    "case.act",
    "premises.write",
    "inspection.write",
    "plan.write",
    "plan.act",
    "ledger.import",
    "report.ask",
    "report.fill",
    "dossier.make",
];

/// What one role sets going and another takes up: with the first alone the work lies where nobody reaches it.
const TAKEN_UP: [(&str, &str); 4] = [
    ("dossier.make", "dossier.read"),
    ("plan.write", "plan.act"),
    ("report.ask", "report.fill"),
    ("case.open", "case.act"),
];

pub(super) fn roles(desk: &mut Desk<'_>) {
    let permissions: Vec<&str> = PERMISSIONS.iter().map(|(code, _)| *code).collect();
    let codes = desk.contents.roles.codes();
    for entry in desk.contents.roles.iter() {
        let (role, spot) = (&entry.value, &entry.spot);
        desk.refer_all(&spot.key("permissions"), "权限", &role.permissions, &permissions);
        desk.refer_all(&spot.key("levels"), "层级", &role.levels, LEVELS);
        desk.refer_all(&spot.key("excludes"), "角色", &role.excludes, &codes);
        if role.levels.is_empty() {
            desk.report(&spot.key("levels"), Code::BadValue, format!("角色“{}”没有可用的层级", role.code));
        }
        exclusions(desk, entry);
        separation(desk, entry);
        taken_up(desk, entry);
    }
}

/// Whoever may set something going needs somebody who may take it up, in a pack that is whole.
fn taken_up(desk: &mut Desk<'_>, entry: &Located<Role>) {
    let held = |permission: &str| {
        desk.contents.roles.iter().any(|role| role.value.permissions.iter().any(|own| own == permission))
    };
    let alone: Vec<(&str, &str)> = TAKEN_UP
        .into_iter()
        .filter(|(begins, takes)| entry.value.permissions.iter().any(|own| own == begins) && !held(takes))
        .collect();
    for (begins, takes) in alone {
        let message = format!("角色“{}”有权限 {begins}，却没有角色有与之相应的 {takes}", entry.value.code);
        desk.report(&entry.spot.key("permissions"), Code::Inconsistent, message);
    }
}

fn exclusions(desk: &mut Desk<'_>, entry: &Located<Role>) {
    let role = &entry.value;
    for (index, other) in role.excludes.iter().enumerate() {
        let spot = entry.spot.key("excludes").item(index);
        if *other == role.code {
            desk.report(&spot, Code::Inconsistent, format!("角色“{other}”与自己互斥"));
        } else if desk.contents.roles.get(other).is_some_and(|other| !other.excludes.contains(&role.code)) {
            let message = format!("互斥须双向：角色“{other}”没有写与“{}”互斥", role.code);
            desk.report(&spot, Code::Inconsistent, message);
        }
    }
}

fn separation(desk: &mut Desk<'_>, entry: &Located<Role>) {
    let role = &entry.value;
    let spot = entry.spot.key("permissions");
    let holds = |permission: &str| role.permissions.iter().any(|own| own == permission);
    let offices: Vec<&str> = ADMINISTRATORS.into_iter().filter(|permission| holds(permission)).collect();
    if offices.len() > 1 {
        let message = format!("角色“{}”同时有 {}，三员不得合一", role.code, offices.join("、"));
        desk.report(&spot, Code::SeparationOfDuties, message);
    }
    let administers = holds("directory.write") || !offices.is_empty();
    if let Some(permission) = BUSINESS.into_iter().find(|permission| administers && holds(permission)) {
        let message = format!("管理员角色“{}”不得有业务权限 {permission}", role.code);
        desk.report(&spot, Code::SeparationOfDuties, message);
    }
    for other in desk.contents.roles.iter().map(|other| &other.value).filter(|other| other.code != role.code)
    {
        let apart = ADMINISTRATORS.iter().any(|own| {
            holds(own)
                && other
                    .permissions
                    .iter()
                    .any(|theirs| theirs != own && ADMINISTRATORS.contains(&theirs.as_str()))
        });
        if apart && !role.excludes.contains(&other.code) {
            let message = format!("三员须互斥：角色“{}”没有写与“{}”互斥", role.code, other.code);
            desk.report(&entry.spot, Code::SeparationOfDuties, message);
        }
    }
}

pub(super) fn departments(desk: &mut Desk<'_>) {
    let mut names: BTreeMap<&str, (&str, Spot)> = BTreeMap::new();
    for entry in desk.contents.departments.iter() {
        let (department, spot) = (&entry.value, &entry.spot);
        if let Some(sector) = &department.sector {
            desk.refer_item(&spot.key("sector"), "sectors", sector);
        }
        let aliases = department.aliases.iter().enumerate();
        let spotted = aliases.map(|(index, alias)| (alias.name.as_str(), spot.key("aliases").item(index)));
        for (name, spot) in std::iter::once((department.name.as_str(), spot.key("name"))).chain(spotted) {
            if let Some((owner, first)) = names.get(name) {
                let message = format!("名称“{name}”已属于部门“{owner}”，不能再指“{}”", department.code);
                let hint = format!("见 {} 第 {} 行", first.file(), first.line());
                desk.advise(&spot, Code::DuplicateCode, message, hint);
            } else {
                names.insert(name, (&department.code, spot));
            }
        }
        for (index, alias) in department.aliases.iter().enumerate() {
            if alias.valid_from.zip(alias.valid_to).is_some_and(|(first, last)| last < first) {
                let spot = spot.key("aliases").item(index);
                desk.report(&spot, Code::Inconsistent, format!("名称“{}”的止日早于起日", alias.name));
            }
        }
    }
}
