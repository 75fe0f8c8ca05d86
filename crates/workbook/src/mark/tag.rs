//! Start tags written anew with some attributes changed.

use quick_xml::events::BytesStart;

/// The tag's inside with attributes set, or removed where the value is none; the others stay as they were written.
pub(crate) fn with(element: &BytesStart<'_>, changes: &[(&str, Option<&str>)]) -> String {
    let mut text = element.name().as_ref().to_owned();
    let mut left: Vec<&(&str, Option<&str>)> = changes.iter().collect();
    for attribute in element.attributes().with_checks(false).flatten() {
        let name = attribute.key.as_ref();
        let value = match left.iter().position(|(changed, _)| *changed == name) {
            Some(at) => match left.remove(at).1 {
                Some(value) => value,
                None => continue,
            },
            None => &*attribute.value,
        };
        push(&mut text, name, value);
    }
    for (name, value) in left {
        if let Some(value) = value {
            push(&mut text, name, value);
        }
    }
    text
}

fn push(text: &mut String, name: &str, value: &str) {
    let quote = if value.contains('"') { '\'' } else { '"' };
    text.push(' ');
    text.push_str(name);
    text.push('=');
    text.push(quote);
    text.push_str(value);
    text.push(quote);
}

/// Text as the content of an element: what XML cannot hold is written as a sheet does, `_x0008_`.
pub(crate) fn content(text: &str) -> String {
    let mut done = String::with_capacity(text.len() + 8);
    let mut rest = text;
    while let Some(letter) = rest.chars().next() {
        match letter {
            '&' => done.push_str("&amp;"),
            '<' => done.push_str("&lt;"),
            '>' => done.push_str("&gt;"),
            '\n' | '\t' => done.push(letter),
            letter if letter.is_control() || matches!(letter, '\u{FFFE}' | '\u{FFFF}') => {
                done.push_str(&format!("_x{:04X}_", u32::from(letter)));
            }
            '_' if is_escape(rest) => done.push_str("_x005F_"),
            letter => done.push(letter),
        }
        rest = &rest[letter.len_utf8()..];
    }
    done
}

fn is_escape(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.len() >= 7 && bytes[1] == b'x' && bytes[6] == b'_' && bytes[2..6].iter().all(u8::is_ascii_hexdigit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_attributes_stay_as_they_were_written() {
        let element = BytesStart::from_content("x:c r='A1' s=\"3\" spans=\"1:2\" n='a\"b'", 3);
        let text = with(&element, &[("s", Some("7")), ("spans", None), ("t", Some("n"))]);
        assert_eq!(text, "x:c r=\"A1\" s=\"7\" n='a\"b' t=\"n\"");
    }

    #[test]
    fn text_is_escaped_as_a_sheet_does() {
        assert_eq!(content("a<b>&\u{8}_x000D_\n_x"), "a&lt;b&gt;&amp;_x0008__x005F_x000D_\n_x");
    }
}
