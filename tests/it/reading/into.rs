//! A document into a workspace: what is surely a figure, nothing in silence, and the way from a draft to one that is
//! mended.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use tempfile::TempDir;

use super::text;
use crate::cli::{code, samkoll, stderr, stdout};

const DRAFT: &str = "arsredovisning.md";

/// A workspace of the förbund that the synthetic documents are of, and beside it a document.
fn workspace(document: &str) -> TempDir {
    workspace_with(DRAFT, document)
}

pub(super) fn workspace_with(name: &str, document: &str) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let answers = ["init", "w", "--name", "Samordningsförbundet Exempel", "--first-year", "2022"];
    let members = ["--member", "Storby kommun", "--member", "Lillby kommun", "--member", "Region Exempel"];
    let made = samkoll(folder.path(), &[&answers[..], &members[..]].concat());
    assert_eq!(code(&made), 0, "{}", stderr(&made));
    fs::write(folder.path().join(name), document).unwrap();
    folder
}

/// Reads the document in; the code and what is shown.
fn into(folder: &TempDir, more: &[&str]) -> (i32, String, String) {
    let own = folder.path().join("w");
    let output =
        samkoll(&own, &[&["read", "../arsredovisning.md", "--into", "--year", "2023"], more].concat());
    (code(&output), stdout(&output), stderr(&output))
}

fn file(folder: &TempDir, path: &str) -> String {
    fs::read_to_string(folder.path().join("w").join(path)).unwrap_or_default()
}

fn figures(folder: &Path) -> BTreeSet<String> {
    let files = fs::read_dir(folder.join("w/figures")).into_iter().flatten();
    files.map(|it| it.unwrap().file_name().to_string_lossy().into_owned()).collect()
}

/// The line of a figure, in the first table that has it.
fn line<'t>(text: &'t str, figure: &str) -> &'t str {
    text.lines().find(|it| it.starts_with(&format!("\"{figure}\" = "))).unwrap_or_default()
}

fn check(folder: &TempDir, to: &str) {
    let saved = format!("../{to}");
    samkoll(&folder.path().join("w"), &["check", "--as-of", "2024-04-01", "--format", "json", "-o", &saved]);
}

#[test]
fn a_draft_is_read_checked_mended_and_read_again() {
    let folder = workspace(&text("arsredovisning.md"));
    let (exit, shown, _) = into(&folder, &[]);
    assert_eq!(exit, 1, "{shown}");
    assert!(shown.contains("2. Resultaträkning: 6 av 6 rader"), "{shown}");
    let before = file(&folder, "figures/2023-arsredovisning.toml");
    assert_eq!(line(&before, "cash-flow.operating"), "\"cash-flow.operating\" = -97200");
    check(&folder, "before.json");
    let found = fs::read_to_string(folder.path().join("before.json")).unwrap();
    for rule in [
        "cash-flow-does-not-tie",
        "opening-not-previous-closing",
        "percentages-do-not-sum",
        "statement-does-not-add-up",
        "deviation-misstated",
        "figures-disagree",
    ] {
        assert!(found.contains(rule), "{rule}");
    }
    // A place is told by row and column, which no line above moves.
    assert!(found.contains("\"at\": \"Kassaflöde för den löpande verksamheten › 2023\""));

    fs::write(folder.path().join(DRAFT), text("hel.md")).unwrap();
    assert_eq!(into(&folder, &[]).0, 3, "the rows that are asked about are left");
    let after = file(&folder, "figures/2023-arsredovisning.toml");
    assert_eq!(line(&after, "cash-flow.operating"), "\"cash-flow.operating\" = 156290");
    let lines = |text: &str| text.lines().map(str::to_owned).collect::<BTreeSet<_>>();
    let new = lines(&after).difference(&lines(&before)).cloned().collect::<Vec<_>>();
    assert!(new.len() < 16, "only what was mended differs: {new:#?}");
    check(&folder, "after.json");
    let diff = samkoll(folder.path(), &["diff", "before.json", "after.json"]);
    let told = stdout(&diff);
    assert_eq!(code(&diff), 3, "a table that is not whole leaves open what it was broken by: {told}");
    assert!(told.contains("NYTT (0)") && told.contains("[cash-flow-does-not-tie] – nu uppfyllt"), "{told}");
    // The same again changes nothing.
    let (_, shown, _) = into(&folder, &[]);
    assert!(shown.contains("Inget nytt; inget är skrivet."), "{shown}");
}

