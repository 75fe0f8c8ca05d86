//! Automatic numbering: definitions from numbering.xml and styles.xml, counters while reading.

use super::{
    count,
    xml::{attribute, name, number},
};
use quick_xml::{
    Reader,
    events::{BytesStart, Event},
};
use std::collections::HashMap;

/// Levels a list can have.
const LEVELS: usize = 9;

/// One level of a list.
#[derive(Clone, Debug, Default)]
struct Level {
    start: Option<u32>,
    format: String,
    text: String,
    legal: bool,
    restart: Option<u32>,
}

/// A list: its abstract definition and what it overrides.
#[derive(Clone, Debug, Default)]
struct List {
    abstract_id: String,
    starts: HashMap<usize, u32>,
    levels: HashMap<usize, Level>,
}

/// Numbering properties of a paragraph or a style.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Reference {
    /// List id; "0" switches numbering off.
    pub(super) list: Option<String>,
    /// Level from 0.
    pub(super) level: Option<usize>,
}

#[derive(Clone, Debug, Default)]
struct Style {
    based_on: Option<String>,
    reference: Reference,
}

/// All definitions of a package.
#[derive(Debug, Default)]
pub(super) struct Definitions {
    abstracts: HashMap<String, HashMap<usize, Level>>,
    /// Abstract lists that only point at a numbering style: style id.
    links: HashMap<String, String>,
    lists: HashMap<String, List>,
    styles: HashMap<String, Style>,
    default_style: Option<String>,
}

impl Definitions {
    /// Reads both parts; what cannot be read gives no numbers rather than an error.
    pub(super) fn parse(numbering: &str, styles: &str) -> Self {
        let mut definitions = Self::default();
        definitions.read_numbering(numbering);
        definitions.read_styles(styles);
        definitions
    }

    fn read_numbering(&mut self, xml: &str) {
        let mut reader = Reader::from_str(xml);
        let (mut abstract_id, mut list_id, mut level) = (None::<String>, None::<String>, 0_usize);
        loop {
            match reader.read_event() {
                Ok(Event::Start(e) | Event::Empty(e)) => match name(&e) {
                    "abstractNum" => {
                        abstract_id = attribute(&e, "abstractNumId");
                        list_id = None;
                    }
                    "num" => {
                        list_id = attribute(&e, "numId");
                        abstract_id = None;
                    }
                    "lvl" | "lvlOverride" => level = level_of(&e),
                    "abstractNumId" => {
                        if let Some(id) = &list_id {
                            self.lists.entry(id.clone()).or_default().abstract_id =
                                attribute(&e, "val").unwrap_or_default();
                        }
                    }
                    "startOverride" => {
                        if let (Some(id), Some(start)) = (&list_id, number(&e, "val")) {
                            self.lists.entry(id.clone()).or_default().starts.insert(level, start);
                        }
                    }
                    "numStyleLink" => {
                        if let (Some(id), Some(style)) = (&abstract_id, attribute(&e, "val")) {
                            self.links.insert(id.clone(), style);
                        }
                    }
                    _ => {
                        let levels = match (&abstract_id, &list_id) {
                            (Some(id), _) => self.abstracts.entry(id.clone()).or_default(),
                            (None, Some(id)) => &mut self.lists.entry(id.clone()).or_default().levels,
                            _ => continue,
                        };
                        set_level(levels, level, &e);
                    }
                },
                Ok(Event::Eof) | Err(_) => return,
                Ok(_) => {}
            }
        }
    }

    fn read_styles(&mut self, xml: &str) {
        let mut reader = Reader::from_str(xml);
        let mut current: Option<String> = None;
        loop {
            match reader.read_event() {
                Ok(Event::Start(e) | Event::Empty(e)) => match name(&e) {
                    "style" => {
                        current = attribute(&e, "styleId");
                        let is_default = attribute(&e, "default").is_some_and(|v| v == "1" || v == "true");
                        if is_default && attribute(&e, "type").as_deref() == Some("paragraph") {
                            self.default_style.clone_from(&current);
                        }
                    }
                    tag @ ("basedOn" | "numId" | "ilvl") => {
                        let Some(id) = &current else { continue };
                        let style = self.styles.entry(id.clone()).or_default();
                        match tag {
                            "basedOn" => style.based_on = attribute(&e, "val"),
                            "numId" => style.reference.list = attribute(&e, "val"),
                            _ => style.reference.level = number(&e, "val").map(|v| v as usize),
                        }
                    }
                    _ => {}
                },
                Ok(Event::Eof) | Err(_) => return,
                Ok(_) => {}
            }
        }
    }

