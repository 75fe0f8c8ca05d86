//! Accounts, roles and API keys.

use crate::{Answer, App, Call, Json, Paging, Path, Query, answer, created, no_content, read, write};
use access::{ApiKey, CreatedKey, CreatedUser, NewKey, NewUser, User, UserChanges};
use axum::extract::State;
use axum::http::StatusCode;
use kernel::id::{ApiKeyId, UserId};
use kernel::page::Page;
use serde::Serialize;
use utoipa::ToSchema;
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
#[utoipa::path(get, path = "/users", tag = "access", params(Paging), responses((status = 200, body = Page<User>)))]
async fn users(State(app): State<App>, call: Call, Query(paging): Query<Paging>) -> Answer {
    let (limit, cursor) = (paging.limit()?, paging.cursor()?);
    read(&app, call, |ctx| Box::pin(async move { access::list_users(ctx, limit, cursor.as_ref()).await })).await
}

/// Opens an account; the one-time password is in this answer only.
#[utoipa::path(post, path = "/users", tag = "access", request_body = NewUser, responses((status = 201, body = CreatedUser)))]
async fn create_user(State(app): State<App>, call: Call, Json(new): Json<NewUser>) -> Answer {
    let secrets = app.secrets.clone();
    created(&app, call, |ctx| Box::pin(async move { access::create_user(ctx, &*secrets, new).await })).await
}

/// Deactivates, unlocks or resets an account.
#[utoipa::path(patch, path = "/users/{id}", tag = "access", params(("id" = String, Path)), request_body = UserChanges,
    responses((status = 200, body = CreatedUser)))]
async fn update_user(
    State(app): State<App>,
    call: Call,
    Path(id): Path<UserId>,
    Json(changes): Json<UserChanges>,
) -> Answer {
    let secrets = app.secrets.clone();
    write(&app, call, StatusCode::OK, |ctx| {
        Box::pin(async move { access::update_user(ctx, &*secrets, id, changes).await })
    })
    .await
}

/// A role of the pack.
#[derive(Debug, Serialize, ToSchema)]
struct RoleAnswer<'a> {
    code: &'a str,
    name: &'a str,
    levels: &'a [String],
    permissions: &'a [String],
    fire_authority: bool,
    /// Roles one person may not hold together with this one.
    excludes: &'a [String],
}

/// Roles and what they may do.
#[utoipa::path(get, path = "/roles", tag = "access", responses((status = 200, body = Vec<RoleAnswer>)))]
async fn roles(State(app): State<App>, _call: Call) -> Answer {
    let roles: Vec<RoleAnswer<'_>> = app
        .pack
        .roles
        .iter()
        .map(|role| RoleAnswer {
            code: &role.code,
            name: &role.name,
            levels: &role.levels,
            permissions: &role.permissions,
            fire_authority: role.fire_authority,
            excludes: &role.excludes,
        })
        .collect();
    answer::json(StatusCode::OK, &roles)
}

/// One's own API keys.
#[utoipa::path(get, path = "/api-keys", tag = "access", responses((status = 200, body = Vec<ApiKey>)))]
async fn keys(State(app): State<App>, call: Call) -> Answer {
    read(&app, call, |ctx| Box::pin(access::list_keys(ctx))).await
}

/// Makes an API key; the secret is in this answer only.
#[utoipa::path(post, path = "/api-keys", tag = "access", request_body = NewKey, responses((status = 201, body = CreatedKey)))]
async fn create_key(State(app): State<App>, call: Call, Json(new): Json<NewKey>) -> Answer {
    let secrets = app.secrets.clone();
    created(&app, call, |ctx| Box::pin(async move { access::create_key(ctx, &*secrets, new).await })).await
}

/// Revokes an API key.
#[utoipa::path(delete, path = "/api-keys/{id}", tag = "access", params(("id" = String, Path)), responses((status = 204)))]
async fn revoke_key(State(app): State<App>, call: Call, Path(id): Path<ApiKeyId>) -> Answer {
    no_content(&app, call, |ctx| Box::pin(access::revoke_key(ctx, id))).await
}
