//! Numbers of cells: added exactly to six decimals.

use serde_json::{Number, Value};

const MICRO: f64 = 1_000_000.0;

/// A number in millionths; none for anything else.
#[must_use]
pub fn micro(value: &Value) -> Option<i128> {
    let number = value.as_f64()?;
    #[expect(clippy::cast_possible_truncation, reason = "a cell holds at most 15 digits")]
    Some((number * MICRO).round() as i128)
}

/// Millionths as a number: whole when it is whole.
#[must_use]
pub fn value(micro: i128) -> Value {
    if micro % 1_000_000 == 0 {
        return i64::try_from(micro / 1_000_000).map_or(Value::Null, Value::from);
    }
    #[expect(clippy::cast_precision_loss, reason = "a cell holds at most 15 digits")]
    let number = micro as f64 / MICRO;
    Number::from_f64(number).map_or(Value::Null, Value::Number)
}

/// A number as it is written: without trailing zeros.
#[must_use]
pub fn text(value: &Value) -> Option<String> {
    match value {
        Value::Null => None,
        Value::String(text) => Some(text.clone()),
        Value::Bool(yes) => Some(if *yes { "是" } else { "否" }.to_owned()),
        Value::Number(number) => Some(number.to_string()),
        other => Some(other.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn tenths_add_up_exactly() {
        let sum: i128 = [json!(0.1), json!(0.2)].iter().filter_map(micro).sum();
        assert_eq!(value(sum), json!(0.3));
        assert_eq!(value(3_000_000), json!(3));
        assert_eq!(micro(&json!("3")), None);
        assert_eq!(text(&json!(true)).as_deref(), Some("是"));
    }
}
