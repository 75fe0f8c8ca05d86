//! People, a place and a fresh case.

use crate::model::CasePlace;
use crate::rules::{Done, GivenFile};
use crate::rules::{
    Effect, Input, Lists, Snapshot, Verdict, Words, check_input, effect, guard, opening_effect,
};
use chrono::NaiveDate;
use kernel::calendar::WorkCalendar;
use kernel::id::{FileId, OrgId, PersonId, PostId, UnitId, UserId};
use kernel::problem::Problem;
use kernel::scope::Grant;
use kernel::time::Timestamp;
use pack::lifecycle::{Action, FieldType, Lifecycle};
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;
use store::{Caller, CallerPost, Via};
use uuid::Uuid;

pub(super) const UNIT: Uuid = Uuid::from_u128(0x77);

pub(super) fn hazard() -> Lifecycle {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../packs/guangdong-2024/lifecycles/hazard.toml");
    toml::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

pub(super) fn at(day: &str, hour: i64) -> Timestamp {
    Timestamp::start_of_day(day.parse().unwrap()).plus_hours(hour)
}

pub(super) fn person(number: u128, role: &str) -> Caller {
    let grant = match role {
        "unit_manager" => Grant::unit(UNIT),
        "town_station" | "grid_worker" => Grant::region("440103001".parse().unwrap()),
        _ => Grant::region("440103".parse().unwrap()),
    };
    Caller {
        user: Some(UserId::from_uuid(Uuid::from_u128(number))),
        person: Some(PersonId::from_uuid(Uuid::from_u128(number + 1000))),
        name: format!("甲{number}"),
        via: Via::Session,
        posts: vec![CallerPost {
            id: PostId::from_uuid(Uuid::from_u128(number + 2000)),
            name: role.into(),
            org: OrgId::from_uuid(Uuid::from_u128(number + 3000)),
            org_name: "机构".into(),
            fire_authority: role.starts_with("fire_"),
            role: role.into(),
            grant,
            permissions: ["case.act".to_owned()].into(),
        }],
        address: None,
    }
}

pub(super) struct Scene {
    pub(super) lifecycle: Lifecycle,
    pub(super) snapshot: Snapshot,
    pub(super) now: Timestamp,
}

impl Scene {
    /// A case opened on the eve of National Day 2024.
    pub(super) fn new() -> Self {
        let lifecycle = hazard();
        let now = at("2024-09-30", 9);
        let effect = opening_effect(&lifecycle, &[], &Map::new(), now, WorkCalendar::builtin());
        let snapshot = Snapshot {
            place: CasePlace {
                region: "440103001002".parse().unwrap(),
                unit: Some(UnitId::from_uuid(UNIT)),
                sector: None,
            },
            state: effect.to,
            previous_state: None,
            marks: BTreeSet::new(),
            edition: Some("2017".into()),
            round: 1,
            last_actor: None,
            owner_post: None,
            asked: Vec::new(),
            done: Vec::new(),
            clocks: effect.clocks,
        };
        Self { lifecycle, snapshot, now }
    }

    /// The same case in another state.
    pub(super) fn at(mut self, state: &str) -> Self {
        self.snapshot.state = state.into();
        self
    }

    pub(super) fn action(&self, code: &str) -> &Action {
        self.lifecycle.action(code).unwrap()
    }

    pub(super) fn ask<'a>(&self, caller: &'a Caller, code: &str) -> Verdict<'a> {
        guard(&self.lifecycle, &self.snapshot, caller, self.action(code), &Words::default())
    }

    pub(super) fn did(&mut self, caller: &Caller, code: &str) {
        self.snapshot.done.push(Done {
            action: code.into(),
            user: caller.user,
            person: caller.person,
            round: self.snapshot.round,
            moved: true,
            undone: false,
        });
    }

    pub(super) fn today(&self) -> NaiveDate {
        self.now.civil_date()
    }

    /// Values that fill every field of an action well.
    pub(super) fn filled(&self, action: &Action) -> Map<String, Value> {
        let extended = action.extends.as_ref().and_then(|code| self.snapshot.alive(code));
        let later =
            extended.map(|index| self.snapshot.clocks[index].deadline.due_date()).unwrap_or(self.today());
        let due = later.max(self.today()) + chrono::Days::new(20);
        let value = |kind: FieldType, code: &str| match kind {
            FieldType::Date if code == "due" => json!(due),
            FieldType::Date => json!(self.today()),
            FieldType::Integer => json!(1),
            FieldType::Boolean => json!(true),
            FieldType::People => json!([{ "name": "张三" }, { "name": "李四" }, { "name": "王五" }]),
            FieldType::Post => json!(Uuid::from_u128(2030)),
            FieldType::Text | FieldType::LongText => json!("说明"),
            _ => Value::Null,
        };
        action.fields.iter().map(|field| (field.code.clone(), value(field.kind, &field.code))).collect()
    }

    /// Evidence that suffices.
    pub(super) fn proof(action: &Action) -> Vec<GivenFile> {
        let Some(need) = &action.evidence else { return Vec::new() };
        (0..need.min)
            .map(|number| GivenFile {
                id: FileId::from_uuid(Uuid::from_u128(u128::from(number))),
                stage: Some(need.stage.clone()),
                used: false,
                sm3: number.to_string(),
                uploaded_by: None,
                elsewhere: false,
            })
            .collect()
    }

    /// Acts with everything filled in; the input must be found good.
    pub(super) fn act(&mut self, caller: &Caller, code: &str) -> Result<Effect, Problem> {
        let action = self.action(code).clone();
        let fields = self.filled(&action);
        let evidence = Self::proof(&action);
        let input = Input { fields: &fields, evidence: &evidence, today: self.today() };
        let faults = check_input(&self.lifecycle, &self.snapshot, &action, &input, &Lists::new());
        assert!(faults.is_empty(), "{code}: {faults:?}");
        let effect =
            effect(&self.lifecycle, &self.snapshot, &action, &fields, self.now, WorkCalendar::builtin())?;
        self.snapshot = self.snapshot.after(code, &effect, caller);
        Ok(effect)
    }
}