#[test]
fn the_next_draft_is_the_same_document_in_every_form() {
    let folder = workspace(&text("hel.md"));
    into(&folder, &["--source", "arsredovisning-2023"]);
    let markdown = file(&folder, "figures/2023-arsredovisning-2023.toml");
    let html = text("hel.html");
    fs::write(folder.path().join("utkast.html"), html).unwrap();
    let own = folder.path().join("w");
    if cfg!(feature = "read") {
        let again = ["read", "../utkast.html", "--into", "--year", "2023", "--source", "arsredovisning-2023"];
        assert_eq!(code(&samkoll(&own, &again)), 3);
        assert_eq!(file(&folder, "figures/2023-arsredovisning-2023.toml"), markdown);
    }
}

#[test]
fn only_what_was_written_here_is_written_over() {
    let folder = workspace(&text("hel.md"));
    let (exit, shown, _) = into(&folder, &["--dry-run"]);
    assert_eq!(exit, 3);
    assert!(shown.contains("Skulle skrivas i (inget är skrivet):"), "{shown}");
    assert!(figures(folder.path()).iter().all(|it| !it.contains("arsredovisning")), "{shown}");
    into(&folder, &[]);
    let path = folder.path().join("w/figures/2022-arsredovisning.toml");
    let whole = fs::read_to_string(&path).unwrap();
    fs::write(folder.path().join(DRAFT), text("arsredovisning.md")).unwrap();
    let kept = file(&folder, "figures/2023-arsredovisning.toml");
    for (changed, why) in [
        (whole.replacen("= 1268440", "= 1268441", 1), "har ändrats för hand"),
        ("# Mina siffror.\nyear = 2022\n".to_owned(), "inte skriven av read"),
    ] {
        fs::write(&path, &changed).unwrap();
        let (exit, shown, told) = into(&folder, &[]);
        assert_eq!((exit, shown.as_str()), (2, ""), "{told}");
        assert!(told.contains(why), "{told}");
        assert_eq!(fs::read_to_string(&path).unwrap(), changed);
        assert_eq!(file(&folder, "figures/2023-arsredovisning.toml"), kept, "all of them or none");
    }
    // Other ends of the lines are no change.
    fs::write(&path, whole.replace('\n', "\r\n")).unwrap();
    assert_eq!(into(&folder, &[]).0, 1);
}

/// What the text says in words is proposed as it stands, and can be taken up as it is; what is of no figure is not.
#[test]
fn what_the_text_says_is_proposed() {
    let said =
        "\n## Sammanfattning\n\nVerksamhetens kostnader ökade 2023. Antalet deltagare minskade 2023.\n";
    let folder = workspace(&(text("hel.md") + said));
    into(&folder, &[]);
    let written = file(&folder, "figures/2023-arsredovisning.toml");
    let proposed = written.lines().skip_while(|it| *it != "# [[statement]]").take_while(|it| !it.is_empty());
    let proposed: String = proposed.map(|it| format!("{}\n", it.trim_start_matches("# "))).collect();
    assert!(proposed.contains("figures = [\"cost.total\"]\nsays = \"rises\""), "{written}");
    assert_eq!(proposed.matches("[[statement]]").count(), 1, "{proposed}");
    let own = folder.path().join("w");
    fs::create_dir_all(own.join("follow-up")).unwrap();
    fs::write(own.join("follow-up/egna.toml"), proposed).unwrap();
    let valid = samkoll(&own, &["validate"]);
    assert_eq!(code(&valid), 0, "{}", stderr(&valid));
}

