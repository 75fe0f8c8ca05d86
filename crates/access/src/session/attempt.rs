//! One try of a password: held back after failures, counted, audited.

use super::failures::{self, address_subject, login_subject};
use crate::Access;
use crate::rules::back_off::{self, FREE_BY_ADDRESS, FREE_BY_LOGIN, Failures};
use crate::rules::password;
use crate::user::StoredUser;
use kernel::identity::mask_name;
use kernel::problem::Problem;
use kernel::time::Timestamp;
use serde_json::json;
use store::audit::Entry;
use store::context::Env;
use store::{Caller, Ctx, Tx, Via};

/// Whose password is tried, and from where.
pub(super) struct Attempt<'a> {
    /// Login in the form that is stored.
    pub(super) login: &'a str,
    /// Address, when known.
    pub(super) address: Option<&'a str>,
    /// Password.
    pub(super) password: &'a str,
}

/// 429 with the time still to wait.
fn locked(seconds: u64) -> Problem {
    let mut problem = Problem::too_many(seconds).with_code("locked");
    problem.title = "登录已暂停".to_owned();
    problem.detail = format!("登录失败次数过多，请在 {} 后再试", back_off::in_words(seconds));
    problem
}

/// 401 that does not say which of the two was wrong.
fn wrong(failures: &Failures, now: Timestamp) -> Problem {
    let mut problem = Problem::unauthorised().with_code("wrong_credentials");
    problem.title = "登录失败".to_owned();
    problem.detail = match back_off::wait(Some(failures), now) {
        Some(seconds) => format!("账号或密码不正确，请在 {} 后再试", back_off::in_words(seconds)),
        None => {
            let left = back_off::tries_left(failures, FREE_BY_LOGIN);
            format!("账号或密码不正确，再失败 {left} 次将暂停登录")
        }
    };
    problem
}

impl Attempt<'_> {
    /// Refuses while the login or the address has to wait.
    async fn waiting(&self, tx: &Tx, now: Timestamp) -> Result<(), Problem> {
        let mut subjects = vec![login_subject(self.login)];
        subjects.extend(self.address.map(address_subject));
        let found = failures::many(tx, &subjects).await?;
        let longest = found.values().filter_map(|failures| back_off::wait(Some(failures), now)).max();
        longest.map_or(Ok(()), |seconds| Err(locked(seconds)))
    }
}

impl Access {
    /// Checks a password and answers the transaction in which a success goes on; a failure is counted and committed here.
    /// Unknown logins take as long as known ones, and of tries made at once no more succeed than one after the other.
    ///
    /// # Errors
    /// 429 while waiting, 401 on a wrong login or password.
    pub(super) async fn attempt(
        &self,
        env: &Env,
        attempt: &Attempt<'_>,
        user: Option<&StoredUser>,
        caller: Caller,
    ) -> Result<Ctx, Problem> {
        let before = env.database.read().await?;
        let now = env.clock.now();
        attempt.waiting(&before, now).await?;
        before.rollback().await?;
        let stored = user.and_then(|user| user.password_hash.clone());
        let password = attempt.password.to_owned();
        let fits = password::off_thread(move || password::fits(&password, stored.as_deref())).await?;
        let ctx = env.write(if fits { caller } else { nobody(attempt.address) }).await?;
        let subject = login_subject(attempt.login);
        let failed = failures::hold(&ctx.tx, &subject, ctx.now).await?;
        attempt.waiting(&ctx.tx, ctx.now).await?;
        if fits {
            failures::forget(&ctx.tx, &subject).await?;
            return Ok(ctx);
        }
        let failed = back_off::failed(failed.as_ref(), ctx.now, FREE_BY_LOGIN);
        failures::put(&ctx.tx, &subject, &failed).await?;
        if let Some(subject) = attempt.address.map(address_subject) {
            let by_address = failures::hold(&ctx.tx, &subject, ctx.now).await?;
            failures::put(
                &ctx.tx,
                &subject,
                &back_off::failed(by_address.as_ref(), ctx.now, FREE_BY_ADDRESS),
            )
            .await?;
        }
        ctx.audit(Entry {
            action: "session.fail",
            object_kind: "user",
            object_id: user.map(|user| user.id.as_uuid()),
            // What was typed as a login may be a password, so an unknown one is not written down.
            summary: match user {
                Some(user) => format!("账号“{}”登录失败", user.login),
                None => format!(
                    "未知账号“{}”登录失败",
                    mask_name(&attempt.login.chars().take(3).collect::<String>())
                ),
            },
            detail: json!({ "failures": failed.count, "locked_until": failed.locked_until }),
            rows: &[],
        })
        .await?;
        let problem = wrong(&failed, ctx.now);
        ctx.commit().await?;
        Err(problem)
    }
}

/// Whoever has not signed in.
fn nobody(address: Option<&str>) -> Caller {
    let mut caller = Caller::system("未登录", Via::Session);
    caller.address = address.map(str::to_owned);
    caller
}
