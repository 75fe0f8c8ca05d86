//! Regions, organisations, posts and people.

use crate::{Answer, App, Call, Json, Paging, Path, Query, created, no_content, read, write};
use axum::extract::State;
use axum::http::StatusCode;
use directory::Addressed;
use directory::organisation::{self, NewOrganisation, Organisation, OrganisationChanges, OrganisationFilter};
use directory::person::{self, ErasePerson, Person, PersonChanges, PersonEntry, PersonFilter};
use directory::pick::{self, BodyName, PostName};
use directory::post::{self, EndPost, HandOver, NewPost, Post, PostFilter};
use directory::region::{self, RegionRow};
use directory::reorganise::{self, Reorganisation, Reorganised};
use kernel::id::{OrgId, PersonId, PostId};
use kernel::page::Page;
use kernel::region::RegionCode;
use serde::Deserialize;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(regions))
        .routes(routes!(shapes))
        .routes(routes!(organisations, create_organisation))
        .routes(routes!(organisation, update_organisation))
        .routes(routes!(organisation_work))
        .routes(routes!(reorganise_organisations))
        .routes(routes!(posts, create_post))
        .routes(routes!(end_post))
        .routes(routes!(hand_over))
        .routes(routes!(people, create_person))
        .routes(routes!(one_person, update_person))
        .routes(routes!(erase_person))
        .routes(routes!(pick_bodies))
        .routes(routes!(pick_posts))
}

/// Below which region.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
struct Below {
    /// Parent; the roots of one's scope when absent.
    #[param(value_type = Option<String>)]
    parent: Option<RegionCode>,
}

/// Regions of one's scope, a level at a time.
#[utoipa::path(get, path = "/regions", tag = "directory", params(Below), responses((status = 200, body = Vec<RegionRow>)))]
async fn regions(State(app): State<App>, call: Call, Query(below): Query<Below>) -> Answer {
    let scope = whole_scope(&call);
    read(&app, call, |ctx| {
        Box::pin(async move {
            match below.parent {
                Some(parent) => region::children(ctx, &scope, parent).await,
                None => region::roots(ctx, &scope).await,
            }
        })
    })
    .await
}

/// Everything any permission of the caller reaches.
fn whole_scope(call: &Call) -> kernel::scope::Scope {
    kernel::scope::Scope::new(call.caller.posts.iter().map(|post| post.grant.clone())).simplify()
}

/// Which shapes.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
struct Shapes {
    /// Level of the shapes: `city`, `county` or `town`; all when absent.
    level: Option<String>,
}

/// Map shapes of the regions in one's scope, as GeoJSON.
#[utoipa::path(get, path = "/regions/shapes", tag = "directory", params(Shapes),
    responses((status = 200, body = Object, description = "GeoJSON FeatureCollection")))]
async fn shapes(State(app): State<App>, call: Call, Query(which): Query<Shapes>) -> Answer {
    let scope = whole_scope(&call);
    read(&app, call, |ctx| Box::pin(async move { region::shapes(ctx, &scope, which.level.as_deref()).await }))
        .await
}

/// Organisations in one's scope.
#[utoipa::path(get, path = "/organisations", tag = "directory",
    params(Paging, ("region" = Option<String>, Query), ("parent" = Option<String>, Query), ("kind" = Option<String>, Query),
        ("q" = Option<String>, Query), ("ended" = Option<bool>, Query)),
    responses((status = 200, body = Page<Organisation>)))]
async fn organisations(
    State(app): State<App>,
    call: Call,
    Query(paging): Query<Paging>,
    Query(filter): Query<OrganisationFilter>,
) -> Answer {
    let (limit, cursor, work) = (paging.limit()?, paging.cursor()?, app.work.clone());
    read(&app, call, |ctx| {
        Box::pin(async move { organisation::list(ctx, &*work, &filter, limit, cursor.as_ref()).await })
    })
    .await
}

/// One organisation.
#[utoipa::path(get, path = "/organisations/{id}", tag = "directory", params(("id" = String, Path)),
    responses((status = 200, body = Organisation)))]
