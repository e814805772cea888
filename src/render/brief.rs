//! The brief before a meeting, on a page or two, as text or Markdown.

pub(super) mod words;

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use crate::amount::{Language, Phrase, Text, counted, many};
use crate::brief::{Brief, Paper, Point};
use crate::calendar::Question;
use crate::cycle::{Cycle, Item, NEAREST, State, Things};
use crate::diagnostic::Severity;
use crate::model::actor::{Actor, Role};
use crate::model::adopts::Adopts;
use crate::model::duty::Evidence;
use crate::model::rule::{Authority, Class, Mends};
use crate::model::waiver::Waiver;
use crate::report::Report;
use crate::verdict::{Outcome, Verdict, by_rule};

use super::calendar::rows::{Row, of_rows, rows, told_to_do};
use super::calendar::words::{capital, folded, how, known_at, legend, tallied, who};
use super::calendar::{Group, assigned, groups, mark, remarked, standing};
use super::faults::{Causes, Faults};
use super::sheet::{Markup, Sheet};
use super::words::{CHANGED_THINGS, amount, calendar, lead};

/// How many entries a part shows before it says how many more there are: a brief is a page or two.
const MOST: usize = 3;

/// How many of what comes.
const AHEAD: usize = 4;

/// How many of what the body is to take note of.
const TO_SEE: usize = 3;

/// What is to be decided is shown to its end, within reason.
const TO_DECIDE: usize = 16;

/// How many who are to be reminded are named.
const TO_REMIND: usize = 3;

/// How many rules it names: the worst and the latest.
const RULES: usize = 2;

/// The brief. `report` is what the rules say on the same day, `earlier` what they said at the meeting before.
#[must_use]
pub fn render(
    brief: &Brief<'_, '_>,
    report: &Report<'_>,
    earlier: &Report<'_>,
    markup: Markup,
    language: Language,
) -> String {
    let sheet = Sheet::new(markup, language);
    let mut page = Page { brief, report, earlier, sheet, has_more: false, hidden: BTreeSet::new() };
    page.heading();
    page.points(words::TO_DECIDE, brief.to_decide(), TO_DECIDE);
    page.decided();
    page.unsettled();
    page.points(words::TO_SEE, brief.see.iter(), TO_SEE);
    page.agenda();
    page.heard();
    page.rest_of_agenda();
    page.late();
    page.remarks();
    page.assignments();
    page.coming();
    page.reminders();
    page.waivers();
    page.rules();
    page.results();
    page.set_aside();
    page.legend();
    page.sheet.into_text()
}

struct Page<'b> {
    brief: &'b Brief<'b, 'b>,
    report: &'b Report<'b>,
    earlier: &'b Report<'b>,
    sheet: Sheet,
    /// Whether something stands on the page only as how much more there is.
    has_more: bool,
    /// The days on which that falls due.
    hidden: BTreeSet<NaiveDate>,
}

/// Points that a reader sees as one, their papers, and what else the same decision does.
pub(in crate::render) struct Entry<'c, 'm> {
    pub(in crate::render) group: Group<'c, 'm>,
    pub(in crate::render) paper: Paper<'m>,
    does: Option<(Adopts, i32, &'m str)>,
    pub(in crate::render) also: Vec<Group<'c, 'm>>,
}

impl<'b> Page<'b> {
    fn heading(&mut self) {
        let brief = self.brief;
        let body = self.body();
        let (day, as_of) = (brief.day, brief.cycle.question().as_of);
        let title = words::title(&body, day, as_of);
        let title = title.get(self.sheet.language);
        let known = known_at(brief.cycle);
        let known = known.get(self.sheet.language);
        self.sheet.title(&format!("{} – {title}{known}", self.report.workspace));
        self.sheet.closing(&self.span());
    }

    /// What the body is called within a sentence: by what it is for where it alone is for that, else by its name.
    fn body(&self) -> Text {
        let (model, id, day) = (self.brief.cycle.model(), self.brief.body, self.brief.day);
        let role = model.organisation(id).and_then(|it| it.role.as_ref()).map(|role| role.value);
        let alone = role.filter(|role| model.who(*role, day) == [id]);
        alone.map_or_else(|| Text::same(self.report.organisation(id)), Role::title)
    }

