//! What the readers ask of the tables they are given, key by key: the declaration an editor's schema is made of.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use super::FileKind;
use crate::amount::Text;
use crate::diagnostic::Problem;
use crate::source::{Entry, Table, Value};

names! {
    /// What sort of file one of a workspace is: each sort has keys of its own.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
    pub enum FileSort {
        /// `samkoll.toml`.
        Manifest = "manifest",
        /// One agreement.
        Agreement = "agreement",
        /// Organisations, documents, and what the förbund's own year must have.
        Organisations = "organisations",
        /// One rule.
        Rule = "rule",
        /// Figures that are known by name, and what ties them.
        Catalogue = "catalogue",
        /// What documents print in figures.
        Figures = "figures",
        /// What has happened, and what is planned.
        Register = "register",
        /// What documents say in words, and how they are made up.
        FollowUp = "follow-up",
        /// Waivers.
        Waivers = "waivers",
        /// What the rows of documents are.
        Labels = "labels",
        /// A case of a rule, which `rules test` runs.
        Case = "case",
    }
}

impl FileSort {
    /// What a reader calls one.
    #[must_use]
    pub fn title(self) -> Text {
        match self {
            Self::Manifest => Text::new("arbetsytan, samkoll.toml", "the workspace, samkoll.toml"),
            Self::Agreement => Text::new("ett avtal", "an agreement"),
            Self::Organisations => Text::new(
                "organisationer och dokument, under agreements",
                "organisations and documents, under agreements",
            ),
            Self::Rule => Text::new("en regel", "a rule"),
            Self::Catalogue => Text::new(
                "namngivna siffror och samband, under rules",
                "named figures and relations, under rules",
            ),
            Self::Figures => Text::new("dokumentens siffror", "the figures of documents"),
            Self::Register => {
                Text::new("vad som har hänt och är planerat", "what has happened and is planned")
            }
            Self::FollowUp => Text::new(
                "mål, påståenden och dokumentens uppbyggnad",
                "goals, statements and how documents are made up",
            ),
            Self::Waivers => Text::new("undantag", "waivers"),
            Self::Labels => Text::new("vad raderna i dokument är", "what the rows of documents are"),
            Self::Case => Text::new("ett fall för en regel, under cases", "a case of a rule, under cases"),
        }
    }

    /// The schema of such a file, as it is published under `docs/schema/`.
    #[must_use]
    pub const fn schema(self) -> &'static str {
        match self {
            Self::Manifest => include_str!("../../docs/schema/manifest.json"),
            Self::Agreement => include_str!("../../docs/schema/agreement.json"),
            Self::Organisations => include_str!("../../docs/schema/organisations.json"),
            Self::Rule => include_str!("../../docs/schema/rule.json"),
            Self::Catalogue => include_str!("../../docs/schema/catalogue.json"),
            Self::Figures => include_str!("../../docs/schema/figures.json"),
            Self::Register => include_str!("../../docs/schema/register.json"),
            Self::FollowUp => include_str!("../../docs/schema/follow-up.json"),
            Self::Waivers => include_str!("../../docs/schema/waivers.json"),
            Self::Labels => include_str!("../../docs/schema/labels.json"),
            Self::Case => include_str!("../../docs/schema/case.json"),
        }
    }

    /// The sort of a file, by what it is for and what stands in it.
    pub(super) fn of(kind: &FileKind, table: &Table<'_>) -> Self {
        let has = |key: &str| table.get(key).is_some();
        match kind {
            FileKind::Agreements
                if !has("organisation") && !has("need") && table.get("source").is_none_or(is_citation) =>
            {
                Self::Agreement
            }
            FileKind::Agreements => Self::Organisations,
            FileKind::Rules(_) if has("id") || has("subject") => Self::Rule,
            FileKind::Rules(_) => Self::Catalogue,
            FileKind::Figures => Self::Figures,
            FileKind::Register => Self::Register,
            FileKind::FollowUp => Self::FollowUp,
            FileKind::Waivers => Self::Waivers,
            FileKind::Labels => Self::Labels,
        }
    }
}

/// An agreement's `source` is one table; a file of documents has a list of them.
const fn is_citation(entry: &Entry<'_>) -> bool {
    matches!(entry.node.value, Value::Table(_))
}

