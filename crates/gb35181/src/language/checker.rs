//! The type checker: turns the tree as written into a [`Condition`] over the declared names.

use super::condition::{Comparison, Condition, Macro, Order, Quantity};
use super::problem::LanguageProblem;
use super::syntax::{Amount, Syntax, Word};
use crate::members::Members;
use crate::nearest::nearest;
use crate::vocabulary::{Input, Kind, Shape};

/// The names an expression may use.
pub(crate) struct Scope<'a> {
    pub(crate) inputs: &'a [Input],
    pub(crate) kinds: &'a [Kind],
    /// Only the macros declared so far, so that none can refer to itself.
    pub(crate) macros: &'a [Macro],
    /// Whether the table has the systems of annex A.
    pub(crate) systems: bool,
}

/// The name of the built-in condition of annex A.
pub(super) const EVERY_SYSTEM_FAULTY: &str = "every_system_faulty";

/// Checks names and types.
///
/// # Errors
/// The first name that is not declared, or is used as what it is not.
pub(super) fn check(syntax: &Syntax, scope: &Scope<'_>) -> Result<Condition, LanguageProblem> {
    match syntax {
        Syntax::Name(word) => scope.named(word),
        Syntax::Recorded { value, input } => {
            let index = scope.input(input)?;
            let verb = if *value { "yes" } else { "no" };
            if scope.inputs[index].shape != Shape::Bool {
                return Err(scope.mistyped(input, index, &format!("{verb}(…) 只能用于是非类输入")));
            }
            Ok(Condition::Recorded { input: index, value: *value })
        }
        Syntax::Kind(words) => {
            words.iter().map(|word| scope.kind(word)).collect::<Result<_, _>>().map(Condition::Kind)
        }
        Syntax::Compare { left, order, right } => scope.comparison(left, *order, right),
        Syntax::Among { left, negated, values } => scope.among(left, *negated, values),
        Syntax::Not(inner) => Ok(Condition::Not(Box::new(check(inner, scope)?))),
        Syntax::All(parts) => Ok(Condition::All(scope.each(parts)?)),
        Syntax::Any(parts) => Ok(Condition::Any(scope.each(parts)?)),
    }
}

impl Scope<'_> {
    fn each(&self, parts: &[Syntax]) -> Result<Vec<Condition>, LanguageProblem> {
        parts.iter().map(|part| check(part, self)).collect()
    }

    fn named(&self, word: &Word) -> Result<Condition, LanguageProblem> {
        if let Some(index) = self.macros.iter().position(|candidate| candidate.name == word.text) {
            return Ok(Condition::Macro(index));
        }
        if word.text == EVERY_SYSTEM_FAULTY && self.systems {
            return Ok(Condition::EverySystemFaulty);
        }
        if let Some(input) = self.inputs.iter().find(|input| input.name == word.text) {
            let advice = match input.shape {
                Shape::Bool => format!("请写 yes({0}) 或 no({0})", word.text),
                Shape::Number { .. } => format!("请写比较,例如 {} > 0", word.text),
                Shape::Enum { .. } => format!("请写取值,例如 {} in (…)", word.text),
                _ => "场所类别用 kind(…) 判断,附录 A 用 every_system_faulty".to_owned(),
            };
            return Err(LanguageProblem::new(word.at, format!("输入“{}”不能单独作条件", word.text), advice));
        }
        let known = self.macros.iter().map(|known| known.name.as_str());
        Err(unknown("宏", word, known, "宏须先声明再使用"))
    }

    fn input(&self, word: &Word) -> Result<usize, LanguageProblem> {
        self.inputs.iter().position(|input| input.name == word.text).ok_or_else(|| {
            let known = self.inputs.iter().map(|input| input.name.as_str());
            unknown("输入", word, known, "请先在 inputs 中声明")
        })
    }

    fn kind(&self, word: &Word) -> Result<usize, LanguageProblem> {
        self.kinds.iter().position(|kind| kind.id == word.text).ok_or_else(|| {
            let known = self.kinds.iter().map(|kind| kind.id.as_str());
            unknown("场所类别", word, known, "请先在 kinds 中声明")
        })
    }

    fn number(&self, word: &Word) -> Result<usize, LanguageProblem> {
        let index = self.input(word)?;
        match self.inputs[index].shape {
            Shape::Number { .. } => Ok(index),
            _ => Err(self.mistyped(word, index, "大小比较只能用于数值输入")),
        }
    }

    fn comparison(&self, left: &Word, order: Order, right: &Amount) -> Result<Condition, LanguageProblem> {
        let left = self.number(left)?;
        let right = match right {
            Amount::Number(number) => Quantity::Number(*number),
            Amount::Input(word) => Quantity::Input(self.number(word)?),
            Amount::Share { share, of } => Quantity::Share { share: *share, of: self.number(of)? },
        };
        Ok(Condition::Compare(Comparison { left, order, right }))
    }

    fn among(&self, left: &Word, negated: bool, words: &[Word]) -> Result<Condition, LanguageProblem> {
        let input = self.input(left)?;
        let Shape::Enum { values } = &self.inputs[input].shape else {
            return Err(self.mistyped(left, input, "==、!=、in 只能用于列出取值的输入"));
        };
        let position = |word: &Word| {
            values.iter().position(|value| *value == word.text).ok_or_else(|| {
                let message = format!("“{}”不是“{}”的取值", word.text, left.text);
                LanguageProblem::new(word.at, message, format!("可用的取值:{}", values.join("、")))
            })
        };
        let values = words.iter().map(position).collect::<Result<Members, _>>()?;
        Ok(Condition::Among { input, values, negated })
    }

    fn mistyped(&self, word: &Word, index: usize, rule: &str) -> LanguageProblem {
        let shape = self.inputs[index].shape.shown();
        LanguageProblem::new(word.at, format!("“{}”是{shape}", word.text), rule)
    }
}

fn unknown<'a>(
    what: &str,
    word: &Word,
    known: impl Iterator<Item = &'a str>,
    otherwise: &str,
) -> LanguageProblem {
    let advice = match nearest(&word.text, known) {
        Some(close) => format!("是否想写“{close}”?{otherwise}"),
        None => otherwise.to_owned(),
    };
    LanguageProblem::new(word.at, format!("没有声明的{what}“{}”", word.text), advice)
}

#[cfg(test)]
#[path = "checker_tests.rs"]
mod tests;
