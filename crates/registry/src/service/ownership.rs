//! Cases on who leads for a kind of premises (新业态归属认定): opened by themselves, and carried out when they come into force.

use super::{duties, rows};
use crate::model::NewDutyDecision;
use crate::repo;
use casework::Engine;
use casework::NewCase;
use casework::port::Arrival;
use kernel::problem::Problem;
use pack::Pack;
use pack::lifecycle::StateClass;
use serde_json::{Map, Value, json};
use store::Ctx;

/// Kind of the cases.
pub(crate) const KIND: &str = "ownership";
/// Kind of the job that opens them.
pub(crate) const JOB: &str = "registry.ownership";
/// The action that brings a decision into force.
const IN_FORCE: &str = "put_in_force";

/// Asks for cases to be opened, in the transaction that registered premises nobody leads.
pub(super) async fn ask(ctx: &Ctx, pack: &Pack) -> Result<(), Problem> {
    if pack.lifecycle(KIND).is_some() {
        store::jobs::enqueue(ctx, JOB, &json!({}), ctx.now, Some(JOB)).await?;
    }
    Ok(())
}

/// Opens one case for each kind of premises that nobody leads in a city; answers how many.
pub(crate) async fn open_cases(ctx: &Ctx, pack: &Pack, engine: &Engine) -> Result<usize, Problem> {
    if pack.lifecycle(KIND).is_none() {
        return Ok(0);
    }
    let unowned = repo::duties::unowned(&ctx.tx).await?;
    for found in &unowned {
        let name = rows::kind_name(pack, &found.kind);
        let fields: Map<String, Value> = [
            ("kind_code", json!(found.kind)),
            ("kind_name", json!(name)),
            ("premises_count", json!(found.premises)),
            (
                "summary",
                json!(format!(
                    "台账登记了{name} {} 处，责任矩阵没有牵头部门，系统自动提出。",
                    found.premises
                )),
            ),
        ]
        .map(|(code, value)| (code.to_owned(), value))
        .into_iter()
        .collect();
        let new = NewCase {
            region: Some(found.city),
            fields,
            ..NewCase::new(KIND, &format!("{name}由哪个部门牵头"))
        };
        let case = engine.open(ctx, new).await?;
        repo::duties::under_way(ctx, case, found.city, &found.kind).await?;
    }
    Ok(unowned.len())
}

fn text(fields: &Map<String, Value>, code: &str) -> Value {
    fields.get(code).cloned().unwrap_or(Value::Null)
}

/// Carries a case out: a decision that comes into force is a version of the matrix, and a finished case makes room for
/// the next.
pub(crate) async fn arrived(ctx: &Ctx, pack: &Pack, arrival: &Arrival) -> Result<(), Problem> {
    let city = arrival.region.city().unwrap_or(arrival.region);
    if arrival.action == "open" && arrival.source.is_none() && ctx.caller.user.is_some() {
        return by_hand(ctx, pack, arrival).await;
    }
    if arrival.from.as_deref() == Some(arrival.to.as_str())
        || !matches!(arrival.class, StateClass::Closed | StateClass::Void)
    {
        return Ok(());
    }
    repo::duties::finished(ctx, arrival.case).await?;
    if arrival.action != IN_FORCE {
        return Ok(());
    }
    let fields = &arrival.fields;
    let decision: NewDutyDecision = serde_json::from_value(json!({
        "premises_kind": text(fields, "kind_code"),
        "department": text(fields, "lead_department"),
        "principle": text(fields, "principle"),
        "document": text(fields, "document_no"),
        "decided_on": text(fields, "decided_on"),
        "valid_from": text(fields, "valid_from"),
        "reason": format!("事项 {}", arrival.number),
    }))
    .map_err(Problem::internal)?;
    duties::settle(ctx, pack, city, decision).await?;
    Ok(())
}

/// A case raised by hand counts as the one under way for its kind.
async fn by_hand(ctx: &Ctx, pack: &Pack, arrival: &Arrival) -> Result<(), Problem> {
    let city = arrival.region.city().unwrap_or(arrival.region);
    let kind = arrival.fields.get("kind_code").and_then(Value::as_str).unwrap_or_default();
    if pack.premises_kind(kind).is_none() {
        let fault =
            kernel::problem::FieldProblem::new("/fields/kind_code", "unknown", "场所类型不在规则包中");
        return Err(Problem::invalid(vec![fault]));
    }
    if repo::duties::cases_open(&ctx.tx, city, kind).await? > 0 {
        return Err(Problem::conflict("该类场所已有在办的归属认定", json!({ "premises_kind": kind })));
    }
    Ok(repo::duties::under_way(ctx, arrival.case, city, kind).await?)
}
