//! One row of cells into a draft, with everything that was repaired and everything that is wrong.

use super::gazetteer::{Found, Gazetteer};
use super::kinds::Kinds;
use super::outlines::Outlines;
use super::text::{Inner, clean, same_as_above};
use super::{date, number};
use crate::model::{Checked, Class, Code, Draft, Field, Mapping, Mark, Reading, TableMapping, day};
use kernel::coordinate::{Datum, Degrees};
use kernel::identity::{CreditCode, Phone, ResidentNumber};
use kernel::region::{Level, RegionCode};
use kernel::scope::{Place, Scope};
use serde_json::Value;
use std::collections::BTreeMap;
use workbook::Cell;

/// What rows are held against; made once for a file.
#[derive(Debug)]
pub struct Reader<'a> {
    /// Regions of the installation.
    pub gazetteer: &'a Gazetteer,
    /// Kinds of the pack.
    pub kinds: &'a Kinds,
    /// Where the importer may register premises.
    pub scope: &'a Scope,
    /// Outlines of regions.
    pub outlines: &'a Outlines,
    /// How the file is read.
    pub mapping: &'a Mapping,
}

/// A cell with whether it was filled from a merged one.
#[derive(Debug, Clone, PartialEq)]
pub struct Filled {
    /// The cell.
    pub cell: Cell,
    /// Whether it takes its value from a merged area.
    pub merged: bool,
}

/// What 同上 refers to: the last words seen in each column of the table.
#[derive(Debug, Default)]
pub struct Above(BTreeMap<u32, Cell>);

struct Work<'a> {
    draft: Draft,
    marks: Vec<Mark>,
    county: Option<(u32, String)>,
    town: Option<(u32, String)>,
    village: Option<(u32, String)>,
    longitude: Option<(u32, f64)>,
    latitude: Option<(u32, f64)>,
    kind_column: Option<u32>,
    reader: &'a Reader<'a>,
}

/// Whether a scope takes premises of a region; a scope of some sectors takes those of its sectors.
pub(crate) fn takes(scope: &Scope, region: RegionCode) -> bool {
    let place = Place::of(region);
    scope.grants.iter().any(|grant| grant.covers(&place) || grant.sectors.is_some() && grant.reaches(&place))
}

impl Reader<'_> {
    /// A region by name: among those the importer reaches first, then anywhere.
    fn find(&self, text: &str, level: Level, within: Option<RegionCode>) -> Found {
        if within.is_none() {
            let own = self.scope.grants.iter().filter(|grant| grant.level.region_level().is_some());
            for code in own.filter_map(|grant| grant.key.parse().ok()) {
                if let found @ Found::One(_) = self.gazetteer.find(text, level, Some(code)) {
                    return found;
                }
            }
        }
        self.gazetteer.find(text, level, within)
    }

    /// Reads a row. `cells[0]` is column A.
    pub fn read(
        &self,
        table: &TableMapping,
        above: &mut Above,
        (sheet, row, hidden): (u32, u32, bool),
        cells: &[Filled],
    ) -> Checked {
        let mut work = Work {
            draft: Draft::default(),
            marks: Vec::new(),
            county: None,
            town: None,
            village: None,
            longitude: None,
            latitude: None,
            kind_column: None,
            reader: self,
        };
        for column in table.columns.iter().filter(|column| column.field != Field::Ignore) {
            let index = column.column.saturating_sub(1) as usize;
            let filled = cells.get(index).cloned().unwrap_or(Filled { cell: Cell::Empty, merged: false });
            let cell = work.settled(column.column, filled, above);
            work.take(column.column, &column.title, column.field, &cell);
        }
        work.kind(self.mapping);
        work.region(table, self.mapping);
        work.point(self.mapping.datum);
        work.required(table);
        let first = table.columns.first().map_or(1, |column| column.column);
        let at = |field: Field| table.column(field);
        Checked {
            sheet,
            row,
            hidden,
            draft: work.draft,
            marks: work.marks,
            code_column: at(Field::CreditCode).or_else(|| at(Field::Name)).unwrap_or(first),
            kind_column: at(Field::Kind).or_else(|| at(Field::Name)).unwrap_or(first),
            class: Class::Data,
        }
    }
}

