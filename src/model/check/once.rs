//! What there is one of stands once: the chair of a meeting, a number in a plan, an entry of the register.

use std::collections::BTreeMap;

use super::References;
use super::register::entered_twice;
use crate::amount::Text;
use crate::diagnostic::{Code, Problem};
use crate::model::agreement::Agreement;
use crate::model::duty::Duty;
use crate::model::problems;
use crate::model::register::Planned;
use crate::source::Span;

impl References<'_> {
    pub(super) fn entered_once(&self) {
        for meeting in &self.model.meetings {
            let mut chairs = meeting.present.iter().filter_map(|it| it.chair);
            if let (Some(first), Some(second)) = (chairs.next(), chairs.next()) {
                self.problems.push(two_chairs(second, first));
            }
        }
        self.numbered();
        self.planned_once();
        self.model.agreements.iter().for_each(|it| self.needed_once(it));
    }

    /// In one document, for one year, each number is one initiative's. An action may be entered in parts, by its
    /// number.
    fn numbered(&self) {
        let mut initiatives: BTreeMap<_, Span> = BTreeMap::new();
        for it in &self.model.initiatives {
            let document = it.source.as_ref().map(|own| own.document.value.as_str());
            if let Some(first) = initiatives.insert((document, it.year, it.number), it.id.span) {
                self.problems.push(same_number(it.id.span, &it.number.to_string(), first));
            }
        }
    }

    /// A planned day that is another over again, or in the place of one that became known on the same day; and what
    /// one place says of a goal.
    fn planned_once(&self) {
        let mut planned: BTreeMap<_, &Planned> = BTreeMap::new();
        for it in &self.model.planned {
            let by = it.by.value.to_string();
            let key = (&it.agreement.value, &it.duty.value, by, it.period, it.recorded);
            match planned.insert(key, it) {
                Some(first) if first.day.value == it.day.value => {
                    self.problems.push(entered_twice(it.span, first.span));
                }
                Some(first) => self.problems.push(two_days(it.day.span, first.day.span)),
                None => {}
            }
        }
        let mut says: BTreeMap<_, Span> = BTreeMap::new();
        for goal in &self.model.goals {
            for it in &goal.says {
                let Some(source) = &it.source else { continue };
                let key = (&goal.id.value, it.year, &source.document.value, &source.part);
                if let Some(first) = says.insert(key, it.span) {
                    self.problems.push(entered_twice(it.span, first));
                }
            }
        }
    }

    /// What a duty waits for it waits for once, however it is written.
    fn needed_once(&self, agreement: &Agreement) {
        for duty in &agreement.duties {
            self.waits_once(agreement, duty);
        }
    }

    fn waits_once(&self, agreement: &Agreement, duty: &Duty) {
        let mut first: BTreeMap<_, Span> = BTreeMap::new();
        for it in &duty.needs {
            let of = it.agreement.as_deref().unwrap_or(&agreement.id.value);
            let place = (of, it.duty.as_str(), it.year);
            // The very same words in one list have had their say.
            if let Some(span) = first.insert(place, it.span) {
                self.problems.push(problems::counted_twice(it.span, &it.duty, span));
            }
        }
    }
}

fn two_chairs(span: Span, first: Span) -> Problem {
    let text = Text::new("ett möte har en ordförande, inte två", "a meeting has one chair, not two");
    let help = Text::new(
        "den som tog vid är `vice-chair`, eller `member`",
        "who took over is `vice-chair`, or `member`",
    );
    Problem::at(Code::DuplicateId, span, text).related(first, Text::new("den första", "the first")).help(help)
}

fn two_days(span: Span, first: Span) -> Problem {
    let text = Text::new(
        "det planeras till en annan dag också, och det sägs inte vilken som kom sist",
        "it is planned for another day too, and it is not said which came last",
    );
    let help = Text::new(
        "skriv i `recorded` när var och en av dagarna blev känd",
        "write in `recorded` when each of the days became known",
    );
    Problem::at(Code::DuplicateId, span, text).related(first, Text::new("den första", "the first")).help(help)
}

fn same_number(span: Span, number: &str, first: Span) -> Problem {
    let text = Text::new(
        format!("numret {number} finns redan i samma handling"),
        format!("the number {number} is already in the same document"),
    );
    Problem::at(Code::DuplicateId, span, text).related(first, Text::new("den första", "the first"))
}
