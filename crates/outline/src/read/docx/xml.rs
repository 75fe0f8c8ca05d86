//! Small helpers over the XML reader.

use encoding_rs::{UTF_8, UTF_16BE, UTF_16LE};
use quick_xml::{
    Reader, XmlVersion,
    events::{BytesStart, Event},
};

/// Decodes a part by its byte-order mark; parts are UTF-8 unless they say otherwise.
pub(super) fn text(bytes: &[u8]) -> String {
    let encoding = match bytes {
        [0xFF, 0xFE, ..] => UTF_16LE,
        [0xFE, 0xFF, ..] => UTF_16BE,
        _ => UTF_8,
    };
    encoding.decode(bytes).0.into_owned()
}

/// Local name of an element.
pub(super) fn name<'e>(element: &'e BytesStart<'_>) -> &'e str {
    element.local_name().into_inner()
}

/// Value of the attribute with this local name.
pub(super) fn attribute(element: &BytesStart<'_>, wanted: &str) -> Option<String> {
    element
        .attributes()
        .with_checks(false)
        .flatten()
        .find(|a| a.key.local_name().into_inner() == wanted)
        .and_then(|a| a.normalized_value(XmlVersion::Implicit1_0).ok().map(|v| v.into_owned()))
}

/// A numeric attribute.
pub(super) fn number(element: &BytesStart<'_>, wanted: &str) -> Option<u32> {
    attribute(element, wanted)?.parse().ok()
}

/// Target of the package's main document.
pub(super) fn main_part(relations: &str) -> Option<String> {
    let mut reader = Reader::from_str(relations);
    loop {
        match reader.read_event().ok()? {
            Event::Start(e) | Event::Empty(e)
                if attribute(&e, "Type").is_some_and(|kind| kind.ends_with("/officeDocument")) =>
            {
                return attribute(&e, "Target").map(|target| target.trim_start_matches('/').to_owned());
            }
            Event::Eof => return None,
            _ => {}
        }
    }
}
