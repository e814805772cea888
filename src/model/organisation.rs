//! Organisations, their units and bodies, and the documents everything is taken from.

use chrono::{Datelike, NaiveDate};

use super::actor::{Actor, Role};
use super::citation::{Citation, citation};
use super::problems;
use super::read::{Reader, Validity, Whole};
use crate::amount::Text;
use crate::source::{Span, Spanned, seen};

/// The state authorities that the law makes members, with their public numbers: no text of a förbund's own is a
/// source of them, since it is these that its texts are held against. The first appoints the auditor of both.
pub const STATE: &[(&str, &str)] =
    &[("Försäkringskassan", "202100-5521"), ("Arbetsförmedlingen", "202100-2114")];

/// A member, a unit of a member, a body or another actor.
#[derive(Debug, Clone)]
pub struct Organisation {
    /// Its id.
    pub id: Spanned<String>,
    /// Its name.
    pub name: String,
    /// What it is.
    pub kind: OrganisationKind,
    /// What it is for, when it is a body.
    pub role: Option<Spanned<Role>>,
    /// Organisation number, NNNNNN-NNNN.
    pub number: Option<Spanned<String>>,
    /// When it is a member of the association.
    pub member: Option<Validity>,
    /// When a body existed.
    pub in_force: Option<Validity>,
    /// What a unit or body belongs to.
    pub part_of: Option<Spanned<String>>,
    /// The body that took its place.
    pub replaced_by: Option<Spanned<String>>,
    /// Other names it goes by, whatever the day.
    pub aliases: Vec<String>,
    /// Names it had before, until a day.
    pub former_names: Vec<FormerName>,
    /// What a body takes up at every meeting.
    pub standing: Vec<StandingItem>,
    /// Which of its lists are whole.
    pub whole: Whole,
    /// Where it is known from.
    pub source: Option<Citation>,
}

/// A name that was right until a day.
#[derive(Debug, Clone)]
pub struct FormerName {
    /// The name.
    pub name: String,
    /// Its first day, where that is known.
    pub from: Option<NaiveDate>,
    /// Its last day.
    pub to: NaiveDate,
    /// Where it stands.
    pub span: Span,
}

/// What a body takes up at every meeting.
#[derive(Debug, Clone)]
pub struct StandingItem {
    /// Its id, by which an agenda names it.
    pub id: Spanned<String>,
    /// What it is about.
    pub title: Text,
    /// The first day it is known to stand.
    pub from: NaiveDate,
    /// The last, where that is known.
    pub to: Option<NaiveDate>,
}

names! {
    /// What an organisation is.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
    pub enum OrganisationKind {
        /// A state authority.
        State = "state",
        /// A region.
        Region = "region",
        /// A municipality.
        Municipality = "municipality",
        /// The förbund itself.
        Association = "association",
        /// A unit of an organisation.
        Unit = "unit",
        /// A body: board, steering group, working group.
        Body = "body",
        /// Anything else.
        Other = "other",
    }
}

impl OrganisationKind {
    /// What a reader calls one.
    #[must_use]
    pub fn title(self) -> Text {
        match self {
            Self::State => Text::new("en statlig myndighet", "a state authority"),
            Self::Region => Text::new("en region", "a region"),
            Self::Municipality => Text::new("en kommun", "a municipality"),
            Self::Association => Text::new("ett förbund", "an association"),
            Self::Unit => Text::new("en enhet", "a unit"),
            Self::Body => Text::new("ett organ", "a body"),
            Self::Other => Text::new("någon annan", "someone else"),
        }
    }
}

/// A source document.
#[derive(Debug, Clone)]
pub struct Document {
    /// Its id.
    pub id: Spanned<String>,
    /// Its title.
    pub title: String,
    /// What sort of document.
    pub kind: DocumentKind,
    /// The day it became known.
    pub adopted: Option<NaiveDate>,
    /// The document it is bound into.
    pub part_of: Option<Spanned<String>>,
}

names! {
    /// What sort of document a source is.
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    pub enum DocumentKind {
        /// Papers sent out before a meeting.
        BoardPapers = "board-papers",
        /// Minutes.
        Minutes = "minutes",
        /// The ledger, as it was taken out of the program of accounts.
        Ledger = "ledger",
        /// An annual report.
        AnnualReport = "annual-report",
        /// Social accounts.
        SocialAccounts = "social-accounts",
        /// A budget.
        Budget = "budget",
        /// A plan of activities.
        Plan = "plan",
        /// An agreement.
        Agreement = "agreement",
        /// An analysis.
        Analysis = "analysis",
        /// A statute.
        Statute = "statute",
        /// Anything else.
        Other = "other",
    }
}

