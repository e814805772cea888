//! One who answers at a terminal, and the questions to one who starts a workspace.

use std::io::{BufRead, Write};

use samkoll::amount::{Language, Text};
use samkoll::starter::{self, Board, Member, MemberKind, Part};

use crate::args::InitOptions;
use crate::output::Trouble;
use crate::world;

/// One who answers.
pub(crate) struct Asker<'a, R, W> {
    pub(crate) input: &'a mut R,
    pub(crate) output: &'a mut W,
    pub(crate) language: Language,
}

impl<R: BufRead, W: Write> Asker<'_, R, W> {
    /// Asks for everything that was not given.
    pub(crate) fn fill(&mut self, options: &mut InitOptions) -> Result<(), Trouble> {
        self.say(&Text::new(
            "Några frågor. Det du inte vet lämnar du tomt: det står då som inte känt tills du fyller i det.",
            "Some questions. Leave empty what you do not know: it stays unknown until you fill it in.",
        ))?;
        if options.name.is_none() {
            options.name = Some(
                self.need(&Text::new("Vad heter förbundet?", "What is the förbund called?"), starter::name)?,
            );
        }
        if options.seat.is_none() {
            options.seat =
                self.ask(&Text::new("Var har det sitt säte?", "Where has it its seat?"), starter::name)?;
        }
        self.members(options)?;
        self.board(options)?;
        self.sharing(options)?;
        if options.first_year.is_none() {
            let question = Text::new(
                "Vilket är det första året som ska följas?",
                "Which is the first year to be followed?",
            );
            options.first_year = Some(self.need(&question, starter::year)?);
        }
        if options.meetings.is_empty() {
            let question = Text::new(
                "Vilka dagar är styrelsemöten planerade? En dag i taget (2027-03-18), tom rad när alla står med.",
                "Which days does the board plan to meet? One at a time (2027-03-18), an empty line when all are given.",
            );
            options.meetings.extend(self.ask(&question, starter::day)?);
            if !options.meetings.is_empty() {
                options
                    .meetings
                    .extend(self.several(&Text::new("Nästa dag?", "The next day?"), starter::day)?);
            }
        }
        Ok(())
    }

    fn members(&mut self, options: &mut InitOptions) -> Result<(), Trouble> {
        let has = |options: &InitOptions, kind| options.members.iter().any(|member| member.kind == kind);
        if !has(options, MemberKind::Municipality) {
            let question = Text::new(
                "Vilka kommuner är medlemmar? En i taget, tom rad när alla står med.",
                "Which municipalities are members? One at a time, an empty line when all are given.",
            );
            let read = |text: &str| Member::of(MemberKind::Municipality, text);
            let first = self.need(&question, read)?;
            options.members.push(first);
            options
                .members
                .extend(self.several(&Text::new("Nästa kommun?", "The next municipality?"), read)?);
        }
        if !has(options, MemberKind::Region) && !options.without_region {
            let question = Text::new("Vilken region är medlem?", "Which region is a member?");
            let region = self.need(&question, |text| Member::of(MemberKind::Region, text))?;
            options.members.push(region);
        }
        Ok(())
    }

    fn board(&mut self, options: &mut InitOptions) -> Result<(), Trouble> {
        if options.board.is_none() {
            let question = Text::new(
                "Hur många ledamöter och ersättare har styrelsen? (9+9)",
                "How many members and substitutes has the board? (9+9)",
            );
            options.board = self.ask(&question, Board::read)?;
        }
        if options.board.is_some() && options.board_from.is_none() {
            let question = Text::new(
                "Vilken var styrelsens första dag? (2023-04-01)",
                "Which was the first day of the board? (2023-04-01)",
            );
            options.board_from = self.ask(&question, starter::day)?;
        }
        Ok(())
    }

    fn sharing(&mut self, options: &mut InitOptions) -> Result<(), Trouble> {
        let municipalities = options.members.iter().filter(|it| it.kind == MemberKind::Municipality).count();
        if municipalities < 2 || options.share.is_some() || !options.key.is_empty() {
            return Ok(());
        }
        let question = Text::new(
            "Hur delar kommunerna på sin del? I ord, eller i procent (Storby kommun=60; Lillby kommun=40)",
            "How do the municipalities share their part? In words, or in percent (Storby kommun=60; Lillby kommun=40)",
        );
        let parts = |text: &str| text.split(';').map(Part::read).collect::<Result<Vec<Part>, Text>>();
        let read = |text: &str| match text.contains('=') {
            true => parts(text).map(Err),
            false => starter::name(text).map(Ok),
        };
        match self.ask(&question, read)? {
            Some(Ok(words)) => options.share = Some(words),
            Some(Err(parts)) => options.key = parts,
            None => (),
        }
        Ok(())
    }

    /// Asks until there is an answer.
    pub(crate) fn need<T>(
        &mut self,
        question: &Text,
        read: impl Fn(&str) -> Result<T, Text>,
    ) -> Result<T, Trouble> {
        loop {
            if let Some(answer) = self.ask(question, &read)? {
                return Ok(answer);
            }
            self.say(&Text::new("Det behövs ett svar här.", "An answer is needed here."))?;
        }
    }

    /// Asks for one after another until nothing more is said.
    pub(crate) fn several<T>(
        &mut self,
        question: &Text,
        read: impl Fn(&str) -> Result<T, Text>,
    ) -> Result<Vec<T>, Trouble> {
        let mut answers = Vec::new();
        while let Some(answer) = self.ask(question, &read)? {
            answers.push(answer);
        }
        Ok(answers)
    }

    /// Asks until the answer can be read; an empty one is none.
    pub(crate) fn ask<T>(
        &mut self,
        question: &Text,
        read: impl Fn(&str) -> Result<T, Text>,
    ) -> Result<Option<T>, Trouble> {
        loop {
            let asked =
                write!(self.output, "{}\n> ", question.get(self.language)).and_then(|()| self.output.flush());
            asked.map_err(|error| self.broken(&world::told(&error)))?;
            let mut line = String::new();
            let length =
                self.input.read_line(&mut line).map_err(|error| self.broken(&world::told(&error)))?;
            if length == 0 {
                return Err(self.broken(&Text::new("slut på svar", "no more answers")));
            }
            if line.trim().is_empty() {
                return Ok(None);
            }
            match read(line.trim()) {
                Ok(answer) => return Ok(Some(answer)),
                Err(fault) => self.say(&fault)?,
            }
        }
    }

    fn say(&mut self, text: &Text) -> Result<(), Trouble> {
        writeln!(self.output, "{}", text.get(self.language))
            .map_err(|error| self.broken(&world::told(&error)))
    }

    fn broken(&self, why: &Text) -> Trouble {
        let text = Text::new(
            format!("frågorna avbröts ({}); inget är skrivet", why.sv),
            format!("the questions were broken off ({}); nothing is written", why.en),
        );
        Trouble::new(text, self.language)
    }
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;
    use crate::args::{Arguments, Command};

    /// The options after a conversation, and all that was asked.
    fn talk(typed: &[&str], answers: &str) -> (Result<InitOptions, ()>, String) {
        let arguments = Arguments::try_parse_from([&["samkoll", "init", "x"], typed].concat()).unwrap();
        let Command::Init(mut options) = arguments.command else { panic!("not init") };
        let mut output = Vec::new();
        let mut asker = Asker { input: &mut answers.as_bytes(), output: &mut output, language: Language::Sv };
        let done = asker.fill(&mut options).map(|()| options).map_err(|_| ());
        (done, String::from_utf8(output).unwrap())
    }

    #[test]
    fn every_answer_finds_its_place() {
        let answers = "Exempel\nStorby\nStorby\nLillby kommun\n\nRegion Exempel\n9+9\n2023-04-01\n\
            Storby=60; Lillby kommun=40\n2024\n2024-03-21\n\n";
        let (options, _) = talk(&[], answers);
        let options = options.unwrap();
        assert_eq!(options.name.as_deref(), Some("Exempel"));
        assert_eq!(options.seat.as_deref(), Some("Storby"));
        let names: Vec<(&str, MemberKind)> =
            options.members.iter().map(|it| (it.name.as_str(), it.kind)).collect();
        let expected = [
            ("Storby", MemberKind::Municipality),
            ("Lillby kommun", MemberKind::Municipality),
            ("Region Exempel", MemberKind::Region),
        ];
        assert_eq!(names, expected);
        assert_eq!(options.board.map(|it| (it.seats, it.substitutes)), Some((9, 9)));
        assert!(options.board_from.is_some() && options.key.len() == 2 && options.share.is_none());
        assert_eq!((options.first_year, options.meetings.len()), (Some(2024), 1));
    }

    #[test]
    fn an_answer_that_cannot_be_read_is_asked_for_again() {
        let (options, asked) =
            talk(&["--name", "X", "--seat", "Y"], "\n\nStorby\n\nRegion\n9\n9+9\n\n24\n2024\n2024-02-30\n\n");
        let options = options.unwrap();
        assert!(asked.contains("Det behövs ett svar här."), "{asked}");
        assert!(asked.contains("som 9+9") && asked.contains("fyra siffror"), "{asked}");
        assert!(asked.contains("ska finnas i kalendern"), "{asked}");
        assert!(!asked.contains("Vad heter"), "what was given is not asked for: {asked}");
        assert!(!asked.contains("Hur delar"), "one municipality shares with nobody: {asked}");
        assert!(options.meetings.is_empty() && options.board_from.is_none());
    }

    #[test]
    fn answers_that_end_too_soon_end_the_questions() {
        assert!(talk(&[], "Exempel\n").0.is_err());
    }
}
