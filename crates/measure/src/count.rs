//! Figures and their leaves.

use crate::key::{Namer, region_names};
use crate::list::{self, Params};
use crate::{Basis, Cut, Dim, Key, Measure, Over, ValueOf};
use casework::facts::By as CaseBy;
use kernel::problem::{FieldProblem, Problem};
use kernel::region::{Level, RegionCode};
use kernel::scope::Scope;
use pack::Pack;
use registry::facts::By as PremisesBy;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use store::Ctx;
use utoipa::ToSchema;

/// A figure with the rows behind it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Figure {
    /// Value.
    pub value: f64,
    /// What a share is a share of; none for other values.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub of: Option<i64>,
    /// Whether every row was counted. Always so here: counting does not stop at a bound.
    pub exact: bool,
    /// Address of the list page that shows the rows; none where measure and cut exclude each other.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub link: Option<String>,
}

/// A figure under one key of each dimension.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Leaf {
    /// One key for each dimension, in their order.
    pub keys: Vec<Key>,
    /// Value.
    pub value: f64,
    /// What a share is a share of; none for other values.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub of: Option<i64>,
    /// Address of the list page that shows the rows; none where no parameter of the page says so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub link: Option<String>,
}

/// What rows under some keys come to.
struct Sum {
    keys: Vec<Option<String>>,
    top: i64,
    bottom: Option<i64>,
}

impl Sum {
    fn value(&self, of: ValueOf) -> f64 {
        #[expect(clippy::cast_precision_loss, reason = "counts and areas of a city stay far below 2^53")]
        let top = self.top as f64;
        match (of, self.bottom) {
            (ValueOf::Count, _) => top,
            (ValueOf::Area, _) => top / 100.0,
            (ValueOf::OverdueShare, None | Some(0)) => 0.0,
            #[expect(clippy::cast_precision_loss, reason = "as above")]
            (ValueOf::OverdueShare, Some(bottom)) => top * 100.0 / bottom as f64,
        }
    }
}

impl Over {
    /// The permission that shows the rows of the list.
    #[must_use]
    pub const fn permission(self) -> &'static str {
        match self {
            Self::Cases => "case.read",
            Self::Premises => registry::service::READ,
        }
    }
}

fn own_scope(ctx: &Ctx, over: Over) -> Result<Scope, Problem> {
    ctx.caller.require(over.permission())?;
    Ok(ctx.caller.scope(over.permission()))
}

/// The figure of a measure within a cut, as far as the caller may see.
///
/// # Errors
/// 403 without the permission to see the list; 422 on a measure or cut that cannot be computed.
pub async fn value(ctx: &Ctx, pack: &Pack, measure: &Measure, cut: &Cut) -> Result<Figure, Problem> {
    let scope = own_scope(ctx, measure.over)?;
    value_within(ctx, pack, &scope, measure, cut).await
}

/// As [`value`], within a scope that was decided elsewhere: a job that computes for a region.
///
/// # Errors
/// 422 on a measure or cut that cannot be computed.
pub async fn value_within(
    ctx: &Ctx,
    pack: &Pack,
    scope: &Scope,
    measure: &Measure,
    cut: &Cut,
) -> Result<Figure, Problem> {
    measure.check(pack, "/measure")?;
    let Some(params) = list::cut(measure, cut)? else {
        let of = (measure.value == ValueOf::OverdueShare).then_some(0);
        return Ok(Figure { value: 0.0, of, exact: true, link: None });
    };
    let sums = sums(ctx, scope, measure, &params, &[]).await?;
    let sum = sums.first();
    Ok(Figure {
        value: sum.map_or(0.0, |sum| sum.value(measure.value)),
        of: (measure.value == ValueOf::OverdueShare).then(|| sum.and_then(|sum| sum.bottom).unwrap_or(0)),
        exact: true,
        link: Some(list::address(measure.over, measure.value, &params)),
    })
}

/// The figures of a measure within a cut broken down by dimensions, as far as the caller may see. Keys under which there is
/// no row are left out, see [`crate::keys`].
///
/// # Errors
/// 403 without the permission to see the list; 422 on a measure, cut or dimension that cannot be computed.
pub async fn by(
    ctx: &Ctx,
    pack: &Pack,
    measure: &Measure,
    cut: &Cut,
    dims: &[Dim],
) -> Result<Vec<Leaf>, Problem> {
    let scope = own_scope(ctx, measure.over)?;
    by_within(ctx, pack, &scope, measure, cut, dims).await
}

/// As [`by`], within a scope that was decided elsewhere.
///
/// # Errors
/// 422 on a measure, cut or dimension that cannot be computed.
pub async fn by_within(
    ctx: &Ctx,
    pack: &Pack,
    scope: &Scope,
    measure: &Measure,
    cut: &Cut,
    dims: &[Dim],
) -> Result<Vec<Leaf>, Problem> {
    measure.check(pack, "/measure")?;
    check_dims(measure.over, cut, dims)?;
    let Some(params) = list::cut(measure, cut)? else { return Ok(Vec::new()) };
    let sums = sums(ctx, scope, measure, &params, dims).await?;
    let regions = regions_of(ctx, &sums, dims).await?;
    let namers: Vec<Namer<'_>> = dims.iter().map(|dim| Namer::new(pack, dim, &regions)).collect();
    let mut leaves: Vec<Leaf> = sums
        .into_iter()
        .map(|sum| {
            let value = sum.value(measure.value);
            let keys: Vec<Key> = namers.iter().zip(sum.keys).map(|(namer, code)| namer.key(code)).collect();
            let narrowed = dims.iter().zip(&keys).try_fold(params.clone(), |params, (dim, key)| {
                list::narrow(measure.over, &params, dim, &key.code)
            });
            let link = narrowed.map(|params| list::address(measure.over, measure.value, &params));
            Leaf { keys, value, of: sum.bottom, link }
        })
        .collect();
    leaves.sort_by_cached_key(|leaf| {
        namers.iter().zip(&leaf.keys).map(|(namer, key)| namer.order(key)).collect::<Vec<_>>()
    });
    Ok(leaves)
}

