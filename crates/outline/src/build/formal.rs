//! Lines around the numbered text: titles, signatures, dates, addressees.

use super::{Builder, Zone};
use crate::{
    layout::ends_paragraph,
    matter,
    raw::RawKind,
    rows::{Class, Row},
    span::SpanKind,
    title,
};

impl Builder<'_> {
    /// Signature, date, addressee, document number. True if the row was one.
    pub(super) fn formal(&mut self, index: usize, row: &Row<'_>) -> bool {
        let text = row.text;
        if text.len() > 800 {
            return false;
        }
        let is_formal = match self.zone {
            Zone::Head => {
                matter::is_document_number(text)
                    || matter::is_date(text)
                    || (!self.has_title && matter::is_letterhead(text))
                    || (self.has_title && self.title_is_complete() && matter::is_addressee(text))
            }
            Zone::Body => {
                let apart = self.last_char.is_none_or(|c| ends_paragraph(c) || matches!(c, ')' | '）'));
                (apart || self.heading_line.is_some())
                    && (matter::is_footer(text) || self.signs(index) || self.dates(index))
                    || self.in_annex && (self.signs(index) || self.dates(index) && apart)
            }
            Zone::Tail => {
                matter::is_date(text)
                    || matter::is_signature(text)
                    || matter::is_footer(text)
                    || matter::is_document_number(text)
                    || !title::opens_another(text, true)
            }
        };
        if !is_formal {
            return false;
        }
        if self.zone == Zone::Body {
            self.zone = Zone::Tail;
        }
        let after_gap = self.after_gap;
        let node = self.open(RawKind::Matter, row.line);
        if self.zone == Zone::Tail {
            self.enter(None);
            self.after_gap = after_gap;
        }
        if let Some(raw) = self.draft.raws.get_mut(node) {
            raw.text.push_str(text);
        }
        self.span(row.line, SpanKind::Text, Some(node), text);
        true
    }

    /// Whether the row starts a signature: up to three names, then a date.
    fn signs(&self, index: usize) -> bool {
        let Some(rest) = self.rows.get(index..) else { return false };
        let names =
            rest.iter().take(3).take_while(|row| row.is_whole() && matter::is_signature(row.text)).count();
        names > 0 && rest.get(names).is_some_and(|row| row.is_whole() && matter::is_date(row.text))
    }

    /// Whether the row is a date that closes a document rather than part of a sentence.
    fn dates(&self, index: usize) -> bool {
        let Some(row) = self.rows.get(index) else { return false };
        let goes_on = self.rows.get(index + 1).is_some_and(|next| {
            next.class == Class::Words
                && self.marks.get(index + 1).is_some_and(Option::is_none)
                && next.text.contains(['。', ','])
        });
        matter::is_date(row.text) && !goes_on
    }

    fn title_is_complete(&self) -> bool {
        let title = self.draft.raws.iter().rev().find(|raw| raw.kind == RawKind::Title);
        title.is_none_or(|raw| self.open_title.is_none() || title::is_complete(&raw.text))
    }

    /// A title, its further lines, or the title of another document. True if the row was one.
    pub(super) fn title(&mut self, index: usize, row: &Row<'_>) -> bool {
        let text = row.text;
        if text.len() > 400 || !title::can_be(text) {
            return false;
        }
        if let Some((node, lines)) = self.open_title
            && let Some(raw) = self.draft.raws.get_mut(node)
        {
            let more =
                !title::is_complete(&raw.text) && (title::is_complete(text) || text.chars().count() <= 30);
            if lines < 4 && (more || title::is_note(text)) {
                raw.text.push_str(text);
                raw.lines[1] = row.line;
                self.open_title = Some((node, lines + 1));
                self.span(row.line, SpanKind::Text, Some(node), text);
                return true;
            }
        }
        let first = self.zone == Zone::Head && !self.has_title;
        let apart = self.last_char.is_none_or(ends_paragraph);
        let restart = self.restarts.get(index).copied().unwrap_or_default();
        let another = match self.zone {
            Zone::Head => false,
            Zone::Body => {
                let apart = apart || self.heading_line.is_some();
                !self.in_annex && apart && restart && title::opens_another(text, false)
            }
            Zone::Tail => title::opens_another(text, true),
        };
        if !first && !another {
            return false;
        }
        if another {
            self.document += 1;
            self.in_annex = false;
            self.in_article = false;
            self.has_numbers = false;
            self.zone = Zone::Head;
        }
        let node = self.open(RawKind::Title, row.line);
        self.enter(None);
        self.has_title = true;
        self.open_title = Some((node, 1));
        if let Some(raw) = self.draft.raws.get_mut(node) {
            raw.text.push_str(text);
        }
        self.span(row.line, SpanKind::Text, Some(node), text);
        true
    }
}