#[test]
fn an_answer_is_given_once() {
    let folder = workspace(&text("hel.md"));
    let asked = into(&folder, &[]).1;
    assert!(asked.contains("Avbrott: ingen känd siffra heter så"), "{asked}");
    assert!(!file(&folder, "figures/2023-arsredovisning.toml").contains("count = { table"));
    let answers = "[[label]]\nrow = \"Antal deltagare\"\ntable = \"Deltagare\"\nfigure = \"participants.individual.total\"\n\n\
                   [[label]]\ntable = \"Deltagare\"\nignore = \"följs upp i sociala bokslutet\"\n\n\
                   [[label]]\ntable = \"Driftredovisning\"\nrow = \"Kansli och styrelse\"\nfigure = \"cost-split.administration\"\n\n\
                   [[label]]\ntable = \"Driftredovisning\"\nrow = \"Lokaler, revision och övrigt\"\nignore = \"flera saker i en rad\"\n";
    fs::write(folder.path().join("w/labels.toml"), answers).unwrap();
    let (exit, shown, told) = into(&folder, &[]);
    assert_eq!(exit, 0, "{shown}{told}");
    assert!(shown.contains("7 rader: följs upp i sociala bokslutet"), "{shown}");
    let text = file(&folder, "figures/2023-arsredovisning.toml");
    for (figure, is) in [
        ("participants.individual.total", "274"),
        ("participants.individual.total.women", ""),
        ("budget.cost-split.administration", "-1375"),
        ("deviation.cost-split.administration", "45"),
    ] {
        let expected = if is.is_empty() { String::new() } else { format!("\"{figure}\" = {is}") };
        assert_eq!(line(&text, figure), expected);
    }
    assert!(text.contains("count = { table = "), "nothing is asked about any longer");
    // Two answers of one row are none.
    let more = "\n[[label]]\nrow = \"Antal deltagare\"\ntable = \"Deltagare\"\nfigure = \"participants.structural\"\n";
    fs::write(folder.path().join("w/labels.toml"), format!("{answers}{more}")).unwrap();
    let (exit, shown, _) = into(&folder, &[]);
    assert_eq!(exit, 3);
    assert!(shown.contains("Antal deltagare: svaren i labels.toml säger olika"), "{shown}");
    assert_eq!(line(&file(&folder, "figures/2023-arsredovisning.toml"), "participants.individual.total"), "");
}

#[test]
fn what_is_not_sure_is_not_taken() {
    for (why, document, taken) in [
        ("no unit", "## Resultaträkning\n\n| | 2023 |\n|---|--:|\n| Finansiella intäkter | 21 460 |\n", ""),
        (
            "the unit",
            "## Resultaträkning\n\nBelopp i tkr\n\n| | 2023 |\n|---|--:|\n| Finansiella intäkter | 21 |\n",
            "21",
        ),
        (
            "two rows",
            "## Resultaträkning\n\nBelopp i kr\n\n| | 2023 |\n|---|--:|\n| Finansiella intäkter | 1 |\n| Ränteintäkter | 2 |\n",
            "",
        ),
        (
            "another table",
            "## Verkstan\n\nBelopp i kr\n\n| | 2023 |\n|---|--:|\n| Finansiella intäkter | 7 |\n",
            "",
        ),
        (
            "a balance sheet",
            "## Balansräkning\n\nBelopp i kr\n\n| | 2023 |\n|---|--:|\n| Finansiella intäkter | 7 |\n",
            "",
        ),
    ] {
        let folder = workspace(document);
        let (exit, shown, told) = into(&folder, &[]);
        let text = file(&folder, "figures/2023-arsredovisning.toml");
        let expected =
            if taken.is_empty() { String::new() } else { format!("\"financial.income\" = {taken}") };
        assert_eq!(line(&text, "financial.income"), expected, "{why}: {shown}{told}");
        assert_eq!(exit, if taken.is_empty() { 3 } else { 0 }, "{why}: {shown}{told}");
        assert!(taken.is_empty() == text.contains("# row = "), "{why}: {text}");
    }
}

const OWN: &str = "# Årsredovisning 2023\n\n## Resultaträkning";

/// A row of an income statement, under such headings and with such columns.
fn statement(above: &str, head: &str) -> String {
    let columns = head.matches('|').count() + 1;
    let (blank, cells) = ("---|".repeat(columns), " 6 000 |".repeat(columns));
    format!("{above}\n\nBelopp i tkr\n\n| | {head} |\n|---|{blank}\n| Verksamhetens intäkter |{cells}\n")
}

