//! Reconciling a claimed figure with ours (对数).

use super::forms::moved;
use super::ledger::{Cut, anything, figure, rows, timeless, words};
use super::reach::{Reach, asker};
use super::rounds::layout;
use super::{ASK, Desk, FILL, READ};
use crate::desk::model::{
    Bound, Difference, DifferenceId, DifferenceReply, NewReconciliation, Reconciliation, ReconciliationId,
    ReconciliationRow, SubmitClaim, Versioned,
};
use crate::desk::repo::reconciliations::{self, Change, Found, Key, Stored};
use crate::desk::repo::schema::{DIFFERENCE, RECONCILIATION};
use crate::desk::rules::compare::{Ledger, compare};
use chrono::NaiveDate;
use kernel::page::{Cursor, Limit, Page};
use kernel::problem::{FieldProblem, Problem};
use kernel::region::RegionCode;
use serde_json::json;
use std::collections::BTreeSet;
use store::Ctx;
use store::audit::Entry;
use store::list::merged;

/// Most rows of a claimed list.
const MOST_CLAIMED: usize = 20_000;

async fn named(ctx: &Ctx, rows: &mut [&mut ReconciliationRow]) -> Result<(), Problem> {
    let codes: Vec<RegionCode> = rows.iter().map(|row| row.region).collect();
    let names = directory::facts::region_names(&ctx.tx, codes).await?;
    for row in rows.iter_mut() {
        row.region_name = names.get(&row.region).map(|name| name.path.clone()).unwrap_or_default();
    }
    Ok(())
}

/// A page of reconciliations in the caller's regions, newest first.
///
/// # Errors
/// 403 without the permission, 400 on a bad cursor.
pub async fn reconciliations(
    ctx: &Ctx,
    limit: Limit,
    cursor: Option<&Cursor>,
) -> Result<Page<ReconciliationRow>, Problem> {
    let reach = Reach::require(ctx, READ).await?;
    let from = cursor.map(Cursor::read::<Key>).transpose()?;
    let selects = reconciliations::page(&reach.parts(), from.as_ref(), limit.fetch());
    let most = usize::try_from(limit.fetch()).unwrap_or(usize::MAX);
    let key = |stored: &Stored| (stored.it.row.created_at, stored.it.row.id);
    let stored: Vec<Stored> = merged(&ctx.tx, selects, most, true, key, |stored| stored.it.row.id).await?;
    let page = Page::from_rows(stored, limit, |stored| {
        let row = &stored.it.row;
        Cursor::new(vec![row.created_at.as_micros().into(), row.id.to_string().into()])
    });
    let mut page = page.map(|stored| stored.it.row);
    let mut rows: Vec<&mut ReconciliationRow> = page.items.iter_mut().collect();
    named(ctx, &mut rows).await?;
    Ok(page)
}

async fn visible(ctx: &Ctx, id: ReconciliationId) -> Result<Stored, Problem> {
    let reach = Reach::require(ctx, READ).await?;
    let found = reconciliations::by_id(&ctx.tx, id).await?;
    found
        .filter(|stored| reach.covers(stored.it.row.region) || reach.stands_in(stored.asker_org))
        .ok_or_else(|| Problem::not_found("该对数"))
}

/// One reconciliation with its differences.
///
/// # Errors
/// 403 without the permission, 404 outside the scope.
pub async fn reconciliation(ctx: &Ctx, id: ReconciliationId) -> Result<Reconciliation, Problem> {
    let stored = visible(ctx, id).await?;
    let (ask, fill) = (Reach::of(ctx, ASK).await?, Reach::of(ctx, FILL).await?);
    let mut it = stored.it;
    let open = it.row.locked_at.is_none();
    it.may_decide = open && ask.asks(stored.asker_region, stored.asker_org);
    it.may_claim = open && fill.speaks_for(it.row.region);
    it.differences = reconciliations::differences(&ctx.tx, id).await?;
    named(ctx, &mut [&mut it.row]).await?;
    Ok(it)
}

struct About {
    region: RegionCode,
    bound: Bound,
    from: NaiveDate,
    to: NaiveDate,
    claimed: Option<i64>,
}

