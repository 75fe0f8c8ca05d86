//! The audit desk: reading records and verifying the chain.

use crate::{Answer, App, Call, Query, read};
use axum::extract::State;
use kernel::page::{Cursor, Limit, Page};
use serde::{Deserialize, Serialize};
use store::audit::{RecordRow, Report};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(list)).routes(routes!(verify))
}

/// Which records.
#[derive(Debug, Deserialize, IntoParams)]
struct Which {
    /// Only of this kind of object.
    object_kind: Option<String>,
    /// Only of this object.
    object_id: Option<uuid::Uuid>,
    limit: Option<u32>,
    cursor: Option<String>,
}

/// A page of audit records.
#[derive(Debug, Serialize, ToSchema)]
struct AuditPage {
    items: Vec<RecordRow>,
    next: Option<String>,
}

/// Audit records, newest first.
#[utoipa::path(get, path = "/audit", tag = "audit", params(Which), responses((status = 200, body = AuditPage)))]
async fn list(State(app): State<App>, call: Call, Query(which): Query<Which>) -> Answer {
    call.caller.require("audit.read")?;
    let limit = which.limit.map_or(Ok(Limit::default()), Limit::new)?;
    let before: Option<i64> =
        which.cursor.as_deref().map(|text| Cursor::decode(text)?.read::<i64>()).transpose()?;
    read(&app, call, |ctx| {
        Box::pin(async move {
            let rows =
                store::audit::page(&ctx.tx, which.object_kind.as_deref(), which.object_id, before, limit)
                    .await?;
            let page = Page::from_rows(rows, limit, |row| Cursor::new(vec![row.seq.into()]));
            Ok(AuditPage { items: page.items, next: page.next })
        })
    })
    .await
}

/// The state of the chain.
#[derive(Debug, Serialize, ToSchema)]
struct Verified {
    ok: bool,
    records: i64,
    sealed: i64,
    /// Place in the chain of the first fault.
    first_bad: Option<i64>,
    /// One Chinese sentence.
    message: String,
}

impl From<Report> for Verified {
    fn from(report: Report) -> Self {
        let first = report.faults.first();
        Self {
            ok: report.ok,
            records: report.records,
            sealed: report.sealed,
            first_bad: first.and_then(|fault| fault.chain_seq),
            message: first.map_or_else(|| "审计链完整".to_owned(), |fault| fault.message.clone()),
        }
    }
}

/// Walks the whole chain.
#[utoipa::path(get, path = "/audit/verify", tag = "audit", responses((status = 200, body = Verified)))]
async fn verify(State(app): State<App>, call: Call) -> Answer {
    call.caller.require("audit.read")?;
    let report = store::audit::verify(&app.env.database, &app.env.audit_key, None, &[]).await?;
    crate::answer::json(axum::http::StatusCode::OK, &Verified::from(report))
}
