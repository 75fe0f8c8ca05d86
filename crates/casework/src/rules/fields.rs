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
pub fn check_fields(
    fields: &[Field],
    values: &Map<String, Value>,
    today: NaiveDate,
    lists: &Lists,
) -> Vec<FieldProblem> {
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
        } else if field.past && value.and_then(date).is_some_and(|day| day > today) {
            faults.push(fault(&field.code, "future", format!("{}不能晚于今天", field.label)));
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
        FieldType::Post => id(value).ok_or(("post", "须选择一个岗位".into())),
        FieldType::Organisation => id(value).ok_or(("organisation", "须选择一个单位".into())),
        FieldType::File => id(value).ok_or(("file", "须上传一个文件".into())),
        FieldType::Department => department(value, lists),
        FieldType::Posts => several(value, &|item| id(item).ok_or(("post", "须选择岗位".into()))),
        FieldType::Organisations => {
            several(value, &|item| id(item).ok_or(("organisation", "须选择单位".into())))
        }
        FieldType::Departments => several(value, &|item| department(item, lists)),
        FieldType::Document => document(value),
    }
}

fn id(value: &Value) -> Option<()> {
    value.as_str()?.parse::<Uuid>().ok().map(|_| ())
}

/// A list without repeats, every item good.
fn several(value: &Value, good: &dyn Fn(&Value) -> Check) -> Check {
    let items = value.as_array().ok_or(("type", "须为多个选项".to_owned()))?;
    if items.len() > MOST_BODIES {
        return Err(("max", format!("最多{MOST_BODIES}个，现有{}个", items.len())));
    }
    items.iter().try_for_each(good)?;
    let different: BTreeSet<&str> = items.iter().filter_map(Value::as_str).collect();
    if different.len() == items.len() { Ok(()) } else { Err(("repeated", "有重复".into())) }
}

fn department(value: &Value, lists: &Lists) -> Check {
    let code = value.as_str().ok_or(("type", "须选择部门".to_owned()))?;
    let known = lists.get(DEPARTMENTS).is_none_or(|items| items.contains_key(code));
    known.then_some(()).ok_or(("department", format!("没有部门“{code}”")))
}

/// A paper that exists: its title, its number and its day, nothing else.
fn document(value: &Value) -> Check {
    let parts = value.as_object().ok_or(("document", "须填写文件标题、文号和日期".to_owned()))?;
    let known = parts.keys().all(|key| matches!(key.as_str(), "title" | "number" | "date"));
    let line = |key: &str, most: usize| {
        let text = parts.get(key).and_then(Value::as_str).map(str::trim).unwrap_or_default();
        !normalise(text).is_empty() && text.chars().count() <= most && !text.contains(['\n', '\r'])
    };
    if known && line("title", 200) && line("number", 100) && parts.get("date").and_then(date).is_some() {
        return Ok(());
    }
    Err(("document", "须填写文件标题（200字内）、文号（100字内）和成文日期".into()))
}

/// The code list that holds the departments of the pack.
pub(crate) const DEPARTMENTS: &str = "departments";
/// Most bodies one field names.
const MOST_BODIES: usize = 300;

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
pub(crate) fn date(value: &Value) -> Option<NaiveDate> {
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
