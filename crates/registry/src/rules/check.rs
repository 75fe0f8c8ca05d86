//! What input is accepted, with a field pointer for everything that is not.

use crate::model::{NewUnit, Point, PremisesRecord};
use gb35181::{Edition, Facts, RuleTable};
use kernel::identity::{CreditCode, Phone};
use kernel::problem::{FieldProblem, Problem};
use kernel::region::{Level, RegionCode};
use pack::Pack;
use serde_json::{Map, Value};

/// Collects faults.
#[derive(Debug, Default)]
pub struct Faults(Vec<FieldProblem>);

impl Faults {
    /// Adds one.
    pub fn add(&mut self, pointer: &str, code: &str, message: impl Into<String>) {
        self.0.push(FieldProblem::new(pointer, code, message));
    }

    /// Passes when there is none.
    ///
    /// # Errors
    /// 422 with every fault.
    pub fn settle(self) -> Result<(), Problem> {
        if self.0.is_empty() { Ok(()) } else { Err(Problem::invalid(self.0)) }
    }

    pub(crate) fn text(&mut self, pointer: &str, text: &str, most: usize) {
        match text.trim().chars().count() {
            0 => self.0.push(FieldProblem::required(pointer)),
            length if length > most => {
                self.add(pointer, "too_long", format!("最多 {most} 字，实际 {length} 字"));
            }
            _ => {}
        }
    }

    pub(crate) fn region(&mut self, region: RegionCode) {
        if region.level() < Level::Town {
            self.add("/region", "region_level", "所在区划须到镇街或村居");
        }
    }

    pub(crate) fn range(&mut self, pointer: &str, value: Option<f64>, least: f64, most: f64) {
        if value.is_some_and(|value| !(least..=most).contains(&value)) {
            self.add(pointer, "range", format!("应在 {least} 至 {most} 之间"));
        }
    }

    /// Facts that either edition of GB 35181 can read, so that no later visit stumbles over them.
    fn facts(&mut self, facts: &Map<String, Value>) {
        let facts = Value::Object(facts.clone());
        let read = |edition| Facts::read(RuleTable::embedded(edition), &facts).map(|_| ());
        if let Err(problems) = read(Edition::E2025)
            && read(Edition::E2017).is_err()
        {
            for problem in problems.0 {
                self.add(&format!("/facts/{}", problem.field), "facts", problem.message);
            }
        }
    }

    pub(crate) fn point(&mut self, point: Option<Point>) {
        let Some(point) = point else { return };
        // Mainland China and its waters; swapped coordinates fall outside.
        if !(73.0..=136.0).contains(&point.longitude) || !(3.0..=54.0).contains(&point.latitude) {
            self.add("/point", "range", "坐标不在中国境内，请检查经纬度是否写反");
        }
    }
}

/// Checks a premises as it would be stored.
///
/// # Errors
/// 422 with every fault.
pub fn premises(pack: &Pack, record: &PremisesRecord) -> Result<(), Problem> {
    let mut faults = Faults::default();
    faults.text("/name", &record.name, 100);
    faults.text("/address", &record.address, 200);
    if pack.premises_kind(&record.kind).is_none() {
        faults.add("/kind", "unknown", format!("场所类型“{}”不在规则包中", record.kind));
    }
    for (position, floor) in record.on_floors.iter().enumerate() {
        if *floor == 0 || !(-20..=200).contains(floor) {
            faults.add(&format!("/on_floors/{position}"), "range", "楼层应在 -20 至 200 之间，没有 0 层");
        }
    }
    for (name, value) in &record.measures {
        if name.chars().count() > 40 || !(0..=100_000_000).contains(value) {
            faults.add(&format!("/measures/{name}"), "range", "应为 0 至 1 亿之间的整数");
        }
    }
    if let Some(known) = pack.list("premises_tags") {
        for (position, tag) in record.tags.iter().enumerate().filter(|(_, tag)| known.item(tag).is_none()) {
            faults.add(&format!("/tags/{position}"), "unknown", format!("标签“{tag}”不在规则包中"));
        }
    }
    faults.region(record.place.code);
    faults.point(record.point);
    faults.range("/area_m2", record.area_m2, 0.0, 10_000_000.0);
    faults.range("/height_m", record.height_m, 0.0, 1_000.0);
    if record.floors.is_some_and(|floors| !(0..=200).contains(&floors)) {
        faults.add("/floors", "range", "应在 0 至 200 之间");
    }
    faults.facts(&record.facts);
    faults.settle()
}

/// A unit with its numbers in clean form.
///
/// # Errors
/// 422 with every fault.
pub fn unit(pack: &Pack, mut input: NewUnit) -> Result<NewUnit, Problem> {
    let mut faults = Faults::default();
    faults.text("/name", &input.name, 100);
    faults.text("/address", &input.address, 200);
    faults.region(input.region);
    if pack.list("unit_classes").is_some_and(|list| list.item(&input.kind).is_none()) {
        faults.add("/kind", "unknown", format!("单位分类“{}”不在规则包中", input.kind));
    }
    if let Some(sector) = &input.sector
        && pack.list("sectors").is_some_and(|list| list.item(sector).is_none())
    {
        faults.add("/sector", "unknown", format!("行业条线“{sector}”不在规则包中"));
    }
    for (pointer, person) in [("/legal_person", &input.legal_person), ("/manager", &input.manager)] {
        if person.as_ref().is_some_and(|name| name.chars().count() > 50) {
            faults.add(pointer, "too_long", "最多 50 字");
        }
    }
    input.credit_code = match input.credit_code.as_deref().filter(|code| !code.trim().is_empty()) {
        None => None,
        Some(code) => match CreditCode::parse(code) {
            Ok(code) => Some(code.as_str().to_owned()),
            Err(error) => {
                faults.add("/credit_code", "credit_code", error.to_string());
                None
            }
        },
    };
    input.phone = match input.phone.as_deref().filter(|phone| !phone.trim().is_empty()) {
        None => None,
        Some(phone) => match Phone::parse(phone) {
            Ok(phone) => Some(phone.as_str().to_owned()),
            Err(error) => {
                faults.add("/phone", "phone", error.to_string());
                None
            }
        },
    };
    input.name = input.name.trim().to_owned();
    input.address = input.address.trim().to_owned();
    faults.settle()?;
    Ok(input)
}
