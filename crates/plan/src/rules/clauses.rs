//! The clauses of the pack's work points with where each is met (要点对照表).

use crate::model::{ClauseRow, SectionRow};
use pack::{BuildStatus, Clause, ClauseKind, ClauseStatus, CrosswalkRow, Pack};

/// Every clause in document order.
#[must_use]
pub fn rows(pack: &Pack) -> Vec<ClauseRow> {
    in_sections(pack).into_iter().map(|(section, clause)| row(pack, section, clause)).collect()
}

/// Every section with how much of it is known.
#[must_use]
pub fn sections(pack: &Pack) -> Vec<SectionRow> {
    let all = in_sections(pack);
    let heads = all.iter().filter(|(_, clause)| clause.kind == ClauseKind::Section);
    heads
        .map(|(_, head)| {
            let own = || all.iter().filter(|(section, _)| *section == head.id).map(|(_, clause)| clause);
            let below = || own().filter(|clause| clause.kind != ClauseKind::Section);
            SectionRow {
                section: head.id.clone(),
                title: head.heading.clone(),
                clauses: below().count() as u64,
                present: below().filter(|clause| clause.status == ClauseStatus::Present).count() as u64,
                tasks: own().map(|clause| clause.tasks.len() as u64).sum(),
            }
        })
        .collect()
}

/// Every clause in document order with the id of the section it stands in; a fragment's id does not tell.
fn in_sections(pack: &Pack) -> Vec<(&str, &Clause)> {
    let mut section = "";
    let clauses = pack.work_points.iter().flat_map(|document| &document.clauses);
    clauses
        .map(|clause| {
            if clause.kind == ClauseKind::Section {
                section = &clause.id;
            }
            (section, clause)
        })
        .collect()
}

const fn status(status: ClauseStatus) -> &'static str {
    match status {
        ClauseStatus::Present => "present",
        ClauseStatus::Partial => "partial",
        ClauseStatus::Elided => "elided",
    }
}

fn row(pack: &Pack, section: &str, clause: &Clause) -> ClauseRow {
    let met: Vec<&CrosswalkRow> = pack.crosswalk.iter().filter(|row| row.clause == clause.id).collect();
    ClauseRow {
        id: clause.id.clone(),
        title: clause.heading.clone(),
        section: section.to_owned(),
        status: status(clause.status).to_owned(),
        summary: clause.summary.clone().unwrap_or_default(),
        screen: listed(met.iter().filter_map(|row| row.screen.as_deref())),
        api: listed(met.iter().flat_map(|row| row.api.iter().map(String::as_str))),
        test: listed(met.iter().flat_map(|row| row.tests.iter().map(String::as_str))),
        built: !met.is_empty() && met.iter().all(|row| row.status == BuildStatus::Built),
        missing: listed(met.iter().filter_map(|row| row.missing.as_deref())),
        tasks: clause.tasks.len() as u64,
    }
}

/// Whether a clause is another or stands below it, by their ids: `二(六)3` stands below `二(六)` and `二`, `二(六)10` not below
/// `二(六)1`.
#[must_use]
pub fn within(clause: &str, above: &str) -> bool {
    let Some(rest) = clause.strip_prefix(above) else { return false };
    match above.chars().last() {
        _ if rest.is_empty() => true,
        None => false,
        Some(')') => true,
        Some(last) if last.is_ascii_digit() => !rest.starts_with(|next: char| next.is_ascii_digit()),
        Some(_) => rest.starts_with('('),
    }
}

/// Each once, one a line; none when there is nothing.
fn listed<'a>(parts: impl Iterator<Item = &'a str>) -> Option<String> {
    let mut lines: Vec<&str> = Vec::new();
    for part in parts {
        if !lines.contains(&part) {
            lines.push(part);
        }
    }
    (!lines.is_empty()).then(|| lines.join("\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clause_holds_what_stands_below_it_and_no_longer_number() {
        for (clause, above) in [("二(六)3", "二(六)3"), ("二(六)3", "二(六)"), ("二(六)3", "二")] {
            assert!(within(clause, above), "{clause} below {above}");
        }
        for (clause, above) in
            [("二(六)10", "二(六)1"), ("二(六)", "二(六)3"), ("十二(一)", "十"), ("一(二)", "二"), ("一", "")]
        {
            assert!(!within(clause, above), "{clause} not below {above}");
        }
    }

    #[test]
    fn lines_are_told_once() {
        assert_eq!(listed(["a", "b", "a"].into_iter()).as_deref(), Some("a\nb"));
        assert_eq!(listed(std::iter::empty()), None);
    }
}
