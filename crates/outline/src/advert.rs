//! Advertisements of document sites. They are kept as spans, never as text.

/// Openings of lines that only a site writes.
const OPENINGS: [&str; 18] = [
    "本文来自",
    "本文来源",
    "本文由",
    "文章来源",
    "资料来源网",
    "转载自",
    "更多精彩",
    "更多范文",
    "更多资料",
    "更多内容请",
    "扫码关注",
    "扫一扫",
    "关注公众号",
    "关注微信公众号",
    "微信搜索",
    "下载地址",
    "版权声明",
    "免责声明",
];
/// Longest line taken for an advertisement, in characters.
const LONGEST: usize = 100;

/// Whether a whole unnumbered line is an advertisement.
pub(crate) fn is_line(line: &str) -> bool {
    let length = line.chars().count();
    if length > LONGEST {
        return false;
    }
    if OPENINGS.iter().any(|opening| line.starts_with(opening)) && !line.starts_with("本文由各") {
        return true;
    }
    let Some(at) = url(line) else { return false };
    if official(line) {
        return false;
    }
    // A site's name and address, with nothing that reads like a sentence around it.
    let words = line.chars().filter(|c| ('\u{4e00}'..='\u{9fff}').contains(c)).count();
    words <= 20 && !line.contains('。') && (at == 0 || !line.contains(',') && !line.contains('，'))
}

/// The brackets such as (某某网http://…) inside a line, as byte ranges in order.
pub(crate) fn in_line(line: &str) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(hit) = line.get(from..).and_then(url).map(|at| from + at) {
        if let Some(range) = bracket(line, from, hit) {
            from = range.1;
            found.push(range);
        } else {
            from = hit + 1;
        }
    }
    found
}

fn bracket(line: &str, from: usize, hit: usize) -> Option<(usize, usize)> {
    let (open, bracket) = line
        .get(from..hit)?
        .char_indices()
        .rev()
        .take(20)
        .map(|(i, c)| (from + i, c))
        .find(|(_, c)| matches!(c, '(' | '（' | '[' | '【'))?;
    let end = line
        .get(hit..)?
        .char_indices()
        .take(80)
        .find(|(_, c)| matches!(c, ')' | '）' | ']' | '】'))
        .map(|(i, c)| hit + i + c.len_utf8())?;
    let name = line.get(open + bracket.len_utf8()..hit)?;
    let site = ["网", "网站", "文库", "范文", "来源", "网址", ":", "："]
        .iter()
        .any(|end| name.trim().ends_with(end));
    (site && !official(line.get(open..end)?)).then_some((open, end))
}

/// The first address. One pass for the letters both kinds start with.
fn url(text: &str) -> Option<usize> {
    text.match_indices(['h', 'w']).map(|(at, _)| at).find(|at| {
        text.get(*at..)
            .is_some_and(|t| ["http://", "https://", "www."].iter().any(|scheme| t.starts_with(scheme)))
    })
}

fn official(text: &str) -> bool {
    [".gov.cn", ".gov", "119.cn", "12345"].iter().any(|end| text.contains(end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn site_lines_are_adverts_and_official_addresses_are_not() {
        assert!(is_line("某某范文网http://www.example.com"));
        assert!(is_line("本文来自某某文库,转载请注明"));
        assert!(!is_line("请登录http://www.example.gov.cn办理"));
        assert!(!is_line("各单位要通过www.example.com平台报送,并于每月底前完成汇总分析和通报。"));
    }

    #[test]
    fn a_bracketed_address_is_cut_out() {
        let line = "开展检查(某某网http://www.example.com)并通报。";
        let (from, to) = in_line(line)[0];
        assert_eq!(&line[from..to], "(某某网http://www.example.com)");
    }
}
