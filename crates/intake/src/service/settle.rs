//! A few hundred rows at once: matched against the ledger and, when it is a commit, written into it.

use crate::model::{Candidate, Checked, Class, Code, Counts, Draft, Mark, Outcome};
use crate::repo::details;
use crate::repo::rows::RowRecord;
use crate::rules::matching::{self, Match, Owner};
use kernel::id::{PremisesId, UnitId};
use kernel::problem::{FieldProblem, Problem};
use kernel::scope::Place;
use pack::Pack;
use registry::model::{NewPremises, NewUnit, Point, PremisesRecord};
use registry::rules::duty::Decided;
use registry::service::bulk::{self, UnitContact};
use registry::service::{WRITE, create_many, create_units};
use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet};
use store::Ctx;
use uuid::Uuid;

/// What rows of a chunk became.
#[derive(Debug, Default)]
pub(crate) struct Settled {
    /// Every row, in order.
    pub rows: Vec<RowRecord>,
    /// Added up.
    pub counts: Counts,
}

/// What the ledger knows that may concern a chunk.
struct Known {
    leads: Decided,
    units: BTreeMap<String, UnitContact>,
    owners: BTreeMap<UnitId, UnitContact>,
    premises: Vec<PremisesRecord>,
    by_name: BTreeMap<String, Vec<usize>>,
    by_unit: BTreeMap<UnitId, Vec<usize>>,
}

impl Known {
    async fn of(ctx: &Ctx, drafts: &[&Draft]) -> Result<Self, Problem> {
        let codes: BTreeSet<String> = drafts.iter().filter_map(|draft| draft.credit_code.clone()).collect();
        let units = bulk::units_by_codes(&ctx.tx, codes.into_iter().collect()).await?;
        let mut premises = bulk::premises_of_units(ctx, units.iter().map(|unit| unit.id).collect()).await?;
        let names: Vec<&str> = drafts.iter().map(|draft| draft.name.as_str()).collect();
        premises.extend(bulk::premises_sounding(ctx, &names).await?);
        premises.sort_by_key(|record| record.id);
        premises.dedup_by_key(|record| record.id);
        let ids: BTreeSet<UnitId> = premises.iter().filter_map(|record| record.unit_id).collect();
        let owners = bulk::units_by_ids(&ctx.tx, ids.into_iter().collect()).await?;
        let mut by_name: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        let mut by_unit: BTreeMap<UnitId, Vec<usize>> = BTreeMap::new();
        for (at, record) in premises.iter().enumerate() {
            by_name.entry(kernel::text::normalise(&record.name)).or_default().push(at);
            if let Some(unit) = record.unit_id {
                by_unit.entry(unit).or_default().push(at);
            }
        }
        Ok(Self {
            leads: bulk::leads(ctx).await?,
            units: units
                .into_iter()
                .filter_map(|unit| unit.credit_code.clone().map(|code| (code, unit)))
                .collect(),
            owners: owners.into_iter().map(|unit| (unit.id, unit)).collect(),
            premises,
            by_name,
            by_unit,
        })
    }

    fn unit(&self, draft: &Draft) -> Option<&UnitContact> {
        self.units.get(draft.credit_code.as_ref()?)
    }

    fn candidates(&self, draft: &Draft) -> Vec<PremisesRecord> {
        let named = self.by_name.get(&kernel::text::normalise(&draft.name));
        let owned = self.unit(draft).and_then(|unit| self.by_unit.get(&unit.id));
        let places: BTreeSet<usize> = named.into_iter().chain(owned).flatten().copied().collect();
        places.into_iter().filter_map(|at| self.premises.get(at).cloned()).collect()
    }

    fn owner(&self, draft: &Draft, record: &PremisesRecord) -> Owner {
        let code =
            record.unit_id.and_then(|unit| self.owners.get(&unit)).and_then(|unit| unit.credit_code.as_ref());
        match code {
            None => Owner::Open,
            Some(code) if draft.credit_code.as_ref() == Some(code) => Owner::Row,
            Some(_) => Owner::Other,
        }
    }
}

enum Plan {
    Insert,
    Update(Box<PremisesRecord>),
    Leave,
}

struct Work {
    record: RowRecord,
    plan: Plan,
}

