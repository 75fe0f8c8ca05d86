//! Lines under a table: what was counted, of which days, whose data, when.

use super::run::Bench;
use crate::model::{Series, TableSpec};
use crate::rules::build::series_of;
use crate::rules::check::measure_of;
use crate::rules::periods::cut;
use crate::rules::words::figure_name;
use kernel::problem::Problem;
use kernel::region::RegionCode;
use kernel::scope::ScopeLevel;
use kernel::time::Timestamp;
use measure::{Dim, describe};
use std::collections::BTreeSet;
use store::Ctx;

/// An instant in words, Asia/Shanghai.
pub(super) fn moment(at: Timestamp) -> String {
    format!("{}{}", at.civil_date().format("%Y年%-m月%-d日"), at.civil_time().format("%H:%M"))
}

pub(super) async fn notes(ctx: &Ctx, bench: Bench<'_>, spec: &TableSpec) -> Result<Vec<String>, Problem> {
    let mut notes = Vec::new();
    for figure in 0..spec.figures.len() {
        let words = describe(&measure_of(spec, figure), &cut(spec, Series::Current), bench.pack);
        let name = if spec.figures.len() > 1 {
            format!("（{}）", figure_name(spec, figure))
        } else {
            String::new()
        };
        notes.push(format!("口径{name}：{words}"));
    }
    let series = series_of(spec);
    let day = |day: chrono::NaiveDate| day.format("%Y年%-m月%-d日").to_string();
    if series.contains(&Series::LastYear) || series.contains(&Series::Change) {
        let last = cut(spec, Series::LastYear);
        let days = match (last.from, last.to, last.as_of) {
            (Some(from), Some(to), _) => format!("{}至{}", day(from), day(to)),
            (_, _, Some(as_of)) => format!("截至{}", day(as_of)),
            _ => String::new(),
        };
        notes.push(format!("同期为{days}，口径相同；增减为本期比同期。"));
    }
    if series.contains(&Series::Cumulative) {
        let year = cut(spec, Series::Cumulative);
        if let (Some(from), Some(to)) = (year.from, year.to) {
            notes.push(format!("累计为{}至{}。", day(from), day(to)));
        }
    }
    if spec.rows.iter().chain(&spec.columns).any(|dim| *dim == Dim::Tag) {
        notes.push("一个场所有多个标签的，在各标签下分别计，合计中只计一次。".to_owned());
    }
    notes.push(format!("数据范围：{}；数据时间：{}。", reach(ctx, spec).await?, moment(ctx.now)));
    Ok(notes)
}

/// Whose rows were counted, in words.
async fn reach(ctx: &Ctx, spec: &TableSpec) -> Result<String, Problem> {
    let scope = ctx.caller.scope(spec.over.permission());
    let code = |key: &str| key.parse::<RegionCode>().ok();
    let codes: BTreeSet<RegionCode> = scope.grants.iter().filter_map(|grant| code(&grant.key)).collect();
    let names = directory::region::names(&ctx.tx, codes.into_iter().collect()).await?;
    let words: Vec<String> = scope
        .grants
        .iter()
        .map(|grant| {
            let place = match grant.level {
                ScopeLevel::Nation => "全部".to_owned(),
                ScopeLevel::Unit => "本单位".to_owned(),
                _ => code(&grant.key)
                    .and_then(|code| names.get(&code))
                    .map_or_else(|| grant.key.clone(), |region| region.name.clone()),
            };
            if grant.sectors.is_some() { format!("{place}（限本条线）") } else { place }
        })
        .collect();
    Ok(format!("制表岗位可见范围（{}）", words.join("、")))
}
