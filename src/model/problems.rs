//! The words of every problem found while reading the files.

mod family;
mod numbers;
mod own;
mod places;

use chrono::NaiveDate;
use rust_decimal::Decimal;

use crate::amount::{Language, Quantity, Text, Unit};
use crate::diagnostic::{Code, Guesses, Problem};
use crate::source::{Span, Spanned, SyntaxError};

pub(crate) use family::{family_ties_nothing, one_star, parts_are_two, relation_of_some_years};
pub(crate) use numbers::{
    bad_number, between_steps, far_off, no_offset, no_paragraph, no_whole_number, parts_of_persons,
};
pub(crate) use own::{
    name_of_the_standard, replaces_nothing, rule_or_family, set_aside_twice, unknown_family,
    unknown_parameter, unknown_rule,
};
pub(crate) use places::{bad_place, place_of_no_cell};

pub(crate) fn syntax(error: &SyntaxError, line: &str) -> Problem {
    let problem = Problem::at(
        Code::Syntax,
        error.span,
        Text::new(
            format!("texten är inte giltig TOML: {}", in_swedish(&error.message)),
            format!("the text is not valid TOML: {}", error.message),
        ),
    );
    match syntax_help(&error.message, line) {
        Some(help) => problem.help(help),
        None => problem,
    }
}

/// What the parser says, by how it begins. What it may say besides is told at its place, without its words.
const SYNTAX: &[(&str, &str)] = &[
    ("duplicate key", "samma nyckel står två gånger"),
    ("cannot recurse", "för djup nästling"),
    ("recursion limit", "för djup nästling"),
    ("key with no value", "nyckeln har inget värde"),
    ("missing value", "värdet saknas"),
    ("missing assignment", "`=` saknas efter nyckeln"),
    ("missing comma", "ett komma saknas"),
    ("missing opening quote", "ett citattecken saknas"),
    ("string values must be quoted", "text skrivs inom citattecken"),
    ("invalid basic string", "texten avslutas inte med ett citattecken"),
    ("invalid literal string", "texten avslutas inte med ett citattecken"),
    ("invalid string", "texten är fel skriven"),
    ("invalid multi-line", "texten i flera rader avslutas inte"),
    (
        "invalid unquoted key",
        "nyckeln har tecken som den inte kan ha; a–z, 0–9, `-` och `_` går utan citattecken",
    ),
    ("unquoted keys cannot be empty", "nyckeln saknas före `=`"),
    ("invalid key", "nyckeln är fel skriven"),
    ("invalid boolean", "värdet är fel skrivet; ja och nej skrivs true och false"),
    ("invalid date", "dagen finns inte"),
    ("invalid datetime", "dagen är fel skriven"),
    ("invalid year", "dagen är fel skriven"),
    ("invalid month", "månaden finns inte"),
    ("invalid day", "dagen finns inte"),
    ("unexpected leading zero", "ett tal börjar inte med noll"),
    ("invalid integer", "talet är fel skrivet"),
    ("invalid float", "talet är fel skrivet"),
    ("invalid fraction", "talet är fel skrivet"),
    ("invalid table", "tabellens rubrik är fel skriven"),
    ("unclosed table", "tabellens rubrik avslutas inte med `]`"),
    ("unclosed array table", "tabellens rubrik avslutas inte med `]]`"),
    ("unclosed array", "listan avslutas inte med `]`"),
    ("unclosed inline table", "tabellen avslutas inte med `}`"),
    ("unexpected key or value", "här står något mer på raden; en nyckel per rad"),
    ("unexpected content", "här står något som inte hör dit"),
    ("carriage return", "radslutet är trasigt"),
];

fn in_swedish(message: &str) -> &'static str {
    let known = SYNTAX.iter().find(|(begins, _)| message.starts_with(begins));
    known.map_or("så här kan det inte stå", |(_, words)| words)
}

