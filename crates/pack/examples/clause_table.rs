//! Writes `docs/要点对照表.md` from the crosswalk of a pack: `cargo run -p pack --example clause_table`.

use pack::{Files, Pack};
use std::error::Error;
use std::fs;
use std::path::Path;

fn main() -> Result<(), Box<dyn Error>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let pack = Pack::load(&Files::read_folder(&root.join("packs"))?, "guangdong-2024")
        .map_err(|findings| findings.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))?;
    fs::write(root.join("docs/要点对照表.md"), pack.crosswalk_page())?;
    Ok(())
}
