//! One case in full, its history, and what can be done with it.

use super::load::Loaded;
use super::view;
use crate::Engine;
use crate::answer::{
    ActionView, CaseDetail, CaseRow, ClockState, ClockView, EvidenceFile, EvidenceNeedView, LinePoint,
    PackView, TimelineActor, TimelineEntry,
};
use crate::model::{ClockStatus, EventRecord, FileRecord, RowRecord};
use crate::repo::clocks::ClockRecord;
use crate::repo::{documents, events, files};
use crate::rules::{collective_min, guard};
use kernel::deadline::State;
use kernel::id::CaseId;
use kernel::problem::Problem;
use pack::lifecycle::{Action, Certainty, Lifecycle};
use store::{Caller, Ctx};

impl Engine {
    /// A case in full.
    ///
    /// # Errors
    /// 404 outside the caller's scope.
    pub async fn detail(&self, ctx: &Ctx, id: CaseId) -> Result<CaseDetail, Problem> {
        let loaded = self.load(ctx, id).await?;
        let events = events::of_case(ctx, id).await?;
        let files = files::of_case(ctx, id).await?;
        let documents = documents::of_case(ctx, id).await?;
        let row = self.row_of(ctx, &loaded).await?;
        let case = &loaded.case;
        let inspection = case.source_id.filter(|_| case.source_kind.as_deref() == Some("inspection"));
        Ok(CaseDetail {
            row,
            fields: case.fields.clone(),
            field_defs: loaded.lifecycle.fields.clone(),
            line: line(&loaded, &events),
            clocks: self.clocks(ctx, &loaded.clocks),
            actions: self.actions(&loaded, &ctx.caller, false),
            timeline: timeline(&loaded.lifecycle, &events, &files),
            evidence: files.into_iter().map(view::file).collect(),
            suggestion: case.suggestion.clone(),
            inspection_id: inspection,
            pack: PackView { name: case.pack.clone(), lifecycle_hash: case.lifecycle_hash.clone() },
            documents,
        })
    }

    /// The history of a case, oldest first.
    ///
    /// # Errors
    /// 404 outside the caller's scope.
    pub async fn timeline(&self, ctx: &Ctx, id: CaseId) -> Result<Vec<TimelineEntry>, Problem> {
        let case = self.seen(ctx, id).await?;
        let lifecycle = self.lifecycle(ctx, &case.lifecycle_hash).await?;
        let events = events::of_case(ctx, id).await?;
        let files = files::of_case(ctx, id).await?;
        Ok(timeline(&lifecycle, &events, &files))
    }

    /// Every action of the lifecycle, and whether the caller may do it now. A case in full only lists those that start
    /// from its state.
    ///
    /// # Errors
    /// 404 outside the caller's scope.
    pub async fn available_actions(&self, ctx: &Ctx, id: CaseId) -> Result<Vec<ActionView>, Problem> {
        let loaded = self.load(ctx, id).await?;
        Ok(self.actions(&loaded, &ctx.caller, true))
    }

    async fn row_of(&self, ctx: &Ctx, loaded: &Loaded) -> Result<CaseRow, Problem> {
        let rows = self.views(ctx, vec![RowRecord::from(&loaded.case)]).await?;
        rows.into_iter().next().ok_or_else(|| Problem::not_found("该事项"))
    }

    fn actions(&self, loaded: &Loaded, caller: &Caller, all: bool) -> Vec<ActionView> {
        let snapshot = loaded.snapshot();
        let actions = loaded.lifecycle.actions.iter().filter(|a| all || a.from.contains(&loaded.case.state));
        actions
            .map(|action| {
                let verdict = guard(&loaded.lifecycle, &snapshot, caller, action, &self.words);
                ActionView {
                    code: action.code.clone(),
                    name: action.name.clone(),
                    allowed: verdict.allowed(),
                    why_not: verdict.reasons(),
                    fields: action.fields.clone(),
                    evidence: need(action),
                    collective_min: collective_min(&loaded.lifecycle, snapshot.edition.as_deref(), action),
                    danger: action.danger,
                    hint: action.hint.clone(),
                }
            })
            .collect()
    }

