//! This year's text against last year's, clause by clause, character by character.

use crate::model::{ComparedClause, DiffPart, OutlineNode};
use std::collections::BTreeMap;

/// Alike enough to be the same clause in other words.
const ALIKE: f64 = 0.45;
/// Longest text compared by characters; longer ones are shown as replaced.
const LONGEST: usize = 4000;

fn words(node: &OutlineNode) -> String {
    format!("{}{}", node.heading.as_deref().unwrap_or_default(), node.text.as_deref().unwrap_or_default())
}

fn counts(node: &OutlineNode) -> bool {
    matches!(node.kind.as_str(), "preamble" | "section" | "clause" | "item" | "fragment")
}

fn pairs(text: &str) -> BTreeMap<(char, char), usize> {
    let letters: Vec<char> = text.chars().filter(|letter| letter.is_alphanumeric()).collect();
    let mut found = BTreeMap::new();
    for pair in letters.windows(2) {
        if let [a, b] = pair {
            *found.entry((*a, *b)).or_insert(0) += 1;
        }
    }
    found
}

/// How alike two texts are by their pairs of neighbouring characters, 0 to 1.
#[must_use]
#[expect(clippy::cast_precision_loss, reason = "texts of a few thousand characters")]
pub fn likeness(a: &str, b: &str) -> f64 {
    if a == b {
        return 1.0;
    }
    let (left, right) = (pairs(a), pairs(b));
    let size = left.values().sum::<usize>() + right.values().sum::<usize>();
    if size == 0 {
        return 0.0;
    }
    let common: usize =
        left.iter().map(|(pair, count)| right.get(pair).map_or(0, |other| *count.min(other))).sum();
    2.0 * common as f64 / size as f64
}

/// The characters of two texts: same, gone, new.
#[must_use]
pub fn difference(before: &str, after: &str) -> Vec<DiffPart> {
    let (a, b): (Vec<char>, Vec<char>) = (before.chars().collect(), after.chars().collect());
    let mut parts = Parts::default();
    if a.len() > LONGEST || b.len() > LONGEST {
        parts.all("gone", &a);
        parts.all("new", &b);
        return parts.0;
    }
    let head = a.iter().zip(&b).take_while(|(a, b)| a == b).count();
    let (rest_a, rest_b) = (a.get(head..).unwrap_or_default(), b.get(head..).unwrap_or_default());
    let tail = rest_a.iter().rev().zip(rest_b.iter().rev()).take_while(|(a, b)| a == b).count();
    let middle_a = rest_a.get(..rest_a.len() - tail).unwrap_or_default();
    let middle_b = rest_b.get(..rest_b.len() - tail).unwrap_or_default();
    parts.all("same", a.get(..head).unwrap_or_default());
    common(middle_a, middle_b, &mut parts);
    parts.all("same", rest_a.get(rest_a.len() - tail..).unwrap_or_default());
    parts.0
}

#[derive(Default)]
struct Parts(Vec<DiffPart>);

impl Parts {
    fn all(&mut self, kind: &str, letters: &[char]) {
        for letter in letters {
            self.push(kind, *letter);
        }
    }

    fn push(&mut self, kind: &str, letter: char) {
        match self.0.last_mut() {
            Some(last) if last.kind == kind => last.text.push(letter),
            _ => self.0.push(DiffPart { kind: kind.to_owned(), text: letter.to_string() }),
        }
    }
}

/// Longest common subsequence by the table of its lengths.
fn common(a: &[char], b: &[char], parts: &mut Parts) {
    let width = b.len() + 1;
    let mut lengths = vec![0_u16; (a.len() + 1) * width];
    let at = |row: usize, column: usize| row * width + column;
    let read = |lengths: &[u16], index: usize| lengths.get(index).copied().unwrap_or(0);
    for (row, left) in a.iter().enumerate().rev() {
        for (column, right) in b.iter().enumerate().rev() {
            let length = if left == right {
                read(&lengths, at(row + 1, column + 1)) + 1
            } else {
                read(&lengths, at(row + 1, column)).max(read(&lengths, at(row, column + 1)))
            };
            if let Some(cell) = lengths.get_mut(at(row, column)) {
                *cell = length;
            }
        }
    }
    let (mut row, mut column) = (0, 0);
    loop {
        match (a.get(row), b.get(column)) {
            (Some(left), Some(right)) if left == right => {
                parts.push("same", *left);
                row += 1;
                column += 1;
            }
            (Some(left), right)
                if right.is_none()
                    || read(&lengths, at(row + 1, column)) >= read(&lengths, at(row, column + 1)) =>
            {
                parts.push("gone", *left);
                row += 1;
            }
            (_, Some(right)) => {
                parts.push("new", *right);
                column += 1;
            }
            (_, None) => return,
        }
    }
}

