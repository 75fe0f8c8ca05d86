//! A visit: what comes in, what is stored, what is shown.

use super::{InspectionRow, Inspector, Judgement};
use casework::answer::CaseRow;
use chrono::NaiveDate;
use kernel::id::{FileId, InspectionId, PersonId, PremisesId, UnitId, UserId};
use registry::model::{Named, RegionColumns};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use store::{FromRow, Row, StoreError};
use utoipa::ToSchema;

/// Input for a new visit.
#[derive(Debug, Clone, PartialEq, Deserialize, ToSchema)]
pub struct NewInspection {
    /// Premises.
    pub premises_id: PremisesId,
    /// Day of the visit; never in the future.
    pub inspected_on: NaiveDate,
    /// Code of the checklist answered.
    pub checklist: String,
    /// Answers; every question once.
    pub answers: Vec<Answer>,
    /// Further facts of GB 35181 found on site; `null` withdraws one that was known.
    #[serde(default)]
    #[schema(value_type = Object)]
    pub facts: Map<String, Value>,
    /// Kinds in the words of the standard; absent means those of the kind of premises.
    #[serde(default)]
    pub kinds: Option<Vec<String>>,
    /// Remark.
    #[serde(default)]
    pub note: Option<String>,
    /// Id made on the device; sending the same visit again answers the first.
    #[serde(default)]
    pub client_id: Option<String>,
}

/// What the inspector found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// 合格.
    Pass,
    /// 不合格.
    Fail,
    /// 不涉及.
    Na,
}

/// An answer as it comes in.
#[derive(Debug, Clone, PartialEq, Deserialize, ToSchema)]
pub struct Answer {
    /// Code of the question.
    pub item: String,
    /// What was found.
    pub result: Outcome,
    /// Remark.
    #[serde(default)]
    pub note: Option<String>,
    /// Photographs sent before.
    #[serde(default)]
    pub evidence: Vec<FileId>,
}

/// An answer as stored and shown, with the question as it was worded that day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Answered {
    /// Code of the question.
    pub item: String,
    /// The question.
    pub text: String,
    /// Law or standard behind it.
    pub basis: String,
    /// What was found.
    pub result: Outcome,
    /// Remark.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// Photographs.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<FileId>,
}

/// A visit as stored.
#[derive(Debug, Clone, PartialEq)]
pub struct InspectionRecord {
    /// Id.
    pub id: InspectionId,
    /// Premises.
    pub premises_id: PremisesId,
    /// What it was called that day.
    pub premises_name: String,
    /// Where it stood that day.
    pub place: RegionColumns,
    /// Unit answerable that day.
    pub unit_id: Option<UnitId>,
    /// Sector that day.
    pub sector: Option<String>,
    /// Day of the visit.
    pub inspected_on: NaiveDate,
    /// Account.
    pub inspector_user: Option<UserId>,
    /// Person.
    pub inspector_person: Option<PersonId>,
    /// Who went.
    pub inspector: Inspector,
    /// Code of the checklist.
    pub checklist: String,
    /// SM3 of its questions.
    pub checklist_hash: String,
    /// Answers.
    pub answers: Vec<Answered>,
    /// Facts judged by.
    pub facts: Map<String, Value>,
    /// Kinds judged as.
    pub kinds: Vec<String>,
    /// Suggestion; none before the first edition.
    pub judgement: Option<Judgement>,
    /// Answers that failed.
    pub failed: i64,
    /// Answers that passed.
    pub passed: i64,
    /// Cases opened by it.
    pub cases_opened: i64,
    /// Remark.
    pub note: Option<String>,
    /// Id made on the device.
    pub client_id: Option<String>,
}

impl InspectionRecord {
    /// Whether it suggests a major hazard.
    #[must_use]
    pub fn major_suggested(&self) -> bool {
        self.judgement.as_ref().is_some_and(Judgement::is_major)
    }

    /// One line of a list.
    #[must_use]
    pub fn row(&self) -> InspectionRow {
        InspectionRow {
            id: self.id,
            premises: Named { id: self.premises_id.as_uuid(), name: self.premises_name.clone() },
            inspected_on: self.inspected_on,
            inspector: self.inspector.clone(),
            failed: self.failed,
            passed: self.passed,
            major_suggested: self.major_suggested(),
            cases_opened: self.cases_opened,
        }
    }
}

impl FromRow for InspectionRecord {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.id("id")?,
            premises_id: row.id("premises_id")?,
            premises_name: row.text("premises_name")?,
            place: RegionColumns::read(row)?,
            unit_id: row.opt_id("unit_id")?,
            sector: row.opt_text("sector")?,
            inspected_on: row.date("inspected_on")?,
            inspector_user: row.opt_id("inspector_user")?,
            inspector_person: row.opt_id("inspector_person")?,
            inspector: Inspector {
                name: row.text("inspector")?,
                post: row.text("post")?,
                org: row.text("org")?,
            },
            checklist: row.text("checklist")?,
            checklist_hash: row.text("checklist_hash")?,
            answers: row.json("answers")?,
            facts: row.json("facts")?,
            kinds: row.json("kinds")?,
            judgement: row.opt_json("judgement")?,
            failed: row.int("failed")?,
            passed: row.int("passed")?,
            cases_opened: row.int("cases_opened")?,
            note: row.opt_text("note")?,
            client_id: row.opt_text("client_id")?,
        })
    }
}

/// Everything about one visit.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct InspectionDetail {
    /// What a list shows.
    #[serde(flatten)]
    pub row: InspectionRow,
    /// Code of the checklist.
    pub checklist: String,
    /// Answers with their questions.
    pub answers: Vec<Answered>,
    /// Facts judged by.
    #[schema(value_type = Object)]
    pub facts: Map<String, Value>,
    /// Kinds judged as.
    pub kinds: Vec<String>,
    /// Suggestion.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub judgement: Option<Judgement>,
    /// Remark.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// Cases behind the failed answers, those opened by earlier visits and still open among them.
    pub cases: Vec<CaseRow>,
}
