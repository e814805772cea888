//! The command line in the language of its reader: its help, and what it says of arguments it cannot take.

mod swedish;

use std::error::Error as _;
use std::ffi::OsString;
use std::io::Write as _;
use std::{env, io};

use clap::builder::PossibleValue;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, ArgAction, Command, CommandFactory, FromArgMatches};
use samkoll::amount::Language;

use crate::args::Arguments;
use crate::output::Exit;
use crate::typed::Wrong;
use crate::world;

/// The arguments as typed; none when there is nothing more to do, with how that ended.
pub(crate) fn arguments() -> Result<Arguments, Exit> {
    let words: Vec<OsString> = env::args_os().collect();
    let typed: Vec<String> = words.iter().map(|word| word.to_string_lossy().into_owned()).collect();
    let language = language(&typed, world::variable);
    let words = for_the_parser(words);
    let read = match (read(Arguments::command(), &words), language) {
        // Only what is to be told needs its Swedish.
        (Err(_), Language::Sv) => read(in_swedish(Arguments::command()), &words),
        (read, _) => read,
    };
    read.map_err(|error| tell(&error, language))
}

fn read(mut command: Command, words: &[OsString]) -> Result<Arguments, clap::Error> {
    let matches = command.try_get_matches_from_mut(words)?;
    Arguments::from_arg_matches(&matches)
}

/// The whole command line with its texts in a language.
pub(crate) fn command(language: Language) -> Command {
    match language {
        Language::Sv => in_swedish(Arguments::command()),
        Language::En => Arguments::command(),
    }
}

/// The machine's language: Swedish unless it is English.
pub(crate) fn of_the_machine() -> Language {
    machine(world::variable)
}

/// `samkoll` alone is `samkoll check`: its first screen. `samkoll help check --lang en` has said its language: the
/// parser takes only names of commands after `help`.
fn for_the_parser(mut words: Vec<OsString>) -> Vec<OsString> {
    if words.len() == 1 {
        words.push("check".into());
    }
    if words.get(1).is_some_and(|word| word == "help") {
        let after = |word: &OsString| word.to_string_lossy().starts_with("--lang");
        words.truncate(words.iter().position(after).unwrap_or(words.len()));
    }
    words
}

/// The language asked for, wherever that stands, or else the machine's; Swedish unless that is English.
fn language(typed: &[String], variable: impl Fn(&str) -> Option<String>) -> Language {
    let mut words = typed.iter().skip(1).take_while(|word| *word != "--");
    while let Some(word) = words.next() {
        let asked = match word.as_str() {
            "--lang" => words.next().map(String::as_str),
            word => word.strip_prefix("--lang="),
        };
        match asked {
            Some("sv") => return Language::Sv,
            Some("en") => return Language::En,
            _ => (),
        }
    }
    machine(variable)
}

fn machine(variable: impl Fn(&str) -> Option<String>) -> Language {
    match ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().find_map(variable) {
        Some(word) if word.to_lowercase().starts_with("en") => Language::En,
        _ => Language::Sv,
    }
}

/// Shows help or says what is wrong; help that was asked for goes to stdout.
fn tell(error: &clap::Error, language: Language) -> Exit {
    // A reader that has gone away is no error.
    let _ = match language {
        Language::Sv if !is_help(error) => writeln!(io::stderr(), "samkoll: {}", fault(error)),
        _ => error.print(),
    };
    if error.exit_code() == 0 { Exit::Clean } else { Exit::CannotRun }
}

/// Whether the parser shows its help and finds no fault.
fn is_help(error: &clap::Error) -> bool {
    matches!(
        error.kind(),
        ErrorKind::DisplayHelp
            | ErrorKind::DisplayVersion
            | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand
    )
}

/// The same command with every text in Swedish.
fn in_swedish(command: Command) -> Command {
    let mut probe = dressed(command.clone(), "");
    probe.build();
    let mut command = with_usage(dressed(command, ""), &mut probe);
    command.build();
    help_on_help(command)
}

