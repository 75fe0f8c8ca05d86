//! The words every room shares: ids, instants and civil dates, the working-day calendar and its clocks, region codes,
//! scope, paging, problem details, identity numbers and search text.
//!
//! Pure: nothing here does I/O, and only [`time::SystemClock`] reads a clock. Messages that reach a user are Chinese,
//! everything else is English. The feature `openapi` adds `utoipa` schemas to the types that cross the API.

pub mod calendar;
pub mod coordinate;
pub mod date;
pub mod deadline;
pub mod id;
pub mod identity;
pub mod page;
pub mod problem;
pub mod region;
pub mod scope;
pub mod text;
pub mod time;

#[cfg(feature = "openapi")]
mod openapi;

/// What the exported macros name; not part of the interface.
#[doc(hidden)]
pub mod __private {
    #[cfg(feature = "openapi")]
    pub use crate::openapi::id_schema;
    pub use serde;
    #[cfg(feature = "openapi")]
    pub use utoipa;
    pub use uuid::Uuid;
}
