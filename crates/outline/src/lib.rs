//! Chinese official documents: numbering, clauses, gaps, departments, date words. Pure.
