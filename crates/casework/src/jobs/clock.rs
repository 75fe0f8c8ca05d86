//! A legal clock speaks up: a reminder some days before its end, and the morning after.

use crate::Engine;
use crate::model::{Change, ClockStatus};
use crate::repo::clocks::ClockRecord;
use crate::repo::{cases, clocks, events};
use crate::schema::EVENT;
use crate::usecase::CLOCK_JOB;
use async_trait::async_trait;
use chrono::NaiveDate;
use serde::Deserialize;
use serde_json::{Value, json};
use std::sync::Arc;
use store::Ctx;
use store::audit::Entry;
use store::jobs::{Handler, JobError};
use uuid::Uuid;

/// Handler of [`CLOCK_JOB`].
#[derive(Debug)]
pub struct ClockJob {
    engine: Arc<Engine>,
}

#[derive(Debug, Deserialize)]
struct Payload {
    clock: Uuid,
    step: String,
    due: NaiveDate,
}

impl ClockJob {
    /// A handler over an engine.
    #[must_use]
    pub const fn new(engine: Arc<Engine>) -> Self {
        Self { engine }
    }

    async fn speak(&self, ctx: &Ctx, record: ClockRecord, late: bool) -> Result<(), JobError> {
        let Some(case) = cases::one(ctx, record.case_id).await? else { return Ok(()) };
        if case.state_class == pack::lifecycle::StateClass::Void {
            return Ok(());
        }
        let loaded = self.engine.complete(ctx, case).await?;
        let due = record.clock.deadline.due_date();
        let action = if late { ("clock.overdue", "超期") } else { ("clock.reminder", "到期提醒") };
        let mut event = crate::usecase::event(ctx, &loaded.case, action, None);
        event.from_state = Some(loaded.case.state.clone());
        event.to_state = Some(loaded.case.state.clone());
        event.note = Some(format!("{}：{due}", record.name));
        if late {
            event.changes = vec![Change { field: "overdue".into(), from: json!(false), to: json!(true) }];
        }
        events::insert(ctx, &event).await?;
        ctx.audit(Entry {
            action: "case.clock",
            object_kind: "case",
            object_id: Some(loaded.case.id.as_uuid()),
            summary: format!("{}：{} {}", action.1, loaded.case.number, record.name),
            detail: json!({ "clock": record.id, "due": due }),
            rows: &[(&EVENT, event.id)],
        })
        .await?;
        self.engine.remind(ctx, &loaded, &record.name, due).await?;
        Ok(())
    }
}

#[async_trait]
impl Handler for ClockJob {
    fn kind(&self) -> &'static str {
        CLOCK_JOB
    }

    async fn run(&self, ctx: &Ctx, payload: &Value) -> Result<(), JobError> {
        let payload: Payload =
            serde_json::from_value(payload.clone()).map_err(|error| JobError(format!("payload: {error}")))?;
        let Some(record) = clocks::one(ctx, payload.clock).await? else { return Ok(()) };
        let deadline = &record.clock.deadline;
        let late = payload.step == "overdue";
        // A clock that was stopped, held or moved since has nothing to say; a moved one has timers of its own.
        if record.clock.status != ClockStatus::Running
            || deadline.due_date() != payload.due
            || late != deadline.is_late(ctx.now)
        {
            return Ok(());
        }
        self.speak(ctx, record, late).await
    }
}
