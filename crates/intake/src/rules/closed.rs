//! Cells of old ledgers, read as every import reads them.

use super::date;
use super::gazetteer::{Found, Gazetteer};
use super::text::{Inner, clean};
use chrono::NaiveDate;
use kernel::region::{Level, RegionCode};
use workbook::Cell;

/// A cell read as a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Day {
    /// Nothing stands there.
    Blank,
    /// A day.
    On(NaiveDate),
    /// No such day.
    No,
}

/// The words of a cell, without what clerks' hands leave behind.
pub(crate) fn words(cell: &Cell) -> String {
    clean(&cell.shown(), Inner::Words, 0, &mut Vec::new())
}

/// The day of a cell, in any way of writing.
pub(crate) fn day(cell: &Cell) -> Day {
    let read = match cell {
        Cell::Date(moment) => return Day::On(moment.date()),
        Cell::Number(figure) => date::number(*figure),
        Cell::Text(_) => {
            let text = clean(&cell.shown(), Inner::Solid, 0, &mut Vec::new());
            if text.is_empty() {
                return Day::Blank;
            }
            match date::read(&text) {
                date::Read::No => text.parse().map_or(date::Read::No, date::number),
                read => read,
            }
        }
        _ if cell.is_blank() => return Day::Blank,
        _ => date::Read::No,
    };
    match read {
        date::Read::Plain(day) | date::Read::Other(day) => Day::On(day),
        date::Read::No => Day::No,
    }
}

/// The region of a level that a text names.
pub(crate) fn region(
    gazetteer: &Gazetteer,
    text: &str,
    level: Level,
    within: Option<RegionCode>,
) -> Result<RegionCode, String> {
    match gazetteer.find(text, level, within) {
        Found::One(code) => Ok(code),
        Found::Several(_) => Err(format!("有几个“{text}”，请填写上一级")),
        Found::No => Err(format!("没有“{text}”")),
    }
}
