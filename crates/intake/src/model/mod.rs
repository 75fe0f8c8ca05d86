//! The words of this room.

mod batch;
mod field;
mod importer;
mod mapping;
mod mark;
mod row;
mod shown;

pub use batch::*;
pub use field::{Field, Reading};
pub(crate) use importer::Importer;
pub use mapping::{ColumnMapping, Mapping, TableMapping};
pub use mark::{Code, Mark};
pub use row::*;
pub use shown::*;
