//! An assessment read back from the JSON it was saved as.

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::de::Error as _;
use serde::{Deserialize, Deserializer};

use crate::amount::{Text, counted, many};
use crate::diagnostic::Severity;
use crate::model::rule::Class;
use crate::verdict::Outcome;

/// The version of the JSON that can be read.
const SCHEMA: &str = "samkoll.assessment/1";

/// An assessment as far as it is held beside another.
#[derive(Debug, Deserialize)]
pub struct Saved {
    schema: String,
    /// The program that made it.
    pub program: SavedProgram,
    /// The förbund, and what the assessment was made from.
    pub workspace: SavedWorkspace,
    /// The day asked for.
    #[serde(deserialize_with = "written")]
    pub as_of: NaiveDate,
    /// The day of what was known.
    #[serde(default, deserialize_with = "written_if")]
    pub known_at: Option<NaiveDate>,
    /// Per cent below which a difference is a note.
    #[serde(default, deserialize_with = "written_if")]
    pub materiality: Option<Decimal>,
    /// What of it was asked for, where that is not everything.
    pub asked: Option<SavedAsked>,
    /// Whether it was held against an earlier one.
    baseline: Option<serde_json::Value>,
    set_aside: Vec<SavedAside>,
    changed: Vec<SavedChange>,
    pub(super) problems: Vec<SavedProblem>,
    /// Every verdict.
    pub verdicts: Vec<SavedVerdict>,
}

/// The förbund and the digests of what was read.
#[derive(Debug, Deserialize)]
pub struct SavedWorkspace {
    /// Its name.
    pub name: String,
    /// Digest of agreements, figures and register.
    pub inputs: String,
    /// Digest of its own rules.
    pub rules: String,
    /// The standard.
    pub standard: SavedStandard,
    /// Its own files; none in an assessment that was made before they were named.
    #[serde(default)]
    pub files: Vec<SavedFile>,
}

/// The program that made an assessment.
#[derive(Debug, Deserialize)]
pub struct SavedProgram {
    /// Its version.
    pub version: String,
}

/// A file of the workspace.
#[derive(Debug, Deserialize)]
pub struct SavedFile {
    /// Its path below the workspace's folder.
    pub path: String,
    /// Its digest, in hexadecimal.
    pub sha256: String,
}

/// What was asked for.
#[derive(Debug, PartialEq, Eq, Deserialize)]
pub struct SavedAsked {
    /// Only these rules; all when empty.
    pub rules: Vec<String>,
    /// Only what concerns this year.
    pub year: Option<i32>,
    /// Not the rules of these families.
    pub without: Vec<String>,
}

/// The standard's edition and digest.
#[derive(Debug, PartialEq, Eq, Deserialize)]
pub struct SavedStandard {
    /// The edition in the program.
    pub edition: i64,
    /// Digest of its files.
    pub digest: String,
}

#[derive(Debug, Deserialize)]
struct SavedAside {
    rule: String,
}

#[derive(Debug, Deserialize)]
struct SavedChange {
    what: String,
    words: Both,
}

/// What is said of a file.
#[derive(Debug, Clone, Deserialize)]
pub struct SavedProblem {
    #[serde(deserialize_with = "written")]
    severity: Severity,
    #[serde(default)]
    code: String,
    line: Option<u32>,
    /// The file, where it is one.
    #[serde(default)]
    pub file: Option<String>,
    /// What is said, in one language.
    #[serde(default)]
    pub message: String,
}

impl SavedProblem {
    /// The same for what says the same, in whichever language.
    pub(super) fn key(&self) -> (Severity, &str, Option<u32>, Option<&str>) {
        (self.severity, &self.code, self.line, self.file.as_deref())
    }
}

/// A text in both languages.
#[derive(Debug, Clone, Deserialize)]
pub struct Both {
    sv: String,
    en: String,
}

impl From<&Both> for Text {
    fn from(both: &Both) -> Self {
        Self::new(both.sv.as_str(), both.en.as_str())
    }
}