/// What people mean when they write what TOML does not read.
fn syntax_help(message: &str, line: &str) -> Option<Text> {
    let value = line.split_once('=').map_or("", |(_, value)| value).trim();
    let digits = value.starts_with(|c: char| c.is_ascii_digit() || c == '-' || c == '−');
    if message.contains("duplicate key") {
        return Some(Text::new(
            "samma nyckel får stå en gång i en tabell",
            "a key may stand once in a table",
        ));
    }
    if message.contains("recurs") {
        return Some(Text::new(
            "filen är nästlad djupare än programmet läser",
            "the file is nested deeper than the program reads",
        ));
    }
    if digits && value.matches('-').count() == 2 && value.len() >= 8 {
        return Some(Text::new(
            "ett datum skrivs som 2024-03-22 och ska finnas i kalendern",
            "a date is written 2024-03-22 and must exist in the calendar",
        ));
    }
    (digits && value.contains([',', '.', ' ', '\u{a0}'])).then(|| {
        Text::new(
            "skriv tal med punkt för decimaler och `_` för tusental: 1_234.5",
            "write numbers with a point for decimals and `_` for thousands: 1_234.5",
        )
    })
}

pub(crate) fn empty_file(span: Span) -> Problem {
    Problem::at(Code::EmptyFile, span, Text::new("filen är tom", "the file is empty")).help(Text::new(
        "ta bort filen, eller skriv det den ska innehålla",
        "remove the file, or write what it is meant to hold",
    ))
}

pub(crate) fn unknown_key(guesses: &Guesses, span: Span, key: &str, known: &[&str]) -> Problem {
    Problem::at(
        Code::UnknownKey,
        span,
        Text::new(format!("nyckeln `{key}` finns inte här"), format!("there is no key `{key}` here")),
    )
    .suggest_of(guesses, key, known.iter().copied())
}

pub(crate) fn missing_key(span: Span, key: &str) -> Problem {
    Problem::at(
        Code::MissingKey,
        span,
        Text::new(format!("nyckeln `{key}` saknas"), format!("the key `{key}` is missing")),
    )
}

pub(crate) fn not_compared(span: Span, key: &str) -> Problem {
    let expected = Text::new(
        "en text, ett tal, en dag eller en lista med texter",
        "a text, a number, a day or a list of texts",
    );
    wrong_type(span, key, &expected)
}

pub(crate) fn counts_nothing(span: Span) -> Problem {
    Problem::at(
        Code::MissingKey,
        span,
        Text::new("det står inte vad antalet gäller", "it does not say what the number counts"),
    )
    .help(Text::new(
        "en av `listed`, `parts`, `members`, `initiatives`, `parties`, `meetings` och `goals`",
        "one of `listed`, `parts`, `members`, `initiatives`, `parties`, `meetings` and `goals`",
    ))
}

pub(crate) fn wrong_type(span: Span, key: &str, expected: &Text) -> Problem {
    Problem::at(
        Code::WrongType,
        span,
        Text::new(
            format!("`{key}` har ett värde av fel slag"),
            format!("`{key}` has a value of the wrong type"),
        ),
    )
    .help(Text::new(format!("här ska stå {}", expected.sv), format!("expected {}", expected.en)))
}

/// What numbers are rounded to, which is round itself.
pub(crate) fn no_step(span: Span) -> Problem {
    let text = Text::new("till det här avrundas inga tal", "no numbers are rounded to this");
    Problem::at(Code::BadNumber, span, text).help(Text::new(
        "steget är 1, 2, 5 eller 25, med nollor efter eller delat med tio: 1_000, 0.5",
        "the step is 1, 2, 5 or 25, with zeros after it or divided by ten: 1_000, 0.5",
    ))
}

pub(crate) fn bad_date(span: Span, key: &str) -> Problem {
    Problem::at(
        Code::BadDate,
        span,
        Text::new(
            format!("`{key}` är inte ett datum som finns"),
            format!("`{key}` is not a date that exists"),
        ),
    )
    .help(Text::new(
        "ett datum skrivs som 2024-03-22, utan citattecken",
        "a date is written 2024-03-22, without quotes",
    ))
}

