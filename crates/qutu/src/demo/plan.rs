//! The year's work points of the demonstration: uploaded, reviewed, published, reported on and verified through the
//! same services a user calls.

use super::city::City;
use crate::command::setup::told;
use crate::wiring::Program;
use anyhow::{Context, Result};
use casework::Engine;
use chrono::{Datelike, NaiveDate};
use kernel::region::{Level, RegionCode};
use plan::model::{
    Edit, Milestone, NewPlan, Owner, OwnerKind, Part, PlanPage, PlanTask, Target, TaskChange, TaskMeasure,
    TaskRef, TaskState,
};
use plan::service::{self, CheckReport, Desk, NewEvidence, NewReport, Publish};
use store::Caller;
use uuid::Uuid;

/// The invented document; its year becomes that of the demonstration.
const TEXT: &str = include_str!("../../../../examples/work-points-sample.txt");
/// A page without words: evidence of the demonstration proves nothing.
const PROOF: &[u8] = b"%PDF-1.4\n% demonstration\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n";

/// Words of the task, who reports, month and day, amount, whether a second person verifies it.
type Reported = (&'static str, Who, (u32, u32), f64, bool);

/// What the owners report.
const REPORTS: [Reported; 12] = [
    ("专题会议", Who::County(0), (2, 20), 1.0, true),
    ("专题会议", Who::County(1), (5, 18), 1.0, true),
    ("专题会议", Who::County(0), (8, 21), 1.0, false),
    ("每月5日前通报", Who::Fire, (1, 30), 1.0, true),
    ("每月5日前通报", Who::Fire, (2, 27), 1.0, true),
    ("每月5日前通报", Who::Fire, (3, 30), 1.0, true),
    ("每月5日前通报", Who::Fire, (4, 29), 1.0, true),
    ("每月5日前通报", Who::Fire, (5, 29), 1.0, false),
    ("新建消防站", Who::Office, (6, 10), 1.0, true),
    ("新建消防站", Who::Office, (9, 16), 1.0, false),
    ("补建市政消火栓", Who::Office, (7, 3), 120.0, true),
    ("改造老旧住宅小区", Who::Fire, (8, 5), 9.0, true),
];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Who {
    Office,
    Fire,
    County(usize),
}

/// The plan as it is lived.
#[derive(Debug, Default)]
pub(super) struct PlanYear {
    plan: Option<Uuid>,
}

impl PlanYear {
    /// What happens to the plan on a day; `last` is the day the demonstration ends.
    pub(super) async fn on(
        &mut self,
        program: &Program,
        city: &City,
        day: NaiveDate,
        last: NaiveDate,
    ) -> Result<()> {
        let opening = NaiveDate::from_ymd_opt(last.year(), 1, 15).unwrap_or(last).min(last);
        if self.plan.is_none() && day >= opening {
            self.plan = Some(publish(program, city, last.year()).await.context("发布要点")?);
        }
        let Some(plan) = self.plan else { return Ok(()) };
        for (words, who, (month, date), amount, verified) in REPORTS {
            if day.year() == last.year() && (day.month(), day.day()) == (month, date) {
                report(program, city, plan, words, who, amount, verified)
                    .await
                    .with_context(|| format!("报告“{words}”"))?;
            }
        }
        Ok(())
    }
}

fn city_code(city: &City) -> Result<RegionCode> {
    city.callers
        .keys()
        .find_map(|(role, code)| (role == "city_office").then_some(*code))
        .context("没有市消安委办")
}

fn caller(city: &City, who: Who) -> Result<Caller> {
    let own = city_code(city)?;
    let found = match who {
        Who::Office => city.caller("city_office", own, 0),
        Who::Fire => city.caller("fire_officer", own, 0),
        Who::County(turn) => {
            let counties: Vec<RegionCode> = city
                .callers
                .keys()
                .filter(|(role, code)| role == "county_office" && code.level() == Level::County)
                .map(|(_, code)| *code)
                .collect();
            counties.get(turn % counties.len().max(1)).and_then(|code| city.caller("county_office", *code, 0))
        }
    };
    found.cloned().context("没有可报告的人")
}

struct Room<'a> {
    program: &'a Program,
    engine: std::sync::Arc<Engine>,
    office: Caller,
    plan: Uuid,
}

