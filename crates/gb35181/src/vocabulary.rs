//! What a rule table lets an inspector record.

use serde::Serialize;

/// One thing that can be recorded of a premises, by its name in `inputs`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Input {
    /// Key in a case's `inputs`, for example `exit_width_m`.
    pub name: String,
    /// Chinese label for forms and reasons.
    pub label: String,
    /// What may be recorded.
    #[serde(flatten)]
    pub shape: Shape,
    /// Unit of a number, for example `m`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
}

/// The type of an input, and the JSON it is recorded as.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "type", rename_all = "lowercase")]
pub enum Shape {
    /// `true` or `false`.
    Bool,
    /// A number, zero or more.
    Number {
        /// Counts take no fraction.
        integer: bool,
        /// Zero is refused, because a rule divides by it.
        positive: bool,
    },
    /// One of a list of values, as text (`"甲"`) or, where it looks like one, as a number (`1`).
    Enum {
        /// Everything that may be recorded.
        values: Vec<String>,
    },
    /// A list of premises kinds.
    Kinds,
    /// A list of systems (annex A).
    Systems,
    /// System to list of fault ids (annex A).
    Faults,
    /// Clause to flags, see [`RuleTable::flags`](crate::RuleTable::flags).
    Flags,
}

impl Shape {
    /// The Chinese word for what is expected, as error messages say it.
    #[must_use]
    pub fn shown(&self) -> &'static str {
        match self {
            Self::Bool => "是非值(true 或 false)",
            Self::Number { integer: true, .. } => "整数",
            Self::Number { .. } => "数",
            Self::Enum { .. } => "列出的取值之一",
            Self::Kinds => "场所类别的列表",
            Self::Systems => "系统的列表",
            Self::Faults => "系统到故障列表的对照",
            Self::Flags => "条款到排除情形的对照",
        }
    }
}

/// A kind of premises, for example `shop`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Kind {
    /// As written in `kinds`.
    pub id: String,
    /// Chinese label.
    pub label: String,
}

/// A system of annex A with its faults.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct System {
    /// As written in `required_systems` and as key in `system_faults`.
    pub id: String,
    /// Chinese label.
    pub label: String,
    /// What counts as not working.
    pub faults: Vec<Fault>,
}

/// A fault of annex A, for example `A.1.1`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Fault {
    /// As written in `system_faults`.
    pub id: String,
    /// Condensed wording.
    pub text: String,
}
