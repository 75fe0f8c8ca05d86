//! The GB 35181 suggestion for facts typed in, and the words to type them with. Nothing is stored.

use super::{READ, WRITE};
use crate::model::{Judge, Judgement, Vocabulary};
use crate::rules::judge::{edition, suggest, vocabulary as words};
use chrono::NaiveDate;
use kernel::problem::{FieldProblem, Problem};
use store::Ctx;

/// What the edition in force on the day suggests.
///
/// # Errors
/// 403 without any permission about visits, 422 on facts the edition does not know or a day before the first edition.
pub fn judge(ctx: &Ctx, input: &Judge) -> Result<Judgement, Problem> {
    if !ctx.caller.may(WRITE) {
        ctx.caller.require(READ)?;
    }
    if input.kinds.len() > MOST_KINDS {
        let fault = FieldProblem::new("/kinds", "max", format!("场所类型最多{MOST_KINDS}种"));
        return Err(Problem::invalid(vec![fault]));
    }
    suggest(edition("/date", input.date)?, &input.facts, &input.kinds)
}

/// Most kinds one judgement takes; no premises are of more.
const MOST_KINDS: usize = 20;

/// What the edition in force on the day asks about premises of some kinds.
///
/// # Errors
/// 422 on a kind the edition does not know or a day before the first edition.
pub fn vocabulary(date: NaiveDate, kinds: &[String]) -> Result<Vocabulary, Problem> {
    words(edition("/date", date)?, kinds)
}
