//! Finds the tables of a sheet in one pass, looking a few rows ahead and keeping no more than those.

use super::evidence::weigh;
use super::header::{Block, plausible};
use super::merged::{Filling, starting};
use super::shape::Shape;
use super::stats::Stats;
use super::value::{look, whole};
use super::words::{bare, is_ordinal};
use super::{Column, RowClass, SheetTables, Table};
use crate::{Book, Merge, Row, Rows, SheetInfo, Unreadable};
use std::collections::VecDeque;

/// Rows looked ahead.
const AHEAD: usize = 40;
/// Rows below a header that are weighed against it.
const SAMPLE: usize = 20;

/// Where a header may begin.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    /// No table is open.
    Fresh,
    /// Behind a blank row, a title or sums of the open table.
    Apart,
    /// Right below a row of data.
    Adjacent,
}

/// A table being read.
#[derive(Debug)]
struct Open {
    block: Block,
    shape: Shape,
    stats: Stats,
    data: Option<(u32, u32)>,
    /// Rows behind the last row of data that are not blank.
    trailing: Vec<(u32, RowClass)>,
    counted: Option<i64>,
    /// The line right above the header, if it is a lone cell.
    title: Option<String>,
}

struct Scan<'a> {
    info: &'a SheetInfo,
    plain: bool,
    rows: Rows<'a>,
    ahead: VecDeque<Row>,
    filling: Filling<'a>,
    open: Vec<Open>,
    done: Vec<Table>,
    last_column: u32,
    last_row: u32,
    /// Row and class of the last row that was not blank.
    above: Option<(u32, RowClass)>,
    /// The last row that was a lone cell, and its text.
    lone: Option<(u32, String)>,
}

/// The tables of a sheet.
pub(super) fn scan(book: &Book, sheet: usize) -> Result<SheetTables, Unreadable> {
    let rows = book.rows(sheet)?;
    let info = &book.sheets()[sheet];
    let mut scan = Scan {
        info,
        plain: book.is_plain_text(),
        rows,
        ahead: VecDeque::with_capacity(AHEAD + 1),
        filling: Filling::new(&info.merged, u32::MAX),
        open: Vec::new(),
        done: Vec::new(),
        last_column: 0,
        last_row: 0,
        above: None,
        lone: None,
    };
    scan.run()?;
    let Scan { done, last_column, last_row, .. } = scan;
    Ok(SheetTables { sheet: info.name.clone(), tables: done, last_column, last_row })
}

