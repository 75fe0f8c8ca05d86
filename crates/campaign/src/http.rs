//! The interface of this room.

use crate::model::{
    Checklist, InspectionDetail, InspectionFilter, InspectionRow, Judge, Judgement, NewInspection, Vocabulary,
};
use crate::service::{self, Desk};
use ::http::{Answer, App, Call, Json, Paging, Path, Query, answer, created, read};
use axum::extract::State;
use axum::http::StatusCode;
use casework::Engine;
use chrono::NaiveDate;
use kernel::id::InspectionId;
use kernel::page::{Bounded, Page};
use serde::Deserialize;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// All routes of this room.
#[must_use]
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list, record))
        .routes(routes!(count))
        .routes(routes!(detail))
        .routes(routes!(judge))
        .routes(routes!(checklist))
        .routes(routes!(vocabulary))
}

/// Visits in one's scope, newest first.
#[utoipa::path(get, path = "/inspections", tag = "campaign", params(InspectionFilter, Paging),
    responses((status = 200, body = Page<InspectionRow>)))]
async fn list(
    State(app): State<App>,
    call: Call,
    Query(paging): Query<Paging>,
    Query(filter): Query<InspectionFilter>,
) -> Answer {
    let (limit, cursor) = (paging.limit()?, paging.cursor()?);
    read(&app, call, |ctx| Box::pin(async move { service::list(ctx, &filter, limit, cursor.as_ref()).await }))
        .await
}

/// How many there are, counted up to 10,000.
#[utoipa::path(get, path = "/inspections/count", tag = "campaign", params(InspectionFilter),
    responses((status = 200, body = Bounded)))]
async fn count(State(app): State<App>, call: Call, Query(filter): Query<InspectionFilter>) -> Answer {
    read(&app, call, |ctx| Box::pin(async move { service::count(ctx, &filter).await })).await
}

/// Records a visit; what failed becomes cases.
#[utoipa::path(post, path = "/inspections", tag = "campaign", request_body = NewInspection,
    responses((status = 201, body = InspectionDetail), (status = 422)))]
async fn record(State(app): State<App>, call: Call, Json(new): Json<NewInspection>) -> Answer {
    let (pack, engine) = (app.pack.clone(), app.service::<Engine>()?);
    created(&app, call, |ctx| {
        Box::pin(async move { service::record(ctx, &Desk { pack: &pack, engine: &engine }, new).await })
    })
    .await
}

/// One visit.
#[utoipa::path(get, path = "/inspections/{id}", tag = "campaign", params(("id" = String, Path)),
    responses((status = 200, body = InspectionDetail)))]
async fn detail(State(app): State<App>, call: Call, Path(id): Path<InspectionId>) -> Answer {
    let (pack, engine) = (app.pack.clone(), app.service::<Engine>()?);
    read(&app, call, |ctx| {
        Box::pin(async move { service::detail(ctx, &Desk { pack: &pack, engine: &engine }, id).await })
    })
    .await
}

/// A GB 35181 suggestion (判定建议); nothing is stored.
#[utoipa::path(post, path = "/judgements", tag = "campaign", request_body = Judge,
    responses((status = 200, body = Judgement), (status = 422)))]
async fn judge(State(app): State<App>, call: Call, Json(facts): Json<Judge>) -> Answer {
    read(&app, call, |ctx| Box::pin(async move { service::judge(ctx, &facts) })).await
}

/// For which kind of premises.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
struct ForKind {
    /// Code of the kind.
    kind: String,
}

/// What an inspector asks at a kind of premises.
#[utoipa::path(get, path = "/meta/checklists", tag = "meta", params(ForKind), responses((status = 200, body = Checklist)))]
async fn checklist(State(app): State<App>, _call: Call, Query(wanted): Query<ForKind>) -> Answer {
    answer::json(StatusCode::OK, &service::checklist(&app.pack, &wanted.kind)?)
}

/// For which day and kinds.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
struct Asked {
    /// Day of the finding; today when absent.
    date: Option<NaiveDate>,
    /// Kinds in the words of the standard, separated by commas.
    kinds: Option<String>,
}

/// What GB 35181 asks about premises of certain kinds.
#[utoipa::path(get, path = "/meta/judgement", tag = "meta", params(Asked), responses((status = 200, body = Vocabulary)))]
async fn vocabulary(State(app): State<App>, _call: Call, Query(asked): Query<Asked>) -> Answer {
    let date = asked.date.unwrap_or_else(|| app.env.clock.today());
    let kinds: Vec<String> = asked
        .kinds
        .unwrap_or_default()
        .split(',')
        .map(str::trim)
        .filter(|kind| !kind.is_empty())
        .map(str::to_owned)
        .collect();
    answer::json(StatusCode::OK, &service::vocabulary(date, &kinds)?)
}