    /// Between which meetings this one lies, as far as the register shows.
    fn span(&self) -> String {
        let Brief { previous, nothing_between, next, since, until, meeting, .. } = self.brief;
        let language = self.sheet.language;
        let here = match meeting {
            None => self.brief.recorded_later().map_or(words::NOT_IN_REGISTER.into(), words::recorded_later),
            Some(meeting) if meeting.items.is_empty() => words::NO_AGENDA.into(),
            Some(_) => Text::default(),
        };
        let here = here.get(language);
        let (before, after) =
            (words::before(*previous, *since, *nothing_between), words::after(*next, *until));
        format!("{here}{} {}", before.get(language), after.get(language))
    }

    fn decided(&mut self) {
        if self.brief.decided().next().is_some() {
            self.points(words::DONE_THERE, self.brief.decided(), TO_DECIDE);
        }
    }

    /// What goes on from year to year until a board decides otherwise, where the latest year is not as it should be, or
    /// cannot be told: capital over the cap, a board or auditors that are not whole.
    fn unsettled(&mut self) {
        let language = self.sheet.language;
        let found = standing_states(self.report);
        if found.is_empty() {
            return;
        }
        self.sheet.section(&format!("{} ({})", words::TO_SETTLE.get(language), found.len()));
        for verdict in found {
            let open = format!("{}: ", words::NOT_SETTLED.get(language));
            let open = if verdict.outcome == Outcome::Undecided { open } else { String::new() };
            let lead = lead(verdict.heading().get(language), 1, language);
            self.sheet.entry("•", &format!("{lead}{open}{}", verdict.message.get(language)));
            // What cannot be told is to be found out first.
            if verdict.outcome == Outcome::Breached {
                self.sheet.detail(verdict.remedy.get(language));
            }
        }
    }

    fn points(&mut self, title: Phrase, points: impl Iterator<Item = &'b Point<'b, 'b>>, most: usize) {
        let entries = entries(points);
        self.titled(&title.into(), of_entries(&entries), entries.len());
        if entries.is_empty() {
            let none = words::NOTHING_HERE.get(self.sheet.language);
            self.sheet.paragraph(none);
        }
        for entry in entries.iter().take(most) {
            let language = self.sheet.language;
            self.group(&entry.group);
            let (under, cited) = (words::UNDER.get(language), clause(&entry.group));
            let cited = cited.get(language);
            let paper = words::paper(entry.paper).map(|paper| format!(" · {}", paper.get(language)));
            self.sheet.detail(&format!("{under} {cited}{}", paper.unwrap_or_default()));
            for also in &entry.also {
                let words = words::ALSO_DOES.get(language);
                let (title, clause) = (self.item(also), clause(also));
                let clause = clause.get(language);
                self.sheet.detail(&format!("{words} {title}, {under} {clause}"));
            }
        }
        self.more_entries(&entries, most);
    }

    /// The title of a part, and how many things there are in how many rows of it.
    fn titled(&mut self, title: &Text, things: usize, rows: usize) {
        let language = self.sheet.language;
        self.sheet.section(&format!("{} ({})", title.get(language), amount(things, rows).get(language)));
    }

    /// How much stands in none of the first entries.
    fn more_entries(&mut self, entries: &[Entry<'b, 'b>], most: usize) {
        let rest = entries.get(most..).unwrap_or_default();
        let items = rest.iter().flat_map(|it| std::iter::once(&it.group).chain(&it.also));
        self.more(of_entries(rest), items.flat_map(|group| group.items.iter().copied()));
    }

    /// The same of rows.
    fn more_rows(&mut self, rows: &[Row<'b, 'b>], most: usize) {
        let rest = rows.get(most..).unwrap_or_default();
        let groups =
            rest.iter().filter_map(|row| if let Row::Group(group) = row { Some(group) } else { None });
        self.more(of_rows(rest), groups.flat_map(|group| group.items.iter().copied()));
    }