impl Scan<'_> {
    fn run(&mut self) -> Result<(), Unreadable> {
        loop {
            while self.ahead.len() < AHEAD {
                match self.rows.next() {
                    Some(row) => {
                        let row = row?;
                        if !row.is_blank() {
                            self.last_row = row.number;
                            let last = row.cells.iter().rposition(|cell| !cell.is_blank()).unwrap_or(0);
                            self.last_column = self.last_column.max(last as u32 + 1);
                            self.ahead.push_back(row);
                        }
                    }
                    None => break,
                }
            }
            let Some(row) = self.ahead.pop_front() else { break };
            if let Some(end) = self.begins(&row) {
                while self.ahead.front().is_some_and(|next| next.number <= end) {
                    self.ahead.pop_front();
                }
                continue;
            }
            let mut cells = row.cells.iter().filter(|cell| !cell.is_blank());
            if let (Some(cell), None) = (cells.next(), cells.next()) {
                self.lone = Some((row.number, bare(&cell.shown())));
            }
            self.take(row);
        }
        self.close(None);
        Ok(())
    }

    /// Opens the tables whose header begins in the row; answers the header's last row.
    fn begins(&mut self, row: &Row) -> Option<u32> {
        let apart = |above: &(u32, RowClass)| above.0 + 1 < row.number || above.1 == RowClass::Note;
        let place = match (self.open.is_empty(), &self.above) {
            (true, _) => Place::Fresh,
            (false, Some(above)) if !apart(above) && above.1 != RowClass::Subtotal => Place::Adjacent,
            (false, _) => Place::Apart,
        };
        let again = self.open.iter().any(|open| open.shape.repeats(row));
        if again && (place != Place::Apart || !self.above.as_ref().is_some_and(apart) || self.counts_on(row))
        {
            return None;
        }
        if !plausible(row) || (place == Place::Adjacent && !self.clashes(row)) {
            return None;
        }
        let window: Vec<&Row> = std::iter::once(row).chain(&self.ahead).collect();
        let block = Block::starting_at(&window, &self.info.merged)?;
        let sample = sample(&block, &window, &self.info.merged);
        if !(self.convinces(place, &block, &sample, &window) || (again && !sample.is_empty())) {
            return None;
        }
        let parts = parts(&block, &sample);
        let end = block.end;
        self.close(Some(row.number));
        let title = self.title(row.number);
        for bounds in parts {
            self.open.push(Open { title: title.clone(), ..Open::new(block.within(bounds), bounds, end) });
        }
        self.filling = Filling::new(&self.info.merged, end + 1);
        self.above = Some((end, RowClass::RepeatedHeader));
        Some(end)
    }

    /// Whether enough speaks for a header.
    fn convinces(&self, place: Place, block: &Block, sample: &[&Row], window: &[&Row]) -> bool {
        let evidence = weigh(block, sample);
        let labels: usize = block.rows.iter().map(|(_, labels)| labels.len()).sum();
        if sample.is_empty() {
            // A form that nobody has filled in yet.
            let nothing_below = window.iter().all(|row| row.number <= block.end);
            let first_line = self.plain && place == Place::Fresh && self.done.is_empty() && nothing_below;
            return labels >= 2 && place != Place::Adjacent && (evidence.worded >= 0.75 || first_line);
        }
        if evidence.coverage < 0.5 {
            return false;
        }
        match place {
            Place::Fresh => {
                // A few keys with their values above a wider table are no table of their own.
                let wider = |row: &&Row| {
                    let cells = row.cells.iter().filter(|cell| !cell.is_blank()).count();
                    row.number > block.end && cells >= labels + 2 && cells >= labels * 2 && plausible(row)
                };
                let preamble = evidence.contrast < 0.5 && sample.len() < 5 && window.iter().any(wider);
                evidence.contrast >= 0.19 && !preamble
            }
            Place::Apart => {
                let first = &window[0];
                let measured = self.measured(first);
                let against = if measured > 0 { self.clashing(first) > 0 } else { evidence.worded >= 0.5 };
                evidence.contrast >= 0.45 && against
            }
            Place::Adjacent => evidence.contrast >= 0.6,
        }
    }

    /// Columns of the open tables that hold measures and have a cell in this row.
    fn measured(&self, row: &Row) -> usize {
        self.columns_of_measures().filter(|column| !row.cell(*column).is_blank()).count()
    }

    /// Of those, the ones where this row has words.
    fn clashing(&self, row: &Row) -> usize {
        let words =
            |column: &u32| !row.cell(*column).is_blank() && !look(row.cell(*column), true).is_measure();
        self.columns_of_measures().filter(words).count()
    }

    fn columns_of_measures(&self) -> impl Iterator<Item = u32> {
        self.open.iter().flat_map(|open| {
            open.stats.used().filter(|column| {
                open.stats.column(*column).is_some_and(|count| count.measures() * 10 >= count.filled * 9)
            })
        })
    }

    /// Whether the row breaks with the columns of the open tables: words where there were measures.
    fn clashes(&self, row: &Row) -> bool {
        let columns = self.columns_of_measures().count();
        let clashing = self.clashing(row);
        clashing >= 2 && clashing * 2 >= columns
    }

    /// The text of the lone cell right above a row.
    fn title(&self, row: u32) -> Option<String> {
        self.lone.as_ref().filter(|(at, _)| at + 1 == row).map(|(_, text)| text.clone())
    }

    /// Whether the rows behind a repeated header go on counting where the table stopped, under no title but its own.
    fn counts_on(&self, row: &Row) -> bool {
        let Some(open) = self.open.first() else { return false };
        if self.title(row.number).is_some_and(|title| open.title.as_ref() != Some(&title)) {
            return false;
        }
        let (Some(column), Some(counted)) = (open.shape.ordinal, open.counted) else { return false };
        let next =
            self.ahead.iter().take(5).find(|next| next.number > row.number && !open.shape.repeats(next));
        next.and_then(|next| whole(next.cell(column))) == Some(counted + 1)
    }

    fn take(&mut self, mut row: Row) {
        if self.open.is_empty() {
            return;
        }
        let merged = starting(&self.info.merged, row.number, row.number);
        let classes: Vec<RowClass> = self.open.iter().map(|open| open.shape.class(&row, merged)).collect();
        self.filling.fill(&mut row);
        for (open, class) in self.open.iter_mut().zip(&classes) {
            match class {
                RowClass::Data => open.data(&row, self.plain),
                RowClass::Blank => {}
                class => open.trailing.push((row.number, *class)),
            }
        }
        let strongest = classes.iter().find(|class| **class == RowClass::Data).or(classes.first());
        self.above = strongest.map(|class| (row.number, *class));
    }

    /// Closes the open tables; `next` is the row where another header begins.
    fn close(&mut self, next: Option<u32>) {
        for mut open in std::mem::take(&mut self.open) {
            // The title of the table that comes next is not a note of this one.
            let mut below = next;
            while let (Some(row), Some((last, RowClass::Note))) = (below, open.trailing.last())
                && last + 1 == row
            {
                below = Some(*last);
                open.trailing.pop();
            }
            self.done.push(open.table(self.info));
        }
    }
}

