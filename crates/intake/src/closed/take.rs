//! Taking an old ledger in from start to end.

use super::{ClosedField, ClosedRow, Columns, repo};
use crate::model::{Code, Mark};
use crate::rules::Gazetteer;
use crate::service::WRITE;
use casework::port::Premises as _;
use casework::{Engine, HistoricalCase};
use kernel::problem::{FieldProblem, Problem};
use kernel::region::RegionCode;
use kernel::scope::Place;
use kernel::text::normalise;
use pack::Pack;
use registry::model::PremisesRecord;
use serde::Serialize;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use std::path::Path;
use store::audit::Entry;
use store::context::Env;
use store::{Caller, Ctx};
use uuid::Uuid;
use workbook::{Book, CellMark, RowClass, RowMark, Severity};

/// Rows of one transaction.
const CHUNK: usize = 500;
/// Characters of a title taken from the description.
const TITLE: usize = 60;
/// Kind of the cases.
const KIND: &str = "hazard";

/// What to do with a file.
#[derive(Debug, Clone, Copy)]
pub struct ClosedOrder<'a> {
    /// The file.
    pub path: &'a Path,
    /// Whose ledger it is: its rows are known again, its columns are remembered.
    pub source: &'a str,
    /// What columns mean, by title, where the titles do not say it; remembered.
    pub columns: &'a Columns,
    /// Town of rows whose table has no such column, and whose premises nobody knows.
    pub region: Option<RegionCode>,
    /// Only look: nothing is kept.
    pub dry_run: bool,
    /// Where the marked workbook goes.
    pub out: Option<&'a Path>,
}

/// How many rows came to what.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct ClosedCounts {
    /// Rows of data read.
    pub read: u64,
    /// Kept as 历史销号·未核验.
    pub kept: u64,
    /// In already.
    pub known: u64,
    /// Held back.
    pub rejected: u64,
    /// Of those kept, at premises of the ledger.
    pub at_premises: u64,
}

/// What is wrong with a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowFault {
    /// Sheet, from 0.
    pub sheet: usize,
    /// Row, from 1.
    pub row: u32,
    /// What is wrong, by cell.
    pub marks: Vec<Mark>,
}

/// What became of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClosedTaken {
    /// How many.
    pub counts: ClosedCounts,
    /// Rows held back, in the order of the file.
    pub faults: Vec<RowFault>,
}

struct Work<'a> {
    env: &'a Env,
    pack: &'a Pack,
    engine: &'a Engine,
    caller: &'a Caller,
    order: ClosedOrder<'a>,
    source: String,
    batch: Uuid,
    seen: BTreeMap<String, u32>,
    taken: ClosedTaken,
}

