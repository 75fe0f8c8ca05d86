//! The parameters of the list pages: read, checked, cut, narrowed, and written as an address again.

use crate::{Basis, Cut, Dim, Measure, Over, ValueOf};
use casework::answer::CaseFilter;
use chrono::{Days, NaiveDate};
use kernel::problem::{FieldProblem, Problem};
use kernel::region::RegionCode;
use pack::Pack;
use pack::lifecycle::StateClass;
use registry::model::PremisesFilter;
use serde::de::DeserializeOwned;
use std::collections::BTreeMap;
use utoipa::IntoParams;

/// Parameters as they stand in the address of a list.
pub(crate) type Params = BTreeMap<String, String>;

/// Names of the parameters a list page takes; its order is no filter.
pub(crate) fn known(over: Over) -> Vec<String> {
    let parameters = match over {
        Over::Cases => CaseFilter::into_params(|| None),
        Over::Premises => PremisesFilter::into_params(|| None),
    };
    parameters.into_iter().map(|parameter| parameter.name).filter(|name| name != "order").collect()
}

fn read<T: DeserializeOwned>(params: &Params) -> Result<T, String> {
    let text = serde_urlencoded::to_string(params).map_err(|error| error.to_string())?;
    serde_urlencoded::from_str(&text).map_err(|error| error.to_string())
}

pub(crate) fn cases(params: &Params) -> Result<CaseFilter, Problem> {
    read(params).map_err(|error| Problem::invalid(vec![fault("", "format", error)]))
}

pub(crate) fn premises(params: &Params) -> Result<PremisesFilter, Problem> {
    read(params).map_err(|error| Problem::invalid(vec![fault("", "format", error)]))
}

fn fault(pointer: impl Into<String>, code: &str, message: impl Into<String>) -> FieldProblem {
    FieldProblem::new(pointer, code, message)
}

impl Measure {
    /// Asks whether the list has such parameters and the pack such codes.
    ///
    /// # Errors
    /// 422 with a pointer below `prefix` for each fault, for instance `/measure/filter/kind`.
    pub fn check(&self, pack: &Pack, prefix: &str) -> Result<(), Problem> {
        let mut faults = Vec::new();
        let known = known(self.over);
        for (name, value) in &self.filter {
            let at = format!("{prefix}/filter/{name}");
            if !known.contains(name) {
                faults.push(fault(at, "unknown", format!("清单没有“{name}”这个筛选条件")));
                continue;
            }
            let one = Params::from([(name.clone(), value.clone())]);
            let readable = match self.over {
                Over::Cases => read::<CaseFilter>(&one).map(|_| ()),
                Over::Premises => read::<PremisesFilter>(&one).map(|_| ()),
            };
            if readable.is_err() {
                faults.push(fault(at, "format", format!("筛选条件“{name}”的值“{value}”无法识别")));
                continue;
            }
            for code in unknown_codes(self.over, pack, name, value) {
                faults.push(fault(at.clone(), "choice", format!("没有“{code}”这个代码")));
            }
            if name == "q" && value.trim().chars().count() == 1 {
                faults.push(fault(at, "min", "请至少输入两个字"));
            }
        }
        let fits = match self.value {
            ValueOf::Count => true,
            ValueOf::Area => self.over == Over::Premises,
            ValueOf::OverdueShare => self.over == Over::Cases,
        };
        if !fits {
            faults.push(fault(format!("{prefix}/value"), "choice", "这个清单不能取这个数值"));
        }
        if faults.is_empty() { Ok(()) } else { Err(Problem::invalid(faults)) }
    }
}

/// Codes of a parameter that the pack does not have.
fn unknown_codes<'a>(over: Over, pack: &Pack, name: &str, value: &'a str) -> Vec<&'a str> {
    let codes = value.split(',').map(str::trim).filter(|code| !code.is_empty());
    let listed = |list: &str, code: &str| pack.list(list).is_none_or(|list| list.item(code).is_some());
    let lifecycles = || pack.lifecycles.values().map(|pinned| &pinned.lifecycle);
    let exists = |code: &&str| match (over, name) {
        (Over::Cases, "kind") => pack.lifecycle(code).is_some(),
        (Over::Cases, "state_class") => StateClass::from_code(code).is_some(),
        (Over::Cases, "state") => lifecycles().any(|lifecycle| lifecycle.state(code).is_some()),
        (Over::Cases, "mark") => lifecycles().any(|cycle| cycle.marks.iter().any(|mark| mark.code == **code)),
        (Over::Cases, "hazard_class") => listed("hazard_classes", code),
        (Over::Premises, "kind") => pack.premises_kind(code).is_some(),
        (Over::Premises, "tag") => listed("premises_tags", code),
        (Over::Premises, "department") => pack.department(code).is_some(),
        (_, "sector") => listed("sectors", code),
        _ => true,
    };
    codes.filter(|code| !exists(code)).collect()
}

