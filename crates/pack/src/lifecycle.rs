//! A lifecycle: the states, actions, clocks and fields of one kind of case (事项), as data.
//!
//! The case engine interprets these types; it knows no kind by name. Shapes follow the ledger entry:
//! found -> assigned -> planned -> fixing -> reported -> verified -> closed, with dated marks beside the state.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The eight classes every pack state belongs to. Lists and counters know only these and the marks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StateClass {
    /// Found or assigned, nobody has planned yet (待办).
    Open,
    /// A rectification plan exists (已定方案).
    Planned,
    /// Being fixed (整改中).
    Doing,
    /// The fixer says it is fixed (已报整改).
    Reported,
    /// Somebody else is checking, or has checked and closing is due (核查中).
    Verifying,
    /// Closed by proof (已销号).
    Closed,
    /// Waiting for somebody outside, for instance a transfer receipt (等待).
    Waiting,
    /// Voided with a reason (作废).
    Void,
}

impl StateClass {
    /// All classes in ledger order.
    pub const ALL: [Self; 8] = [
        Self::Open,
        Self::Planned,
        Self::Doing,
        Self::Reported,
        Self::Verifying,
        Self::Closed,
        Self::Waiting,
        Self::Void,
    ];

    /// Whether the case still counts as open work.
    #[must_use]
    pub const fn is_open(self) -> bool {
        !matches!(self, Self::Closed | Self::Void)
    }

    /// The word stored in the database and sent over the API.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Planned => "planned",
            Self::Doing => "doing",
            Self::Reported => "reported",
            Self::Verifying => "verifying",
            Self::Closed => "closed",
            Self::Waiting => "waiting",
            Self::Void => "void",
        }
    }

    /// Reads [`StateClass::code`] back.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|class| class.code() == code)
    }
}

/// One kind of case.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Lifecycle {
    /// Kind code, for instance `hazard`.
    pub kind: String,
    /// Chinese name of the kind, for instance 火灾隐患.
    pub name: String,
    /// The closing word of the kind (销号, 办结, 摘牌, 结案).
    pub closing_word: String,
    /// State a new case starts in.
    pub initial: String,
    /// Who opens a case of this kind, and about what.
    #[serde(default, skip_serializing_if = "Opening::is_plain")]
    pub opening: Opening,
    /// What other bodies are asked for: receipts, opinions, signatures.
    #[serde(default, rename = "request", skip_serializing_if = "Vec::is_empty")]
    pub requests: Vec<Request>,
    /// Clocks that start when a case is opened. A clock with a `field` takes its day from the case form.
    #[serde(default)]
    pub starts: Vec<String>,
    /// Fields of the case form.
    #[serde(default, rename = "field")]
    pub fields: Vec<Field>,
    /// States.
    #[serde(rename = "state")]
    pub states: Vec<State>,
    /// Actions.
    #[serde(rename = "action")]
    pub actions: Vec<Action>,
    /// Clocks.
    #[serde(default, rename = "clock")]
    pub clocks: Vec<Clock>,
    /// Marks that actions may set.
    #[serde(default, rename = "mark")]
    pub marks: Vec<Mark>,
    /// Parameters with their source; actions refer to them by code.
    #[serde(default, rename = "parameter")]
    pub parameters: Vec<Parameter>,
}

/// Who opens a case by hand, and about what.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Opening {
    /// Roles that may open one by hand; none means every role with the permission.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub roles: Vec<String>,
    /// What it is about.
    #[serde(skip_serializing_if = "About::is_any")]
    pub about: About,
    /// Two or three capital letters of its numbers, for instance `WJ`; absent: taken from the kind.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub series: Option<String>,
    /// The post that opens a case keeps it on its own desk (承办) instead of handing it to the roles of the state.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub keeps: bool,
}

impl Opening {
    fn is_plain(&self) -> bool {
        *self == Self::default()
    }
}

