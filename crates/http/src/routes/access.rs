//! Accounts, roles and API keys.

use crate::{Answer, App, Call, Json, Paging, Path, Query, answer, no_content, read, write, write_secret};
use access::RoleView;
use access::api_key::{ApiKey, CreatedApiKey, NewApiKey};
use access::user::{CreatedUser, NewUser, UpdatedUser, User, UserChanges, UserFilter};
use axum::extract::State;
use axum::http::StatusCode;
use kernel::id::{ApiKeyId, UserId};
use kernel::page::Page;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(users, create_user))
        .routes(routes!(update_user))
        .routes(routes!(roles))
        .routes(routes!(keys, create_key))
        .routes(routes!(revoke_key))
}

/// Accounts of the people one administers.
#[utoipa::path(get, path = "/users", tag = "access",
    params(Paging, ("q" = Option<String>, Query), ("active" = Option<bool>, Query)),
    responses((status = 200, body = Page<User>)))]
async fn users(
    State(app): State<App>,
    call: Call,
    Query(paging): Query<Paging>,
    Query(filter): Query<UserFilter>,
) -> Answer {
    let (limit, cursor, access) = (paging.limit()?, paging.cursor()?, app.access.clone());
    read(&app, call, |ctx| {
        Box::pin(async move { access.list_users(ctx, &filter, limit, cursor.as_ref()).await })
    })
    .await
}

/// Opens an account; the one-time password is in this answer only.
#[utoipa::path(post, path = "/users", tag = "access", request_body = NewUser, responses((status = 201, body = CreatedUser)))]
async fn create_user(State(app): State<App>, call: Call, Json(new): Json<NewUser>) -> Answer {
    let access = app.access.clone();
    write_secret(&app, call, StatusCode::CREATED, |ctx| {
        Box::pin(async move { access.create_user(ctx, new).await })
    })
    .await
}

/// Deactivates, unlocks or resets an account.
#[utoipa::path(patch, path = "/users/{id}", tag = "access", params(("id" = String, Path)), request_body = UserChanges,
    responses((status = 200, body = UpdatedUser)))]
async fn update_user(
    State(app): State<App>,
    call: Call,
    Path(id): Path<UserId>,
    Json(changes): Json<UserChanges>,
) -> Answer {
    let access = app.access.clone();
    if changes.reset_password {
        return write_secret(&app, call, StatusCode::OK, |ctx| {
            Box::pin(async move { access.update_user(ctx, id, changes).await })
        })
        .await;
    }
    write(&app, call, StatusCode::OK, |ctx| {
        Box::pin(async move { access.update_user(ctx, id, changes).await })
    })
    .await
}

/// Roles and what they may do.
#[utoipa::path(get, path = "/roles", tag = "access", responses((status = 200, body = Vec<RoleView>)))]
async fn roles(State(app): State<App>, _call: Call) -> Answer {
    answer::json(StatusCode::OK, &app.access.roles.view())
}

/// API keys: one's own, and for those who keep accounts those of the people they administer.
#[utoipa::path(get, path = "/api-keys", tag = "access", params(Paging), responses((status = 200, body = Page<ApiKey>)))]
async fn keys(State(app): State<App>, call: Call, Query(paging): Query<Paging>) -> Answer {
    let (limit, cursor, access) = (paging.limit()?, paging.cursor()?, app.access.clone());
    read(&app, call, |ctx| Box::pin(async move { access.list_api_keys(ctx, limit, cursor.as_ref()).await }))
        .await
}

/// Makes an API key; the secret is in this answer only.
#[utoipa::path(post, path = "/api-keys", tag = "access", request_body = NewApiKey,
    responses((status = 201, body = CreatedApiKey)))]
async fn create_key(State(app): State<App>, call: Call, Json(new): Json<NewApiKey>) -> Answer {
    let access = app.access.clone();
    write_secret(&app, call, StatusCode::CREATED, |ctx| {
        Box::pin(async move { access.create_api_key(ctx, new).await })
    })
    .await
}

/// Revokes an API key.
#[utoipa::path(delete, path = "/api-keys/{id}", tag = "access", params(("id" = String, Path)), responses((status = 204)))]
async fn revoke_key(State(app): State<App>, call: Call, Path(id): Path<ApiKeyId>) -> Answer {
    let access = app.access.clone();
    no_content(&app, call, |ctx| Box::pin(async move { access.revoke_api_key(ctx, id).await })).await
}
