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
