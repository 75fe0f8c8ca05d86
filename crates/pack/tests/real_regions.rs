//! The committed regions against real lists, where the machine has them.
//!
//! `QUTU_REAL_INPUT` names a folder that holds, itself or in the folders named, `standards/regions-44.csv`
//! (`code,name,level,parent_code`) and `data/china_admin/{provinces,cities,areas,streets}.csv`. Without it, or without
//! a file, the tests are reported as ignored.

use kernel::region::RegionCode;
use libtest_mimic::{Arguments, Failed, Trial};
use pack::regions::build::{TABLES, from_tables};
use pack::{Files, Pack, RegionSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

fn main() -> ExitCode {
    let guangdong = input(&["", "standards"], "regions-44.csv");
    let tables = input(&["", "data/china_admin", "china_admin"], TABLES[3]);
    let trials = vec![
        trial("guangdong_agrees_with_the_list_row_by_row", guangdong, guangdong_agrees),
        trial("the_tables_give_the_committed_file_byte_for_byte", tables, tables_give_the_file),
    ];
    libtest_mimic::run(&Arguments::from_args(), trials).exit_code()
}

type Test = fn(&Path) -> Result<(), Failed>;

fn trial(name: &str, file: Option<PathBuf>, test: Test) -> Trial {
    let missing = file.is_none();
    Trial::test(name, move || file.map_or(Ok(()), |file| test(&file))).with_ignored_flag(missing)
}

fn input(folders: &[&str], name: &str) -> Option<PathBuf> {
    let root = PathBuf::from(std::env::var_os("QUTU_REAL_INPUT")?);
    folders.iter().map(|folder| root.join(folder).join(name)).find(|path| path.is_file())
}

fn packs() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../packs")
}

fn committed() -> Result<RegionSet, Failed> {
    let files = Files::read_folder(&packs())?;
    Pack::load(&files, "china").map(|pack| pack.regions).map_err(|findings| format!("{findings:?}").into())
}

fn guangdong_agrees(file: &Path) -> Result<(), Failed> {
    let regions = committed()?;
    let text = fs::read_to_string(file)?;
    let mut listed = 0;
    for line in text.lines().skip(1) {
        let [code, name, level, parent] = line.split(',').collect::<Vec<_>>()[..] else {
            return Err(format!("{line}: not four cells").into());
        };
        let code: RegionCode = code.parse()?;
        let region = regions.get(code).ok_or_else(|| format!("{code} {name} is missing"))?;
        let own_parent = code.parent().map_or(String::new(), |parent| parent.to_string());
        let own = (region.name, code.level().code(), own_parent.as_str());
        if own != (name, level, parent) {
            return Err(format!("{code}: {own:?} against {:?}", (name, level, parent)).into());
        }
        listed += 1;
    }
    let own = regions.within("44".parse()?).count();
    if own == listed { Ok(()) } else { Err(format!("{own} regions against {listed} listed").into()) }
}

fn tables_give_the_file(towns: &Path) -> Result<(), Failed> {
    let folder = towns.parent().ok_or("no folder")?;
    let mut texts = Vec::new();
    for table in TABLES {
        texts.push(fs::read_to_string(folder.join(table))?);
    }
    let [a, b, c, d] = texts.as_slice() else { return Err("four tables".into()) };
    let regions = from_tables([a, b, c, d])?;
    if regions.to_packed() != fs::read(packs().join("china/regions/regions.bin"))? {
        return Err("the file differs: build it again".into());
    }
    Ok(())
}
