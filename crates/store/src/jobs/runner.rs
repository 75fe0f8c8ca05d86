//! Running what is due.

use crate::context::Env;
use crate::{Caller, Ctx, Engine, FromRow, Row, StoreError, Via, params};
use async_trait::async_trait;
use serde_json::Value;
use std::collections::BTreeMap;
use std::sync::Arc;
use uuid::Uuid;

/// Why a job failed. The text goes to the log and to the health page.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct JobError(pub String);

impl From<StoreError> for JobError {
    fn from(error: StoreError) -> Self {
        Self(error.to_string())
    }
}

impl From<kernel::problem::Problem> for JobError {
    fn from(problem: kernel::problem::Problem) -> Self {
        Self(problem.to_string())
    }
}

/// The work behind one kind of job.
#[async_trait]
pub trait Handler: Send + Sync {
    /// Kind of the job.
    fn kind(&self) -> &'static str;

    /// Whether the work talks to the outside world. Then it runs without a transaction, at least once; else it runs in
    /// the transaction that also marks the job done, exactly once.
    fn external(&self) -> bool {
        false
    }

    /// The work inside a transaction.
    async fn run(&self, _ctx: &Ctx, _payload: &Value) -> Result<(), JobError> {
        Err(JobError(format!("{} runs outside a transaction", self.kind())))
    }

    /// The work outside a transaction.
    async fn run_external(&self, _env: &Env, _payload: &Value) -> Result<(), JobError> {
        Err(JobError(format!("{} runs inside a transaction", self.kind())))
    }
}

/// What one round did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Ran {
    /// Jobs done.
    pub done: u32,
    /// Jobs that failed and will be tried again or were given up.
    pub failed: u32,
}

/// Tries before a job is given up.
const MOST_ATTEMPTS: i64 = 8;
/// An external job whose worker vanished is taken up again after this long.
const LEASE_SECONDS: i64 = 300;

/// Runs jobs whose time has come.
pub struct Runner {
    env: Env,
    handlers: BTreeMap<&'static str, Arc<dyn Handler>>,
}

impl std::fmt::Debug for Runner {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Runner").field("kinds", &self.handlers.keys()).finish_non_exhaustive()
    }
}

struct Claimed {
    id: Uuid,
    kind: String,
    payload: Value,
    attempts: i64,
}

impl FromRow for Claimed {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.uuid("id")?,
            kind: row.text("kind")?,
            payload: row.json("payload")?,
            attempts: row.int("attempts")?,
        })
    }
}

impl Runner {
    /// A runner with its handlers.
    #[must_use]
    pub fn new(env: Env, handlers: Vec<Arc<dyn Handler>>) -> Self {
        Self { env, handlers: handlers.into_iter().map(|handler| (handler.kind(), handler)).collect() }
    }

    /// Runs what is due now, at most `most` jobs.
    ///
    /// # Errors
    /// When the database refuses; a failing job is no error.
    pub async fn run_due(&self, most: u32) -> Result<Ran, StoreError> {
        let mut ran = Ran::default();
        for _ in 0..most {
            match self.run_one().await? {
                None => break,
                Some(true) => ran.done += 1,
                Some(false) => ran.failed += 1,
            }
        }
        Ok(ran)
    }

    async fn run_one(&self) -> Result<Option<bool>, StoreError> {
        let ctx = self.env.write(Caller::system("系统任务", Via::Job)).await?;
        let now = ctx.now.as_micros();
        let lock =
            if self.env.database.engine() == Engine::Postgres { " FOR UPDATE SKIP LOCKED" } else { "" };
        let sql = format!(
            "SELECT id, kind, payload, attempts FROM jobs \
             WHERE (state = 'ready' AND run_at <= $1) OR (state = 'running' AND locked_until < $1) \
             ORDER BY run_at, id LIMIT 1{lock}"
        );
        let Some(job) = ctx.tx.one::<Claimed>(&sql, params![now]).await? else {
            ctx.tx.rollback().await?;
            return Ok(None);
        };
        let Some(handler) = self.handlers.get(job.kind.as_str()).cloned() else {
            ctx.tx.rollback().await?;
            self.failed(&job, "no handler for this kind").await?;
            return Ok(Some(false));
        };
        let outcome = if handler.external() {
            ctx.tx
                .execute_quietly(
                    "UPDATE jobs SET state = 'running', locked_until = $1 WHERE id = $2",
                    params![now + LEASE_SECONDS * 1_000_000, job.id],
                )
                .await?;
            ctx.tx.commit().await?;
            match handler.run_external(&self.env, &job.payload).await {
                Ok(()) => {
                    let ctx = self.env.write(Caller::system("系统任务", Via::Job)).await?;
                    done(&ctx, job.id).await?;
                    ctx.commit().await.map_err(|error| JobError(error.to_string()))
                }
                Err(error) => Err(error),
            }
        } else {
            match handler.run(&ctx, &job.payload).await {
                Ok(()) => {
                    done(&ctx, job.id).await?;
                    ctx.commit().await.map_err(|error| JobError(error.to_string()))
                }
                Err(error) => {
                    ctx.tx.rollback().await?;
                    Err(error)
                }
            }
        };
        if let Err(error) = outcome {
            tracing::warn!(job = %job.id, kind = job.kind, error = %error, "job failed");
            self.failed(&job, &error.0).await?;
            return Ok(Some(false));
        }
        Ok(Some(true))
    }

    async fn failed(&self, job: &Claimed, error: &str) -> Result<(), StoreError> {
        let ctx = self.env.write(Caller::system("系统任务", Via::Job)).await?;
        let attempts = job.attempts + 1;
        let state = if attempts >= MOST_ATTEMPTS { "failed" } else { "ready" };
        // 1, 2, 4 … minutes.
        let again = ctx.now.plus_seconds(60 << attempts.min(10)).as_micros();
        ctx.tx
            .execute_quietly(
                "UPDATE jobs SET state = $1, attempts = $2, run_at = $3, locked_until = NULL, last_error = $4 WHERE id = $5",
                params![state, attempts, again, error, job.id],
            )
            .await?;
        ctx.commit().await
    }
}

async fn done(ctx: &Ctx, id: Uuid) -> Result<(), StoreError> {
    ctx.tx
        .execute_quietly(
            "UPDATE jobs SET state = 'done', finished_at = $1, locked_until = NULL WHERE id = $2",
            params![ctx.now.as_micros(), id],
        )
        .await?;
    Ok(())
}