impl Work<'_> {
    fn mark(&mut self, column: u32, code: Code, message: impl Into<String>) {
        self.marks.push(Mark::new(column, code, message));
    }

    /// The cell with merges and 同上 resolved.
    fn settled(&mut self, column: u32, filled: Filled, above: &mut Above) -> Cell {
        if let Cell::Text(text) = &filled.cell
            && same_as_above(text)
        {
            if let Some(cell) = above.0.get(&column) {
                self.mark(column, Code::R06, Code::R06.name());
                return cell.clone();
            }
            return Cell::Empty;
        }
        if filled.merged && filled.cell != Cell::Empty {
            self.mark(column, Code::R05, Code::R05.name());
        }
        if filled.cell != Cell::Empty {
            above.0.insert(column, filled.cell.clone());
        }
        filled.cell
    }

    fn take(&mut self, column: u32, title: &str, field: Field, cell: &Cell) {
        if let Cell::Error(error) = cell {
            self.mark(column, Code::F12, format!("单元格公式出错（{error}），请改正公式或填写数值"));
            return;
        }
        match field.reading() {
            Reading::Text(longest) => self.text(column, title, field, cell, longest),
            Reading::Integer | Reading::Number | Reading::Degrees => self.number(column, title, field, cell),
            Reading::Date => self.date(column, title, cell),
            Reading::Own => self.own(column, field, cell),
            Reading::Nothing => {}
        }
    }

    fn words(&mut self, column: u32, cell: &Cell, inner: Inner) -> Option<String> {
        let raw = shown(cell)?;
        let known = self.marks.len();
        let text = clean(&raw, inner, column, &mut self.marks);
        if text.is_empty() {
            // Blanks alone are an empty cell; nothing was repaired.
            self.marks.truncate(known);
            return None;
        }
        Some(text)
    }

    fn text(&mut self, column: u32, title: &str, field: Field, cell: &Cell, longest: usize) {
        let Some(text) = self.words(column, cell, Inner::Words) else { return };
        let length = text.chars().count();
        if length > longest {
            self.mark(column, Code::F11, format!("共 {length} 字，最多 {longest} 字，请缩短"));
            return;
        }
        let draft = &mut self.draft;
        match field {
            Field::Name => draft.name = text,
            Field::Address => draft.address = text,
            Field::UnitName => draft.unit_name = Some(text),
            Field::LegalPerson => draft.legal_person = Some(text),
            Field::Manager => draft.manager = Some(text),
            _ => {
                draft.others.insert(title.to_owned(), Value::from(text));
            }
        }
    }

    fn number(&mut self, column: u32, title: &str, field: Field, cell: &Cell) {
        let value = match cell {
            Cell::Empty => return,
            Cell::Number(number) => *number,
            other => {
                let Some(text) = self.words(column, other, Inner::Solid) else { return };
                match number::read(&text) {
                    number::Read::Plain(number) => number,
                    number::Read::Among(number) => {
                        self.mark(column, Code::R07, format!("“{text}”只取其中的数 {number}"));
                        number
                    }
                    number::Read::No => {
                        return self.mark(column, Code::F03, format!("“{text}”不是数，请填阿拉伯数字"));
                    }
                }
            }
        };
        let whole = field.reading() == Reading::Integer;
        if field.reading() != Reading::Degrees && value < 0.0 {
            return self.mark(column, Code::F03, format!("“{value}”不能小于零"));
        }
        if whole && value.fract() != 0.0 {
            return self.mark(column, Code::F03, format!("“{value}”应为整数"));
        }
        let most = match field {
            Field::Floors => 200.0,
            Field::Height => 1_000.0,
            Field::Area => 10_000_000.0,
            _ => 1e15,
        };
        if value > most {
            return self.mark(column, Code::F03, format!("“{value}”过大，最多 {most}"));
        }
        #[expect(clippy::cast_possible_truncation, reason = "whole, not negative and at most 1e15")]
        let integer = value as i64;
        let draft = &mut self.draft;
        match field {
            Field::Area => draft.area_m2 = Some(value),
            Field::Height => draft.height_m = Some(value),
            Field::Floors => draft.floors = Some(integer),
            Field::Longitude => self.longitude = Some((column, value)),
            Field::Latitude => self.latitude = Some((column, value)),
            _ if whole => {
                draft.others.insert(title.to_owned(), Value::from(integer));
            }
            _ => {
                draft.others.insert(title.to_owned(), Value::from(value));
            }
        }
    }

    fn date(&mut self, column: u32, title: &str, cell: &Cell) {
        let read = match cell {
            Cell::Empty => return,
            Cell::Date(moment) => date::Read::Plain(moment.date()),
            Cell::Number(number) => {
                let read = date::number(*number);
                if let date::Read::Other(_) = read {
                    let typed = *number >= 10_000_101.0;
                    let code = if typed { Code::R04 } else { Code::R03 };
                    self.mark(column, code, code.name());
                }
                read
            }
            other => {
                let Some(text) = self.words(column, other, Inner::Solid) else { return };
                let read = date::read(&text);
                if let date::Read::Other(_) = read {
                    self.mark(column, Code::R04, Code::R04.name());
                }
                read
            }
        };
        match read {
            date::Read::Plain(date) | date::Read::Other(date) => {
                self.draft.others.insert(title.to_owned(), day(date));
            }
            date::Read::No => {
                let shown = shown(cell).unwrap_or_default();
                self.mark(column, Code::F02, format!("“{}”不是有效日期，请按 2024-05-06 填写", shown.trim()));
            }
        }
    }

    fn own(&mut self, column: u32, field: Field, cell: &Cell) {
        let inner = match field {
            Field::Kind | Field::County | Field::Town | Field::Village => Inner::Words,
            _ => Inner::Solid,
        };
        let Some(text) = self.words(column, cell, inner) else { return };
        match field {
            Field::Kind => {
                self.kind_column = Some(column);
                self.draft.kind = text;
            }
            Field::County => self.county = Some((column, text)),
            Field::Town => self.town = Some((column, text)),
            Field::Village => self.village = Some((column, text)),
            Field::CreditCode => match CreditCode::parse(&text) {
                Ok(code) => self.draft.credit_code = Some(code.as_str().to_owned()),
                Err(error) => self.mark(column, Code::F04, error.to_string()),
            },
            Field::Phone => match Phone::parse(&text) {
                Ok(phone) => self.draft.phone = Some(phone.as_str().to_owned()),
                Err(error) => self.mark(column, Code::F14, error.to_string()),
            },
            Field::ResidentNumber => {
                if let Err(error) = ResidentNumber::parse(&text) {
                    self.mark(column, Code::F05, error.to_string());
                }
            }
            Field::Point => self.pair(column, &text),
            _ => {}
        }
    }

    fn pair(&mut self, column: u32, text: &str) {
        let parts: Vec<f64> = text
            .split([',', '，', ';', '；', '、', '|'])
            .filter_map(|part| match number::read(part) {
                number::Read::Plain(number) => Some(number),
                _ => None,
            })
            .collect();
        match parts.as_slice() {
            [longitude, latitude] => {
                self.longitude = Some((column, *longitude));
                self.latitude = Some((column, *latitude));
            }
            _ => self.mark(column, Code::F03, format!("“{text}”不是“经度,纬度”")),
        }
    }

    fn kind(&mut self, mapping: &Mapping) {
        if self.draft.kind.is_empty() {
            self.draft.kind = mapping.kind.clone().unwrap_or_default();
            return;
        }
        match self.reader.kinds.find(&self.draft.kind) {
            Some(code) => self.draft.kind = code.to_owned(),
            None => {
                let message = format!("没有“{}”这一场所类别，请按模板的下拉选项填写", self.draft.kind);
                self.mark(self.kind_column.unwrap_or(1), Code::F07, message);
            }
        }
    }

    fn region(&mut self, table: &TableMapping, mapping: &Mapping) {
        let mut within: Option<RegionCode> = None;
        let steps = [
            (Level::County, self.county.take()),
            (Level::Town, self.town.take()),
            (Level::Village, self.village.take()),
        ];
        let mut last = None;
        for (level, given) in steps {
            let Some((column, text)) = given else { continue };
            match self.reader.find(&text, level, within) {
                Found::One(code) => {
                    within = Some(code);
                    last = Some((column, code));
                }
                Found::Several(_) => {
                    return self.mark(column, Code::F06, format!("“{text}”重名，请在另一列写明上一级区划"));
                }
                Found::No => {
                    let inside = within.and_then(|code| self.reader.gazetteer.name(code).map(str::to_owned));
                    let message = match inside {
                        Some(name) => format!("“{name}”没有“{text}”"),
                        None => format!("没有“{text}”这一区划，请核对名称"),
                    };
                    return self.mark(column, Code::F06, message);
                }
            }
        }
        let settled = last.filter(|(_, code)| matches!(code.level(), Level::Town | Level::Village));
        let code = settled.map(|(_, code)| code).or(mapping.region);
        let Some(code) = code else { return };
        if !takes(self.reader.scope, code) {
            let column = settled.map(|(column, _)| column).or_else(|| table.column(Field::Town)).unwrap_or(1);
            let name = self.reader.gazetteer.name(code).unwrap_or("该区划").to_owned();
            return self.mark(column, Code::F10, format!("“{name}”不在您的管辖范围内，请交由所属单位导入"));
        }
        self.draft.region = Some(code);
    }

    fn point(&mut self, datum: Datum) {
        match (self.longitude, self.latitude) {
            (Some((column, longitude)), Some((_, latitude))) => {
                if !(73.0..=136.0).contains(&longitude) || !(3.0..=54.0).contains(&latitude) {
                    let turned = (73.0..=136.0).contains(&latitude) && (3.0..=54.0).contains(&longitude);
                    let hint =
                        if turned { "经度和纬度可能写反了" } else { "坐标不在中国境内" };
                    return self.mark(column, Code::F13, hint);
                }
                let wgs84 = datum.to_wgs84(Degrees { longitude, latitude });
                let point = (wgs84.longitude, wgs84.latitude);
                if let Some(region) = self.draft.region
                    && !self.reader.outlines.may_hold(region, point)
                {
                    let name =
                        self.reader.gazetteer.name(region.town().unwrap_or(region)).unwrap_or("所填区划");
                    return self.mark(
                        column,
                        Code::F13,
                        format!("坐标不在“{name}”范围内，请核对经纬度或所属镇街"),
                    );
                }
                self.draft.point = Some(point);
            }
            (Some((column, _)), None) | (None, Some((column, _))) => {
                self.mark(column, Code::F01, "经度和纬度须同时填写");
            }
            (None, None) => {}
        }
    }

    fn required(&mut self, table: &TableMapping) {
        let faulty = |work: &Self, field: Field| {
            table.column(field).is_some_and(|column| {
                work.marks.iter().any(|mark| mark.column == column && mark.code.is_fault())
            })
        };
        let mut missing = Vec::new();
        for (field, empty) in [
            (Field::Name, self.draft.name.is_empty()),
            (Field::Kind, self.draft.kind.is_empty()),
            (Field::Address, self.draft.address.is_empty()),
        ] {
            if empty && !faulty(self, field) {
                missing.push(field);
            }
        }
        let placed = self.draft.region.is_some()
            || [Field::County, Field::Town, Field::Village].into_iter().any(|field| faulty(self, field))
            || self.marks.iter().any(|mark| matches!(mark.code, Code::F06 | Code::F10));
        if !placed {
            missing.push(Field::Town);
        }
        for field in missing {
            let column = table.column(field).unwrap_or(1);
            self.mark(column, Code::F01, format!("{}为必填项", field.label()));
        }
    }
}

/// The words of a cell.
fn shown(cell: &Cell) -> Option<String> {
    match cell {
        Cell::Empty => None,
        Cell::Text(text) => Some(text.clone()),
        Cell::Number(number) => Some(format!("{number}")),
        Cell::Date(moment) => Some(moment.date().to_string()),
        Cell::Bool(true) => Some("是".into()),
        Cell::Bool(false) => Some("否".into()),
        Cell::Error(error) => Some(error.clone()),
    }
}