/// One verdict.
#[derive(Debug, Deserialize)]
pub struct SavedVerdict {
    /// The rule's id.
    pub rule: String,
    /// Its title.
    pub title: Both,
    /// How bad it is where it is broken.
    #[serde(deserialize_with = "written")]
    pub severity: Severity,
    /// What a breach of it is.
    #[serde(deserialize_with = "written")]
    pub class: Class,
    /// What it was asked about.
    pub subject: SavedSubject,
    /// The answer.
    #[serde(deserialize_with = "written")]
    pub outcome: Outcome,
    /// The answer in words.
    pub message: Both,
    /// The same for the same finding.
    pub fingerprint: String,
    /// The fingerprint of the fault it follows from; none in an assessment that was made before that was told.
    #[serde(default)]
    follows_from: Option<String>,
    days_late: Option<i64>,
    size: Option<SavedSize>,
}

/// What a verdict is about.
#[derive(Debug, Deserialize)]
pub struct SavedSubject {
    /// Its readable path.
    pub id: String,
}

#[derive(Debug, Deserialize)]
struct SavedSize {
    #[serde(default, deserialize_with = "written_if")]
    amount: Option<Decimal>,
    unit: Option<String>,
}

/// Why a text is no saved assessment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unreadable(pub Text);

impl Saved {
    /// Reads what `check --format json` wrote.
    ///
    /// # Errors
    /// When the text is not JSON, not an assessment, or one of another version.
    pub fn read(text: &str) -> Result<Self, Unreadable> {
        if text.starts_with('\u{feff}') {
            return Err(Unreadable(Text::new(
                "börjar med ett byteordningsmärke (BOM), som `check` inte skriver: något program har sparat om filen. \
                 Spara bedömningen på nytt med `samkoll check --format json -o FIL`",
                "begins with a byte order mark (BOM), which `check` does not write: some program has saved it anew. \
                 Save the assessment again with `samkoll check --format json -o FILE`",
            )));
        }
        match serde_json::from_str::<Kind>(text) {
            Ok(kind) if kind.schema.as_deref() == Some(SCHEMA) => (),
            Ok(Kind { schema: Some(other) }) => {
                return Err(Unreadable(Text::new(
                    format!("är av slaget ”{other}”, och det som kan läsas är ”{SCHEMA}”"),
                    format!("is of the kind “{other}”, and what can be read is “{SCHEMA}”"),
                )));
            }
            Err(error) if !error.is_data() => {
                let (line, column) = (error.line(), error.column());
                return Err(Unreadable(Text::new(
                    format!("är inte JSON (rad {line}, kolumn {column})"),
                    format!("is not JSON (line {line}, column {column})"),
                )));
            }
            _ => {
                return Err(Unreadable(Text::new(
                    "är ingen sparad bedömning: spara en med `samkoll check --format json`",
                    "is no saved assessment: save one with `samkoll check --format json`",
                )));
            }
        }
        serde_json::from_str(text).map_err(|error| Unreadable(not_whole(&error)))
    }

    /// Whether it is of the förbund with a name.
    ///
    /// # Errors
    /// When it is of another: then nothing in them can be held beside each other.
    pub fn is_of(&self, name: &str) -> Result<(), Text> {
        let own = &self.workspace.name;
        if own == name {
            return Ok(());
        }
        Err(Text::new(
            format!("de två är av olika förbund: ”{own}” och ”{name}”"),
            format!("the two are of different förbund: “{own}” and “{name}”"),
        ))
    }

    /// Whether all that there was to ask was asked.
    ///
    /// # Errors
    /// When the files had errors: what is then not told is not known to be right.
    pub fn is_whole(&self) -> Result<(), Text> {
        let errors = self.problems.iter().filter(|it| it.severity == Severity::Error).count();
        if errors == 0 {
            return Ok(());
        }
        let (day, errors) = (self.as_of, counted(many(errors), ["fel", "fel", "error", "errors"]));
        Err(Text::new(
            format!(
                "bedömningen för {day} gjordes av filer med {}, och säger inte vad som är rätt: rätta dem och spara en ny med `samkoll check --format json -o FIL`",
                errors.sv
            ),
            format!(
                "the assessment for {day} was made of files with {}, and does not say what is right: mend them and save a new one with `samkoll check --format json -o FILE`",
                errors.en
            ),
        ))
    }

    /// Whether it was held against an earlier one, so that it says what was new.
    #[must_use]
    pub const fn has_baseline(&self) -> bool {
        self.baseline.is_some()
    }

    /// The findings: what was broken, a goal not reached or undecided; not what is said of the assessment itself.
    pub fn findings(&self) -> impl Iterator<Item = &SavedVerdict> {
        let found = |it: &&SavedVerdict| {
            it.is_broken() && it.class != Class::Notice || it.outcome == Outcome::Undecided
        };
        self.verdicts.iter().filter(found)
    }

