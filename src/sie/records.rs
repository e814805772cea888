//! The records of a file, one after another, into a ledger; what is wrong with a line is said, and the next is read.

use std::borrow::Cow;
use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};
use rust_decimal::Decimal;

use super::encoding::Encoding;
use super::ledger::{Account, Balance, Booked, Ledger, Object, Period};
use super::line::{Field, Part, label, parts};
use super::problems;
use crate::amount::Text;
use crate::diagnostic::{Problem, Severity};
use crate::limits;
use crate::source::{FileId, Files, Span};

/// Reads all records; what cannot be read is in the problems.
pub(super) fn read(files: &Files, file: FileId, encoding: Encoding, sum: u32) -> (Ledger, Vec<Problem>) {
    let text = files.text(file);
    let mut reading = Reading::new(file, encoding, sum);
    let first = text.find(|c: char| !c.is_whitespace()).unwrap_or(0);
    if text.get(first..).is_none_or(|it| !it.starts_with('#')) {
        let line = files.line_span(file, files.place(Span::new(file, first, first)).line);
        return (reading.ledger, vec![problems::no_sie(line)]);
    }
    reading.ledger.parents = parents_of(text);
    let mut at = 0;
    for line in text.split('\n') {
        reading.line(line, at);
        if reading.is_over {
            break;
        }
        at = at.saturating_add(line.len()).saturating_add(1);
    }
    reading.finish(text)
}

/// A balance, by the record, the year and the account it is of.
type Of = (&'static str, i32, String);

struct Reading {
    file: FileId,
    ledger: Ledger,
    problems: Vec<Problem>,
    /// How many more were wrong than are told, and where the last of them is.
    untold: usize,
    untold_last: Option<Span>,
    /// Where each balance stood first.
    /// What the file says of itself, with the year where it is of one, and where.
    said: BTreeMap<(String, i32), (String, Span)>,
    seen: BTreeMap<Of, Span>,
    /// How many balances have been noted, and how many accounts of objects.
    balances: usize,
    booked: usize,
    /// Where the type is said, or else the first record stands.
    kind_at: Option<Span>,
    /// Where a checksum is begun and not yet given.
    summing: Option<Span>,
    /// What it should be.
    sum: u32,
    voucher: Option<Voucher>,
    /// Whether anything is a balance.
    has_balances: bool,
    /// No more is read.
    is_over: bool,
    /// How many amounts have been read, after how many of them three digits stand alone, and the first of those.
    counted: usize,
    threes: usize,
    first_threes: Option<(Span, String)>,
}

/// The voucher whose rows are being read.
struct Voucher {
    at: Span,
    /// The year it is counted in.
    year: Option<i32>,
    /// Where its rows begin.
    open: Option<Span>,
    sum: Decimal,
}

/// A record: its label, where that stands, and its fields one after another.
struct Record<'t> {
    label: &'static str,
    at: Span,
    line: usize,
    file: FileId,
    parts: std::vec::IntoIter<Part<'t>>,
}

/// The records that are read, the others being passed over.
const READ: &[&str] = &[
    "SIETYP", "PROGRAM", "GEN", "FNAMN", "ORGNR", "RAR", "OMFATTN", "KPTYP", "VALUTA", "KONTO", "DIM",
    "UNDERDIM", "OBJEKT", "IB", "UB", "RES", "PSALDO", "PBUDGET", "VER", "TRANS", "RTRANS", "BTRANS",
    "KSUMMA",
];

impl Reading {
    fn new(file: FileId, encoding: Encoding, sum: u32) -> Self {
        let ledger = Ledger {
            encoding,
            kind: 1,
            program: None,
            generated: None,
            name: None,
            number: None,
            chart: None,
            covered: None,
            years: BTreeMap::new(),
            accounts: BTreeMap::new(),
            dimensions: BTreeMap::new(),
            parents: BTreeMap::new(),
            objects: BTreeMap::new(),
            vouchers: 0,
            unbalanced: BTreeMap::new(),
            checksum: None,
            is_unended: false,
            passed_over: BTreeMap::new(),
        };
        Self {
            file,
            ledger,
            problems: Vec::new(),
            untold: 0,
            untold_last: None,
            seen: BTreeMap::new(),
            said: BTreeMap::new(),
            balances: 0,
            booked: 0,
            kind_at: None,
            summing: None,
            sum,
            voucher: None,
            has_balances: false,
            is_over: false,
            counted: 0,
            threes: 0,
            first_threes: None,
        }
    }