/// Rows below a header to weigh it against: up to the first blank row, without sums and single cells.
fn sample<'r>(block: &Block, window: &[&'r Row], merged: &[Merge]) -> Vec<&'r Row> {
    let shape = Open::new(block.clone(), (1, u32::MAX), block.end).shape;
    let mut found: Vec<&Row> = Vec::new();
    let mut last = block.end;
    for row in window.iter().filter(|row| row.number > block.end) {
        let gap = row.number - last - 1;
        if (gap > 0 && !found.is_empty()) || gap > 2 || found.len() == SAMPLE {
            break;
        }
        last = row.number;
        if shape.class(row, starting(merged, row.number, row.number)) == RowClass::Data {
            found.push(row);
        }
    }
    found
}

/// Bounds of the tables that share a header row: one, or several with the same labels side by side.
fn parts(block: &Block, sample: &[&Row]) -> Vec<(u32, u32)> {
    let whole = vec![(1, u32::MAX)];
    let columns: Vec<u32> = block.covered.iter().copied().collect();
    let label = |column: u32| bare(&block.name(column));
    let Some(first) = columns.first() else { return whole };
    let opening = label(*first);
    let starts: Vec<usize> = (0..columns.len()).filter(|at| label(columns[*at]) == opening).collect();
    if starts.len() < 2 {
        return whole;
    }
    let pieces: Vec<&[u32]> = (0..starts.len())
        .map(|piece| &columns[starts[piece]..starts.get(piece + 1).copied().unwrap_or(columns.len())])
        .collect();
    let names = |piece: &[u32]| piece.iter().map(|column| label(*column)).collect::<Vec<_>>();
    let same = pieces.iter().all(|piece| names(piece) == names(pieces[0]));
    let gap = |column: u32| {
        !block.covered.contains(&column) && sample.iter().all(|row| row.cell(column).is_blank())
    };
    let parted = pieces[1..].iter().all(|piece| gap(piece[0].saturating_sub(1).max(1)));
    if pieces.iter().any(|piece| piece.len() < 2) || !(same || (parted && is_ordinal(&opening))) {
        return whole;
    }
    let from = |piece: usize| if piece == 0 { 1 } else { pieces[piece][0] };
    (0..pieces.len())
        .map(|piece| (from(piece), pieces.get(piece + 1).map_or(u32::MAX, |next| next[0] - 1)))
        .collect()
}

impl Open {
    fn new(block: Block, bounds: (u32, u32), end: u32) -> Self {
        let shape = Shape {
            bounds,
            labels: block.compared(),
            ordinal: block.ordinal(),
            first_column: block.covered.first().copied().unwrap_or(bounds.0),
            width: block.covered.len(),
            header_end: end,
        };
        Self {
            block,
            shape,
            stats: Stats::default(),
            data: None,
            trailing: Vec::new(),
            counted: None,
            title: None,
        }
    }

    fn data(&mut self, row: &Row, plain: bool) {
        self.stats.add(row, self.shape.bounds, plain);
        self.data = Some((self.data.map_or(row.number, |(first, _)| first), row.number));
        self.trailing.clear();
        if let Some(column) = self.shape.ordinal
            && let Some(number) = whole(row.cell(column))
        {
            self.counted = Some(number);
        }
    }

    fn table(self, info: &SheetInfo) -> Table {
        let Self { block, shape, stats, data, trailing, .. } = self;
        let mut used: Vec<u32> = stats.used().chain(block.covered.iter().copied()).collect();
        used.sort_unstable();
        let (first, last) = (used.first().copied().unwrap_or(1), used.last().copied().unwrap_or(0));
        let columns = (first..=last)
            .map(|index| Column {
                index,
                name: block.name(index),
                kind: stats.kind(index),
                filled: stats.filled(index),
                hidden: info.is_hidden(index),
            })
            .collect();
        let (from, to) = data.unwrap_or((shape.header_end + 1, shape.header_end));
        Table {
            header_rows: block.rows.iter().map(|(row, _)| *row).collect(),
            rows: [from, to],
            columns,
            through: trailing.last().map_or(to, |(row, _)| *row),
            shape,
        }
    }
}
