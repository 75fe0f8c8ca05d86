//! Removing the personal data of an erased person from their account.

use super::repo;
use crate::api_key;
use crate::schema::USER;
use crate::session::failures;
use kernel::id::PersonId;
use kernel::problem::Problem;
use store::Ctx;
use store::audit::AuditedTable;
use uuid::Uuid;

/// Replaces the login, removes the password, closes the account, ends its sessions and revokes its keys.
pub(crate) async fn forget(
    ctx: &Ctx,
    person: PersonId,
) -> Result<Vec<(&'static AuditedTable, Uuid)>, Problem> {
    let Some(mut row) = repo::by_person(&ctx.tx, person).await? else { return Ok(Vec::new()) };
    failures::forget(&ctx.tx, &failures::login_subject(&row.login)).await?;
    // No login of the living begins with a tilde.
    row.login = format!("~{}", row.id);
    row.password_hash = None;
    row.active = false;
    repo::save(&ctx.tx, &row).await?;
    repo::end_sessions(&ctx.tx, row.id, None).await?;
    let mut rows = api_key::revoke_all(ctx, row.id).await?;
    rows.push((&USER, row.id.as_uuid()));
    Ok(rows)
}
