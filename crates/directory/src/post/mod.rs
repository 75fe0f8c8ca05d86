//! Posts (岗位) and who holds them.

mod create;
mod end;
mod hand_over;
mod handing;
mod list;
mod model;
pub(crate) mod repo;

pub use create::{NewPost, create};
pub use end::{EndPost, end};
pub use hand_over::{HandOver, hand_over};
pub use list::{PostFilter, get, list};
pub use model::{Holder, OrgName, Post};

pub(crate) use end::end_rows;
pub(crate) use model::{Holding, StoredPost};
