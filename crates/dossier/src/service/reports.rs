//! Reports on plan tasks as evidence of the clauses an item names. What nobody verified is listed and proves nothing.

use super::gather::{Ask, Row, entry};
use crate::model::{Entry, KeptFile, SheetItem, Source};
use crate::rules::masks::masked;
use kernel::problem::Problem;
use plan::facts::{ReportFact, ReportFile, reports_between};
use store::Ctx;
use uuid::Uuid;

/// Reports of the period and region on tasks of the item's clauses.
pub(super) async fn rows(ctx: &Ctx, ask: &Ask<'_>, item: &SheetItem, most: u64) -> Result<Vec<Row>, Problem> {
    let found = reports_between(ctx, &ask.scope, ask.region, ask.days, &item.clauses, most.max(1)).await?;
    Ok(found.into_iter().map(|report| row(ctx, report)).collect())
}

fn row(ctx: &Ctx, report: ReportFact) -> Row {
    let mut said = vec![format!("《{}》", report.plan_title)];
    if !report.leads.is_empty() {
        said.push(format!("牵头：{}", report.leads.join("、")));
    }
    said.push(format!("报告：{}", report.post));
    let verified = report.verified.as_ref().map(|(_, day)| *day);
    // What nobody verified goes without its files: it is no proof.
    let files = match &report.verified {
        Some((checker, _)) => {
            said.push(format!("核验：{checker}"));
            report.files.into_iter().map(|file| kept(ctx, file)).collect()
        }
        None => Vec::new(),
    };
    let entry = Entry {
        number: format!("{} 任务{}", report.clause, report.number),
        state: if verified.is_some() { "已核验" } else { "未核验" }.to_owned(),
        on: Some(report.on),
        closed: verified,
        note: masked(&said.join("；")),
        ..entry(Source::PlanReports, report.id, &format!("{}（报告：{}）", report.task, report.words))
    };
    Row { entry, case: None, region: Some(report.region), files }
}

fn kept(ctx: &Ctx, file: ReportFile) -> KeptFile {
    KeptFile {
        id: ctx.id::<Uuid>(),
        item: 0,
        entry: 0,
        seq: 0,
        name: masked(&file.name),
        media_type: file.media_type,
        sm3: file.sm3,
        size: file.size,
        stage: "任务报告".to_owned(),
        grade: String::new(),
        taken_at: None,
        uploaded_at: file.uploaded_at,
        path: String::new(),
        repeated: false,
    }
}
