//! Makes `packs/china/regions/regions.bin` from the tables of the statistics bureau.
//!
//! `cargo run -p pack --example build_regions -- <folder with provinces.csv, cities.csv, areas.csv, streets.csv> [out]`
//!
//! The same tables give the same bytes.

use pack::regions::build::{TABLES, from_tables};
use std::error::Error;
use std::path::{Path, PathBuf};
use std::{env, fs};

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = env::args_os().skip(1).map(PathBuf::from);
    let folder = arguments.next().ok_or("usage: build_regions <folder of tables> [out]")?;
    let out = arguments.next().unwrap_or_else(|| {
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../../packs/china/regions/regions.bin")
    });
    let mut texts = Vec::new();
    for table in TABLES {
        texts.push(fs::read_to_string(folder.join(table)).map_err(|error| format!("{table}: {error}"))?);
    }
    let [provinces, cities, counties, towns] = texts.as_slice() else { return Err("four tables".into()) };
    let regions = from_tables([provinces, cities, counties, towns])?;
    let packed = regions.to_packed();
    if let Some(parent) = out.parent() {
        fs::create_dir_all(parent)?;
    }
    fs::write(&out, &packed)?;
    eprintln!("{} regions, {} bytes: {}", regions.len(), packed.len(), out.display());
    Ok(())
}
