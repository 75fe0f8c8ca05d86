//! What the rules need to know of a case.

use super::{Asked, Effect};
use crate::model::{CasePlace, RunningClock};
use kernel::id::{PersonId, PostId, UserId};
use std::collections::BTreeSet;
use store::Caller;

/// A case at one instant, without its texts.
#[derive(Debug, Clone)]
pub struct Snapshot {
    /// Where it lies.
    pub place: CasePlace,
    /// State.
    pub state: String,
    /// State before the last move.
    pub previous_state: Option<String>,
    /// Marks set.
    pub marks: BTreeSet<String>,
    /// Edition of the rules.
    pub edition: Option<String>,
    /// Round.
    pub round: i64,
    /// Who made the last move.
    pub last_actor: Option<UserId>,
    /// Post the case was handed to.
    pub owner_post: Option<PostId>,
    /// What was done, in order.
    pub done: Vec<Done>,
    /// Clocks, also those that are done.
    pub clocks: Vec<RunningClock>,
    /// Lines of the latest requests.
    pub asked: Vec<Asked>,
}

/// An action somebody did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Done {
    /// Action.
    pub action: String,
    /// Account.
    pub user: Option<UserId>,
    /// Person behind it.
    pub person: Option<PersonId>,
    /// Round it was done in.
    pub round: i64,
    /// Whether it moved the case to another state.
    pub moved: bool,
    /// Whether it was taken back; then nobody relies on it.
    pub undone: bool,
}

impl Done {
    /// Whether the caller is who did it, by account or by person: two accounts of one person are one person.
    #[must_use]
    pub fn is_by(&self, caller: &Caller) -> bool {
        let same_user = self.user.is_some() && self.user == caller.user;
        let same_person = self.person.is_some() && self.person == caller.person;
        same_user || same_person
    }
}

impl Snapshot {
    /// Whether the caller did one of these actions in the present round.
    #[must_use]
    pub fn was_done_by<'a>(&self, caller: &Caller, actions: &'a [String]) -> Option<&'a str> {
        let mut done =
            self.done.iter().filter(|done| done.round == self.round && !done.undone && done.is_by(caller));
        done.find_map(|done| actions.iter().find(|action| **action == done.action)).map(String::as_str)
    }

    /// Whether a file comes from an account that did one of these actions in the present round: who may not verify may not
    /// supply the proof of it either.
    #[must_use]
    pub fn was_sent_by_actor(&self, sender: Option<UserId>, actions: &[String]) -> bool {
        sender.is_some()
            && self.done.iter().any(|done| {
                done.round == self.round
                    && !done.undone
                    && done.user == sender
                    && actions.contains(&done.action)
            })
    }

    /// The snapshot after an action.
    #[must_use]
    pub fn after(&self, action: &str, effect: &Effect, caller: &Caller) -> Self {
        let mut next = self.clone();
        next.state.clone_from(&effect.to);
        next.previous_state.clone_from(&effect.previous_state);
        next.round = effect.round;
        next.clocks.clone_from(&effect.clocks);
        next.marks.extend(effect.sets.iter().cloned());
        for mark in &effect.clears {
            next.marks.remove(mark);
        }
        if effect.undoes_last
            && let Some(last) = next.done.iter_mut().rev().find(|done| done.moved && !done.undone)
        {
            last.undone = true;
        }
        if let Some(post) = effect.transfer {
            next.owner_post = Some(post);
        }
        if effect.moved {
            next.last_actor = caller.user;
        }
        next.done.push(Done {
            action: action.to_owned(),
            user: caller.user,
            person: caller.person,
            round: effect.round,
            moved: effect.moved,
            undone: false,
        });
        next
    }
}
