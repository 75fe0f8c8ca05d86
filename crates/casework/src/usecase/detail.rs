//! One case in full, its history, and what can be done with it.

use super::load::Loaded;
use super::reply::answering_post;
use super::view;
use crate::Engine;
use crate::answer::{
    ActionView, CaseDetail, CaseRow, ClockState, ClockView, EvidenceFile, EvidenceNeedView, LinePoint,
    OwnerView, PackView, RequestView, SourceView, TimelineActor, TimelineEntry,
};
use crate::model::{CaseRecord, ClockStatus, EventRecord, FileRecord, LineState, RowRecord};
use crate::port::PostName;
use crate::repo::clocks::ClockRecord;
use crate::repo::{documents, events, files};
use crate::rules::{collective_min, guard};
use chrono::NaiveDate;
use kernel::deadline::State;
use kernel::id::{CaseId, OrgId, PostId};
use kernel::problem::Problem;
use pack::lifecycle::{Action, Certainty, FieldType, Lifecycle};
use std::collections::BTreeMap;
use store::{Caller, Ctx};
use uuid::Uuid;

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
        let mut evidence: Vec<EvidenceFile> = files.iter().cloned().map(view::file).collect();
        self.mark_reused(ctx, id, &mut evidence).await?;
        let inspection = case.source_id.filter(|_| case.source_kind.as_deref() == Some("inspection"));
        Ok(CaseDetail {
            row,
            fields: case.fields.clone(),
            field_defs: loaded.lifecycle.fields.clone(),
            line: line(&loaded, &events),
            clocks: self.clocks(ctx, &loaded.clocks),
            actions: self.actions(&loaded, &ctx.caller, false),
            timeline: timeline(&loaded.lifecycle, &events, &files),
            requests: requests(ctx, &loaded, &files),
            closing_word: loaded.lifecycle.closing_word.clone(),
            owner: self.owner(ctx, case).await?,
            source: case.source_kind.clone().zip(case.source_id).map(|(kind, id)| SourceView { kind, id }),
            names: self.names(ctx, &loaded, &events, &files).await?,
            evidence,
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

    /// The post a case was handed to: of an open case as it is called today, of a finished one as on its last day.
    async fn owner(&self, ctx: &Ctx, case: &CaseRecord) -> Result<Option<OwnerView>, Problem> {
        let Some(id) = case.owner_post else { return Ok(None) };
        let day = if case.is_open() { None } else { case.closed_on };
        let called = self.directory.post_name(ctx, id, day.unwrap_or_else(|| ctx.today())).await?;
        let view = |called: PostName| OwnerView {
            post: id.as_uuid(),
            name: called.name,
            organisation: called.org_name,
        };
        Ok(called.map(view))
    }

    /// Names of what the forms speak of: organisations and posts as they were called on the day of the entry.
    async fn names(
        &self,
        ctx: &Ctx,
        loaded: &Loaded,
        events: &[EventRecord],
        files: &[FileRecord],
    ) -> Result<BTreeMap<Uuid, String>, Problem> {
        let mut names = BTreeMap::new();
        for (id, kind, day) in spoken_of(loaded, events) {
            if names.contains_key(&id) {
                continue;
            }
            let name = match kind {
                FieldType::Post | FieldType::Posts => {
                    let called = self.directory.post_name(ctx, PostId::from_uuid(id), day).await?;
                    called.map(|called| format!("{}{}", called.org_name, called.name))
                }
                FieldType::Organisation | FieldType::Organisations => {
                    let org = OrgId::from_uuid(id);
                    self.directory.organisation_names(ctx, &[org], day).await?.remove(&org)
                }
                FieldType::File => {
                    files.iter().find(|file| file.id.as_uuid() == id).map(|file| file.name.clone())
                }
                _ => None,
            };
            names.extend(name.map(|name| (id, name)));
        }
        Ok(names)
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

/// What the forms speak of, each with the day it was written. The form of the case comes first: where an entry of another
/// day names the same body, the case keeps the name of its own day.
fn spoken_of(loaded: &Loaded, events: &[EventRecord]) -> Vec<(Uuid, FieldType, NaiveDate)> {
    let opened = loaded.case.opened_at.civil_date();
    let written = |code: &str| {
        let field = format!("fields.{code}");
        let wrote = |event: &&EventRecord| event.changes.iter().any(|change| change.field == field);
        events.iter().rev().find(wrote).map_or(opened, |event| event.on_date)
    };
    let own = loaded.lifecycle.fields.iter().map(|field| (field, &loaded.case.fields, written(&field.code)));
    let later = events.iter().flat_map(|event| {
        let fields = loaded.lifecycle.action(&event.action).map(|action| action.fields.iter());
        fields.into_iter().flatten().map(|field| (field, &event.fields, event.on_date))
    });
    let mut found = Vec::new();
    for (field, values, day) in own.chain(later) {
        let ids = super::act::ids(values.get(&field.code));
        found.extend(ids.into_iter().filter_map(|text| Some((text.parse().ok()?, field.kind, day))));
    }
    found
}

fn requests(ctx: &Ctx, loaded: &Loaded, files: &[FileRecord]) -> Vec<RequestView> {
    let last =
        |code: &str| loaded.asked.iter().rev().find(|line| line.code == code).map(|line| line.event_id);
    let open = loaded.case.is_open() && ctx.caller.user.is_some();
    loaded
        .asked
        .iter()
        .map(|line| {
            let request = loaded.lifecycle.request(&line.code);
            let waiting = line.state == LineState::Waiting;
            let file = files.iter().find(|file| Some(file.id) == line.file_id);
            RequestView {
                id: line.id,
                code: line.code.clone(),
                name: request.map_or_else(|| line.code.clone(), |request| request.name.clone()),
                kind: request.map_or_else(String::new, |request| request.kind.code().to_owned()),
                organisation: line.org_name.clone(),
                post: line.post_name.clone(),
                asked_at: line.asked_at,
                reply_by: line.reply_by,
                state: line.state.code().to_owned(),
                overdue: waiting && line.reply_by.is_some_and(|day| day < ctx.today()),
                current: last(&line.code) == Some(line.event_id),
                mine: waiting && open && answering_post(&ctx.caller, line).is_some(),
                reply: line.reply,
                reply_name: line.reply.map(|reply| reply.label().to_owned()),
                opinion: line.opinion.clone(),
                answered_at: line.answered_at,
                answerer: line.answerer.clone(),
                file: file.cloned().map(view::file),
            }
        })
        .collect()
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
