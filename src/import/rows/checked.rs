//! A cell against what its column takes: names become ids, words the files’ words, and what is anything else is said.

use rust_decimal::Decimal;

use super::{Cell, Choice, Column, Complaint, Takes, Typed};
use crate::amount::{Language, Phrase, Text, written_number};
use crate::limits;
use crate::model::Model;
use crate::model::actor::Actor;
use crate::source::alike;

/// Every member with a notice board, in one word.
const ALL: &str = "alla";

/// Whether it is that word.
pub(super) fn is_all(typed: &Typed) -> bool {
    matches!(typed, Typed::Texts(words) if words.as_slice() == [ALL])
}

/// Before a day that something was done no later than.
pub(super) const NO_LATER: Phrase = Phrase::new("senast ", "no later than ");

/// In the place of a meeting's day.
pub(super) const NEXT_MEETING: Phrase = Phrase::new("nästa möte", "next meeting");

/// In the place of where an amount stands, when nothing has one.
pub(super) const MISSING: Phrase = Phrase::new("saknas: fyll i", "missing: fill in");

/// Before the places of what an amount is the sum of.
pub(super) const SUM_OF: Phrase = Phrase::new("summan av: ", "the sum of: ");

fn is_next_meeting(words: &str) -> bool {
    alike(words, NEXT_MEETING.sv) || alike(words, NEXT_MEETING.en)
}

/// A value as a person sees it: names and words for ids, in both languages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    sv: Typed,
    en: Typed,
}

impl Shown {
    /// Whether a cell holds just this, in either language.
    pub(super) fn is(&self, typed: &Typed) -> bool {
        self.sv == *typed || self.en == *typed
    }

    /// In a language.
    #[must_use]
    pub const fn get(&self, language: Language) -> &Typed {
        match language {
            Language::Sv => &self.sv,
            Language::En => &self.en,
        }
    }
}

impl Typed {
    /// The words of it, where it is words.
    #[must_use]
    pub fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// In a sentence.
    fn words(&self, language: Language) -> String {
        match self {
            Self::Text(text) => format!("”{text}”"),
            Self::Texts(texts) => texts.join("; "),
            Self::Day(day) => day.to_string(),
            Self::Number(number) => written_number(number.normalize(), language),
        }
    }
}

/// What an organisation is called, or who holds a role.
#[must_use]
pub fn name_of(model: &Model, id: &str) -> Text {
    let found = model.organisation(id).map(|it| Text::same(&it.name));
    found.unwrap_or_else(|| Actor::parse(id).title())
}

/// What a reader calls a word that a column offers.
pub(super) fn label(column: Column, value: &Typed) -> Option<Phrase> {
    match (column.takes(), value) {
        (Takes::One(choices), Typed::Text(word)) => choices.iter().find(|it| it.0 == word).map(|it| it.1),
        _ => None,
    }
}

/// A value of the files as a person sees it.
#[must_use]
pub fn shown(model: &Model, column: Column, value: &Typed) -> Shown {
    let both = |text: Text| Shown { sv: Typed::Text(text.sv), en: Typed::Text(text.en) };
    match (column.takes(), value) {
        (Takes::One(_), Typed::Text(word)) => {
            both(label(column, value).map_or_else(|| Text::same(word), Into::into))
        }
        (Takes::Organisation, Typed::Text(id)) => both(name_of(model, id)),
        (Takes::Organisations, Typed::Texts(ids)) => {
            let names: Vec<Text> = ids.iter().map(|id| name_of(model, id)).collect();
            let joined =
                |of: fn(&Text) -> &String| names.iter().map(of).cloned().collect::<Vec<_>>().join("; ");
            both(Text { sv: joined(|it| &it.sv), en: joined(|it| &it.en) })
        }
        (Takes::Agreement, Typed::Text(id)) => {
            both(model.agreement(id).map_or_else(|| Text::same(id), |it| Text::same(&it.title)))
        }
        (Takes::Day, Typed::Text(words)) if words == NEXT_MEETING.sv => both(NEXT_MEETING.into()),
        (Takes::Day, Typed::Text(words)) => {
            let day = words.trim_start_matches(NO_LATER.sv);
            both(Text { sv: words.clone(), en: format!("{}{day}", NO_LATER.en) })
        }
        (Takes::Shown, Typed::Text(words)) => {
            let known = [MISSING, SUM_OF].into_iter().find_map(|it| Some((it, words.strip_prefix(it.sv)?)));
            both(known.map_or_else(
                || Text::same(words),
                |(it, rest)| Text { sv: words.clone(), en: format!("{}{rest}", it.en) },
            ))
        }
        _ => Shown { sv: value.clone(), en: value.clone() },
    }
}

