//! The nodes of an outline and how they are written as JSON.

use serde::ser::{Serialize, SerializeMap, Serializer};

/// What a node is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// The document's title.
    Title,
    /// Words between the title and the first number.
    Preamble,
    /// 一、 or 第一章.
    Section,
    /// (一) or 第一节.
    Clause,
    /// 1., (1), ① or 第一条.
    Item,
    /// Words after a gap that carry no number, so nobody knows whose they are.
    Fragment,
    /// A place where the source says that words are missing.
    Gap,
    /// An annex, from a line that starts with 附件.
    Annex,
    /// Signature, date, addressee, document number and the like.
    Matter,
}

impl Kind {
    /// The word used in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Preamble => "preamble",
            Self::Section => "section",
            Self::Clause => "clause",
            Self::Item => "item",
            Self::Fragment => "fragment",
            Self::Gap => "gap",
            Self::Annex => "annex",
            Self::Matter => "matter",
        }
    }
}

/// How much of a node's own words the document holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Status {
    /// All of them, as far as one can see.
    Present,
    /// A gap cuts them.
    Partial,
    /// None: the heading is known from the contents only.
    Elided,
}

impl Status {
    /// The word used in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Present => "present",
            Self::Partial => "partial",
            Self::Elided => "elided",
        }
    }
}

/// One node. Serialises as the JSON line of `qutu plan outline`; keys that do not apply are left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    /// `一(二)1`, `gap1`, `2/附件1/一` …; unique in the outline, brackets and digits half-width.
    pub id: String,
    /// What the node is.
    pub kind: Kind,
    /// Id of the node above; none at the top.
    pub parent: Option<String>,
    /// Depth: 0 outside the numbering, 1 section, 2 clause, 3 item, 4 and more below.
    pub level: u8,
    /// The numbered heading without its number and final 。; items have none.
    pub heading: Option<String>,
    /// The node's own words as written, paragraphs separated by a newline. Empty for gaps and elided nodes.
    pub text: String,
    /// Present, cut or known from the contents only.
    pub status: Status,
    /// False where number or place cannot be relied on.
    pub certain: bool,
    /// For an item whose clause is unknown: the ids it may belong under, last in document order first.
    pub candidates: Vec<String>,
    /// First and last source line (paragraph, for .docx) of the node's own heading and text, 1-based.
    pub lines: [u32; 2],
    /// 0-based code-point offsets in `text` where runs of masked words (`_`, `**`) start.
    pub masked: Vec<usize>,
    /// For gaps: how many characters the source says are missing, where it says so.
    pub omitted_chars: Option<u64>,
}

impl Node {
    fn has_text(&self) -> bool {
        self.kind != Kind::Gap && self.status != Status::Elided
    }
}

impl Serialize for Node {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("id", &self.id)?;
        map.serialize_entry("kind", self.kind.as_str())?;
        if let Some(parent) = &self.parent {
            map.serialize_entry("parent", parent)?;
        }
        map.serialize_entry("level", &self.level)?;
        if self.heading.is_some() || self.kind == Kind::Item {
            map.serialize_entry("heading", &self.heading)?;
        }
        if self.has_text() {
            map.serialize_entry("text", &self.text)?;
        }
        map.serialize_entry("status", self.status.as_str())?;
        map.serialize_entry("certain", &self.certain)?;
        if !self.candidates.is_empty() {
            map.serialize_entry("candidates", &self.candidates)?;
        }
        map.serialize_entry("lines", &self.lines)?;
        if !self.masked.is_empty() {
            map.serialize_entry("masked", &self.masked)?;
        }
        if let Some(omitted) = self.omitted_chars {
            map.serialize_entry("omitted_chars", &omitted)?;
        }
        map.end()
    }
}

/// Code-point offsets where runs of masking characters start: any `_`, and `*` from two in a row.
pub(crate) fn masked_runs(text: &str) -> Vec<usize> {
    let mut runs = Vec::new();
    let mut run: Option<(usize, char, usize)> = None;
    let mut close = |run: &mut Option<(usize, char, usize)>| {
        if let Some((start, c, length)) = run.take()
            && (c == '_' || length >= 2)
        {
            runs.push(start);
        }
    };
    for (offset, c) in text.chars().enumerate() {
        let mask = match c {
            '_' | '＿' => Some('_'),
            '*' | '＊' => Some('*'),
            _ => None,
        };
        match (mask, &mut run) {
            (Some(m), Some((_, open, length))) if m == *open => *length += 1,
            (Some(m), _) => {
                close(&mut run);
                run = Some((offset, m, 1));
            }
            (None, _) => close(&mut run),
        }
    }
    close(&mut run);
    runs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn masked_runs_start_once_each() {
        assert_eq!(masked_runs("坚持_思想,登录**平台和___系统"), vec![2, 8, 13]);
        assert_eq!(masked_runs("2*3等于6"), Vec::<usize>::new());
    }
}
