//! Paragraphs of the main document in order, tables included.

use super::{
    numbering::{Counters, Definitions, Reference},
    xml::{attribute, name, number},
};
use crate::read::Line;
use quick_xml::{
    Reader,
    events::{BytesStart, Event},
};

/// Reads all paragraphs; soft line breaks give several lines with the paragraph's number.
pub(super) fn paragraphs(xml: &str, definitions: &Definitions) -> Result<Vec<Line>, String> {
    let mut reader = Reader::from_str(xml);
    reader.config_mut().check_end_names = false;
    let mut body =
        Body { definitions, counters: Counters::default(), lines: Vec::new(), open: Vec::new(), number: 0 };
    // Depth of elements whose text is not the document's: fallbacks, deleted runs.
    let mut skipped = 0_u32;
    let mut in_text = false;
    loop {
        let event = reader.read_event().map_err(|_| format!("正文第{}段附近格式有误", body.number.max(1)))?;
        match event {
            Event::Start(e) => {
                if skipped > 0 || is_skipped(&e) {
                    skipped += 1;
                    continue;
                }
                in_text = name(&e) == "t";
                body.element(&e, true);
            }
            Event::Empty(e) if skipped == 0 => body.element(&e, false),
            Event::End(e) => {
                if skipped > 0 {
                    skipped -= 1;
                    continue;
                }
                in_text = false;
                if e.local_name().into_inner() == "p" {
                    body.end_paragraph();
                }
            }
            Event::Text(text) if in_text && skipped == 0 => body.push(&text.xml10_content()),
            Event::CData(text) if in_text && skipped == 0 => body.push(&text.xml10_content()),
            Event::GeneralRef(reference) if in_text && skipped == 0 => {
                let resolved = match reference.resolve_char_ref() {
                    Ok(Some(c)) => c.to_string(),
                    _ => quick_xml::escape::resolve_predefined_entity(&reference.into_inner())
                        .unwrap_or_default()
                        .to_owned(),
                };
                body.push(&resolved);
            }
            Event::Eof => break,
            _ => {}
        }
    }
    body.lines.sort_by_key(|line| line.number);
    Ok(body.lines)
}

fn is_skipped(element: &BytesStart<'_>) -> bool {
    matches!(
        name(element),
        "Fallback" | "del" | "moveFrom" | "instrText" | "delText" | "pPrChange" | "numberingChange"
    )
}

/// A paragraph being read; text boxes nest paragraphs.
#[derive(Default)]
struct Paragraph {
    number: u32,
    text: String,
    style: Option<String>,
    reference: Reference,
}

struct Body<'a> {
    definitions: &'a Definitions,
    counters: Counters,
    lines: Vec<Line>,
    open: Vec<Paragraph>,
    number: u32,
}

impl Body<'_> {
    fn element(&mut self, element: &BytesStart<'_>, has_end: bool) {
        if name(element) == "p" {
            self.number += 1;
            self.open.push(Paragraph { number: self.number, ..Paragraph::default() });
            if !has_end {
                self.end_paragraph();
            }
            return;
        }
        let Some(paragraph) = self.open.last_mut() else { return };
        match name(element) {
            "pStyle" => paragraph.style = attribute(element, "val"),
            "numId" => paragraph.reference.list = attribute(element, "val"),
            "ilvl" => paragraph.reference.level = number(element, "val").map(|v| v as usize),
            // Only a tab in a run is text; the tab stops of a paragraph carry a position.
            "tab" if attribute(element, "pos").is_none() => paragraph.text.push('\t'),
            "br" | "cr" => match attribute(element, "type").as_deref() {
                Some("page" | "column") => {}
                _ => paragraph.text.push('\n'),
            },
            "noBreakHyphen" => paragraph.text.push('-'),
            _ => {}
        }
    }

    fn push(&mut self, text: &str) {
        if let Some(paragraph) = self.open.last_mut() {
            paragraph.text.extend(text.chars().map(|c| if c == '\n' || c == '\r' { ' ' } else { c }));
        }
    }

    fn end_paragraph(&mut self) {
        let Some(paragraph) = self.open.pop() else { return };
        let blank = paragraph.text.trim().is_empty();
        // Word shows no number in front of an empty paragraph that is only a spacer, yet it counts it.
        let mark = self.counters.next(self.definitions, &paragraph.reference, paragraph.style.as_deref());
        let text = if blank { paragraph.text } else { format!("{mark}{}", paragraph.text.trim_start()) };
        for line in text.split('\n') {
            self.lines.push(Line { number: paragraph.number, text: line.to_owned() });
        }
    }
}
