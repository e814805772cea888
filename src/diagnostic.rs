//! Problems in what a person wrote: their shape, and the one list of codes.
//!
//! Codes are stable and public. The words of a problem stand with the module that finds it.

use std::cell::Cell;

use crate::amount::{Language, Text};
use crate::limits;
use crate::source::{Span, plain};

names! {
    /// How bad a problem or a finding is.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
    pub enum Severity {
        /// Worth knowing.
        Note = "note",
        /// Should be put right.
        Warning = "warning",
        /// Must be put right.
        Error = "error",
    }
}

impl Severity {
    /// One degree milder; a note is a note.
    #[must_use]
    pub const fn milder(self) -> Self {
        match self {
            Self::Error => Self::Warning,
            Self::Warning | Self::Note => Self::Note,
        }
    }
}

macro_rules! codes {
    ($($variant:ident $name:literal $doc:literal,)*) => {
        /// What kind of problem it is.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Code { $(#[doc = $doc] $variant,)* }

        impl Code {
            /// Every code, in the order problems are met: the file, its text, its keys, its references.
            pub const ALL: &[Self] = &[$(Self::$variant,)*];

            /// The public name.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)* }
            }

            /// What the code means, in one sentence.
            #[must_use]
            pub const fn meaning(self) -> &'static str {
                match self { $(Self::$variant => $doc,)* }
            }
        }
    };
}

