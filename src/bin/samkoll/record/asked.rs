//! What is recorded when nothing was said: which sort of event it is, and then what it was, asked at a terminal.

use std::io::{self, BufRead, IsTerminal, Write};

use chrono::{Days, NaiveDate};
use samkoll::amount::{Language, Phrase, Text};
use samkoll::cycle::{Cycle, Item, State};
use samkoll::facts::Question;
use samkoll::import::rows::{Column, Takes};
use samkoll::starter;

use super::{Change, entries};
use crate::args::{
    DimensionName, Noted, RecordAssignment, RecordCommand, RecordDecision, RecordMeeting, RecordMinutes,
    RecordRemark, RecordWaiver, WorkspaceOptions,
};
use crate::ask::Asker;
use crate::opened::Opened;
use crate::output::Trouble;
use crate::typed::Which;
use crate::world::{self, Place};

/// How far ahead what may have been delivered early is offered, in days.
const AHEAD: u64 = 60;

/// How many are offered.
const MOST: usize = 20;

/// The sorts of events, in the order they are offered: a delivery first, that being what most come with.
const SORTS: &[Phrase] = &[
    Phrase::new("något har lämnats", "something was delivered"),
    Phrase::new(
        "ett protokoll har justerats, anslagits eller tagits ned",
        "minutes were approved, announced or taken down",
    ),
    Phrase::new("ett möte har hållits eller är planerat", "a meeting was held or is planned"),
    Phrase::new("ett beslut har fattats", "a decision was taken"),
    Phrase::new("någon har fått ett uppdrag", "somebody was told to do something"),
    Phrase::new("revisorerna har anmärkt på något", "the auditors remarked on something"),
    Phrase::new("en avvikelse har godtagits", "a deviation was accepted"),
];

pub(super) fn change(place: &Place, opened: &Opened) -> Result<Change, Trouble> {
    let language = opened.language;
    if !io::stdin().is_terminal() {
        let text = Text::new(
            "säg vad som har hänt, som i `samkoll record delivery bilaga --on 2024-01-15`; utan det frågar programmet, men bara vid en terminal",
            "say what has happened, as in `samkoll record delivery appendix --on 2024-01-15`; without that the program asks, but only at a terminal",
        );
        return Err(Trouble::new(text, language));
    }
    let (mut input, mut output) = (io::stdin().lock(), io::stderr().lock());
    let mut asker = Asker { input: &mut input, output: &mut output, language };
    let sort = asker.one_of(&Text::new("Vad har hänt?", "What has happened?"), SORTS)?;
    match sort.ok_or_else(|| broken_off(language))? {
        0 => delivery(place, opened, &mut asker),
        sort => {
            let what = asker.event(sort)?.ok_or_else(|| broken_off(language))?;
            entries::change(place, opened, &what)
        }
    }
}

fn delivery<R: BufRead, W: Write>(
    place: &Place,
    opened: &Opened,
    asker: &mut Asker<'_, R, W>,
) -> Result<Change, Trouble> {
    let language = opened.language;
    let today = world::today();
    let cycle = Cycle::new(&opened.workspace.model, Question { as_of: today, known_at: None });
    let waiting = waiting(&cycle);
    if waiting.is_empty() {
        let text =
            Text::new("inget i årshjulet väntar på en leverans", "nothing in the cycle waits for a delivery");
        return Err(Trouble::new(text, language));
    }
    let shown = offered(&cycle, &waiting, language);
    let question = Text::new(
        format!("{shown}Vilken har lämnats? Ange numret; tom rad avslutar."),
        format!("{shown}Which was delivered? Give its number; an empty line ends."),
    );
    let item = asker.ask(&question, |answer| {
        let number = answer.parse::<usize>().ok().and_then(|number| number.checked_sub(1));
        // Only what is shown can be meant.
        let item = number.filter(|at| *at < MOST).and_then(|at| waiting.get(at));
        item.ok_or_else(none_of_the_numbers)
    })?;
    let item = item.ok_or_else(|| broken_off(language))?;
    let day = asker.day(&Phrase::new("Vilken dag?", "Which day?"))?.ok_or_else(|| broken_off(language))?;
    entries::delivered(place, opened, item, day)
}