    /// How many things are not shown, and the days that show them.
    fn more<'i>(&mut self, count: usize, items: impl Iterator<Item = &'i Item<'i>>) {
        if count > 0 {
            self.has_more = true;
            self.hidden.extend(items.filter_map(|item| item.due.expected()));
            self.sheet.entry("…", &format!("{count} {}", words::MORE.get(self.sheet.language)));
        }
    }

    /// The one question that shows all that is only counted, where something is.
    fn what_more(&self) -> Option<String> {
        let Question { as_of, known_at } = self.brief.cycle.question();
        let days = self.hidden.first().copied().zip(self.hidden.last().copied());
        let command = calendar(days, as_of, known_at);
        let told = || format!("{} {command}.", words::WHAT_MORE.get(self.sheet.language));
        self.has_more.then(told)
    }

    /// What else is on the agenda for decision.
    fn agenda(&mut self) {
        if self.brief.agenda.is_empty() {
            return;
        }
        let title = words::ALSO_ON_AGENDA.get(self.sheet.language);
        self.sheet.section(&format!("{title} ({})", self.brief.agenda.len()));
        for item in &self.brief.agenda {
            let proposal = match item.proposal {
                Some(true) => words::PROPOSED.get(self.sheet.language),
                Some(false) => words::NOT_PROPOSED.get(self.sheet.language),
                None => words::MAYBE_PROPOSED.get(self.sheet.language),
            };
            self.sheet.entry(&format!("{:>2}", item.number), &format!("{} – {proposal}", item.title));
        }
    }

    /// What else is on the agenda to be heard or talked over, and what of the cycle it is about.
    fn heard(&mut self) {
        let (language, model) = (self.sheet.language, self.brief.cycle.model());
        if self.brief.heard.is_empty() {
            return;
        }
        let title = words::ALSO_TO_HEAR.get(language);
        self.sheet.section(&format!("{title} ({})", self.brief.heard.len()));
        for item in &self.brief.heard {
            let about = item.about.iter().filter_map(|reference| {
                let agreement = model.agreement(reference.agreement.as_deref()?)?;
                Some(model.duty(agreement, &reference.duty)?.name().get(language).to_owned())
            });
            let about = tallied(about.collect(), language);
            self.sheet.entry(&format!("{:>2}", item.number), &format!("{} – {about}", item.title));
        }
    }

    /// What else is on the agenda, so that all of it is there.
    fn rest_of_agenda(&mut self) {
        let brief = self.brief;
        let items = brief.meeting.into_iter().flat_map(|meeting| &meeting.items);
        let rest = items.filter(|it| !brief.is_told(it)).map(|it| format!("{} {}", it.number, it.title));
        let rest: Vec<String> = rest.collect();
        if !rest.is_empty() {
            let lead = words::REST_OF_AGENDA.get(self.sheet.language);
            self.sheet.closing(&format!("{lead} {}", rest.join("; ")));
        }
    }

    /// What is overdue, what the register says nothing of, what came late: each with what it holds up.
    fn late(&mut self) {
        let (brief, language) = (self.brief, self.sheet.language);
        let (late, overdue) = (brief.late(), entries(&brief.overdue));
        let told = told_to_do(&late);
        self.titled(&words::OVERDUE.into(), late.count(), told.len().saturating_add(overdue.len()));
        if late.count() == 0 {
            self.sheet.paragraph(words::NOTHING_OVERDUE.get(language));
        }
        told.iter().for_each(|row| self.row(row));
        self.some(&overdue, TO_DECIDE);
        for (title, points) in [
            (words::unknown(brief.since), &plain(&brief.unknown)),
            (words::WITHOUT_DAY.into(), &plain(&brief.without_day)),
            (words::DOUBTFUL.into(), &brief.doubtful),
            (words::done_late(brief.since), &brief.late),
        ] {
            let entries = entries(points);
            if !entries.is_empty() {
                let amount = amount(points.len(), entries.len());
                self.sheet.heading(&format!("{} ({})", title.get(language), amount.get(language)));
                self.some(&entries, MOST);
            }
        }
        self.unclear();
    }

