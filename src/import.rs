//! From a ledger to the figures of a year: accounts by the chart map, signs turned as a statement prints them, and the
//! file of figures that comes of it.

#[cfg(feature = "xlsx")]
pub mod book;
pub mod minutes;
pub mod names;
pub mod reading;
pub mod rows;
pub mod statement;
pub mod structure;
pub mod table;
pub mod title;
mod written;

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;

pub use written::{MARK, file_of};

use crate::amount::Text;
use crate::model::Model;
use crate::model::chart::{AccountRange, ChartRow, Moment, OWN, ObjectRow, Side};
use crate::sie::{Account, Balance, Ledger, Proof, Uncovered};

/// What comes of a ledger for one year.
#[derive(Debug)]
pub struct Import {
    /// The calendar year.
    pub year: i32,
    /// The chart that its accounts were read by.
    pub chart: String,
    /// What is booked, by figure, in the order of their names.
    pub figures: Vec<Drawn>,
    /// What is budgeted, likewise.
    pub budget: Vec<Drawn>,
    /// The accounts that come to no figure of their own, each with what it comes to as it is booked.
    pub untaken: Vec<Untaken>,
    /// The objects of a dimension that is asked for which come to no figure.
    pub untaken_objects: Vec<Untaken>,
    /// The accounts that are budgeted by object alone: what they come to together cannot be told.
    pub budget_by_object: Vec<String>,
    /// The sums by which the ledger proves itself whole.
    pub proof: Proof,
    /// How many vouchers of the year do not balance: then rows of them are missing, or wrong.
    pub unbalanced: usize,
    /// Whether the checksum of the file is that of what stands in it; none where it has none.
    pub checksum: Option<bool>,
    /// Whether the last line of the file has no end: it may be cut off.
    pub is_unended: bool,
    /// The accounts whose balance is not what the vouchers make of it, each with how far off it is.
    pub off_the_vouchers: Vec<(String, Decimal)>,
}

impl Import {
    /// Whether the ledger proves itself whole: its three sums hold, and nothing in it speaks against that.
    #[must_use]
    pub fn is_proven(&self) -> bool {
        is_proven(self.proof, self.unbalanced, self.checksum) && !self.is_unended
    }

    /// What speaks against it though the sums hold, or beside that they do not.
    #[must_use]
    pub fn doubts(&self) -> Vec<Text> {
        let vouchers = match self.unbalanced {
            0 => None,
            1 => Some(Text::new(
                "en verifikation går inte jämnt ut, så rader fattas i den eller är fel: bokföringen visar inte att den är hel",
                "one voucher does not balance, so rows of it are missing or wrong: the ledger does not show that it is whole",
            )),
            count => Some(Text::new(
                format!(
                    "{count} verifikationer går inte jämnt ut, så rader fattas i dem eller är fel: bokföringen visar inte att den är hel"
                ),
                format!(
                    "{count} vouchers do not balance, so rows of them are missing or wrong: the ledger does not show that it is whole"
                ),
            )),
        };
        let checksum = (self.checksum == Some(false)).then(|| Text::new(
            "kontrollsumman är en annan än innehållets: filen visar inte att den är som den togs ut",
            "the checksum is another than that of what stands there: the file does not show that it is as it was exported",
        ));
        let unended = self.is_unended.then(|| Text::new(
            "filen slutar mitt i en rad: den kan vara avhuggen, och bokföringen visar inte att den är hel",
            "the file ends within a line: it may be cut off, and the ledger does not show that it is whole",
        ));
        vouchers.into_iter().chain(checksum).chain(unended).collect()
    }
}

fn is_proven(proof: Proof, unbalanced: usize, checksum: Option<bool>) -> bool {
    proof.holds() && unbalanced == 0 && checksum != Some(false)
}

/// A figure as it comes of the ledger.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drawn {
    /// Its name in the catalogue.
    pub figure: String,
    /// Which accounts, or objects and accounts, it is of; in words.
    pub part: String,
    /// The amount in kronor, with the sign of the files of figures.
    pub amount: Decimal,
    /// Whether nothing of it can be missing.
    pub proven: bool,
}

/// What no row takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Untaken {
    /// The account, or dimension and object.
    pub number: String,
    /// What it is called in the ledger.
    pub name: String,
    /// What it comes to, debit positive.
    pub amount: Decimal,
    /// Whether it is in some sum all the same.
    pub in_a_sum: bool,
}

