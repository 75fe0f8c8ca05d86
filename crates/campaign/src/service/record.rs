//! Recording a visit: answers, facts, the suggestion, the cases, all in one transaction.

use super::detail::page;
use super::{Desk, WRITE};
use crate::model::{
    Answer, Answered, Checklist, ChecklistQuestion, InspectionDetail, InspectionRecord, Judgement,
    NewInspection, Outcome,
};
use crate::repo;
use crate::repo::links::Link;
use crate::rules::findings::{Finding, KIND, SUGGESTED_MAJOR, findings};
use crate::rules::{self, check, facts, judge};
use crate::schema::INSPECTION;
use casework::NewCase;
use casework::answer::CaseFilter;
use gb35181::Edition;
use kernel::id::{CaseId, InspectionId};
use kernel::page::Limit;
use kernel::problem::{FieldProblem, Problem};
use pack::Pack;
use pack::lifecycle::StateClass;
use registry::PREMISES;
use registry::model::{Inspector, PremisesRecord};
use serde_json::json;
use std::collections::BTreeSet;
use store::Ctx;
use store::audit::Entry;

/// Records a visit. Sending the same `client_id` again answers the visit recorded first.
///
/// # Errors
/// 403 without the permission, 404 for premises outside the scope, 409 when another person's visit has the `client_id`,
/// 422 on answers or facts that do not fit.
pub async fn record(ctx: &Ctx, desk: &Desk<'_>, input: NewInspection) -> Result<InspectionDetail, Problem> {
    ctx.caller.require(WRITE)?;
    if let Some(known) = sent_before(ctx, &input).await? {
        return page(ctx, desk, known).await;
    }
    let premises = registry::service::readable(ctx, WRITE, input.premises_id).await?;
    let checklist = fitting(desk.pack, &premises.kind, &input.checklist)?;
    let answers = check::paired(&checklist, &input, ctx.today())?;
    let edition = Edition::in_force_on(input.inspected_on);
    let kinds = match (&input.kinds, edition) {
        (Some(kinds), _) => kinds.clone(),
        (None, Some(edition)) => own_kinds(desk.pack, &premises.kind, edition),
        (None, None) => Vec::new(),
    };
    let results: Vec<_> = answers.iter().map(|(question, answer)| (*question, answer.result)).collect();
    let found = facts::found(&results, &input.facts);
    let all = facts::merged(&premises.facts, &found);
    let judgement = edition.map(|edition| judge::suggest(edition, &all, &kinds)).transpose()?;
    let record = InspectionRecord {
        facts: all,
        kinds,
        ..draft(ctx, &premises, &checklist, &answers, judgement, &input)
    };
    repo::inspections::insert(&ctx.tx, &record, ctx.now).await?;
    registry::service::visited(ctx, &premises, &found, input.inspected_on).await?;
    let findings = findings(input.inspected_on, &answers, record.judgement.as_ref());
    let links = open_cases(ctx, desk, &premises, &record, findings).await?;
    repo::links::insert(&ctx.tx, record.id, premises.id, &links).await?;
    let opened = links.iter().filter(|link| link.opened).count();
    ctx.audit(Entry {
        action: "inspection.record",
        object_kind: INSPECTION.kind,
        object_id: Some(record.id.as_uuid()),
        summary: format!("检查场所“{}”：不合格 {} 项，登记隐患 {opened} 件", premises.name, record.failed),
        detail: json!({
            "premises_id": premises.id, "inspected_on": record.inspected_on, "failed": record.failed,
            "major_suggested": record.major_suggested(), "cases": links.iter().map(|link| link.case).collect::<Vec<_>>(),
        }),
        rows: &[(&INSPECTION, record.id.as_uuid()), (&PREMISES, premises.id.as_uuid())],
    })
    .await?;
    let stored = repo::inspections::by_id(&ctx.tx, record.id).await?.unwrap_or(record);
    page(ctx, desk, stored).await
}

/// The visit already recorded under the id the device made.
async fn sent_before(ctx: &Ctx, input: &NewInspection) -> Result<Option<InspectionRecord>, Problem> {
    let Some(client_id) = &input.client_id else { return Ok(None) };
    let Some(known) = repo::inspections::by_client_id(&ctx.tx, client_id).await? else { return Ok(None) };
    if known.inspector_user == ctx.caller.user && known.premises_id == input.premises_id {
        return Ok(Some(known));
    }
    Err(Problem::conflict("该设备编号已用于另一次检查", json!({ "client_id": client_id })))
}

/// The checklist a visit names, which must be made for the kind of premises.
fn fitting(pack: &Pack, kind: &str, code: &str) -> Result<Checklist, Problem> {
    let refused =
        |message: String| Problem::invalid(vec![FieldProblem::new("/checklist", "unknown", message)]);
    let checklist = rules::checklist::with_code(pack, code)
        .ok_or_else(|| refused(format!("规则包中没有检查表“{code}”，请刷新后重新填写")))?;
    let allowed: BTreeSet<&str> =
        pack.checklists_for(kind).into_iter().map(|list| list.code.as_str()).collect();
    if code.split('+').all(|part| allowed.contains(part)) {
        return Ok(checklist);
    }
    Err(refused(format!("检查表“{}”不适用于该类场所", checklist.name)))
}