impl Room<'_> {
    fn desk(&self) -> Desk<'_> {
        let app = &self.program.app;
        Desk { pack: &app.pack, calendar: &app.calendar, engine: &self.engine }
    }

    async fn edit(&self, edit: Edit) -> Result<PlanPage> {
        let ctx = self.program.app.env.write(self.office.clone()).await?;
        let page = service::edit(&ctx, &self.desk(), self.plan, edit).await.map_err(told)?;
        ctx.commit().await?;
        Ok(page)
    }

    async fn change(&self, page: &PlanPage, words: &str, change: TaskChange) -> Result<PlanPage> {
        let task = find(page, words)?;
        let task = TaskRef { id: task.id, version: task.version };
        self.edit(Edit::Change { task, change: Box::new(change) }).await
    }
}

fn find<'a>(page: &'a PlanPage, words: &str) -> Result<&'a PlanTask> {
    let open = |task: &&PlanTask| matches!(task.state, TaskState::Proposed | TaskState::Accepted);
    page.tasks
        .iter()
        .filter(open)
        .find(|task| task.body.text.contains(words))
        .with_context(|| format!("没有任务“{words}”"))
}

fn number(amount: f64, unit: &str) -> Option<Option<Target>> {
    Some(Some(Target { amount, unit: unit.into(), share: false }))
}

fn share(amount: f64) -> Option<Option<Target>> {
    Some(Some(Target { amount, unit: String::new(), share: true }))
}

fn cases(filter: &[(&str, &str)]) -> measure::Measure {
    measure::Measure {
        over: measure::Over::Cases,
        filter: filter.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect(),
        value: measure::ValueOf::Count,
    }
}

fn closing_rate() -> TaskMeasure {
    TaskMeasure {
        numerator: cases(&[("kind", "hazard"), ("state_class", "closed")]),
        denominator: Some(cases(&[("kind", "hazard")])),
        basis: measure::Basis::Opened,
    }
}

fn group(kind: OwnerKind, name: &str) -> Owner {
    Owner {
        part: Part::Lead,
        kind,
        name: name.into(),
        raw: None,
        org_id: None,
        post_id: None,
        confirmed: true,
    }
}

async fn publish(program: &Program, city: &City, year: i32) -> Result<Uuid> {
    let app = &program.app;
    let engine = app.service::<Engine>().map_err(told)?;
    let office = caller(city, Who::Office)?;
    let text = TEXT.replace("2026", &year.to_string());
    let name = format!("{year}年全市消防工作要点（演示）.txt");
    let reading = service::read_document(&app.pack, &name, text.into_bytes()).map_err(told)?;
    let ctx = app.env.write(office.clone()).await?;
    let document = service::upload(&ctx, &app.files, reading).await.map_err(told)?;
    let new = NewPlan { document_id: document.row.id, year: Some(year), title: None, upper_plan: None };
    let desk = Desk { pack: &app.pack, calendar: &app.calendar, engine: &engine };
    let page = service::create(&ctx, &desk, new).await.map_err(told)?;
    ctx.commit().await?;
    let room = Room { program, engine: engine.clone(), office: office.clone(), plan: page.row.id };
    let page = review(&room, page).await?;
    let ctx = app.env.write(office).await?;
    let input = Publish { version: page.row.version, confirm_unowned: true };
    service::publish(&ctx, &room.desk(), room.plan, input).await.map_err(told)?;
    ctx.commit().await?;
    Ok(room.plan)
}