/// Settles rows. `commit` false is a preview: the same judgement, nothing written.
///
/// # Errors
/// When the database refuses, or the ledger refuses what was found good.
pub(crate) async fn settle(
    ctx: &Ctx,
    pack: &Pack,
    batch: Uuid,
    rows: Vec<Checked>,
    commit: bool,
) -> Result<Settled, Problem> {
    let good: Vec<&Draft> =
        rows.iter().filter(|row| row.good() && row.class == Class::Data).map(|row| &row.draft).collect();
    let known = Known::of(ctx, &good).await?;
    let mut work: Vec<Work> = Vec::with_capacity(rows.len());
    for row in rows {
        work.push(judge(ctx, pack, &known, row));
    }
    unchanged(ctx, &known, &mut work).await?;
    if commit {
        write(ctx, pack, batch, &known, &mut work).await?;
    }
    let mut settled = Settled::default();
    for Work { record, .. } in work {
        let repairs = record.marks.iter().filter(|mark| !mark.code.is_fault()).count() as u64;
        settled.counts.add(record.outcome, repairs, record.hidden);
        settled.rows.push(record);
    }
    Ok(settled)
}

fn judge(ctx: &Ctx, pack: &Pack, known: &Known, row: Checked) -> Work {
    let good = row.good();
    let class = row.class;
    let mut record = RowRecord {
        sheet: row.sheet,
        row: row.row,
        outcome: Outcome::Rejected,
        hidden: row.hidden,
        draft: row.draft,
        marks: row.marks,
        candidates: Vec::new(),
        premises: None,
    };
    match class {
        Class::Data => {}
        Class::Subtotal => record.outcome = Outcome::Subtotal,
        Class::Note => record.outcome = Outcome::Note,
    }
    if !good || class != Class::Data {
        return Work { record, plan: Plan::Leave };
    }
    let draft = &record.draft;
    let candidates = known.candidates(draft);
    let found = matching::find(draft, &candidates, |candidate| known.owner(draft, candidate));
    let sector = draft.region.and_then(|region| known.leads.lead(pack, &draft.kind, region).sector);
    let allowed = draft.region.is_some_and(|region| {
        let mut place = Place::of(region);
        place.sector = sector.as_deref();
        ctx.caller.scope(WRITE).covers(&place)
    });
    if !allowed {
        record.marks.push(Mark::new(row.kind_column, Code::F10, "这一类场所不在您岗位的维护范围内"));
        return Work { record, plan: Plan::Leave };
    }
    match found {
        Match::New => {
            record.outcome = Outcome::Inserted;
            Work { record, plan: Plan::Insert }
        }
        Match::Same(at) => {
            record.outcome = Outcome::Updated;
            let before = candidates.get(at).cloned();
            record.premises = before.as_ref().map(|before| before.id);
            let plan = before.map_or(Plan::Leave, |before| Plan::Update(Box::new(before)));
            Work { record, plan }
        }
        Match::Ask(at) => {
            record.outcome = Outcome::Review;
            record.candidates = at
                .into_iter()
                .filter_map(|at| candidates.get(at))
                .map(|one| candidate(&record.draft, one))
                .collect();
            Work { record, plan: Plan::Leave }
        }
        Match::Elsewhere(at) => {
            record.outcome = Outcome::Review;
            record.candidates = at
                .into_iter()
                .filter_map(|at| candidates.get(at))
                .map(|one| candidate(&record.draft, one))
                .collect();
            let names: Vec<&str> = record.candidates.iter().map(|one| one.name.as_str()).collect();
            let message = format!("该代码在台账中登记的是“{}”，名称和地址都不同，请核对", names.join("”“"));
            record.marks.push(Mark::new(row.code_column, Code::F09, message));
            Work { record, plan: Plan::Leave }
        }
        Match::Contradicts(at) => {
            let other = candidates.get(at).and_then(|one| one.unit_name.clone()).unwrap_or_default();
            let message = format!("同名同址的场所已登记在另一统一社会信用代码（{other}）名下，请核对代码");
            record.marks.push(Mark::new(row.code_column, Code::F09, message));
            Work { record, plan: Plan::Leave }
        }
    }
}

fn candidate(draft: &Draft, record: &PremisesRecord) -> Candidate {
    Candidate {
        id: record.id,
        name: record.name.clone(),
        address: record.address.clone(),
        unit: record.unit_name.clone(),
        metres: matching::distance(draft, record).map(f64::round),
        values: Map::new(),
    }
}

/// The unit's people after a row; none when nothing changes.
fn contact(unit: &UnitContact, draft: &Draft) -> Option<UnitContact> {
    let after = UnitContact {
        legal_person: draft.legal_person.clone().or_else(|| unit.legal_person.clone()),
        manager: draft.manager.clone().or_else(|| unit.manager.clone()),
        phone: draft.phone.clone().or_else(|| unit.phone.clone()),
        ..unit.clone()
    };
    (after != *unit).then_some(after)
}