/// What a case of a kind is about.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum About {
    /// Premises, or a region.
    #[default]
    Any,
    /// Premises.
    Premises,
    /// A region: the city, a county, a town.
    Region,
}

impl About {
    fn is_any(&self) -> bool {
        *self == Self::Any
    }
}

/// Something other bodies are asked for: each addressee has a line of its own, answered by its own post.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Request {
    /// Code, unique in the lifecycle.
    pub code: String,
    /// Chinese name, for instance 征求意见.
    pub name: String,
    /// What is asked.
    pub kind: RequestKind,
}

/// What addressees are asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RequestKind {
    /// A receipt (签收).
    Receipt,
    /// An opinion (征求意见): none, or one in words.
    Opinion,
    /// A signature (会签): signed, or refused with a reason.
    Countersign,
}

impl RequestKind {
    /// The word in the pack and over the API.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Receipt => "receipt",
            Self::Opinion => "opinion",
            Self::Countersign => "countersign",
        }
    }
}

/// How far a request must have come before an action.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Need {
    /// Request.
    pub request: String,
    /// How far.
    pub until: Until,
}

/// How far a request has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Until {
    /// Every addressee has answered.
    Answered,
    /// Every addressee has answered, or its last day has passed; silence is noted.
    Settled,
    /// Every addressee has answered and none has refused.
    Agreed,
}

/// A state of a lifecycle.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct State {
    /// Code, unique in the lifecycle.
    pub code: String,
    /// Chinese name.
    pub name: String,
    /// Class the lists know.
    pub class: StateClass,
    /// Roles that are expected to act: the case stands in their inbox.
    #[serde(default)]
    pub owners: Vec<String>,
    /// Why an open state needs neither owner nor clock, when it has none.
    #[serde(default)]
    pub unowned_because: Option<String>,
    /// Position on the drawn line of states; states off the line have none.
    #[serde(default)]
    pub line: Option<u32>,
}

/// Something a person does to a case.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Action {
    /// Code, unique in the lifecycle.
    pub code: String,
    /// Chinese name as on the button.
    pub name: String,
    /// States it starts from.
    pub from: Vec<String>,
    /// State it ends in; `"="` keeps the state (extension, mark, note), `"<"` returns to the state before the last move.
    pub to: String,
    /// Roles that may do it.
    pub roles: Vec<String>,
    /// Every one of these marks must be set.
    #[serde(default)]
    pub requires_marks: Vec<String>,
    /// None of these marks may be set.
    #[serde(default)]
    pub forbids_marks: Vec<String>,
    /// The actor must not have done any of these actions on this case since it last stood in an earlier round
    /// (second person: the fixer never verifies).
    #[serde(default)]
    pub different_from: Vec<String>,
    /// The actor must be the one who did the last move (撤回).
    #[serde(default)]
    pub only_last_actor: bool,
    /// The number of named people who decide together, as a parameter code (集体讨论).
    #[serde(default)]
    pub collective: Option<String>,
    /// The actor's organisation must be a fire authority.
    #[serde(default)]
    pub fire_authority_only: bool,
    /// Evidence this action needs.
    #[serde(default)]
    pub evidence: Option<EvidenceNeed>,
    /// Fields asked when acting.
    #[serde(default, rename = "field")]
    pub fields: Vec<Field>,
    /// Marks set, dated with the day of the action.
    #[serde(default)]
    pub sets: Vec<String>,
    /// Marks cleared.
    #[serde(default)]
    pub clears: Vec<String>,
    /// Asks the bodies named in the field `addressees` of this action, until the date field `reply_by` if it has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub asks: Option<String>,
    /// How far requests must have come.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub needs: Vec<Need>,
    /// Only the post the case was handed to (承办岗位) may do it, when there is one.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub owner_only: bool,
    /// Clocks started.
    #[serde(default)]
    pub starts: Vec<String>,
    /// Clocks stopped.
    #[serde(default)]
    pub stops: Vec<String>,
    /// Clocks suspended.
    #[serde(default)]
    pub suspends: Vec<String>,
    /// Clocks resumed.
    #[serde(default)]
    pub resumes: Vec<String>,
    /// Clock whose due day is replaced by the date field `due` of this action (延期).
    #[serde(default)]
    pub extends: Option<String>,
    /// Paper this action issues, a document code of the pack.
    #[serde(default)]
    pub document: Option<String>,
    /// Which earlier or present action's actor and organisation is told, besides the owners of the new state.
    #[serde(default)]
    pub notifies: Vec<String>,
    /// Hands the case to another organisation chosen in the reference field `to_post` (移交); receipt by another action.
    #[serde(default)]
    pub transfers: bool,
    /// Buttons with this flag ask for confirmation and stand apart.
    #[serde(default)]
    pub danger: bool,
    /// Text shown under the button.
    #[serde(default)]
    pub hint: Option<String>,
}

