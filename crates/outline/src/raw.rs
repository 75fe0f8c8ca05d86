//! Nodes before they have ids: what the builder hands to the assembler.

use crate::{contents::Contents, gap::Omitted, number::Mark, span::SpanKind};

/// What a raw node is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum RawKind {
    Title,
    Preamble,
    /// Opened by a number.
    Numbered(Mark),
    Fragment,
    Gap(Omitted),
    /// Opened by 附件, with its number if it has one.
    Annex(Option<u32>),
    Matter,
}

/// A node in document order, without id and parent.
#[derive(Clone, Debug)]
pub(crate) struct Raw {
    pub(crate) kind: RawKind,
    pub(crate) heading: Option<String>,
    pub(crate) text: String,
    pub(crate) lines: [u32; 2],
    /// A gap cuts the node's own words.
    pub(crate) cut: bool,
    /// Which document of the file, from 0.
    pub(crate) document: usize,
    /// Whether the node stands in an annex.
    pub(crate) in_annex: bool,
}

/// A span whose owner is a raw node.
#[derive(Clone, Debug)]
pub(crate) struct RawSpan {
    pub(crate) line: u32,
    pub(crate) kind: SpanKind,
    pub(crate) owner: Option<usize>,
    pub(crate) text: String,
}

/// Everything the builder found.
#[derive(Debug, Default)]
pub(crate) struct Draft {
    pub(crate) raws: Vec<Raw>,
    pub(crate) spans: Vec<RawSpan>,
    /// Contents lists with the document they belong to.
    pub(crate) contents: Vec<(usize, Contents)>,
}