/// Pairs of clauses, older and newer. Same words first, then the most alike of what is left.
#[must_use]
pub fn matched<'a>(
    before: &'a [OutlineNode],
    after: &'a [OutlineNode],
) -> Vec<(&'a OutlineNode, &'a OutlineNode)> {
    let mut old: Vec<&OutlineNode> = before.iter().filter(|node| counts(node)).collect();
    let mut new: Vec<&OutlineNode> = after.iter().filter(|node| counts(node)).collect();
    let mut found = Vec::new();
    let mut scored: Vec<(f64, usize, usize)> = Vec::new();
    for (right, newer) in new.iter().enumerate() {
        for (left, older) in old.iter().enumerate() {
            let score = score(older, newer);
            if score >= ALIKE {
                scored.push((score, left, right));
            }
        }
    }
    scored.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.2.cmp(&b.2)).then(a.1.cmp(&b.1)));
    let (mut taken_old, mut taken_new) = (vec![false; old.len()], vec![false; new.len()]);
    for (_, left, right) in scored {
        let free = taken_old.get(left) == Some(&false) && taken_new.get(right) == Some(&false);
        if let (true, Some(a), Some(b)) = (free, taken_old.get_mut(left), taken_new.get_mut(right)) {
            (*a, *b) = (true, true);
            if let (Some(older), Some(newer)) = (old.get(left), new.get(right)) {
                found.push((*older, *newer));
            }
        }
    }
    old.clear();
    new.clear();
    found
}

fn score(older: &OutlineNode, newer: &OutlineNode) -> f64 {
    let level = |node: &OutlineNode| if node.kind == "fragment" { 3 } else { node.level };
    if (older.kind == "section") != (newer.kind == "section") {
        return 0.0;
    }
    let (a, b) = (words(older), words(newer));
    if a.is_empty() || b.is_empty() {
        return 0.0;
    }
    let heading = match (&older.heading, &newer.heading) {
        (Some(a), Some(b)) => likeness(a, b),
        _ => 0.0,
    };
    let near =
        if older.id == newer.id { 0.05 } else { 0.0 } + if level(older) == level(newer) { 0.02 } else { 0.0 };
    let alike = likeness(&a, &b).max(heading * 0.9);
    if alike > 0.0 { alike + near } else { 0.0 }
}

