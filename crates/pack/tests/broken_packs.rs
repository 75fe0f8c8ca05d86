//! Every way to break a pack is told with the file, the line and what is wrong.

mod small;

use pack::Code::{self, *};
use pack::{Files, Pack, check};

/// Replaces a text in one file, which must occur exactly once unless the case says it is the first of several.
fn edited(file: &str, from: &str, to: &str) -> Files {
    let mut files = small::files();
    let path = format!("small/{file}");
    let text = String::from_utf8(files.get(&path).expect(file).to_vec()).expect("text");
    assert!(text.contains(from), "{file} has no “{from}”");
    files.insert(path, text.replacen(from, to, 1));
    files
}

/// The line on which a text stands, 1-based.
fn line_of(files: &Files, file: &str, needle: &str) -> u32 {
    let text = String::from_utf8(files.get(&format!("small/{file}")).expect(file).to_vec()).expect("text");
    let offset = text.find(needle).unwrap_or_else(|| panic!("{file} has no “{needle}”"));
    u32::try_from(text[..offset].matches('\n').count() + 1).expect("a small file")
}

/// One way to break the small pack.
struct Break {
    file: &'static str,
    from: &'static str,
    to: &'static str,
    /// Code, the file it is told in, and a text that begins on the line it is told on.
    expect: &'static [(Code, &'static str, &'static str)],
}

const fn broken(
    file: &'static str,
    from: &'static str,
    to: &'static str,
    expect: &'static [(Code, &'static str, &'static str)],
) -> Break {
    Break { file, from, to, expect }
}

const ROLES: &str = "roles.toml";
const TASK: &str = "lifecycles/task.toml";
const WORK: &str = "work_points.toml";
const KINDS: &str = "premises_kinds.toml";

