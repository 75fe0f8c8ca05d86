//! The overview (总览): what a leader sees in two minutes, every figure with the list behind it.

mod model;
mod plan;
mod regions;
mod trend;

pub use model::{Figure, Overview, PlanSection, RegionFigures, Tone, TrendMonth};

use casework::Engine;
use casework::answer::{CaseFilter, Order};
use casework::facts::{self, LeafCount};
use chrono::Datelike;
use kernel::page::Limit;
use kernel::problem::Problem;
use pack::Pack;
use pack::lifecycle::StateClass;
use registry::model::{PremisesFilter, TreeRow};
use store::Ctx;

/// Permission to see it.
pub const READ: &str = "overview.read";
/// Overdue cases shown.
const SHOWN: u32 = 10;

/// The overview of what the caller reaches.
///
/// # Errors
/// 403 without the permission.
pub async fn overview(ctx: &Ctx, pack: &Pack, engine: &Engine) -> Result<Overview, Problem> {
    ctx.caller.require(READ)?;
    let cases = ctx.caller.scope("case.read");
    let leaves = facts::counts(ctx, &cases, CaseFilter::default()).await?;
    let premises = if ctx.caller.may(registry::service::READ) {
        registry::service::tree(ctx, &PremisesFilter::default()).await?
    } else {
        Vec::new()
    };
    let since = trend::first_month(ctx.today());
    let months = facts::months(ctx, &cases, "hazard", since).await?;
    let overdue = CaseFilter { overdue: Some(true), order: Some(Order::Due), ..CaseFilter::default() };
    let overdue = engine.list(ctx, overdue, Limit::new(SHOWN)?, None).await?.items;
    let year = ctx.today().year();
    Ok(Overview {
        as_of: ctx.now,
        figures: figures(&leaves, &premises, trend::closed_in(&months, year), year),
        regions: regions::roll_up(ctx, &leaves, &premises, &months, year).await?,
        overdue,
        plan: plan::sections(pack),
        trend: trend::by_month(&months, ctx.today()),
    })
}

fn figures(leaves: &[LeafCount], premises: &[TreeRow], closed_year: i64, year: i32) -> Vec<Figure> {
    let sum = |wanted: &dyn Fn(&LeafCount) -> bool, amount: &dyn Fn(&LeafCount) -> i64| -> i64 {
        leaves.iter().filter(|leaf| wanted(leaf)).map(amount).sum()
    };
    let open = |leaf: &LeafCount| leaf.class.is_open();
    let count = |leaf: &LeafCount| leaf.count;
    let all: i64 = premises.iter().filter(|row| row.parent.is_none()).map(|row| row.count).sum();
    let figure = |code: &str, label: String, value: i64, unit: &str, danger: bool, link: &str| Figure {
        code: code.into(),
        label,
        value,
        unit: unit.into(),
        tone: if danger && value > 0 { Tone::Danger } else { Tone::Normal },
        link: link.into(),
    };
    let open_classes = "open,planned,doing,reported,verifying,waiting";
    vec![
        figure(
            "open",
            "未办结隐患".into(),
            sum(&open, &count),
            "件",
            false,
            &format!("/cases?state_class={open_classes}"),
        ),
        figure(
            "overdue",
            "已超期".into(),
            sum(&open, &|leaf| leaf.overdue),
            "件",
            true,
            "/cases?overdue=true",
        ),
        figure(
            "major",
            "未销号重大火灾隐患".into(),
            sum(&|leaf| open(leaf) && leaf.major, &count),
            "处",
            true,
            &format!("/cases?mark=major&state_class={open_classes}"),
        ),
        figure(
            "verifying",
            "待核查".into(),
            sum(&|leaf| matches!(leaf.class, StateClass::Reported | StateClass::Verifying), &count),
            "件",
            false,
            "/cases?state_class=reported,verifying",
        ),
        figure(
            "closed_year",
            format!("{year}年已销号"),
            closed_year,
            "件",
            false,
            "/cases?state_class=closed",
        ),
        figure("premises", "在册场所".into(), all, "家", false, "/premises"),
    ]
}
