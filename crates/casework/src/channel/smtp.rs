//! Mail.

use super::{Channel, OutgoingNotice, SMTP};
use async_trait::async_trait;
use lettre::message::header::ContentType;
use lettre::transport::smtp::authentication::Credentials;
use lettre::{AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor};
use std::time::Duration;

/// How mail is sent.
#[derive(Clone)]
pub struct SmtpSettings {
    /// Host.
    pub host: String,
    /// Port.
    pub port: u16,
    /// Whether the connection begins in TLS (465); else STARTTLS is demanded, unless `plain`.
    pub implicit_tls: bool,
    /// No TLS at all, for a relay on the same machine.
    pub plain: bool,
    /// Sign-in, when the relay asks for one.
    pub login: Option<(String, String)>,
    /// Sender, such as `曲突 <notice@example.gov.cn>`.
    pub from: String,
}

impl std::fmt::Debug for SmtpSettings {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("SmtpSettings")
            .field("host", &self.host)
            .field("port", &self.port)
            .finish_non_exhaustive()
    }
}

/// Sends notices as plain-text mail.
#[derive(Debug)]
pub struct Smtp {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: String,
}

impl Smtp {
    /// A channel through a relay.
    ///
    /// # Errors
    /// When the host is no host name.
    pub fn new(settings: SmtpSettings) -> Result<Self, String> {
        let builder = if settings.plain {
            AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(&settings.host)
        } else if settings.implicit_tls {
            AsyncSmtpTransport::<Tokio1Executor>::relay(&settings.host).map_err(|error| error.to_string())?
        } else {
            AsyncSmtpTransport::<Tokio1Executor>::starttls_relay(&settings.host)
                .map_err(|error| error.to_string())?
        };
        let builder = builder.port(settings.port).timeout(Some(Duration::from_secs(20)));
        let builder = match settings.login {
            Some((name, password)) => builder.credentials(Credentials::new(name, password)),
            None => builder,
        };
        Ok(Self { transport: builder.build(), from: settings.from })
    }

    fn message(&self, notice: &OutgoingNotice) -> Result<Message, String> {
        let to = notice.address.as_deref().ok_or("the notice has no mail address")?;
        Message::builder()
            .from(self.from.parse().map_err(|error| format!("sender: {error}"))?)
            .to(to.parse().map_err(|error| format!("recipient: {error}"))?)
            .subject(&notice.title)
            .header(ContentType::TEXT_PLAIN)
            .body(notice.text.clone())
            .map_err(|error| error.to_string())
    }
}

#[async_trait]
impl Channel for Smtp {
    fn code(&self) -> &'static str {
        SMTP
    }

    async fn send(&self, notice: &OutgoingNotice) -> Result<(), String> {
        self.transport.send(self.message(notice)?).await.map(|_| ()).map_err(|error| error.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn channel() -> Smtp {
        Smtp::new(SmtpSettings {
            host: "127.0.0.1".into(),
            port: 25,
            implicit_tls: false,
            plain: true,
            login: Some(("me".into(), "hush".into())),
            from: "曲突 <notice@example.cn>".into(),
        })
        .unwrap()
    }

    fn notice(address: Option<&str>) -> OutgoingNotice {
        OutgoingNotice {
            id: uuid::Uuid::from_u128(1).into(),
            post_id: None,
            title: "整改期限还有3天到期".into(),
            text: "请尽快办理。".into(),
            case_id: None,
            address: address.map(str::to_owned),
            created_at: kernel::time::Timestamp::from_micros(0),
        }
    }

    #[test]
    fn a_mail_goes_to_one_person_with_a_chinese_subject() {
        let message = channel().message(&notice(Some("someone@example.cn"))).unwrap();
        assert_eq!(message.envelope().to().len(), 1);
        let text = String::from_utf8(message.formatted()).unwrap();
        assert!(text.contains("Subject: =?utf-8?b?") && text.contains("To: someone@example.cn"), "{text}");
    }

    #[test]
    fn a_mail_needs_an_address_that_is_one() {
        assert!(channel().message(&notice(None)).is_err());
        assert!(channel().message(&notice(Some("nobody\r\nBcc: all@example.cn"))).is_err());
    }
}
