//! A row of an old ledger, with what is wrong with it in the words of every import.

use super::ClosedField;
use crate::model::{Code, Mark};
use crate::rules::Gazetteer;
use crate::rules::closed::{Day, day, words};
use chrono::NaiveDate;
use kernel::region::{Level, RegionCode};
use serde::{Deserialize, Serialize};
use sm3::{Digest, Sm3};
use std::collections::BTreeMap;
use workbook::{Cell, Column};

/// Longest description, characters; as the form of a hazard has it.
const LONGEST: usize = 1_000;

/// What the columns mean, by title; remembered by source.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Columns(pub BTreeMap<String, ClosedField>);

impl Columns {
    /// What a title means: as it was decided, else as the title says.
    #[must_use]
    pub fn of(&self, title: &str) -> ClosedField {
        let decided = self.0.get(title).or_else(|| self.0.get(title.rsplit('/').next().unwrap_or(title)));
        decided.copied().unwrap_or_else(|| ClosedField::suggested(title))
    }

    /// The columns of a table with their meaning; a meaning that stands once is the first column's.
    #[must_use]
    pub fn laid(&self, columns: &[Column]) -> Vec<(usize, u32, String, ClosedField)> {
        let mut used = Vec::new();
        let meaning = |(at, column): (usize, &Column)| {
            let mut field = self.of(&column.name);
            if field.single() && used.contains(&field) {
                field = ClosedField::Remark;
            }
            used.push(field);
            (at, column.index, column.name.clone(), field)
        };
        columns.iter().enumerate().map(meaning).collect()
    }
}

/// A row that was read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ClosedRow {
    /// Number in the old ledger.
    pub number: String,
    /// What was wrong.
    pub summary: String,
    /// Class in words.
    pub class: String,
    /// Premises or unit by name.
    pub premises: String,
    /// Town, as far as the row says.
    pub region: Option<RegionCode>,
    /// Day it was found.
    pub found_on: Option<NaiveDate>,
    /// Day it was closed.
    pub closed_on: Option<NaiveDate>,
    /// Everything else, `title：words`.
    pub remarks: Vec<String>,
    /// What is wrong with it; repairs are not told apart here.
    pub faults: Vec<Mark>,
    /// Column of every field, for what is found later.
    pub columns: BTreeMap<ClosedField, u32>,
}

impl ClosedRow {
    /// Reads a row.
    #[must_use]
    pub fn read(
        gazetteer: &Gazetteer,
        laid: &[(usize, u32, String, ClosedField)],
        cells: &[Cell],
        home: Option<RegionCode>,
    ) -> Self {
        let mut row = Self { region: home, ..Self::default() };
        let (mut county, mut town) = (None, None);
        for (at, column, title, field) in laid {
            let cell = cells.get(*at).unwrap_or(&Cell::Empty);
            if *field == ClosedField::Ignore {
                continue;
            }
            row.columns.entry(*field).or_insert(*column);
            if let Cell::Error(_) = cell {
                row.faults.push(Mark::new(*column, Code::F12, Code::F12.name()));
                continue;
            }
            match field {
                ClosedField::FoundOn => row.found_on = row.date(*column, cell),
                ClosedField::ClosedOn => row.closed_on = row.date(*column, cell),
                ClosedField::Number => row.number = words(cell),
                ClosedField::Summary => row.summary = words(cell),
                ClosedField::Class => row.class = words(cell),
                ClosedField::Premises => row.premises = words(cell),
                ClosedField::County => county = Some((*column, words(cell))),
                ClosedField::Town => town = Some((*column, words(cell))),
                ClosedField::Remark if cell.is_blank() => {}
                ClosedField::Remark => row.remarks.push(format!("{title}：{}", words(cell))),
                ClosedField::Ignore => {}
            }
        }
        row.place(gazetteer, county, town);
        row.required();
        row
    }

    fn date(&mut self, column: u32, cell: &Cell) -> Option<NaiveDate> {
        match day(cell) {
            Day::On(day) => Some(day),
            Day::Blank => None,
            Day::No => {
                self.faults.push(Mark::new(column, Code::F02, Code::F02.name()));
                None
            }
        }
    }

    fn place(&mut self, gazetteer: &Gazetteer, county: Option<(u32, String)>, town: Option<(u32, String)>) {
        let mut within = None;
        for (level, named) in [(Level::County, county), (Level::Town, town)] {
            let Some((column, text)) = named.filter(|(_, text)| !text.is_empty()) else { continue };
            match crate::rules::closed::region(gazetteer, &text, level, within) {
                Ok(found) => {
                    within = Some(found);
                    self.region = Some(found);
                }
                Err(message) => self.faults.push(Mark::new(column, Code::F06, message)),
            }
        }
    }

    fn required(&mut self) {
        let at = |field: ClosedField| self.columns.get(&field).copied().unwrap_or(1);
        let told = |column: u32| self.faults.iter().any(|mark| mark.column == column);
        let mut missing = Vec::new();
        if self.summary.is_empty() {
            missing.push(ClosedField::Summary);
        }
        if self.found_on.is_none() {
            missing.push(ClosedField::FoundOn);
        }
        if self.closed_on.is_none() {
            missing.push(ClosedField::ClosedOn);
        }
        let mut faults: Vec<Mark> = missing
            .into_iter()
            .filter(|field| !told(at(*field)))
            .map(|field| Mark::new(at(field), Code::F01, format!("{}：{}", Code::F01.name(), field.label())))
            .collect();
        if self.summary.chars().count() > LONGEST {
            let message = format!("{}：最多 {LONGEST} 字", Code::F11.name());
            faults.push(Mark::new(at(ClosedField::Summary), Code::F11, message));
        }
        self.faults.extend(faults);
    }

    /// What makes the row itself: its number in the old ledger, else what it says.
    #[must_use]
    pub fn key(&self) -> String {
        if self.number.is_empty() { format!("h:{}", self.digest()) } else { format!("n:{}", self.number) }
    }

    /// Digest of what it says.
    #[must_use]
    pub fn digest(&self) -> String {
        let day = |day: Option<NaiveDate>| day.map(|day| day.to_string()).unwrap_or_default();
        let region = self.region.map(|region| region.to_string()).unwrap_or_default();
        let said =
            [self.summary.clone(), self.premises.clone(), region, day(self.found_on), day(self.closed_on)];
        hex::encode(Sm3::digest(said.join("\n").as_bytes()))
    }
}
