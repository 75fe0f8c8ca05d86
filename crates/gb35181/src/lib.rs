//! Major-fire-hazard rule tables (GB 35181, both editions) and an evaluator that gives its reasons. Pure.
