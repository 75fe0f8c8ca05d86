//! Jobs and reactions of this room: cases on who leads for a kind of premises, and cases that follow their premises.

use crate::service::{follow, ownership};
use async_trait::async_trait;
use casework::Engine;
use casework::port::{Arrival, Reaction};
use kernel::problem::Problem;
use pack::Pack;
use serde_json::Value;
use std::sync::Arc;
use store::Ctx;
use store::jobs::{Handler, JobError};

struct OpenOwnership {
    engine: Arc<Engine>,
    pack: Arc<Pack>,
}

#[async_trait]
impl Handler for OpenOwnership {
    fn kind(&self) -> &'static str {
        ownership::JOB
    }

    async fn run(&self, ctx: &Ctx, _payload: &Value) -> Result<(), JobError> {
        ownership::open_cases(ctx, &self.pack, &self.engine).await?;
        Ok(())
    }
}

struct FollowPremises {
    engine: Arc<Engine>,
    pack: Arc<Pack>,
}

#[async_trait]
impl Handler for FollowPremises {
    fn kind(&self) -> &'static str {
        follow::JOB
    }

    async fn run(&self, ctx: &Ctx, _payload: &Value) -> Result<(), JobError> {
        follow::follow(ctx, &self.pack, &self.engine).await?;
        Ok(())
    }
}

struct CarryOut(Arc<Pack>);

#[async_trait]
impl Reaction for CarryOut {
    async fn arrived(&self, ctx: &Ctx, arrival: &Arrival) -> Result<(), Problem> {
        ownership::arrived(ctx, &self.0, arrival).await
    }
}

/// Every handler of this room; the engine learns to carry out ownership cases. Called once, where the program is wired.
#[must_use]
pub fn handlers(engine: &Arc<Engine>, pack: &Arc<Pack>) -> Vec<Arc<dyn Handler>> {
    engine.react(ownership::KIND, Arc::new(CarryOut(Arc::clone(pack))));
    vec![
        Arc::new(OpenOwnership { engine: Arc::clone(engine), pack: Arc::clone(pack) }),
        Arc::new(FollowPremises { engine: Arc::clone(engine), pack: Arc::clone(pack) }),
    ]
}
