//! Rows for an export, chunk by chunk, under the same filter and scope as the list.

use super::list::{cursor_of, fetch};
use super::reach::{READ, reading};
use super::rows;
use crate::model::{PremisesFilter, PremisesRow};
use crate::repo::list::{Filter, Key, Of};
use kernel::page::Cursor;
use kernel::problem::Problem;
use kernel::scope::Scope;
use pack::Pack;
use store::Ctx;

/// Permission to take rows out of the program.
const EXPORT: &str = "export";
/// Rows of a chunk.
pub const EXPORT_CHUNK: u64 = 1_000;

/// A chunk of the export and where the next begins; none when it was the last.
///
/// # Errors
/// 403 without the permission to export, 422 on a bad filter, 400 on a bad cursor.
pub async fn export_chunk(
    ctx: &Ctx,
    pack: &Pack,
    filter: &PremisesFilter,
    from: Option<&Cursor>,
) -> Result<(Vec<PremisesRow>, Option<Cursor>), Problem> {
    ctx.caller.require(EXPORT)?;
    reading(&ctx.caller)?;
    // What is read through one post is not exported through another.
    let posts = ctx.caller.posts_with(EXPORT).filter(|post| post.permissions.contains(READ));
    let scope = Scope::new(posts.map(|post| post.grant.clone())).simplify();
    chunk_within(ctx, pack, &scope, filter, from).await
}

/// As [`export_chunk`] within a scope that the room above has asked the permissions for.
///
/// # Errors
/// 422 on a bad filter, 400 on a bad cursor.
pub async fn chunk_within(
    ctx: &Ctx,
    pack: &Pack,
    scope: &Scope,
    filter: &PremisesFilter,
    from: Option<&Cursor>,
) -> Result<(Vec<PremisesRow>, Option<Cursor>), Problem> {
    let key = from.map(Cursor::read::<Key>).transpose()?;
    let filter = Filter::premises(filter)?.tuned(&ctx.tx, Of::Premises).await?;
    let records = fetch(ctx, &filter, scope, key.as_ref(), EXPORT_CHUNK).await?;
    let full = u64::try_from(records.len()).is_ok_and(|length| length == EXPORT_CHUNK);
    let next = if full { records.last().map(cursor_of) } else { None };
    Ok((rows::premises(ctx, pack, &records).await?, next))
}
