//! Putting a table together from amounts: heads, rows, sums, order.

use super::cells::{Cells, Codes};
use super::words::{change, figure, figure_name, series_name};
use crate::model::{ColumnInfo, HeadCell, RowKind, Series, Sort, TableRow, TableSpec};
use kernel::problem::{FieldProblem, Problem};
use measure::Key;
use std::collections::BTreeMap;

/// Keys of a row or column from its first dimension on.
pub type Path = Vec<Key>;

/// Largest number of rows, of columns, and of cells.
const MOST_ROWS: usize = 3_000;
const MOST_COLUMNS: usize = 120;
const MOST_CELLS: usize = 60_000;

/// Amounts of each figure, by what they show.
pub type Amounts = BTreeMap<(usize, Series), Cells>;

/// Where a figure's rows are opened: figure, series, codes of row and column.
pub type LinkOf<'a> = &'a dyn Fn(usize, Series, &[String], &[String]) -> Option<String>;

/// What is laid out.
pub struct Layout<'a> {
    /// The definition.
    pub spec: &'a TableSpec,
    /// Names of the row dimensions.
    pub row_names: Vec<String>,
    /// Rows, in order.
    pub rows: Vec<Path>,
    /// Columns, in order; one empty path without column dimensions.
    pub columns: Vec<Path>,
    /// Amounts.
    pub amounts: &'a Amounts,
    /// Links.
    pub link: LinkOf<'a>,
}

/// Head, columns and rows of a table.
#[derive(Debug)]
pub struct Laid {
    /// Head.
    pub head: Vec<Vec<HeadCell>>,
    /// Columns.
    pub columns: Vec<ColumnInfo>,
    /// Rows.
    pub rows: Vec<TableRow>,
}

/// Columns under one key, or a sum of such.
struct Group {
    codes: Codes,
    names: Vec<String>,
    total: bool,
}

fn codes(path: &[Key]) -> Codes {
    path.iter().map(|key| key.code.clone()).collect()
}

fn cell(text: impl Into<String>, columns: usize, rows: usize) -> HeadCell {
    let narrow = |number: usize| u16::try_from(number).unwrap_or(u16::MAX);
    HeadCell { text: text.into(), columns: narrow(columns), rows: narrow(rows) }
}

/// What is shown of each figure.
#[must_use]
pub fn series_of(spec: &TableSpec) -> Vec<Series> {
    let compare = spec.compare;
    let all = [
        (true, Series::Current),
        (compare.last_year, Series::LastYear),
        (compare.change, Series::Change),
        (compare.cumulative, Series::Cumulative),
    ];
    all.into_iter().filter(|(shown, _)| *shown).map(|(_, series)| series).collect()
}

