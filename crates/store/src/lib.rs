//! The database: SQLite by default, PostgreSQL by URL; migrations, transactions, jobs, audit chain, files.
