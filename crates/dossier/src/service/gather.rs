//! Reading, once and through the maker's post, everything that answers the items.

use super::summary::summary;
use super::{Desk, reports};
use crate::model::{DossierItem, Entry, KeptFile, SheetItem, Source, Want};
use crate::rules::layout::{Unplaced, place};
use crate::rules::masks::masked;
use crate::rules::names;
use campaign::facts as campaign_facts;
use casework::answer::{CaseFilter, CaseRow, Order};
use casework::model::FileRecord;
use casework::{Export, facts};
use chrono::NaiveDate;
use directory::facts::region_names;
use kernel::id::CaseId;
use kernel::problem::Problem;
use kernel::region::RegionCode;
use kernel::scope::Scope;
use registry::model::PremisesFilter;
use std::collections::{BTreeMap, BTreeSet};
use store::Ctx;
use uuid::Uuid;

/// Most rows in all lists of a dossier.
pub const MOST_ENTRIES: u64 = 50_000;
/// Most different files of a dossier.
pub const MOST_FILES: u64 = 20_000;
/// Most bytes of those files: 2 GiB.
pub const MOST_BYTES: u64 = 2 * 1024 * 1024 * 1024;

/// What is asked.
#[derive(Debug, Clone)]
pub(super) struct Ask<'a> {
    pub(super) items: Vec<(u32, &'a SheetItem)>,
    pub(super) days: (NaiveDate, NaiveDate),
    pub(super) region: RegionCode,
    /// What the post the dossier is made at reaches.
    pub(super) scope: Scope,
}

/// What was found.
#[derive(Debug, Clone, Default)]
pub(super) struct Found {
    pub(super) items: Vec<DossierItem>,
    pub(super) entries: u64,
    pub(super) files: u64,
    pub(super) bytes: u64,
    /// Why it does not fit a dossier.
    pub(super) too_large: Option<String>,
}

/// A row before it has its place in an item's list.
pub(super) struct Row {
    pub(super) entry: Entry,
    /// Case whose files are shown.
    pub(super) case: Option<CaseId>,
    /// Region whose name is yet to be filled in.
    pub(super) region: Option<RegionCode>,
    /// Files beside those of a case, not yet numbered.
    pub(super) files: Vec<KeptFile>,
}

/// Reads everything. Past the limit of rows nothing more is read and `too_large` says so.
pub(super) async fn gather(ctx: &Ctx, desk: &Desk<'_>, ask: &Ask<'_>) -> Result<Found, Problem> {
    let mut found = Found::default();
    let mut folders = BTreeMap::new();
    let mut unplaced: Vec<Unplaced> = Vec::new();
    for (index, (position, item)) in ask.items.iter().enumerate() {
        let mut rows = rows_of(ctx, desk, ask, *position, item, MOST_ENTRIES + 1 - found.entries).await?;
        let folder = names::folder(index + 1, &item.clauses, &item.number, &item.text);
        folders.insert(*position, folder.clone());
        let counts = rows.counts;
        let files = files_of(ctx, *position, &mut rows.rows).await?;
        let entries = named(ctx, rows.rows).await?;
        found.entries += entries.len() as u64;
        let summary = summary(*position, item, folder, &entries, &files, counts);
        unplaced.extend(files);
        found.items.push(DossierItem { summary, entries, files: Vec::new() });
        if found.entries > MOST_ENTRIES {
            break;
        }
    }
    for file in place(&folders, unplaced) {
        if !file.repeated {
            found.files += 1;
            found.bytes += u64::try_from(file.size).unwrap_or(0);
        }
        if let Some(item) = found.items.iter_mut().find(|item| item.summary.position == file.item) {
            item.files.push(file);
        }
    }
    found.too_large = too_large(&found);
    Ok(found)
}

fn too_large(found: &Found) -> Option<String> {
    let again = "请缩短期间、缩小区域或分几次制作";
    if found.entries > MOST_ENTRIES {
        return Some(format!("清单超过{MOST_ENTRIES}行，未全部读取。{again}"));
    }
    if found.files > MOST_FILES {
        return Some(format!("佐证文件{}个，超过{MOST_FILES}个的上限。{again}", found.files));
    }
    let mb = |bytes: u64| bytes / 1024 / 1024;
    (found.bytes > MOST_BYTES)
        .then(|| format!("佐证文件共{} MB，超过{} MB的上限。{again}", mb(found.bytes), mb(MOST_BYTES)))
}

struct Rows {
    rows: Vec<Row>,
    /// Rows that prove by want, in the order of the item's wants.
    counts: Vec<u64>,
}