    fn complain(&mut self, problem: Problem) {
        if self.problems.len() < limits::COMPLAINTS {
            self.problems.push(problem);
        } else if problem.severity == Severity::Error {
            self.untold = self.untold.saturating_add(1);
            self.untold_last = problem.span;
        }
    }

    fn line(&mut self, line: &str, at: usize) {
        let trimmed = line.trim();
        let start = at.saturating_add(line.len().saturating_sub(line.trim_start().len()));
        let span = Span::new(self.file, start, start.saturating_add(trimmed.len()));
        match trimmed {
            "" => return,
            // Some programs end a file so.
            "\u{1a}" => return,
            "{" => return self.open(span),
            "}" => return self.close(span),
            _ => (),
        }
        let Some((name, rest, from)) = label(line) else {
            return self.complain(problems::no_record(span));
        };
        let name_at = Span::new(self.file, start, start.saturating_add(name.len()).saturating_add(1));
        self.kind_at = self.kind_at.or(Some(name_at));
        let upper = name.to_uppercase();
        match READ.iter().find(|known| **known == upper) {
            Some(label) => {
                let parts = parts(rest, from).into_iter();
                self.record(Record { label, at: name_at, line: at, file: self.file, parts });
            }
            None => self.pass_over(&upper),
        }
    }

    /// What is not asked for is counted, so many sorts of it by name.
    fn pass_over(&mut self, label: &str) {
        const MOST: usize = 50;
        let short: String = label.chars().take(20).collect();
        let known = self.ledger.passed_over.len() < MOST || self.ledger.passed_over.contains_key(&short);
        let name = if known { short } else { "…".to_owned() };
        let count = self.ledger.passed_over.entry(name).or_default();
        *count = count.saturating_add(1);
    }

    fn record(&mut self, record: Record<'_>) {
        match record.label {
            "IB" | "UB" | "RES" => self.balance(record),
            "PSALDO" | "PBUDGET" => self.of_period(record),
            "TRANS" => self.row(record),
            // A row that was added stands once more as #TRANS; one that was struck is no longer there.
            "RTRANS" | "BTRANS" => {
                if self.voucher.is_none() {
                    self.complain(problems::outside_voucher(record.at, record.label));
                }
            }
            "VER" => self.voucher(record),
            "KONTO" => self.account(record),
            "DIM" | "UNDERDIM" => self.dimension(record),
            "OBJEKT" => self.object(record),
            "RAR" => self.year(record),
            "KSUMMA" => self.checksum(record),
            _ => self.about(record),
        }
    }

    /// `#KSUMMA` alone begins a sum, and with a number ends it.
    fn checksum(&mut self, mut record: Record<'_>) {
        if self.summing.take().is_none() {
            self.summing = Some(record.at);
            return;
        }
        let Some((text, at)) = self.need(&mut record, &Text::new("summan", "the sum")) else { return };
        // Some write it as a number with a sign.
        let sum = text.parse::<i64>().ok();
        let sum =
            sum.and_then(|it| u32::try_from(it).or_else(|_| i32::try_from(it).map(i32::cast_unsigned)).ok());
        let Some(sum) = self.or_complain(sum, || problems::bad_sum(at, &text)) else { return };
        self.ledger.checksum = Some(sum == self.sum);
        if sum != self.sum {
            self.complain(problems::another_sum(at, self.sum));
        }
    }

