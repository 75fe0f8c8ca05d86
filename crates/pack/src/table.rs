//! The crosswalk as a page: 要点对照表.

use crate::model::crosswalk::{BuildStatus, CrosswalkRow};
use crate::model::work::{Clause, ClauseKind, ClauseStatus, WorkPoints};
use crate::pack::Pack;
use std::fmt::Write as _;

impl Pack {
    /// The rows of one clause.
    pub fn crosswalk_of<'a>(&'a self, clause: &'a str) -> impl Iterator<Item = &'a CrosswalkRow> {
        self.crosswalk.iter().filter(move |row| row.clause == clause)
    }

    /// The crosswalk of every work-points document as Markdown.
    #[must_use]
    pub fn crosswalk_page(&self) -> String {
        let mut page = String::from(
            "# 要点对照表\n\n本页由规则包生成（`cargo run -p pack --example clause_table`），请勿手改。\n\
             条款 → 画面 → 接口 → 测试；没有建的写“未建”，原文没有见到的写“原文未见”。接口省略 `/api/v1`。\n",
        );
        for points in &self.work_points {
            // Writing to a string cannot fail.
            let _ = writeln!(page, "\n## {}\n\n{}\n", points.title, points.note);
            let count = |status| self.crosswalk.iter().filter(|row| row.status == status).count();
            let _ = writeln!(
                page,
                "共 {} 行：已建 {}，部分已建 {}，未建 {}。",
                self.crosswalk.len(),
                count(BuildStatus::Built),
                count(BuildStatus::Partial),
                count(BuildStatus::None),
            );
            self.sections(points, &mut page);
        }
        page
    }

    fn sections(&self, points: &WorkPoints, page: &mut String) {
        for clause in &points.clauses {
            if clause.kind == ClauseKind::Section {
                let _ = writeln!(page, "\n### {}、{}{}\n", clause.id, clause.heading, unseen(clause));
                if clause.status != ClauseStatus::Elided {
                    page.push_str("| 条款 | 内容 | 状态 | 画面 | 接口 | 测试 | 缺什么 |\n|---|---|---|---|---|---|---|\n");
                }
                continue;
            }
            let mut rows = self.crosswalk_of(&clause.id).peekable();
            if rows.peek().is_none() {
                let _ =
                    writeln!(page, "| {} | **{}**{} | | | | | |", clause.id, clause.heading, unseen(clause));
            }
            for row in rows {
                let _ = writeln!(
                    page,
                    "| {} | {}：{} | {} | {} | {} | {} | {} |",
                    clause.id,
                    clause.heading,
                    row.part,
                    row.status.label(),
                    row.screen.as_deref().unwrap_or(""),
                    code(&row.api),
                    code(&row.tests),
                    row.missing.as_deref().unwrap_or(""),
                );
            }
        }
    }
}

const fn unseen(clause: &Clause) -> &'static str {
    match clause.status {
        ClauseStatus::Elided => "（原文未见）",
        ClauseStatus::Partial | ClauseStatus::Present => "",
    }
}

fn code(words: &[String]) -> String {
    words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join("<br>")
}