    /// Of how much in all it is not known whether it was done, and how much of that is from before the meeting before:
    /// what of it is the body's own.
    fn unclear(&mut self) {
        let (brief, language) = (self.brief, self.sheet.language);
        let all = brief.unclear().count();
        if all == 0 {
            return;
        }
        self.has_more |= !brief.earlier.is_empty();
        self.hidden.extend(brief.earlier.iter().filter_map(|item| item.due.expected()));
        let mut told = words::unclear(all, brief.earlier.len(), brief.since).get(language).to_owned();
        let own: Vec<&Item<'_>> =
            brief.earlier.iter().filter(|item| item.occurrence.by == brief.body).copied().collect();
        if !own.is_empty() {
            let titles: Vec<String> =
                own.iter().rev().flat_map(|it| groups(&[*it])).map(|it| self.item(&it)).collect();
            let words = words::earlier_own(own.len(), &self.body());
            told.push_str(&format!(" {} {}", words.get(language), tallied(titles, language)));
        }
        self.sheet.closing(&told);
    }

    /// The first of some entries, each with its papers and what it holds up; then how many more.
    fn some(&mut self, entries: &[Entry<'b, 'b>], most: usize) {
        for entry in entries.iter().take(most) {
            self.group(&entry.group);
            if let (Paper::Decision(_) | Paper::OnAgenda(_), Some(paper)) =
                (entry.paper, words::paper(entry.paper))
            {
                self.sheet.detail(paper.get(self.sheet.language));
            }
            if let Some(words) = self.holds_up(&entry.group) {
                self.sheet.detail(&words);
            }
        }
        self.more_entries(entries, most);
    }

    fn holds_up(&self, group: &Group<'_, '_>) -> Option<String> {
        holds_up(self.brief, group, self.sheet.language)
    }

    fn item(&self, group: &Group<'_, '_>) -> String {
        item(group, self.sheet.language)
    }

    /// What the auditors remarked and is not done: by when, how it stands, who sees to it, what is decided.
    fn remarks(&mut self) {
        let (language, cycle, count) = (self.sheet.language, self.brief.cycle, self.brief.remarks.len());
        if count == 0 {
            return;
        }
        self.titled(&remarked::REMARKS.into(), count, count);
        for it in self.brief.remarks.iter().take(MOST) {
            let (year, text) = (it.remark.year, it.remark.text.get(language));
            let day = it.due.map(|due| format!("{} ", due.value)).unwrap_or_default();
            let state = remarked::how(it).get(language);
            self.sheet.entry("•", &format!("{day}{state} – {year}: {text}"));
            let (who, decided) = (remarked::who(cycle, it), remarked::decided(it));
            let by = if who.is_empty() { String::new() } else { format!("{who} · ") };
            self.sheet.detail(&format!("{by}{}", decided.get(language)));
        }
        self.more(count.saturating_sub(MOST), std::iter::empty());
    }

    /// What somebody has been told to do and has not reported: by when, who, how it stands, when it was given.
    fn assignments(&mut self) {
        let (language, cycle) = (self.sheet.language, self.brief.cycle);
        let count = self.brief.assignments.len();
        if count == 0 {
            return;
        }
        self.sheet.section(&format!("{} ({count})", words::ASSIGNMENTS.get(language)));
        for (it, item) in self.brief.assignments.iter().take(TO_DECIDE) {
            let day = it.stands_on().map(|day| format!("{day} ")).unwrap_or_default();
            let lead = format!("{day}{}", mark(assigned::state(it)));
            self.sheet.entry(&lead, &assigned::told(cycle, it, language));
            let paper = item.and_then(|item| words::paper(Paper::OnAgenda(item)));
            let paper = paper.map(|paper| format!(" · {}", paper.get(language))).unwrap_or_default();
            self.sheet.detail(&format!("{}{paper}", assigned::given(it).get(language)));
        }
        self.more(count.saturating_sub(TO_DECIDE), std::iter::empty());
    }

