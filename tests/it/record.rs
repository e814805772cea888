//! `samkoll record`: one event into the right file, and nothing else moves.

use std::fs;
use std::path::Path;

use samkoll::import::rows::why_refused;
use samkoll::model::Model;
use samkoll::record::Refusal;

use crate::cli::{code, new_workspace, samkoll, stderr, stdout};
use crate::testforbundet::testforbundet;

/// The synthetic förbund in a folder of its own.
fn workspace() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    written_into(folder.path());
    folder
}

fn written_into(folder: &Path) {
    for (path, text) in testforbundet() {
        let file = folder.join(path);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, text).unwrap();
    }
}

/// What a record says, and the lines it has added to a file; it has taken none away.
fn recorded(folder: &Path, file: &str, args: &[&str]) -> (String, Vec<String>) {
    let before = fs::read_to_string(folder.join(file)).unwrap_or_default();
    let output = samkoll(folder, &[&["record"], args].concat());
    assert_eq!((code(&output), stderr(&output).as_str()), (0, ""), "{args:?}");
    let after = fs::read_to_string(folder.join(file)).unwrap();
    // A count at the top is another once it has counted the entry.
    let is_count = |line: &&str| !line.starts_with("count = { assignment");
    let mut old = before.lines().filter(is_count).peekable();
    let new = after.lines().filter(is_count).filter(|line| old.next_if_eq(line).is_none());
    let new: Vec<String> = new.map(str::to_owned).filter(|line| !line.is_empty()).collect();
    assert_eq!(old.next(), None, "{args:?} took something away");
    (stdout(&output).replace(folder.to_str().unwrap(), "MAPP"), new)
}

const APPENDIX: &[&str] = &[
    "delivery",
    "bilaga",
    "--agreement",
    "verkstan-2023",
    "--by",
    "granby",
    "--period",
    "2024",
    "--on",
    "2023-12-20",
    "--recorded",
    "2024-01-05",
    "--source",
    "tb-diarium",
];

#[test]
fn a_delivery_is_written_told_and_taken_back() {
    let folder = workspace();
    let file = folder.path().join("register/inkommet.toml");
    let before = fs::read_to_string(&file).unwrap();
    let (said, new) = recorded(folder.path(), "register/inkommet.toml", APPENDIX);
    insta::assert_snapshot!(said);
    let expected = [
        "[[delivery]]",
        "agreement = \"verkstan-2023\"",
        "duty = \"arsbilaga\"",
        "by = \"granby\"",
        "period = \"2024\"",
        "delivered = 2023-12-20",
        "recorded = 2024-01-05",
        "source = { document = \"tb-diarium\" }",
    ];
    // The lines of the last entry are like those of the one before, so it is told by what is new in it.
    assert!(expected.iter().filter(|line| new.iter().any(|it| it == *line)).count() >= 4, "{new:?}");
    let again = samkoll(folder.path(), &[&["record"], APPENDIX].concat());
    assert_eq!(code(&again), 2, "{}", stdout(&again));
    assert!(stderr(&again).contains("redan gjort"), "{}", stderr(&again));
    let undone = samkoll(folder.path(), &["record", "--undo"]);
    assert_eq!(code(&undone), 0, "{}", stderr(&undone));
    assert_eq!(fs::read_to_string(&file).unwrap(), before);
    let twice = samkoll(folder.path(), &["record", "--undo"]);
    assert_eq!(code(&twice), 2);
}

#[test]
fn what_was_changed_since_is_not_taken_back() {
    let folder = workspace();
    recorded(folder.path(), "register/inkommet.toml", APPENDIX);
    let file = folder.path().join("register/inkommet.toml");
    let changed = fs::read_to_string(&file).unwrap() + "# en rad till\n";
    fs::write(&file, &changed).unwrap();
    let undone = samkoll(folder.path(), &["record", "--undo"]);
    assert_eq!(code(&undone), 2);
    assert!(stderr(&undone).contains("har ändrats"), "{}", stderr(&undone));
    assert_eq!(fs::read_to_string(&file).unwrap(), changed);
}

