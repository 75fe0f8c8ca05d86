//! Reading a scoring sheet out of the rows of a workbook. Nothing is guessed silently: what is not taken over is told.

use crate::model::{Proposal, SheetItem};
use pack::Pack;

/// A row as text: its number in the sheet and its cells.
pub type Line = (u32, Vec<String>);

/// Which column holds what.
#[derive(Debug, Clone, Copy, Default)]
struct Columns {
    number: Option<usize>,
    text: Option<usize>,
    points: Option<usize>,
    clauses: Option<usize>,
}

const NUMBER: [&str; 3] = ["序号", "编号", "项号"];
const TEXT: [&str; 6] = ["考核内容", "评分内容", "项目", "内容", "指标", "事项"];
const POINTS: [&str; 3] = ["分值", "分数", "满分"];
const CLAUSES: [&str; 4] = ["对应条款", "条款", "要点", "依据"];

fn squeezed(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

fn columns(cells: &[String]) -> Option<Columns> {
    let find = |words: &[&str], taken: &[Option<usize>]| {
        words.iter().find_map(|word| {
            cells
                .iter()
                .enumerate()
                .position(|(index, cell)| squeezed(cell).contains(word) && !taken.contains(&Some(index)))
        })
    };
    let number = find(&NUMBER, &[]);
    let points = find(&POINTS, &[number]);
    let clauses = find(&CLAUSES, &[number, points]);
    let text = find(&TEXT, &[number, points, clauses]);
    (text.is_some() && (number.is_some() || points.is_some())).then_some(Columns {
        number,
        text,
        points,
        clauses,
    })
}

/// Items of a sheet. The head is the first row that names a column for the words and one for numbers or points.
#[must_use]
pub fn read(pack: &Pack, name: &str, lines: &[Line]) -> Proposal {
    let mut proposal = Proposal { title: name.to_owned(), items: Vec::new(), notes: Vec::new() };
    let Some((head, found)) =
        lines.iter().take(20).enumerate().find_map(|(index, (_, cells))| Some((index, columns(cells)?)))
    else {
        proposal.notes.push("没有找到表头：需要“项目”列以及“序号”或“分值”列".to_owned());
        return proposal;
    };
    let above = lines[..head].iter().flat_map(|(_, cells)| cells).find(|cell| !cell.trim().is_empty());
    if let Some(title) = above {
        proposal.title = title.trim().chars().take(100).collect();
    }
    if found.clauses.is_none() {
        proposal.notes.push("没有“对应条款”列：请在表中逐项选择条款".to_owned());
    }
    let mut last = String::new();
    for (row, cells) in &lines[head + 1..] {
        let cell = |column: Option<usize>| {
            column.and_then(|column| cells.get(column)).map(|text| text.trim().to_owned()).unwrap_or_default()
        };
        let text = cell(found.text);
        if cells.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        let sum = |text: &str| ["合计", "总计", "小计"].iter().any(|word| squeezed(text).starts_with(word));
        if sum(&text) || sum(&cell(found.number)) {
            proposal.notes.push(format!("第{row}行是合计，未作为评分项"));
            continue;
        }
        if text.is_empty() {
            proposal.notes.push(format!("第{row}行没有项目内容，未导入"));
            continue;
        }
        let number = cell(found.number);
        // A merged number stands only in the first of its rows.
        let number = if number.is_empty() { last.clone() } else { number };
        last.clone_from(&number);
        let points = points(&cell(found.points));
        if let Err(bad) = &points {
            proposal.notes.push(format!("第{row}行分值“{bad}”不是数字，请补填"));
        }
        let (clauses, unknown) = clauses(pack, &cell(found.clauses));
        for word in unknown {
            proposal.notes.push(format!("第{row}行条款“{word}”在要点中找不到，请手工选择"));
        }
        let place = proposal.items.len() + 1;
        proposal.items.push(SheetItem {
            number: if number.is_empty() { place.to_string() } else { number.chars().take(20).collect() },
            text: text.chars().take(500).collect(),
            points: points.ok().flatten(),
            wants: wants(pack, &clauses),
            clauses,
        });
    }
    proposal
}

fn wants(pack: &Pack, clauses: &[String]) -> Vec<crate::model::Want> {
    let mut found = Vec::new();
    for item in super::template::items(pack).into_iter().filter(|item| clauses.contains(&item.clauses[0])) {
        for want in item.wants {
            if !found.contains(&want) {
                found.push(want);
            }
        }
    }
    found
}

fn points(text: &str) -> Result<Option<f64>, String> {
    let plain = text.trim_end_matches('分').trim();
    if plain.is_empty() {
        return Ok(None);
    }
    plain.parse::<f64>().ok().filter(|points| points.is_finite()).map(Some).ok_or_else(|| text.to_owned())
}

/// Clause ids in a cell, and words that name none. Full-width brackets and digits are read as plain ones.
fn clauses(pack: &Pack, text: &str) -> (Vec<String>, Vec<String>) {
    let plain: String = text
        .chars()
        .map(|c| match c {
            '（' => '(',
            '）' => ')',
            '０'..='９' => char::from_u32(u32::from(c) - u32::from('０') + u32::from('0')).unwrap_or(c),
            other => other,
        })
        .collect();
    let (mut known, mut unknown) = (Vec::new(), Vec::new());
    for word in
        plain.split([',', '，', '、', ';', '；', '\n', ' ']).map(str::trim).filter(|word| !word.is_empty())
    {
        let exists =
            pack.work_points.iter().any(|points| points.clauses.iter().any(|clause| clause.id == word));
        let list: &mut Vec<String> = if exists { &mut known } else { &mut unknown };
        if !list.iter().any(|have| have == word) {
            list.push(word.to_owned());
        }
    }
    (known, unknown)
}
