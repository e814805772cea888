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

/// The day is the meeting's own, and a decision is what these minutes decide; another förbund's are refused.
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
    for (decided, is_taken) in [
        ("Styrelsen beslutar att anta budget 2024.", true),
        ("Styrelsen beslutar att inte anta budget 2024.", false),
        ("Styrelsen beslutar att upphäva beslutet att anta budget 2024.", false),
        ("Bo Berg yrkar att styrelsen antar budget 2024.", false),
        ("Styrelsen beslutar att ge chefen i uppdrag att anta budget 2024.", false),
        ("Beslut: Styrelsen noterar att revisorerna inte godkänt budget 2024.", false),
        ("Styrelsen beslutar att skjuta upp beslutet om att anta budget 2024.", false),
    ] {
        let text = format!("{head}Sammanträdesdatum 2024-03-20\n\n## § 11 Budget 2024\n\n{decided}\n");
        let folder = workspace_with("protokoll.md", &text);
        let own = folder.path().join("w");
        let shown = stdout(&samkoll(&own, &["read", "../protokoll.md", "--as", "minutes"]));
        assert_eq!(shown.contains("  Beslut: § 11 budget 2024"), is_taken, "{decided}: {shown}");
    }
    let other = format!("{}Sammanträdesdatum 2024-03-20{items}", head.replace("Exempel", "Norrby"));
    let folder = workspace_with("protokoll.md", &other);
    let before = register(folder.path());
    let run = samkoll(&folder.path().join("w"), &["read", "../protokoll.md", "--as", "minutes", "--into"]);
    assert_eq!(code(&run), 2, "{}", stdout(&run));
    assert!(stderr(&run).contains("dokumentet är av Samordningsförbundet Norrby"), "{}", stderr(&run));
    assert_eq!(register(folder.path()), before);
}
