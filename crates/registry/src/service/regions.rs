//! Whether the regions of input are registered and in force.

use kernel::problem::{FieldProblem, Problem};
use kernel::region::{RegionCode, RegionEntry};
use std::collections::BTreeMap;
use store::Ctx;

/// Regions of the input that the directory knows.
#[derive(Debug)]
pub(crate) struct Known(BTreeMap<RegionCode, RegionEntry>);

/// Asks the directory about all of them with one question.
pub(crate) async fn known(ctx: &Ctx, codes: impl IntoIterator<Item = RegionCode>) -> Result<Known, Problem> {
    let mut codes: Vec<RegionCode> = codes.into_iter().collect();
    codes.sort_unstable();
    codes.dedup();
    Ok(Known(directory::region::entries(&ctx.tx, codes).await?))
}

impl Known {
    /// What is wrong with a region as the place of something registered today.
    pub(crate) fn fault(&self, ctx: &Ctx, code: RegionCode) -> Option<FieldProblem> {
        let fault = |code, message| Some(FieldProblem::new("/region", code, message));
        match self.0.get(&code) {
            None => fault(
                "unknown",
                format!("区划 {code} 未登记，请从区划树中选择镇街或村居；新设区划请管理员先登记"),
            ),
            Some(entry) if !entry.valid_on(ctx.today()) => {
                fault("ended", format!("区划“{}”（{code}）今天不在有效期内，请改选承接它的区划", entry.name))
            }
            Some(_) => None,
        }
    }
}

/// Refuses one region.
///
/// # Errors
/// 422 on `/region`.
pub(crate) async fn require(ctx: &Ctx, code: RegionCode) -> Result<(), Problem> {
    match known(ctx, [code]).await?.fault(ctx, code) {
        Some(fault) => Err(Problem::invalid(vec![fault])),
        None => Ok(()),
    }
}
