//! Chinese official documents: numbering, clauses, gaps, departments, date words. Pure.
//!
//! [`read`] turns bytes into [`Lines`], [`outline`] turns lines into an [`Outline`]: a tree of titles, sections,
//! clauses and items that says what is present, what is cut and what is missing, and that can be put back into the
//! source without a character lost or invented.

mod advert;
mod assemble;
mod build;
mod contents;
mod gap;
mod layout;
mod matter;
mod node;
mod number;
mod numeral;
mod raw;
mod read;
mod rows;
mod span;
mod tasks;
mod title;

pub use node::{Kind, Node, Status};
pub use read::{Line, Lines, ReadError, read};
pub use span::{Outline, Span, SpanKind};
pub use tasks::{
    Alias, Amount, Coverage, Department, Due, DueKind, Named, Quantity, TaskRecord, TaskSpan, Vocabulary,
    tasks,
};

/// Cuts a document into its nodes. Never fails: text without any structure becomes a preamble.
pub fn outline(lines: &Lines) -> Outline {
    assemble::assemble(build::build(&rows::rows(lines)))
}

#[cfg(test)]
mod tests;
