//! Rate limits: a generous one for every address, a strict one for signing in.

use crate::{App, Failure, call};
use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use governor::clock::{Clock as _, QuantaClock};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};
use kernel::problem::Problem;
use std::net::Ipv6Addr;
use std::num::NonZeroU32;
use std::sync::Arc;

/// The limiters of one program.
#[derive(Clone)]
pub struct Limits {
    general: Arc<DefaultKeyedRateLimiter<String>>,
    sign_in: Arc<DefaultKeyedRateLimiter<String>>,
    clock: QuantaClock,
    trust_forwarded: bool,
}

impl std::fmt::Debug for Limits {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Limits")
    }
}

impl Limits {
    /// Limits as the settings say.
    #[must_use]
    pub fn new(app: &App) -> Self {
        let number = |n: u32| NonZeroU32::new(n).unwrap_or(NonZeroU32::MIN);
        let general = Quota::per_second(number(app.settings.requests_per_second))
            .allow_burst(number(app.settings.requests_per_second.saturating_mul(10)));
        let sign_in = Quota::per_minute(number(app.settings.sign_ins_per_minute));
        Self {
            general: Arc::new(RateLimiter::keyed(general)),
            sign_in: Arc::new(RateLimiter::keyed(sign_in)),
            clock: QuantaClock::default(),
            trust_forwarded: app.settings.trust_forwarded,
        }
    }

    /// Forgets addresses that have been quiet.
    pub fn forget_idle(&self) {
        self.general.retain_recent();
        self.sign_in.retain_recent();
    }
}

/// Whom a limit is for: an IPv4 address, or the /64 network of an IPv6 one, whose holder can use every address in it.
fn neighbourhood(address: String) -> String {
    match address.parse::<Ipv6Addr>() {
        Ok(six) if six.to_ipv4_mapped().is_none() => {
            let [a, b, c, d, ..] = six.segments();
            format!("{a:x}:{b:x}:{c:x}:{d:x}::/64")
        }
        _ => address,
    }
}

/// Refuses with 429 and `Retry-After` what comes too fast.
pub async fn layer(State(limits): State<Limits>, request: Request, next: Next) -> Response {
    let (parts, body) = request.into_parts();
    let address = call::address(&parts, limits.trust_forwarded);
    let signing_in = parts.method == axum::http::Method::POST && parts.uri.path() == "/api/v1/session";
    let limiter = if signing_in { &limits.sign_in } else { &limits.general };
    if let Err(until) = limiter.check_key(&neighbourhood(address)) {
        let seconds = until.wait_time_from(limits.clock.now()).as_secs() + 1;
        return Failure::from(Problem::too_many(seconds)).into_response();
    }
    next.run(Request::from_parts(parts, body)).await
}

#[cfg(test)]
mod tests {
    use super::neighbourhood;

    #[test]
    fn an_ipv6_network_is_one_visitor() {
        let key = |address: &str| neighbourhood(address.to_owned());
        assert_eq!(key("2001:db8:1:2::1"), key("2001:db8:1:2:ffff::9"));
        assert_ne!(key("2001:db8:1:2::1"), key("2001:db8:1:3::1"));
        assert_ne!(key("::ffff:10.0.0.1"), key("::ffff:10.0.0.2"));
        assert_eq!(key("10.0.0.1"), "10.0.0.1");
    }
}
