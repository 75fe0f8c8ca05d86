//! Leaf rows of the counters, kept in the transaction of the change.

use crate::model::CaseRecord;
use store::{Ctx, StoreError, params};

/// The leaf row a case is counted in. Ordered, so that transactions touch rows in one order and never wait in a circle.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
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
pub(crate) async fn moved(ctx: &Ctx, before: Option<Leaf>, after: Leaf) -> Result<(), StoreError> {
    if before.as_ref() == Some(&after) {
        return Ok(());
    }
    let mut steps: Vec<(Leaf, i64)> = before.into_iter().map(|leaf| (leaf, -1)).collect();
    steps.push((after, 1));
    steps.sort();
    for (leaf, by) in steps {
        ctx.tx
            .execute_quietly(
                "INSERT INTO case_counters (city_code, county_code, town_code, kind, state_class, sector, due_day, major, n) \
                 VALUES ($1,$2,$3,$4,$5,$6,$7,$8,$9) \
                 ON CONFLICT (city_code, county_code, town_code, kind, state_class, sector, due_day, major) \
                 DO UPDATE SET n = case_counters.n + excluded.n",
                params![leaf.city, leaf.county, leaf.town, leaf.kind, leaf.class, leaf.sector, leaf.due_day, leaf.major, by],
            )
            .await?;
    }
    Ok(())
}

/// Counts an opening or a closing (or takes a closing back) in its month.
pub(crate) async fn month(
    ctx: &Ctx,
    case: &CaseRecord,
    on: chrono::NaiveDate,
    opened: i64,
    closed: i64,
) -> Result<(), StoreError> {
    let leaf = leaf(case);
    let month: String = on.to_string().chars().take(7).collect();
    ctx.tx
        .execute_quietly(
            "INSERT INTO case_months (city_code, county_code, town_code, kind, sector, month, opened, closed) \
             VALUES ($1,$2,$3,$4,$5,$6,$7,$8) \
             ON CONFLICT (city_code, county_code, town_code, kind, sector, month) \
             DO UPDATE SET opened = case_months.opened + excluded.opened, closed = case_months.closed + excluded.closed",
            params![leaf.city, leaf.county, leaf.town, leaf.kind, leaf.sector, month, opened, closed],
        )
        .await?;
    Ok(())
}
