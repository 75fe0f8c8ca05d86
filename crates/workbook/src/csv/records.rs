//! Records and fields (RFC 4180, leniently: quotes inside bare fields are kept, any line end will do).

use super::decode::Decoded;
use crate::Unreadable;

/// Bytes a field may have; more means a quote that is never closed.
const FIELD: usize = 1 << 20;
/// Fields a record may have, as many as a sheet has columns.
const FIELDS: usize = crate::number::COLUMNS as usize;
/// Records a file may have, as many as a sheet has rows.
const RECORDS: u32 = 100_000_000;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    /// At the start of a field.
    Start,
    Bare,
    Quoted,
    /// Behind a quote inside a quoted field: it ends the field, or is half of a doubled one.
    Quote,
}

#[derive(Debug)]
pub(super) struct Records {
    text: Decoded,
    part: Vec<u8>,
    at: usize,
    separator: u8,
    seen: u32,
    /// Behind a carriage return, so that a line feed belongs to it.
    returned: bool,
}

impl Records {
    pub(super) fn new(text: Decoded, separator: u8) -> Self {
        Self { text, part: Vec::new(), at: 0, separator, seen: 0, returned: false }
    }

    fn byte(&mut self) -> Result<Option<u8>, Unreadable> {
        while self.at == self.part.len() {
            match self.text.next_part()? {
                Some(part) => {
                    self.part.clear();
                    self.part.extend_from_slice(part.as_bytes());
                    self.at = 0;
                }
                None => return Ok(None),
            }
        }
        self.at += 1;
        Ok(Some(self.part[self.at - 1]))
    }

    fn fault(&self, reason: &str) -> Unreadable {
        Unreadable::new(self.text.file(), reason)
    }

    /// The next record's fields; none at the end. An empty line is a record of one empty field.
    pub(super) fn next_record(&mut self) -> Result<Option<Vec<String>>, Unreadable> {
        let (mut fields, mut field, mut state, mut any) = (Vec::new(), Vec::new(), State::Start, false);
        loop {
            let Some(byte) = self.byte()? else {
                if state == State::Quoted {
                    return Err(self.fault("引号没有配对，直到文件末尾"));
                }
                if any {
                    self.close(&mut fields, field)?;
                }
                return Ok(any.then_some(fields));
            };
            if std::mem::take(&mut self.returned) && byte == b'\n' && !any {
                continue;
            }
            any = true;
            match (state, byte) {
                (State::Quoted, b'"') => state = State::Quote,
                (State::Quoted, byte) => field.push(byte),
                (State::Quote, b'"') => {
                    field.push(b'"');
                    state = State::Quoted;
                }
                (_, b'\n' | b'\r') => {
                    self.returned = byte == b'\r';
                    self.close(&mut fields, field)?;
                    return Ok(Some(fields));
                }
                (_, byte) if byte == self.separator => {
                    self.close(&mut fields, std::mem::take(&mut field))?;
                    state = State::Start;
                }
                (State::Start, b'"') => state = State::Quoted,
                (_, byte) => {
                    field.push(byte);
                    state = State::Bare;
                }
            }
            if field.len() > FIELD {
                return Err(self.fault("单元格内容过长，疑为引号没有配对"));
            }
        }
    }

    fn close(&mut self, fields: &mut Vec<String>, field: Vec<u8>) -> Result<(), Unreadable> {
        if fields.is_empty() {
            self.seen += 1;
            if self.seen > RECORDS {
                return Err(self.fault("行数过多"));
            }
        }
        if fields.len() == FIELDS {
            return Err(self.fault("列数超过工作表的上限"));
        }
        // The separator, quotes and line ends are ASCII, so fields are cut at character borders.
        fields.push(String::from_utf8(field).map_err(|_| self.fault("文字编码前后不一"))?);
        Ok(())
    }
}
