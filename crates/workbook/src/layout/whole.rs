//! What the rest of a workbook must know when cells have moved.

use crate::mark::tag;
use crate::xlsx::xml::{Broken, attribute};
use quick_xml::events::Event;
use quick_xml::{Reader, Writer};

/// The part without mention of an order of computation, and with the order to compute everything when opened.
pub(super) fn without_chain(content: &[u8]) -> Result<Vec<u8>, Broken> {
    let mut reader = Reader::from_reader(content);
    let mut out = Writer::new(Vec::with_capacity(content.len() + 64));
    let (mut buffer, mut depth, mut listed, mut told) = (Vec::new(), 0_u32, false, false);
    let failed = |error: std::io::Error| Broken(error.to_string());
    loop {
        buffer.clear();
        let event = reader.read_event_into(&mut buffer)?;
        match &event {
            Event::Eof => return Ok(out.into_inner()),
            Event::Start(element) | Event::Empty(element) => {
                let name = element.local_name();
                let chained = ["Target", "PartName"].iter().any(|name| {
                    attribute(element, name)
                        .is_some_and(|text| text.to_ascii_lowercase().ends_with("calcchain.xml"))
                });
                if chained && matches!(event, Event::Empty(_)) {
                    continue;
                }
                if depth == 1 && name.as_ref() == "calcPr" && matches!(event, Event::Empty(_)) {
                    told = true;
                    let text = tag::with(element, &[("fullCalcOnLoad", Some("1"))]);
                    out.get_mut().extend_from_slice(format!("<{text}/>").as_bytes());
                    continue;
                }
                let before = ["sheets", "functionGroups", "externalReferences", "definedNames"]
                    .contains(&name.as_ref());
                if depth == 1 && listed && !told && !before {
                    let prefix =
                        element.name().as_ref().strip_suffix(name.as_ref()).unwrap_or_default().to_owned();
                    out.get_mut()
                        .extend_from_slice(format!("<{prefix}calcPr fullCalcOnLoad=\"1\"/>").as_bytes());
                    told = true;
                }
                listed |= depth == 1 && name.as_ref() == "sheets";
                depth += u32::from(matches!(event, Event::Start(_)));
            }
            Event::End(element) => {
                depth = depth.saturating_sub(1);
                if depth == 0 && listed && !told {
                    let (name, local) = (element.name(), element.local_name());
                    let prefix = name.as_ref().strip_suffix(local.as_ref()).unwrap_or_default();
                    out.get_mut()
                        .extend_from_slice(format!("<{prefix}calcPr fullCalcOnLoad=\"1\"/>").as_bytes());
                    told = true;
                }
            }
            _ => {}
        }
        out.write_event(event).map_err(failed)?;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_is_computed_anew() {
        for (before, after) in [
            (
                "<workbook><sheets><sheet/></sheets><calcPr calcId=\"9\"/></workbook>",
                "<workbook><sheets><sheet/></sheets><calcPr calcId=\"9\" fullCalcOnLoad=\"1\"/></workbook>",
            ),
            (
                "<workbook><sheets/><definedNames/><extLst/></workbook>",
                "<workbook><sheets/><definedNames/><calcPr fullCalcOnLoad=\"1\"/><extLst/></workbook>",
            ),
            (
                "<x:workbook><x:sheets/></x:workbook>",
                "<x:workbook><x:sheets/><x:calcPr fullCalcOnLoad=\"1\"/></x:workbook>",
            ),
            (
                "<Types><Override PartName=\"/xl/calcChain.xml\"/><Default/></Types>",
                "<Types><Default/></Types>",
            ),
        ] {
            assert_eq!(String::from_utf8(without_chain(before.as_bytes()).unwrap()).unwrap(), after);
        }
    }
}
