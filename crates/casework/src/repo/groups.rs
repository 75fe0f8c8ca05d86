//! Exact counts of a filtered list by several keys at once.

use super::list::grouped;
use crate::filter::Checked;
use crate::schema::OPEN_ROWS;
use chrono::NaiveDate;
use kernel::scope::Scope;
use store::list::column;
use store::sea_query::{Alias, Expr, ExprTrait, Query, SelectStatement, SimpleExpr};
use store::{Ctx, Row, StoreError};

/// What cases are counted by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum By {
    /// City.
    City,
    /// County.
    County,
    /// Town.
    Town,
    /// Village.
    Village,
    /// Kind of case.
    Kind,
    /// Class of the state.
    StateClass,
    /// State of the lifecycle.
    State,
    /// Class of the hazard.
    HazardClass,
    /// Sector.
    Sector,
    /// Whether a mark is set: `yes` or `no`.
    Mark(String),
    /// Month of opening, `YYYY-MM`.
    OpenedMonth,
    /// Month of closing.
    ClosedMonth,
    /// Month of the due day.
    DueMonth,
}

impl By {
    fn expression(&self) -> SimpleExpr {
        let month = |name: &str| Expr::cust(format!("SUBSTR(cases.{name}, 1, 7)"));
        match self {
            Self::City => column("cases", "city_code"),
            Self::County => column("cases", "county_code"),
            Self::Town => column("cases", "town_code"),
            Self::Village => column("cases", "village_code"),
            Self::Kind => column("cases", "kind"),
            Self::StateClass => column("cases", "state_class"),
            Self::State => column("cases", "state"),
            Self::HazardClass => column("cases", "class"),
            Self::Sector => column("cases", "sector"),
            Self::Mark(code) => Expr::case(marked(code), "yes").finally("no").into(),
            Self::OpenedMonth => month("opened_on"),
            Self::ClosedMonth => month("closed_on"),
            Self::DueMonth => month("due_date"),
        }
    }
}

fn marked(code: &str) -> SimpleExpr {
    if code == crate::filter::MAJOR {
        return column("cases", "major").eq(true);
    }
    let marks = Query::select()
        .column(Alias::new("case_id"))
        .from(Alias::new("case_marks"))
        .and_where(column("case_marks", "code").eq(code))
        .and_where(column("case_marks", "cleared_on").is_null())
        .to_owned();
    column("cases", "id").in_subquery(marks)
}

/// Cases with the same keys.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// One for each key, in their order; none where a case has no such value.
    pub keys: Vec<Option<String>>,
    /// Cases.
    pub count: i64,
    /// Of which open.
    pub open: i64,
    /// Of which overdue.
    pub overdue: i64,
}

/// A count by keys being put together.
#[derive(Debug, Clone)]
pub struct CaseGroups {
    rows: SelectStatement,
    keys: usize,
}

fn key(index: usize) -> Alias {
    Alias::new(format!("k{index}"))
}

impl CaseGroups {
    pub(crate) fn new(scope: &Scope, checked: &Checked, today: NaiveDate) -> Self {
        let flag = |test: SimpleExpr| Expr::case(test, 1).finally(0);
        let rows = Query::select()
            .expr_as(flag(Expr::cust(OPEN_ROWS)), Alias::new("is_open"))
            .expr_as(flag(column("cases", "due_key").lt(today.to_string())), Alias::new("is_overdue"))
            .from(Alias::new("cases"))
            .cond_where(grouped(scope, checked, today))
            .to_owned();
        Self { rows, keys: 0 }
    }

    /// Adds a key.
    #[must_use]
    pub fn by(mut self, by: &By) -> Self {
        self.rows.expr_as(by.expression(), key(self.keys));
        self.keys += 1;
        self
    }

    /// Counts; no row for keys that no case has.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn count(self, ctx: &Ctx) -> Result<Vec<Group>, StoreError> {
        struct Found(Vec<Option<String>>, i64, i64, i64);
        let mut select = Query::select();
        for index in 0..self.keys {
            select.column(key(index)).group_by_col(key(index));
        }
        select
            .expr_as(Expr::cust("CAST(COUNT(*) AS BIGINT)"), Alias::new("n"))
            .expr_as(Expr::cust("CAST(SUM(is_open) AS BIGINT)"), Alias::new("open"))
            .expr_as(Expr::cust("CAST(SUM(is_overdue) AS BIGINT)"), Alias::new("overdue"))
            .from_subquery(self.rows, Alias::new("found"));
        let keys = self.keys;
        let read = |row: &Row<'_>| -> Result<Found, StoreError> {
            let keys = (0..keys).map(|index| row.opt_text(&format!("k{index}"))).collect::<Result<_, _>>()?;
            let number = |name: &str| row.opt_int(name).map(|number| number.unwrap_or(0));
            Ok(Found(keys, number("n")?, number("open")?, number("overdue")?))
        };
        let found = ctx.tx.select_map(&select, read).await?;
        Ok(found
            .into_iter()
            .filter(|Found(_, count, ..)| *count > 0)
            .map(|Found(keys, count, open, overdue)| Group { keys, count, open, overdue })
            .collect())
    }
}