/// What could be another's, of a part of the year or no outcome is asked about; what the same table says surely is taken.
#[test]
fn what_could_be_something_else_is_asked_about() {
    let own = OWN;
    let of_part = "det gäller en del av året";
    let no_outcome = "kolumnen är en prognos, ett äskande";
    let others = "nämner en annan organisation";
    for (above, head, taken, why) in [
        (own, "2023", Some("2023"), ""),
        (own, "2023-01-01–2023-12-31", Some("2023"), ""),
        (own, "Jan–dec 2023", Some("2023"), ""),
        (own, "Jan–aug 2023", None, of_part),
        (own, "Jan–aug 2023 | Helår 2022", Some("2022"), ""),
        (own, "Q1 2023", None, of_part),
        (own, "T2 2023", None, of_part),
        (own, "2023-08-31", None, of_part),
        (own, "2023 (9 mån)", None, of_part),
        (own, "2301–2308", None, of_part),
        (own, "Helårsprognos 2023", None, no_outcome),
        (own, "Prognos 2023", None, no_outcome),
        (own, "Äskat 2022", None, no_outcome),
        (own, "Summa 2020–2022", None, no_outcome),
        ("# Årsredovisning 2023\n\n## Resultaträkning per den 31 augusti", "2023", None, of_part),
        ("# Delårsrapport 2023\n\n## Resultaträkning", "2023", None, of_part),
        ("# Årsredovisning 2023\n\n## Storby kommun\n\n### Resultaträkning", "2023", None, others),
        ("# Årsredovisning 2023\n\n## Resultaträkning Norrby kommun", "2023", None, others),
        ("# Årsredovisning 2023\n\n## Resultaträkning", "Storby 2023", None, others),
        ("# Årsredovisning 2023\n\n## Resultaträkning i mkr", "2023 tkr", Some("2023"), ""),
        ("# Budget 2023\n\n## Resultaträkning", "2022", None, no_outcome),
        (
            "# Årsredovisning 2023 Samordningsförbundet Exempel\n\n## Resultaträkning",
            "2023",
            Some("2023"),
            "",
        ),
    ] {
        let folder = workspace(&statement(above, head));
        let (_, shown, told) = into(&folder, &[]);
        let files = figures(folder.path());
        let years = files.iter().filter_map(|it| {
            let text = file(&folder, &format!("figures/{it}"));
            let is_taken = !line(&text, "income.total").is_empty();
            is_taken.then(|| it.split('-').next().unwrap().to_owned())
        });
        let years: Vec<String> = years.collect();
        assert_eq!(years, taken.into_iter().collect::<Vec<_>>(), "{above} {head}: {shown}{told}");
        assert!(shown.contains(why), "{above} {head}: {shown}{told}");
    }
}

/// A budget's own year is budgeted; two units are asked about; an answer about the very column is heeded.
#[test]
fn a_budget_is_budgeted_and_an_answer_lifts_a_column() {
    let own = OWN;
    let folder = workspace(&statement("# Budget 2023\n\n## Resultaträkning", "2023"));
    into(&folder, &[]);
    let text = file(&folder, "figures/2023-arsredovisning.toml");
    assert_eq!(
        (line(&text, "income.total"), line(&text, "budget.income.total")),
        ("", "\"budget.income.total\" = 6000")
    );
    // Two units of one table; an answer about that very table or its column is heeded.
    let units =
        statement(own, "2023").replace("| | 2023", "| tkr | 2023").replace("Belopp i tkr", "Belopp i mkr");
    let folder = workspace(&units);
    let (_, shown, _) = into(&folder, &[]);
    assert!(shown.contains("två olika enheter"), "{shown}");
    let folder = workspace(&statement(own, "Jan–aug 2023"));
    let answer = "[[label]]\nrow = \"Verksamhetens intäkter\"\ntable = \"Resultaträkning\"\n";
    let rest = "figure = \"income.total\"\n";
    for (column, is_taken) in [("", false), ("column = \"Jan–aug\"\n", true)] {
        fs::write(folder.path().join("w/labels.toml"), format!("{answer}{column}{rest}")).unwrap();
        let (_, shown, told) = into(&folder, &[]);
        let text = file(&folder, "figures/2023-arsredovisning.toml");
        assert_eq!(!line(&text, "income.total").is_empty(), is_taken, "{column}: {shown}{told}");
    }
}