    /// What the file says of itself.
    fn about(&mut self, mut record: Record<'_>) {
        let label = record.label;
        if matches!(label, "GEN" | "OMFATTN") {
            let day = self.day(&mut record);
            match label {
                "GEN" => self.ledger.generated = day,
                _ => self.ledger.covered = day,
            }
            return;
        }
        let Some((text, at)) = record.text() else { return };
        if ["SIETYP", "ORGNR", "FNAMN", "KPTYP", "VALUTA"].contains(&label)
            && !self.is_said_once(label, 0, &text, at)
        {
            return;
        }
        match label {
            "SIETYP" => {
                self.kind_at = Some(at);
                self.kind(&text, at);
            }
            "VALUTA" if !text.trim().is_empty() && !text.eq_ignore_ascii_case("SEK") => {
                self.complain(problems::other_currency(at, &text));
            }
            "PROGRAM" => self.ledger.program = said(&text),
            "FNAMN" => self.ledger.name = said(&text),
            "ORGNR" => self.ledger.number = said(&text),
            "KPTYP" => self.ledger.chart = said(&text),
            _ => (),
        }
    }

    /// Whether the file has said nothing else of the kind before; two that differ cannot both be so.
    fn is_said_once(&mut self, label: &str, year: i32, text: &str, at: Span) -> bool {
        let (first, there) =
            self.said.entry((label.to_owned(), year)).or_insert_with(|| (text.to_owned(), at)).clone();
        if first == text {
            return true;
        }
        self.complain(problems::said_otherwise(at, label, there));
        false
    }

    fn kind(&mut self, text: &str, at: Span) {
        match text {
            "1" => self.ledger.kind = 1,
            "2" => self.ledger.kind = 2,
            "3" => self.ledger.kind = 3,
            "4" | "4E" | "4e" => self.ledger.kind = 4,
            "4I" | "4i" => self.complain(problems::import_only(at)),
            _ => self.complain(problems::no_such_type(at)),
        }
    }

    fn year(&mut self, mut record: Record<'_>) {
        let year = self.year_of(&mut record);
        let (from, to) = (self.day(&mut record), self.day(&mut record));
        let (Some(year), Some(from), Some(to)) = (year, from, to) else { return };
        if to < from {
            return self.complain(problems::reversed(record.at));
        }
        if self.is_said_once("RAR", year, &format!("{from}–{to}"), record.at) {
            self.ledger.years.insert(year, Period { from, to });
        }
    }

    fn account(&mut self, mut record: Record<'_>) {
        let Some(number) = self.account_of(&mut record) else { return };
        let name = record.text().and_then(|(name, _)| said(&name)).unwrap_or_default();
        if let Some(account) = self.account_of_number(number, record.at) {
            account.name = name;
        }
    }

    fn account_of_number(&mut self, number: String, at: Span) -> Option<&mut Account> {
        let known = self.ledger.accounts.contains_key(&number);
        if !known && self.ledger.accounts.len() >= limits::LEDGER_ACCOUNTS {
            self.complain(problems::too_many_accounts(at));
            self.is_over = true;
            return None;
        }
        Some(self.ledger.accounts.entry(number).or_default())
    }

    /// What an account comes to in a year, to be noted in.
    fn balance_of(&mut self, number: String, year: i32, at: Span) -> Option<&mut Balance> {
        let years = self.ledger.accounts.get(&number).map(|it| &it.years);
        if !years.is_some_and(|years| years.contains_key(&year)) {
            self.balances = self.balances.saturating_add(1);
        }
        if self.balances > limits::LEDGER_BALANCES {
            self.complain(problems::too_many_accounts(at));
            self.is_over = true;
            return None;
        }
        self.account_of_number(number, at).map(|account| account.years.entry(year).or_default())
    }

    fn dimension(&mut self, mut record: Record<'_>) {
        let (Some((number, _)), Some((name, _))) = (record.text(), record.text()) else { return };
        if self.ledger.dimensions.len() < limits::LEDGER_ACCOUNTS {
            self.ledger.dimensions.insert(number.into_owned(), name.into_owned());
        }
    }

    fn object(&mut self, mut record: Record<'_>) {
        let (Some((dimension, _)), Some((number, _))) = (record.text(), record.text()) else { return };
        let name = record.text().and_then(|(name, _)| said(&name)).unwrap_or_default();
        let (dimension, number) = (dimension.into_owned(), number.into_owned());
        let above: Vec<String> = self.ledger.above(&dimension).map(str::to_owned).collect();
        if let Some(object) = self.object_of((dimension, number.clone()), record.at) {
            object.name.clone_from(&name);
        }
        for parent in above {
            let Some(object) = self.object_of((parent, number.clone()), record.at) else { return };
            if object.name.is_empty() {
                object.name.clone_from(&name);
            }
        }
    }

