//! Rules for the heads of packs, and the regions they stand for.

use super::desk::Desk;
use crate::finding::Code;
use crate::model::manifest::Manifest;
use crate::source::Located;
use kernel::region::RegionCode;

pub(super) fn heads(desk: &mut Desk<'_>) {
    for head in &desk.contents.heads {
        region(desk, head);
    }
    let Some(head) = desk.contents.heads.last() else { return };
    for region in desk.contents.regions.iter() {
        if let Some(parent) =
            region.code.parent().filter(|parent| desk.contents.regions.get(*parent).is_none())
        {
            let message =
                format!("区划 {} {} 的上级 {parent} 不在规则包及其继承的包中", region.code, region.name);
            desk.report(&head.spot, Code::Regions, message);
            return;
        }
    }
}

fn region(desk: &mut Desk<'_>, head: &Located<Manifest>) {
    let Some(text) = &head.value.region else { return };
    let spot = head.spot.key("region");
    match text.parse::<RegionCode>() {
        Err(error) => desk.report(&spot, Code::BadValue, error.to_string()),
        Ok(code) if !desk.contents.regions.is_empty() && desk.contents.regions.get(code).is_none() => {
            desk.report(&spot, Code::UnknownReference, format!("区划表中没有 {code}"));
        }
        Ok(_) => {}
    }
}