/// What a key takes.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Accepts {
    /// Any text.
    Text,
    /// A text that says something.
    Words,
    /// Lower-case words joined by hyphens.
    Id,
    /// One of these words.
    OneOf(Vec<&'static str>),
    /// Some of these words.
    SomeOf(Vec<&'static str>),
    /// Texts.
    Texts,
    /// A whole number, at least and at most so much where that is said.
    Whole(Option<i64>, Option<i64>),
    /// Whole numbers.
    Wholes,
    /// A number.
    Number,
    /// `true` or `false`.
    Truth,
    /// A calendar date.
    Day,
    /// A table of its own.
    Table,
    /// A list of tables.
    Tables,
    /// How many entries each list has.
    Totals,
    /// What only its own entry can judge.
    Any,
}

/// What is asked of the tables that stand in one place of a file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Asked {
    /// What each key takes.
    pub keys: BTreeMap<&'static str, BTreeSet<Accepts>>,
    /// The keys that must stand in every such table.
    pub needed: BTreeSet<&'static str>,
    /// The lists that have something in them wherever they stand.
    pub some: BTreeSet<&'static str>,
    /// What stands under keys that are names of the writer's own, where such may stand.
    pub free: BTreeSet<Accepts>,
}

/// What is asked of files of one kind, by the place of the table: the keys on the way to it, `*` for a name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Declared(pub BTreeMap<Vec<String>, Asked>);

/// What the readers ask of one file.
#[derive(Debug, Clone)]
pub struct Declaration {
    /// The file.
    pub path: String,
    /// Its text.
    pub text: String,
    /// Its sort, where it is TOML.
    pub sort: Option<FileSort>,
    /// What is asked of its tables.
    pub asked: Declared,
    /// What is wrong in it by itself.
    pub problems: Vec<Problem>,
}

impl Declared {
    /// What was asked of the tables of a file while it was read.
    pub(super) fn of(root: &Table<'_>, asks: &Asks) -> Self {
        let mut declared = Self::default();
        declared.add_at(root, Vec::new(), &asks.0.borrow());
        declared
    }

    /// Adds what is asked of another file of the sort.
    pub fn join(&mut self, other: Self) {
        for (place, asked) in other.0 {
            self.add(place, &asked);
        }
    }

    fn add(&mut self, place: Vec<String>, asked: &Asked) {
        match self.0.get_mut(&place) {
            None => drop(self.0.insert(place, asked.clone())),
            Some(known) => known.join(asked),
        }
    }

    fn add_at(&mut self, table: &Table<'_>, place: Vec<String>, asks: &BTreeMap<usize, Asked>) {
        let Some(asked) = asks.get(&address(table)) else { return };
        for entry in &table.entries {
            let name = if asked.keys.contains_key(&*entry.key) { &*entry.key } else { "*" };
            let below = || place.iter().cloned().chain([name.to_owned()]).collect();
            match &entry.node.value {
                Value::Table(inner) => self.add_at(inner, below(), asks),
                Value::Array(nodes) => nodes.iter().for_each(|node| {
                    if let Value::Table(inner) = &node.value {
                        self.add_at(inner, below(), asks);
                    }
                }),
                _ => {}
            }
        }
        self.add(place, asked);
    }
}

impl Asked {
    /// What is asked of either: of both is needed only what each needs.
    fn join(&mut self, other: &Self) {
        for (key, accepts) in &other.keys {
            self.keys.entry(key).or_default().extend(accepts.iter().cloned());
        }
        self.needed.retain(|key| other.needed.contains(key));
        self.some.extend(&other.some);
        self.free.extend(other.free.iter().cloned());
    }
}

/// What has been asked of each table while it was read, by where the table lies in memory.
#[derive(Debug, Default)]
pub(super) struct Asks(RefCell<BTreeMap<usize, Asked>>);

impl Asks {
    pub(super) fn key(&self, table: &Table<'_>, key: &'static str, accepts: &Accepts) {
        self.of(table, |asked| asked.keys.entry(key).or_default().extend([accepts.clone()]));
    }

    pub(super) fn need(&self, table: &Table<'_>, key: &'static str) {
        self.of(table, |asked| asked.needed.extend([key]));
    }

    pub(super) fn some(&self, table: &Table<'_>, key: &'static str) {
        self.of(table, |asked| asked.some.extend([key]));
    }

    pub(super) fn free(&self, table: &Table<'_>, accepts: &[Accepts]) {
        self.of(table, |asked| asked.free.extend(accepts.iter().cloned()));
    }

    fn of(&self, table: &Table<'_>, note: impl FnOnce(&mut Asked)) {
        note(self.0.borrow_mut().entry(address(table)).or_default());
    }
}

/// A tree stays where it is while it is read, and a table in it is one table.
fn address(table: &Table<'_>) -> usize {
    std::ptr::from_ref(table).addr()
}
