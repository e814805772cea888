//! `samkoll.toml`: the name of a workspace and where its parts lie.

use chrono::NaiveDate;

use super::problems;
use super::read::{Problems, Reader};
use crate::amount::Language;
use crate::source::{Spanned, Table};

/// What the manifest says.
#[derive(Debug, Clone)]
pub struct Manifest {
    /// The förbund's name.
    pub name: String,
    /// The organisation the workspace is about.
    pub association: Option<Spanned<String>>,
    /// The language results are written in unless asked otherwise.
    pub language: Language,
    /// Folders or files with agreements and organisations.
    pub agreements: Vec<Spanned<String>>,
    /// Folders or files with rules.
    pub rules: Vec<Spanned<String>>,
    /// Folders or files with figures.
    pub figures: Vec<Spanned<String>>,
    /// Folders or files with the register.
    pub register: Vec<Spanned<String>>,
    /// Folders or files with goals, statements, initiatives, actions, checklists, structures.
    pub follow_up: Vec<Spanned<String>>,
    /// The file of waivers.
    pub waivers: Option<Spanned<String>>,
    /// The first day the workspace knows of: what fell due before it is not asked about.
    pub since: Option<NaiveDate>,
    /// The default date of the question.
    pub as_of: Option<NaiveDate>,
}

/// Reads the manifest; what is missing is said, and read as empty.
pub(crate) fn read(table: &Table, problems: &Problems) -> Manifest {
    let mut top = Reader::new(table, problems);
    let section = top.table("workspace");
    let section = top.require("workspace", section);
    top.finish();
    let empty = Table { span: table.span, entries: Vec::new() };
    let quiet = Problems::default();
    let mut reader = section.unwrap_or_else(|| Reader::new(&empty, &quiet));
    let name = reader.need_text("name").map(|name| name.value).unwrap_or_default();
    let association = reader.need_id("association");
    let language = reader.choice("language", Language::NAMES).map_or(Language::Sv, |l| l.value);
    let agreements = folders(&mut reader, "agreements");
    let rules = folders(&mut reader, "rules");
    let figures = folders(&mut reader, "figures");
    let register = folders(&mut reader, "register");
    let follow_up = reader.texts("follow_up");
    let waivers = reader.text("waivers");
    let since = reader.date("since").map(|day| day.value);
    let as_of = reader.date("as_of").map(|day| day.value);
    reader.finish();
    Manifest {
        name,
        association,
        language,
        agreements,
        rules,
        figures,
        register,
        follow_up,
        waivers,
        since,
        as_of,
    }
}

fn folders(reader: &mut Reader<'_>, key: &'static str) -> Vec<Spanned<String>> {
    if !reader.has(key) {
        reader.problem(problems::missing_key(reader.span(), key));
    }
    reader.texts(key)
}