async fn organisation(State(app): State<App>, call: Call, Path(id): Path<OrgId>) -> Answer {
    let work = app.work.clone();
    read(&app, call, |ctx| Box::pin(async move { organisation::get(ctx, &*work, id).await })).await
}

/// Open work addressed to an organisation itself, which a reorganisation gives to whoever follows.
#[utoipa::path(get, path = "/organisations/{id}/work", tag = "directory", params(("id" = String, Path)),
    responses((status = 200, body = Vec<Addressed>)))]
async fn organisation_work(State(app): State<App>, call: Call, Path(id): Path<OrgId>) -> Answer {
    let work = app.work.clone();
    read(&app, call, |ctx| Box::pin(async move { organisation::work(ctx, &*work, id).await })).await
}

/// Creates an organisation.
#[utoipa::path(post, path = "/organisations", tag = "directory", request_body = NewOrganisation,
    responses((status = 201, body = Organisation)))]
async fn create_organisation(State(app): State<App>, call: Call, Json(new): Json<NewOrganisation>) -> Answer {
    created(&app, call, |ctx| Box::pin(organisation::create(ctx, new))).await
}

/// Changes or renames an organisation.
#[utoipa::path(patch, path = "/organisations/{id}", tag = "directory", params(("id" = String, Path)),
    request_body = OrganisationChanges, responses((status = 200, body = Organisation)))]
async fn update_organisation(
    State(app): State<App>,
    call: Call,
    Path(id): Path<OrgId>,
    Json(changes): Json<OrganisationChanges>,
) -> Answer {
    let state = app.clone();
    write(&app, call, StatusCode::OK, |ctx| {
        Box::pin(async move { organisation::update(ctx, &state.neighbours(), id, changes).await })
    })
    .await
}

/// Merges, splits or closes organisations.
#[utoipa::path(post, path = "/organisations/reorganise", tag = "directory", request_body = Reorganisation,
    responses((status = 200, body = Reorganised)))]
async fn reorganise_organisations(
    State(app): State<App>,
    call: Call,
    Json(plan): Json<Reorganisation>,
) -> Answer {
    let state = app.clone();
    write(&app, call, StatusCode::OK, |ctx| {
        Box::pin(async move { reorganise::reorganise(ctx, &state.neighbours(), plan).await })
    })
    .await
}

/// Posts in one's scope.
#[utoipa::path(get, path = "/posts", tag = "directory",
    params(Paging, ("region" = Option<String>, Query), ("org" = Option<String>, Query), ("role" = Option<String>, Query),
        ("person" = Option<String>, Query), ("q" = Option<String>, Query), ("ended" = Option<bool>, Query)),
    responses((status = 200, body = Page<Post>)))]
async fn posts(
    State(app): State<App>,
    call: Call,
    Query(paging): Query<Paging>,
    Query(filter): Query<PostFilter>,
) -> Answer {
    let (limit, cursor, authority) = (paging.limit()?, paging.cursor()?, app.access.clone());
    read(&app, call, |ctx| {
        Box::pin(async move { post::list(ctx, &*authority, &filter, limit, cursor.as_ref()).await })
    })
    .await
}

/// Defines a post.
#[utoipa::path(post, path = "/posts", tag = "directory", request_body = NewPost, responses((status = 201, body = Post)))]
async fn create_post(State(app): State<App>, call: Call, Json(new): Json<NewPost>) -> Answer {
    let authority = app.access.clone();
    created(&app, call, |ctx| Box::pin(async move { post::create(ctx, &*authority, new).await })).await
}

/// Ends a post; its open work goes to another.
#[utoipa::path(post, path = "/posts/{id}/end", tag = "directory", params(("id" = String, Path)), request_body = EndPost,
    responses((status = 204)))]
async fn end_post(
    State(app): State<App>,
    call: Call,
    Path(id): Path<PostId>,
    Json(request): Json<EndPost>,
) -> Answer {
    let state = app.clone();
    no_content(&app, call, |ctx| {
        Box::pin(async move { post::end(ctx, &state.neighbours(), id, request).await.map(|_| ()) })
    })
    .await
}

