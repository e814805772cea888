//! What a document says of itself: the same in every form of it, each planted fault found and nothing else, and written
//! so that a workspace reads it.

use std::fs;

use samkoll::audit::outline::{self, Outline, Remark};
use samkoll::audit::{Audit, agreement, audit};
use samkoll::document::{self, Document};
use samkoll::import::structure;

use crate::cli::{code, samkoll, stderr, stdout};
use crate::common::{load_whole, root, synthetic};
use crate::reading::forms;

/// What is not right in `numrering`, one of each kind.
const FAULTS: &[&str] = &[
    "numbering: avsnitt 1.2 följs av 1.4",
    "numbering: avsnitt 2.1 två gånger",
    "numbering: tabell 1 följs av 3",
    "numbering: avsnitt 3.3 följs av 3.2",
    "numbering: avsnitt 5.1 står under 4",
    "contents: avsnitt 1.2 heter ”Förbundets uppdrag”, men ”Uppdraget” i innehållsförteckningen",
    "contents: avsnitt 4 heter ”Ekonomi”, men ”Ekonomi i sammandrag” i innehållsförteckningen",
    "contents: avsnitt 3.2 Deltagarnas röster saknas i innehållsförteckningen",
    "contents: innehållsförteckningen går tillbaka från sida 5 till 4 (”2.1 Individinriktade insatser”)",
    "contents: ”3.4 Metod” i innehållsförteckningen har nummer 3.1 i texten",
    "contents: ”6 Avslutande ord” i innehållsförteckningen finns inte i texten",
    "reference: avsnitt 7.3 finns inte",
    "reference: tabell 4 finns inte",
    "reference: bilaga 5 finns inte",
    "reference: avsnitt 3.1 är den egna platsen",
    "reference: bilaga 1 är den egna platsen",
    "placeholder: en punkt i listan är tom",
    "placeholder: ”XX” står för något som inte är ifyllt",
    "placeholder: ”ÅÅÅÅ-MM-DD” står för något som inte är ifyllt",
    "placeholder: ”____” står för något som inte är ifyllt",
    "placeholder: ”[belopp]” står för något som inte är ifyllt",
    "placeholder: ”?” står för något som inte är ifyllt",
    "placeholder: ”klicka här för att ange” står för något som inte är ifyllt",
    "count: texten säger 4 bilagor, men det är 3",
    "count: texten säger 3 mål, men det är 2",
    "name: ”Statistiska centralbanken",
    "date: 31 november 2023 finns inte i kalendern",
    "date: 12 december 2023 är en tisdag",
];

/// What is asked about `fragor`, one of each kind.
const QUESTIONS: &[&str] = &[
    "numbering: tabell 1 finns två gånger",
    "numbering: rubriker på en annan nivå än andra med lika djupa nummer: 1.4",
    "enclosure: bilagor som nämns och inte finns i filen: 2. Ligger de i egna filer?",
    "placeholder: under rubriken ”1.3 Resor” står ingenting",
    "placeholder: ”NN” står för något som inte är ifyllt",
    "placeholder: skulle bestämmas senast 2023-11-30: är det gjort?",
    "name: ”kompetenutveckling” står en gång, ”kompetensutveckling” 6 gånger: är det samma ord?",
    "name: ”Årsberättelse 2022” i ett dokument om 2023: är året kvar från en tidigare utgåva?",
];

fn read(name: &str, bytes: &[u8]) -> Document {
    document::read(name, bytes).unwrap_or_else(|why| panic!("{name}: {}", why.0.sv))
}

fn text(name: &str) -> String {
    fs::read_to_string(root().join("fixtures/documents").join(name)).unwrap()
}

fn of(text: &str) -> Outline {
    outline::structure(&read("x.md", text.as_bytes()))
}

/// What is sure or asked, without the words around it.
fn told(outline: &Outline, is_sure: bool) -> Vec<String> {
    let bare = |it: &str| it.split(" (").next().unwrap().to_owned();
    let told = |it: &Remark| match it.about {
        outline::About::Contents => format!("{}: {}", it.about.name(), it.text.sv),
        _ => format!("{}: {}", it.about.name(), bare(&it.text.sv)),
    };
    outline.remarks.iter().filter(|it| it.is_sure == is_sure).map(told).collect()
}

