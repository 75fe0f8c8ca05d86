//! The duty matrix as it stood on a day, and deciding who leads for a kind of premises.

use super::reach::reading;
use super::rows;
use crate::model::{
    DutyDecision, DutyDecisionRow, DutyMatrix, MatrixDepartment, MatrixKind, MatrixShare, NewDutyDecision,
    PremisesFilter, StandingDuty,
};
use crate::repo;
use crate::repo::list::Filter;
use crate::rules::change::FieldChange;
use crate::rules::check::Faults;
use crate::rules::duty::{Decided, department_name, led_by, name};
use crate::schema::{DUTY_DECISION, PREMISES};
use chrono::NaiveDate;
use kernel::problem::Problem;
use kernel::region::RegionCode;
use kernel::scope::Place;
use pack::lifecycle::Certainty;
use pack::{DutyKind, Pack};
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};
use store::Ctx;
use store::audit::Entry;

/// Permission to decide who leads: the office of the city's fire-safety committee.
const DECIDE: &str = "plan.write";

/// Decisions in force today.
pub(super) async fn decided(ctx: &Ctx) -> Result<Decided, Problem> {
    Ok(Decided::on(ctx.today(), repo::duties::all(&ctx.tx).await?))
}

fn may_decide(ctx: &Ctx, city: RegionCode) -> bool {
    ctx.caller.may(DECIDE) && ctx.caller.scope(DECIDE).covers(&Place::of(city))
}

fn decision_row(pack: &Pack, decision: &DutyDecision) -> DutyDecisionRow {
    DutyDecisionRow {
        id: decision.id,
        premises_kind: decision.premises_kind.clone(),
        kind_name: rows::kind_name(pack, &decision.premises_kind),
        department: decision.department.clone(),
        department_name: department_name(pack, &decision.department),
        principle: decision.principle.name().to_owned(),
        document: decision.document.clone(),
        reason: decision.reason.clone(),
        decided_on: decision.decided_on,
        valid_from: decision.valid_from,
        valid_to: decision.valid_to,
    }
}

fn shares(pack: &Pack, decided: Option<&DutyDecision>, kind: &pack::PremisesKind) -> Vec<MatrixShare> {
    let by_decision = decided.map(|decision| MatrixShare {
        department: decision.department.clone(),
        department_name: department_name(pack, &decision.department),
        duty: DutyKind::Industry,
        duty_name: name(DutyKind::Industry).to_owned(),
        basis: format!("{}（{}）", decision.document, decision.principle.name()),
        verified: true,
        valid_from: Some(decision.valid_from),
    });
    let by_pack =
        kind.duties.iter().filter(|share| decided.is_none() || share.kind != DutyKind::Industry).map(
            |share| MatrixShare {
                department: share.department.clone(),
                department_name: department_name(pack, &share.department),
                duty: share.kind,
                duty_name: name(share.kind).to_owned(),
                basis: share.basis.clone(),
                verified: share.certainty == Certainty::Verified,
                valid_from: None,
            },
        );
    let mut shares: Vec<MatrixShare> = by_decision.into_iter().chain(by_pack).collect();
    shares.sort_by_key(|share| share.duty);
    shares
}

fn standing(pack: &Pack, department: &str) -> Vec<StandingDuty> {
    let own = pack.duties.iter().filter(|duty| duty.department.as_deref() == Some(department));
    own.map(|duty| StandingDuty {
        code: duty.code.clone(),
        text: duty.text.clone(),
        basis: duty.basis.clone(),
        verified: duty.certainty == Certainty::Verified,
    })
    .collect()
}

fn departments(pack: &Pack, kinds: &[MatrixKind]) -> Vec<MatrixDepartment> {
    let mut all: BTreeMap<&str, MatrixDepartment> = BTreeMap::new();
    for kind in kinds {
        for share in &kind.shares {
            let row = all.entry(&share.department).or_insert_with(|| MatrixDepartment {
                code: share.department.clone(),
                name: share.department_name.clone(),
                industry: 0,
                direct: 0,
                source: 0,
                premises: 0,
                standing: standing(pack, &share.department),
            });
            match share.duty {
                DutyKind::Industry => {
                    row.industry += 1;
                    row.premises += kind.premises;
                }
                DutyKind::Direct => row.direct += 1,
                DutyKind::Source => row.source += 1,
            }
        }
    }
    let mut rows: Vec<MatrixDepartment> = all.into_values().collect();
    rows.sort_by_key(|row| std::cmp::Reverse((row.industry, row.direct, row.source)));
    rows
}