/// Evidence an action needs before it may happen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EvidenceNeed {
    /// Least number of files.
    pub min: u32,
    /// Stage the files must carry, one of [`EVIDENCE_STAGES`].
    pub stage: String,
    /// What to attach, in Chinese.
    pub label: String,
    /// Refuses files whose bytes prove another case already.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub fresh: bool,
}

/// Stages that evidence can carry: before and after the fix, at the check, at the look-back, and papers.
pub const EVIDENCE_STAGES: &[&str] = &["before", "after", "verify", "look_back", "paper"];

/// A field of a form.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Field {
    /// Code, the key in the JSON.
    pub code: String,
    /// Chinese label.
    pub label: String,
    /// Type.
    #[serde(rename = "type")]
    pub kind: FieldType,
    /// Whether it must be filled.
    #[serde(default)]
    pub required: bool,
    /// Longest text in characters, or largest number.
    #[serde(default)]
    pub max: Option<i64>,
    /// Smallest number.
    #[serde(default)]
    pub min: Option<i64>,
    /// Choices of an enum: code to Chinese name.
    #[serde(default)]
    pub choices: BTreeMap<String, String>,
    /// Choices come from this code list of the pack instead.
    #[serde(default)]
    pub list: Option<String>,
    /// Help under the field.
    #[serde(default)]
    pub hint: Option<String>,
    /// A date that cannot lie ahead: something that has happened.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub past: bool,
}

/// Types a form field can have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FieldType {
    /// One line.
    Text,
    /// Several lines.
    LongText,
    /// Whole number.
    Integer,
    /// Civil date, `YYYY-MM-DD`.
    Date,
    /// True or false.
    Boolean,
    /// One code out of `choices` or `list`.
    Choice,
    /// Several codes.
    Choices,
    /// A list of people: `[{name, title}]`; used for collective decisions.
    People,
    /// Id of a post.
    Post,
    /// Ids of posts.
    Posts,
    /// Id of an organisation.
    Organisation,
    /// Ids of organisations.
    Organisations,
    /// Code of a department of the pack.
    Department,
    /// Codes of departments of the pack.
    Departments,
    /// A paper that exists: `{title, number, date}`.
    Document,
    /// Id of a file sent before.
    File,
}

impl FieldType {
    /// The word in the pack and over the API.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::LongText => "long_text",
            Self::Integer => "integer",
            Self::Date => "date",
            Self::Boolean => "boolean",
            Self::Choice => "choice",
            Self::Choices => "choices",
            Self::People => "people",
            Self::Post => "post",
            Self::Posts => "posts",
            Self::Organisation => "organisation",
            Self::Organisations => "organisations",
            Self::Department => "department",
            Self::Departments => "departments",
            Self::Document => "document",
            Self::File => "file",
        }
    }

    /// Whether a field of this type names bodies that can be asked.
    #[must_use]
    pub const fn names_bodies(self) -> bool {
        matches!(self, Self::Posts | Self::Organisations | Self::Departments)
    }

    /// Whether a field of this type serves where the other is wanted: a text of either length does.
    #[must_use]
    pub fn fits(self, wanted: Self) -> bool {
        let text = |kind| matches!(kind, Self::Text | Self::LongText);
        self == wanted || (text(self) && text(wanted))
    }
}

