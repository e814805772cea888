//! Meetings, as subjects.

use chrono::{Datelike, Months, NaiveDate};

use super::{Found, count, how_many, joined, no_boards, not_whole, record, told_apart, truth, unless, which};
use crate::amount::Text;
use crate::facts::property::{self, Asked, PropertyOf, Source};
use crate::facts::{Fact, Facts, Gap, Property, Subject};
use crate::model::actor::Role;
use crate::model::adopts::Adopts;
use crate::model::done::Done;
use crate::model::organisation::{OrganisationKind, StandingItem};
use crate::model::register::{AgendaItem, Decision, Meeting, MeetingForm, Spending};
use crate::model::rule::SubjectKind;

/// A meeting, by its number in the workspace.
#[derive(Debug)]
pub(super) struct OfMeeting(usize);

impl Source for OfMeeting {
    const PROPERTIES: &'static [PropertyOf<Self>] = &[
        property::day("date", ("mötesdag", "day of the meeting"), |_, it| {
            Ok(record(Fact::Day(it.date.value), it.date.span, it.source.as_ref()))
        }),
        property::truth("is_board", ("är styrelsens", "is the board's"), |asked, it| {
            asked.facts.is_board(it)
        }),
        property::truth(
            "is_approved",
            ("protokollet är justerat", "the minutes are approved"),
            |asked, it| by_now(asked, approved(it), "protokollet justerades", "the minutes were approved"),
        ),
        property::day("approved", ("justerat", "approved"), |_, it| {
            day(it, approved(it), "protokollet justerades", "the minutes were approved")
        }),
        property::truth(
            "is_announced",
            ("justeringen är tillkännagiven", "the approval is announced"),
            |asked, it| by_now(asked, announced(it), "justeringen anslogs", "the approval was announced"),
        ),
        property::day("announced", ("tillkännagivet", "announced"), |_, it| {
            day(it, announced(it), "justeringen anslogs", "the approval was announced")
        }),
        property::truth("is_taken_down", ("anslaget är nedtaget", "the notice is down"), |asked, it| {
            by_now(asked, taken_down(it), "anslaget togs ned", "the notice was taken down")
        }),
        property::day("taken_down", ("nedtaget", "taken down"), |_, it| {
            day(it, taken_down(it), "anslaget togs ned", "the notice was taken down")
        }),
        property::by(
            &["boards"],
            property::number(
                "boards_missing",
                ("antal anslagstavlor som saknas", "number of notice boards that are missing"),
                |asked, it| {
                    asked.facts.missing_boards(
                        it,
                        &asked.choices("boards", OrganisationKind::NAMES)?,
                        |names| count(names.len()),
                    )
                },
            ),
        ),
        property::by(
            &["boards"],
            property::words(
                "missing_boards",
                ("anslagstavlor som saknas", "notice boards that are missing"),
                |asked, it| {
                    let words = |names: &[&str]| Fact::Words(Text::same(names.join(", ")));
                    asked.facts.missing_boards(it, &asked.choices("boards", OrganisationKind::NAMES)?, words)
                },
            ),
        ),
        property::word("form", ("mötets form", "how it was held"), MeetingForm::WORDS, |_, it| {
            let form = it.form.map(|form| Fact::Word(form.name()));
            shown(it, form, "hur mötet hölls", "how the meeting was held")
        }),
        property::number("entitled", ("antal ledamöter", "members of the board"), |_, it| {
            let entitled = it.entitled.as_ref().map(|it| Fact::Number(it.value));
            shown(it, entitled, "hur många ledamöter som finns", "how many members there are")
        }),
        property::number("deciding", ("deltar i beslut", "taking part in decisions"), |_, it| {
            let deciding = it.present.iter().filter(|it| it.deciding).count();
            // One more or one less decides: who was there must all stand, and once.
            if deciding > 0 && !it.whole.has("present") {
                return Err(not_whole("present"));
            }
            let deciding = (deciding > 0).then(|| count(deciding));
            shown(it, deciding, "vilka som beslutade", "who decided")
        }),
        property::truth(
            "remote_decided",
            ("deltagande på distans är beslutat", "taking part from a distance has been decided"),
            |asked, it| asked.facts.remote_decided(it),
        ),
        property::truth(
            "remote_decided_here",
            (
                "deltagande på distans beslutades vid mötet",
                "taking part from a distance was decided at the meeting",
            ),
            |asked, it| {
                let mut taken = asked.facts.taken_at(it);
                truth(taken.any(|decision| decision.adopts == Adopts::RemoteParticipation))
            },
        ),
        property::truth(
            "previous_minutes_handled",
            ("förra protokollet är behandlat", "the minutes of the meeting before are dealt with"),
            |_, it| {
                let handled = it.items.iter().find(|it| it.previous_minutes);
                if handled.is_none() && !it.items.is_empty() && !it.whole.has("item") {
                    return Err(no_previous_minutes());
                }
                with_items(it, Fact::Truth(handled.is_some()), handled)
            },
        ),
        property::number(
            "unproposed",
            ("ärenden utan förslag till beslut", "items without a proposed decision"),
            |_, it| of_unproposed(it, |items| count(items.len())),
        ),
        property::words(
            "unproposed_words",
            ("vilka ärenden som är utan förslag", "which items have no proposal"),
            |_, it| of_unproposed(it, |items| Fact::Words(titles(items))),
        ),
        property::number("without_papers", ("ärenden utan underlag", "items without papers"), |_, it| {
            of_items_without_papers(it, |items| count(items.len()))
        }),
        property::words(
            "without_papers_words",
            ("vilka ärenden som är utan underlag", "which items have no papers"),
            |_, it| of_items_without_papers(it, |items| Fact::Words(titles(items))),
        ),
        property::number(
            "numbers_broken",
            ("nummer som hoppas över eller används två gånger", "numbers skipped or used twice"),
            |_, it| of_jumps(it, |jumps| count(jumps.len())),
        ),
        property::words("numbers_words", ("vilka nummer", "which numbers"), |_, it| {
            of_jumps(it, |jumps| Fact::Words(Text::same(jumps.join("; "))))
        }),
        property::number(
            "only_heard",
            ("punkter för information eller diskussion", "items for information or discussion"),
            |_, it| with_items(it, count(heard(it).count()), heard(it).next()),
        ),
        property::number(
            "decided_unasked",
            (
                "beslut under punkter för information eller diskussion",
                "decisions under items for information or discussion",
            ),
            |asked, it| asked.facts.of_decided_unasked(it, |items| count(items.len())),
        ),
        property::words(
            "decided_unasked_words",
            ("vilka punkter som fick beslut ändå", "which items were decided all the same"),
            |asked, it| asked.facts.of_decided_unasked(it, |items| Fact::Words(titles(items))),
        ),
        property::naming(property::number(
            "may_spend",
            ("beslut som kan kosta något", "decisions that may cost something"),
            |asked, it| Ok(count(asked.facts.taken_at(it).filter(|it| may_spend(it)).count()).into()),
        )),
        property::number(
            "spending_incomplete",
            (
                "beslut om utgifter utan belopp eller finansiering",
                "decisions to spend without amount or financing",
            ),
            |asked, it| how_many(&asked.facts.spending_incomplete(it)?),
        ),
        property::words(
            "spending_words",
            ("vilka beslut om utgifter", "which decisions to spend"),
            |asked, it| which(&asked.facts.spending_incomplete(it)?),
        ),
        property::naming(property::truth(
            "types_printed",
            ("handlingarna skriver ut vad punkterna är till för", "the papers print what the items are for"),
            |_, it| truth(it.types_printed == Some(true)),
        )),
        property::number(
            "untyped",
            ("punkter utan ärendetyp", "items that do not say what they are for"),
            |_, it| of_untyped(it, |items| count(items.len())),
        ),
        property::words("untyped_words", ("vilka punkter", "which items"), |_, it| {
            of_untyped(it, |items| Fact::Words(titles(items)))
        }),
        property::naming(property::number(
            "standing",
            ("stående punkter", "standing items"),
            |asked, it| Ok(count(asked.facts.standing(it).len()).into()),
        )),
        property::number(
            "standing_missing",
            ("stående punkter som saknas", "standing items that are missing"),
            |asked, it| asked.facts.of_standing_missing(it, |items| count(items.len())),
        ),
        property::words("standing_words", ("vilka stående punkter", "which standing items"), |asked, it| {
            asked.facts.of_standing_missing(it, standing_words)
        }),
        property::naming(property::number(
            "missions",
            ("uppdrag som gavs", "missions given"),
            |asked, it| Ok(count(asked.facts.missions(it).count()).into()),
        )),
        property::number(
            "outside_task",
            ("uppdrag utanför förbundets uppgift", "missions outside the association’s task"),
            |asked, it| how_many(&asked.facts.outside_task(it)?),
        ),
        property::words("outside_words", ("vilka uppdrag", "which missions"), |asked, it| {
            which(&asked.facts.outside_task(it)?)
        }),
        property::day("presidium_held", ("presidiet träffades", "the presidium met"), |_, it| {
            day(it, it.presidium, "presidiet träffades", "the presidium met")
        }),
    ];
    type View<'m> = &'m Meeting;

    fn view<'m>(&'m self, facts: &'m Facts) -> Option<&'m Meeting> {
        facts.model.meetings.get(self.0)
    }
}

