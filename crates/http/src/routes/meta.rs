//! What the pages need to know once: city, pack, kinds, lists, roles.

use crate::{Answer, App, Call, answer};
use axum::extract::State;
use axum::http::StatusCode;
use serde::Serialize;
use std::collections::BTreeMap;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(meta))
}

/// What the pages need to know once.
#[derive(Debug, Serialize, ToSchema)]
struct Meta<'a> {
    city_name: &'a str,
    city_code: &'a str,
    synthetic: bool,
    demo: bool,
    version: &'static str,
    pack: PackHead<'a>,
    calendar: Coverage,
    /// Lifecycles as the pack has them.
    #[schema(value_type = Vec<Object>)]
    lifecycles: Vec<&'a pack::lifecycle::Lifecycle>,
    lists: BTreeMap<&'a str, Vec<Item<'a>>>,
    premises_kinds: Vec<Kind<'a>>,
    roles: Vec<RoleHead<'a>>,
    permissions: Vec<Named<'a>>,
    judgement: Judgement,
    /// Largest evidence file in bytes.
    largest_file: usize,
}

#[derive(Debug, Serialize, ToSchema)]
struct PackHead<'a> {
    name: &'a str,
    title: &'a str,
    version: &'a str,
}

/// Years the working-day calendar covers; later days are provisional.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = CalendarYears)]
struct Coverage {
    covered_from: i32,
    covered_to: i32,
}

#[derive(Debug, Serialize, ToSchema)]
struct Item<'a> {
    code: &'a str,
    name: &'a str,
    basis: Option<&'a str>,
    note: Option<&'a str>,
    retired: bool,
}

#[derive(Debug, Serialize, ToSchema)]
struct Kind<'a> {
    code: &'a str,
    name: &'a str,
    group: &'a str,
    /// Whether it is a 人员密集场所.
    crowded: bool,
    /// Whether small ones are among the 九小场所.
    nine_small: bool,
    /// Kinds of GB 35181 it is judged as, by edition.
    judgement_kinds: BTreeMap<&'static str, &'a [String]>,
}

#[derive(Debug, Serialize, ToSchema)]
struct RoleHead<'a> {
    code: &'a str,
    name: &'a str,
    levels: &'a [String],
}

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Coded)]
struct Named<'a> {
    code: &'a str,
    name: &'a str,
}

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = JudgementEditions)]
struct Judgement {
    editions: Vec<EditionFrom>,
}

#[derive(Debug, Serialize, ToSchema)]
struct EditionFrom {
    code: &'static str,
    /// Civil date.
    from: String,
}

const EDITIONS: [gb35181::Edition; 2] = [gb35181::Edition::E2017, gb35181::Edition::E2025];

/// What the pages need to know once.
#[utoipa::path(get, path = "/meta", tag = "meta", responses((status = 200, body = Meta)))]
async fn meta(State(app): State<App>, _call: Call) -> Answer {
    let pack = &app.pack;
    let years: Vec<i32> = app.calendar.covered_years().collect();
    let lists = pack.lists.values().map(|list| {
        let items = list.items.iter().map(|item| Item {
            code: &item.code,
            name: &item.name,
            basis: item.basis.as_deref(),
            note: item.note.as_deref(),
            retired: item.retired,
        });
        (list.code.as_str(), items.collect())
    });
    let meta = Meta {
        city_name: &app.settings.city_name,
        city_code: &app.settings.city_code,
        synthetic: app.settings.synthetic,
        demo: app.access.settings.demo,
        version: env!("CARGO_PKG_VERSION"),
        pack: PackHead { name: pack.name(), title: &pack.manifest.title, version: pack.version() },
        calendar: Coverage {
            covered_from: years.iter().min().copied().unwrap_or_default(),
            covered_to: years.iter().max().copied().unwrap_or_default(),
        },
        lifecycles: pack.lifecycles.values().map(|pinned| &pinned.lifecycle).collect(),
        lists: lists.collect(),
        premises_kinds: pack
            .premises_kinds
            .iter()
            .map(|kind| Kind {
                code: &kind.code,
                name: &kind.name,
                group: &kind.group,
                crowded: kind.crowded,
                nine_small: kind.nine_small,
                judgement_kinds: EDITIONS.map(|one| (one.as_str(), kind.gb35181_kinds(one.as_str()))).into(),
            })
            .collect(),
        roles: pack
            .roles
            .iter()
            .map(|role| RoleHead { code: &role.code, name: &role.name, levels: &role.levels })
            .collect(),
        permissions: pack::role::PERMISSIONS.iter().map(|(code, name)| Named { code, name }).collect(),
        judgement: Judgement {
            editions: EDITIONS
                .into_iter()
                .map(|edition| EditionFrom {
                    code: edition.as_str(),
                    from: edition.effective_from().to_string(),
                })
                .collect(),
        },
        largest_file: app.settings.largest_file,
    };
    answer::json(StatusCode::OK, &meta)
}
