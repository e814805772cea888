//! Minutes to a proposed entry of the register: what they say, nothing guessed, and no person's name anywhere.

use std::fs;
use std::path::Path;

use super::into::workspace_with;
use super::text;
use crate::cli::{code, samkoll, stderr, stdout};

const NAMES: &[&str] = &["Ada", "Exempelsson", "Påhittad", "Cilla", "Disa", "Evald", "Frida", "Uppdiktad"];

fn register(folder: &Path) -> String {
    fs::read_to_string(folder.join("w/register/2023.toml")).unwrap_or_default()
}

fn nameless(text: &str) {
    for name in NAMES {
        assert!(!text.contains(name), "{name}: {text}");
    }
}

#[test]
fn minutes_are_shown_and_then_written_without_names() {
    let folder = workspace_with("protokoll.md", &text("protokoll.md"));
    let own = folder.path().join("w");
    let before = register(folder.path());
    let asked = ["read", "../protokoll.md", "--as", "minutes", "--recorded", "2024-01-10"];
    let shown = samkoll(&own, &asked);
    assert_eq!(code(&shown), 3, "{}", stderr(&shown));
    let told = stdout(&shown);
    for line in [
        "  Mötets dag: 2023-11-29",
        "  Form: på distans",
        "  Beslutande: Storby kommun (ordförande), Lillby kommun, Region Exempel, Försäkringskassan (vice ordförande)",
        "  Paragrafer: §§ 31–36",
        "  Justerat: 2023-12-08",
        "  Anslaget: 2023-12-11",
        "  Nedtaget: 2024-01-02",
        "  Anslagstavlor: Region Exempel, Storby kommun, Lillby kommun",
        "  Beslut: § 33 budget 2024–2026",
        "  § 34: ett beslut med förbehåll; läs det och skriv in det för hand",
        "  § 35: något är beslutat som inte är av ett slag som känns igen",
    ] {
        assert!(told.lines().any(|it| it == line), "{line}\n{told}");
    }
    nameless(&told);
    assert_eq!(register(folder.path()), before, "only shown");

    let written = samkoll(&own, &[&asked[..], &["--into"]].concat());
    assert_eq!(code(&written), 3, "{}{}", stdout(&written), stderr(&written));
    let after = register(folder.path());
    for line in [
        "date = 2023-11-29",
        "form = \"remote\"",
        "paragraphs = { from = 31, to = 36 }",
        "recorded = 2024-01-10",
        "title = \"Rapport från [namn] om nätverket\"",
        "adopts = \"budget\"",
        "paragraph = \"§ 33\"",
        "periods = { from = 2024, to = 2026 }",
    ] {
        assert!(after.lines().any(|it| it == line), "{line}\n{after}");
    }
    assert!(after.starts_with(before.trim_end()), "what stood there stands");
    assert_eq!(after.matches("[[meeting.present]]").count(), 6, "{after}");
    assert!(!after.contains("adopts = \"plan\""), "a decision with a condition is not taken: {after}");
    nameless(&after);
    assert_eq!(code(&samkoll(&own, &["validate"])), 0);
    // It is there now.
    let again = samkoll(&own, &[&asked[..], &["--into"]].concat());
    assert!(stdout(&again).contains("Mötet finns redan i registret"), "{}", stdout(&again));
    assert_eq!(register(folder.path()), after);
}

#[test]
fn what_minutes_do_not_say_is_said() {
    for (why, changed, told) in [
        ("no day", ("Sammanträdesdatum: 2023-11-29\n", ""), "mötets dag: står inte"),
        (
            "two days",
            ("Justeringsdatum: 2023-12-08", "Justeringsdatum: 2023-12-08\n\nJusteringsdatum: 2023-12-09"),
            "justeringsdagen: flera dagar, 2023-12-08, 2023-12-09",
        ),
        ("a paragraph", ("## § 34 Verksamhetsplan\n", ""), "efter § 33 kommer § 35"),
        ("nobody", ("**Beslutande**", "**Deltagare**"), "vilka som beslutade: inga kända organisationer"),
        (
            "a place",
            ("Distansmöte, klockan", "Storby stadshus, klockan"),
            "mötets form: att det var på distans står inte",
        ),
    ] {
        let (from, to) = changed;
        let document = text("protokoll.md");
        assert!(document.contains(from), "{why}");
        let folder = workspace_with("protokoll.md", &document.replacen(from, to, 1));
        let own = folder.path().join("w");
        let shown =
            samkoll(&own, &["read", "../protokoll.md", "--as", "minutes", "--recorded", "2024-01-10"]);
        assert_eq!(code(&shown), 3, "{why}: {}", stderr(&shown));
        assert!(stdout(&shown).contains(told), "{why}: {}", stdout(&shown));
        nameless(&stdout(&shown));
    }
}