/// The parameters of the first and the last day of a basis; the last day is exclusive where the flag is set.
fn days(over: Over, basis: Basis) -> Option<(&'static str, &'static str, bool)> {
    match (over, basis) {
        (Over::Cases, Basis::Opened | Basis::Created) => Some(("opened_from", "opened_to", false)),
        (Over::Cases, Basis::Closed) => Some(("closed_from", "closed_to", false)),
        (Over::Cases, Basis::Due) => Some(("due_from", "due_before", true)),
        (Over::Premises, Basis::Created) => Some(("created_from", "created_to", false)),
        (Over::Premises, Basis::Inspected) => Some(("inspected_from", "inspected_to", false)),
        _ => None,
    }
}

/// What a cut makes of the parameters; none where nothing can meet both.
pub(crate) fn cut(measure: &Measure, cut: &Cut) -> Result<Option<Params>, Problem> {
    let mut params: Params =
        measure.filter.iter().filter(|(_, value)| !value.trim().is_empty()).map(clone).collect();
    let mut faults = Vec::new();
    if cut.from.is_some() || cut.to.is_some() {
        let names = days(measure.over, cut.basis).filter(|(from, to, _)| {
            let known = known(measure.over);
            known.iter().any(|name| name == from) && known.iter().any(|name| name == to)
        });
        match names {
            Some(names) => period(&mut params, names, cut.from, cut.to),
            None => faults.push(fault("/basis", "choice", "这个清单不能按这个日期截取时段")),
        }
        if let (Some(from), Some(to)) = (cut.from, cut.to)
            && to < from
        {
            faults.push(fault("/to", "order", "止期早于起期"));
        }
    }
    if let Some(day) = cut.as_of {
        faults.extend(as_of(measure.over, measure.value, &mut params, day));
    }
    if !faults.is_empty() {
        return Err(Problem::invalid(faults));
    }
    let meets = cut.region.is_none_or(|region| into_region(&mut params, region));
    Ok(meets.then_some(params))
}

fn clone((name, value): (&String, &String)) -> (String, String) {
    (name.clone(), value.trim().to_owned())
}

/// Narrows two parameters to a period: the later first day, the earlier last day.
fn period(
    params: &mut Params,
    (first, last, exclusive): (&str, &str, bool),
    from: Option<NaiveDate>,
    to: Option<NaiveDate>,
) {
    let day = |params: &Params, name: &str| params.get(name).and_then(|text| text.parse::<NaiveDate>().ok());
    if let Some(from) = from {
        let from = day(params, first).map_or(from, |own| own.max(from));
        params.insert(first.to_owned(), from.to_string());
    }
    if let Some(to) = to {
        let to = if exclusive { to.checked_add_days(Days::new(1)).unwrap_or(to) } else { to };
        let to = day(params, last).map_or(to, |own| own.min(to));
        params.insert(last.to_owned(), to.to_string());
    }
}

/// Open classes, as the list page writes them.
pub(crate) fn open_classes() -> String {
    let open = StateClass::ALL.into_iter().filter(|class| class.is_open()).map(StateClass::code);
    open.collect::<Vec<_>>().join(",")
}

/// Turns parameters into those of an earlier day, or says which of them no date tells about.
fn as_of(over: Over, value: ValueOf, params: &mut Params, day: NaiveDate) -> Vec<FieldProblem> {
    let untold: &[&str] = match over {
        Over::Cases => &["state", "mark", "overdue", "due_from", "due_before"],
        Over::Premises => &["has_open", "major", "tag", "inspected_from", "inspected_to"],
    };
    let refused = |name: &str| {
        fault(
            "/as_of",
            "unknowable",
            format!("“{}”在过去某一天是什么，台账没有逐日记载，不能按截至日计算", crate::words::label(name)),
        )
    };
    let mut faults: Vec<_> =
        untold.iter().filter(|name| params.contains_key(**name)).map(|name| refused(name)).collect();
    if value == ValueOf::OverdueShare {
        faults.push(refused("overdue"));
    }
    if over == Over::Premises {
        period(params, ("created_from", "created_to", false), None, Some(day));
        return faults;
    }
    let classes: Option<std::collections::BTreeSet<&str>> = params
        .get("state_class")
        .map(|text| text.split(',').map(str::trim).filter(|code| !code.is_empty()).collect());
    let open: std::collections::BTreeSet<&str> =
        StateClass::ALL.iter().filter(|class| class.is_open()).map(|class| class.code()).collect();
    match classes {
        None => {}
        Some(classes) if classes == open && known(over).iter().any(|name| name == "open_on") => {
            params.remove("state_class");
            params.insert("open_on".into(), day.to_string());
        }
        Some(_) => faults.push(refused("state_class")),
    }
    period(params, ("opened_from", "opened_to", false), None, Some(day));
    period(
        params,
        ("closed_from", "closed_to", false),
        None,
        params.contains_key("closed_from").then_some(day),
    );
    faults
}