    fn object_of(&mut self, key: (String, String), at: Span) -> Option<&mut Object> {
        let known = self.ledger.objects.contains_key(&key);
        if !known && self.ledger.objects.len() >= limits::LEDGER_ACCOUNTS {
            self.complain(problems::too_many_accounts(at));
            self.is_over = true;
            return None;
        }
        Some(self.ledger.objects.entry(key).or_default())
    }

    /// `#IB year account balance`: the account's own; with objects named it would be a part of that, and is left.
    fn balance(&mut self, mut record: Record<'_>) {
        let label = record.label;
        let year = self.year_of(&mut record);
        let number = self.account_of(&mut record);
        let objects = self.objects(&mut record);
        let amount = self.amount(&mut record);
        let (Some(year), Some(number), Some(objects), Some(amount)) = (year, number, objects, amount) else {
            return;
        };
        if objects.is_some_and(|it| !it.is_empty()) {
            return self.pass_over(label);
        }
        self.has_balances = true;
        if let Some(first) = self.seen.get(&(label, year, number.clone())) {
            let problem = problems::stands_twice(record.at, label, *first);
            return self.complain(problem);
        }
        self.seen.insert((label, year, number.clone()), record.at);
        let Some(balance) = self.balance_of(number, year, record.at) else { return };
        let place = match label {
            "IB" => &mut balance.opening,
            "UB" => &mut balance.closing,
            _ => &mut balance.result,
        };
        *place = Some(amount);
    }

    /// `#PSALDO year period account {objects} change`, and `#PBUDGET` likewise.
    fn of_period(&mut self, mut record: Record<'_>) {
        let year = self.year_of(&mut record);
        let period = self.period(&mut record);
        let number = self.account_of(&mut record);
        let objects = self.objects(&mut record);
        let amount = self.amount(&mut record);
        let (Some(year), Some(period), Some(number), Some(objects), Some(amount)) =
            (year, period, number, objects, amount)
        else {
            return;
        };
        self.has_balances = true;
        let objects = objects.unwrap_or_default();
        if record.label == "PSALDO" {
            // In type 2 rows by object are to be passed over, and the totals are in #UB and #RES.
            if self.ledger.kind == 2 || objects.is_empty() {
                return;
            }
            let place: fn(&mut Booked) -> &mut Decimal = match objects.len() {
                1 => |it| &mut it.alone,
                _ => |it| &mut it.together,
            };
            self.book((year, &number), &objects, amount, record.at, place);
            return self
                .book((year, &number), &self.rolled_up(&objects), amount, record.at, |it| &mut it.below);
        }
        if self.ledger.years.get(&year).is_some_and(|it| period < it.from || it.to < period) {
            return self.complain(problems::budget_of_no_year(record.at, period));
        }
        let Some(balance) = self.balance_of(number, year, record.at) else { return };
        match objects.is_empty() {
            true => add(&mut balance.budget, amount),
            // A part of what stands without objects: added, it would be counted twice.
            false => balance.budget_by_object = true,
        }
    }

    /// The objects of parent dimensions that a row is booked on without naming any of them: those with the numbers of
    /// the sub-dimensions' own.
    fn rolled_up(&self, objects: &[(String, String)]) -> Vec<(String, String)> {
        let mut found = Vec::new();
        for (dimension, number) in objects {
            for parent in self.ledger.above(dimension) {
                if objects.iter().any(|(named, _)| named == parent) {
                    break;
                }
                found.push((parent.to_owned(), number.clone()));
            }
        }
        found.sort();
        found.dedup();
        found
    }

    fn book(
        &mut self,
        (year, number): (i32, &str),
        objects: &[(String, String)],
        amount: Decimal,
        at: Span,
        place: fn(&mut Booked) -> &mut Decimal,
    ) {
        for key in objects {
            if self.booked >= limits::LEDGER_BALANCES {
                self.complain(problems::too_many_accounts(at));
                self.is_over = true;
                return;
            }
            let Some(object) = self.object_of(key.clone(), at) else { return };
            let before = object.booked.len();
            let sum = place(object.booked.entry((year, number.to_owned())).or_default());
            *sum = sum.saturating_add(amount);
            let new = object.booked.len().saturating_sub(before);
            self.booked = self.booked.saturating_add(new);
        }
    }