fn check_dims(over: Over, cut: &Cut, dims: &[Dim]) -> Result<(), Problem> {
    let mut faults = Vec::new();
    for (index, dim) in dims.iter().enumerate() {
        let at = format!("/dims/{index}");
        if !dim.fits(over) {
            faults.push(FieldProblem::new(at, "choice", "这个清单不能按这个维度统计"));
        } else if dims.iter().take(index).any(|other| other == dim) {
            faults.push(FieldProblem::new(at, "twice", "同一维度只能用一次"));
        } else if cut.as_of.is_some()
            && matches!(
                dim,
                Dim::StateClass | Dim::Mark(_) | Dim::Tag | Dim::Month(Basis::Due | Basis::Inspected)
            )
        {
            let message = "这个维度在过去某一天的取值没有逐日记载，不能按截至日统计";
            faults.push(FieldProblem::new(at, "unknowable", message));
        }
    }
    if faults.is_empty() { Ok(()) } else { Err(Problem::invalid(faults)) }
}

async fn regions_of(ctx: &Ctx, sums: &[Sum], dims: &[Dim]) -> Result<BTreeMap<String, String>, Problem> {
    let mut codes: BTreeSet<RegionCode> = BTreeSet::new();
    for (index, _) in dims.iter().enumerate().filter(|(_, dim)| matches!(dim, Dim::Region(_))) {
        let found = sums.iter().filter_map(|sum| sum.keys.get(index)?.as_deref()?.parse::<RegionCode>().ok());
        codes.extend(found);
    }
    region_names(ctx, codes).await
}

async fn sums(
    ctx: &Ctx,
    scope: &Scope,
    measure: &Measure,
    params: &Params,
    dims: &[Dim],
) -> Result<Vec<Sum>, Problem> {
    match measure.over {
        Over::Cases => {
            let mut groups = casework::facts::groups(ctx, scope, list::cases(params)?)?;
            for by in dims.iter().filter_map(case_key) {
                groups = groups.by(&by);
            }
            let share = measure.value == ValueOf::OverdueShare;
            let sum = |group: casework::facts::Group| Sum {
                keys: group.keys.into_iter().map(said).collect(),
                top: if share { group.overdue } else { group.count },
                bottom: share.then_some(group.open),
            };
            Ok(groups.count(ctx).await?.into_iter().map(sum).collect())
        }
        Over::Premises => {
            let keys: Vec<PremisesBy> = dims.iter().filter_map(premises_key).collect();
            let groups = registry::facts::groups(ctx, scope, &list::premises(params)?, &keys).await?;
            let area = measure.value == ValueOf::Area;
            let sum = |group: registry::facts::Group| Sum {
                keys: group.keys.into_iter().map(said).collect(),
                top: if area { group.area } else { group.count },
                bottom: None,
            };
            Ok(groups.into_iter().map(sum).collect())
        }
    }
}

fn said(key: Option<String>) -> Option<String> {
    key.filter(|key| !key.is_empty())
}

fn case_key(dim: &Dim) -> Option<CaseBy> {
    Some(match dim {
        Dim::Region(Level::City) => CaseBy::City,
        Dim::Region(Level::County) => CaseBy::County,
        Dim::Region(Level::Town) => CaseBy::Town,
        Dim::Region(Level::Village) => CaseBy::Village,
        Dim::Kind => CaseBy::Kind,
        Dim::HazardClass => CaseBy::HazardClass,
        Dim::StateClass => CaseBy::StateClass,
        Dim::Sector => CaseBy::Sector,
        Dim::Mark(code) => CaseBy::Mark(code.clone()),
        Dim::Month(Basis::Opened | Basis::Created) => CaseBy::OpenedMonth,
        Dim::Month(Basis::Closed) => CaseBy::ClosedMonth,
        Dim::Month(Basis::Due) => CaseBy::DueMonth,
        _ => return None,
    })
}

fn premises_key(dim: &Dim) -> Option<PremisesBy> {
    Some(match dim {
        Dim::Region(Level::City) => PremisesBy::City,
        Dim::Region(Level::County) => PremisesBy::County,
        Dim::Region(Level::Town) => PremisesBy::Town,
        Dim::Region(Level::Village) => PremisesBy::Village,
        Dim::PremisesKind => PremisesBy::Kind,
        Dim::Tag => PremisesBy::Tag,
        Dim::Sector => PremisesBy::Sector,
        Dim::Department => PremisesBy::Department,
        Dim::Month(Basis::Created) => PremisesBy::CreatedMonth,
        Dim::Month(Basis::Inspected) => PremisesBy::InspectedMonth,
        _ => return None,
    })
}
