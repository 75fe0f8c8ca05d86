//! Second pass: rows become nodes in document order, without ids yet.

mod formal;

use crate::{
    gap,
    gap::Omitted,
    layout::{Layout, ends_paragraph},
    matter,
    number::{Mark, mark},
    raw::{Draft, Raw, RawKind, RawSpan},
    rows::{Class, Row, Rows},
    span::SpanKind,
};

/// Where in a document the builder is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Zone {
    /// Before the first words of the body.
    Head,
    /// In the body.
    Body,
    /// After a signature or date.
    Tail,
}

/// Cuts the rows into raw nodes and classified spans.
pub(crate) fn build(rows: &Rows<'_>) -> Draft {
    let lists = crate::contents::find(&rows.rows);
    let mut in_contents = vec![false; rows.rows.len()];
    for list in &lists {
        in_contents.get_mut(list.rows.clone()).unwrap_or_default().fill(true);
    }
    let layout = Layout::of(&rows.rows, &in_contents, &lists);
    let marks: Vec<Option<Mark>> = rows
        .rows
        .iter()
        .zip(&in_contents)
        .map(
            |(row, listed)| {
                if row.first && row.class == Class::Words && !listed { mark(row.text) } else { None }
            },
        )
        .collect();
    let mut builder = Builder::new(rows, &layout, &marks);
    let mut lists = lists.into_iter().peekable();
    for (index, row) in rows.rows.iter().enumerate() {
        while let Some(list) = lists.next_if(|list| list.rows.start <= index) {
            let document = builder.document + usize::from(builder.zone != Zone::Head && builder.has_numbers);
            builder.draft.contents.push((document, list));
        }
        if !row.blank.is_empty() {
            builder.span(row.line, SpanKind::Blank, None, row.blank);
        }
        if in_contents.get(index).copied().unwrap_or_default() {
            builder.span(row.line, SpanKind::Contents, None, row.text);
            builder.open_title = None;
            continue;
        }
        match row.class {
            Class::Gap(number) => builder.gap(row, number),
            Class::Advert => builder.span(row.line, SpanKind::Advert, None, row.text),
            Class::Words => builder.words(index, row),
        }
    }
    let mut draft = builder.draft;
    let last = draft.raws.last().map_or(0, |raw| raw.document);
    for (document, _) in &mut draft.contents {
        *document = last.min(*document);
    }
    draft
}

struct Builder<'a> {
    rows: &'a [Row<'a>],
    gaps: &'a [Omitted],
    layout: &'a Layout,
    marks: &'a [Option<Mark>],
    /// For every row: whether the next number from here on starts afresh.
    restarts: Vec<bool>,
    draft: Draft,
    zone: Zone,
    document: usize,
    in_annex: bool,
    /// Node that takes unnumbered words.
    current: Option<usize>,
    /// Title whose next line may still belong to it, and how many lines it has.
    open_title: Option<(usize, u8)>,
    has_title: bool,
    /// Whether the document has a number yet.
    has_numbers: bool,
    after_gap: bool,
    /// Gap being written, by its number in `gaps`, and its raw node.
    open_gap: Option<(usize, usize)>,
    /// Last character of the current node's last line.
    last_char: Option<char>,
    /// Last line of the current node's open heading, as a whole.
    heading_line: Option<String>,
    /// Whether `(一)` stands inside a 第一条.
    in_article: bool,
}

impl<'a> Builder<'a> {
    fn new(rows: &'a Rows<'a>, layout: &'a Layout, marks: &'a [Option<Mark>]) -> Self {
        let mut restarts = vec![false; marks.len()];
        let mut next = false;
        for (slot, mark) in restarts.iter_mut().zip(marks).rev() {
            next = mark.as_ref().map_or(next, |m| m.value == 1);
            *slot = next;
        }
        Self {
            rows: &rows.rows,
            gaps: &rows.gaps,
            layout,
            marks,
            restarts,
            draft: Draft::default(),
            zone: Zone::Head,
            document: 0,
            in_annex: false,
            current: None,
            open_title: None,
            has_title: false,
            has_numbers: false,
            after_gap: false,
            open_gap: None,
            last_char: None,
            heading_line: None,
            in_article: false,
        }
    }