    fn voucher(&mut self, mut record: Record<'_>) {
        if let Some(before) = &self.voucher
            && before.open.is_some()
        {
            let problem = problems::voucher_in_voucher(record.at, before.at);
            self.complain(problem);
        }
        // Series and number, which nobody asks for.
        let (_, _) = (record.text(), record.text());
        let day = self.day(&mut record);
        let within = |day: NaiveDate| {
            let mut years = self.ledger.years.iter();
            years.find(|(_, period)| (period.from..=period.to).contains(&day)).map(|(year, _)| *year)
        };
        let year = day.and_then(within);
        if let (Some(day), None) = (day, year) {
            self.complain(problems::voucher_of_no_year(record.at, day));
        }
        self.ledger.vouchers = self.ledger.vouchers.saturating_add(1);
        self.voucher = Some(Voucher { at: record.at, year, open: None, sum: Decimal::ZERO });
    }

    fn open(&mut self, span: Span) {
        match &mut self.voucher {
            Some(voucher) if voucher.open.is_none() => voucher.open = Some(span),
            _ => self.complain(problems::lone_brace(span)),
        }
    }

    fn close(&mut self, span: Span) {
        match self.voucher.take() {
            Some(voucher) if voucher.open.is_some() => {
                if !voucher.sum.is_zero() {
                    if let Some(year) = voucher.year {
                        let count = self.ledger.unbalanced.entry(year).or_default();
                        *count = count.saturating_add(1);
                    }
                    self.complain(problems::out_of_balance(voucher.at, &voucher.sum.to_string()));
                }
            }
            _ => self.complain(problems::lone_brace(span)),
        }
    }

    /// `#TRANS account {objects} amount …`
    fn row(&mut self, mut record: Record<'_>) {
        if self.voucher.as_ref().is_none_or(|it| it.open.is_none()) {
            return self.complain(problems::outside_voucher(record.at, record.label));
        }
        let number = self.account_of(&mut record);
        let objects = self.objects(&mut record);
        let amount = self.amount(&mut record);
        let (Some(number), Some(objects), Some(amount)) = (number, objects, amount) else { return };
        let Some(voucher) = &mut self.voucher else { return };
        voucher.sum = voucher.sum.saturating_add(amount);
        let Some(year) = voucher.year else { return };
        let Some(balance) = self.balance_of(number.clone(), year, record.at) else { return };
        add(&mut balance.booked, amount);
        let mut objects = objects.unwrap_or_default();
        objects.extend(self.rolled_up(&objects));
        self.book((year, &number), &objects, amount, record.at, |it| &mut it.by_voucher);
    }

    fn finish(mut self, text: &str) -> (Ledger, Vec<Problem>) {
        // A quantity in some records is one; in most of them, it is the thousands of the amounts.
        if let Some((at, all)) =
            self.first_threes.take().filter(|_| self.threes.saturating_mul(2) > self.counted)
        {
            self.problems.push(problems::bad_amount(at, &all));
        }
        let end = text.trim_end_matches(['\u{1a}', ' ', '\t']);
        let last = end.rsplit('\n').next().unwrap_or_default();
        if end.contains('\n') && last.trim_start().starts_with('#') {
            let at = end.len().saturating_sub(last.len());
            self.problems.push(problems::no_line_end(Span::new(self.file, at, end.len())));
            self.ledger.is_unended = true;
        }
        if let Some(open) = self.voucher.take().and_then(|it| it.open.or(Some(it.at))) {
            self.problems.push(problems::voucher_left_open(open));
        }
        if let Some(begun) = self.summing {
            self.problems.push(problems::no_closing_sum(begun));
        }
        if let Some(at) = self.kind_at.filter(|_| !self.has_balances && self.problems.is_empty()) {
            self.problems.push(problems::import_only(at));
        }
        if let Some(at) = text.find('\u{fffd}') {
            let span = Span::new(self.file, at, at.saturating_add('\u{fffd}'.len_utf8()));
            self.problems.push(problems::letters_lost(span));
        }
        if let Some(span) = self.untold_last {
            self.problems.push(problems::more(span, self.untold));
        }
        (self.ledger, self.problems)
    }

