//! Empty workbooks for others to fill in.

use crate::MarkError;
use rust_xlsxwriter::{
    Color, DataValidation, DataValidationErrorStyle, Format, FormatAlign, FormatBorder, Formula, Workbook,
    Worksheet,
};
use std::path::Path;

/// What is to be typed into a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TemplateKind {
    /// Words.
    Text,
    /// Digits that are no number: codes, telephone numbers, identity numbers. The cells are text, so that nothing
    /// is rounded and no zero in front is lost.
    Code,
    /// A whole number.
    Integer,
    /// A number.
    Number,
    /// A day, shown as 2024-05-06.
    Date,
}

/// A column of a template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TemplateColumn {
    /// Heading.
    pub title: String,
    /// How to fill it in, shown when the cell is chosen.
    pub hint: String,
    /// A value as it could be, for the example row.
    pub example: String,
    /// Values to choose from; any number. Empty: anything may be typed.
    pub choices: Vec<String>,
    /// What is typed.
    pub kind: TemplateKind,
    /// Whether the column must be filled in; its heading is marked by colour.
    pub required: bool,
}

/// Sheet that holds long lists.
const LISTS: &str = "选项";
/// Letters of choices that fit into a cell's own rule.
const SHORT: usize = 255;
/// Letters the note beside a cell may have.
const HINT: usize = 255;

/// Writes an empty workbook of one table: headings on the first row, which stays in view, an example on the second
/// (it begins with 示例： and is never read as data), and room for `rows` rows with drop-down lists, text format for
/// codes and hints beside the cells. Lists too long for a cell's rule stand on a hidden sheet 选项.
///
/// # Errors
/// When `out` cannot be written or a title is no sheet name.
pub fn template(title: &str, columns: &[TemplateColumn], rows: u32, out: &Path) -> Result<(), MarkError> {
    let mut workbook = Workbook::new();
    let mut lists: Vec<&TemplateColumn> = Vec::new();
    let sheet = workbook.add_worksheet();
    sheet.set_name(crate::mark::sheet_name(title))?;
    sheet.set_freeze_panes(1, 0)?;
    sheet.set_row_height(0, 28)?;
    for (place, column) in (0_u16..).zip(columns) {
        head(sheet, place, column)?;
        let listed = !column.choices.is_empty() && !fits(&column.choices);
        let list = listed.then(|| {
            lists.push(column);
            lists.len()
        });
        if let Some(rule) = rule(column, list)? {
            sheet.add_data_validation(2, place, rows + 1, place, &rule)?;
        }
    }
    if !lists.is_empty() {
        let sheet = workbook.add_worksheet();
        sheet.set_name(LISTS)?;
        sheet.set_hidden(true);
        for (place, column) in (0_u16..).zip(&lists) {
            for (row, choice) in (0_u32..).zip(&column.choices) {
                sheet.write_string(row, place, choice)?;
            }
        }
    }
    workbook.save(out)?;
    Ok(())
}

fn head(sheet: &mut Worksheet, place: u16, column: &TemplateColumn) -> Result<(), MarkError> {
    let colour = if column.required { "F8D7C4" } else { "E6EBF0" };
    let head = Format::new()
        .set_bold()
        .set_text_wrap()
        .set_align(FormatAlign::Center)
        .set_align(FormatAlign::VerticalCenter)
        .set_border_bottom(FormatBorder::Thin)
        .set_background_color(colour);
    let body = match column.kind {
        TemplateKind::Text | TemplateKind::Code => Format::new().set_num_format("@"),
        TemplateKind::Integer => Format::new().set_num_format("0"),
        TemplateKind::Number => Format::new(),
        TemplateKind::Date => Format::new().set_num_format("yyyy-mm-dd"),
    };
    let widest = column.title.chars().chain(column.example.chars()).count().clamp(5, 20);
    sheet.set_column_format(place, &body)?;
    sheet.set_column_width(place, f64::from(u32::try_from(widest).unwrap_or(20)) * 2.0)?;
    sheet.write_string_with_format(0, place, &column.title, &head)?;
    let example = if place == 0 { format!("示例：{}", column.example) } else { column.example.clone() };
    let grey = Format::new().set_num_format("@").set_italic().set_font_color(Color::Gray);
    sheet.write_string_with_format(1, place, example, &grey)?;
    Ok(())
}

fn fits(choices: &[String]) -> bool {
    let letters: usize = choices.iter().map(|choice| choice.encode_utf16().count() + 1).sum();
    letters <= SHORT && !choices.iter().any(|choice| choice.contains([',', '"']))
}

/// The rule of a column's cells; `list` is the place of its choices on the hidden sheet, from 1.
fn rule(column: &TemplateColumn, list: Option<usize>) -> Result<Option<DataValidation>, MarkError> {
    let rule = DataValidation::new();
    let rule = match list {
        Some(place) => {
            let letters = crate::number::letters(u32::try_from(place).unwrap_or(1));
            let end = column.choices.len();
            rule.allow_list_formula(Formula::new(format!("={LISTS}!${letters}$1:${letters}${end}")))
        }
        None if !column.choices.is_empty() => rule.allow_list_strings(&column.choices)?,
        None if column.hint.is_empty() => return Ok(None),
        None => rule.allow_any_value(),
    };
    let hint: String = column.hint.chars().take(HINT / 2).collect();
    let title: String = column.title.chars().take(16).collect();
    let rule = rule
        .set_input_title(title)?
        .set_input_message(hint)?
        // A value that is not on the list is asked about, not refused: the import says what is wrong with it.
        .set_error_style(DataValidationErrorStyle::Warning)
        .set_error_title("不在选项中")?
        .set_error_message("请从下拉列表中选择。")?;
    Ok(Some(rule))
}
