//! Turns the organisation templates of a pack into the bodies of one place.

use crate::model::organisation::OrganisationTemplate;
use crate::pack::Pack;
use crate::regions::Region;
use kernel::region::RegionCode;

/// One body that a template gives a region.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Body<'a> {
    /// The template, with department and posts.
    pub template: &'a OrganisationTemplate,
    /// The region it is for.
    pub region: Region<'a>,
    /// Its name.
    pub name: String,
    /// The body above: template code and region.
    pub parent: Option<(&'a str, RegionCode)>,
}

impl Pack {
    /// The bodies that the regions inside `above` get, those above first.
    #[must_use]
    pub fn bodies(&self, above: RegionCode) -> Vec<Body<'_>> {
        let regions: Vec<Region<'_>> = self.regions.within(above).collect();
        let mut bodies = Vec::new();
        for template in &self.organisations {
            for region in regions.iter().filter(|region| region.code.level().code() == template.level) {
                let name = template.name.replace("{region}", region.name);
                let parent = template.parent.as_deref().and_then(|code| self.body_above(code, region.code));
                bodies.push(Body { template, region: *region, name, parent });
            }
        }
        bodies.sort_by_key(|body| (body.region.code.level(), body.region.code));
        bodies
    }

    fn body_above(&self, code: &str, region: RegionCode) -> Option<(&str, RegionCode)> {
        let template = self.organisations.iter().find(|template| template.code == code)?;
        let mut regions = std::iter::once(region).chain(region.ancestors());
        let place = regions.find(|region| region.level().code() == template.level)?;
        Some((&template.code, place))
    }
}
