//! A year of work, lived day by day: visits find hazards, hazards are fixed, verified and closed, some too late.

mod photo;
mod steps;

use super::city::City;
use super::places::{Known, Places};
use super::{Made, SEED};
use crate::command::setup::told;
use crate::wiring::Program;
use anyhow::{Context, Result};
use campaign::model::{Answer, NewInspection, Outcome};
use campaign::service::{Desk, checklist, record};
use casework::Engine;
use chrono::{Days, NaiveDate};
use kernel::id::CaseId;
use kernel::region::RegionCode;
use kernel::time::{Clock, FrozenClock, Timestamp};
use photo::Photos;
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};
use serde_json::Map;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use steps::{Next, Step};
use store::Caller;

/// One visit a year for so many premises.
const PREMISES_A_VISIT: u32 = 8;

/// What the days share.
struct Life<'a> {
    program: &'a Program,
    engine: Arc<Engine>,
    city: &'a City,
    photos: Photos,
    random: StdRng,
    due: BTreeMap<NaiveDate, Vec<Next>>,
    known: BTreeSet<CaseId>,
    made: Made,
}

/// Lives from the clock's day to `until`.
pub(super) async fn live(
    program: &mut Program,
    clock: &FrozenClock,
    city: &City,
    places: &Places,
    until: Timestamp,
    progress: &mut impl FnMut(&str),
) -> Result<Made> {
    let engine = program.app.service::<Engine>().map_err(told)?;
    let photos = Photos::make(&program.app, &engine).await?;
    let mut life = Life {
        program,
        engine,
        city,
        photos,
        random: StdRng::seed_from_u64(SEED ^ 0x51ed),
        due: BTreeMap::new(),
        known: BTreeSet::new(),
        made: Made { premises: u32::try_from(places.all.len())?, inspections: 0, cases: 0, actions: 0 },
    };
    let first = clock.now().civil_date();
    let last = until.civil_date();
    let days = u32::try_from((last - first).num_days().max(1))?;
    let visits = (life.made.premises / PREMISES_A_VISIT).max(12);
    let mut month = String::new();
    let mut points = super::plan::PlanYear::default();
    for number in 0..=days {
        let day = first.checked_add_days(Days::new(u64::from(number))).context("day")?;
        // Half past eight in the morning in Shanghai, but never later than now.
        let morning: Timestamp = format!("{day}T00:30:00Z").parse().map_err(|_| anyhow::anyhow!("{day}"))?;
        clock.set(if morning < until { morning } else { until });
        if month != day.format("%Y-%m").to_string() {
            month = day.format("%Y-%m").to_string();
            progress(&format!("{month}：检查 {} 次，事项 {} 件", life.made.inspections, life.made.cases));
        }
        if program_is_working(life.program, day) {
            let share = visits * (number + 1) / (days + 1) - visits * number / (days + 1);
            for _ in 0..share {
                let place = &places.all[life.random.random_range(0..places.all.len())];
                life.visit(place, day).await?;
            }
        }
        for next in life.due.remove(&day).unwrap_or_default() {
            life.step(next, day).await?;
        }
        points.on(life.program, city, day, last).await?;
        life.program.runner.run_due(500).await?;
    }
    Ok(life.made)
}

fn program_is_working(program: &Program, day: NaiveDate) -> bool {
    program.app.calendar.is_working_day(day).working
}

impl Life<'_> {
    fn later(&mut self, day: NaiveDate, days: u64, next: Next) {
        if let Some(day) = day.checked_add_days(Days::new(days.max(1))) {
            self.due.entry(day).or_default().push(next);
        }
    }

    fn caller(&self, role: &str, region: RegionCode, turn: usize) -> Result<Caller> {
        self.city.caller(role, region, turn).cloned().with_context(|| format!("{region} 没有“{role}”"))
    }

    async fn visit(&mut self, place: &Known, day: NaiveDate) -> Result<()> {
        let list = checklist(&self.program.app.pack, &place.kind).map_err(told)?;
        let role = if self.random.random_range(0..3) == 0 { "fire_officer" } else { "town_station" };
        let caller = self.caller(role, place.region, 0)?;
        let mut facts = Map::new();
        let bad = self.random.random_range(0..100) < 55;
        let answers = list
            .items
            .iter()
            .map(|item| {
                let fails = bad && self.random.random_range(0..100) < 8;
                let result = match (fails, self.random.random_range(0..6)) {
                    (true, _) => Outcome::Fail,
                    (false, 0) => Outcome::Na,
                    (false, _) => Outcome::Pass,
                };
                let note = fails.then(|| "现场检查发现，已拍照（演示）".to_owned());
                Answer { item: item.code.clone(), result, note, evidence: Vec::new() }
            })
            .collect();
        // Now and then an inspector counts the exits, which can make a hazard a major one.
        if self.random.random_range(0..28) == 0 {
            facts.insert("exits_required".into(), 2.into());
            facts.insert("exits_present".into(), 1.into());
        }
        let input = NewInspection {
            premises_id: place.id,
            inspected_on: day,
            checklist: list.code.clone(),
            answers,
            facts,
            kinds: None,
            note: None,
            client_id: None,
        };
        let ctx = self.program.app.env.write(caller).await?;
        let desk = Desk { pack: &self.program.app.pack, engine: &self.engine };
        let seen =
            record(&ctx, &desk, input).await.map_err(told).with_context(|| format!("检查 {}", place.kind))?;
        ctx.commit().await?;
        self.made.inspections += 1;
        for case in &seen.cases {
            // A failing answer seen before points at the case that is open already.
            if !self.known.insert(case.id) {
                continue;
            }
            self.made.cases += 1;
            let major = case.marks.iter().any(|mark| mark.code == "suggested_major");
            let step = if major { Step::Propose } else { Step::Assign };
            let wait = self.random.random_range(1..5);
            self.later(
                day,
                wait,
                Next { case: case.id, version: case.version, region: place.region, step, major },
            );
        }
        Ok(())
    }

    /// What a step did to a case, for messages.
    fn named(case: CaseId, action: &str) -> String {
        format!("事项 {case} 办理 {action}")
    }
}
