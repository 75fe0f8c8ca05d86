//! Read-only facts for other rooms: plain numbers and rows, never the tables.

use crate::answer::{CaseFilter, Order};
use crate::model::FileRecord;
use crate::repo::list::{Reach, selects};
use crate::repo::placeholders;
use crate::repo::tree;
use chrono::NaiveDate;
use kernel::id::{CaseId, PostId, PremisesId};
use kernel::problem::Problem;
use kernel::region::RegionCode;
use kernel::scope::Scope;
use std::collections::BTreeMap;
use store::list::column;
use store::sea_query::{Alias, Expr, ExprTrait, Query};
use store::{Ctx, FromRow, Row, StoreError, Value, params};
use uuid::Uuid;

pub use crate::repo::groups::{By, CaseGroups, Group};
pub use crate::repo::tree::LeafCount;

/// Begins an exact count of the cases a filter finds within a scope; add keys and count.
///
/// # Errors
/// 422 on a bad filter.
pub fn groups(ctx: &Ctx, scope: &Scope, filter: CaseFilter) -> Result<CaseGroups, Problem> {
    Ok(CaseGroups::new(scope, &filter.check()?, ctx.today()))
}

/// Cases by town, kind, class, sector and major mark within a scope, with how many are overdue. Sum as needed.
///
/// # Errors
/// 422 on a bad filter.
pub async fn counts(ctx: &Ctx, scope: &Scope, filter: CaseFilter) -> Result<Vec<LeafCount>, Problem> {
    Ok(tree::counts(ctx, scope, &filter.check()?, ctx.today()).await?)
}

/// Openings and closings of a month.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MonthCount {
    /// `YYYY-MM`, Asia/Shanghai.
    pub month: String,
    /// Narrowest region counted by.
    pub region: Option<RegionCode>,
    /// Opened.
    pub opened: i64,
    /// Closed, less those that relapsed.
    pub closed: i64,
}

impl FromRow for MonthCount {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        let mut region = None;
        for name in ["town_code", "county_code", "city_code"] {
            if !row.text(name)?.is_empty() {
                region = row.opt_region(name)?;
                break;
            }
        }
        Ok(Self {
            month: row.text("month")?,
            region,
            opened: row.opt_int("opened")?.unwrap_or(0),
            closed: row.opt_int("closed")?.unwrap_or(0),
        })
    }
}

/// Openings and closings by month and town, from a month on. Months are leaf rows by town: grants of villages and units
/// see none.
///
/// # Errors
/// When the database refuses.
pub async fn months(
    ctx: &Ctx,
    scope: &Scope,
    kind: &str,
    from: NaiveDate,
) -> Result<Vec<MonthCount>, StoreError> {
    let columns = store::list::ScopeColumns { table: "case_months", ..crate::schema::COUNTER_SCOPE };
    let any = columns.any(scope);
    let first: String = from.to_string().chars().take(7).collect();
    let mut select = Query::select();
    for name in ["month", "city_code", "county_code", "town_code"] {
        select.column(Alias::new(name)).group_by_col(Alias::new(name));
    }
    select
        .expr_as(Expr::cust("CAST(SUM(opened) AS BIGINT)"), Alias::new("opened"))
        .expr_as(Expr::cust("CAST(SUM(closed) AS BIGINT)"), Alias::new("closed"))
        .from(Alias::new("case_months"))
        .cond_where(any)
        .and_where(column("case_months", "month").gte(first))
        .and_where(column("case_months", "kind").eq(kind))
        .order_by(Alias::new("month"), store::sea_query::Order::Asc);
    ctx.tx.select_all(&select).await
}

/// Open work of premises.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Load {
    /// Open cases.
    pub open: i64,
    /// Of which major hazards.
    pub major: i64,
}

struct LoadRow(PremisesId, Load);

impl FromRow for LoadRow {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        let load = Load { open: row.opt_int("n")?.unwrap_or(0), major: row.opt_int("major")?.unwrap_or(0) };
        Ok(Self(row.id("subject_id")?, load))
    }
}

/// Open and major cases by premises; premises without any are left out.
///
/// # Errors
/// When the database refuses.
pub async fn open_by_premises(
    ctx: &Ctx,
    premises: &[PremisesId],
) -> Result<BTreeMap<PremisesId, Load>, StoreError> {
    let mut loads = BTreeMap::new();
    for chunk in premises.chunks(1000) {
        let mut values: Vec<Value> = Vec::new();
        let list = placeholders(&mut values, chunk.iter().map(|id| id.as_uuid()));
        let sql = format!(
            "SELECT subject_id, CAST(COUNT(*) AS BIGINT) AS n, \
             CAST(SUM(CASE WHEN major THEN 1 ELSE 0 END) AS BIGINT) AS major FROM cases \
             WHERE subject_id IN ({list}) AND state_class NOT IN ('closed', 'void') GROUP BY subject_id"
        );
        loads.extend(
            ctx.tx.all::<LoadRow>(&sql, values).await?.into_iter().map(|LoadRow(id, load)| (id, load)),
        );
    }
    Ok(loads)
}