/// The day is the meeting's own; another förbund's minutes are refused.
#[test]
fn only_what_these_minutes_say_is_taken() {
    let head = "# Protokoll\n\nSamordningsförbundet Exempel\n\n";
    let items = "\n\n## § 10 Mötets öppnande\n\nOrdföranden öppnar mötet.\n\nJusterat 2024-03-27. Anslaget: 2024-03-28. Nedtas: 2024-04-19\n";
    for (line, day) in [
        ("Datum: 2024-03-20 kl. 13.00–15.00", Some("2024-03-20")),
        ("Plats och tid: Storby, 2024-03-20", Some("2024-03-20")),
        ("Datum: 2024-03-25", None),
        ("Utskriftsdatum: 2024-03-25", None),
        ("Nästa sammanträdesdatum: 2024-05-20", None),
        ("Sammanträdesdatum: 2024-03-20. Nästa mötesdatum 2024-05-20", Some("2024-03-20")),
    ] {
        let folder = workspace_with("protokoll.md", &format!("{head}{line}{items}"));
        let own = folder.path().join("w");
        let shown = stdout(&samkoll(&own, &["read", "../protokoll.md", "--as", "minutes"]));
        let is_there = |it: &str| shown.contains(&format!("  Mötets dag: {it}\n"));
        assert!(day.map_or(!shown.contains("  Mötets dag: "), is_there), "{line}: {shown}");
        assert!(
            shown.contains("  Justerat: 2024-03-27\n  Anslaget: 2024-03-28\n  Nedtaget: 2024-04-19\n"),
            "{shown}"
        );
    }
    let other = format!("{}Sammanträdesdatum 2024-03-20{items}", head.replace("Exempel", "Norrby"));
    let folder = workspace_with("protokoll.md", &other);
    let before = register(folder.path());
    let run = samkoll(&folder.path().join("w"), &["read", "../protokoll.md", "--as", "minutes", "--into"]);
    assert_eq!(code(&run), 2, "{}", stdout(&run));
    assert!(stderr(&run).contains("dokumentet är av Samordningsförbundet Norrby"), "{}", stderr(&run));
    assert_eq!(register(folder.path()), before);
}

/// Who stands under Beslutande with something beside them that says otherwise is told, and not written as deciding.
#[test]
fn who_is_not_surely_deciding_is_left_to_a_person() {
    const FOUR: &str = "Storby kommun, ordförande Lillby kommun, ersättare Region Exempel Försäkringskassan, vice ordförande |";
    const NAMES: &str = "Ada Exempelsson Bo Påhittad";
    let all = ["Storby kommun", "Lillby kommun", "Region Exempel", "Försäkringskassan"];
    let one = |said: &str| FOUR.replace("Region Exempel ", &format!("Region Exempel{said} "));
    let mut cases = vec![(FOUR, FOUR.replace("Försäkringskassan,", "Försäkringskassan (S),"), vec![])];
    for said in [
        " (frånvarande)",
        ", ej tjänstgörande",
        ", förhindrad",
        ", anmält förhinder",
        ", adjungerad",
        " (anmälde jäv § 33)",
    ] {
        cases.push((FOUR, one(said), vec!["Region Exempel"]));
    }
    for said in [" t.o.m. § 33", " fr.o.m. § 34", ", Bo Berg (frånvarande)", " (hela mötet utom § 33)"] {
        cases.push((FOUR, one(said), all.to_vec()));
    }
    cases.push((NAMES, "Ada Exempelsson (frånvarande) Bo Påhittad".to_owned(), all.to_vec()));
    for (from, to, unsure) in cases {
        let document = text("protokoll.md");
        assert!(document.contains(from), "{from}");
        let folder = workspace_with("protokoll.md", &document.replacen(from, &to, 1));
        let shown =
            stdout(&samkoll(&folder.path().join("w"), &["read", "../protokoll.md", "--as", "minutes"]));
        let deciding = shown.lines().find(|it| it.starts_with("  Beslutande: ")).unwrap_or_default();
        for name in all {
            let is_told = shown.contains(&format!("  {name}: vid namnen står något mer"));
            let is_unsure = unsure.contains(&name);
            assert_eq!((deciding.contains(name), is_told), (!is_unsure, is_unsure), "{to}, {name}: {shown}");
        }
        nameless(&shown);
    }
}

