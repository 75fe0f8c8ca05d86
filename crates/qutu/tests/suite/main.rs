//! The whole program on both engines: every scenario runs on SQLite, and on PostgreSQL where
//! `QUTU_TEST_POSTGRES_URL` names a server. Trials that need documents which cannot be in the repository run where
//! `QUTU_REAL_INPUT` names their folder. What cannot run is reported as ignored, never left out.
#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

#[macro_use]
mod harness;

mod access_requests;
mod access_table;
mod commands;
mod entrance;
mod hazard_loop;
mod kill;
mod scope_oracle;
mod scope_truth;
mod scope_world;
mod tampering;

fn main() {
    let mut scenarios = Vec::new();
    scenarios.extend(access_table::scenarios());
    scenarios.extend(commands::scenarios());
    scenarios.extend(entrance::scenarios());
    scenarios.extend(hazard_loop::scenarios());
    scenarios.extend(kill::scenarios());
    scenarios.extend(scope_oracle::scenarios());
    scenarios.extend(tampering::scenarios());
    harness::run(scenarios);
}