/// Open cases handed to a post.
///
/// # Errors
/// When the database refuses.
pub async fn open_of_post(ctx: &Ctx, post: PostId) -> Result<i64, StoreError> {
    ctx.tx
        .count(
            "SELECT COUNT(*) AS n FROM cases WHERE owner_post = $1 AND state_class NOT IN ('closed', 'void')",
            params![post.as_uuid()],
        )
        .await
}

/// Day a case was closed; none while it is open, voided, or when there is none such.
///
/// # Errors
/// When the database refuses.
pub async fn closed_on(ctx: &Ctx, case: kernel::id::CaseId) -> Result<Option<NaiveDate>, StoreError> {
    let sql = "SELECT closed_on FROM cases WHERE id = $1 AND state_class = 'closed'";
    let found = ctx.tx.map_rows(sql, params![case.as_uuid()], |row| row.opt_date("closed_on")).await?;
    Ok(found.into_iter().next().flatten())
}

/// Files of cases, oldest first within a case. Whoever asks has decided that the cases may be seen.
///
/// # Errors
/// When the database refuses.
pub async fn files_of(ctx: &Ctx, cases: &[CaseId]) -> Result<Vec<FileRecord>, StoreError> {
    let mut files = Vec::new();
    for chunk in cases.chunks(1000) {
        let mut values: Vec<Value> = Vec::new();
        let list = placeholders(&mut values, chunk.iter().map(|id| id.as_uuid()));
        let sql = format!(
            "SELECT {} FROM case_files WHERE case_id IN ({list}) ORDER BY case_id, uploaded_at, id",
            FileRecord::COLUMNS
        );
        files.extend(ctx.tx.all::<FileRecord>(&sql, values).await?);
    }
    Ok(files)
}

/// A paper issued in a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PaperFact {
    /// Id.
    pub id: Uuid,
    /// Case.
    pub case_id: CaseId,
    /// Document code.
    pub code: String,
    /// Title.
    pub title: String,
    /// Number.
    pub number: String,
    /// Day of issue.
    pub issued_on: NaiveDate,
    /// Title of the case.
    pub case_title: String,
    /// Number of the case.
    pub case_number: String,
    /// Where the case lies.
    pub region: RegionCode,
}

impl FromRow for PaperFact {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.uuid("id")?,
            case_id: row.id("case_id")?,
            code: row.text("code")?,
            title: row.text("title")?,
            number: row.text("number")?,
            issued_on: row.date("issued_on")?,
            case_title: row.text("case_title")?,
            case_number: row.text("case_number")?,
            region: row.region("region_code")?,
        })
    }
}

/// Papers issued from one day to another, both included, in cases of a scope and a region, by day and number; at most
/// `most`.
///
/// # Errors
/// When the database refuses.
pub async fn papers_between(
    ctx: &Ctx,
    scope: &Scope,
    region: RegionCode,
    (from, to): (NaiveDate, NaiveDate),
    most: u64,
) -> Result<Vec<PaperFact>, Problem> {
    let checked =
        CaseFilter { region: Some(region), order: Some(Order::Opened), ..CaseFilter::default() }.check()?;
    let reach = Reach { columns: &["id"], order: None, from: None, limit: None };
    let own = |name: &'static str| column("case_documents", name);
    let selects = selects(scope, &checked, ctx.today(), &reach).into_iter().map(|cases| {
        let mut select = Query::select();
        for name in ["id", "case_id", "code", "title", "number", "issued_on"] {
            select.column((Alias::new("case_documents"), Alias::new(name)));
        }
        select
            .expr_as(column("cases", "title"), Alias::new("case_title"))
            .expr_as(column("cases", "number"), Alias::new("case_number"))
            .expr_as(column("cases", "region_code"), Alias::new("region_code"))
            .from(Alias::new("case_documents"))
            .inner_join(
                Alias::new("cases"),
                column("cases", "id").equals((Alias::new("case_documents"), Alias::new("case_id"))),
            )
            .and_where(own("case_id").in_subquery(cases))
            .and_where(own("issued_on").gte(from.to_string()))
            .and_where(own("issued_on").lte(to.to_string()))
            .order_by((Alias::new("case_documents"), Alias::new("issued_on")), store::sea_query::Order::Asc)
            .order_by((Alias::new("case_documents"), Alias::new("id")), store::sea_query::Order::Asc)
            .limit(most);
        select
    });
    let key = |paper: &PaperFact| (paper.issued_on, paper.id);
    let most = usize::try_from(most).unwrap_or(usize::MAX);
    Ok(store::list::merged(&ctx.tx, selects.collect(), most, false, key, |paper| paper.id).await?)
}