/// Takes a ledger in, chunk by chunk; what is in stays in, and a second run finds it again.
///
/// # Errors
/// 403 without the permission, 422 when the file is no workbook or its columns cannot be told.
pub async fn take_closed(
    env: &Env,
    pack: &Pack,
    engine: &Engine,
    caller: &Caller,
    order: ClosedOrder<'_>,
) -> Result<ClosedTaken, Problem> {
    caller.require(WRITE)?;
    let named = order.source.trim();
    if named.is_empty() || named.chars().count() > 50 {
        let message = "请写明是谁的台账，最多 50 字";
        return Err(Problem::invalid(vec![FieldProblem::new("/source", "length", message)]));
    }
    let refuse = |reason: String| Problem::invalid(vec![FieldProblem::new("/file", "unreadable", reason)]);
    let book = Book::open(order.path).map_err(|error| refuse(error.reason))?;
    let sheets = workbook::inspect(&book).map_err(|error| refuse(error.reason))?;
    let home = crate::service::home(caller)?.map(|code| code.to_string()).unwrap_or_default();
    let source = format!("{home}|{named}");
    let ctx = env.write(caller.clone()).await?;
    let batch = ctx.id();
    let mut columns = repo::remembered(&ctx, &source).await?.unwrap_or_default();
    if order.columns.0.is_empty() || order.dry_run {
        columns.0.extend(order.columns.0.clone());
        ctx.tx.rollback().await?;
    } else {
        columns.0.extend(order.columns.0.clone());
        repo::remember(&ctx, &source, &columns).await?;
        ctx.audit(Entry {
            action: "import.closed_columns",
            object_kind: "import",
            object_id: Some(batch),
            summary: format!("历史销号台账“{named}”：确认列"),
            detail: json!({ "columns": columns }),
            rows: &[],
        })
        .await?;
        ctx.commit().await?;
    }
    let ctx = env.read(caller.clone()).await?;
    let regions = directory::region::all(&ctx.tx).await?;
    ctx.tx.rollback().await?;
    let gazetteer = Gazetteer::new(regions.into_iter().map(|region| (region.code, region.name)));
    let mut work = Work {
        env,
        pack,
        engine,
        caller,
        order,
        source,
        batch,
        seen: BTreeMap::new(),
        taken: ClosedTaken { counts: ClosedCounts::default(), faults: Vec::new() },
    };
    let mut tables = 0;
    for (sheet, found) in sheets.iter().enumerate() {
        for table in &found.tables {
            let laid = columns.laid(&table.columns);
            let has = |field: ClosedField| laid.iter().any(|(.., own)| *own == field);
            if !has(ClosedField::Summary) || !has(ClosedField::ClosedOn) {
                continue;
            }
            tables += 1;
            let mut chunk = Vec::with_capacity(CHUNK);
            for row in workbook::table_rows(&book, sheet, table).map_err(|error| refuse(error.reason))? {
                let row = row.map_err(|error| refuse(error.reason))?;
                if row.class != RowClass::Data {
                    continue;
                }
                let read = ClosedRow::read(&gazetteer, &laid, &row.cells, order.region);
                chunk.push((sheet, row.number, read));
                if chunk.len() == CHUNK {
                    work.chunk(std::mem::take(&mut chunk)).await?;
                }
            }
            work.chunk(chunk).await?;
        }
    }
    if tables == 0 {
        let message = "没有找到同时有“隐患内容”和“销号日期”两列的表，请用 --map 指明各列";
        return Err(Problem::invalid(vec![FieldProblem::new("/columns", "mapping", message)]));
    }
    work.taken.faults.sort_by_key(|fault| (fault.sheet, fault.row));
    if let Some(out) = order.out {
        let marks = work.taken.faults.iter().map(marked);
        workbook::mark(&book, &workbook::result_columns(&sheets), marks, out)
            .map_err(|error| Problem::bad_request(error.to_string()))?;
    }
    Ok(work.taken)
}

fn marked(fault: &RowFault) -> RowMark {
    let cell =
        |mark: &Mark| CellMark { column: mark.column, severity: Severity::Fault, text: mark.message.clone() };
    RowMark {
        sheet: fault.sheet,
        row: fault.row,
        cells: fault.marks.iter().map(cell).collect(),
        result: String::new(),
    }
}

