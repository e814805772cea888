//! Numbers in sentences: what is found, what is only asked, and above all what is neither.

use samkoll::audit::audit;
use samkoll::audit::text::Mentioned;
use samkoll::audit::text::proposal::Says;
use samkoll::document::{self, UnreadKind};

/// Two tables of a synthetic förbund, and one of its parts.
const TABLES: &str = "\n## 2. Översikt\n\nBelopp i tkr\n\n\
    | | 2023 | 2022 |\n|---|--:|--:|\n| Verksamhetens intäkter | 6 084 | 5 961 |\n\
    | Verksamhetens kostnader | -5 852 | -5 754 |\n| Årets resultat | 253 | 214 |\n| Eget kapital | 1 522 | 1 268 |\n\n\
    ## 3. Räkningar\n\nBelopp i kr\n\n\
    | | 2023-12-31 | 2022-12-31 |\n|---|--:|--:|\n| Verksamhetens intäkter | 6 084 320 | 5 961 180 |\n\
    | Verksamhetens kostnader | -5 851 980 | -5 754 195 |\n| Årets resultat | 253 490 | 214 000 |\n\
    | Summa eget kapital | 1 521 930 | 1 268 440 |\n\n\
    ## 4. Uppföljning\n\nBelopp i tkr\n\n| | Utfall 2023 | Budget 2023 | Avvikelse |\n|---|--:|--:|--:|\n\
    | Verksamhetens kostnader | -5 852 | -6 115 | 263 |\n| Verksamhetens intäkter | 6 084 | 6 040 | 44 |\n\n\
    | Insats i tkr | Utfall 2023 | Budget 2023 |\n|---|--:|--:|\n| Sjötorget | -2 422 | -2 860 |\n| Bytorget | -1 962 | -2 190 |\n\n\
    ## 5. Deltagare\n\n| | 2023 | 2022 |\n|---|--:|--:|\n| Andel till arbete | 35 % | 38 % |\n| Andel till studier | 17 % | 19 % |\n\
    | Andel av hälsoskäl | 26 % | 21 % |\n";

fn told(all: &[Mentioned]) -> Vec<String> {
    let of = |it: &Mentioned| {
        let right = it
            .right
            .as_ref()
            .map_or_else(String::new, |right| right.printed_like(&it.printed).digits_printed().to_string());
        format!("{} {right}", it.printed.digits_printed()).trim().to_owned()
    };
    all.iter().map(of).collect()
}

fn read(heading: &str, text: &str) -> samkoll::audit::text::TextAudit {
    let whole = format!("# Årsredovisning 2023\n\n## {heading}\n\n{text}\n{TABLES}");
    let document = document::read("x.md", whole.as_bytes()).unwrap();
    audit(&document, None).text
}

/// What is too long for a sentence is told of as not read, if it has numbers.
#[test]
fn what_is_too_long_for_a_sentence_is_told_of() {
    let long = |end: &str| format!("{}{end}", "och så vidare, ".repeat(150));
    let said = "Storby bidrar med 500 tkr och Lillby med 300 tkr, totalt 900 tkr.";
    let unread = |text: &str| read("Bidrag", text).unread.into_iter().map(|it| it.kind).collect::<Vec<_>>();
    assert_eq!(unread(&long(said)), [UnreadKind::Sentence]);
    assert_eq!(unread(&format!("{said} {}", long(said))), [UnreadKind::Sentence]);
    assert_eq!(unread(&long("inget tal.")), []);
    assert_eq!(unread(&[said; 60].join(" ")), []);
}

