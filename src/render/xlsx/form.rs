//! A workbook made for one förbund and year, to be filled in and read back: what is known stands in it, what may be
//! filled in is marked and checked as it is typed, and the rest is locked.
//!
//! It is read back by the names that its columns are given ([`crate::import::names`]), wherever they have moved.

mod words;

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use rust_xlsxwriter::utility::{cell_range_absolute, quote_sheet_name};
use rust_xlsxwriter::{
    Color, DataValidation, DataValidationRule, DocProperties, Format, FormatAlign, FormatBorder, Formula,
    ProtectionOptions, Workbook, Worksheet, XlsxError,
};

use super::book::{A4, held, of};
use crate::amount::{Language, Phrase, Text};
use crate::import::names::{self, HEADING};
use crate::import::rows::{Asked, Choice, Column, Known, MONEY, Sort, Takes, known, part_of, shown};
use crate::limits::YEARS;
use crate::model::organisation::OrganisationKind;

/// What the workbook is made for.
#[derive(Debug, Clone, Copy)]
pub struct Form<'f> {
    /// What is known.
    pub asked: &'f Asked<'f>,
    /// What the förbund is called.
    pub name: &'f str,
    /// Its sheets.
    pub sorts: &'f [Sort],
    /// The language of its headings and lists.
    pub language: Language,
}

/// How many rows there are for what is new.
const fn blank_rows(sort: Sort) -> u32 {
    match sort {
        Sort::Members => 10,
        Sort::Meetings => 30,
        Sort::Assignments => 40,
        Sort::Decisions => 60,
        Sort::Figures | Sort::Reported | Sort::Shares | Sort::Deliveries => 0,
    }
}

/// The row of the columns’ headings; above it stands what the sheet is.
const HEAD: u32 = 2;

/// The workbook’s bytes: the same for the same workspace, year and day.
///
/// # Errors
/// When a sheet cannot hold all there is: a spreadsheet has 1 048 576 rows.
pub fn form(form: Form<'_>) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    // The writer would look at the clock.
    let made = of(form.asked.recorded).or_else(|_| of(chrono::NaiveDate::default()))?;
    book.set_properties(&DocProperties::new().set_author("samkoll").set_creation_datetime(&made));
    let mut writer = Writer { form, lists: Lists::of(form), names: Vec::new(), formats: Formats::new() };
    words::explain(book.add_worksheet(), form)?;
    for sort in form.sorts {
        writer.sheet(book.add_worksheet(), *sort)?;
    }
    writer.identity(book.add_worksheet())?;
    writer.lists.write(book.add_worksheet(), form.language)?;
    for (name, range) in &writer.names {
        book.define_name(name.as_str(), range)?;
    }
    book.save_to_buffer()
}

/// The name of a sort’s sheet: figures are of a year.
fn sheet_name(form: Form<'_>, sort: Sort) -> String {
    let title = sort.title().get(form.language);
    if matches!(sort, Sort::Figures | Sort::Reported) {
        format!("{title} {}", form.asked.year)
    } else {
        title.to_owned()
    }
}

struct Formats {
    head: Format,
    part: Format,
    locked: Format,
    input: Format,
}

impl Formats {
    fn new() -> Self {
        let top = Format::new().set_align(FormatAlign::Top);
        let input = top
            .clone()
            .set_unlocked()
            .set_background_color(Color::RGB(0x00FF_F8DC))
            .set_border(FormatBorder::Hair);
        Self {
            head: top
                .clone()
                .set_bold()
                .set_text_wrap()
                .set_background_color(Color::RGB(0x00E7_EEF5))
                .set_border_bottom(FormatBorder::Thin),
            part: top.clone().set_bold(),
            locked: top.set_text_wrap(),
            input,
        }
    }
}

struct Writer<'f> {
    form: Form<'f>,
    lists: Lists,
    /// The names by which the columns are found again.
    names: Vec<(String, String)>,
    formats: Formats,
}

