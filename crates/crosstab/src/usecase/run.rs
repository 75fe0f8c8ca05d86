//! Working a table out.

use crate::model::{Series, Table, TableSpec};
use crate::rules::build::{Amounts, Laid, Layout, Path, series_of};
use crate::rules::cells::{Amount, Cells};
use crate::rules::check::{check, measure_of};
use crate::rules::periods::{cut, own_code, shown_code};
use kernel::problem::Problem;
use measure::{Dim, Key, ValueOf, by, dim_name, keys, link, sorted};
use pack::Pack;
use std::collections::{BTreeMap, BTreeSet};
use store::Ctx;

/// Permission to make tables.
pub const READ: &str = "table.read";

/// What a table is worked out with beside the ledger.
#[derive(Clone, Copy)]
pub struct Bench<'a> {
    /// The pack in force.
    pub pack: &'a Pack,
    /// Whether the data is made up.
    pub synthetic: bool,
}

impl std::fmt::Debug for Bench<'_> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Bench").field("pack", &self.pack.name()).finish_non_exhaustive()
    }
}

/// Works a table out, as far as the caller may see.
///
/// # Errors
/// 403 without the permission for tables or for the list; 422 on a definition that cannot be computed.
pub async fn run(ctx: &Ctx, bench: Bench<'_>, spec: TableSpec) -> Result<Table, Problem> {
    ctx.caller.require(READ)?;
    ctx.caller.require(spec.over.permission())?;
    check(&spec, bench.pack)?;
    let series = counted(&spec);
    let mut amounts = Amounts::new();
    let mut found: (BTreeSet<Path>, BTreeSet<Path>) = Default::default();
    for figure in 0..spec.figures.len() {
        for one in &series {
            let cells = count(ctx, bench.pack, &spec, figure, *one, &mut found).await?;
            amounts.insert((figure, *one), cells);
        }
    }
    let (mut rows, mut columns) = found;
    if spec.empty_rows {
        rows.extend(all_paths(ctx, bench.pack, &spec, &spec.rows, &rows).await?);
    } else {
        rows.retain(|path| {
            let codes: Vec<String> = path.iter().map(|key| key.code.clone()).collect();
            amounts.values().any(|cells| cells.any_in(&codes))
        });
    }
    if columns.is_empty() {
        columns = all_paths(ctx, bench.pack, &spec, &spec.columns, &columns).await?;
    }
    let opened = |figure: usize, series: Series, row: &[String], column: &[String]| {
        let keys: Vec<(&Dim, String)> = spec
            .rows
            .iter()
            .zip(row)
            .chain(spec.columns.iter().zip(column))
            .map(|(dim, code)| (dim, own_code(series, dim, code)))
            .collect();
        let keys: Vec<(&Dim, &str)> = keys.iter().map(|(dim, code)| (*dim, code.as_str())).collect();
        link(&measure_of(&spec, figure), &cut(&spec, series), &keys).ok().flatten()
    };
    let layout = Layout {
        spec: &spec,
        row_names: spec.rows.iter().map(|dim| dim_name(bench.pack, spec.over, dim)).collect(),
        rows: in_order(bench.pack, &spec.rows, rows),
        columns: in_order(bench.pack, &spec.columns, columns),
        amounts: &amounts,
        link: &opened,
    };
    let laid = layout.lay()?;
    finish(ctx, bench, spec, laid).await
}

/// Series that are counted; the change follows from them.
fn counted(spec: &TableSpec) -> Vec<Series> {
    let mut series: BTreeSet<Series> = series_of(spec).into_iter().collect();
    if series.remove(&Series::Change) {
        series.insert(Series::LastYear);
    }
    series.into_iter().collect()
}

async fn count(
    ctx: &Ctx,
    pack: &Pack,
    spec: &TableSpec,
    figure: usize,
    series: Series,
    found: &mut (BTreeSet<Path>, BTreeSet<Path>),
) -> Result<Cells, Problem> {
    let measure = measure_of(spec, figure);
    let within = cut(spec, series);
    let every = spec.rows.iter().chain(&spec.columns);
    let adds_up = every.clone().all(Dim::adds_up);
    let mut cells = Cells::default();
    // Keys that overlap have sums of their own, so each sum is counted.
    let parts: Vec<(usize, usize)> = if adds_up {
        vec![(spec.rows.len(), spec.columns.len())]
    } else {
        (0..=spec.rows.len())
            .flat_map(|row| (0..=spec.columns.len()).map(move |column| (row, column)))
            .collect()
    };
    for (rows, columns) in parts {
        let dims: Vec<Dim> =
            spec.rows.iter().take(rows).chain(spec.columns.iter().take(columns)).cloned().collect();
        let leaves =
            by(ctx, pack, &measure, &within, &dims).await.map_err(|problem| at_home(problem, spec))?;
        for leaf in leaves {
            let amount = Amount::of(&leaf, measure.value);
            let keys: Vec<Key> =
                leaf.keys.into_iter().zip(&dims).map(|(key, dim)| shown(series, dim, key)).collect();
            let (row, column) = keys.split_at(rows);
            let codes = |path: &[Key]| path.iter().map(|key| key.code.clone()).collect::<Vec<_>>();
            if (rows, columns) == (spec.rows.len(), spec.columns.len()) {
                found.0.insert(row.to_vec());
                found.1.insert(column.to_vec());
            }
            if adds_up {
                cells.add_up(&codes(row), &codes(column), amount);
            } else {
                cells.put(codes(row), codes(column), amount);
            }
        }
    }
    Ok(cells)
}

