//! Packing in the background.

use crate::model::{DossierItem, DossierState};
use crate::packing::{Contents, pack};
use crate::repo::{contents, dossiers};
use crate::schema::DOSSIER;
use crate::service::PACK_JOB;
use async_trait::async_trait;
use serde_json::{Value, json};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;
use store::audit::Entry;
use store::context::Env;
use store::files::Files;
use store::jobs::{Handler, JobError};
use store::{Caller, Ctx, Via};
use tokio::runtime::Handle;
use uuid::Uuid;

/// Handler of [`PACK_JOB`].
#[derive(Debug)]
pub struct PackJob {
    files: Files,
    synthetic: bool,
}

/// Every handler of this room; `synthetic` puts the notice of made-up data into what is made.
#[must_use]
pub fn handlers(files: Files, synthetic: bool) -> Vec<Arc<dyn Handler>> {
    vec![Arc::new(PackJob { files, synthetic })]
}

fn caller() -> Caller {
    Caller::system("迎检资料打包", Via::Job)
}

#[async_trait]
impl Handler for PackJob {
    fn kind(&self) -> &'static str {
        PACK_JOB
    }

    fn external(&self) -> bool {
        true
    }

    async fn run_external(&self, env: &Env, payload: &Value) -> Result<(), JobError> {
        let id: Uuid = payload
            .get("dossier")
            .and_then(Value::as_str)
            .and_then(|text| text.parse().ok())
            .ok_or_else(|| JobError("payload names no dossier".into()))?;
        let Some(contents) = self.read(env, id).await? else { return Ok(()) };
        let title = contents.row.title.clone();
        let end = self.packed(env, id, contents).await?;
        let ctx = env.write(caller()).await?;
        dossiers::ended(&ctx, id, &end).await?;
        written(&ctx, id, &title, &end).await?;
        ctx.commit().await?;
        Ok(())
    }
}

async fn written(
    ctx: &Ctx,
    id: Uuid,
    title: &str,
    end: &Result<(String, i64), String>,
) -> Result<(), JobError> {
    let (action, summary, detail) = match end {
        Ok((sm3, size)) => {
            ("dossier.packed", format!("迎检资料“{title}”打包完成"), json!({ "sm3": sm3, "size": size }))
        }
        Err(reason) => ("dossier.failed", format!("迎检资料“{title}”打包失败"), json!({ "reason": reason })),
    };
    let rows = &[(&DOSSIER, id)];
    ctx.audit(Entry { action, object_kind: DOSSIER.kind, object_id: Some(id), summary, detail, rows })
        .await?;
    Ok(())
}

impl PackJob {
    /// What the dossier keeps; none when there is nothing to do.
    async fn read(&self, env: &Env, id: Uuid) -> Result<Option<Contents>, JobError> {
        let ctx = env.read(caller()).await?;
        let row = dossiers::one(&ctx.tx, id).await?;
        let Some(row) = row.filter(|row| row.state != DossierState::Ready) else { return Ok(None) };
        let mut items = Vec::new();
        for summary in dossiers::items(&ctx.tx, id).await? {
            items.push(DossierItem {
                entries: contents::entries(&ctx.tx, id, summary.position).await?,
                files: contents::files(&ctx.tx, id, summary.position).await?,
                summary,
            });
        }
        ctx.tx.rollback().await?;
        Ok(Some(Contents { row, items, synthetic: self.synthetic }))
    }

    /// Packs to a file beside the evidence, telling the row how far it is, and stores the zip by its content.
    async fn packed(
        &self,
        env: &Env,
        id: Uuid,
        contents: Contents,
    ) -> Result<Result<(String, i64), String>, JobError> {
        let out = tempfile::Builder::new()
            .prefix("dossier-")
            .tempfile_in(self.files.scratch()?)
            .map_err(|error| JobError(error.to_string()))?;
        let file = out.reopen().map_err(|error| JobError(error.to_string()))?;
        let done = Arc::new(AtomicI64::new(0));
        let (count, files, runtime) = (Arc::clone(&done), self.files.clone(), Handle::current());
        let mut work = tokio::task::spawn_blocking(move || {
            pack(&contents, &files, &runtime, file, |files| count.store(files, Ordering::Relaxed))
        });
        let packed = loop {
            tokio::select! {
                ended = &mut work => break ended.map_err(|error| JobError(error.to_string()))?,
                () = tokio::time::sleep(Duration::from_millis(700)) => {}
            }
            tell(env, id, done.load(Ordering::Relaxed)).await?;
        };
        tell(env, id, done.load(Ordering::Relaxed)).await?;
        if let Err(reason) = packed {
            return Ok(Err(reason));
        }
        let (sm3, size) = self.files.put_path(out.path()).await?;
        Ok(Ok((sm3, i64::try_from(size).unwrap_or(i64::MAX))))
    }
}

async fn tell(env: &Env, id: Uuid, done: i64) -> Result<(), JobError> {
    let ctx = env.write(caller()).await?;
    dossiers::progress(&ctx.tx, id, DossierState::Packing, done).await?;
    ctx.commit().await?;
    Ok(())
}