impl Writer<'_> {
    fn sheet(&mut self, on: &mut Worksheet, sort: Sort) -> Result<(), XlsxError> {
        let language = self.form.language;
        let name = sheet_name(self.form, sort);
        on.set_name(&name)?;
        on.write_string_with_format(0, 1, format!("{name} – {}", self.form.name), &self.formats.part)?;
        on.write_string(1, 1, words::about(sort).get(language))?;
        on.set_column_hidden(0)?;
        for (at, column) in (1_u16..).zip(sort.columns()) {
            on.set_column_width(at, words::width(*column))?;
            on.write_string_with_format(HEAD, at, column.heading().get(language), &self.formats.head)?;
        }
        let mut row = HEAD.saturating_add(1);
        let mut part: Option<usize> = None;
        for it in known(self.form.asked, sort).iter().filter(|it| it.on_sheet) {
            if sort == Sort::Figures {
                let (number, title) = part_of(&it.id);
                if part.replace(number) != Some(number) {
                    on.write_string(row, 0, HEADING)?;
                    on.write_string_with_format(row, 1, title.get(language), &self.formats.part)?;
                    row = row.saturating_add(1);
                }
            }
            self.known(on, row, sort, it)?;
            row = row.saturating_add(1);
        }
        let last = self.blank(on, row, sort)?;
        self.finish(on, sort, &name, last)
    }

    /// A row of what is known: what it lacks may be filled in.
    fn known(&self, on: &mut Worksheet, row: u32, sort: Sort, it: &Known) -> Result<(), XlsxError> {
        on.write_string(row, 0, &it.id)?;
        let unit = it.cells.get(&Column::Unit).and_then(|it| it.text()).unwrap_or_default();
        for (at, column) in (1_u16..).zip(sort.columns()) {
            let value = it.cells.get(column).map(|it| shown(self.form.asked.model, *column, it));
            let value = value.as_ref().map(|it| it.get(self.form.language));
            let money = MONEY.iter().any(|(word, _)| *word == unit);
            let open = match column {
                Column::Amount => true,
                Column::Unit => money,
                other => !matches!(other.takes(), Takes::Shown) && value.is_none(),
            };
            // What a decision says in words is read by nobody, and so not known to be missing.
            let open = open && !(sort == Sort::Decisions && *column == Column::Words);
            let format = self.format(*column, open, unit);
            match value {
                Some(value) => write(on, (row, at), value, &format)?,
                None => drop(on.write_blank(row, at, &format)?),
            }
            if open {
                let sign = it.cells.get(&Column::Sign).and_then(|it| it.text());
                self.check(on, (row, row, at), *column, sign)?;
            }
        }
        Ok(())
    }

    /// The rows for what is new; the last row of all there are.
    fn blank(&self, on: &mut Worksheet, first: u32, sort: Sort) -> Result<u32, XlsxError> {
        let above = first.saturating_sub(1);
        let last = above.saturating_add(blank_rows(sort));
        if last == above {
            // A sheet without anything has a row all the same, for its names to stand at.
            return Ok(above.max(HEAD.saturating_add(1)));
        }
        for (at, column) in (1_u16..).zip(sort.columns()) {
            for row in first..=last {
                on.write_blank(row, at, &self.format(*column, true, ""))?;
            }
            self.check(on, (first, last, at), *column, None)?;
        }
        Ok(last)
    }

    fn format(&self, column: Column, open: bool, unit: &str) -> Format {
        let format = if open { &self.formats.input } else { &self.formats.locked };
        let numbers = match column.takes() {
            Takes::Day => Some("yyyy-mm-dd"),
            Takes::Year => Some("0"),
            Takes::Shown if column == Column::DueDay => Some("yyyy-mm-dd"),
            Takes::Amount | Takes::Shown if unit == MONEY.first().map_or("", |it| it.0) => Some("#,##0.00"),
            _ => None,
        };
        let format = numbers.map_or_else(|| format.clone(), |it| format.clone().set_num_format(it));
        if matches!(column.takes(), Takes::Day | Takes::Year) {
            format.set_align(FormatAlign::Left)
        } else {
            format
        }
    }

    /// What may be typed in a cell, said beside it.
    fn check(
        &self,
        on: &mut Worksheet,
        (first, last, at): (u32, u32, u16),
        column: Column,
        sign: Option<&str>,
    ) -> Result<(), XlsxError> {
        let new = DataValidation::new().ignore_blank(true);
        let [least, most] =
            [-1, 1].map(|sign| held(Decimal::from(9_999_999_999_999_i64.saturating_mul(sign))));
        let checked = match column.takes() {
            Takes::Day => {
                let day = |year| chrono::NaiveDate::from_ymd_opt(year, 1, 1).unwrap_or_default();
                new.allow_date(DataValidationRule::Between(of(day(1990))?, of(day(2100))?))
            }
            Takes::Year => new.allow_whole_number(DataValidationRule::Between(*YEARS.start(), *YEARS.end())),
            Takes::Percent => new.allow_decimal_number(DataValidationRule::Between(0.0, 100.0)),
            Takes::Amount => new.allow_decimal_number(match sign {
                Some("+") => DataValidationRule::Between(0.0, most),
                Some(_) => DataValidationRule::Between(least, 0.0),
                None => DataValidationRule::Between(least, most),
            }),
            Takes::One(_) | Takes::Organisation | Takes::Agreement => match self.lists.range(column) {
                Some(range) => new.allow_list_formula(Formula::new(range)),
                None => return Ok(()),
            },
            Takes::Words | Takes::Organisations | Takes::Shown => return Ok(()),
        };
        let (title, says) = (column.heading(), words::takes(column, sign));
        let language = self.form.language;
        let cut: String = title.get(language).chars().take(32).collect();
        let checked = checked.set_error_title(cut)?.set_error_message(says.get(language))?;
        on.add_data_validation(first, at, last, at, &checked)?;
        Ok(())
    }

    fn finish(&mut self, on: &mut Worksheet, sort: Sort, sheet: &str, last: u32) -> Result<(), XlsxError> {
        let first = HEAD.saturating_add(1);
        let sheet = quote_sheet_name(sheet);
        let all =
            std::iter::once(names::id(sort)).chain(sort.columns().iter().map(|it| names::column(sort, *it)));
        for (at, name) in (0_u16..).zip(all) {
            self.names.push((name, format!("={sheet}!{}", cell_range_absolute(first, at, last, at))));
        }
        on.set_freeze_panes(first, 2)?;
        on.protect_with_options(&ProtectionOptions {
            insert_rows: true,
            sort: true,
            use_autofilter: true,
            format_columns: true,
            format_rows: true,
            ..ProtectionOptions::default()
        });
        on.set_landscape().set_paper_size(A4).set_print_fit_to_pages(1, 0).set_repeat_rows(HEAD, HEAD)?;
        Ok(())
    }

    /// Whose workbook it is, and for which year.
    fn identity(&mut self, on: &mut Worksheet) -> Result<(), XlsxError> {
        const SHEET: &str = "samkoll";
        on.set_name(SHEET)?.set_hidden(true);
        let model = self.form.asked.model;
        let id = model.association().unwrap_or_default();
        let number = model.organisation(id).and_then(|it| it.number.as_ref()).map_or("", |it| &it.value);
        let year = self.form.asked.year.to_string();
        let rows = [
            (names::FORMAT, names::VERSION),
            (names::YEAR, &year),
            (names::WHO, id),
            (names::NUMBER, number),
        ];
        for (row, (name, value)) in (0_u32..).zip(rows) {
            on.write_string(row, 0, name)?;
            on.write_string(row, 1, value)?;
            self.names.push((name.to_owned(), format!("={SHEET}!{}", cell_range_absolute(row, 1, row, 1))));
        }
        on.protect();
        Ok(())
    }
}

