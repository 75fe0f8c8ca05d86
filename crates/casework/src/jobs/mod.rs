//! Jobs: the legal clocks, and notices on their way out.

mod clock;
mod send;

pub use clock::ClockJob;
pub use send::SendJob;

use crate::Engine;
use crate::channel::Channel;
use std::sync::Arc;
use store::jobs::Handler;

/// Every handler of this room.
#[must_use]
pub fn handlers(engine: &Arc<Engine>, channels: Vec<Arc<dyn Channel>>) -> Vec<Arc<dyn Handler>> {
    vec![Arc::new(ClockJob::new(Arc::clone(engine))), Arc::new(SendJob::new(channels))]
}