    /// What the version of its JSON is called.
    #[must_use]
    pub fn schema(&self) -> &str {
        &self.schema
    }

    /// What the förbund has set in the standard, or set aside, each in words.
    pub(super) fn departures(&self) -> Vec<Text> {
        let changed = self.changed.iter().map(|it| {
            let Both { sv, en } = &it.words;
            Text::new(format!("{}: {sv}", it.what), format!("{}: {en}", it.what))
        });
        changed.chain(self.set_aside.iter().map(|it| Text::same(it.rule.clone()))).collect()
    }

    /// How many causes what is broken has.
    #[must_use]
    pub fn causes(&self) -> usize {
        self.verdicts.iter().filter(|it| it.is_cause()).count()
    }

    /// How many verdicts have an outcome; goals not reached, and notices of the assessment, are not breaches.
    #[must_use]
    pub fn count(&self, outcome: Outcome) -> usize {
        let is_fault = |it: &&SavedVerdict| it.outcome != Outcome::Breached || it.class == Class::Fault;
        self.verdicts.iter().filter(|it| it.outcome == outcome).filter(is_fault).count()
    }
}

impl SavedVerdict {
    /// Whether it is known how it stands.
    pub(super) fn is_answered(&self) -> bool {
        matches!(self.outcome, Outcome::Met | Outcome::Breached | Outcome::Waived)
    }

    /// Whether it is a fault that follows from no other: what every page counts as a cause.
    #[must_use]
    pub fn is_cause(&self) -> bool {
        self.is_broken() && self.class == Class::Fault && self.follows_from.is_none()
    }

    /// Whether it is a finding.
    #[must_use]
    pub fn is_broken(&self) -> bool {
        self.outcome == Outcome::Breached
    }

    /// How far from right it is, and in what: days late, or an amount.
    pub(super) fn extent(&self) -> Option<(Decimal, &str)> {
        if let Some(days) = self.days_late {
            return Some((days.into(), DAYS));
        }
        let size = self.size.as_ref()?;
        Some((size.amount?, size.unit.as_deref()?))
    }
}

/// What a file of JSON says that it is.
#[derive(Deserialize)]
struct Kind {
    schema: Option<String>,
}

/// What is saved as a word or a number in writing, and read as nothing but what would be written so again.
trait Written: Sized {
    fn of(text: &str) -> Option<Self>;
}

impl Written for NaiveDate {
    fn of(text: &str) -> Option<Self> {
        text.parse().ok().filter(|day: &Self| day.to_string() == text)
    }
}

impl Written for Decimal {
    fn of(text: &str) -> Option<Self> {
        Self::from_str_exact(text).ok().filter(|number| number.to_string() == text)
    }
}

macro_rules! written_by_name {
    ($($Enum:ident)+) => {$(
        impl Written for $Enum {
            fn of(text: &str) -> Option<Self> {
                Self::named(text)
            }
        }
    )+};
}

written_by_name!(Severity Class Outcome);

fn written<'de, D: Deserializer<'de>, T: Written>(deserializer: D) -> Result<T, D::Error> {
    let text = String::deserialize(deserializer)?;
    T::of(&text).ok_or_else(|| D::Error::custom(format_args!("`{text}`")))
}

fn written_if<'de, D: Deserializer<'de>, T: Written>(deserializer: D) -> Result<Option<T>, D::Error> {
    let text = Option::<String>::deserialize(deserializer)?;
    text.map(|text| T::of(&text).ok_or_else(|| D::Error::custom(format_args!("`{text}`")))).transpose()
}

/// What keeps an assessment from being read, and where.
fn not_whole(error: &serde_json::Error) -> Text {
    let (line, column, words) = (error.line(), error.column(), error.to_string());
    let missing = words.strip_prefix("missing field `").and_then(|rest| rest.split('`').next());
    let (sv, en) = match missing {
        Some(field) => (format!("`{field}` saknas"), format!("`{field}` is missing")),
        None => ("det här skriver inte `check`".to_owned(), "`check` does not write this".to_owned()),
    };
    Text::new(
        format!("är ingen hel bedömning: {sv} (rad {line}, kolumn {column})"),
        format!("is not a whole assessment: {en} (line {line}, column {column})"),
    )
}

/// The unit of what is late.
const DAYS: &str = "days";