impl Layout<'_> {
    /// Lays the table out.
    ///
    /// # Errors
    /// 422 when it would be larger than anybody could read.
    pub fn lay(mut self) -> Result<Laid, Problem> {
        let groups = self.groups();
        let series = series_of(self.spec);
        let width = groups.len() * self.spec.figures.len() * series.len();
        let too_large = |at: &str, message: String| {
            Problem::invalid(vec![FieldProblem::new(at, "max", message)])
                .hint("请缩小范围、换用更粗的维度，或改用清单导出")
        };
        if width > MOST_COLUMNS {
            return Err(too_large("/columns", format!("共{width}列，超过{MOST_COLUMNS}列的上限")));
        }
        if self.rows.len() > MOST_ROWS || self.rows.len() * width > MOST_CELLS {
            return Err(too_large("/rows", format!("共{}行{width}列，超过一张表的上限", self.rows.len())));
        }
        self.sort();
        let columns = self.columns(&groups, &series);
        Ok(Laid { head: self.head(&groups, &series), rows: self.body(&columns), columns })
    }

    fn groups(&self) -> Vec<Group> {
        let mut groups = Vec::new();
        for (index, path) in self.columns.iter().enumerate() {
            let names = path.iter().map(|key| key.name.clone()).collect();
            groups.push(Group { codes: codes(path), names, total: false });
            let last = self.columns.get(index + 1).is_none_or(|next| next.first() != path.first());
            if let (2, true, true, Some(first)) = (path.len(), self.spec.subtotals, last, path.first()) {
                let names = vec![first.name.clone(), "小计".to_owned()];
                groups.push(Group { codes: vec![first.code.clone()], names, total: true });
            }
        }
        if self.spec.totals && !self.spec.columns.is_empty() {
            groups.push(Group { codes: Vec::new(), names: vec!["合计".to_owned()], total: true });
        }
        groups
    }

    fn columns(&self, groups: &[Group], series: &[Series]) -> Vec<ColumnInfo> {
        let mut columns = Vec::new();
        for group in groups {
            for figure in 0..self.spec.figures.len() {
                for one in series {
                    let mut name = group.names.clone();
                    if self.spec.figures.len() > 1 || group.names.is_empty() {
                        name.push(figure_name(self.spec, figure));
                    }
                    if series.len() > 1 {
                        name.push(series_name(*one).to_owned());
                    }
                    columns.push(ColumnInfo {
                        codes: group.codes.clone(),
                        name: name.join(" / "),
                        figure,
                        series: *one,
                        total: group.total,
                    });
                }
            }
        }
        columns
    }

    fn head(&self, groups: &[Group], series: &[Series]) -> Vec<Vec<HeadCell>> {
        let depth = self.spec.columns.len();
        let figures = self.spec.figures.len();
        let inner = figures * series.len();
        let mut head: Vec<Vec<HeadCell>> = Vec::new();
        for level in 0..depth {
            let mut line: Vec<HeadCell> = Vec::new();
            let mut last: Option<&[String]> = None;
            for group in groups {
                let grand = group.codes.is_empty();
                if grand {
                    if level == 0 {
                        line.push(cell("合计", inner, depth));
                    }
                    last = None;
                    continue;
                }
                // A subtotal stands under the first key like the columns it sums.
                let here = group.names.get(..=level).unwrap_or_default();
                match line.last_mut() {
                    Some(open) if level + 1 < depth && last == Some(here) => {
                        open.columns = open.columns.saturating_add(u16::try_from(inner).unwrap_or(1));
                    }
                    _ => line.push(cell(here.last().cloned().unwrap_or_default(), inner, 1)),
                }
                last = Some(here);
            }
            head.push(line);
        }
        if figures > 1 || depth == 0 {
            let line = groups.iter().flat_map(|_| 0..figures);
            head.push(line.map(|figure| cell(figure_name(self.spec, figure), series.len(), 1)).collect());
        }
        if series.len() > 1 {
            let line = groups.iter().flat_map(|_| 0..figures).flat_map(|_| series);
            head.push(line.map(|series| cell(series_name(*series), 1, 1)).collect());
        }
        let height = head.len();
        if let Some(first) = head.first_mut() {
            let own = self.row_names.iter().map(|name| cell(name.clone(), 1, height));
            *first = own.chain(std::mem::take(first)).collect();
        }
        head
    }

    /// Orders rows by the first figure where that is asked; rows of one first key stay together.
    fn sort(&mut self) {
        if self.spec.sort == Sort::Key {
            return;
        }
        let Some(cells) = self.amounts.get(&(0, Series::Current)) else { return };
        let value = self.spec.figures.first().map(|figure| figure.value).unwrap_or_default();
        let sign = if self.spec.sort == Sort::Largest { -1.0 } else { 1.0 };
        let weight = |codes: &[String]| {
            let amount = cells.at(codes, &[]).and_then(|amount| amount.value(value)).unwrap_or(0.0);
            (amount * sign * 100.0).round()
        };
        let places: BTreeMap<Codes, usize> =
            self.rows.iter().enumerate().map(|(index, path)| (codes(path), index)).collect();
        let first_of = |path: &Path| path.first().map(|key| key.code.clone()).into_iter().collect::<Codes>();
        let group_place: BTreeMap<Codes, usize> =
            self.rows.iter().enumerate().rev().map(|(index, path)| (first_of(path), index)).collect();
        self.rows.sort_by(|a, b| {
            let (group_a, group_b) = (first_of(a), first_of(b));
            weight(&group_a)
                .total_cmp(&weight(&group_b))
                .then_with(|| group_place.get(&group_a).cmp(&group_place.get(&group_b)))
                .then_with(|| weight(&codes(a)).total_cmp(&weight(&codes(b))))
                .then_with(|| places.get(&codes(a)).cmp(&places.get(&codes(b))))
        });
    }

    fn body(&self, columns: &[ColumnInfo]) -> Vec<TableRow> {
        let mut rows = Vec::new();
        let depth = self.row_names.len();
        let row = |kind: RowKind, head: Vec<HeadCell>, codes: Codes| TableRow {
            kind,
            head,
            cells: columns.iter().map(|column| self.value(&codes, column)).collect(),
            codes,
        };
        let mut index = 0;
        while let Some(path) = self.rows.get(index) {
            let group =
                self.rows.iter().skip(index).take_while(|other| other.first() == path.first()).count();
            let subtotal = depth == 2 && self.spec.subtotals;
            for (position, one) in self.rows.iter().skip(index).take(group).enumerate() {
                let mut head = Vec::new();
                if depth == 2 && position == 0 {
                    let name = one.first().map(|key| key.name.clone()).unwrap_or_default();
                    head.push(cell(name, 1, group + usize::from(subtotal)));
                }
                head.push(cell(one.last().map(|key| key.name.clone()).unwrap_or_default(), 1, 1));
                rows.push(row(RowKind::Leaf, head, codes(one)));
            }
            if subtotal {
                let first: Codes = path.first().map(|key| key.code.clone()).into_iter().collect();
                rows.push(row(RowKind::Subtotal, vec![cell("小计", 1, 1)], first));
            }
            index += if depth == 2 { group } else { group.max(1) };
        }
        if self.spec.totals {
            rows.push(row(RowKind::Total, vec![cell("合计", depth, 1)], Vec::new()));
        }
        rows
    }

    fn value(&self, row: &[String], column: &ColumnInfo) -> crate::model::CellValue {
        let of = self.spec.figures.get(column.figure).map(|figure| figure.value).unwrap_or_default();
        let amount = |series: Series| {
            self.amounts.get(&(column.figure, series)).and_then(|cells| cells.at(row, &column.codes))
        };
        match column.series {
            Series::Change => change(amount(Series::Current), amount(Series::LastYear), of),
            series => {
                let link = (self.link)(column.figure, series, row, &column.codes);
                figure(amount(series), of, self.spec.blank_zeros, link)
            }
        }
    }
}

#[cfg(test)]
mod tests;
