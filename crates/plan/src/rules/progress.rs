//! Verified against target. What is only said to be done stays apart from what a second person confirmed.

use super::due::{Period, Schedule};
use crate::model::{Progress, ProgressBasis, ProgressReport, ReportState, Standing, Target, TaskBody};
use chrono::NaiveDate;

/// A figure over the ledger, with what it is a share of.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Figure {
    /// Counted as done.
    pub value: f64,
    /// What it is a share of.
    pub total: Option<f64>,
    /// Path of the list that shows the rows.
    pub rows: Option<String>,
    /// Why there is no figure.
    pub fault: Option<String>,
}

/// What a task is measured by.
#[must_use]
pub fn basis(body: &TaskBody, schedule: &Schedule) -> ProgressBasis {
    if body.measure.is_some() {
        ProgressBasis::Measure
    } else if body.document {
        ProgressBasis::Document
    } else if body.target.is_none() && !schedule.periods.is_empty() {
        ProgressBasis::Periods
    } else {
        ProgressBasis::Reports
    }
}

/// How a task stands today.
#[must_use]
pub fn progress(
    body: &TaskBody,
    schedule: &Schedule,
    reports: &[ProgressReport],
    figure: Option<Figure>,
    document_done: Option<NaiveDate>,
    today: NaiveDate,
) -> Progress {
    let basis = basis(body, schedule);
    let mut found = match basis {
        ProgressBasis::Measure => measured(body.target.as_ref(), figure.unwrap_or_default(), reports),
        ProgressBasis::Document => document(document_done.is_some(), reports),
        ProgressBasis::Periods => periods(&schedule.periods, reports),
        ProgressBasis::Reports => reported(body.target.as_ref(), reports),
    };
    found.basis = basis;
    found.waiting_for.clone_from(&schedule.waiting_for);
    found.due = if basis == ProgressBasis::Periods {
        open_turn(&schedule.periods, reports, today).or(schedule.due)
    } else {
        schedule.due
    };
    found.standing = standing(&found, today);
    if found.standing == Standing::Done {
        found.finished_on = match basis {
            // A figure of the ledger moves on with the ledger.
            ProgressBasis::Measure => None,
            ProgressBasis::Document => document_done,
            ProgressBasis::Periods | ProgressBasis::Reports => last_verified(reports),
        };
    }
    found
}

fn last_verified(reports: &[ProgressReport]) -> Option<NaiveDate> {
    let verified = reports.iter().filter(|report| report.state == ReportState::Verified);
    verified.filter_map(|report| report.checked_at).map(|at| at.civil_date()).max()
}

fn standing(found: &Progress, today: NaiveDate) -> Standing {
    if found.waiting_for.is_some() {
        Standing::Waiting
    } else if found.share >= 1.0 {
        Standing::Done
    } else if found.reported_share >= 1.0 {
        Standing::Reported
    } else if found.due.is_some_and(|due| due < today) {
        Standing::Overdue
    } else if found.reported_share > 0.0 {
        Standing::Doing
    } else {
        Standing::Todo
    }
}

fn empty(target: f64, unit: &str) -> Progress {
    Progress {
        basis: ProgressBasis::Reports,
        standing: Standing::Todo,
        target,
        unit: unit.to_owned(),
        verified: 0.0,
        reported: 0.0,
        total: None,
        share: 0.0,
        reported_share: 0.0,
        due: None,
        finished_on: None,
        waiting_for: None,
        rows: None,
        fault: None,
    }
}

fn part(of: f64, target: f64) -> f64 {
    if target > 0.0 { (of / target).clamp(0.0, 1.0) } else { 0.0 }
}

/// A figure of the ledger is verified by the ledger's own second person; a report beside it says what is not in it yet.
fn measured(target: Option<&Target>, figure: Figure, reports: &[ProgressReport]) -> Progress {
    let share_wanted = target.is_none_or(|target| target.share) && figure.total.is_some();
    let wanted = target.map_or(1.0, |target| target.amount);
    let mut found = empty(wanted, target.map_or("", |target| target.unit.as_str()));
    let open = open_reports(reports).map(|report| report.amount).fold(0.0, |sum, amount| sum + amount);
    found.verified = figure.value;
    found.reported = open;
    found.total = figure.total;
    found.rows = figure.rows;
    found.fault = figure.fault;
    if share_wanted {
        // Of nothing, nothing is left to do only when the ledger could be asked.
        let total = figure.total.unwrap_or_default();
        let reached = |value: f64| if total > 0.0 { part(value / total, wanted) } else { 0.0 };
        found.share = reached(figure.value);
        found.reported_share = reached(figure.value + open);
    } else {
        found.share = part(figure.value, wanted);
        found.reported_share = part(figure.value + open, wanted);
    }
    found
}