/// A value of the files in a sentence.
pub(super) fn told(model: &Model, column: Column, value: &Typed, language: Language) -> String {
    match (column.takes(), value) {
        // A year is no amount: its digits stand together.
        (Takes::Year, Typed::Number(year)) => year.normalize().to_string(),
        _ => shown(model, column, value).get(language).words(language),
    }
}

/// The value of a cell as the files write it.
pub(super) fn checked(model: &Model, column: Column, cell: &Cell) -> Result<Typed, Complaint> {
    let takes = column.takes();
    let wrong = |sv: &str, en: &str| Err(expected(&cell.at, column, &Text::new(sv, en), &cell.value));
    match (takes, &cell.value) {
        (Takes::Day, Typed::Day(day)) => Ok(Typed::Day(*day)),
        (Takes::Day, Typed::Text(words)) if column == Column::ReportAt && is_next_meeting(words) => {
            Ok(Typed::Text(NEXT_MEETING.sv.to_owned()))
        }
        (Takes::Day, _) => wrong("ett datum, som 2024-01-15", "a date, as 2024-01-15"),
        (Takes::Amount, Typed::Number(number)) => Ok(Typed::Number(*number)),
        (Takes::Amount, _) => wrong("ett tal", "a number"),
        (Takes::Percent, Typed::Number(number)) if is_of_one(*number) => Err(of_one(&cell.at, *number)),
        (Takes::Percent, Typed::Number(number)) if is_percent(*number) => Ok(Typed::Number(*number)),
        (Takes::Percent, _) => wrong("ett tal över 0 och högst 100", "a number above 0, and 100 at most"),
        (Takes::Year, Typed::Number(number)) if is_year(*number) => Ok(Typed::Number(number.normalize())),
        (Takes::Year, _) => wrong("ett årtal, som 2024", "a year, as 2024"),
        (Takes::One(choices), Typed::Text(word)) => {
            let found = chosen(choices, word);
            let listed = |language| {
                choices.iter().map(|it: &Choice| it.1.get(language)).collect::<Vec<_>>().join(", ")
            };
            found.map_or_else(
                || {
                    wrong(
                        &format!("något av: {}", listed(Language::Sv)),
                        &format!("one of: {}", listed(Language::En)),
                    )
                },
                |word| Ok(Typed::Text(word.to_owned())),
            )
        }
        (Takes::One(_), _) => wrong("ett av orden i listan", "one of the words of the list"),
        (Takes::Organisation, Typed::Text(word)) => match who(model, word) {
            Some(id) => Ok(Typed::Text(id)),
            None => Err(nobody(model, &cell.at, column, word)),
        },
        (Takes::Organisations, Typed::Text(words)) => organisations(model, column, cell, words),
        (Takes::Organisation | Takes::Organisations, _) => {
            wrong("en organisations namn", "the name of an organisation")
        }
        (Takes::Agreement, Typed::Text(word)) => {
            let found =
                model.agreements.iter().find(|it| alike(&it.id.value, word) || alike(&it.title, word));
            found.map_or_else(
                || wrong("en överenskommelse som finns", "an agreement that there is"),
                |it| Ok(Typed::Text(it.id.value.clone())),
            )
        }
        (Takes::Agreement, _) => wrong("en överenskommelses namn", "the title of an agreement"),
        (Takes::Words | Takes::Shown, value) => words(column, cell, value),
    }
}

