//! The commands as a script meets them: data on standard output, messages on standard error, a number at the end.

use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use store::Engine;

scenarios![
    the_outline_of_a_document_is_one_object_a_line.once,
    the_tasks_of_a_document_name_who_and_until_when.once,
    a_document_that_cannot_be_read_is_named.once,
    suggestions_come_one_a_line_with_the_edition_that_was_asked_for.once,
    a_case_that_cannot_be_judged_is_named_with_its_line.once,
    a_pack_with_a_fault_is_told_with_file_and_line.once,
    the_packs_inside_the_program_pass_their_own_check.once,
    the_tables_of_a_ledger_file_are_one_object_a_sheet.once,
    a_ledger_file_that_cannot_be_read_is_named.once,
    a_wrong_word_is_wrong_usage.once,
    a_database_is_set_up_backed_up_and_verified.once,
    the_real_work_points_are_read.on_real_input,
    the_shared_cases_are_judged_as_the_table_says.on_real_input,
];

/// The program in a folder of its own, with nothing of ours in its environment.
pub(crate) fn qutu(folder: &Path, words: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_qutu"));
    command.args(words).current_dir(folder);
    for (name, _) in std::env::vars_os() {
        if name.to_string_lossy().starts_with("QUTU_") {
            command.env_remove(name);
        }
    }
    command.output().unwrap()
}

fn lines(output: &Output) -> Vec<Value> {
    let text = std::str::from_utf8(&output.stdout).unwrap();
    text.lines()
        .map(|line| serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}")))
        .collect()
}

