//! POST of JSON, signed.

use super::{Channel, OutgoingNotice, WEBHOOK};
use async_trait::async_trait;
use hmac::{Hmac, KeyInit, Mac};
use sm3::Sm3;
use std::time::Duration;

/// Where notices are posted.
#[derive(Clone)]
pub struct WebhookSettings {
    /// Address.
    pub url: String,
    /// Key of the signature.
    pub secret: String,
}

impl std::fmt::Debug for WebhookSettings {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("WebhookSettings").field("url", &self.url).finish_non_exhaustive()
    }
}

/// Posts notices as JSON. The header `X-Qutu-Signature` is `sm3=` and the HMAC-SM3 of the body in hexadecimal.
#[derive(Debug)]
pub struct Webhook {
    settings: WebhookSettings,
    client: reqwest::Client,
}

/// The value of the signature header for a body.
#[must_use]
pub fn signature(secret: &str, body: &[u8]) -> String {
    #[expect(clippy::expect_used, reason = "HMAC takes keys of any length; new_from_slice cannot fail")]
    let mut mac =
        <Hmac<Sm3> as KeyInit>::new_from_slice(secret.as_bytes()).expect("HMAC takes any key length");
    mac.update(body);
    format!("sm3={}", hex::encode(mac.finalize().into_bytes()))
}

impl Webhook {
    /// A channel to an address. A try takes at most ten seconds; redirects are not followed, since they would carry the
    /// signed body elsewhere.
    ///
    /// # Errors
    /// When the client cannot be built.
    pub fn new(settings: WebhookSettings) -> Result<Self, String> {
        let client = reqwest::Client::builder()
            .timeout(Duration::from_secs(10))
            .redirect(reqwest::redirect::Policy::none())
            .build()
            .map_err(|error| error.to_string())?;
        Ok(Self { settings, client })
    }
}

#[async_trait]
impl Channel for Webhook {
    fn code(&self) -> &'static str {
        WEBHOOK
    }

    async fn send(&self, notice: &OutgoingNotice) -> Result<(), String> {
        let body = serde_json::to_vec(notice).map_err(|error| error.to_string())?;
        let answer = self
            .client
            .post(&self.settings.url)
            .header("Content-Type", "application/json; charset=utf-8")
            .header("X-Qutu-Signature", signature(&self.settings.secret, &body))
            .header("X-Qutu-Notice", notice.id.to_string())
            .body(body)
            .send()
            .await
            // The address may carry a token; it does not belong in the log.
            .map_err(|error| error.without_url().to_string())?;
        if answer.status().is_success() {
            Ok(())
        } else {
            Err(format!("webhook answered {}", answer.status()))
        }
    }
}
