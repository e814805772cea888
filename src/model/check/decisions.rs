//! Decisions: of whom, on what, and for which years they can be.

use chrono::{Datelike, NaiveDate};

use super::References;
use super::cannot::YEARS_AHEAD;
use crate::amount::Text;
use crate::diagnostic::{Code, Problem};
use crate::model::adopts::Adopts;
use crate::model::agreement::{Agreement, AgreementKind};
use crate::model::naming;
use crate::model::period::year_ends;
use crate::model::problems;
use crate::model::register::{Decision, Meeting};
use crate::source::{Span, Spanned};

/// How many years back a decision is for at most: accounts that were put right, discharge that waited.
const YEARS_BACK: i32 = 10;

impl References<'_> {
    pub(super) fn decision(&self, decision: &Decision) {
        self.adopted(decision);
        self.decider(decision);
        self.decided(decision);
    }

    /// Who decides can, and of discharge it is said which member does: else it is nobody's.
    fn decider(&self, decision: &Decision) {
        let discharge = decision.adopts == Adopts::Discharge;
        let naming = if discharge { &naming::DISCHARGES } else { &naming::DECIDES };
        match &decision.by {
            Some(id) => self.organisation(naming, id),
            None if discharge => self.problems.push(problems::missing_key(decision.span, "by")),
            None => (),
        }
    }

    /// Nothing is decided, or known to be, before its meeting.
    fn decided(&self, decision: &Decision) {
        // What is proposed for a meeting decides nothing yet.
        let meeting = self.model.meeting(&decision.meeting.value);
        let Some(meeting) = meeting.filter(|_| !decision.proposed) else { return };
        if meeting.planned {
            return self.problems.push(decided_at_none(decision, meeting));
        }
        let day = meeting.date.value;
        if let Some(recorded) = decision.recorded.filter(|recorded| *recorded < day) {
            let span = decision.recorded_at;
            self.problems.push(problems::before_what_it_follows(span, recorded, &meeting.date));
        }
        self.decided_for(decision, meeting);
    }

    /// What an annual report and discharge are about is one year, and over; a budget or a plan is made before its
    /// years are; and nothing is decided for years far off.
    fn decided_for(&self, decision: &Decision, meeting: &Meeting) {
        let (day, Some((first, last))) = (meeting.date.value, decision.periods) else { return };
        let looks_back = matches!(decision.adopts, Adopts::AnnualReport | Adopts::Discharge);
        let ends = |year: i32| year_ends(year);
        if looks_back && first < last {
            self.problems.push(of_one_year(decision.span));
        }
        if let Some(over) = ends(first).filter(|over| looks_back && day <= *over) {
            let ends = Spanned::new(over, decision.span);
            return self.problems.push(problems::before_what_it_follows(meeting.date.span, day, &ends));
        }
        let looks_ahead = matches!(
            decision.adopts,
            Adopts::Budget | Adopts::Plan | Adopts::Consultation | Adopts::SocialBudget
        );
        let over = looks_ahead && ends(last).is_some_and(|over| over < day);
        let far_off =
            day.year().saturating_add(YEARS_AHEAD) < first || last < day.year().saturating_sub(YEARS_BACK);
        if over || far_off {
            self.problems.push(of_other_years(decision.span, (first, last), &meeting.date));
        }
    }

    /// An agreement that a decision names is of a sort that such a decision adopts, and of its years.
    fn adopted(&self, decision: &Decision) {
        let Some(id) = &decision.agreement else { return };
        let Some(agreement) = self.model.agreement(&id.value) else { return self.to_agreement(id) };
        let kinds = adopted_by(decision.adopts);
        if !kinds.contains(&agreement.kind) {
            return self.problems.push(not_adopted(decision, id, agreement, kinds));
        }
        let own = agreement.in_force.and_then(|days| Some((days.from?.year(), days.to?.year())));
        let (Some((first, last)), Some(own)) = (decision.periods, agreement.periods.or(own)) else { return };
        if own.1 < first || last < own.0 {
            self.problems.push(of_years_it_has_not(decision.span, (first, last), agreement, own));
        }
    }
}