/// What stands there already is named as its column is, and its word as it is chosen there; never by the files' own.
#[test]
fn what_stands_already_is_said_in_words() {
    for (key, there, sv, en) in [
        ("form", "\"physical\"", "Form står redan, som på plats;", "Form stands already, as in a room;"),
        ("public", "true", "Offentligt står redan, som ja;", "Public stands already, as yes;"),
        (
            "boards",
            "[\"a\", \"b\"]",
            "Anslagstavlor står redan, som a, b;",
            "Notice boards stands already, as a, b;",
        ),
        ("taken_down", "2024-01-02", "Nedtaget står redan, som 2024-01-02;", "Taken down stands already,"),
        (
            "presidium",
            "2024-01-02",
            "presidiets beredning står redan,",
            "the presidium’s day stands already,",
        ),
    ] {
        let text = why_refused(&Model::default(), "register/a.toml", &Refusal::Taken(key, there.to_owned()));
        assert!(text.sv.starts_with(&format!("register/a.toml: {sv}")), "{}", text.sv);
        assert!(text.en.starts_with(&format!("register/a.toml: {en}")), "{}", text.en);
    }
}

/// What answers to nothing, or is not clear, is refused with what could be meant, and nothing is written.
#[test]
fn what_answers_to_nothing_is_refused() {
    let folder = workspace();
    let before: Vec<String> = ["inkommet", "moten"]
        .map(|it| fs::read_to_string(folder.path().join(format!("register/{it}.toml"))).unwrap())
        .into();
    for (args, said) in [
        (&["delivery", "bilga", "--on", "2024-01-05"][..], "finns inte"),
        (&["delivery", "bilaga", "--on", "2023-12-20"], "det kan vara fler"),
        (
            &["delivery", "bilaga", "--by", "granby", "--period", "2019", "--on", "2019-12-20"],
            "inget förväntat",
        ),
        (&["delivery", "bilaga", "--by", "granbby", "--on", "2023-12-20"], "menade du"),
        (&["minutes", "2024-03-22", "--approved", "2024-04-01"], "menade du `2024-03-21`"),
        (&["minutes", "2024-03-21", "--approved", "2024-04-01"], "toml: Justerat står redan, som 2024-"),
        (&["minutes", "2024-03-21"], "säg vad som har hänt"),
        (&["minutes", "2024-09-19", "--taken-down", "2099-10-03"], "har inte varit"),
        (&["decision", "köpa en buss", "--meeting", "2024-03-21"], "årsredovisning · "),
        (
            &[
                "remark",
                "balansposten övriga skulder saknar specifikation",
                "--year",
                "2023",
                "--dimension",
                "true-accounts",
            ],
            "finns redan",
        ),
        (
            &[
                "waiver",
                "annual-report-unsigned",
                "2031",
                "--reason",
                "x",
                "--decision",
                "§ 5",
                "--until",
                "2099-12-31",
            ],
            "ämnet `2031` finns inte",
        ),
        (&["meeting", "2024-03-21"], "finns redan"),
        (&["decision", "bugdet", "--meeting", "2024-03-21"], "menade du `budget`"),
        (&["decision", "budget", "--meeting", "2024-11-28", "--years", "2026-2025"], "inga år"),
        (&["assignment", "Se över lokalerna", "--decision", "ingen"], "finns inte"),
        (
            &[
                "waiver",
                "equity-above-kap",
                "2023",
                "--reason",
                "x",
                "--decision",
                "§ 5",
                "--until",
                "2027-12-31",
            ],
            "equity-above-cap",
        ),
    ] {
        let output = samkoll(folder.path(), &[&["record"], args].concat());
        assert_eq!(code(&output), 2, "{args:?}: {}", stdout(&output));
        assert!(stderr(&output).contains(said), "{args:?}: {}", stderr(&output));
    }
    let after: Vec<String> = ["inkommet", "moten"]
        .map(|it| fs::read_to_string(folder.path().join(format!("register/{it}.toml"))).unwrap())
        .into();
    assert_eq!(before, after);
    assert!(!folder.path().join(".samkoll-last").exists());
}

