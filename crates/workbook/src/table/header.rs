//! Header rows: which cells can name columns, how many rows belong together, what the columns are called.

use super::merged::starting;
use super::value::{is_period, whole, written};
use super::words::{bare, is_keyed, is_ordinal, is_placeholder, is_unit};
use crate::{Cell, Merge, Row};
use std::collections::BTreeSet;

/// Header rows a table may have.
const DEEPEST: usize = 5;
/// Letters a label may have; some carry instructions for filling in.
const LONGEST: usize = 200;

/// A header found: its rows and their labels as they stand in the cells.
#[derive(Debug, Clone)]
pub(super) struct Block {
    /// Row numbers with their labels: column and text.
    pub(super) rows: Vec<(u32, Vec<(u32, String)>)>,
    /// Last row taken by the header, merged cells included.
    pub(super) end: u32,
    /// Columns that have a label, those under a merged one included.
    pub(super) covered: BTreeSet<u32>,
    /// Ranges that start in the header.
    merged: Vec<Merge>,
}

/// Whether every cell of the row can be a label, told without copying anything.
pub(super) fn plausible(row: &Row) -> bool {
    let (mut labels, mut periods, mut keyed) = (0_usize, 0_usize, 0_usize);
    let mut run: Option<i64> = None;
    let mut counted = 0_usize;
    for cell in &row.cells {
        match cell {
            cell if cell.is_blank() => {}
            cell if is_period(cell) => periods += 1,
            Cell::Text(text) => {
                let text = text.trim();
                if is_placeholder(text) || (written(text).is_measure() && whole(cell).is_none()) {
                    return false;
                }
                if let Some(number) = whole(cell) {
                    if run.is_some_and(|last| last + 1 != number) {
                        return false;
                    }
                    (run, counted) = (Some(number), counted + 1);
                    continue;
                }
                if text.chars().count() > LONGEST {
                    return false;
                }
                labels += 1;
                keyed += usize::from(is_keyed(text) && text.chars().count() <= 40);
            }
            Cell::Number(_) => {
                // Days or grades: 1 2 3 at the head of columns, next to names in words.
                let Some(number) = whole(cell) else { return false };
                if run.is_some_and(|last| last + 1 != number) {
                    return false;
                }
                (run, counted) = (Some(number), counted + 1);
            }
            _ => return false,
        }
    }
    let numbered = counted == 0 || (counted >= 3 && labels >= 1);
    labels + periods >= 1
        && numbered
        && keyed * 2 <= labels
        && !(keyed > 0 && keyed == labels)
        && (labels >= 1 || periods >= 3)
}

fn labels(row: &Row) -> Vec<(u32, String)> {
    (1..)
        .zip(&row.cells)
        .filter(|(_, cell)| !cell.is_blank())
        .map(|(column, cell)| {
            (column, if let Cell::Date(day) = cell { day.date().to_string() } else { cell.shown() })
        })
        .map(|(column, text)| (column, text.split_whitespace().collect::<Vec<_>>().join(" ")))
        .collect()
}

impl Block {
    /// The header that starts in the first row of the window, if its cells allow one.
    pub(super) fn starting_at(window: &[&Row], merged: &[Merge]) -> Option<Self> {
        let first = *window.first()?;
        if !plausible(first) {
            return None;
        }
        let own = labels(first);
        let span = starting(merged, first.number, first.number + DEEPEST as u32 - 1).to_vec();
        if own.len() < 2 && !is_group(&own, first.number, window.get(1).copied(), &span) {
            return None;
        }
        let mut block = Self {
            rows: vec![(first.number, own)],
            end: first.number,
            covered: BTreeSet::new(),
            merged: span,
        };
        for next in &window[1..] {
            let Some((last, _)) = block.rows.last() else { break };
            if next.number != last + 1 || block.rows.len() == DEEPEST || !block.takes(next) {
                break;
            }
            block.rows.push((next.number, labels(next)));
        }
        let last = block.rows.last().map_or(first.number, |(number, _)| *number);
        block.merged.retain(|merge| merge.first_row <= last);
        let downward =
            block.merged.iter().filter(|merge| merge.last_row > merge.first_row).map(|merge| merge.last_row);
        block.end = downward.filter(|end| *end < first.number + DEEPEST as u32).fold(last, u32::max);
        for (row, labels) in &block.rows {
            for (column, _) in labels {
                let merge = block
                    .merged
                    .iter()
                    .find(|merge| merge.first_row == *row && merge.first_column == *column);
                block.covered.extend(*column..=merge.map_or(*column, |merge| merge.last_column));
            }
        }
        Some(block)
    }

