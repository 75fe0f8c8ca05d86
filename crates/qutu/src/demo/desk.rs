//! Tables the office asks of its counties: one month locked, the next half filled, a figure held against the ledger.

use super::city::City;
use crate::command::setup::told;
use anyhow::{Context, Result};
use casework::Engine;
use chrono::{Days, NaiveDate};
use http::App;
use kernel::date::Month;
use kernel::region::RegionCode;
use kernel::time::Timestamp;
use report::desk::model::{ReturnId, RoundDetail, RoundId};
use report::desk::service::{self, Desk};
use serde_json::{Value, json};
use store::{Caller, Ctx};

/// Hazards of the month, the figures of the ledger beside what counties say.
fn monthly() -> Value {
    json!({
        "title": "火灾隐患排查整治情况月报表", "period": "monthly",
        "note": "数字以台账为准；与台账不一致的须逐格说明（演示）",
        "layout": { "columns": [
            { "code": "found", "name": "新发现隐患", "group": "隐患", "unit": "处", "required": true, "min": 0,
              "definition": "本期登记入台账的火灾隐患，以登记日期为准",
              "measure": { "over": "cases", "filter": { "kind": "hazard" }, "basis": "opened" } },
            { "code": "fixed", "name": "整改销号", "group": "隐患", "unit": "处", "required": true, "min": 0,
              "definition": "本期办结的火灾隐患，以办结日期为准",
              "measure": { "over": "cases", "filter": { "kind": "hazard" }, "basis": "closed" } },
            { "code": "rate", "name": "销号与新增之比", "group": "隐患", "unit": "%",
              "formula": { "op": "ratio", "of": ["fixed", "found"] } },
            { "code": "checks", "name": "联合检查", "group": "工作", "unit": "次", "required": true, "min": 0 },
            { "code": "trained", "name": "宣传培训", "group": "工作", "unit": "人次", "min": 0 },
            { "code": "meeting", "name": "专题研究", "group": "工作", "kind": "yes_no", "required": true,
              "definition": "本月县级党委政府是否专题研究消防工作" },
            { "code": "note", "name": "说明", "kind": "text" },
        ] }
    })
}

/// Premises by kind, one row each, as a template.
fn baseline() -> Value {
    let rows: Vec<Value> =
        [("shop", "商店"), ("restaurant", "餐饮场所"), ("hotel", "宾馆旅馆"), ("school", "学校幼儿园")]
            .into_iter()
            .map(|(key, name)| json!({ "key": key, "name": name }))
            .collect();
    json!({
        "title": "重点场所底数季报表", "period": "quarterly", "template": true,
        "layout": { "rows": "fixed", "row_head": "场所类型", "items": rows, "columns": [
            { "code": "known", "name": "在册场所", "unit": "家", "required": true, "min": 0,
              "definition": "季末登记在册的场所", "measure": { "over": "premises", "value": "count", "filter": { "kind": "{row}" } } },
            { "code": "checked", "name": "本季检查", "unit": "家", "required": true, "min": 0 },
        ] }
    })
}

struct Office<'a> {
    app: &'a App,
    engine: std::sync::Arc<Engine>,
    city: &'a City,
}

fn of<T: serde::de::DeserializeOwned>(value: Value) -> Result<T> {
    Ok(serde_json::from_value(value)?)
}

impl Office<'_> {
    fn desk(&self) -> Desk<'_> {
        Desk { pack: &self.app.pack, engine: &self.engine, synthetic: true }
    }

    async fn begin(&self, caller: &Caller) -> Result<Ctx> {
        Ok(self.app.env.write(caller.clone()).await?)
    }

    fn caller(&self, role: &str, region: RegionCode) -> Result<&Caller> {
        self.city.caller(role, region, 0).with_context(|| format!("{region} 没有“{role}”"))
    }

    /// Fills a return from the ledger and hands it in; `turn` makes the counties differ.
    async fn hand_in(&self, caller: &Caller, id: ReturnId, turn: i64, off: i64) -> Result<()> {
        let ctx = self.begin(caller).await?;
        let seen = service::return_detail(&ctx, &self.desk(), id).await.map_err(told)?;
        let seen = service::refresh(&ctx, &self.desk(), id, seen.row.version).await.map_err(told)?;
        let mut rows = seen.rows;
        for row in &mut rows {
            if off != 0 {
                let found = row.cells.get("found").and_then(Value::as_i64).unwrap_or(0);
                row.cells.insert("found".into(), (found + off).into());
            }
            row.cells.insert("checks".into(), (3 + turn % 5).into());
            row.cells.insert("trained".into(), (120 + turn * 17).into());
            row.cells.insert("meeting".into(), (turn % 4 != 3).into());
        }
        let reasons = if off == 0 {
            json!({})
        } else {
            json!({ "1/found": "月末排查的隐患下月初才录入（演示）" })
        };
        let save = json!({ "version": seen.row.version, "rows": rows, "reasons": reasons });
        let saved = service::save(&ctx, &self.desk(), id, of(save)?).await.map_err(told)?;
        service::submit(&ctx, &self.desk(), id, saved.row.version).await.map_err(told)?;
        Ok(ctx.commit().await?)
    }

    async fn send(
        &self,
        caller: &Caller,
        form: report::desk::model::FormId,
        day: NaiveDate,
        cutoff: Timestamp,
    ) -> Result<RoundDetail> {
        let ctx = self.begin(caller).await?;
        let input = json!({ "day": day, "cutoff_at": cutoff, "fillers": { "all_below": true } });
        let round = service::send(&ctx, &self.desk(), form, of(input)?).await.map_err(told)?;
        ctx.commit().await?;
        Ok(round)
    }

    async fn lock(&self, caller: &Caller, id: RoundId) -> Result<()> {
        let ctx = self.begin(caller).await?;
        let round = service::round(&ctx, id).await.map_err(told)?;
        service::lock(&ctx, &self.desk(), id, round.row.version).await.map_err(told)?;
        Ok(ctx.commit().await?)
    }
}