async fn rows_of(
    ctx: &Ctx,
    desk: &Desk<'_>,
    ask: &Ask<'_>,
    position: u32,
    item: &SheetItem,
    most: u64,
) -> Result<Rows, Problem> {
    let mut rows: Vec<Row> = Vec::new();
    let mut counts = Vec::new();
    let mut known: BTreeSet<(Source, Uuid)> = BTreeSet::new();
    for want in &item.wants {
        let left = most.saturating_sub(rows.len() as u64);
        let found = match want.source {
            Source::Cases => cases(ctx, desk, ask, want, left).await?,
            Source::Inspections => visits(ctx, ask, left).await?,
            Source::Papers => papers(ctx, ask, want, left).await?,
            Source::Premises => premises(ctx, desk, ask, want, left).await?,
            Source::PlanReports => reports::rows(ctx, ask, item, left).await?,
        };
        counts.push(found.iter().filter(|row| row.entry.proves()).count() as u64);
        for mut row in found {
            if known.insert((row.entry.source, row.entry.object)) {
                row.entry.item = position;
                row.entry.seq = u32::try_from(rows.len() + 1).unwrap_or(u32::MAX);
                rows.push(row);
            }
        }
    }
    Ok(Rows { rows, counts })
}

pub(super) fn entry(source: Source, object: Uuid, title: &str) -> Entry {
    Entry {
        item: 0,
        seq: 0,
        source,
        object,
        number: String::new(),
        title: masked(title),
        state: String::new(),
        region: String::new(),
        on: None,
        due: None,
        closed: None,
        note: String::new(),
    }
}

async fn cases(
    ctx: &Ctx,
    desk: &Desk<'_>,
    ask: &Ask<'_>,
    want: &Want,
    most: u64,
) -> Result<Vec<Row>, Problem> {
    let (from, to) = ask.days;
    let filter = CaseFilter {
        kind: (!want.kinds.is_empty()).then(|| want.kinds.join(",")),
        region: Some(ask.region),
        hazard_class: want.hazard_class.clone().filter(|class| !class.is_empty()),
        q: want.contains.clone(),
        order: Some(Order::Opened),
        ..CaseFilter::default()
    };
    let closed = CaseFilter { closed_from: Some(from), closed_to: Some(to), ..filter.clone() };
    let opened = CaseFilter { opened_from: Some(from), opened_to: Some(to), ..filter };
    let mut found: BTreeMap<_, CaseRow> = BTreeMap::new();
    for filter in if want.closed_only { vec![closed] } else { vec![opened, closed] } {
        let mut export = Export::within(ask.scope.clone(), filter)?;
        while let Some(rows) = export.next(desk.engine, ctx).await? {
            // A voided case proves nothing.
            let rows = rows.into_iter().filter(|row| row.state_class != "void");
            found.extend(rows.map(|row| ((row.opened_at, row.id), row)));
            if found.len() as u64 >= most {
                break;
            }
        }
    }
    Ok(found
        .into_values()
        .map(|row| {
            let place = row.premises.as_ref().map(|premises| premises.name.clone());
            let title = place.map_or_else(|| row.title.clone(), |place| format!("{}（{place}）", row.title));
            let marks: Vec<&str> = row.marks.iter().map(|mark| mark.name.as_str()).collect();
            let mut note = marks.join("、");
            if row.overdue {
                note = if note.is_empty() { "已超期".to_owned() } else { format!("{note}、已超期") };
            }
            let entry = Entry {
                number: row.number,
                state: row.state_name,
                region: row.region.path,
                on: Some(row.opened_at.civil_date()),
                due: row.due_date,
                closed: row.closed_at.map(kernel::time::Timestamp::civil_date),
                note,
                ..entry(Source::Cases, row.id.as_uuid(), &title)
            };
            Row { entry, case: Some(row.id), region: None, files: Vec::new() }
        })
        .collect())
}

async fn visits(ctx: &Ctx, ask: &Ask<'_>, most: u64) -> Result<Vec<Row>, Problem> {
    let found = campaign_facts::visits_within(&ctx.tx, &ask.scope, ask.region, ask.days, most.max(1)).await?;
    Ok(found
        .into_iter()
        .rev()
        .map(|visit| Row {
            entry: Entry {
                state: if visit.failed > 0 {
                    format!("不合格{}项", visit.failed)
                } else {
                    "全部合格".into()
                },
                on: Some(visit.on),
                note: format!("{}检查，登记隐患{}件", visit.org, visit.cases_opened),
                ..entry(Source::Inspections, visit.id.as_uuid(), &visit.premises)
            },
            case: None,
            region: Some(visit.region),
            files: Vec::new(),
        })
        .collect())
}