impl Facts {
    pub(super) fn meetings(&self) -> Vec<Subject> {
        // Of a meeting that was only planned there is nothing yet to be asked.
        let meetings = self.model.meetings.iter().enumerate();
        let meetings = meetings.filter(|(_, it)| !it.planned && self.counts(it.recorded));
        // A body may meet twice on one day.
        told_apart(meetings.map(|(index, it)| (self.meeting(index, it), it.id.value.clone())).collect())
    }

    fn meeting(&self, index: usize, meeting: &Meeting) -> Subject {
        let date = meeting.date.value;
        let body = self.model.organisation(&meeting.body.value);
        let body = body.map_or(meeting.body.value.as_str(), |it| it.name.as_str());
        let is_board = self.model.has_role(&meeting.body.value, Role::Board);
        let day = date.to_string();
        let id =
            if is_board { format!("meeting/{day}") } else { format!("meeting/{}/{day}", meeting.body.value) };
        let title = Text::new(format!("{body}s möte {day}"), format!("Meeting of {body} {day}"));
        let mut subject = self.subject(SubjectKind::Meeting, id, title, OfMeeting(index));
        (subject.years, subject.governing) = (Some((date.year(), date.year())), date);
        subject.place = Some(meeting.minutes.as_ref().map_or(meeting.span, |it| it.span));
        self.not_before(subject, Some(date))
    }

