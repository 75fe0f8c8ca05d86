//! What a reorganisation does, worked out on a snapshot without touching the database.

use super::PostMerge;
use crate::check::invalid;
use kernel::id::{OrgId, PersonId, PostId};
use kernel::problem::Problem;
use std::collections::{BTreeMap, BTreeSet};

/// How the bodies change, successors already founded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Change {
    Merge { from: Vec<OrgId>, into: OrgId, merges: Vec<PostMerge> },
    Split { from: OrgId, parts: Vec<(OrgId, Vec<PostId>)>, remains: bool },
    Close { org: OrgId, heir: Option<OrgId>, merges: Vec<PostMerge> },
}

/// What stands before the change.
#[derive(Debug, Clone, Default)]
pub(super) struct Snapshot {
    /// Open posts of the bodies that change, and where they stand.
    pub(super) posts: BTreeMap<PostId, OrgId>,
    /// People who belong to them, with the posts they hold there.
    pub(super) people: BTreeMap<PersonId, (OrgId, Vec<PostId>)>,
    /// Bodies directly below them.
    pub(super) children: BTreeMap<OrgId, OrgId>,
    /// Bodies directly above them.
    pub(super) parents: BTreeMap<OrgId, Option<OrgId>>,
}

/// What is to be done, in order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Plan {
    /// Posts that move, each to its body.
    pub(super) moves: Vec<(PostId, OrgId)>,
    /// Posts that end and whose work another takes.
    pub(super) merges: Vec<PostMerge>,
    /// Posts that end with no work left.
    pub(super) ends: Vec<PostId>,
    /// People who change their body.
    pub(super) people: Vec<(PersonId, OrgId)>,
    /// Bodies that get another body above.
    pub(super) children: Vec<(OrgId, OrgId)>,
    /// Bodies that end, each with the one body that follows it, if it is one.
    pub(super) closed: Vec<(OrgId, Option<OrgId>)>,
    /// Who became whom.
    pub(super) lineage: Vec<(OrgId, Option<OrgId>)>,
    /// Whose addressed work goes to whom, in order, and whether what nobody named goes too.
    pub(super) heirs: Vec<(OrgId, Vec<OrgId>, bool)>,
}

impl Change {
    /// The stable word for the table of changes.
    pub(super) const fn code(&self) -> &'static str {
        match self {
            Self::Merge { .. } => "merge",
            Self::Split { .. } => "split",
            Self::Close { .. } => "close",
        }
    }
}

/// Works the plan out.
pub(super) fn plan(change: &Change, before: &Snapshot) -> Result<Plan, Problem> {
    match change {
        Change::Merge { from, into, merges } => merge(from, *into, merges, before),
        Change::Split { from, parts, remains } => split(*from, parts, *remains, before),
        Change::Close { org, heir, merges } => close(*org, *heir, merges, before),
    }
}

fn merge(from: &[OrgId], into: OrgId, merges: &[PostMerge], before: &Snapshot) -> Result<Plan, Problem> {
    if from.is_empty() {
        return Err(invalid("/from", "required", "请选择被合并的机构"));
    }
    if from.contains(&into) {
        return Err(invalid("/into", "same", "合并后的机构不能同时被合并"));
    }
    if from.iter().collect::<BTreeSet<_>>().len() < from.len() {
        return Err(invalid("/from", "repeated", "同一机构只能选择一次"));
    }
    check_merges(merges, before)?;
    let ended: BTreeSet<PostId> = merges.iter().map(|merge| merge.post).collect();
    let moves = before.posts.keys().filter(|post| !ended.contains(post)).map(|post| (*post, into)).collect();
    // A body that stood below one that ends, and is itself merged, has ended too and is not moved.
    let children = before.children.keys().filter(|child| !from.contains(child));
    Ok(Plan {
        moves,
        merges: merges.to_vec(),
        people: before.people.keys().map(|person| (*person, into)).collect(),
        children: children
            .map(|child| (*child, if *child == into { above(from, before) } else { Some(into) }))
            .filter_map(|(child, parent)| parent.map(|parent| (child, parent)))
            .collect(),
        closed: from.iter().map(|org| (*org, Some(into))).collect(),
        lineage: from.iter().map(|org| (*org, Some(into))).collect(),
        heirs: from.iter().map(|org| (*org, vec![into], true)).collect(),
        ..Plan::default()
    })
}

/// The nearest body above that does not end itself.
fn above(ending: &[OrgId], before: &Snapshot) -> Option<OrgId> {
    ending
        .iter()
        .filter_map(|org| before.parents.get(org).copied().flatten())
        .find(|parent| !ending.contains(parent))
}