codes! {
    UnreadableFile "unreadable-file" "A file or folder that the manifest names cannot be read.",
    NotUtf8 "not-utf8" "A file is not UTF-8 text.",
    TooMuch "too-much" "More than the program works out, or a text longer than it reads.",
    FileTooLarge "file-too-large" "A file is larger than the program reads.",
    OutsideWorkspace "outside-workspace" "A path or link leads out of the workspace.",
    NotRead "not-read" "A file or folder that nothing reads, and that seems meant to be.",
    EmptyFile "empty-file" "A file has nothing in it.",
    Syntax "syntax" "The text is not TOML.",
    UnknownKey "unknown-key" "A key that the format does not have.",
    MissingKey "missing-key" "A key that must be there is not.",
    WrongType "wrong-type" "A value of another type than the key takes.",
    UnknownValue "unknown-value" "A word that is not one of those the key takes.",
    BadDate "bad-date" "A date that does not exist or is written in another way.",
    BadNumber "bad-number" "A number that is written in another way or does not fit.",
    BadDueRule "bad-due-rule" "A due rule, or what shows a duty done, that does not fit how often it comes back.",
    OffsetOutOfRange "offset-out-of-range" "An offset that leads out of the calendar, or the wrong way.",
    BadDigest "bad-digest" "A digest that is not one.",
    EvidenceMissing "evidence-missing" "A file the register names that is not there.",
    EvidenceChanged "evidence-changed" "A file that is another than the one that was registered.",
    BadFormula "bad-formula" "A formula or relation with another number of terms than it takes.",
    TwoKeys "two-keys" "Two keys that exclude each other.",
    BadReference "bad-reference" "A reference to a duty that is not written as one.",
    BadId "bad-id" "An id that is not lower-case words joined by hyphens.",
    DuplicateId "duplicate-id" "Two things with one id.",
    UnknownOrganisation "unknown-organisation" "A reference to an organisation that is not declared.",
    WrongSort "wrong-sort" "A reference to an organisation of a sort that cannot be there, or a key of another sort’s.",
    MissingRole "missing-role" "A role that the law and the rules name, and that no organisation holds.",
    UnknownAgreement "unknown-agreement" "A reference to an agreement that is not there.",
    UnknownDuty "unknown-duty" "A reference to a duty the agreement does not have.",
    AnswersToNothing "answers-to-nothing" "An entry of the register that no duty answers to.",
    UnknownCommitment "unknown-commitment" "A reference to a commitment the standard does not have.",
    UnknownInitiative "unknown-initiative" "A reference to an initiative that is not there.",
    UnknownPart "unknown-part" "A place in a document by a number that none of its parts has.",
    UnknownSource "unknown-source" "A reference to a source document that is not declared.",
    SourceWithoutDay "source-without-day" "A parameter that is set from a document without a day.",
    UnknownDecision "unknown-decision" "A remark or an assignment that names a decision that is not in the register, or that gives none.",
    UnknownAssignment "unknown-assignment" "An item of an agenda that names an assignment that is not in the register.",
    UnknownMeeting "unknown-meeting" "A decision that names a meeting that is not in the register.",
    UnknownFigure "unknown-figure" "A figure that is not in the catalogue.",
    NameOfTheStandard "name-of-the-standard" "A name of the standard’s that does not say it replaces, or replaces nothing.",
    UnknownRule "unknown-rule" "A waiver or a formula that names a rule that is not there.",
    UnitMismatch "unit-mismatch" "A figure in a unit that does not measure it.",
    OddSign "odd-sign" "A figure with another sign than it has as a rule.",
    CountOff "count-off" "A table or a list that has another number of cells or entries than it says.",
    IntervalReversed "interval-reversed" "An interval that ends before it starts.",
    ValidityOverlap "validity-overlap" "Two versions of one thing that hold at the same time.",
    ValidityGap "validity-gap" "A time between two versions of one thing when neither holds.",
    NotInForce "not-in-force" "A law or a provision that is cited of days on which it was not in force.",
    BadOrganisationNumber "bad-organisation-number" "An organisation number whose check digit is wrong.",
    NumberOfAnother "number-of-another" "A state authority with another organisation number than its own.",
    TableWithoutPrints "table-without-prints" "A table with figures of a statement that does not say what it prints.",
    TableUnchecked "table-unchecked" "A table that no relation looks at.",
    NeverAsked "never-asked" "An entry, or a relation, that nothing is asked of.",
    OtherEdition "other-edition" "Another edition of the standard than the one the förbund has accepted.",
    CyclicReference "cyclic-reference" "A chain of references that comes back to where it started.",
    DeliveryShowsNothing "delivery-shows-nothing" "A delivery of what the law asks a decision or a day of the minutes for.",
    NotWaivable "not-waivable" "A waiver of a rule that cannot be waived.",
    MissingScript "missing-script" "A rule without its logic, or a script without its rule.",
    BadLogic "bad-logic" "Logic that stands in two places, does not end, or is another kind of rule's.",
    ScriptSyntax "script-syntax" "A script or a condition that does not parse.",
    UnknownFunction "unknown-function" "A function the rules' vocabulary does not have.",
    UnknownVariable "unknown-variable" "A variable the script has not declared.",
    UnknownParameter "unknown-parameter" "A parameter the rule does not declare.",
    UnusedParameter "unused-parameter" "A parameter no script and no formula uses.",
    UnknownProperty "unknown-property" "A property the rule's subject does not have.",
    UnknownReason "unknown-reason" "A reason the rule gives no text for.",
    UnfilledPlaceholder "unfilled-placeholder" "A placeholder in a text that the script does not fill.",
    UnknownChart "unknown-chart" "A chart of accounts that the standard does not have, or two of them.",
    BadAccounts "bad-accounts" "Accounts of a chart map that are no accounts, or that two rows take.",
    BadLedger "bad-ledger" "A line of a ledger file (SIE) that cannot be read.",
    LedgerRefused "ledger-refused" "A ledger file (SIE) whose balances are not the year’s figures, or that is no such file.",
    RuleFailed "rule-failed" "A rule that could not be run to its end.",
}

/// Something wrong in what a person wrote.
#[derive(Debug, Clone)]
pub struct Problem {
    /// What kind.
    pub code: Code,
    /// How bad.
    pub severity: Severity,
    /// What is wrong: one line, no full stop.
    pub message: Text,
    /// Where; none when there is no text to point at.
    pub span: Option<Span>,
    /// The path, for a problem that has no text to point at.
    pub path: Option<String>,
    /// What the underlined place means, in a few words.
    pub label: Option<Text>,
    /// Other places that matter, each with what it means.
    pub related: Vec<(Span, Text)>,
    /// What was expected, or what to do.
    pub help: Option<Text>,
    /// How many problems it tells of: itself, or all that are not told one by one.
    pub stands_for: usize,
}