#[test]
fn what_a_sentence_says_wrongly_is_found() {
    for (text, finds) in [
        ("Årets resultat för förbundet blev ett överskott på 250 tkr.", "250 253"),
        ("Vid årets slut hade förbundet ett eget kapital på 1 552 tkr.", "1552 1522"),
        ("Eget kapital uppgick per den 31 december 2023 till 1,25 mkr.", "1.25 1.52"),
        ("Förbundet hade 2022 ett eget kapital på 1 522 tkr.", "1522 1268"),
        ("Verksamhetskostnaderna blev under året 260 tkr lägre än budgeterat.", "260 263"),
        ("Förbundet ökade sitt egna kapital med 245 tkr jämfört med föregående år. Det är bra för året.", ""),
        ("Under året ökade förbundets egna kapital med 245 tkr jämfört med föregående år.", "245 253"),
        ("Totalt deltog 20 personer (13 kvinnor och 8 män).", "20 21"),
        ("Utbildningen hade 12 kvinnor och 8 män, totalt 21 deltagare.", "21 20"),
        ("Av de 200 som svarade var 150 (70 %) nöjda.", "70 75"),
        ("Nöjda är 80 av 104 (74 %).", "74 77"),
        ("Av de svarande var 77 % (77/104) nöjda.", "77 74"),
        ("Gruppen bestod av 51 % kvinnor och 59 % män.", "59 49"),
        ("- 98 personer, 59,5 % kvinnor 40,5 % män", "59.5"),
        ("Inflödet ökade från 51 till 82 personer, en ökning med 29 personer.", "29 31"),
        ("Inflödet ökade från 82 till 51 personer.", "51"),
        ("Andelen ökade från 40 % till 50 %, alltså med 12 procentenheter.", "12 10"),
        (
            "Inflödet var 29 personer fler än föregående år. 82 personer för 2023 och 51 personer för 2022.",
            "29 31",
        ),
        ("Staten gav 300 tkr och regionen 200 tkr, totalt 600 tkr.", "600 500"),
        ("Under 2023 deltog 85 personer, 45 kvinnor och 30 män.", "85 75"),
        ("Under året deltog 85 personer: 45 kvinnor och 30 män.", "85 75"),
        ("Andelen har ökat från 50 till 40 procent.", "40"),
        ("Under perioden gick 38 % till arbete, 19 % till studier och 21 % slutade av hälsoskäl.", "38 35"),
    ] {
        let found = read("1. Text", text);
        let expected: Vec<&str> = if finds.is_empty() { Vec::new() } else { vec![finds] };
        assert_eq!(told(&found.findings), expected, "{text} {:?}", told(&found.questions));
    }
}