const TEMPLATE: &str = "{before-help}{about-with-newline}\nAnvändning: {usage}\n\n{all-args}{after-help}";

/// A command's own texts and those of its arguments, and so on down.
fn dressed(command: Command, path: &str) -> Command {
    let texts = swedish::command(path);
    let is_top = path.is_empty();
    let command = command
        .about(texts.about)
        .help_template(TEMPLATE)
        .subcommand_help_heading("Kommandon")
        .subcommand_value_name("KOMMANDO")
        .disable_help_flag(true)
        .disable_version_flag(true)
        .mut_args(|arg| argument(arg, path))
        .mut_subcommands(|inner| {
            let name = inner.get_name().to_owned();
            dressed(inner, &if is_top { name } else { format!("{path}/{name}") })
        })
        .arg(flag("help", 'h', "Visa hjälpen", ArgAction::Help));
    let command = if texts.after.is_empty() { command } else { command.after_help(texts.after) };
    if is_top { command.arg(flag("version", 'V', "Visa versionen", ArgAction::Version)) } else { command }
}

const FLAGS: &str = "Flaggor";

fn flag(name: &'static str, short: char, help: &'static str, action: ArgAction) -> Arg {
    Arg::new(name).long(name).short(short).help(help).action(action).help_heading(FLAGS).display_order(1000)
}

/// An argument's texts. The notes on its values are written out here: the parser's own are English.
fn argument(arg: Arg, path: &str) -> Arg {
    let id = arg.get_id().as_str().to_owned();
    let text = swedish::argument(path, &id);
    let takes_values = arg.get_action().takes_values();
    let values: Vec<PossibleValue> = match takes_values {
        true => arg.get_possible_values().into_iter().filter(|value| !value.is_hide_set()).collect(),
        false => Vec::new(),
    };
    let defaults: Vec<String> =
        arg.get_default_values().iter().map(|value| value.to_string_lossy().into_owned()).collect();
    let default = match defaults.as_slice() {
        [] => String::new(),
        _ => format!("[förval: {}]", defaults.join(" ")),
    };
    let choices: Vec<&str> = values.iter().map(PossibleValue::get_name).collect();
    let choices = if choices.is_empty() { String::new() } else { format!("[välj: {}]", choices.join(", ")) };
    let short = [text, &default, &choices].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>();
    let explains = values.iter().any(|value| value.get_help().is_some());
    let names: Option<Vec<&'static str>> =
        arg.get_value_names().map(|names| names.iter().map(|name| swedish::value_name(name)).collect());
    let heading = if arg.is_positional() { "Argument" } else { FLAGS };
    let mut arg = arg.help(short.join(" ")).help_heading(heading);
    if takes_values {
        arg = arg.hide_default_value(true).hide_possible_values(true);
        arg = names.into_iter().fold(arg, Arg::value_names);
    }
    if !explains {
        return arg;
    }
    let default = if default.is_empty() { String::new() } else { format!("\n\n{default}") };
    let lines: Vec<String> = values.iter().map(|value| choice(&id, value)).collect();
    arg.long_help(format!("{text}\n\nVälj:\n{}{default}", lines.join("\n")))
}

/// A line on one of the values; its name alone when that speaks for itself.
fn choice(id: &str, value: &PossibleValue) -> String {
    let name = value.get_name();
    match value.get_help() {
        Some(_) => format!("- {name}: {}", swedish::value(id, name)),
        None => format!("- {name}"),
    }
}

/// How each command is used, as the parser works it out, with its English words in Swedish.
fn with_usage(command: Command, built: &mut Command) -> Command {
    let usage = built.render_usage().to_string();
    let usage = usage.strip_prefix("Usage: ").unwrap_or(&usage).replace("[OPTIONS]", "[FLAGGOR]");
    command.override_usage(usage).mut_subcommands(|inner| {
        let name = inner.get_name().to_owned();
        match built.find_subcommand_mut(&name) {
            Some(built) => with_usage(inner, built),
            None => inner,
        }
    })
}

