//! Whether one row belongs to a figure, without any of the program's queries.

use crate::world::{Case, Place, TODAY};
use kernel::scope::Scope;
use measure::{Basis, Cut, Dim, Measure};

fn inside(place: &Place, code: &str) -> bool {
    let wide: kernel::region::RegionCode = code.parse().unwrap();
    wide.contains(place.region)
}

fn within(day: Option<&str>, from: Option<String>, to: Option<String>) -> bool {
    let bounded = from.is_some() || to.is_some();
    match day {
        None => !bounded,
        Some(day) => from.is_none_or(|from| *day >= *from) && to.is_none_or(|to| *day <= *to),
    }
}

fn placed(place: &Place, scope: &Scope, measure: &Measure, cut: &Cut) -> bool {
    scope.covers(&place.columns())
        && cut.region.is_none_or(|region| inside(place, &region.to_string()))
        && measure.filter.get("region").is_none_or(|region| inside(place, region))
        && measure.filter.get("sector").is_none_or(|sector| place.sector.as_ref() == Some(sector))
}

fn bounds(cut: &Cut, basis: Basis) -> (Option<String>, Option<String>) {
    if cut.basis == basis {
        (cut.from.map(|day| day.to_string()), cut.to.map(|day| day.to_string()))
    } else {
        (None, None)
    }
}

pub(crate) fn fits_case(case: &Case, scope: &Scope, measure: &Measure, cut: &Cut) -> bool {
    let text = |name: &str| measure.filter.get(name).cloned();
    let (from, to) = bounds(cut, Basis::Opened);
    let (closed_from, closed_to) = bounds(cut, Basis::Closed);
    let voided = case.class == "void" && (closed_from.is_some() || closed_to.is_some());
    placed(&case.place, scope, measure, cut)
        && text("kind").is_none_or(|kind| kind == case.kind)
        && text("mark").is_none_or(|mark| mark == "major" && case.major)
        && text("state_class").is_none_or(|classes| classes.split(',').any(|class| class == case.class))
        && text("overdue").is_none_or(|_| case.is_overdue())
        && within(Some(&case.opened_on), from.max(text("opened_from")), to)
        && within(case.closed_on.as_deref(), closed_from, closed_to)
        && (!voided || text("state_class").is_some())
}

pub(crate) fn fits_premises(
    one: &crate::world::Premises,
    scope: &Scope,
    measure: &Measure,
    cut: &Cut,
) -> bool {
    let text = |name: &str| measure.filter.get(name).cloned();
    let (from, to) = bounds(cut, Basis::Created);
    let (seen_from, seen_to) = bounds(cut, Basis::Inspected);
    !one.voided
        && placed(&one.place, scope, measure, cut)
        && text("kind").is_none_or(|kinds| kinds.split(',').any(|kind| kind == one.kind))
        && text("tag").is_none_or(|tag| one.tags.contains(&tag))
        && text("department").is_none_or(|department| one.department.as_ref() == Some(&department))
        && within(Some(&one.created_on), from, to)
        && within(one.inspected_on.as_deref(), seen_from, seen_to)
}

fn month(day: Option<&String>) -> String {
    day.map(|day| day[..7].to_owned()).unwrap_or_default()
}

impl Case {
    pub(crate) fn is_open(&self) -> bool {
        !["closed", "void"].contains(&self.class)
    }

    pub(crate) fn is_overdue(&self) -> bool {
        self.is_open() && self.due_on.as_deref().is_some_and(|day| day < TODAY)
    }

    pub(crate) fn key(&self, dim: &Dim) -> String {
        match dim {
            Dim::Region(level) => self.place.at(*level),
            Dim::Kind => self.kind.to_owned(),
            Dim::HazardClass => self.hazard_class.clone().unwrap_or_default(),
            Dim::StateClass => self.class.to_owned(),
            Dim::Sector => self.place.sector.clone().unwrap_or_default(),
            Dim::Month(Basis::Closed) => month(self.closed_on.as_ref()),
            Dim::Month(Basis::Due) => month(self.due_on.as_ref()),
            Dim::Month(_) => month(Some(&self.opened_on)),
            Dim::Mark(_) => if self.major { "yes" } else { "no" }.to_owned(),
            _ => unreachable!("{dim}"),
        }
    }
}

impl crate::world::Premises {
    /// Every combination of keys the premises count under: several only for tags.
    pub(crate) fn keys(&self, dims: &[Dim]) -> Vec<Vec<String>> {
        let mut all = vec![Vec::new()];
        for dim in dims {
            let own = match dim {
                Dim::Region(level) => vec![self.place.at(*level)],
                Dim::PremisesKind => vec![self.kind.to_owned()],
                Dim::Sector => vec![self.place.sector.clone().unwrap_or_default()],
                Dim::Department => vec![self.department.clone().unwrap_or_default()],
                Dim::Month(Basis::Inspected) => vec![month(self.inspected_on.as_ref())],
                Dim::Month(_) => vec![month(Some(&self.created_on))],
                Dim::Tag if self.tags.is_empty() => vec![String::new()],
                Dim::Tag => self.tags.clone(),
                _ => unreachable!("{dim}"),
            };
            all = all
                .into_iter()
                .flat_map(|keys| {
                    own.iter().map(move |key| keys.iter().cloned().chain([key.clone()]).collect::<Vec<_>>())
                })
                .collect();
        }
        all
    }
}
