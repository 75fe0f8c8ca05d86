//! Merged ranges while rows go by.

use crate::number::COLUMNS;
use crate::{Cell, Merge, Row};

/// Gives cells inside merged ranges the value of the range's first cell.
#[derive(Debug)]
pub(crate) struct Filling<'a> {
    waiting: &'a [Merge],
    active: Vec<(Merge, Cell)>,
}

impl<'a> Filling<'a> {
    /// Ranges sorted by first row; only those that start at `from` or below are filled.
    pub(crate) fn new(merged: &'a [Merge], from: u32) -> Self {
        let start = merged.partition_point(|merge| merge.first_row < from);
        Self { waiting: &merged[start..], active: Vec::new() }
    }

    /// Fills the row's empty cells and names the columns that were filled, ascending. Rows come from top to bottom.
    pub(crate) fn fill(&mut self, row: &mut Row) -> Vec<u32> {
        self.active.retain(|(merge, _)| merge.last_row >= row.number);
        while let Some((merge, rest)) = self.waiting.split_first() {
            if merge.first_row > row.number {
                break;
            }
            self.waiting = rest;
            // A range whose first row the file leaves out is empty.
            if merge.first_row == row.number {
                let value = row.cell(merge.first_column).clone();
                // Ranges never overlap in an honest file, so together they are no wider than a sheet.
                let wide: u32 =
                    self.active.iter().map(|(other, _)| other.last_column - other.first_column + 1).sum();
                if !value.is_blank() && wide < COLUMNS {
                    self.active.push((*merge, value));
                }
            }
        }
        let mut filled = Vec::new();
        for (merge, value) in &self.active {
            for column in merge.first_column..=merge.last_column {
                if row.cell(column).is_blank() {
                    row.put(column, value.clone());
                    filled.push(column);
                }
            }
        }
        filled.sort_unstable();
        filled
    }
}

/// The ranges that start in one of the rows.
pub(crate) fn starting(merged: &[Merge], first_row: u32, last_row: u32) -> &[Merge] {
    let start = merged.partition_point(|merge| merge.first_row < first_row);
    let end = merged.partition_point(|merge| merge.first_row <= last_row);
    &merged[start..end.max(start)]
}
