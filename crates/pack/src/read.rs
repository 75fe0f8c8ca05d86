//! Reads one file into typed entries, and goes on after an error so that one run tells everything.

use crate::files::Files;
use crate::finding::{Code, Finding};
use crate::source::{Located, Source, Spot};
use crate::wording::{explain, suggestion};
use serde::de::DeserializeOwned;
use std::ops::Range;
use std::sync::Arc;
use toml::Spanned;
use toml::de::{DeTable, DeValue, ValueDeserializer};

/// Errors told for one entry before the reader gives up on it.
const MOST_ERRORS: usize = 50;

/// A parsed file, not yet typed.
pub(crate) struct Parsed<'t> {
    pub(crate) source: Arc<Source>,
    text: &'t str,
    table: DeTable<'t>,
}

/// What reading gave: values, findings, and whether a value was lost to one of them.
pub(crate) struct Reading {
    pub(crate) findings: Vec<Finding>,
    pub(crate) lost: bool,
}

impl Reading {
    pub(crate) const fn new() -> Self {
        Self { findings: Vec::new(), lost: false }
    }

    pub(crate) fn lose(&mut self, finding: Finding) {
        self.findings.push(finding);
        self.lost = true;
    }
}

/// The text of a file, or a finding.
pub(crate) fn text<'f>(files: &'f Files, path: &str, reading: &mut Reading) -> Option<&'f str> {
    match files.get(path).map(str::from_utf8) {
        None => {
            reading.lose(Finding::on_file(path, Code::MissingFile, "缺少这个文件"));
            None
        }
        Some(Err(error)) => {
            let message = format!("第 {} 个字节不是 UTF-8 文本", error.valid_up_to() + 1);
            reading.lose(Finding::on_file(path, Code::Encoding, message).with_hint("请以 UTF-8 编码保存"));
            None
        }
        Some(Ok(text)) => Some(text),
    }
}

/// Parses a file; every syntax error becomes a finding.
pub(crate) fn parse<'t>(path: &str, text: &'t str, reading: &mut Reading) -> Option<Parsed<'t>> {
    let (document, errors) = DeTable::parse_recoverable(text);
    for error in &errors {
        let (line, column) = Source::line_column(text, error.span().map_or(0, |span| span.start));
        reading.lose(Finding {
            file: path.to_owned(),
            line,
            column: Some(column),
            code: Code::Syntax,
            message: format!("TOML 语法错误：{}", error.message()),
            hint: None,
        });
    }
    errors.is_empty().then(|| {
        let table = document.into_inner();
        for (_, value) in &table {
            blanks(path, text, value, reading);
        }
        Parsed { source: Source::new(path, text, &table), text, table }
    })
}

/// An empty text says nothing: leave the key out instead.
fn blanks(path: &str, text: &str, value: &Spanned<DeValue<'_>>, reading: &mut Reading) {
    match value.get_ref() {
        DeValue::String(own) if own.trim().is_empty() => {
            let (line, column) = Source::line_column(text, value.span().start);
            let message = "空白的文字".to_owned();
            let hint = Some("没有内容的键请删去".to_owned());
            let file = path.to_owned();
            reading.findings.push(Finding {
                file,
                line,
                column: Some(column),
                code: Code::BadValue,
                message,
                hint,
            });
        }
        DeValue::Array(items) => items.iter().for_each(|item| blanks(path, text, item, reading)),
        DeValue::Table(table) => table.values().for_each(|item| blanks(path, text, item, reading)),
        _ => {}
    }
}

