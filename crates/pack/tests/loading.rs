//! How packs are laid over each other, and what a loaded pack answers.

mod small;

use pack::{Checker, Checkers, Code, Files, Finding, Pack, check, check_with};

/// The small pack and a city that extends it.
fn with_city(extra: &[(&str, &str)]) -> Files {
    let mut files = small::files();
    files.insert(
        "city/pack.toml",
        "name = \"city\"\ntitle = \"市\"\nversion = \"2\"\nextends = \"small\"\nsynthetic = true\n",
    );
    for (path, text) in extra {
        files.insert(format!("city/{path}"), *text);
    }
    files
}

fn load(files: &Files, name: &str) -> Pack {
    Pack::load(files, name).unwrap_or_else(|findings| {
        panic!("{}", findings.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))
    })
}

#[test]
fn a_later_pack_replaces_by_code_and_adds_the_rest() {
    let roles = "[[role]]\ncode = \"worker\"\nname = \"专管员\"\nlevels = [\"city\"]\npermissions = [\"case.act\"]\n\
                 [[role]]\ncode = \"guest\"\nname = \"访客\"\nlevels = [\"city\"]\npermissions = []\n";
    let pack = load(&with_city(&[("roles.toml", roles)]), "city");
    assert_eq!(pack.chain, ["small", "city"]);
    assert_eq!((pack.name(), pack.version(), pack.manifest.synthetic), ("city", "2", true));
    assert_eq!(pack.role("worker").unwrap().name, "专管员");
    assert_eq!(pack.roles.len(), 5);
    assert!(pack.role("chief").is_some());
}

#[test]
fn a_fault_below_is_told_once_where_it_stands() {
    let mut files = with_city(&[]);
    files.insert("small/duties.toml", "[[duty]]\ncode = \"one\"\n");
    let findings = check(&files);
    assert_eq!(findings.len(), 1, "{findings:?}");
    assert_eq!(findings[0].file, "small/duties.toml");
    assert!(Pack::load(&files, "city").is_err() && Pack::load(&files, "small").is_err());
}

#[test]
fn a_replacement_that_breaks_a_reference_is_told_where_the_reference_stands() {
    let list = "code = \"hazard_classes\"\nname = \"隐患类别\"\n[[item]]\ncode = \"exit\"\nname = \"出口\"\n";
    let files = with_city(&[("lists/hazard_classes.toml", list)]);
    assert!(check(&files).is_empty(), "a shorter list is no fault while nothing names what it lost");
    let files = with_city(&[("lists/hazard_classes.toml", &list.replace("exit", "door"))]);
    let told: Vec<(String, Code)> =
        check(&files).into_iter().map(|finding| (finding.file, finding.code)).collect();
    let wanted = ["small/checklists/general.toml", "small/lists/five.toml"];
    assert_eq!(told, wanted.map(|file| (file.to_owned(), Code::UnknownReference)));
}

#[test]
fn a_file_the_format_does_not_know_is_told() {
    let files = with_city(&[("role.toml", ""), ("lists/deep/a.toml", ""), ("notes.md", "说明")]);
    let told: Vec<(String, Code)> =
        check(&files).into_iter().map(|finding| (finding.file, finding.code)).collect();
    let wanted = ["city/lists/deep/a.toml", "city/role.toml"];
    assert_eq!(told, wanted.map(|file| (file.to_owned(), Code::UnknownFile)));
}

#[test]
fn a_file_in_another_encoding_is_told() {
    let mut files = with_city(&[]);
    files.insert("city/roles.toml", vec![0xC8, 0xCB]);
    let findings = check(&files);
    assert_eq!((findings.len(), findings[0].code), (1, Code::Encoding));
}

#[test]
fn several_faults_of_one_file_are_told_together() {
    let roles = "[[role]]\ncode = \"a\"\nname = 1\n[[role]]\nname = \"乙\"\n[[role]]\ncode = \"c\"\nname = \"丙\"\nlevels = \"city\"\n";
    let findings = check(&with_city(&[("roles.toml", roles)]));
    let told: Vec<(u32, Code)> = findings.iter().map(|finding| (finding.line, finding.code)).collect();
    assert_eq!(told, [(3, Code::BadValue), (4, Code::MissingKey), (9, Code::BadValue)]);
}

struct NoReadme;

impl Checker for NoReadme {
    fn check(&self, files: &Files, pack: &str, findings: &mut Vec<Finding>) {
        for (path, _) in files.of_pack(pack).filter(|(path, _)| path.ends_with(".md")) {
            findings.push(Finding::on_file(&format!("{pack}/{path}"), Code::UnknownFile, "不要说明"));
        }
    }
}

#[test]
fn another_room_checks_its_own_files() {
    let mut checkers = Checkers::default();
    checkers.register(NoReadme);
    let told: Vec<String> = check_with(&small::files(), &checkers).iter().map(ToString::to_string).collect();
    assert_eq!(told, ["small/README.md:1 [unknown-file] 不要说明"]);
}

#[test]
fn a_finding_prints_as_file_line_column_code_message_and_hint() {
    let mut files = small::files();
    files.insert("small/pack.toml", "name = \"small\"\ntitel = \"小\"\ntitle = \"小\"\nversion = \"1\"\n");
    let told: Vec<String> = check(&files).iter().map(ToString::to_string).collect();
    assert_eq!(told, ["small/pack.toml:2:1 [unknown-key] 不认识的键“titel”（是否为“title”？）"]);
}

#[test]
fn the_content_hash_knows_content_and_not_layout() {
    let hash = |files: &Files| load(files, "small").lifecycle("task").unwrap().content_hash.clone();
    let files = small::files();
    let text = String::from_utf8(files.get("small/lifecycles/task.toml").unwrap().to_vec()).unwrap();
    let with = |text: String| {
        let mut files = files.clone();
        files.insert("small/lifecycles/task.toml", text);
        files
    };
    assert_eq!(hash(&files), hash(&with(format!("# 说明\n\n{text}"))), "a remark changes nothing");
    assert_eq!(hash(&files), hash(&with(text.replace("danger = false\n", ""))));
    assert_ne!(hash(&files), hash(&with(text.replace("\"办结\"", "\"销号\""))), "a word changes it");
}

#[test]
fn checklists_papers_and_kinds_are_found() {
    let pack = load(&small::files(), "small");
    assert_eq!(pack.checklists_for("hotel").len(), 1);
    assert_eq!(pack.premises_kind("hotel").unwrap().industry_lead(), Some("fire"));
    let paper = pack.document("extension").unwrap();
    assert_eq!(paper.numbered("穗消", "穗消安办", 2024, 7).unwrap(), "穗消延字〔2024〕第0007号");
    assert!(pack.threshold("rooms").unwrap().met_by(50) && !pack.threshold("rooms").unwrap().met_by(49));
}
