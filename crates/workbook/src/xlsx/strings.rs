//! The shared strings of a workbook, end to end in one block of memory.

use super::package::Package;
use super::xml::{Broken, append, unescape};
use crate::Unreadable;
use quick_xml::Reader;
use quick_xml::events::Event;
use std::io::BufReader;

/// All shared strings: one text and the end of each in it. Half a million rows bring millions of them, so an end takes
/// four bytes; `turns` are the places at which the ends have gone round those four bytes once more.
#[derive(Debug, Default)]
pub(crate) struct Strings {
    text: String,
    ends: Vec<u32>,
    turns: Vec<usize>,
}

impl Strings {
    pub(crate) fn read(package: &Package, part: &str) -> Result<Self, Unreadable> {
        let mut strings = Self::default();
        strings
            .fill(Reader::from_reader(BufReader::with_capacity(64 << 10, package.stream(part)?)))
            .map_err(|Broken(reason)| Unreadable::new(package.file(), format!("共享字符串{reason}")))?;
        strings.text.shrink_to_fit();
        strings.ends.shrink_to_fit();
        Ok(strings)
    }

    pub(crate) fn get(&self, index: usize) -> Option<&str> {
        let end = self.end(index)?;
        let start = if index == 0 { 0 } else { self.end(index - 1)? };
        self.text.get(start..end)
    }

    fn end(&self, index: usize) -> Option<usize> {
        let low = *self.ends.get(index)? as usize;
        let turns = self.turns.partition_point(|place| *place <= index);
        Some((turns << u32::BITS) + low)
    }

    /// Makes room by an eighth at a time: doubling would hold twice of what is needed for a moment.
    fn grow(&mut self, more: usize) {
        if self.text.capacity() - self.text.len() < more {
            self.text.reserve_exact(more.max(self.text.len() / 8));
        }
        if self.ends.capacity() == self.ends.len() {
            self.ends.reserve_exact((self.ends.len() / 8).max(1024));
        }
    }

    /// Notes that a string ends at the end of the text.
    #[expect(clippy::cast_possible_truncation, reason = "what is cut off is kept as turns")]
    fn ended(&mut self) {
        let end = self.text.len();
        while end >> u32::BITS > self.turns.len() {
            self.turns.push(self.ends.len());
        }
        self.ends.push(end as u32);
    }

    fn fill<R: std::io::BufRead>(&mut self, mut reader: Reader<R>) -> Result<(), Broken> {
        let mut buffer = Vec::new();
        let mut item = String::new();
        let (mut phonetic, mut inside) = (0_u32, false);
        loop {
            let event = reader.read_event_into(&mut buffer)?;
            match &event {
                Event::Start(element) => match element.local_name().as_ref() {
                    "si" => item.clear(),
                    "rPh" => phonetic += 1,
                    "t" => inside = phonetic == 0,
                    _ => {}
                },
                Event::End(element) => match element.local_name().as_ref() {
                    "si" => {
                        unescape(&mut item);
                        self.grow(item.len());
                        self.text.push_str(&item);
                        self.ended();
                    }
                    "rPh" => phonetic = phonetic.saturating_sub(1),
                    "t" => inside = false,
                    _ => {}
                },
                Event::Empty(element) if element.local_name().as_ref() == "si" => {
                    self.ended();
                }
                Event::Eof => return Ok(()),
                other if inside => append(&mut item, other)?,
                _ => {}
            }
            buffer.clear();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rich_text_is_one_text_and_readings_are_left_out() {
        let xml = "<sst><si><t>甲&amp;乙</t></si><si/><si><r><t>粗</t></r><r><rPr/><t xml:space=\"preserve\"> 细</t></r>\
                   <rPh sb=\"0\" eb=\"1\"><t>cu</t></rPh></si></sst>";
        let mut strings = Strings::default();
        strings.fill(Reader::from_reader(xml.as_bytes())).unwrap();
        assert_eq!(
            (0..4).map(|index| strings.get(index)).collect::<Vec<_>>(),
            [Some("甲&乙"), Some(""), Some("粗 细"), None]
        );
    }
}