/// What may be right, or of another thing.
const RIGHT: &[&str] = &[
    "Årets resultat för förbundet blev ett överskott på 253 tkr.",
    "Årets resultat för Sjötorget blev 57 tkr.",
    "Sjötorget hade under året verksamhetens kostnader på 2 422 tkr.",
    "Projektet hade ett eget kapital på 57 tkr under året.",
    "Verksamhetens intäkter och kostnader uppgick under året till 6 084 tkr respektive 5 852 tkr.",
    "Verksamhetens kostnader per deltagare var under året 15 tkr.",
    "Verksamhetens kostnader var under året i december 900 tkr.",
    "Årets resultat blev 57 tkr bättre än väntat.",
    "Årets resultat blev 253 tkr jämfört med 214 tkr 2022.",
    "Årets resultat: 253 tkr (föregående år 214 tkr).",
    "Jämfört med 2022, då det egna kapitalet var 1 268 tkr, är årets resultat bra.",
    "Det egna kapitalet ökade under året med 20 % till 1 522 tkr.",
    "Det egna kapitalet ökade under året från 1 268 tkr till 1 522 tkr.",
    "Det egna kapitalet uppgick vid årets ingång till 1 268 tkr.",
    "Det egna kapitalet bör under året vara högst 1 000 tkr.",
    "Målet för eget kapital är 900 tkr under året.",
    "Årets resultat budgeterades till 57 tkr.",
    "Verksamhetens kostnader uppgick under året till 5 852 tkr, att jämföra med budget 6 115 tkr.",
    "Verksamhetens kostnader uppgick till 5 852 tkr under året mot budgeterade 6 115 tkr.",
    "Verksamhetens intäkter under året är 300 tkr från staten.",
    "Verksamhetens intäkter var under året ca 6 mkr.",
    "Verksamhetens kostnader blev under året 200 tkr lägre än budget för Sjötorget.",
    "Årets resultat är inte 57 tkr.",
    "Eget kapital enligt not 5 uppgick under året till 1 522 tkr.",
    "Under 2019 var det egna kapitalet 900 tkr.",
    "Inför 2024 beräknas verksamhetens kostnader till 7 000 tkr.",
    "Av de 200 som svarade var 150 (75 %) nöjda och av dessa 60 (40 %) mycket nöjda.",
    "Målgruppen är unga från 16 till 29 år, 51 % kvinnor.",
    "Kursen hölls den 11/4 och 12/5 för 12 kvinnor och 8 män.",
    "Vi träffade 20 kvinnor och 10 män, varav 5 kvinnor och 2 män i Storby.",
    "Antalet ökade från 51 till 82 personer, med 12 kvinnor och 8 män i Storby.",
    "Ärendena har inte ökat från 82 till 51.",
    "Enligt lag (2003:1210) ska 4 av 5 svara.",
    "Under året gick 35 % till arbete, 17 % till studier och 26 % slutade av hälsoskäl.",
    "Föregående år gick 38 % till arbete, 19 % till studier och 21 % slutade av hälsoskäl.",
    "År 2022 gick 38 % till arbete, 19 % till studier och 21 % slutade av hälsoskäl.",
    "Av budgeten på 6 115 tkr gick 300 tkr till Sjötorget och 200 tkr till Bytorget.",
    "Staten gav 300 tkr och regionen ökade med 200 tkr, totalt 600 tkr.",
    "Årets resultat 253 tkr är 39 tkr högre än året innan.",
    // What is not told, or is told elsewhere in the sentence, may make it come out.
    "Under året deltog 120 personer (70 kvinnor och 45 män samt 5 som inte uppgett kön).",
    "Under året deltog 120 personer (70 kvinnor och 45 män). Fem personer har inte uppgett kön.",
    "Deltagarna var 65, varav 45 kvinnor, 15 män och 5 ickebinära.",
    "Bland deltagarna var 58 % kvinnor och 33 % män (9 % uppgift saknas).",
    "Av de 120 deltagarna var 58 procent kvinnor och 38 procent män, övriga har inte uppgett kön.",
    "Till arbete gick 40 % kvinnor och 33 % män.",
    "I Storby deltog 30 kvinnor och 20 män, i Lillby 10 kvinnor och 5 män, totalt 65 personer.",
    "Styrelsen består av ordinarie ledamöter (5 kvinnor och 3 män) och ersättare (4 kvinnor och 4 män), totalt 16 \
     personer.",
    "Kommunen avsätter 200 tkr och regionen 200 tkr per år, totalt 1 200 tkr under tre år.",
    "Storby bidrar med 500 tkr och Lillby med 300 tkr, totalt 1 600 tkr tillsammans med regionen och staten.",
    "Staten gav 300 tkr och kommunerna 75 tkr vardera, totalt 600 tkr.",
    "Av de 50 var 20 (40 %) kvinnor, varav 5 (25 %) utrikes födda, och 30 (60 %) män, varav 6 (20 %) utrikes \
     födda.",
    "Av 50 svarade 40 och 30 (75 %) var nöjda.",
    "Av de 50 deltagarna har 40 avslutats, 10 (25 %) till arbete.",
    "Av de 60 gick 15 (30 % av de 50 som avslutats) till arbete.",
    "Under året avslutades 50 deltagare. Av de 60 som deltog gick 15 (30 %) till arbete.",
    // A word of direction that is of another thing.
    "Kostnaderna ökade trots att antalet deltagare gick från 60 till 50.",
    "Ökningen bromsade in från 8 till 5 procent.",
    "Antalet ökade under våren men föll sedan från 30 till 20.",
    "I Storby ökade andelen självförsörjande och andelen med försörjningsstöd gick från 40 till 30 procent.",
    "En ökning noteras för unga; för äldre däremot från 20 till 15.",
    "Förbundet steg från 14 till 9 i rankningen.",
    // A part of the year, another basis, a part of the whole.
    "Årets resultat per den 30 juni var 110 tkr.",
    "Under november 2023 uppgick verksamhetens kostnader i förbundet till 650 tkr.",
    "Verksamhetens kostnader för förbundet uppgick 2023 till 5 800 tkr, avrundat.",
    "Verksamhetens kostnader i förbundet 2023 var närmare 7 900 tkr.",
    "Verksamhetens kostnader i förbundet 2023, exklusive avskrivningar, var 5 797 tkr.",
    "Verksamhetens kostnader för förbundet exklusive lokaler uppgick 2023 till 5 100 tkr.",
    "Verksamhetens kostnader för förbundet 2023 hade budgeterats till 8 500 tkr.",
    "Verksamhetens kostnader för förbundet 2023 prognostiserades i augusti till 8 100 tkr.",
    "Budgeterade kostnader: verksamhetens kostnader för förbundet 2023 8 500 tkr.",
    "Verksamhetens kostnader för förbundet 2023 låg 5 mnkr under taket.",
    "Årets resultat för förbundet 2023 korrigerat för ESF är 50 tkr.",
    "Verksamhetens kostnader för förbundet uppgår 2023 hittills till 5 000 tkr.",
    "Verksamhetens kostnader för förbundet översteg 2023 för första gången 4 500 tkr.",
    "Verksamhetens kostnader för förbundet beräknades i budgeten för 2023 till 8 400 tkr.",
    "I budgeten för 2023 uppgick verksamhetens kostnader för förbundet till 8 400 tkr.",
    "Enligt planen för 2023 uppgår verksamhetens kostnader för förbundet till 8 400 tkr.",
    "I Region Sydby uppgick verksamhetens kostnader 2023 till 9 000 tkr.",
    "Halva verksamhetens kostnader för förbundet 2023, 2 926 tkr, var löner.",
    "Av verksamhetens kostnader för förbundet 2023 är 3 000 tkr löner.",
    "Verksamhetens kostnader för förbundet 2023 finansierades med 5 800 tkr av medlemmarna.",
    "Under första tertialet 2023 uppgick verksamhetens kostnader i förbundet till 2 650 tkr.",
    "Den 31 augusti 2023 uppgick verksamhetens kostnader i förbundet till 4 650 tkr.",
    "Till och med juni 2023 uppgick verksamhetens kostnader i förbundet till 3 650 tkr.",
    "Under hösten 2023 uppgick verksamhetens kostnader i förbundet till 1 650 tkr.",
    "Per månad 2023 uppgick verksamhetens kostnader i förbundet till 488 tkr.",
    "Verksamhetens kostnader i förbundet 2023 i genomsnitt 488 tkr i månaden.",
    // As annual reports write.
    "Under året har 85 personer deltagit (45 kvinnor och 38 män, två har skyddade personuppgifter).",
    "Av de 48 deltagarna avslutades 30 under året och av dem gick 12 (40 %) till arbete.",
    "Förbundets eget kapital uppgår 2023 till 1 418 tkr efter beslutad återbetalning.",
    "Enkäten besvarades av 64 av 80 (svarsfrekvens 82 % bland kvinnor).",
    "Av de 40 som svarade var 22 (61 %) av kvinnorna nöjda.",
    "Antalet inskrivna ökade under våren från 20 till 35, för att under hösten minska från 35 till 18.",
    "Medlemmarna bidrar med 500 tkr, 250 tkr och 250 tkr, totalt 2 000 tkr när staten räknas med.",
    "Förbundet redovisade 2023 ett eget kapital på 1 268 tkr vid årets början.",
    "Verksamhetens kostnader för förbundets insatser uppgick under 2023 till 4 384 tkr.",
    "Under 2023 uppgick förbundets verksamhetens kostnader för kansliet till 812 tkr.",
    "Årets resultat i förbundet 2023 före bokslutsdispositioner blev 301 tkr.",
    "Andelen kvinnor minskade bland unga men ökade totalt från 52 till 49 procent bland de äldre.",
    "Könsfördelningen var 56 % kvinnor och 41 % män.",
    "Insatsen hade 14 kvinnor och 9 män vid årets slut, totalt 31 deltagare under året.",
    "Eget kapital för förbundet var som högst under 2023 3 100 tkr.",
    "Förbundets eget kapital ökade under 2023 med 100 tkr mer än planerat.",
    "Verksamhetens kostnader i förbundet 2023 minskade med 40 tkr per deltagare jämfört med föregående år.",
    "Förbundet hade 2023 ett eget kapital på 2 000 tkr över målnivån.",
    "Årets resultat i förbundet 2023 var som väntat, 150 tkr hade budgeterats.",
    "Förbundets eget kapital minskade 2023 med 500 tkr genom återbetalning.",
    "Styrelsen hade 6 möten, med 7 ledamöter (4 kvinnor och 3 män) och 5 ersättare (2 kvinnor och 3 män).",
    "Av de 48 gick 20 (42 %) till arbete, 8 (17 %) till studier och 20 (42 %) till annat.",
    "Under 2023 deltog 90 personer (50 kvinnor och 40 män) och under 2022 80 personer (45 kvinnor och 30 män).",
    "Väntetiden har ökat från 3 veckor till 2 månader.",
    "Under 2023 har förbundet ett eget kapital på 1 500 tkr som mål.",
    "Verksamhetens kostnader i förbundet 2023 var 4 000 tkr och kansliets 1 852 tkr.",
    "Verksamhetens intäkter för förbundet under 2023 är 3 042 tkr och statens är lika stora.",
    "Arbetslösheten har sjunkit från 7 till 8 i länets rangordning.",
    "Vi mötte 30 personer varav 12 kvinnor och 10 män gick till arbete.",
    "Enkäten gick till 40 personer (12 kvinnor och 10 män svarade).",
    "Deltagarna var nöjda, 8 av 10 (betyg 85 %).",
    "Lokalerna kostar 120 tkr och 80 tkr, sammanlagt 210 tkr med moms.",
    "Det ekonomiska stödet ökade från 12 kommuner till 9 miljoner kronor.",
];

