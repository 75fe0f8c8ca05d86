//! Keys of a dimension: their names, their order, and which there are at all.

use crate::{Basis, Cut, Dim, Measure};
use chrono::{Datelike, Months, NaiveDate};
use kernel::problem::Problem;
use kernel::region::{Level, RegionCode};
use kernel::scope::{Scope, ScopeLevel};
use pack::Pack;
use pack::lifecycle::StateClass;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use store::Ctx;
use utoipa::ToSchema;

/// One value of a dimension. The code is empty where a row has none.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
pub struct Key {
    /// Code: a region, a code of the pack, `YYYY-MM`, `yes` or `no`.
    pub code: String,
    /// Chinese name.
    pub name: String,
}

/// Name of a class of state.
pub(crate) const fn class_name(class: StateClass) -> &'static str {
    match class {
        StateClass::Open => "待办",
        StateClass::Planned => "已定方案",
        StateClass::Doing => "整改中",
        StateClass::Reported => "已报整改",
        StateClass::Verifying => "核查中",
        StateClass::Closed => "已销号",
        StateClass::Waiting => "等待",
        StateClass::Void => "作废",
    }
}

/// Names of the regions that leaves of several dimensions mention.
pub(crate) async fn region_names(
    ctx: &Ctx,
    codes: BTreeSet<RegionCode>,
) -> Result<BTreeMap<String, String>, Problem> {
    let names = directory::region::names(&ctx.tx, codes.into_iter().collect()).await?;
    Ok(names.into_iter().map(|(code, name)| (code.to_string(), name.name)).collect())
}

/// Code and Chinese name of every key a dimension knows apart from regions and months, in the pack's order.
fn listed(pack: &Pack, dim: &Dim) -> Vec<(String, String)> {
    let items = |list: &str| -> Vec<(String, String)> {
        let items = pack.list(list).map(|list| list.items.as_slice()).unwrap_or_default();
        items.iter().map(|item| (item.code.clone(), item.name.clone())).collect()
    };
    match dim {
        Dim::Kind => {
            let name = |(kind, pinned): (&String, &pack::PinnedLifecycle)| {
                (kind.clone(), pinned.lifecycle.name.clone())
            };
            pack.lifecycles.iter().map(name).collect()
        }
        Dim::StateClass => StateClass::ALL
            .into_iter()
            .map(|class| (class.code().to_owned(), class_name(class).to_owned()))
            .collect(),
        Dim::HazardClass => items("hazard_classes"),
        Dim::Sector => items("sectors"),
        Dim::Tag => items("premises_tags"),
        Dim::Department => pack.departments.iter().map(|one| (one.code.clone(), one.name.clone())).collect(),
        Dim::PremisesKind => {
            pack.premises_kinds.iter().map(|one| (one.code.clone(), one.name.clone())).collect()
        }
        Dim::Mark(code) => {
            let marks = pack.lifecycles.values().flat_map(|pinned| &pinned.lifecycle.marks);
            let name = marks
                .into_iter()
                .find(|mark| mark.code == *code)
                .map_or(code.as_str(), |mark| mark.name.as_str());
            vec![("yes".to_owned(), name.to_owned()), ("no".to_owned(), format!("非{name}"))]
        }
        Dim::Region(_) | Dim::Month(_) => Vec::new(),
    }
}

/// Name of the key that rows without a value stand under.
const fn none_name(dim: &Dim) -> &'static str {
    match dim {
        Dim::Region(Level::County) => "不分县区",
        Dim::Region(Level::Town) => "未到镇街",
        Dim::Region(_) => "未到本级",
        Dim::HazardClass => "未分类",
        Dim::Sector => "未定行业",
        Dim::Department => "未定部门",
        Dim::Month(_) => "无日期",
        Dim::Tag => "无标签",
        _ => "其他",
    }
}

/// Name of a month, `2024-03` as 2024年3月.
fn month_name(code: &str) -> String {
    let parts = code.split_once('-').and_then(|(year, month)| Some((year, month.parse::<u32>().ok()?)));
    parts.map_or_else(|| code.to_owned(), |(year, month)| format!("{year}年{month}月"))
}

/// Turns codes of one dimension into keys, and tells their order.
pub(crate) struct Namer<'a> {
    dim: &'a Dim,
    names: BTreeMap<String, (usize, String)>,
    regions: &'a BTreeMap<String, String>,
}

impl<'a> Namer<'a> {
    pub(crate) fn new(pack: &Pack, dim: &'a Dim, regions: &'a BTreeMap<String, String>) -> Self {
        let names =
            listed(pack, dim).into_iter().enumerate().map(|(index, (code, name))| (code, (index, name)));
        Self { dim, names: names.collect(), regions }
    }

    pub(crate) fn key(&self, code: Option<String>) -> Key {
        let code = code.unwrap_or_default();
        let name = match self.dim {
            _ if code.is_empty() => none_name(self.dim).to_owned(),
            Dim::Region(_) => self.regions.get(&code).cloned().unwrap_or_else(|| code.clone()),
            Dim::Month(_) => month_name(&code),
            _ => self.names.get(&code).map_or_else(|| code.clone(), |(_, name)| name.clone()),
        };
        Key { code, name }
    }