#[test]
fn every_planted_fault_of_structure_is_found_and_nothing_else() {
    let none: &[&str] = &[];
    for (name, faults, questions) in
        [("numrering.md", FAULTS, none), ("fragor.md", none, QUESTIONS), ("ordning.md", none, none)]
    {
        let outline = of(&text(name));
        assert_eq!(told(&outline, true), faults, "{name}");
        assert_eq!(told(&outline, false), questions, "{name}");
    }
}

/// In Word and in HTML, as the tests write it from the text; `SAMKOLL_WRITE=1` writes them anew.
#[test]
fn each_form_has_the_same_structure() {
    for stem in ["numrering", "fragor", "ordning"] {
        let document = read("x.md", text(&format!("{stem}.md")).as_bytes());
        let outline = outline::structure(&document);
        let html = forms::html(&document).into_bytes();
        let docx = forms::docx(&forms::body(&document));
        for (ending, bytes) in [("html", html), ("docx", docx)] {
            let name = format!("{stem}.{ending}");
            let path = root().join("fixtures/documents").join(&name);
            if std::env::var_os("SAMKOLL_WRITE").is_some() {
                fs::write(&path, &bytes).unwrap();
            }
            assert!(
                fs::read(&path).is_ok_and(|it| it == bytes),
                "{name}: SAMKOLL_WRITE=1 cargo test outline"
            );
            let other = outline::structure(&read(&name, &bytes));
            for is_sure in [true, false] {
                assert_eq!(told(&other, is_sure), told(&outline, is_sure), "{name}");
            }
            assert_eq!(structure::toml(&other, stem), structure::toml(&outline, stem), "{name}");
        }
    }
}

/// A reference whose words are those of another part's title is asked about.
#[test]
fn a_reference_to_another_part_than_it_speaks_of_is_asked_about() {
    let text = |number: usize| {
        format!(
            "# A\n\n## 1 B\n\nEnkätsvaren i sin helhet finns i bilaga {number}.\n\n\
             ## Bilaga 1. Metod\n\nx\n\n## Bilaga 2. Enkätsvaren i sin helhet\n\nx\n"
        )
    };
    assert_eq!(told(&of(&text(1)), false), ["reference: bilaga 1: menas 2?"]);
    assert!(of(&text(2)).remarks.is_empty());
}

/// What may be another work's or lie in a file of its own is no fault; each line of the contents is one, in every form.
#[test]
fn what_the_document_does_not_show_is_no_fault() {
    let parts =
        "## 1 Inledning\n\nX\n\n## 2 Mål\n\nText.\n\n### 2.1 Delmål\n\nText.\n\n## 3 Ekonomi\n\nText.\n";
    let none: &[&str] = &[];
    let own_files: &[&str] =
        &["enclosure: bilagor som nämns och inte finns i filen: 1. Ligger de i egna filer?"];
    let about = |words: &str| format!("# A\n\n{}", parts.replace('X', words));
    for words in [
        "Se även kapitel 11 kommunallagen.",
        "RKR R14, avsnitt 13. Utredningen (SOU 2018:80, avsnitt 14).",
        "Se avsnitt 9 förvaltningslagen.",
        "Det står i Handbok för samverkan, avsnitt 9.",
        "Se avsnitt 9 Handbok för samverkan.",
        "Se kapitel 9.",
    ] {
        let outline = of(&about(words));
        assert_eq!(told(&outline, true), none, "{words}");
        assert_eq!(told(&outline, false), none, "{words}");
    }
    assert_eq!(told(&of(&about("Se avsnitt 9.")), true), ["reference: avsnitt 9 finns inte"]);
    let chapters = "# A\n\n## Kapitel 1 B\n\nSe kapitel 9.\n\n## Kapitel 2 C\n\nText.\n";
    assert_eq!(told(&of(chapters), true), ["reference: avsnitt 9 finns inte"]);
    let contents =
        "- 1 Inledning ........ 3\n- 2 Mål ........ 4\n- 3 Ekonomi ........ 6\n- Bilaga 1: Budget 2024\n";
    let beside = format!("# A\n\nInnehåll\n\n{contents}\n{}", parts.replace('X', "Se bilaga 1."));
    assert!(
        told(&of(&beside), true).iter().all(|it| !it.contains("ilaga")),
        "{:?}",
        told(&of(&beside), true)
    );
    assert_eq!(told(&of(&beside), false), own_files);
    for contents in [
        "1. Inledning 3\n2. Mål 4\n2.1 Delmål 4\n3. Ekonomi 6\n",
        "1 Inledning 3\n2 Mål 4\n2.1 Delmål 4\n3 Ekonomi 6\n",
        "- 1 Inledning 3\n- 2 Mål 4\n- 2.1 Delmål 4\n- 3 Ekonomi 6\n",
    ] {
        let outline = of(&format!("# A\n\nInnehåll\n\n{contents}\n{parts}"));
        assert_eq!(told(&outline, true), none, "{contents}");
        let titles: Vec<&str> = outline.contents.iter().map(|it| it.title.as_str()).collect();
        assert_eq!(titles, ["Inledning", "Mål", "Delmål", "Ekonomi"], "{contents}");
    }
    let letters = "# V\n\n## Bilaga 1 A\n\nText.\n\n## Bilaga 2a B\n\nText.\n\n## Bilaga 2b C\n\nSe bilaga 1.\n\n## Bilaga 3 D\n\nText.\n";
    assert_eq!(told(&of(letters), true), none);
    // In plain text headings run together with what stands under them.
    let plain = "Plan\n\nInnehåll\n1. Inledning\t3\n2. Mål\t4\n2.1 Delmål\t4\n3. Ekonomi\t6\nBilagor\n1. Budget\n2. Årshjul\n\n\
        1. Inledning\nText här.\n\n2. Mål\nText.\n\n2.1 Delmål\nText.\n\n3. Ekonomi\nText om ekonomin.\n";
    let outline = outline::structure(&read("x.txt", plain.as_bytes()));
    assert_eq!(told(&outline, true), none);
}

