//! `samkoll.toml`: the name of a workspace, where its parts lie, and where the förbund stands on the standard.

use chrono::NaiveDate;

use super::citation::{Citation, citation};
use super::problems;
use super::read::{Problems, Reader, Validity};
use super::rule::{Given, ParameterValue, given};
use crate::amount::{Language, Text};
use crate::source::{Span, Spanned, Table};

/// What the manifest says.
#[derive(Debug, Clone)]
pub struct Manifest {
    /// The förbund's name.
    pub name: String,
    /// The organisation the workspace is about.
    pub association: Option<Spanned<String>>,
    /// The language results are written in unless asked otherwise.
    pub language: Language,
    /// Where the parts lie.
    pub parts: Parts,
    /// The first day the workspace knows of: nothing before its year is asked about.
    pub since: Option<NaiveDate>,
    /// The default date of the question.
    pub as_of: Option<NaiveDate>,
    /// The edition of the standard that the förbund has accepted.
    pub standard: Option<Spanned<i64>>,
    /// Rules left out in the open.
    pub set_aside: Vec<SetAside>,
    /// Parameters of the standard that the förbund sets.
    pub parameters: Vec<OwnParameter>,
}

/// Folders or files of each kind; none where the manifest leaves them to their usual names.
#[derive(Debug, Clone, Default)]
pub struct Parts {
    /// Agreements and organisations.
    pub agreements: Option<Vec<Spanned<String>>>,
    /// The förbund's own rules, figures and relations.
    pub rules: Option<Vec<Spanned<String>>>,
    /// Figures.
    pub figures: Option<Vec<Spanned<String>>>,
    /// The register.
    pub register: Option<Vec<Spanned<String>>>,
    /// Goals, statements, initiatives, actions, checklists, structures.
    pub follow_up: Option<Vec<Spanned<String>>>,
    /// Waivers.
    pub waivers: Option<Vec<Spanned<String>>>,
    /// What the rows of documents are.
    pub labels: Option<Vec<Spanned<String>>>,
}

/// What the manifest and the parts are called where it does not say otherwise.
pub mod usual {
    /// The manifest.
    pub const MANIFEST: &str = "samkoll.toml";
    /// Agreements and organisations.
    pub const AGREEMENTS: &str = "agreements";
    /// The förbund's own rules, figures and relations.
    pub const RULES: &str = "rules";
    /// Figures.
    pub const FIGURES: &str = "figures";
    /// The register.
    pub const REGISTER: &str = "register";
    /// Goals, statements, initiatives, actions, checklists, structures.
    pub const FOLLOW_UP: &str = "follow-up";
    /// Waivers.
    pub const WAIVERS: &str = "waivers.toml";
    /// What the rows of documents are.
    pub const LABELS: &str = "labels.toml";
    /// All of them: what a folder holds that is a workspace, or a part of one.
    pub const ALL: &[&str] = &[MANIFEST, AGREEMENTS, RULES, FIGURES, REGISTER, FOLLOW_UP, WAIVERS, LABELS];
}

/// A rule, or a family of rules, that the förbund leaves out.
#[derive(Debug, Clone)]
pub struct SetAside {
    /// What is left out.
    pub what: Spanned<AsideOf>,
    /// Why.
    pub reason: Text,
    /// Who decided it, and where that is written.
    pub decided_by: String,
    /// Where it stands.
    pub span: Span,
}

/// What is set aside.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum AsideOf {
    /// One rule.
    Rule(String),
    /// Every rule of a family.
    Family(String),
}

/// A parameter of one of the standard's rules, as the förbund sets it.
#[derive(Debug, Clone)]
pub struct OwnParameter {
    /// The rule.
    pub rule: Spanned<String>,
    /// The parameter.
    pub name: Spanned<String>,
    /// When the value holds.
    pub days: Validity,
    /// The value.
    pub value: Spanned<ParameterValue>,
    /// Where it is known from.
    pub source: Citation,
}

/// Reads the manifest; what is missing is said, and read as empty.
pub(crate) fn read(table: &Table<'_>, problems: &Problems) -> Manifest {
    let mut top = Reader::new(table, problems);
    let section = top.table("workspace");
    let section = top.require("workspace", section);
    let set_aside = top.tables("set-aside").into_iter().filter_map(aside).collect();
    let parameters = top.tables("parameter").into_iter().filter_map(own_parameter).collect();
    top.finish();
    let empty = Table { span: table.span, entries: Vec::new() };
    let quiet = Problems::default();
    let mut reader = section.unwrap_or_else(|| Reader::new(&empty, &quiet));
    let name = reader.need_text("name").map(|name| name.value).unwrap_or_default();
    let association = reader.need_id("association");
    let language = reader.choice("language", Language::NAMES).map_or(Language::Sv, |l| l.value);
    let parts = Parts {
        agreements: folders(&mut reader, "agreements"),
        rules: folders(&mut reader, "rules"),
        figures: folders(&mut reader, "figures"),
        register: folders(&mut reader, "register"),
        follow_up: folders(&mut reader, "follow_up"),
        waivers: reader.text("waivers").map(|file| vec![file]),
        labels: reader.text("labels").map(|file| vec![file]),
    };
    let (since, as_of) = (reader.date("since"), reader.date("as_of"));
    reader.follows(as_of.as_ref(), since.as_ref());
    let (since, as_of) = (since.map(|day| day.value), as_of.map(|day| day.value));
    let standard = reader.int("standard");
    reader.finish();
    Manifest { name, association, language, parts, since, as_of, standard, set_aside, parameters }
}

fn folders(reader: &mut Reader<'_>, key: &'static str) -> Option<Vec<Spanned<String>>> {
    reader.has(key).then(|| reader.texts(key))
}

fn aside(mut reader: Reader<'_>) -> Option<SetAside> {
    let (rule, family) = (reader.text("rule"), reader.text("family"));
    let reason = reader.need_both("reason");
    let decided_by = reader.need_text("decided_by");
    let span = reader.span();
    let what = match (rule, family) {
        (Some(rule), None) => Some(Spanned::new(AsideOf::Rule(rule.value), rule.span)),
        (None, Some(family)) => Some(Spanned::new(AsideOf::Family(family.value), family.span)),
        (Some(_), Some(family)) => {
            reader.problem(problems::rule_or_family(family.span));
            None
        }
        (None, None) => reader.require("rule", None),
    };
    reader.finish();
    Some(SetAside { what: what?, reason: reason?.value, decided_by: decided_by?.value, span })
}

fn own_parameter(mut reader: Reader<'_>) -> Option<OwnParameter> {
    let rule = reader.need_text("rule");
    let given = given(&mut reader);
    let source = citation(&mut reader);
    let source = reader.require("source", source);
    reader.remarks();
    reader.finish();
    let Given { name, days, value } = given?;
    Some(OwnParameter { rule: rule?, name, days, value, source: source? })
}
