//! Many workspaces beside each other, as text: which could not be read, who is above the cap, how each compares with
//! those of its size, what is missing where, and what is broken most.

mod words;

use rust_decimal::Decimal;

use crate::amount::{Language, Phrase, Text, written_number};
use crate::diagnostic::Severity;
use crate::sector::{Answer, Common, Group, Member, Sector};
use crate::verdict::Outcome;

use super::lines::{Lines, clean};
pub(super) use words::size;

/// How many workspaces are named where it is told of several.
const NAMED: usize = 6;

/// How many rules are told of in each list; JSON lines and the workbook have all.
const RULES: usize = 20;

/// How many errors of one workspace are told; `validate` in it has all.
const ERRORS: usize = 5;

/// All of it, for a person.
#[must_use]
pub fn text(sector: &Sector, language: Language) -> String {
    let mut page = Page { sector, language, lines: Lines::default() };
    page.lines.wrapped("", words::state(sector).get(language));
    page.unread();
    page.unseen();
    page.cap(words::ABOVE, Outcome::Breached);
    page.cap(words::ABOVE_ACCEPTED, Outcome::Waived);
    page.cap(words::CAP_UNKNOWN, Outcome::Undecided);
    page.side_by_side();
    page.rules(words::MISSING, &sector.missing);
    page.rules(words::BROKEN, &sector.broken);
    page.remarks();
    page.lines.into_text()
}

/// What one is called: its name with its folder, or the folder alone.
pub(super) fn called(member: &Member) -> String {
    if member.name.is_empty() { member.path.clone() } else { format!("{} ({})", member.name, member.path) }
}

struct Page<'s> {
    sector: &'s Sector,
    language: Language,
    lines: Lines,
}

