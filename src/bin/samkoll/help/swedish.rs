//! The Swedish of the command line: one table for each sort of text, read by the names the arguments have.

/// What a command says of itself, and its last words.
#[derive(Clone, Copy)]
pub(super) struct Texts {
    pub(super) about: &'static str,
    pub(super) after: &'static str,
}

const SHOWN: &str = "Returkoder: 0 visat, 2 gick inte att göra, 3 inget att visa, 4 den som läste var borta eller utrymmet slut.";
const MADE: &str = "Returkoder: 0 skrivet, 2 inget skrivet.";

/// `(the way to the command, what it does, its last words)`
const COMMANDS: &[(&str, &str, &str)] = &[
    ("", "Prövar ett samordningsförbunds överenskommelser, datum och siffror.", ""),
    (
        "init",
        "Gör en arbetsyta för ett förbund: frågar, eller tar svaren som flaggor",
        "Förbundets namn, en kommun, en region och ett första år måste anges; det som saknas frågas efter på en \
        terminal. Resten står som inte känt tills det fylls i.\n\n\
        En medlem skrivs som \"Storby kommun\" eller \"Region Exempel\". Säger namnet inte vad den är, skriv det \
        framför: \"region:Exempelregionen\". Organisationsnumret kan stå efter: \"Storby kommun:NNNNNN-NNNN\".\n\
        Försäkringskassan och Arbetsförmedlingen kommer med av sig själva.\n\n\
        Returkoder: 0 skrivet, 2 inget skrivet.",
    ),
    ("add", "Skriv arbetsytans nästa fil: en överenskommelse, ett år, ett möte", ""),
    ("add/agreement", "En överenskommelse", MADE),
    ("add/year", "Ett års siffror och register", MADE),
    ("add/meeting", "Ett möte, planerat om dagen inte har varit", MADE),
    (
        "check",
        "Pröva en arbetsyta: vad brister, vad går inte att avgöra",
        "Returkoder: 0 inget brister och allt är avgjort, i den grad --fail-on säger, 1 något brister \
        (med --fail-on result också ett mål som inte nåddes), 3 något är bara oavgjort, 2 gick inte att göra, \
        4 den som läste var borta eller utrymmet slut.",
    ),
    (
        "validate",
        "Granska själva filerna: skrivsätt, nycklar, hänvisningar, datum, tal, regler",
        "Returkoder: 0 inga fel, 2 fel, eller filerna går inte att läsa, 4 den som läste var borta eller utrymmet slut.",
    ),
    ("calendar", "Visa årshjulet: vad är försenat, vad ska göras när", SHOWN),
    (
        "report",
        "Rapporten till styrelsen: en HTML-sida med allt i, att skicka, läsa i telefonen och skriva ut",
        SHOWN,
    ),
    ("brief", "Vad styrelsen ska besluta och se på ett möte, vad är försenat, vad väntar före nästa", SHOWN),
    ("graph", "Visa vad som väntar på vad", SHOWN),
    (
        "diff",
        "Håll två bedömningar bredvid varandra: vad är nytt, värre, löst, bättre, och varför",
        "Returkoder: 0 inget nytt eller värre, 1 något är det, 2 gick inte att göra, 4 den som läste var borta eller utrymmet slut.",
    ),
    (
        "verify",
        "Gör om en sparad bedömning och säg om den blir densamma",
        "Returkoder: 0 densamma, 1 något är ett annat, 2 gick inte att göra, 4 den som läste var borta eller utrymmet slut.",
    ),
    ("explain", "Förklara en regel, ett utslag eller ett datum steg för steg", SHOWN),
    ("rules", "Räkna upp reglerna", ""),
    ("standard", "Visa standarden: utgåva, regler och vad var och en behöver; eller skriv ut den", SHOWN),
    ("completions", "Skriv det ett skal behöver för att fylla i kommandon och flaggor", ""),
    ("man", "Skriv en manualsida: om samkoll, eller om ett av dess kommandon", ""),
    ("standard/export", "Skriv ut standardens filer för att läsas: samma byte som programmet använder", MADE),
];

