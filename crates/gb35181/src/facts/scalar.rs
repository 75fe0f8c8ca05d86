//! Plain values: yes or no, numbers, one of a list.

use rust_decimal::Decimal;
use serde_json::{Number, Value as Json};

use crate::record::Value;
use crate::vocabulary::Shape;

/// A JSON number has at most 20 digits; within these bounds its product with any share in a table (8 digits) is exact.
const LARGEST: i64 = 1_000_000_000_000;
const MOST_DECIMALS: u32 = 20;

/// Reads one value; the error is the message without the field.
pub(super) fn read(shape: &Shape, value: &Json) -> Result<Value, String> {
    let wrong_type = || format!("应为{},实为 {value}", shape.shown());
    match (shape, value) {
        (Shape::Bool, Json::Bool(value)) => Ok(Value::Bool(*value)),
        (Shape::Number { integer, positive }, Json::Number(number)) => {
            checked(decimal(number)?, *integer, *positive).map(Value::Number)
        }
        (Shape::Enum { values }, Json::String(text)) => choice(values, text),
        (Shape::Enum { values }, Json::Number(number)) => {
            choice(values, &decimal(number)?.normalize().to_string())
        }
        _ => Err(wrong_type()),
    }
}

/// The decimal as written: the shortest text that stands for the JSON number.
fn decimal(number: &Number) -> Result<Decimal, String> {
    let text = number.to_string();
    let parsed = if text.contains(['e', 'E']) {
        Decimal::from_scientific(&text)
    } else {
        Decimal::from_str_exact(&text)
    };
    parsed
        .ok()
        .filter(|value| value.abs() <= Decimal::from(LARGEST))
        .filter(|value| value.scale() <= MOST_DECIMALS)
        .ok_or_else(|| format!("{text} 超出可精确计算的范围(绝对值不超过一万亿,小数不超过 20 位)"))
}

fn checked(number: Decimal, integer: bool, positive: bool) -> Result<Decimal, String> {
    if positive && number <= Decimal::ZERO {
        return Err(format!("要作为比例的分母,应大于 0,实为 {number}"));
    }
    if number < Decimal::ZERO {
        return Err(format!("不应小于 0,实为 {number}"));
    }
    if integer && !number.is_integer() {
        return Err(format!("应为整数,实为 {number}"));
    }
    Ok(number)
}

fn choice(values: &[String], text: &str) -> Result<Value, String> {
    values
        .iter()
        .position(|value| value == text)
        .map(Value::Choice)
        .ok_or_else(|| format!("应为 {} 之一,实为 {text}", values.join("、")))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn number(value: &Json) -> Result<Value, String> {
        read(&Shape::Number { integer: false, positive: false }, value)
    }

    fn exact(text: &str) -> Result<Value, String> {
        Ok(Value::Number(text.parse().unwrap()))
    }

    #[test]
    fn numbers_keep_the_decimals_they_were_written_with() {
        assert_eq!(number(&json!(3.16)), exact("3.16"));
        assert_eq!(number(&json!(0.1)), exact("0.1"));
        assert_eq!(number(&json!(4)), exact("4"));
        assert_eq!(number(&json!(1e-7)), exact("0.0000001"));
        assert_eq!(number(&json!(0)), exact("0"));
    }

    #[test]
    fn numbers_beyond_exact_arithmetic_are_refused() {
        assert_eq!(number(&json!(1_000_000_000_000_i64)), exact("1000000000000"));
        for value in [json!(1_000_000_000_001_i64), json!(1e13), json!(1e300), json!(1e-21), json!(1e-300)] {
            assert!(number(&value).unwrap_err().contains("超出可精确计算的范围"), "{value}");
        }
        assert_eq!(number(&json!(1e-20)), exact("0.00000000000000000001"));
    }

    #[test]
    fn negative_numbers_fractions_of_counts_and_zero_divisors_are_refused() {
        let count = Shape::Number { integer: true, positive: false };
        let divisor = Shape::Number { integer: false, positive: true };
        assert_eq!(number(&json!(-0.5)), Err("不应小于 0,实为 -0.5".to_owned()));
        assert_eq!(read(&count, &json!(2.5)), Err("应为整数,实为 2.5".to_owned()));
        assert_eq!(read(&count, &json!(2.0)).unwrap(), Value::Number(2.into()));
        assert_eq!(read(&divisor, &json!(0)), Err("要作为比例的分母,应大于 0,实为 0".to_owned()));
        assert_eq!(read(&divisor, &json!(-1)), Err("要作为比例的分母,应大于 0,实为 -1".to_owned()));
        assert_eq!(read(&divisor, &json!(0.01)), exact("0.01"));
    }

    #[test]
    fn a_listed_value_may_be_written_as_number_or_text() {
        let grade = Shape::Enum { values: ["1", "2"].map(str::to_owned).to_vec() };
        assert_eq!(read(&grade, &json!(2)), Ok(Value::Choice(1)));
        assert_eq!(read(&grade, &json!(2.0)), Ok(Value::Choice(1)));
        assert_eq!(read(&grade, &json!("1")), Ok(Value::Choice(0)));
        assert_eq!(read(&grade, &json!(3)), Err("应为 1、2 之一,实为 3".to_owned()));
        assert_eq!(read(&grade, &json!(true)), Err("应为列出的取值之一,实为 true".to_owned()));
    }

    #[test]
    fn a_wrong_type_names_what_is_expected_and_what_came() {
        assert_eq!(read(&Shape::Bool, &json!(true)), Ok(Value::Bool(true)));
        assert_eq!(read(&Shape::Bool, &json!("是")), Err("应为是非值(true 或 false),实为 \"是\"".to_owned()));
        assert_eq!(read(&Shape::Bool, &json!(1)), Err("应为是非值(true 或 false),实为 1".to_owned()));
        assert_eq!(number(&json!("3")), Err("应为数,实为 \"3\"".to_owned()));
        let count = Shape::Number { integer: true, positive: false };
        assert_eq!(read(&count, &json!([])), Err("应为整数,实为 []".to_owned()));
    }
}