/// The matrix of a city as it stood on a day, with the premises the caller may see today.
///
/// # Errors
/// 403 without the permission to read premises.
pub async fn duty_matrix(
    ctx: &Ctx,
    pack: &Pack,
    city: RegionCode,
    on: Option<NaiveDate>,
) -> Result<DutyMatrix, Problem> {
    let scope = reading(&ctx.caller)?;
    let on = on.unwrap_or_else(|| ctx.today());
    let mut decisions = repo::duties::all(&ctx.tx).await?;
    decisions.retain(|decision| decision.city == city);
    let decided = Decided::on(on, decisions.iter().cloned());
    let counts = async |filter: PremisesFilter| -> Result<BTreeMap<String, i64>, Problem> {
        let rows = repo::duties::by_kind(&ctx.tx, &Filter::premises(&filter)?, &scope).await?;
        Ok(rows.into_iter().map(|row| (row.kind, row.premises)).collect())
    };
    let all = counts(PremisesFilter::default()).await?;
    let unmapped = counts(PremisesFilter { unmapped: Some(true), ..PremisesFilter::default() }).await?;
    let of = |counts: &BTreeMap<String, i64>, code: &str| counts.get(code).copied().unwrap_or(0);
    let kinds: Vec<MatrixKind> = pack
        .premises_kinds
        .iter()
        .map(|kind| {
            let shares = shares(pack, decided.of(&kind.code, city), kind);
            let leads = shares.iter().filter(|share| share.duty == DutyKind::Industry).count();
            MatrixKind {
                code: kind.code.clone(),
                name: kind.name.clone(),
                group_name: rows::item_name(pack, "premises_groups", &kind.group),
                premises: of(&all, &kind.code),
                unmapped: of(&unmapped, &kind.code),
                hole: leads == 0,
                double: leads > 1,
                shares,
            }
        })
        .collect();
    let departments = departments(pack, &kinds);
    let with_duty: BTreeSet<&str> =
        pack.duties.iter().filter_map(|duty| duty.department.as_deref()).collect();
    let leading: BTreeSet<&str> = departments
        .iter()
        .filter(|department| department.industry > 0)
        .map(|department| department.code.as_str())
        .collect();
    let named = |codes: Vec<&&str>| codes.into_iter().map(|code| department_name(pack, code)).collect();
    Ok(DutyMatrix {
        on,
        holes: kinds.iter().filter(|kind| kind.hole).count(),
        doubles: kinds.iter().filter(|kind| kind.double).count(),
        leads_without_standing: named(leading.difference(&with_duty).collect()),
        standing_without_kind: named(with_duty.difference(&leading).collect()),
        decisions: decisions.iter().map(|decision| decision_row(pack, decision)).collect(),
        may_decide: may_decide(ctx, city),
        kinds,
        departments,
    })
}

/// Keeps a written decision on who leads for a kind of premises: a new version of the matrix from its first day on. Every
/// premises of the kind in the city goes to the department today, each with its history.
///
/// # Errors
/// 403 for anybody but the city's office, 422 on bad input.
pub async fn decide_duty(
    ctx: &Ctx,
    pack: &Pack,
    city: RegionCode,
    input: NewDutyDecision,
) -> Result<DutyDecisionRow, Problem> {
    ctx.caller.require(DECIDE)?;
    if !may_decide(ctx, city) {
        return Err(Problem::forbidden("责任认定由市消安委办登记"));
    }
    if repo::duties::cases_open(&ctx.tx, city, &input.premises_kind).await? > 0 {
        let current = json!({ "premises_kind": input.premises_kind });
        return Err(Problem::conflict(
            "该类场所正在办理新业态归属认定，请在“隐患与事项”中办结后生效",
            current,
        ));
    }
    settle(ctx, pack, city, input).await
}

