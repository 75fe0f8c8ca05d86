//! Keeping the counted cells of the map short.

use crate::repo::cluster;
use kernel::problem::Problem;
use store::context::Env;
use uuid::Uuid;

/// Changes that are left lying: reading them costs little.
pub const LEFT_LYING: i64 = 5_000;

/// Sums up the counted cells when more than `leave` changes have gathered; answers how many rows were summed, 0 when it
/// left them.
///
/// # Errors
/// When the database refuses.
pub async fn fold_map(env: &Env, leave: i64) -> Result<i64, Problem> {
    let tx = env.database.write().await?;
    let token: Uuid = env.ids.next();
    let folded = cluster::fold(&tx, &token.to_string(), leave).await?;
    tx.commit().await?;
    Ok(folded)
}