    /// Whether it is the board's; not to be told when no body has that role.
    fn is_board(&self, meeting: &Meeting) -> Property {
        if self.model.organisations.iter().any(|it| it.has_role(Role::Board)) {
            truth(self.model.has_role(&meeting.body.value, Role::Board))
        } else {
            Err(no_board())
        }
    }

    /// Whether the board had decided on taking part from a distance before the meeting, for its year.
    fn remote_decided(&self, meeting: &Meeting) -> Property {
        let day = meeting.date.value;
        let before = |it: &&Decision| self.model.meeting_day(it).is_some_and(|decided| decided < day);
        let holds = |it: &&Decision| self.model.is_the_boards(it) && it.holds_in(day.year());
        let remote = self.decisions_that(|it| it.adopted && it.adopts == Adopts::RemoteParticipation);
        self.without_reservation(remote.filter(before).filter(holds)).map_or_else(
            || truth(false),
            |it| it.map(|it| record(Fact::Truth(true), it.span, it.source.as_ref())),
        )
    }

    /// What the body decided at a meeting.
    fn taken_at<'m>(&'m self, meeting: &'m Meeting) -> impl Iterator<Item = &'m Decision> {
        self.decisions_that(|it| it.adopted && it.by.is_none() && it.meeting.value == meeting.id.value)
    }

