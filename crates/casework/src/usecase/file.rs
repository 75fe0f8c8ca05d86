//! Files, in the scope of their case.

use super::view;
use crate::Engine;
use crate::answer::EvidenceFile;
use crate::repo::files;
use kernel::id::FileId;
use kernel::problem::Problem;
use store::Ctx;

impl Engine {
    /// What is known of a file the caller may see: one of a case in scope, or one they sent that waits for its case. The
    /// bytes are at its `sm3`, the thumbnail beside it as [`crate::THUMBNAIL`].
    ///
    /// # Errors
    /// 404 for every other file.
    pub async fn file(&self, ctx: &Ctx, id: FileId) -> Result<EvidenceFile, Problem> {
        let missing = || Problem::not_found("该文件");
        let file = files::one(ctx, id).await?.ok_or_else(missing)?;
        match file.case_id {
            Some(case) => {
                self.seen(ctx, case)
                    .await
                    .map_err(|problem| if problem.status == 404 { missing() } else { problem })?;
            }
            None if file.uploaded_by.is_some() && file.uploaded_by == ctx.caller.user => {}
            None => return Err(missing()),
        }
        Ok(view::file(file))
    }
}
