//! The case engine: lifecycle, clock, evidence, inbox, notices out.