/// Reads one `[[organisation]]`.
pub(crate) fn read(mut reader: Reader<'_>) -> Option<Organisation> {
    let id = reader.need_id("id");
    let name = reader.need_text("name");
    let kind = reader.need_choice("kind", OrganisationKind::NAMES);
    let role = reader.choice("role", Role::NAMES);
    let number = reader.text("number").map(|it| Spanned::new(seen(&it.value), it.span));
    let member = reader.validity("member");
    let in_force = reader.validity("in_force");
    let part_of = reader.text("part_of");
    let replaced_by = reader.text("replaced_by");
    let aliases = reader.texts("aliases").into_iter().map(|alias| alias.value).collect();
    let former_names = reader.tables("former_names").into_iter().filter_map(former_name).collect();
    let standing: Vec<StandingItem> =
        reader.tables("standing").into_iter().filter_map(standing_item).collect();
    let source = citation(&mut reader);
    reader.remarks();
    if let Some(id) = id.as_ref().filter(|id| Actor::reserved().any(|word| word == id.value)) {
        reader.problem(problems::reserved_id(id.span, &id.value));
    }
    if let Some(number) = number.as_ref().filter(|number| !is_organisation_number(&number.value)) {
        reader.problem(problems::bad_organisation_number(number.span, &number.value));
    }
    let (whole, told) = (reader.whole(), reader.problems());
    reader.finish();
    let organisation = Organisation {
        id: id?,
        name: name?.value,
        kind: kind?.value,
        role,
        number,
        member,
        in_force,
        part_of,
        replaced_by,
        aliases,
        former_names,
        standing,
        whole,
        source,
    };
    if let (Some(number), Some(public)) = (&organisation.number, organisation.public_number())
        && number.value != public
    {
        told.push(problems::number_of_another(number.span, &number.value, &organisation.name, public));
    }
    Some(organisation)
}

/// The number in the public register of a state authority that the law makes a member, by its name.
pub(crate) fn state_number(name: &str) -> Option<&'static str> {
    STATE.iter().find(|(state, _)| seen(name) == *state).map(|(_, number)| *number)
}

fn former_name(mut reader: Reader<'_>) -> Option<FormerName> {
    let name = reader.need_text("name");
    let (from, to) = (reader.date("from"), reader.date("to"));
    let to = reader.require("to", to);
    reader.follows(to.as_ref(), from.as_ref());
    reader.finish();
    let (name, from) = (name?, from.map(|day| day.value));
    Some(FormerName { span: name.span, name: name.value, from, to: to?.value })
}

fn standing_item(mut reader: Reader<'_>) -> Option<StandingItem> {
    let id = reader.need_id("id");
    let title = reader.need_both("title");
    let (from, to) = (reader.date("from"), reader.date("to"));
    let from = reader.require("from", from);
    reader.follows(to.as_ref(), from.as_ref());
    reader.remarks();
    reader.finish();
    Some(StandingItem { id: id?, title: title?.value, from: from?.value, to: to.map(|day| day.value) })
}

/// Reads one `[[source]]`.
pub(crate) fn read_document(mut reader: Reader<'_>) -> Option<Document> {
    let id = reader.need_id("id");
    let title = reader.need_text("title");
    let kind = reader.choice("kind", DocumentKind::NAMES);
    let adopted = reader.date("adopted");
    let part_of = reader.text("part_of");
    reader.text("note");
    reader.finish();
    Some(Document {
        id: id?,
        title: title?.value,
        kind: kind.map_or(DocumentKind::Other, |kind| kind.value),
        adopted: adopted.map(|day| day.value),
        part_of,
    })
}

