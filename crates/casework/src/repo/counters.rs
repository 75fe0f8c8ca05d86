//! Leaf rows of the counters, kept in the transaction of the change: written at its commit, in one order.

use crate::model::CaseRecord;
use store::Ctx;
use store::tally::Part;

const LEAF: &str = "INSERT INTO case_counters \
     (city_code, county_code, town_code, kind, state_class, sector, due_day, major, n) \
     VALUES ($1,$2,$3,$4,$5,$6,$7,$8,$9) \
     ON CONFLICT (city_code, county_code, town_code, kind, state_class, sector, due_day, major) \
     DO UPDATE SET n = case_counters.n + excluded.n";
const MONTH: &str = "INSERT INTO case_months \
     (city_code, county_code, town_code, kind, sector, month, opened, closed) \
     VALUES ($1,$2,$3,$4,$5,$6,$7,$8) \
     ON CONFLICT (city_code, county_code, town_code, kind, sector, month) \
     DO UPDATE SET opened = case_months.opened + excluded.opened, closed = case_months.closed + excluded.closed";

/// The leaf row a case is counted in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Leaf {
    city: String,
    county: String,
    town: String,
    kind: String,
    class: &'static str,
    sector: String,
    due_day: String,
    major: bool,
}

impl Leaf {
    fn key(self) -> Vec<Part> {
        let Self { city, county, town, kind, class, sector, due_day, major } = self;
        let texts = [city, county, town, kind, class.to_owned(), sector, due_day].map(Part::Text);
        texts.into_iter().chain([Part::Flag(major)]).collect()
    }
}

/// The leaf row of a case.
pub(crate) fn leaf(case: &CaseRecord) -> Leaf {
    let code =
        |region: Option<kernel::region::RegionCode>| region.map_or(String::new(), |code| code.to_string());
    Leaf {
        city: code(case.region.city()),
        county: code(case.region.county()),
        town: code(case.region.town()),
        kind: case.kind.clone(),
        class: case.state_class.code(),
        sector: case.sector.clone().unwrap_or_default(),
        due_day: case.due_date.filter(|_| case.is_open()).map_or(String::new(), |due| due.to_string()),
        major: case.major,
    }
}

/// Moves one case from a leaf row to another. `before` is none for a new case.
pub(crate) fn moved(ctx: &Ctx, before: Option<Leaf>, after: Leaf) {
    if before.as_ref() == Some(&after) {
        return;
    }
    if let Some(before) = before {
        ctx.tally(LEAF, before.key(), &[-1]);
    }
    ctx.tally(LEAF, after.key(), &[1]);
}

/// Takes one case out of a leaf row.
pub(crate) fn gone(ctx: &Ctx, before: Leaf) {
    ctx.tally(LEAF, before.key(), &[-1]);
}

/// Counts an opening or a closing (or takes a closing back) in its month.
pub(crate) fn month(ctx: &Ctx, case: &CaseRecord, on: chrono::NaiveDate, opened: i64, closed: i64) {
    let Leaf { city, county, town, kind, sector, .. } = leaf(case);
    let month: String = on.to_string().chars().take(7).collect();
    let key = [city, county, town, kind, sector, month].map(Part::Text);
    ctx.tally(MONTH, key.into(), &[opened, closed]);
}