/// Asks, fills, chases, locks and reconciles as the people of the city would.
pub(super) async fn furnish(app: &App, city: &City, now: Timestamp) -> Result<()> {
    let engine = app.service::<Engine>().map_err(told)?;
    let office = Office { app, engine, city };
    let region = app.pack.manifest.region.as_deref().context("规则包没有写明地区")?;
    let region: RegionCode = region.parse().map_err(|error| anyhow::anyhow!("地区代码有误：{error}"))?;
    let asker = office.caller("city_office", region)?.clone();
    let ctx = office.begin(&asker).await?;
    let form = service::create_form(&ctx, &office.desk(), of(monthly())?).await.map_err(told)?.row.id;
    service::create_form(&ctx, &office.desk(), of(baseline())?).await.map_err(told)?;
    ctx.commit().await?;

    let month = Month::of(now.civil_date());
    let (last, before) = (month.plus(-1).first_day(), month.plus(-2).first_day());
    let soon = now.civil_date().checked_add_days(Days::new(3)).unwrap_or(now.civil_date());
    let cutoff = Timestamp::start_of_day(soon).plus_hours(17);
    let full = office.send(&asker, form, before, cutoff).await?;
    for (turn, one) in (0_i64..).zip(&full.returns) {
        let filler = office.caller("county_office", one.region)?;
        office.hand_in(filler, one.id, turn, 0).await?;
    }
    office.lock(&asker, full.row.id).await?;

    let round = office.send(&asker, form, last, cutoff).await?;
    let mut towns = Vec::new();
    for (turn, one) in (0_i64..).zip(&round.returns) {
        let filler = office.caller("county_office", one.region)?.clone();
        match turn {
            0..=3 => office.hand_in(&filler, one.id, turn + 2, if turn == 1 { 2 } else { 0 }).await?,
            4 => {
                let ctx = office.begin(&filler).await?;
                let split = json!({ "version": one.version });
                let seen = service::split(&ctx, &office.desk(), one.id, of(split)?).await.map_err(told)?;
                ctx.commit().await?;
                towns = seen.children;
            }
            5 => {
                let ctx = office.begin(&filler).await?;
                service::refresh(&ctx, &office.desk(), one.id, one.version).await.map_err(told)?;
                ctx.commit().await?;
            }
            _ => {}
        }
    }
    for (turn, town) in (0_i64..).zip(&towns).take(towns.len() / 2) {
        let filler = office.caller("town_station", town.region)?.clone();
        office.hand_in(&filler, town.id, turn, 0).await?;
    }
    let waiting: Vec<ReturnId> = round.returns.iter().skip(6).map(|one| one.id).collect();
    let ctx = office.begin(&asker).await?;
    let chase = json!({ "returns": waiting });
    service::chase(&ctx, &office.desk(), round.row.id, of(chase)?).await.map_err(told)?;
    ctx.commit().await?;
    if let Some(one) = round.returns.get(1) {
        reconcile(&office, &asker, one.id, one.region).await?;
    }
    Ok(())
}

/// A county's figure beside ours: its list lacks two rows and has one nobody knows.
async fn reconcile(
    office: &Office<'_>,
    asker: &Caller,
    of_return: ReturnId,
    region: RegionCode,
) -> Result<()> {
    let ctx = office.begin(asker).await?;
    let new = json!({ "title": "上月新发现隐患数", "return_id": of_return, "column": "found" });
    let it = service::reconcile(&ctx, &office.desk(), of(new)?).await.map_err(told)?;
    ctx.commit().await?;
    let county = office.caller("county_office", region)?.clone();
    let ctx = office.begin(&county).await?;
    let filter = json!({ "kind": "hazard", "region": region, "opened_from": it.row.from_date, "opened_to": it.row.to_date });
    let page = kernel::page::Limit::new(kernel::page::Limit::MAX).map_err(told)?;
    let known = office.engine.list(&ctx, of(filter)?, page, None).await.map_err(told)?;
    let mut rows: Vec<Value> =
        known.items.iter().skip(2).map(|row| json!({ "number": row.number })).collect();
    rows.push(json!({ "number": "县自编-017", "name": "演示外来商行" }));
    let claim = json!({ "version": it.row.version, "rows": rows });
    let it = service::claim(&ctx, &office.desk(), it.row.id, of(claim)?).await.map_err(told)?;
    if let Some(first) = it.differences.first() {
        let words = json!({ "version": first.version, "stance": "dispute", "words": "现场已核实，正在补录台账（演示）" });
        service::stand(&ctx, it.row.id, first.id, of(words)?).await.map_err(told)?;
    }
    Ok(ctx.commit().await?)
}