async fn papers(ctx: &Ctx, ask: &Ask<'_>, want: &Want, most: u64) -> Result<Vec<Row>, Problem> {
    let found = facts::papers_between(ctx, &ask.scope, ask.region, ask.days, most.max(1)).await?;
    let wanted = |code: &String| want.kinds.is_empty() || want.kinds.contains(code);
    Ok(found
        .into_iter()
        .filter(|paper| wanted(&paper.code))
        .map(|paper| Row {
            entry: Entry {
                number: paper.number,
                state: "已登记".into(),
                on: Some(paper.issued_on),
                note: format!("事项 {}", paper.case_number),
                ..entry(Source::Papers, paper.id, &format!("{}：{}", paper.title, paper.case_title))
            },
            case: None,
            region: Some(paper.region),
            files: Vec::new(),
        })
        .collect())
}

async fn premises(
    ctx: &Ctx,
    desk: &Desk<'_>,
    ask: &Ask<'_>,
    want: &Want,
    most: u64,
) -> Result<Vec<Row>, Problem> {
    let filter = PremisesFilter {
        kind: (!want.kinds.is_empty()).then(|| want.kinds.join(",")),
        region: Some(ask.region),
        q: want.contains.clone(),
        ..PremisesFilter::default()
    };
    let (mut rows, mut from) = (Vec::new(), None);
    loop {
        let (chunk, next) =
            registry::service::chunk_within(ctx, desk.pack, &ask.scope, &filter, from.as_ref()).await?;
        rows.extend(chunk.into_iter().map(|place| Row {
            entry: Entry {
                state: place.kind_name.clone(),
                region: place.region.path.clone(),
                on: place.last_inspected_on,
                note: masked(&place.address),
                ..entry(Source::Premises, place.id.as_uuid(), &place.name)
            },
            case: None,
            region: None,
            files: Vec::new(),
        }));
        if next.is_none() || rows.len() as u64 >= most {
            return Ok(rows);
        }
        from = next;
    }
}

/// Fills in the names of regions where the source gave only codes.
async fn named(ctx: &Ctx, rows: Vec<Row>) -> Result<Vec<Entry>, Problem> {
    let codes: BTreeSet<RegionCode> = rows.iter().filter_map(|row| row.region).collect();
    let names = region_names(&ctx.tx, codes.into_iter().collect()).await?;
    Ok(rows
        .into_iter()
        .map(|row| {
            let mut entry = row.entry;
            if let Some(code) = row.region {
                entry.region = names.get(&code).map_or_else(|| code.to_string(), |name| name.path.clone());
            }
            entry
        })
        .collect())
}

fn stage(code: &str) -> &str {
    match code {
        "before" => "整改前",
        "after" => "整改后",
        "verify" => "核查",
        "look_back" => "回头看",
        "paper" => "文书",
        other => other,
    }
}

/// A file of a case as it is kept, not yet numbered.
fn kept(ctx: &Ctx, file: FileRecord) -> KeptFile {
    KeptFile {
        id: ctx.id::<Uuid>(),
        item: 0,
        entry: 0,
        seq: 0,
        name: masked(&file.name),
        media_type: file.media_type,
        sm3: file.sm3,
        size: file.size,
        stage: stage(&file.stage).to_owned(),
        grade: file.grade.label().to_owned(),
        taken_at: file.taken_at,
        uploaded_at: file.uploaded_at,
        path: String::new(),
        repeated: false,
    }
}

/// The files of an item's rows, in the order of the rows.
async fn files_of(ctx: &Ctx, position: u32, rows: &mut [Row]) -> Result<Vec<Unplaced>, Problem> {
    let cases: Vec<CaseId> = rows.iter().filter_map(|row| row.case).collect();
    let mut by_case: BTreeMap<CaseId, Vec<FileRecord>> = BTreeMap::new();
    for file in facts::files_of(ctx, &cases).await? {
        if let Some(case) = file.case_id {
            by_case.entry(case).or_default().push(file);
        }
    }
    let mut files = Vec::new();
    for row in rows {
        let of_case = row.case.and_then(|case| by_case.remove(&case)).unwrap_or_default();
        let own = of_case.into_iter().map(|file| kept(ctx, file));
        for mut file in own.chain(std::mem::take(&mut row.files)) {
            file.item = position;
            file.entry = row.entry.seq;
            file.seq = u32::try_from(files.len() + 1).unwrap_or(u32::MAX);
            files.push(Unplaced { file, number: row.entry.number.clone() });
        }
    }
    Ok(files)
}
