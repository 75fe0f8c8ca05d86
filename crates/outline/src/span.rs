//! Where every character of the source went: the outline can be put back into its lines.

use crate::node::Node;

/// What a stretch of a source line became.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SpanKind {
    /// The number of a node with its mark.
    Number,
    /// A node's heading.
    Heading,
    /// The 。 that ends a heading.
    Stop,
    /// A node's own words (also titles, preambles, fragments and matter).
    Text,
    /// A line of the contents list.
    Contents,
    /// Part of a gap's mark.
    Gap,
    /// A site's advertisement.
    Advert,
    /// Blanks inside a line that belong to none of the above.
    Blank,
}

/// A stretch of one source line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Span {
    /// Source line (paragraph, for .docx), 1-based.
    pub line: u32,
    /// What it became.
    pub kind: SpanKind,
    /// Index into [`Outline::nodes`] of the node that owns it.
    pub owner: Option<usize>,
    /// The characters as written.
    pub text: String,
}

/// The outline of a document: nodes in document order, and the source spans behind them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outline {
    /// Nodes in document order.
    pub nodes: Vec<Node>,
    /// Every source character except line breaks and outer blanks of a line, in document order.
    pub spans: Vec<Span>,
}

impl Outline {
    /// Puts the document back: equal to [`crate::Lines::content`] if nothing was invented or lost.
    ///
    /// Headings and texts are taken from the nodes, everything else from the spans.
    pub fn rebuild(&self) -> String {
        let mut out = String::new();
        let mut headings: Vec<&str> =
            self.nodes.iter().map(|n| n.heading.as_deref().unwrap_or_default()).collect();
        let mut texts: Vec<&str> = self.nodes.iter().map(|n| n.text.as_str()).collect();
        for span in &self.spans {
            let source = match (span.kind, span.owner) {
                (SpanKind::Heading, Some(owner)) => headings.get_mut(owner),
                (SpanKind::Text, Some(owner)) => texts.get_mut(owner),
                _ => None,
            };
            let Some(rest) = source else {
                out.push_str(&span.text);
                continue;
            };
            let from = rest.strip_prefix('\n').unwrap_or(rest);
            let (taken, left) = from.split_at_checked(span.text.len()).unwrap_or((from, ""));
            out.push_str(taken);
            *rest = left;
        }
        // Words of a node that no span accounts for would be invented: show them, so that the comparison fails.
        for rest in texts {
            out.push_str(rest);
        }
        out
    }

    /// The node with this id.
    pub fn node(&self, id: &str) -> Option<&Node> {
        self.nodes.iter().find(|node| node.id == id)
    }
}