fn names_unit(draft: &Draft) -> bool {
    draft.credit_code.is_some()
        || draft.unit_name.is_some()
        || draft.legal_person.is_some()
        || draft.manager.is_some()
        || draft.phone.is_some()
}

/// The unit a row belongs to, as far as the ledger knows it.
fn unit_of<'a>(known: &'a Known, draft: &Draft, before: Option<&PremisesRecord>) -> Option<&'a UnitContact> {
    known.unit(draft).or_else(|| {
        let owner = known.owners.get(&before?.unit_id?)?;
        // A row with a code of its own does not write into a unit with another.
        (draft.credit_code.is_none() || owner.credit_code == draft.credit_code).then_some(owner)
    })
}

/// Rows that say nothing new.
async fn unchanged(ctx: &Ctx, known: &Known, work: &mut [Work]) -> Result<(), Problem> {
    let ids: Vec<PremisesId> = work.iter().filter_map(|one| one.record.premises).collect();
    let kept = details::of(ctx, &ids).await?;
    for one in work {
        let Plan::Update(before) = &one.plan else { continue };
        let draft = &one.record.draft;
        let after = matching::applied(before, draft);
        let unit = unit_of(known, draft, Some(before));
        let unit_same = if names_unit(draft) {
            unit.is_some_and(|unit| before.unit_id == Some(unit.id) && contact(unit, draft).is_none())
        } else {
            true
        };
        let details_same = merged(kept.get(&before.id), draft).is_none();
        if after == **before && unit_same && details_same {
            one.record.outcome = Outcome::Unchanged;
            one.plan = Plan::Leave;
        }
    }
    Ok(())
}

/// Details after a row; none when nothing changes.
fn merged(kept: Option<&Map<String, Value>>, draft: &Draft) -> Option<Map<String, Value>> {
    let mut after = kept.cloned().unwrap_or_default();
    let mut changed = false;
    for (title, value) in &draft.others {
        if after.get(title) != Some(value) {
            after.insert(title.clone(), value.clone());
            changed = true;
        }
    }
    changed.then_some(after)
}

async fn write(ctx: &Ctx, pack: &Pack, batch: Uuid, known: &Known, work: &mut [Work]) -> Result<(), Problem> {
    let units = units(ctx, pack, known, work).await?;
    let mut new = Vec::new();
    let mut at_new = Vec::new();
    let mut changes = Vec::new();
    for (at, one) in work.iter().enumerate() {
        let draft = &one.record.draft;
        match &one.plan {
            Plan::Insert => {
                new.push(premises(draft, units.get(&at).copied())?);
                at_new.push(at);
            }
            Plan::Update(before) => {
                let mut after = matching::applied(before, draft);
                after.unit_id = units.get(&at).copied().or(before.unit_id);
                if after != **before {
                    changes.push((before.as_ref().clone(), after));
                }
            }
            Plan::Leave => {}
        }
    }
    let ids = create_many(ctx, pack, new).await?;
    for (at, id) in at_new.into_iter().zip(ids) {
        if let Some(one) = work.get_mut(at) {
            one.record.premises = Some(id);
        }
    }
    bulk::update_many(ctx, pack, changes).await?;
    let ids: Vec<PremisesId> = work.iter().filter_map(|one| one.record.premises).collect();
    let kept = details::of(ctx, &ids).await?;
    let mut written = BTreeMap::new();
    for one in work.iter().filter(|one| !matches!(one.plan, Plan::Leave)) {
        let Some(id) = one.record.premises else { continue };
        let before = written.get(&id).or_else(|| kept.get(&id));
        if let Some(after) = merged(before, &one.record.draft) {
            written.insert(id, after);
        }
    }
    let written: Vec<_> = written.into_iter().collect();
    details::set(ctx, batch, &written).await?;
    Ok(())
}

fn premises(draft: &Draft, unit_id: Option<UnitId>) -> Result<NewPremises, Problem> {
    let region = draft.region.ok_or_else(|| Problem::internal("a good row has a region"))?;
    let text = serde_json::json!({
        "name": draft.name,
        "kind": draft.kind,
        "region": region,
        "address": draft.address,
        "area_m2": draft.area_m2,
        "floors": draft.floors,
        "height_m": draft.height_m,
    });
    let mut new: NewPremises = serde_json::from_value(text).map_err(Problem::internal)?;
    new.unit_id = unit_id;
    new.point = draft.point.map(|(longitude, latitude)| Point { longitude, latitude });
    Ok(new)
}

