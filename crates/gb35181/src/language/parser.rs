//! Recursive descent, one function per grammar symbol.

use super::condition::Order;
use super::lexer::{Lexeme, Token, lex};
use super::problem::LanguageProblem;
use super::syntax::{Amount, Syntax, Word};

/// Words that cannot be the name of an input, kind or macro.
pub(super) const KEYWORDS: [&str; 8] = ["and", "or", "not", "in", "of", "yes", "no", "kind"];

/// Nesting beyond this is a mistake, and would only serve to overflow the stack.
const DEEPEST: usize = 32;

/// Reads one expression.
///
/// # Errors
/// The first place where the text leaves the grammar.
pub(super) fn parse(text: &str) -> Result<Syntax, LanguageProblem> {
    let mut parser = Parser { lexemes: lex(text)?, next: 0, depth: 0 };
    let syntax = parser.condition()?;
    match parser.token() {
        Token::End => Ok(syntax),
        _ => Err(parser.unexpected("and、or 或表达式结尾", "并列条件用 and 或 or 连接")),
    }
}

struct Parser {
    lexemes: Vec<Lexeme>,
    next: usize,
    depth: usize,
}

impl Parser {
    fn condition(&mut self) -> Result<Syntax, LanguageProblem> {
        self.depth += 1;
        if self.depth > DEEPEST {
            let message = format!("括号或 not 嵌套超过 {DEEPEST} 层");
            return Err(LanguageProblem::new(self.at(), message, "请拆成几个宏"));
        }
        let mut branches = vec![self.conjunction()?];
        while self.take_word("or") {
            branches.push(self.conjunction()?);
        }
        self.depth -= 1;
        Ok(single_or(branches, Syntax::Any))
    }

    fn conjunction(&mut self) -> Result<Syntax, LanguageProblem> {
        let mut parts = vec![self.negation()?];
        while self.take_word("and") {
            parts.push(self.negation()?);
        }
        Ok(single_or(parts, Syntax::All))
    }

    fn negation(&mut self) -> Result<Syntax, LanguageProblem> {
        let mut turned = false;
        while self.take_word("not") {
            turned = !turned;
        }
        let primary = self.primary()?;
        Ok(if turned { Syntax::Not(Box::new(primary)) } else { primary })
    }

    fn primary(&mut self) -> Result<Syntax, LanguageProblem> {
        if self.take_symbol("(") {
            let inner = self.condition()?;
            self.close()?;
            return Ok(inner);
        }
        let value = self.take_word("yes");
        if value || self.take_word("no") {
            self.open()?;
            let input = self.name("输入名")?;
            self.close()?;
            return Ok(Syntax::Recorded { value, input });
        }
        if self.take_word("kind") {
            return Ok(Syntax::Kind(self.list("场所类别")?));
        }
        let left = self.name("条件")?;
        self.test(left)
    }

    /// What may follow a name: a comparison, a membership, or nothing (then it is a macro).
    fn test(&mut self, left: Word) -> Result<Syntax, LanguageProblem> {
        if let Token::Symbol(symbol) = *self.token() {
            if let Some(order) = Order::from_symbol(symbol) {
                self.next += 1;
                let right = self.amount()?;
                return Ok(Syntax::Compare { left, order, right });
            }
            if symbol == "==" || symbol == "!=" {
                self.next += 1;
                let values = vec![self.value()?];
                return Ok(Syntax::Among { left, negated: symbol == "!=", values });
            }
        }
        let negated = self.take_word("not");
        if self.take_word("in") {
            let values = self.list("取值")?;
            return Ok(Syntax::Among { left, negated, values });
        }
        if negated {
            return Err(self.unexpected("in", "名称后的 not 只能写成 not in (…)"));
        }
        Ok(Syntax::Name(left))
    }

    fn amount(&mut self) -> Result<Amount, LanguageProblem> {
        match *self.token() {
            Token::Number(number, _) => {
                self.next += 1;
                Ok(Amount::Number(number))
            }
            Token::Percentage(share) => {
                self.next += 1;
                if !self.take_word("of") {
                    return Err(self.unexpected("of", "百分数要说明是谁的,例如 80% of exit_width_required_m"));
                }
                Ok(Amount::Share { share, of: self.name("输入名")? })
            }
            _ => Ok(Amount::Input(self.name("数、百分数或输入名")?)),
        }
    }

    fn list(&mut self, what: &str) -> Result<Vec<Word>, LanguageProblem> {
        self.open()?;
        let mut words = vec![self.value_named(what)?];
        while self.take_symbol(",") {
            words.push(self.value_named(what)?);
        }
        self.close()?;
        Ok(words)
    }

    fn value(&mut self) -> Result<Word, LanguageProblem> {
        self.value_named("取值")
    }

    /// An enumerated value may also look like a number (`load_class != 3`).
    fn value_named(&mut self, what: &str) -> Result<Word, LanguageProblem> {
        if let Token::Number(_, text) = self.token() {
            let word = Word { text: text.clone(), at: self.at() };
            self.next += 1;
            return Ok(word);
        }
        self.name(what)
    }

    fn name(&mut self, what: &str) -> Result<Word, LanguageProblem> {
        match self.token() {
            Token::Word(text) if !KEYWORDS.contains(&text.as_str()) => {
                let word = Word { text: text.clone(), at: self.at() };
                self.next += 1;
                Ok(word)
            }
            _ => Err(self.unexpected(what, "请检查此处是否漏写或多写")),
        }
    }

    fn open(&mut self) -> Result<(), LanguageProblem> {
        if self.take_symbol("(") {
            Ok(())
        } else {
            Err(self.unexpected("“(”", "请在此处加左括号"))
        }
    }

    fn close(&mut self) -> Result<(), LanguageProblem> {
        if self.take_symbol(")") {
            Ok(())
        } else {
            Err(self.unexpected("“)”", "请在此处加右括号"))
        }
    }

    fn take_word(&mut self, wanted: &str) -> bool {
        let found = matches!(self.token(), Token::Word(text) if text == wanted);
        self.next += usize::from(found);
        found
    }

    fn take_symbol(&mut self, wanted: &str) -> bool {
        let found = matches!(self.token(), Token::Symbol(symbol) if *symbol == wanted);
        self.next += usize::from(found);
        found
    }

    fn unexpected(&self, wanted: &str, advice: &str) -> LanguageProblem {
        LanguageProblem::new(self.at(), format!("应为{wanted},却是{}", self.token().shown()), advice)
    }

    // The last lexeme is `End` and is never taken, so `next` always points at a lexeme.
    fn token(&self) -> &Token {
        &self.lexemes[self.next].token
    }

    fn at(&self) -> usize {
        self.lexemes[self.next].at
    }
}

fn single_or(mut parts: Vec<Syntax>, join: impl Fn(Vec<Syntax>) -> Syntax) -> Syntax {
    if parts.len() == 1 { parts.swap_remove(0) } else { join(parts) }
}

#[cfg(test)]
#[path = "parser_tests.rs"]
mod tests;