impl Work<'_> {
    fn reject(&mut self, sheet: usize, row: u32, marks: Vec<Mark>) {
        self.taken.counts.rejected += 1;
        self.taken.faults.push(RowFault { sheet, row, marks });
    }

    /// One transaction: rows that are not in go in, with the note that they are.
    async fn chunk(&mut self, rows: Vec<(usize, u32, ClosedRow)>) -> Result<(), Problem> {
        if rows.is_empty() {
            return Ok(());
        }
        let ctx = self.env.write(self.caller.clone()).await?;
        let keys: Vec<String> = rows.iter().map(|(.., row)| row.key()).collect();
        let known = repo::known(&ctx, &self.source, &keys).await?;
        let names: Vec<&str> =
            rows.iter().map(|(.., row)| row.premises.as_str()).filter(|name| !name.is_empty()).collect();
        let premises = registry::service::bulk::premises_sounding(&ctx, &names).await?;
        let (mut cases, mut from) = (Vec::new(), Vec::new());
        for ((sheet, number, row), key) in rows.into_iter().zip(keys) {
            self.taken.counts.read += 1;
            let mut faults = row.faults.clone();
            if faults.is_empty()
                && let Some(first) = self.seen.get(&key)
            {
                let message = format!("与第 {first} 行重复");
                faults.push(Mark::new(at(&row, ClosedField::Number), Code::F08, message));
            }
            if !faults.is_empty() {
                self.reject(sheet, number, faults);
                continue;
            }
            self.seen.insert(key.clone(), number);
            match known.get(&key) {
                Some(digest) if *digest == row.digest() => self.taken.counts.known += 1,
                Some(_) => {
                    let message = format!("{}：这一编号已导入，内容不同", Code::F09.name());
                    let mark = Mark::new(at(&row, ClosedField::Number), Code::F09, message);
                    self.reject(sheet, number, vec![mark]);
                }
                None => match self.case(&ctx, &row, &premises).await? {
                    Ok(case) => {
                        cases.push(case);
                        from.push((sheet, number, key, row));
                    }
                    Err(mark) => self.reject(sheet, number, vec![mark]),
                },
            }
        }
        let there: Vec<bool> = cases.iter().map(|case| case.subject.is_some()).collect();
        let answers = self.engine.historical(&ctx, self.batch, cases).await?;
        let mut kept = Vec::new();
        for ((answer, (sheet, number, key, row)), there) in answers.into_iter().zip(from).zip(there) {
            match answer {
                Ok(case) => {
                    self.taken.counts.kept += 1;
                    self.taken.counts.at_premises += u64::from(there);
                    kept.push((key, row.digest(), case));
                }
                Err(problems) => {
                    let marks = problems.iter().map(|problem| told(&row, problem)).collect();
                    self.reject(sheet, number, marks);
                }
            }
        }
        repo::insert(&ctx, &self.source, self.batch, kept).await?;
        if self.order.dry_run {
            ctx.tx.rollback().await?;
        } else {
            ctx.commit().await?;
        }
        Ok(())
    }

    async fn case(
        &self,
        ctx: &Ctx,
        row: &ClosedRow,
        premises: &[PremisesRecord],
    ) -> Result<Result<HistoricalCase, Mark>, Problem> {
        let (Some(found_on), Some(closed_on)) = (row.found_on, row.closed_on) else {
            return Ok(Err(Mark::new(1, Code::F01, Code::F01.name())));
        };
        let name = normalise(&row.premises);
        let inside = |record: &&PremisesRecord| {
            normalise(&record.name) == name
                && row.region.is_none_or(|region| region.contains(record.place.code))
        };
        let mut of_name = premises.iter().filter(|_| !name.is_empty()).filter(inside);
        let subject = match (of_name.next(), of_name.next()) {
            (Some(one), None) => registry::facts::Register.subject(ctx, one.id).await?,
            _ => None,
        };
        let region = subject.as_ref().map(|subject| subject.region).or(row.region);
        let Some(region) = region else {
            let message = format!("{}：镇街", Code::F01.name());
            return Ok(Err(Mark::new(at(row, ClosedField::Town), Code::F01, message)));
        };
        let mut place = Place::of(region);
        place.sector = subject.as_ref().and_then(|subject| subject.sector.as_deref());
        if !ctx.caller.scope(WRITE).covers(&place) {
            return Ok(Err(Mark::new(at(row, ClosedField::Town), Code::F10, Code::F10.name())));
        }
        let mut fields = Map::new();
        fields.insert("summary".to_owned(), json!(row.summary));
        fields.insert("found_on".to_owned(), json!(found_on));
        let mut note = row.remarks.clone();
        if !row.number.is_empty() {
            note.insert(0, format!("原编号：{}", row.number));
        }
        match self.class(&row.class) {
            Some(code) => {
                fields.insert("class".to_owned(), Value::from(code));
            }
            None if row.class.is_empty() => {}
            None => note.push(format!("原类别：{}", row.class)),
        }
        if subject.is_none() && !row.premises.is_empty() {
            note.push(format!("原场所：{}", row.premises));
        }
        Ok(Ok(HistoricalCase {
            kind: KIND.to_owned(),
            title: title(row, subject.is_some()),
            subject,
            region: Some(region),
            sector: None,
            fields,
            found_on,
            closed_on,
            note: (!note.is_empty()).then(|| note.join("；")),
        }))
    }

    /// Code of a class of hazard by its name.
    fn class(&self, words: &str) -> Option<&str> {
        let wanted = normalise(words);
        let list = self.pack.lists.get("hazard_classes")?;
        let found = list.items.iter().find(|item| normalise(&item.name) == wanted || item.code == words);
        found.map(|item| item.code.as_str())
    }
}

fn at(row: &ClosedRow, field: ClosedField) -> u32 {
    let own = row.columns.get(&field).or_else(|| row.columns.get(&ClosedField::Summary));
    own.copied().unwrap_or(1)
}

/// The beginning of the description, with the place where the ledger does not know it.
fn title(row: &ClosedRow, known: bool) -> String {
    let line = row.summary.lines().next().unwrap_or_default();
    let mut title: String = line.chars().take(TITLE).collect();
    if !known && !row.premises.is_empty() {
        title.push_str(&format!("（{}）", row.premises.chars().take(30).collect::<String>()));
    }
    title
}

/// What the ledger of cases refuses, at the cell it is about.
fn told(row: &ClosedRow, problem: &FieldProblem) -> Mark {
    let (field, code) = match problem.pointer.as_str() {
        "/closed_on" => (ClosedField::ClosedOn, Code::F02),
        pointer if pointer.ends_with("/found_on") => (ClosedField::FoundOn, Code::F02),
        pointer if pointer.ends_with("/class") => (ClosedField::Class, Code::F07),
        _ => (ClosedField::Summary, Code::F11),
    };
    Mark::new(at(row, field), code, problem.message.clone())
}
