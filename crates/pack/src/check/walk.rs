//! Walks every situation a case can come into: state, marks that guard actions, running clocks, and the last move.

use crate::lifecycle::{Action, Lifecycle};
use std::collections::{BTreeMap, VecDeque};

/// More situations than this are not walked; no sensible lifecycle comes near.
const MOST_SITUATIONS: usize = 100_000;

/// Where a case can be. Indices are into the lifecycle's lists.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Situation {
    /// The state.
    pub(super) state: usize,
    /// The state before the last move, when a withdrawal could go back to it.
    previous: Option<usize>,
    /// The last move.
    mover: Option<usize>,
    /// Guarding marks that are set.
    pub(super) marks: Vec<usize>,
    /// Clocks by index.
    pub(super) clocks: Vec<Running>,
}

/// What a clock is doing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Running {
    /// Not started, or stopped.
    Off,
    /// Counting.
    On,
    /// Started and held.
    Suspended,
}

/// One step between situations.
#[derive(Debug, Clone, Copy)]
pub(super) struct Step {
    pub(super) from: usize,
    pub(super) action: usize,
    pub(super) to: usize,
}

/// All situations and steps.
#[derive(Debug)]
pub(super) struct Walk {
    pub(super) situations: Vec<Situation>,
    pub(super) steps: Vec<Step>,
    /// How many of the situations a case can begin in; they come first.
    pub(super) beginnings: usize,
    /// Whether nothing was left out.
    pub(super) complete: bool,
}

struct Map<'a> {
    lifecycle: &'a Lifecycle,
    guards: Vec<usize>,
}

impl Walk {
    /// Walks a lifecycle whose names all lead somewhere.
    pub(super) fn of(lifecycle: &Lifecycle) -> Self {
        let guarding = |code: &String| {
            lifecycle
                .actions
                .iter()
                .any(|a| a.requires_marks.contains(code) || a.forbids_marks.contains(code))
        };
        let marks = lifecycle.marks.iter().enumerate();
        let guards = marks.filter(|(_, mark)| guarding(&mark.code)).map(|(index, _)| index).collect();
        let map = Map { lifecycle, guards };
        let mut walk = Self { situations: Vec::new(), steps: Vec::new(), beginnings: 0, complete: true };
        let mut known: BTreeMap<Situation, usize> = BTreeMap::new();
        let mut queue = VecDeque::new();
        for beginning in map.beginnings() {
            walk.note(beginning, &mut known, &mut queue);
        }
        walk.beginnings = walk.situations.len();
        while let Some(from) = queue.pop_front() {
            let here = walk.situations[from].clone();
            for (index, action) in lifecycle.actions.iter().enumerate() {
                let Some(there) = map.act(&here, index, action) else { continue };
                let to = walk.note(there, &mut known, &mut queue);
                walk.steps.push(Step { from, action: index, to });
            }
            if walk.situations.len() > MOST_SITUATIONS {
                walk.complete = false;
                break;
            }
        }
        walk
    }

    fn note(
        &mut self,
        situation: Situation,
        known: &mut BTreeMap<Situation, usize>,
        queue: &mut VecDeque<usize>,
    ) -> usize {
        if let Some(index) = known.get(&situation) {
            return *index;
        }
        let index = self.situations.len();
        self.situations.push(situation.clone());
        known.insert(situation, index);
        queue.push_back(index);
        index
    }

    /// Situations that can be reached from the beginnings by steps the filter lets through.
    pub(super) fn reached_by(&self, lets: impl Fn(&Step) -> bool) -> Vec<bool> {
        let forward = self.steps.iter().filter(|step| lets(step)).map(|step| (step.from, step.to));
        spread(self.situations.len(), 0..self.beginnings, forward)
    }