impl<R: BufRead, W: Write> Asker<'_, R, W> {
    /// Which of some, by its number; none where nothing is answered.
    fn one_of(&mut self, question: &Text, of: &[Phrase]) -> Result<Option<usize>, Trouble> {
        let lines = |language: Language| -> String {
            of.iter().zip(1..).map(|(it, number)| format!("{number:>3}  {}\n", it.get(language))).collect()
        };
        let (sv, en) = (lines(Language::Sv), lines(Language::En));
        let question = Text::new(
            format!("{sv}{} Ange numret; tom rad avslutar.", question.sv),
            format!("{en}{} Give its number; an empty line ends.", question.en),
        );
        self.ask(&question, |answer| {
            let number = answer.parse::<usize>().ok().and_then(|number| number.checked_sub(1));
            number.filter(|at| *at < of.len()).ok_or_else(none_of_the_numbers)
        })
    }

    /// What is asked of an event that is no delivery; none where what it must have is not answered.
    fn event(&mut self, sort: usize) -> Result<Option<RecordCommand>, Trouble> {
        Ok(match sort {
            1 => self.minutes()?.map(RecordCommand::Minutes),
            2 => self.meeting()?.map(RecordCommand::Meeting),
            3 => self.decision()?.map(RecordCommand::Decision),
            4 => self.assignment()?.map(RecordCommand::Assignment),
            5 => self.remark()?.map(RecordCommand::Remark),
            _ => self.waiver()?.map(RecordCommand::Waiver),
        })
    }

    fn minutes(&mut self) -> Result<Option<RecordMinutes>, Trouble> {
        let Some(meeting) = self.day(&MEETING_DAY)?.map(Which::Day) else { return Ok(None) };
        Ok(Some(RecordMinutes {
            meeting,
            body: self.body()?,
            approved: self
                .day(&Phrase::new("Vilken dag justerades det?", "On which day were they approved?"))?,
            announced: self
                .day(&Phrase::new("Vilken dag anslogs det?", "On which day was that announced?"))?,
            taken_down: self.day(&Phrase::new(
                "Vilken dag togs anslaget ned?",
                "On which day was the notice taken down?",
            ))?,
            boards: self.names(&Phrase::new(
                "På vilkas anslagstavlor? alla, eller en i taget.",
                "On whose notice boards? alla, or one at a time.",
            ))?,
            noted: Noted::default(),
        }))
    }

    fn meeting(&mut self) -> Result<Option<RecordMeeting>, Trouble> {
        let Some(meeting) = self.day(&MEETING_DAY)?.map(Which::Day) else { return Ok(None) };
        let body = self.body()?;
        const FORMS: &[(&str, Phrase)] = &[
            ("physical", Phrase::new("på plats", "in a room")),
            ("remote", Phrase::new("på distans", "from a distance")),
            ("mixed", Phrase::new("delvis på distans", "some from a distance")),
        ];
        let form = self.word(&Text::new("Hur hölls det?", "How was it held?"), FORMS)?;
        Ok(Some(RecordMeeting {
            meeting,
            body,
            form,
            public: false,
            presidium: None,
            noted: Noted::default(),
        }))
    }

    fn decision(&mut self) -> Result<Option<RecordDecision>, Trouble> {
        let Takes::One(choices) = Column::Adopts.takes() else { return Ok(None) };
        let Some(adopts) = self.word(&Text::new("Vad beslutades?", "What was decided?"), choices)? else {
            return Ok(None);
        };
        let Some(meeting) = self.day(&MEETING_DAY)?.map(Which::Day) else { return Ok(None) };
        Ok(Some(RecordDecision {
            adopts,
            meeting,
            body: self.body()?,
            paragraph: self.words(&Phrase::new("I vilken paragraf? (12)", "In which paragraph? (12)"))?,
            years: self.words(&Phrase::new(
                "För vilka år? (2028, eller 2028-2030)",
                "For which years? (2028, or 2028-2030)",
            ))?,
            state: None,
            by: self.words(&Phrase::new(
                "Är det en medlems eget beslut, som ansvarsfrihet: vilken medlems?",
                "Is it a member's own decision, as discharge: which member's?",
            ))?,
            agreement: self.words(&Phrase::new(
                "Gäller det en överenskommelse: vilken?",
                "Is it about an agreement: which?",
            ))?,
            text: self.words(&IN_WORDS)?,
            noted: Noted::default(),
        }))
    }

    fn assignment(&mut self) -> Result<Option<RecordAssignment>, Trouble> {
        let Some(text) = self.words(&Phrase::new(
            "Vad ska göras? Några ord, inga namn på personer.",
            "What is to be done? A few words, no names of persons.",
        ))?
        else {
            return Ok(None);
        };
        let Some(decision) = self.words(&DECISION)? else { return Ok(None) };
        Ok(Some(RecordAssignment {
            text,
            decision,
            responsible: self.names(&RESPONSIBLE)?,
            due: self.day(&Phrase::new(
                "Vilken dag ska det redovisas senast?",
                "By which day is it to be reported?",
            ))?,
            report_at: None,
            noted: Noted::default(),
        }))
    }

    fn remark(&mut self) -> Result<Option<RecordRemark>, Trouble> {
        let Some(text) = self.words(&Phrase::new(
            "Vad anmärkte de på? Några ord, inga namn på personer.",
            "What did they remark on? A few words, no names of persons.",
        ))?
        else {
            return Ok(None);
        };
        let question = Text::new("Vilket år granskades?", "Which year was audited?");
        let Some(year) = self.ask(&question, starter::year)? else { return Ok(None) };
        let dimensions = [
            Phrase::new("ändamålsenligt och ekonomiskt", "appropriate and economical"),
            Phrase::new("den interna kontrollen", "the internal control"),
            Phrase::new("räkenskaperna", "the accounts"),
        ];
        let dimension = self.one_of(&Text::new("Vad gäller det?", "What is it about?"), &dimensions)?;
        let dimension = match dimension {
            Some(0) => DimensionName::AppropriateAndEconomical,
            Some(1) => DimensionName::InternalControl,
            Some(_) => DimensionName::TrueAccounts,
            None => return Ok(None),
        };
        Ok(Some(RecordRemark {
            text,
            year,
            dimension,
            responsible: self.names(&RESPONSIBLE)?,
            due: self.day(&Phrase::new(
                "Vilken dag ska det vara gjort senast?",
                "By which day is it to be done?",
            ))?,
            noted: Noted::default(),
        }))
    }

    fn waiver(&mut self) -> Result<Option<RecordWaiver>, Trouble> {
        let Some(rule) = self.words(&Phrase::new(
            "Vilken regel? Som check skriver den, appendix-late.",
            "Which rule? As check writes it, appendix-late.",
        ))?
        else {
            return Ok(None);
        };
        let Some(subject) = self.words(&Phrase::new(
            "För vad? Som check --all skriver det.",
            "For what? As check --all writes it.",
        ))?
        else {
            return Ok(None);
        };
        let Some(reason) = self.words(&Phrase::new("Varför godtas det?", "Why is it accepted?"))? else {
            return Ok(None);
        };
        let Some(decision) = self.words(&DECISION)? else { return Ok(None) };
        let Some(until) = self.day(&Phrase::new("Till och med vilken dag?", "Until which day?"))? else {
            return Ok(None);
        };
        Ok(Some(RecordWaiver {
            rule,
            subject,
            reason,
            decided_by: BOARD.to_owned(),
            decision,
            from: None,
            until,
            limit: None,
            recorded: None,
            to: WorkspaceOptions::default(),
        }))
    }

    fn day(&mut self, question: &Phrase) -> Result<Option<NaiveDate>, Trouble> {
        let (sv, en) = (question.get(Language::Sv), question.get(Language::En));
        let question = Text::new(
            format!("{sv} (2027-03-18; tom rad: inte känt)"),
            format!("{en} (2027-03-18; an empty line: not known)"),
        );
        self.ask(&question, starter::day)
    }

    fn words(&mut self, question: &Phrase) -> Result<Option<String>, Trouble> {
        self.ask(&Text::from(*question), |answer| Ok(answer.to_owned()))
    }

    fn names(&mut self, question: &Phrase) -> Result<Vec<String>, Trouble> {
        let first = self.words(question)?;
        let Some(first) = first else { return Ok(Vec::new()) };
        let rest = self.several(
            &Text::new("Nästa? Tom rad när alla står med.", "The next? An empty line when all are given."),
            |answer| Ok(answer.to_owned()),
        )?;
        Ok(std::iter::once(first).chain(rest).collect())
    }

    /// The body that met: the board where nothing is answered.
    fn body(&mut self) -> Result<String, Trouble> {
        let question =
            Phrase::new("Vilket organ? Tom rad: styrelsen.", "Which body? An empty line: the board.");
        Ok(self.words(&question)?.unwrap_or_else(|| BOARD.to_owned()))
    }

    /// The word of the files for one of some.
    fn word(&mut self, question: &Text, of: &[(&str, Phrase)]) -> Result<Option<String>, Trouble> {
        let phrases: Vec<Phrase> = of.iter().map(|(_, phrase)| *phrase).collect();
        let at = self.one_of(question, &phrases)?;
        Ok(at.and_then(|at| of.get(at)).map(|(word, _)| (*word).to_owned()))
    }
}

