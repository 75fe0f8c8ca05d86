//! What an item has and what is missing.

use crate::model::{Entry, Gap, ItemSummary, SheetItem, Source, SourceCount};
use crate::rules::layout::Unplaced;
use std::collections::{BTreeMap, BTreeSet};

/// How far an item is proved. `counts` are the rows that prove, by want.
pub(super) fn summary(
    position: u32,
    item: &SheetItem,
    folder: String,
    entries: &[Entry],
    files: &[Unplaced],
    counts: Vec<u64>,
) -> ItemSummary {
    let mut missing = Vec::new();
    if item.wants.is_empty() {
        missing.push("没有设定佐证来源".to_owned());
    }
    for (want, count) in item.wants.iter().zip(counts) {
        if count == 0 {
            let closed = match want.source {
                Source::PlanReports => "已核验的",
                _ if want.closed_only => "办结的",
                _ => "",
            };
            missing.push(format!("期间内没有{closed}{}", want.source.label()));
        }
    }
    let proved: BTreeSet<u32> = files.iter().map(|file| file.file.entry).collect();
    let bare =
        entries.iter().filter(|entry| entry.source == Source::Cases && !proved.contains(&entry.seq)).count();
    if bare > 0 {
        missing.push(format!("{bare}件事项没有佐证文件"));
    }
    let said = entries.iter().filter(|entry| !entry.proves()).count();
    if said > 0 {
        missing.push(format!("{said}条{}未核验，不作佐证", Source::PlanReports.label()));
    }
    let lists = entries.iter().any(|entry| entry.source != Source::Cases && entry.proves());
    let gap = if files.is_empty() && !lists {
        Gap::Missing
    } else if missing.is_empty() {
        Gap::Full
    } else {
        Gap::Partial
    };
    let mut by_source: BTreeMap<Source, u32> = BTreeMap::new();
    for entry in entries {
        *by_source.entry(entry.source).or_default() += 1;
    }
    let count = |length: usize| u32::try_from(length).unwrap_or(u32::MAX);
    ItemSummary {
        position,
        item: item.clone(),
        folder,
        entries: count(entries.len()),
        by_source: by_source.into_iter().map(|(source, count)| SourceCount { source, count }).collect(),
        files: count(files.len()),
        gap,
        missing,
    }
}