/// What a new reconciliation is about: a column of a return, or a measure of its own.
async fn about(ctx: &Ctx, input: &NewReconciliation) -> Result<About, Problem> {
    let fault = |pointer: &str, message: &str| {
        Problem::invalid(vec![FieldProblem::new(pointer, "required", message)])
    };
    if let Some(id) = input.return_id {
        let (record, round) = super::returns::visible(ctx, id).await?;
        let layout = layout(ctx, &round).await?.layout;
        let code = input.column.as_deref().unwrap_or_default();
        let column = layout.column(code).ok_or_else(|| fault("/column", "请选择要对数的列"))?;
        let bound = input.measure.clone().or_else(|| column.measure.clone());
        let bound = bound.ok_or_else(|| fault("/measure", "该列没有台账口径，请另行指定"))?;
        let claimed =
            record.rows.first().and_then(|row| row.cells.get(code)).and_then(serde_json::Value::as_f64);
        #[expect(clippy::cast_possible_truncation, reason = "a count of rows")]
        let claimed = claimed.map(|number| number.round() as i64);
        return Ok(About {
            region: record.region,
            bound,
            from: record.from_date,
            to: record.to_date,
            claimed,
        });
    }
    Ok(About {
        region: input.region.ok_or_else(|| fault("/region", "请选择区划"))?,
        bound: input.measure.clone().ok_or_else(|| fault("/measure", "请选择台账口径"))?,
        from: input.from_date.ok_or_else(|| fault("/from_date", "请填写起始日"))?,
        to: input.to_date.ok_or_else(|| fault("/to_date", "请填写截止日"))?,
        claimed: None,
    })
}

/// Opens a reconciliation with our figure; the region is then asked for its list.
///
/// # Errors
/// 403, 404, 422 with what is missing.
pub async fn reconcile(
    ctx: &Ctx,
    desk: &Desk<'_>,
    input: NewReconciliation,
) -> Result<Reconciliation, Problem> {
    let (own, org, name) = asker(ctx, ASK).await?;
    let about = about(ctx, &input).await?;
    if about.region == own || !about.region.ancestors().into_iter().any(|code| code == own) {
        return Err(Problem::invalid(vec![FieldProblem::new("/region", "region", "只能与下级区划对数")]));
    }
    if input.title.trim().is_empty() {
        return Err(Problem::invalid(vec![FieldProblem::required("/title")]));
    }
    let names = directory::facts::region_names(&ctx.tx, vec![about.region]).await?;
    let region = names.get(&about.region).map(|name| name.name.clone()).unwrap_or_default();
    if about.bound.measure.value != measure::ValueOf::Count {
        return Err(Problem::invalid(vec![FieldProblem::new(
            "/measure",
            "value",
            "只有取数量的口径可以逐条对数",
        )]));
    }
    about.bound.of_row("1").check(desk.pack, "/measure")?;
    let cut = Cut { region: about.region, from: about.from, to: about.to, row: "1" };
    let ours = figure(ctx, desk, &about.bound, &cut, &region).await?;
    #[expect(clippy::cast_possible_truncation, reason = "a count of rows")]
    let count = ours.value as i64;
    let id: ReconciliationId = ctx.id();
    let new = Reconciliation {
        row: ReconciliationRow {
            id,
            title: input.title.trim().to_owned(),
            region: about.region,
            region_name: region.clone(),
            from_date: about.from,
            to_date: about.to,
            claimed: about.claimed,
            ours: count,
            state: "open".to_owned(),
            return_id: input.return_id,
            created_at: ctx.now,
            locked_at: None,
            version: 1,
        },
        definition: words(desk, &about.bound, &cut, &region),
        measure: about.bound,
        asker: name,
        ours_at: ctx.now,
        matched: 0,
        differences: Vec::new(),
        locked_by: None,
        may_decide: false,
        may_claim: false,
    };
    reconciliations::insert(ctx, &new, own, org).await?;
    ctx.audit(Entry {
        action: "report.reconcile",
        object_kind: RECONCILIATION.kind,
        object_id: Some(id.as_uuid()),
        summary: format!("与{region}对数“{}”：台账 {count}", new.row.title),
        detail: json!({ "definition": new.definition, "claimed": new.row.claimed }),
        rows: &[(&RECONCILIATION, id.as_uuid())],
    })
    .await?;
    let posts = super::tell::posts(ctx, desk, about.region, None).await?;
    let text = format!("{}请{region}就“{}”提供清单对数，台账数为 {count}。", new.asker, new.row.title);
    desk.engine.announce(ctx, &posts, ("请对数", &text), &text).await?;
    reconciliation(ctx, id).await
}

