//! Checks on declared names.

use std::collections::HashSet;

use super::build::Builder;
use super::file::{ShapeName, TableFile, Text};
use crate::language::is_name;
use crate::members::Members;

/// Words the rule language keeps for itself.
const RESERVED: [&str; 9] = ["and", "or", "not", "in", "of", "yes", "no", "kind", "every_system_faulty"];

/// Reports names that are used twice, cannot be written in an expression, or make a list too long.
pub(super) fn check(file: &TableFile, builder: &mut Builder<'_>) {
    let inputs = file.inputs.iter().map(|row| &row.name);
    let words: Vec<&Text> = inputs.chain(file.macros.iter().map(|row| &row.name)).collect();
    for word in words.iter().copied().chain(file.flags.iter().map(|row| &row.name)) {
        writable(word, builder);
    }
    file.kinds.iter().for_each(|row| writable(&row.id, builder));
    unique("名称", words, builder);
    unique("排除标记", file.flags.iter().map(|row| &row.name), builder);
    unique("场所类别", file.kinds.iter().map(|row| &row.id), builder);
    unique("系统", file.systems.iter().map(|row| &row.id), builder);
    unique("故障", file.systems.iter().flat_map(|row| &row.faults).map(|fault| &fault.id), builder);
    let rules = file.decision.iter().map(|row| &row.id).chain(file.exclusions.iter().map(|row| &row.id));
    unique("条款", file.elements.iter().map(|row| &row.clause).chain(rules), builder);
    if let Some(row) = file.kinds.get(Members::MOST) {
        builder.report(row.id.span().start, format!("场所类别超过 {} 个", Members::MOST), "请合并场所类别");
    }
    shapes(file, builder);
}

fn writable(word: &Text, builder: &mut Builder<'_>) {
    let text = word.get_ref();
    if !is_name(text) {
        let message = format!("“{text}”不能在表达式中使用");
        builder.report(word.span().start, message, "名称由字母、数字、下划线组成,且不以数字开头");
    } else if RESERVED.contains(&text.as_str()) {
        builder.report(word.span().start, format!("“{text}”是规则语言的保留字"), "请换一个名称");
    }
}

fn unique<'a>(what: &str, words: impl IntoIterator<Item = &'a Text>, builder: &mut Builder<'_>) {
    let mut seen = HashSet::new();
    for word in words {
        if !seen.insert(word.get_ref()) {
            builder.report(word.span().start, format!("{what}“{}”重复", word.get_ref()), "请删去或改名");
        }
    }
}

/// Structured inputs appear at most once; enumerated ones list their values, the others list none.
fn shapes(file: &TableFile, builder: &mut Builder<'_>) {
    use ShapeName::{Bool, Enum, Faults, Flags, Kinds, Number, Systems};
    for (index, row) in file.inputs.iter().enumerate() {
        let at = row.name.span().start;
        let name = row.name.get_ref();
        match row.shape {
            Bool | Number | Enum => {}
            Kinds | Systems | Faults | Flags => {
                if file.inputs[..index].iter().any(|earlier| earlier.shape == row.shape) {
                    builder.report(
                        at,
                        format!("“{name}”与前面的输入同为一种结构类型"),
                        "这种类型的输入只能有一个",
                    );
                }
            }
        }
        let count = row.values.as_ref().map(Vec::len);
        if row.shape == Enum && !(1..=Members::MOST).contains(&count.unwrap_or(0)) {
            builder.report(at, format!("“{name}”没有可用的取值"), "请在 values 中列出 1 至 64 个取值");
        }
        if row.shape != Enum && count.is_some() {
            builder.report(
                at,
                format!("“{name}”不是 enum 类型,却列了取值"),
                "请删去 values,或把 type 改为 enum",
            );
        }
    }
}