/// Words on a command line; `_` stands for a space in one of them.
pub(crate) fn words(line: &str) -> Vec<String> {
    line.split(' ').map(|word| word.replace('_', " ")).collect()
}

/// Records a line, and gives the lines it has added to a file.
fn added(folder: &Path, file: &str, line: &str) -> Vec<String> {
    let words = words(line);
    let args: Vec<&str> = words.iter().map(String::as_str).collect();
    recorded(folder, file, &args).1
}

#[test]
fn meetings_minutes_and_decisions_find_their_file() {
    let folder = workspace();
    let added = |line: &str| added(folder.path(), "register/moten.toml", line);
    assert_eq!(
        added("meeting 2025-03-20 --form physical --public --recorded 2025-04-01"),
        [
            "[[meeting]]",
            "id = \"forbundsstyrelsen-2025-03-20\"",
            "body = \"forbundsstyrelsen\"",
            "date = 2025-03-20",
            "form = \"physical\"",
            "public = true",
            "recorded = 2025-04-01",
        ]
    );
    let minutes = added(
        "minutes 2025-03-20 --approved 2025-03-30 --announced 2025-04-01 --boards alla --recorded 2025-04-01",
    );
    // On the boards of the municipalities and the region, as the duty says, and not of every member.
    assert_eq!(
        minutes,
        [
            "[meeting.minutes]",
            "approved = 2025-03-30",
            "announced = 2025-04-01",
            "boards = [\"testregionen\", \"granby\", \"lindby\", \"strandby\"]",
        ]
    );
    let decision = added(
        "decision annual-report --meeting 2025-03-20 --paragraph §_7 --years 2024 --recorded 2025-04-01",
    );
    for line in ["id = \"annual-report-2024\"", "paragraph = \"§ 7\"", "periods = { from = 2024, to = 2024 }"]
    {
        assert!(decision.iter().any(|it| it == line), "{line}: {decision:?}");
    }
    let checked = samkoll(folder.path(), &["validate"]);
    assert_eq!(code(&checked), 0, "{}", stdout(&checked));
}

/// A report of a period is of nothing before it has begun; what is for a period, as an appendix, comes before it.
#[test]
fn a_report_is_not_delivered_before_its_period() {
    let folder = workspace();
    let run = |args: &[&str]| {
        let output = samkoll(folder.path(), &[&["record"], args].concat());
        (code(&output), stderr(&output))
    };
    let (status, told) = run(&["delivery", "tertialrapport", "--period", "2024-T3", "--on", "2024-08-20"]);
    assert_eq!(status, 2);
    assert!(told.contains("2024-08-20 kan inte stämma: det här kan tidigast ha varit 2024-09-01"), "{told}");
    assert_eq!(run(&["delivery", "tertialrapport", "--period", "2024-T3", "--on", "2024-12-20"]).0, 0);
    assert_eq!(run(APPENDIX).0, 0);
}

/// What a member decides for itself stands under the meeting that notes it, and was done no later than that.
#[test]
fn discharge_is_the_members_own_decision() {
    let folder = workspace();
    let register = "register/moten.toml";
    recorded(folder.path(), register, &["meeting", "2025-09-18", "--recorded", "2025-10-01"]);
    let args = ["decision", "discharge", "--meeting", "2025-09-18", "--by", "granby", "--years", "2024"];
    let nobody = samkoll(folder.path(), &["record", "decision", "discharge", "--meeting", "2025-09-18"]);
    assert!(code(&nobody) == 2 && stderr(&nobody).contains("säg med --by vilken"), "{}", stderr(&nobody));
    let (told, new) = recorded(folder.path(), register, &[&args[..], &["--recorded", "2025-10-01"]].concat());
    assert!(
        new.iter().any(|it| it == "state = \"noted\"") && new.iter().any(|it| it == "by = \"granby\""),
        "{new:?}"
    );
    assert!(told.contains("senast 2025-09-18: beslutet står under mötet som antecknar det"), "{told}");
    let list =
        samkoll(folder.path(), &["explain", "finsamlagen/discharge/granby/2024", "--as-of", "2025-12-31"]);
    assert!(stdout(&list).contains("senast 2025-09-18"), "{}{}", stdout(&list), stderr(&list));
}

