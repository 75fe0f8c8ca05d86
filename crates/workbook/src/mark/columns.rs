//! Widths of columns: the added column gets one of its own, all others keep theirs.

use super::tag;
use crate::xlsx::xml::attribute;
use quick_xml::events::BytesStart;

/// Width of the added column, in characters.
const WIDTH: &str = "48";

/// The column definitions of a sheet.
#[derive(Debug, Default)]
pub(super) struct Columns {
    found: Vec<Definition>,
    prefix: String,
}

#[derive(Debug)]
struct Definition {
    first: u32,
    last: u32,
    style: Option<usize>,
    element: BytesStart<'static>,
}

impl Columns {
    pub(super) fn new(prefix: &str) -> Self {
        Self { found: Vec::new(), prefix: prefix.to_owned() }
    }

    pub(super) fn add(&mut self, element: &BytesStart<'_>) {
        let number = |name| attribute(element, name).and_then(|text| text.parse::<u32>().ok());
        if let (Some(first), Some(last)) = (number("min"), number("max")) {
            let style = number("style").map(|style| style as usize);
            self.found.push(Definition { first, last, style, element: element.to_owned() });
        }
    }

    /// Format of a column's cells where nothing else says one.
    pub(super) fn style(&self, column: u32) -> Option<usize> {
        self.found.iter().find(|one| (one.first..=one.last).contains(&column)).and_then(|one| one.style)
    }

    /// The inside of the list, with a width for the column.
    pub(super) fn with_width(&self, column: u32) -> String {
        let mut tags: Vec<(u32, String)> = Vec::new();
        let mut given = false;
        for one in &self.found {
            if !(one.first..=one.last).contains(&column) {
                tags.push((one.first, one.element.to_string()));
                continue;
            }
            let (before, at, after) = ((one.first, column - 1), (column, column), (column + 1, one.last));
            for (first, last) in [before, at, after].into_iter().filter(|(first, last)| first <= last) {
                let (min, max) = (first.to_string(), last.to_string());
                let mut changes = vec![("min", Some(min.as_str())), ("max", Some(max.as_str()))];
                if first == column {
                    changes.extend([("width", Some(WIDTH)), ("customWidth", Some("1")), ("hidden", None)]);
                }
                tags.push((first, tag::with(&one.element, &changes)));
            }
            given = true;
        }
        if !given {
            let name = format!("{}col", self.prefix);
            tags.push((
                column,
                format!("{name} min=\"{column}\" max=\"{column}\" width=\"{WIDTH}\" customWidth=\"1\""),
            ));
        }
        tags.sort_by_key(|(first, _)| *first);
        tags.into_iter().map(|(_, tag)| format!("<{tag}/>")).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(definitions: &[&'static str]) -> Columns {
        let mut columns = Columns::new("");
        for definition in definitions {
            columns.add(&BytesStart::from_content(*definition, 3));
        }
        columns
    }

    #[test]
    fn a_range_is_split_around_the_added_column() {
        let columns = of(&[
            "col min=\"1\" max=\"2\" width=\"9\"",
            "col min=\"3\" max=\"5\" width=\"7\" hidden=\"1\" style=\"4\"",
        ]);
        assert_eq!(
            columns.with_width(4),
            "<col min=\"1\" max=\"2\" width=\"9\"/><col min=\"3\" max=\"3\" width=\"7\" hidden=\"1\" style=\"4\"/>\
             <col min=\"4\" max=\"4\" width=\"48\" style=\"4\" customWidth=\"1\"/>\
             <col min=\"5\" max=\"5\" width=\"7\" hidden=\"1\" style=\"4\"/>"
        );
        assert_eq!(columns.style(5), Some(4));
        assert_eq!(of(&[]).with_width(3), "<col min=\"3\" max=\"3\" width=\"48\" customWidth=\"1\"/>");
    }
}