impl Problem {
    /// An error at a place.
    #[must_use]
    pub fn at(code: Code, span: Span, message: Text) -> Self {
        Self {
            code,
            severity: Severity::Error,
            message: message.map(|language, text| shortened(text, language)),
            span: Some(span),
            path: None,
            label: None,
            related: Vec::new(),
            help: None,
            stands_for: 1,
        }
    }

    /// So many more of a severity in a file than are told one by one, the first of them at a place.
    #[must_use]
    pub fn more(severity: Severity, span: Span, count: usize) -> Self {
        let (sv, en) =
            if severity == Severity::Error { ("fel", "errors") } else { ("varningar", "warnings") };
        let text = Text::new(
            format!("{count} {sv} till i filen räknas inte upp: rätta de första"),
            format!("{count} more {en} in the file are not listed: put the first right"),
        );
        Self { severity, stands_for: count, ..Self::at(Code::TooMuch, span, text) }
    }

    /// An error of a whole file.
    #[must_use]
    pub fn of_file(code: Code, path: &str, message: Text) -> Self {
        Self {
            code,
            severity: Severity::Error,
            message,
            span: None,
            path: Some(path.to_owned()),
            label: None,
            related: Vec::new(),
            help: None,
            stands_for: 1,
        }
    }

    /// The same problem, as a warning.
    #[must_use]
    pub fn as_warning(mut self) -> Self {
        self.severity = Severity::Warning;
        self
    }

    /// The same problem, as a note.
    #[must_use]
    pub fn as_note(mut self) -> Self {
        self.severity = Severity::Note;
        self
    }

    /// With what was expected.
    #[must_use]
    pub fn help(mut self, help: Text) -> Self {
        self.help = Some(help);
        self
    }

    /// With "did you mean", when one of a few known words is near; else with the whole choice, when it is short.
    #[must_use]
    pub fn suggest<'a>(self, written: &str, known: impl IntoIterator<Item = &'a str>) -> Self {
        self.suggest_of(&Guesses::default(), written, known)
    }

    /// The same from what a workspace has, of which there may be much, as may there be words that are wrong.
    #[must_use]
    pub fn suggest_of<'a>(
        self,
        guesses: &Guesses,
        written: &str,
        known: impl IntoIterator<Item = &'a str>,
    ) -> Self {
        let known: Vec<&str> = known.into_iter().collect();
        match (guesses.nearest(written, &known), known.len()) {
            (Ok(Some(near)), _) => {
                self.help(Text::new(format!("menade du `{near}`?"), format!("did you mean `{near}`?")))
            }
            (Ok(None), 1..=12) => {
                let all = known.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ");
                self.help(Text::new(format!("här kan stå {all}"), format!("expected one of {all}")))
            }
            (Ok(None), _) => self,
            (Err(Spent), _) => self.help(Text::new(
                "inget förslag söks: så många ord är fel att det får vänta tills de första är rättade",
                "no suggestion is looked for: so many words are wrong that it waits until the first are put right",
            )),
        }
    }

    /// With another place that matters.
    #[must_use]
    pub fn related(mut self, span: Span, label: Text) -> Self {
        self.related.push((span, label));
        self
    }

    /// With what the underlined place means.
    #[must_use]
    pub fn label(mut self, label: Text) -> Self {
        self.label = Some(label);
        self
    }
}