    fn coming(&mut self) {
        let brief = self.brief;
        let before = brief.comes_before();
        if before.count() > 0 {
            self.ahead(&words::before_the_meeting(brief.day), &before);
        }
        self.ahead(&words::before_the_next(brief.next, brief.until), &brief.comes_after());
    }

    /// What is to be done in some days: what the auditors remarked and the board told somebody to do is never cut.
    fn ahead(&mut self, title: &Text, things: &Things<'b, 'b>) {
        let as_of = self.brief.cycle.question().as_of;
        let rows = rows(things, as_of);
        self.titled(title, things.count(), rows.len());
        if rows.is_empty() {
            self.sheet.paragraph(words::NOTHING_MORE.get(self.sheet.language));
        }
        let (groups, told): (Vec<_>, Vec<_>) = rows.into_iter().partition(|row| matches!(row, Row::Group(_)));
        told.iter().chain(groups.iter().take(AHEAD)).for_each(|row| self.row(row));
        self.more_rows(&groups, AHEAD);
    }

    /// Who to remind of what; those who owe the same stand together, and the förbund, which reminds, by itself.
    fn reminders(&mut self) {
        let language = self.sheet.language;
        let own = self.brief.cycle.model().association().map(|id| self.report.organisation(id));
        let mut gathered: BTreeMap<String, (Vec<String>, Vec<&Item<'_>>)> = BTreeMap::new();
        let (ours, others): (Vec<_>, Vec<_>) =
            self.brief.reminders(language).into_iter().partition(|(name, _)| Some(name.as_str()) == own);
        for (name, items) in others {
            let of_them = gathered.entry(things(&items, language)).or_default();
            of_them.0.push(capital(&name));
            of_them.1.extend(items);
        }
        if gathered.is_empty() && ours.is_empty() {
            return;
        }
        self.sheet.section(words::TO_REMIND.get(self.sheet.language));
        let whole = gathered.len();
        for (things, (names, _)) in gathered.iter().take(TO_REMIND) {
            self.sheet.entry("•", &format!("{}: {things}", folded(names.clone(), language).join("; ")));
        }
        let rest = gathered.into_values().skip(TO_REMIND).flat_map(|(_, items)| items);
        self.more(whole.saturating_sub(TO_REMIND), rest);
        for (_, items) in ours {
            let words = format!("{}: {}", words::OUR_OWN.get(language), things(&items, language));
            self.sheet.entry("•", &words);
        }
    }

    fn waivers(&mut self) {
        let waived = plain(&self.brief.waived);
        if !waived.is_empty() {
            let entries = entries(&waived);
            self.titled(&words::WAIVED.into(), waived.len(), entries.len());
            self.some(&entries, MOST);
        }
        self.without_recorded();
        if self.brief.waivers.is_empty() {
            return;
        }
        self.sheet.section(words::WAIVERS.get(self.sheet.language));
        for waiver in &self.brief.waivers {
            let until = waiver.days.to.unwrap_or_default();
            let passed = until < self.brief.cycle.question().as_of;
            let words = match passed {
                true => words::RAN_OUT.get(self.sheet.language),
                false => words::RUNS_OUT.get(self.sheet.language),
            };
            let about = self.waived_about(waiver);
            let reason = waiver.reason.get(self.sheet.language);
            self.sheet.entry("•", &format!("{about} – {words} {until} ({}): {reason}", waiver.decision));
        }
    }

    /// Waivers in force that do not count here, since nothing says when they became known.
    fn without_recorded(&mut self) {
        let question = self.brief.cycle.question();
        let waivers = self.brief.cycle.model().waivers.iter();
        let silent = waivers.filter(|it| it.recorded.is_none() && !question.counts(it.recorded));
        let silent = silent.filter(|it| it.days.holds(question.as_of));
        let decisions: BTreeSet<&str> = silent.map(|it| it.decision.as_str()).collect();
        if !decisions.is_empty() {
            let decisions = decisions.into_iter().collect::<Vec<_>>().join(", ");
            self.sheet.closing(&format!("{} {decisions}", words::UNRECORDED.get(self.sheet.language)));
        }
    }

    fn waived_about(&self, waiver: &Waiver) -> String {
        waived_about(self.brief, self.report, waiver, self.sheet.language)
    }

    /// What the rules find broken: of what can be put right what a board can do something about, the worst first, and
    /// how much there is.
    fn rules(&mut self) {
        let faults = Faults::among(&self.report.verdicts);
        let total = faults.all.len();
        if total == 0 {
            return;
        }
        let language = self.sheet.language;
        self.sheet.section(&format!("{} ({total})", words::RULES.get(language)));
        let [mendable, passed] = [faults.mendable(), faults.passed()];
        self.sheet.paragraph(words::causes(faults.causes(), mendable, passed).get(language));
        // Where there is nothing of the sort, the rest is better than nothing.
        let all = || faults.to_mend.iter().chain(&faults.past);
        let board: Vec<_> = all().filter(|group| group.iter().any(|it| is_for_the_board(it))).collect();
        let mut shown = if board.is_empty() { all().collect() } else { board };
        shown.truncate(RULES);
        shown.iter().for_each(|group| self.rule(group));
        let is_to_mend = |group: &&&Causes<'_>| faults.to_mend.iter().any(|it| std::ptr::eq(it, **group));
        let shown: usize = shown.iter().filter(is_to_mend).map(|group| group.len()).sum();
        let closing = words::more_in_check(mendable, mendable.saturating_sub(shown), self.report);
        self.sheet.closing(closing.get(language));
    }

    /// Goals that were not reached: no faults, but the board is to know and say why.
    fn results(&mut self) {
        let total = self.report.found(Class::Result);
        if total == 0 {
            return;
        }
        let language = self.sheet.language;
        self.sheet.section(&format!("{} ({total})", words::RESULTS.get(language)));
        let rules = worst_first(self.report.verdicts.iter().filter(|it| it.finds(Class::Result)));
        let counts = rules.iter().filter_map(|group| Some((group.first()?, group.len())));
        let told: Vec<String> =
            counts.map(|(first, count)| format!("{} ({count})", first.rule_title.get(language))).collect();
        let command = words::more_in_check(total, 0, self.report);
        self.sheet.paragraph(&format!("{}: {}", told.join(", "), command.get(language)));
    }

    /// How many rules are not asked, since the förbund has decided so.
    fn set_aside(&mut self) {
        let count = self.report.standard.set_aside.len();
        if count > 0 {
            self.sheet.closing(words::set_aside(count).get(self.sheet.language));
        }
    }

    /// What shows the rest, what of the standard the förbund has changed, and what the marks mean.
    fn legend(&mut self) {
        let language = self.sheet.language;
        let words = legend(self.brief.cycle.items().iter().map(|it| it.state), language);
        let rounded = self.report.met_within_rounding();
        let rounded = (rounded > 0).then(|| words::rounded(rounded).get(language).to_owned());
        let changed = counted(many(self.report.standard.changed.len()), CHANGED_THINGS);
        let changed =
            (!self.report.standard.changed.is_empty()).then(|| format!("{}.", changed.get(language)));
        let parts: Vec<String> =
            self.what_more().into_iter().chain(rounded).chain(changed).chain([words]).collect();
        self.sheet.closing(&parts.join(" "));
    }

    fn rule(&mut self, group: &[&Verdict]) {
        let Some(last) = group.iter().max_by_key(|it| (it.severity, it.subject.years)) else { return };
        let language = self.sheet.language;
        let lead = lead(last.rule_title.get(language), group.len(), language);
        let was_there = |it: &&&Verdict| {
            let known = self.earlier.verdicts.iter().filter(|old| old.outcome == Outcome::Breached);
            known.map(|old| &old.fingerprint).any(|old| *old == it.fingerprint)
        };
        let old = group.iter().filter(was_there).count();
        let since = words::known_since(old, group.len(), self.earlier.as_of);
        self.sheet.entry("•", &format!("{lead}{}{}", last.message.get(language), since.get(language)));
    }

    fn row(&mut self, row: &Row<'_, '_>) {
        let day = row.day().map(|day| format!("{day} ")).unwrap_or_default();
        let told = row.told(self.brief.cycle, self.sheet.language);
        self.sheet.entry(&format!("{day}{}", mark(row.state())), &told);
    }

    fn group(&mut self, group: &Group<'_, '_>) {
        let day = group.day.map(|day| day.to_string()).unwrap_or_default();
        let (language, who) = (self.sheet.language, who(self.brief.cycle, group, self.sheet.language));
        let (state, how) = stands(self.brief.cycle, group);
        let words = format!("{} – {who}; {}", group.title.get(language), how.get(language));
        self.sheet.entry(format!("{day} {}", mark(state)).trim_start(), &words);
    }
}

/// How a group stands.
pub(in crate::render) fn stands(cycle: &Cycle<'_>, group: &Group<'_, '_>) -> (State, Text) {
    (group.state, group.items.first().map(|first| how(cycle, first)).unwrap_or_default())
}

/// What waits for a group that is late, where something does.
pub(in crate::render) fn holds_up(
    brief: &Brief<'_, '_>,
    group: &Group<'_, '_>,
    language: Language,
) -> Option<String> {
    let mut known: BTreeSet<&str> = BTreeSet::new();
    let held = group.items.iter().flat_map(|item| brief.cycle.holds_up(item, NEAREST));
    let held: Vec<&Item<'_>> = held.filter(|item| known.insert(&item.id)).collect();
    let titles: Vec<String> = groups(&held).iter().map(|it| item(it, language)).collect();
    let told = || format!("{} {}", words::HOLDS_UP.get(language), tallied(titles.clone(), language));
    (!titles.is_empty()).then(told)
}

/// What a group is called, with its day where a source sets one.
pub(in crate::render) fn item(group: &Group<'_, '_>, language: Language) -> String {
    let sets_day = group.items.iter().all(|it| it.occurrence.duty.sets_day());
    let day = group.day.filter(|_| sets_day).map(|day| format!(" {day}")).unwrap_or_default();
    format!("{}{day}", group.title.get(language))
}

/// The rule and the subject of a waiver as a reader knows them; their ids where no rule asks so today.
pub(in crate::render) fn waived_about(
    brief: &Brief<'_, '_>,
    report: &Report<'_>,
    waiver: &Waiver,
    language: Language,
) -> String {
    let (rule, subject) = (&waiver.rule.value, &waiver.subject.value);
    let verdicts = || report.verdicts.iter();
    let rule =
        verdicts().find(|it| *it.rule == **rule).map_or(rule.as_str(), |it| it.rule_title.get(language));
    let asked = verdicts().find(|it| it.subject.id == *subject).map(|it| it.subject.title.clone());
    let cycle = brief.cycle;
    let item = || cycle.items().iter().find(|it| it.id == *subject).map(|it| cycle.title(it));
    let subject = asked.or_else(item).unwrap_or_else(|| Text::same(subject));
    format!("{rule}: {}", subject.get(language))
}

/// The first clause of a group, and how many more there are: those of one thing in several agreements are alike.
fn clause(group: &Group<'_, '_>) -> Text {
    let clauses: BTreeSet<String> = group.items.iter().map(|item| item.clause()).collect();
    let first = clauses.first().cloned().unwrap_or_default();
    match clauses.len().saturating_sub(1) {
        0 => Text::same(first),
        more => Text::new(format!("{first}, och {more} till"), format!("{first}, and {more} more")),
    }
}

/// The latest year of each state that goes on, where that is broken or cannot be told.
fn standing_states<'v>(report: &'v Report<'_>) -> Vec<&'v Verdict> {
    let asked = report.verdicts.iter();
    let asked = asked.filter(|it| it.mends == Mends::Latest && it.outcome != Outcome::NotApplicable);
    let mut latest: BTreeMap<&str, &Verdict> = BTreeMap::new();
    for verdict in asked {
        let known = latest.entry(verdict.rule.as_ref()).or_insert(verdict);
        if known.subject.years < verdict.subject.years {
            *known = verdict;
        }
    }
    let open = |it: &&Verdict| matches!(it.outcome, Outcome::Breached | Outcome::Undecided);
    let mut found: Vec<&Verdict> = latest.into_values().filter(open).collect();
    found.sort_by_key(|it| (it.outcome, std::cmp::Reverse(it.severity), it.rule_title.sv.as_str()));
    found
}

/// Findings by rule, the worst and the latest first.
fn worst_first<'v>(verdicts: impl Iterator<Item = &'v Verdict>) -> Vec<Vec<&'v Verdict>> {
    let mut rules = by_rule(&verdicts.collect::<Vec<_>>());
    rules.iter_mut().for_each(|group| group.sort_by_key(|it| it.subject.years));
    let latest = |group: &Vec<&Verdict>| group.iter().filter_map(|it| it.subject.years).max();
    rules.sort_by_key(|group| std::cmp::Reverse((group.first().map(|it| it.severity), latest(group))));
    rules
}