/// The role that is meant where no body is named.
const BOARD: &str = "board";

const MEETING_DAY: Phrase = Phrase::new("Vilken dag var mötet?", "On which day was the meeting?");
const IN_WORDS: Phrase =
    Phrase::new("Med egna ord, om något behöver sägas:", "In words, if something needs to be said:");
const RESPONSIBLE: Phrase = Phrase::new("Vem svarar för det? En i taget.", "Who sees to it? One at a time.");
const DECISION: Phrase =
    Phrase::new("Var står beslutet? (2027-03-18 § 12)", "Where does the decision stand? (2027-03-18 § 12)");

fn none_of_the_numbers() -> Text {
    Text::new("Det är inget av numren.", "That is none of the numbers.")
}

/// What is late, unknown or soon due, and is shown by a delivery.
fn waiting<'c, 'm>(cycle: &'c Cycle<'m>) -> Vec<&'c Item<'m>> {
    let until = cycle.question().as_of.checked_add_days(Days::new(AHEAD));
    let soon = |item: &&Item<'_>| match item.state {
        State::Overdue | State::Unknown => true,
        State::Upcoming => item.due.expected().zip(until).is_some_and(|(day, until)| day <= until),
        _ => false,
    };
    let by_delivery = |item: &&Item<'_>| item.occurrence.duty.evidence.is_none() && !item.is_done();
    let mut waiting: Vec<_> = cycle.items().iter().filter(by_delivery).filter(soon).collect();
    // What is nearest today is what people come with.
    let today = cycle.question().as_of;
    let far = |item: &&Item<'_>| {
        item.due.expected().map_or(i64::MAX, |day| day.signed_duration_since(today).num_days().abs())
    };
    waiting.sort_by_key(far);
    waiting
}

