//! Cover and contents: as .docx to be printed, as HTML to be clicked.

use super::archive::{Contents, SYNTHETIC};
use paper::{Block, Document, Grid, GridCell, GridRow, Page, WriteError};
use std::fmt::Write as _;

fn period(contents: &Contents) -> String {
    format!("{} 至 {}", contents.row.from, contents.row.to)
}

/// Cover, then the contents on a page of their own.
pub(super) fn document(contents: &Contents) -> Result<Vec<u8>, WriteError> {
    let row = &contents.row;
    let mut blocks = Vec::new();
    if contents.synthetic {
        blocks.push(Block::Note(SYNTHETIC.into()));
    }
    blocks.extend([
        Block::Space(4),
        Block::Centred(row.org_name.clone()),
        Block::Space(2),
        Block::Title(row.title.clone()),
        Block::Centred("迎 检 资 料".into()),
        Block::Space(6),
        Block::Centred(format!("期　　间：{}", period(contents))),
        Block::Centred(format!("范　　围：{}", row.region_name)),
        Block::Centred(format!("评 分 表：{}（第{}版）", row.sheet_title, row.sheet_version)),
        Block::Centred(format!("制 作 人：{}", row.maker)),
        Block::Centred(format!("制作时间：{}", row.made_at.civil_minute())),
        Block::NewPage,
        Block::Title("目　录".into()),
        Block::Table(table(contents)),
        Block::Note(format!(
            "共{}项，清单{}行，佐证文件{}个（同一文件只放一份）；缺佐证{}项。各项状态以制作时间为准。",
            contents.items.len(),
            row.entries,
            row.files,
            row.missing
        )),
    ]);
    Document { page: Page::Portrait, blocks }.write()
}

fn table(contents: &Contents) -> Grid {
    let heads = ["序号", "项目", "分值", "对应条款", "清单", "文件", "佐证情况"];
    let cells = |words: Vec<String>| GridRow {
        cells: words.into_iter().map(GridCell::text).collect(),
        strong: false,
    };
    let body = contents.items.iter().map(|item| {
        let summary = &item.summary;
        cells(vec![
            summary.item.number.clone(),
            summary.item.text.clone(),
            summary.item.points.map(|points| points.to_string()).unwrap_or_default(),
            summary.item.clauses.join("、"),
            summary.entries.to_string(),
            summary.files.to_string(),
            summary.gap.label().to_owned(),
        ])
    });
    Grid {
        head: vec![GridRow {
            cells: heads.iter().map(|head| GridCell::head(*head, 1, 1)).collect(),
            strong: true,
        }],
        body: body.collect(),
        widths: vec![8, 40, 8, 16, 8, 8, 14],
        ..Grid::default()
    }
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// A path as a link inside the unpacked folder.
fn link(path: &str) -> String {
    path.bytes()
        .map(|byte| {
            if byte.is_ascii_alphanumeric() || b"/.-_".contains(&byte) {
                char::from(byte).to_string()
            } else {
                format!("%{byte:02X}")
            }
        })
        .collect()
}

const STYLE: &str = "body{font:15px/1.7 'Noto Sans CJK SC','Microsoft YaHei',sans-serif;max-width:60em;margin:2em auto;padding:0 1em;color:#1f2933}\
table{border-collapse:collapse;width:100%}th,td{border:1px solid #9aa5b1;padding:.3em .6em;text-align:left;vertical-align:top}\
th{background:#e6ebf0}.none{color:#b3261e;font-weight:600}h1{font-size:1.5em}h2{font-size:1.05em;margin:1.6em 0 .3em}\
ol{margin:.2em 0}@media print{a{color:inherit;text-decoration:none}h2{break-after:avoid}tr{break-inside:avoid}}";

/// The contents with links to every list and file.
pub(super) fn page(contents: &Contents) -> String {
    let row = &contents.row;
    let mut out = format!(
        "<!doctype html><html lang=\"zh-CN\"><head><meta charset=\"utf-8\"><title>{0}</title><style>{STYLE}</style></head>\
         <body><h1>{0}</h1>",
        escape(&row.title)
    );
    if contents.synthetic {
        let _ = write!(out, "<p><strong>{SYNTHETIC}</strong></p>");
    }
    let _ = write!(
        out,
        "<p>{}　期间 {}　范围 {}　评分表 {}（第{}版）<br>制作人 {}　制作时间 {}</p>",
        escape(&row.org_name),
        period(contents),
        escape(&row.region_name),
        escape(&row.sheet_title),
        row.sheet_version,
        escape(&row.maker),
        row.made_at.civil_minute()
    );
    for item in &contents.items {
        let summary = &item.summary;
        let list = format!("{}/000 清单.xlsx", summary.folder);
        let missing = if summary.missing.is_empty() {
            String::new()
        } else {
            let class = if summary.files == 0 { " class=\"none\"" } else { "" };
            format!("<p{class}>{}：{}</p>", summary.gap.label(), escape(&summary.missing.join("；")))
        };
        let _ = write!(
            out,
            "<h2>{} {}</h2><p><a href=\"{}\">清单（{}行）</a>　佐证文件{}个</p>{missing}<ol>",
            escape(&summary.item.number),
            escape(&summary.item.text),
            link(&list),
            summary.entries,
            summary.files
        );
        for file in &item.files {
            let name = file.path.rsplit('/').next().unwrap_or(&file.path);
            let _ = write!(out, "<li><a href=\"{}\">{}</a></li>", link(&file.path), escape(name));
        }
        out.push_str("</ol>");
    }
    out.push_str("</body></html>");
    out
}
