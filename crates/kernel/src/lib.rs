//! Ids, civil dates and the working-day calendar, region codes, scope, paging, problem details. Pure.