/// `(the argument, or the way to it where a command means something of its own, what it is)`
const ARGUMENTS: &[(&str, &str)] = &[
    ("lang", "Språket för resultatet [annars: arbetsytans, annars svenska]"),
    ("dir", "Arbetsytans mapp [annars: närmaste samkoll.toml uppåt, annars den medföljande arbetsytan]"),
    ("format", "Formen för resultatet"),
    ("file", "Skriv till den här filen, hel eller inte alls [annars: skärmen]"),
    ("as_of", "Dagen frågan gäller [annars: arbetsytans, annars i dag]"),
    ("known_at", "Räkna bara det som var antecknat senast den här dagen"),
    ("year", "Bara det som rör det här året"),
    ("check/rules", "Bara den här regeln; kan anges flera gånger"),
    ("materiality", "Skillnader mindre än den här andelen av beloppet, i procent, är noteringar"),
    ("without", "Inte reglerna i den här familjen; kan anges flera gånger"),
    ("role", "För vem texten skrivs"),
    (
        "all",
        "Allt, där förbundschefen annars visas det viktigaste; i de andra formerna varje utslag, där annars bara \
        iakttagelserna står",
    ),
    ("baseline", "En fil sparad med check --format json: bara det som inte står i den avgör returkoden"),
    ("fail_on", "Det minsta som ger en annan returkod än 0; mål som inte nåddes gör det bara med result"),
    ("tables", "Varje tabell med siffror, och hur många relationer som ser på den"),
    ("paths", "Filer eller mappar i en arbetsyta [annars: hela arbetsytan här]"),
    ("from", "Den första dagen som visas [annars: 1 januari det år som frågan gäller]"),
    ("to", "Den sista dagen som visas [annars: 31 december samma år som den första]"),
    ("by", "Vad listan ordnas efter, eller vad hjulets färger står för"),
    ("plan", "Bara vad som ska göras och när, inte läget (svg)"),
    ("remind", "Hur många dagar före som kalenderprogrammet påminner, eller none (ics) [förval: 30d,7d]"),
    (
        "since",
        "En tidigare export: det som har ändrats sedan dess räknas som nyare, det som försvunnit återkallas (ics)",
    ),
    ("brief/meeting", "Dagen för mötet"),
    ("brief/as_of", "Dagen frågan gäller [annars: mötets dag]"),
    ("brief/known_at", "Räkna bara det som var antecknat senast den här dagen [annars: dagen frågan gäller]"),
    ("body", "Organet som sammanträder"),
    ("graph/year", "Bara det som ska göras det här året [annars: det år frågan gäller, om ingen post nämns]"),
    (
        "of",
        "Vad en post väntar på och vad den fördröjer; ett id, eller en del av ett som `budget/styrelsen/2024`",
    ),
    ("before", "Den tidigare: en dag, eller en fil sparad med check --format json"),
    ("now", "Den senare: en dag, eller en sådan fil"),
    ("assessment", "En fil sparad med check --format json"),
    ("verify/baseline", "Filen som den hölls mot, om den gjorde det"),
    ("diff/all", "Också det som är oförändrat"),
    ("holds_up", "Allt som en post fördröjer"),
    ("path_to", "Den längsta kedjan som slutar i en post, med dagarna till godo"),
    (
        "target",
        "En regel, eller en post i årshjulet (ett id, eller en del av ett som `budget/styrelsen/2024`)",
    ),
    ("subject", "Med en regel: vad den prövar, som `2023`"),
    ("shell", "Skalet"),
    ("man/command", "Kommandot, som `check` eller `add year` [annars: samkoll självt]"),
    ("init/dir", "Mappen som ska göras"),
    ("name", "Förbundets namn"),
    ("seat", "Var förbundet har sitt säte"),
    ("members", "En medlem, kommun eller region; ange en för varje"),
    ("without_region", "Kommunen hör inte till någon region"),
    ("board", "Hur många ledamöter och ersättare styrelsen har, som 9+9"),
    ("board_from", "Styrelsens första dag"),
    ("share", "Hur kommunerna delar på sin del, i ord"),
    (
        "key",
        "En kommuns del av vad kommunerna betalar tillsammans, i procent, som \"Storby kommun=60\"; ange en för varje",
    ),
    ("first_year", "Det första året som frågas efter"),
    ("init/meetings", "En dag då styrelsen planerar att sammanträda; kan anges flera gånger"),
    ("title", "Titeln, så som den är tryckt"),
    ("parties", "En part, med namn eller id; kan anges flera gånger"),
    ("kind", "Vad det är för dokument"),
    ("add/agreement/from", "Den första dagen den gäller"),
    ("standard/export/dir", "Mappen att skriva till; inget som redan finns skrivs över"),
    ("add/agreement/dir", NEAREST),
    ("add/year/dir", NEAREST),
    ("add/meeting/dir", NEAREST),
    ("add/year/year", "Året"),
    ("date", "Dagen"),
    ("add/meeting/body", "Organet som sammanträder: en roll, ett namn eller ett id"),
];

const NEAREST: &str = "Arbetsytans mapp [annars: närmaste samkoll.toml uppåt]";

