//! Cuts a node's text into obligations, and finds the notes that belong to several of them.

use super::chars::Chars;

/// One obligation.
#[derive(Clone, Debug)]
pub(super) struct Unit {
    /// The words as written.
    pub(super) text: String,
    /// The same, without a closing bracket that is a note.
    pub(super) words: Chars,
    /// Notes (责任单位:…) that belong to it.
    pub(super) notes: Vec<Chars>,
    pub(super) from: usize,
    pub(super) to: usize,
}

/// Words that open a note.
pub(super) const LABELS: [&str; 30] = [
    "牵头责任单位",
    "牵头单位",
    "牵头部门",
    "主办单位",
    "主责单位",
    "主要责任单位",
    "责任单位",
    "责任部门",
    "责任主体",
    "责任科室",
    "配合单位",
    "配合部门",
    "协办单位",
    "协助单位",
    "协同单位",
    "参加单位",
    "参与单位",
    "参加部门",
    "参与部门",
    "完成时限",
    "完成时间",
    "时间要求",
    "整改时限",
    "办理时限",
    "时限要求",
    "时间节点",
    "时限",
    "牵头",
    "配合",
    "责任人",
];

/// Words that make a closing bracket a note.
const NOTE_WORDS: [&str; 10] =
    ["牵头", "责任单位", "责任部门", "配合", "负责", "时限", "完成时间", "主办", "协办", "参加单位"];

/// The obligations of a text.
pub(super) fn units(text: &Chars) -> Vec<Unit> {
    let mut units: Vec<Unit> = Vec::new();
    let mut start = 0;
    // Units of earlier paragraphs that no note of their own has claimed.
    let mut unclaimed = 0;
    while start < text.len() {
        let end = text.find(start, text.len(), "\n").unwrap_or(text.len());
        let first = units.len();
        let (found, notes) = paragraph(text, start, end);
        let alone = found.is_empty();
        units.extend(found);
        if alone && !notes.is_empty() {
            if units.len() > unclaimed {
                claim(&mut units, unclaimed, &notes, text);
            } else if let (Some(from), Some(to)) = (notes.first(), notes.last()) {
                // Nothing but a note: it is the node's whole text, so it is a record of its own.
                units.push(unit(text, from.0, to.1, &[]));
            }
            unclaimed = units.len();
        } else {
            if !notes.is_empty() {
                claim(&mut units, first, &notes, text);
                unclaimed = units.len();
            }
        }
        start = end + 1;
    }
    units
}

fn claim(units: &mut [Unit], from: usize, notes: &[(usize, usize)], text: &Chars) {
    for unit in units.iter_mut().skip(from) {
        unit.notes.extend(notes.iter().map(|(a, b)| text.part(*a, *b)));
    }
}

/// Units and notes of one paragraph.
fn paragraph(text: &Chars, start: usize, end: usize) -> (Vec<Unit>, Vec<(usize, usize)>) {
    let pairs = pairs(text, start, end);
    let mut bounds = Vec::new();
    let mut from = start;
    let mut at = start;
    while at < end {
        if let Some(close) = pairs.get(at - start).copied().flatten() {
            at = close;
        } else if matches!(text.at(at), Some('。' | ';' | '!' | '?')) {
            let mut to = at + 1;
            while to < end && matches!(text.at(to), Some('”' | '’' | '。' | '!' | '?')) {
                to += 1;
            }
            bounds.push((from, to));
            from = to;
            at = to;
            continue;
        }
        at += 1;
    }
    if from < end {
        bounds.push((from, end));
    }
    let closing = closing_note(text, start, end, &pairs);
    let (mut units, mut notes) = (Vec::new(), Vec::new());
    for (from, to) in bounds {
        let (from, to) = trim(text, from, to);
        if from >= to || !(from..to).any(|i| text.at(i).is_some_and(char::is_alphanumeric)) {
            continue;
        }
        let within = closing.filter(|(a, b)| from <= *a && *b <= to);
        let own: Vec<(usize, usize)> = within.into_iter().collect();
        if is_label(text, from) || within.is_some_and(|(a, _)| a == from) {
            notes.push((from, to));
        } else {
            notes.extend(&own);
            units.push(unit(text, from, to, &own));
        }
    }
    (units, notes)
}