/// It is never called wrong.
#[test]
fn what_may_be_right_is_no_finding() {
    for text in RIGHT {
        let found = read("1. Text", text);
        assert_eq!(told(&found.findings), Vec::<String>::new(), "{text}");
    }
    // Under a heading that is of a part, the whole is not spoken of.
    let found = read("1. Sjötorget", "Verksamhetens kostnader uppgick under året till 2 422 tkr.");
    assert_eq!(told(&found.findings), Vec::<String>::new());
}

/// A column of a part of the year, or of what was expected, is not the year's.
#[test]
fn a_part_of_the_year_is_not_the_year() {
    for (columns, said, other) in [
        ("Jan–aug 2023 | Jan–aug 2022 | Prognos 2023", "8 000", "5 333"),
        ("Kv 1 2023 | Kv 1 2022 | Budget 2023", "8 100", "5 333"),
        ("T1 2023 | Q2 2023 | 2022", "8 100", "5 333"),
        ("2023-08-31 | 2022-08-31 | 2022", "8 100", "5 333"),
        ("per 31 aug 2023 | per 31 aug 2022 | Delår 2023", "8 100", "5 333"),
        ("2023 | 2022 | Prognos 2023", "8 000", "5 333"),
        ("Storby 2023 | Lillby 2023 | 2022", "10 533", "5 333"),
    ] {
        let text = format!(
            "# Rapport\n\n| Belopp i tkr | {columns} |\n|---|---|---|---|\n\
             | Verksamhetens intäkter | {other} | 5 200 | 8 000 |\n\n\
             Verksamhetens intäkter i förbundet för 2023 blir {said} tkr.\n"
        );
        let found = audit(&document::read("x.md", text.as_bytes()).unwrap(), None).text;
        assert_eq!(told(&found.findings), Vec::<String>::new(), "{columns}");
    }
    for columns in [
        "2023-01-01 -2023-12-31 | 2022",
        "31 dec 2023 | 31 dec 2022",
        "2023 | 2022",
        "Utfall 2023 | Utfall 2022",
    ] {
        let text = format!(
            "# Rapport\n\n| Belopp i tkr | {columns} |\n|---|---|---|\n| Verksamhetens intäkter | 5 333 | 5 200 |\n\n\
             Verksamhetens intäkter i förbundet för 2023 blev 8 100 tkr.\n"
        );
        let found = audit(&document::read("x.md", text.as_bytes()).unwrap(), None).text;
        assert_eq!(told(&found.findings), vec!["8100 5333"], "{columns}");
    }
}

