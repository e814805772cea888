//! The workbook that is filled in: what is known stands in it, what is filled in comes out exact, and whatever is not
//! what its cell takes is told by sheet and cell, with nothing written.

pub(crate) mod copy;

use std::fs;

use proptest::prelude::*;
use rust_decimal::Decimal;
use samkoll::amount::{Kind, Language};
use samkoll::cycle::Cycle;
use samkoll::import::book;
use samkoll::import::rows::{Asked, Column, Complaint, Entered, Origin, Sort, enter, known};
use samkoll::render::xlsx::{Form, form};
use samkoll::{Workspace, limits};

use crate::cli::{code, samkoll, stderr, stdout};
use crate::common::{Texts, bundled, cases, load_whole, question};
use crate::testforbundet::testforbundet;
use copy::{Copy, Value, container, day, number, ods_of, text};

const MARK: &str = "# Skriven av samkoll import xlsx.";
const DAY: &str = "2025-01-20";
const YEAR: i32 = 2024;

/// Does something with a workspace as rows are held against it.
fn with<T>(workspace: &Workspace, year: i32, act: impl FnOnce(&Asked<'_>) -> T) -> T {
    let cycle = Cycle::until(&workspace.model, question(DAY), year + 1);
    act(&Asked {
        model: &workspace.model,
        files: &workspace.files,
        cycle: &cycle,
        year,
        recorded: DAY.parse().unwrap(),
    })
}

fn made(workspace: &Workspace, year: i32, language: Language) -> Vec<u8> {
    let name = &workspace.model.manifest.as_ref().unwrap().name;
    with(workspace, year, |asked| form(Form { asked, name, sorts: Sort::OF_A_YEAR, language }).unwrap())
}

fn entered(texts: &Texts, bytes: &[u8]) -> Result<Entered, Vec<Complaint>> {
    let book = book::read(bytes)?;
    let title = format!("Arbetsbok {}", book.year);
    let origin = Origin { stem: None, mark: MARK, title: &title };
    let read = |path: &str| texts.get(path).cloned();
    with(&load_whole(texts), book.year, |asked| enter(asked, &book.rows, &origin, &read))
}

/// The workspace with what was entered.
fn after(texts: &Texts, entered: &Entered) -> Texts {
    let mut texts = texts.clone();
    texts.extend(entered.changed.iter().map(|it| (it.path.clone(), it.after.clone())));
    texts
}

/// With spaces as a test writes them.
fn plain(text: &str) -> String {
    text.replace('\u{a0}', " ")
}

fn blank() -> Copy {
    Copy::of(&made(&load_whole(&testforbundet()), YEAR, Language::Sv))
}

#[test]
fn what_is_known_stands_in_the_workbook_and_says_nothing_new() {
    for (texts, year) in [(testforbundet(), YEAR), (testforbundet(), 2023), (bundled(), 2023)] {
        let workspace = load_whole(&texts);
        for language in [Language::Sv, Language::En] {
            let bytes = made(&workspace, year, language);
            assert!(bytes == made(&workspace, year, language), "the same workspace in other bytes");
            let copy = Copy::of(&bytes);
            for saved in [bytes, copy.xlsx(), copy.ods()] {
                let entered = entered(&texts, &saved).unwrap();
                assert!(entered.changed.is_empty() && entered.told.is_empty() && entered.stays.is_empty());
                assert!(entered.same > 60, "only {} values were known", entered.same);
            }
        }
    }
}

/// One of each sort, and figures with öre.
fn filled() -> Copy {
    let mut copy = blank();
    let (figures, meetings) = (Sort::Figures, Sort::Meetings);
    copy.set(figures, "cost.audit", Column::Amount, number("-45678.9"));
    copy.set(figures, "cost.board", Column::Amount, number("-120.5"));
    copy.set(figures, "cost.board", Column::Unit, text("tkr"));
    copy.set(figures, "budget.financial.cost", Column::Amount, number("0"));
    copy.set(Sort::Members, "granby", Column::To, day("2024-12-31"));
    copy.add(
        Sort::Members,
        "+1",
        &[
            (Column::Name, text("Nyby kommun")),
            (Column::Kind, text("kommun")),
            (Column::From, day("2025-01-01")),
        ],
    );
    copy.set(meetings, "fs-mote-c", Column::TakenDown, day("2024-10-26"));
    copy.set(meetings, "fs-mote-c", Column::Boards, text("alla"));
    copy.add(
        meetings,
        "+1",
        &[
            (Column::Date, day("2024-12-19")),
            (Column::Body, text("Förbundsstyrelsen")),
            (Column::Held, text("ja")),
            (Column::Form, text("på distans")),
            (Column::Approved, day("2024-12-30")),
        ],
    );
    copy.add(meetings, "+1", &[(Column::Date, day("2025-03-20")), (Column::Body, text("Förbundsstyrelsen"))]);
    let meeting = [(Column::Date, day("2024-12-19")), (Column::Body, text("Förbundsstyrelsen"))];
    let of_it = |more: &[(Column, Value)]| [meeting.as_slice(), more].concat();
    copy.add(
        Sort::Decisions,
        "+1",
        &of_it(&[
            (Column::Paragraph, number("20")),
            (Column::Adopts, text("uppdrag")),
            (Column::State, text("beslutat")),
        ]),
    );
    copy.add(
        Sort::Assignments,
        "+1",
        &of_it(&[
            (Column::Paragraph, text("§ 20")),
            (Column::Words, text("utred \"gemensamma\" lokaler = ja")),
            (Column::Responsible, text("Granby kommun (syntetisk); kansliet")),
            (Column::ReportAt, text("nästa möte")),
        ]),
    );
    let open = with(&load_whole(&testforbundet()), YEAR, |asked| {
        let known = known(asked, Sort::Deliveries);
        known.into_iter().find(|it| it.on_sheet && !it.cells.contains_key(&Column::Delivered)).unwrap().id
    });
    copy.set(Sort::Deliveries, &open, Column::Delivered, day("2024-06-15"));
    copy
}

#[test]
fn what_is_filled_in_goes_where_it_belongs_and_is_then_known() {
    let texts = testforbundet();
    let copy = filled();
    let entered_of = |bytes: &[u8]| entered(&texts, bytes).unwrap_or_else(|it| panic!("{it:#?}"));
    let entered = entered_of(&copy.xlsx());
    assert_eq!(entered, entered_of(&copy.ods()), "the two formats say the same");
    let told: Vec<String> = entered.told.iter().map(|it| format!("{}: {}", it.at, it.text.sv)).collect();
    insta::assert_snapshot!("told", told.join("\n"));
    let mut new = String::new();
    for it in &entered.changed {
        new +=
            &format!("== {}\n{}", it.path, difference(it.before.as_deref().unwrap_or_default(), &it.after));
    }
    insta::assert_snapshot!("files", new);
    // The workspace knows it now: the workbook it makes says nothing new, nor does the old one, and no byte changes.
    let texts = after(&texts, &entered);
    let again = made(&load_whole(&texts), YEAR, Language::Sv);
    for bytes in [again.clone(), Copy::of(&again).ods(), copy.xlsx()] {
        let entered = super::workbook::entered(&texts, &bytes).unwrap();
        assert!(entered.changed.is_empty(), "{:#?}", entered.told);
    }
}

/// A meeting that was planned is held; what is entered once is not entered again, nor twice at once.
#[test]
fn what_is_entered_once_is_there_once() {
    let board = || (Column::Body, text("Förbundsstyrelsen"));
    let mut copy = blank();
    copy.add(Sort::Meetings, "+1", &[(Column::Date, day("2024-12-19")), board()]);
    let texts = testforbundet();
    let planned = entered(&texts, &copy.xlsx()).unwrap();
    let texts = after(&texts, &planned);
    assert!(texts["register/moten.toml"].contains("date = 2024-12-19\nplanned = true\n"));
    let mut copy = Copy::of(&made(&load_whole(&texts), YEAR, Language::Sv));
    let decision = [
        (Column::Date, day("2024-12-19")),
        board(),
        (Column::Adopts, text("riktlinjer")),
        (Column::State, text("beslutat")),
    ];
    copy.add(Sort::Decisions, "+1", &decision);
    let refused = entered(&texts, &copy.xlsx()).unwrap_err();
    assert!(refused.len() == 1 && refused[0].text.sv.contains("bara planerat"), "{refused:#?}");
    copy.set(Sort::Meetings, "forbundsstyrelsen-2024-12-19", Column::Held, text("ja"));
    let held = entered(&texts, &copy.xlsx()).unwrap_or_else(|it| panic!("{it:#?}"));
    let texts = after(&texts, &held);
    assert!(!texts["register/moten.toml"].contains("planned"));
    assert!(
        entered(&texts, &copy.xlsx()).unwrap().changed.is_empty(),
        "without a paragraph, and known again"
    );
    // With a paragraph it is either the same or another.
    let mut other = Copy::of(&made(&load_whole(&texts), YEAR, Language::Sv));
    other.add(Sort::Decisions, "+1", &[&decision[..], &[(Column::Paragraph, number("7"))]].concat());
    let told = |copy: &Copy| entered(&texts, &copy.xlsx()).unwrap_err();
    assert!(told(&other).iter().any(|it| it.text.sv.contains("kan vara ett som finns redan")));
    let mut twice = blank();
    for row in ["+1", "+1"] {
        twice.add(Sort::Meetings, row, &[(Column::Date, day("2024-12-20")), board()]);
    }
    let complaints = entered(&testforbundet(), &twice.ods()).unwrap_err();
    assert!(
        complaints.len() == 1 && complaints[0].text.sv.contains("på en annan rad också"),
        "{complaints:#?}"
    );
}

/// What is taken away and what is added, line by line; whatever else there is stands in its order.
fn difference(before: &str, after: &str) -> String {
    let (old, new): (Vec<&str>, Vec<&str>) = (before.lines().collect(), after.lines().collect());
    // How many lines from each on are in both, in their order.
    let mut both = vec![vec![0_usize; new.len() + 1]; old.len() + 1];
    for (i, j) in (0..old.len()).rev().flat_map(|i| (0..new.len()).rev().map(move |j| (i, j))) {
        both[i][j] = match old[i] == new[j] {
            true => both[i + 1][j + 1] + 1,
            false => both[i + 1][j].max(both[i][j + 1]),
        };
    }
    let (mut told, mut i, mut j) = (String::new(), 0, 0);
    while i < old.len() || j < new.len() {
        if i < old.len() && j < new.len() && old[i] == new[j] {
            (i, j) = (i + 1, j + 1);
        } else if j < new.len() && (i == old.len() || both[i][j + 1] > both[i + 1][j]) {
            told += &format!("+ {}\n", new[j]);
            j += 1;
        } else {
            told += &format!("- {}\n", old[i]);
            i += 1;
        }
    }
    told
}

/// A figure that the workbook gave is its own to change; a blank takes nothing away.
#[test]
fn a_figure_of_the_workbook_is_changed_in_the_open_and_never_by_a_blank() {
    let texts = testforbundet();
    let first = entered(&texts, &filled().xlsx()).unwrap();
    let texts = after(&texts, &first);
    let mut copy = Copy::of(&made(&load_whole(&texts), YEAR, Language::Sv));
    copy.set(Sort::Figures, "cost.audit", Column::Amount, number("-1"));
    let (sheet, at) = copy.at(Sort::Figures, "cost.board", Column::Amount);
    copy.sheet(&sheet).cells.remove(&at);
    let second = entered(&texts, &copy.xlsx()).unwrap();
    assert_eq!(second.told.len(), 1);
    assert_eq!(plain(&second.told[0].text.sv), "revision: −1 kr i stället för −45 678,90 kr");
    assert!(second.stays.len() == 1 && second.stays[0].text.sv.contains("−120,5 står kvar"));
    let file = &second.changed[0];
    assert!(file.after.contains("cost.audit = -1\n") && file.after.contains("cost.board = -120.5\n"));
}

type Change = fn(&mut Copy) -> String;

/// What one cell should not hold, and what is said of it. Each is tried in both formats.
const REFUSED: &[(Change, &str)] = &[
    (
        |it| it.set(Sort::Figures, "cost.audit", Column::Amount, text("-1 234")),
        "Belopp: väntade ett tal; där står texten ”-1 234”",
    ),
    (
        |it| it.set(Sort::Figures, "cost.audit", Column::Amount, number("1234")),
        "kostnader skrivs med minus framför",
    ),
    (
        |it| it.set(Sort::Figures, "cost.audit", Column::Amount, number("-12.345")),
        "har fler decimaler än de 2",
    ),
    (
        |it| it.set(Sort::Figures, "cost.audit", Column::Amount, number("-1e300")),
        "inget tal som ett kalkylprogram håller exakt",
    ),
    (
        |it| it.set(Sort::Figures, "cost.audit", Column::Amount, number("-1e13")),
        "inget tal som ett kalkylprogram håller exakt",
    ),
    (
        |it| it.set(Sort::Figures, "cost.audit", Column::Amount, day("2024-01-01")),
        "där står datumet 2024-01-01",
    ),
    (
        |it| it.set(Sort::Figures, "cost.audit", Column::Amount, Value::Formula("SUM(A1:A2)", Some("0"))),
        "rutan har en formel",
    ),
    (
        |it| it.set(Sort::Figures, "cost.audit", Column::Amount, Value::Formula("SUM(A1:A2)", None)),
        "rutan har en formel",
    ),
    (
        |it| {
            it.set(Sort::Figures, "cost.audit", Column::Amount, number("-1"));
            it.set(Sort::Figures, "cost.audit", Column::Unit, text("personer"))
        },
        "anges i kr, inte i den enheten",
    ),
    (
        |it| it.set(Sort::Figures, "cost.total", Column::Amount, number("-8100001")),
        "här står −8 100 001 kr, och arbetsytan har −8 100 000 kr",
    ),
    (|it| it.set(Sort::Figures, "cost.audit", Column::Figure, text("IT")), "en del av raden har flyttats"),
    (
        |it| it.set(Sort::Meetings, "fs-mote-c", Column::TakenDown, text("2024-10-26")),
        "Nedtaget: väntade ett datum",
    ),
    (|it| it.set(Sort::Meetings, "fs-mote-c", Column::TakenDown, number("45000")), "där står talet 45 000"),
    (
        |it| it.set(Sort::Meetings, "fs-mote-c", Column::Approved, day("2024-10-04")),
        "här står 2024-10-04, och arbetsytan har 2024-10-03",
    ),
    (
        |it| it.set(Sort::Meetings, "fs-mote-c", Column::Form, text("hemma")),
        "väntade något av: på plats, på distans",
    ),
    (
        |it| {
            it.set(
                Sort::Meetings,
                "fs-mote-c",
                Column::Boards,
                text("Granby kommun (syntetisk); Ganby kommun (syntetisk)"),
            )
        },
        "menade du ”Granby kommun (syntetisk)”?",
    ),
    (
        |it| it.set(Sort::Meetings, "fs-mote-c", Column::TakenDown, Value::Formula("TODAY()", Some("45000"))),
        "rutan har en formel",
    ),
    (|it| it.set(Sort::Shares, "state", Column::Share, number("40")), "här står 40, och arbetsytan har 50"),
    (
        |it| it.set(Sort::Members, "granby", Column::Number, number("2120009911")),
        "väntade text; där står talet",
    ),
];

#[test]
fn what_a_cell_cannot_hold_is_told_by_sheet_and_cell() {
    let texts = testforbundet();
    for (change, expected) in REFUSED {
        let mut copy = blank();
        let at = change(&mut copy);
        for bytes in [copy.xlsx(), copy.ods()] {
            let complaints = entered(&texts, &bytes).unwrap_err();
            let says = |it: &&Complaint| plain(&it.text.sv).contains(expected);
            let found = complaints.iter().find(|it| it.at == at).filter(says);
            assert!(found.is_some() && complaints.len() == 1, "{at}: {expected}\n{complaints:#?}");
            assert!(!found.unwrap().text.en.is_empty());
        }
    }
    // An error is one in either format, though one of them stores it as a formula.
    let mut copy = blank();
    let at = copy.set(Sort::Figures, "cost.audit", Column::Amount, Value::Error("#DIV/0!"));
    for (bytes, says) in [(copy.xlsx(), "rutan har felet #DIV/0!"), (copy.ods(), "rutan har en formel")] {
        let complaints = entered(&texts, &bytes).unwrap_err();
        assert!(complaints.len() == 1 && complaints[0].at == at && complaints[0].text.sv.contains(says));
    }
}

/// A year is easily mistyped; what is planned may be of the next.
#[test]
fn a_meeting_that_was_held_is_of_the_workbooks_year() {
    let meeting = |form: &[(Column, Value)]| {
        let mut copy = blank();
        let body = (Column::Body, text("Förbundsstyrelsen"));
        let cells = [&[(Column::Date, day("2025-03-20")), body], form].concat();
        copy.add(Sort::Meetings, "+1", &cells);
        entered(&testforbundet(), &copy.xlsx())
    };
    assert!(meeting(&[]).is_ok());
    let complaints = meeting(&[(Column::Held, text("ja"))]).unwrap_err();
    assert!(complaints[0].text.sv.contains("2025-03-20 är inte under 2024"), "{complaints:#?}");
}

/// A day with the time of day, in the two ways that the formats write it.
#[test]
fn a_time_is_no_day() {
    let texts = testforbundet();
    let mut copy = blank();
    let at = copy.set(Sort::Meetings, "fs-mote-c", Column::TakenDown, day("2024-10-26"));
    let cell = at.rsplit('!').next().unwrap();
    for bytes in [
        replaced(
            &copy.xlsx(),
            &format!("<c r=\"{cell}\" s=\"1\"><v>45591</v>"),
            &format!("<c r=\"{cell}\" s=\"1\"><v>45591.5</v>"),
        ),
        replaced(
            &copy.ods(),
            "office:date-value=\"2024-10-26\"",
            "office:date-value=\"2024-10-26T12:00:00\"",
        ),
    ] {
        let complaints = entered(&texts, &bytes).unwrap_err();
        assert!(complaints.len() == 1 && complaints[0].at == at, "{complaints:#?}");
        assert!(complaints[0].text.sv.contains("klockslag"), "{complaints:#?}");
    }
}

/// A container with a text in one of its parts replaced, which stands there.
fn replaced(bytes: &[u8], from: &str, to: &str) -> Vec<u8> {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let (mut parts, mut found) = (Vec::new(), false);
    for number in 0..archive.len() {
        let mut part = archive.by_index(number).unwrap();
        let name = part.name().unwrap().into_owned();
        let mut text = String::new();
        std::io::Read::read_to_string(&mut part, &mut text).unwrap();
        found |= text.contains(from);
        parts.push((name, text.replace(from, to)));
    }
    assert!(found, "{from} is nowhere");
    container(&parts)
}

/// A formula that fills several cells stands in the first of them alone: what is stored in the others was not typed.
#[test]
fn what_a_formula_fills_was_not_typed() {
    let texts = testforbundet();
    let mut copy = blank();
    let first =
        copy.set(Sort::Figures, "cost.accounting-service", Column::Amount, Value::Formula("A1", Some("-1")));
    let first = first.rsplit('!').next().unwrap();
    let last = format!("{}{}", &first[..1], first[1..].parse::<u32>().unwrap() + 2);
    let both = " table:number-matrix-rows-spanned=\"3\" table:number-matrix-columns-spanned=\"1\"";
    for bytes in [
        replaced(&copy.xlsx(), "<f>A1</f>", &format!("<f t=\"array\" ref=\"{first}:{last}\">A1</f>")),
        replaced(&copy.ods(), "table:formula=\"of:=A1\"", &format!("table:formula=\"of:=A1\"{both}")),
    ] {
        let complaints = entered(&texts, &bytes).unwrap_err();
        let at = format!("Siffror 2024!{first}:{last}");
        let found = complaints.iter().find(|it| it.at == at);
        assert!(found.is_some_and(|it| it.text.sv.contains("fylls av en formel")), "{complaints:#?}");
    }
}

#[test]
fn all_complaints_are_told_at_once() {
    let mut copy = blank();
    copy.set(Sort::Figures, "cost.audit", Column::Amount, text("x"));
    copy.set(Sort::Meetings, "fs-mote-c", Column::TakenDown, text("y"));
    copy.add(Sort::Meetings, "+1", &[(Column::Date, day("2024-12-19"))]);
    copy.add(
        Sort::Decisions,
        "+1",
        &[
            (Column::Date, day("2024-02-01")),
            (Column::Body, text("Förbundsstyrelsen")),
            (Column::Adopts, text("budget")),
            (Column::State, text("beslutat")),
        ],
    );
    let complaints = entered(&testforbundet(), &copy.xlsx()).unwrap_err();
    let told: Vec<&str> = complaints.iter().map(|it| it.text.sv.as_str()).collect();
    assert_eq!(complaints.len(), 4, "{told:#?}");
    assert!(told.iter().any(|it| it.contains("Organ saknas")));
    assert!(told.iter().any(|it| it.contains("inget möte den 2024-02-01")));
}

/// Rows in another order, columns elsewhere, rows inserted: the same is said.
#[test]
fn rows_and_columns_may_move() {
    let texts = testforbundet();
    let expected = entered(&texts, &filled().xlsx()).unwrap();
    let said = |entered: &Entered| -> Vec<(String, String)> {
        let after = |text: &str| {
            let lines = text.lines().filter(|it| !it.starts_with("part = \"Siffror"));
            lines.collect::<Vec<_>>().join("\n")
        };
        entered.changed.iter().map(|it| (it.path.clone(), after(&it.after))).collect()
    };
    for turn in [turned as fn(&mut Copy), shifted, inserted] {
        let mut copy = filled();
        turn(&mut copy);
        for bytes in [copy.xlsx(), copy.ods()] {
            let entered = entered(&texts, &bytes).unwrap_or_else(|it| panic!("{it:#?}"));
            assert_eq!(said(&entered), said(&expected));
        }
    }
}

/// The rows of figures, and of deliveries, from last to first.
fn turned(copy: &mut Copy) {
    let tables = copy.names.clone().into_iter().filter(|it| it.name.ends_with("__id"));
    for copy::Named { sheet, first, last, .. } in
        tables.filter(|it| it.sheet.starts_with("Siffror") || it.sheet == "Leveranser")
    {
        let cells = &mut copy.sheet(&sheet).cells;
        let within = |row: &u32| first.0 <= *row && *row <= last.0;
        let turned = cells.iter().map(|((row, column), value)| {
            let row = if within(row) { first.0 + last.0 - row } else { *row };
            ((row, *column), value.clone())
        });
        *cells = turned.collect();
    }
}

/// Three columns and two rows before everything.
fn shifted(copy: &mut Copy) {
    for sheet in &mut copy.sheets {
        sheet.cells =
            sheet.cells.iter().map(|((row, column), it)| ((row + 2, column + 3), it.clone())).collect();
    }
    for it in &mut copy.names {
        (it.first, it.last) = ((it.first.0 + 2, it.first.1 + 3), (it.last.0 + 2, it.last.1 + 3));
    }
}

/// A blank row after the first of each table, as a spreadsheet inserts it.
fn inserted(copy: &mut Copy) {
    let tables: Vec<(String, u32)> = copy
        .names
        .iter()
        .filter(|it| it.name.ends_with("__id"))
        .map(|it| (it.sheet.clone(), it.first.0))
        .collect();
    for (name, first) in tables {
        let sheet = copy.sheet(&name);
        let moved = sheet
            .cells
            .iter()
            .map(|((row, column), it)| ((row + u32::from(*row > first), *column), it.clone()));
        sheet.cells = moved.collect();
        for named in copy.names.iter_mut().filter(|it| it.sheet == name) {
            named.last.0 += 1;
        }
    }
}

type Torn = (fn(&mut Copy), &'static str);

/// What is not as it was made, and can no longer be understood.
const TORN: &[Torn] = &[
    (
        |it| {
            let (sheet, at) = it.at(Sort::Figures, "cost.audit", Column::Amount);
            it.sheet(&sheet).hidden.insert(at.0);
        },
        "raden är dold",
    ),
    (
        |it| {
            let (sheet, at) = it.at(Sort::Figures, "cost.audit", Column::Amount);
            it.sheet(&sheet).merged.push((at, (at.0, at.1 + 1)));
        },
        "rutorna är sammanslagna",
    ),
    (|it| drop(it.sheet("Möten").cells.insert((90, 1), day("2024-05-05"))), "ligger utanför tabellen"),
    (|it| drop(it.sheet("Möten").cells.insert((4, 30), text("en anteckning"))), "ligger utanför tabellen"),
    (|it| it.names.retain(|it| it.name != "samkoll_meetings__date"), "hör inte längre ihop"),
    (
        |it| {
            let twice = it.names[0].clone();
            it.names.push(twice);
        },
        "finns två gånger",
    ),
    (
        |it| {
            let at = it.names.iter().position(|it| it.name == "samkoll_meetings__date").unwrap();
            it.names[at].last.0 += 1;
        },
        "hör inte längre ihop",
    ),
    (
        |it| {
            let place = |name: &str| it.names.iter().position(|it| it.name == name).unwrap();
            let (one, other) = (place("samkoll_figures__amount"), place("samkoll_figures__before"));
            let (first, last) = (it.names[one].clone(), it.names[other].clone());
            (it.names[one].first, it.names[one].last) = (last.first, last.last);
            (it.names[other].first, it.names[other].last) = (first.first, first.last);
        },
        "här skulle rubriken Belopp stå",
    ),
    (|it| drop(it.sheet("samkoll").cells.insert((1, 1), text("2023"))), "bladet är för 2024"),
    (
        |it| {
            let (sheet, at) = it.at(Sort::Figures, "cost.audit", Column::Amount);
            it.sheet(&sheet).cells.remove(&at);
            it.set(Sort::Figures, "cost.audit", Column::Before, number("-77"));
        },
        "rutan under ”Året före” är låst",
    ),
    (
        |it| {
            let (sheet, at) = it.at(Sort::Figures, samkoll::import::names::HEADING, Column::Amount);
            it.sheet(&sheet).cells.insert(at, number("-77"));
        },
        "raden är en rubrik",
    ),
    (
        |it| drop(it.set(Sort::Figures, "solidity", Column::Amount, number("0.45"))),
        "0,45 i en ruta för procent: skriv 45 om",
    ),
    (|it| it.names.retain(|it| it.name != "samkoll_format"), "inte gjord av samkoll workbook"),
    (|it| drop(it.sheet("samkoll").cells.insert((0, 1), text("2"))), "en annan utgåva"),
    (
        |it| {
            let sheet = it.sheet("Möten").clone();
            it.sheets.push(sheet);
        },
        "två blad har det namnet",
    ),
    (
        |it| {
            let (sheet, at) = it.at(Sort::Meetings, "fs-mote-c", Column::Date);
            it.sheet(&sheet).cells.insert((at.0, 0), text("fs-mote-x"));
        },
        "som arbetsytan inte har",
    ),
    (
        |it| {
            let (sheet, at) = it.at(Sort::Meetings, "fs-mote-c", Column::Date);
            it.sheet(&sheet).cells.insert((at.0, 0), text("fs-mote-b"));
        },
        "arbetsytan har 2024-03-21",
    ),
    (
        |it| {
            let (sheet, at) = it.at(Sort::Figures, "cost.audit", Column::Amount);
            it.sheet(&sheet).cells.insert((at.0, 0), text("cost.it"));
        },
        "en del av raden har flyttats",
    ),
];

#[test]
fn what_can_no_longer_be_told_is_refused() {
    let texts = testforbundet();
    for (change, expected) in TORN {
        let mut copy = filled();
        change(&mut copy);
        for bytes in [copy.xlsx(), copy.ods()] {
            let complaints = entered(&texts, &bytes).unwrap_err();
            assert!(complaints.iter().any(|it| it.text.sv.contains(expected)), "{expected}\n{complaints:#?}");
        }
    }
}

/// What a reader of cells would reckon with, or read otherwise than another, or what nobody sees.
#[test]
fn a_container_that_no_spreadsheet_wrote_is_refused() {
    let texts = testforbundet();
    let copy = filled();
    let (xlsx, ods) = (copy.xlsx(), copy.ods());
    let (sheet, at) = copy.at(Sort::Figures, "cost.audit", Column::Amount);
    let here = samkoll::import::names::letters(at);
    let one = &format!("<c r=\"{here}\">");
    let typed = "office:value-type=\"float\" office:value=\"-45678.9\"";
    let named = &format!("<sheet name=\"{sheet}\"");
    let ods_named = &format!("<table:table table:name=\"{sheet}\">");
    let hidden_xlsx =
        format!("<cols><col min=\"{0}\" max=\"{0}\" hidden=\"1\"/></cols><sheetData>", at.1 + 1);
    let columns = "<table:table-column table:number-columns-repeated=\"3\"/><table:table-column table:visibility=\"collapse\" table:number-columns-repeated=\"4\"/>";
    for (bytes, from, to, expected) in [
        (&xlsx, one.as_str(), "<c r=\"ZZZZZZZ300\">", "ZZZZZZZ300 finns inte i något kalkylblad"),
        (&xlsx, one, "<c r=\"XFE1\">", "XFE1 finns inte"),
        (&xlsx, "<row r=\"1\">", "<row r=\"99999999999\">", "finns inte i något kalkylblad"),
        (&xlsx, "<row r=\"1\">", "<row r=\"1048577\">", "A1048577 finns inte"),
        (&xlsx, "<sheetData>", "<dimension ref=\"A1:ZZZZZZZ9\"/><sheetData>", "ZZZZZZZ9 finns inte"),
        (
            &ods,
            "number-columns-repeated=\"16384\"",
            "number-columns-repeated=\"99999999999\"",
            "kolumn 99999999999",
        ),
        (&ods, "number-rows-repeated=\"", "number-rows-repeated=\"10000000", "finns inte i något kalkylblad"),
        (&xlsx, one, &format!("{one}<v>1</v>"), "rutan har två värden"),
        (&xlsx, named, &format!("{named} state=\"hidden\""), "bladet är dolt"),
        (&xlsx, "<sheetData>", &hidden_xlsx, "kolumnen är dold"),
        (&xlsx, one, &one.replace('>', " s=\"2\">"), "formaterad som procent"),
        (&xlsx, one, &one.replace('>', " s=\"3\">"), "i tusental eller"),
        (&xlsx, one, &one.replace('>', " s=\"4\">"), "en annan valuta än kronor"),
        (&ods, typed, &typed.replace("float", "percentage"), "formaterad som procent"),
        (
            &ods,
            typed,
            &typed.replace("float", "currency\" office:currency=\"EUR"),
            "en annan valuta än kronor",
        ),
        (&ods, ods_named, &format!("{ods_named}{columns}"), "kolumnen är dold"),
        (
            &ods,
            ods_named,
            &format!(
                "<style:style style:name=\"ta9\"><style:table-properties table:display=\"false\"/></style:style>{}",
                ods_named.replace("<table:table ", "<table:table table:style-name=\"ta9\" ")
            ),
            "bladet är dolt",
        ),
    ] {
        let complaints = entered(&texts, &replaced(bytes, from, to)).unwrap_err();
        assert!(complaints.iter().any(|it| it.text.sv.contains(expected)), "{expected}\n{complaints:#?}");
    }
    // Two parts of one name, which no writer of containers writes: the name of the one is made that of the other.
    let mut two = copy;
    two.parts.push(("xl/worksheets/sheet0.xml", String::new()));
    let mut bytes = two.xlsx();
    let (from, to) = (b"xl/worksheets/sheet0.xml", b"xl/worksheets/sheet1.xml");
    for at in 0..bytes.len() - from.len() {
        if bytes[at..].starts_with(from) {
            bytes[at..at + to.len()].copy_from_slice(to);
        }
    }
    let complaints = entered(&texts, &bytes).unwrap_err();
    assert!(complaints[0].text.sv.contains("skadad"), "{complaints:#?}");
}

/// Not a workbook, or more of one than anybody fills in.
#[test]
fn a_file_that_is_no_such_workbook_is_told_as_what_it_is() {
    let copy = filled();
    let part = |name: &str, text: &str| (name.to_owned(), text.to_owned());
    let mut macros = copy.clone();
    macros.parts.push(("xl/vbaProject.bin", "x".into()));
    let mut bomb = copy.clone();
    bomb.parts.push(("xl/media/image1.xml", " ".repeat(limits::WORKBOOK_UNPACKED)));
    let table = |rows: &str| {
        format!(
            "<office:document-content><table:table table:name=\"x\">{rows}</table:table></office:document-content>"
        )
    };
    let cell = "<table:table-cell table:number-columns-repeated=\"16384\" office:value-type=\"float\" office:value=\"1\"/>";
    let wide = table(&format!("<table:table-row>{cell}</table:table-row>").repeat(40));
    let tall = table(
        "<table:table-row table:number-rows-repeated=\"1000000\"><table:table-cell office:value-type=\"float\" office:value=\"1\"/></table:table-row>",
    );
    let far = table(&format!(
        "<table:table-row table:number-rows-repeated=\"1000000\"><table:table-cell/></table:table-row><table:table-row>{cell}</table:table-row>"
    ));
    let mut many = copy.clone();
    for row in 0..=u32::try_from(limits::CELLS / 50).unwrap() {
        for column in 50..100 {
            many.sheet("Möten").cells.insert((row, column), number("1"));
        }
    }
    let nothing = Vec::new();
    for (bytes, expected) in [
        (nothing.as_slice(), "ingen arbetsbok i formatet"),
        (b"Siffra;Belopp\n".as_slice(), "ingen arbetsbok i formatet"),
        (b"%PDF-1.7".as_slice(), "ingen arbetsbok i formatet"),
        (&[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1], "lösenord"),
        (&vec![b'P'; limits::WORKBOOK + 1], "större än 20 MB"),
        (&container(&[part("xl/workbook.bin", "x")]), "ingen arbetsbok i formatet"),
        (&container(&[part("word/document.xml", "x")]), "ingen arbetsbok i formatet"),
        (&container(&[part("xl/workbook.xml", "<workbook")]), "går inte att läsa"),
        (&macros.xlsx(), "makron"),
        (&bomb.xlsx(), "packar upp till mer"),
        (&ods_of(&table(""), "<manifest:encryption-data/>"), "lösenord"),
        (&ods_of(&wide, "<manifest:manifest/>"), "fler än 200000 rutor"),
        (&ods_of(&tall, "<manifest:manifest/>"), "fler än 200000 rutor"),
        (&ods_of(&far, "<manifest:manifest/>"), "fler än 200000 rutor"),
        (&ods_of(&table(""), "<manifest:manifest/>"), "inte gjord av samkoll workbook"),
        (&many.xlsx(), "fler än 200000 rutor"),
        (&many.ods(), "fler än 200000 rutor"),
    ] {
        let complaints = book::read(bytes).unwrap_err();
        assert!(complaints.iter().any(|it| it.text.sv.contains(expected)), "{expected}\n{complaints:#?}");
    }
    // A cell far away costs nothing, though it spans a square of seventeen thousand million.
    let mut far = copy;
    far.sheet("Möten").cells.insert((1_048_575, 16_383), number("1"));
    let complaints = book::read(&far.xlsx()).unwrap_err();
    assert!(complaints[0].at == "Möten!XFD1048576" && complaints[0].text.sv.contains("utanför tabellen"));
}

/// Cut anywhere or with any byte changed, a file is read or refused.
#[test]
fn a_damaged_file_is_read_or_refused() {
    let texts = testforbundet();
    for bytes in [filled().xlsx(), filled().ods(), made(&load_whole(&texts), YEAR, Language::Sv)] {
        for end in (0..bytes.len()).step_by(bytes.len() / 60) {
            assert!(book::read(&bytes[..end]).is_err(), "cut at {end}");
        }
        for at in (0..bytes.len()).step_by(bytes.len() / 300) {
            let mut damaged = bytes.clone();
            damaged[at] ^= 0x41;
            if let Ok(book) = book::read(&damaged) {
                assert_eq!(book.year, YEAR, "a byte at {at}");
            }
        }
    }
}

/// The amount that a spreadsheet has for so many öre: the binary number nearest to it.
fn held(ore: i64) -> (f64, Decimal) {
    let exact = Decimal::new(ore, 2);
    (exact.to_string().parse().unwrap(), exact)
}

proptest! {
    #![proptest_config(cases(4_000))]

    /// Every öre there is room for comes back as itself, and nothing else does as it.
    #[test]
    fn every_ore_is_exact(ore in -999_999_999_999_999_i64..=999_999_999_999_999) {
        let (number, exact) = held(ore);
        prop_assert_eq!(book::exact(number), Some(exact.normalize()));
        let (next, _) = held(ore + 1);
        prop_assert_ne!(book::exact(next), Some(exact.normalize()));
        // What a spreadsheet has worked out and is off in its last bits is what it shows.
        if ore != 0 && ore.abs() < 99_999_999_999 {
            prop_assert_eq!(book::exact(f64::from_bits(number.to_bits() + 1)), Some(exact.normalize()));
        }
    }
}

proptest! {
    #![proptest_config(cases(12))]

    /// All the money of a year through a workbook of either format, to the öre.
    #[test]
    fn amounts_come_through_a_workbook_exact(ore in prop::collection::vec(0_i64..=99_999_999_999_999, 80)) {
        let texts = testforbundet();
        let workspace = load_whole(&texts);
        let mut copy = blank();
        let mut expected = Vec::new();
        let mut amounts = ore.into_iter();
        for known in with(&workspace, YEAR, |asked| known(asked, Sort::Figures)) {
            let figure = &workspace.model.catalogue()[&known.id];
            if known.cells.contains_key(&Column::Amount) || figure.kind != Kind::Money {
                continue;
            }
            let Some(amount) = amounts.next() else { break };
            let sign = if known.cells.get(&Column::Sign).and_then(|it| it.text()) == Some("−") { -1 } else { 1 };
            let (binary, exact) = held(amount * sign);
            copy.set(Sort::Figures, &known.id, Column::Amount, number(&binary.to_string()));
            expected.push((known.id, exact));
        }
        prop_assert!(expected.len() >= 60, "only {} figures", expected.len());
        for bytes in [copy.xlsx(), copy.ods()] {
            let after = after(&texts, &entered(&texts, &bytes).unwrap());
            let model = load_whole(&after).model;
            for (figure, exact) in &expected {
                let cells = model.tables.iter().filter(|it| it.source.value == "workbook-2024").flat_map(|it| &it.cells);
                let found: Vec<Decimal> = cells.filter(|it| it.figure.value == *figure).filter_map(|it| it.number).collect();
                prop_assert_eq!(found, vec![*exact]);
            }
        }
    }
}

/// From the command line: made, filled in, shown, written, and then nothing is new.
#[test]
fn from_the_command_line() {
    let folder = tempfile::tempdir().unwrap();
    for (path, text) in testforbundet() {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    let run = |arguments: &[&str]| samkoll(folder.path(), arguments);
    let output = run(&["workbook", "--year", "2024", "--as-of", DAY, "-o", "bok.xlsx"]);
    assert_eq!(code(&output), 0, "{}", stderr(&output));
    let bytes = fs::read(folder.path().join("bok.xlsx")).unwrap();
    assert!(bytes == made(&load_whole(&testforbundet()), YEAR, Language::Sv));
    // What is there may be filled in already.
    let again = run(&["workbook", "--year", "2024", "--as-of", DAY, "-o", "bok.xlsx"]);
    assert!(code(&again) == 2 && stderr(&again).contains("finns redan"), "{}", stderr(&again));
    let files = || -> Texts {
        let all = crate::common::files_below(folder.path().to_str().unwrap());
        let all = all.into_iter().filter(|it| it.extension().is_some_and(|it| it == "toml"));
        all.map(|it| (it.display().to_string(), fs::read_to_string(it).unwrap())).collect()
    };
    let before = files();
    fs::write(folder.path().join("ifylld.xlsx"), filled().xlsx()).unwrap();
    let import =
        |file: &str, more: &[&str]| run(&[&["import", "xlsx", file, "--recorded", DAY], more].concat());
    let shown = import("ifylld.xlsx", &["--dry-run"]);
    assert!(code(&shown) == 0 && files() == before, "{}", stderr(&shown));
    assert!(
        stdout(&shown).contains("inget är skrivet")
            && plain(&stdout(&shown)).contains("revision: −45 678,90 kr")
    );
    // One cell wrong among all that is right, and nothing is written.
    let mut wrong = filled();
    let at = wrong.set(Sort::Figures, "cost.it", Column::Amount, text("tusen"));
    fs::write(folder.path().join("fel.ods"), wrong.ods()).unwrap();
    let refused = import("fel.ods", &[]);
    assert!(code(&refused) == 2 && files() == before);
    assert!(stderr(&refused).contains(&format!("{at}: Belopp: väntade ett tal")), "{}", stderr(&refused));
    for (year, name, says) in [
        ("2023", "ifylld.xlsx", "är för 2024, och --year säger 2023"),
        ("2024", "saknas.xlsx", "den finns inte"),
    ] {
        let refused = import(name, &["--year", year]);
        assert!(code(&refused) == 2 && stderr(&refused).contains(says), "{}", stderr(&refused));
    }
    let written = import("ifylld.xlsx", &[]);
    assert_eq!(code(&written), 0, "{}", stderr(&written));
    assert!(folder.path().join("figures/2024-workbook.toml").is_file());
    let now = files();
    let again = import("ifylld.xlsx", &[]);
    assert!(code(&again) == 0 && files() == now, "{}", stderr(&again));
    assert!(stdout(&again).starts_with("Inget nytt"), "{}", stdout(&again));
    // A file that somebody wrote by hand under that name is not touched.
    fs::write(folder.path().join("figures/2024-workbook.toml"), "year = 2024\n").unwrap();
    let mine = import("ifylld.xlsx", &[]);
    assert!(code(&mine) == 2 && stderr(&mine).contains("inte skriven av import"), "{}", stderr(&mine));
    // Another förbund's, by its id and by its number.
    for (cell, other) in [(2, "annat"), (3, "222000-0000")] {
        let mut other_one = filled();
        other_one.sheet("samkoll").cells.insert((cell, 1), text(other));
        fs::write(folder.path().join("annan.xlsx"), other_one.xlsx()).unwrap();
        let refused = import("annan.xlsx", &[]);
        assert!(
            code(&refused) == 2 && stderr(&refused).contains("ett annat förbund"),
            "{}",
            stderr(&refused)
        );
    }
}
