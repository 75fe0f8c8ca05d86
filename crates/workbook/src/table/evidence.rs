//! How much speaks for a row being a header: what stands below it must be of another kind than itself.

use super::header::Block;
use super::value::{is_period, look};
use super::words::is_label_word;
use crate::{Cell, Row};

/// What was weighed.
#[derive(Debug, Clone, Copy)]
pub(super) struct Evidence {
    /// Mean difference between label and values over the columns, about -0.5 to 1.
    pub(super) contrast: f64,
    /// Share of the columns below that have a label.
    pub(super) coverage: f64,
    /// Share of the labels that read like names of columns.
    pub(super) worded: f64,
}

#[expect(clippy::cast_precision_loss, reason = "counts of cells in a few rows")]
fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

/// Weighs a header against a sample of the rows below it.
pub(super) fn weigh(block: &Block, sample: &[&Row]) -> Evidence {
    let widest = sample.iter().map(|row| row.cells.len()).max().unwrap_or(0) as u32;
    let used = |column: u32| sample.iter().filter(|row| !row.cell(column).is_blank()).count();
    let body: Vec<u32> = (1..=widest).filter(|column| used(*column) * 3 >= sample.len().max(1)).collect();
    let shared = body.iter().filter(|column| block.covered.contains(column)).count();
    let contrasts: Vec<f64> = block
        .covered
        .iter()
        .filter(|column| used(**column) > 0)
        .filter_map(|column| contrast(block, *column, sample))
        .collect();
    let labels: Vec<&(u32, String)> = block.rows.iter().flat_map(|(_, labels)| labels).collect();
    let worded = labels.iter().filter(|(_, text)| is_label_word(text)).count();
    Evidence {
        contrast: if contrasts.is_empty() {
            0.0
        } else {
            contrasts.iter().sum::<f64>() / share(contrasts.len(), 1)
        },
        coverage: share(shared, body.len()),
        worded: share(worded, labels.len()),
    }
}

/// How different a column's label is from its values; none where that says nothing.
fn contrast(block: &Block, column: u32, sample: &[&Row]) -> Option<f64> {
    let path = block.path(column);
    let label = *path.last()?;
    let values: Vec<&Cell> =
        sample.iter().map(|row| row.cell(column)).filter(|cell| !cell.is_blank()).collect();
    let measures = values
        .iter()
        .filter(|value| look(value, true).is_measure() || matches!(value, Cell::Error(_)))
        .count();
    let mostly = |count: usize| count * 5 >= values.len() * 3;
    let period = is_period(&Cell::Text(label.to_owned()));
    if period || label.parse::<f64>().is_ok() {
        // Figures below a year say nothing; names below it speak against it.
        return if mostly(measures) { None } else { Some(-0.2) };
    }
    if mostly(measures) {
        return Some(1.0);
    }
    let texts: Vec<&str> = values.iter().filter_map(|value| value.text()).collect();
    if texts.contains(&label) {
        return Some(-1.0);
    }
    let worded = texts.iter().filter(|text| is_label_word(text)).count() * 2 >= texts.len().max(1);
    match (is_label_word(label), worded) {
        (true, true) => return Some(-0.5),
        (true, false) => return Some(1.0),
        (false, true) => return Some(-0.2),
        (false, false) => {}
    }
    let digits = |text: &str| text.chars().any(|letter| letter.is_ascii_digit());
    if !digits(label) && mostly(texts.iter().filter(|text| digits(text)).count()) {
        return Some(0.7);
    }
    let mut lengths: Vec<usize> = texts.iter().map(|text| text.chars().count()).collect();
    lengths.sort_unstable();
    let long = lengths.get(lengths.len() / 2).is_some_and(|middle| *middle >= 2 * label.chars().count());
    let mut distinct = texts.clone();
    distinct.sort_unstable();
    distinct.dedup();
    let repeated = texts.len() >= 3 && distinct.len() * 2 <= texts.len();
    Some(if long || repeated { 0.5 } else { 0.2 })
}