#[rustfmt::skip]
const BREAKS: &[Break] = &[
    // reading
    broken("pack.toml", "title = ", "title ", &[(Syntax, "pack.toml", "title ")]),
    broken("pack.toml", "\"small\"", "\"large\"", &[(Inconsistent, "pack.toml", "name = \"large\"")]),
    broken("pack.toml", "version = \"1\"\n", "", &[(MissingKey, "pack.toml", "name")]),
    broken("pack.toml", "version", "extends = \"nowhere\"\nversion", &[(UnknownPack, "pack.toml", "extends")]),
    broken("pack.toml", "version", "extends = \"small\"\nversion", &[(ExtendsCycle, "pack.toml", "extends")]),
    broken("pack.toml", "440100000000", "44010", &[(BadValue, "pack.toml", "region")]),
    broken("pack.toml", "440100000000", "440200000000", &[(UnknownReference, "pack.toml", "region")]),
    broken(ROLES, "name = \"经办\"", "name = \" \"", &[(BadValue, ROLES, "name = \" \"")]),
    broken(ROLES, "name = \"经办\"", "nam = \"经办\"", &[(UnknownKey, ROLES, "nam ="), (MissingKey, ROLES, "[[role]]")]),
    broken(ROLES, "name = \"经办\"", "name = \"经办\"\ncolour = \"red\"\nshape = 1",
        &[(UnknownKey, ROLES, "colour"), (UnknownKey, ROLES, "shape")]),
    broken(ROLES, "name = \"经办\"", "name = 5", &[(BadValue, ROLES, "name = 5")]),
    broken(ROLES, "[[role]]\ncode = \"worker\"", "[[roles]]\n[[role]]\ncode = \"worker\"", &[(UnknownKey, ROLES, "[[roles]]")]),
    broken(ROLES, "code = \"chief\"", "code = \"Chief\"", &[
        (UnknownReference, "signatures.toml", "role"), (UnknownReference, TASK, "owners = [\"worker\", \"chief\"]"),
        (UnknownReference, TASK, "roles = [\"chief\"]\nfire"), (UnknownReference, TASK, "roles = [\"chief\"]\ndifferent"),
        (UnknownReference, "organisations.toml", "roles = [\"chief\"]"), (BadValue, ROLES, "[[role]]\ncode = \"Chief\"")]),
    broken("regions/regions.txt", "+001 沙面街道", "+001 沙面街道\n+001 岭南街道", &[(Regions, "regions/regions.txt", "+001 岭南")]),
    broken("regions/regions.txt", "+001 沙面街道", "+1 沙面街道", &[(Regions, "regions/regions.txt", "+1")]),
    broken("regions/regions.txt", "440103 荔湾区\n", "", &[(Regions, "regions/regions.txt", "+001")]),
    // roles
    broken(ROLES, "code = \"keeper\"", "code = \"worker\"", &[
        (DuplicateCode, ROLES, "[[role]]\ncode = \"worker\"\nname = \"系统"), (UnknownReference, ROLES, "excludes = [\"keeper\"]")]),
    broken(ROLES, "case.open", "case.opne", &[(UnknownReference, ROLES, "permissions = [\"case.read\", \"case.opne\"")]),
    broken(ROLES, "\"town\"]", "\"street\"]", &[(UnknownReference, ROLES, "levels = [\"city\", \"street\"]")]),
    broken(ROLES, "levels = [\"city\", \"town\"]", "levels = []",
        &[(BadValue, ROLES, "levels = []"), (Inconsistent, "organisations.toml", "roles = [\"worker\"]")]),
    broken(ROLES, "excludes = [\"auditor\"]\n", "", &[
        (Inconsistent, ROLES, "excludes = [\"keeper\"]"), (SeparationOfDuties, ROLES, "[[role]]\ncode = \"keeper\"")]),
    broken(ROLES, "excludes = [\"auditor\"]", "excludes = [\"auditor\", \"keeper\"]", &[(Inconsistent, ROLES, "excludes = [\"auditor\"")]),
    broken(ROLES, "[\"system.write\"]", "[\"system.write\", \"case.act\"]", &[(SeparationOfDuties, ROLES, "permissions = [\"system.write\"")]),
    broken(ROLES, "[\"system.write\"]", "[\"system.write\", \"access.write\"]", &[(SeparationOfDuties, ROLES, "permissions = [\"system.write\"")]),
    broken(ROLES, "[\"case.read\", \"case.open\"", "[\"dossier.make\", \"case.read\", \"case.open\"",
        &[(Inconsistent, ROLES, "permissions = [\"dossier.make\"")]),
    // departments
    broken("departments.toml", "sector = \"fire\"", "sector = \"fires\"", &[(UnknownReference, "departments.toml", "sector")]),
    broken("departments.toml", "name = \"教育部门\"", "name = \"消防\"", &[(DuplicateCode, "departments.toml", "name = \"消防\"\n")]),
    broken("departments.toml", "1998-09-01", "2020-09-01", &[(Inconsistent, "departments.toml", "  { name = \"公安")]),
    broken("departments.toml", "1998-09-01", "1998-09-31", &[(BadValue, "departments.toml", "  { name = \"公安")]),
    // premises kinds
    broken(KINDS, "group = \"gathering\"", "group = \"gatherings\"", &[(UnknownReference, KINDS, "group = \"gatherings\"")]),
    broken(KINDS, "department = \"fire\"", "department = \"fir\"", &[(UnknownReference, KINDS, "  department = \"fir\"")]),
    broken(KINDS, "kind = \"industry\"", "kind = \"direct\"", &[(IndustryLead, KINDS, "[[premises_kind]]")]),
    broken(KINDS, "kind = \"industry\"", "kind = \"trade\"", &[(BadValue, KINDS, "  kind = \"trade\"")]),
    broken(KINDS, "name = \"学校\"", "name = \"旅馆\"", &[(DuplicateCode, KINDS, "name = \"旅馆\"")]),
    broken(KINDS, "gb35181 = [\"hotel\"]", "gb35181 = [\"hotels\"]", &[(UnknownReference, KINDS, "gb35181 = [\"hotels\"]")]),
    // lists, thresholds, measures
    broken("lists/five.toml", "groups = \"hazard_classes\"", "groups = \"hazards\"", &[
        (UnknownReference, "lists/five.toml", "groups"), (UnknownReference, "lists/five.toml", "covers")]),
    broken("lists/five.toml", "covers = [\"exit\"]", "covers = [\"exits\"]", &[(UnknownReference, "lists/five.toml", "covers")]),
    broken("lists/hazard_classes.toml", "certainty = \"verified\"\n", "", &[(NoSource, "lists/hazard_classes.toml", "[[item]]\ncode = \"exit\"")]),
    broken("lists/hazard_classes.toml", "code = \"other\"", "code = \"exit\"", &[(DuplicateCode, "lists/hazard_classes.toml", "[[item]]\ncode = \"exit\"\nname = \"其他")]),
    broken("thresholds.toml", "source = \"未见原文\"\n", "", &[(MissingKey, "thresholds.toml", "[[threshold]]")]),
    broken("thresholds.toml", "certainty = \"unverified\"\n", "", &[(MissingKey, "thresholds.toml", "[[threshold]]")]),
    broken("thresholds.toml", "[\"hotel\"]", "[\"motel\"]", &[(UnknownReference, "thresholds.toml", "premises_kinds")]),
    broken("thresholds.toml", "valid_from", "valid_to = \"2019-01-01\"\nvalid_from", &[(Inconsistent, "thresholds.toml", "valid_to")]),
    broken("measures/wall.toml", "[\"hotel\"]", "[\"motel\"]", &[(UnknownReference, "measures/wall.toml", "premises_kinds")]),
    // clocks, papers, duties, notices
    broken("clocks.toml", "amount = 3", "amount = 0", &[(BadValue, "clocks.toml", "amount"), (Inconsistent, TASK, "source = \"clocks.order\"")]),
    broken("clocks.toml", "\"working_days\"", "\"date\"", &[(BadValue, "clocks.toml", "unit"), (Inconsistent, TASK, "source = \"clocks.order\"")]),
    broken("documents.toml", "{year}", "{yaer}", &[(UnknownReference, "documents.toml", "number")]),
    broken("documents.toml", "{sequence4}", "{sequence4", &[(BadValue, "documents.toml", "number")]),
    broken("signatures.toml", "\"chief\"", "\"worker\"", &[(Inconsistent, "signatures.toml", "documents")]),
    broken("signatures.toml", "[\"extension\"]", "[\"extensions\"]", &[(UnknownReference, "signatures.toml", "documents")]),
    broken("duties.toml", "department = \"education\"", "department = \"schools\"", &[(UnknownReference, "duties.toml", "department = ")]),
    broken("duties.toml", "P1Y", "每年", &[(BadValue, "duties.toml", "period")]),
    broken("calendar.toml", "[\"2027-01-01\"]", "[\"2027-01-03\"]", &[(BadValue, "calendar.toml", "holidays")]),
    broken("calendar.toml", "[\"2027-01-02\"]", "[\"2027-01-04\"]", &[(BadValue, "calendar.toml", "workdays")]),
    broken("calendar.toml", "[\"2027-01-02\"]", "[\"2032-01-03\"]", &[(BadValue, "calendar.toml", "workdays")]),
    // checklists
    broken("checklists/general.toml", "[\"*\"]", "[\"inn\"]", &[(UnknownReference, "checklists/general.toml", "premises_kinds")]),
    broken("checklists/general.toml", "[\"*\"]", "[]", &[(Unused, "checklists/general.toml", "code = \"general\"")]),
    broken("checklists/general.toml", "hazard_class = \"exit\"", "hazard_class = \"exits\"", &[(UnknownReference, "checklists/general.toml", "hazard_class")]),
    broken("checklists/general.toml", "facts = { exit_fully_blocked = true }", "facts = { exit_blocked = true }", &[(UnknownReference, "checklists/general.toml", "facts =")]),
    broken("checklists/general.toml", "facts = { exit_fully_blocked = true }", "facts = { exit_fully_blocked = 1 }", &[(BadValue, "checklists/general.toml", "facts =")]),
    broken("checklists/general.toml", "facts = { exit_fully_blocked = true }", "facts = { exit_fully_blocked = false }", &[(Inconsistent, "checklists/general.toml", "facts_if_ok")]),
    broken("checklists/general.toml", "asks = ", "applies = { exit_fully_blocked = true }\nasks = ", &[
        (Inconsistent, "checklists/general.toml", "facts ="), (Inconsistent, "checklists/general.toml", "facts_if_ok")]),
    broken("checklists/general.toml", "[\"exits_present\"]", "[\"exits\"]", &[(UnknownReference, "checklists/general.toml", "asks")]),
    // organisations
    broken("organisations.toml", "level = \"city\"", "level = \"citty\"", &[(UnknownReference, "organisations.toml", "level = \"citty\""), (Inconsistent, "organisations.toml", "roles = [\"worker\"]")]),
    broken("organisations.toml", "department = \"fire\"", "department = \"education\"", &[(Inconsistent, "organisations.toml", "roles = [\"chief\"]")]),
    broken("organisations.toml", "parent = \"office\"", "parent = \"brigade\"", &[(Inconsistent, "organisations.toml", "parent")]),
    broken("organisations.toml", "level = \"city\"", "level = \"town\"", &[(Inconsistent, "organisations.toml", "parent")]),
    broken("organisations.toml", "roles = [\"worker\"]", "roles = [\"keeper\", \"auditor\"]", &[
        (SeparationOfDuties, "organisations.toml", "roles = [\"keeper\""), (SeparationOfDuties, "organisations.toml", "roles = [\"keeper\"")]),
    broken("organisations.toml", "sectors = [\"fire\"]", "sectors = [\"water\"]", &[(UnknownReference, "organisations.toml", "sectors")]),
    // work points
    broken(WORK, "id = \"一(一)1\"", "id = \"一(一)2\"", &[(ClauseOrder, WORK, "id = \"一(一)2\"")]),
    broken(WORK, "id = \"一(二)\"", "id = \"一(三)\"", &[(ClauseOrder, WORK, "id = \"一(三)\"")]),
    broken(WORK, "id = \"一(一)1\"", "id = \"二(一)1\"", &[(ClauseOrder, WORK, "id = \"二(一)1\""), (MissingKey, WORK, "[[clause]]\nid = \"一(一)\"")]),
    broken(WORK, "id = \"一(二)\"", "id = \"一(一)\"", &[(DuplicateCode, WORK, "[[clause]]\nid = \"一(一)\"\nkind = \"clause\"\nstatus = \"elided"), (ClauseOrder, WORK, "id = \"一(一)\"\nkind = \"clause\"\nstatus = \"elided")]),
    broken(WORK, "status = \"present\"\nheading = \"第一项\"", "status = \"elided\"\nheading = \"第一项\"", &[(ElidedClause, WORK, "summary"), (ElidedClause, WORK, "[[clause.task]]")]),
    broken(WORK, "status = \"elided\"", "status = \"partial\"", &[(MissingKey, WORK, "[[clause]]\nid = \"一(二)\"")]),
    broken(WORK, "id = \"一(一)1\"", "id = \"一(?)1\"", &[(MissingKey, WORK, "id = \"一(?)1\""), (MissingKey, WORK, "[[clause]]\nid = \"一(一)\"")]),
    broken(WORK, "id = \"一(二)\"\nkind = \"clause\"", "id = \"fragment1\"\nkind = \"fragment\"", &[(MissingKey, WORK, "id = \"fragment1\"")]),
    broken(WORK, "lead = [\"fire\"]", "lead = [\"fires\"]", &[(UnknownReference, WORK, "lead")]),
    broken(WORK, "support = [\"education\"]", "support = [\"fire\"]", &[(Inconsistent, WORK, "support")]),
    broken(WORK, "2024-12-31", "2024-12-32", &[(BadValue, WORK, "due")]),
    broken(WORK, "P1M", "月", &[(BadValue, WORK, "due")]),
    broken(WORK, "[\"task\"]", "[\"tasks\"]", &[(UnknownReference, WORK, "case_kinds")]),
    broken(WORK, "max = 2", "max = 0", &[(BadValue, WORK, "quantity")]),
    broken(WORK, "coverage_percent = 100", "coverage_percent = 101", &[(BadValue, WORK, "coverage_percent")]),
    // lifecycles: names
    broken(TASK, "initial = \"found\"", "initial = \"fund\"", &[(UnknownReference, TASK, "initial")]),
    broken(TASK, "starts = [\"handle\"]", "starts = [\"handel\"]", &[(UnknownReference, TASK, "starts = [\"handel\"]")]),
    broken(TASK, "code = \"doing\"", "code = \"found\"", &[
        (DuplicateCode, TASK, "[[state]]\ncode = \"found\"\nname = \"办理中"), (IdleOwner, TASK, "owners = [\"worker\", \"chief\"]"),
        (UnknownReference, TASK, "to = \"doing\""), (UnknownReference, TASK, "from = [\"doing\"]"), (UnknownReference, TASK, "from = [\"doing\"]\nto = \"<\""),
        (UnknownReference, TASK, "from = [\"doing\"]\nto = \"closed\"")]),
    broken(TASK, "owners = [\"worker\"]", "owners = [\"wroker\"]", &[(UnknownReference, TASK, "owners = [\"wroker\"]"), (IdleOwner, TASK, "owners = [\"wroker\"]")]),
    broken(TASK, "owners = [\"worker\"]", "owners = []", &[(NoOwner, TASK, "[[state]]")]),
    broken(TASK, "owners = [\"worker\"]", "owners = [\"worker\", \"auditor\"]", &[(IdleOwner, TASK, "owners = [\"worker\", \"auditor\"]")]),
    broken(TASK, "to = \"doing\"", "to = \"dong\"", &[(UnknownReference, TASK, "to = \"dong\"")]),
    broken(TASK, "from = [\"found\"]", "from = [\"found\", \"lost\"]", &[(UnknownReference, TASK, "from = [\"found\", \"lost\"]")]),
    broken(TASK, "from = [\"found\"]", "from = []", &[(BadValue, TASK, "from = []")]),
    broken(TASK, "roles = [\"worker\"]", "roles = [\"keeper\"]", &[(Inconsistent, TASK, "roles = [\"keeper\"]")]),
    broken(TASK, "collective = \"people\"", "collective = \"peoples\"", &[(UnknownReference, TASK, "collective"), (Unused, TASK, "[[parameter]]")]),
    broken(TASK, "type = \"people\"", "type = \"text\"", &[(MissingKey, TASK, "[[action]]\ncode = \"extend\"")]),
    broken(TASK, "roles = [\"chief\"]\nfire_authority_only", "roles = [\"worker\"]\nfire_authority_only", &[(Inconsistent, TASK, "roles = [\"worker\"]\nfire")]),
    broken(TASK, "fire_authority_only = true\n", "", &[(Inconsistent, TASK, "document")]),
    broken(TASK, "forbids_marks = [\"late\"]", "forbids_marks = [\"latte\"]", &[(UnknownReference, TASK, "forbids_marks")]),
    broken(TASK, "forbids_marks = [\"late\"]", "forbids_marks = [\"late\"]\nrequires_marks = [\"late\"]", &[(Inconsistent, TASK, "requires_marks")]),
    broken(TASK, "sets = [\"late\"]\n", "", &[(Unused, TASK, "[[mark]]")]),
    broken(TASK, "by_system = true\n", "", &[(Unused, TASK, "[[mark]]\ncode = \"warned\"")]),
    broken(TASK, "document = \"extension\"", "document = \"extensions\"", &[(UnknownReference, TASK, "document")]),
    broken(TASK, "different_from = [\"assign\"]", "different_from = [\"asign\"]", &[(UnknownReference, TASK, "different_from")]),
    broken(TASK, "list = \"hazard_classes\"", "list = \"hazards\"", &[(UnknownReference, TASK, "list")]),
    broken(TASK, "list = \"hazard_classes\"\n", "", &[(MissingKey, TASK, "[[field]]")]),
    broken(TASK, "type = \"choice\"", "type = \"text\"", &[(Inconsistent, TASK, "[[field]]")]),
    broken(TASK, "min = 1", "min = 0", &[(BadValue, TASK, "evidence")]),
    broken(TASK, "stage = \"after\"", "stage = \"later\"", &[(UnknownReference, TASK, "evidence")]),
    broken(TASK, "  code = \"reason\"", "  code = \"why\"", &[(MissingKey, TASK, "[[action]]\ncode = \"void\"")]),
    // lifecycles: clocks
    broken(TASK, "source = \"clocks.order\"", "source = \"clocks.orders\"", &[(UnknownReference, TASK, "source = \"clocks.orders\"")]),
    broken(TASK, "amount = 3", "amount = 5", &[(Inconsistent, TASK, "source = \"clocks.order\"")]),
    broken(TASK, "amount = 3\n", "", &[(BadValue, TASK, "[[clock]]"), (Inconsistent, TASK, "source = \"clocks.order\"")]),
    broken(TASK, "source = \"clocks.order\"\n", "", &[(NoSource, TASK, "[[clock]]")]),
    broken(TASK, "field = \"due\"\n", "", &[(MissingKey, TASK, "[[clock]]\ncode = \"finish\"")]),
    broken(TASK, "  code = \"due\"\n  label = \"期限\"", "  code = \"until\"\n  label = \"期限\"", &[(UnknownReference, TASK, "field = \"due\"")]),
    broken(TASK, "  type = \"date\"\n  required = true\n[[action]]\ncode = \"extend\"", "  type = \"date\"\n[[action]]\ncode = \"extend\"", &[(UnknownReference, TASK, "field = \"due\"")]),
    broken(TASK, "starts = [\"finish\"]\n", "", &[(Unused, TASK, "[[clock]]\ncode = \"finish\"")]),
    // lifecycles: where a case can get to
    broken(TASK, "starts = [\"handle\"]\n", "", &[(NoClock, TASK, "[[state]]")]),
    broken(TASK, "stops = [\"handle\"]\nstarts = [\"finish\"]", "stops = [\"handle\", \"finish\"]\nstarts = [\"finish\"]", &[(Unused, TASK, "stops = [\"handle\", \"finish\"]")]),
    broken(TASK, "from = [\"found\"]\nto = \"void\"", "from = [\"found\", \"closed\"]\nto = \"void\"\nforbids_marks = [\"late\"]\nrequires_marks = [\"warned\"]", &[]),
    broken(TASK, "evidence = { min = 1, stage = \"after\", label = \"照片\" }\n", "", &[(ClosingProof, TASK, "[[action]]\ncode = \"finish\"")]),
    broken(TASK, "different_from = [\"assign\"]\n", "", &[(ClosingProof, TASK, "[[action]]\ncode = \"finish\"")]),
    broken(TASK, "to = \"closed\"", "to = \"closed\"\nforbids_marks = [\"late\"]", &[(DeadEnd, TASK, "[[state]]\ncode = \"found\""), (DeadEnd, TASK, "[[state]]\ncode = \"doing\"")]),
    broken(TASK, "[[state]]\ncode = \"void\"", "[[state]]\ncode = \"gone\"\nname = \"没了\"\nclass = \"closed\"\n[[state]]\ncode = \"void\"", &[(UnreachableState, TASK, "[[state]]\ncode = \"gone\"")]),
    broken(TASK, "from = [\"found\"]\nto = \"void\"", "from = [\"found\"]\nrequires_marks = [\"late\"]\nforbids_marks = [\"warned\"]\nto = \"void\"", &[]),
    broken(TASK, "from = [\"doing\"]\nto = \"=\"", "from = [\"doing\", \"closed\"]\nto = \"=\"\nrequires_marks = [\"warned\"]", &[]),
    broken(TASK, "from = [\"doing\"]\nto = \"<\"", "from = [\"found\", \"doing\"]\nto = \"<\"", &[(Unused, TASK, "from = [\"found\", \"doing\"]")]),
];

