use rust_decimal::Decimal;

use super::problem::LanguageProblem;

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Token {
    /// A keyword, name or enumerated value.
    Word(String),
    /// A number, with the text it was written as.
    Number(Decimal, String),
    /// A percentage, already divided by one hundred.
    Percentage(Decimal),
    /// One of `( ) , < <= > >= == !=`.
    Symbol(&'static str),
    End,
}

impl Token {
    /// How an error message names the token.
    pub(super) fn shown(&self) -> String {
        match self {
            Self::Word(text) | Self::Number(_, text) => format!("“{text}”"),
            Self::Percentage(share) => format!("“{}%”", (*share * Decimal::ONE_HUNDRED).normalize()),
            Self::Symbol(symbol) => format!("“{symbol}”"),
            Self::End => "表达式结尾".to_owned(),
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Lexeme {
    pub(super) token: Token,
    pub(super) at: usize,
}

/// Longest first, so that `<=` is not read as `<` and `=`.
const SYMBOLS: [&str; 9] = ["<=", ">=", "==", "!=", "(", ")", ",", "<", ">"];

/// Splits an expression into tokens; the last one is always [`Token::End`].
pub(super) fn lex(text: &str) -> Result<Vec<Lexeme>, LanguageProblem> {
    let mut lexemes = Vec::new();
    let mut at = 0;
    while let Some(first) = text[at..].chars().next() {
        let rest = &text[at..];
        if first.is_whitespace() {
            at += first.len_utf8();
            continue;
        }
        let (token, length) = if starts_name(first) {
            let length = length_while(rest, continues_name);
            (Token::Word(rest[..length].to_owned()), length)
        } else if first.is_ascii_digit() {
            number(rest, at)?
        } else if let Some(symbol) = SYMBOLS.into_iter().find(|symbol| rest.starts_with(symbol)) {
            (Token::Symbol(symbol), symbol.len())
        } else {
            return Err(stray(first, at));
        };
        lexemes.push(Lexeme { token, at });
        at += length;
    }
    lexemes.push(Lexeme { token: Token::End, at: text.len() });
    Ok(lexemes)
}

/// Whether a declared name can be written in an expression at all.
pub(crate) fn is_name(text: &str) -> bool {
    text.chars().next().is_some_and(starts_name) && text.chars().all(continues_name)
}

fn starts_name(character: char) -> bool {
    character.is_alphabetic() || character == '_'
}

fn continues_name(character: char) -> bool {
    character.is_alphanumeric() || character == '_'
}

fn length_while(text: &str, accept: impl Fn(char) -> bool) -> usize {
    text.find(|character| !accept(character)).unwrap_or(text.len())
}

/// More digits could not be multiplied with a recorded number exactly.
const MOST_DIGITS: usize = 8;

fn number(rest: &str, at: usize) -> Result<(Token, usize), LanguageProblem> {
    let length = length_while(rest, |character| character.is_ascii_digit() || character == '.');
    let written = &rest[..length];
    let digits = written.bytes().filter(u8::is_ascii_digit).count();
    let value = written
        .parse::<Decimal>()
        .ok()
        .filter(|_| digits <= MOST_DIGITS && !written.ends_with('.'))
        .ok_or_else(|| {
            let advice = format!("请写成 3、0.8 或 80% 这样的数,最多 {MOST_DIGITS} 位数字");
            LanguageProblem::new(at, format!("“{written}”不是可用的数"), advice)
        })?;
    if rest[length..].starts_with('%') {
        return Ok((Token::Percentage(value / Decimal::ONE_HUNDRED), length + 1));
    }
    Ok((Token::Number(value, written.to_owned()), length))
}

fn stray(character: char, at: usize) -> LanguageProblem {
    let advice = match character {
        // The full-width ( ) , < > = % that Chinese input methods give.
        '\u{ff08}' | '\u{ff09}' | '\u{ff0c}' | '\u{ff1c}' | '\u{ff1e}' | '\u{ff1d}' | '\u{ff05}' => {
            "请改用半角符号"
        }
        '=' => "相等请写 ==",
        '!' => "否定请写 not,不等请写 !=",
        '\'' | '"' | '“' | '”' => "取值不加引号,直接写,例如 hazard_class == 甲",
        _ => "只能用名称、数、括号、逗号、比较号和 and、or、not、in、of",
    };
    LanguageProblem::new(at, format!("不认识的字符“{character}”"), advice)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tokens(text: &str) -> Vec<Token> {
        lex(text).unwrap().into_iter().map(|lexeme| lexeme.token).collect()
    }

    fn word(text: &str) -> Token {
        Token::Word(text.to_owned())
    }

    #[test]
    fn words_symbols_numbers_and_percentages_are_told_apart() {
        assert_eq!(
            tokens("a_1<=80% of 乙,(0.5)!=x"),
            [
                word("a_1"),
                Token::Symbol("<="),
                Token::Percentage("0.8".parse().unwrap()),
                word("of"),
                word("乙"),
                Token::Symbol(","),
                Token::Symbol("("),
                Token::Number("0.5".parse().unwrap(), "0.5".to_owned()),
                Token::Symbol(")"),
                Token::Symbol("!="),
                word("x"),
                Token::End,
            ]
        );
    }

    #[test]
    fn every_symbol_is_read_whole() {
        for symbol in SYMBOLS {
            assert_eq!(tokens(symbol), [Token::Symbol(symbol), Token::End], "{symbol}");
        }
    }

    #[test]
    fn offsets_count_bytes_and_the_end_stands_at_the_length() {
        let offsets: Vec<usize> = lex(" 甲 < 3").unwrap().iter().map(|lexeme| lexeme.at).collect();
        assert_eq!(offsets, [1, 5, 7, 8]);
    }

    #[test]
    fn eight_digits_are_accepted_and_nine_are_not() {
        assert_eq!(
            tokens("12345.678")[0],
            Token::Number("12345.678".parse().unwrap(), "12345.678".to_owned())
        );
        let problem = lex("x < 12345.6789").unwrap_err();
        assert_eq!(problem.at, 4);
        assert_eq!(problem.message, "“12345.6789”不是可用的数");
        assert_eq!(problem.advice, "请写成 3、0.8 或 80% 这样的数,最多 8 位数字");
    }

    #[test]
    fn a_number_with_two_points_or_a_trailing_point_is_refused() {
        assert_eq!(lex("1.2.3").unwrap_err().message, "“1.2.3”不是可用的数");
        assert_eq!(lex("2.").unwrap_err().message, "“2.”不是可用的数");
    }

    #[test]
    fn a_stray_character_says_what_to_write_instead() {
        for (text, at, advice) in [
            ("a \u{ff08} b", 2, "请改用半角符号"),
            ("a \u{ff05} b", 2, "请改用半角符号"),
            ("a = b", 2, "相等请写 =="),
            ("!a", 0, "否定请写 not,不等请写 !="),
            ("a == '甲'", 5, "取值不加引号,直接写,例如 hazard_class == 甲"),
            ("a + b", 2, "只能用名称、数、括号、逗号、比较号和 and、or、not、in、of"),
        ] {
            let problem = lex(text).unwrap_err();
            assert_eq!((problem.at, problem.advice.as_str()), (at, advice), "{text}");
        }
        assert_eq!(lex("a + b").unwrap_err().message, "不认识的字符“+”");
    }

    #[test]
    fn a_name_starts_with_a_letter_and_goes_on_with_letters_digits_and_underscores() {
        assert!(is_name("a1_甲"));
        assert!(is_name("_a"));
        for text in ["", "1a", "a b", "a-b"] {
            assert!(!is_name(text), "{text}");
        }
    }

    #[test]
    fn tokens_are_shown_as_they_were_written() {
        let shown: Vec<String> = tokens("a 1.50 80% (").iter().map(Token::shown).collect();
        assert_eq!(shown, ["“a”", "“1.50”", "“80%”", "“(”", "表达式结尾"]);
    }
}