/// The command `help`, which the parser adds by itself.
fn help_on_help(command: Command) -> Command {
    command.mut_subcommands(|inner| match inner.get_name() {
        "help" => inner.about("Visa hjälpen om ett kommando"),
        _ => help_on_help(inner),
    })
}

/// What is wrong with the arguments, in Swedish.
fn fault(error: &clap::Error) -> String {
    let mut text = what(error);
    if let Some(near) =
        [ContextKind::SuggestedSubcommand, ContextKind::SuggestedArg, ContextKind::SuggestedValue]
            .into_iter()
            .find_map(|kind| nearest(error, kind))
    {
        text.push_str(&format!("; menade du `{near}`?"));
    }
    if let Some(usage) = error.get(ContextKind::Usage).map(ToString::to_string) {
        let usage = usage.strip_prefix("Usage: ").unwrap_or(&usage).to_owned();
        text.push_str(&format!("\n\nAnvändning: {usage}"));
    }
    text + "\n\nMer hjälp finns med --help."
}

/// Said where there is no better word.
const UNREADABLE: &str = "argumenten går inte att läsa";

fn what(error: &clap::Error) -> String {
    let get = |kind| error.get(kind).map(ToString::to_string).unwrap_or_default();
    // A command where none can be, beside a flag, is what is wrong as an argument would be.
    let command = get(ContextKind::InvalidSubcommand);
    let argument = Some(get(ContextKind::InvalidArg)).filter(|it| !it.is_empty()).unwrap_or(command);
    let value = get(ContextKind::InvalidValue);
    match error.kind() {
        ErrorKind::InvalidSubcommand => format!("okänt kommando `{argument}`"),
        ErrorKind::UnknownArgument => format!("okänt argument `{argument}`"),
        ErrorKind::InvalidValue if value.is_empty() => {
            format!("`{argument}` behöver ett värde{}", allowed(error))
        }
        ErrorKind::InvalidValue => format!("`{value}` går inte att ange för `{argument}`{}", allowed(error)),
        ErrorKind::ValueValidation => {
            let why = error.source().and_then(|source| source.downcast_ref::<Wrong>());
            let why = why.map(|wrong| format!(": {}", wrong.0.sv)).unwrap_or_default();
            format!("`{value}` går inte att läsa för `{argument}`{why}")
        }
        ErrorKind::MissingRequiredArgument => format!("det här saknas: {argument}"),
        ErrorKind::MissingSubcommand => "ett kommando saknas".to_owned(),
        ErrorKind::ArgumentConflict if get(ContextKind::PriorArg) == argument => {
            format!("`{argument}` kan bara anges en gång")
        }
        ErrorKind::ArgumentConflict => {
            format!("`{argument}` går inte att ange tillsammans med `{}`", get(ContextKind::PriorArg))
        }
        ErrorKind::TooManyValues => format!("`{value}` är ett värde för mycket för `{argument}`"),
        ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues => {
            format!("fel antal värden för `{argument}`")
        }
        ErrorKind::NoEquals => format!("`{argument}` skrivs med likhetstecken före värdet"),
        ErrorKind::InvalidUtf8 => "ett argument är inte text i UTF-8".to_owned(),
        _ => UNREADABLE.to_owned(),
    }
}

/// The values an argument takes, when they can be counted.
fn allowed(error: &clap::Error) -> String {
    match error.get(ContextKind::ValidValue) {
        Some(ContextValue::Strings(values)) if !values.is_empty() => {
            format!(
                "; här går {}",
                values.iter().map(|value| format!("`{value}`")).collect::<Vec<_>>().join(", ")
            )
        }
        _ => String::new(),
    }
}

