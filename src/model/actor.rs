//! Who does something: an organisation by its id, a body by its role, or several at once.

use std::fmt;

use super::read::Reader;
use crate::amount::Text;
use crate::source::Spanned;

names! {
    /// What a body is for. The law and the rules name roles, never ids.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
    pub enum Role {
        /// Styrelse (Finsamlagen 10 §).
        Board = "board",
        /// Presidium: chair and vice chairs (Finsamlagen 17 §).
        Presidium = "presidium",
        /// Revisorer (Finsamlagen 25 §).
        Auditors = "auditors",
        /// Kansli.
        Office = "office",
        /// Styrgrupp of an activity.
        SteeringGroup = "steering-group",
        /// Strategisk samverkansgrupp, beredningsgrupp: the members' managers.
        StrategicGroup = "strategic-group",
        /// Medlemssamråd, ägarsamråd.
        MembersCouncil = "members-council",
    }
}

/// Who does or receives something.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Actor {
    /// One organisation, by its id.
    Organisation(String),
    /// Whoever holds a role on the day.
    Role(Role),
    /// Each party of the agreement that has joined.
    EachParty,
    /// Each member of the day.
    EachMember,
    /// The activity the agreement is about.
    Platform,
}

impl Role {
    /// What a reader calls whoever holds it.
    #[must_use]
    pub fn title(self) -> Text {
        match self {
            Self::Board => Text::new("styrelsen", "the board"),
            Self::Presidium => Text::new("presidiet", "the presidium"),
            Self::Auditors => Text::new("revisorerna", "the auditors"),
            Self::Office => Text::new("kansliet", "the office"),
            Self::SteeringGroup => Text::new("styrgruppen", "the steering group"),
            Self::StrategicGroup => Text::new("den strategiska gruppen", "the strategic group"),
            Self::MembersCouncil => Text::new("medlemssamrådet", "the members’ council"),
        }
    }

    /// The role a word names.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|role| role.name() == word)
    }
}

impl Actor {
    /// The word for the activity an agreement is about.
    pub const PLATFORM: &str = "platform";

    /// The words that stand for several, or for the activity itself.
    pub const COLLECTIVES: &[(&str, Self)] = &[
        ("each-party", Self::EachParty),
        ("each-member", Self::EachMember),
        (Self::PLATFORM, Self::Platform),
    ];

    /// Reads a word: one of those that stand for several, a role, or else an organisation's id.
    #[must_use]
    pub fn parse(word: &str) -> Self {
        let collective = Self::COLLECTIVES.iter().find(|(name, _)| *name == word);
        collective.map(|(_, actor)| actor.clone()).unwrap_or_else(|| match Role::parse(word) {
            Some(role) => Self::Role(role),
            None => Self::Organisation(word.to_owned()),
        })
    }

    /// Every word that is no organisation's id.
    pub fn reserved() -> impl Iterator<Item = &'static str> {
        Self::COLLECTIVES.iter().map(|(name, _)| *name).chain(Role::ALL.iter().map(|role| role.name()))
    }

    /// The organisation's id, when it names one.
    #[must_use]
    pub fn organisation(&self) -> Option<&str> {
        match self {
            Self::Organisation(id) => Some(id),
            _ => None,
        }
    }

    /// What a reader calls it, when it is no organisation of the workspace.
    #[must_use]
    pub fn title(&self) -> Text {
        match self {
            Self::Organisation(id) => Text::same(id),
            Self::Role(role) => role.title(),
            Self::EachParty => Text::new("parterna", "the parties"),
            Self::EachMember => Text::new("medlemmarna", "the members"),
            Self::Platform => Text::new("verksamheten", "the activity"),
        }
    }
}

impl fmt::Display for Actor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let word = match self {
            Self::Organisation(id) => id,
            Self::Role(role) => role.name(),
            Self::EachParty => "each-party",
            Self::EachMember => "each-member",
            Self::Platform => Self::PLATFORM,
        };
        f.write_str(word)
    }
}

/// Reads who does something.
pub(super) fn actor(reader: &mut Reader<'_>, key: &'static str) -> Option<Spanned<Actor>> {
    let word = reader.text(key)?;
    Some(Spanned::new(Actor::parse(&word.value), word.span))
}

/// Reads who does something, where that must be said.
pub(super) fn need_actor(reader: &mut Reader<'_>, key: &'static str) -> Option<Spanned<Actor>> {
    let actor = actor(reader, key);
    reader.require(key, actor)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_actor_reads_back_as_it_is_written() {
        for word in Actor::reserved().chain(["styrelsen"]) {
            assert_eq!(Actor::parse(word).to_string(), word);
        }
        assert_eq!(Actor::parse("board"), Actor::Role(Role::Board));
        assert_eq!(Actor::parse("boards").organisation(), Some("boards"));
    }
}