/// A statutory or agreed clock.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Clock {
    /// Code, unique in the lifecycle.
    pub code: String,
    /// Chinese name.
    pub name: String,
    /// Unit of `amount`.
    pub unit: ClockUnit,
    /// Length; 0 with `unit = "date"`.
    #[serde(default)]
    pub amount: u32,
    /// For `unit = "date"`: the action field that holds the due day. For the others: the action field that holds the
    /// starting day, else the day of the action.
    #[serde(default)]
    pub field: Option<String>,
    /// Legal basis in Chinese, for instance 消防监督检查规定第二十一条.
    pub basis: String,
    /// Where the figure was taken from.
    #[serde(default)]
    pub source: Option<String>,
    /// How sure the figure is.
    pub certainty: Certainty,
    /// Whether its due day is the due day of the case while it runs.
    #[serde(default)]
    pub sets_due: bool,
    /// Days before the due day on which owners are reminded.
    #[serde(default)]
    pub remind_before: Vec<u32>,
}

/// Units of a clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ClockUnit {
    /// Chinese working days with make-up days; the starting day is not counted.
    WorkingDays,
    /// Calendar days; the starting day is not counted.
    Days,
    /// Hours from the instant of the action.
    Hours,
    /// Until the date in a field of the action.
    Date,
}

/// How sure a figure is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Certainty {
    /// The text was read.
    Verified,
    /// Not read: shown to the user as a parameter to be confirmed (未核实).
    Unverified,
}

/// A dated mark a case may carry beside its state.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mark {
    /// Code: `major`, `extended`, `listed`, `relapsed`, `use_stopped`, `transferred`…
    pub code: String,
    /// Chinese name.
    pub name: String,
    /// Whether the mark stands for danger, and so takes the accent colour.
    #[serde(default)]
    pub danger: bool,
    /// The system sets it (判定建议, 大数据预警), not an action.
    #[serde(default)]
    pub by_system: bool,
}

/// A number with its source.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Parameter {
    /// Code.
    pub code: String,
    /// Chinese name.
    pub name: String,
    /// Value in force.
    pub value: i64,
    /// Legal basis or source.
    pub source: String,
    /// How sure it is.
    pub certainty: Certainty,
    /// Values that replace `value` when the case's rule edition is the key, for instance `{"2017" = 3}`.
    #[serde(default)]
    pub by_edition: BTreeMap<String, i64>,
}

impl Lifecycle {
    /// The state with this code.
    #[must_use]
    pub fn state(&self, code: &str) -> Option<&State> {
        self.states.iter().find(|state| state.code == code)
    }

    /// The action with this code.
    #[must_use]
    pub fn action(&self, code: &str) -> Option<&Action> {
        self.actions.iter().find(|action| action.code == code)
    }

    /// The clock with this code.
    #[must_use]
    pub fn clock(&self, code: &str) -> Option<&Clock> {
        self.clocks.iter().find(|clock| clock.code == code)
    }

    /// The request with this code.
    #[must_use]
    pub fn request(&self, code: &str) -> Option<&Request> {
        self.requests.iter().find(|request| request.code == code)
    }

    /// The value of a parameter for a rule edition.
    #[must_use]
    pub fn parameter(&self, code: &str, edition: Option<&str>) -> Option<i64> {
        let parameter = self.parameters.iter().find(|parameter| parameter.code == code)?;
        Some(edition.and_then(|e| parameter.by_edition.get(e)).copied().unwrap_or(parameter.value))
    }
}