/// A waiver rests on a decision that something shows.
#[test]
fn a_waivers_decision_is_one_that_there_is() {
    let folder = workspace();
    let run = |decision: &str| {
        let args =
            ["record", "waiver", "assignment-overdue", "assignment/gallringsplan", "--reason", "senare"];
        let more = ["--decision", decision, "--recorded", "2025-04-01", "--until", "2026-12-31"];
        let output = samkoll(folder.path(), &[&args[..], &more].concat());
        (code(&output), stderr(&output))
    };
    for (decision, said) in [
        ("§ 5", "visar inget beslut"),
        ("styrelsen sa det", "visar inget beslut"),
        ("2024-03-22 § 5", "mötet `2024-03-22` finns inte"),
        ("2023-12-01", "i vilken paragraf"),
        ("2023-12-01 § 39", "mötet 2023-12-01 har §§ 40–43, ingen § 39"),
    ] {
        let (status, told) = run(decision);
        assert!(status == 2 && told.contains(said), "{decision}: {told}");
    }
    assert_eq!(run("2023-12-01, § 41").0, 0);
    let folder = workspace();
    let output = samkoll(
        folder.path(),
        &[
            "record",
            "waiver",
            "assignment-overdue",
            "assignment/gallringsplan",
            "--reason",
            "senare",
            "--decision",
            "tb-protokoll, § 9",
            "--recorded",
            "2025-04-01",
            "--until",
            "2026-12-31",
        ],
    );
    assert_eq!(code(&output), 0, "{}", stderr(&output));
}

#[test]
fn assignments_remarks_and_waivers_find_their_file() {
    let folder = workspace();
    let path = folder.path();
    let moten = "register/moten.toml";
    added(path, moten, "meeting 2025-03-20 --recorded 2025-04-01");
    let mission =
        added(path, moten, "decision mission --meeting 2025-03-20 --paragraph 8 --recorded 2025-04-01");
    assert!(mission.iter().any(|it| it == "id = \"mission-2025\""), "{mission:?}");
    let assignment = added(
        path,
        moten,
        "assignment Se_över_lokalerna --decision 2025-03-20_§_8 --responsible forbundskontoret --due 2025-09-30 --recorded 2025-04-01",
    );
    assert!(assignment.iter().any(|it| it == "id = \"se-over-lokalerna\""), "{assignment:?}");
    // The file counts its assignments, and still does.
    let text = fs::read_to_string(path.join(moten)).unwrap();
    assert!(text.contains("count = { assignment = 4 }"), "{text}");
    let remark = added(
        path,
        moten,
        "remark Attest_saknas --year 2024 --dimension internal-control --recorded 2025-04-15",
    );
    assert!(remark.iter().any(|it| it == "dimension = \"internal-control\""), "{remark:?}");
    let waiver = added(
        path,
        "waivers.toml",
        "waiver assignment-overdue assignment/gallringsplan --reason Skrivs_senare --decision 2025-03-20_§_9 --recorded 2025-04-01 --until 2026-12-31",
    );
    assert!(waiver.iter().any(|it| it == "decided_by = \"forbundsstyrelsen\""), "{waiver:?}");
    let checked = samkoll(path, &["validate"]);
    assert_eq!(code(&checked), 0, "{}", stdout(&checked));
}

