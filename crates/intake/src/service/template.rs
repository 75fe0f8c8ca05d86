//! An empty ledger to fill in: kinds of the pack and regions of the caller's scope to choose from.

use super::WRITE;
use crate::rules::takes;
use kernel::problem::Problem;
use kernel::region::{Level, RegionCode, RegionEntry};
use pack::Pack;
use std::collections::{BTreeMap, BTreeSet};
use store::Ctx;
use workbook::{TemplateColumn, TemplateKind, template};

/// Rows with drop-down lists.
const ROWS: u32 = 5_000;

/// The template as a file.
#[derive(Debug)]
pub struct Template {
    /// File name to offer.
    pub name: String,
    /// The workbook, .xlsx.
    pub bytes: Vec<u8>,
}

/// An empty ledger with drop-down lists.
///
/// # Errors
/// 403 without the permission.
pub async fn ledger_template(ctx: &Ctx, pack: &Pack) -> Result<Template, Problem> {
    ctx.caller.require(WRITE)?;
    let scope = ctx.caller.scope(WRITE);
    let day = ctx.today();
    let entries: BTreeMap<RegionCode, RegionEntry> = directory::region::all(&ctx.tx)
        .await?
        .into_iter()
        .filter(|entry| entry.valid_on(day))
        .map(|entry| (entry.code, entry))
        .collect();
    let reached: Vec<RegionCode> = entries.keys().copied().filter(|code| takes(&scope, *code)).collect();
    let columns = columns(pack, &Places::of(&entries, &reached));
    let bytes = tokio::task::spawn_blocking(move || {
        let folder = tempfile::tempdir().map_err(Problem::internal)?;
        let path = folder.path().join("template.xlsx");
        template("场所台账", &columns, ROWS, &path).map_err(Problem::internal)?;
        std::fs::read(&path).map_err(Problem::internal)
    })
    .await
    .map_err(Problem::internal)??;
    Ok(Template { name: "场所台账导入模板.xlsx".to_owned(), bytes })
}

/// Names to choose from, each once and in the order of the codes.
#[derive(Debug, Default)]
struct Places {
    counties: Vec<String>,
    towns: Vec<String>,
    villages: Vec<String>,
}

impl Places {
    fn of(entries: &BTreeMap<RegionCode, RegionEntry>, reached: &[RegionCode]) -> Self {
        let names = |level: Level| {
            let mut seen = BTreeSet::new();
            let codes: BTreeSet<RegionCode> = reached
                .iter()
                .filter_map(|code| code.at_level(level))
                .filter(|code| code.level() == level)
                .collect();
            let names = codes.iter().filter_map(|code| entries.get(code)).map(|entry| entry.name.clone());
            names.filter(|name| seen.insert(name.clone())).collect::<Vec<_>>()
        };
        Self { counties: names(Level::County), towns: names(Level::Town), villages: names(Level::Village) }
    }
}

fn columns(pack: &Pack, places: &Places) -> Vec<TemplateColumn> {
    let column = |title: &str, hint: &str, example: &str, kind: TemplateKind| TemplateColumn {
        title: title.to_owned(),
        hint: hint.to_owned(),
        example: example.to_owned(),
        choices: Vec::new(),
        kind,
        required: false,
    };
    let text = |title: &str, hint: &str, example: &str| column(title, hint, example, TemplateKind::Text);
    let must = |column: TemplateColumn| TemplateColumn { required: true, ..column };
    let pick = |column: TemplateColumn, choices: &[String]| TemplateColumn {
        choices: choices.to_vec(),
        example: choices.first().cloned().unwrap_or_default(),
        ..column
    };
    let kinds: Vec<String> = pack.premises_kinds.iter().map(|kind| kind.name.clone()).collect();
    let yes_no = ["是".to_owned(), "否".to_owned()];
    let mut all = vec![
        must(text("场所名称", "招牌或登记名称，最多 100 字", "示例商店")),
        must(pick(text("场所类别", "从下拉列表中选择", ""), &kinds)),
    ];
    // Names of towns repeat between counties; within one county the town says it all.
    if places.counties.len() > 1 {
        all.push(must(pick(text("县（市、区）", "从下拉列表中选择", ""), &places.counties)));
    }
    all.push(must(pick(text("镇街", "从下拉列表中选择", ""), &places.towns)));
    if !places.villages.is_empty() {
        all.push(pick(text("村（社区）", "可不填；从下拉列表中选择", ""), &places.villages));
    }
    all.extend([
        must(text("地址", "路名、门牌号、楼层，最多 200 字", "示例路 8 号")),
        text("单位名称", "经营单位与场所名称不同时填写", "示例商贸有限公司"),
        column("统一社会信用代码", "18 位；没有可不填", "", TemplateKind::Code),
        text("法定代表人", "姓名", ""),
        text("消防安全管理人", "姓名", ""),
        column("联系电话", "手机或带区号的固定电话", "", TemplateKind::Code),
        column("建筑面积（平方米）", "只填数字", "120", TemplateKind::Number),
        column("地上层数", "整数", "3", TemplateKind::Integer),
        column("建筑高度（米）", "只填数字", "10.5", TemplateKind::Number),
        column("经度", "东经度数，小数；坐标系在导入时选择", "", TemplateKind::Number),
        column("纬度", "北纬度数，小数", "", TemplateKind::Number),
        pick(text("是否住人", "场所内有人员住宿的填“是”", ""), &yes_no),
        text("备注", "", ""),
    ]);
    all
}