impl Page<'_> {
    fn section(&mut self, title: Phrase, count: usize) {
        self.lines.section(&format!("{} ({count})", title.get(self.language).to_uppercase()));
    }

    fn unread(&mut self) {
        let unread: Vec<&Member> = self.sector.unread().collect();
        if unread.is_empty() {
            return;
        }
        self.section(words::UNREAD, unread.len());
        for member in unread {
            self.lines.wrapped("  • ", &format!("{}: {}", called(member), self.get(&words::errors(member))));
            let errors = member.problems.iter().filter(|it| it.severity == Severity::Error);
            for it in errors.take(ERRORS) {
                let between = if it.place.is_empty() { "" } else { ": " };
                self.lines
                    .wrapped("    ", &format!("{}{between}{}", it.place, it.message.get(self.language)));
            }
            let more = member.errors().saturating_sub(ERRORS);
            if more > 0 {
                self.lines.wrapped("    ", &self.get(&words::more_errors(more, &member.path)));
            }
        }
    }

    fn unseen(&mut self) {
        if self.sector.unseen.is_empty() {
            return;
        }
        self.section(words::UNSEEN, self.sector.unseen.len());
        for it in &self.sector.unseen {
            self.lines.wrapped("  • ", &format!("{}: {}", it.path, it.why.get(self.language)));
        }
    }

    /// Those whose equity came out so against the cap in their latest year, with what the rule says.
    fn cap(&mut self, title: Phrase, outcome: Outcome) {
        let of: Vec<_> = self.sector.cap(outcome).collect();
        if of.is_empty() {
            return;
        }
        self.section(title, of.len());
        for (member, _, cap) in of {
            self.lines.wrapped("  • ", &format!("{}: {}", called(member), cap.message.get(self.language)));
        }
    }

    fn side_by_side(&mut self) {
        if self.sector.groups.is_empty() {
            return;
        }
        self.section(words::SIDE_BY_SIDE, self.sector.answers().count());
        self.lines.wrapped("", words::HOW.get(self.language));
        for group in &self.sector.groups {
            let count = words::workspaces(group.members.len());
            self.lines.line("");
            self.lines.line(&format!("{}: {}", self.get(&size(group)), count.get(self.language)));
            let members = group.members.iter().filter_map(|it| self.sector.members.get(*it));
            let rows = members.filter_map(|it| Some(self.row(it, it.answer.as_ref()?)));
            let rows: Vec<[String; 7]> = rows.chain([self.usual(group)]).collect();
            self.table(&rows);
        }
    }

    fn row(&self, member: &Member, answer: &Answer) -> [String; 7] {
        let economy = answer.economy.as_ref();
        let number = |number: Option<Decimal>| self.number(number);
        let share = number(economy.and_then(|it| it.share));
        let share = match economy.and_then(|it| it.cap.as_ref()).map(|it| it.outcome) {
            Some(Outcome::Breached | Outcome::Waived) => format!("▲{share}"),
            Some(Outcome::Undecided) => format!("○{share}"),
            // It is shown, and nothing is said of it.
            None if economy.is_some() => format!("({share})"),
            _ => share,
        };
        [
            clean(&self.named(member)),
            economy.map_or_else(|| "–".to_owned(), |it| it.year.to_string()),
            number(economy.and_then(|it| it.allocation)),
            share,
            answer.causes.to_string(),
            answer.late.to_string(),
            answer.count(Outcome::Undecided).to_string(),
        ]
    }

    /// Its name, with its folder where another has the same or it has none.
    fn named(&self, member: &Member) -> String {
        let alike = self.sector.members.iter().filter(|it| it.name == member.name).count();
        if alike > 1 || member.name.is_empty() { called(member) } else { member.name.clone() }
    }

    /// What is usual in a group, or that it is too small to tell.
    fn usual(&self, group: &Group) -> [String; 7] {
        let usual = &group.usual;
        let title = if usual.causes.is_some() { words::USUAL } else { words::TOO_FEW };
        let [share, causes, late, open] =
            [usual.share, usual.causes, usual.late, usual.open].map(|it| self.number(it));
        let title = title.get(self.language).to_owned();
        [title, String::new(), String::new(), share, causes, late, open]
    }

    /// Rows under their heads: names to the left, numbers to the right.
    fn table(&mut self, rows: &[[String; 7]]) {
        let heads = words::HEADS.map(|it| it.get(self.language).to_owned());
        let all: Vec<&[String; 7]> = std::iter::once(&heads).chain(rows).collect();
        let width = |column: usize| {
            let cells = all.iter().filter_map(|row| row.get(column));
            cells.map(|it| it.chars().count()).max().unwrap_or_default()
        };
        let widths: Vec<usize> = (0..heads.len()).map(width).collect();
        for row in &all {
            let cells = row.iter().zip(&widths).enumerate().map(|(column, (cell, width))| match column {
                0 => format!("{cell:<width$}"),
                _ => format!("{cell:>width$}"),
            });
            let line = cells.collect::<Vec<_>>().join("  ");
            self.lines.line(&format!("  {}", line.trim_end()));
        }
    }

    /// The rules that find something with most of them, and with whom.
    fn rules(&mut self, title: Phrase, rules: &[Common]) {
        if rules.is_empty() {
            return;
        }
        self.section(title, rules.len());
        let asked = self.sector.answers().count();
        for it in rules.iter().take(RULES) {
            let named = it.with.keys().filter_map(|number| self.sector.members.get(*number));
            let named: Vec<&str> = named.take(NAMED).map(|it| it.path.as_str()).collect();
            let more = it.with.len().saturating_sub(named.len());
            let with = words::with(it.with.len(), asked, &named.join(", "), more);
            let (heading, rule) = (it.heading.get(self.language), &it.rule);
            self.lines.wrapped("  • ", &format!("{heading} [{rule}] {}", with.get(self.language)));
        }
        let more = rules.len().saturating_sub(RULES);
        if more > 0 {
            self.lines.wrapped("    ", &self.get(&words::more_rules(more)));
        }
    }

    fn remarks(&mut self) {
        let other = self.sector.members.iter().filter(|it| it.other_day.is_some()).count();
        let remarks = [
            (other > 0).then(|| words::other_days(other, self.sector.question.as_of)),
            (!self.sector.nested.is_empty()).then(|| words::nested(&self.sector.nested)),
        ];
        let remarks: Vec<Text> = remarks.into_iter().flatten().collect();
        if remarks.is_empty() {
            return;
        }
        self.lines.line("");
        for it in &remarks {
            self.lines.wrapped("", it.get(self.language));
        }
    }

    fn number(&self, number: Option<Decimal>) -> String {
        number.map_or_else(|| "–".to_owned(), |it| written_number(it, self.language))
    }

    fn get(&self, text: &Text) -> String {
        text.get(self.language).to_owned()
    }
}
