//! 文件制定: drafted, consulted on, reviewed, countersigned, issued, briefed with receipts, closed.

use crate::world::{
    Factory, World, chief, city_office, consulted, drafter, fields, on_both, picture, station,
};
use async_trait::async_trait;
use casework::answer::{AnswerRequest, CaseDetail, OpenCase};
use casework::model::Reply;
use casework::port::{Arrival, Reaction};
use kernel::id::{CaseId, FileId};
use kernel::page::Limit;
use kernel::problem::Problem;
use serde_json::{Value, json};
use std::sync::{Arc, Mutex};
use store::{Caller, Ctx};

fn org(caller: &Caller) -> String {
    caller.posts[0].org.to_string()
}

fn new_document() -> OpenCase {
    OpenCase {
        kind: "document".into(),
        premises_id: None,
        region: Some("4401".parse().unwrap()),
        sector: Some("education".into()),
        title: "校园消防安全工作指引".into(),
        fields: fields(json!({ "document_kind": "guideline", "summary": "指引", "finish_by": "2024-11-29" })),
        evidence: vec![],
    }
}

async fn opened(world: &World, by: &Caller) -> CaseId {
    let ctx = world.write(by).await;
    let detail = world.engine.open_by_hand(&ctx, &Factory, new_document()).await.unwrap();
    ctx.commit().await.unwrap();
    detail.row.id
}

async fn answer(
    world: &World,
    by: &Caller,
    id: CaseId,
    reply: Reply,
    opinion: Option<&str>,
) -> Result<CaseDetail, Problem> {
    let line = world
        .detail(&chief(), id)
        .await
        .requests
        .into_iter()
        .rev()
        .find(|line| line.state == "waiting" && by.posts.iter().any(|post| post.name == line.post));
    let line = line.map_or_else(|| uuid::Uuid::from_u128(1), |line| line.id);
    world.clock.advance_seconds(60);
    let ctx = world.write(by).await;
    let input = AnswerRequest { reply, opinion: opinion.map(str::to_owned), file: None };
    let detail = world.engine.answer(&ctx, id, line, input).await?;
    ctx.commit().await.unwrap();
    Ok(detail)
}

/// A paper nobody else has used.
async fn paper(world: &World, by: &Caller, id: CaseId, text: &str) -> FileId {
    let mut file = picture("paper");
    file.bytes.extend_from_slice(text.as_bytes());
    let prepared = world.engine.prepare_file(&world.files, world.env.clock.now(), file).await.unwrap();
    let ctx = world.write(by).await;
    let file = world.engine.attach(&ctx, Some(id), prepared).await.unwrap();
    ctx.commit().await.unwrap();
    file.id
}

async fn inbox(world: &World, who: &Caller) -> usize {
    let ctx = world.read(who).await;
    world.engine.inbox(&ctx, Limit::default(), None).await.unwrap().items.len()
}

/// Notes what rooms above would be told.
struct Notebook(Arc<Mutex<Vec<String>>>);

#[async_trait]
impl Reaction for Notebook {
    async fn arrived(&self, _ctx: &Ctx, arrival: &Arrival) -> Result<(), Problem> {
        if arrival.given.get("note") == Some(&Value::from("拒绝")) {
            return Err(Problem::forbidden("上层不同意"));
        }
        self.0.lock().unwrap().push(format!("{}:{}", arrival.action, arrival.to));
        Ok(())
    }
}

