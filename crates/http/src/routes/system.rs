//! Health, for operators and for probes.

use crate::{Answer, App, Call, answer};
use axum::extract::State;
use axum::http::StatusCode;
use serde::Serialize;
use std::time::Instant;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(health))
}

/// How the program stands.
#[derive(Debug, Serialize, ToSchema)]
struct Health {
    ok: bool,
    version: &'static str,
    database: DatabaseHealth,
    jobs: JobHealth,
    audit: AuditHealth,
    uptime_seconds: i64,
}

#[derive(Debug, Serialize, ToSchema)]
struct DatabaseHealth {
    engine: &'static str,
    ok: bool,
    latency_ms: f64,
    size_bytes: i64,
}

#[derive(Debug, Serialize, ToSchema)]
struct JobHealth {
    ready: i64,
    sleeping: i64,
    running: i64,
    failed: i64,
    oldest_ready_seconds: Option<i64>,
}

#[derive(Debug, Serialize, ToSchema)]
struct AuditHealth {
    unsealed: i64,
    sealed: i64,
    #[schema(value_type = Option<String>)]
    last_anchor: Option<kernel::time::Timestamp>,
}

/// How the program stands.
#[utoipa::path(get, path = "/system/health", tag = "system", responses((status = 200, body = Health)))]
async fn health(State(app): State<App>, call: Call) -> Answer {
    call.caller.require("system.read")?;
    let started = Instant::now();
    let ctx = app.env.read(call.caller).await?;
    let size_bytes = store::schema::size(&ctx.tx).await?;
    let latency_ms = started.elapsed().as_secs_f64() * 1000.0;
    let queue = store::jobs::health(&ctx.tx, ctx.now).await?;
    let chain = store::audit::standing(&ctx.tx).await?;
    let uptime_seconds = (ctx.now.as_micros() - app.started.as_micros()) / 1_000_000;
    ctx.tx.rollback().await?;
    let health = Health {
        // A sealer that stands still or jobs that gave up need a person.
        ok: queue.failed == 0 && chain.unsealed < 10_000,
        version: env!("CARGO_PKG_VERSION"),
        database: DatabaseHealth {
            engine: app.env.database.engine().name(),
            ok: true,
            latency_ms,
            size_bytes,
        },
        jobs: JobHealth {
            ready: queue.ready,
            sleeping: queue.sleeping,
            running: queue.running,
            failed: queue.failed,
            oldest_ready_seconds: queue.oldest_ready_seconds,
        },
        audit: AuditHealth { unsealed: chain.unsealed, sealed: chain.sealed, last_anchor: chain.last_anchor },
        uptime_seconds,
    };
    answer::json(StatusCode::OK, &health)
}