    fn year_of(&mut self, record: &mut Record<'_>) -> Option<i32> {
        let (text, at) = self.need(record, &Text::new("räkenskapsår", "the year"))?;
        let year = text.parse::<i32>().ok().filter(|year| (-100..=0).contains(year));
        self.or_complain(year, || problems::bad_year(at, &text))
    }

    fn account_of(&mut self, record: &mut Record<'_>) -> Option<String> {
        let (text, at) = self.need(record, &Text::new("konto", "the account"))?;
        let is_one = (1..=20).contains(&text.chars().count()) && text.chars().all(char::is_alphanumeric);
        let number = is_one.then(|| text.clone().into_owned());
        self.or_complain(number, || problems::bad_account(at, &text))
    }

    fn amount(&mut self, record: &mut Record<'_>) -> Option<Decimal> {
        let (text, at) = self.need(record, &Text::new("belopp", "the amount"))?;
        let amount = self.or_complain(amount(&text), || problems::bad_amount(at, &text));
        self.counted = self.counted.saturating_add(1);
        match amount.and(in_threes(record, &text)) {
            Some((all, true)) => {
                self.complain(problems::bad_amount(at, &all));
                None
            }
            Some((all, false)) => {
                self.threes = self.threes.saturating_add(1);
                self.first_threes.get_or_insert((at, all));
                amount
            }
            None => amount,
        }
    }

    fn day(&mut self, record: &mut Record<'_>) -> Option<NaiveDate> {
        let (text, at) = self.need(record, &Text::new("dag", "the day"))?;
        self.or_complain(day(&text), || problems::bad_day(at, &text))
    }

    /// The first day of a period.
    fn period(&mut self, record: &mut Record<'_>) -> Option<NaiveDate> {
        let (text, at) = self.need(record, &Text::new("period", "the period"))?;
        let period = (text.len() == 6).then(|| day(&format!("{text}01"))).flatten();
        self.or_complain(period, || problems::bad_period(at, &text))
    }

    fn need<'t>(&mut self, record: &mut Record<'t>, what: &Text) -> Option<(Cow<'t, str>, Span)> {
        let field = record.field();
        match field {
            Some((field, at)) if field.open => {
                self.complain(problems::open_quote(at));
                None
            }
            Some((field, at)) if !field.text.is_empty() => Some((field.text, at)),
            _ => {
                self.complain(problems::missing(record.at, record.label, what));
                None
            }
        }
    }

    fn or_complain<T>(&mut self, value: Option<T>, problem: impl FnOnce() -> Problem) -> Option<T> {
        if value.is_none() {
            self.complain(problem());
        }
        value
    }

    /// The objects that come next: none said, or a list of them that may be empty. Without a value where they are
    /// wrong, which is then told.
    fn objects(&mut self, record: &mut Record<'_>) -> Option<Option<Vec<(String, String)>>> {
        let Some(Part::Objects(..)) = record.parts.as_slice().first() else { return Some(None) };
        let Some(Part::Objects(fields, (from, to), closed)) = record.parts.next() else { return None };
        let at = record.span((from, to));
        if !closed {
            self.complain(problems::open_braces(at));
            return None;
        }
        let (pairs, odd) = fields.as_chunks::<2>();
        if !odd.is_empty() {
            self.complain(problems::odd_objects(at));
            return None;
        }
        let text = |field: &Field<'_>| field.text.clone().into_owned();
        Some(Some(pairs.iter().map(|[dimension, object]| (text(dimension), text(object))).collect()))
    }
}

impl<'t> Record<'t> {
    fn span(&self, (from, to): (usize, usize)) -> Span {
        Span::new(self.file, self.line.saturating_add(from), self.line.saturating_add(to))
    }

    /// The next field; braces where a field should be are passed by.
    fn field(&mut self) -> Option<(Field<'t>, Span)> {
        let field = self.parts.find_map(|it| match it {
            Part::Field(field) => Some(field),
            Part::Objects(..) => None,
        })?;
        let at = self.span(field.at);
        Some((field, at))
    }