/// Gives a post to a person.
#[utoipa::path(post, path = "/posts/{id}/holders", tag = "directory", params(("id" = String, Path)),
    request_body = HandOver, responses((status = 200, body = Post)))]
async fn hand_over(
    State(app): State<App>,
    call: Call,
    Path(id): Path<PostId>,
    Json(request): Json<HandOver>,
) -> Answer {
    let authority = app.access.clone();
    write(&app, call, StatusCode::OK, |ctx| {
        Box::pin(async move { post::hand_over(ctx, &*authority, id, request).await })
    })
    .await
}

/// People in one's scope.
#[utoipa::path(get, path = "/people", tag = "directory", params(Paging, ("q" = Option<String>, Query)),
    responses((status = 200, body = Page<Person>)))]
async fn people(
    State(app): State<App>,
    call: Call,
    Query(paging): Query<Paging>,
    Query(filter): Query<PersonFilter>,
) -> Answer {
    let (limit, cursor) = (paging.limit()?, paging.cursor()?);
    read(&app, call, |ctx| {
        Box::pin(async move {
            let Page { items, next } = person::list(ctx, &filter, limit, cursor.as_ref()).await?;
            Ok(Page { items: access::user::with_accounts(ctx, items).await?, next })
        })
    })
    .await
}

/// Registers a person.
#[utoipa::path(post, path = "/people", tag = "directory", request_body = PersonEntry, responses((status = 201, body = Person)))]
async fn create_person(State(app): State<App>, call: Call, Json(new): Json<PersonEntry>) -> Answer {
    created(&app, call, |ctx| Box::pin(person::create(ctx, new))).await
}

/// One person.
#[utoipa::path(get, path = "/people/{id}", tag = "directory", params(("id" = String, Path)),
    responses((status = 200, body = Person)))]
async fn one_person(State(app): State<App>, call: Call, Path(id): Path<PersonId>) -> Answer {
    read(&app, call, |ctx| Box::pin(person::get(ctx, id))).await
}

/// Changes a person.
#[utoipa::path(patch, path = "/people/{id}", tag = "directory", params(("id" = String, Path)),
    request_body = PersonChanges, responses((status = 200, body = Person)))]
async fn update_person(
    State(app): State<App>,
    call: Call,
    Path(id): Path<PersonId>,
    Json(changes): Json<PersonChanges>,
) -> Answer {
    write(&app, call, StatusCode::OK, |ctx| Box::pin(person::update(ctx, id, changes))).await
}

/// Replaces a person's personal data by a placeholder; the trace of that stays.
#[utoipa::path(post, path = "/people/{id}/erase", tag = "directory", params(("id" = String, Path)),
    request_body = ErasePerson, responses((status = 204)))]
async fn erase_person(
    State(app): State<App>,
    call: Call,
    Path(id): Path<PersonId>,
    Json(request): Json<ErasePerson>,
) -> Answer {
    let authority = app.access.clone();
    no_content(&app, call, |ctx| Box::pin(async move { person::erase(ctx, &*authority, id, request).await }))
        .await
}

/// What is typed.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
struct Typed {
    /// Part of a name.
    q: Option<String>,
}

/// Bodies that can be asked or handed work, by name; at most 30.
#[utoipa::path(get, path = "/pick/organisations", tag = "directory", params(Typed),
    responses((status = 200, body = Vec<BodyName>)))]
async fn pick_bodies(State(app): State<App>, call: Call, Query(typed): Query<Typed>) -> Answer {
    read(&app, call, |ctx| Box::pin(async move { pick::bodies(ctx, typed.q.as_deref()).await })).await
}

/// Posts that can be asked or handed work, by name of post or body; at most 30.
#[utoipa::path(get, path = "/pick/posts", tag = "directory", params(Typed),
    responses((status = 200, body = Vec<PostName>)))]
async fn pick_posts(State(app): State<App>, call: Call, Query(typed): Query<Typed>) -> Answer {
    read(&app, call, |ctx| Box::pin(async move { pick::posts(ctx, typed.q.as_deref()).await })).await
}
