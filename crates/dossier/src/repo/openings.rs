//! Openings to examiners, and what they looked at.

use crate::model::{OpenDossier, Opening};
use chrono::NaiveDate;
use kernel::id::UserId;
use store::{Ctx, FromRow, Row, StoreError, Tx, params};
use uuid::Uuid;

const COLUMNS: &str = "id, user_id, name, until_day, may_download, opened_at, opened_by, closed_at";

/// An opening with the dossier it is of.
pub(crate) struct Of(pub(crate) Uuid, pub(crate) Opening);

impl FromRow for Of {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Self(row.uuid("dossier_id")?, Opening::from_row(row)?))
    }
}

/// Openings of a dossier, oldest first.
pub(crate) async fn of_dossier(tx: &Tx, dossier: Uuid) -> Result<Vec<Opening>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM dossier_openings WHERE dossier_id = $1 ORDER BY opened_at, id");
    tx.all(&sql, params![dossier]).await
}

/// What is open to an account on a day.
pub(crate) async fn open_to(tx: &Tx, user: UserId, today: NaiveDate) -> Result<Vec<Of>, StoreError> {
    let sql = format!(
        "SELECT dossier_id, {COLUMNS} FROM dossier_openings WHERE user_id = $1 AND closed_at IS NULL \
         AND until_day >= $2 ORDER BY opened_at DESC, id DESC"
    );
    tx.all(&sql, params![user.as_uuid(), today.to_string()]).await
}

/// Opens a dossier.
pub(crate) async fn insert(
    ctx: &Ctx,
    id: Uuid,
    dossier: Uuid,
    name: &str,
    open: &OpenDossier,
) -> Result<(), StoreError> {
    ctx.tx
        .execute(
            "INSERT INTO dossier_openings (id, dossier_id, user_id, name, until_day, may_download, opened_at, opened_by) \
             VALUES ($1,$2,$3,$4,$5,$6,$7,$8)",
            params![
                id,
                dossier,
                open.user_id.as_uuid(),
                name,
                open.until.to_string(),
                open.may_download,
                ctx.now.as_micros(),
                ctx.caller.name.as_str()
            ],
        )
        .await?;
    Ok(())
}

/// Takes an opening back.
pub(crate) async fn close(ctx: &Ctx, id: Uuid) -> Result<(), StoreError> {
    let sql = "UPDATE dossier_openings SET closed_at = $1 WHERE id = $2 AND closed_at IS NULL";
    ctx.tx.execute(sql, params![ctx.now.as_micros(), id]).await?;
    Ok(())
}

/// Whether the account looked at this part of a dossier today already.
pub(crate) async fn looked(
    tx: &Tx,
    dossier: Uuid,
    user: UserId,
    day: NaiveDate,
    subject: &str,
) -> Result<bool, StoreError> {
    let sql = "SELECT COUNT(*) AS n FROM dossier_views WHERE dossier_id = $1 AND user_id = $2 AND day = $3 \
               AND subject = $4";
    Ok(tx.count(sql, params![dossier, user.as_uuid(), day.to_string(), subject]).await? > 0)
}

/// Writes down that the account looks at this part today; false when that is known.
pub(crate) async fn look(ctx: &Ctx, dossier: Uuid, user: UserId, subject: &str) -> Result<bool, StoreError> {
    let sql = "INSERT INTO dossier_views (dossier_id, user_id, day, subject) VALUES ($1,$2,$3,$4) \
               ON CONFLICT DO NOTHING";
    let day = ctx.today().to_string();
    Ok(ctx.tx.execute(sql, params![dossier, user.as_uuid(), day, subject]).await? > 0)
}