    /// The text of the next field, whether or not its quote is closed: nothing is reckoned by it.
    fn text(&mut self) -> Option<(Cow<'t, str>, Span)> {
        self.field().map(|(field, at)| (field.text, at))
    }
}

/// Which dimension each sub-dimension is a part of: `#UNDERDIM number name parent`, wherever in the file.
fn parents_of(text: &str) -> BTreeMap<String, String> {
    let parent = |line: &str| {
        let (name, rest, from) = label(line)?;
        if !name.eq_ignore_ascii_case("UNDERDIM") {
            return None;
        }
        let mut fields = parts(rest, from).into_iter().filter_map(|it| match it {
            Part::Field(field) => Some(field.text.into_owned()),
            Part::Objects(..) => None,
        });
        let (number, parent) = (fields.next()?, fields.nth(1)?);
        (number != parent).then_some((number, parent))
    };
    text.split('\n').filter_map(parent).take(limits::LEDGER_ACCOUNTS).collect()
}

/// A text that says something, in one line.
fn said(text: &str) -> Option<String> {
    let text: String = text.chars().filter(|c| !c.is_control()).take(limits::NAME).collect();
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

/// An amount with the three digits after it, where they may be its last ones, and whether they can be nothing else: a
/// quantity does not begin with a nought, and in a voucher's row a day stands there.
fn in_threes(record: &Record<'_>, amount: &str) -> Option<(String, bool)> {
    let Some(Part::Field(next)) = record.parts.as_slice().first() else { return None };
    let digits = |it: &str| it.bytes().all(|byte| byte.is_ascii_digit());
    let (whole, part) = next.text.split_once('.').unwrap_or((&next.text, "00"));
    let is_bare = next.at.1.saturating_sub(next.at.0) == next.text.len();
    let in_threes = digits(whole) && whole.len() == 3 && digits(part) && part.len() <= 2 && is_bare;
    let before = amount.strip_prefix('-').unwrap_or(amount);
    let is_split = in_threes && digits(before) && (1..=3).contains(&before.len());
    let is_sure = whole.starts_with('0') || record.label == "TRANS";
    is_split.then(|| (format!("{amount} {}", next.text), is_sure))
}

fn add(sum: &mut Option<Decimal>, amount: Decimal) {
    *sum = Some(sum.unwrap_or_default().saturating_add(amount));
}

/// Digits with a point before the decimals, two of them at most, and the minus first: `600.000` may be thousands.
fn amount(text: &str) -> Option<Decimal> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let (whole, part) = digits.split_once('.').unwrap_or((digits, "0"));
    let all_digits = |it: &str| it.bytes().all(|byte| byte.is_ascii_digit());
    let fits = (1..=18).contains(&whole.len()) && part.len() <= 2;
    if !fits || !all_digits(whole) || !all_digits(part) || digits.ends_with('.') {
        return None;
    }
    let number = Decimal::from_str_exact(&format!("{whole}.{part:0<2}")).ok()?;
    Some(if text.starts_with('-') && !number.is_zero() { -number } else { number })
}

fn day(text: &str) -> Option<NaiveDate> {
    let is_one = text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit());
    let day = NaiveDate::parse_from_str(text, "%Y%m%d").ok().filter(|_| is_one)?;
    limits::YEARS.contains(&day.year()).then_some(day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_exact_or_none() {
        for (text, expected) in [
            ("0", "0.00"),
            ("-0.00", "0.00"),
            ("100", "100.00"),
            ("-1234.5", "-1234.50"),
            ("0.10", "0.10"),
            ("999999999999999999.99", "999999999999999999.99"),
        ] {
            assert_eq!(amount(text).map(|it| it.to_string()).as_deref(), Some(expected), "{text}");
        }
        for text in [
            "",
            "-",
            ".5",
            "5.",
            "+5",
            "1,50",
            "1 000",
            "1e5",
            "--1",
            "1.234",
            "600.000",
            "12.340000",
            "9999999999999999999",
            "٣",
        ] {
            assert_eq!(amount(text), None, "{text}");
        }
    }
}
