//! From file to table: looks up every name, compiles every expression, reports everything that is wrong.

use chrono::NaiveDate;

use super::dependence::dependents;
use super::file::{ElementRow, InputRow, KindRuleRow, ShapeName, TableFile, Text};
use super::position::{content_start, line_and_column};
use super::{
    DecisionRule, Element, ElementRoute, Exclusion, ExclusionLevel, KindChange, KindRule, RuleTable,
    TableProblem, TableProblems, names,
};
use crate::language::{Comparison, Condition, Macro, Quantity, Scope, compile};
use crate::vocabulary::{Fault, Input, Kind, Shape, System};

impl RuleTable {
    /// Reads a rule table, for example a pack's own. `file_name` is only quoted in messages.
    ///
    /// # Errors
    /// Everything that is wrong, each with file, line and column.
    pub fn parse(file_name: &str, text: &str) -> Result<Self, TableProblems> {
        let mut builder = Builder { file_name, text, problems: Vec::new() };
        let file: TableFile = match toml::from_str(text) {
            Ok(file) => file,
            Err(error) => {
                let at = error.span().map_or(0, |span| span.start);
                builder.report(
                    at,
                    format!("不是可用的规则表:{}", error.message()),
                    "请对照内置规则表的格式修改",
                );
                return Err(TableProblems(builder.problems));
            }
        };
        let table = builder.table(file);
        builder.problems.sort_by_key(|problem| (problem.line, problem.column));
        if builder.problems.is_empty() { Ok(table) } else { Err(TableProblems(builder.problems)) }
    }
}

pub(super) struct Builder<'a> {
    file_name: &'a str,
    text: &'a str,
    problems: Vec<TableProblem>,
}

/// What expressions about the premises may use.
struct Words {
    inputs: Vec<Input>,
    kinds: Vec<Kind>,
    macros: Vec<Macro>,
    systems: bool,
}

impl Words {
    fn scope(&self) -> Scope<'_> {
        Scope { inputs: &self.inputs, kinds: &self.kinds, macros: &self.macros, systems: self.systems }
    }
}

impl Builder<'_> {
    pub(super) fn report(&mut self, at: usize, message: impl Into<String>, advice: &str) {
        let (line, column) = line_and_column(self.text, at);
        let (message, advice) = (message.into(), advice.to_owned());
        self.problems.push(TableProblem { file: self.file_name.to_owned(), line, column, message, advice });
    }

    fn table(&mut self, file: TableFile) -> RuleTable {
        names::check(&file, self);
        let effective_from = self.date(&file.effective_from);
        let effective_until = file.effective_until.as_ref().map(|date| self.date(date));
        let mut words = Words {
            inputs: file.inputs.into_iter().map(input).collect(),
            kinds: file
                .kinds
                .into_iter()
                .map(|row| Kind { id: row.id.into_inner(), label: row.label })
                .collect(),
            macros: Vec::new(),
            systems: !file.systems.is_empty(),
        };
        for row in file.macros {
            let condition = self.condition(&row.when, &words.scope());
            words.macros.push(Macro { name: row.name.into_inner(), label: row.label, condition });
        }
        let kind_rules = file.kind_rules.iter().filter_map(|row| self.kind_rule(row, &words)).collect();
        let flags: Vec<Input> = file
            .flags
            .into_iter()
            .map(|row| Input {
                name: row.name.into_inner(),
                label: row.label,
                shape: Shape::Bool,
                unit: None,
            })
            .collect();
        let exclusions = file.exclusions.into_iter().map(|row| {
            let flag_scope = Scope { inputs: &flags, kinds: &[], macros: &[], systems: false };
            let premises_scope = words.scope();
            let scope = if row.level == ExclusionLevel::Element { &flag_scope } else { &premises_scope };
            let condition = self.condition(&row.when, scope);
            let id = row.id.into_inner();
            Exclusion { id, level: row.level, text: row.text, certainty: row.certainty, condition }
        });
        let exclusions = exclusions.collect();
        let elements: Vec<Element> = file.elements.into_iter().map(|row| self.element(row, &words)).collect();
        let countable =
            elements.iter().filter(|element| element.route == ElementRoute::Comprehensive).count();
        let decision = file.decision.into_iter().map(|row| {
            let condition = row.when.as_ref().map(|when| self.condition(when, &words.scope()));
            let listed = row.elements.map(|clauses| self.positions(&clauses, &elements));
            let possible = listed.as_ref().map_or(countable, Vec::len);
            let minimum = *row.minimum.get_ref();
            if !(1..=possible).contains(&minimum) {
                self.report(
                    row.minimum.span().start,
                    format!("项数 {minimum} 不可用"),
                    "应在 1 和计数要素个数之间",
                );
            }
            let (id, label) = (row.id.into_inner(), row.label);
            DecisionRule { id, label, minimum, certainty: row.certainty, condition, elements: listed }
        });
        let decision = decision.collect();
        let mut table = RuleTable {
            edition: file.edition,
            standard: file.standard,
            title: file.title,
            effective_from,
            effective_until,
            inputs: words.inputs,
            flags,
            kinds: words.kinds,
            systems: file.systems.into_iter().map(system).collect(),
            elements,
            decision,
            exclusions,
            inputs_of_other_editions: file.inputs_of_other_editions,
            macros: words.macros,
            kind_rules,
            comparisons: Vec::new(),
            dependents: Vec::new(),
        };
        table.comparisons = comparisons(&table);
        table.dependents = dependents(&table);
        refuse_zero_where_divided(&mut table);
        table
    }

    fn date(&mut self, date: &Text) -> NaiveDate {
        date.get_ref().parse().unwrap_or_else(|_| {
            self.report(
                date.span().start,
                format!("“{}”不是日期", date.get_ref()),
                "请写成 2025-11-01 的形式",
            );
            NaiveDate::default()
        })
    }

    /// The compiled expression; a stand-in that never holds if it is wrong, so that the rest is still checked.
    fn condition(&mut self, when: &Text, scope: &Scope<'_>) -> Condition {
        compile(when.get_ref(), scope).unwrap_or_else(|problem| {
            let at = content_start(self.text, when.span().start) + problem.at;
            self.report(at, problem.message, &problem.advice);
            Condition::Any(Vec::new())
        })
    }

    fn element(&mut self, row: ElementRow, words: &Words) -> Element {
        let condition = self.condition(&row.when, &words.scope());
        Element {
            clause: row.clause.into_inner(),
            route: row.route,
            group: row.group,
            applies_to: row.applies_to,
            predicate: row.predicate,
            certainty: row.certainty,
            note: row.note,
            condition,
        }
    }

    fn kind_rule(&mut self, row: &KindRuleRow, words: &Words) -> Option<KindRule> {
        let condition = self.condition(&row.when, &words.scope());
        let (id, change): (&Text, fn(usize) -> KindChange) = match (&row.add, &row.drop) {
            (Some(id), None) => (id, KindChange::Add),
            (None, Some(id)) => (id, KindChange::Drop),
            _ => {
                self.report(row.when.span().start, "类别规则应有 add 或 drop 之一", "请只写其中一个");
                return None;
            }
        };
        let Some(kind) = words.kinds.iter().position(|kind| kind.id == *id.get_ref()) else {
            self.report(
                id.span().start,
                format!("没有声明的场所类别“{}”", id.get_ref()),
                "请先在 kinds 中声明",
            );
            return None;
        };
        Some(KindRule { change: change(kind), condition })
    }

    fn positions(&mut self, clauses: &[Text], elements: &[Element]) -> Vec<usize> {
        let mut positions = Vec::new();
        for clause in clauses {
            let counted = |element: &Element| {
                element.clause == *clause.get_ref() && element.route == ElementRoute::Comprehensive
            };
            match elements.iter().position(counted) {
                Some(position) => positions.push(position),
                None => {
                    let message = format!("没有综合判定要素“{}”", clause.get_ref());
                    self.report(clause.span().start, message, "请核对条款号");
                }
            }
        }
        positions
    }
}