/// A meeting was remote where it is said to have been held so, and mixed where some alone took part from a distance.
#[test]
fn a_place_with_somebody_at_a_distance_is_no_remote_meeting() {
    for (place, form) in [
        ("Distansmöte via Teams, klockan 9–12", Some("remote")),
        ("Digitalt möte, tisdag 28 november 2023 kl. 9–12", Some("remote")),
        ("Kommunhuset i Storby, klockan 9–12. En ledamot deltog via Teams", Some("mixed")),
        ("Kommunhuset i Storby. Ingen deltog via Teams", None),
        ("Kommunhuset i Storby, Teams", None),
    ] {
        let document = text("protokoll.md").replacen("Distansmöte, klockan 9–12", place, 1);
        let folder = workspace_with("protokoll.md", &document);
        let shown =
            stdout(&samkoll(&folder.path().join("w"), &["read", "../protokoll.md", "--as", "minutes"]));
        let line = shown.lines().find_map(|it| it.strip_prefix("form = "));
        assert_eq!(line, form.map(|it| format!("\"{it}\"")).as_deref(), "{place}: {shown}");
        assert_eq!(shown.contains("  mötets form: "), form.is_none(), "{place}: {shown}");
    }
}

/// What is told of each paragraph, by its title and text: the decisions taken from it, and what is left to a person.
fn told(paragraphs: &[(&str, &str)]) -> Vec<(Vec<String>, Vec<String>)> {
    let texts =
        paragraphs.iter().zip(11..).map(|((title, text), at)| format!("## § {at} {title}\n\n{text}\n\n"));
    let head = "# Protokoll\n\nSamordningsförbundet Exempel\n\nSammanträdesdatum 2023-11-29\n\n";
    let folder = workspace_with("protokoll.md", &texts.fold(head.to_owned(), |all, it| all + it.as_str()));
    let own = folder.path().join("w");
    let shown = stdout(&samkoll(&own, &["read", "../protokoll.md", "--as", "minutes"]));
    let decisions =
        shown.lines().filter_map(|it| it.strip_prefix("  Beslut: ")).flat_map(|it| it.split("; "));
    let decisions: Vec<String> = decisions.map(|it| format!("  {it}")).collect();
    let lines: Vec<String> = shown.lines().map(str::to_owned).collect();
    let of = |lines: &[String], begin: String| {
        lines.iter().filter_map(|it| it.strip_prefix(&begin)).map(str::to_owned).collect::<Vec<_>>()
    };
    let said = |at: usize| (of(&decisions, format!("  § {at} ")), of(&lines, format!("  § {at}: ")));
    (11..).take(paragraphs.len()).map(said).collect()
}

#[test]
fn a_decision_is_taken_where_every_word_of_it_adopts_the_thing_itself() {
    let cases = [
        ("Budget", "Styrelsen beslutar att anta budget 2024.", "budget 2024"),
        ("Budget", "Förbundsstyrelsen fastställer förslaget till budget för 2024.", "budget 2024"),
        (
            "Budget",
            "Styrelsen beslutar att fastställa upprättat förslag till budget 2024–2026.",
            "budget 2024–2026",
        ),
        (
            "Budget",
            "Styrelsen beslutar att anta budget för Samordningsförbundet Exempel 2024 – 2026.",
            "budget 2024–2026",
        ),
        (
            "Budget",
            "Styrelsen antog budget för 2024 med plan för verksamheten och ekonomin 2025–2026.",
            "budget 2024–2026",
        ),
        (
            "Budget",
            "Beslut\n\nAtt fastställa budgeten för år 2024 i enlighet med kansliets förslag (bilaga 3).",
            "budget 2024",
        ),
        ("Budget", "Styrelsen beslutar\n\natt anta budget för 2024\n\nenligt förslag.", "budget 2024"),
        ("Bokslut", "Styrelsen godkänner årsredovisningen för 2022.", "årsredovisning 2022"),
        (
            "Plan",
            "**Beslut:** Styrelsen beslutade att även anta förbundets verksamhetsplan för 2024.",
            "verksamhetsplan 2024",
        ),
        ("Möten", "Styrelsen antog mötesplan/årshjul för 2024.", "årshjul 2024"),
        (
            "Förslag på årshjul – beslut (bilaga 3)",
            "Kim föredrog förslag på årshjul.\n\nBeslut: Styrelsen antog förslaget.",
            "årshjul",
        ),
        (
            "Social budget – beslut (bilaga 5)",
            "Beslut: Styrelsen antar förslaget med några mindre justeringar.",
            "social budget",
        ),
        ("Resor", "Styrelsen antog resepolicyn enligt bilaga 4.", "riktlinjer"),
        ("Ordning", "Styrelsen fastställde arbetsordningen för styrelsen.", "styrdokument"),
    ];
    let said = told(&cases.map(|(title, decided, _)| (title, decided)));
    for ((_, decided, taken), said) in cases.into_iter().zip(said) {
        assert_eq!(said, (vec![taken.to_owned()], Vec::new()), "{decided}");
    }
}

