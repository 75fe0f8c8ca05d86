//! Administrative regions: the 12-digit code of GB/T 2260, GB/T 10114 and the statistics bureau, and dated entries.

mod code;
mod entry;
mod level;

pub use code::{RegionCode, RegionCodeError};
pub use entry::RegionEntry;
pub use level::{Level, UnknownLevel};