/// A number that is parted in thousands is one; an organisation's number is one without its dash too.
#[test]
fn numbers_of_an_agreement_are_whole() {
    let of = |amount: &str| format!("# Avtal\n\n## 1 Ekonomi\n\nHögst {amount} kr per år.\n");
    let (own, other) = (of("1 200 000"), of("1 300 000"));
    let (document, other) = (read("x.md", own.as_bytes()), read("y.md", other.as_bytes()));
    let mut audit = audit(&document, None);
    agreement::read(&document, &mut audit, Some(&other));
    let differs =
        "difference: tal och dagar som skiljer sig: bara här 1 200 000 kr; bara i y.md 1 300 000 kr";
    assert!(told(&audit.outline, false).iter().any(|it| it == differs), "{:?}", told(&audit.outline, false));
    let parties = "# Avtal\n\n## Parter\n\nSamordningsförbundet Exempel (organisationsnummer: 2220009993) och Exempelby kommun \
        (16212000-9911). Dnr 202300-1234.\n";
    let agreement = as_agreement("x.md", parties.as_bytes(), None).agreement.unwrap();
    let numbers: Vec<&str> = agreement.parties.iter().map(|it| it.number.as_str()).collect();
    assert_eq!(numbers, ["222000-9993", "212000-9911"]);
    // What is to be like something is an agreement.
    let folder = root().join("fixtures/documents");
    let run = samkoll(&folder, &["read", "avtal.md", "--as", "minutes", "--like", "avtal.md"]);
    assert_eq!(code(&run), 2);
    assert!(stderr(&run).contains("--as agreement"), "{}", stderr(&run));
}

/// An agreement says the same in Word and in HTML.
#[test]
fn an_agreement_is_read_alike_in_every_form() {
    for name in ["avtal.md", "avtal-fel.md", "avtal-nytt.md"] {
        let document = read("x.md", text(name).as_bytes());
        let expected = as_agreement("x.md", text(name).as_bytes(), Some("avtal.md"));
        let html = forms::html(&document).into_bytes();
        let docx = forms::docx(&forms::body(&document));
        for (other, bytes) in [("x.html", html), ("x.docx", docx)] {
            let audit = as_agreement(other, &bytes, Some("avtal.md"));
            for is_sure in [true, false] {
                assert_eq!(told(&audit.outline, is_sure), told(&expected.outline, is_sure), "{name} {other}");
            }
            let parties = |it: &Audit| -> Vec<String> {
                it.agreement
                    .iter()
                    .flat_map(|it| &it.parties)
                    .map(|it| format!("{} {}", it.name, it.number))
                    .collect()
            };
            assert_eq!(parties(&audit), parties(&expected), "{name} {other}");
        }
    }
}