pub(crate) fn unknown_value(span: Span, written: &str, known: &[&'static str]) -> Problem {
    Problem::at(
        Code::UnknownValue,
        span,
        Text::new(format!("`{written}` går inte att välja här"), format!("`{written}` is not a choice here")),
    )
    .suggest(written, known.iter().copied())
}

pub(crate) fn bad_id(span: Span, written: &str) -> Problem {
    Problem::at(
        Code::BadId,
        span,
        Text::new(format!("`{written}` duger inte som id"), format!("`{written}` is not an id")),
    )
    .help(Text::new(
        "ett id är små bokstäver a–z, siffror och bindestreck",
        "an id is lower-case letters a–z, digits and hyphens",
    ))
}

pub(crate) fn reserved_id(span: Span, id: &str) -> Problem {
    Problem::at(
        Code::BadId,
        span,
        Text::new(
            format!("`{id}` är ett ord för en roll eller för flera, och kan inte vara ett id"),
            format!("`{id}` is a word for a role or for several, and cannot be an id"),
        ),
    )
    .help(Text::new(
        format!("välj ett annat id, och skriv role = \"{id}\" om det är vad organet är till för"),
        format!("choose another id, and write role = \"{id}\" if that is what the body is for"),
    ))
}

pub(crate) fn duplicate_id(span: Span, id: &str, first: Span) -> Problem {
    Problem::at(
        Code::DuplicateId,
        span,
        Text::new(format!("`{id}` finns redan"), format!("`{id}` already exists")),
    )
    .related(first, Text::new("den första", "the first"))
}

pub(crate) fn not_in_force(span: Span, law: &str, days: &Text) -> Problem {
    let text = Text::new(
        format!("{law} gällde inte alla dagar som den anges för"),
        format!("{law} was not in force on all the days it is cited of"),
    );
    Problem::at(Code::NotInForce, span, text).help(Text::new(
        format!("den gäller {}; ange vad som gällde dessförinnan med `formerly` och `to`", days.sv),
        format!("it is in force {}; say what held before with `formerly` and `to`", days.en),
    ))
}

pub(crate) fn counted_twice(span: Span, name: &str, first: Span) -> Problem {
    let text = Text::new(
        format!("`{name}` står redan i listan, och skulle räknas två gånger"),
        format!("`{name}` stands in the list already, and would count twice"),
    );
    Problem::at(Code::DuplicateId, span, text).related(first, Text::new("den första", "the first"))
}

pub(crate) fn unknown<'a>(
    guesses: &Guesses,
    code: Code,
    span: Span,
    written: &str,
    what: &Text,
    known: impl IntoIterator<Item = &'a str>,
) -> Problem {
    Problem::at(
        code,
        span,
        Text::new(
            format!("{} `{written}` finns inte", what.sv),
            format!("there is no {} `{written}`", what.en),
        ),
    )
    .suggest_of(guesses, written, known)
}

pub(crate) fn interval_reversed(span: Span) -> Problem {
    Problem::at(
        Code::IntervalReversed,
        span,
        Text::new("intervallet slutar innan det börjar", "the interval ends before it starts"),
    )
}

pub(crate) fn validity_overlap(span: Span, what: &str, other: Span) -> Problem {
    Problem::at(
        Code::ValidityOverlap,
        span,
        Text::new(
            format!("två versioner av `{what}` gäller samtidigt"),
            format!("two versions of `{what}` hold at the same time"),
        ),
    )
    .related(other, Text::new("den andra", "the other"))
}

pub(crate) fn validity_gap(span: Span, what: &str, other: Span) -> Problem {
    Problem::at(
        Code::ValidityGap,
        span,
        Text::new(
            format!("det finns dagar då ingen version av `{what}` gäller"),
            format!("there are days when no version of `{what}` holds"),
        ),
    )
    .related(other, Text::new("närmast före", "the one before"))
}

pub(crate) fn number_of_another(span: Span, number: &str, name: &str, public: &str) -> Problem {
    Problem::at(
        Code::NumberOfAnother,
        span,
        Text::new(
            format!("organisationsnumret `{number}` är inte numret för {name}"),
            format!("the organisation number `{number}` is not that of {name}"),
        ),
    )
    .help(Text::new(
        format!("{name} har {public} i det offentliga registret; skriv det här, och det tryckta på parten i överenskommelsen"),
        format!("{name} has {public} in the public register; write that here, and the printed one on the party of the agreement"),
    ))
}

pub(crate) fn bad_organisation_number(span: Span, number: &str) -> Problem {
    Problem::at(
        Code::BadOrganisationNumber,
        span,
        Text::new(
            format!("organisationsnumret `{number}` har fel kontrollsiffra eller form"),
            format!("the organisation number `{number}` has the wrong check digit or shape"),
        ),
    )
    .help(Text::new(
        "tio siffror, NNNNNN-NNNN, den sista en kontrollsiffra",
        "ten digits, NNNNNN-NNNN, the last a check digit",
    ))
}

