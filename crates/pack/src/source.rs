//! A parsed file that remembers where every value stands.

use crate::finding::{Code, Finding};
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// The text of a file and the position of every value in it.
#[derive(Debug)]
pub(crate) struct Source {
    path: String,
    text: String,
    root: Node,
}

#[derive(Debug)]
struct Node {
    span: Range<usize>,
    children: Children,
}

#[derive(Debug)]
enum Children {
    None,
    Items(Vec<Node>),
    Keys(BTreeMap<String, Node>),
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Step {
    Key(String),
    Item(usize),
}

impl Node {
    fn of(value: &Spanned<DeValue<'_>>) -> Self {
        let children = match value.get_ref() {
            DeValue::Array(items) => Children::Items(items.iter().map(Self::of).collect()),
            DeValue::Table(table) => Children::Keys(Self::keys(table)),
            _ => Children::None,
        };
        Self { span: value.span(), children }
    }

    fn keys(table: &DeTable<'_>) -> BTreeMap<String, Self> {
        table.iter().map(|(key, value)| (key.get_ref().to_string(), Self::of(value))).collect()
    }

    fn child(&self, step: &Step) -> Option<&Self> {
        match (&self.children, step) {
            (Children::Items(items), Step::Item(index)) => items.get(*index),
            (Children::Keys(keys), Step::Key(key)) => keys.get(key),
            _ => None,
        }
    }
}

impl Source {
    pub(crate) fn new(path: &str, text: &str, table: &DeTable<'_>) -> Arc<Self> {
        let root = Node { span: 0..0, children: Children::Keys(Node::keys(table)) };
        Arc::new(Self { path: path.to_owned(), text: text.to_owned(), root })
    }

    /// Line and column (in characters) of a byte offset, both 1-based.
    pub(crate) fn line_column(text: &str, offset: usize) -> (u32, u32) {
        let before = text.get(..offset.min(text.len())).unwrap_or(text);
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap_or("").chars().count() + 1;
        (u32::try_from(line).unwrap_or(u32::MAX), u32::try_from(column).unwrap_or(u32::MAX))
    }
}

/// A place in a file that a finding can point at: a source and the way to a value.
///
/// A way that leads to nothing (a missing key) points at the deepest value that exists.
#[derive(Debug, Clone)]
pub(crate) struct Spot {
    source: Arc<Source>,
    steps: Vec<Step>,
}

impl Spot {
    pub(crate) fn root(source: &Arc<Source>) -> Self {
        Self { source: Arc::clone(source), steps: Vec::new() }
    }

    pub(crate) fn key(&self, key: &str) -> Self {
        self.step(Step::Key(key.to_owned()))
    }

    pub(crate) fn item(&self, index: usize) -> Self {
        self.step(Step::Item(index))
    }

    fn step(&self, step: Step) -> Self {
        let mut steps = self.steps.clone();
        steps.push(step);
        Self { source: Arc::clone(&self.source), steps }
    }

    pub(crate) fn file(&self) -> &str {
        &self.source.path
    }

    pub(crate) fn line(&self) -> u32 {
        self.position().0
    }

    fn position(&self) -> (u32, u32) {
        let mut node = &self.source.root;
        for step in &self.steps {
            match node.child(step) {
                Some(child) => node = child,
                None => break,
            }
        }
        Source::line_column(&self.source.text, node.span.start)
    }

    pub(crate) fn finding(&self, code: Code, message: impl Into<String>) -> Finding {
        let (line, column) = self.position();
        Finding {
            file: self.source.path.clone(),
            line,
            column: Some(column),
            code,
            message: message.into(),
            hint: None,
        }
    }
}

/// A value and where it was written.
#[derive(Debug, Clone)]
pub(crate) struct Located<T> {
    pub(crate) value: T,
    pub(crate) spot: Spot,
}
