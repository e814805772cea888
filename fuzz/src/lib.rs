//! What each fuzz target does with its bytes, and what it begins from. `cargo fuzz` runs these with coverage, and
//! `cargo test` with plain mutation (tests/it/fuzz.rs). None may panic, and nothing may be refused without a word.

use std::collections::BTreeMap;
use std::fs;
use std::io::{Cursor, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use samkoll::amount::{Language, Text};
use samkoll::audit::{Audit, agreement, audit};
use samkoll::calendar::Question;
use samkoll::comparison::{Comparison, Saved};
use samkoll::cycle::Cycle;
use samkoll::document::Document;
use samkoll::evaluate::Selection;
use samkoll::import::reading::{Papers, Source, files_of, take};
use samkoll::import::rows::{Asked, Complaint, Origin, Rows, Sort, enter};
use samkoll::import::{book, chart_of, draw, file_of, minutes, structure, table};
use samkoll::model::organisation::DocumentKind;
use samkoll::record::{Entry, Value, with_entry};
use samkoll::render::calendar::ics::Former;
use samkoll::render::html::reading as page;
use samkoll::render::json::sarif::reading as sarif;
use samkoll::render::reading::{self, Reading};
use samkoll::render::xlsx::{Form, form};
use samkoll::render::{json, problems, text};
use samkoll::starter::{self, Answers, Board, Ids, Member, MemberKind, Part, Sharing};
use samkoll::{Workspace, assess, document, load, sie};

/// A target: its name, what it does, and what it begins from.
pub struct Target {
    pub name: &'static str,
    pub run: fn(&[u8]),
    /// How many mutations an ordinary `cargo test` has time for.
    pub rounds: usize,
    pub seeds: fn() -> Vec<Vec<u8>>,
}

/// Every target there is.
pub const TARGETS: &[Target] = &[
    Target { name: "model", run: model, rounds: 30, seeds: model_seeds },
    Target { name: "rules", run: rules, rounds: 30, seeds: rule_seeds },
    Target { name: "script", run: script, rounds: 30, seeds: || texts_of("rules", "rhai") },
    Target { name: "sie", run: sie, rounds: 150, seeds: || texts_of("fixtures/ledgers", "") },
    Target { name: "xlsx", run: xlsx, rounds: 100, seeds: || vec![BOOK.clone()] },
    Target { name: "sheet", run: sheet, rounds: 6, seeds: || vec![part_of(&BOOK, SHEET)] },
    Target { name: "csv", run: csv, rounds: 150, seeds: csv_seeds },
    Target { name: "document", run: document, rounds: 40, seeds: document_seeds },
    Target { name: "docx", run: docx, rounds: 40, seeds: || vec![part_of(&WORD, DOCUMENT)] },
    Target { name: "pdf", run: pdf, rounds: 40, seeds: || texts_of("fixtures/documents", "pdf") },
    Target { name: "register", run: register, rounds: 100, seeds: register_seeds },
    Target { name: "answers", run: answers, rounds: 40, seeds: answer_seeds },
    Target { name: "saved", run: saved, rounds: 30, seeds: saved_seeds },
    Target { name: "ics", run: ics, rounds: 100, seeds: ics_seeds },
];

type Texts = BTreeMap<String, String>;

/// The project's own folder, from wherever this is built.
fn root() -> PathBuf {
    let own = Path::new(env!("CARGO_MANIFEST_DIR"));
    if own.join("fuzz_targets").is_dir() { own.join("..") } else { own.to_owned() }
}

/// Every file below a folder, its path from there and its bytes, in their order.
fn files(folder: &str) -> Vec<(String, Vec<u8>)> {
    let mut found = Vec::new();
    let (base, mut waiting) = (root().join(folder), vec![root().join(folder)]);
    while let Some(next) = waiting.pop() {
        for entry in fs::read_dir(next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                waiting.push(path);
            } else {
                let name = path.strip_prefix(&base).unwrap().to_string_lossy().replace('\\', "/");
                found.push((name, fs::read(&path).unwrap()));
            }
        }
    }
    found.sort();
    found
}