fn input(row: InputRow) -> Input {
    let shape = match row.shape {
        ShapeName::Bool => Shape::Bool,
        ShapeName::Number => Shape::Number { integer: row.integer, positive: false },
        ShapeName::Enum => Shape::Enum { values: row.values.unwrap_or_default() },
        ShapeName::Kinds => Shape::Kinds,
        ShapeName::Systems => Shape::Systems,
        ShapeName::Faults => Shape::Faults,
        ShapeName::Flags => Shape::Flags,
    };
    Input { name: row.name.into_inner(), label: row.label, shape, unit: row.unit }
}

fn system(row: super::file::SystemRow) -> System {
    let faults = row.faults.into_iter().map(|fault| Fault { id: fault.id.into_inner(), text: fault.text });
    System { id: row.id.into_inner(), label: row.label, faults: faults.collect() }
}

fn comparisons(table: &RuleTable) -> Vec<Comparison> {
    let mut found = Vec::new();
    for condition in table.premises_conditions() {
        condition.walk(&mut |part| {
            if let Condition::Compare(comparison) = part {
                found.push(*comparison);
            }
        });
    }
    found
}

/// `a / b < r` is computed as `a < b · r`, which is only the same where b is above zero.
fn refuse_zero_where_divided(table: &mut RuleTable) {
    for comparison in &table.comparisons {
        if let Quantity::Share { of, .. } = comparison.right
            && let Shape::Number { positive, .. } = &mut table.inputs[of].shape
        {
            *positive = true;
        }
    }
}

impl RuleTable {
    /// Every condition over the premises' inputs, macros included, element-level exclusions left out.
    pub(crate) fn premises_conditions(&self) -> impl Iterator<Item = &Condition> {
        let premises = |exclusion: &&Exclusion| exclusion.level == ExclusionLevel::Premises;
        let macros = self.macros.iter().map(|definition| &definition.condition);
        macros
            .chain(self.kind_rules.iter().map(|rule| &rule.condition))
            .chain(self.exclusions.iter().filter(premises).map(|exclusion| &exclusion.condition))
            .chain(self.elements.iter().map(|element| &element.condition))
            .chain(self.decision.iter().filter_map(|rule| rule.condition.as_ref()))
    }
}