fn document(done: bool, reports: &[ProgressReport]) -> Progress {
    let mut found = empty(1.0, "份");
    found.verified = if done { 1.0 } else { 0.0 };
    found.reported = if !done && open_reports(reports).next().is_some() { 1.0 } else { 0.0 };
    found.share = found.verified;
    found.reported_share = (found.verified + found.reported).min(1.0);
    found
}

fn open_reports(reports: &[ProgressReport]) -> impl Iterator<Item = &ProgressReport> {
    reports.iter().filter(|report| report.state == ReportState::Reported)
}

fn verified_reports(reports: &[ProgressReport]) -> impl Iterator<Item = &ProgressReport> {
    reports.iter().filter(|report| report.state == ReportState::Verified)
}

fn reported(target: Option<&Target>, reports: &[ProgressReport]) -> Progress {
    let share = target.is_some_and(|target| target.share);
    let wanted = target.map_or(1.0, |target| target.amount);
    let mut found = empty(wanted, target.map_or("", |target| target.unit.as_str()));
    let sum = |rows: &mut dyn Iterator<Item = &ProgressReport>| {
        rows.map(|report| report.amount).fold(0.0, |sum, amount| sum + amount)
    };
    found.verified = sum(&mut verified_reports(reports));
    found.reported = sum(&mut open_reports(reports));
    if share {
        // The newest total stands: it is what the owner last said there is to do.
        let newest = reports.iter().filter(|report| report.state != ReportState::Returned);
        let total =
            newest.max_by_key(|report| (report.on, report.reported_at)).and_then(|report| report.total);
        found.total = total;
        let reached = |value: f64| total.map_or(0.0, |total| part(part(value, total), wanted));
        found.share = reached(found.verified);
        found.reported_share = reached(found.verified + found.reported);
    } else {
        found.share = part(found.verified, wanted);
        found.reported_share = part(found.verified + found.reported, wanted);
    }
    found
}

fn within(period: &Period, report: &ProgressReport) -> bool {
    report.on >= period.from && report.on <= period.to
}

#[expect(clippy::cast_precision_loss, reason = "at most twelve turns a year")]
fn periods(turns: &[Period], reports: &[ProgressReport]) -> Progress {
    let mut found = empty(turns.len() as f64, "期");
    let met = |period: &&Period| verified_reports(reports).any(|report| within(period, report));
    let said = |period: &&Period| open_reports(reports).any(|report| within(period, report));
    found.verified = turns.iter().filter(met).count() as f64;
    found.reported = turns.iter().filter(|period| !met(period) && said(period)).count() as f64;
    found.share = part(found.verified, found.target);
    found.reported_share = part(found.verified + found.reported, found.target);
    found
}

/// The day of the earliest turn nobody has reported on; past ones are overdue.
fn open_turn(turns: &[Period], reports: &[ProgressReport], today: NaiveDate) -> Option<NaiveDate> {
    let unanswered = |period: &&Period| {
        !reports.iter().any(|report| report.state != ReportState::Returned && within(period, report))
    };
    let open = || turns.iter().filter(unanswered);
    open().find(|period| period.due < today).or_else(|| open().next()).map(|period| period.due)
}