/// The units of the rows that are written, created where the ledger has none, by place in the chunk.
async fn units(
    ctx: &Ctx,
    pack: &Pack,
    known: &Known,
    work: &[Work],
) -> Result<BTreeMap<usize, UnitId>, Problem> {
    let class = pack
        .list("unit_classes")
        .and_then(|list| list.items.iter().find(|item| item.code == "general").or(list.items.first()))
        .map_or_else(|| "general".to_owned(), |item| item.code.clone());
    let mut units = BTreeMap::new();
    let mut new: Vec<NewUnit> = Vec::new();
    let mut waiting: Vec<(usize, usize)> = Vec::new();
    let mut by_code: BTreeMap<String, usize> = BTreeMap::new();
    let mut contacts: BTreeMap<UnitId, UnitContact> = BTreeMap::new();
    for (at, one) in work.iter().enumerate() {
        let draft = &one.record.draft;
        let before = match &one.plan {
            Plan::Leave => continue,
            Plan::Insert => None,
            Plan::Update(before) => Some(before.as_ref()),
        };
        if let Some(unit) = unit_of(known, draft, before) {
            units.insert(at, unit.id);
            let unit = contacts.get(&unit.id).unwrap_or(unit).clone();
            if let Some(after) = contact(&unit, draft) {
                contacts.insert(unit.id, after);
            }
            continue;
        }
        if !names_unit(draft) {
            continue;
        }
        let position = match &draft.credit_code {
            Some(code) => *by_code.entry(code.clone()).or_insert(new.len()),
            None => new.len(),
        };
        if position == new.len() {
            let region = draft.region.ok_or_else(|| Problem::internal("a good row has a region"))?;
            new.push(NewUnit {
                name: draft.unit_name.clone().unwrap_or_else(|| draft.name.clone()),
                credit_code: draft.credit_code.clone(),
                kind: class.clone(),
                region,
                address: draft.address.clone(),
                legal_person: draft.legal_person.clone(),
                manager: draft.manager.clone(),
                phone: draft.phone.clone(),
                sector: known.leads.lead(pack, &draft.kind, region).sector,
            });
        }
        waiting.push((at, position));
    }
    let ids = create_units(ctx, pack, new).await?;
    units.extend(waiting.into_iter().filter_map(|(at, position)| ids.get(position).map(|id| (at, *id))));
    bulk::set_contacts(ctx, contacts.into_values().collect()).await?;
    Ok(units)
}

/// What a person says of a row in the review queue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Deserialize, utoipa::ToSchema)]
#[serde(tag = "is", rename_all = "snake_case", deny_unknown_fields)]
#[schema(as = ImportChoice)]
pub enum Choice {
    /// A premises the ledger does not have.
    New,
    /// This one.
    Premises {
        /// One of the candidates.
        #[schema(value_type = String)]
        id: PremisesId,
    },
    /// It is left out.
    Skip,
}

/// Settles one row of the review queue as a person says.
///
/// # Errors
/// 404 when the premises is gone, 422 when it is none of the candidates, or the ledger refuses the row.
pub(crate) async fn settle_one(
    ctx: &Ctx,
    pack: &Pack,
    batch: Uuid,
    mut record: RowRecord,
    choice: Choice,
) -> Result<RowRecord, Problem> {
    let known = Known::of(ctx, &[&record.draft]).await?;
    let plan = match choice {
        Choice::Skip => {
            record.outcome = Outcome::Skipped;
            return Ok(record);
        }
        Choice::New => {
            record.outcome = Outcome::Inserted;
            Plan::Insert
        }
        Choice::Premises { id } => {
            if !record.candidates.iter().any(|one| one.id == id) {
                let fault = FieldProblem::new("/id", "unknown", "请从候选场所中选择");
                return Err(Problem::invalid(vec![fault]));
            }
            let before = bulk::premises_by_ids(ctx, vec![id]).await?.into_iter().next();
            let before = before.ok_or_else(|| Problem::not_found("该场所"))?;
            record.outcome = Outcome::Updated;
            record.premises = Some(id);
            Plan::Update(Box::new(before))
        }
    };
    let mut work = [Work { record, plan }];
    if matches!(choice, Choice::Premises { .. }) {
        unchanged(ctx, &known, &mut work).await?;
    }
    write(ctx, pack, batch, &known, &mut work).await?;
    let [Work { record, .. }] = work;
    Ok(record)
}
