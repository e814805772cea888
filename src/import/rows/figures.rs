//! Figures that were typed: into a file of their own, each with the place it was typed at.
//!
//! What another document of the workspace has already is not written once more, and another amount is refused. What the
//! file itself has from before stays, unless the same row now says something else, which is told.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::columns::usual_unit;
use super::events::Draft;
use super::{Asked, Column, Complaint, Known, Origin, Row, Sort, Typed, checked};
use crate::amount::{Kind, Language, Text, Unit, written_number};
use crate::import::written::{Entry, entry};
use crate::model::figure::{FigureName, Prints, Sign, Table, TableKind};
use crate::model::usual;
use crate::source::alike;
use crate::starter::quoted;

/// An amount, and where it is from.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Claim {
    unit: Unit,
    amount: Decimal,
    part: String,
}

/// The parts of an annual report, by how the names of their figures begin, in the order they are printed in.
const PARTS: &[(&str, &str, &[&str])] = &[
    ("Intäkter", "Income", &["income", "contribution", "allocation"]),
    ("Kostnader", "Costs", &["cost", "depreciation", "audit", "extraordinary"]),
    ("Resultat", "Result", &["financial", "result", "balance-requirement"]),
    ("Tillgångar", "Assets", &["assets", "receivables"]),
    (
        "Eget kapital och skulder",
        "Equity and liabilities",
        &["equity", "provisions", "liabilities", "equity-and-liabilities", "solidity"],
    ),
    ("Kassaflöde", "Cash flow", &["cash-flow", "cash"]),
    ("Kostnadernas fördelning", "How the costs are split", &["cost-split", "cost-share"]),
    ("Verksamheten", "The activity", &["measures", "participants", "employees", "meetings"]),
    ("Budget och plan", "Budget and plan", &["budget", "plan", "deviation"]),
];

/// Which part of an annual report a figure stands in, and which of the parts that is.
#[must_use]
pub fn part_of(figure: &str) -> (usize, Text) {
    let begins = figure.split('.').next().unwrap_or(figure);
    let found = PARTS.iter().position(|(_, _, names)| names.contains(&begins));
    found.and_then(|at| Some((at, PARTS.get(at)?))).map_or_else(
        || (PARTS.len(), Text::new("Övrigt", "The rest")),
        |(at, (sv, en, _))| (at, Text::new(*sv, *en)),
    )
}

/// What is known of every figure of the catalogue in the year: the amount of a document, that of the ledger, and last
/// year’s.
pub(super) fn known(asked: &Asked<'_>) -> Vec<Known> {
    let mut names: Vec<(&String, &FigureName)> = asked.model.catalogue().iter().collect();
    names.sort_by_key(|(name, _)| (part_of(name).0, *name));
    let of = |year| Claims::of(asked, year, false);
    let (this, before) = (of(asked.year), of(asked.year.saturating_sub(1)));
    names.into_iter().map(|(name, figure)| row(name, figure, &this, &before)).collect()
}