/// Splits what says two things, sets targets, measures and owners, accepts, and says which clauses need no task.
async fn review(room: &Room<'_>, page: PlanPage) -> Result<PlanPage> {
    let mut page = page;
    for (words, before) in
        [("新建消防站", "补建"), ("改造老旧住宅小区", "改造"), ("改造老旧住宅小区", "重点单位")]
    {
        let task = find(&page, words)?;
        let at = task
            .body
            .text
            .find(before)
            .map(|at| task.body.text.get(..at).unwrap_or_default().chars().count());
        let (task, at) = (TaskRef { id: task.id, version: task.version }, at.context("拆分处")?);
        page = room.edit(Edit::Split { task, at }).await?;
    }
    let fire = page
        .tasks
        .iter()
        .flat_map(|task| &task.body.owners)
        .find(|owner| owner.kind == OwnerKind::Organisation && owner.name.contains("消防救援支队"));
    let fire =
        fire.map(|owner| vec![Owner { part: Part::Lead, confirmed: true, raw: None, ..owner.clone() }]);
    let own = |change: TaskChange| TaskChange { owners: fire.clone(), ..change };
    let towns = Some(vec![group(OwnerKind::EachTown, "各镇（街道）")]);
    let stones = vec![Milestone { quarter: 2, amount: 0.6 }, Milestone { quarter: 3, amount: 0.8 }];
    let rate = || TaskChange {
        measure: Some(Some(closing_rate())),
        target: share(0.95),
        milestones: Some(stones.clone()),
        ..TaskChange::default()
    };
    let found = TaskMeasure {
        numerator: cases(&[("kind", "hazard")]),
        denominator: None,
        basis: measure::Basis::Opened,
    };
    let changes = [
        ("重点单位隐患整改率", own(rate())),
        (
            "小型经营场所排查",
            TaskChange {
                owners: towns,
                measure: Some(Some(found)),
                target: number(120.0, "件"),
                mandates: Some(vec!["root_cause".into(), "clearance".into()]),
                ..TaskChange::default()
            },
        ),
        (
            "每月5日前通报",
            own(TaskChange {
                evidence: Some(Some("火灾形势分析报告".into())), ..TaskChange::default()
            }),
        ),
        ("新建消防站", TaskChange { target: number(2.0, "座"), ..TaskChange::default() }),
        ("补建市政消火栓", TaskChange { target: number(300.0, "个"), ..TaskChange::default() }),
        ("改造老旧住宅小区", own(TaskChange { target: number(20.0, "个"), ..TaskChange::default() })),
        ("挂牌督办2至3处", own(TaskChange { target: number(2.0, "处"), ..TaskChange::default() })),
        (
            "政府领导消防工作清单",
            TaskChange {
                owners: Some(vec![group(OwnerKind::EachCounty, "各县（市、区）")]),
                ..TaskChange::default()
            },
        ),
    ];
    for (words, change) in changes {
        page = room.change(&page, words, change).await?;
    }
    let open = page.tasks.iter().filter(|task| task.state == TaskState::Proposed);
    let tasks = open.map(|task| TaskRef { id: task.id, version: task.version }).collect();
    page = room.edit(Edit::Accept { tasks, owners: true }).await?;
    let bare: Vec<String> = page
        .checks
        .iter()
        .filter(|check| check.kind == plan::model::CheckKind::NoTask)
        .map(|check| check.clause.clone())
        .collect();
    for clause in bare {
        page = room
            .edit(Edit::NoTask {
                clause, reason: "原则性要求，由相邻任务落实（演示）".into()
            })
            .await?;
    }
    Ok(page)
}

async fn report(
    program: &Program,
    city: &City,
    plan: Uuid,
    words: &str,
    who: Who,
    amount: f64,
    verified: bool,
) -> Result<()> {
    let app = &program.app;
    let engine = app.service::<Engine>().map_err(told)?;
    let room = Room { program, engine, office: caller(city, Who::Office)?, plan };
    let reporter = caller(city, who)?;
    let ctx = app.env.write(reporter).await?;
    let page = service::page(&ctx, plan).await.map_err(told)?;
    let task = find(&page, words)?.id;
    let new = NewEvidence { name: "演示证据.pdf".into(), bytes: PROOF.to_vec() };
    let file = service::attach(&ctx, &app.files, task, new).await.map_err(told)?;
    let new = NewReport {
        on: None,
        amount: Some(amount),
        total: None,
        words: "按计划推进，佐证材料附后（演示）".into(),
        files: vec![file.id],
    };
    let page = service::report(&ctx, &room.desk(), task, new).await.map_err(told)?;
    ctx.commit().await?;
    if verified {
        let report = page.reports.first().context("报告")?;
        let checker = city.caller("city_office", city_code(city)?, 1).cloned().context("没有第二人")?;
        let ctx = app.env.write(checker).await?;
        let input =
            CheckReport { version: report.version, ok: true, note: Some("材料齐全（演示）".into()) };
        service::verify(&ctx, &room.desk(), report.id, input).await.map_err(told)?;
        ctx.commit().await?;
    }
    Ok(())
}