    /// A fact of the items for information or discussion under which something was decided. Where nobody has looked,
    /// a decision that is not in the register may have been taken.
    fn of_decided_unasked(&self, meeting: &Meeting, fact: fn(&[&AgendaItem]) -> Fact) -> Property {
        if meeting.minutes.is_none() {
            return Err(not_shown("protokollet", "the minutes"));
        }
        // To give somebody the task of coming back is not to decide the matter, where the item says so itself.
        let decides = |it: &AgendaItem, taken: &Decision| {
            let talked = it.decided == Some(false) && taken.adopts == Adopts::Mission;
            !talked && taken.numbers().is_some_and(|(from, to)| (from..=to).contains(&it.number))
        };
        let in_register = |it: &AgendaItem| self.taken_at(meeting).any(|taken| decides(it, taken));
        let decided = |it: &&AgendaItem| it.decided == Some(true) || in_register(it);
        let found: Vec<&AgendaItem> = heard(meeting).filter(decided).collect();
        if found.is_empty() && heard(meeting).any(|it| it.decided.is_none()) {
            return Err(not_shown(
                "om något beslutades under punkterna för information och diskussion",
                "whether anything was decided under the items for information and discussion",
            )
            .written("decided = …"));
        }
        whole_agenda(meeting, found.is_empty())?;
        with_items(meeting, fact(&found), found.first().copied())
    }

    /// Decisions to spend that do not say how much, or from where. Of an assignment, or of what has no word of its
    /// own, only the minutes can tell whether it costs anything.
    fn spending_incomplete(&self, meeting: &Meeting) -> Result<Found, Gap> {
        let words = |it: &Decision| {
            let what = match it.spending? {
                Spending::Nothing | Spending::Complete => return None,
                Spending::NoAmount => Text::new("utan belopp", "without an amount"),
                Spending::NoFinancing => Text::new("utan finansiering", "without financing"),
                Spending::Neither => {
                    Text::new("utan belopp och finansiering", "without amount and financing")
                }
            };
            let paragraph = paragraph(it);
            Some((it.span, what.map(|language, what| format!("{} {what}", paragraph.get(language)))))
        };
        let found: Found = self.taken_at(meeting).filter_map(words).collect();
        let untold = self.taken_at(meeting).filter(|it| may_spend(it)).find(|it| it.spending.is_none());
        match untold.filter(|_| found.is_empty()) {
            Some(it) => {
                let Text { sv, en } = paragraph(it);
                Err(Gap::record(Text::new(
                    format!("Registret säger inte om beslutet i {sv} kostar något."),
                    format!("The register does not say whether the decision in {en} costs anything."),
                ))
                .written("spending = …"))
            }
            None => Ok(found),
        }
    }

    /// What the body was to take up at a meeting: its standing items, those without a last day for a year after
    /// the last meeting that had them.
    fn standing<'m>(&'m self, meeting: &Meeting) -> Vec<(&'m StandingItem, NaiveDate)> {
        let day = meeting.date.value;
        let Some(body) = self.model.organisation(&meeting.body.value) else { return Vec::new() };
        let stands = |it: &'m StandingItem| {
            let before = self.model.meetings.iter().filter(|other| {
                other.body.value == meeting.body.value
                    && other.date.value < day
                    && self.counts(other.recorded)
            });
            let had = before.filter(|other| has_standing(other, it)).map(|other| other.date.value);
            let last = had.chain([it.from]).max().unwrap_or(it.from);
            let until = it.to.or_else(|| last.checked_add_months(Months::new(12)));
            (it.from < day && until.is_none_or(|until| day <= until)).then_some((it, last))
        };
        body.standing.iter().filter_map(stands).collect()
    }

    /// A fact of the standing items that are not on the agenda.
    fn of_standing_missing(
        &self,
        meeting: &Meeting,
        fact: fn(&[(&StandingItem, NaiveDate)]) -> Fact,
    ) -> Property {
        let missing: Vec<_> =
            self.standing(meeting).into_iter().filter(|(it, _)| !has_standing(meeting, it)).collect();
        // What is not on the agenda can be told only of one of which every item is known, and that nothing is lacking
        // only where every standing item is.
        whole_agenda(meeting, !missing.is_empty())?;
        let body = self.model.organisation(&meeting.body.value);
        if missing.is_empty() && !body.is_some_and(|it| it.whole.has("standing")) {
            return Err(not_whole("standing"));
        }
        with_items(meeting, fact(&missing), None)
    }

    /// The missions a body gave at a meeting, as far as their sort or their own entry tells.
    fn missions<'m>(&'m self, meeting: &'m Meeting) -> impl Iterator<Item = &'m Decision> {
        let may = |it: &&Decision| it.within_task.is_some() || it.adopts == Adopts::Mission;
        self.taken_at(meeting).filter(may)
    }

    /// Missions that lie outside the association's task.
    fn outside_task(&self, meeting: &Meeting) -> Result<Found, Gap> {
        let outside = self.missions(meeting).filter(|it| it.within_task == Some(false));
        let found: Found = outside.map(|it| (it.span, paragraph(it))).collect();
        match self.missions(meeting).find(|it| it.within_task.is_none() && found.is_empty()) {
            Some(it) => {
                let Text { sv, en } = paragraph(it);
                Err(not_shown(
                    &format!("om uppdraget i {sv} ligger inom förbundets uppgift"),
                    &format!("whether the mission in {en} is within the association’s task"),
                )
                .written("within_task = …"))
            }
            None => Ok(found),
        }
    }

    /// The members of some kinds of whose notice boards the minutes say nothing.
    fn missing_boards(
        &self,
        meeting: &Meeting,
        kinds: &[OrganisationKind],
        fact: fn(&[&str]) -> Fact,
    ) -> Property {
        let gap = || Gap::record(no_boards());
        let minutes = meeting.minutes.as_ref().ok_or_else(gap)?;
        // Who the members of the year are must be known, whoever of them it is that left before the meeting.
        self.members(meeting.date.value.year())?;
        let missing = self.model.missing_boards(meeting, kinds).ok_or_else(gap)?;
        let missing: Vec<&str> = missing.into_iter().map(|it| it.name.as_str()).collect();
        Ok(record(fact(&missing), minutes.span, meeting.source.as_ref()))
    }
}