/// Narrows the parameters to a region; false where it lies outside the one they have.
fn into_region(params: &mut Params, region: RegionCode) -> bool {
    match params.get("region").and_then(|text| text.parse::<RegionCode>().ok()) {
        Some(own) if region.contains(own) => true,
        Some(own) if !own.contains(region) => false,
        _ => {
            params.insert("region".into(), region.to_string());
            true
        }
    }
}

/// Narrows parameters to the rows under one key; none where the list page cannot say so.
pub(crate) fn narrow(over: Over, params: &Params, dim: &Dim, code: &str) -> Option<Params> {
    let mut params = params.clone();
    let known = known(over);
    let mut set = |name: &str| -> Option<()> {
        known.iter().find(|known| *known == name)?;
        let several = params.get(name).filter(|own| *own != code);
        if several.is_some_and(|own| !own.split(',').any(|part| part.trim() == code)) {
            return None;
        }
        params.insert(name.to_owned(), code.to_owned());
        Some(())
    };
    match (dim, over) {
        (Dim::Department, Over::Premises) if code.is_empty() => {
            known.iter().find(|known| *known == "unmapped")?;
            params.insert("unmapped".into(), "true".into());
        }
        _ if code.is_empty() => return None,
        (Dim::Region(_), _) => into_region(&mut params, code.parse().ok()?).then_some(())?,
        (Dim::Kind, _) | (Dim::PremisesKind, Over::Premises) => set("kind")?,
        (Dim::PremisesKind, Over::Cases) => set("premises_kind")?,
        (Dim::HazardClass, _) => set("hazard_class")?,
        (Dim::StateClass, _) => set("state_class")?,
        (Dim::Sector, _) => set("sector")?,
        (Dim::Department, _) => set("department")?,
        (Dim::Tag, _) => set("tag")?,
        (Dim::Mark(mark), _) => {
            let other = params.get("mark").is_some_and(|own| own != mark);
            if code != "yes" || other {
                return None;
            }
            params.insert("mark".into(), mark.clone());
        }
        (Dim::Month(basis), _) => {
            let names = days(over, *basis)?;
            known.iter().find(|known| *known == names.0)?;
            let first: NaiveDate = format!("{code}-01").parse().ok()?;
            let next = first.checked_add_months(chrono::Months::new(1))?;
            period(&mut params, names, Some(first), next.pred_opt());
        }
    }
    Some(params)
}

/// Address of the list page that shows these rows.
pub(crate) fn address(over: Over, value: ValueOf, params: &Params) -> String {
    let mut params = params.clone();
    if value == ValueOf::OverdueShare {
        params.insert("overdue".into(), "true".into());
    }
    let path = match over {
        Over::Cases => "/cases",
        Over::Premises => "/premises",
    };
    match serde_urlencoded::to_string(&params) {
        Ok(query) if !query.is_empty() => format!("{path}?{}", query.replace("%2C", ",")),
        _ => path.to_owned(),
    }
}

/// The rows behind a figure, as the filter of their own list.
#[derive(Debug, Clone, PartialEq)]
pub enum Rows {
    /// Cases.
    Cases(Box<CaseFilter>),
    /// Premises.
    Premises(Box<PremisesFilter>),
    /// Measure and cut exclude each other.
    None,
}

/// The rows behind the figure of a measure within a cut.
///
/// # Errors
/// 422 on a cut that cannot be computed.
pub fn rows(measure: &Measure, cut: &Cut) -> Result<Rows, Problem> {
    let Some(params) = self::cut(measure, cut)? else { return Ok(Rows::None) };
    Ok(match measure.over {
        Over::Cases => Rows::Cases(Box::new(cases(&params)?)),
        Over::Premises => Rows::Premises(Box::new(premises(&params)?)),
    })
}

/// Address of the list page that shows the rows under some keys; none where no parameter of the page says so.
///
/// # Errors
/// 422 on a cut that cannot be computed.
pub fn link(measure: &Measure, cut: &Cut, keys: &[(&Dim, &str)]) -> Result<Option<String>, Problem> {
    let Some(params) = self::cut(measure, cut)? else { return Ok(None) };
    let narrowed =
        keys.iter().try_fold(params, |params, (dim, code)| narrow(measure.over, &params, dim, code));
    Ok(narrowed.map(|params| address(measure.over, measure.value, &params)))
}
