//! Closings taken over from old ledgers (历史销号·未核验): kept with their own days, verified by nobody here.

use super::open::{NewCase, series};
use super::write::{Touched, event};
use crate::Engine;
use crate::filter::HISTORICAL;
use crate::model::{CaseRecord, Subject};
use crate::repo::{cases, events, marks};
use crate::rules::check_fields;
use crate::schema::{CASE, EVENT, MARK};
use chrono::{Datelike, NaiveDate};
use kernel::id::CaseId;
use kernel::problem::{FieldProblem, Problem};
use kernel::region::RegionCode;
use kernel::time::Timestamp;
use pack::lifecycle::{Lifecycle, StateClass};
use serde_json::{Map, Value, json};
use store::Ctx;
use store::audit::Entry;
use uuid::Uuid;

/// A closed row of an old ledger.
#[derive(Debug, Clone)]
pub struct HistoricalCase {
    /// Kind, mostly `hazard`; its lifecycle must know the mark `historical_unverified`.
    pub kind: String,
    /// Title.
    pub title: String,
    /// What it was about.
    pub subject: Option<Subject>,
    /// Where it lay, when it has no subject.
    pub region: Option<RegionCode>,
    /// Sector, when it has no subject.
    pub sector: Option<String>,
    /// Values of the case form as far as the ledger has them; required fields may be missing.
    pub fields: Map<String, Value>,
    /// Day it was found, as the ledger says.
    pub found_on: NaiveDate,
    /// Day it was closed, as the ledger says.
    pub closed_on: NaiveDate,
    /// What else the ledger says, for the history of the case.
    pub note: Option<String>,
}

/// Most rows of one call.
const MOST: usize = 2_000;

impl Engine {
    /// Stores closed rows of an old ledger. Good rows are kept and bad ones answered with their faults, in the order
    /// given. No clock runs, nobody is told, and no counter of closings knows them. The caller has authorised the import
    /// (`ledger.import` where each row lies) and commits.
    ///
    /// # Errors
    /// 422 above 2,000 rows; what is wrong with single rows is in the answer.
    pub async fn historical(
        &self,
        ctx: &Ctx,
        batch: Uuid,
        rows: Vec<HistoricalCase>,
    ) -> Result<Vec<Result<CaseId, Vec<FieldProblem>>>, Problem> {
        if rows.len() > MOST {
            let fault = FieldProblem::new("/rows", "max", format!("一次最多{MOST}行"));
            return Err(Problem::invalid(vec![fault]));
        }
        let (mut answers, mut touched) = (Vec::with_capacity(rows.len()), Touched::new());
        for row in rows {
            answers.push(self.keep(ctx, batch, row, &mut touched).await?);
        }
        let kept = answers.iter().filter(|answer| answer.is_ok()).count();
        if kept > 0 {
            ctx.audit(Entry {
                action: "case.historical",
                object_kind: "import",
                object_id: Some(batch),
                summary: format!("导入历史销号（未核验）{kept}件"),
                detail: json!({ "kept": kept, "refused": answers.len() - kept }),
                rows: &touched,
            })
            .await?;
        }
        Ok(answers)
    }

    async fn keep(
        &self,
        ctx: &Ctx,
        batch: Uuid,
        row: HistoricalCase,
        touched: &mut Touched,
    ) -> Result<Result<CaseId, Vec<FieldProblem>>, Problem> {
        let Some(pinned) = self.pinned(&row.kind) else {
            return Ok(Err(vec![FieldProblem::new("/kind", "choice", "没有这种事项")]));
        };
        let lifecycle = self.lifecycle(ctx, &pinned.hash).await?;
        let faults = self.faults(ctx, &lifecycle, &row);
        let closed = lifecycle.states.iter().find(|state| state.class == StateClass::Closed);
        let (Some(closed), true) = (closed, faults.is_empty()) else { return Ok(Err(faults)) };
        let new = NewCase {
            subject: row.subject,
            region: row.region,
            sector: row.sector,
            fields: row.fields,
            source: Some(("import".into(), batch)),
            ..NewCase::new(&row.kind, &row.title)
        };
        let place = match new.place() {
            Ok(place) => place,
            Err(problem) => return Ok(Err(problem.fields.clone())),
        };
        let letters = lifecycle.opening.series.clone().unwrap_or_else(|| series(&new.kind));
        let number = cases::number(ctx, &letters, row.found_on.year()).await?;
        let mut case: CaseRecord = super::open::bare(ctx, &new, &place, number);
        case.pack.clone_from(&pinned.pack);
        case.lifecycle_hash.clone_from(&pinned.hash);
        (case.state, case.state_class) = (closed.code.clone(), closed.class);
        case.opened_at = Timestamp::start_of_day(row.found_on);
        (case.closed_at, case.closed_on) =
            (Some(Timestamp::start_of_day(row.closed_on)), Some(row.closed_on));
        case.historical = true;
        let mut event = event(ctx, &case, ("historical", "由历史台账导入（未核验）"), None);
        event.to_state = Some(case.state.clone());
        event.fields.clone_from(&case.fields);
        event.note = row.note;
        case.last_event = Some(event.id);
        cases::insert(ctx, &case, None).await?;
        events::insert(ctx, &event).await?;
        touched.push((&CASE, case.id.as_uuid()));
        touched.push((&EVENT, event.id));
        touched.push((&MARK, marks::set(ctx, case.id, HISTORICAL).await?));
        Ok(Ok(case.id))
    }

    fn faults(&self, ctx: &Ctx, lifecycle: &Lifecycle, row: &HistoricalCase) -> Vec<FieldProblem> {
        let mut faults = check_fields(&lifecycle.fields, &row.fields, ctx.today(), &self.rules.lists);
        faults.retain(|fault| fault.code != "required");
        if !lifecycle.marks.iter().any(|mark| mark.code == HISTORICAL) {
            faults.push(FieldProblem::new("/kind", "choice", "这种事项不收历史销号"));
        }
        if let Some(fault) = super::open::title_fault(&row.title) {
            faults.push(fault);
        }
        if row.found_on > row.closed_on {
            faults.push(FieldProblem::new("/closed_on", "order", "销号日期早于发现日期"));
        }
        if row.closed_on > ctx.today() {
            faults.push(FieldProblem::new("/closed_on", "future", "销号日期不能晚于今天"));
        }
        faults
    }
}