    fn span(&mut self, line: u32, kind: SpanKind, owner: Option<usize>, text: &str) {
        if !text.is_empty() {
            self.draft.spans.push(RawSpan { line, kind, owner, text: text.to_owned() });
        }
    }

    fn open(&mut self, kind: RawKind, line: u32) -> usize {
        self.draft.raws.push(Raw {
            kind,
            heading: None,
            text: String::new(),
            lines: [line, line],
            cut: false,
            document: self.document,
            in_annex: self.in_annex,
        });
        self.open_title = None;
        self.open_gap = None;
        self.draft.raws.len() - 1
    }

    /// Makes `node` the one that takes the words that follow.
    fn enter(&mut self, node: Option<usize>) {
        self.current = node;
        self.last_char = None;
        self.heading_line = None;
        self.after_gap = false;
    }

    fn gap(&mut self, row: &Row<'_>, number: usize) {
        if let Some((open, node)) = self.open_gap
            && open == number
        {
            if let Some(raw) = self.draft.raws.get_mut(node) {
                raw.lines[1] = row.line;
            }
            self.span(row.line, SpanKind::Gap, Some(node), row.text);
            return;
        }
        let amount = self.gaps.get(number).copied().unwrap_or(Omitted::Unknown);
        self.open_gap_node(row, amount, Some(number));
    }

    fn open_gap_node(&mut self, row: &Row<'_>, amount: Omitted, number: Option<usize>) {
        let inline = !row.first;
        let complete = self.last_char.is_none_or(|c| ends_paragraph(c) || matches!(c, ')' | '）' | '》'));
        if let Some(raw) = self.current.filter(|_| !self.after_gap).and_then(|n| self.draft.raws.get_mut(n)) {
            let only_heading = raw.text.is_empty() && raw.heading.is_some();
            raw.cut |= inline || !complete && !only_heading;
        }
        let node = self.open(RawKind::Gap(amount), row.line);
        self.span(row.line, SpanKind::Gap, Some(node), row.text);
        self.open_gap = number.map(|n| (n, node));
        self.after_gap = true;
        self.heading_line = None;
        self.last_char = None;
        if self.zone == Zone::Head {
            self.zone = Zone::Body;
        }
    }

    fn words(&mut self, index: usize, row: &Row<'_>) {
        if row.is_whole() && gap::is_bare(row.text) {
            self.open_gap_node(row, Omitted::Unknown, None);
            return;
        }
        if row.first {
            if let Some(mark) = self.marks.get(index).cloned().flatten() {
                self.numbered(row, mark);
                return;
            }
            if let Some((length, number)) = matter::annex(row.text).filter(|_| self.annex_may_open(row)) {
                self.annex(row, length, number);
                return;
            }
            if row.is_whole() && (self.formal(index, row) || self.title(index, row)) {
                return;
            }
        }
        self.text(row);
    }

    /// A wrapped sentence may start a line with 附件; a heading of an annex does not interrupt a sentence.
    fn annex_may_open(&self, row: &Row<'_>) -> bool {
        self.last_char.is_none_or(ends_paragraph)
            || row.text.chars().count() <= 40 && !row.text.contains(['。', ',', ';'])
    }

    fn annex(&mut self, row: &Row<'_>, length: usize, number: Option<u32>) {
        self.in_annex = true;
        self.in_article = false;
        self.zone = Zone::Body;
        let node = self.open(RawKind::Annex(number), row.line);
        self.enter(Some(node));
        let rest = row.text.get(length..).unwrap_or_default();
        let words = rest
            .trim_start_matches(|c: char| c.is_whitespace() || matches!(c, ':' | '：' | '.' | '．' | '、'));
        let mark = rest.len() - words.len();
        // Blanks after the number stay in its span: 附件1 任务清单.
        self.span(row.line, SpanKind::Number, Some(node), row.text.get(..length + mark).unwrap_or_default());
        self.span(row.line, SpanKind::Heading, Some(node), words);
        if let Some(raw) = self.draft.raws.get_mut(node).filter(|_| !words.is_empty()) {
            raw.heading = Some(words.to_owned());
        }
    }

