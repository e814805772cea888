//! Many workspaces beside each other as a workbook: a row for each, what is missing and broken where, every finding,
//! and what is wrong with the files of those that could not be read.

use rust_decimal::Decimal;
use rust_xlsxwriter::XlsxError;

use crate::amount::{Language, Phrase, many};
use crate::render::exchange::table::Cell;
use crate::render::sector::size;
use crate::render::words::{found, grade, one, outcome};
use crate::sector::{Answer, Common, Finding, Member, Sector};
use crate::verdict::{Class, Outcome};

use super::{Sheet, book, plain, tick, words};

/// The workbook's bytes: the same for the same assessments.
///
/// # Errors
/// When a sheet cannot hold all there is to tell: a spreadsheet has 1 048 576 rows.
pub fn sector(sector: &Sector, language: Language) -> Result<Vec<u8>, XlsxError> {
    let mut sheets = vec![
        side_by_side(sector, language),
        rules(words::MISSING, sector, &sector.missing, language),
        rules(words::BROKEN, sector, &sector.broken, language),
        findings(sector, language),
        files(sector, language),
    ];
    sheets.insert(0, about(sector, &sheets, language));
    book::written(&sheets, sector.question.as_of, language)
}

fn about(sector: &Sector, others: &[Sheet], language: Language) -> Sheet {
    let row = |what: Phrase, value: Cell| vec![plain(what.get(language)), value];
    let number = |count: usize| Cell::Named(many(count));
    let known = sector.question.known_at;
    let mut rows = vec![
        row(words::AS_OF, Cell::Day(sector.question.as_of)),
        row(words::KNOWN_AT, known.map_or_else(|| plain(words::ALL_KNOWN.get(language)), Cell::Day)),
        row(words::PROGRAM, plain(concat!("samkoll ", env!("CARGO_PKG_VERSION")))),
        row(words::ASSESSED, number(sector.answers().count())),
        row(words::NOT_ASSESSED, number(sector.unread().count())),
        row(words::ABOVE_CAP, number(sector.cap(Outcome::Breached).count())),
    ];
    for it in &sector.unseen {
        rows.push(row(words::UNSEEN, plain(&format!("{}: {}", it.path, it.why.get(language)))));
    }
    rows.extend(sector.nested.iter().map(|it| row(words::NESTED, plain(it))));
    for sheet in others {
        let told =
            format!("{}: {} {}", sheet.name.get(language), sheet.rows.len(), words::ROWS.get(language));
        rows.push(row(words::SHEET, plain(&told)));
    }
    Sheet { name: words::ABOUT, columns: vec![(words::WHAT, 36), (words::VALUE, 70)], rows }
}

fn side_by_side(sector: &Sector, language: Language) -> Sheet {
    let columns = vec![
        (words::FORBUND, 36),
        (words::FOLDER, 30),
        (words::IS_ASSESSED, 10),
        (words::SIZE, 34),
        (words::YEAR, 8),
        (words::ALLOCATION, 16),
        (words::EQUITY, 16),
        (words::SHARE, 12),
        (words::USUAL, 12),
        (words::CAP, 18),
        (words::CAP_SAYS, 60),
        (words::CAUSES, 10),
        (words::USUAL, 10),
        (words::OVERDUE, 10),
        (words::USUAL, 10),
        (words::OPEN, 10),
        (words::USUAL, 10),
        (words::NOT_REACHED, 10),
        (words::MET, 10),
        (words::ERRORS, 10),
    ];
    let rows = sector.members.iter().enumerate().map(|(number, it)| row(sector, number, it, language));
    Sheet { name: words::SIDE_BY_SIDE, columns, rows: rows.collect() }
}

