//! Open cases follow their premises when another department leads for them: by a decision, by another kind of premises,
//! by a workbook. One job looks for cases that lie in another sector than their premises, so that none is forgotten.

use crate::repo::misplaced::misplaced;
use crate::rules::duty::department_name;
use casework::Engine;
use kernel::problem::Problem;
use pack::Pack;
use serde_json::json;
use store::Ctx;

/// Kind of the job.
pub(crate) const JOB: &str = "registry.follow";
/// Cases moved in one transaction.
const TOGETHER: u32 = 200;

/// Asks for it in the transaction that gave premises to another sector.
pub(super) async fn ask(ctx: &Ctx) -> Result<(), Problem> {
    store::jobs::enqueue(ctx, JOB, &json!({}), ctx.now, Some(JOB)).await?;
    Ok(())
}

/// Moves what lies wrong and asks again while there may be more; answers how many.
pub(crate) async fn follow(ctx: &Ctx, pack: &Pack, engine: &Engine) -> Result<usize, Problem> {
    let found = misplaced(ctx, TOGETHER).await?;
    for case in &found {
        let lead = case.department.as_deref().map(|code| department_name(pack, code));
        let why = lead.map_or_else(
            || "所在场所暂无行业主管部门".to_owned(),
            |name| format!("所在场所现由{name}牵头管理"),
        );
        engine.move_sector(ctx, case.case, case.sector.as_deref(), &why).await?;
    }
    if found.len() >= TOGETHER as usize {
        let payload = json!({ "after": found.last().map(|case| case.case) });
        store::jobs::enqueue(ctx, JOB, &payload, ctx.now, None).await?;
    }
    Ok(found.len())
}