/// What a report of a part of a year says of the year, no column of its own year says.
#[test]
fn a_report_of_a_part_of_a_year_tells_the_year_by_no_column() {
    let text = "# Delårsrapport per 31 augusti 2023\n\n## Ekonomi\n\n| Belopp i tkr | 2023 | 2022 |\n|---|---|---|\n\
                | Verksamhetens kostnader | -5 100 | -4 900 |\n\n\
                Verksamhetens kostnader i förbundet 2023 blir 7 900 tkr.\n";
    let told_of =
        |text: &str| audit(&document::read("x.md", text.as_bytes()).unwrap(), None).text.findings.len();
    assert_eq!((told_of(text), told_of(&text.replace("Delårsrapport per 31 augusti", "Rapport"))), (0, 1));
}

#[test]
fn what_agrees_is_confirmed_with_the_cells_it_is_tied_to() {
    for text in [
        "Det egna kapitalet uppgick vid årets ingång till 1 268 tkr.",
        "Verksamhetens kostnader uppgick till 5,9 mkr under året.",
        "Verksamhetskostnaderna blev under året 263 tkr lägre än budgeterat.",
        "Det egna kapitalet är 1 522 tkr, vilket är en ökning med 253 tkr jämfört med året innan.",
        "Av de 200 (120 kvinnor/80 män) som svarade var 150 (75 %) nöjda.",
    ] {
        let found = read("1. Text", text);
        assert!(
            !found.confirmed.is_empty() && found.findings.is_empty() && found.questions.is_empty(),
            "{text}"
        );
    }
}