/// A register by years gets the file of the day's own year, which may be new.
#[test]
fn a_register_by_years_has_the_year_of_the_event() {
    let folder = new_workspace();
    let path = folder.path();
    recorded(path, "register/2024.toml", &["meeting", "2024-03-21", "--recorded", "2024-04-01"]);
    recorded(path, "register/2025.toml", &["meeting", "2025-03-20", "--recorded", "2025-04-01"]);
    assert_eq!(code(&samkoll(path, &["record", "--undo"])), 0);
    assert!(!path.join("register/2025.toml").exists() && path.join("register/2024.toml").exists());
    // A meeting that was planned is held, and planned no longer.
    let planned = samkoll(path, &["record", "meeting", "2024-06-13", "--recorded", "2024-04-01"]);
    assert_eq!(code(&planned), 0, "{}", stderr(&planned));
    let register = || fs::read_to_string(path.join("register/2024.toml")).unwrap();
    assert!(register().contains("planned = true"));
    let held =
        samkoll(path, &["record", "meeting", "2024-06-13", "--form", "remote", "--recorded", "2024-06-20"]);
    assert_eq!(code(&held), 0, "{}", stderr(&held));
    assert!(!register().contains("planned") && register().contains("form = \"remote\""), "{}", register());
    assert!(register().contains("recorded = 2024-06-20"), "{}", register());
    // Its minutes become known later, and all of it is known from then on.
    let minutes = ["record", "minutes", "2024-06-13", "--approved", "2024-06-27", "--recorded", "2024-07-01"];
    let output = samkoll(path, &minutes);
    let kept = fs::read_to_string(path.join(".samkoll-last")).unwrap();
    let again = samkoll(path, &minutes);
    assert!(code(&again) == 2 && stderr(&again).contains("står redan"), "{}", stderr(&again));
    assert_eq!(
        fs::read_to_string(path.join(".samkoll-last")).unwrap(),
        kept,
        "what may be undone is as it was"
    );
    assert_eq!(code(&output), 0, "{}", stderr(&output));
    assert!(register().contains("recorded = 2024-07-01") && !register().contains("recorded = 2024-06-20"));
    // What `--known-at` showed before is seen no more, and that is said each time.
    for (said, new, old) in [(&held, "2024-06-20", "2024-04-01"), (&output, "2024-07-01", "2024-06-20")] {
        let line = format!("räknas nu som känt från {new}, och inte längre från {old}");
        assert!(stdout(said).contains(&line), "{}", stdout(said));
    }
    let asked = samkoll(path, &["record"]);
    assert_eq!(code(&asked), 2);
    assert!(stderr(&asked).contains("vid en terminal"), "{}", stderr(&asked));
}

/// What a note of the last record names is not trusted: it travels with the folder.
#[test]
fn nothing_outside_is_taken_back_and_no_half() {
    let around = tempfile::tempdir().unwrap();
    let folder = around.path().join("ws");
    written_into(&folder);
    let outside = around.path().join("v.txt");
    fs::write(&outside, "kvar").unwrap();
    let sum = samkoll::standard::sha256(b"kvar");
    let changed = samkoll::standard::sha256(b"bort");
    for note in [
        format!("../v.txt\n{sum}\nnew\n"),
        format!("../v.txt\n{sum}\n{changed}\nbort"),
        format!("{}\n{sum}\nnew\n", outside.display()),
    ] {
        fs::write(folder.join(".samkoll-last"), note).unwrap();
        let undone = samkoll(&folder, &["record", "--undo"]);
        assert_eq!(code(&undone), 2, "{}", stdout(&undone));
        assert_eq!(fs::read_to_string(&outside).unwrap(), "kvar");
    }
    recorded(&folder, "register/inkommet.toml", APPENDIX);
    let note = fs::read_to_string(folder.join(".samkoll-last")).unwrap();
    fs::write(folder.join(".samkoll-last"), &note[..note.len() - 400]).unwrap();
    let register = fs::read_to_string(folder.join("register/inkommet.toml")).unwrap();
    let undone = samkoll(&folder, &["record", "--undo"]);
    assert_eq!(code(&undone), 2, "{}", stdout(&undone));
    assert_eq!(fs::read_to_string(folder.join("register/inkommet.toml")).unwrap(), register);
}