fn offered(cycle: &Cycle<'_>, waiting: &[&Item<'_>], language: Language) -> String {
    let line = |(at, item): (usize, &&Item<'_>)| {
        let by = cycle.actor_within(item.occurrence.by, item.occurrence.agreement);
        let due = item.due.expected().map(|day| format!(", {day}")).unwrap_or_default();
        let title = item.title();
        let number = at.saturating_add(1);
        format!(
            "{number:>3}  {} {}, {}{due}\n",
            title.get(language),
            item.occurrence.period,
            by.get(language)
        )
    };
    let lines: String = waiting.iter().take(MOST).enumerate().map(line).collect();
    match waiting.len().saturating_sub(MOST) {
        0 => lines,
        more => {
            format!("{lines}     … {} {more}: samkoll calendar\n", language.pick("och fler,", "and more,"))
        }
    }
}

fn broken_off(language: Language) -> Trouble {
    let text =
        Text::new("frågorna avbröts; inget är skrivet", "the questions were broken off; nothing is written");
    Trouble::new(text, language)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is made of answers to the questions of a sort.
    fn talk(sort: usize, answers: &str) -> Option<RecordCommand> {
        let mut output = Vec::new();
        let mut asker = Asker { input: &mut answers.as_bytes(), output: &mut output, language: Language::Sv };
        asker.event(sort).unwrap_or_else(|_| panic!("{}", String::from_utf8_lossy(&output)))
    }

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn each_sort_asks_for_what_it_needs() {
        let Some(RecordCommand::Minutes(it)) = talk(1, "2027-03-18\n\n2027-03-30\n2027-03-31\n\nalla\n\n")
        else {
            panic!()
        };
        assert_eq!(
            (it.meeting, it.body.as_str(), it.approved),
            (Which::Day(day("2027-03-18")), "board", Some(day("2027-03-30")))
        );
        assert_eq!(
            (it.announced, it.taken_down, it.boards),
            (Some(day("2027-03-31")), None, vec!["alla".to_owned()])
        );
        let Some(RecordCommand::Meeting(it)) = talk(2, "2027-03-18\nBeredningen\n2\n") else { panic!() };
        assert_eq!((it.body.as_str(), it.form.as_deref()), ("Beredningen", Some("remote")));
        let Some(RecordCommand::Decision(it)) = talk(3, "99\n1\n2027-11-20\n\n12\n2028-2030\n\n\n\n") else {
            panic!()
        };
        assert_eq!(
            (it.adopts.as_str(), it.paragraph.as_deref(), it.years.as_deref()),
            ("budget", Some("12"), Some("2028-2030"))
        );
        assert!(it.by.is_none() && it.agreement.is_none() && it.text.is_none());
        let Some(RecordCommand::Assignment(it)) =
            talk(4, "skriva en plan\n2027-03-18 § 12\nkansliet\nStorby kommun\n\n2027-09-01\n")
        else {
            panic!()
        };
        assert_eq!((it.responsible.len(), it.due), (2, Some(day("2027-09-01"))));
        let Some(RecordCommand::Remark(it)) = talk(5, "attest saknas\n2026\n2\n\n\n") else { panic!() };
        assert_eq!((it.year, it.dimension.word(), it.responsible.len()), (2026, "internal-control", 0));
        let Some(RecordCommand::Waiver(it)) =
            talk(6, "appendix-late\nx/y\nny rutin\n2027-03-18 § 12\n2027-12-31\n")
        else {
            panic!()
        };
        assert_eq!((it.rule.as_str(), it.until, it.limit), ("appendix-late", day("2027-12-31"), None));
    }

    #[test]
    fn without_what_it_must_have_nothing_is_recorded() {
        for sort in 1..SORTS.len() {
            assert!(talk(sort, "\n").is_none(), "{sort}");
        }
    }
}
