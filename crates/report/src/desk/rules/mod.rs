//! Rules of the desk: pure, so that they can be tried on paper.

pub mod cells;
pub mod compare;
pub mod formula;
pub mod layout;
pub mod mapping;
pub mod number;
pub mod period;
pub mod print;
pub mod sum;
pub mod wording;
