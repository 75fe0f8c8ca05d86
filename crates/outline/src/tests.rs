//! Whole documents through all three passes.

mod documents;
mod forms;
mod properties;
mod sample;

use crate::{Lines, Node, Outline, outline};

/// The outline of a text, checked to give back every character.
fn read(text: &str) -> Outline {
    let lines = Lines::from_text(text);
    let outline = outline(&lines);
    assert_eq!(outline.rebuild(), lines.content());
    outline
}

/// Ids with a mark for what is not plain: `~` partial, `-` elided, `?` uncertain.
fn ids(outline: &Outline) -> Vec<String> {
    let show = |node: &Node| {
        let status = match node.status {
            crate::Status::Present => "",
            crate::Status::Partial => "~",
            crate::Status::Elided => "-",
        };
        let certain = if node.certain { "" } else { "?" };
        format!("{status}{}{certain}", node.id)
    };
    outline.nodes.iter().map(show).collect()
}

fn node<'a>(outline: &'a Outline, id: &str) -> &'a Node {
    outline.node(id).unwrap_or_else(|| panic!("no {id} in {:?}", ids(outline)))
}
