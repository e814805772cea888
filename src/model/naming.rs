//! What sort of organisation may stand at each place that names one: the one table of it.
//!
//! INVARIANT: nothing names an organisation but through a row here; a test puts one of each wrong sort at every
//! place of both förbund, and holds the rows against docs/format.md.

use super::actor::Actor;
use super::organisation::OrganisationKind;
use crate::amount::Text;
use crate::diagnostic::{Code, Problem};
use crate::source::{Span, Spanned};

/// A place where an organisation is named, and the sorts that may stand there.
#[derive(Debug, PartialEq, Eq)]
pub struct Naming {
    /// The keys that lead there.
    pub key: &'static str,
    /// The sorts.
    pub kinds: &'static [OrganisationKind],
}

macro_rules! namings {
    ($($name:ident $key:literal [$($kind:ident)*],)*) => {
        $(pub(super) const $name: Naming = Naming { key: $key, kinds: &[$(OrganisationKind::$kind),*] };)*

        impl Naming {
            /// Every place.
            pub const ALL: &[Self] = &[$($name),*];
        }
    };
}

// A member is one by the law (Finsamlagen 1 and 4 §§): a state authority, a region or a municipality. They alone
// appoint auditors, grant discharge and put up notices; a body has no rights of its own, so it is no party and signs
// nothing, but bodies alone meet.
namings! {
    ASSOCIATION "workspace.association" [Association],
    KEY "parameter.value" [Municipality],
    PART_OF "organisation.part_of" [State Region Municipality Association Unit Body Other],
    REPLACED_BY "organisation.replaced_by" [State Region Municipality Association Unit Body Other],
    PARTY "party.organisation" [State Region Municipality Association Unit Other],
    PROMISES "commitment.party" [State Region Municipality Association Unit Body Other],
    DOES "duty.by" [State Region Municipality Association Unit Body Other],
    RECEIVES "duty.to" [State Region Municipality Association Unit Body Other],
    MEETS_FOR "duty.meetings_of" [Body],
    TOLD "notice.to" [State Region Municipality Association Unit Body Other],
    ESCALATED "notice.escalates_to" [State Region Municipality Association Unit Body Other],
    SIGNS "signature.party" [State Region Municipality Association Unit Other],
    NAMED "names" [Body],
    APPOINTS "auditor.appointed_by" [State Region Municipality],
    AUDITED "auditor.for" [State Region Municipality],
    MEETS "meeting.body" [Body],
    PRESENT "meeting.present.organisation" [State Region Municipality Association Unit Body Other],
    SITS "meeting.present.deciding" [State Region Municipality Unit Other],
    PUTS_UP "meeting.minutes.boards" [State Region Municipality Association],
    DECIDES "decision.by" [State Region Municipality Association Body Other],
    DELIVERS "delivery.by" [State Region Municipality Association Unit Body Other],
    PLANS "planned.by" [State Region Municipality Association Unit Body Other],
    CHANGES "change.by" [State Region Municipality Association Unit Other],
    SEES_TO "remark.responsible" [State Region Municipality Association Unit Body Other],
    ASSIGNED "assignment.to" [State Region Municipality Association Unit Body Other],
    REPORTED_TO "assignment.report_to" [Body],
    ACCEPTS "waiver.decided_by" [State Region Municipality Association Body],
    EXCEPTED "statement.except" [State Region Municipality Association Unit Body Other],
    ACTS "action.responsible" [State Region Municipality Association Unit Body Other],
    MENTIONED "structure.mention.organisation" [State Region Municipality Association Unit Body Other],
    LISTED "structure.list.organisations" [State Region Municipality Association Unit Body Other],
    COUNTED "structure.tally.meetings.body" [Body],
    ANSWERS "initiative.responsible" [State Region Municipality Association Unit Body Other],
    SCOPE "initiative.scope" [Municipality],
    GOAL_FOR "initiative.goal_for" [Municipality],
    DISCHARGES "decision.by (discharge)" [State Region Municipality],
    MEMBER "organisation (member)" [State Region Municipality],
    HAS_ROLE "organisation (role)" [Body],
    PART "organisation (part_of)" [Unit Body Other],
}

impl Naming {
    /// Whether an organisation of a sort may stand there.
    #[must_use]
    pub fn takes(&self, kind: OrganisationKind) -> bool {
        self.kinds.contains(&kind)
    }

    /// The words besides ids that may stand there, of those that name no organisation.
    pub(super) fn words(&self) -> impl Iterator<Item = &'static str> {
        // The activity and the parties have no meetings, take no decisions and are nobody's to tell what to do.
        let one = [&MEETS_FOR, &ACCEPTS, &ASSIGNED, &REPORTED_TO].contains(&self);
        Actor::reserved().filter(move |word| !one || !Actor::COLLECTIVES.iter().any(|(name, _)| name == word))
    }

    /// What may stand there, as a reader calls it.
    fn sorts(&self) -> Text {
        let words: Vec<Text> = self.kinds.iter().map(|kind| kind.title()).collect();
        let listed = |pick: fn(&Text) -> &String, or: &str| {
            let words: Vec<&str> = words.iter().map(|it| pick(it).as_str()).collect();
            match words.split_last() {
                Some((last, rest)) if !rest.is_empty() => format!("{} {or} {last}", rest.join(", ")),
                _ => words.concat(),
            }
        };
        Text::new(listed(|it| &it.sv, "eller"), listed(|it| &it.en, "or"))
    }

    /// What is wrong with an organisation that cannot stand there; `known` are those that can.
    pub(super) fn wrong_sort<'a>(
        &self,
        id: &Spanned<String>,
        kind: OrganisationKind,
        known: impl IntoIterator<Item = &'a str>,
    ) -> Problem {
        let (is, sorts, id, span) = (kind.title(), self.sorts(), &id.value, id.span);
        let text = Text::new(
            format!("`{id}` är {}; här ska stå {}", is.sv, sorts.sv),
            format!("`{id}` is {}; this should be {}", is.en, sorts.en),
        );
        Problem::at(Code::WrongSort, span, text).suggest(id, known)
    }

    /// What is wrong with a key that an organisation of its sort does not have.
    pub(super) fn key_of_another_sort(&self, span: Span, key: &str, kind: OrganisationKind) -> Problem {
        let (is, sorts) = (kind.title(), self.sorts());
        let text = Text::new(
            format!("bara {} har `{key}`, och det här är {}", sorts.sv, is.sv),
            format!("only {} has `{key}`, and this is {}", sorts.en, is.en),
        );
        Problem::at(Code::WrongSort, span, text)
    }
}
