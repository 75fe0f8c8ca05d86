//! Notices that are about no case: other rooms tell posts what is theirs.

use super::NOTICE_JOB;
use crate::Engine;
use crate::channel::{IN_APP, SMTP, WEBHOOK};
use crate::repo::notices::{self, NewNotice};
use kernel::id::{NoticeId, PostId};
use kernel::problem::Problem;
use serde_json::json;
use std::collections::BTreeSet;
use store::{Ctx, jobs};

impl Engine {
    /// Writes a notice to each post, in the house and by every configured channel.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn tell_posts(
        &self,
        ctx: &Ctx,
        posts: &BTreeSet<PostId>,
        title: &str,
        text: &str,
        paste_text: &str,
    ) -> Result<(), Problem> {
        for post in posts {
            let mut ways = vec![(IN_APP, None)];
            for channel in &self.settings.channels {
                match channel.as_str() {
                    WEBHOOK => ways.push((WEBHOOK, None)),
                    SMTP => {
                        let addresses = self.directory.mail_addresses(ctx, *post).await?;
                        ways.extend(addresses.into_iter().map(|address| (SMTP, Some(address))));
                    }
                    other => tracing::warn!(channel = other, "no such notice channel"),
                }
            }
            for (channel, address) in ways {
                let notice = NewNotice {
                    id: ctx.id::<NoticeId>(),
                    post: Some(*post),
                    case: None,
                    title: title.to_owned(),
                    text: text.to_owned(),
                    paste_text: paste_text.to_owned(),
                    channel: channel.to_owned(),
                    address,
                };
                notices::insert(ctx, &notice).await?;
                if channel != IN_APP {
                    let key = format!("notice:{}", notice.id);
                    jobs::enqueue(ctx, NOTICE_JOB, &json!({ "notice": notice.id }), ctx.now, Some(&key))
                        .await?;
                }
            }
        }
        Ok(())
    }
}