/// Which chart a ledger's accounts are read by: the one asked for, else the förbund's own choice, else the chart of
/// companies where the file itself says it follows that.
///
/// # Errors
/// The charts there are, where none of that tells; of municipalities' charts the format knows nothing.
pub fn chart_of<'m>(
    model: &'m Model,
    asked: Option<&'m str>,
    ledger: &Ledger,
) -> Result<&'m str, Vec<&'m str>> {
    let mut known: Vec<&str> = model.known_charts().map(|it| it.name.value.as_str()).collect();
    known.push(OWN);
    let said = asked.or_else(|| model.own_chart().map(|it| it.name.value.as_str()));
    let by_file = || {
        let of_companies = |kind: &str| {
            let kind = kind.to_uppercase();
            ["BAS95", "BAS96", "EUBAS97", "NE2007"].contains(&kind.as_str()) || kind.starts_with("BAS2")
        };
        ledger.chart.as_deref().is_some_and(of_companies).then_some("bas")
    };
    let chart = said.or_else(by_file);
    chart.and_then(|chart| known.iter().copied().find(|it| *it == chart)).ok_or(known)
}

/// Draws the figures of a year of the ledger by a chart.
///
/// # Errors
/// Why its balances are not a year's figures.
pub fn draw(ledger: &Ledger, year: i32, model: &Model, chart: &str) -> Result<Import, Uncovered> {
    let calendar_year = ledger.whole_year(year)?;
    let (proof, unbalanced, checksum) = (ledger.proof(year), ledger.unbalanced_in(year), ledger.checksum);
    let proven = is_proven(proof, unbalanced, checksum) && !ledger.is_unended;
    let rows = Rows::of(model, chart, ledger);
    let books = Books { ledger, year };
    let off = if year == 0 { ledger.off_the_vouchers() } else { Vec::new() };
    let mut figures = books.figures(&rows, proven);
    let (objects, untaken_objects) = books.objects(model, off.is_empty() && proven);
    figures.extend(objects);
    figures.sort_by(|one, other| (&one.figure, &one.part).cmp(&(&other.figure, &other.part)));
    Ok(Import {
        year: calendar_year,
        chart: chart.to_owned(),
        figures,
        budget: books.budget(&rows, model),
        untaken: books.untaken(&rows),
        untaken_objects,
        budget_by_object: books.budget_by_object(),
        proof,
        unbalanced,
        checksum,
        is_unended: ledger.is_unended,
        off_the_vouchers: off.into_iter().map(|(account, off)| (account.to_owned(), off)).collect(),
    })
}

/// The rows of a chart that count: the förbund's own, and of the standard's those that none of them replaces.
struct Rows<'m> {
    /// Each, and whether it is the förbund's own.
    all: Vec<(&'m ChartRow, bool)>,
    /// The accounts that a row of its own takes, at which of the year's balances.
    own: BTreeSet<(Moment, &'m str)>,
}

impl<'m> Rows<'m> {
    fn of(model: &'m Model, chart: &str, ledger: &'m Ledger) -> Self {
        let named = |row: &ChartRow| row.figure.as_ref().map(|it| it.value.clone());
        let own = || model.chart_rows.iter().filter(|row| !model.is_standard(row.span));
        let replaced: BTreeSet<String> = own().filter(|it| it.replaces).filter_map(named).collect();
        let stays = |row: &&ChartRow| {
            let is_of_the_chart = model.is_standard(row.span) && row.chart == chart;
            is_of_the_chart && named(row).is_none_or(|it| !replaced.contains(&it))
        };
        let standard = model.chart_rows.iter().filter(stays);
        let mut taken = BTreeSet::new();
        for row in own().filter(|row| !row.total) {
            let accounts = ledger.accounts.keys().filter(|account| row.has(account));
            taken.extend(accounts.map(|account| (row.at, account.as_str())));
        }
        Self { all: own().map(|it| (it, true)).chain(standard.map(|it| (it, false))).collect(), own: taken }
    }

    /// Whether a row takes an account; one of the standard's does not take what a row of the förbund's own takes.
    fn takes(&self, (row, is_own): (&ChartRow, bool), account: &str) -> bool {
        row.has(account) && (row.total || is_own || !self.own.contains(&(row.at, account)))
    }
}

/// The accounts of a year.
struct Books<'l> {
    ledger: &'l Ledger,
    year: i32,
}