fn texts_of(folder: &str, ending: &str) -> Vec<Vec<u8>> {
    let files = files(folder).into_iter().filter(|(name, _)| name.ends_with(ending));
    files.map(|(_, bytes)| bytes).filter(|bytes| bytes.len() < 40_000).collect()
}

fn workspace_in(folder: &str) -> Texts {
    let files = files(folder).into_iter();
    files.filter_map(|(name, bytes)| Some((name, String::from_utf8(bytes).ok()?))).collect()
}

static BASE: LazyLock<Texts> = LazyLock::new(|| workspace_in("fixtures/rules/base"));
static FORBUND: LazyLock<Workspace> = LazyLock::new(|| load(&workspace_in("fixtures/testforbundet")));

fn question() -> Question {
    Question { as_of: "2024-06-01".parse().unwrap(), known_at: None }
}

/// Everything that is said of a workspace, in both languages; what is broken says why.
fn tell(texts: &Texts, selection: &Selection) {
    let workspace = load(texts);
    for language in [Language::Sv, Language::En] {
        let shown = problems::render(&workspace.problems, &workspace.files, language, false);
        assert!(workspace.problems.is_empty() || !shown.trim().is_empty(), "a problem without a word");
    }
    if workspace.is_broken() {
        return;
    }
    let report = assess(&workspace, question(), selection);
    assert!(json::v1::render(&report, Language::Sv).unwrap().into_text().is_ok());
    let _ = text::render(&report, text::Role::InFull, Language::En);
}

/// The files a text may be, chosen by the first byte.
const PATHS: [&str; 8] = [
    "samkoll.toml",
    "agreements/x.toml",
    "agreements/organisations.toml",
    "figures/x.toml",
    "register/x.toml",
    "follow-up/x.toml",
    "rules/x/x.toml",
    "waivers.toml",
];

/// One file of a workspace: the first byte says which.
pub fn model(bytes: &[u8]) {
    let Some((kind, rest)) = bytes.split_first() else { return };
    let Ok(text) = std::str::from_utf8(rest) else { return };
    let mut texts = BASE.clone();
    texts.insert(PATHS[usize::from(*kind) % PATHS.len()].to_owned(), text.to_owned());
    tell(&texts, &Selection::default());
}

fn model_seeds() -> Vec<Vec<u8>> {
    let mut seeds = Vec::new();
    for folder in ["fixtures/testforbundet", "fixtures/rules/base", "fixtures/inputs"] {
        for (name, bytes) in
            files(folder).into_iter().filter(|(name, bytes)| name.ends_with(".toml") && bytes.len() < 40_000)
        {
            let folder = name.split('/').next().unwrap_or_default();
            let kind = PATHS.iter().position(|path| path.split('/').next() == Some(folder)).unwrap_or(4);
            seeds.push([&[u8::try_from(kind).unwrap()], bytes.as_slice()].concat());
        }
    }
    seeds
}

const RULE: &str = "id = \"the-rule\"\nsubject = \"year\"\nauthority = \"law\"\nseverity = \"error\"\n\
    in_force = { from = 2000-01-01 }\nsource = { name = \"Lagen\", ref = \"1 §\" }\ntitle = \"t\"\n\
    message = \"m\"\nwhat = \"w\"\nwhy = \"w\"\nremedy = \"r\"\n";

const FIGURES: &str = "year = 2023\n[[table]]\nid = \"t\"\nsource = \"arsredovisning\"\npart = \"p\"\n\
    kind = \"statement\"\nprints = \"balance-sheet\"\nunit = \"kr\"\ncount = 2\n[table.figures]\n\
    equity.closing = 5\nassets.total = 0\n";

