//! The interface of this room.

use crate::model::{Kept, KeptRow, NewKept, NewTemplate, Table, TableSpec, Template, TemplatePatch};
use crate::usecase::export::{self, Format};
use crate::usecase::run::Bench;
use crate::usecase::{keep, run, templates};
use ::http::{Answer, App, Call, Json, Paging, Path, Query, created, file, no_content, read, write};
use axum::extract::State;
use axum::http::StatusCode;
use casework::Engine;
use kernel::page::Page;
use measure::{Dim, Over};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

/// All routes of this room.
#[must_use]
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list, create))
        .routes(routes!(work_out))
        .routes(routes!(dimensions))
        .routes(routes!(kept_list, keep_table))
        .routes(routes!(kept_table))
        .routes(routes!(export_table))
        .routes(routes!(one, update, withdraw))
}

/// Templates of one's organisations and those shared from above, newest first.
#[utoipa::path(get, path = "/tables", tag = "crosstab", params(Paging),
    responses((status = 200, body = Page<Template>)))]
async fn list(State(app): State<App>, call: Call, Query(paging): Query<Paging>) -> Answer {
    let (limit, cursor) = (paging.limit()?, paging.cursor()?);
    read(&app, call, |ctx| Box::pin(async move { templates::list(ctx, limit, cursor.as_ref()).await })).await
}

/// Saves a template.
#[utoipa::path(post, path = "/tables", tag = "crosstab", request_body = NewTemplate,
    responses((status = 201, body = Template), (status = 422)))]
async fn create(State(app): State<App>, call: Call, Json(new): Json<NewTemplate>) -> Answer {
    let pack = app.pack.clone();
    created(&app, call, |ctx| Box::pin(async move { templates::create(ctx, &pack, new).await })).await
}

/// Works a table out; nothing is kept.
#[utoipa::path(post, path = "/tables/run", tag = "crosstab", request_body = TableSpec,
    responses((status = 200, body = Table), (status = 422)))]
async fn work_out(State(app): State<App>, call: Call, Json(spec): Json<TableSpec>) -> Answer {
    let (pack, synthetic) = (app.pack.clone(), app.settings.synthetic);
    read(&app, call, |ctx| {
        Box::pin(async move { run::run(ctx, Bench { pack: &pack, synthetic }, spec).await })
    })
    .await
}

/// A dimension on offer.
#[derive(Debug, Serialize, ToSchema)]
struct DimensionView {
    /// The word of the interface.
    #[schema(value_type = String)]
    dim: Dim,
    /// Its name.
    name: String,
    /// Lists it breaks down.
    over: Vec<Over>,
}

/// Dimensions a table can have.
#[utoipa::path(get, path = "/tables/dimensions", tag = "crosstab", responses((status = 200, body = Vec<DimensionView>)))]
async fn dimensions(State(app): State<App>, call: Call) -> Answer {
    call.caller.require(run::READ)?;
    let words = [
        "region:county",
        "region:town",
        "region:village",
        "region:city",
        "kind",
        "hazard_class",
        "state_class",
        "premises_kind",
        "department",
        "sector",
        "tag",
        "mark:major",
        "month:opened",
        "month:closed",
        "month:due",
        "month:created",
        "month:inspected",
    ];
    let views: Vec<DimensionView> = words
        .into_iter()
        .filter_map(|word| word.parse::<Dim>().ok())
        .flat_map(|dim| {
            // Opening is the registration of a case, so only premises are offered the other word.
            let fits = |over: &Over| {
                dim.fits(*over) && !(*over == Over::Cases && dim.to_string() == "month:created")
            };
            let over: Vec<Over> = [Over::Cases, Over::Premises].into_iter().filter(fits).collect();
            let name = over.first().map(|over| measure::dim_name(&app.pack, *over, &dim)).unwrap_or_default();
            (!over.is_empty()).then_some(DimensionView { dim, name, over })
        })
        .collect();
    ::http::answer::json(StatusCode::OK, &views)
}

