//! Rows as the API shows them.

use crate::Engine;
use crate::answer::{CaseRow, EvidenceFile, Location, MarkView, RegionView};
use crate::model::{FileRecord, Named, RowRecord};
use crate::port::RegionName;
use crate::repo::marks::{self, MarkRecord};
use kernel::id::CaseId;
use kernel::problem::Problem;
use kernel::region::RegionCode;
use pack::lifecycle::Lifecycle;
use std::collections::BTreeMap;
use store::Ctx;

impl Engine {
    /// Rows with marks, names and days left.
    pub(crate) async fn views(&self, ctx: &Ctx, records: Vec<RowRecord>) -> Result<Vec<CaseRow>, Problem> {
        let ids: Vec<CaseId> = records.iter().map(|record| record.id).collect();
        let mut regions: Vec<RegionCode> = records.iter().map(|record| record.region).collect();
        regions.sort_unstable();
        regions.dedup();
        let marks = marks::of_cases(ctx, &ids).await?;
        let names = self.directory.region_names(ctx, &regions).await?;
        let mut rows = Vec::with_capacity(records.len());
        for record in records {
            let lifecycle = self.lifecycle(ctx, &record.lifecycle_hash).await?;
            let set = marks.get(&record.id).map_or(&[][..], Vec::as_slice);
            let sector = record.sector.as_deref().map(|code| self.named("sectors", code));
            rows.push(row(ctx, (record, sector), &lifecycle, set, &names));
        }
        Ok(rows)
    }
}

/// A region with its names; the code stands in where the directory knows none.
pub(crate) fn region(code: RegionCode, names: &BTreeMap<RegionCode, RegionName>) -> RegionView {
    match names.get(&code) {
        Some(found) => RegionView { code, name: found.name.clone(), path: found.path.clone() },
        None => RegionView { code, name: code.to_string(), path: code.to_string() },
    }
}

fn row(
    ctx: &Ctx,
    (record, sector_name): (RowRecord, Option<String>),
    lifecycle: &Lifecycle,
    marks: &[MarkRecord],
    names: &BTreeMap<RegionCode, RegionName>,
) -> CaseRow {
    let today = ctx.today();
    let open = record.state_class.is_open();
    let due = record.due_date.filter(|_| open);
    let premises = match (record.subject_kind.as_deref(), record.subject_id, record.subject_name) {
        (Some("premises"), Some(id), Some(name)) => Some(Named { id, name }),
        _ => None,
    };
    let state_name = match lifecycle.state(&record.state) {
        _ if record.historical => HISTORICAL.to_owned(),
        Some(state) => state.name.clone(),
        None => record.state.clone(),
    };
    CaseRow {
        id: record.id,
        number: record.number,
        kind_name: lifecycle.name.clone(),
        kind: record.kind,
        title: record.title,
        state_name,
        historical: record.historical,
        state: record.state,
        state_class: record.state_class.code().to_owned(),
        marks: marks.iter().map(|mark| mark_view(lifecycle, mark)).collect(),
        due_date: due,
        due_in_days: due.map(|due| (due - today).num_days()),
        overdue: due.is_some_and(|due| due < today),
        provisional_due: due.is_some() && record.due_provisional,
        premises,
        unit: record.unit_id.zip(record.unit_name).map(|(id, name)| Named { id: id.as_uuid(), name }),
        region: region(record.region, names),
        sector: record.sector,
        sector_name,
        opened_at: record.opened_at,
        closed_at: record.closed_at,
        version: record.version,
    }
}

fn mark_view(lifecycle: &Lifecycle, mark: &MarkRecord) -> MarkView {
    let known = lifecycle.marks.iter().find(|known| known.code == mark.code);
    MarkView {
        code: mark.code.clone(),
        name: known.map_or_else(|| mark.code.clone(), |known| known.name.clone()),
        on: mark.set_on,
        danger: known.is_some_and(|known| known.danger),
    }
}

/// The word for a closing taken over from an old ledger.
pub(crate) const HISTORICAL: &str = "历史销号·未核验";

/// A file as the API shows it.
pub(crate) fn file(record: FileRecord) -> EvidenceFile {
    let url = format!("/api/v1/files/{}", record.id);
    EvidenceFile {
        thumbnail_url: record.thumbnail.then(|| format!("{url}/thumbnail")),
        url,
        id: record.id,
        reused: false,
        reused_in: Vec::new(),
        case_id: record.case_id,
        name: record.name,
        media_type: record.media_type,
        size: record.size,
        sm3: record.sm3,
        stage: record.stage,
        note: record.note,
        taken_at: record.taken_at,
        uploaded_at: record.uploaded_at,
        uploaded_by: record.uploader,
        grade: record.grade.code().to_owned(),
        grade_name: record.grade.label().to_owned(),
        place: record
            .longitude
            .zip(record.latitude)
            .map(|(longitude, latitude)| Location { longitude, latitude }),
    }
}
