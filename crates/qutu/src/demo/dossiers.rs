//! A scoring sheet drawn from the clauses and one dossier made from it, opened to the examiner.

use super::city::City;
use crate::command::setup::told;
use crate::wiring::Program;
use anyhow::{Context, Result};
use casework::Engine;
use chrono::Days;
use dossier::model::{MakeDossier, OpenDossier, SheetText};
use dossier::service::{self, Desk};
use kernel::region::RegionCode;
use std::sync::Arc;

/// Days before today that the dossier is about.
const DAYS: u64 = 365;
/// Days after today that it stays open to the examiner.
const OPEN_DAYS: u64 = 60;

/// Makes both through the services, as the office of the city would.
pub(super) async fn build(program: &Program, city: &City) -> Result<()> {
    let app = &program.app;
    let region: RegionCode = city.towns.iter().find_map(|town| town.code.city()).context("没有地市")?;
    let office = city.caller("city_office", region, 0).context("没有市消安委办")?;
    let engine: Arc<Engine> = app.service().map_err(told)?;
    let desk = Desk { pack: &app.pack, engine: &engine };
    let ctx = app.env.write(office.clone()).await?;
    let mut items = service::template(&ctx.caller, &app.pack).map_err(told)?;
    for item in &mut items {
        item.points = Some(5.0);
    }
    let text =
        SheetText {
            title: "年度消防工作考核评分表（演示）".into(), items, version: None, region: None
        };
    let sheet = service::create_sheet(&ctx, &app.pack, text).await.map_err(told)?;
    let today = ctx.today();
    let make = MakeDossier {
        title: "年度消防工作考核迎检资料（演示）".into(),
        sheet: sheet.row.id,
        items: Vec::new(),
        from: today.checked_sub_days(Days::new(DAYS)).unwrap_or(today),
        to: today,
        region,
    };
    let made = service::make(&ctx, &desk, make).await.map_err(told)?;
    let until = today.checked_add_days(Days::new(OPEN_DAYS)).unwrap_or(today);
    for examiner in service::examiners(&ctx, &desk).await.map_err(told)? {
        let open = OpenDossier { user_id: examiner.user_id, until, may_download: false };
        service::open(&ctx, &desk, made.row.id, open).await.map_err(told)?;
    }
    ctx.commit().await?;
    program.runner.run_due(100).await?;
    Ok(())
}