/// The sorts of documents that a decision may adopt.
const fn adopted_by(adopts: Adopts) -> &'static [AgreementKind] {
    use AgreementKind::{Budget, Charter, Common, Cycle, Plan, Platform, Policy, Terms};
    match adopts {
        Adopts::Budget | Adopts::SocialBudget | Adopts::Consultation => &[Budget, Plan, Common],
        Adopts::Plan => &[Plan, Common, Budget],
        Adopts::Agreement => &[Charter, Platform, Common, Plan, Terms],
        Adopts::Cycle => &[Cycle, Plan],
        Adopts::Policy => &[Policy],
        Adopts::Delegation | Adopts::GoverningDocument => &[Policy, Charter, Plan, Cycle],
        Adopts::InternalControl => &[Policy, Plan],
        Adopts::Mission | Adopts::Allocation => &[Platform, Common, Plan, Charter, Budget],
        Adopts::RemoteParticipation => &[Charter, Policy],
        Adopts::AnnualReport | Adopts::Discharge | Adopts::Presidium => &[],
        Adopts::Other => &[Charter, Platform, Common, Plan, Budget, Policy, Cycle, Terms],
    }
}

fn of_one_year(span: Span) -> Problem {
    let text = Text::new(
        "en årsredovisning, och ansvarsfrihet, är för ett år",
        "an annual report, and discharge, is of one year",
    );
    Problem::at(Code::BadNumber, span, text)
}

fn years((first, last): (i32, i32)) -> String {
    if first == last { first.to_string() } else { format!("{first}–{last}") }
}

fn of_other_years(span: Span, of: (i32, i32), meeting: &Spanned<NaiveDate>) -> Problem {
    let (of, day) = (years(of), meeting.value);
    let text = Text::new(
        format!("ett beslut den {day} kan inte gälla {of}"),
        format!("a decision on {day} cannot be for {of}"),
    );
    Problem::at(Code::IntervalReversed, span, text)
        .related(meeting.span, Text::new("mötets dag", "the day of the meeting"))
}

fn of_years_it_has_not(span: Span, of: (i32, i32), agreement: &Agreement, own: (i32, i32)) -> Problem {
    let (of, own) = (years(of), years(own));
    let text = Text::new(
        format!("beslutet gäller {of}, men `{}` gäller {own}", agreement.id.value),
        format!("the decision is for {of}, but `{}` is for {own}", agreement.id.value),
    );
    Problem::at(Code::AnswersToNothing, span, text)
        .related(agreement.id.span, Text::new("överenskommelsen", "the agreement"))
}

fn not_adopted(
    decision: &Decision,
    id: &Spanned<String>,
    agreement: &Agreement,
    kinds: &[AgreementKind],
) -> Problem {
    let (adopts, kind) = (decision.adopts.name(), agreement.kind.title());
    let text = Text::new(
        format!(
            "ett beslut med `adopts = \"{adopts}\"` kan inte anta `{}`, som är en annan sorts dokument: {}",
            id.value, kind.sv
        ),
        format!(
            "a decision with `adopts = \"{adopts}\"` cannot adopt `{}`, which is another sort of document: {}",
            id.value, kind.en
        ),
    );
    let problem = Problem::at(Code::AnswersToNothing, id.span, text)
        .related(agreement.id.span, Text::new("överenskommelsen", "the agreement"));
    if kinds.is_empty() {
        return problem.help(Text::new(
            "ett sådant beslut antar inget av dokumenten: stryk raden `agreement`",
            "such a decision adopts none of the documents: remove the line `agreement`",
        ));
    }
    let called = |pick: fn(&Text) -> &String| {
        let words = kinds.iter().map(|kind| format!("{} (`{}`)", pick(&kind.title()), kind.name()));
        words.collect::<Vec<_>>().join(", ")
    };
    problem.help(Text::new(
        format!("ett sådant beslut kan anta: {}", called(|text| &text.sv)),
        format!("such a decision may adopt: {}", called(|text| &text.en)),
    ))
}

fn decided_at_none(decision: &Decision, meeting: &Meeting) -> Problem {
    let text = Text::new(
        "mötet är bara planerat, så inget är beslutat där",
        "the meeting is only planned, so that nothing is decided at it",
    );
    Problem::at(Code::AnswersToNothing, decision.meeting.span, text)
        .as_warning()
        .related(meeting.span, Text::new("mötet", "the meeting"))
        .help(Text::new(
            "stryk `planned = true` när mötet har hållits; ett förslag till det skrivs state = \"proposed\"",
            "remove `planned = true` once the meeting has been held; a proposal to it is written state = \"proposed\"",
        ))
}