#[test]
fn the_small_pack_has_no_findings() {
    let findings: Vec<String> = check(&small::files()).iter().map(ToString::to_string).collect();
    assert!(findings.is_empty(), "{}", findings.join("\n"));
}

#[test]
fn every_break_is_told_at_its_line() {
    let mut wrong = Vec::new();
    for case in BREAKS {
        let files = edited(case.file, case.from, case.to);
        let told: Vec<(Code, String, u32)> =
            check(&files).into_iter().map(|finding| (finding.code, finding.file, finding.line)).collect();
        let mut wanted: Vec<(Code, String, u32)> = case
            .expect
            .iter()
            .map(|(code, file, needle)| (*code, format!("small/{file}"), line_of(&files, file, needle)))
            .collect();
        let mut sorted = told.clone();
        wanted.sort();
        sorted.sort();
        if wanted != sorted {
            let texts: Vec<String> = check(&files).iter().map(ToString::to_string).collect();
            wrong.push(format!(
                "{}: {:?} -> {:?}\n  wanted {wanted:?}\n  told\n    {}",
                case.file,
                case.from,
                case.to,
                texts.join("\n    ")
            ));
        }
        assert_eq!(told.is_empty(), Pack::load(&files, "small").is_ok(), "all or nothing: {:?}", case.to);
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