/// A message that quotes more than anyone reads shows its beginning and its end, and says how long it is.
fn shortened(text: &str, language: Language) -> String {
    if text.len() <= limits::MESSAGE {
        return text.to_owned();
    }
    let length = text.chars().count();
    if length <= limits::MESSAGE {
        return text.to_owned();
    }
    let half = limits::MESSAGE / 2;
    let begin: String = text.chars().take(half).collect();
    let end: String = text.chars().skip(length.saturating_sub(half)).collect();
    match language {
        Language::Sv => format!("{begin} [… totalt {length} tecken …] {end}"),
        Language::En => format!("{begin} [… {length} characters in all …] {end}"),
    }
}

/// The longest word that something else may have been meant by, in characters.
const LONGEST: usize = 80;

/// How many of each letter a word has; those whose codes end in the same five bits are counted together.
fn letters_of(word: &str) -> [u16; 32] {
    let mut letters = [0_u16; 32];
    for letter in word.chars() {
        if let Some(count) = letters.get_mut(u32::from(letter) as usize & 31) {
            *count = count.saturating_add(1);
        }
    }
    letters
}

/// How many words may still be compared in one reading: each misspelt one is held against all that are known.
#[derive(Debug)]
pub struct Guesses(Cell<usize>);

/// No more words are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Spent;

impl Default for Guesses {
    fn default() -> Self {
        Self(Cell::new(limits::COMPARED))
    }
}

impl Guesses {
    /// The known word nearest to what was written, if it is near enough to have been meant.
    ///
    /// # Errors
    /// When so many words have been compared that no more are.
    pub fn nearest<'a>(&self, written: &str, known: &[&'a str]) -> Result<Option<&'a str>, Spent> {
        let left = self.0.get();
        if left < known.len() {
            return Err(Spent);
        }
        let (near, compared) = compared(written, known);
        self.0.set(left.saturating_sub(compared));
        Ok(near)
    }
}

/// The known word nearest to what was written, if it is near enough to have been meant.
#[must_use]
pub fn nearest<'a>(written: &str, known: &[&'a str]) -> Option<&'a str> {
    compared(written, known).0
}

/// How many letters of one word held against one of the other are as much work as looking at a word.
const LETTERS: usize = 16;

