//! Kinds of organisations.

use serde::{Deserialize, Serialize};

/// What an organisation is.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, utoipa::ToSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum OrganisationKind {
    /// 人民政府.
    Government,
    /// 消防安全委员会及其办公室.
    Commission,
    /// 部门.
    Department,
    /// 消防救援机构.
    FireAuthority,
    /// 镇街.
    Town,
    /// 村居.
    Village,
    /// 消防工作站.
    Station,
    /// 单位.
    Unit,
    /// 其他.
    Other,
}

impl OrganisationKind {
    /// All kinds.
    pub const ALL: [Self; 9] = [
        Self::Government,
        Self::Commission,
        Self::Department,
        Self::FireAuthority,
        Self::Town,
        Self::Village,
        Self::Station,
        Self::Unit,
        Self::Other,
    ];

    /// The stable word for columns and the API.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Government => "government",
            Self::Commission => "commission",
            Self::Department => "department",
            Self::FireAuthority => "fire_authority",
            Self::Town => "town",
            Self::Village => "village",
            Self::Station => "station",
            Self::Unit => "unit",
            Self::Other => "other",
        }
    }

    /// The word for people.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Government => "人民政府",
            Self::Commission => "消防安全委员会",
            Self::Department => "部门",
            Self::FireAuthority => "消防救援机构",
            Self::Town => "镇街",
            Self::Village => "村居",
            Self::Station => "消防工作站",
            Self::Unit => "单位",
            Self::Other => "其他",
        }
    }

    /// The kind of a word made by [`OrganisationKind::code`].
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kind_has_one_word_in_columns_and_in_json() {
        for kind in OrganisationKind::ALL {
            assert_eq!(OrganisationKind::from_code(kind.code()), Some(kind));
            assert_eq!(serde_json::to_string(&kind).unwrap(), format!("\"{}\"", kind.code()));
        }
        assert_eq!(OrganisationKind::from_code("ministry"), None);
    }
}
