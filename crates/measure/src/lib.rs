//! Measures over the ledger: a filter, a value and a cut in time and space give a figure with the rows behind it.
//!
//! One definition serves tasks of a plan, columns of a report and cross-tables. The filter has exactly the parameters of
//! the list page, so that a figure and the list its link opens agree. Figures are counted exactly, within the caller's
//! scope or within one that is given.

mod count;
mod dim;
mod key;
mod list;
mod model;
mod words;

pub use count::{Figure, Leaf, by, by_within, value, value_within};
pub use dim::{Dim, UnknownDim};
pub use key::{Key, dim_name, keys, sorted};
pub use list::{Rows, link, rows};
pub use model::{Basis, Cut, Measure, Over, ValueOf};
pub use words::describe;