fn words(column: Column, cell: &Cell, value: &Typed) -> Result<Typed, Complaint> {
    // A paragraph, or a year as a period, is typed as a number.
    let is_paragraph = matches!(column, Column::Paragraph | Column::ReportedIn);
    let numbered = column == Column::Period;
    let most = if column == Column::Words { limits::TEXT } else { limits::NAME };
    match value {
        Typed::Text(text) if text.chars().count() > most => Err(Complaint::new(
            &cell.at,
            format!("{}: texten är längre än {most} tecken", column.heading().sv),
            format!("{}: the text is longer than {most} characters", column.heading().en),
        )),
        Typed::Text(text) if is_paragraph => Ok(Typed::Text(paragraph(text))),
        Typed::Text(text) => Ok(Typed::Text(text.clone())),
        Typed::Number(number) if is_paragraph && number.fract().is_zero() => {
            Ok(Typed::Text(paragraph(&number.normalize().to_string())))
        }
        Typed::Number(number) if numbered && number.fract().is_zero() => {
            Ok(Typed::Text(number.normalize().to_string()))
        }
        other => Err(expected(&cell.at, column, &Text::new("text", "words"), other)),
    }
}

/// `§ 12`, where only the number was typed, or no space, or the sign after it.
fn paragraph(typed: &str) -> String {
    let number = typed.trim_matches(|c: char| c == '§' || c.is_whitespace());
    let is_number = !number.is_empty() && number.chars().all(|c| c.is_ascii_digit());
    if is_number { format!("§ {number}") } else { typed.to_owned() }
}

fn organisations(model: &Model, column: Column, cell: &Cell, words: &str) -> Result<Typed, Complaint> {
    if [ALL, "all"].iter().any(|all| alike(all, words)) && column == Column::Boards {
        return Ok(Typed::Texts(vec![ALL.to_owned()]));
    }
    let names = words.split(';').map(str::trim).filter(|it| !it.is_empty());
    let ids =
        names.map(|name| match column == Column::Boards && [ALL, "all"].iter().any(|it| alike(it, name)) {
            true => Err(all_and_more(&cell.at, column)),
            false => who(model, name).ok_or_else(|| nobody(model, &cell.at, column, name)),
        });
    Ok(Typed::Texts(ids.collect::<Result<_, _>>()?))
}

fn all_and_more(at: &str, column: Column) -> Complaint {
    let heading = column.heading();
    Complaint::new(
        at,
        format!("{}: ”{ALL}” står ensamt: ta bort de andra namnen, eller ordet ”{ALL}”", heading.sv),
        format!("{}: “all” stands alone: remove the other names, or the word “all”", heading.en),
    )
}

/// The id of an organisation by its name, or the word for whoever is called so: a role, or several.
fn who(model: &Model, word: &str) -> Option<String> {
    let called = |text: Text| alike(&text.sv, word) || alike(&text.en, word);
    let words = || Actor::reserved().find(|it| called(Actor::parse(it).title())).map(str::to_owned);
    model.called(word).map(|it| it.id.value.clone()).or_else(words)
}

fn nobody(model: &Model, at: &str, column: Column, word: &str) -> Complaint {
    let known: Vec<&str> = model.organisations.iter().map(|it| it.name.as_str()).collect();
    let near = crate::diagnostic::nearest(word, &known);
    let hint = near.map(|it| Text::new(format!("; menade du ”{it}”?"), format!("; did you mean “{it}”?")));
    let hint = hint.unwrap_or_default();
    let heading = column.heading();
    Complaint::new(
        at,
        format!("{}: ”{word}” finns inte bland förbundets organisationer{}", heading.sv, hint.sv),
        format!("{}: “{word}” is none of the organisations{}", heading.en, hint.en),
    )
}

/// The word of the files that somebody chose.
#[must_use]
pub fn chosen(choices: &[Choice], word: &str) -> Option<&'static str> {
    let is = |it: &&Choice| alike(it.0, word) || alike(it.1.sv, word) || alike(it.1.en, word);
    choices.iter().find(is).map(|it| it.0)
}

/// Whether a number may be a share of one: what is shown as `45%` is stored as 0.45.
pub(super) fn is_of_one(number: Decimal) -> bool {
    !number.is_zero() && number.abs() <= Decimal::ONE
}