    /// Whether the next row belongs to the header.
    fn takes(&self, next: &Row) -> bool {
        if next.is_blank() || !plausible(next) {
            return false;
        }
        let below = labels(next);
        let Some((last, above)) = self.rows.last() else { return false };
        if below.iter().all(|(_, text)| is_unit(text)) {
            return true;
        }
        let down = self.merged.iter().any(|merge| merge.first_row <= *last && merge.last_row >= next.number);
        let across = self.merged.iter().any(|merge| {
            let under = below
                .iter()
                .filter(|(column, _)| (merge.first_column..=merge.last_column).contains(column))
                .count();
            merge.last_row == *last && merge.last_column > merge.first_column && under >= 2
        });
        let free = |column: u32| !above.iter().any(|(label, _)| *label == column);
        if down || across {
            // Cells merged downwards are labels already; what stands below must stand beside them.
            return below.iter().all(|(column, _)| {
                !self.merged.iter().any(|merge| {
                    merge.first_row <= *last
                        && merge.last_row >= next.number
                        && merge.holds(next.number, *column)
                })
            });
        }
        // Without merged cells, as in a CSV file: the row below fills the gaps that group labels leave.
        let (Some((first, _)), Some((end, _))) = (above.first(), above.last()) else { return false };
        let in_gap = |column: u32| column > *first && free(column);
        let gaps = below.iter().filter(|(column, _)| in_gap(*column)).count();
        let complete = above.iter().any(|(column, _)| !below.iter().any(|(under, _)| under == column));
        gaps >= 1
            && below.len() >= 2
            && complete
            && below.iter().all(|(column, _)| {
                let opens = below.iter().any(|(under, _)| *under == column + 1 && in_gap(*under));
                (in_gap(*column) && *column <= end + 8) || opens
            })
    }

    /// The labels of a column from top to bottom, repeated ones once.
    pub(super) fn path(&self, column: u32) -> Vec<&str> {
        let mut path: Vec<&str> = Vec::new();
        for (depth, (row, _)) in self.rows.iter().enumerate() {
            if let Some(label) = self.label(depth, *row, column)
                && path.last() != Some(&label)
            {
                path.push(label);
            }
        }
        path
    }

    /// The column's name.
    pub(super) fn name(&self, column: u32) -> String {
        self.path(column).join("/")
    }

    fn own(&self, row: u32, column: u32) -> Option<&str> {
        let (_, labels) = self.rows.iter().find(|(number, _)| *number == row)?;
        let place = labels.binary_search_by_key(&column, |(label, _)| *label).ok()?;
        Some(labels[place].1.as_str())
    }

    fn label(&self, depth: usize, row: u32, column: u32) -> Option<&str> {
        if let Some(label) = self.own(row, column) {
            return Some(label);
        }
        if let Some(merge) = self.merged.iter().find(|merge| merge.holds(row, column)) {
            return self.own(merge.first_row, merge.first_column);
        }
        // A group label without a merged cell reaches over the gap to its right, as far as something stands below.
        let below = |column: u32| {
            self.rows[depth + 1..].iter().any(|(_, labels)| labels.iter().any(|(under, _)| *under == column))
        };
        let labels = &self.rows[depth].1;
        let (group, text) = labels.iter().rev().find(|(label, _)| *label < column)?;
        let merged = self.merged.iter().any(|merge| merge.first_row == row && merge.first_column == *group);
        (!merged && depth + 1 < self.rows.len() && (*group..=column).all(below)).then_some(text.as_str())
    }

    /// Labels as compared when the header comes again.
    pub(super) fn compared(&self) -> Vec<Vec<(u32, String)>> {
        self.rows
            .iter()
            .map(|(_, labels)| labels.iter().map(|(column, text)| (*column, bare(text))).collect())
            .collect()
    }

    /// The column that numbers the rows.
    pub(super) fn ordinal(&self) -> Option<u32> {
        self.covered
            .iter()
            .take(2)
            .copied()
            .find(|column| self.path(*column).last().is_some_and(|label| is_ordinal(label)))
    }

    /// The same header within some columns.
    pub(super) fn within(&self, bounds: (u32, u32)) -> Self {
        let keep = |column: u32| (bounds.0..=bounds.1).contains(&column);
        let mut part = self.clone();
        part.covered.retain(|column| keep(*column));
        for (_, labels) in &mut part.rows {
            labels.retain(|(column, _)| keep(*column));
        }
        part.rows.retain(|(_, labels)| !labels.is_empty());
        part
    }
}

/// A single label merged over some, but not all, of the labels below it and not the first of them.
fn is_group(own: &[(u32, String)], row: u32, next: Option<&Row>, merged: &[Merge]) -> bool {
    let ([(column, _)], Some(next)) = (own, next) else { return false };
    let Some(merge) = merged.iter().find(|merge| merge.first_row == row && merge.first_column == *column)
    else {
        return false;
    };
    if next.number != row + 1 || merge.last_row != row || !plausible(next) {
        return false;
    }
    let below = labels(next);
    let under =
        below.iter().filter(|(column, _)| (merge.first_column..=merge.last_column).contains(column)).count();
    below.len() >= 3 && under >= 2 && below.first().is_some_and(|(first, _)| *first < merge.first_column)
}