/// Some points as a reader sees them: the same thing on the same day with the same papers once,
/// and what one decision does for several once, where it first falls due.
pub(in crate::render) fn entries<'a, 'b: 'a>(
    points: impl IntoIterator<Item = &'a Point<'b, 'b>>,
) -> Vec<Entry<'b, 'b>> {
    let points: Vec<&Point<'_, '_>> = points.into_iter().collect();
    let items: Vec<&Item<'_>> = points.iter().map(|point| point.item).collect();
    let mut entries: Vec<Entry<'_, '_>> = Vec::new();
    for group in standing(&items) {
        let mut parts: Vec<(Paper<'_>, Vec<&Item<'_>>)> = Vec::new();
        for item in &group.items {
            let Some(paper) = points.iter().find(|it| it.item.id == item.id).map(|it| it.paper) else {
                continue;
            };
            match parts.iter_mut().find(|(known, _)| known.is(&paper)) {
                Some((_, items)) => items.push(item),
                None => parts.push((paper, vec![item])),
            }
        }
        for (paper, items) in parts {
            let does = items.first().and_then(|item| decision(item));
            let part = Group { items, title: group.title.clone(), ..group };
            match entries.iter_mut().find(|it| does.is_some() && it.does == does && it.paper.is(&paper)) {
                Some(entry) => entry.also.push(part),
                None => entries.push(Entry { group: part, paper, does, also: Vec::new() }),
            }
        }
    }
    entries
}