    /// Situations from which one of the goals can be reached.
    pub(super) fn leading_to(&self, goal: impl Fn(&Situation) -> bool) -> Vec<bool> {
        let goals = (0..self.situations.len()).filter(|index| goal(&self.situations[*index]));
        let backward = self.steps.iter().map(|step| (step.to, step.from));
        spread(self.situations.len(), goals, backward)
    }
}

fn spread(
    size: usize,
    seeds: impl Iterator<Item = usize>,
    edges: impl Iterator<Item = (usize, usize)>,
) -> Vec<bool> {
    let mut neighbours: Vec<Vec<usize>> = vec![Vec::new(); size];
    for (from, to) in edges {
        neighbours[from].push(to);
    }
    let mut reached = vec![false; size];
    let mut stack: Vec<usize> = seeds.collect();
    while let Some(index) = stack.pop() {
        if !std::mem::replace(&mut reached[index], true) {
            stack.extend(&neighbours[index]);
        }
    }
    reached
}

impl Map<'_> {
    /// A new case, once for every choice of the marks that the system may set beforehand.
    fn beginnings(&self) -> Vec<Situation> {
        let state = self.state(&self.lifecycle.initial);
        let clocks = self.lifecycle.clocks.iter().map(|clock| {
            if self.lifecycle.starts.contains(&clock.code) { Running::On } else { Running::Off }
        });
        let plain =
            Situation { state, previous: None, mover: None, marks: Vec::new(), clocks: clocks.collect() };
        let mut beginnings = vec![plain];
        for mark in self.guards.iter().filter(|mark| self.lifecycle.marks[**mark].by_system) {
            for mut marked in beginnings.clone() {
                marked.marks.push(*mark);
                beginnings.push(marked);
            }
        }
        beginnings
    }

    fn state(&self, code: &str) -> usize {
        self.lifecycle.states.iter().position(|state| state.code == code).unwrap_or(0)
    }

    fn mark(&self, code: &str) -> Option<usize> {
        self.guards.iter().copied().find(|mark| self.lifecycle.marks[*mark].code == code)
    }

    fn act(&self, here: &Situation, index: usize, action: &Action) -> Option<Situation> {
        let set = |code: &String| self.mark(code).is_some_and(|mark| here.marks.contains(&mark));
        let state = &self.lifecycle.states[here.state].code;
        let allowed = action.from.contains(state)
            && action.requires_marks.iter().all(set)
            && !action.forbids_marks.iter().any(set)
            && (!action.only_last_actor || self.same_people(here.mover, action));
        if !allowed {
            return None;
        }
        let mut there = here.clone();
        match action.to.as_str() {
            "=" => {}
            "<" => (there.state, there.previous, there.mover) = (here.previous?, None, None),
            to => {
                (there.state, there.previous, there.mover) = (self.state(to), Some(here.state), Some(index));
            }
        }
        let cleared: Vec<usize> = action.clears.iter().filter_map(|code| self.mark(code)).collect();
        there.marks.retain(|mark| !cleared.contains(mark));
        there.marks.extend(action.sets.iter().filter_map(|code| self.mark(code)));
        there.marks.sort_unstable();
        there.marks.dedup();
        for (clock, running) in self.lifecycle.clocks.iter().zip(&mut there.clocks) {
            *running = after(action, &clock.code, *running);
        }
        Some(there)
    }

    /// Whether somebody who did the last move may also do this action.
    fn same_people(&self, mover: Option<usize>, action: &Action) -> bool {
        let last = mover.and_then(|index| self.lifecycle.actions.get(index));
        last.is_some_and(|last| last.roles.iter().any(|role| action.roles.contains(role)))
    }
}

/// What an action makes of a clock: stop and start together restart it.
fn after(action: &Action, clock: &String, running: Running) -> Running {
    if action.starts.contains(clock) {
        Running::On
    } else if action.stops.contains(clock) {
        Running::Off
    } else if action.suspends.contains(clock) && running == Running::On {
        Running::Suspended
    } else if action.resumes.contains(clock) && running == Running::Suspended {
        Running::On
    } else {
        running
    }
}