#[test]
fn a_file_of_windows_stays_one() {
    let folder = workspace();
    let file = folder.path().join("register/inkommet.toml");
    let text = format!("\u{feff}{}", fs::read_to_string(&file).unwrap().replace('\n', "\r\n"));
    fs::write(&file, &text).unwrap();
    let output = samkoll(folder.path(), &[&["record"], APPENDIX].concat());
    assert_eq!(code(&output), 0, "{}", stderr(&output));
    let after = fs::read_to_string(&file).unwrap();
    assert!(after.starts_with('\u{feff}') && after.len() > text.len());
    assert_eq!(after.matches('\n').count(), after.matches("\r\n").count());
}

/// Nothing is decided at a meeting that is only planned, and that is said before anything is written.
#[test]
fn a_decision_waits_until_its_meeting_is_held() {
    let folder = workspace();
    recorded(folder.path(), "register/moten.toml", &["meeting", "2025-06-12", "--recorded", "2025-04-01"]);
    let decision = ["record", "decision", "budget", "--meeting", "2025-06-12", "--years", "2026"];
    let output = samkoll(folder.path(), &decision);
    assert_eq!(code(&output), 2, "{}", stdout(&output));
    assert!(stderr(&output).contains("samkoll record meeting 2025-06-12"), "{}", stderr(&output));
}

/// The guide's way, from the first day to the check: a meeting that was planned when the workspace was made is held,
/// its minutes are approved, and everything reads on. `source` is where the plan was told.
#[test]
fn a_meeting_that_was_planned_is_recorded_as_held() {
    let answers = "source = { document = \"uppgifter-vid-start\", part = \"Planerade möten\" }\n";
    let declared = "\n[[source]]\nid = \"uppgifter-vid-start\"\ntitle = \"Uppgifter\"\nkind = \"other\"\nadopted = 2023-11-28\n";
    let register = Path::new("register/2024.toml");
    let planned = |source: &str| {
        let folder = tempfile::tempdir().unwrap();
        let init =
            "init . --name F --member A_kommun --member Region_B --first-year 2024 --meeting 2024-03-21";
        let made = samkoll(folder.path(), &words(init).iter().map(String::as_str).collect::<Vec<_>>());
        assert_eq!(code(&made), 0, "{}", stderr(&made));
        let text = fs::read_to_string(folder.path().join(register)).unwrap();
        let at = text.find("recorded = ").unwrap();
        let told = format!("{}recorded = 2023-11-28\n{source}", &text[..at]);
        fs::write(folder.path().join(register), told).unwrap();
        if !source.is_empty() {
            let file = folder.path().join("agreements/organisations.toml");
            fs::write(&file, fs::read_to_string(&file).unwrap() + declared).unwrap();
        }
        folder
    };
    let held = "Mötets dag;Organ;Hållet\n2024-03-21;Styrelsen;ja\n";
    for (source, language) in [("", "sv"), ("", "en"), (answers, "sv"), (answers, "en")] {
        for first in [
            "record meeting 2024-03-21 --form physical --recorded 2024-03-22",
            "record minutes 2024-03-21 --approved 2024-03-22 --recorded 2024-03-22",
            "import csv held.csv --as meetings --recorded 2024-03-22",
        ] {
            let folder = planned(source);
            fs::write(folder.path().join("held.csv"), held).unwrap();
            let last = "record minutes 2024-03-21 --announced 2024-04-03 --recorded 2024-04-05";
            for line in ["validate", first, "validate", last, "validate"] {
                let mut args = words(line);
                args.extend(["--lang".to_owned(), language.to_owned()]);
                let output = samkoll(folder.path(), &args.iter().map(String::as_str).collect::<Vec<_>>());
                assert_eq!(code(&output), 0, "{line} {language}: {}", stderr(&output));
                let says = ["bara att mötet 2024-03-21", "only showed that the meeting of 2024-03-21"];
                let is_told = says.iter().any(|it| stdout(&output).contains(it));
                assert_eq!(is_told, line == first && !source.is_empty(), "{line}: {}", stdout(&output));
            }
            let checked =
                stdout(&samkoll(folder.path(), &["check", "--as-of", "2024-06-01", "--role", "ci"]));
            assert!(checked.contains("2024-03-21"), "{checked}");
            let text = fs::read_to_string(folder.path().join(register)).unwrap();
            assert!(!text.contains("planned") && !text.contains("source"), "{text}");
        }
    }
    // By hand, as the file’s own comment says.
    let folder = planned("");
    let file = folder.path().join(register);
    let text = fs::read_to_string(&file).unwrap();
    let without: Vec<&str> = text.lines().filter(|line| !line.starts_with("planned")).collect();
    assert!(text.contains("stryk raden när mötet har hållits") && without.len() < text.lines().count());
    fs::write(&file, without.join("\n")).unwrap();
    assert_eq!(code(&samkoll(folder.path(), &["validate"])), 0);
}

