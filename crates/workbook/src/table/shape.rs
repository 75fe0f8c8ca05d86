//! What of a table must be known to tell what a row of it is.

use super::RowClass;
use super::value::whole;
use super::words::{bare, is_keyed, is_note, is_sum, is_title};
use crate::{Cell, Merge, Row};
use serde::{Deserialize, Serialize};

/// Bounds and header of a table.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(crate) struct Shape {
    /// First and last column that can belong to the table.
    pub(crate) bounds: (u32, u32),
    /// The labels of each header row as they stand in the cells: column and text without blanks.
    pub(crate) labels: Vec<Vec<(u32, String)>>,
    /// Column that numbers the rows.
    pub(crate) ordinal: Option<u32>,
    /// Leftmost column that has a label or, without one, data.
    pub(crate) first_column: u32,
    /// Columns with a label, counting those below a merged one.
    pub(crate) width: usize,
    /// Row of the last header line.
    pub(crate) header_end: u32,
}

impl Shape {
    /// The row's cells that are not blank and lie within the table.
    pub(crate) fn filled<'r>(&self, row: &'r Row) -> impl Iterator<Item = (u32, &'r Cell)> + use<'r> {
        let (first, last) = self.bounds;
        (1..)
            .zip(&row.cells)
            .filter(move |(column, cell)| (first..=last).contains(column) && !cell.is_blank())
    }

    /// Whether the row says what a header row says.
    pub(crate) fn repeats(&self, row: &Row) -> bool {
        self.labels.iter().any(|labels| labels.len() > 1 && self.agrees(labels, row))
    }

    fn agrees(&self, labels: &[(u32, String)], row: &Row) -> bool {
        let same = |(column, label): &(u32, String)| {
            row.cell(*column).text().is_some_and(|text| bare(text) == *label)
        };
        // The first two differ in nearly every row, so nothing more is compared.
        if !labels.iter().take(2).any(same) {
            return false;
        }
        let agreed = labels.iter().filter(|label| same(label)).count();
        agreed * 5 >= labels.len() * 4 && self.filled(row).count() <= labels.len() + 1
    }

    /// What the row is. `merged` are the ranges that start in it.
    pub(crate) fn class(&self, row: &Row, merged: &[Merge]) -> RowClass {
        let mut filled = self.filled(row);
        let Some((column, only)) = filled.next() else { return RowClass::Blank };
        let second = filled.next();
        if self.is_sum(row) {
            return RowClass::Subtotal;
        }
        if second.is_none() {
            return self.lone(column, only, row.number, merged);
        }
        if self.repeats(row) {
            return RowClass::RepeatedHeader;
        }
        if self.width >= 3 && self.filled(row).all(|(_, cell)| cell.text().is_some_and(is_keyed)) {
            return RowClass::Note;
        }
        // Right below the header may stand an example of how to fill in the form, or numbers of the columns.
        let first = row.number == self.header_end + 1;
        if first && (only.text().is_some_and(is_note) || self.numbers_columns(row)) {
            return RowClass::Note;
        }
        RowClass::Data
    }

    /// A line of sums says so in the first text of the row, within the first columns.
    fn is_sum(&self, row: &Row) -> bool {
        self.filled(row).take(3).find_map(|(_, cell)| cell.text()).is_some_and(is_sum)
    }

    /// A row with a single cell.
    fn lone(&self, column: u32, cell: &Cell, row: u32, merged: &[Merge]) -> RowClass {
        if Some(column) == self.ordinal && self.width >= 3 && whole(cell).is_some() {
            return RowClass::Blank;
        }
        let Some(text) = cell.text() else { return RowClass::Data };
        let wide = merged.iter().any(|merge| {
            let across = merge.last_column - merge.first_column + 1;
            merge.holds(row, column) && across > 1 && across as usize * 2 >= self.width
        });
        // In narrow tables a lone cell may be all that is known of a row, unless it reads like a title.
        let title = column <= self.first_column
            && (self.width >= 4 || (self.width >= 2 && (Some(column) == self.ordinal || is_title(text))));
        if is_note(text) || (self.width >= 2 && wide) || title { RowClass::Note } else { RowClass::Data }
    }

    /// A line below the header that numbers the columns: 甲 乙 1 2 3.
    pub(crate) fn numbers_columns(&self, row: &Row) -> bool {
        const STEMS: &str = "甲乙丙丁戊己庚辛壬癸";
        let (mut next, mut stems, mut count) = (1, 0, 0);
        for (_, cell) in self.filled(row) {
            count += 1;
            if whole(cell) == Some(next) {
                next += 1;
                continue;
            }
            let letter =
                cell.text().filter(|text| text.chars().count() == 1).and_then(|text| text.chars().next());
            let expected = [STEMS.chars().nth(stems), "ABCDEFGHIJ".chars().nth(stems)];
            if letter.is_none() || !expected.contains(&letter) || next > 1 {
                return false;
            }
            stems += 1;
        }
        count >= 3 && count * 10 >= self.width * 7 && (stems > 0 || count >= 4)
    }
}