/// How many things some entries are.
pub(in crate::render) fn of_entries(entries: &[Entry<'_, '_>]) -> usize {
    let of = |it: &Entry<'_, '_>| {
        it.also.iter().fold(it.group.items.len(), |all, also| all.saturating_add(also.items.len()))
    };
    entries.iter().map(of).sum()
}

/// The decision that would do what an item asks for: what it adopts, for which year, and whose it is.
fn decision<'b>(item: &Item<'b>) -> Option<(Adopts, i32, &'b str)> {
    match item.occurrence.duty.evidence {
        Some(Evidence::Decision { adopts, year }) if item.occurrence.duty.by.value != Actor::EachMember => {
            Some((adopts, item.occurrence.year().saturating_add(year), item.occurrence.by))
        }
        _ => None,
    }
}

/// Items of which no papers are told.
pub(in crate::render) fn plain<'b>(items: &[&'b Item<'b>]) -> Vec<Point<'b, 'b>> {
    items.iter().map(|item| Point { item, paper: Paper::NoAgenda }).collect()
}

/// What someone owes, each thing once with how many of it.
fn things(items: &[&Item<'_>], language: Language) -> String {
    let mut things: Vec<String> = items.iter().map(|item| item.title().get(language).to_owned()).collect();
    things.sort();
    tallied(things, language)
}

/// Breaches of law, agreement, decision or recommendation in governance, economy and agreements;
/// misprints have their place in `check`.
fn is_for_the_board(verdict: &Verdict) -> bool {
    verdict.mends == Mends::AtOnce
        || verdict.severity >= Severity::Warning
            && verdict.authority != Authority::GoodPractice
            && matches!(verdict.family.as_ref(), "governance" | "economy" | "agreements")
}