/// A meeting that was added has its file, with what is to be filled in; another one's entry does not come into it.
#[test]
fn a_meeting_goes_into_no_other_meetings_file() {
    let folder = new_workspace();
    assert_eq!(code(&samkoll(folder.path(), &["add", "meeting", "2024-03-21"])), 0);
    let own = folder.path().join("register/styrelsen-2024-03-21.toml");
    let before = fs::read_to_string(&own).unwrap();
    for day in ["2024-05-16", "2025-02-01"] {
        let output = samkoll(folder.path(), &["record", "meeting", day]);
        assert_eq!(code(&output), 0, "{}", stderr(&output));
        assert!(stdout(&output).contains(&format!("register/{}.toml", &day[..4])), "{}", stdout(&output));
    }
    assert_eq!(fs::read_to_string(&own).unwrap(), before);
}

/// Two meetings of the board on a day: each has its own place on every page, and none is taken for the other.
#[test]
fn of_two_meetings_on_a_day_each_is_its_own() {
    let folder = new_workspace();
    let first = "record meeting 2024-04-18 --form physical --recorded 2024-04-19";
    let run = |line: &str| samkoll(folder.path(), &line.split(' ').collect::<Vec<_>>());
    assert_eq!(code(&run(first)), 0);
    let file = folder.path().join("register/2024.toml");
    let other = "\n[[meeting]]\nid = \"extra\"\nbody = \"styrelsen\"\ndate = 2024-04-18\nform = \"physical\"\n\
                 recorded = 2024-04-19\n[[meeting.item]]\nnumber = 1\ntitle = \"Val av presidium\"\ntype = \"decision\"\n";
    fs::write(&file, fs::read_to_string(&file).unwrap() + other).unwrap();
    for line in [
        "record minutes 2024-04-18 --approved 2024-04-25",
        "record decision budget --meeting 2024-04-18 --years 2025",
        "brief --meeting 2024-04-18",
    ] {
        let refused = run(line);
        assert_eq!(code(&refused), 2, "{line}: {}", stdout(&refused));
        assert!(stderr(&refused).contains("`styrelsen-2024-04-18`, `extra`"), "{line}: {}", stderr(&refused));
    }
    let approved = "record minutes styrelsen-2024-04-18 --approved 2024-04-25 --announced 2024-04-26 --recorded 2024-04-27";
    let approved = run(approved);
    assert_eq!(code(&approved), 0, "{}", stderr(&approved));
    let brief = run("brief --meeting extra --known-at 2024-05-01");
    assert!(stdout(&brief).contains("Val av presidium"), "{}", stdout(&brief));
    let pages = run("calendar --as-of 2024-06-01 --from 2024-04-01 --to 2024-05-31 --format json");
    let ids = stdout(&pages);
    let ics = stdout(&run("calendar --as-of 2024-06-01 --from 2024-04-01 --to 2024-05-31 --format ics"));
    let ics = ics.replace("\r\n ", "");
    let ci = stdout(&run("check --as-of 2024-06-01 --role ci"));
    for (meeting, state) in [("styrelsen-2024-04-18", "in-time"), ("extra", "unknown")] {
        let id = format!("finsamlagen/minutes-approved/styrelsen/2024-04-18/{meeting}");
        let calendar: serde_json::Value = serde_json::from_str(&ids).unwrap();
        let items = calendar["items"].as_array().unwrap();
        let item = items.iter().find(|it| it["id"] == id.as_str()).unwrap_or_else(|| panic!("{id}: {ids}"));
        assert_eq!(item["state"], state, "{id}");
        assert_eq!(
            ics.matches(&format!("UID:finsamlagen/minutes-approved/styrelsen/{meeting}@")).count(),
            1,
            "{ics}"
        );
        let open = ci.contains(&format!("undecided[minutes-approved-late] meeting/2024-04-18/{meeting}"));
        assert_eq!(open, state == "unknown", "{ci}");
    }
}

