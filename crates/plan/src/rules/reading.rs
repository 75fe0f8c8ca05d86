//! Reading a document: lines, outline, proposed tasks, numbers.

use crate::model::{OutlineNode, Reading, Summary, TaskRecord};
use kernel::problem::{FieldProblem, Problem};
use outline::{Lines, Vocabulary};

/// Largest file, bytes.
pub const LARGEST: usize = 10 * 1024 * 1024;
/// Longest file name, characters.
const LONGEST_NAME: usize = 200;

/// Reads a .txt or .docx; the bytes decide which. Takes about a second for five megabytes, so run it outside any
/// transaction.
///
/// # Errors
/// 413 above ten megabytes, 422 on `/file` when it holds no text or is of another format.
pub fn read(vocabulary: &Vocabulary, name: &str, bytes: Vec<u8>) -> Result<Reading, Problem> {
    if bytes.len() > LARGEST {
        return Err(Problem::too_large());
    }
    let name: String =
        name.trim().chars().filter(|character| !character.is_control()).take(LONGEST_NAME).collect();
    let name = if name.is_empty() { "未命名".to_owned() } else { name };
    let refused = |message: String| Problem::invalid(vec![FieldProblem::new("/file", "unreadable", message)]);
    let read = outline::read(&bytes, &name).map_err(|error| refused(error.to_string()))?;
    let outline = outline::outline(&read);
    let tasks: Result<Vec<TaskRecord>, _> = outline::tasks(&outline, vocabulary)
        .iter()
        .map(|record| serde_json::to_value(record).and_then(serde_json::from_value))
        .collect();
    let tasks = tasks.map_err(Problem::internal)?;
    let nodes: Vec<OutlineNode> = outline.nodes.iter().map(OutlineNode::from).collect();
    let summary = summary(&nodes, &tasks);
    Ok(Reading { name, bytes, lines: numbered(&read), nodes, tasks, summary })
}

/// Source lines so that line 1 stands first; soft line breaks stay inside their paragraph.
fn numbered(lines: &Lines) -> Vec<String> {
    let mut all: Vec<String> = Vec::with_capacity(lines.lines().len());
    for line in lines.lines() {
        let number = usize::try_from(line.number).unwrap_or(usize::MAX);
        if number == all.len()
            && let Some(last) = all.last_mut()
        {
            last.push('\n');
            last.push_str(&line.text);
            continue;
        }
        // Numbers only grow; one that was left out is an empty line.
        while all.len() + 1 < number {
            all.push(String::new());
        }
        all.push(line.text.clone());
    }
    all
}

fn summary(nodes: &[OutlineNode], tasks: &[TaskRecord]) -> Summary {
    let count = |kind: &str| nodes.iter().filter(|node| node.kind == kind).count() as u64;
    Summary {
        sections: count("section"),
        clauses: count("clause"),
        items: count("item"),
        gaps: count("gap"),
        omitted_chars: nodes.iter().filter_map(|node| node.omitted_chars).sum(),
        tasks: tasks.len() as u64,
        unowned: tasks.iter().filter(|task| task.lead.is_empty()).count() as u64,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "2024年全市消防工作要点\n一、健全责任体系\n（一）落实行业责任。\n\
        1.由教育部门牵头，会同消防部门每月开展一次检查。\n2.年底前完成1至2处重点地区整治。\n……（…省略12字…）……\n";

    fn reading() -> Reading {
        read(&Vocabulary::builtin(), "要点.txt", TEXT.as_bytes().to_vec()).unwrap()
    }

    #[test]
    fn a_document_is_counted_and_keeps_its_lines() {
        let found = reading();
        assert_eq!(found.lines.len(), 6);
        assert_eq!(
            (found.summary.sections, found.summary.clauses, found.summary.items, found.summary.gaps),
            (1, 1, 2, 1)
        );
        assert_eq!(found.summary.omitted_chars, 12);
        assert!(found.summary.tasks >= 2);
        assert!(found.summary.unowned >= 1);
        let first = found.tasks.iter().find(|task| task.clause == "一(一)1").unwrap();
        assert_eq!(first.due[0].value.as_deref(), Some("P1M"));
        assert_eq!(first.lead[0].raw, "教育");
    }

    #[test]
    fn the_node_shown_is_the_node_the_command_prints() {
        let lines = outline::read(TEXT.as_bytes(), "要点.txt").unwrap();
        for (shown, node) in reading().nodes.iter().zip(&outline::outline(&lines).nodes) {
            let mut printed = serde_json::to_value(node).unwrap();
            // The command prints an item's heading as null; the interface leaves it out.
            printed.as_object_mut().unwrap().retain(|_, value| !value.is_null());
            assert_eq!(serde_json::to_value(shown).unwrap(), printed);
        }
    }

    #[test]
    fn what_cannot_be_read_is_refused_with_advice() {
        let refused = |bytes: &[u8]| read(&Vocabulary::builtin(), "a.txt", bytes.to_vec()).unwrap_err();
        assert_eq!(refused(b"%PDF-1.7").fields[0].pointer, "/file");
        assert_eq!(refused(b"  \n").status, 422);
        assert_eq!(read(&Vocabulary::builtin(), "a.txt", vec![b'a'; LARGEST + 1]).unwrap_err().status, 413);
    }
}
