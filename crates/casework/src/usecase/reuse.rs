//! The same bytes as proof of several cases (重复使用): told, with the other numbers as far as the reader may see them.

use super::load::READ;
use crate::Engine;
use crate::answer::EvidenceFile;
use crate::repo::{cases, files};
use kernel::id::CaseId;
use kernel::problem::Problem;
use std::collections::BTreeMap;
use store::Ctx;

/// Most other cases one file names.
const NAMED: usize = 5;

impl Engine {
    /// Marks the files that prove other cases too.
    pub(crate) async fn mark_reused(
        &self,
        ctx: &Ctx,
        case: CaseId,
        evidence: &mut [EvidenceFile],
    ) -> Result<(), Problem> {
        let digests: Vec<String> = evidence.iter().map(|file| file.sm3.clone()).collect();
        let elsewhere = files::elsewhere(ctx, case, &digests).await?;
        let mut numbers: BTreeMap<CaseId, Option<String>> = BTreeMap::new();
        for file in evidence {
            let Some(others) = elsewhere.get(&file.sm3) else { continue };
            file.reused = true;
            for other in others.iter().take(NAMED) {
                if !numbers.contains_key(other) {
                    let found = cases::one(ctx, *other).await?;
                    let seen = match found {
                        Some(found) if self.reached(ctx, &found, READ).await? => Some(found.number),
                        _ => None,
                    };
                    numbers.insert(*other, seen);
                }
                file.reused_in.extend(numbers.get(other).cloned().flatten());
            }
        }
        Ok(())
    }
}