fn with_rule(rule: &str, script: Option<&str>) -> Texts {
    let mut texts = BASE.clone();
    texts.insert("rules/x/the-rule.toml".to_owned(), rule.to_owned());
    texts.extend(script.map(|script| ("rules/x/the-rule.rhai".to_owned(), script.to_owned())));
    texts.insert("figures/2023.toml".to_owned(), FIGURES.to_owned());
    texts
}

fn the_rule() -> Selection {
    Selection { rules: vec!["the-rule".to_owned()], ..Selection::default() }
}

/// The line between a rule's file and its script.
const SCRIPT: &str = "\n+++\n";

/// A rule, and its script where there is one.
pub fn rules(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let (rule, script) = text.split_once(SCRIPT).map_or((text, None), |(rule, script)| (rule, Some(script)));
    tell(&with_rule(rule, script), &the_rule());
}

fn rule_seeds() -> Vec<Vec<u8>> {
    let files = files("rules");
    let text = |name: &str| files.iter().find(|(it, _)| it == name).map(|(_, bytes)| bytes.clone());
    let mut seeds = Vec::new();
    for (name, rule) in files.iter().filter(|(name, _)| name.ends_with(".toml")) {
        let id = name.rsplit('/').next().unwrap_or_default().trim_end_matches(".toml");
        // Under the name that the script beside it is of.
        let mut seed = String::from_utf8_lossy(rule).replace(&format!("id = \"{id}\""), "id = \"the-rule\"");
        if let Some(script) = text(&name.replace(".toml", ".rhai")) {
            seed += SCRIPT;
            seed += &String::from_utf8_lossy(&script);
        }
        seeds.push(seed.into_bytes());
    }
    seeds
}

/// A script of a rule that is right.
pub fn script(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    tell(&with_rule(RULE, Some(text)), &the_rule());
}

/// A ledger file, and the figures drawn from it.
pub fn sie(bytes: &[u8]) {
    let read = sie::read("x.se", bytes);
    assert!(read.ledger.is_some() || !read.problems.is_empty(), "refused without a word");
    let _ = problems::render(&read.problems, &read.files, Language::Sv, false);
    let Some(ledger) = read.ledger else { return };
    let model = &FORBUND.model;
    let Ok(chart) = chart_of(model, Some("bas"), &ledger) else { return };
    for year in [2023, 2024] {
        if let Ok(import) = draw(&ledger, year, model, chart) {
            let _ = samkoll::render::ledger::table(&import, &ledger, model.catalogue(), Language::Sv);
            let _ = file_of(&import, &ledger);
        }
    }
}

