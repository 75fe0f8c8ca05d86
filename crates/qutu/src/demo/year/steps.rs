//! What happens to a case next.

use super::Life;
use crate::command::setup::told;
use anyhow::{Context, Result};
use casework::answer::Act;
use chrono::{Days, NaiveDate};
use kernel::id::{CaseId, FileId};
use kernel::region::RegionCode;
use rand::Rng;
use serde_json::{Map, Value, json};
use store::Caller;

/// A step that waits for its day.
#[derive(Debug, Clone, Copy)]
pub(super) struct Next {
    pub(super) case: CaseId,
    pub(super) version: i64,
    pub(super) region: RegionCode,
    pub(super) step: Step,
    pub(super) major: bool,
}

/// Steps of the hazard loop.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    Assign,
    Start,
    Propose,
    Determine,
    Order,
    Report,
    Verify,
    Close,
    LookBack,
}

/// An action with what it carries.
struct Deed {
    caller: Caller,
    action: &'static str,
    fields: Value,
    stage: Option<&'static str>,
}

impl Life<'_> {
    /// Does a step and plans the one after it. Some cases stay where they are, as in life.
    pub(super) async fn step(&mut self, next: Next, day: NaiveDate) -> Result<()> {
        let until = |days: u64| day.checked_add_days(Days::new(days)).map(|day| day.to_string());
        let region = next.region;
        let chance = self.random.random_range(0..100_u32);
        let deed = match next.step {
            Step::Assign => {
                let days = self.random.random_range(7..30);
                let fields = json!({ "due": until(days), "note": "限期整改，期间落实防范措施（演示）" });
                Deed {
                    caller: self.caller("town_station", region, 0)?,
                    action: "assign",
                    fields,
                    stage: None,
                }
            }
            Step::Start => Deed {
                caller: self.caller("town_station", region, 0)?,
                action: "start",
                fields: json!({}),
                stage: None,
            },
            Step::Propose => {
                let fields =
                    json!({ "inspected_on": day, "opinion": "对照判定建议逐条核对，提请集体讨论（演示）" });
                Deed {
                    caller: self.caller("fire_officer", region, 0)?,
                    action: "propose_determination",
                    fields,
                    stage: None,
                }
            }
            Step::Determine => {
                let people: Vec<Value> = ["支队", "大队", "监督"]
                    .iter()
                    .enumerate()
                    .map(|(n, title)| json!({ "name": format!("演示人员{:03}", 950 + n), "title": title }))
                    .collect();
                let action = if chance < 80 { "determine_major" } else { "determine_not_major" };
                let mut fields = json!({ "people": people, "opinion": "经集体讨论形成意见（演示）" });
                if action == "determine_major" {
                    fields["determined_on"] = json!(day);
                }
                Deed { caller: self.caller("fire_chief", region, 0)?, action, fields, stage: None }
            }
            Step::Order => {
                let number = format!("示消重字〔演示〕第{}号", self.made.actions);
                let fields = json!({ "due": until(60), "order_number": number });
                Deed {
                    caller: self.caller("fire_officer", region, 0)?,
                    action: "issue_order",
                    fields,
                    stage: None,
                }
            }
            Step::Report => {
                // One in four is late: it is tried again some weeks later, past its day.
                if chance < 24 {
                    let wait = self.random.random_range(12..45);
                    self.later(day, wait, next);
                    return Ok(());
                }
                let grid =
                    self.city.caller("grid_worker", region, 0).is_some_and(|caller| reaches(caller, region));
                let role = if grid { "grid_worker" } else { "town_station" };
                let fields = json!({ "note": "已按要求整改完毕（演示）" });
                Deed {
                    caller: self.caller(role, region, 0)?,
                    action: "report_fixed",
                    fields,
                    stage: Some("after"),
                }
            }
            Step::Verify => {
                let fixed = chance >= 8;
                let (role, action) = match (next.major, fixed) {
                    (true, true) => ("fire_officer", "verify_pass_major"),
                    (true, false) => ("fire_officer", "verify_fail_major"),
                    (false, true) => ("county_office", "verify_pass"),
                    (false, false) => ("county_office", "verify_fail"),
                };
                let fields = if fixed {
                    json!({ "note": "现场核查，隐患已消除（演示）" })
                } else {
                    json!({ "reason": "整改不到位，继续整改（演示）" })
                };
                Deed {
                    caller: self.caller(role, region, 1)?,
                    action,
                    fields,
                    stage: fixed.then_some("verify"),
                }
            }
            Step::Close => {
                let (role, action) =
                    if next.major { ("fire_chief", "close_major") } else { ("county_office", "close") };
                Deed {
                    caller: self.caller(role, region, 0)?,
                    action,
                    fields: json!({ "note": "同意销号（演示）" }),
                    stage: None,
                }
            }
            Step::LookBack => {
                let relapsed = chance < 12;
                let (action, fields) = if relapsed {
                    ("relapse", json!({ "reason": "回头看发现问题反弹（演示）" }))
                } else {
                    ("look_back_held", json!({}))
                };
                Deed {
                    caller: self.caller("town_station", region, 0)?,
                    action,
                    fields,
                    stage: Some("look_back"),
                }
            }
        };
        let action = deed.action;
        let version = self.act(next, deed).await?;
        self.plan(Next { version, ..next }, action, day);
        Ok(())
    }

    fn plan(&mut self, next: Next, done: &str, day: NaiveDate) {
        let mut wait = |from: u64, to: u64| self.random.random_range(from..to);
        let (days, step, major) = match done {
            "assign" => (wait(1, 5), Step::Start, false),
            "start" | "verify_fail" => (wait(4, 30), Step::Report, false),
            "propose_determination" => (wait(1, 4), Step::Determine, false),
            "determine_major" => (wait(1, 3), Step::Order, true),
            "determine_not_major" => (wait(1, 3), Step::Assign, false),
            "issue_order" => (wait(30, 75), Step::Report, true),
            "verify_fail_major" => (wait(7, 30), Step::Report, true),
            "report_fixed" => (wait(1, 5), Step::Verify, next.major),
            "verify_pass" | "verify_pass_major" => (wait(1, 4), Step::Close, next.major),
            "close" if wait(0, 10) == 0 => (wait(25, 60), Step::LookBack, false),
            "relapse" => (wait(1, 4), Step::Assign, false),
            _ => return,
        };
        self.later(day, days, Next { step, major, ..next });
    }

    /// Attaches what the action needs, acts, and answers the new version.
    async fn act(&mut self, next: Next, deed: Deed) -> Result<i64> {
        let named = || Self::named(next.case, deed.action);
        let mut evidence: Vec<FileId> = Vec::new();
        if let Some(stage) = deed.stage {
            let photo = self.photos.one(stage, self.made.actions).context("照片")?;
            let ctx = self.program.app.env.write(deed.caller.clone()).await?;
            let file =
                self.engine.attach(&ctx, Some(next.case), photo).await.map_err(told).with_context(named)?;
            ctx.commit().await?;
            evidence.push(file.id);
        }
        let fields: Map<String, Value> = deed.fields.as_object().cloned().unwrap_or_default();
        let ctx = self.program.app.env.write(deed.caller.clone()).await?;
        let act = Act { action: deed.action.to_owned(), version: next.version, fields, evidence, note: None };
        let after = self.engine.act(&ctx, next.case, act).await.map_err(told).with_context(named)?;
        ctx.commit().await?;
        self.made.actions += 1;
        Ok(after.row.version)
    }
}

/// Whether the caller's own posts reach the region.
fn reaches(caller: &Caller, region: RegionCode) -> bool {
    let place = kernel::scope::Place::of(region);
    caller.posts.iter().any(|post| post.grant.covers(&place))
}