/// `(the name of a value in English, in Swedish)`
const VALUE_NAMES: &[(&str, &str)] = &[
    ("ASSESSMENT", "BEDÖMNING"),
    ("BEFORE", "FÖRE"),
    ("BY", "ORDNING"),
    ("COMMAND", "KOMMANDO"),
    ("DATE", "DATUM"),
    ("DAYS", "DAGAR"),
    ("DIR", "MAPP"),
    ("FAIL_ON", "GRAD"),
    ("FAMILY", "FAMILJ"),
    ("FILE", "FIL"),
    ("FORMAT", "FORM"),
    ("ITEM", "POST"),
    ("KIND", "SORT"),
    ("LANG", "SPRÅK"),
    ("MEMBERS+SUBSTITUTES", "LEDAMÖTER+ERSÄTTARE"),
    ("NAME", "NAMN"),
    ("NAME=PERCENT", "NAMN=PROCENT"),
    ("NOW", "NU"),
    ("ORGANISATION", "ORGANISATION"),
    ("PATHS", "FILER"),
    ("PLACE", "ORT"),
    ("ROLE", "LÄSARE"),
    ("PERCENT", "PROCENT"),
    ("RULE", "REGEL"),
    ("SHELL", "SKAL"),
    ("SUBJECT", "ÄMNE"),
    ("TARGET", "REGEL ELLER POST"),
    ("TITLE", "TITEL"),
    ("WORDS", "ORD"),
    ("YEAR", "ÅR"),
];

/// `(argument/value, what it means)`
const VALUES: &[(&str, &str)] = &[
    ("format/text", "För skärmen"),
    ("format/sarif", "För kodgranskning och redigeringsprogram (SARIF 2.1.0)"),
    #[cfg(feature = "junit")]
    ("format/junit", "En testrapport för Jenkins, GitLab och liknande"),
    ("format/github", "Anmärkningar på raderna, för GitHub Actions"),
    ("format/markdown", "En sammanfattning för byggets sida"),
    ("format/csv", "En tabell för ett kalkylprogram"),
    ("format/ics", "För kalenderprogrammet (RFC 5545)"),
    ("format/svg", "Årshjulet som ett hjul"),
    ("format/dot", "För Graphviz"),
    ("format/mermaid", "För Markdown-sidor som ritar Mermaid"),
    ("role/director", "Förbundschefen: vad som är fel, vad som måste bedömas, vad som inte är känt"),
    ("role/auditor", "Revisorn: varje utslag med siffror och beräkning"),
    ("role/ci", "En maskin: en rad för varje iakttagelse"),
    ("fail_on/result", "Allt som är brutet, och mål som inte nåddes"),
    ("kind/platform", "Om en plattform eller annan gemensam verksamhet"),
    ("kind/common", "Medlemmarnas gemensamma överenskommelse"),
    ("kind/plan", "En verksamhetsplan"),
    ("kind/budget", "En budget"),
    ("kind/policy", "En policy"),
    ("kind/cycle", "Ett årshjul"),
    ("kind/charter", "Förbundsordningen"),
];

/// A command's texts, empty when it has none here.
pub(super) fn command(path: &str) -> Texts {
    let row = COMMANDS.iter().find(|(known, ..)| *known == path);
    row.map_or(Texts { about: "", after: "" }, |(_, about, after)| Texts { about, after })
}

pub(super) fn argument(path: &str, id: &str) -> &'static str {
    row(ARGUMENTS, &format!("{path}/{id}")).or_else(|| row(ARGUMENTS, id)).map_or("", |(_, text)| text)
}

/// The name of a value; the English one when it has no other.
pub(super) fn value_name(name: &str) -> &'static str {
    row(VALUE_NAMES, name).map_or("VÄRDE", |(_, text)| text)
}

pub(super) fn value(id: &str, name: &str) -> &'static str {
    row(VALUES, &format!("{id}/{name}")).map_or("", |(_, text)| text)
}

#[cfg(test)]
pub(super) use asked::{argument_key, command_key, keys, value_key, value_name_key};

type Row = (&'static str, &'static str);

fn row(table: &[Row], key: &str) -> Option<Row> {
    table.iter().find(|(known, _)| *known == key).copied()
}

/// What the test of these tables asks.
#[cfg(test)]
mod asked {
    use super::{ARGUMENTS, COMMANDS, VALUE_NAMES, VALUES, row};

    pub(in crate::help) fn command_key(path: &str) -> Option<&'static str> {
        COMMANDS.iter().map(|(known, ..)| *known).find(|known| *known == path)
    }

    pub(in crate::help) fn argument_key(path: &str, id: &str) -> Option<&'static str> {
        row(ARGUMENTS, &format!("{path}/{id}")).or_else(|| row(ARGUMENTS, id)).map(|(key, _)| key)
    }

    pub(in crate::help) fn value_name_key(name: &str) -> Option<&'static str> {
        row(VALUE_NAMES, name).map(|(key, _)| key)
    }

    pub(in crate::help) fn value_key(id: &str, name: &str) -> Option<&'static str> {
        row(VALUES, &format!("{id}/{name}")).map(|(key, _)| key)
    }

    pub(in crate::help) fn keys() -> impl Iterator<Item = &'static str> {
        let commands = COMMANDS.iter().map(|(key, ..)| *key);
        let rest = [ARGUMENTS, VALUE_NAMES, VALUES].into_iter().flatten().map(|(key, _)| *key);
        commands.chain(rest)
    }
}