fn row(sector: &Sector, number: usize, member: &Member, language: Language) -> Vec<Cell> {
    let some = |number: Option<Decimal>| number.map_or(Cell::Empty, Cell::Number);
    let answer = member.answer.as_ref();
    let counted =
        |of: fn(&Answer) -> usize| answer.map_or(Cell::Empty, |it| Cell::Number(many(of(it)).into()));
    let economy = answer.and_then(|it| it.economy.as_ref());
    let group = sector.group_of(number);
    let usual = group.map(|it| &it.usual);
    let cap = economy.and_then(|it| it.cap.as_ref());
    let says = |of: Outcome| {
        let [sv, _, en, _] = outcome(of);
        plain(if of == Outcome::Breached { words::ABOVE_CAP.get(language) } else { language.pick(sv, en) })
    };
    vec![
        plain(&member.name),
        plain(&member.path),
        tick(answer.is_some(), language),
        group.map_or(Cell::Empty, |it| plain(size(it).get(language))),
        economy.map_or(Cell::Empty, |it| Cell::Named(it.year.into())),
        some(economy.and_then(|it| it.allocation)),
        some(economy.map(|it| it.equity)),
        some(economy.and_then(|it| it.share)),
        some(usual.and_then(|it| it.share)),
        cap.map_or(Cell::Empty, |it| says(it.outcome)),
        cap.map_or(Cell::Empty, |it| plain(it.message.get(language))),
        counted(|it| it.causes),
        some(usual.and_then(|it| it.causes)),
        counted(|it| it.late),
        some(usual.and_then(|it| it.late)),
        counted(|it| it.count(Outcome::Undecided)),
        some(usual.and_then(|it| it.open)),
        counted(|it| it.found(Class::Result)),
        counted(|it| it.count(Outcome::Met)),
        Cell::Number(many(member.errors()).into()),
    ]
}

/// A row for each rule and workspace.
fn rules(name: Phrase, sector: &Sector, rules: &[Common], language: Language) -> Sheet {
    let columns = vec![
        (words::RULE, 30),
        (words::RULE_TITLE, 50),
        (words::HOW_MANY, 12),
        (words::FORBUND, 36),
        (words::FOLDER, 30),
        (words::TIMES, 10),
    ];
    let mut rows = Vec::new();
    for it in rules {
        for (number, times) in &it.with {
            let Some(member) = sector.members.get(*number) else { continue };
            rows.push(vec![
                plain(&it.rule),
                plain(it.heading.get(language)),
                Cell::Number(many(it.with.len()).into()),
                plain(&member.name),
                plain(&member.path),
                Cell::Number(many(*times).into()),
            ]);
        }
    }
    Sheet { name, columns, rows }
}

fn findings(sector: &Sector, language: Language) -> Sheet {
    let columns = vec![
        (words::FORBUND, 36),
        (words::FOLDER, 30),
        (words::OUTCOME, 18),
        (words::SEVERITY, 12),
        (words::RULE, 30),
        (words::RULE_TITLE, 40),
        (words::SUBJECT, 30),
        (words::MESSAGE, 70),
        (words::LATE, 10),
        (words::PLACE, 40),
        (words::FINGERPRINT, 18),
    ];
    let of = |member: &Member, it: &Finding| {
        let [sv, _, en, _] = match it.outcome {
            Outcome::Breached => found(it.class),
            other => outcome(other),
        };
        vec![
            plain(&member.name),
            plain(&member.path),
            plain(language.pick(sv, en)),
            plain(grade(it.class, it.severity).get(language)),
            plain(&it.rule),
            plain(it.heading.get(language)),
            plain(&it.subject),
            plain(it.message.get(language)),
            it.days_late.map_or(Cell::Empty, |days| Cell::Number(days.into())),
            plain(&it.place),
            plain(&it.fingerprint),
        ]
    };
    let rows = sector.answers().flat_map(|(member, it)| it.findings.iter().map(move |it| of(member, it)));
    Sheet { name: words::FINDINGS, columns, rows: rows.collect() }
}

fn files(sector: &Sector, language: Language) -> Sheet {
    let columns = vec![
        (words::FORBUND, 36),
        (words::FOLDER, 30),
        (words::SEVERITY, 12),
        (words::PLACE, 40),
        (words::MESSAGE, 70),
    ];
    let faults = sector.members.iter().flat_map(|member| member.problems.iter().map(move |it| (member, it)));
    let rows = faults.map(|(member, it)| {
        vec![
            plain(&member.name),
            plain(&member.path),
            plain(one(it.severity).get(language)),
            plain(&it.place),
            plain(it.message.get(language)),
        ]
    });
    Sheet { name: words::OF_FILES, columns, rows: rows.collect() }
}