/// Keeps a decision that was authorised, and moves the premises.
pub(crate) async fn settle(
    ctx: &Ctx,
    pack: &Pack,
    city: RegionCode,
    input: NewDutyDecision,
) -> Result<DutyDecisionRow, Problem> {
    let standing = repo::duties::all(&ctx.tx).await?;
    let last = standing
        .iter()
        .find(|decision| decision.city == city && decision.premises_kind == input.premises_kind);
    check(ctx, pack, &input, last)?;
    let decision = DutyDecision {
        id: ctx.id(),
        city,
        premises_kind: input.premises_kind,
        department: input.department,
        principle: input.principle,
        document: input.document.trim().to_owned(),
        reason: input.reason.map(|reason| reason.trim().to_owned()).filter(|reason| !reason.is_empty()),
        decided_on: input.decided_on,
        valid_from: input.valid_from,
        valid_to: None,
    };
    repo::duties::insert(ctx, &decision).await?;
    let mut touched = vec![(&DUTY_DECISION, decision.id)];
    if let Some(last) = last {
        repo::duties::end(&ctx.tx, last.id, decision.valid_from).await?;
        touched.push((&DUTY_DECISION, last.id));
    }
    let moved = reroute(ctx, pack, &decision).await?;
    if moved > 0 {
        super::follow::ask(ctx).await?;
    }
    let row = decision_row(pack, &decision);
    ctx.audit(Entry {
        action: "duty.decide",
        object_kind: DUTY_DECISION.kind,
        object_id: Some(decision.id),
        summary: format!(
            "责任认定：“{}”由{}牵头（{}），改派场所 {moved} 处",
            row.kind_name, row.department_name, row.document
        ),
        detail: json!({ "kind": row.premises_kind, "department": row.department, "premises": moved }),
        rows: &touched,
    })
    .await?;
    Ok(row)
}

fn check(
    ctx: &Ctx,
    pack: &Pack,
    input: &NewDutyDecision,
    last: Option<&DutyDecision>,
) -> Result<(), Problem> {
    let mut faults = Faults::default();
    if pack.premises_kind(&input.premises_kind).is_none() {
        faults.add("/premises_kind", "unknown", "场所类型不在规则包中");
    }
    if pack.department(&input.department).is_none() {
        faults.add("/department", "unknown", "部门不在规则包中");
    }
    faults.text("/document", &input.document, 100);
    if input.reason.as_ref().is_some_and(|reason| reason.chars().count() > 500) {
        faults.add("/reason", "too_long", "最多 500 字");
    }
    if input.decided_on > ctx.today() {
        faults.add("/decided_on", "future", "决定日期不能晚于今天");
    }
    if input.valid_from > ctx.today() {
        faults.add("/valid_from", "future", "生效日期不能晚于今天，请在生效当日登记");
    }
    if last.is_some_and(|last| input.valid_from < last.valid_from) {
        faults.add("/valid_from", "order", "生效日期不能早于上一次认定的生效日期");
    }
    faults.settle()
}

/// Gives the premises of the kind to the department, with history and audit; answers how many.
async fn reroute(ctx: &Ctx, pack: &Pack, decision: &DutyDecision) -> Result<usize, Problem> {
    let (city, kind) = (decision.city, decision.premises_kind.as_str());
    let lead = led_by(pack, Some(&decision.department));
    let moved = repo::duties::led_otherwise(&ctx.tx, city, kind, &decision.department).await?;
    repo::duties::reroute(&ctx.tx, city, kind, &decision.department, lead.sector.as_deref()).await?;
    let told = moved.iter().map(|premises| {
        let change = FieldChange {
            field: "department".to_owned(),
            from: premises.department.clone(),
            to: Some(decision.department.clone()),
        };
        (premises.id, premises.version + 1, change)
    });
    repo::history::insert_many(ctx, told.collect()).await?;
    for batch in moved.chunks(super::create_premises::AUDITED_TOGETHER) {
        let rows: Vec<_> = batch.iter().map(|premises| (&PREMISES, premises.id.as_uuid())).collect();
        ctx.audit(Entry {
            action: "premises.reroute",
            object_kind: PREMISES.kind,
            object_id: None,
            summary: format!("按“{}”改派场所 {} 处", decision.document, batch.len()),
            detail: json!({ "decision": decision.id, "count": batch.len() }),
            rows: &rows,
        })
        .await?;
    }
    Ok(moved.len())
}