pub(crate) fn unit_mismatch(span: Span, figure: &str, unit: &str, kind: &Text) -> Problem {
    Problem::at(
        Code::UnitMismatch,
        span,
        Text::new(
            format!("`{figure}` mäts i {} men tabellen är i `{unit}`", kind.sv),
            format!("`{figure}` measures {} but the table is in `{unit}`", kind.en),
        ),
    )
}

pub(crate) fn count_off(span: Span, stated: i64, found: usize) -> Problem {
    let text = Text::new(
        format!("tabellen ska ha {stated} celler men har {found}"),
        format!("the table should have {stated} cells but has {found}"),
    );
    counted_again(Problem::at(Code::CountOff, span, text)).as_warning()
}

pub(crate) fn list_count_off(span: Span, list: &str, stated: i64, found: usize) -> Problem {
    let text = Text::new(
        format!("listan `{list}` ska ha {stated} enligt `count` men har {found}"),
        format!("the list `{list}` should have {stated} by its `count` but has {found}"),
    );
    counted_again(Problem::at(Code::CountOff, span, text))
}

fn counted_again(problem: Problem) -> Problem {
    problem.help(Text::new(
        "räkna efter i källan: något kan ha fallit bort",
        "count in the source: something may have been lost",
    ))
}

pub(crate) fn not_waivable(span: Span, rule: &str) -> Problem {
    Problem::at(
        Code::NotWaivable,
        span,
        Text::new(
            format!("regeln `{rule}` går inte att besluta bort"),
            format!("the rule `{rule}` cannot be waived"),
        ),
    )
}

pub(crate) fn key_is_terms(span: Span) -> Problem {
    Problem::at(
        Code::UnknownKey,
        span,
        Text::new("nyckeln `standard` heter nu `terms`", "the key `standard` is now called `terms`"),
    )
    .help(Text::new(
        "skriv terms = \"…\", och kind = \"terms\" i filen med de gemensamma villkoren",
        "write terms = \"…\", and kind = \"terms\" in the file with the shared terms",
    ))
}

pub(crate) fn kind_is_terms(span: Span) -> Problem {
    Problem::at(
        Code::UnknownValue,
        span,
        Text::new("slaget `standard` heter nu `terms`", "the kind `standard` is now called `terms`"),
    )
    .help(Text::new("skriv kind = \"terms\"", "write kind = \"terms\""))
}

pub(crate) fn board_is_a_list(span: Span) -> Problem {
    Problem::at(
        Code::WrongType,
        span,
        Text::new(
            "en förbundsordning kan ha flera styrelser: `[board]` heter nu `[[board]]`",
            "a charter may have several boards: `[board]` is now `[[board]]`",
        ),
    )
    .help(Text::new(
        "skriv [[board]] med from (första dagen, om den är känd), seats och substitutes",
        "write [[board]] with from (the first day, if known), seats and substitutes",
    ))
}

pub(crate) fn two_boards_at_once(span: Span) -> Problem {
    Problem::at(
        Code::ValidityOverlap,
        span,
        Text::new("två styrelser har samma första dag", "two boards have the same first day"),
    )
    .help(Text::new(
        "varje [[board]] har sin egen `from`; en enda får sakna den",
        "each [[board]] has its own `from`; only one may lack it",
    ))
}

pub(crate) fn table_without_prints(
    span: Span,
    own: Option<&str>,
    figure: Span,
    likely: &str,
    words: &str,
) -> Problem {
    let text = match own {
        Some(own) => Text::new(
            format!("tabellen säger prints = \"{own}\", men siffrorna hör till en annan uppställning"),
            format!("the table says prints = \"{own}\", but its figures belong to another statement"),
        ),
        None => Text::new(
            "tabellen har siffror ur en uppställning men säger inte vad den är",
            "the table has figures of a statement but does not say what it prints",
        ),
    };
    Problem::at(Code::TableWithoutPrints, span, text)
        .related(figure, Text::new("hör till en uppställning", "belongs to a statement"))
        .help(Text::new(
            format!("skriv prints = \"{likely}\", eller det den är: {words}"),
            format!("write prints = \"{likely}\", or what it is: {words}"),
        ))
}

