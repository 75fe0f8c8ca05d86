//! Notices reach the posts whose turn it is, in the house and out of it.

use crate::world::{manager, office, on_both, station};
use async_trait::async_trait;
use casework::channel::{Channel, OutgoingNotice, WEBHOOK, Webhook, WebhookSettings, signature};
use casework::jobs::handlers;
use kernel::page::Limit;
use serde_json::json;
use std::sync::{Arc, Mutex};
use store::jobs::Runner;
use tokio::io::{AsyncReadExt, AsyncWriteExt};

#[tokio::test]
async fn the_next_owner_is_told_once_and_reading_is_remembered() {
    on_both("2024-09-30", async |world| {
        let id = world.open(&station(10)).await;
        world.act(&station(10), id, "assign", json!({ "due": "2024-10-31" }), &[]).await.unwrap();
        let ctx = world.write(&manager()).await;
        assert_eq!(world.engine.unread_notices(&ctx).await.unwrap().count, 1);
        let page = world.engine.notices(&ctx, false, Limit::default(), None).await.unwrap();
        let notice = &page.items[0];
        assert_eq!((notice.case_id, notice.channel.as_str(), notice.read), (Some(id), "in_app", false));
        assert!(
            notice.text.contains("交办整改") && notice.text.contains("2024年10月31日"),
            "{}",
            notice.text
        );
        assert!(notice.paste_text.contains("红星服装厂"), "{}", notice.paste_text);
        world.engine.read_notice(&ctx, notice.id).await.unwrap();
        assert_eq!(world.engine.unread_notices(&ctx).await.unwrap().count, 0);
        ctx.commit().await.unwrap();
        let ctx = world.write(&office()).await;
        assert_eq!(world.engine.read_notice(&ctx, notice.id).await.unwrap_err().status, 404);
        let text = world.engine.chase_text(&ctx, id).await.unwrap().text;
        assert!(
            text.contains("2024-HZ-000001") && text.contains("还有31天") && text.contains("填报整改方案"),
            "{text}"
        );
    })
    .await;
}

/// Fails once, then takes everything.
struct Flaky(Mutex<Vec<String>>, Mutex<bool>);

#[async_trait]
impl Channel for Flaky {
    fn code(&self) -> &'static str {
        WEBHOOK
    }

    async fn send(&self, notice: &OutgoingNotice) -> Result<(), String> {
        if !std::mem::replace(&mut *self.1.lock().unwrap(), true) {
            return Err("no route".into());
        }
        self.0.lock().unwrap().push(notice.id.to_string());
        Ok(())
    }
}

#[tokio::test]
async fn what_could_not_leave_is_tried_again_and_leaves_once() {
    on_both("2024-09-30", async |world| {
        world.open(&station(10)).await;
        let channel = Arc::new(Flaky(Mutex::default(), Mutex::default()));
        let as_channel: Arc<dyn Channel> = Arc::clone(&channel) as Arc<dyn Channel>;
        let runner = Runner::new(world.env.clone(), handlers(&world.engine, vec![as_channel]));
        let first = runner.run_due(50).await.unwrap();
        assert_eq!(first.failed, 1);
        world.clock.advance_seconds(3600);
        let second = runner.run_due(50).await.unwrap();
        assert_eq!((second.done, second.failed), (1, 0));
        let mut sent = channel.0.lock().unwrap().clone();
        let all = sent.len();
        sent.sort_unstable();
        sent.dedup();
        // The station's colleague, the office and the fire officer.
        assert_eq!((all, sent.len()), (3, 3));
    })
    .await;
}

#[tokio::test]
async fn a_webhook_carries_json_and_its_signature() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/hook", listener.local_addr().unwrap());
    let server = tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        let mut got = Vec::new();
        let mut buffer = [0; 4096];
        loop {
            let n = stream.read(&mut buffer).await.unwrap();
            got.extend_from_slice(&buffer[..n]);
            if n == 0 || got.ends_with(b"}") {
                break;
            }
        }
        stream.write_all(b"HTTP/1.1 204 No Content\r\nconnection: close\r\n\r\n").await.unwrap();
        String::from_utf8(got).unwrap()
    });
    let notice = OutgoingNotice {
        id: uuid::Uuid::from_u128(5).into(),
        post_id: None,
        title: "到期提醒".into(),
        text: "请办理".into(),
        case_id: None,
        address: None,
        created_at: kernel::time::Timestamp::from_micros(0),
    };
    let settings = WebhookSettings { url, secret: "hush".into() };
    assert!(!format!("{settings:?}").contains("hush"));
    Webhook::new(settings).unwrap().send(&notice).await.unwrap();
    let request = server.await.unwrap();
    let (head, body) = request.split_once("\r\n\r\n").unwrap();
    assert!(
        head.to_lowercase().contains(&format!("x-qutu-signature: {}", signature("hush", body.as_bytes())))
    );
    assert_eq!(serde_json::from_str::<serde_json::Value>(body).unwrap()["title"], "到期提醒");
}
