//! Invented names. Everything that carries one is marked synthetic.

use rand::Rng;
use rand::rngs::StdRng;

/// First parts of the names of premises: good wishes, as shops like them.
const WISHES: [&str; 24] = [
    "永兴", "福源", "金汇", "宏达", "盛世", "嘉和", "瑞丰", "天成", "顺发", "鸿运", "益民", "新悦", "和美",
    "广聚", "联升", "恒泰", "祥云", "星辉", "明珠", "绿荫", "东盛", "佳宁", "利群", "同心",
];

/// A person of the demonstration: by number, never by a name.
pub(super) fn person(number: usize) -> String {
    format!("演示人员{number:03}")
}

/// Name of premises of a kind in a town.
pub(super) fn premises(random: &mut StdRng, town: &str, kind: &str, number: u32) -> String {
    let wish = WISHES[random.random_range(0..WISHES.len())];
    // A kind may be called 宾馆、旅馆; a house is one of them.
    let kind = kind.split('、').next().unwrap_or(kind);
    format!("{}{wish}{kind}（演示{number:04}）", short(town))
}

/// A town without its ending.
pub(super) fn short(town: &str) -> &str {
    ["街道", "镇", "乡"].into_iter().find_map(|ending| town.strip_suffix(ending)).unwrap_or(town)
}
