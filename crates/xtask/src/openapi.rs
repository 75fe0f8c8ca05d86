//! The OpenAPI document and the types generated from it.

use crate::process::{self, command, root};
use anyhow::{Context, Result, bail};
use std::fs;

fn current() -> Result<String> {
    let program = crate::demo::build()?;
    process::output(std::process::Command::new(program).arg("openapi"))
        .map(|text| text + "\n")
        .context("`qutu openapi` failed")
}

/// Writes `web/openapi.json` and `web/src/api/schema.ts`.
pub(crate) fn write() -> Result<()> {
    fs::write(root().join("web/openapi.json"), current()?)?;
    crate::web::install()?;
    process::run(command("npm", &["run", "gen", "--silent"]).current_dir(root().join("web")))
}

/// Fails when the committed document is not what the code says, or the types are not what the document says.
pub(crate) fn check() -> Result<()> {
    let committed =
        fs::read_to_string(root().join("web/openapi.json")).context("web/openapi.json is missing")?;
    if committed != current()? {
        bail!("web/openapi.json is stale; run `cargo xtask openapi` and commit the result");
    }
    let types = root().join("web/src/api/schema.ts");
    let before = fs::read_to_string(&types).context("web/src/api/schema.ts is missing")?;
    crate::web::install()?;
    process::run(command("npm", &["run", "gen", "--silent"]).current_dir(root().join("web")))?;
    if before != fs::read_to_string(&types)? {
        bail!("web/src/api/schema.ts was stale; it is regenerated now, commit it");
    }
    Ok(())
}
