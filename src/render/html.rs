//! The report to the board: one page of HTML with everything in it, to be sent, read on a phone and printed.
//!
//! What is told is selected where the first screen and the brief select it; here it is laid out. All words go through
//! the template, which escapes them: nothing is put together as markup but the annual wheel, which escapes its own.

mod appendix;
mod drawing;
mod equity;
mod findings;
mod first;
mod goals;
mod matrix;
mod outcomes;
mod overview;
mod pictures;
pub mod reading;
mod table;
mod wheel;
mod words;

use std::collections::BTreeMap;

use minijinja::syntax::SyntaxConfig;
use minijinja::value::Serde;
use minijinja::{AutoEscape, Environment, UndefinedBehavior};
use serde::Serialize;

use crate::amount::{Language, Text};
use crate::brief::Brief;
use crate::facts::Facts;
use crate::report::Report;
use crate::source::Span;

use super::calendar::words::known_at;
use super::harmless;

use appendix::Appendix;
use findings::Findings;
use first::First;
use overview::Overview;
use pictures::Picture;

/// The page, its style, and how a drawing, a table and a finding are written.
const TEMPLATES: [(&str, &str); 7] = [
    ("page.html", include_str!("html/page.html")),
    ("first.html", include_str!("html/first.html")),
    ("pictures.html", include_str!("html/pictures.html")),
    ("overview.html", include_str!("html/overview.html")),
    ("findings.html", include_str!("html/findings.html")),
    ("appendix.html", include_str!("html/appendix.html")),
    ("reading.html", include_str!("html/reading.html")),
];

const STYLE: &str = include_str!("html/style.css");

/// What the report is made from: all of one day.
#[derive(Debug, Clone, Copy)]
pub struct Board<'b> {
    /// The board's brief of the day.
    pub brief: &'b Brief<'b, 'b>,
    /// What the rules say.
    pub report: &'b Report<'b>,
    /// What is known of the figures.
    pub facts: &'b Facts,
}

/// The same, in a language.
#[derive(Debug, Clone, Copy)]
struct Told<'b> {
    board: Board<'b>,
    language: Language,
}

impl<'b> Told<'b> {
    fn get(self, text: &Text) -> String {
        text.get(self.language).to_owned()
    }

    /// The file and line of a place that is the förbund's own; what stands in the program is no file of theirs.
    fn own_place(self, span: Span) -> Option<String> {
        (!self.board.report.is_standard(span)).then(|| self.place(span))
    }

    /// The file and line of a place.
    fn place(self, span: Span) -> String {
        let place = self.board.report.files.place(span);
        format!("{}:{}", place.file, place.line)
    }
}

/// Everything the template says.
#[derive(Serialize)]
struct View {
    lang: &'static str,
    /// The fixed words of the template, by their names in it.
    w: BTreeMap<&'static str, &'static str>,
    style: minijinja::Value,
    title: String,
    name: String,
    day: String,
    first: First,
    pictures: Vec<Picture>,
    overview: Overview,
    findings: Findings,
    appendix: Appendix,
}

/// The page.
///
/// # Errors
/// When a value that the template names is not there.
pub fn render(board: Board<'_>, language: Language) -> Result<String, minijinja::Error> {
    let told = Told { board, language };
    let page = environment()?.get_template("page.html")?.render(Serde(view(told)))?;
    Ok(harmless(&page).into_owned() + "\n")
}

/// What people would rather look at than read, in the order it stands.
fn pictures(told: Told<'_>) -> Vec<Picture> {
    vec![
        equity::picture(told),
        matrix::picture(told),
        wheel::picture(told),
        goals::picture(told),
        outcomes::picture(told),
    ]
}

/// The templates: every value in them is escaped, and one that is not there is an error.
fn environment() -> Result<Environment<'static>, minijinja::Error> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_auto_escape_callback(|_| AutoEscape::Html);
    environment.set_syntax(SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build()?);
    for (name, text) in TEMPLATES {
        environment.add_template(name, text)?;
    }
    Ok(environment)
}

fn view(told: Told<'_>) -> View {
    let Told { board: Board { brief, report, .. }, language } = told;
    let name = match report.workspace.as_str() {
        "" => words::NAMELESS.get(language).to_owned(),
        name => name.to_owned(),
    };
    let day = words::as_of(report.as_of);
    View {
        lang: language.name(),
        w: words::of_the_template(language),
        style: minijinja::Value::from_safe_string(STYLE.to_owned()),
        title: format!("{name} – {}", words::TITLE.get(language)),
        name,
        day: format!("{}{}", day.get(language), known_at(brief.cycle).get(language)),
        first: first::gathered(told),
        pictures: pictures(told),
        overview: overview::gathered(told),
        findings: findings::gathered(told),
        appendix: appendix::gathered(told),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_that_is_not_there_is_an_error_and_every_other_is_escaped() {
        let mut environment = environment().unwrap();
        environment.add_template("test", "{{ word }}{{ nothing }}").unwrap();
        let none = environment.get_template("test").unwrap().render(minijinja::context! { word => "x" });
        assert!(format!("{:#}", none.unwrap_err()).contains("undefined"));
        environment.add_template("test", "<b title=\"{{ word }}\">{{ word }}</b>").unwrap();
        let hostile = minijinja::context! { word => "\"><script>]]>&" };
        let written = environment.get_template("test").unwrap().render(hostile).unwrap();
        let escaped = "&quot;&gt;&lt;script&gt;]]&gt;&amp;";
        assert_eq!(written, format!("<b title=\"{escaped}\">{escaped}</b>"));
    }
}
