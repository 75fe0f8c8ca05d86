//! Which cell formats show a number as a date.

use super::package::Package;
use super::xml::{Broken, attribute};
use crate::Unreadable;
use quick_xml::Reader;
use quick_xml::events::Event;
use std::collections::HashMap;

/// Bytes the part may have.
pub(crate) const LARGEST: u64 = 64 << 20;

/// For every cell format, whether it is a date.
pub(crate) fn dates(package: &Package, part: &str) -> Result<Vec<bool>, Unreadable> {
    let content = package.bytes(part, LARGEST)?;
    parse(&content).map_err(|Broken(reason)| Unreadable::new(package.file(), format!("样式{reason}")))
}

fn parse(content: &[u8]) -> Result<Vec<bool>, Broken> {
    let mut reader = Reader::from_reader(content);
    let mut buffer = Vec::new();
    let (mut custom, mut found, mut inside) = (HashMap::new(), Vec::new(), false);
    loop {
        match reader.read_event_into(&mut buffer)? {
            Event::Start(element) | Event::Empty(element) => match element.local_name().as_ref() {
                "numFmt" => {
                    let id = attribute(&element, "numFmtId").and_then(|id| id.parse::<u32>().ok());
                    if let (Some(id), Some(code)) = (id, attribute(&element, "formatCode")) {
                        custom.insert(id, is_date(&code));
                    }
                }
                "cellXfs" => inside = true,
                "xf" if inside => {
                    let id = attribute(&element, "numFmtId").and_then(|id| id.parse().ok()).unwrap_or(0);
                    found.push(custom.get(&id).copied().unwrap_or_else(|| is_built_in_date(id)));
                }
                _ => {}
            },
            Event::End(element) if element.local_name().as_ref() == "cellXfs" => inside = false,
            Event::Eof => return Ok(found),
            _ => {}
        }
        buffer.clear();
    }
}

/// Built-in formats that are dates or times, those of the Chinese, Japanese and Korean editions included
/// (ECMA-376 part 1, 18.8.30).
pub(crate) const fn is_built_in_date(id: u32) -> bool {
    matches!(id, 14..=22 | 27..=36 | 45 | 47 | 50..=58)
}

/// Whether a format code shows a date or a time of day. `[h]:mm` is a length of time and stays a number.
pub(crate) fn is_date(code: &str) -> bool {
    let mut letters = code.chars();
    let mut date = false;
    while let Some(letter) = letters.next() {
        match letter {
            '"' => {
                letters.by_ref().find(|next| *next == '"');
            }
            '\\' | '_' | '*' => {
                letters.next();
            }
            '[' => {
                let inner: String = letters.by_ref().take_while(|next| *next != ']').collect();
                if !inner.is_empty()
                    && inner.chars().all(|next| matches!(next, 'h' | 'H' | 'm' | 'M' | 's' | 'S'))
                {
                    return false;
                }
            }
            ';' => return date,
            'y' | 'Y' | 'd' | 'D' | 'h' | 'H' | 'm' | 'M' | 's' | 'S' => date = true,
            // "General" has no other letter of a date; seconds may carry `.00`.
            'G' | 'g' => return date,
            _ => {}
        }
    }
    date
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn date_formats_are_told_from_amounts() {
        for code in ["yyyy-mm-dd", "yyyy\"年\"m\"月\"d\"日\";@", "[$-804]yyyy/m/d", "h:mm AM/PM", "mm:ss.0"]
        {
            assert!(is_date(code), "{code}");
        }
        for code in [
            "General",
            "0.00",
            "#,##0\"日\"",
            "\"d\"0",
            "[Red]0.0",
            "[h]:mm",
            "0_d",
            "@",
            "\\m0",
            "G/通用格式",
        ] {
            assert!(!is_date(code), "{code}");
        }
    }

    #[test]
    fn formats_are_looked_up_in_their_order() {
        let xml = "<styleSheet><numFmts count=\"1\"><numFmt numFmtId=\"176\" formatCode=\"yyyy&quot;年&quot;\"/></numFmts>\
                   <cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs>\
                   <cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"176\"><alignment/></xf><xf numFmtId=\"31\"/></cellXfs></styleSheet>";
        assert_eq!(parse(xml.as_bytes()).unwrap(), [false, true, true]);
    }
}