fn nearest(error: &clap::Error, kind: ContextKind) -> Option<String> {
    match error.get(kind)? {
        ContextValue::String(word) => Some(word.clone()),
        // They come with the nearest last.
        ContextValue::Strings(words) => words.last().cloned(),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every command, argument, value name and value has its Swedish, and no Swedish is for nothing.
    #[test]
    fn every_text_has_its_swedish() {
        let (mut missing, mut used) = (Vec::new(), Vec::new());
        walk(&Arguments::command(), "", &mut missing, &mut used);
        assert!(missing.is_empty(), "without Swedish in help/swedish.rs:\n{}", missing.join("\n"));
        let idle: Vec<&str> = swedish::keys().filter(|key| !used.iter().any(|it| it == key)).collect();
        assert!(idle.is_empty(), "Swedish for nothing: {idle:?}");
    }

    fn walk(command: &Command, path: &str, missing: &mut Vec<String>, used: &mut Vec<String>) {
        let mut look = |key: Option<&'static str>, what: String| match key {
            Some(key) => used.push(key.to_owned()),
            None => missing.push(what),
        };
        look(swedish::command_key(path), format!("the command `{path}`"));
        let texts = swedish::command(path);
        if command.get_after_help().is_some() == texts.after.is_empty() {
            look(None, format!("the last words of `{path}`"));
        }
        for arg in command.get_arguments() {
            let id = arg.get_id().as_str();
            look(swedish::argument_key(path, id), format!("the argument `{path}/{id}`"));
            if !arg.get_action().takes_values() {
                continue;
            }
            for name in arg.get_value_names().unwrap_or_default() {
                look(swedish::value_name_key(name), format!("the value name {name}"));
            }
            for value in arg.get_possible_values().iter().filter(|value| value.get_help().is_some()) {
                let name = value.get_name();
                look(swedish::value_key(id, name), format!("the value `{id}/{name}`"));
            }
        }
        for inner in command.get_subcommands() {
            let name = inner.get_name();
            walk(
                inner,
                &if path.is_empty() { name.to_owned() } else { format!("{path}/{name}") },
                missing,
                used,
            );
        }
    }

    #[test]
    fn the_language_is_the_one_asked_for_or_the_machines() {
        let of = |typed: &[&str], set: &[(&str, &str)]| {
            let typed: Vec<String> = typed.iter().map(|&word| word.to_owned()).collect();
            language(&typed, |name| {
                set.iter().find(|(it, _)| *it == name).map(|(_, value)| (*value).to_owned())
            })
        };
        let (sv, en) = (Language::Sv, Language::En);
        for (typed, set, expected, why) in [
            (vec!["samkoll"], vec![], sv, "unset"),
            (vec!["samkoll"], vec![("LANG", "C")], sv, "C"),
            (vec!["samkoll"], vec![("LANG", "POSIX")], sv, "POSIX"),
            (vec!["samkoll"], vec![("LANG", "de_DE.UTF-8")], sv, "neither"),
            (vec!["samkoll"], vec![("LANG", "en_GB.UTF-8")], en, "English"),
            (vec!["samkoll"], vec![("LANG", "en_GB"), ("LC_ALL", "sv_SE")], sv, "LC_ALL comes first"),
            (
                vec!["samkoll"],
                vec![("LANG", "sv_SE"), ("LC_MESSAGES", "en_US")],
                en,
                "LC_MESSAGES before LANG",
            ),
            (vec!["samkoll", "--lang", "sv"], vec![("LANG", "en")], sv, "asked for"),
            (vec!["samkoll", "check", "--help", "--lang=en"], vec![("LANG", "sv")], en, "asked for, last"),
            (vec!["samkoll", "--lang", "fr"], vec![("LANG", "en")], en, "not to be had"),
            (vec!["samkoll", "--", "--lang=en"], vec![], sv, "no option any more"),
        ] {
            assert_eq!(of(&typed, &set), expected, "{why}");
        }
    }

    /// Whatever is typed is read alike in both languages, or refused in both and told of.
    #[test]
    fn arguments_drawn_by_lot_are_read_or_told_of() {
        let (english, swedish) = (Arguments::command(), in_swedish(Arguments::command()));
        let mut drawn = 20_240_322_u64;
        let mut below = |limit: usize| {
            drawn = drawn.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            usize::try_from(drawn >> 33).unwrap() % limit
        };
        let (mut taken, mut kinds) = (0, Vec::new());
        for _ in 0..600 {
            let line = for_the_parser(line(&english, &mut below));
            match (read(english.clone(), &line), read(swedish.clone(), &line)) {
                (Ok(_), Ok(_)) => taken += 1,
                (Err(english), Err(swedish)) => {
                    assert_eq!(english.kind(), swedish.kind(), "{line:?}");
                    let told = is_help(&swedish) || what(&swedish) != UNREADABLE;
                    assert!(told, "{line:?}: {english}");
                    kinds.push(format!("{:?}", swedish.kind()));
                }
                (english, _) => panic!("read in one language alone ({}): {line:?}", english.is_ok()),
            }
        }
        kinds.sort();
        kinds.dedup();
        assert!(taken > 30 && kinds.len() > 8, "{taken} taken, {kinds:?}");
    }

    /// A line of a command's own flags and values, and now and then of anything.
    fn line(top: &Command, below: &mut impl FnMut(usize) -> usize) -> Vec<OsString> {
        let (mut command, mut line) = (top, vec!["samkoll".into()]);
        while command.has_subcommands() && below(8) > 0 {
            command = command.get_subcommands().nth(below(command.get_subcommands().count())).unwrap();
            line.push(command.get_name().into());
        }
        let arguments: Vec<&Arg> = command.get_arguments().collect();
        for _ in 0..below(6) {
            let arg = arguments.get(below(arguments.len().saturating_add(1))).filter(|_| below(10) > 0);
            line.extend(arg.and_then(|arg| arg.get_long()).map(|long| format!("--{long}").into()));
            let values = arg.map(|arg| arg.get_possible_values()).unwrap_or_default();
            match arg.is_some_and(|arg| !arg.get_action().takes_values()) {
                true => (),
                false if !values.is_empty() && below(4) > 0 => {
                    line.push(values[below(values.len())].get_name().into());
                }
                false if below(40) == 0 => line.push(not_text()),
                false => line.push(VALUES[below(VALUES.len())].into()),
            }
        }
        line
    }

    /// What may stand on a command line, whichever command it is for.
    const VALUES: &[&str] = &[
        "",
        "-",
        "--",
        "---",
        "=",
        "-o",
        "-ox",
        "-h",
        "-V",
        "--lang=sv",
        "--lang=",
        "--as-of=2024-02-30",
        "--quiet=1",
        "--frobnicate",
        "frobnicate",
        "2023",
        "2024",
        "2024-03-22",
        "2024-13-01",
        "+262143-01-01",
        "-1",
        "99999999999999999999",
        "9+9",
        "9+",
        "Storby kommun",
        "Storby kommun=60",
        "=60",
        "Storby=1e9",
        "0,5",
        "50 000",
        "1e5",
        "30d",
        "none",
        "30d,none",
        "ci",
        "Ci",
        "./x",
        "../x",
        "nowhere/x.toml",
        "x\0y",
        "å",
        "a\u{30a}",
        "\u{202e}x",
        "\u{1b}[2J",
        "\n",
        " ",
        "💥",
        "*",
        "{sv}",
        "%s",
    ];

    #[cfg(unix)]
    fn not_text() -> OsString {
        std::os::unix::ffi::OsStringExt::from_vec(b"--as-of=\xff".to_vec())
    }

    #[cfg(not(unix))]
    fn not_text() -> OsString {
        "--as-of=\u{fffd}".into()
    }

    #[test]
    fn the_parser_finds_no_fault_with_either() {
        Arguments::command().debug_assert();
        in_swedish(Arguments::command()).debug_assert();
    }
}