/// Verified by the end of a day, for milestones of tasks that are counted by reports.
#[must_use]
pub fn verified_by(reports: &[ProgressReport], day: NaiveDate) -> f64 {
    verified_reports(reports)
        .filter(|report| report.on <= day)
        .map(|report| report.amount)
        .fold(0.0, |sum, amount| sum + amount)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Due;
    use kernel::time::Timestamp;
    use uuid::Uuid;

    fn date(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn report(state: ReportState, on: &str, amount: f64) -> ProgressReport {
        ProgressReport {
            id: Uuid::nil(),
            task_id: Uuid::nil(),
            state,
            on: date(on),
            amount,
            total: None,
            words: String::new(),
            region_code: None,
            post_id: None,
            post_name: String::new(),
            reporter: String::new(),
            reported_at: Timestamp::from_micros(0),
            checker: None,
            checked_at: None,
            check_note: None,
            version: 1,
            files: Vec::new(),
            may_verify: false,
            file_ids: Vec::new(),
            reporter_user: None,
            reporter_person: None,
        }
    }

    fn body(target: Option<Target>) -> TaskBody {
        TaskBody { target, ..crate::rules::draft::blank("1", "建站") }
    }

    fn number(amount: f64) -> Option<Target> {
        Some(Target { amount, unit: "座".into(), share: false })
    }

    fn at(body: &TaskBody, due: &str, reports: &[ProgressReport], today: &str) -> Progress {
        let schedule = Schedule { due: Some(date(due)), ..Schedule::default() };
        progress(body, &schedule, reports, None, None, date(today))
    }

    #[test]
    fn what_is_only_said_is_not_done() {
        let all = [report(ReportState::Reported, "2026-05-01", 2.0)];
        let found = at(&body(number(2.0)), "2026-06-30", &all, "2026-07-15");
        assert_eq!(found.standing, Standing::Reported);
        assert_eq!((found.share, found.reported_share), (0.0, 1.0));
        let checked = [report(ReportState::Verified, "2026-05-01", 2.0)];
        let found = at(&body(number(2.0)), "2026-06-30", &checked, "2026-07-15");
        assert_eq!((found.standing, found.share), (Standing::Done, 1.0));
        let back = [report(ReportState::Returned, "2026-05-01", 2.0)];
        assert_eq!(at(&body(number(2.0)), "2026-06-30", &back, "2026-07-15").standing, Standing::Overdue);
    }

    #[test]
    fn a_part_is_a_part_and_the_day_itself_is_not_late() {
        let half = [report(ReportState::Verified, "2026-05-01", 1.0)];
        let found = at(&body(number(2.0)), "2026-06-30", &half, "2026-06-30");
        assert_eq!((found.standing, found.share), (Standing::Doing, 0.5));
        assert_eq!(at(&body(number(2.0)), "2026-06-30", &half, "2026-07-01").standing, Standing::Overdue);
        assert_eq!(at(&body(number(2.0)), "2026-06-30", &[], "2026-06-30").standing, Standing::Todo);
        assert!((verified_by(&half, date("2026-03-31"))).abs() < f64::EPSILON);
        assert!((verified_by(&half, date("2026-06-30")) - 1.0).abs() < f64::EPSILON);
    }

    #[test]
    fn each_turn_of_a_cadence_wants_its_own_report() {
        let quarterly = Due {
            kind: "cadence".into(),
            value: Some("P3M".into()),
            raw: "每季度".into(),
            day: None,
            then: None,
            working: false,
        };
        let calendar = kernel::calendar::WorkCalendar::builtin();
        let schedule = super::super::due::schedule(&[quarterly], None, None, 2026, None, calendar);
        let reports = [
            report(ReportState::Verified, "2026-02-01", 1.0),
            report(ReportState::Verified, "2026-02-09", 1.0),
            report(ReportState::Reported, "2026-05-09", 1.0),
        ];
        let on = |today: &str| progress(&body(None), &schedule, &reports, None, None, date(today));
        let found = on("2026-07-01");
        assert_eq!((found.verified, found.reported, found.target), (1.0, 1.0, 4.0));
        assert_eq!((found.standing, found.due), (Standing::Doing, Some(date("2026-09-30"))));
        assert_eq!(on("2026-10-01").standing, Standing::Overdue);
    }

    #[test]
    fn a_share_is_of_what_the_ledger_holds() {
        let mut body = body(Some(Target { amount: 0.95, unit: String::new(), share: true }));
        body.measure = Some(crate::rules::draft::any_measure());
        let of = |value, total| {
            let figure = Figure { value, total: Some(total), rows: Some("/cases".into()), fault: None };
            progress(&body, &Schedule::default(), &[], Some(figure), None, date("2026-07-01"))
        };
        assert_eq!(of(95.0, 100.0).standing, Standing::Done);
        assert_eq!(of(94.0, 100.0).standing, Standing::Doing);
        assert_eq!(of(0.0, 0.0).standing, Standing::Todo, "of nothing, nothing is proved");
        assert_eq!(of(0.0, 0.0).rows.as_deref(), Some("/cases"));
    }

    #[test]
    fn a_document_is_done_when_its_case_is_closed() {
        let mut body = body(None);
        body.document = true;
        let on = |done| {
            progress(
                &body,
                &Schedule::default(),
                &[report(ReportState::Reported, "2026-02-01", 1.0)],
                None,
                done,
                date("2026-07-01"),
            )
        };
        assert_eq!(on(None).standing, Standing::Reported);
        let done = on(Some(date("2026-06-01")));
        assert_eq!((done.standing, done.finished_on), (Standing::Done, Some(date("2026-06-01"))));
    }
}