fn unit(text: &Chars, from: usize, to: usize, without: &[(usize, usize)]) -> Unit {
    let words_end = without.first().map_or(to, |(a, _)| *a);
    Unit { text: text.raw(from, to), words: text.part(from, words_end), notes: Vec::new(), from, to }
}

fn trim(text: &Chars, mut from: usize, mut to: usize) -> (usize, usize) {
    while from < to && text.at(from).is_some_and(char::is_whitespace) {
        from += 1;
    }
    while to > from && text.before(to).is_some_and(char::is_whitespace) {
        to -= 1;
    }
    (from, to)
}

/// Whether a note starts here: a label and a colon.
fn is_label(text: &Chars, at: usize) -> bool {
    LABELS
        .iter()
        .any(|label| text.has(at, label) && text.at(text.skip_blank(at + label.chars().count())) == Some(':'))
}

/// The bracket that ends a paragraph, if it names departments or dates.
fn closing_note(text: &Chars, start: usize, end: usize, pairs: &[Option<usize>]) -> Option<(usize, usize)> {
    let mut last = end;
    while last > start
        && text.before(last).is_some_and(|c| matches!(c, '。' | ';' | ',') || c.is_whitespace())
    {
        last -= 1;
    }
    let close = last.checked_sub(1).filter(|c| matches!(text.at(*c), Some(')' | ']' | '】' | '〕')))?;
    let open = (start..close).find(|at| pairs.get(at - start).copied().flatten() == Some(close))?;
    let named = NOTE_WORDS.iter().any(|word| text.find(open, close, word).is_some());
    named.then_some((open, close + 1))
}

/// For every opening bracket or quote of a paragraph: where it closes. Unclosed ones close nowhere.
fn pairs(text: &Chars, start: usize, end: usize) -> Vec<Option<usize>> {
    let mut pairs = vec![None; end.saturating_sub(start)];
    let mut open: Vec<(usize, char)> = Vec::new();
    for at in start..end {
        let Some(c) = text.at(at) else { break };
        let closes = match c {
            '(' => Some(')'),
            '[' => Some(']'),
            '【' => Some('】'),
            '〔' => Some('〕'),
            '“' => Some('”'),
            '‘' => Some('’'),
            '《' => Some('》'),
            '「' => Some('」'),
            _ => None,
        };
        if let Some(close) = closes {
            open.push((at, close));
        } else if let Some(depth) = open.iter().rev().take(8).position(|(_, close)| *close == c) {
            open.truncate(open.len() - depth);
            if let Some((from, _)) = open.pop()
                && let Some(slot) = pairs.get_mut(from - start)
            {
                *slot = Some(at);
            }
        }
    }
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(text: &str) -> Vec<(String, usize)> {
        units(&Chars::new(text)).into_iter().map(|u| (u.text, u.notes.len())).collect()
    }

    #[test]
    fn sentences_and_semicolons_end_a_unit_outside_brackets() {
        let found = texts("开展检查；通报（每月一次；必要时加密）情况。落实“一查；二改”要求。");
        assert_eq!(
            found.iter().map(|(t, _)| t.as_str()).collect::<Vec<_>>(),
            ["开展检查；", "通报（每月一次；必要时加密）情况。", "落实“一查；二改”要求。"]
        );
    }

    #[test]
    fn a_bracket_at_the_end_belongs_to_the_whole_paragraph() {
        assert_eq!(
            texts("开展检查。通报情况。（牵头单位：市消防救援支队；完成时限：6月底前）"),
            [("开展检查。".to_owned(), 1), ("通报情况。".to_owned(), 1)]
        );
        assert_eq!(
            texts("开展检查。通报情况（责任单位：市教育局）。\n另行部署。"),
            [
                ("开展检查。".to_owned(), 1),
                ("通报情况（责任单位：市教育局）。".to_owned(), 1),
                ("另行部署。".to_owned(), 0)
            ]
        );
    }

    #[test]
    fn a_paragraph_of_notes_belongs_to_the_text_above() {
        assert_eq!(
            texts("开展检查。\n责任单位：市教育局\n另行部署。"),
            [("开展检查。".to_owned(), 1), ("另行部署。".to_owned(), 0)]
        );
    }
}