/// Kinds of GB 35181 that a kind of premises is judged as.
fn own_kinds(pack: &Pack, kind: &str, edition: Edition) -> Vec<String> {
    pack.premises_kind(kind).map(|kind| kind.gb35181_kinds(edition.as_str()).to_vec()).unwrap_or_default()
}

fn draft(
    ctx: &Ctx,
    premises: &PremisesRecord,
    checklist: &Checklist,
    answers: &[(&ChecklistQuestion, &Answer)],
    judgement: Option<Judgement>,
    input: &NewInspection,
) -> InspectionRecord {
    let count = |wanted| {
        i64::try_from(answers.iter().filter(|(_, answer)| answer.result == wanted).count()).unwrap_or(0)
    };
    let answered = |(question, answer): &(&ChecklistQuestion, &Answer)| Answered {
        item: question.code.clone(),
        text: question.text.clone(),
        basis: question.basis.clone(),
        result: answer.result,
        note: answer.note.clone(),
        evidence: answer.evidence.clone(),
    };
    InspectionRecord {
        id: ctx.id::<InspectionId>(),
        premises_id: premises.id,
        premises_name: premises.name.clone(),
        place: premises.place,
        unit_id: premises.unit_id,
        sector: premises.sector.clone(),
        inspected_on: input.inspected_on,
        inspector_user: ctx.caller.user,
        inspector_person: ctx.caller.person,
        inspector: inspector(ctx, premises),
        checklist: checklist.code.clone(),
        checklist_hash: checklist.hash.clone(),
        answers: answers.iter().map(answered).collect(),
        facts: serde_json::Map::new(),
        kinds: Vec::new(),
        judgement,
        failed: count(Outcome::Fail),
        passed: count(Outcome::Pass),
        cases_opened: 0,
        note: input.note.clone(),
        client_id: input.client_id.clone(),
    }
}

/// The caller with the post that lets them inspect here.
fn inspector(ctx: &Ctx, premises: &PremisesRecord) -> Inspector {
    let place = registry::facts::place(premises);
    let post = ctx.caller.posts_with(WRITE).find(|post| post.grant.covers(&place));
    Inspector {
        name: ctx.caller.name.clone(),
        post: post.map_or_else(String::new, |post| post.name.clone()),
        org: post.map_or_else(String::new, |post| post.org_name.clone()),
    }
}

/// Opens a case per finding; a finding whose case from an earlier visit is still open points at that one.
async fn open_cases(
    ctx: &Ctx,
    desk: &Desk<'_>,
    premises: &PremisesRecord,
    record: &InspectionRecord,
    findings: Vec<Finding>,
) -> Result<Vec<Link>, Problem> {
    let open = still_open(ctx, desk, premises).await?;
    let earlier = repo::links::of_premises(&ctx.tx, premises.id).await?;
    let mut links = Vec::with_capacity(findings.len());
    for finding in findings {
        let known = earlier.iter().find(|link| link.item == finding.item && open.contains(&link.case));
        let (case, opened) = match known {
            Some(link) => (link.case, false),
            None => (open_case(ctx, desk, premises, record, &finding).await?, true),
        };
        links.push(Link { case, item: finding.item, opened });
    }
    Ok(links)
}

/// Open cases of the premises, as far as the caller may see cases.
async fn still_open(
    ctx: &Ctx,
    desk: &Desk<'_>,
    premises: &PremisesRecord,
) -> Result<BTreeSet<CaseId>, Problem> {
    let open: Vec<&str> =
        StateClass::ALL.into_iter().filter(|class| class.is_open()).map(StateClass::code).collect();
    let filter = CaseFilter {
        premises: Some(premises.id),
        state_class: Some(open.join(",")),
        ..CaseFilter::default()
    };
    let page = desk.engine.list(ctx, filter, Limit::new(Limit::MAX)?, None).await?;
    Ok(page.items.into_iter().map(|row| row.id).collect())
}

async fn open_case(
    ctx: &Ctx,
    desk: &Desk<'_>,
    premises: &PremisesRecord,
    record: &InspectionRecord,
    finding: &Finding,
) -> Result<CaseId, Problem> {
    let judgement = record.judgement.as_ref();
    // Strings and JSON values always serialise.
    let suggestion = judgement.filter(|_| finding.major).and_then(|found| serde_json::to_value(found).ok());
    let marks = if finding.major { vec![SUGGESTED_MAJOR.to_owned()] } else { Vec::new() };
    let new = NewCase {
        subject: Some(registry::facts::subject(premises)),
        fields: finding.fields.clone(),
        marks,
        suggestion,
        edition: judgement.map(|found| found.edition.clone()),
        source: Some(("inspection".to_owned(), record.id.as_uuid())),
        evidence: finding.evidence.clone(),
        ..NewCase::new(KIND, &finding.title)
    };
    desk.engine.open(ctx, new).await
}
