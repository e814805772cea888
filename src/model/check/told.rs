//! A document cannot tell of what came after its own last day: what was done, held, decided or announced is held
//! against the day of the document it is taken from. Where that day is not known, nothing is.

use chrono::{Months, NaiveDate};

use super::References;
use crate::amount::Text;
use crate::diagnostic::{Code, Problem};
use crate::model::Model;
use crate::model::citation::Citation;
use crate::model::done::Done;
use crate::model::organisation::{Document, DocumentKind};
use crate::model::period::year_begins;
use crate::model::register::Meeting;
use crate::source::{Span, Spanned};

/// Papers call to a meeting that is to come, at most so long after them.
const CALLED: Months = Months::new(12);

impl References<'_> {
    pub(super) fn told_by_documents(&self) {
        for it in &self.model.deliveries {
            self.done_by(it.source.as_ref(), Some(it.delivered));
        }
        self.model.meetings.iter().filter(|it| !it.planned).for_each(|it| self.held(it));
        for it in self.model.decisions.iter().filter(|it| it.is_made()) {
            let day = self.model.meeting_day(it).map(|day| Spanned::new(day, it.id.span));
            self.not_after(it.source.as_ref(), day.as_ref());
        }
        for it in &self.model.changes {
            self.not_after(it.source.as_ref(), Some(&it.announced));
        }
        for it in &self.model.initiatives {
            let begins = year_begins(it.year);
            if let (Some(begins), Some(document)) = (begins, &it.followed_up)
                && let Some(last) = self.model.tells_until(&document.value).filter(|last| *last < begins)
            {
                self.problems.push(cannot_tell(document.span, begins, last));
            }
        }
        for it in &self.model.assignments {
            let given = self.model.given_on(it).map(|day| Spanned::new(day, it.id.span));
            self.not_after(it.source.as_ref(), given.as_ref());
            it.reported.iter().for_each(|told| self.done_by(told.source.as_ref(), Some(told.on)));
        }
        // The source of an action is the plan it stands in, that of a remark the report and that of a signature the
        // text: when it was done, followed up or signed is seen elsewhere.
    }

    /// When a parameter was known follows from its source's day; of a source without one, from what else is entered
    /// from it, and more of that would move the day.
    pub(super) fn parameters_of_no_day(&self) {
        let set = self.model.manifest.iter().flat_map(|manifest| &manifest.parameters);
        for id in set.map(|it| &it.source.document) {
            let grows = self.model.adopted(&id.value).is_none();
            if let Some(known) = self.model.known_from(&id.value).filter(|_| grows) {
                self.problems.push(moves(id, known));
            }
        }
    }

    fn held(&self, meeting: &Meeting) {
        let source = meeting.source.as_ref();
        let kind = source.and_then(|it| self.model.document(&it.document.value)).map(|it| it.kind);
        let last_held = self.model.shows_held_until(meeting);
        if let Some(last) = last_held.filter(|last| *last < meeting.date.value) {
            return self.problems.push(only_planned(meeting, last));
        }
        self.done_by(source, meeting.presidium);
        // What became of minutes is written on them afterwards.
        let minutes = meeting.minutes.iter().filter(|_| kind != Some(DocumentKind::Minutes));
        for done in minutes.flat_map(|it| [it.approved, it.announced]) {
            self.done_by(source, done);
        }
    }

    /// What is known to have been done on a day; one it was no later than is when it was seen.
    fn done_by(&self, source: Option<&Citation>, done: Option<Done>) {
        let day = done.filter(|done| done.is_exact()).map(|done| Spanned::new(done.latest, done.span));
        self.not_after(source, day.as_ref());
    }

    fn not_after(&self, source: Option<&Citation>, day: Option<&Spanned<NaiveDate>>) {
        let last = source.and_then(|it| self.model.tells_until(&it.document.value));
        if let (Some(last), Some(day)) = (last, day)
            && last < day.value
        {
            self.problems.push(cannot_tell(day.span, day.value, last));
        }
    }
}

impl Model {
    /// The last day a document can tell of: its own, or that of what it is bound into, whichever is later.
    fn tells_until(&self, document: &str) -> Option<NaiveDate> {
        let document = self.document(document)?;
        let whole = document.part_of.as_ref().and_then(|whole| self.document(&whole.value)?.adopted);
        document.adopted.max(whole)
    }

    /// The last day on which a meeting can have been held that its source shows to be held.
    fn shows_held_until(&self, meeting: &Meeting) -> Option<NaiveDate> {
        let source = &meeting.source.as_ref()?.document.value;
        let called = match self.document(source)?.kind {
            DocumentKind::BoardPapers => CALLED,
            _ => Months::new(0),
        };
        self.tells_until(source)?.checked_add_months(called)
    }

    /// The source of a meeting that told only that it was to come, and cannot tell that it was held.
    #[must_use]
    pub fn source_of_the_plan(&self, meeting: &Meeting) -> Option<&Document> {
        self.shows_held_until(meeting).filter(|last| *last < meeting.date.value)?;
        self.document(&meeting.source.as_ref()?.document.value)
    }
}

/// A meeting that is said to be held, by what is older than it.
fn only_planned(meeting: &Meeting, last: NaiveDate) -> Problem {
    cannot_tell(meeting.date.span, meeting.date.value, last).help(Text::new(
        "ange den handling som visar det, eller rätta dagen; visade källan bara att mötet var planerat, stryk raden `source`; har källan ingen egen dag, som en diarieförteckning eller flera protokoll, stryk `adopted`",
        "name the document that shows it, or put the day right; where the source only showed that the meeting was planned, remove the line `source`; where it is of no one day, as a diary or several minutes, remove `adopted`",
    ))
}

fn cannot_tell(span: Span, day: NaiveDate, last: NaiveDate) -> Problem {
    let text = Text::new(
        format!("källan är från {last} och kan inte berätta om {day}"),
        format!("the source is of {last} and cannot tell of {day}"),
    );
    Problem::at(Code::IntervalReversed, span, text).help(Text::new(
        "ange den handling som visar det, eller rätta dagen; har källan ingen egen dag, som en diarieförteckning eller flera protokoll, stryk `adopted`",
        "name the document that shows it, or put the day right; where the source is of no one day, as a diary or several minutes, remove `adopted`",
    ))
}

fn moves(source: &Spanned<String>, known: NaiveDate) -> Problem {
    let id = &source.value;
    let text = Text::new(
        format!(
            "`{id}` har ingen dag: värdet räknas som känt först {known}, det sista som förts in därifrån"
        ),
        format!(
            "`{id}` has no day: the value counts as known from {known}, the last that is entered from it"
        ),
    );
    Problem::at(Code::SourceWithoutDay, source.span, text).as_warning().help(Text::new(
        "skriv `adopted`, handlingens dag, hos källan; annars flyttas dagen när mer förs in ur den",
        "write `adopted`, the document’s day, in the source; else the day moves when more is entered from it",
    ))
}
