//! The whole program on both engines: every scenario runs on SQLite, and on PostgreSQL where
//! `QUTU_TEST_POSTGRES_URL` names a server. Trials that need documents which cannot be in the repository run where
//! `QUTU_REAL_INPUT` names their folder. What cannot run is reported as ignored, never left out.
#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

#[macro_use]
mod harness;

mod access_requests;
mod access_table;
mod closed_ledgers;
mod commands;
mod dossier;
mod dossier_reports;
mod entrance;
mod everyday_loop;
mod hazard_loop;
mod interface;
mod kill;
mod ledger_import;
mod ledger_kill;
mod ledger_pages;
mod ownership;
mod plan_loop;
mod real_ledgers;
mod reorganisation;
mod report_desk;
mod scope_oracle;
mod scope_truth;
mod scope_world;
mod sector_follow;
mod tampering;
mod upkeep;
mod written_down;

fn main() {
    let modules = [
        access_table::scenarios(),
        closed_ledgers::scenarios(),
        commands::scenarios(),
        dossier::scenarios(),
        dossier_reports::scenarios(),
        entrance::scenarios(),
        everyday_loop::scenarios(),
        hazard_loop::scenarios(),
        interface::scenarios(),
        kill::scenarios(),
        ledger_import::scenarios(),
        ledger_kill::scenarios(),
        ledger_pages::scenarios(),
        ownership::scenarios(),
        plan_loop::scenarios(),
        real_ledgers::scenarios(),
        reorganisation::scenarios(),
        report_desk::scenarios(),
        scope_oracle::scenarios(),
        sector_follow::scenarios(),
        tampering::scenarios(),
        upkeep::scenarios(),
        written_down::scenarios(),
    ];
    let scenarios: Vec<_> = modules.into_iter().flatten().collect();
    harness::run(&scenarios);
}