/// Kept tables, newest first.
#[utoipa::path(get, path = "/tables/results", tag = "crosstab", params(Paging),
    responses((status = 200, body = Page<KeptRow>)))]
async fn kept_list(State(app): State<App>, call: Call, Query(paging): Query<Paging>) -> Answer {
    let (limit, cursor) = (paging.limit()?, paging.cursor()?);
    read(&app, call, |ctx| Box::pin(async move { keep::list(ctx, limit, cursor.as_ref()).await })).await
}

/// Works a table out and keeps it as it is.
#[utoipa::path(post, path = "/tables/results", tag = "crosstab", request_body = NewKept,
    responses((status = 201, body = Kept), (status = 422)))]
async fn keep_table(State(app): State<App>, call: Call, Json(new): Json<NewKept>) -> Answer {
    let (pack, synthetic) = (app.pack.clone(), app.settings.synthetic);
    created(&app, call, |ctx| {
        Box::pin(async move { keep::keep(ctx, Bench { pack: &pack, synthetic }, new).await })
    })
    .await
}

/// A kept table, exactly as it was.
#[utoipa::path(get, path = "/tables/results/{id}", tag = "crosstab", params(("id" = String, Path)),
    responses((status = 200, body = Kept)))]
async fn kept_table(State(app): State<App>, call: Call, Path(id): Path<Uuid>) -> Answer {
    read(&app, call, |ctx| Box::pin(async move { keep::kept(ctx, id).await })).await
}

/// Which file.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct WrittenAs {
    /// `xlsx` or `docx`; `xlsx` when absent.
    format: Option<String>,
}

/// A kept table as a workbook with the rows behind it, or as a Word document.
#[utoipa::path(get, path = "/tables/results/{id}/export", tag = "crosstab", params(("id" = String, Path), WrittenAs),
    responses((status = 200, body = Vec<u8>, content_type = "application/octet-stream")))]
async fn export_table(
    State(app): State<App>,
    call: Call,
    Path(id): Path<Uuid>,
    Query(wanted): Query<WrittenAs>,
) -> Answer {
    let format = Format::read(wanted.format.as_deref())?;
    let engine = app.service::<Engine>()?;
    let ctx = app.env.read(call.caller).await?;
    let (name, bytes) = export::export(&ctx, &engine, &app.pack, id, format).await?;
    ctx.tx.rollback().await?;
    file(format.file().0, Some(&name), bytes.into())
}

/// One template.
#[utoipa::path(get, path = "/tables/{id}", tag = "crosstab", params(("id" = String, Path)),
    responses((status = 200, body = Template)))]
async fn one(State(app): State<App>, call: Call, Path(id): Path<Uuid>) -> Answer {
    read(&app, call, |ctx| Box::pin(async move { templates::one(ctx, id).await })).await
}

/// Changes a template. 409 with `current` when somebody was faster.
#[utoipa::path(patch, path = "/tables/{id}", tag = "crosstab", params(("id" = String, Path)),
    request_body = TemplatePatch, responses((status = 200, body = Template), (status = 409)))]
async fn update(
    State(app): State<App>,
    call: Call,
    Path(id): Path<Uuid>,
    Json(patch): Json<TemplatePatch>,
) -> Answer {
    let pack = app.pack.clone();
    write(&app, call, StatusCode::OK, |ctx| {
        Box::pin(async move { templates::update(ctx, &pack, id, patch).await })
    })
    .await
}

/// Withdraws a template; tables kept from it stay.
#[utoipa::path(delete, path = "/tables/{id}", tag = "crosstab", params(("id" = String, Path)),
    responses((status = 204)))]
async fn withdraw(State(app): State<App>, call: Call, Path(id): Path<Uuid>) -> Answer {
    no_content(&app, call, |ctx| Box::pin(async move { templates::withdraw(ctx, id).await })).await
}
