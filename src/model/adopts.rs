//! What decisions adopt: the words that a duty asks for and the register answers with.

names! {
    /// What a decision adopts.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
    pub enum Adopts {
        /// A budget.
        Budget = "budget",
        /// A plan.
        Plan = "plan",
        /// An annual report.
        AnnualReport = "annual-report",
        /// An agreement.
        Agreement = "agreement",
        /// An årshjul.
        Cycle = "cycle",
        /// A policy.
        Policy = "policy",
        /// A delegation order.
        Delegation = "delegation",
        /// A social budget.
        SocialBudget = "social-budget",
        /// An assignment.
        Mission = "mission",
        /// Discharge from liability, by a member.
        Discharge = "discharge",
        /// A follow-up of internal control.
        InternalControl = "internal-control",
        /// Taking part from a distance.
        RemoteParticipation = "remote-participation",
        /// A governing document.
        GoverningDocument = "governing-document",
        /// The presidium.
        Presidium = "presidium",
        /// Consultation with the members on the budget.
        Consultation = "consultation",
        /// The answer to an allocation that was offered.
        Allocation = "allocation",
        /// Anything else.
        Other = "other",
    }
}
