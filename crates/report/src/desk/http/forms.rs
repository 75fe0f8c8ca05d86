//! Tables.

use super::{at_desk, change_at_desk};
use crate::desk::model::{CopyForm, Form, FormId, FormRow, NewForm, NewLayout, RoundDetail, SendRound};
use crate::desk::service;
use ::http::{Answer, App, Call, Json, Paging, Path, Query, read};
use axum::extract::State;
use kernel::page::Page;
use serde::Deserialize;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list, create))
        .routes(routes!(one, change))
        .routes(routes!(copy))
        .routes(routes!(send))
}

/// Which tables.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
struct Which {
    /// Only templates, or only others.
    template: Option<bool>,
}

/// Tables asked in one's regions, newest first.
#[utoipa::path(get, path = "/reports/forms", tag = "report", params(Which, Paging),
    responses((status = 200, body = Page<FormRow>)))]
async fn list(
    State(app): State<App>,
    call: Call,
    Query(which): Query<Which>,
    Query(paging): Query<Paging>,
) -> Answer {
    let (limit, cursor) = (paging.limit()?, paging.cursor()?);
    read(&app, call, |ctx| {
        Box::pin(async move { service::forms(ctx, which.template, limit, cursor.as_ref()).await })
    })
    .await
}

/// Draws a table.
#[utoipa::path(post, path = "/reports/forms", tag = "report", request_body = NewForm,
    responses((status = 201, body = Form), (status = 422)))]
async fn create(State(app): State<App>, call: Call, Json(new): Json<NewForm>) -> Answer {
    at_desk!(app, call, created, desk, ctx => service::create_form(ctx, &desk, new))
}

/// One table with its layouts.
#[utoipa::path(get, path = "/reports/forms/{id}", tag = "report", params(("id" = String, Path)),
    responses((status = 200, body = Form)))]
async fn one(State(app): State<App>, call: Call, Path(id): Path<FormId>) -> Answer {
    read(&app, call, |ctx| Box::pin(async move { service::form(ctx, id).await })).await
}

/// Changes a table; once it was sent, a new layout holds from a day on.
#[utoipa::path(put, path = "/reports/forms/{id}", tag = "report", params(("id" = String, Path)),
    request_body = NewLayout, responses((status = 200, body = Form), (status = 409), (status = 422)))]
async fn change(
    State(app): State<App>,
    call: Call,
    Path(id): Path<FormId>,
    Json(change): Json<NewLayout>,
) -> Answer {
    change_at_desk!(app, call, desk, ctx => service::change_form(ctx, &desk, id, change))
}

/// Copies a table, as a template or from one.
#[utoipa::path(post, path = "/reports/forms/{id}/copy", tag = "report", params(("id" = String, Path)),
    request_body = CopyForm, responses((status = 201, body = Form)))]
async fn copy(
    State(app): State<App>,
    call: Call,
    Path(id): Path<FormId>,
    Json(copy): Json<CopyForm>,
) -> Answer {
    at_desk!(app, call, created, desk, ctx => service::copy_form(ctx, &desk, id, copy))
}

/// Sends a table for a period.
#[utoipa::path(post, path = "/reports/forms/{id}/rounds", tag = "report", params(("id" = String, Path)),
    request_body = SendRound, responses((status = 201, body = RoundDetail), (status = 409), (status = 422)))]
async fn send(
    State(app): State<App>,
    call: Call,
    Path(id): Path<FormId>,
    Json(input): Json<SendRound>,
) -> Answer {
    at_desk!(app, call, created, desk, ctx => service::send(ctx, &desk, id, input))
}