impl<'l> Books<'l> {
    fn accounts(&self) -> impl Iterator<Item = (&'l str, &'l Account, &'l Balance)> {
        let year = self.year;
        let accounts = self.ledger.accounts.iter();
        accounts.filter_map(move |(number, it)| Some((number.as_str(), it, it.years.get(&year)?)))
    }

    /// The figures by account, each figure once.
    fn figures(&self, rows: &Rows<'_>, proven: bool) -> Vec<Drawn> {
        let by_moment = |row: &ChartRow| -> Option<fn(&Balance) -> Option<Decimal>> {
            Some(match row.at {
                Moment::Opening => |it| it.opening,
                Moment::Closing => |it| it.result.or(it.closing),
            })
        };
        let not_carried = |row: &ChartRow| match row.at {
            Moment::Opening => self.sum(|it| it.opening),
            Moment::Closing => self.sum(|it| it.closing),
        };
        self.by_figure(rows, by_moment, not_carried)
            .into_iter()
            .map(|(figure, sum)| sum.drawn(figure, proven))
            .collect()
    }

    /// The budget by account, where the catalogue has the figure's budget.
    fn budget(&self, rows: &Rows<'_>, model: &Model) -> Vec<Drawn> {
        // Income and costs are budgeted; what there is at the start of the year is not.
        let budget = |row: &ChartRow| {
            let of_the_year = row.at == Moment::Closing && !row.with_result;
            of_the_year.then_some(|it: &Balance| it.budget)
        };
        let sums = self.by_figure(rows, budget, |_| Decimal::ZERO);
        let budgeted = sums.into_iter().filter_map(|(figure, sum)| {
            let name = format!("budget.{figure}");
            // That a budget has all its accounts nothing in the format shows.
            model.catalogue().contains_key(&name).then(|| sum.drawn(name, false))
        });
        budgeted.collect()
    }

    /// What the rows of each figure come to together.
    fn by_figure<B: Fn(&Balance) -> Option<Decimal>>(
        &self,
        rows: &Rows<'_>,
        balance: impl Fn(&ChartRow) -> Option<B>,
        not_carried: impl Fn(&ChartRow) -> Decimal,
    ) -> BTreeMap<String, Sum> {
        let mut sums: BTreeMap<String, Sum> = BTreeMap::new();
        for (row, is_own) in rows.all.iter().copied() {
            let (Some(figure), Some(balance)) = (&row.figure, balance(row)) else { continue };
            let taken = self.accounts().filter(|(account, ..)| rows.takes((row, is_own), account));
            let amounts: Vec<Decimal> = taken.filter_map(|(_, _, it)| balance(it)).collect();
            if amounts.is_empty() {
                continue;
            }
            let sum = amounts.into_iter().fold(Decimal::ZERO, Decimal::saturating_add);
            if row.only.is_some_and(|side| side != side_of(sum)) {
                continue;
            }
            // What is not carried over stands among no accounts of equity; it is what all balances are off by.
            let added = if row.with_result { -not_carried(row) } else { Decimal::ZERO };
            sums.entry(figure.value.clone()).or_default().add(row, sum.saturating_add(added));
        }
        sums
    }

    fn sum(&self, of: fn(&Balance) -> Option<Decimal>) -> Decimal {
        self.accounts().filter_map(|(_, _, it)| of(it)).fold(Decimal::ZERO, Decimal::saturating_add)
    }

    /// The accounts that no row takes for itself.
    fn untaken(&self, rows: &Rows<'_>) -> Vec<Untaken> {
        let mut untaken = Vec::new();
        for (number, account, balance) in self.accounts() {
            let amount = balance.result.or(balance.closing).unwrap_or_default();
            let holding = rows.all.iter().filter(|row| rows.takes(**row, number));
            let holding: Vec<&ChartRow> = holding.map(|(row, _)| *row).collect();
            if amount.is_zero() || holding.iter().any(|row| !row.total && row.at == Moment::Closing) {
                continue;
            }
            untaken.push(Untaken {
                number: number.to_owned(),
                name: account.name.clone(),
                amount,
                in_a_sum: !holding.is_empty(),
            });
        }
        untaken
    }