    /// Numbering of a paragraph from its own properties and its style's.
    fn resolve(&self, own: &Reference, style: Option<&str>) -> Option<(String, usize)> {
        let mut found = own.clone();
        let mut next = style.or(self.default_style.as_deref());
        for _ in 0..16 {
            let Some(style) = next.and_then(|id| self.styles.get(id)) else { break };
            if found.list.is_none() {
                found.list.clone_from(&style.reference.list);
            }
            if found.level.is_none() {
                found.level = style.reference.level;
            }
            next = style.based_on.as_deref();
        }
        let list = found.list.filter(|id| id != "0")?;
        Some((list, found.level.unwrap_or(0).min(LEVELS - 1)))
    }

    /// The abstract list behind a list, following links through numbering styles.
    fn abstract_of(&self, list: &List) -> String {
        let mut id = list.abstract_id.clone();
        for _ in 0..4 {
            let Some(style) = self.links.get(&id).and_then(|style| self.styles.get(style)) else { break };
            let Some(next) = style.reference.list.as_ref().and_then(|l| self.lists.get(l)) else { break };
            id.clone_from(&next.abstract_id);
        }
        id
    }
}

fn level_of(element: &BytesStart<'_>) -> usize {
    number(element, "ilvl").map_or(0, |level| (level as usize).min(LEVELS - 1))
}

fn set_level(levels: &mut HashMap<usize, Level>, level: usize, element: &BytesStart<'_>) {
    let value = || attribute(element, "val").unwrap_or_default();
    match name(element) {
        "start" => levels.entry(level).or_default().start = number(element, "val"),
        "numFmt" => levels.entry(level).or_default().format = value(),
        "lvlText" => levels.entry(level).or_default().text = value(),
        "isLgl" => levels.entry(level).or_default().legal = !matches!(value().as_str(), "0" | "false"),
        "lvlRestart" => levels.entry(level).or_default().restart = number(element, "val"),
        _ => {}
    }
}

/// Counters while the paragraphs are read in order.
#[derive(Debug, Default)]
pub(super) struct Counters {
    /// Per abstract list.
    values: HashMap<String, [Option<u32>; LEVELS]>,
    /// Lists whose start override has been used, by list and level.
    started: HashMap<(String, usize), ()>,
}

impl Counters {
    /// The number in front of a paragraph as text; empty if it has none.
    pub(super) fn next(&mut self, definitions: &Definitions, own: &Reference, style: Option<&str>) -> String {
        let Some((id, level)) = definitions.resolve(own, style) else { return String::new() };
        let Some(list) = definitions.lists.get(&id) else { return String::new() };
        let abstract_id = definitions.abstract_of(list);
        let empty = HashMap::new();
        let levels = definitions.abstracts.get(&abstract_id).unwrap_or(&empty);
        let at = |level: usize| list.levels.get(&level).or_else(|| levels.get(&level));
        let values = self.values.entry(abstract_id).or_default();
        let start = |level: usize| at(level).and_then(|l| l.start).unwrap_or(1);
        let overridden = list
            .starts
            .get(&level)
            .copied()
            .filter(|_| self.started.insert((id.clone(), level), ()).is_none());
        for (above, slot) in values.iter_mut().enumerate().take(level) {
            slot.get_or_insert_with(|| start(above));
        }
        if let Some(slot) = values.get_mut(level) {
            *slot = Some(match (overridden, *slot) {
                (Some(value), _) => value,
                (None, Some(value)) => value.saturating_add(1),
                (None, None) => start(level),
            });
        }
        for (below, slot) in values.iter_mut().enumerate().skip(level + 1) {
            let kept = at(below).and_then(|l| l.restart).is_some_and(|r| r == 0 || r as usize <= level);
            if !kept {
                *slot = None;
            }
        }
        let Some(own_level) = at(level) else { return String::new() };
        if own_level.format == "bullet" {
            return String::new();
        }
        let mut out = String::new();
        let mut chars = own_level.text.chars().peekable();
        while let Some(c) = chars.next() {
            let digit = (c == '%').then(|| chars.peek().and_then(|d| d.to_digit(10))).flatten();
            let Some(digit) = digit.filter(|d| *d >= 1) else {
                out.push(c);
                continue;
            };
            chars.next();
            let shown = digit as usize - 1;
            let value = values.get(shown).copied().flatten().unwrap_or_else(|| start(shown));
            let format = at(shown).map_or("decimal", |l| l.format.as_str());
            out.push_str(&count::format(if own_level.legal { "decimal" } else { format }, value));
        }
        out
    }
}