impl Parsed<'_> {
    /// Reads the whole file as one value.
    pub(crate) fn whole<T: DeserializeOwned>(self, reading: &mut Reading) -> Option<Located<T>> {
        let spot = Spot::root(&self.source);
        let end = self.text.len();
        let value = Spanned::new(0..end, DeValue::Table(self.table));
        one(&spot, self.text, value, reading).map(|value| Located { value, spot })
    }

    /// Reads the array of tables `key`, which must be all the file holds.
    pub(crate) fn list<T: DeserializeOwned>(mut self, key: &str, reading: &mut Reading) -> Vec<Located<T>> {
        let root = Spot::root(&self.source);
        for (other, _) in self.table.iter().filter(|(other, _)| other.get_ref() != key) {
            let (line, column) = Source::line_column(self.text, other.span().start);
            reading.findings.push(Finding {
                file: root.file().to_owned(),
                line,
                column: Some(column),
                code: Code::UnknownKey,
                message: format!("不认识的键“{}”", other.get_ref()),
                hint: suggestion(other.get_ref(), &[key]).or_else(|| Some(format!("此文件只有 [[{key}]]"))),
            });
        }
        let Some(value) = self.table.remove(key) else { return Vec::new() };
        let DeValue::Array(items) = value.into_inner() else {
            reading.lose(root.key(key).finding(Code::BadValue, format!("应写成 [[{key}]]")));
            return Vec::new();
        };
        let spots = root.key(key);
        items
            .into_iter()
            .enumerate()
            .filter_map(|(index, item)| {
                let spot = spots.item(index);
                one(&spot, self.text, item, reading).map(|value| Located { value, spot })
            })
            .collect()
    }
}

/// Reads one value. An unknown key is told and left out; any other fault loses the value, but the part that holds
/// it is cut away and the rest read on, so that its faults are told too.
fn one<T: DeserializeOwned>(
    spot: &Spot,
    text: &str,
    mut value: Spanned<DeValue<'_>>,
    reading: &mut Reading,
) -> Option<T> {
    let mut whole = true;
    for _ in 0..MOST_ERRORS {
        let error = match T::deserialize(ValueDeserializer::from(value.clone())) {
            Ok(read) => return whole.then_some(read),
            Err(error) => error,
        };
        let span = error.span().unwrap_or_else(|| value.span());
        let (code, message, hint) = explain(error.message());
        let (line, column) = Source::line_column(text, span.start);
        let file = spot.file().to_owned();
        reading.findings.push(Finding { file, line, column: Some(column), code, message, hint });
        let cut = if code == Code::UnknownKey {
            cut_key(value.get_mut(), &span)
        } else {
            whole = false;
            reading.lost = true;
            cut_entry(value.get_mut(), &span)
        };
        if !cut {
            break;
        }
    }
    reading.lost = true;
    None
}

/// Removes the key written at `span`.
fn cut_key(value: &mut DeValue<'_>, span: &Range<usize>) -> bool {
    match value {
        DeValue::Table(table) => {
            let found = table.keys().find(|key| key.span() == *span).map(|key| key.get_ref().to_string());
            found.is_some_and(|key| table.remove(key.as_str()).is_some())
                || table.iter_mut().any(|(_, child)| cut_key(child.get_mut(), span))
        }
        DeValue::Array(items) => items.iter_mut().any(|child| cut_key(child.get_mut(), span)),
        _ => false,
    }
}

/// Removes the innermost array item that holds `span`.
fn cut_entry(value: &mut DeValue<'_>, span: &Range<usize>) -> bool {
    match value {
        DeValue::Table(table) => table.iter_mut().any(|(_, child)| cut_entry(child.get_mut(), span)),
        DeValue::Array(items) => {
            if items.iter_mut().any(|child| cut_entry(child.get_mut(), span)) {
                return true;
            }
            let found =
                (0..items.len()).find(|index| items.get(*index).is_some_and(|item| holds(item, span)));
            let Some(found) = found else { return false };
            let kept = std::mem::replace(items, std::iter::empty().collect())
                .into_iter()
                .enumerate()
                .filter(|(index, _)| *index != found);
            *items = kept.map(|(_, item)| item).collect();
            true
        }
        _ => false,
    }
}

/// Whether a value, or any part of it, covers `span`. The span of a `[[table]]` is its header alone.
fn holds(value: &Spanned<DeValue<'_>>, span: &Range<usize>) -> bool {
    let own = value.span();
    own == *span
        || (own.start <= span.start && span.end <= own.end)
        || match value.get_ref() {
            DeValue::Table(table) => {
                table.iter().any(|(key, child)| key.span() == *span || holds(child, span))
            }
            DeValue::Array(items) => items.iter().any(|item| holds(item, span)),
            _ => false,
        }
}