/// Whether a decision may cost something beside the budget, as far as its sort or its own entry tells.
const fn may_spend(decision: &Decision) -> bool {
    decision.spending.is_some() || matches!(decision.adopts, Adopts::Mission | Adopts::Other)
}

/// The items that are there to be heard or talked over.
fn heard(meeting: &Meeting) -> impl Iterator<Item = &AgendaItem> {
    meeting.items.iter().filter(|it| it.only_heard)
}

fn approved(meeting: &Meeting) -> Option<Done> {
    meeting.minutes.as_ref()?.approved
}

fn announced(meeting: &Meeting) -> Option<Done> {
    meeting.minutes.as_ref()?.announced
}

fn taken_down(meeting: &Meeting) -> Option<Done> {
    meeting.minutes.as_ref()?.taken_down
}

fn by_now(asked: &Asked<'_>, day: Option<Done>, sv: &str, en: &str) -> Property {
    let Some(day) = day else {
        return unless(Err(not_shown(&format!("när {sv}"), &format!("when {en}"))));
    };
    truth(day.latest <= asked.facts.question.as_of)
}

fn day(meeting: &Meeting, day: Option<Done>, sv: &str, en: &str) -> Property {
    let day = day.ok_or_else(|| not_shown(&format!("när {sv}"), &format!("when {en}")))?;
    Ok(record(Fact::done(day.earliest, day.latest), day.span, meeting.source.as_ref()))
}

fn no_board() -> Gap {
    Gap::record(Text::new(
        "Inget organ har rollen styrelse (role = \"board\"), så det är inte känt om mötet är styrelsens.",
        "No body has the role of board (role = \"board\"), so it is not known whether the meeting is the board’s.",
    ))
}

/// A fact of the meeting that the register shows, or the gap where it should be.
fn shown(meeting: &Meeting, fact: Option<Fact>, sv: &str, en: &str) -> Property {
    let fact = fact.ok_or_else(|| not_shown(sv, en))?;
    Ok(record(fact, meeting.span, meeting.source.as_ref()))
}

fn not_shown(sv: &str, en: &str) -> Gap {
    Gap::record(Text::new(format!("Registret visar inte {sv}."), format!("The register does not show {en}.")))
}

/// A fact of the agenda or the paragraphs, and the item it stands at.
fn with_items(meeting: &Meeting, fact: Fact, at: Option<&AgendaItem>) -> Property {
    if meeting.items.is_empty() {
        return Err(not_shown("dagordningen eller paragraferna", "the agenda or the paragraphs"));
    }
    Ok(record(fact, at.map_or(meeting.span, |item| item.span), meeting.source.as_ref()))
}