    /// Rows without a value stand last, codes the pack has lost just before them.
    pub(crate) fn order(&self, key: &Key) -> (bool, usize, String) {
        let place = match self.dim {
            Dim::Region(_) | Dim::Month(_) => 0,
            _ => self.names.get(&key.code).map_or(usize::MAX, |(index, _)| *index),
        };
        (key.code.is_empty(), place, key.code.clone())
    }
}

/// Keys of one dimension, each once, in the order of the pack; rows without a value last.
#[must_use]
pub fn sorted(pack: &Pack, dim: &Dim, keys: BTreeSet<Key>) -> Vec<Key> {
    let regions = BTreeMap::new();
    let namer = Namer::new(pack, dim, &regions);
    let mut keys: Vec<Key> = keys.into_iter().collect();
    keys.sort_by_cached_key(|key| namer.order(key));
    keys
}

/// Name of a dimension, as the head of a column of keys.
#[must_use]
pub fn dim_name(pack: &Pack, over: crate::Over, dim: &Dim) -> String {
    let name = match dim {
        Dim::Region(Level::City) => "地市",
        Dim::Region(Level::County) => "县区",
        Dim::Region(Level::Town) => "镇街",
        Dim::Region(_) => "村居",
        Dim::Kind => "事项类别",
        Dim::HazardClass => "隐患类别",
        Dim::StateClass => "状态",
        Dim::Sector => "行业",
        Dim::Department => "行业主管部门",
        Dim::Tag => "标签",
        Dim::PremisesKind => "场所类别",
        Dim::Month(Basis::Opened) => "登记月份",
        Dim::Month(Basis::Created) if over == crate::Over::Cases => "登记月份",
        Dim::Month(Basis::Created) => "建档月份",
        Dim::Month(Basis::Closed) => "办结月份",
        Dim::Month(Basis::Due) => "到期月份",
        Dim::Month(_) => "最近检查月份",
        Dim::Mark(_) => {
            return listed(pack, dim).into_iter().next().map_or_else(String::new, |(_, name)| name);
        }
    };
    name.to_owned()
}

/// Every key a row can have, for tables that also show where nothing is: regions of the cut within the scope, codes of the
/// pack, months of the period (none without a period). The key of rows without a value is not among them.
///
/// # Errors
/// When the database cannot be read.
pub async fn keys(
    ctx: &Ctx,
    pack: &Pack,
    scope: &Scope,
    measure: &Measure,
    cut: &Cut,
    dim: &Dim,
) -> Result<Vec<Key>, Problem> {
    if let Dim::Region(level) = dim {
        let own = measure.filter.get("region").and_then(|text| text.parse::<RegionCode>().ok());
        let inside = |code: RegionCode| {
            cut.region.is_none_or(|region| region.contains(code))
                && own.is_none_or(|region| region.contains(code))
                && scope.grants.iter().any(|grant| match grant.level {
                    ScopeLevel::Nation => true,
                    ScopeLevel::Unit => false,
                    _ => grant.key.parse::<RegionCode>().is_ok_and(|held| held.contains(code)),
                })
        };
        let codes: BTreeSet<RegionCode> = pack
            .regions
            .iter()
            .map(|region| region.code)
            .filter(|code| code.level() == *level && inside(*code))
            .collect();
        let names = region_names(ctx, codes).await?;
        return Ok(names.into_iter().map(|(code, name)| Key { code, name }).collect());
    }
    if let (Dim::Month(_), Some(from), Some(to)) = (dim, cut.from, cut.to) {
        return Ok(months(from, to));
    }
    let said = |name: &str| -> Option<Vec<String>> {
        let text = measure.filter.get(name).filter(|text| !text.trim().is_empty())?;
        Some(text.split(',').map(|code| code.trim().to_owned()).collect())
    };
    let chosen = match dim {
        Dim::Kind | Dim::PremisesKind => said("kind"),
        Dim::StateClass => said("state_class"),
        Dim::Sector => said("sector"),
        Dim::Department => said("department"),
        Dim::HazardClass => said("hazard_class"),
        _ => None,
    };
    let keys = listed(pack, dim).into_iter().map(|(code, name)| Key { code, name });
    Ok(keys.filter(|key| chosen.as_ref().is_none_or(|chosen| chosen.contains(&key.code))).collect())
}

fn months(from: NaiveDate, to: NaiveDate) -> Vec<Key> {
    let first = from.with_day(1).unwrap_or(from);
    std::iter::successors(Some(first), |day| day.checked_add_months(Months::new(1)))
        .take_while(|day| *day <= to)
        .map(|day| {
            let code: String = day.to_string().chars().take(7).collect();
            let name = month_name(&code);
            Key { code, name }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_of_a_period_run_over_the_new_year() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let keys = months(day("2023-11-30"), day("2024-01-01"));
        let names: Vec<&str> = keys.iter().map(|key| key.name.as_str()).collect();
        assert_eq!(names, ["2023年11月", "2023年12月", "2024年1月"]);
    }
}