#[test]
fn what_is_not_certain_is_a_question() {
    for (text, asks) in [
        ("Eget kapital uppgår till 1 552 tkr.", "1552 1522"),
        ("Årets resultat i förbundet 2023 var ett underskott på 253 tkr.", "-253 253"),
        ("Årets resultat i förbundet 2023 var -253 tkr.", "-253 253"),
        // There may be some who are neither.
        ("Gruppen bestod av 51 % kvinnor och 39 % män.", "39 49"),
        ("Totalt deltog 20 personer (13 kvinnor och 8 män) i 4 grupper.", "20 21"),
        ("Projektet hade ett eget kapital på 57 tkr under året.", "57 1522"),
    ] {
        let found = read("1. Text", text);
        assert_eq!(
            (told(&found.findings), told(&found.questions)),
            (vec![], vec![asks.to_owned()]),
            "{text}"
        );
    }
}

#[test]
fn what_words_say_is_proposed_and_never_judged() {
    for (text, says) in [
        ("Det egna kapitalet minskar under 2023.", Says::Falls),
        ("Verksamhetens kostnader ökade under året.", Says::Rises),
        ("Eget kapital är oförändrat.", Says::Unchanged),
        ("Målet för eget kapital nås.", Says::Reached),
        ("Målet för eget kapital nås inte.", Says::Missed),
        ("Det egna kapitalet har fördubblats.", Says::Doubled),
    ] {
        let found = read("1. Text", text);
        let proposed: Vec<Says> = found.proposals.iter().map(|it| it.says).collect();
        assert_eq!((proposed, found.findings.len()), (vec![says], 0), "{text}");
        let figures = ["equity.closing".to_owned()];
        let toml =
            samkoll::import::statement::statement(&found.proposals[0], "x", &figures, "ar-2023", "Text");
        assert_eq!(toml.is_some(), says.is_a_statement());
        let parsed = toml.map(|it| it.parse::<toml_edit::DocumentMut>().unwrap());
        assert!(parsed.is_none_or(|it| it["statement"][0]["year"].as_integer() == Some(2023)));
    }
}