#[tokio::test]
async fn a_document_runs_from_draft_to_the_last_receipt() {
    on_both("2024-10-08", async |world| {
        let told = Arc::new(Mutex::new(Vec::new()));
        world.engine.react("document", Arc::new(Notebook(Arc::clone(&told))));
        let (writer, asked, office) = (drafter(), consulted(), city_office(80));
        let id = opened(world, &writer).await;
        let case = world.detail(&writer, id).await;
        assert_eq!((case.row.number.as_str(), case.closing_word.as_str()), ("2024-WJ-000001", "办结"));
        assert!(case.owner.is_some() && case.row.due_date == "2024-11-29".parse().ok());
        assert_eq!((inbox(world, &writer).await, inbox(world, &asked).await), (1, 0));

        // Another department neither sees the draft nor works on it; the office sees it and does not draft it.
        let ctx = world.read(&asked).await;
        assert_eq!(world.engine.detail(&ctx, id).await.unwrap_err().status, 404);
        let first = paper(world, &writer, id, "征求意见稿").await;
        let consult = json!({ "addressees": [org(&asked), org(&office)], "reply_by": "2024-10-18" });
        let refused = world.act(&office, id, "consult", consult.clone(), &[]).await.unwrap_err();
        assert_eq!((refused.status, refused.detail.contains("承办岗位")), (403, true), "{refused:?}");
        let nobody = json!({ "addressees": [uuid::Uuid::from_u128(9)], "reply_by": "2024-10-18" });
        assert_eq!(world.act(&writer, id, "consult", nobody, &[first]).await.unwrap_err().status, 422);
        let past = json!({ "addressees": [org(&asked)], "reply_by": "2024-10-07" });
        assert_eq!(world.act(&writer, id, "consult", past, &[first]).await.unwrap_err().status, 422);
        let case = world.act(&writer, id, "consult", consult, &[first]).await.unwrap();
        assert_eq!((case.row.state.as_str(), case.requests.len()), ("consulting", 2));
        assert_eq!(case.names.len(), 2, "the organisations asked have names");

        // Whoever is asked sees the case and answers for themselves only.
        assert_eq!(inbox(world, &asked).await, 1);
        let mine: Vec<bool> = world.detail(&asked, id).await.requests.iter().map(|line| line.mine).collect();
        assert_eq!(mine.iter().filter(|mine| **mine).count(), 1);
        assert_eq!(answer(world, &asked, id, Reply::Signed, None).await.unwrap_err().status, 422);
        assert_eq!(answer(world, &asked, id, Reply::Remarks, Some(" ")).await.unwrap_err().status, 422);
        let case = answer(world, &asked, id, Reply::Remarks, Some("第三条请与民政口径一致")).await.unwrap();
        assert!(case.requests.iter().any(|line| line.reply == Some(Reply::Remarks)));
        assert_eq!(inbox(world, &asked).await, 0);
        assert_eq!(answer(world, &station(10), id, Reply::Agreed, None).await.unwrap_err().status, 404);

        // One is silent: before the day it stops the case, after it silence is noted.
        let second = paper(world, &writer, id, "送审稿").await;
        let legal = json!({ "adopted": "采纳1条" });
        let early = world.act(&writer, id, "to_legal", legal.clone(), &[second]).await.unwrap_err();
        assert_eq!((early.status, early.detail.contains("还有1未答复")), (409, true), "{early:?}");
        world.today("2024-10-21");
        let case = world.act(&writer, id, "to_legal", legal, &[second]).await.unwrap();
        assert_eq!(case.requests.iter().filter(|line| line.state == "silent").count(), 1);

        // The one who drafted does not review; refusing to sign sends it back; asking again begins anew.
        let other = city_office(81);
        let pass = json!({ "opinion": "内容合法" });
        assert_eq!(world.act(&writer, id, "legal_pass", pass.clone(), &[]).await.unwrap_err().status, 403);
        world.act(&other, id, "legal_pass", pass, &[]).await.unwrap();
        let sign = json!({ "addressees": [org(&asked)], "reply_by": "2024-10-30" });
        world.act(&writer, id, "countersign", sign.clone(), &[]).await.unwrap();
        answer(world, &asked, id, Reply::Refused, Some("职责表述不清")).await.unwrap();
        let third = paper(world, &writer, id, "正式文件").await;
        let issue = |number: &str| {
            json!({
                "issued": { "title": "校园消防安全工作指引", "number": number, "date": "2024-10-25" },
                "addressees": [org(&asked), org(&office)], "reply_by": "2024-11-08",
            })
        };
        let unsigned = world.act(&writer, id, "issue", issue("示教〔2024〕8号"), &[third]).await.unwrap_err();
        assert_eq!((unsigned.status, unsigned.detail.contains("未获同意")), (409, true), "{unsigned:?}");
        world.act(&writer, id, "countersign", sign, &[]).await.unwrap();
        answer(world, &asked, id, Reply::Signed, None).await.unwrap();
        let case = world.act(&writer, id, "issue", issue("示教〔2024〕8号"), &[third]).await.unwrap();
        assert_eq!(case.documents[0].number, "示教〔2024〕8号");
        assert_eq!(case.fields["issued"]["number"], "示教〔2024〕8号", "the form knows what was issued");

        // Receipts: all in, and another person closes.
        answer(world, &asked, id, Reply::Received, None).await.unwrap();
        assert_eq!(world.act(&other, id, "close", json!({}), &[]).await.unwrap_err().status, 409);
        answer(world, &office, id, Reply::Received, None).await.unwrap();
        assert_eq!(world.act(&writer, id, "close", json!({}), &[]).await.unwrap_err().status, 403);
        let vetoed = world.act(&other, id, "close", json!({ "note": "拒绝" }), &[]).await.unwrap_err();
        assert_eq!(vetoed.detail, "上层不同意", "what a room above refuses is not done");
        let case = world.act(&other, id, "close", json!({ "note": "已传达" }), &[]).await.unwrap();
        assert_eq!(case.row.state_class, "closed");
        let told = told.lock().unwrap();
        assert_eq!(told.first().map(String::as_str), Some("open:draft"));
        assert_eq!(told.last().map(String::as_str), Some("close:closed"));
    })
    .await;
}

