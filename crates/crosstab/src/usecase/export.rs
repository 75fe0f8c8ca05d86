//! A kept table as a file, with the rows behind its first figure.

use super::keep::kept;
use crate::model::{Series, Table};
use crate::rules::check::measure_of;
use crate::rules::periods::cut;
use crate::rules::sheet::grid;
use casework::Engine;
use kernel::problem::{FieldProblem, Problem};
use measure::{Rows, rows};
use pack::Pack;
use paper::{Cell, Details, Document, WriteError};
use store::Ctx;
use uuid::Uuid;

/// Most rows that stand behind a table in its workbook.
pub const MOST_DETAILS: usize = 5_000;

/// What a table is written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Workbook.
    Xlsx,
    /// Word document.
    Docx,
}

impl Format {
    /// Reads `xlsx` or `docx`.
    ///
    /// # Errors
    /// 422 on another word.
    pub fn read(text: Option<&str>) -> Result<Self, Problem> {
        match text.unwrap_or("xlsx") {
            "xlsx" => Ok(Self::Xlsx),
            "docx" => Ok(Self::Docx),
            other => {
                let message = format!("导出格式只有 xlsx 和 docx，没有“{other}”");
                Err(Problem::invalid(vec![FieldProblem::new("/format", "choice", message)]))
            }
        }
    }

    /// Media type and ending of the name.
    #[must_use]
    pub const fn file(self) -> (&'static str, &'static str) {
        match self {
            Self::Xlsx => (paper::Format::Xlsx.media_type(), "xlsx"),
            Self::Docx => (paper::DOCX, "docx"),
        }
    }
}

fn failed(error: WriteError) -> Problem {
    Problem::internal(error)
}

/// A kept table as a file, and its name. A workbook also carries the rows behind the first figure as they are now, when the
/// caller may take rows out.
///
/// # Errors
/// As [`kept`].
pub async fn export(
    ctx: &Ctx,
    engine: &Engine,
    pack: &Pack,
    id: Uuid,
    format: Format,
) -> Result<(String, Vec<u8>), Problem> {
    let table = kept(ctx, id).await?.table;
    let grid = grid(&table);
    let day = table.made_at.civil_date().to_string();
    let bytes = match format {
        Format::Docx => Document::of_table(&grid).write().map_err(failed)?,
        Format::Xlsx => {
            let details = details(ctx, engine, pack, &table).await?;
            paper::workbook(&grid, details.as_ref(), &day).map_err(failed)?
        }
    };
    Ok((format!("{}-{day}.{}", file_name(&table.title), format.file().1), bytes))
}

/// A title without what file systems refuse.
fn file_name(title: &str) -> String {
    title.chars().map(|c| if "\\/:*?\"<>|\r\n\t".contains(c) { '_' } else { c }).collect()
}

async fn details(ctx: &Ctx, engine: &Engine, pack: &Pack, table: &Table) -> Result<Option<Details>, Problem> {
    if !ctx.caller.may("export") {
        return Ok(None);
    }
    let measure = measure_of(&table.spec, 0);
    let within = cut(&table.spec, Series::Current);
    let (columns, rows, more) = match rows(&measure, &within)? {
        Rows::None => return Ok(None),
        Rows::Cases(filter) => cases(ctx, engine, *filter).await?,
        Rows::Premises(filter) => premises(ctx, pack, &filter).await?,
    };
    let end = if more {
        format!("，只列前{MOST_DETAILS}条，其余请在清单中导出")
    } else {
        String::new()
    };
    let made_up = if table.synthetic { "（演示数据，均为虚构）" } else { "" };
    Ok(Some(Details {
        name: "明细".into(),
        notice: format!(
            "首个指标的明细，为{}导出时的情况，共列{}条{end}{made_up}",
            super::notes::moment(ctx.now),
            rows.len()
        ),
        columns: columns.iter().map(|name| (*name).to_owned()).collect(),
        rows,
    }))
}

type Found = (&'static [&'static str], Vec<Vec<Cell>>, bool);

async fn cases(ctx: &Ctx, engine: &Engine, filter: casework::answer::CaseFilter) -> Result<Found, Problem> {
    const COLUMNS: [&str; 10] =
        ["编号", "类型", "标题", "状态", "期限", "是否超期", "场所", "所在地", "登记时间", "办结时间"];
    let mut export = casework::Export::begin(ctx, filter)?;
    let mut rows: Vec<Vec<Cell>> = Vec::new();
    while rows.len() <= MOST_DETAILS {
        let Some(chunk) = export.next(engine, ctx).await? else { break };
        rows.extend(chunk.into_iter().map(|row| {
            vec![
                row.number.into(),
                row.kind_name.into(),
                row.title.into(),
                row.state_name.into(),
                row.due_date.map(|day| day.to_string()).into(),
                if row.overdue { "是" } else { "否" }.into(),
                row.premises.map(|named| named.name).into(),
                row.region.path.into(),
                row.opened_at.civil_minute().into(),
                row.closed_at.map(kernel::time::Timestamp::civil_minute).into(),
            ]
        }));
    }
    let more = rows.len() > MOST_DETAILS;
    rows.truncate(MOST_DETAILS);
    Ok((&COLUMNS, rows, more))
}

async fn premises(
    ctx: &Ctx,
    pack: &Pack,
    filter: &registry::model::PremisesFilter,
) -> Result<Found, Problem> {
    const COLUMNS: [&str; 8] =
        ["名称", "场所类型", "地址", "所在地", "单位", "主管部门", "未销号事项", "最近检查"];
    let mut rows: Vec<Vec<Cell>> = Vec::new();
    let mut from = None;
    while rows.len() <= MOST_DETAILS {
        let (chunk, next) = registry::service::export_chunk(ctx, pack, filter, from.as_ref()).await?;
        rows.extend(chunk.into_iter().map(|row| {
            #[expect(clippy::cast_precision_loss, reason = "counts of one premises are small")]
            let open = Cell::Number(row.open_cases as f64);
            vec![
                row.name.into(),
                row.kind_name.into(),
                row.address.into(),
                row.region.path.into(),
                row.unit.map(|unit| unit.name).into(),
                row.department.into(),
                open,
                row.last_inspected_on.map(|day| day.to_string()).into(),
            ]
        }));
        if next.is_none() {
            break;
        }
        from = next;
    }
    let more = rows.len() > MOST_DETAILS;
    rows.truncate(MOST_DETAILS);
    Ok((&COLUMNS, rows, more))
}