/// A header with another year than the document's title is asked about, and stands under no heading.
#[test]
fn what_stands_on_every_page_is_read_and_no_table() {
    let header = "<w:hdr xmlns:w=\"w\"><w:tbl><w:tr><w:tc><w:p><w:r><w:t>Årsredovisning 2022</w:t></w:r></w:p></w:tc>\
        <w:tc><w:p><w:r><w:t>1</w:t></w:r></w:p></w:tc></w:tr></w:tbl></w:hdr>";
    let body = "<w:p><w:pPr><w:pStyle w:val=\"Rubrik1\"/></w:pPr><w:r><w:t>Årsredovisning 2023</w:t></w:r></w:p>\
        <w:p><w:r><w:t>Text.</w:t></w:r></w:p>";
    for (part, questions) in [("word/header2.xml", 1), ("word/other.xml", 0)] {
        let document = read("x.docx", &forms::docx_with(body, &[(part, header)]));
        let outline = outline::structure(&document);
        assert_eq!(told(&outline, false).len(), questions, "{part}");
        assert!(outline.remarks.iter().all(|it| it.from.is_empty()) && document.tables().count() == 0);
    }
}

/// From the command line: a draft fails a build as it is, and what differs is asked.
#[test]
fn a_draft_can_be_checked_before_anyone_writes_toml() {
    let folder = root().join("fixtures/documents");
    let run = |arguments: &[&str]| samkoll(&folder, &[&["read"], arguments].concat());
    for (arguments, exit) in [
        (vec!["avtal.md", "--as", "agreement"], 0),
        (vec!["avtal.md", "--as", "agreement", "--like", "avtal.md"], 0),
        (vec!["avtal-fel.md", "--as", "agreement"], 1),
        (vec!["avtal-nytt.md", "--as", "agreement"], 0),
        (vec!["avtal-nytt.md", "--as", "agreement", "--like", "avtal.md"], 1),
        (vec!["avtal.md"], 3),
        (vec!["fragor.md"], 3),
        (vec!["ordning.md"], 0),
        (vec!["avtal.md", "--like", "avtal-fel.md"], 2),
        (vec!["avtal.md", "--as", "agreement", "--like", "nowhere.md"], 2),
    ] {
        let run = run(&arguments);
        assert_eq!(code(&run), exit, "{arguments:?}\n{}{}", stdout(&run), stderr(&run));
    }
    let json = run(&["avtal-fel.md", "--as", "agreement", "--format", "json", "--lang", "en"]);
    let json: serde_json::Value = serde_json::from_str(&stdout(&json)).unwrap();
    assert_eq!(json["agreement"]["parties"][0]["valid"], false);
    assert_eq!(json["agreement"]["copies"], 5);
    assert_eq!(json["outline"]["findings"].as_array().unwrap().len(), AGREEMENT.0.len());
    assert!(json["outline"]["findings"][0]["message"].as_str().unwrap().contains("is followed by"));
    let told = run(&["avtal-fel.md", "--as", "agreement"]);
    insta::with_settings!({ omit_expression => true }, {
        insta::assert_snapshot!("read_avtal", stdout(&told));
    });
}

/// What is written is what a workspace reads, and its rules say the same of it.
#[test]
fn a_workspace_reads_the_structure_that_is_written() {
    for name in ["numrering", "fragor", "ordning", "hel", "utkast"] {
        let outline = of(&text(&format!("{name}.md")));
        let mut texts = synthetic();
        let source = format!("[[source]]\nid = \"{name}\"\ntitle = \"Syntetisk\"\nadopted = 2024-03-01\n\n");
        texts.insert("follow-up/structure.toml".into(), source + &*structure::toml(&outline, name));
        let workspace = load_whole(&texts);
        let read = workspace.model.structures.iter().find(|it| it.document.value == name);
        assert_eq!(read.unwrap().parts.len(), outline.parts.len(), "{name}");
    }
}

/// What is not right in `avtal-fel`, then what is asked.
const AGREEMENT: (&[&str], &[&str]) = (
    &[
        "numbering: avsnitt 2 följs av 4",
        "reference: bilaga 3 finns inte",
        "placeholder: ”[kommun]” står för något som inte är ifyllt",
        "placeholder: ”XX” står för något som inte är ifyllt",
        "placeholder: under rubriken ”§ 5 Uppföljning” står ingenting",
        "date: 31 november 2024 finns inte i kalendern",
        "party: Samordningsförbundet Exempel: organisationsnumret 222000-9994 kan inte vara rätt",
        "party: Försäkringskassan har organisationsnummer 202100-5521, inte 202100-2114",
        "party: Arbetsförmedlingen har organisationsnummer 202100-2114, inte 212000-9911",
        "copies: 5 exemplar, men 4 parter med organisationsnummer",
        "reference: § 9 finns inte",
        "date: tiden slutar 2024-12-31 och börjar 2026-01-01",
    ],
    &["copies: 2 rader att skriva under på, men 4 parter med organisationsnummer"],
);

