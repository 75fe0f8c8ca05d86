//! `qutu pack check`.

use super::{Exit, Streams};
use anyhow::Result;
use pack::Files;
use std::path::Path;

/// Runs the command on a folder of packs, or on one pack's folder.
///
/// # Errors
/// When a stream is closed.
pub fn check(dir: &Path, streams: &mut Streams<'_>) -> Result<Exit> {
    // A pack's own folder stands for the folder of packs it lies in: what it extends lies beside it.
    let (root, only) = if dir.join("pack.toml").is_file() {
        // The parent of a bare name is empty, which stands for the folder one is in.
        let beside = dir.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
        (beside, dir.file_name().map(|name| name.to_string_lossy().into_owned()))
    } else {
        (dir, None)
    };
    let files = match Files::read_folder(root) {
        Ok(files) => files,
        Err(error) => {
            streams.say(format!("{}: 无法读取：{error}", dir.display()))?;
            return Ok(Exit::Unusable);
        }
    };
    if files.pack_names().next().is_none() {
        streams.say(format!("{}: 没有规则包（找不到 pack.toml）", dir.display()))?;
        return Ok(Exit::Unusable);
    }
    // A pack that builds on a broken one does not load either, so what it extends is told with it.
    let chain = only.as_deref().map(|name| chain(&files, name));
    let wanted = |file: &str| {
        chain.as_ref().is_none_or(|names| names.iter().any(|name| file.starts_with(&format!("{name}/"))))
    };
    let findings: Vec<_> = pack::check_with(&files, &crate::packs::checkers())
        .into_iter()
        .filter(|finding| wanted(&finding.file))
        .collect();
    for finding in &findings {
        streams.line(finding)?;
        streams.say(finding)?;
    }
    if findings.is_empty() {
        streams.say("规则包检查通过")?;
        return Ok(Exit::Done);
    }
    streams.say(format!("共 {} 处问题", findings.len()))?;
    Ok(Exit::Findings)
}

/// A pack and everything it extends, as far as the heads can be read.
fn chain(files: &Files, name: &str) -> Vec<String> {
    let mut names = vec![name.to_owned()];
    while let Some(last) = names.last() {
        let head = files.get(&format!("{last}/pack.toml")).and_then(|bytes| std::str::from_utf8(bytes).ok());
        let next = head
            .and_then(|text| text.parse::<toml::Table>().ok())
            .and_then(|table| table.get("extends")?.as_str().map(str::to_owned));
        match next {
            Some(next) if !names.contains(&next) => names.push(next),
            _ => break,
        }
    }
    names
}