    fn numbered(&mut self, row: &Row<'_>, mark: Mark) {
        use crate::number::Scheme;
        self.in_article = match mark.scheme {
            Scheme::Article => true,
            Scheme::Section | Scheme::Chapter | Scheme::Part => false,
            Scheme::Clause | Scheme::Item | Scheme::Sub => self.in_article,
        };
        let has_heading = mark.scheme.has_heading() && !self.in_article;
        self.has_numbers = true;
        self.zone = Zone::Body;
        let (number, rest) = row.text.split_at_checked(mark.len).unwrap_or((row.text, ""));
        let node = self.open(RawKind::Numbered(mark), row.line);
        self.enter(Some(node));
        self.span(row.line, SpanKind::Number, Some(node), number);
        let words = rest.trim_start();
        self.span(row.line, SpanKind::Blank, None, rest.get(..rest.len() - words.len()).unwrap_or_default());
        if has_heading {
            if let Some(raw) = self.draft.raws.get_mut(node) {
                raw.heading = Some(String::new());
            }
            self.heading(node, row, words);
        } else {
            self.append(node, row.line, words, true);
        }
        self.last_char = row.text.chars().next_back();
    }

    /// Adds words to an open heading, which ends at the first 。
    fn heading(&mut self, node: usize, row: &Row<'_>, words: &str) {
        let (heading, rest) = match words.find('。') {
            Some(at) => words.split_at(at),
            None => (words, ""),
        };
        if let Some(raw) = self.draft.raws.get_mut(node) {
            raw.heading.get_or_insert_default().push_str(heading);
            raw.lines[1] = row.line;
        }
        self.span(row.line, SpanKind::Heading, Some(node), heading);
        let Some(after) = rest.strip_prefix('。') else {
            self.heading_line = Some(row.text.to_owned());
            return;
        };
        self.heading_line = None;
        self.span(row.line, SpanKind::Stop, Some(node), "。");
        let text = after.trim_start();
        self.span(row.line, SpanKind::Blank, None, after.get(..after.len() - text.len()).unwrap_or_default());
        self.append(node, row.line, text, true);
    }

    fn append(&mut self, node: usize, line: u32, words: &str, joined: bool) {
        if words.is_empty() {
            return;
        }
        let breaks = !joined && self.last_char.is_some_and(ends_paragraph);
        if let Some(raw) = self.draft.raws.get_mut(node) {
            if breaks && !raw.text.is_empty() {
                raw.text.push('\n');
            }
            raw.text.push_str(words);
            raw.lines[1] = line;
        }
        self.span(line, SpanKind::Text, Some(node), words);
        self.last_char = words.chars().next_back();
    }

    fn text(&mut self, row: &Row<'_>) {
        let opened = match self.current {
            _ if self.after_gap => Some(RawKind::Fragment),
            Some(_) => None,
            None if self.zone == Zone::Tail => Some(RawKind::Matter),
            None => Some(RawKind::Preamble),
        };
        let node = match (opened, self.current) {
            (None, Some(node)) => node,
            (kind, _) => {
                let node = self.open(kind.unwrap_or(RawKind::Preamble), row.line);
                self.enter(Some(node));
                node
            }
        };
        self.open_title = None;
        self.open_gap = None;
        self.zone = Zone::Body;
        if let Some(line) = self.heading_line.take() {
            let goes_on = self.draft.raws.get(node).is_some_and(|raw| match (&raw.kind, &raw.heading) {
                (RawKind::Numbered(mark), Some(heading)) => {
                    !row.first || self.layout.heading_goes_on(mark, heading, &line, row.text)
                }
                _ => false,
            });
            if goes_on {
                self.heading(node, row, row.text);
                self.last_char = row.text.chars().next_back();
                return;
            }
        }
        self.append(node, row.line, row.text, !row.first);
    }
}
