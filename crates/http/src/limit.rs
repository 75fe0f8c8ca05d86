//! Rate limits: a generous one for every address, a strict one for signing in.

use crate::{App, Failure, call};
use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use governor::clock::{Clock as _, QuantaClock};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};
use kernel::problem::Problem;
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

/// Refuses with 429 and `Retry-After` what comes too fast.
pub async fn layer(State(limits): State<Limits>, request: Request, next: Next) -> Response {
    let (parts, body) = request.into_parts();
    let address = call::address(&parts, limits.trust_forwarded);
    let signing_in = parts.method == axum::http::Method::POST && parts.uri.path() == "/api/v1/session";
    let limiter = if signing_in { &limits.sign_in } else { &limits.general };
    if let Err(until) = limiter.check_key(&address) {
        let seconds = until.wait_time_from(limits.clock.now()).as_secs() + 1;
        return Failure::from(Problem::too_many(seconds)).into_response();
    }
    next.run(Request::from_parts(parts, body)).await
}
