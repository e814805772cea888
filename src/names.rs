//! An enum and its public names, declared together, so that the compiler sees a name that is missing.

/// An enum whose every value has the word that files, rules and output write for it:
///
/// ```text
/// names! {
///     /// How an item stands.
///     #[derive(Debug, Clone, Copy, PartialEq, Eq)]
///     pub enum State {
///         /// Its day has passed.
///         Overdue = "overdue",
///     }
/// }
/// ```
///
/// gives the enum, `State::ALL`, `State::NAMES` for a reader to choose among, `State::WORDS`, `name()`, and `named()`,
/// which finds one by its name.
macro_rules! names {
    (
        $(#[$about:meta])*
        $vis:vis enum $Enum:ident {
            $($(#[$meaning:meta])* $Value:ident = $word:literal,)+
        }
    ) => {
        $(#[$about])*
        $vis enum $Enum {
            $($(#[$meaning])* $Value,)+
        }

        impl $Enum {
            /// Every value, in the order declared.
            $vis const ALL: &'static [Self] = &[$(Self::$Value),+];

            /// Every value with its public name, in the same order.
            $vis const NAMES: &'static [(&'static str, Self)] = &[$(($word, Self::$Value)),+];

            /// Every public name, in the same order.
            $vis const WORDS: &'static [&'static str] = &[$($word),+];

            /// The one with a public name.
            #[must_use]
            $vis fn named(word: &str) -> Option<Self> {
                Self::NAMES.iter().find(|(name, _)| *name == word).map(|(_, value)| *value)
            }

            /// The public name.
            #[must_use]
            $vis const fn name(self) -> &'static str {
                match self {
                    $(Self::$Value => $word,)+
                }
            }
        }

        // A word given twice is a pattern that is never reached, and the compiler says so.
        const _: fn(&str) = |word| match word {
            $($word => (),)+
            _ => (),
        };
    };
}

#[cfg(test)]
mod tests {
    names! {
        /// A season.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        enum Season {
            /// Cold.
            Winter = "winter",
            /// Warm.
            HighSummer = "high-summer",
        }
    }

    #[test]
    fn values_names_and_order_are_those_declared() {
        assert_eq!(Season::ALL, [Season::Winter, Season::HighSummer]);
        assert_eq!(Season::NAMES, [("winter", Season::Winter), ("high-summer", Season::HighSummer)]);
        assert_eq!(Season::WORDS, ["winter", "high-summer"]);
        assert_eq!(Season::HighSummer.name(), "high-summer");
        assert_eq!(Season::named("high-summer"), Some(Season::HighSummer));
        assert_eq!(Season::named("summer"), None);
    }
}
