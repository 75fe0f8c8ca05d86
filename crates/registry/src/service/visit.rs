//! What a visit leaves on a premises. Part of the use case of the room above, which writes the audit record.

use crate::model::PremisesRecord;
use crate::repo;
use crate::rules::change::between;
use chrono::NaiveDate;
use kernel::problem::Problem;
use serde_json::{Map, Value};
use store::Ctx;

/// Keeps the facts a visit found (`null` withdraws one) and its day. `before` was read in this transaction; the caller names the row
/// `(&PREMISES, id)` in its audit record. Facts found on an earlier day than the last visit are not taken over.
///
/// # Errors
/// When the database refuses.
pub async fn visited(
    ctx: &Ctx,
    before: &PremisesRecord,
    facts: &Map<String, Value>,
    day: NaiveDate,
) -> Result<PremisesRecord, Problem> {
    let mut after = before.clone();
    after.version += 1;
    if before.last_inspected_on.is_none_or(|last| last <= day) {
        after.last_inspected_on = Some(day);
        for (name, value) in facts {
            if value.is_null() {
                after.facts.remove(name);
            } else {
                after.facts.insert(name.clone(), value.clone());
            }
        }
    }
    repo::premises::visited(&ctx.tx, &after, day).await?;
    repo::history::insert(ctx, after.id, after.version, &between(before, &after)).await?;
    Ok(after)
}