/// A document of another förbund, or of another year than is said, is not taken in at all.
#[test]
fn anothers_document_is_refused_with_the_reason() {
    for (title, why) in [
        ("Årsredovisning 2023 Samordningsförbundet Norrby", "dokumentet är av Samordningsförbundet Norrby"),
        ("Norrbys samordningsförbund: årsredovisning 2023", "dokumentet är av Norrbys samordningsförbund"),
        ("Årsredovisning 2021", "skriv --year 2021"),
    ] {
        let body = "\n\n## Resultaträkning\n\nBelopp i tkr\n\n| | Utfall |\n|---|---|\n| Verksamhetens intäkter | 6 |\n";
        let folder = workspace(&format!("# {title}{body}"));
        let (exit, shown, told) = into(&folder, &[]);
        assert_eq!(exit, 2, "{title}: {shown}{told}");
        assert!(told.contains(why), "{title}: {told}");
        assert!(figures(folder.path()).is_empty(), "{title}");
    }
}

#[test]
fn a_cost_without_its_minus_is_turned_in_the_open() {
    let folder = workspace(&text("hel.md"));
    into(&folder, &[]);
    let text = file(&folder, "figures/2023-arsredovisning.toml");
    assert!(text.contains("negate = [\"cost.total\"]"), "{text}");
    assert!(
        text.contains("\"cost.total\" = 5852\n") && text.contains("\"cost.total\" = -5851980\n"),
        "{text}"
    );
}

#[test]
fn what_is_entered_by_hand_stays_and_is_held_against_the_document() {
    let folder = workspace(&text("hel.md"));
    let own = |net: &str| {
        format!(
            "year = 2023\ncount = {{ table = 1 }}\n[[source]]\nid = \"arsredovisning\"\ntitle = \"Årsredovisning\"\n\
             kind = \"annual-report\"\n[[table]]\nid = \"resultat\"\nsource = \"arsredovisning\"\npart = \"2\"\n\
             kind = \"statement\"\nprints = \"income-statement\"\nunit = \"kr\"\ncount = 1\n[table.figures]\n\"result.net\" = {net}\n"
        )
    };
    fs::create_dir_all(folder.path().join("w/figures")).unwrap();
    let path = folder.path().join("w/figures/egen.toml");
    for (net, is_same) in [("253_490", true), ("253_940", false)] {
        fs::write(&path, own(net)).unwrap();
        let (exit, shown, told) = into(&folder, &[]);
        assert_eq!(exit, 3, "{shown}{told}");
        let asked = shown.contains("Årets resultat: arbetsytan har redan ett annat tal ur dokumentet");
        assert_eq!(asked, !is_same, "{shown}");
        assert_eq!(line(&file(&folder, "figures/2023-arsredovisning.toml"), "result.net"), "");
        assert_eq!(fs::read_to_string(&path).unwrap(), own(net));
    }
}

#[test]
fn the_year_and_the_workspace_are_asked_for() {
    let folder = workspace(&text("hel.md"));
    let own = folder.path().join("w");
    let output = samkoll(&own, &["read", "../arsredovisning.md", "--into"]);
    assert_eq!(code(&output), 2);
    assert!(stderr(&output).contains("skriv --year"), "{}", stderr(&output));
    let outside = samkoll(folder.path(), &["read", DRAFT, "--into=w", "--year", "2023"]);
    assert_eq!(code(&outside), 3, "{}", stderr(&outside));
    // Of another year, what was read of this one is gone from its file.
    let (_, shown, _) = into(&folder, &[]);
    assert!(shown.contains("Inget nytt"), "{shown}");
    fs::write(folder.path().join(DRAFT), text("hel.md").replace("2019", "2018")).unwrap();
    into(&folder, &[]);
    let emptied = file(&folder, "figures/2019-arsredovisning.toml");
    assert!(emptied.contains("inte längre några siffror") && !emptied.contains("[[table]]"), "{emptied}");
    assert!(file(&folder, "figures/2018-arsredovisning.toml").contains("[[table]]"));
}
