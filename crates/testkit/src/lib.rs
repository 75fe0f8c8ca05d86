//! A fresh database per test on either engine, builders, a frozen clock, signed-in clients.
