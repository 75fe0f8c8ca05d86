//! Schemas of the types whose JSON is a string or a number of a certain form.

use utoipa::openapi::RefOr;
use utoipa::openapi::schema::{KnownFormat, Object, ObjectBuilder, Schema, SchemaFormat, Type};
use utoipa::{PartialSchema, ToSchema};

use crate::date::Month;
use crate::identity::{CreditCode, Phone, ResidentNumber};
use crate::page::{Cursor, Limit};
use crate::region::RegionCode;
use crate::time::Timestamp;

fn string(description: &str) -> ObjectBuilder {
    ObjectBuilder::new().schema_type(Type::String).description(Some(description))
}

fn schema(object: impl Into<Object>) -> RefOr<Schema> {
    RefOr::T(Schema::Object(object.into()))
}

/// The schema of every id: a string of format uuid.
#[must_use]
pub fn id_schema() -> RefOr<Schema> {
    schema(
        ObjectBuilder::new()
            .schema_type(Type::String)
            .format(Some(SchemaFormat::KnownFormat(KnownFormat::Uuid))),
    )
}

macro_rules! schemas {
    ($($type:ty => $object:expr;)+) => { $(
        impl PartialSchema for $type {
            fn schema() -> RefOr<Schema> {
                schema($object)
            }
        }

        impl ToSchema for $type {}
    )+ };
}

schemas! {
    Timestamp => string("An instant in UTC (RFC 3339).")
        .format(Some(SchemaFormat::KnownFormat(KnownFormat::DateTime)));
    RegionCode => string("An administrative region, 12 digits filled up with zeros.").pattern(Some("^[0-9]{12}$"));
    Month => string("A month in Asia/Shanghai.").pattern(Some("^[0-9]{4}-[0-9]{2}$"));
    CreditCode => string("统一社会信用代码 (GB 32100-2015).").pattern(Some("^[0-9A-HJ-NP-RTUWXY]{18}$"));
    ResidentNumber => string("公民身份号码 (GB 11643-1999).").pattern(Some("^[1-9][0-9]{16}[0-9X]$"));
    Phone => string("A telephone number.");
    Cursor => string("Where a page begins; opaque.");
    Limit => ObjectBuilder::new()
        .schema_type(Type::Integer)
        .minimum(Some(1))
        .maximum(Some(Limit::MAX))
        .default(Some(Limit::DEFAULT.into()));
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::id::CaseId;
    use crate::page::Page;
    use crate::problem::Problem;

    fn of<T: ToSchema>() -> Value {
        serde_json::to_value(T::schema()).unwrap()
    }

    #[test]
    fn strings_have_their_format_or_pattern() {
        assert_eq!(of::<CaseId>(), json!({"type": "string", "format": "uuid"}));
        assert_eq!(CaseId::name(), "CaseId");
        assert_eq!(of::<Timestamp>()["format"], "date-time");
        assert_eq!(of::<RegionCode>()["pattern"], "^[0-9]{12}$");
        assert_eq!(of::<Month>()["pattern"], "^[0-9]{4}-[0-9]{2}$");
        assert_eq!(of::<CreditCode>()["type"], "string");
        let limit = of::<Limit>();
        assert_eq!(
            (&limit["minimum"], &limit["maximum"], &limit["default"]),
            (&json!(1), &json!(200), &json!(50))
        );
    }

    #[test]
    fn a_problem_and_a_page_are_objects_with_their_members() {
        let problem = serde_json::to_string(&of::<crate::problem::ProblemBody>()).unwrap();
        for member in ["type", "title", "status", "detail", "code", "fields", "hint"] {
            assert!(problem.contains(&format!("\"{member}\"")), "{member} in {problem}");
        }
        assert_eq!(Problem::name(), "Problem");
        let page = of::<Page<CaseId>>();
        assert_eq!(page["properties"]["items"]["type"], "array");
        assert_eq!(page["required"], json!(["items"]));
    }
}
