//! `samkoll calendar`: the annual cycle, as a list, for a calendar program, or as a wheel.

use chrono::{Datelike, NaiveDate};
use samkoll::amount::{Language, Phrase, Text};
use samkoll::calendar::Question;
use samkoll::render::calendar::ics::{self, Former};
use samkoll::render::calendar::list::By;
use samkoll::render::calendar::svg::Wheel;
use samkoll::render::calendar::{Calendar, list, svg};
use samkoll::render::json;
use samkoll::render::sheet::Markup;

use crate::args::{CalendarFormat, CalendarOptions};
use crate::opened::{Opened, open};
use crate::output::{self, Exit, Trouble};
use crate::typed::Remind;
use crate::world;

/// How far ahead a calendar is drawn, in years.
const MOST_YEARS: i32 = 20;

/// What the files cannot tell by themselves.
const NO_FORMER: Phrase = Phrase::new(
    "har kalendern lagts ut förut, ange den filen med --since: annars höjs inte numret på en händelse vars text \
     rättats i filerna, och det som gått bort dras inte tillbaka",
    "if the calendar has been published before, give that file with --since: else the number of an event whose \
     text was put right in the files is not raised, and what has gone is not withdrawn",
);

/// An empty calendar may be one of the wrong days.
const NOTHING_DUE: Phrase = Phrase::new(
    "inget i årshjulet förfaller de här dagarna",
    "nothing of the annual cycle falls due in these days",
);

/// How many days ahead is reminded when nothing is asked for.
const USUAL: [u32; 2] = [30, 7];

pub(crate) fn run(options: &CalendarOptions) -> Result<Exit, Trouble> {
    let opened = open(options.dir.as_deref(), &options.language)?;
    if !opened.is_usable() {
        return Ok(Exit::CannotRun);
    }
    let question = opened.question(&options.dates);
    let Opened { workspace, language, .. } = &opened;
    let language = *language;
    let (from, to) = days(options, question, language)?;
    // A period may fall due in the year before it.
    let last_year = to.year().max(question.as_of.year()).saturating_add(1);
    if !opened.is_within(question, Some(last_year)) {
        return Ok(Exit::CannotRun);
    }
    let cycle = opened.cycle_until(question, last_year);
    let manifest = workspace.model.manifest.as_ref();
    let calendar = Calendar {
        workspace: manifest.map_or("", |manifest| manifest.name.as_str()),
        association: workspace.model.association().unwrap_or_default(),
        cycle: &cycle,
        from,
        to,
        files: &workspace.files,
    };
    opened.deliver(&draw(&calendar, options, language)?, options.output.file.as_deref())?;
    if calendar.listed().is_empty() {
        output::note(&NOTHING_DUE.into(), language);
        return Ok(Exit::Undecided);
    }
    Ok(Exit::Clean)
}

fn draw(
    calendar: &Calendar<'_, '_>,
    options: &CalendarOptions,
    language: Language,
) -> Result<String, Trouble> {
    let by: By = options.by.into();
    match options.format {
        CalendarFormat::Text => Ok(list::render(calendar, by, Markup::Text, language)),
        CalendarFormat::Markdown => Ok(list::render(calendar, by, Markup::Markdown, language)),
        CalendarFormat::Json => json::v1::calendar(calendar)
            .map_err(|error| Trouble::new(Text::same(error.to_string()), language)),
        CalendarFormat::Ics => {
            let (remind, former) = (reminders(options, language)?, former(calendar, options, language)?);
            if options.since.is_none() {
                output::note(&NO_FORMER.into(), language);
            }
            Ok(ics::render_since(calendar, &remind, &former, language))
        }
        CalendarFormat::Svg => {
            // Months are what the wheel is made of: its colours are then those of the responsible.
            let by = if by == By::Month { By::Responsible } else { by };
            Ok(svg::render_as(calendar, Wheel { plan: options.plan, by }, language))
        }
    }
}

/// How many days ahead is reminded; `none` stands alone.
fn reminders(options: &CalendarOptions, language: Language) -> Result<Vec<u32>, Trouble> {
    let ahead = options.remind.iter().filter_map(|it| match it {
        Remind::Ahead(days) => Some(*days),
        Remind::Never => None,
    });
    let ahead: Vec<u32> = ahead.collect();
    if !ahead.is_empty() && ahead.len() < options.remind.len() {
        let message = Text::new(
            "--remind none går inte ihop med ett antal dagar",
            "--remind none does not go with a number of days",
        );
        return Err(Trouble::new(message, language));
    }
    Ok(if options.remind.is_empty() { USUAL.to_vec() } else { ahead })
}

/// The former export that was named, read.
fn former(
    calendar: &Calendar<'_, '_>,
    options: &CalendarOptions,
    language: Language,
) -> Result<Former, Trouble> {
    let Some(file) = &options.since else { return Ok(Former::default()) };
    let read = world::text(file).and_then(|text| Former::read(&text, calendar.association));
    read.map_err(|why| {
        let shown = file.display();
        Trouble::new(why.map(|_, why| format!("--since {shown}: {why}")), language)
    })
}

/// The days shown: those asked for, else the whole year.
fn days(
    options: &CalendarOptions,
    question: Question,
    language: Language,
) -> Result<(NaiveDate, NaiveDate), Trouble> {
    let edge = |year, month, day| NaiveDate::from_ymd_opt(year, month, day);
    let year = options.to.map_or(question.as_of.year(), |to| to.year());
    let from = options.from.or_else(|| edge(year, 1, 1)).unwrap_or(question.as_of);
    let to = options.to.or_else(|| edge(from.year(), 12, 31)).unwrap_or(from);
    let trouble = |sv: String, en: String| Err(Trouble::new(Text::new(sv, en), language));
    if to < from {
        return trouble(
            format!("--to {to} är före --from {from}"),
            format!("--to {to} is before --from {from}"),
        );
    }
    if to.year() > question.as_of.year().saturating_add(MOST_YEARS) {
        return trouble(
            format!("--to {to} är mer än {MOST_YEARS} år fram"),
            format!("--to {to} is more than {MOST_YEARS} years ahead"),
        );
    }
    let given = [("--since", options.since.is_some()), ("--remind", !options.remind.is_empty())];
    let misplaced = given.into_iter().find(|(_, given)| *given && options.format != CalendarFormat::Ics);
    if let Some((option, _)) = misplaced {
        return trouble(
            format!("{option} är till för --format ics"),
            format!("{option} is for --format ics"),
        );
    }
    if options.plan && options.format != CalendarFormat::Svg {
        return trouble(
            "--plan är till för --format svg".to_owned(),
            "--plan is for --format svg".to_owned(),
        );
    }
    if options.format == CalendarFormat::Svg && to.signed_duration_since(from).num_days() > 366 {
        return trouble(
            "årshjulet rymmer ett år; välj --from och --to".to_owned(),
            "the wheel holds one year; choose --from and --to".to_owned(),
        );
    }
    Ok((from, to))
}
