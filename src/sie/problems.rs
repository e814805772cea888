//! What is wrong with a ledger file, in words: each at its line, with what was expected.

use chrono::NaiveDate;

use crate::amount::Text;
use crate::diagnostic::{Code, Problem};
use crate::limits;
use crate::source::Span;

fn of_file(path: &str, sv: &str, en: &str) -> Problem {
    let message = Text::new(format!("`{path}` {sv}"), format!("`{path}` {en}"));
    Problem::of_file(Code::LedgerRefused, path, message)
}

pub(super) fn too_large(path: &str, bytes: usize) -> Problem {
    let most = limits::LEDGER;
    let (sv, en) = (
        format!("är för stor: {bytes} byte, och högst {most} läses"),
        format!("is too large: {bytes} bytes, and at most {most} are read"),
    );
    of_file(path, &sv, &en)
}

pub(super) fn too_many_lines(path: &str) -> Problem {
    let most = limits::LEDGER_LINES;
    let (sv, en) = (format!("har fler än {most} rader"), format!("has more than {most} lines"));
    of_file(path, &sv, &en)
}

pub(super) fn empty(path: &str) -> Problem {
    of_file(path, "är tom", "is empty").help(export_again())
}

pub(super) fn no_text(path: &str) -> Problem {
    of_file(
        path,
        "är ingen SIE-fil: den är inte text, eller text med två byte för varje tecken",
        "is no SIE file: it is no text, or text with two bytes to a letter",
    )
    .help(export_again())
}

fn export_again() -> Text {
    Text::new(
        "ta ut filen ur ekonomisystemet på nytt, som SIE typ 4 (eller 1, 2 eller 3)",
        "export the file from the accounting program again, as SIE type 4 (or 1, 2 or 3)",
    )
}

fn refused(span: Span, sv: impl Into<String>, en: impl Into<String>) -> Problem {
    Problem::at(Code::LedgerRefused, span, Text::new(sv, en))
}

pub(super) fn no_sie(span: Span) -> Problem {
    refused(
        span,
        "det här är ingen SIE-fil: den första raden börjar inte med #",
        "this is no SIE file: its first line does not begin with #",
    )
    .help(export_again())
}

pub(super) fn import_only(span: Span) -> Problem {
    refused(
        span,
        "filen är av typ 4I: den bär verifikationer in i ett ekonomisystem och har inga saldon",
        "the file is of type 4I: it carries vouchers into an accounting program and has no balances",
    )
    .help(export_again())
}

pub(super) fn no_such_type(span: Span) -> Problem {
    refused(span, "typen av SIE-fil är okänd", "the type of SIE file is not known")
        .help(Text::new("här kan stå 1, 2, 3 eller 4", "expected 1, 2, 3 or 4"))
}

pub(super) fn other_currency(span: Span, currency: &str) -> Problem {
    refused(
        span,
        format!("bokföringen är i {currency}, inte i kronor"),
        format!("the ledger is in {currency}, not in kronor"),
    )
    .help(Text::new("här kan stå SEK", "expected SEK"))
}

pub(super) fn no_closing_sum(span: Span) -> Problem {
    refused(
        span,
        "filen är avhuggen: den börjar räkna en kontrollsumma här, men summan står inte i slutet",
        "the file is cut off: it begins to reckon a checksum here, but the sum does not stand at its end",
    )
    .help(export_again())
}

pub(super) fn voucher_left_open(span: Span) -> Problem {
    refused(
        span,
        "filen är avhuggen: verifikationens rader börjar här och slutar aldrig",
        "the file is cut off: the rows of the voucher begin here and never end",
    )
    .help(Text::new("raderna slutar med } på en egen rad", "the rows end with } on a line of its own"))
}

pub(super) fn too_many_accounts(span: Span) -> Problem {
    let (most, balances) = (limits::LEDGER_ACCOUNTS, limits::LEDGER_BALANCES);
    refused(
        span,
        format!("filen har fler konton eller objekt än {most}, eller fler saldon av dem än {balances}"),
        format!(
            "the file has more accounts or objects than {most}, or more balances of them than {balances}"
        ),
    )
}

fn bad(span: Span, sv: impl Into<String>, en: impl Into<String>) -> Problem {
    Problem::at(Code::BadLedger, span, Text::new(sv, en))
}

pub(super) fn no_record(span: Span) -> Problem {
    bad(span, "raden är ingen post", "the line is no record").help(Text::new(
        "en rad börjar med # och en etikett, eller är { eller } ensam",
        "a line begins with # and a label, or is { or } alone",
    ))
}

pub(super) fn missing(span: Span, label: &str, what: &Text) -> Problem {
    bad(span, format!("#{label} saknar {}", what.sv), format!("#{label} lacks {}", what.en))
}

pub(super) fn bad_amount(span: Span, text: &str) -> Problem {
    let problem = bad(span, format!("`{text}` är inget belopp"), format!("`{text}` is no amount"));
    problem.help(Text::new(
        "ett belopp är siffror med punkt före högst två decimaler och minus främst, som -1234.50",
        "an amount is digits with a point before at most two decimals and the minus first, as -1234.50",
    ))
}

pub(super) fn bad_day(span: Span, text: &str) -> Problem {
    bad(span, format!("`{text}` är ingen dag"), format!("`{text}` is no day"))
        .help(Text::new("en dag skrivs ÅÅÅÅMMDD, som 20241231", "a day is written YYYYMMDD, as 20241231"))
}

pub(super) fn bad_period(span: Span, text: &str) -> Problem {
    bad(span, format!("`{text}` är ingen period"), format!("`{text}` is no period"))
        .help(Text::new("en period skrivs ÅÅÅÅMM, som 202412", "a period is written YYYYMM, as 202412"))
}

