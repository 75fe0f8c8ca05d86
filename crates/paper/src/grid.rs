//! A table with merged heads, as it stands on paper: the same value is written as a Word document and as a worksheet.

/// One cell. Cells that a wider or taller one covers are left out.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct GridCell {
    /// What is read.
    pub text: String,
    /// The number behind the text, for a worksheet to count with.
    pub number: Option<f64>,
    /// Columns it covers, at least 1.
    pub columns: u16,
    /// Rows it covers, at least 1.
    pub rows: u16,
    /// Whether it stands in the middle; otherwise numbers stand right and text left.
    pub centred: bool,
}

impl GridCell {
    /// A cell of text.
    #[must_use]
    pub fn text(text: impl Into<String>) -> Self {
        Self { text: text.into(), number: None, columns: 1, rows: 1, centred: false }
    }

    /// A cell of a head, in the middle of what it covers.
    #[must_use]
    pub fn head(text: impl Into<String>, columns: u16, rows: u16) -> Self {
        Self { columns, rows, centred: true, ..Self::text(text) }
    }

    /// A number and how it is read.
    #[must_use]
    pub fn number(number: f64, text: impl Into<String>) -> Self {
        Self { number: Some(number), ..Self::text(text) }
    }
}

/// One row.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct GridRow {
    /// Cells from left to right.
    pub cells: Vec<GridCell>,
    /// Whether it stands out: a subtotal or total.
    pub strong: bool,
}

/// A table on paper.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Grid {
    /// Title above the table.
    pub title: String,
    /// Line between title and table, left.
    pub left: String,
    /// The same, right.
    pub right: String,
    /// Rows of the head; repeated on every page.
    pub head: Vec<GridRow>,
    /// Rows.
    pub body: Vec<GridRow>,
    /// Width of each column in relation to the others.
    pub widths: Vec<u16>,
    /// Lines under the table.
    pub notes: Vec<String>,
    /// A line above everything, for instance that the data is made up.
    pub notice: Option<String>,
}

/// What stands at one place of a row: the beginning of a cell, or the continuation of a cell of a row above.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Slot<'a> {
    Cell(&'a GridCell),
    /// Columns covered from above.
    Covered(u16),
}

/// The slots of each row, and the columns they begin in.
pub(crate) fn slots(rows: &[GridRow]) -> Vec<Vec<(u16, Slot<'_>)>> {
    let mut covered: Vec<(u16, u16, u16)> = Vec::new();
    let mut all = Vec::new();
    for row in rows {
        let mut line = Vec::new();
        let mut next: Vec<(u16, u16, u16)> = Vec::new();
        let mut column = 0_u16;
        let mut cells = row.cells.iter();
        loop {
            if let Some((at, columns, left)) = covered.iter().find(|(at, ..)| *at == column).copied() {
                line.push((column, Slot::Covered(columns)));
                if left > 1 {
                    next.push((at, columns, left - 1));
                }
                column += columns.max(1);
                continue;
            }
            let Some(cell) = cells.next() else {
                if covered.iter().any(|(at, ..)| *at > column) {
                    column += 1;
                    continue;
                }
                break;
            };
            let columns = cell.columns.max(1);
            if cell.rows > 1 {
                next.push((column, columns, cell.rows - 1));
            }
            line.push((column, Slot::Cell(cell)));
            column += columns;
        }
        covered = next;
        all.push(line);
    }
    all
}

impl Grid {
    /// Number of columns.
    #[must_use]
    pub fn columns(&self) -> u16 {
        let width = |line: &Vec<(u16, Slot<'_>)>| {
            line.last().map_or(0, |(at, slot)| match slot {
                Slot::Cell(cell) => at + cell.columns.max(1),
                Slot::Covered(columns) => at + columns,
            })
        };
        let head = slots(&self.head).iter().map(width).max().unwrap_or(0);
        slots(&self.body).iter().map(width).max().unwrap_or(0).max(head)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_tall_cell_covers_is_told_in_the_rows_below() {
        let rows = [
            GridRow {
                cells: vec![GridCell::head("地区", 1, 2), GridCell::head("件数", 2, 1)],
                strong: false,
            },
            GridRow {
                cells: vec![GridCell::head("本期", 1, 1), GridCell::head("同期", 1, 1)],
                strong: false,
            },
        ];
        let lines = slots(&rows);
        let starts: Vec<Vec<u16>> =
            lines.iter().map(|line| line.iter().map(|(at, _)| *at).collect()).collect();
        assert_eq!(starts, [vec![0, 1], vec![0, 1, 2]]);
        assert_eq!(lines[1][0].1, Slot::Covered(1));
        let grid = Grid { head: rows.to_vec(), ..Grid::default() };
        assert_eq!(grid.columns(), 3);
    }
}