#[tokio::test]
async fn what_is_sent_back_is_not_waited_for_and_a_number_is_given_once() {
    on_both("2024-10-08", async |world| {
        let (writer, asked) = (drafter(), consulted());
        let id = opened(world, &writer).await;
        let first = paper(world, &writer, id, "稿").await;
        let consult = json!({ "addressees": [org(&asked)], "reply_by": "2024-10-18" });
        world.act(&writer, id, "consult", consult, &[first]).await.unwrap();
        let case = world.act(&writer, id, "rework", json!({ "reason": "另起炉灶" }), &[]).await.unwrap();
        assert_eq!(case.requests[0].state, "withdrawn");
        assert_eq!(inbox(world, &asked).await, 0);
        assert_eq!(answer(world, &asked, id, Reply::Agreed, None).await.unwrap_err().status, 404);
        for (round, status) in [(0, None), (1, Some(422))] {
            let id = opened(world, &writer).await;
            let draft = paper(world, &writer, id, &format!("送审{round}")).await;
            let skip = json!({ "reason": "紧急" });
            world.act(&writer, id, "skip_consult", skip, &[draft]).await.unwrap();
            world.act(&city_office(81), id, "legal_pass", json!({ "opinion": "可" }), &[]).await.unwrap();
            let file = paper(world, &writer, id, &format!("印发{round}")).await;
            let issue = json!({
                "issued": { "title": "通知", "number": "示教〔2024〕9号", "date": "2024-10-25" },
                "addressees": [org(&asked)], "reply_by": "2024-11-08", "reason": "单一部门事项",
            });
            let issued = world.act(&writer, id, "issue_single", issue, &[file]).await;
            assert_eq!(issued.err().map(|problem| problem.status), status);
        }
    })
    .await;
}

#[tokio::test]
async fn a_kind_says_who_opens_it_and_about_what() {
    on_both("2024-10-08", async |world| {
        let open = async |who: &Caller, change: fn(&mut OpenCase)| {
            let mut new = new_document();
            change(&mut new);
            let ctx = world.write(who).await;
            let outcome = world.engine.open_by_hand(&ctx, &Factory, new).await.map(|_| ());
            ctx.tx.rollback().await.unwrap();
            outcome.map_err(|problem| problem.status).err()
        };
        assert_eq!(open(&drafter(), |_| {}).await, None);
        assert_eq!(open(&drafter(), |new| new.sector = None).await, Some(403), "not their sector");
        assert_eq!(open(&chief(), |_| {}).await, Some(403), "not their kind to open");
        assert_eq!(open(&drafter(), |new| new.premises_id = Some(crate::world::factory())).await, Some(422));
        assert_eq!(open(&drafter(), |new| new.kind = "nothing".into()).await, Some(422));
        let unknown: fn(&mut OpenCase) = |new| {
            new.fields.insert("support".into(), json!([uuid::Uuid::from_u128(7)]));
        };
        assert_eq!(open(&drafter(), unknown).await, Some(422), "an organisation nobody knows");
    })
    .await;
}

#[tokio::test]
async fn the_program_opens_a_case_for_a_post_and_the_post_finds_it() {
    on_both("2024-10-08", async |world| {
        let ctx = world.write(&Caller::system("任务", store::Via::Job)).await;
        let new = casework::NewCase {
            region: Some("4401".parse().unwrap()),
            owner: Some(drafter().posts[0].id),
            source: Some(("task".into(), uuid::Uuid::from_u128(5))),
            fields: new_document().fields,
            ..casework::NewCase::new("document", "由任务登记的文件")
        };
        let id = world.engine.open(&ctx, new).await.unwrap();
        ctx.commit().await.unwrap();
        assert_eq!(inbox(world, &drafter()).await, 1);
        let case = world.detail(&drafter(), id).await;
        assert_eq!(case.source.map(|source| source.kind).as_deref(), Some("task"));
        assert!(case.actions.iter().any(|action| action.code == "consult" && action.allowed));
        assert!(case.row.sector.is_none(), "outside their sector, and theirs to do all the same");
    })
    .await;
}