    fn budget_by_object(&self) -> Vec<String> {
        let only = |it: &Balance| it.budget.is_none() && it.budget_by_object;
        self.accounts().filter(|(_, _, it)| only(it)).map(|(number, ..)| number.to_owned()).collect()
    }

    /// The figures by object, and the objects that come to none of a dimension that some row names.
    fn objects(&self, model: &Model, proven: bool) -> (Vec<Drawn>, Vec<Untaken>) {
        let mut drawn: BTreeMap<String, Drawn> = BTreeMap::new();
        let mut taken: BTreeSet<(&str, &str)> = BTreeSet::new();
        for row in &model.object_rows {
            let dimension = row.dimension.value.as_str();
            let (mut sum, mut some, mut told) = (Decimal::ZERO, false, true);
            for object in &row.objects {
                taken.insert((dimension, object.value.as_str()));
                let key = (dimension.to_owned(), object.value.clone());
                let Some(found) = self.ledger.objects.get(&key) else { continue };
                for (account, amount, is_told) in self.ledger.booked_on(found, self.year) {
                    let in_parent = self.is_in_parent(model, row, &object.value, account);
                    if !in_parent && row.accounts.iter().any(|it| it.has(account)) {
                        (sum, some, told) = (sum.saturating_add(amount), true, told && is_told);
                    }
                }
            }
            if some {
                let part = self.part_of_objects(dimension, &row.objects, &row.accounts);
                let amount = turned(sum, row.positive);
                let figure = row.figure.value.clone();
                let entry = drawn.entry(figure.clone());
                let is_new = matches!(entry, std::collections::btree_map::Entry::Vacant(_));
                let it = entry.or_insert_with(|| Drawn {
                    figure,
                    part: String::new(),
                    amount: Decimal::ZERO,
                    proven,
                });
                it.part = if is_new { part } else { format!("{}; {part}", it.part) };
                it.amount = it.amount.saturating_add(amount);
                it.proven = it.proven && told;
            }
        }
        let asked: BTreeSet<&str> = taken.iter().map(|(dimension, _)| *dimension).collect();
        // What is booked on a sub-dimension is on its parent, too: taken as the one, it is taken as the other.
        let is_of = |one: &str, other: &str| one == other || self.ledger.above(one).any(|it| it == other);
        let is_taken = |dimension: &str, object: &str| {
            let mut of_object = taken.iter().filter(|(_, it)| *it == object);
            of_object.any(|(it, _)| is_of(it, dimension) || is_of(dimension, it))
        };
        let left = self.ledger.objects.iter().filter(|((dimension, object), _)| {
            asked.contains(dimension.as_str()) && !is_taken(dimension, object)
        });
        let left = left.map(|((dimension, object), it)| Untaken {
            number: format!("{dimension}/{object}"),
            name: it.name.clone(),
            amount: self.of_results(it),
            // Its accounts are, whatever becomes of it.
            in_a_sum: true,
        });
        (drawn.into_values().collect(), left.filter(|it| !it.amount.is_zero()).collect())
    }

    /// Whether a figure has what a row takes from a sub-dimension already, with what is booked on its parent.
    fn is_in_parent(&self, model: &Model, row: &ObjectRow, object: &str, account: &str) -> bool {
        let above: Vec<&str> = self.ledger.above(&row.dimension.value).collect();
        let has = |other: &&ObjectRow| {
            other.figure.value == row.figure.value
                && above.contains(&other.dimension.value.as_str())
                && other.objects.iter().any(|it| it.value == object)
                && other.accounts.iter().any(|it| it.has(account))
        };
        model.object_rows.iter().any(|other| has(&other))
    }

    /// What is booked on an object and on accounts of the year's result.
    fn of_results(&self, object: &crate::sie::Object) -> Decimal {
        let is_result = |account: &str| {
            let balance = self.ledger.accounts.get(account).and_then(|it| it.years.get(&self.year));
            balance.is_some_and(|it| it.result.is_some())
        };
        let booked = self.ledger.booked_on(object, self.year).filter(|(account, ..)| is_result(account));
        booked.fold(Decimal::ZERO, |sum, (_, amount, _)| sum.saturating_add(amount))
    }