/// The nearest word, and how much work it was to find: in words looked at.
fn compared<'a>(written: &str, known: &[&'a str]) -> (Option<&'a str>, usize) {
    let mut work = 1;
    // No name is so long; what is a text, or a file's worth of one, was not meant as one.
    if written.len() > LONGEST.saturating_mul(16) {
        return (None, work);
    }
    let seen = plain(written);
    let length = seen.chars().count();
    if length > LONGEST {
        return (None, work);
    }
    let reach = length.div_ceil(3).max(1);
    let letters = letters_of(&seen);
    // A step changes two of the counts at most: most words are told apart without being compared.
    let apart = |word: &str| {
        let counts = letters.iter().zip(letters_of(word));
        let differing: usize = counts.map(|(a, b)| usize::from(a.abs_diff(b))).sum();
        differing > reach.saturating_mul(2)
    };
    let mut nearest: Option<((usize, usize, &str), &'a str)> = None;
    for word in known {
        work = work.saturating_add(1);
        if word.len() > LONGEST.saturating_mul(4) {
            continue;
        }
        let other = plain(word);
        if apart(&other) {
            continue;
        }
        let (distance, cells) = distance(&seen, &other);
        work = work.saturating_add(cells / LETTERS);
        if distance > reach || nearest.as_ref().is_some_and(|((best, ..), _)| *best < distance) {
            continue;
        }
        // Of two that are as near, the one written more alike.
        let order = (distance, self::distance(written, word).0, *word);
        if nearest.as_ref().is_none_or(|(best, _)| order < *best) {
            nearest = Some((order, word));
        }
    }
    (nearest.map(|(_, word)| word), work)
}

/// How many slips apart two words are, and how many pairs of letters that took: where they begin and end alike
/// nothing is to be found.
fn distance(one: &str, other: &str) -> (usize, usize) {
    let begin = one.chars().zip(other.chars()).take_while(|(a, b)| a == b);
    let begin: usize = begin.map(|(a, _)| a.len_utf8()).sum();
    let (one, other) = (one.get(begin..).unwrap_or(one), other.get(begin..).unwrap_or(other));
    let end = one.chars().rev().zip(other.chars().rev()).take_while(|(a, b)| a == b);
    let end: usize = end.map(|(a, _)| a.len_utf8()).sum();
    let cut = |word: &str| word.len().saturating_sub(end);
    let (one, other) = (one.get(..cut(one)).unwrap_or(one), other.get(..cut(other)).unwrap_or(other));
    (strsim::damerau_levenshtein(one, other), one.len().saturating_mul(other.len()))
}

/// A known word that is one slip of the fingers from what was written.
#[must_use]
pub fn slip_of<'a>(guesses: &Guesses, written: &str, known: &[&'a str]) -> Option<&'a str> {
    guesses
        .nearest(written, known)
        .ok()
        .flatten()
        .filter(|near| strsim::damerau_levenshtein(written, near) == 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::FileId;

    #[test]
    fn the_nearest_word_must_be_near() {
        assert_eq!(nearest("organsation", &["organisation", "agreement"]), Some("organisation"));
        assert_eq!(nearest("Agreement", &["organisation", "agreement"]), Some("agreement"), "capitals");
        assert_eq!(nearest("xyzzy", &["organisation", "agreement"]), None);
        assert_eq!(nearest("utfäll", &["utfall", "mål"]), Some("utfall"));
        assert_eq!(nearest(&"a".repeat(81), &[&"a".repeat(81)]), None);
    }

    #[test]
    fn what_begins_and_ends_alike_is_as_far_apart() {
        for one in ["", "a", "ab", "ba", "aab", "abcab", "åäö", "åöä", "granby", "grnaby", "ggranby"] {
            for other in ["", "b", "ab", "aba", "abab", "åäö", "ö", "granby", "granbyby", "lindby"] {
                assert_eq!(distance(one, other).0, strsim::damerau_levenshtein(one, other), "{one} {other}");
            }
        }
    }

    #[test]
    fn a_message_shows_beginning_and_end_of_what_is_long_and_says_how_long() {
        let quoted = format!("`{}` finns inte", "å".repeat(1_000_000));
        let problem = Problem::at(Code::UnknownKey, Span::new(FileId::default(), 0, 1), Text::same(quoted));
        let message = problem.message.sv;
        assert!(message.starts_with("`åå") && message.ends_with("å` finns inte"), "{message}");
        assert!(message.contains("[… totalt 1000013 tecken …]"), "{message}");
        assert!(problem.message.en.contains("1000013 characters"));
        assert!(message.chars().count() < limits::MESSAGE + 100);
    }

    #[test]
    fn so_many_words_are_compared_and_no_more() {
        let words: Vec<String> = (0..1_000).map(|number| format!("organisation-{number}")).collect();
        let known: Vec<&str> = words.iter().map(String::as_str).collect();
        let guesses = Guesses::default();
        let asked = (0..limits::COMPARED).take_while(|_| guesses.nearest("organisatoin-7", &known).is_ok());
        assert!((10..=limits::COMPARED / known.len()).contains(&asked.count()));
        assert_eq!(guesses.nearest("organisatoin-7", &known), Err(Spent));
        assert_eq!(Guesses::default().nearest("organisatoin-7", &known), Ok(Some("organisation-7")));
        let help = Problem::at(Code::UnknownKey, Span::new(FileId::default(), 0, 1), Text::same(""))
            .suggest_of(&guesses, "organisatoin-7", known);
        assert!(help.help.unwrap().sv.contains("inget förslag"));
    }

    #[test]
    fn codes_are_unique_and_kebab_case() {
        let mut names: Vec<_> = Code::ALL.iter().map(|code| code.name()).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), Code::ALL.len());
        assert!(
            names.iter().all(|n| n.chars().all(|c| c == '-' || c.is_ascii_lowercase() || c.is_ascii_digit()))
        );
    }
}