/// The amounts of a year, by figure: those of the ledger and those of other documents.
pub(super) struct Claims<'m>(BTreeMap<&'m str, Vec<(&'m Table, Decimal)>>);

impl<'m> Claims<'m> {
    /// Those of the reports to Försäkringskassan, or those of all else: the one is held against the other by the rules.
    pub(super) fn of(asked: &Asked<'m>, year: i32, reported: bool) -> Self {
        let mut all: BTreeMap<&str, Vec<(&Table, Decimal)>> = BTreeMap::new();
        for table in asked
            .model
            .tables
            .iter()
            .filter(|it| it.year == year && (it.kind == TableKind::Reported) == reported)
        {
            for cell in &table.cells {
                let Some(number) = cell.number else { continue };
                all.entry(&cell.figure.value).or_default().push((table, number));
            }
        }
        for claims in all.values_mut() {
            claims.sort_by_key(|(table, _)| table.kind);
        }
        Self(all)
    }

    /// All of a figure, the weightiest first.
    pub(super) fn all(&self, figure: &str) -> &[(&'m Table, Decimal)] {
        self.0.get(figure).map_or(&[], Vec::as_slice)
    }

    /// The weightiest of the ledger, or of the other documents.
    fn first(&self, figure: &str, of_ledger: bool) -> Option<(&'m Table, Decimal)> {
        self.all(figure).iter().copied().find(|(table, _)| (table.kind == TableKind::Ledger) == of_ledger)
    }
}

fn row(name: &str, figure: &FigureName, this: &Claims<'_>, before: &Claims<'_>) -> Known {
    let own = this.first(name, false);
    let unit = own.map_or_else(|| usual_unit(figure.kind), |(table, _)| table.unit);
    // What is beside is in the unit of the row, as far as that can be said exactly.
    let beside = |claim: Option<(&Table, Decimal)>| {
        claim.and_then(|(table, number)| in_unit(number, table.unit, unit)).map(Typed::Number)
    };
    let last = before.first(name, false).or_else(|| before.first(name, true));
    let cells = [
        (Column::Figure, Some(Typed::Text(figure.title.sv.clone()))),
        (Column::Sign, sign(figure)),
        (Column::Unit, Some(Typed::Text(unit.name().to_owned()))),
        (Column::Amount, own.map(|(_, number)| Typed::Number(number))),
        (Column::Ledger, beside(this.first(name, true))),
        (Column::Before, beside(last)),
    ];
    Known {
        id: name.to_owned(),
        cells: cells.into_iter().filter_map(|(column, value)| Some((column, value?))).collect(),
        span: None,
        on_sheet: true,
    }
}

/// The sign that a figure has.
pub(super) fn sign(figure: &FigureName) -> Option<Typed> {
    match figure.sign {
        Sign::Negative => Some(Typed::Text("−".to_owned())),
        Sign::Positive => Some(Typed::Text("+".to_owned())),
        Sign::Either => None,
    }
}

/// A number in another unit of money.
pub(super) fn in_unit(number: Decimal, from: Unit, to: Unit) -> Option<Decimal> {
    let kronor = |unit: Unit| match unit {
        Unit::Kr => Some(Decimal::ONE),
        Unit::Tkr => Some(Decimal::ONE_THOUSAND),
        Unit::Mkr => Some(Decimal::from(1_000_000)),
        _ => None,
    };
    if from == to {
        return Some(number);
    }
    number.checked_mul(kronor(from)?)?.checked_div(kronor(to)?).map(|it| it.normalize())
}

/// What a file of figures is named after that has no name of its own.
const fn stem(sort: Sort) -> &'static str {
    match sort {
        Sort::Reported => "reported",
        _ => "workbook",
    }
}

/// Enters rows of figures, or of what is reported.
pub(super) fn enter(draft: &mut Draft<'_>, sort: Sort, rows: &[Row], origin: &Origin<'_>) {
    let asked = *draft.asked;
    let year = asked.year;
    let folder = asked.model.folder(|parts| &parts.figures, usual::FIGURES);
    let stem = origin.stem.unwrap_or_else(|| stem(sort));
    let path = format!("{folder}/{year}-{stem}.toml");
    let before = (draft.read)(&path);
    if before.as_ref().is_some_and(|text| !text.starts_with(origin.mark)) {
        draft.complain(Complaint::new(
            &path,
            "filen finns redan och är inte skriven av import; den rörs inte",
            "the file is there already and was not written by import; it is not touched",
        ));
        return;
    }
    if let Some(complaint) = before.as_deref().and_then(|text| of_another(text, &path, (sort, origin))) {
        return draft.complain(complaint);
    }
    let claims = Claims::of(&asked, year, sort == Sort::Reported);
    let is_own = |table: &Table| asked.files.path(table.id.span.file) == path;
    let mut own: BTreeMap<String, Claim> = BTreeMap::new();
    for (figure, all) in &claims.0 {
        for (table, number) in all.iter().filter(|(table, _)| is_own(table)) {
            let claim = Claim { unit: table.unit, amount: *number, part: table.part.clone() };
            own.insert((*figure).to_owned(), claim);
        }
    }
    let shown = known(&asked);
    draft.complaints.extend(rows.iter().flat_map(|row| locked(&shown, row)));
    let mut seen: BTreeMap<String, &Row> = BTreeMap::new();
    let mut all_read = true;
    for row in rows {
        match claim(&asked, sort, row) {
            Err(complaints) => {
                all_read = false;
                draft.complaints.extend(complaints);
            }
            Ok((figure, _)) if seen.insert(figure.clone(), row).is_some() => {
                draft.complain(super::twice(row));
            }
            Ok((figure, None)) => {
                if let Some(known) = own.get(&figure) {
                    let known = Typed::Number(known.amount);
                    draft.stays(checked::emptied(asked.model, &row.at, Column::Amount, &known));
                }
            }
            Ok((figure, Some(typed))) => {
                let others = claims.all(&figure).iter().copied();
                let others: Vec<_> =
                    others.filter(|(table, _)| table.kind != TableKind::Ledger && !is_own(table)).collect();
                settle(draft, row, &figure, typed, &others, &mut own);
            }
        }
    }
    for (figure, claim) in own.iter().filter(|(figure, _)| !seen.contains_key(*figure)) {
        let is_table = origin.stem.is_some();
        let complaint = no_longer_there(&asked, &path, (figure, claim), is_table);
        match is_table {
            false => draft.stays(complaint),
            // A row that could not be read is not gone.
            true if all_read => draft.complain(complaint),
            true => (),
        }
    }
    if !own.is_empty() {
        let text = text(asked, (sort, stem), origin, &own);
        draft.put(&path, before, text);
    }
}

/// A file that came of another table, or of one of the other kind: what it has is not this one's to change.
fn of_another(text: &str, path: &str, (sort, origin): (Sort, &Origin<'_>)) -> Option<Complaint> {
    let title = text.lines().find_map(|it| it.strip_prefix("title = "))?;
    let was_reported = text.lines().any(|it| it == "kind = \"reported\"");
    let is_reported = sort == Sort::Reported;
    // What is reported is one file a year, whatever it was typed in.
    if title != quoted(origin.title) && !(is_reported && was_reported) {
        return Some(Complaint::new(
            path,
            format!(
                "filen kom ur ”{}”, inte ur ”{}”: ge tabellen ett annat namn",
                title.trim_matches('"'),
                origin.title
            ),
            format!(
                "the file came of “{}”, not of “{}”: give the table another name",
                title.trim_matches('"'),
                origin.title
            ),
        ));
    }
    (was_reported != is_reported).then(|| {
        let (sv, en) = match was_reported {
            true => ("det som är redovisat till Försäkringskassan", "what is reported to Försäkringskassan"),
            false => ("andra siffror", "other figures"),
        };
        Complaint::new(
            path,
            format!("filen har {sv}, ur en tabell med samma namn: ge tabellen ett annat namn"),
            format!("the file has {en}, of a table with the same name: give the table another name"),
        )
    })
}

/// A figure of the file whose row is gone from what is read. A table may be another of the same name, whose row 2 is
/// not the row 2 that the file tells of.
fn no_longer_there(
    asked: &Asked<'_>,
    path: &str,
    (figure, claim): (&str, &Claim),
    is_table: bool,
) -> Complaint {
    let title = asked.model.catalogue().get(figure).map(|it| it.title.clone()).unwrap_or_default();
    let known = |language| amount(claim.amount, claim.unit, language);
    let (sv, en) = (known(Language::Sv), known(Language::En));
    let (then_sv, then_en) = match is_table {
        false => (format!("; {sv} står kvar i arbetsytan"), format!("; {en} stays in the workspace")),
        true => (
            format!(
                " i tabellen, och filen har {sv} ({0}): är det en annan tabell, ge den ett annat namn; ska beloppet bort, ta bort {path} och läs in tabellen igen",
                claim.part
            ),
            format!(
                " from the table, and the file has {en} ({0}): if it is another table, give it another name; if the amount is to go, remove {path} and read the table in again",
                claim.part
            ),
        ),
    };
    Complaint::new(
        path,
        format!("{}: raden finns inte längre{then_sv}", title.sv),
        format!("{}: the row is gone{then_en}", title.en),
    )
}

/// What was typed in a locked cell beside a blank amount: it was meant for the other.
fn locked(known: &[Known], row: &Row) -> Vec<Complaint> {
    let known = row.id.as_ref().and_then(|id| known.iter().find(|it| it.id == *id));
    let is_shown =
        |column: &Column, typed: &Typed| known.is_some_and(|it| it.cells.get(column) == Some(typed));
    let typed = row.cells.iter().filter(|(column, cell)| {
        matches!(column, Column::Ledger | Column::Before)
            && !row.cells.contains_key(&Column::Amount)
            && !is_shown(column, &cell.value)
    });
    let told = typed.map(|(column, cell)| {
        let (heading, amount) = (column.heading(), Column::Amount.heading());
        Complaint::new(
            &cell.at,
            format!(
                "rutan under ”{}” är låst och läses inte, och här står något annat än arbetsytan har: flytta det till ”{}”, eller gör en ny arbetsbok",
                heading.sv, amount.sv
            ),
            format!(
                "the cell below “{}” is locked and not read, and it has something else than the workspace: move it to “{}”, or make a new workbook",
                heading.en, amount.en
            ),
        )
    });
    told.collect()
}

/// Holds an amount against what is known, and takes it up where it is new.
fn settle(
    draft: &mut Draft<'_>,
    row: &Row,
    figure: &str,
    typed: Claim,
    others: &[(&Table, Decimal)],
    own: &mut BTreeMap<String, Claim>,
) {
    let is_it = |unit: Unit, amount: Decimal| unit == typed.unit && amount == typed.amount;
    if own.get(figure).is_some_and(|it| is_it(it.unit, it.amount))
        || others.iter().any(|(table, number)| is_it(table.unit, *number))
    {
        draft.same = draft.same.saturating_add(1);
        return;
    }
    if typed.unit == Unit::Percent && checked::is_of_one(typed.amount) {
        let at = row.cells.get(&Column::Amount).map_or(&row.at, |it| &it.at);
        return draft.complain(checked::of_one(at, typed.amount));
    }
    if let Some(((table, number), None)) = others.first().map(|it| (it, own.get(figure))) {
        draft.complain(other_amount(draft.asked, row, &typed, table, *number));
        return;
    }
    let new = |language| amount(typed.amount, typed.unit, language);
    let (sv, en) = (new(Language::Sv), new(Language::En));
    let text = match own.get(figure) {
        Some(old) => {
            let old = |language| amount(old.amount, old.unit, language);
            Text::new(
                format!("{sv} i stället för {}", old(Language::Sv)),
                format!("{en} in place of {}", old(Language::En)),
            )
        }
        None => Text { sv, en },
    };
    let title = draft.asked.model.catalogue().get(figure).map(|it| it.title.clone()).unwrap_or_default();
    draft.tell(Complaint::new(
        &row.at,
        format!("{}: {}", title.sv, text.sv),
        format!("{}: {}", title.en, text.en),
    ));
    own.insert(figure.to_owned(), typed);
}

fn amount(amount: Decimal, unit: Unit, language: Language) -> String {
    // Öre are two digits: 678,90.
    let tenth = if unit == Unit::Kr && amount.normalize().scale() == 1 { "0" } else { "" };
    let unit = Typed::Text(unit.name().to_owned());
    let unit = match checked::label(Column::Unit, &unit) {
        Some(label) => label.get(language),
        None => "",
    };
    format!("{}{tenth} {unit}", written_number(amount, language))
}

fn other_amount(asked: &Asked<'_>, row: &Row, typed: &Claim, table: &Table, number: Decimal) -> Complaint {
    let at = row.cells.get(&Column::Amount).map_or(&row.at, |it| &it.at);
    let place = asked.model.cited_at(&table.source.value, Some(&table.part));
    let both = |language| (amount(typed.amount, typed.unit, language), amount(number, table.unit, language));
    let ((typed_sv, known_sv), (typed_en, known_en)) = (both(Language::Sv), both(Language::En));
    Complaint::new(
        at,
        format!(
            "här står {typed_sv}, och arbetsytan har {known_sv} ({place}); ändra i arbetsytans fil om det är den som har fel"
        ),
        format!(
            "here is {typed_en}, and the workspace has {known_en} ({place}); change its file if that is what is wrong"
        ),
    )
}

/// The figure of a row, and its amount where one is typed.
fn claim(asked: &Asked<'_>, sort: Sort, row: &Row) -> Result<(String, Option<Claim>), Vec<Complaint>> {
    let (name, figure) = figure_of(asked, sort, row).map_err(|it| vec![it])?;
    of_the_year(asked, row).map_err(|it| vec![it])?;
    let Some(cell) = row.cells.get(&Column::Amount) else { return Ok((name.to_owned(), None)) };
    let number = checked::checked(asked.model, Column::Amount, cell).map_err(|it| vec![it])?;
    let Typed::Number(number) = number else { return Ok((name.to_owned(), None)) };
    let unit = row.cells.get(&Column::Unit);
    let unit = unit.ok_or_else(|| vec![checked::missing(&row.at, Column::Unit)])?;
    let word = checked::checked(asked.model, Column::Unit, unit).map_err(|it| vec![it])?;
    let found = word.text().and_then(Unit::named).filter(|unit| unit.kind() == figure.kind);
    let Some(found) = found else {
        let usual = Typed::Text(usual_unit(figure.kind).name().to_owned());
        let usual = checked::label(Column::Unit, &usual).map(Text::from).unwrap_or_default();
        return Err(vec![Complaint::new(
            &unit.at,
            format!("{} anges i {}, inte i den enheten", figure.title.sv, usual.sv),
            format!("{} is given in {}, not in that unit", figure.title.en, usual.en),
        )]);
    };
    let amount = held(number, found, figure, &cell.at).map_err(|it| vec![it])?;
    Ok((name.to_owned(), Some(Claim { unit: found, amount, part: row.part.clone() })))
}

/// A row that says its year is of the year that is entered.
fn of_the_year(asked: &Asked<'_>, row: &Row) -> Result<(), Complaint> {
    let Some(cell) = row.cells.get(&Column::Year) else { return Ok(()) };
    let typed = checked::checked(asked.model, Column::Year, cell)?;
    let expected = asked.year;
    if typed == Typed::Number(Decimal::from(expected)) {
        return Ok(());
    }
    let said = |language| checked::told(asked.model, Column::Year, &typed, language);
    Err(Complaint::new(
        &cell.at,
        format!("raden är för {}, och det som läses in är för {expected}", said(Language::Sv)),
        format!("the row is for {}, and what is read in is for {expected}", said(Language::En)),
    ))
}

/// How many decimals an amount in a unit can have.
const fn decimals(unit: Unit) -> u32 {
    match unit {
        Unit::Kr | Unit::Persons | Unit::Months => 2,
        Unit::Tkr => 3,
        Unit::Percent | Unit::Points => 4,
        Unit::Days | Unit::Count => 0,
        Unit::Mkr | Unit::Share | Unit::Number | Unit::Index => 6,
    }
}

/// A number as the file has it: with the decimals it can have, and the sign its figure has.
fn held(number: Decimal, unit: Unit, figure: &FigureName, at: &str) -> Result<Decimal, Complaint> {
    let most = decimals(unit);
    // Noughts count in kronor: 450,000 kr may be thousands.
    if number.normalize().scale() > most || (unit == Unit::Kr && number.scale() > most) {
        // With the noughts it was typed with.
        let en = number.to_string();
        let sv = en.replace('.', ",");
        return Err(Complaint::new(
            at,
            format!("{sv} har fler decimaler än de {most} som ett sådant belopp kan ha: avrunda det själv"),
            format!("{en} has more decimals than the {most} that such an amount can have: round it yourself"),
        ));
    }
    if figure.sign.is_odd(number) {
        let usual = figure.sign.usual();
        return Err(Complaint::new(
            at,
            format!("{} är {}: kostnader skrivs med minus framför, intäkter utan", figure.title.sv, usual.sv),
            format!("{} is {}: costs are written with a minus, income without", figure.title.en, usual.en),
        ));
    }
    let mut number = number.normalize();
    if unit.kind() == Kind::Money && unit == Unit::Kr && number.scale() > 0 {
        // Half a krona is fifty öre: nobody prints a single decimal of kronor.
        number.rescale(2);
    }
    Ok(number)
}

/// The figure that a row is about: by its name, and then with the title it has, or by its title or label.
fn figure_of<'m>(asked: &Asked<'m>, sort: Sort, row: &Row) -> Result<(&'m str, &'m FigureName), Complaint> {
    let catalogue = asked.model.catalogue();
    let title = row.cells.get(&Column::Figure);
    let said = title.and_then(|it| it.value.text()).unwrap_or_default();
    let called = |figure: &FigureName| alike(&figure.title.sv, said) || alike(&figure.title.en, said);
    if let Some(id) = &row.id {
        let Some((name, figure)) = catalogue.get_key_value(id) else {
            return Err(super::known::gone(sort, row));
        };
        return match title.is_none_or(|_| called(figure)) {
            true => Ok((name, figure)),
            false => Err(Complaint::new(
                title.map_or(&row.at, |it| &it.at),
                format!("raden är {}, och här står ”{said}”: en del av raden har flyttats", figure.title.sv),
                format!(
                    "the row is {}, and here is “{said}”: a part of the row has been moved",
                    figure.title.en
                ),
            )),
        };
    }
    let labelled = |figure: &FigureName| called(figure) || figure.labels.iter().any(|it| alike(it, said));
    if let Some((name, figure)) = catalogue.get_key_value(said) {
        return Ok((name, figure));
    }
    let by = |is: &dyn Fn(&FigureName) -> bool| catalogue.iter().filter(|(_, it)| is(it)).collect::<Vec<_>>();
    let titled = by(&called);
    let found = if titled.is_empty() { by(&labelled) } else { titled };
    match found.as_slice() {
        [(name, figure)] => Ok((name, figure)),
        [] => {
            let known: Vec<&str> = catalogue.values().map(|it| it.title.sv.as_str()).collect();
            let near = crate::diagnostic::nearest(said, &known);
            let near =
                near.map(|it| Text::new(format!("; menade du ”{it}”?"), format!("; did you mean “{it}”?")));
            let near = near.unwrap_or_default();
            Err(Complaint::new(
                title.map_or(&row.at, |it| &it.at),
                format!("ingen siffra heter ”{said}”{}", near.sv),
                format!("no figure is called “{said}”{}", near.en),
            ))
        }
        several => {
            let titles = several.iter().map(|(_, it)| it.title.sv.as_str()).collect::<Vec<_>>().join("; ");
            Err(Complaint::new(
                title.map_or(&row.at, |it| &it.at),
                format!("”{said}” kan vara flera siffror: {titles}"),
                format!("“{said}” can be several figures: {titles}"),
            ))
        }
    }
}

/// The file, in the order of the figures’ names.
fn text(
    asked: Asked<'_>,
    (sort, stem): (Sort, &str),
    origin: &Origin<'_>,
    claims: &BTreeMap<String, Claim>,
) -> String {
    let (year, source) = (asked.year, format!("{stem}-{}", asked.year));
    let mut text = format!(
        "{} Ändra inte här: ändra i det som lästes in, och läs in det igen.\n\n\
         year = {year}\ncount = {{ table = {} }}\n\n[[source]]\nid = \"{source}\"\ntitle = {}\nkind = \"other\"\n",
        origin.mark,
        claims.len(),
        quoted(origin.title)
    );
    for (figure, claim) in claims {
        let named = asked.model.catalogue().get(figure);
        let prints = named.and_then(prints_of);
        let (kind, prints) = match sort == Sort::Reported {
            true => (TableKind::Reported, Some(Prints::ReportedToFk)),
            false => (kind_of(figure, prints), prints),
        };
        let Claim { unit, amount, part } = claim;
        entry(
            &mut text,
            &Entry {
                source: &source,
                kind,
                prints,
                proven: None,
                unit: *unit,
                figure,
                part,
                amount: *amount,
            },
        );
    }
    text
}

/// The statements of an annual report, whose rows are theirs first.
const STATEMENTS: [Prints; 3] = [Prints::IncomeStatement, Prints::BalanceSheet, Prints::CashFlow];

/// Which statement, or what else, a figure is first of all a row of.
fn prints_of(figure: &FigureName) -> Option<Prints> {
    let of_all = &figure.statements;
    of_all.iter().find(|it| STATEMENTS.contains(it)).or(of_all.first()).copied()
}

/// What sort of place a figure stands in, in an annual report.
pub(crate) fn kind_of(name: &str, prints: Option<Prints>) -> TableKind {
    match prints {
        _ if name.starts_with("budget.") || name.starts_with("plan.") => TableKind::Budget,
        Some(it) if STATEMENTS.contains(&it) => TableKind::Statement,
        Some(Prints::Note | Prints::OperatingStatement | Prints::InvestmentStatement) => TableKind::Note,
        _ => TableKind::Overview,
    }
}
