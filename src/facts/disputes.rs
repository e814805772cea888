//! What would be known if another of two equally weighty numbers held: no verdict rests on which of them is read first.

use std::collections::BTreeSet;
use std::sync::{Arc, OnceLock};

use super::culprits::Culprit;
use super::figures::{Dispute, Figures};
use super::subjects::in_question;
use super::{Facts, Gap};
use crate::amount::Origin;

/// How many are kept once worked out: a workspace has a few, and of one with thousands each is worked out anew.
const KEPT: usize = 64;

/// A number that is stated in two ways of the same weight, and what is known if the other holds.
#[derive(Debug)]
pub struct Disputed {
    dispute: Dispute,
    otherwise: OnceLock<Arc<Facts>>,
}

impl Disputed {
    /// Where the other number stands.
    #[must_use]
    pub fn other(&self) -> &[Origin] {
        &self.dispute.other.origins
    }

    /// Why what rests on it and turns with it is not decided.
    #[must_use]
    pub fn gap(&self) -> Gap {
        in_question(&self.dispute.words)
    }
}

impl Facts {
    pub(super) fn all_disputed(&self) -> &[Disputed] {
        self.disputed.get_or_init(|| {
            let all = self.figures.disputes(&self.model).into_iter();
            all.map(|dispute| Disputed { dispute, otherwise: OnceLock::new() }).collect()
        })
    }

    /// The disputed numbers among those that something rests on, each with what is known if the other holds.
    pub fn disputed<'f>(
        &'f self,
        origins: &[Origin],
    ) -> impl Iterator<Item = (&'f Disputed, Arc<Self>)> + use<'f> {
        let origins: BTreeSet<Origin> = origins.iter().copied().collect();
        let all = self.all_disputed().iter().enumerate();
        let rests = move |it: &Disputed| {
            let own = &it.dispute.taken.origins;
            !own.is_empty() && own.iter().all(|origin| origins.contains(origin))
        };
        all.filter(move |(_, it)| rests(it)).map(|(number, it)| {
            let known = || Arc::new(self.otherwise(&it.dispute));
            let facts = if number < KEPT { Arc::clone(it.otherwise.get_or_init(known)) } else { known() };
            (it, facts)
        })
    }

    fn otherwise(&self, dispute: &Dispute) -> Self {
        let instead = (dispute.name.clone(), dispute.year, dispute.other.clone());
        let figures = Figures::with(&self.model, self.question, Some(instead));
        let is_disputed = |it: &&Culprit| {
            [&dispute.taken, &dispute.other].iter().any(|number| number.origins.contains(&it.origin))
        };
        // What is wrong whichever holds is not looked for again: that takes longer than all else.
        let culprits: Vec<Culprit> = self.culprits().iter().filter(|it| !is_disputed(it)).cloned().collect();
        Self {
            culprits: OnceLock::from(culprits),
            ..Self::of(Arc::clone(&self.model), self.question, figures)
        }
    }
}