/// Nothing is asked about a year before the workspace’s first, on any page; and `record` says so, whatever it was.
#[test]
fn what_is_of_a_year_before_the_first_is_late_on_no_page() {
    let folder = new_workspace();
    let run =
        |line: &str| samkoll(folder.path(), &words(line).iter().map(String::as_str).collect::<Vec<_>>());
    for (line, is_early) in [
        ("record meeting 2023-03-21 --recorded 2024-01-10", true),
        ("record minutes 2023-03-21 --approved 2023-03-28 --recorded 2024-01-11", true),
        ("record decision other --meeting 2023-03-21 --paragraph 3 --recorded 2024-01-11", true),
        ("record decision budget --meeting 2023-03-21 --years 2024 --recorded 2024-01-11", false),
        ("record assignment Attest --decision other-2023 --due 2023-06-30 --recorded 2024-01-11", true),
        (
            "record remark Attest --year 2023 --dimension internal-control --due 2024-06-30 --recorded 2024-04-20",
            true,
        ),
        ("record meeting 2024-03-21 --recorded 2024-04-10", false),
    ] {
        let output = run(line);
        assert_eq!(code(&output), 0, "{line}: {}", stderr(&output));
        assert_eq!(
            stdout(&output).contains("före arbetsytans första år"),
            is_early,
            "{line}: {}",
            stdout(&output)
        );
    }
    let file = folder.path().join("register/2024.toml");
    let text = fs::read_to_string(&file).unwrap();
    let followed_up = "due = 2024-06-30\nfollowed_up = 2024-07-01\n";
    fs::write(&file, text.replacen("due = 2024-06-30\n", followed_up, 1)).unwrap();
    let screen = stdout(&run("check --as-of 2024-09-01"));
    assert!(screen.contains("Inget är visat försenat"), "{screen}");
    let ci = stdout(&run("check --as-of 2024-09-01 --role ci"));
    assert!(!ci.contains("remark-overdue") && !ci.contains("assignment-overdue"), "{ci}");
    let brief = stdout(&run("brief --meeting 2024-09-12"));
    assert!(brief.contains("prövas inte: den gäller ett år före"), "{brief}");
    // From the year it is asked about, it is late on every page.
    let manifest = folder.path().join("samkoll.toml");
    let text = fs::read_to_string(&manifest).unwrap();
    assert!(text.contains("since = 2024-01-01"));
    fs::write(&manifest, text.replacen("since = 2024-01-01", "since = 2023-01-01", 1)).unwrap();
    let screen = stdout(&run("check --as-of 2024-09-01"));
    assert!(screen.contains("revisorernas anmärkning"), "{screen}");
    assert!(stdout(&run("check --as-of 2024-09-01 --role ci")).contains("[remark-overdue]"));
}