fn told(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn code(output: &Output) -> i32 {
    output.status.code().unwrap_or_else(|| panic!("{:?}: {}", output.status, told(output)))
}

fn folder() -> tempfile::TempDir {
    tempfile::Builder::new().prefix("qutu-command-").tempdir().unwrap()
}

const POINTS: &str = "示范市2024年消防工作要点\n\n一、总体要求\n坚持预防为主。\n二、重点任务\n(一)开展集中除患攻坚。\n\
     1.排查整治高层建筑。住房城乡建设部门牵头,6月底前完成一轮全覆盖排查。\n2.每月通报一次进展。\n";

async fn the_outline_of_a_document_is_one_object_a_line(_: Engine) {
    let home = folder();
    fs::write(home.path().join("points.txt"), POINTS).unwrap();
    let output = qutu(home.path(), &["plan", "outline", "points.txt"]);
    assert_eq!(code(&output), 0, "{}", told(&output));
    assert_eq!(told(&output), "");
    let nodes = lines(&output);
    let ids: Vec<&str> = nodes.iter().map(|node| node["id"].as_str().unwrap()).collect();
    assert_eq!(ids, ["title", "一", "二", "二(一)", "二(一)1", "二(一)2"]);
    assert_eq!((&nodes[4]["kind"], &nodes[4]["level"]), (&"item".into(), &3.into()));
    assert_eq!(nodes[4]["lines"], serde_json::json!([7, 7]));
}

async fn the_tasks_of_a_document_name_who_and_until_when(_: Engine) {
    let home = folder();
    fs::write(home.path().join("points.txt"), POINTS).unwrap();
    let output = qutu(home.path(), &["plan", "tasks", "points.txt"]);
    assert_eq!(code(&output), 0, "{}", told(&output));
    let tasks = lines(&output);
    let task =
        tasks.iter().find(|task| task["due"][0]["kind"] == "date").unwrap_or_else(|| panic!("{tasks:?}"));
    assert_eq!((&task["clause"], &task["due"][0]["value"]), (&"二(一)1".into(), &"2024-06-30".into()));
    assert_eq!(task["lead"][0]["name"], "住房城乡建设部门");
    assert_eq!(task["coverage"]["share"], 1.0);
    assert!(tasks.iter().any(|task| task["due"][0]["value"] == "P1M"), "{tasks:?}");
}

async fn a_document_that_cannot_be_read_is_named(_: Engine) {
    let home = folder();
    fs::write(home.path().join("empty.txt"), "").unwrap();
    fs::write(home.path().join("picture.docx"), testkit::png(1)).unwrap();
    for name in ["missing.txt", "empty.txt", "picture.docx"] {
        for command in ["outline", "tasks"] {
            let output = qutu(home.path(), &["plan", command, name]);
            assert_eq!(code(&output), 2, "{name}: {}", told(&output));
            assert!(output.stdout.is_empty());
            assert!(told(&output).contains(name), "{}", told(&output));
        }
    }
}

const CASES: &str = "cases:\n  - id: short-of-exits\n    inputs:\n      kinds: [shop]\n      exits_required: 3\n      exits_present: 1\n\
     \x20 - id: nothing-recorded\n    inputs:\n      kinds: [shop]\n";

async fn suggestions_come_one_a_line_with_the_edition_that_was_asked_for(_: Engine) {
    let home = folder();
    fs::write(home.path().join("cases.yaml"), CASES).unwrap();
    let by: [(&[&str], &str); 4] = [
        (&["--edition", "2017"], "2017"),
        (&["--edition", "2025"], "2025"),
        (&["--date", "2025-10-31"], "2017"),
        (&["--date", "2025-11-01"], "2025"),
    ];
    for (flag, edition) in by {
        let words: Vec<&str> =
            ["judge"].iter().chain(flag).chain(&["--cases", "cases.yaml"]).copied().collect();
        let output = qutu(home.path(), &words);
        assert_eq!(code(&output), 0, "{}", told(&output));
        let lines = lines(&output);
        assert_eq!(lines.len(), 2);
        assert_eq!((&lines[0]["id"], &lines[0]["verdict"]), (&"short-of-exits".into(), &"major".into()));
        assert_eq!((&lines[1]["verdict"], &lines[1]["route"]), (&"not_major".into(), &Value::Null));
        assert!(lines.iter().all(|line| line["edition"] == edition), "{lines:?}");
    }
    let against = ["judge", "--edition", "2025", "--date", "2024-05-06", "--cases", "cases.yaml"];
    for words in [
        &["judge", "--cases", "cases.yaml"][..],
        &["judge", "--date", "2018-06-30", "--cases", "cases.yaml"],
        &against,
    ] {
        let output = qutu(home.path(), words);
        assert_eq!((code(&output), output.stdout.len()), (2, 0), "{words:?}");
        assert!(!told(&output).is_empty());
    }
}

async fn a_case_that_cannot_be_judged_is_named_with_its_line(_: Engine) {
    let home = folder();
    let bad = "cases:\n  - id: good\n    inputs: {kinds: [shop]}\n  - id: bad\n    inputs: {kinds: [moon], exits_present: many}\n";
    fs::write(home.path().join("bad.yaml"), bad).unwrap();
    fs::write(home.path().join("broken.yaml"), "cases:\n  - id: a\n   inputs: {\n").unwrap();
    fs::write(home.path().join("other.yaml"), "rows: []\n").unwrap();
    let output = qutu(home.path(), &["judge", "--edition", "2025", "--cases", "bad.yaml"]);
    assert_eq!(code(&output), 2);
    assert_eq!(lines(&output).len(), 1, "what can be judged is judged");
    assert!(told(&output).contains("bad.yaml:4: "), "{}", told(&output));
    for name in ["broken.yaml", "other.yaml", "missing.yaml"] {
        let output = qutu(home.path(), &["judge", "--edition", "2025", "--cases", name]);
        assert_eq!(code(&output), 2, "{name}");
        assert!(told(&output).contains(name), "{}", told(&output));
    }
}

fn small_pack(root: &Path) {
    let pack = root.join("small");
    fs::create_dir_all(pack.join("lists")).unwrap();
    fs::write(
        pack.join("pack.toml"),
        "name = \"small\"\ntitle = \"小包\"\nversion = \"1\"\ndescription = \"试验\"\n",
    )
    .unwrap();
    let list = "code = \"sectors\"\nname = \"条线\"\n\n[[item]]\ncode = \"commerce\"\nname = \"商务\"\n";
    fs::write(pack.join("lists/sectors.toml"), list).unwrap();
}

async fn a_pack_with_a_fault_is_told_with_file_and_line(_: Engine) {
    let home = folder();
    small_pack(home.path());
    let output = qutu(home.path(), &["pack", "check", "."]);
    assert_eq!((code(&output), output.stdout.len()), (0, 0), "{}", told(&output));
    let departments = "[[department]]\ncode = \"commerce\"\nname = \"商务部门\"\nsector = \"lost\"\n";
    fs::write(home.path().join("small/departments.toml"), departments).unwrap();
    for dir in [".", "small"] {
        let output = qutu(home.path(), &["pack", "check", dir]);
        assert_eq!(code(&output), 1, "{}", told(&output));
        let found = lines(&output);
        assert_eq!(found[0]["file"], "small/departments.toml", "{found:?}");
        assert!(told(&output).contains("small/departments.toml:"), "{}", told(&output));
        assert!(found[0]["line"].as_u64().is_some_and(|line| line > 0), "{found:?}");
    }
    for dir in ["nowhere", "small/lists"] {
        let output = qutu(home.path(), &["pack", "check", dir]);
        assert_eq!(code(&output), 2, "{dir}: {}", told(&output));
        assert!(told(&output).contains(dir));
    }
}

async fn the_packs_inside_the_program_pass_their_own_check(_: Engine) {
    let packs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../packs");
    let output = qutu(&packs, &["pack", "check", "."]);
    assert_eq!(code(&output), 0, "{}", told(&output));
}

async fn the_tables_of_a_ledger_file_are_one_object_a_sheet(_: Engine) {
    let home = folder();
    let text = "示范市重点单位台账,,\n序号,单位名称,人数\n1,甲商店,3\n2,乙仓库,\n合计,,3\n";
    fs::write(home.path().join("ledger.csv"), text).unwrap();
    let output = qutu(home.path(), &["ledger", "inspect", "ledger.csv"]);
    assert_eq!((code(&output), told(&output).as_str()), (0, ""));
    let wanted = serde_json::json!({"sheet": "ledger", "tables": [{"header_rows": [2], "rows": [3, 4], "columns": [
        {"index": 1, "name": "序号", "type": "integer", "filled": 1.0},
        {"index": 2, "name": "单位名称", "type": "text", "filled": 1.0},
        {"index": 3, "name": "人数", "type": "integer", "filled": 0.5},
    ]}]});
    assert_eq!(lines(&output), [wanted]);
    fs::write(home.path().join("prose.csv"), "一、填报范围\n各镇街\n").unwrap();
    let output = qutu(home.path(), &["ledger", "inspect", "prose.csv"]);
    assert_eq!((code(&output), &lines(&output)[0]["tables"]), (0, &serde_json::json!([])));
}

async fn a_ledger_file_that_cannot_be_read_is_named(_: Engine) {
    let home = folder();
    fs::write(home.path().join("empty.xlsx"), "").unwrap();
    fs::write(home.path().join("picture.xls"), testkit::png(1)).unwrap();
    fs::write(home.path().join("page.xls"), "<html><table></table></html>").unwrap();
    fs::write(home.path().join("open.csv"), "名称,地址\n甲,\"乙\n丙,丁\n").unwrap();
    for (name, line) in
        [("missing.csv", 1), ("empty.xlsx", 1), ("picture.xls", 1), ("page.xls", 1), ("open.csv", 2)]
    {
        let output = qutu(home.path(), &["ledger", "inspect", name]);
        assert_eq!((code(&output), output.stdout.len()), (2, 0), "{name}: {}", told(&output));
        assert!(told(&output).starts_with(&format!("{name}:{line}: ")), "{}", told(&output));
    }
}

async fn a_wrong_word_is_wrong_usage(_: Engine) {
    let home = folder();
    for words in [
        &["dance"][..],
        &["plan"],
        &["plan", "outline"],
        &["ledger"],
        &["ledger", "inspect"],
        &["judge"],
        &["judge", "--date", "soon", "--cases", "x"],
    ] {
        let output = qutu(home.path(), words);
        assert_eq!((code(&output), output.stdout.len()), (2, 0), "{words:?}");
        assert!(!told(&output).is_empty());
    }
    let output = qutu(home.path(), &["--config", "missing.toml", "plan", "outline", "x"]);
    assert_eq!(code(&output), 2);
    assert!(told(&output).contains("missing.toml"), "{}", told(&output));
    fs::write(home.path().join("odd.toml"), "liste = \"127.0.0.1:1\"\n").unwrap();
    let output = qutu(home.path(), &["--config", "odd.toml", "serve"]);
    assert_eq!(code(&output), 2);
    assert!(told(&output).contains("liste"), "{}", told(&output));
}

async fn a_database_is_set_up_backed_up_and_verified(_: Engine) {
    let home = folder();
    fs::write(home.path().join("q.toml"), "pack = \"demo-city\"\n").unwrap();
    let run = |words: &[&str]| {
        let words: Vec<&str> = ["--config", "q.toml"].iter().chain(words).copied().collect();
        qutu(home.path(), &words)
    };
    let output = run(&["setup"]);
    assert_eq!(code(&output), 0, "{}", told(&output));
    let text = String::from_utf8(output.stdout).unwrap();
    let accounts: Vec<Vec<&str>> = text.lines().map(|line| line.split('\t').collect()).collect();
    assert_eq!(
        accounts.iter().map(|cells| cells[1]).collect::<Vec<_>>(),
        ["sysadmin", "secadmin", "auditor"]
    );
    let again = run(&["setup"]);
    assert_ne!(code(&again), 0, "a second setup gives no second administrators");
    let output = run(&["audit", "anchor"]);
    assert_eq!(code(&output), 0, "{}", told(&output));
    fs::write(home.path().join("anchor.json"), &output.stdout).unwrap();
    let output = run(&["audit", "verify", "--anchor", "anchor.json", "--rows"]);
    assert_eq!((code(&output), &lines(&output)[0]["ok"]), (0, &true.into()), "{}", told(&output));
    let output = run(&["backup", "copy"]);
    assert_eq!(code(&output), 0, "{}", told(&output));
    assert_eq!(lines(&output)[0]["files"][0]["path"], "qutu.db");
    assert_ne!(code(&run(&["backup", "copy"])), 0, "a backup is never written over");
    fs::write(home.path().join("r.toml"), "pack = \"demo-city\"\ndata = \"other\"\n").unwrap();
    let output = qutu(home.path(), &["--config", "r.toml", "restore", "copy"]);
    assert_eq!(code(&output), 0, "{}", told(&output));
    // The key of the chain is no part of a backup; with it the restored chain verifies.
    assert!(!home.path().join("other/audit.key").exists());
    fs::copy(home.path().join("data/audit.key"), home.path().join("other/audit.key")).unwrap();
    let output =
        qutu(home.path(), &["--config", "r.toml", "audit", "verify", "--rows", "--anchor", "anchor.json"]);
    assert_eq!(code(&output), 0, "{}", told(&output));
    fs::write(home.path().join("anchor.json"), "{}").unwrap();
    assert_eq!(code(&run(&["audit", "verify", "--anchor", "anchor.json"])), 2);
}

/// A file of the folder that `QUTU_REAL_INPUT` names, wherever below it lies.
fn real(name: &str) -> PathBuf {
    let root = PathBuf::from(std::env::var_os("QUTU_REAL_INPUT").unwrap());
    let mut folders = vec![root.clone()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap().flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.file_name().is_some_and(|found| found == name) {
                return path;
            }
        }
    }
    panic!("{name} is not below {}", root.display())
}