/// What differs between `avtal-nytt` and the agreement it should be like: what is missing, then what is asked.
const UNLIKE: (&[&str], &[&str]) = (
    &["difference: avsnittet ”4. Uppföljning” i avtal.md saknas här"],
    &[
        "difference: avsnittet finns inte i avtal.md",
        "difference: avsnittet heter ”2. Syfte” i avtal.md",
        "difference: tal och dagar som skiljer sig: bara här 30 september, tre handläggare; bara i avtal.md 31 oktober, två handläggare",
        "difference: orden skiljer sig från avtal.md, men inga tal, i: 5. Giltighet",
    ],
);

fn as_agreement(name: &str, bytes: &[u8], like: Option<&str>) -> Audit {
    let document = read(name, bytes);
    let other = like.map(|it| read(it, text(it).as_bytes()));
    let mut audit = audit(&document, None);
    agreement::read(&document, &mut audit, other.as_ref());
    audit
}

#[test]
fn an_agreement_is_asked_of_its_parties_its_copies_and_its_days() {
    let none: &[&str] = &[];
    for (name, like, (faults, questions)) in [
        ("avtal.md", None, (none, none)),
        ("avtal.md", Some("avtal.md"), (none, none)),
        ("avtal-fel.md", None, AGREEMENT),
        ("avtal-nytt.md", Some("avtal.md"), UNLIKE),
    ] {
        let audit = as_agreement(name, text(name).as_bytes(), like);
        assert_eq!(told(&audit.outline, true), faults, "{name} {like:?}");
        assert_eq!(told(&audit.outline, false), questions, "{name} {like:?}");
    }
    let right = as_agreement("avtal.md", text("avtal.md").as_bytes(), None).agreement.unwrap();
    let parties: Vec<(&str, &str)> =
        right.parties.iter().map(|it| (it.name.as_str(), it.number.as_str())).collect();
    assert_eq!(
        parties,
        [
            ("Samordningsförbundet Exempel", "222000-9993"),
            ("Exempelby kommun", "212000-9911"),
            ("Försäkringskassan", "202100-5521"),
            ("Arbetsförmedlingen", "202100-2114"),
        ]
    );
    assert_eq!((right.sections, right.copies, right.signatures, right.deadlines.len()), (6, Some(4), 4, 2));
}

/// Whatever a text holds, it is read in steps that grow with it, and nothing is found where nothing is said.
#[test]
fn what_is_no_document_of_ours_is_read_all_the_same() {
    let none: Vec<String> = Vec::new();
    for (words, why) in [
        ("", "no headings"),
        ("Just a letter.\n\nIn another language, see table 3 and section 7.\n", "another language"),
        ("# One\n\n## 1 A\n\nText.\n\n## 2 B\n\nText, see section 9.\n", "headings in another language"),
        ("§§§ 7\n\n[[[\n\n((((SCB)\n\n- - -\n\n....\n", "signs alone"),
    ] {
        let outline = of(&format!("{words}x\n"));
        assert_eq!(told(&outline, true), none, "{why}");
    }
    // As many of each as a quadratic step would choke on.
    let many = 4_000;
    let headings: String =
        (0..many).map(|it| format!("## {}.{} Rubrik\n\nSe avsnitt 1.{it}.\n\n", it % 999, it % 7)).collect();
    let again = "## 1. Rubrik\n\n1. Punkt\n\nTabell 1. Text\n\nTre mål:\n\n- ett\n\n".repeat(many / 10);
    let line = "Se bilaga 3 (SCB) och tabell 4 den 3 maj 2023, ____ kr, 222000-9993, ".repeat(many);
    let nested: String = (0..200).map(|it| format!("{}- x\n", "  ".repeat(it))).collect();
    for text in [headings, again, line, nested] {
        let document = read("x.md", text.as_bytes());
        let mut audit = audit(&document, None);
        agreement::read(&document, &mut audit, Some(&document));
        assert!(!structure::toml(&audit.outline, "x").contains("  [["));
    }
}
