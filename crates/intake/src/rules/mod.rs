//! What a file's rows mean: pure, no database.

pub(crate) mod closed;
mod date;
pub mod gazetteer;
pub mod kinds;
pub mod matching;
mod number;
pub mod outlines;
pub mod row;
pub mod suggest;
mod text;

pub use gazetteer::Gazetteer;
pub use kinds::Kinds;
pub use outlines::Outlines;
pub(crate) use row::takes;
pub use row::{Above, Filled, Reader};
