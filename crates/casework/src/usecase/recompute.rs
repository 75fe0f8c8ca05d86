//! Provisional dates counted again when a holiday notice was loaded.

use super::write::{Touched, desk, event, wake};
use crate::Engine;
use crate::model::Change;
use crate::repo::clocks::ClockRecord;
use crate::repo::{cases, clocks};
use crate::rules;
use crate::schema::CLOCK;
use kernel::problem::Problem;
use serde_json::json;
use store::Ctx;
use uuid::Uuid;

/// Clocks read at a time.
const CHUNK: i64 = 500;

impl Engine {
    /// Counts every provisional clock again with the engine's calendar; answers how many moved or became certain. Run
    /// after a start with a newer calendar.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn recompute_provisional(&self, ctx: &Ctx) -> Result<u64, Problem> {
        let (mut changed, mut after) = (0, Uuid::nil());
        loop {
            let page = clocks::provisional(ctx, after, CHUNK).await?;
            let Some(last) = page.last() else { return Ok(changed) };
            after = last.id;
            for record in page {
                changed += u64::from(self.recompute(ctx, record).await?);
            }
        }
    }

    async fn recompute(&self, ctx: &Ctx, mut record: ClockRecord) -> Result<bool, Problem> {
        if !record.clock.deadline.recompute(&self.calendar) {
            return Ok(false);
        }
        let Some(before) = cases::one(ctx, record.case_id).await? else { return Ok(false) };
        clocks::update(ctx, record.id, &record.clock).await?;
        let lifecycle = self.lifecycle(ctx, &before.lifecycle_hash).await?;
        let remind =
            lifecycle.clock(&record.clock.code).map_or(Vec::new(), |rule| rule.remind_before.clone());
        wake(ctx, record.id, &record.clock, &remind).await?;
        let list: Vec<_> = clocks::of_case(ctx, before.id).await?.into_iter().map(|r| r.clock).collect();
        let due = if before.is_open() { rules::due(&list) } else { None };
        let mut case = before.clone();
        case.due_date = due.map(|(date, _)| date);
        case.due_provisional = due.is_some_and(|(_, provisional)| provisional);
        case.version += 1;
        let mut event = event(ctx, &case, ("clock.recomputed", "放假安排公布，期限重新计算"), None);
        event.from_state = Some(case.state.clone());
        event.to_state = Some(case.state.clone());
        event.note = Some(format!("{}：{}", record.name, record.clock.deadline.due_date()));
        event.changes =
            vec![Change { field: "due_date".into(), from: json!(before.due_date), to: json!(case.due_date) }];
        if !cases::update(ctx, &case, desk(&lifecycle, &case), before.version).await? {
            return Err(Problem::conflict("事项正被他人办理，请重试", json!({ "number": before.number })));
        }
        let touched: Touched = vec![(&CLOCK, record.id)];
        self.conclude(ctx, Some(&before), &case, &event, touched).await?;
        Ok(true)
    }
}