/// Takes the list the region claims and compares it row by row with the ledger.
///
/// # Errors
/// 403 for whoever does not speak for the region, 404, 409 on another version or when locked, 422 without rows.
pub async fn claim(
    ctx: &Ctx,
    desk: &Desk<'_>,
    id: ReconciliationId,
    input: SubmitClaim,
) -> Result<Reconciliation, Problem> {
    let it = reconciliation(ctx, id).await?;
    unlocked(&it)?;
    if !it.may_claim {
        return Err(Problem::forbidden("清单由对方区划的填报岗位提供"));
    }
    let blank = |text: &Option<String>| text.as_deref().is_none_or(|text| text.trim().is_empty());
    let rows_in: Vec<_> = input
        .rows
        .into_iter()
        .filter(|row| !(blank(&row.number) && blank(&row.name) && blank(&row.credit_code)))
        .collect();
    if rows_in.is_empty() {
        let message = "清单中没有可识别的行（编号、名称、统一社会信用代码至少一项）";
        return Err(Problem::invalid(vec![FieldProblem::new("/rows", "required", message)]));
    }
    if rows_in.len() > MOST_CLAIMED {
        return Err(Problem::invalid(vec![FieldProblem::new(
            "/rows",
            "max",
            format!("最多 {MOST_CLAIMED} 行"),
        )]));
    }
    let cut = Cut { region: it.row.region, from: it.row.from_date, to: it.row.to_date, row: "1" };
    let ledger = Ledger {
        ours: rows(ctx, desk, &it.measure, &cut).await?,
        any_time: rows(ctx, desk, &timeless(&it.measure), &cut).await?,
        anything: rows(ctx, desk, &anything(&it.measure), &cut).await?,
    };
    let compared = compare(&ledger, &rows_in, it.row.from_date, it.row.to_date);
    let found: Vec<Found> = compared
        .found
        .into_iter()
        .map(|one| Found {
            direction: one.direction,
            ledger: one.ledger.map(|row| (row.id, row.side)),
            claimed: one.claimed,
            suggested: one.kind,
            reason: one.reason,
        })
        .collect();
    let number = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
    let change = Change {
        state: if found.is_empty() { "confirmed" } else { "compared" },
        claimed: Some(number(rows_in.len())),
        ours: number(ledger.ours.len()),
        ours_at: ctx.now,
        matched: compared.matched,
        locked: None,
    };
    if !reconciliations::update(&ctx.tx, id, input.version, &change).await? {
        return Err(moved("该对数", it.row.version));
    }
    reconciliations::replace(ctx, id, &found).await?;
    ctx.audit(Entry {
        action: "report.reconcile.claim",
        object_kind: RECONCILIATION.kind,
        object_id: Some(id.as_uuid()),
        summary: format!(
            "“{}”对数：上报 {}，台账 {}，差异 {}",
            it.row.title,
            rows_in.len(),
            ledger.ours.len(),
            found.len()
        ),
        detail: json!({ "matched": compared.matched }),
        rows: &[(&RECONCILIATION, id.as_uuid())],
    })
    .await?;
    reconciliation(ctx, id).await
}

fn unlocked(it: &Reconciliation) -> Result<(), Problem> {
    match it.row.locked_at {
        None => Ok(()),
        Some(at) => {
            let detail = format!("该对数已于 {} 锁定", at.civil_minute());
            Err(Problem::conflict(detail, json!({ "locked_at": at })))
        }
    }
}

/// What the city says of a difference: what it is and why, or an answer.
///
/// # Errors
/// 403, 404, 409 on another version or when locked, 422 without a reason for another kind than the rule's.
pub async fn answer(
    ctx: &Ctx,
    id: ReconciliationId,
    of: DifferenceId,
    input: DifferenceReply,
) -> Result<Reconciliation, Problem> {
    let it = reconciliation(ctx, id).await?;
    unlocked(&it)?;
    if !it.may_decide {
        return Err(Problem::forbidden("差异由发起对数的单位认定"));
    }
    let mut difference = one(ctx, id, of).await?;
    if let Some(kind) = input.decided {
        let reason = input.reason.as_deref().map(str::trim).filter(|reason| !reason.is_empty());
        if kind != difference.suggested && reason.is_none() {
            let message = "与系统建议不同，请填写认定理由";
            return Err(Problem::invalid(vec![FieldProblem::new("/reason", "required", message)]));
        }
        difference.decided = Some(kind);
        difference.decided_reason = reason.map(str::to_owned).or(Some(difference.suggested_reason.clone()));
        difference.decided_by = Some(ctx.caller.name.clone());
    }
    if let Some(words) = input.answer.filter(|words| !words.trim().is_empty()) {
        difference.answer = Some(words.trim().to_owned());
    }
    wrote(ctx, &it, difference, input.version, "认定差异").await
}