/// A value as it is: a number is a number, a day a day, and words are words whatever they look like.
fn write(
    on: &mut Worksheet,
    (row, column): (u32, u16),
    value: &crate::import::rows::Typed,
    format: &Format,
) -> Result<(), XlsxError> {
    use crate::import::rows::Typed;
    match value {
        Typed::Text(text) => drop(on.write_string_with_format(row, column, text, format)?),
        Typed::Texts(texts) => drop(on.write_string_with_format(row, column, texts.join("; "), format)?),
        Typed::Number(number) => drop(on.write_number_with_format(row, column, held(*number), format)?),
        Typed::Day(day) => drop(on.write_datetime_with_format(row, column, of(*day)?, format)?),
    }
    Ok(())
}

/// The words that may be chosen, on a sheet of their own that is not shown.
struct Lists(BTreeMap<Column, (u16, Vec<Text>)>);

impl Lists {
    fn of(form: Form<'_>) -> Self {
        let model = form.asked.model;
        let mut columns: Vec<Column> = form.sorts.iter().flat_map(|it| it.columns()).copied().collect();
        columns.sort_unstable();
        columns.dedup();
        let organisations = |is_body: bool| {
            let of_kind = model.organisations.iter();
            let of_kind = of_kind.filter(move |it| (it.kind == OrganisationKind::Body) == is_body);
            of_kind.map(|it| Text::same(&it.name)).collect::<Vec<_>>()
        };
        let listed = |column: Column| -> Option<Vec<Text>> {
            Some(match column.takes() {
                // Of a row that has a unit, what is money may be in any of money.
                Takes::One(_) if column == Column::Unit => MONEY.iter().map(word).collect(),
                Takes::One(choices) => choices.iter().map(word).collect(),
                Takes::Organisation => organisations(column == Column::Body),
                Takes::Agreement => {
                    let own = model.agreements.iter().filter(|it| !model.is_standard(it.id.span));
                    own.map(|it| Text::same(&it.title)).collect()
                }
                _ => return None,
            })
        };
        let all = columns.into_iter().filter_map(|it| Some((it, listed(it)?)));
        let all = all.filter(|(_, words)| !words.is_empty());
        Self((0_u16..).zip(all).map(|(at, (column, words))| (column, (at, words))).collect())
    }

    fn range(&self, column: Column) -> Option<String> {
        let (at, words) = self.0.get(&column)?;
        let last = u32::try_from(words.len()).ok()?.saturating_sub(1);
        Some(format!("={}!{}", Self::SHEET, cell_range_absolute(0, *at, last, *at)))
    }

    const SHEET: &str = "listor";

    fn write(&self, on: &mut Worksheet, language: Language) -> Result<(), XlsxError> {
        on.set_name(Self::SHEET)?.set_hidden(true);
        for (at, words) in self.0.values() {
            for (row, word) in (0_u32..).zip(words) {
                on.write_string(row, *at, word.get(language))?;
            }
        }
        on.protect();
        Ok(())
    }
}

fn word((_, phrase): &Choice) -> Text {
    Text::from(*phrase)
}

/// A phrase, where there are no others.
const fn phrase(sv: &'static str, en: &'static str) -> Phrase {
    Phrase::new(sv, en)
}
