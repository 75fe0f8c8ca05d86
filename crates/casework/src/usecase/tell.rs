//! Telling the people whose turn it is.

use super::NOTICE_JOB;
use super::load::Loaded;
use crate::Engine;
use crate::channel::{IN_APP, SMTP, WEBHOOK};
use crate::model::CaseRecord;
use crate::port::PostCard;
use crate::repo::notices::{self, NewNotice};
use crate::wording::About;
use kernel::id::{CaseId, NoticeId, PostId};
use kernel::problem::Problem;
use pack::lifecycle::Lifecycle;
use serde_json::json;
use std::collections::BTreeSet;
use store::{Ctx, jobs};

impl Engine {
    /// Posts that are expected to act on a case: the one whose desk it stands on, else those with a role that owns the
    /// state.
    pub(crate) async fn owners(
        &self,
        ctx: &Ctx,
        lifecycle: &Lifecycle,
        case: &CaseRecord,
    ) -> Result<Vec<PostCard>, Problem> {
        if let Some(post) = super::write::desk(lifecycle, case) {
            return Ok(self.directory.post(ctx, post).await?.into_iter().collect());
        }
        let Some(state) = lifecycle.state(&case.state) else { return Ok(Vec::new()) };
        if state.owners.is_empty() || !case.is_open() {
            return Ok(Vec::new());
        }
        Ok(self.directory.posts(ctx, &state.owners, &case.place()).await?)
    }

    /// The sentences of a case.
    pub(crate) async fn about<'a>(
        &self,
        ctx: &Ctx,
        loaded: &'a Loaded,
        names: &'a mut Names,
    ) -> Result<About<'a>, Problem> {
        let case = &loaded.case;
        let regions = self.directory.region_names(ctx, &[case.region]).await?;
        names.place = regions
            .get(&case.region)
            .map_or_else(String::new, |name| name.path.replace(" / ", "").replace('/', ""));
        names.state = loaded.state_name(&case.state);
        Ok(About {
            kind: &loaded.lifecycle.name,
            number: &case.number,
            title: &case.title,
            place: &names.place,
            subject: case.subject_name.as_deref(),
            state: &names.state,
            due: case.due_date,
            provisional: case.due_provisional,
            today: ctx.today(),
        })
    }

    /// Reminds the posts whose turn it is of a clock.
    pub(crate) async fn remind(
        &self,
        ctx: &Ctx,
        loaded: &Loaded,
        clock: &str,
        due: chrono::NaiveDate,
    ) -> Result<(), Problem> {
        let owners = self.owners(ctx, &loaded.lifecycle, &loaded.case).await?;
        let posts: BTreeSet<PostId> = owners.iter().map(|card| card.id).collect();
        let mut names = Names::default();
        let about = self.about(ctx, loaded, &mut names).await?;
        let (title, text) = about.reminder(clock, due);
        let paste = about.chase(&[], &super::chase::asked(loaded));
        self.tell(ctx, &loaded.case, &posts, (&title, &text), &paste).await
    }

    /// Writes a notice to each post, in the house and by every configured channel.
    pub(crate) async fn tell(
        &self,
        ctx: &Ctx,
        case: &CaseRecord,
        posts: &BTreeSet<PostId>,
        (title, text): (&str, &str),
        paste_text: &str,
    ) -> Result<(), Problem> {
        self.spread(ctx, Some(case.id), posts, (title, text), paste_text).await
    }

    /// Tells posts something that is about no case: in the house and by every configured channel. The caller writes the
    /// audit record.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn announce(
        &self,
        ctx: &Ctx,
        posts: &BTreeSet<PostId>,
        (title, text): (&str, &str),
        paste_text: &str,
    ) -> Result<(), Problem> {
        self.spread(ctx, None, posts, (title, text), paste_text).await
    }

    async fn spread(
        &self,
        ctx: &Ctx,
        case: Option<CaseId>,
        posts: &BTreeSet<PostId>,
        (title, text): (&str, &str),
        paste_text: &str,
    ) -> Result<(), Problem> {
        for post in posts {
            self.send(ctx, case, *post, (title, text), paste_text, IN_APP, None).await?;
            for channel in &self.settings.channels {
                match channel.as_str() {
                    WEBHOOK => self.send(ctx, case, *post, (title, text), paste_text, WEBHOOK, None).await?,
                    SMTP => {
                        for address in self.directory.mail_addresses(ctx, *post).await? {
                            self.send(ctx, case, *post, (title, text), paste_text, SMTP, Some(address))
                                .await?;
                        }
                    }
                    other => tracing::warn!(channel = other, "no such notice channel"),
                }
            }
        }
        Ok(())
    }

    #[expect(clippy::too_many_arguments, reason = "one row of the outbox, spelled out")]
    async fn send(
        &self,
        ctx: &Ctx,
        case: Option<CaseId>,
        post: PostId,
        (title, text): (&str, &str),
        paste_text: &str,
        channel: &str,
        address: Option<String>,
    ) -> Result<(), Problem> {
        let notice = NewNotice {
            id: ctx.id::<NoticeId>(),
            post: Some(post),
            case,
            title: title.to_owned(),
            text: text.to_owned(),
            paste_text: paste_text.to_owned(),
            channel: channel.to_owned(),
            address,
        };
        notices::insert(ctx, &notice).await?;
        if channel != IN_APP {
            let key = format!("notice:{}", notice.id);
            jobs::enqueue(ctx, NOTICE_JOB, &json!({ "notice": notice.id }), ctx.now, Some(&key)).await?;
        }
        Ok(())
    }
}

/// Names an [`About`] borrows.
#[derive(Debug, Default)]
pub(crate) struct Names {
    place: String,
    state: String,
}