/// What the region says of a difference: agrees or disputes, with words.
///
/// # Errors
/// 403, 404, 409 on another version or when locked, 422 on a dispute without words.
pub async fn stand(
    ctx: &Ctx,
    id: ReconciliationId,
    of: DifferenceId,
    input: DifferenceReply,
) -> Result<Reconciliation, Problem> {
    let it = reconciliation(ctx, id).await?;
    unlocked(&it)?;
    if !it.may_claim {
        return Err(Problem::forbidden("由对方区划的填报岗位确认或提出异议"));
    }
    let mut difference = one(ctx, id, of).await?;
    let stance = input.stance.as_deref().unwrap_or_default();
    if !matches!(stance, "agree" | "dispute") {
        return Err(Problem::invalid(vec![FieldProblem::new("/stance", "choice", "请选择同意或有异议")]));
    }
    let words = input.words.as_deref().map(str::trim).filter(|words| !words.is_empty());
    if stance == "dispute" && words.is_none() {
        return Err(Problem::invalid(vec![FieldProblem::new("/words", "required", "请写明异议理由")]));
    }
    difference.stance = Some(stance.to_owned());
    difference.words = words.map(str::to_owned);
    wrote(ctx, &it, difference, input.version, "回应差异").await
}

async fn one(ctx: &Ctx, id: ReconciliationId, of: DifferenceId) -> Result<Difference, Problem> {
    reconciliations::difference(&ctx.tx, id, of).await?.ok_or_else(|| Problem::not_found("该差异"))
}

async fn wrote(
    ctx: &Ctx,
    it: &Reconciliation,
    difference: Difference,
    version: i64,
    action: &str,
) -> Result<Reconciliation, Problem> {
    let id = it.row.id;
    if !reconciliations::reply(&ctx.tx, id, version, &difference).await? {
        return Err(moved("该差异", difference.version));
    }
    let all = reconciliations::differences(&ctx.tx, id).await?;
    let stances: BTreeSet<Option<&str>> = all.iter().map(|one| one.stance.as_deref()).collect();
    let state = if stances.contains(&Some("dispute")) {
        "disputed"
    } else if stances.iter().all(|stance| *stance == Some("agree")) {
        "confirmed"
    } else {
        "compared"
    };
    if state != it.row.state {
        let change = Change {
            state,
            claimed: it.row.claimed,
            ours: it.row.ours,
            ours_at: it.ours_at,
            matched: it.matched,
            locked: None,
        };
        reconciliations::update(&ctx.tx, id, it.row.version, &change).await?;
    }
    ctx.audit(Entry {
        action: "report.reconcile.reply",
        object_kind: RECONCILIATION.kind,
        object_id: Some(id.as_uuid()),
        summary: format!("{action}：“{}”", it.row.title),
        detail: json!({
            "decided": difference.decided.map(crate::desk::model::DifferenceKind::name),
            "stance": difference.stance,
        }),
        rows: &[(&RECONCILIATION, id.as_uuid()), (&DIFFERENCE, difference.id.as_uuid())],
    })
    .await?;
    reconciliation(ctx, id).await
}

/// Locks a reconciliation with its time and definition: every difference must be decided, every dispute answered.
///
/// # Errors
/// 403, 404, 409 on another version, when locked or without a list, 422 with differences that are open.
pub async fn lock_reconciliation(
    ctx: &Ctx,
    id: ReconciliationId,
    input: Versioned,
) -> Result<Reconciliation, Problem> {
    let it = reconciliation(ctx, id).await?;
    unlocked(&it)?;
    if !it.may_decide {
        return Err(Problem::forbidden("由发起对数的单位锁定"));
    }
    if it.row.state == "open" {
        return Err(Problem::conflict("对方尚未提供清单，不能锁定", json!({ "state": it.row.state })));
    }
    let mut faults = Vec::new();
    for (index, one) in it.differences.iter().enumerate() {
        if one.decided.is_none() {
            faults.push(FieldProblem::new(
                format!("/differences/{index}"),
                "decided",
                format!("第 {} 条差异尚未认定", index + 1),
            ));
        } else if one.stance.as_deref() == Some("dispute") && one.answer.is_none() {
            faults.push(FieldProblem::new(
                format!("/differences/{index}"),
                "answer",
                format!("第 {} 条异议尚未答复", index + 1),
            ));
        }
    }
    if !faults.is_empty() {
        return Err(Problem::invalid(faults));
    }
    let change = Change {
        state: "locked",
        claimed: it.row.claimed,
        ours: it.row.ours,
        ours_at: it.ours_at,
        matched: it.matched,
        locked: Some((&ctx.caller.name, ctx.now)),
    };
    if !reconciliations::update(&ctx.tx, id, input.version, &change).await? {
        return Err(moved("该对数", it.row.version));
    }
    ctx.audit(Entry {
        action: "report.reconcile.lock",
        object_kind: RECONCILIATION.kind,
        object_id: Some(id.as_uuid()),
        summary: format!("锁定对数“{}”：上报 {:?}，台账 {}", it.row.title, it.row.claimed, it.row.ours),
        detail: json!({ "definition": it.definition, "ours_at": it.ours_at, "differences": it.differences.len() }),
        rows: &[(&RECONCILIATION, id.as_uuid())],
    })
    .await?;
    reconciliation(ctx, id).await
}
