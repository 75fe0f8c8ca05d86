//! Tables to keep: the same head, notice, name and errors for every export.

use crate::answer::from_disk;
use crate::{Answer, App, file};
use chrono::NaiveDate;
use kernel::problem::Problem;
use paper::{Cell, Format, Sheet, UnknownFormat, WriteError, Writer};
use serde::Deserialize;

/// Which format.
#[derive(Debug, Clone, Default, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ExportAs {
    /// `xlsx` or `csv`; `xlsx` when absent.
    pub format: Option<String>,
}

/// A table under way: rows go to disk as they come, and from there to whoever asked.
#[derive(Debug)]
pub struct Table {
    writer: Writer,
    format: Format,
    name: &'static str,
}

fn failed(error: WriteError) -> Problem {
    match error {
        WriteError::TooLong => Problem::bad_request(error.to_string()),
        WriteError::Workbook(_) => Problem::internal(error),
    }
}

impl Table {
    /// Begins a table; synthetic data says so in its first line.
    ///
    /// # Errors
    /// 400 on an unknown format.
    pub fn begin(
        app: &App,
        wanted: &ExportAs,
        name: &'static str,
        columns: &[&str],
    ) -> Result<Self, Problem> {
        let format: Format = wanted
            .format
            .as_deref()
            .unwrap_or("xlsx")
            .parse()
            .map_err(|error: UnknownFormat| Problem::bad_request(error.to_string()))?;
        let sheet = Sheet {
            name: name.into(),
            columns: columns.iter().map(|column| (*column).to_owned()).collect(),
            notice: app.settings.synthetic.then(|| "演示数据，均为虚构".to_owned()),
        };
        Ok(Self {
            writer: Writer::new(format, &sheet).and_then(Writer::on_disk).map_err(failed)?,
            format,
            name,
        })
    }

    /// Adds a row.
    ///
    /// # Errors
    /// 400 past the end of a sheet.
    pub fn row(&mut self, cells: &[Cell]) -> Result<(), Problem> {
        self.writer.row(cells).map_err(failed)
    }

    /// Ends the table and answers it under its name and day.
    ///
    /// # Errors
    /// 500 when the workbook cannot be packed.
    pub fn finish(self, day: NaiveDate) -> Answer {
        let name = format!("{}-{day}.{}", self.name, self.format.extension());
        let written = self.writer.finish_file().map_err(failed)?;
        file(self.format.media_type(), Some(&name), from_disk(written))
    }
}
