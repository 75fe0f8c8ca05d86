//! Names and paths of regions.

use super::repo;
use crate::check::invalid;
use chrono::NaiveDate;
use kernel::problem::Problem;
use kernel::region::{RegionCode, RegionEntry};
use serde::Serialize;
use std::collections::BTreeMap;
use store::{StoreError, Tx};

/// A region with its place in the tree, for rows of other lists.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct RegionName {
    /// 12-digit code.
    pub code: RegionCode,
    /// Name, such as 洪桥街道.
    pub name: String,
    /// Names from the county down, joined by ` / `; of a city or province only its own.
    pub path: String,
}

/// The entry of a region.
///
/// # Errors
/// When the database cannot be read.
pub async fn entry(tx: &Tx, code: RegionCode) -> Result<Option<RegionEntry>, StoreError> {
    Ok(repo::entries(tx, vec![code]).await?.remove(&code))
}

/// The entries of many regions with one question, in force or not; a code that is not stored is left out.
///
/// # Errors
/// When the database cannot be read.
pub async fn entries(
    tx: &Tx,
    codes: Vec<RegionCode>,
) -> Result<BTreeMap<RegionCode, RegionEntry>, StoreError> {
    repo::entries(tx, codes).await
}

/// Names and paths of many regions with one question. A code that is not stored is its own name.
///
/// # Errors
/// When the database cannot be read.
pub async fn names(tx: &Tx, codes: Vec<RegionCode>) -> Result<BTreeMap<RegionCode, RegionName>, StoreError> {
    let codes: Vec<RegionCode> = codes.into_iter().collect();
    let wanted = codes.iter().flat_map(|code| code.ancestors().into_iter().chain([*code]));
    let entries = repo::entries(tx, wanted.collect()).await?;
    let name_of =
        |code: RegionCode| entries.get(&code).map_or_else(|| code.to_string(), |entry| entry.name.clone());
    Ok(codes
        .into_iter()
        .map(|code| (code, RegionName { code, name: name_of(code), path: path(code, name_of) }))
        .collect())
}

/// Names from the county down; the county is left out for nothing, the city always, because everybody here is in it.
fn path(code: RegionCode, name_of: impl Fn(RegionCode) -> String) -> String {
    let mut steps: Vec<RegionCode> =
        [code.county(), code.town(), code.village()].into_iter().flatten().collect();
    steps.dedup();
    if steps.is_empty() {
        steps.push(code);
    }
    steps.into_iter().map(name_of).collect::<Vec<_>>().join(" / ")
}

/// The entry of a region in force on a day, for a field of a form.
pub(crate) async fn require_region(
    tx: &Tx,
    pointer: &str,
    code: RegionCode,
    day: NaiveDate,
) -> Result<RegionEntry, Problem> {
    match entry(tx, code).await? {
        Some(entry) if entry.valid_on(day) => Ok(entry),
        Some(entry) => Err(invalid(pointer, "ended", format!("区划“{}”在该日期不存在", entry.name))),
        None => Err(invalid(pointer, "unknown", format!("区划 {code} 未登记"))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_begins_at_the_county() {
        let path = |code: &str| path(code.parse().unwrap(), |code| code.prefix());
        assert_eq!(path("440103001002"), "440103 / 440103001 / 440103001002");
        assert_eq!(path("440103"), "440103");
        assert_eq!(path("4401"), "4401");
        assert_eq!(path("441900003"), "441900003", "a town straight under its city");
        assert_eq!(path("350527"), "350527", "a county that is its own town stands once");
    }
}
