//! A table as it goes onto paper.

use crate::model::{HeadCell, RowKind, Table};
use paper::{Grid, GridCell, GridRow};

fn head(cell: &HeadCell) -> GridCell {
    GridCell::head(cell.text.clone(), cell.columns, cell.rows)
}

/// The table as a grid for Word and Excel: the same words as on the screen.
#[must_use]
pub fn grid(table: &Table) -> Grid {
    let rows = table.rows.iter().map(|row| {
        let cells = row.cells.iter().map(|cell| {
            let shown = cell.value.filter(|_| !cell.text.is_empty() && !cell.text.ends_with(['%', '点']));
            match shown {
                Some(value) => GridCell::number(value, cell.text.clone()),
                None => GridCell { number: None, ..right(&cell.text) },
            }
        });
        let strong = row.kind != RowKind::Leaf;
        GridRow { cells: row.head.iter().map(head).chain(cells).collect(), strong }
    });
    let longest = |index: usize| {
        let texts =
            table.rows.iter().filter_map(|row| row.head.get(index)).map(|cell| cell.text.chars().count());
        texts.max().unwrap_or(4).clamp(5, 16)
    };
    let heads =
        (0..usize::from(table.row_heads)).map(|index| u16::try_from(longest(index) * 2 + 2).unwrap_or(20));
    Grid {
        title: table.title.clone(),
        left: format!("制表单位：{}", table.office),
        right: format!("单位：{}　　{}", table.unit, table.made_on),
        head: table
            .head
            .iter()
            .map(|line| GridRow { cells: line.iter().map(head).collect(), strong: false })
            .collect(),
        body: rows.collect(),
        widths: heads.chain(table.columns.iter().map(|_| 11)).collect(),
        notes: table.notes.iter().cloned().chain([format!("制表人：{}", table.maker)]).collect(),
        notice: table.synthetic.then(|| "演示数据，均为虚构".to_owned()),
    }
}

fn right(text: &str) -> GridCell {
    GridCell { centred: true, ..GridCell::text(text) }
}