pub(super) fn bad_year(span: Span, text: &str) -> Problem {
    bad(span, format!("`{text}` är inget räkenskapsår"), format!("`{text}` is no year of the file")).help(
        Text::new(
            "här står 0 för filens eget år, -1 för det före, och så vidare",
            "0 is the file’s own year, -1 the one before, and so on",
        ),
    )
}

pub(super) fn bad_account(span: Span, text: &str) -> Problem {
    bad(span, format!("`{text}` är inget kontonummer"), format!("`{text}` is no account number"))
        .help(Text::new("ett konto är 1–20 siffror eller bokstäver", "an account is 1–20 digits or letters"))
}

pub(super) fn reversed(span: Span) -> Problem {
    bad(span, "räkenskapsåret slutar innan det börjar", "the year ends before it begins")
}

pub(super) fn open_quote(span: Span) -> Problem {
    bad(
        span,
        "ett citattecken öppnar här och stängs inte på raden",
        "a quote opens here and is not closed on the line",
    )
    .help(Text::new("sätt ett citattecken efter texten", "put a quote after the text"))
}

pub(super) fn open_braces(span: Span) -> Problem {
    bad(span, "{ öppnar här och stängs inte på raden", "{ opens here and is not closed on the line").help(
        Text::new(
            "objekten står i { }, också när det inte finns något",
            "the objects stand in { }, also where there is none",
        ),
    )
}

pub(super) fn odd_objects(span: Span) -> Problem {
    bad(
        span,
        "objekten är inte i par: dimension och objekt, dimension och objekt",
        "the objects are not in pairs: dimension and object, dimension and object",
    )
}

pub(super) fn stands_twice(span: Span, label: &str, first: Span) -> Problem {
    bad(
        span,
        format!("#{label} för kontot och året står redan i filen"),
        format!("#{label} of the account and the year is in the file already"),
    )
    .related(first, Text::new("först här", "first here"))
}

pub(super) fn said_otherwise(span: Span, label: &str, first: Span) -> Problem {
    bad(
        span,
        format!("#{label} står redan i filen, med något annat"),
        format!("#{label} is in the file already, and says something else"),
    )
    .related(first, Text::new("först här", "first here"))
}

pub(super) fn voucher_in_voucher(span: Span, first: Span) -> Problem {
    bad(
        span,
        "en verifikation börjar innan den förra har slutat",
        "a voucher begins before the one before it has ended",
    )
    .related(first, Text::new("den förra", "the one before"))
    .help(Text::new("raderna slutar med } på en egen rad", "the rows end with } on a line of its own"))
}

pub(super) fn outside_voucher(span: Span, label: &str) -> Problem {
    bad(span, format!("#{label} står utanför en verifikation"), format!("#{label} stands outside a voucher"))
        .help(Text::new(
            "raderna står mellan { och } efter #VER",
            "the rows stand between { and } after #VER",
        ))
}

pub(super) fn lone_brace(span: Span) -> Problem {
    bad(span, "klammern hör inte till någon verifikation", "the brace belongs to no voucher")
}

pub(super) fn bad_sum(span: Span, text: &str) -> Problem {
    bad(span, format!("`{text}` är ingen kontrollsumma"), format!("`{text}` is no checksum"))
        .help(Text::new("summan är ett heltal", "the sum is a whole number"))
}

pub(super) fn another_sum(span: Span, sum: u32) -> Problem {
    bad(
        span,
        format!("kontrollsumman är en annan än filens innehåll ger, {sum}: filen är ändrad efter att den togs ut, eller summan räknad på ett annat sätt"),
        format!("the checksum is another than what the file gives, {sum}: the file was changed after it was exported, or the sum was reckoned in another way"),
    )
    .as_warning()
    .help(export_again())
}

pub(super) fn out_of_balance(span: Span, off: &str) -> Problem {
    bad(
        span,
        format!("verifikationens rader går inte jämnt ut: summan är {}", off.replace('.', ",")),
        format!("the rows of the voucher do not balance: their sum is {off}"),
    )
    .as_warning()
}

pub(super) fn voucher_of_no_year(span: Span, day: NaiveDate) -> Problem {
    bad(
        span,
        format!("verifikationen är från {day}, som inte ligger i något av filens år; den räknas inte"),
        format!("the voucher is of {day}, which is in none of the file’s years; it is not counted"),
    )
    .as_warning()
}

pub(super) fn budget_of_no_year(span: Span, first: NaiveDate) -> Problem {
    let period = first.format("%Y%m");
    bad(
        span,
        format!(
            "budgeten är för perioden {period}, som inte ligger i räkenskapsåret (#RAR); den räknas inte"
        ),
        format!("the budget is of the period {period}, which is not in the year (#RAR); it is not counted"),
    )
    .as_warning()
}

pub(super) fn no_line_end(span: Span) -> Problem {
    bad(
        span,
        "filen slutar mitt i en rad: den kan vara avhuggen, och visar inte att den är hel",
        "the file ends within a line: it may be cut off, and does not show that it is whole",
    )
    .as_warning()
    .help(export_again())
}

pub(super) fn letters_lost(span: Span) -> Problem {
    bad(
        span,
        "bokstäver är redan förlorade i filen: programmet som skrev den kunde inte skriva dem",
        "letters are lost in the file already: the program that wrote it could not write them",
    )
    .as_note()
}

pub(super) fn more(span: Span, count: usize) -> Problem {
    bad(
        span,
        format!("och {count} fel till, det sista här"),
        format!("and {count} more, the last of them here"),
    )
}
