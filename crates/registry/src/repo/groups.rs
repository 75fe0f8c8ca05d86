//! Exact counts of a filtered list of premises by several keys at once.

use super::list::{Filter, Of};
use super::tree::united;
use kernel::scope::Scope;
use kernel::time::Timestamp;
use std::collections::BTreeMap;
use store::list::column;
use store::sea_query::{Alias, Expr, ExprTrait, JoinType, Query, SelectStatement, SimpleExpr};
use store::{Ctx, Row, StoreError};

/// What premises are counted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    /// City.
    City,
    /// County.
    County,
    /// Town.
    Town,
    /// Village.
    Village,
    /// Kind of premises.
    Kind,
    /// Tag; premises with several tags count under each of them.
    Tag,
    /// Sector.
    Sector,
    /// Department with the industry duty.
    Department,
    /// Month of registration, `YYYY-MM`.
    CreatedMonth,
    /// Month of the last visit.
    InspectedMonth,
}

/// Premises with the same keys.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// One for each key, in their order; none where premises have no such value.
    pub keys: Vec<Option<String>>,
    /// Premises.
    pub count: i64,
    /// Floor area in hundredths of a square metre, of those whose area is known.
    pub area: i64,
}

/// Microseconds from midnight UTC to midnight in Asia/Shanghai, and in a day.
const EAST: i64 = 8 * 3_600_000_000;
const DAY: i64 = 24 * 3_600_000_000;

impl By {
    fn expression(self) -> SimpleExpr {
        let own = |name| column("premises", name);
        match self {
            Self::City => own("city_code"),
            Self::County => own("county_code"),
            Self::Town => own("town_code"),
            Self::Village => own("village_code"),
            Self::Kind => own("kind"),
            Self::Tag => column("premises_tags", "tag"),
            Self::Sector => own("sector"),
            Self::Department => own("department"),
            // Days since 1970 in Asia/Shanghai: no engine is asked about time zones.
            Self::CreatedMonth => Expr::cust(format!("CAST((premises.created_at + {EAST}) / {DAY} AS TEXT)")),
            Self::InspectedMonth => Expr::cust("SUBSTR(premises.last_inspected_on, 1, 7)"),
        }
    }

    /// What stands for the value read; days become months here.
    fn key(self, value: Option<String>) -> Option<String> {
        if self != Self::CreatedMonth {
            return value;
        }
        let day: i64 = value?.parse().ok()?;
        Some(Timestamp::from_micros(day * DAY - EAST).civil_date().to_string().chars().take(7).collect())
    }
}

fn parts(filter: &Filter, scope: &Scope, by: &[By]) -> Vec<SelectStatement> {
    let mut parts = Of::Premises.parts(filter, scope, &["id"]);
    for part in &mut parts {
        part.expr_as(
            Expr::cust("COALESCE(CAST(ROUND(premises.area_m2 * 100) AS BIGINT), 0)"),
            Alias::new("area"),
        );
        for (index, key) in by.iter().enumerate() {
            part.expr_as(key.expression(), Alias::new(format!("k{index}")));
        }
        if by.contains(&By::Tag) {
            let same =
                column("premises_tags", "premises_id").equals((Alias::new("premises"), Alias::new("id")));
            part.join(JoinType::LeftJoin, Alias::new("premises_tags"), same);
        }
    }
    parts
}

/// Counts; no row for keys that no premises have.
pub(crate) async fn count(
    ctx: &Ctx,
    filter: &Filter,
    scope: &Scope,
    by: &[By],
) -> Result<Vec<Group>, StoreError> {
    let Some(rows) = united(parts(filter, scope, by)) else { return Ok(Vec::new()) };
    let mut select = Query::select();
    for index in 0..by.len() {
        let name = format!("k{index}");
        select.column(Alias::new(name.clone())).group_by_col(Alias::new(name));
    }
    select
        .expr_as(Expr::cust("CAST(COUNT(*) AS BIGINT)"), Alias::new("n"))
        .expr_as(Expr::cust("CAST(SUM(area) AS BIGINT)"), Alias::new("area"))
        .from_subquery(rows, Alias::new("found"));
    let read = |row: &Row<'_>| -> Result<Group, StoreError> {
        let value = |(index, by): (usize, &By)| Ok(by.key(row.opt_text(&format!("k{index}"))?));
        Ok(Group {
            keys: by.iter().enumerate().map(value).collect::<Result<_, StoreError>>()?,
            count: row.opt_int("n")?.unwrap_or(0),
            area: row.opt_int("area")?.unwrap_or(0),
        })
    };
    let mut merged: BTreeMap<Vec<Option<String>>, (i64, i64)> = BTreeMap::new();
    for group in ctx.tx.select_map(&select, read).await? {
        let sum = merged.entry(group.keys).or_default();
        sum.0 += group.count;
        sum.1 += group.area;
    }
    merged.retain(|_, (count, _)| *count > 0);
    Ok(merged.into_iter().map(|(keys, (count, area))| Group { keys, count, area }).collect())
}