async fn the_real_work_points_are_read(_: Engine) {
    let (home, seed) = (folder(), real("work-points-2024.txt"));
    let output = qutu(home.path(), &["plan", "outline", seed.to_str().unwrap()]);
    assert_eq!(code(&output), 0, "{}", told(&output));
    let nodes = lines(&output);
    let of = |kind: &str| nodes.iter().filter(|node| node["kind"] == kind).count();
    assert_eq!((of("section"), of("clause"), of("item"), of("fragment"), of("gap")), (5, 10, 17, 1, 2));
    let omitted: Vec<&Value> =
        nodes.iter().filter(|node| node["kind"] == "gap").map(|node| &node["omitted_chars"]).collect();
    assert_eq!(omitted, [&Value::from(1221), &Value::from(2790)]);
    let output = qutu(home.path(), &["plan", "tasks", seed.to_str().unwrap()]);
    assert_eq!(code(&output), 0, "{}", told(&output));
    let tasks = lines(&output);
    let due = |clause: &str, value: &str| {
        tasks.iter().any(|task| {
            task["clause"] == clause
                && task["due"].as_array().unwrap().iter().any(|due| due["value"] == value)
        })
    };
    assert!(due("二(五)1", "P1M") && due("二(五)2", "P1D") && due("二(六)3", "2024-12-31"));
}

async fn the_shared_cases_are_judged_as_the_table_says(_: Engine) {
    let home = folder();
    for (edition, name) in [("2017", "cases-2017.yaml"), ("2025", "cases-2025.yaml")] {
        let file = real(name);
        let output = qutu(home.path(), &["judge", "--edition", edition, "--cases", file.to_str().unwrap()]);
        assert_eq!(code(&output), 0, "{}", told(&output));
        let wanted: Value = serde_norway::from_str(&fs::read_to_string(&file).unwrap()).unwrap();
        let wanted = wanted["cases"].as_array().unwrap();
        let found = lines(&output);
        assert_eq!(found.len(), wanted.len());
        for (found, case) in found.iter().zip(wanted) {
            for (key, expected) in case["expected"].as_object().unwrap() {
                let sorted = |value: &Value| {
                    let mut words: Vec<String> =
                        value.as_array().into_iter().flatten().map(ToString::to_string).collect();
                    words.sort();
                    words
                };
                let same = if expected.is_array() {
                    sorted(&found[key]) == sorted(expected)
                } else {
                    found[key] == *expected
                };
                assert!(same, "{edition} {}: {key} is {} and should be {expected}", case["id"], found[key]);
            }
        }
    }
}
