//! Small helpers over the XML reader.

use quick_xml::Reader;
use quick_xml::events::{BytesRef, BytesStart, Event};
use std::io::BufRead;

/// Why XML could not be read on; worded for the user.
#[derive(Debug)]
pub(crate) struct Broken(pub(crate) String);

impl From<quick_xml::Error> for Broken {
    fn from(error: quick_xml::Error) -> Self {
        match error {
            quick_xml::Error::Io(error) => Self(error.to_string()),
            other => Self(format!("内容已损坏（{other}）")),
        }
    }
}

/// An attribute by its name without prefix, entities resolved.
pub(crate) fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    element.attributes().with_checks(false).flatten().find_map(|attribute| {
        if attribute.key.local_name().as_ref() != name {
            return None;
        }
        quick_xml::escape::unescape(&attribute.value).ok().map(std::borrow::Cow::into_owned)
    })
}

/// A boolean attribute: `1`, `true` or `on`.
pub(crate) fn flag(element: &BytesStart<'_>, name: &str) -> bool {
    attribute(element, name).is_some_and(|value| matches!(value.as_str(), "1" | "true" | "on"))
}

/// The character an entity or character reference stands for. Only the five of XML are known; there are no others here.
pub(crate) fn referred(reference: &BytesRef<'_>) -> Result<char, Broken> {
    let unknown = || Broken(format!("内容已损坏（不认识的实体 &{};）", &**reference));
    match &**reference {
        "amp" => Ok('&'),
        "lt" => Ok('<'),
        "gt" => Ok('>'),
        "quot" => Ok('"'),
        "apos" => Ok('\''),
        _ => reference.resolve_char_ref().ok().flatten().ok_or_else(unknown),
    }
}

/// Appends the text of the event, if it is one.
pub(crate) fn append(text: &mut String, event: &Event<'_>) -> Result<(), Broken> {
    match event {
        Event::Text(part) => text.push_str(&part.xml10_content()),
        Event::CData(part) => text.push_str(&part.xml10_content()),
        Event::GeneralRef(reference) => text.push(referred(reference)?),
        _ => {}
    }
    Ok(())
}

/// Resolves `_x000D_` and its like, by which a sheet writes characters XML cannot hold.
pub(crate) fn unescape(text: &mut String) {
    if !text.contains("_x") {
        return;
    }
    let mut done = String::with_capacity(text.len());
    let mut rest = text.as_str();
    while let Some(at) = rest.find("_x") {
        let code = rest.get(at + 2..at + 6).filter(|_| rest.as_bytes().get(at + 6) == Some(&b'_'));
        let code = code.filter(|code| code.bytes().all(|byte| byte.is_ascii_hexdigit()));
        match code.and_then(|code| u32::from_str_radix(code, 16).ok()).and_then(char::from_u32) {
            Some(letter) => {
                done.push_str(&rest[..at]);
                done.push(letter);
                rest = &rest[at + 7..];
            }
            None => {
                done.push_str(&rest[..at + 2]);
                rest = &rest[at + 2..];
            }
        }
    }
    done.push_str(rest);
    *text = done;
}

/// Calls `visit` with every start of an element until the end.
pub(crate) fn starts<R: BufRead>(
    reader: &mut Reader<R>,
    mut visit: impl FnMut(&BytesStart<'_>) -> Result<(), Broken>,
) -> Result<(), Broken> {
    let mut buffer = Vec::new();
    loop {
        match reader.read_event_into(&mut buffer)? {
            Event::Start(element) | Event::Empty(element) => visit(&element)?,
            Event::Eof => return Ok(()),
            _ => {}
        }
        buffer.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::unescape;

    #[test]
    fn escaped_characters_are_resolved_and_look_alikes_kept() {
        for (raw, wanted) in [
            ("甲_x000D_\n乙", "甲\r\n乙"),
            ("_x005F_x000D_", "_x000D_"),
            ("a_xZZZZ_b_x12", "a_xZZZZ_b_x12"),
            ("_xD800_", "_xD800_"),
        ] {
            let mut text = raw.to_owned();
            unescape(&mut text);
            assert_eq!(text, wanted);
        }
    }
}