/// A fact of the items for decision that no decision is proposed for.
fn of_unproposed(meeting: &Meeting, fact: fn(&[&AgendaItem]) -> Fact) -> Property {
    let for_decision = || meeting.items.iter().filter(|it| it.for_decision);
    // Minutes do not show what the agenda proposed.
    let unproposed: Vec<&AgendaItem> = for_decision().filter(|it| it.proposal == Some(false)).collect();
    if unproposed.is_empty() && for_decision().any(|it| it.proposal.is_none()) {
        return Err(not_shown(
            "vilka beslut som föreslogs i kallelsen",
            "what decisions the summons proposed",
        ));
    }
    whole_agenda(meeting, unproposed.is_empty())?;
    with_items(meeting, fact(&unproposed), unproposed.first().copied())
}

/// A fact of the items that something is to be decided or approved under without papers.
fn of_items_without_papers(meeting: &Meeting, fact: fn(&[&AgendaItem]) -> Fact) -> Property {
    let without: Vec<&AgendaItem> = meeting.items.iter().filter(|it| it.papers == Some(false)).collect();
    if without.is_empty() && meeting.items.iter().any(|it| it.for_decision && it.papers.is_none()) {
        return Err(not_shown(
            "om besluten hade underlag i handlingarna",
            "whether the decisions had papers",
        ));
    }
    whole_agenda(meeting, without.is_empty())?;
    with_items(meeting, fact(&without), without.first().copied())
}

fn no_previous_minutes() -> Gap {
    Gap::record(Text::new(
        "Ingen punkt är sagd gälla förra protokollet, och det är inte känt om alla står där.",
        "No item is said to be about the minutes before, and it is not known whether all are there.",
    ))
    .written("count = { item = … }\n\n[[meeting.item]]\nprevious_minutes = true")
}

/// That nothing is wrong can be told only of an agenda of which every item is known.
fn whole_agenda(meeting: &Meeting, nothing_wrong: bool) -> Result<(), Gap> {
    let untold = nothing_wrong && !meeting.items.is_empty() && !meeting.whole.has("item");
    if untold { Err(not_whole("item")) } else { Ok(()) }
}

/// Whether a standing item is on the agenda.
fn has_standing(meeting: &Meeting, standing: &StandingItem) -> bool {
    let named = meeting.items.iter().filter_map(|it| it.standing.as_ref());
    named.into_iter().any(|it| it.value == standing.id.value)
}

fn standing_words(items: &[(&StandingItem, NaiveDate)]) -> Fact {
    let words = |(it, last): &(&StandingItem, NaiveDate)| {
        Text::new(format!("{}, stående {last}", it.title.sv), format!("{}, standing {last}", it.title.en))
    };
    let words: Vec<Text> = items.iter().map(words).collect();
    Fact::Words(joined(words.iter(), "; "))
}

/// A fact of the items that do not say what they are for, in papers that say it of others.
fn of_untyped(meeting: &Meeting, fact: fn(&[&AgendaItem]) -> Fact) -> Property {
    let untyped: Vec<&AgendaItem> = meeting.items.iter().filter(|it| !it.typed).collect();
    whole_agenda(meeting, untyped.is_empty())?;
    with_items(meeting, fact(&untyped), untyped.first().copied())
}

fn titles(items: &[&AgendaItem]) -> Text {
    let titles: Vec<String> = items.iter().map(|it| format!("{} {}", it.number, it.title)).collect();
    Text::same(titles.join("; "))
}

/// A fact of the numbers that do not follow the one before.
fn of_jumps(meeting: &Meeting, fact: fn(&[String]) -> Fact) -> Property {
    let pairs = meeting.items.iter().zip(meeting.items.iter().skip(1));
    let broken: Vec<_> = pairs.filter(|(a, b)| b.number != a.number.saturating_add(1)).collect();
    whole_agenda(meeting, broken.is_empty())?;
    let jumps: Vec<String> = broken.iter().map(|(a, b)| format!("{} → {}", a.number, b.number)).collect();
    with_items(meeting, fact(&jumps), broken.first().map(|(_, item)| *item))
}

/// The paragraph that a decision stands in, as a reader cites it.
fn paragraph(decision: &Decision) -> Text {
    decision
        .paragraph
        .as_deref()
        .map_or_else(|| Text::new("en paragraf som inte framgår", "a paragraph that is not told"), Text::same)
}