fn shown(series: Series, dim: &Dim, key: Key) -> Key {
    let code = shown_code(series, dim, &key.code);
    if code == key.code {
        return key;
    }
    let name = key.name.replacen(key.code.get(..4).unwrap_or_default(), code.get(..4).unwrap_or_default(), 1);
    Key { code, name }
}

/// Pointers of a measure as pointers of the definition.
fn at_home(mut problem: Problem, spec: &TableSpec) -> Problem {
    for field in &mut problem.fields {
        if let Some(index) = field.pointer.strip_prefix("/dims/").and_then(|text| text.parse::<usize>().ok())
        {
            field.pointer = match index.checked_sub(spec.rows.len()) {
                None => format!("/rows/{index}"),
                Some(column) => format!("/columns/{column}"),
            };
        } else if matches!(field.pointer.as_str(), "/basis" | "/to") {
            field.pointer = format!("/period{}", field.pointer);
        } else if let Some(rest) = field.pointer.strip_prefix("/measure") {
            field.pointer = rest.to_owned();
        }
    }
    problem
}

/// Every row there could be. A second region dimension hangs below the first; otherwise each key meets each.
async fn all_paths(
    ctx: &Ctx,
    pack: &Pack,
    spec: &TableSpec,
    dims: &[Dim],
    seen: &BTreeSet<Path>,
) -> Result<BTreeSet<Path>, Problem> {
    let scope = ctx.caller.scope(spec.over.permission());
    let (measure, within) = (measure_of(spec, 0), cut(spec, Series::Current));
    let mut paths: BTreeSet<Path> = BTreeSet::from([Vec::new()]);
    for (index, dim) in dims.iter().enumerate() {
        let mut own: BTreeSet<Key> =
            keys(ctx, pack, &scope, &measure, &within, dim).await?.into_iter().collect();
        own.extend(
            seen.iter().filter_map(|path| path.get(index)).filter(|key| !key.code.is_empty()).cloned(),
        );
        let below = |path: &Path, key: &Key| {
            let region = |key: &Key| key.code.parse::<kernel::region::RegionCode>().ok();
            match (path.last(), dims.get(index.wrapping_sub(1)), dim) {
                (Some(above), Some(Dim::Region(_)), Dim::Region(_)) => {
                    matches!((region(above), region(key)), (Some(above), Some(own)) if above.contains(own))
                }
                _ => true,
            }
        };
        paths = paths
            .iter()
            .flat_map(|path| {
                let fitting = own.iter().filter(|key| below(path, key));
                fitting.map(|key| path.iter().cloned().chain([key.clone()]).collect()).collect::<Vec<Path>>()
            })
            .collect();
    }
    Ok(paths)
}

/// Paths in the pack's order, first key first.
fn in_order(pack: &Pack, dims: &[Dim], paths: BTreeSet<Path>) -> Vec<Path> {
    let places: Vec<BTreeMap<String, usize>> = dims
        .iter()
        .enumerate()
        .map(|(index, dim)| {
            let keys = paths.iter().filter_map(|path| path.get(index)).cloned().collect();
            let sorted = sorted(pack, dim, keys).into_iter().enumerate();
            sorted.map(|(place, key)| (key.code, place)).collect()
        })
        .collect();
    let mut paths: Vec<Path> = paths.into_iter().collect();
    paths.sort_by_cached_key(|path| {
        path.iter().zip(&places).map(|(key, places)| places.get(&key.code).copied()).collect::<Vec<_>>()
    });
    paths
}

async fn finish(ctx: &Ctx, bench: Bench<'_>, mut spec: TableSpec, laid: Laid) -> Result<Table, Problem> {
    let notes = super::notes::notes(ctx, bench, &spec).await?;
    let post = ctx.caller.posts_with(READ).next();
    if spec.office.trim().is_empty() {
        spec.office = post.map(|post| post.org_name.clone()).unwrap_or_default();
    }
    if spec.maker.trim().is_empty() {
        spec.maker.clone_from(&ctx.caller.name);
    }
    let units: BTreeSet<&str> = spec.figures.iter().map(|figure| figure.value.unit(spec.over)).collect();
    let counts = spec.figures.iter().any(|figure| figure.value == ValueOf::Count);
    let unit = if units.len() > 1 && counts {
        ValueOf::Count.unit(spec.over).to_owned() + "等"
    } else {
        units.into_iter().collect::<Vec<_>>().join("、")
    };
    Ok(Table {
        title: spec.title.trim().to_owned(),
        office: spec.office.trim().to_owned(),
        maker: spec.maker.trim().to_owned(),
        unit,
        made_at: ctx.now,
        made_on: super::notes::moment(ctx.now),
        synthetic: bench.synthetic,
        row_heads: u16::try_from(spec.rows.len()).unwrap_or(1),
        head: laid.head,
        columns: laid.columns,
        rows: laid.rows,
        notes,
        spec,
    })
}
