//! Answering a request: a receipt, an opinion, a signature. Each by the post that was asked.

use super::load::Loaded;
use super::tell::Names;
use super::write::{Touched, desk, event};
use crate::Engine;
use crate::answer::{AnswerRequest, CaseDetail};
use crate::model::{LineState, Reply, RequestRecord};
use crate::repo::{cases, files, requests};
use crate::schema::{FILE, REQUEST};
use kernel::id::CaseId;
use kernel::problem::{FieldProblem, Problem};
use pack::lifecycle::RequestKind;
use serde_json::json;
use std::collections::BTreeSet;
use store::{Caller, CallerPost, Ctx};
use uuid::Uuid;

/// Longest opinion, characters.
const LONGEST: usize = 5_000;
const ACT: &str = "case.act";

/// The post of the caller that may answer a line: the one asked, or another of the same organisation that acts on cases.
pub(crate) fn answering_post<'a>(caller: &'a Caller, line: &RequestRecord) -> Option<&'a CallerPost> {
    let own = caller.posts.iter().find(|post| post.id == line.post_id);
    own.or_else(|| caller.posts_with(ACT).find(|post| Some(post.org) == line.org_id))
}

impl Engine {
    /// Answers a line and gives the case as it is then.
    ///
    /// # Errors
    /// 404 outside the caller's reach, 403 when another post was asked, 409 when it is not waited for any more, 422 with
    /// the members at fault.
    pub async fn answer(
        &self,
        ctx: &Ctx,
        id: CaseId,
        line: Uuid,
        input: AnswerRequest,
    ) -> Result<CaseDetail, Problem> {
        let loaded = self.load(ctx, id).await?;
        let known = loaded.asked.iter().find(|known| known.id == line).cloned();
        let mut line = known.ok_or_else(|| Problem::not_found("该征询"))?;
        let Some(post) = answering_post(&ctx.caller, &line).filter(|_| ctx.caller.user.is_some()) else {
            return Err(Problem::forbidden(format!("须由{}{}答复", line.org_name, line.post_name)));
        };
        if line.state != LineState::Waiting || !loaded.case.is_open() {
            return Err(Problem::conflict("该征询已答复或已结束", loaded.current(&[])));
        }
        self.check_reply(ctx, &loaded, &line, &input).await?;
        let name =
            loaded.lifecycle.request(&line.code).map_or(line.code.clone(), |request| request.name.clone());
        line.state = LineState::Answered;
        line.reply = Some(input.reply);
        line.opinion = input.opinion.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
        line.answered_at = Some(ctx.now);
        line.answered_by = ctx.caller.user;
        line.answerer = Some(ctx.caller.name.clone());
        line.file_id = input.file;

        let mut case = loaded.case.clone();
        case.version += 1;
        let said = format!("{name}：{}", input.reply.label());
        let mut event = event(ctx, &case, ("request.answer", &said), Some(post));
        (event.from_state, event.to_state) = (Some(case.state.clone()), Some(case.state.clone()));
        event.note.clone_from(&line.opinion);
        if !requests::answer(ctx, &line).await?
            || !cases::update(ctx, &case, desk(&loaded.lifecycle, &case), loaded.case.version).await?
        {
            return Err(Problem::conflict("事项正被他人办理，请重试", loaded.current(&[])));
        }
        let mut touched: Touched = vec![(&REQUEST, line.id)];
        if let Some(file) = line.file_id {
            files::rely_on(ctx, file, case.id, event.id).await?;
            touched.push((&FILE, file.as_uuid()));
        }
        self.conclude(ctx, Some(&loaded.case), &case, &event, touched).await?;
        let asked = requests::of_case(ctx, id).await?;
        if Self::all_in(&asked, &line.code, ctx.today()) {
            let next = Loaded { case, asked, ..loaded };
            self.tell_all_in(ctx, &next, &name).await?;
        }
        self.detail(ctx, id).await
    }

    async fn check_reply(
        &self,
        ctx: &Ctx,
        loaded: &Loaded,
        line: &RequestRecord,
        input: &AnswerRequest,
    ) -> Result<(), Problem> {
        let mut faults = Vec::new();
        let kind = loaded.lifecycle.request(&line.code).map(|request| request.kind);
        let fits: &[Reply] = match kind {
            Some(RequestKind::Receipt) => &[Reply::Received],
            Some(RequestKind::Opinion) => &[Reply::Agreed, Reply::Remarks],
            Some(RequestKind::Countersign) => &[Reply::Signed, Reply::Refused],
            None => &[],
        };
        if !fits.contains(&input.reply) {
            let words: Vec<&str> = fits.iter().map(|reply| reply.label()).collect();
            faults.push(FieldProblem::new("/reply", "choice", format!("须为{}", words.join("或"))));
        }
        let opinion = input.opinion.as_deref().map(kernel::text::normalise).unwrap_or_default();
        if matches!(input.reply, Reply::Remarks | Reply::Refused) && opinion.is_empty() {
            faults.push(FieldProblem::new("/opinion", "required", "请写明意见和理由"));
        }
        if opinion.chars().count() > LONGEST {
            faults.push(FieldProblem::new("/opinion", "max", format!("最多{LONGEST}个字")));
        }
        if let Some(file) = input.file {
            let stored = files::by_ids(ctx, &[file]).await?;
            let given = super::act::given(ctx, &loaded.case, &stored, file);
            if given.stage.is_none() || given.used {
                faults.push(FieldProblem::new("/file", "unknown", "没有这个待用的文件"));
            }
        }
        if faults.is_empty() { Ok(()) } else { Err(Problem::invalid(faults)) }
    }

    /// The posts whose turn it is learn that nobody is waited for any more.
    async fn tell_all_in(&self, ctx: &Ctx, next: &Loaded, request: &str) -> Result<(), Problem> {
        let owners = self.owners(ctx, &next.lifecycle, &next.case).await?;
        let posts: BTreeSet<_> = owners.into_iter().map(|card| card.id).collect();
        let mut names = Names::default();
        let about = self.about(ctx, next, &mut names).await?;
        let (title, text) = about.all_in(request);
        let paste = about.chase(&[], &super::chase::asked(next));
        self.tell(ctx, &next.case, &posts, (&title, &text), &paste).await
    }

    /// Hands the waiting lines of some posts to another; answers how many. Part of a reorganisation.
    pub(crate) async fn move_requests(
        &self,
        ctx: &Ctx,
        from: kernel::id::PostId,
        to: &crate::port::PostCard,
    ) -> Result<u64, Problem> {
        let mut moved = 0;
        for line in requests::waiting_of(ctx, from).await? {
            let Some(case) = cases::one(ctx, line.case_id).await? else { continue };
            requests::hand_over(ctx, line.id, to.id, to.org).await?;
            ctx.audit(store::audit::Entry {
                action: "case.request_moved",
                object_kind: "case",
                object_id: Some(case.id.as_uuid()),
                summary: format!("机构调整，{}的征询由{}{}承接", case.number, to.org_name, to.name),
                detail: json!({ "request": line.id, "from": from, "to": to.id }),
                rows: &[(&REQUEST, line.id)],
            })
            .await?;
            moved += 1;
        }
        Ok(moved)
    }
}
