//! Turning stored rows into what lists show: names of regions, kinds and departments, counts of cases.

use crate::cases;
use crate::model::{
    BuildingRecord, BuildingRow, Named, PremisesRecord, PremisesRow, RegionName, TagName, UnitRecord, UnitRow,
};
use crate::rules::duty::department_name;
use kernel::problem::Problem;
use kernel::region::RegionCode;
use pack::Pack;
use std::collections::BTreeMap;
use store::Ctx;

fn name_of(names: &BTreeMap<RegionCode, RegionName>, code: RegionCode) -> RegionName {
    let unnamed = || RegionName { code, name: code.to_string(), path: code.to_string() };
    names.get(&code).cloned().unwrap_or_else(unnamed)
}

pub(super) fn item_name(pack: &Pack, list: &str, code: &str) -> String {
    let item = pack.list(list).and_then(|list| list.item(code));
    item.map_or_else(|| code.to_owned(), |item| item.name.clone())
}

/// Premises as lists show them, in the order given.
pub(crate) async fn premises(
    ctx: &Ctx,
    pack: &Pack,
    records: &[PremisesRecord],
) -> Result<Vec<PremisesRow>, Problem> {
    let names =
        directory::region::names(&ctx.tx, records.iter().map(|record| record.place.code).collect()).await?;
    let ids: Vec<_> = records.iter().map(|record| record.id).collect();
    let counts = cases::counts(ctx, &ids).await?;
    let row = |record: &PremisesRecord| {
        let counts = counts.get(&record.id).copied().unwrap_or_default();
        let unit = record
            .unit_id
            .map(|unit| Named { id: unit.as_uuid(), name: record.unit_name.clone().unwrap_or_default() });
        PremisesRow {
            id: record.id,
            name: record.name.clone(),
            kind: record.kind.clone(),
            kind_name: kind_name(pack, &record.kind),
            tags: record
                .tags
                .iter()
                .map(|code| TagName { code: code.clone(), name: item_name(pack, "premises_tags", code) })
                .collect(),
            address: record.address.clone(),
            region: name_of(&names, record.place.code),
            unit,
            sector: record.sector.clone(),
            department: record.department.as_deref().map(|code| department_name(pack, code)),
            open_cases: counts.open,
            major_open: counts.major,
            last_inspected_on: record.last_inspected_on,
            point: record.point,
            key_status: record.key.status,
        }
    };
    Ok(records.iter().map(row).collect())
}

/// Buildings as lists show them, in the order given.
pub(crate) async fn buildings(
    ctx: &Ctx,
    pack: &Pack,
    records: &[BuildingRecord],
) -> Result<Vec<BuildingRow>, Problem> {
    let names =
        directory::region::names(&ctx.tx, records.iter().map(|record| record.place.code).collect()).await?;
    let named = |list: &str, code: &Option<String>| code.as_deref().map(|code| item_name(pack, list, code));
    let row = |record: &BuildingRecord| BuildingRow {
        id: record.id,
        version: record.version,
        name: record.name.clone(),
        address: record.address.clone(),
        region: name_of(&names, record.place.code),
        point: record.point,
        datum: record.datum,
        floors_above: record.floors_above,
        floors_below: record.floors_below,
        height_m: record.height_m,
        area_m2: record.area_m2,
        use_class: record.use_class.clone(),
        use_name: named("building_uses", &record.use_class),
        structure: record.structure.clone(),
        structure_name: named("building_structures", &record.structure),
        built_year: record.built_year,
        floors: record.floors.clone(),
    };
    Ok(records.iter().map(row).collect())
}

/// Name of a kind of premises; the code when the pack has lost it.
pub(crate) fn kind_name(pack: &Pack, code: &str) -> String {
    pack.premises_kind(code).map_or_else(|| code.to_owned(), |kind| kind.name.clone())
}

/// Units as lists show them, in the order given.
pub(crate) async fn units(ctx: &Ctx, pack: &Pack, records: &[UnitRecord]) -> Result<Vec<UnitRow>, Problem> {
    let names =
        directory::region::names(&ctx.tx, records.iter().map(|record| record.place.code).collect()).await?;
    let row = |record: &UnitRecord| UnitRow {
        id: record.id,
        name: record.name.clone(),
        credit_code: record.credit_code.clone(),
        kind: record.kind.clone(),
        kind_name: item_name(pack, "unit_classes", &record.kind),
        address: record.address.clone(),
        region: name_of(&names, record.place.code),
        sector: record.sector.clone(),
        premises: record.premises,
    };
    Ok(records.iter().map(row).collect())
}
