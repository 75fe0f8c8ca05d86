//! What a definition must be, before anything is counted.

use crate::model::TableSpec;
use kernel::problem::{FieldProblem, Problem};
use measure::{Basis, Cut, Dim, Measure};
use pack::Pack;

fn long(faults: &mut Vec<FieldProblem>, at: &str, text: &str, least: usize, most: usize) {
    let length = text.trim().chars().count();
    if length < least || length > most {
        faults.push(FieldProblem::new(at, "length", format!("须为{least}至{most}个字")));
    }
}

/// The measure of one figure of a table.
#[must_use]
pub fn measure_of(spec: &TableSpec, figure: usize) -> Measure {
    let own = spec.figures.get(figure);
    let mut filter = spec.filter.clone();
    filter.extend(own.map(|own| own.filter.clone()).unwrap_or_default());
    Measure { over: spec.over, filter, value: own.map(|own| own.value).unwrap_or_default() }
}

/// The cut of the period itself.
#[must_use]
pub fn cut_of(spec: &TableSpec) -> Cut {
    let period = spec.period.filter(|period| period.basis != Basis::None);
    Cut {
        region: None,
        from: period.map(|period| period.from),
        to: period.map(|period| period.to),
        basis: period.map(|period| period.basis).unwrap_or_default(),
        as_of: spec.as_of,
    }
}

/// Checks a definition.
///
/// # Errors
/// 422 with a pointer to each fault.
pub fn check(spec: &TableSpec, pack: &Pack) -> Result<(), Problem> {
    let mut faults = Vec::new();
    long(&mut faults, "/title", &spec.title, 1, 80);
    long(&mut faults, "/office", &spec.office, 0, 60);
    long(&mut faults, "/maker", &spec.maker, 0, 30);
    let mut fault = |at: String, code: &str, message: &str| faults.push(FieldProblem::new(at, code, message));
    if spec.rows.is_empty() || spec.rows.len() > 2 {
        fault("/rows".into(), "length", "行须为一个或两个维度");
    }
    if spec.columns.len() > 2 {
        fault("/columns".into(), "length", "列最多两个维度");
    }
    if spec.figures.is_empty() || spec.figures.len() > 4 {
        fault("/figures".into(), "length", "指标须为一至四个");
    }
    let dims: Vec<(String, &Dim)> = [("rows", &spec.rows), ("columns", &spec.columns)]
        .into_iter()
        .flat_map(|(name, dims)| {
            dims.iter().enumerate().map(move |(index, dim)| (format!("/{name}/{index}"), dim))
        })
        .collect();
    for (index, (at, dim)) in dims.iter().enumerate() {
        if !dim.fits(spec.over) {
            fault(at.clone(), "choice", "这个清单不能按这个维度统计");
        }
        if dims.iter().take(index).any(|(_, other)| other == dim) {
            fault(at.clone(), "twice", "同一维度只能用一次");
        }
    }
    let monthly = dims.iter().any(|(_, dim)| matches!(dim, Dim::Month(_)));
    let compare = spec.compare;
    let period = cut_of(spec).from.is_some();
    if (compare.last_year || compare.change) && !period && spec.as_of.is_none() {
        fault("/compare/last_year".into(), "required", "与同期比较须先选定时段或截至日");
    }
    if compare.cumulative && !period {
        fault("/compare/cumulative".into(), "required", "累计须先选定时段");
    }
    if compare.cumulative && monthly {
        fault("/compare/cumulative".into(), "choice", "行列中已有月份时不能再算累计");
    }
    if let Some(period) = spec.period {
        if period.to < period.from {
            fault("/period/to".into(), "order", "止期早于起期");
        }
        if period.basis == Basis::None {
            fault("/period/basis".into(), "required", "请选择按哪个日期截取时段");
        }
    }
    for (index, figure) in spec.figures.iter().enumerate() {
        let other =
            |(name, value): &(&String, &String)| spec.filter.get(*name).is_some_and(|own| own != *value);
        for (name, _) in figure.filter.iter().filter(other) {
            let words = super::words::figure_name(spec, index);
            let message = format!("指标“{words}”自带的条件与表的筛选条件冲突，请去掉其中一个");
            fault(format!("/figures/{index}/filter/{name}"), "conflict", &message);
        }
    }
    for index in 0..spec.figures.len() {
        let own = measure_of(spec, index).check(pack, "");
        let Err(problem) = own else { continue };
        for one in problem.into_body().fields {
            let name = one.pointer.trim_start_matches("/filter/").to_owned();
            let here = spec.figures.get(index).is_some_and(|figure| figure.filter.contains_key(&name));
            let at = if here || one.pointer == "/value" {
                format!("/figures/{index}{}", one.pointer)
            } else {
                one.pointer.clone()
            };
            if !faults.iter().any(|known| known.pointer == at) {
                faults.push(FieldProblem { pointer: at, ..one });
            }
        }
    }
    if faults.is_empty() { Ok(()) } else { Err(Problem::invalid(faults)) }
}