/// Whatever else is said of a thing of a known sort is told, and nothing is written as adopted.
#[test]
fn what_is_not_surely_adopted_is_left_to_a_person() {
    let sentences = [
        "Styrelsen beslutar att inte anta budget 2024.",
        "Styrelsen beslutar att upphäva beslutet att anta budget 2024.",
        "Bo Berg yrkar att styrelsen antar budget 2024.",
        "Styrelsen beslutar att ge chefen i uppdrag att anta budget 2024.",
        "Beslut: Styrelsen noterar att revisorerna inte godkänt budget 2024.",
        "Styrelsen beslutar att skjuta upp beslutet om att anta budget 2024.",
        "Styrelsen antog utkast till budget för 2024–2026 att sändas till medlemmarna på samråd.",
        "Styrelsen antog förslag till budget för 2024.",
        "Styrelsen antog budgetförslag för 2024 att sändas till medlemmarna.",
        "Styrelsen antog tidplanen för budget 2024.",
        "Styrelsen antog budgetramar för 2024.",
        "Styrelsen godkände information om budget för 2024.",
        "Styrelsen godkände budgetuppföljningen.",
        "Styrelsen beslutade att preliminärt anta budget för 2024.",
        "Styrelsen antog budget för 2024, förutsatt att medlemmarna betalar.",
        "Styrelsen antog budget för 2024 villkorat av medlemmarnas besked.",
        "Styrelsen antog budget för 2024 om medlemmarna betalar.",
        "Styrelsen antog budget för 2024. Beslutet gäller under förutsättning att medlemmarna betalar.",
        "Styrelsen antog budget för 2024.\n\nRegion Exempel reserverar sig mot beslutet.",
        "Styrelsen antog budget för\n\nProjekt Alfa.",
        "Styrelsen antog den reviderade budgeten för 2024.",
        "Styrelsen antog budget för projektet Alfa 2024.",
        "Styrelsen antog budget för 2024 att gälla från den 1 mars.",
        "Förslag till beslut\n\nStyrelsen beslutar att anta budget för 2024.",
        "Kansliet föreslår att tidplanen ändras.\n\nBeslut: Styrelsen antar förslaget.",
        "I november antog styrelsen budget för 2024.",
        "Styrelsen antog verksamhetsplan och budget för 2024.",
        "Beslut: Budget för 2024 antas inte.",
        "Styrelsen antog tidplanen för årsredovisningen 2023.",
        "Styrelsen godkände genomgången av årsredovisningen för 2023.",
        "Styrelsen antog internkontrollplan för 2024.",
        "Styrelsen antog utkast till verksamhetsplan för 2024.",
        "Styrelsen antog riktlinjer för delegationsordningen.",
    ];
    let titles = [
        ("Utkast till budget 2024", "Beslut: Styrelsen antog budget för 2024."),
        ("Samråd om budget 2024", "Beslut: Styrelsen antog budget för 2024."),
        ("Tidplan för budget 2024", "Beslut: Styrelsen antog förslaget."),
    ];
    let cases: Vec<_> = sentences.into_iter().map(|it| ("Budget 2024", it)).chain(titles).collect();
    for (case, (decisions, left)) in cases.iter().zip(told(&cases)) {
        assert_eq!(decisions, Vec::<String>::new(), "{case:?}");
        assert!(!left.is_empty(), "nothing is told of it: {case:?}");
    }
}