pub(super) fn of_one(at: &str, number: Decimal) -> Complaint {
    let written = |number: Decimal, language| written_number(number.normalize(), language);
    let of_hundred = number.saturating_mul(Decimal::ONE_HUNDRED);
    let (sv, hundred_sv) = (written(number, Language::Sv), written(of_hundred, Language::Sv));
    let (en, hundred_en) = (written(number, Language::En), written(of_hundred, Language::En));
    Complaint::new(
        at,
        format!(
            "{sv} i en ruta för procent: skriv {hundred_sv} om det är {hundred_sv} procent (rutan kan vara formaterad som procent); är det verkligen {sv} procent, för in det i en egen fil"
        ),
        format!(
            "{en} in a cell for per cent: type {hundred_en} if it is {hundred_en} per cent (the cell may be formatted as per cent); if it really is {en} per cent, enter it in a file of your own"
        ),
    )
}

fn is_percent(number: Decimal) -> bool {
    Decimal::ZERO < number && number <= Decimal::ONE_HUNDRED
}

fn is_year(number: Decimal) -> bool {
    number.fract().is_zero() && i32::try_from(number).is_ok_and(|year| limits::YEARS.contains(&year))
}

/// What was expected, and what is there.
fn expected(at: &str, column: Column, what: &Text, found: &Typed) -> Complaint {
    let looks_right = match found {
        Typed::Text(_) if matches!(column.takes(), Takes::Day) => Text::new(
            "; skriv det så att programmet gör det till ett datum",
            "; type it so that it becomes a date",
        ),
        Typed::Text(_) if matches!(column.takes(), Takes::Amount | Takes::Percent | Takes::Year) => {
            Text::new(
                "; skriv det så att programmet gör det till ett tal",
                "; type it so that it becomes a number",
            )
        }
        _ => Text::default(),
    };
    let kind = |language: Language| match found {
        Typed::Text(_) | Typed::Texts(_) => language.pick("texten ", "the text "),
        Typed::Day(_) => language.pick("datumet ", "the date "),
        Typed::Number(_) => language.pick("talet ", "the number "),
    };
    let (sv, en) = (found.words(Language::Sv), found.words(Language::En));
    let heading = column.heading();
    Complaint::new(
        at,
        format!("{}: väntade {}; där står {}{sv}{}", heading.sv, what.sv, kind(Language::Sv), looks_right.sv),
        format!(
            "{}: expected {}; there is {}{en}{}",
            heading.en,
            what.en,
            kind(Language::En),
            looks_right.en
        ),
    )
}

/// A value that is known, and another typed.
pub(super) fn otherwise(model: &Model, at: &str, column: Column, known: &Typed, typed: &Typed) -> Complaint {
    let said = |language| (told(model, column, typed, language), told(model, column, known, language));
    let ((typed_sv, known_sv), (typed_en, known_en)) = (said(Language::Sv), said(Language::En));
    let heading = column.heading();
    Complaint::new(
        at,
        format!(
            "{}: här står {typed_sv}, och arbetsytan har {known_sv}; ändra i arbetsytans fil om det är den som har fel",
            heading.sv
        ),
        format!(
            "{}: here is {typed_en}, and the workspace has {known_en}; change its file if that is what is wrong",
            heading.en
        ),
    )
}

/// A value that is known, and whose cell is blank.
pub(super) fn emptied(model: &Model, at: &str, column: Column, known: &Typed) -> Complaint {
    let said = |language| told(model, column, known, language);
    let heading = column.heading();
    Complaint::new(
        at,
        format!("{}: rutan är tom; {} står kvar i arbetsytan", heading.sv, said(Language::Sv)),
        format!("{}: the cell is blank; {} stays in the workspace", heading.en, said(Language::En)),
    )
}

/// What a new row must have.
pub(super) fn missing(at: &str, column: Column) -> Complaint {
    let heading = column.heading();
    Complaint::new(
        at,
        format!("{} saknas: en ny rad måste ha det", heading.sv),
        format!("{} is missing: a new row must have it", heading.en),
    )
}
