//! What a row says beside what the ledger holds, in words and under the same titles; telephones are masked.

use crate::model::{Candidate, Draft, ImportRow};
use crate::repo::details;
use crate::repo::rows::RowRecord;
use directory::region::RegionName;
use kernel::id::{PremisesId, UnitId};
use kernel::problem::Problem;
use kernel::region::RegionCode;
use pack::Pack;
use registry::model::PremisesRecord;
use registry::service::bulk::{self, UnitContact};
use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet};
use store::Ctx;

/// What is needed to tell rows in words.
pub(super) struct Words<'a> {
    pack: &'a Pack,
    regions: BTreeMap<RegionCode, RegionName>,
    premises: BTreeMap<PremisesId, PremisesRecord>,
    units: BTreeMap<UnitId, UnitContact>,
    details: BTreeMap<PremisesId, Map<String, Value>>,
}

impl<'a> Words<'a> {
    /// Reads the names of the regions, and of the premises that the rows may be about what the caller may see.
    pub(super) async fn of(ctx: &Ctx, pack: &'a Pack, rows: &[RowRecord]) -> Result<Self, Problem> {
        let ids: BTreeSet<PremisesId> =
            rows.iter().flat_map(|row| row.candidates.iter().map(|one| one.id).chain(row.premises)).collect();
        let premises = bulk::premises_by_ids(ctx, ids.into_iter().collect()).await?;
        let units: BTreeSet<UnitId> = premises.iter().filter_map(|record| record.unit_id).collect();
        let units = bulk::units_by_ids(&ctx.tx, units.into_iter().collect()).await?;
        let seen: Vec<PremisesId> = premises.iter().map(|record| record.id).collect();
        let details = details::of(ctx, &seen).await?;
        let codes: BTreeSet<RegionCode> = rows
            .iter()
            .filter_map(|row| row.draft.region)
            .chain(premises.iter().map(|record| record.place.code))
            .collect();
        let regions = directory::region::names(&ctx.tx, codes.into_iter().collect()).await?;
        Ok(Self {
            pack,
            regions,
            premises: premises.into_iter().map(|record| (record.id, record)).collect(),
            units: units.into_iter().map(|unit| (unit.id, unit)).collect(),
            details,
        })
    }

    /// A row as people read it. `before`: with what the ledger holds of the premises it would change.
    pub(super) fn shown(&self, row: RowRecord, before: bool) -> ImportRow {
        let candidates =
            row.candidates.into_iter().map(|one| Candidate { values: self.held(one.id), ..one }).collect();
        ImportRow {
            sheet: row.sheet,
            row: row.row,
            outcome: row.outcome,
            hidden: row.hidden,
            values: self.said(row.draft),
            marks: row.marks,
            candidates,
            before: row.premises.filter(|_| before).map(|id| self.held(id)).unwrap_or_default(),
            premises: row.premises,
        }
    }

    fn kind(&self, code: &str) -> String {
        self.pack.premises_kind(code).map_or_else(|| code.to_owned(), |kind| kind.name.clone())
    }

    fn region(&self, code: RegionCode) -> String {
        self.regions.get(&code).map_or_else(|| code.to_string(), |region| region.path.clone())
    }

    fn said(&self, draft: Draft) -> Map<String, Value> {
        let mut side = Side::default();
        side.text("场所名称", Some(draft.name));
        side.text("场所类别", Some(self.kind(&draft.kind)));
        side.text("区划", draft.region.map(|code| self.region(code)));
        side.text("地址", Some(draft.address));
        side.text("单位名称", draft.unit_name);
        side.text("统一社会信用代码", draft.credit_code);
        side.text("法定代表人", draft.legal_person);
        side.text("消防安全管理人", draft.manager);
        side.text("联系电话", draft.phone.map(|phone| kernel::identity::mask_phone(&phone)));
        side.put("面积", draft.area_m2.map(Value::from));
        side.put("层数", draft.floors.map(Value::from));
        side.put("高度", draft.height_m.map(Value::from));
        side.point(draft.point);
        side.rest(draft.others)
    }

    fn held(&self, id: PremisesId) -> Map<String, Value> {
        let Some(record) = self.premises.get(&id) else { return Map::new() };
        let unit = record.unit_id.and_then(|unit| self.units.get(&unit));
        let of_unit = |of: fn(&UnitContact) -> Option<&String>| unit.and_then(of).cloned();
        let mut side = Side::default();
        side.text("场所名称", Some(record.name.clone()));
        side.text("场所类别", Some(self.kind(&record.kind)));
        side.text("区划", Some(self.region(record.place.code)));
        side.text("地址", Some(record.address.clone()));
        side.text("单位名称", record.unit_name.clone());
        side.text("统一社会信用代码", of_unit(|unit| unit.credit_code.as_ref()));
        side.text("法定代表人", of_unit(|unit| unit.legal_person.as_ref()));
        side.text("消防安全管理人", of_unit(|unit| unit.manager.as_ref()));
        side.text(
            "联系电话",
            of_unit(|unit| unit.phone.as_ref()).map(|phone| kernel::identity::mask_phone(&phone)),
        );
        side.put("面积", record.area_m2.map(Value::from));
        side.put("层数", record.floors.map(Value::from));
        side.put("高度", record.height_m.map(Value::from));
        side.point(record.point.map(|point| (point.longitude, point.latitude)));
        side.rest(self.details.get(&id).cloned().unwrap_or_default())
    }
}

/// One side: what is empty is left out.
#[derive(Default)]
struct Side(Map<String, Value>);

impl Side {
    fn text(&mut self, title: &str, text: Option<String>) {
        self.put(title, text.filter(|text| !text.is_empty()).map(Value::from));
    }

    fn put(&mut self, title: &str, value: Option<Value>) {
        if let Some(value) = value {
            self.0.insert(title.to_owned(), value);
        }
    }

    fn point(&mut self, point: Option<(f64, f64)>) {
        self.text("坐标", point.map(|(longitude, latitude)| format!("{longitude:.6}, {latitude:.6}")));
    }

    fn rest(mut self, others: Map<String, Value>) -> Map<String, Value> {
        for (title, value) in others {
            self.0.entry(title).or_insert(value);
        }
        self.0
    }
}