pub(crate) fn half_reported(span: Span) -> Problem {
    let text = Text::new(
        "tabellen säger med ett av orden, och inte med det andra, att den är redovisad till Försäkringskassan",
        "the table says by one of the words, and not by the other, that it is reported to Försäkringskassan",
    );
    Problem::at(Code::TableWithoutPrints, span, text).help(Text::new(
        "skriv kind = \"reported\" och prints = \"reported-to-fk\", eller inget av dem",
        "write kind = \"reported\" and prints = \"reported-to-fk\", or neither",
    ))
}

pub(crate) fn bad_digest(span: Span, written: &str) -> Problem {
    Problem::at(
        Code::BadDigest,
        span,
        Text::new(format!("`{written}` är ingen SHA-256-summa"), format!("`{written}` is no SHA-256 digest")),
    )
    .help(Text::new("64 siffror och bokstäver a–f", "64 digits and letters a–f"))
}

pub(crate) fn label_for_name(span: Span, label: &str, name: &str) -> Problem {
    Problem::at(
        Code::UnknownFigure,
        span,
        Text::new(
            format!("`{label}` är vad dokument trycker, inte siffrans namn"),
            format!("`{label}` is what documents print, not the figure's name"),
        ),
    )
    .help(Text::new(format!("skriv `{name}`"), format!("write `{name}`")))
}

pub(crate) fn no_whole(span: Span, sum: Decimal) -> Problem {
    let written = |language| Quantity::exact(sum, Unit::Share).written(language);
    Problem::at(
        Code::BadNumber,
        span,
        Text::new(
            format!("andelarna blir tillsammans {} och ska bli 1", written(Language::Sv)),
            format!("the shares come to {} and should come to 1", written(Language::En)),
        ),
    )
    .help(Text::new("60 procent skrivs 0.60", "60 per cent is written 0.60"))
}

pub(crate) fn out_of_range(span: Span, key: &str, least: i32, most: i32) -> Problem {
    Problem::at(
        Code::BadNumber,
        span,
        Text::new(
            format!("`{key}` ligger utanför {least}–{most}"),
            format!("`{key}` is outside {least}–{most}"),
        ),
    )
}

pub(crate) fn two_keys(span: Span, first: &str, second: &str, other: Span) -> Problem {
    Problem::at(
        Code::TwoKeys,
        span,
        Text::new(
            format!("`{first}` och `{second}` kan inte stå tillsammans"),
            format!("`{first}` and `{second}` cannot stand together"),
        ),
    )
    .related(other, Text::new("den andra", "the other"))
    .help(Text::new("bara en av dem gäller: stryk den andra", "only one of them counts: remove the other"))
}

pub(crate) fn bad_term(span: Span, written: &str) -> Problem {
    Problem::at(
        Code::BadReference,
        span,
        Text::new(format!("`{written}` är ingen siffra i ett år"), format!("`{written}` is no figure of a year")),
    )
    .help(Text::new(
        "skriv siffrans namn, `-namn` om den dras ifrån, och för ett annat år `namn@-1` med vanligt bindestreck och utan mellanslag",
        "write the figure's name, `-name` where it is taken away, and for another year `name@-1` with a plain hyphen and no space",
    ))
}

pub(crate) fn ratio_takes_two(span: Span, found: usize) -> Problem {
    Problem::at(
        Code::BadFormula,
        span,
        Text::new(
            format!("en kvot har två siffror, täljare och nämnare, men här står {found}"),
            format!("a ratio has two figures, numerator and denominator, but here are {found}"),
        ),
    )
}

pub(crate) fn sum_is_empty(span: Span) -> Problem {
    Problem::at(Code::BadFormula, span, Text::new("summan har inga poster", "the sum has no terms"))
}

pub(crate) fn odd_sign(span: Span, figure: &str, usual: &Text) -> Problem {
    let Text { sv, en } = usual;
    Problem::at(
        Code::OddSign,
        span,
        Text::new(format!("`{figure}` är i vanliga fall {sv}"), format!("`{figure}` is as a rule {en}")),
    )
    .as_warning()
    .help(Text::new(
        format!("trycks den i dokumentet med det andra tecknet: skriv negate = [\"{figure}\"] på tabellen; är talet rätt så, låt det stå"),
        format!("if the document prints it with the other sign, write negate = [\"{figure}\"] on the table; if the number is right, let it stand"),
    ))
}