    fn part_of_objects(
        &self,
        dimension: &str,
        objects: &[crate::source::Spanned<String>],
        accounts: &[AccountRange],
    ) -> String {
        let called = self.ledger.dimensions.get(dimension).map(|name| name.trim().to_lowercase());
        let called =
            called.filter(|name| !name.is_empty()).unwrap_or_else(|| format!("dimension {dimension}"));
        let objects: Vec<&str> = objects.iter().map(|it| it.value.as_str()).collect();
        format!("{called} {}, konto {}", objects.join(", "), listed(accounts))
    }
}

/// What the rows of a figure come to.
#[derive(Debug, Default)]
struct Sum {
    amount: Decimal,
    accounts: Vec<AccountRange>,
    with_result: bool,
    opening: bool,
}

impl Sum {
    fn add(&mut self, row: &ChartRow, sum: Decimal) {
        self.amount = self.amount.saturating_add(turned(sum, row.positive));
        self.accounts.extend(row.accounts.iter().cloned());
        self.with_result |= row.with_result;
        self.opening |= row.at == Moment::Opening;
    }

    fn drawn(mut self, figure: String, proven: bool) -> Drawn {
        self.accounts.sort();
        self.accounts.dedup();
        let result = if self.with_result { " och resultat som inte är omfört" } else { "" };
        let opening = if self.opening { ", ingående balans" } else { "" };
        let part = format!("konto {}{result}{opening}", listed(&self.accounts));
        Drawn { figure, part, amount: self.amount, proven }
    }
}

fn listed(accounts: &[AccountRange]) -> String {
    accounts.iter().map(AccountRange::written).collect::<Vec<_>>().join(", ")
}

fn side_of(sum: Decimal) -> Side {
    if sum.is_sign_negative() { Side::Credit } else { Side::Debit }
}

/// An amount as booked, debit positive, with the sign that the figure has.
fn turned(sum: Decimal, positive: Side) -> Decimal {
    match positive {
        Side::Credit if !sum.is_zero() => -sum,
        _ => sum,
    }
}

impl Uncovered {
    /// Why the balances are not the year's figures, in words.
    #[must_use]
    pub fn words(self) -> Text {
        match self {
            Self::NoYear => Text::new(
                "filen har inte det räkenskapsåret: #RAR saknas",
                "the file does not have that year: #RAR is missing",
            ),
            Self::Broken(it) => Text::new(
                format!(
                    "räkenskapsåret är {}–{}, inte ett kalenderår, så saldona är inte ett förbunds årssiffror",
                    it.from, it.to
                ),
                format!(
                    "the year is {} to {}, which is no calendar year, so the balances are not a förbund’s figures of a year",
                    it.from, it.to
                ),
            ),
            Self::Until(day, it) => Text::new(
                format!(
                    "saldona går till {day} (#OMFATTN) och året slutar {}: en del av ett år är inte årets siffror",
                    it.to
                ),
                format!(
                    "the balances go to {day} (#OMFATTN) and the year ends {}: a part of a year is not the year’s figures",
                    it.to
                ),
            ),
            Self::MadeBefore(day, it) => Text::new(
                format!(
                    "filen är gjord {day} (#GEN) och året slutar {}: en del av ett år är inte årets siffror",
                    it.to
                ),
                format!(
                    "the file was made {day} (#GEN) and the year ends {}: a part of a year is not the year’s figures",
                    it.to
                ),
            ),
            Self::Unknown(it) => Text::new(
                format!(
                    "filen säger varken till vilken dag saldona går (#OMFATTN) eller när den är gjord (#GEN), så det går inte att veta om hela året till {} är med",
                    it.to
                ),
                format!(
                    "the file says neither how far its balances go (#OMFATTN) nor when it was made (#GEN), so it cannot be known whether all of the year to {} is in it",
                    it.to
                ),
            ),
            Self::NoBalances(year) => Text::new(
                format!("filen har inga saldon (#UB, #RES) för {year}"),
                format!("the file has no balances (#UB, #RES) of {year}"),
            ),
            Self::CutOff => Text::new(
                "filen är avhuggen: den slutar mitt i en rad, och summorna går inte ihop; ta ut den på nytt",
                "the file is cut off: it ends within a line, and its sums do not come out; export it anew",
            ),
        }
    }
}