/// Whether a number has the shape NNNNNN-NNNN and the right check digit (Luhn).
#[must_use]
pub fn is_organisation_number(number: &str) -> bool {
    let Some((head, tail)) = number.split_once('-') else { return false };
    let digits: Vec<u32> = head.chars().chain(tail.chars()).filter_map(|c| c.to_digit(10)).collect();
    if head.len() != 6 || tail.len() != 4 || digits.len() != 10 {
        return false;
    }
    // The digits of twice the digit, added up.
    let doubled = |digit: u32| digit.saturating_mul(2).checked_rem(9).filter(|_| digit < 9).unwrap_or(9);
    let sum: u32 = digits
        .iter()
        .enumerate()
        .map(|(index, digit)| if index.is_multiple_of(2) { doubled(*digit) } else { *digit })
        .sum();
    sum.is_multiple_of(10)
}

impl Organisation {
    /// Whether it can bind itself: a body has no rights of its own, and of whoever else it is not known.
    #[must_use]
    pub fn can_bind_itself(&self) -> bool {
        !matches!(self.kind, OrganisationKind::Body | OrganisationKind::Other)
    }

    /// Its name, and the others it is rightly called by.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.aliases.iter().chain([&self.name]).map(String::as_str)
    }

    /// How documents print it: by its names, and a municipality without that word.
    #[must_use]
    pub fn printed(&self) -> Vec<String> {
        let mut printed: Vec<String> = self.names().map(str::to_owned).collect();
        let short = self.name.strip_suffix(" kommun").filter(|_| self.kind == OrganisationKind::Municipality);
        // "Nordbys kommun" is Nordby; "Västerås kommun" is not Västerå, which no document prints.
        let bare = short.and_then(|it| it.strip_suffix('s'));
        printed.extend(short.into_iter().chain(bare).map(str::to_owned));
        printed.sort();
        printed.dedup();
        printed
    }

    /// The number it is known to have: a state authority's by the public register, else the one entered for it.
    #[must_use]
    pub fn own_number(&self) -> Option<&str> {
        self.public_number().or_else(|| self.number.as_ref().map(|it| it.value.as_str()))
    }

    /// Whether it may appoint the auditor of the state authorities: Försäkringskassan does (finsamlagen 25 §), and an
    /// authority that is called otherwise may be it.
    #[must_use]
    pub fn may_appoint_for_the_state(&self) -> bool {
        let appoints = STATE.first().map(|(_, number)| *number);
        self.kind == OrganisationKind::State && self.public_number().is_none_or(|it| Some(it) == appoints)
    }

    /// Its number in the public register, for the state authorities that the law makes members.
    #[must_use]
    pub fn public_number(&self) -> Option<&'static str> {
        self.names().filter(|_| self.kind == OrganisationKind::State).find_map(state_number)
    }

    /// Whether it was a member on a day.
    #[must_use]
    pub fn is_member(&self, day: NaiveDate) -> bool {
        self.member.is_some_and(|member| member.holds(day))
    }

    /// Whether it was a member on some day of a year: it has a part in the year's sums, keys and splits.
    #[must_use]
    pub fn is_member_in(&self, year: i32) -> bool {
        self.member.is_some_and(|member| {
            member.from.is_none_or(|from| from.year() <= year) && member.to.is_none_or(|to| year <= to.year())
        })
    }

    /// Whether it was a member every day of a year.
    #[must_use]
    pub fn is_member_throughout(&self, year: i32) -> bool {
        let days = [(1, 1), (12, 31)].map(|(month, day)| NaiveDate::from_ymd_opt(year, month, day));
        days.into_iter().all(|day| day.is_some_and(|day| self.is_member(day)))
    }

    /// Whether a role is its, whatever the day.
    #[must_use]
    pub fn has_role(&self, role: Role) -> bool {
        self.role.as_ref().is_some_and(|own| own.value == role)
    }

    /// Whether it holds a role on a day; a body whose days are not known always has.
    #[must_use]
    pub fn holds(&self, role: Role, day: NaiveDate) -> bool {
        self.has_role(role) && self.in_force.is_none_or(|days| days.holds(day))
    }

    /// Where its id stands.
    #[must_use]
    pub const fn span(&self) -> Span {
        self.id.span
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn organisation_numbers_have_a_shape_and_a_check_digit() {
        for (number, right, why) in [
            ("202100-5521", true, "as printed"),
            ("202100-5522", false, "check digit"),
            ("2021005521", false, "no hyphen"),
            ("202100–5521", false, "en dash"),
            ("20210-05521", false, "hyphen in the wrong place"),
            ("", false, "empty"),
        ] {
            assert_eq!(is_organisation_number(number), right, "{number}: {why}");
        }
    }
}