pub(crate) fn relation_names_a_table(span: Span) -> Problem {
    Problem::at(
        Code::UnknownKey,
        span,
        Text::new("en relation pekar inte ut en tabell", "a relation does not name a table"),
    )
    .help(Text::new(
        "den prövas i varje tabell som har dess summa och dess poster; `prints` håller den till ett slags uppställning",
        "it is asked of every table that prints its total and its terms; `prints` keeps it to a kind of statement",
    ))
}

pub(crate) fn no_board(span: Span, likely: Option<&Spanned<String>>) -> Problem {
    let problem = Problem::at(
        Code::MissingRole,
        span,
        Text::new(
            "inget organ har rollen styrelse, så det som gäller styrelsen och dess möten går inte att pröva",
            "no body has the role of board, so what concerns the board and its meetings cannot be judged",
        ),
    )
    .as_warning();
    match likely {
        Some(id) => {
            problem.related(id.span, Text::new("är det den här?", "is it this one?")).help(Text::new(
                format!("skriv role = \"board\" på organisationen `{}`", id.value),
                format!("write role = \"board\" on the organisation `{}`", id.value),
            ))
        }
        None => problem.help(Text::new(
            "lägg till en [[organisation]] med kind = \"body\" och role = \"board\"",
            "add an [[organisation]] with kind = \"body\" and role = \"board\"",
        )),
    }
}

pub(crate) fn two_boards(span: Span, other: Span) -> Problem {
    Problem::at(
        Code::ValidityOverlap,
        span,
        Text::new("två organ har rollen styrelse samtidigt", "two bodies have the role of board at once"),
    )
    .related(other, Text::new("den andra", "the other"))
    .help(Text::new(
        "ge dem in_force som inte går i varandra, eller rollen åt en av dem",
        "give them in_force that do not overlap, or the role to one of them",
    ))
}

pub(crate) fn no_due_rule(span: Span) -> Problem {
    missing_key(span, "due").help(Text::new(
        "när ska det vara gjort? sätts ingen dag: due = { within = \"period\" }",
        "when must it be done? where no day is set: due = { within = \"period\" }",
    ))
}

pub(crate) fn due_does_not_fit(span: Span) -> Problem {
    Problem::at(
        Code::BadDueRule,
        span,
        Text::new(
            "förfalloregeln passar inte hur ofta skyldigheten återkommer",
            "the due rule does not fit how often the duty comes back",
        ),
    )
    .help(Text::new(
        "en dag på året hör till en period, `meeting` till det som återkommer vid varje möte",
        "a day of the year belongs to a period, `meeting` to what comes back at each meeting",
    ))
}

pub(crate) fn offset_out_of_range(span: Span, key: &str, least: i64, most: i64) -> Problem {
    Problem::at(
        Code::OffsetOutOfRange,
        span,
        Text::new(
            format!("`{key}` leder ut ur kalendern eller åt fel håll"),
            format!("`{key}` leads out of the calendar or the wrong way"),
        ),
    )
    .help(Text::new(format!("ett tal från {least} till {most}"), format!("a number from {least} to {most}")))
}

pub(crate) fn too_many_years(span: Span, most: i32) -> Problem {
    let text = Text::new(
        format!("intervallet är längre än {most} år"),
        format!("the interval is longer than {most} years"),
    );
    Problem::at(Code::OffsetOutOfRange, span, text)
}

pub(crate) fn no_such_period(span: Span, number: i64, most: i64) -> Problem {
    Problem::at(
        Code::BadNumber,
        span,
        Text::new(
            format!("året har ingen sådan period med nummer {number}"),
            format!("the year has no such period numbered {number}"),
        ),
    )
    .help(match most {
        0 => Text::new("det som återkommer så har inga nummer", "what comes back like this has no numbers"),
        _ => Text::new(format!("ett tal från 1 till {most}"), format!("a number from 1 to {most}")),
    })
}

pub(crate) fn bad_reference(span: Span, written: &str) -> Problem {
    Problem::at(
        Code::BadReference,
        span,
        Text::new(
            format!("`{written}` pekar inte ut en skyldighet"),
            format!("`{written}` does not point at a duty"),
        ),
    )
    .help(Text::new(
        "skriv `skyldighet`, `överenskommelse/skyldighet` eller, för ett annat år, `skyldighet@-1`",
        "write `duty`, `agreement/duty` or, for another year, `duty@-1`",
    ))
}