/// Does something with the synthetic förbund as rows are held against it.
fn asked<T>(year: i32, act: impl FnOnce(&Asked<'_>) -> T) -> T {
    let cycle = Cycle::until(&FORBUND.model, question(), 2026);
    let recorded = "2025-01-20".parse().unwrap();
    act(&Asked { model: &FORBUND.model, files: &FORBUND.files, cycle: &cycle, year, recorded })
}

/// Rows that were read are entered, or each is told what is wrong with it.
fn entered(year: i32, rows: &[Rows]) {
    let origin = Origin { stem: Some("x"), mark: "# x", title: "x" };
    let told = asked(year, |asked| enter(asked, rows, &origin, &|_| None));
    if let Err(complaints) = told {
        said(&complaints);
    }
}

fn said(complaints: &[Complaint]) {
    assert!(!complaints.is_empty(), "refused without a word");
    let mute = complaints.iter().any(|it| it.text.sv.is_empty() || it.text.en.is_empty());
    assert!(!mute, "a complaint without a word");
}

fn workbook(bytes: &[u8]) {
    match book::read(bytes) {
        Ok(book) if (2000..2100).contains(&book.year) => entered(book.year, &book.rows),
        Ok(_) => (),
        Err(complaints) => said(&complaints),
    }
}

static BOOK: LazyLock<Vec<u8>> = LazyLock::new(|| {
    asked(2024, |asked| {
        form(Form { asked, name: "x", sorts: Sort::OF_A_YEAR, language: Language::Sv }).unwrap()
    })
});
static WORD: LazyLock<Vec<u8>> =
    LazyLock::new(|| fs::read(root().join("fixtures/documents/hel.docx")).unwrap());

const SHEET: &str = "xl/worksheets/sheet2.xml";
const DOCUMENT: &str = "word/document.xml";

/// A workbook, as bytes.
pub fn xlsx(bytes: &[u8]) {
    workbook(bytes);
    read_document("x.xlsx", bytes);
}

/// A sheet of a workbook that is whole otherwise.
pub fn sheet(bytes: &[u8]) {
    let book = with_part(&BOOK, SHEET, bytes);
    workbook(&book);
    read_document("x.xlsx", &book);
}

/// The text of a Word file that is whole otherwise.
pub fn docx(bytes: &[u8]) {
    read_document("x.docx", &with_part(&WORD, DOCUMENT, bytes));
}

fn part_of(archive: &[u8], part: &str) -> Vec<u8> {
    let mut archive = zip::ZipArchive::new(Cursor::new(archive)).unwrap();
    let mut bytes = Vec::new();
    archive.by_name(part).unwrap().read_to_end(&mut bytes).unwrap();
    bytes
}

/// The archive with another text for a part, stored as it is.
fn with_part(archive: &[u8], part: &str, text: &[u8]) -> Vec<u8> {
    let mut archive = zip::ZipArchive::new(Cursor::new(archive)).unwrap();
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    let names: Vec<String> = archive.file_names().map(|name| name.unwrap().into_owned()).collect();
    for name in names {
        writer.start_file(name.as_str(), options).unwrap();
        if name == part {
            writer.write_all(text).unwrap();
        } else {
            let mut own = Vec::new();
            archive.by_name(&name).unwrap().read_to_end(&mut own).unwrap();
            writer.write_all(&own).unwrap();
        }
    }
    writer.finish().unwrap().into_inner()
}

/// A table of text: the first byte says of what.
pub fn csv(bytes: &[u8]) {
    let Some((sort, rest)) = bytes.split_first() else { return };
    let sorts = [Sort::Deliveries, Sort::Meetings, Sort::Figures, Sort::Reported];
    match table::read("x.csv", rest, sorts[usize::from(*sort) % sorts.len()]) {
        Ok(table) => entered(2024, &[table.rows]),
        Err(complaints) => said(&complaints),
    }
}

fn csv_seeds() -> Vec<Vec<u8>> {
    [
        "\0avtal;åtagande;av;period;lämnad\r\nhjul-2024;rapport;styrelsen;2024-T1;2024-05-20\r\n",
        "\u{1}datum;organ;hållet;paragrafer\r\n2024-12-19;Förbundsstyrelsen;ja;1-12\r\n",
        "\u{2}siffra;belopp;enhet\r\nIntäkter;1 234,5;tkr\r\ncost.audit;-45678,90;kr\r\n",
        "\u{3}figure\tamount\tunit\r\nincome.total\t1 000\tkr\r\n",
    ]
    .map(|text| text.as_bytes().to_vec())
    .to_vec()
}

fn read_document(name: &str, bytes: &[u8]) {
    match document::read(name, bytes) {
        Ok(document) => {
            told(&document, &audit(&document, None));
            let mut of_a_year = audit(&document, Some(2024));
            taken_in(&document, &of_a_year);
            agreement::read(&document, &mut of_a_year, Some(&document));
            shown(&document, &of_a_year);
        }
        Err(refusal) => assert!(refusal.0 != Text::default(), "refused without a word"),
    }
}

fn told(document: &Document, audit: &Audit) {
    let reading = Reading { document, audit };
    let _ = reading::text(&reading, Language::Sv);
    assert!(json::v1::reading(&reading, Language::En).is_ok());
}

fn shown(document: &Document, audit: &Audit) {
    let reading = Reading { document, audit };
    assert!(page::render(&reading, Language::Sv).is_ok());
    assert!(sarif::render(&reading, &document.name, Language::En).is_ok());
}

/// What a workspace would take in of a document, as figures and as minutes, is a file that can be read again.
fn taken_in(document: &Document, audit: &Audit) {
    let (model, day) = (&FORBUND.model, question().as_of);
    let reading = take(model, document, &audit.grids, 2024);
    let source = Source { id: "x", declared: Some((&document.name, DocumentKind::AnnualReport)), year: 2024 };
    let outline = structure::toml(&audit.outline, source.id);
    let papers = Papers { entries: &outline, proposed: "" };
    for text in files_of(model, &audit.grids, &reading, source, papers).values() {
        assert!(is_whole(text), "what is written cannot be read: {text}");
    }
    let minutes = minutes::read(model, document);
    let entries = minutes::entries(&minutes, ("styrelsen", day), day, Some("x"), &mut Ids::default());
    let text = entries.iter().try_fold(String::new(), |text, entry| with_entry(&text, entry));
    assert!(text.is_ok_and(|text| is_whole(&text)), "minutes that cannot be entered");
}

/// Whether a text can be written in, and so read.
fn is_whole(text: &str) -> bool {
    with_entry(text, &Entry { list: "fuzz", keys: vec![("id", Value::Whole(1))] }).is_ok()
}

/// An entry written into a file of the register: a text after the first line, which is the entry's own. Every line that
/// was there stands there still, and the file can be read.
pub fn register(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let Some((own, text)) = text.split_once('\n') else { return };
    let words = Value::Texts(own.split(' ').map(str::to_owned).collect());
    let keys = vec![("id", Value::Text(own.to_owned())), ("boards", words)];
    let entry = Entry { list: "delivery", keys };
    let Ok(written) = with_entry(text, &entry) else { return };
    assert!(is_whole(&written), "what was written cannot be read: {written}");
    for comment in text.lines().filter(|it| it.starts_with('#')) {
        assert!(written.contains(comment), "lost: {comment}");
    }
}

fn register_seeds() -> Vec<Vec<u8>> {
    let registers = files("fixtures/testforbundet/register").into_iter();
    registers.map(|(_, bytes)| [b"inkommet \xc3\xa5r\n", bytes.as_slice()].concat()).collect()
}

/// What a new förbund answers, a letter on each line for what is asked: each is read or told of, and what is written of
/// answers that go together is a workspace that nothing is wrong with.
pub fn answers(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let mut answers = Answers { first_year: 2024, ..Answers::default() };
    for line in text.lines() {
        let Some((asked, word)) = line.split_at_checked(1) else { continue };
        if let Err(why) = answered(&mut answers, asked, word) {
            assert!(why != Text::default(), "refused without a word");
        }
    }
    let has = |kind| answers.members.iter().any(|it| it.kind == kind);
    if answers.name.is_empty() || !has(MemberKind::Municipality) {
        return;
    }
    match starter::workspace(&answers, question().as_of) {
        Ok(files) => {
            let workspace = load(&files.into_iter().map(|it| (it.path, it.text)).collect::<Texts>());
            let problems = problems::render(&workspace.problems, &workspace.files, Language::Sv, false);
            assert!(!workspace.is_broken(), "a new workspace that is not right: {problems}");
        }
        Err(faults) => assert!(!faults.is_empty(), "refused without a word"),
    }
}

fn answered(answers: &mut Answers, asked: &str, word: &str) -> Result<(), Text> {
    match asked {
        "n" => answers.name = starter::name(word)?,
        "s" => answers.seat = Some(starter::name(word)?),
        "m" => answers.members.push(Member::read(word)?),
        "b" => answers.board = Some(Board::read(word)?),
        "f" => {
            let from = Some(starter::day(word)?);
            answers.board = answers.board.map(|board| Board { from, ..board });
        }
        "w" => answers.sharing = Some(Sharing::Words(starter::name(word)?)),
        "p" => match &mut answers.sharing {
            Some(Sharing::Parts(parts)) => parts.push(Part::read(word)?),
            sharing => *sharing = Some(Sharing::Parts(vec![Part::read(word)?])),
        },
        "y" => answers.first_year = starter::year(word)?,
        "d" => answers.meetings.push(starter::day(word)?),
        _ => (),
    }
    Ok(())
}

fn answer_seeds() -> Vec<Vec<u8>> {
    [
        "nFörbundet\nmStorby kommun\nmRegion Exempel\n",
        "nFörbundet i Öst\nsStorby\nmStorby kommun\nmLilla stad\nmregion:Öst\nb9+9\nf2024-01-01\n\
         pStorby kommun=60\npLilla stad=40\ny2023\nd2024-03-21\nd2024-06-13\n",
        "nFörbundet\nmkommun:Byn\nmRegion X\nmArbetsförmedlingen:202100-2114\nwefter invånarantal\ny2025\n",
    ]
    .map(|text| text.as_bytes().to_vec())
    .to_vec()
}

const ENDINGS: [&str; 6] = ["md", "txt", "html", "tsv", "docx", "xlsx"];

/// A PDF, as bytes.
pub fn pdf(bytes: &[u8]) {
    read_document("x.pdf", bytes);
}

/// A document: the first byte says by which ending.
pub fn document(bytes: &[u8]) {
    let Some((ending, rest)) = bytes.split_first() else { return };
    read_document(&format!("x.{}", ENDINGS[usize::from(*ending) % ENDINGS.len()]), rest);
}

fn document_seeds() -> Vec<Vec<u8>> {
    let seed = |(name, bytes): (String, Vec<u8>)| {
        let ending = ENDINGS.iter().position(|it| name.ends_with(it))?;
        Some([&[u8::try_from(ending).unwrap()], bytes.as_slice()].concat())
    };
    let mut seeds: Vec<Vec<u8>> = files("fixtures/documents").into_iter().filter_map(seed).collect();
    seeds.push(
        "\u{3}Siffra\t2023\t2024\nIntäkter\t1 234\t2 345\nKostnader\t-1 000\t-2 000\nResultat\t234\t345\n"
            .into(),
    );
    seeds
}

fn assessment() -> String {
    let report = assess(&FORBUND, question(), &Selection { year: Some(2023), ..Selection::default() });
    json::v1::render(&report, Language::Sv).unwrap().into_text().unwrap()
}

/// A saved assessment, held against itself.
pub fn saved(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    match Saved::read(text) {
        Ok(saved) => drop(Comparison::new(&saved, &saved).map(|it| it.is_worse())),
        Err(unreadable) => assert!(unreadable.0 != Text::default(), "refused without a word"),
    }
}

fn saved_seeds() -> Vec<Vec<u8>> {
    vec![assessment().into_bytes()]
}

fn calendar(former: &Former) -> String {
    use samkoll::render::calendar::{Calendar, ics};
    let cycle = Cycle::new(&FORBUND.model, question());
    let (from, to) = ("2024-01-01".parse().unwrap(), "2024-12-31".parse().unwrap());
    let calendar =
        Calendar { workspace: "x", association: "x", cycle: &cycle, from, to, files: &FORBUND.files };
    ics::render_since(&calendar, &[7], former, Language::Sv)
}

/// A former export, read back, and what is written after it.
pub fn ics(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    match Former::read(text, "x") {
        Ok(former) => drop(calendar(&former)),
        Err(why) => assert!(why != Text::default(), "refused without a word"),
    }
}

fn ics_seeds() -> Vec<Vec<u8>> {
    vec![calendar(&Former::default()).into_bytes()]
}