/// Every clause of the newer document with what became of the older one, and the dropped ones where they stood.
#[must_use]
pub fn compare(
    before: &[OutlineNode],
    after: &[OutlineNode],
    tasks_before: &BTreeMap<String, u64>,
    tasks: &BTreeMap<String, u64>,
) -> Vec<ComparedClause> {
    let pairs = matched(before, after);
    let number = |of: &BTreeMap<String, u64>, node: Option<&OutlineNode>| {
        node.and_then(|node| of.get(&node.id).copied()).unwrap_or(0)
    };
    let row = |kind: &str,
               old: Option<&OutlineNode>,
               new: Option<&OutlineNode>,
               likeness: f64,
               parts: Vec<DiffPart>| {
        ComparedClause {
            kind: kind.to_owned(),
            clause: new.map(|node| node.id.clone()),
            before: old.map(|node| node.id.clone()),
            likeness,
            parts,
            tasks_before: number(tasks_before, old),
            tasks: number(tasks, new),
        }
    };
    let one = |kind: &str, node: &OutlineNode| vec![DiffPart { kind: kind.to_owned(), text: words(node) }];
    let mut rows = Vec::new();
    let mut dropped: Vec<&OutlineNode> = before
        .iter()
        .filter(|node| counts(node) && !pairs.iter().any(|(old, _)| old.id == node.id))
        .collect();
    let order: BTreeMap<&str, usize> =
        before.iter().enumerate().map(|(at, node)| (node.id.as_str(), at)).collect();
    for newer in after.iter().filter(|node| counts(node)) {
        let Some((older, _)) = pairs.iter().find(|(_, node)| node.id == newer.id) else {
            rows.push(row("new", None, Some(newer), 0.0, one("new", newer)));
            continue;
        };
        let at = order.get(older.id.as_str()).copied().unwrap_or(usize::MAX);
        let (earlier, later): (Vec<_>, Vec<_>) = dropped
            .into_iter()
            .partition(|node| order.get(node.id.as_str()).is_some_and(|place| *place < at));
        rows.extend(earlier.into_iter().map(|node| row("dropped", Some(node), None, 0.0, one("gone", node))));
        dropped = later;
        let (a, b) = (words(older), words(newer));
        let alike = likeness(&a, &b);
        let lost = older.status == "elided" || newer.status == "elided";
        let (kind, parts) = if lost && a != b {
            ("unknown", one("same", newer))
        } else if a != b {
            ("changed", difference(&a, &b))
        } else if older.id == newer.id {
            ("same", one("same", newer))
        } else {
            ("moved", one("same", newer))
        };
        rows.push(row(kind, Some(older), Some(newer), alike, parts));
    }
    rows.extend(dropped.into_iter().map(|node| row("dropped", Some(node), None, 0.0, one("gone", node))));
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    fn node(id: &str, kind: &str, text: &str) -> OutlineNode {
        OutlineNode {
            id: id.into(),
            kind: kind.into(),
            parent: None,
            level: 3,
            heading: None,
            text: Some(text.into()),
            status: "present".into(),
            certain: true,
            candidates: Vec::new(),
            lines: [1, 1],
            masked: Vec::new(),
            omitted_chars: None,
        }
    }

    fn kinds(before: &[OutlineNode], after: &[OutlineNode]) -> Vec<String> {
        compare(before, after, &BTreeMap::new(), &BTreeMap::new())
            .into_iter()
            .map(|row| {
                format!("{}:{}:{}", row.kind, row.before.unwrap_or_default(), row.clause.unwrap_or_default())
            })
            .collect()
    }

    #[test]
    fn new_dropped_changed_moved_and_same_are_told_apart() {
        let before = [
            node("一1", "item", "新建消防站2座，补建市政消火栓约300个"),
            node("一2", "item", "每月分析研判火灾形势"),
            node("一3", "item", "推进微型消防站达标创建和联勤联训"),
            node("一4", "item", "常态化开展小型经营场所排查"),
        ];
        let after = [
            node("一1", "item", "新建消防站3座，补建市政消火栓约500个"),
            node("一2", "item", "常态化开展小型经营场所排查"),
            node("一3", "item", "推广电动自行车换电柜"),
            node("一4", "item", "每月分析研判火灾形势"),
        ];
        let found = kinds(&before, &after);
        for wanted in ["changed:一1:一1", "moved:一4:一2", "new::一3", "moved:一2:一4", "dropped:一3:"]
        {
            assert!(found.contains(&wanted.to_owned()), "{wanted} in {found:?}");
        }
        assert_eq!(found.len(), 5);
        assert!(kinds(&before, &before).iter().all(|kind| kind.starts_with("same")));
    }

    #[test]
    fn a_difference_gives_both_texts_back() {
        for (a, b) in [
            ("新建消防站2座", "新建消防站3座"),
            ("", "全新"),
            ("全去", ""),
            ("甲乙丙丁", "乙丁戊"),
            ("6月底前完成", "9月底前全部完成"),
        ] {
            let parts = difference(a, b);
            let side = |gone: &str| -> String {
                parts.iter().filter(|part| part.kind != gone).map(|part| part.text.as_str()).collect()
            };
            assert_eq!(side("new"), a);
            assert_eq!(side("gone"), b);
        }
        let parts = difference("新建消防站2座", "新建消防站3座");
        assert_eq!(parts.len(), 4, "only the figure differs: {parts:?}");
    }

    #[test]
    fn words_that_are_missing_are_not_called_changed() {
        let mut lost = node("一(三)", "clause", "");
        lost.text = None;
        lost.heading = Some("健全单位主体责任".into());
        lost.status = "elided".into();
        let mut there = node("一(三)", "clause", "单位要自查自改，落实责任人。");
        there.heading = Some("健全单位主体责任".into());
        assert_eq!(kinds(&[lost], &[there]), ["unknown:一(三):一(三)"]);
    }
}