pub(crate) fn need_names_no_duty(span: Span, written: &str) -> Problem {
    bad_reference(span, written).help(Text::new(
        "skriv `överenskommelse/skyldighet`, som finsamlagen/budget; bara det som behövs kan ha ett annat år, @-1",
        "write `agreement/duty`, as finsamlagen/budget; only what is needed may be of another year, @-1",
    ))
}

pub(crate) fn evidence_does_not_fit(span: Span) -> Problem {
    Problem::at(
        Code::BadDueRule,
        span,
        Text::new(
            "det som visar att skyldigheten är fullgjord passar inte hur ofta den återkommer",
            "what shows that the duty was done does not fit how often it comes back",
        ),
    )
    .help(Text::new(
        "ett beslut gäller ett år eller fattas vid mötet; `meeting` hör till det som återkommer vid varje möte",
        "a decision is for a year or taken at the meeting; `meeting` belongs to what comes back at each meeting",
    ))
}

pub(crate) fn no_due_words(span: Span) -> Problem {
    missing_key(span, "after").help(Text::new(
        "skriv `on` för en dag, `within` för perioden, eller `after` eller `before` för en dag räknad från något",
        "write `on` for a day, `within` for the period, or `after` or `before` for a day reckoned from something",
    ))
}

pub(crate) fn empty_list(span: Span, key: &str) -> Problem {
    let text = Text::new(
        format!("`{key}` är en tom lista: stryk den, eller skriv vad som ska stå där"),
        format!("`{key}` is an empty list: remove it, or write what is to stand there"),
    );
    Problem::at(Code::MissingKey, span, text)
}

pub(crate) fn empty_text(span: Span, key: &str) -> Problem {
    Problem::at(Code::MissingKey, span, Text::new(format!("`{key}` är tom"), format!("`{key}` is empty")))
}

pub(crate) fn no_rate(span: Span) -> Problem {
    Problem::at(
        Code::BadNumber,
        span,
        Text::new("andelen ligger inte mellan 0 och 1", "the share is not between 0 and 1"),
    )
    .help(Text::new("15 procent skrivs 0.15", "15 per cent is written 0.15"))
}

pub(crate) fn steps_out_of_order(span: Span) -> Problem {
    Problem::at(
        Code::IntervalReversed,
        span,
        Text::new(
            "trappans steg går inte uppåt: varje `to` är större än det förra, och bara det sista saknar `to`",
            "the steps do not rise: each `to` is larger than the one before, and only the last has none",
        ),
    )
}

pub(crate) fn less_than(span: Span, key: &str, least: i64) -> Problem {
    Problem::at(
        Code::BadNumber,
        span,
        Text::new(format!("`{key}` är mindre än {least}"), format!("`{key}` is less than {least}")),
    )
}

pub(crate) fn before_what_it_follows(span: Span, day: NaiveDate, earlier: &Spanned<NaiveDate>) -> Problem {
    let before = earlier.value;
    Problem::at(
        Code::IntervalReversed,
        span,
        Text::new(
            format!("{day} ligger före {before}, som måste komma först"),
            format!("{day} is before {before}, which must come first"),
        ),
    )
    .related(earlier.span, Text::new("den dagen", "that day"))
}

pub(crate) fn delivery_shows_nothing(duty: &Spanned<String>, shown_by: &Text) -> Problem {
    let (id, Text { sv, en }) = (&duty.value, shown_by);
    let message = Text::new(
        format!("ingen leverans visar `{id}`, som är lagens: det gör {sv}"),
        format!("no delivery shows `{id}`, which is the law’s: {en} does"),
    );
    Problem::at(Code::DeliveryShowsNothing, duty.span, message)
}

pub(crate) fn never_in_force(span: Span, agreement: Span) -> Problem {
    let text = Text::new(
        "skyldigheten gäller aldrig medan överenskommelsen gör det",
        "the duty never holds while the agreement does",
    );
    Problem::at(Code::IntervalReversed, span, text).related(agreement, Text::new("gäller då", "holds then"))
}

pub(crate) fn less_than_one(span: Span, key: &str) -> Problem {
    Problem::at(
        Code::BadNumber,
        span,
        Text::new(format!("`{key}` är mindre än ett"), format!("`{key}` is less than one")),
    )
    .help(Text::new("ett heltal, minst 1", "a whole number, at least 1"))
}
