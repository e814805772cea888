//! An assessment read back from the JSON it was saved as.

use rust_decimal::Decimal;
use serde::Deserialize;

use crate::amount::Text;

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
    pub as_of: String,
    /// The day of what was known.
    pub known_at: Option<String>,
    /// Per cent below which a difference is a note.
    pub materiality: Option<String>,
    /// What of it was asked for, where that is not everything.
    pub asked: Option<SavedAsked>,
    /// Whether it was held against an earlier one.
    baseline: Option<serde_json::Value>,
    set_aside: Vec<SavedAside>,
    changed: Vec<SavedChange>,
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
#[derive(Debug, Deserialize)]
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
    /// `error`, `warning` or `note`.
    pub severity: String,
    /// `fault`, `result` or `notice`.
    pub class: String,
    /// What it was asked about.
    pub subject: SavedSubject,
    /// `breached`, `met`, `undecided`, `waived` or `not-applicable`.
    pub outcome: String,
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
    amount: Option<String>,
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
        let value: serde_json::Value = serde_json::from_str(text).map_err(|error| {
            let (line, column) = (error.line(), error.column());
            Unreadable(Text::new(
                format!("är inte JSON (rad {line}, kolumn {column})"),
                format!("is not JSON (line {line}, column {column})"),
            ))
        })?;
        let schema = value.get("schema").and_then(serde_json::Value::as_str);
        if schema != Some(SCHEMA) {
            return Err(Unreadable(match schema {
                Some(other) => Text::new(
                    format!("är av slaget ”{other}”, och det som kan läsas är ”{SCHEMA}”"),
                    format!("is of the kind “{other}”, and what can be read is “{SCHEMA}”"),
                ),
                None => Text::new(
                    "är ingen sparad bedömning: spara en med `samkoll check --format json`",
                    "is no saved assessment: save one with `samkoll check --format json`",
                ),
            }));
        }
        serde_json::from_value(value).map_err(|error| {
            let error = error.to_string();
            let missing = error.strip_prefix("missing field `").and_then(|rest| rest.split('`').next());
            let sv = match missing {
                Some(field) => format!("är ingen hel bedömning: `{field}` saknas i den"),
                None => "är ingen hel bedömning: något i den är av annat slag än det ska".to_owned(),
            };
            Unreadable(Text::new(sv, format!("is not a whole assessment: {error}")))
        })
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

    /// Whether it was held against an earlier one, so that it says what was new.
    #[must_use]
    pub const fn has_baseline(&self) -> bool {
        self.baseline.is_some()
    }

    /// The findings: what was broken, a goal not reached or undecided; not what is said of the assessment itself.
    pub fn findings(&self) -> impl Iterator<Item = &SavedVerdict> {
        let found = |it: &&SavedVerdict| it.is_broken() && it.class != "notice" || it.outcome == "undecided";
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
    pub fn count(&self, outcome: &str) -> usize {
        let is_fault = |it: &&SavedVerdict| it.outcome != "breached" || it.class == "fault";
        self.verdicts.iter().filter(|it| it.outcome == outcome).filter(is_fault).count()
    }
}

impl SavedVerdict {
    /// Whether it is broken, and a waiver covers it.
    #[must_use]
    pub fn is_waived(&self) -> bool {
        self.outcome == "waived"
    }

    /// Whether it is a fault that follows from no other: what every page counts as a cause.
    #[must_use]
    pub fn is_cause(&self) -> bool {
        self.is_broken() && self.class == "fault" && self.follows_from.is_none()
    }

    /// Whether it is a finding.
    #[must_use]
    pub fn is_broken(&self) -> bool {
        self.outcome == "breached"
    }

    /// How far from right it is, and in what: days late, or an amount.
    pub(super) fn extent(&self) -> Option<(Decimal, &str)> {
        if let Some(days) = self.days_late {
            return Some((days.into(), DAYS));
        }
        let size = self.size.as_ref()?;
        let amount = Decimal::from_str_exact(size.amount.as_deref()?).ok()?;
        Some((amount, size.unit.as_deref()?))
    }
}

/// The unit of what is late.
const DAYS: &str = "days";