fn split(
    from: OrgId,
    parts: &[(OrgId, Vec<PostId>)],
    remains: bool,
    before: &Snapshot,
) -> Result<Plan, Problem> {
    let Some((first, _)) = parts.first() else {
        return Err(invalid("/parts", "required", "请填写拆分后的机构"));
    };
    if parts.iter().any(|(org, _)| *org == from) {
        return Err(invalid("/parts", "same", "拆分后的机构不能是原机构；原机构保留时请选择“保留原机构”"));
    }
    let mut assigned: BTreeMap<PostId, OrgId> = BTreeMap::new();
    for (org, posts) in parts {
        for post in posts {
            if before.posts.get(post) != Some(&from) {
                return Err(invalid("/parts", "unknown_post", "所选岗位不属于被拆分的机构或已撤销"));
            }
            if assigned.insert(*post, *org).is_some() {
                return Err(invalid("/parts", "repeated", "同一岗位只能划入一个机构"));
            }
        }
    }
    let left = before.posts.len() - assigned.len();
    if left > 0 && !remains {
        return Err(invalid("/parts", "unassigned", format!("还有 {left} 个岗位未划入任何机构")));
    }
    let home = |posts: &[PostId]| posts.iter().find_map(|post| assigned.get(post).copied());
    let people = before.people.iter().filter_map(|(person, (_, held))| match home(held) {
        Some(org) => Some((*person, org)),
        None if remains => None,
        None => Some((*person, *first)),
    });
    let targets: BTreeSet<OrgId> = parts.iter().map(|(org, _)| *org).collect();
    let mut heirs: Vec<OrgId> = Vec::new();
    for (org, _) in parts {
        if !heirs.contains(org) {
            heirs.push(*org);
        }
    }
    let children = if remains { Vec::new() } else { orphans(&targets, *first, from, before) };
    Ok(Plan {
        people: people.collect(),
        moves: assigned.iter().map(|(post, org)| (*post, *org)).collect(),
        children,
        closed: if remains { Vec::new() } else { vec![(from, (targets.len() == 1).then_some(*first))] },
        lineage: targets.iter().map(|org| (from, Some(*org))).collect(),
        heirs: vec![(from, heirs, !remains)],
        ..Plan::default()
    })
}

/// Bodies below one that ends go to `heir`, the heirs themselves to the body above.
fn orphans(heirs: &BTreeSet<OrgId>, heir: OrgId, ending: OrgId, before: &Snapshot) -> Vec<(OrgId, OrgId)> {
    let above = above(&[ending], before);
    let place = |child: OrgId| if heirs.contains(&child) { above } else { Some(heir) };
    before.children.keys().filter_map(|child| place(*child).map(|parent| (*child, parent))).collect()
}

fn close(org: OrgId, heir: Option<OrgId>, merges: &[PostMerge], before: &Snapshot) -> Result<Plan, Problem> {
    if heir == Some(org) {
        return Err(invalid("/heir", "same", "接收机构不能是被撤销的机构"));
    }
    check_merges(merges, before)?;
    if merges.iter().any(|merge| before.posts.contains_key(&merge.into)) {
        return Err(invalid("/posts", "ends_too", "接续岗位所在的机构也将撤销"));
    }
    let heir = heir.or_else(|| above(&[org], before));
    if heir.is_none() && !(before.people.is_empty() && before.children.is_empty()) {
        return Err(invalid("/heir", "required", "机构下还有人员或下级机构，请指定接收机构"));
    }
    let ended: BTreeSet<PostId> = merges.iter().map(|merge| merge.post).collect();
    Ok(Plan {
        merges: merges.to_vec(),
        ends: before.posts.keys().filter(|post| !ended.contains(post)).copied().collect(),
        people: heir
            .map(|heir| before.people.keys().map(|person| (*person, heir)).collect())
            .unwrap_or_default(),
        children: heir.map(|heir| orphans(&BTreeSet::from([heir]), heir, org, before)).unwrap_or_default(),
        closed: vec![(org, None)],
        lineage: vec![(org, None)],
        heirs: heir.map(|heir| (org, vec![heir], true)).into_iter().collect(),
        ..Plan::default()
    })
}

/// Posts that end must stand in a body that changes; none may end twice or take work while it ends itself.
fn check_merges(merges: &[PostMerge], before: &Snapshot) -> Result<(), Problem> {
    let ended: BTreeSet<PostId> = merges.iter().map(|merge| merge.post).collect();
    if ended.len() < merges.len() {
        return Err(invalid("/posts", "repeated", "同一岗位只能并入一个岗位"));
    }
    for merge in merges {
        if !before.posts.contains_key(&merge.post) {
            return Err(invalid("/posts", "unknown_post", "被并入的岗位不属于所选机构或已撤销"));
        }
        if ended.contains(&merge.into) {
            return Err(invalid("/posts", "ends_too", "接续岗位自身也将撤销"));
        }
    }
    Ok(())
}

#[cfg(test)]
#[path = "plan_tests.rs"]
mod tests;
