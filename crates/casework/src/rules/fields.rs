//! Values of a form against its fields.

use chrono::{Datelike, NaiveDate};
use kernel::problem::FieldProblem;
use kernel::text::normalise;
use pack::lifecycle::{Field, FieldType};
use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// Longest text without a `max` of its own.
const LONGEST: i64 = 10_000;
/// Most people one list names.
const MOST_PEOPLE: usize = 100;
/// Longest name or title of a person.
const LONGEST_NAME: usize = 50;

/// Code lists by code: item code to name.
pub type Lists = BTreeMap<String, BTreeMap<String, String>>;

/// Whether a value counts as not filled; text nobody can see is not filled either.
#[must_use]
pub fn is_blank(value: Option<&Value>) -> bool {
    match value {
        None | Some(Value::Null) => true,
        Some(Value::String(text)) => normalise(text).is_empty(),
        Some(Value::Array(items)) => items.is_empty(),
        Some(_) => false,
    }
}

/// Checks values against the fields of a form; answers every fault with a pointer below `/fields`.
#[must_use]
pub fn check_fields(fields: &[Field], values: &Map<String, Value>, lists: &Lists) -> Vec<FieldProblem> {
    let mut faults = Vec::new();
    for field in fields {
        let value = values.get(&field.code);
        if is_blank(value) {
            if field.required {
                faults.push(fault(&field.code, "required", format!("请填写{}", field.label)));
            }
            continue;
        }
        if let Some(Err((code, message))) = value.map(|value| check(field, value, lists)) {
            faults.push(fault(&field.code, code, format!("{}{message}", field.label)));
        }
    }
    for code in values.keys().filter(|code| !fields.iter().any(|field| field.code == **code)) {
        faults.push(fault(code, "unknown", format!("表单没有“{code}”这一项")));
    }
    faults
}

pub(super) fn fault(field: &str, code: &str, message: impl Into<String>) -> FieldProblem {
    FieldProblem::new("", code, message).below(field).below("fields")
}

type Check = Result<(), (&'static str, String)>;

fn check(field: &Field, value: &Value, lists: &Lists) -> Check {
    match field.kind {
        FieldType::Text | FieldType::LongText => text(field, value),
        FieldType::Integer => integer(field, value),
        FieldType::Date => date(value).map(|_| ()).ok_or(("date", "须为日期，如2024-10-10".into())),
        FieldType::Boolean => value.is_boolean().then_some(()).ok_or(("type", "须为是或否".into())),
        FieldType::Choice => choice(field, value, lists),
        FieldType::Choices => {
            let items = value.as_array().ok_or(("type", "须为多个选项".to_owned()))?;
            items.iter().try_for_each(|item| choice(field, item, lists))
        }
        FieldType::People => people(value),
        FieldType::Post => value
            .as_str()
            .and_then(|text| text.parse::<Uuid>().ok())
            .map(|_| ())
            .ok_or(("post", "须选择一个岗位".into())),
    }
}

fn text(field: &Field, value: &Value) -> Check {
    let text = value.as_str().ok_or(("type", "须为文字".to_owned()))?;
    let longest = field.max.unwrap_or(LONGEST);
    let length = i64::try_from(text.chars().count()).unwrap_or(i64::MAX);
    if length > longest {
        return Err(("max", format!("最多{longest}个字，现有{length}个字")));
    }
    if field.kind == FieldType::Text && text.contains(['\n', '\r']) {
        return Err(("lines", "只能填写一行".into()));
    }
    Ok(())
}

fn integer(field: &Field, value: &Value) -> Check {
    let number = value.as_i64().ok_or(("type", "须为整数".to_owned()))?;
    if let Some(min) = field.min.filter(|min| number < *min) {
        return Err(("min", format!("不能小于{min}")));
    }
    if let Some(max) = field.max.filter(|max| number > *max) {
        return Err(("max", format!("不能大于{max}")));
    }
    Ok(())
}

fn choice(field: &Field, value: &Value, lists: &Lists) -> Check {
    let code = value.as_str().ok_or(("type", "须为选项".to_owned()))?;
    let known = match &field.list {
        // A list the pack does not hold cannot refuse anything; `qutu pack check` finds it.
        Some(list) => lists.get(list).is_none_or(|items| items.contains_key(code)),
        None => field.choices.contains_key(code),
    };
    known.then_some(()).ok_or(("choice", format!("没有选项“{code}”")))
}

fn people(value: &Value) -> Check {
    let all_named = value.as_array().filter(|_| names(value).is_some());
    let people = all_named.ok_or(("people", "须逐人填写姓名和职务".to_owned()))?;
    if people.len() > MOST_PEOPLE {
        return Err(("max", format!("最多{MOST_PEOPLE}人，现有{}人", people.len())));
    }
    let tidy = |person: &Value| {
        person.as_object().is_some_and(|parts| {
            parts.iter().all(|(part, value)| {
                let text = value.as_str().filter(|text| text.chars().count() <= LONGEST_NAME);
                matches!(part.as_str(), "name" | "title") && (text.is_some() || value.is_null())
            })
        })
    };
    if people.iter().all(tidy) {
        return Ok(());
    }
    Err(("people", format!("只填写姓名和职务，各不超过{LONGEST_NAME}字")))
}

/// A civil date as forms carry it: ten characters, in a year that work can be about. Dates are compared as text below, so
/// years of other lengths must not get in.
#[must_use]
pub(super) fn date(value: &Value) -> Option<NaiveDate> {
    let text = value.as_str().filter(|text| text.len() == 10)?;
    text.parse().ok().filter(|date: &NaiveDate| (1900..2200).contains(&date.year()))
}

/// The names of a list of people as they are compared, each with characters that can be seen.
#[must_use]
pub(super) fn names(value: &Value) -> Option<Vec<String>> {
    let people = value.as_array()?;
    let name = |person: &Value| {
        let name = normalise(person.get("name")?.as_str()?);
        (!name.is_empty()).then_some(name)
    };
    people.iter().map(name).collect()
}

/// How many different people a list names.
#[must_use]
pub fn distinct_people(value: Option<&Value>) -> usize {
    value.and_then(names).map_or(0, |names| names.into_iter().collect::<BTreeSet<_>>().len())
}
