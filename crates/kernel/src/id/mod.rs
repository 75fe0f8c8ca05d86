//! Identifiers: time-ordered UUIDs in newtypes, so that a case can never be passed where a person is meant.
//!
//! An id is written in one form only, 36 characters with hyphens; ids therefore compare as text as they do as values.

mod source;

pub use source::{IdSource, SeededIds, SystemIds};

use uuid::Uuid;

/// The text is not an id. The message names the text, shortened to 40 characters.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("编号“{text}”格式不正确，应为 36 位带连字符的标识")]
pub struct IdError {
    text: String,
}

/// Reads the one accepted form: 8-4-4-4-12 hexadecimal digits with hyphens, either case.
#[doc(hidden)]
pub fn parse_uuid(text: &str) -> Result<Uuid, IdError> {
    let error = || IdError { text: text.chars().take(40).collect() };
    if text.len() != 36 {
        return Err(error());
    }
    Uuid::try_parse(text).map_err(|_| error())
}

/// Declares id newtypes over [`uuid::Uuid`]: `Copy`, ordered by time of making, written as text in JSON and in paths.
///
/// ```
/// kernel::define_id! {
///     /// A hydrant.
///     pub struct HydrantId;
/// }
/// let ids = kernel::id::SeededIds::new(1);
/// let id = HydrantId::generate(&ids);
/// assert_eq!(id.to_string().parse::<HydrantId>(), Ok(id));
/// ```
#[macro_export]
macro_rules! define_id {
    ($($(#[$meta:meta])* $vis:vis struct $name:ident);+ $(;)?) => { $(
        $(#[$meta])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        $vis struct $name($crate::__private::Uuid);

        impl $name {
            /// Wraps a UUID read from the database.
            #[must_use]
            $vis const fn from_uuid(uuid: $crate::__private::Uuid) -> Self {
                Self(uuid)
            }

            /// The UUID inside, for a database column.
            #[must_use]
            $vis const fn as_uuid(&self) -> $crate::__private::Uuid {
                self.0
            }

            /// The next id of `ids`.
            #[must_use]
            $vis fn generate(ids: &dyn $crate::id::IdSource) -> Self {
                Self(ids.next())
            }
        }

        impl ::core::fmt::Debug for $name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                ::core::write!(f, "{}({})", ::core::stringify!($name), self.0)
            }
        }

        impl ::core::fmt::Display for $name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                ::core::fmt::Display::fmt(&self.0, f)
            }
        }

        impl ::core::str::FromStr for $name {
            type Err = $crate::id::IdError;

            fn from_str(text: &str) -> ::core::result::Result<Self, Self::Err> {
                $crate::id::parse_uuid(text).map(Self)
            }
        }

        impl ::core::convert::From<$crate::__private::Uuid> for $name {
            fn from(uuid: $crate::__private::Uuid) -> Self {
                Self(uuid)
            }
        }

        impl ::core::convert::From<$name> for $crate::__private::Uuid {
            fn from(id: $name) -> Self {
                id.0
            }
        }

        impl $crate::__private::serde::Serialize for $name {
            fn serialize<S: $crate::__private::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> $crate::__private::serde::Deserialize<'de> for $name {
            fn deserialize<D: $crate::__private::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::core::result::Result<Self, D::Error> {
                let text: ::std::borrow::Cow<'de, str> =
                    $crate::__private::serde::Deserialize::deserialize(deserializer)?;
                text.parse().map_err($crate::__private::serde::de::Error::custom)
            }
        }

        $crate::__id_schema!($name);
    )+ };
}

/// The schema half of [`define_id!`]; decided by this crate's feature, not by the caller's.
#[cfg(not(feature = "openapi"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __id_schema {
    ($name:ident) => {};
}

/// The schema half of [`define_id!`]; decided by this crate's feature, not by the caller's.
#[cfg(feature = "openapi")]
#[doc(hidden)]
#[macro_export]
macro_rules! __id_schema {
    ($name:ident) => {
        impl $crate::__private::utoipa::PartialSchema for $name {
            fn schema()
            -> $crate::__private::utoipa::openapi::RefOr<$crate::__private::utoipa::openapi::schema::Schema>
            {
                $crate::__private::id_schema()
            }
        }

        impl $crate::__private::utoipa::ToSchema for $name {}
    };
}

define_id! {
    /// An organisation: a department, a town government, a fire station.
    pub struct OrgId;
    /// A post in an organisation; duties and inboxes hang on posts, not on people.
    pub struct PostId;
    /// A natural person known to the directory.
    pub struct PersonId;
    /// A sign-in account.
    pub struct UserId;
    /// A case of the ledger, whatever its kind.
    pub struct CaseId;
    /// A unit (单位): the legal person or household answerable for premises.
    pub struct UnitId;
    /// Premises (场所): a place that can burn.
    pub struct PremisesId;
    /// A building that premises stand in.
    pub struct BuildingId;
    /// A party to the use of a building or premises: owner, landlord, tenant.
    pub struct LeaseId;
    /// A fire-safety post of a unit and who holds it.
    pub struct ResponsibleId;
    /// A kind of fire facility in a building or premises.
    pub struct FacilityId;
    /// One inspection visit.
    pub struct InspectionId;
    /// A stored file.
    pub struct FileId;
    /// An official document issued by the system.
    pub struct DocumentId;
    /// A signed-in session.
    pub struct SessionId;
    /// A job of the queue.
    pub struct JobId;
    /// A notice in the outbox.
    pub struct NoticeId;
    /// A key for programs.
    pub struct ApiKeyId;
    /// A record of the audit chain.
    pub struct AuditId;
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "018d8a1e-6c00-7000-8000-000000000001";

    #[test]
    fn an_id_reads_and_writes_one_form() {
        let id: CaseId = TEXT.parse().unwrap();
        assert_eq!(id.to_string(), TEXT);
        assert_eq!(format!("{id:?}"), format!("CaseId({TEXT})"));
        assert_eq!(TEXT.to_uppercase().parse::<CaseId>().unwrap(), id);
        assert_eq!(CaseId::from_uuid(id.as_uuid()), id);
        assert_eq!(CaseId::from(Uuid::from(id)), id);
    }

    #[test]
    fn other_spellings_of_a_uuid_are_refused() {
        for text in ["", "1", "018d8a1e6c0070008000000000000001", "{018d8a1e-6c00-7000-8000-000000000001}"] {
            assert!(text.parse::<CaseId>().is_err(), "{text}");
        }
        let error = "018d8a1e-6c00-7000-8000-00000000000g".parse::<CaseId>().unwrap_err();
        assert_eq!(
            error.to_string(),
            "编号“018d8a1e-6c00-7000-8000-00000000000g”格式不正确，应为 36 位带连字符的标识"
        );
        let long = "很".repeat(60).parse::<CaseId>().unwrap_err();
        assert_eq!(long.to_string().matches('很').count(), 40);
    }

    #[test]
    fn an_id_is_a_string_in_json() {
        let id: UnitId = TEXT.parse().unwrap();
        let json = serde_json::to_string(&id).unwrap();
        assert_eq!(json, format!("\"{TEXT}\""));
        assert_eq!(serde_json::from_str::<UnitId>(&json).unwrap(), id);
        assert!(
            serde_json::from_str::<UnitId>("\"x\"").unwrap_err().to_string().contains("编号“x”格式不正确")
        );
        assert!(serde_json::from_str::<UnitId>("7").is_err());
    }
}