    fn clocks(&self, ctx: &Ctx, records: &[ClockRecord]) -> Vec<ClockView> {
        let shown = records.iter().filter(|record| record.clock.status != ClockStatus::Dropped);
        shown
            .map(|record| {
                let deadline = &record.clock.deadline;
                let state = match deadline.state(ctx.now) {
                    State::Running { .. } => ClockState::Running,
                    State::Overdue { .. } => ClockState::Overdue,
                    State::Suspended => ClockState::Suspended,
                    State::Met => ClockState::Met,
                    State::MetLate => ClockState::MetLate,
                };
                let counting = record.clock.status == ClockStatus::Running;
                ClockView {
                    code: record.clock.code.clone(),
                    name: record.name.clone(),
                    basis: record.basis.basis.clone(),
                    source: record.basis.source.clone(),
                    certainty: certainty(record.basis.certainty).to_owned(),
                    started_on: deadline.from_date(),
                    due_date: Some(deadline.due_date()),
                    due_at: Some(deadline.due_at()),
                    provisional: deadline.provisional(),
                    state,
                    remaining_working_days: counting
                        .then(|| deadline.working_days_left(ctx.now, &self.calendar).days),
                    extended_from: record.clock.extended_from,
                }
            })
            .collect()
    }
}

const fn certainty(certainty: Certainty) -> &'static str {
    match certainty {
        Certainty::Verified => "verified",
        Certainty::Unverified => "unverified",
    }
}

fn need(action: &Action) -> Option<EvidenceNeedView> {
    action.evidence.as_ref().map(|need| EvidenceNeedView {
        min: need.min,
        stage: need.stage.clone(),
        label: need.label.clone(),
    })
}

fn line(loaded: &Loaded, events: &[EventRecord]) -> Vec<LinePoint> {
    let mut states: Vec<_> = loaded.lifecycle.states.iter().filter(|state| state.line.is_some()).collect();
    states.sort_by_key(|state| state.line);
    let reached = |code: &str| {
        let here = |event: &&EventRecord| {
            event.round == loaded.case.round
                && event.to_state.as_deref() == Some(code)
                && event.from_state != event.to_state
        };
        events.iter().rev().find(here).map(|event| event.on_date)
    };
    states
        .into_iter()
        .map(|state| LinePoint {
            code: state.code.clone(),
            name: state.name.clone(),
            class: state.class.code().to_owned(),
            reached_on: reached(&state.code),
            current: state.code == loaded.case.state,
        })
        .collect()
}

fn timeline(lifecycle: &Lifecycle, events: &[EventRecord], files: &[FileRecord]) -> Vec<TimelineEntry> {
    let name = |code: &Option<String>| {
        let code = code.as_deref()?;
        Some(lifecycle.state(code).map_or_else(|| code.to_owned(), |state| state.name.clone()))
    };
    let proof = |event: &EventRecord| -> Vec<EvidenceFile> {
        files.iter().filter(|file| file.event_id == Some(event.id)).cloned().map(view::file).collect()
    };
    events
        .iter()
        .map(|event| TimelineEntry {
            id: event.id,
            at: event.at,
            on_date: event.on_date,
            actor: TimelineActor {
                name: event.actor_name.clone(),
                post: event.post_name.clone(),
                org: event.org_name.clone(),
            },
            action: event.action.clone(),
            action_name: event.action_name.clone(),
            from_state: event.from_state.clone(),
            to_state: event.to_state.clone(),
            from_name: name(&event.from_state),
            to_name: name(&event.to_state),
            note: event.note.clone(),
            fields: event.fields.clone(),
            evidence: proof(event),
            people: event.people.clone(),
        })
        .collect()
}
