//! Who may do what in which state.

use super::{Refusal, Snapshot, Verdict};
use crate::model::ClockStatus;
use pack::lifecycle::{Action, Lifecycle, StateClass};
use std::collections::BTreeMap;
use store::{Caller, CallerPost};

/// Names the reasons speak with.
#[derive(Debug, Clone, Default)]
pub struct Words {
    /// Role code to Chinese name.
    pub roles: BTreeMap<String, String>,
}

impl Words {
    pub(crate) fn role<'a>(&'a self, code: &'a str) -> &'a str {
        self.roles.get(code).map_or(code, String::as_str)
    }
}

/// Permission every action asks for.
const PERMISSION: &str = "case.act";

/// Decides whether the caller may do the action now, with every reason against.
#[must_use]
pub fn guard<'a>(
    lifecycle: &Lifecycle,
    snapshot: &Snapshot,
    caller: &'a Caller,
    action: &Action,
    words: &Words,
) -> Verdict<'a> {
    let mut refusals = Vec::new();
    state(lifecycle, snapshot, action, &mut refusals);
    super::requests::unmet(lifecycle, snapshot, action, &mut refusals);
    let post = match post(snapshot, caller, action, words) {
        Ok(post) => Some(post),
        Err(refusal) => {
            refusals.push(refusal);
            None
        }
    };
    if post.is_some() {
        person(lifecycle, snapshot, caller, action, &mut refusals);
    }
    Verdict { post, refusals }
}

fn state(lifecycle: &Lifecycle, snapshot: &Snapshot, action: &Action, refusals: &mut Vec<Refusal>) {
    let name = |code: &str| lifecycle.state(code).map_or(code.to_owned(), |state| state.name.clone());
    if !action.from.contains(&snapshot.state) {
        let wanted: Vec<String> = action.from.iter().map(|code| format!("“{}”", name(code))).collect();
        refusals.push(Refusal::state(format!(
            "当前状态为“{}”，须在{}状态下办理",
            name(&snapshot.state),
            wanted.join("、")
        )));
    }
    if action.to == "<" && snapshot.previous_state.is_none() {
        refusals.push(Refusal::state("没有可退回的上一步"));
    }
    let mark = |code: &str| {
        lifecycle
            .marks
            .iter()
            .find(|mark| mark.code == code)
            .map_or(code.to_owned(), |mark| mark.name.clone())
    };
    for code in action.requires_marks.iter().filter(|code| !snapshot.marks.contains(*code)) {
        refusals.push(Refusal::state(format!("仅限标注为“{}”的事项", mark(code))));
    }
    for code in action.forbids_marks.iter().filter(|code| snapshot.marks.contains(*code)) {
        refusals.push(Refusal::state(format!("标注为“{}”的事项不能这样办理", mark(code))));
    }
    if let Some(code) = &action.extends
        && !snapshot.clocks.iter().any(|clock| clock.code == *code && clock.status.is_alive())
    {
        let clock = lifecycle.clock(code).map_or(code.as_str(), |clock| clock.name.as_str());
        refusals.push(Refusal::state(format!("没有运行中的“{clock}”可以延长")));
    }
}

/// The first post that has the role, the permission and the place.
fn post<'a>(
    snapshot: &Snapshot,
    caller: &'a Caller,
    action: &Action,
    words: &Words,
) -> Result<&'a CallerPost, Refusal> {
    let by_role: Vec<&CallerPost> =
        caller.posts.iter().filter(|post| action.roles.contains(&post.role)).collect();
    if by_role.is_empty() {
        let names: Vec<&str> = action.roles.iter().map(|role| words.role(role)).collect();
        return Err(Refusal::person(format!("须由{}办理", names.join("、"))));
    }
    let permitted: Vec<&CallerPost> =
        by_role.into_iter().filter(|post| post.permissions.contains(PERMISSION)).collect();
    if permitted.is_empty() {
        return Err(Refusal::person("您的岗位没有办理事项的权限"));
    }
    let place = snapshot.place.columns();
    // Whoever a case was handed to reaches it wherever it lies.
    let reaches = |post: &&CallerPost| post.grant.covers(&place) || Some(post.id) == snapshot.owner_post;
    let near: Vec<&CallerPost> = permitted.into_iter().filter(reaches).collect();
    if near.is_empty() {
        return Err(Refusal::person("本事项所在地或行业不在您的岗位管辖范围内"));
    }
    // The post a case was handed to goes first, so that the receipt is in its name.
    let owned = near.iter().find(|post| Some(post.id) == snapshot.owner_post);
    let fitting = |post: &&&CallerPost| !action.fire_authority_only || post.fire_authority;
    owned
        .filter(fitting)
        .or_else(|| near.iter().find(fitting))
        .copied()
        .ok_or_else(|| Refusal::person("须由消防救援机构办理"))
}

fn person(
    lifecycle: &Lifecycle,
    snapshot: &Snapshot,
    caller: &Caller,
    action: &Action,
    refusals: &mut Vec<Refusal>,
) {
    if caller.user.is_none() {
        refusals.push(Refusal::person("须由本人登录后办理"));
    }
    if let Some(done) = snapshot.was_done_by(caller, &action.different_from) {
        let name = lifecycle.action(done).map_or(done, |action| action.name.as_str());
        refusals.push(Refusal::person(format!("您办理过“{name}”，“{}”须由他人办理", action.name)));
    }
    if action.only_last_actor && (snapshot.last_actor.is_none() || snapshot.last_actor != caller.user) {
        refusals.push(Refusal::person("只有上一步的办理人可以办理"));
    }
    if action.owner_only
        && let Some(owner) = snapshot.owner_post
        && !caller.posts.iter().any(|post| post.id == owner)
    {
        refusals.push(Refusal::person("须由承办岗位办理"));
    }
    if is_receipt(lifecycle, &snapshot.state, action)
        && let Some(owner) = snapshot.owner_post
        && !caller.posts.iter().any(|post| post.id == owner)
    {
        refusals.push(Refusal::person("已移交给其他岗位，须由接收岗位签收"));
    }
}

/// Whether the action takes over a case that was handed to a post and stands in `state`: it leads from a state that a
/// transfer leads to, on to a state in which work goes on.
#[must_use]
pub fn is_receipt(lifecycle: &Lifecycle, state: &str, action: &Action) -> bool {
    let handed_over = lifecycle.actions.iter().any(|other| other.transfers && other.to == state);
    let goes_on = lifecycle
        .state(&action.to)
        .is_some_and(|state| state.class.is_open() && state.class != StateClass::Waiting);
    handed_over && goes_on && !action.transfers && !action.only_last_actor
}

impl Snapshot {
    /// The running clock with this code.
    pub(super) fn alive(&self, code: &str) -> Option<usize> {
        self.clocks.iter().rposition(|clock| {
            clock.code == code && clock.status != ClockStatus::Stopped && clock.status != ClockStatus::Dropped
        })
    }
}
