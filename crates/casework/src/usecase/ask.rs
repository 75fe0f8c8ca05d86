//! Asking other bodies: each addressee gets a line of its own, addressed to the post that answers for it.

use super::load::Loaded;
use super::write::Touched;
use crate::Engine;
use crate::model::{CaseRecord, LineState, RequestRecord};
use crate::port::PostCard;
use crate::repo::requests;
use crate::rules::latest;
use crate::schema::REQUEST;
use kernel::id::{OrgId, PostId};
use kernel::problem::{FieldProblem, Problem};
use pack::lifecycle::{Action, FieldType, Until};
use serde_json::{Map, Value};
use std::collections::BTreeSet;
use store::Ctx;
use uuid::Uuid;

/// Field of an action that names whom it asks.
const ADDRESSEES: &str = "addressees";
/// Field of an action that says until when.
const REPLY_BY: &str = "reply_by";

/// Somebody to be asked.
#[derive(Debug, Clone)]
pub(crate) struct Addressee {
    post: PostCard,
}

impl Engine {
    /// The posts that answer for whom an action asks; none when it asks nobody.
    ///
    /// # Errors
    /// 422 with the addressee that has no post to answer, or a day that has passed.
    pub(crate) async fn addressees(
        &self,
        ctx: &Ctx,
        case: &CaseRecord,
        action: &Action,
        fields: &Map<String, Value>,
    ) -> Result<Vec<Addressee>, Problem> {
        if action.asks.is_none() {
            return Ok(Vec::new());
        }
        let mut faults = Vec::new();
        let reply_by = fields.get(REPLY_BY).and_then(crate::rules::date);
        if reply_by.is_some_and(|day| day < ctx.today()) {
            faults.push(FieldProblem::new("/fields/reply_by", "past", "答复期限不能早于今天"));
        }
        let kind = action.fields.iter().find(|field| field.code == ADDRESSEES).map(|field| field.kind);
        let named = fields.get(ADDRESSEES).and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
        let (mut found, mut seen) = (Vec::new(), BTreeSet::new());
        for (index, value) in named.iter().enumerate() {
            let text = value.as_str().unwrap_or_default();
            match self.answering(ctx, case, kind, text).await? {
                Some(post) if seen.insert(post.id) => found.push(Addressee { post }),
                Some(_) => {}
                None => {
                    let fault = FieldProblem::new("", "addressee", "该单位没有可以答复的岗位，请先设立岗位");
                    faults.push(fault.below(&index.to_string()).below(ADDRESSEES).below("fields"));
                }
            }
        }
        if faults.is_empty() { Ok(found) } else { Err(Problem::invalid(faults)) }
    }

    /// The post that answers for a body: itself, or the first of its organisation whose role acts on cases.
    async fn answering(
        &self,
        ctx: &Ctx,
        case: &CaseRecord,
        kind: Option<FieldType>,
        text: &str,
    ) -> Result<Option<PostCard>, Problem> {
        let organisation = match kind {
            Some(FieldType::Posts) => {
                let Ok(id) = text.parse::<PostId>() else { return Ok(None) };
                let card = self.directory.post(ctx, id).await?;
                return Ok(card.filter(|card| self.acts(&card.role)));
            }
            Some(FieldType::Departments) => self.directory.department(ctx, text, case.region).await?,
            _ => text.parse::<OrgId>().ok(),
        };
        let Some(organisation) = organisation else { return Ok(None) };
        let posts = self.directory.posts_of(ctx, organisation).await?;
        let rank = |card: &PostCard| self.rules.acting.iter().position(|role| *role == card.role);
        Ok(posts.into_iter().filter(|card| self.acts(&card.role)).min_by_key(rank))
    }

    fn acts(&self, role: &str) -> bool {
        self.rules.acting.is_empty() || self.rules.acting.iter().any(|acting| acting == role)
    }

    /// Writes what an action does to requests: asks, notes silence, and withdraws what nobody needs to answer any more.
    pub(crate) async fn write_requests(
        &self,
        ctx: &Ctx,
        loaded: &Loaded,
        action: &Action,
        (event, state, open): (Uuid, &str, bool),
        (addressees, fields): (&[Addressee], &Map<String, Value>),
        touched: &mut Touched,
    ) -> Result<(), Problem> {
        let waiting = || loaded.asked.iter().filter(|line| line.state == LineState::Waiting);
        let mut ended: Vec<(Uuid, LineState)> = Vec::new();
        for need in action.needs.iter().filter(|need| need.until == Until::Settled) {
            let late = waiting().filter(|line| line.code == need.request);
            ended.extend(late.map(|line| (line.id, LineState::Silent)));
        }
        if let Some(code) = &action.asks {
            ended.extend(
                waiting().filter(|line| line.code == *code).map(|line| (line.id, LineState::Withdrawn)),
            );
        }
        // A state that nothing leads on from with the answers does not wait for them: sent back, taken back, ended.
        let awaited = |code: &str| {
            open && loaded.lifecycle.actions.iter().any(|next| {
                next.from.iter().any(|from| from == state)
                    && next.needs.iter().any(|need| need.request == code)
            })
        };
        let idle = waiting().filter(|line| !awaited(&line.code));
        ended.extend(idle.map(|line| (line.id, LineState::Withdrawn)));
        let mut seen = BTreeSet::new();
        for (id, state) in ended.into_iter().filter(|(id, _)| seen.insert(*id)) {
            requests::end(ctx, id, state).await?;
            touched.push((&REQUEST, id));
        }
        let Some(code) = &action.asks else { return Ok(()) };
        for Addressee { post } in addressees {
            let line = RequestRecord {
                id: ctx.id::<Uuid>(),
                case_id: loaded.case.id,
                code: code.clone(),
                event_id: event,
                org_id: Some(post.org),
                org_name: post.org_name.clone(),
                post_id: post.id,
                post_name: post.name.clone(),
                asked_at: ctx.now,
                reply_by: fields.get(REPLY_BY).and_then(crate::rules::date),
                state: LineState::Waiting,
                reply: None,
                opinion: None,
                answered_at: None,
                answered_by: None,
                answerer: None,
                file_id: None,
            };
            requests::insert(ctx, &line).await?;
            touched.push((&REQUEST, line.id));
        }
        Ok(())
    }

    /// Tells the posts that were asked.
    pub(crate) async fn tell_asked(
        &self,
        ctx: &Ctx,
        next: &Loaded,
        action: &Action,
        addressees: &[Addressee],
        fields: &Map<String, Value>,
    ) -> Result<(), Problem> {
        let Some(request) = action.asks.as_deref().and_then(|code| next.lifecycle.request(code)) else {
            return Ok(());
        };
        let posts: BTreeSet<PostId> = addressees.iter().map(|addressee| addressee.post.id).collect();
        let mut names = super::tell::Names::default();
        let about = self.about(ctx, next, &mut names).await?;
        let by = fields.get(REPLY_BY).and_then(crate::rules::date);
        let (title, text) = about.asked(&request.name, &ctx.caller.name, by);
        let paste = about.chase(&[], std::slice::from_ref(&request.name));
        self.tell(ctx, &next.case, &posts, (&title, &text), &paste).await
    }

    /// Whether nobody of the latest asking of a request is waited for any more.
    pub(crate) fn all_in(lines: &[RequestRecord], code: &str, today: chrono::NaiveDate) -> bool {
        let lines = latest(lines, today);
        lines.iter().filter(|line| line.code == code).all(|line| line.state != LineState::Waiting)
    }
}
