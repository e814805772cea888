//! From the tree to typed values: every key is asked for by name and type,
//! what does not fit becomes a problem, and what nobody asked for is an unknown key.

use std::cell::RefCell;
use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};
use rust_decimal::Decimal;

use super::declared::{Accepts, Asks};
use super::problems;
use crate::amount::Text;
use crate::diagnostic::{Guesses, Problem};
use crate::limits::YEARS;
use crate::source::{Entry, Node, Span, Spanned, Table, Value, seen};

/// Problems gathered while reading; shared by the readers of one workspace.
#[derive(Debug, Default)]
pub(crate) struct Problems {
    found: RefCell<Vec<Problem>>,
    cited: RefCell<Vec<Spanned<String>>>,
    /// How many more words are compared to find what misspelt ones were meant as.
    pub(super) guesses: Guesses,
    /// What is asked of the tables, where somebody wants to know.
    asks: Option<Asks>,
}

impl Problems {
    /// Such that what is asked of the tables is kept.
    pub(super) fn that_keep_asks() -> Self {
        Self { asks: Some(Asks::default()), ..Self::default() }
    }

    /// What somebody finds who looks for it by himself.
    pub(super) fn found(by: impl FnOnce(&Self)) -> Vec<Problem> {
        let problems = Self::default();
        by(&problems);
        problems.into_vec()
    }

    /// What has been asked of the tables.
    pub(super) const fn asks(&self) -> Option<&Asks> {
        self.asks.as_ref()
    }

    pub(crate) fn push(&self, problem: Problem) {
        self.found.borrow_mut().push(problem);
    }

    /// Keeps a document that something names as its source, whether or not the thing itself keeps it.
    pub(super) fn cite(&self, document: &Spanned<String>) {
        self.cited.borrow_mut().push(document.clone());
    }

    /// Every document named so far.
    pub(super) fn take_cited(&self) -> Vec<Spanned<String>> {
        self.cited.take()
    }

    pub(crate) fn into_vec(self) -> Vec<Problem> {
        self.found.into_inner()
    }
}

/// The first and last day something holds; an absent end is open or unknown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Validity {
    /// First day.
    pub from: Option<NaiveDate>,
    /// Last day.
    pub to: Option<NaiveDate>,
    /// Where it is written.
    pub span: Span,
}

impl Validity {
    /// Whether it holds on a day.
    #[must_use]
    pub fn holds(&self, day: NaiveDate) -> bool {
        self.from.is_none_or(|from| from <= day) && self.to.is_none_or(|to| day <= to)
    }

    /// Whether some day is in both.
    #[must_use]
    pub fn overlaps(&self, other: &Self) -> bool {
        let ends_before = |a: &Self, b: &Self| matches!((a.to, b.from), (Some(to), Some(from)) if to < from);
        !ends_before(self, other) && !ends_before(other, self)
    }
}

/// The lists of an entry that have as many entries as its `count` says: nothing has fallen out of them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Whole(Vec<String>);

impl Whole {
    /// Whether a list is whole. One that nobody has counted is not known to be.
    #[must_use]
    pub fn has(&self, list: &str) -> bool {
        self.0.iter().any(|it| it == list)
    }
}

/// Reads one table, key by key.
pub(crate) struct Reader<'t> {
    table: &'t Table<'t>,
    problems: &'t Problems,
    asked: Vec<&'static str>,
}

impl<'t> Reader<'t> {
    pub(crate) fn new(table: &'t Table<'t>, problems: &'t Problems) -> Self {
        // Most tables are asked for about so many keys.
        Self { table, problems, asked: Vec::with_capacity(16) }
    }

    /// Where the table stands.
    pub(crate) const fn span(&self) -> Span {
        self.table.span
    }

    pub(crate) fn problem(&self, problem: Problem) {
        self.problems.push(problem);
    }

    pub(crate) fn has(&self, key: &str) -> bool {
        self.table.get(key).is_some()
    }

    /// Says of a key that must be there that it is not. A key of the wrong type has had its say.
    pub(crate) fn require<T>(&self, key: &'static str, value: Option<T>) -> Option<T> {
        // What another key has given in its place is not needed.
        if value.is_none() || self.has(key) {
            self.problems.asks.iter().for_each(|asks| asks.need(self.table, key));
        }
        if value.is_none() && !self.has(key) {
            self.problem(problems::missing_key(self.span(), key));
        }
        value
    }

    pub(crate) fn text(&mut self, key: &'static str) -> Option<Spanned<String>> {
        self.text_as(key, Accepts::Text)
    }

    /// The text of a key that is told of as having another name now: it may not stand, and no schema has it.
    pub(crate) fn former_text(&mut self, key: &'static str) -> Option<Spanned<String>> {
        let node = self.asked_for(key)?;
        self.text_of(key, node)
    }

    fn text_as(&mut self, key: &'static str, accepts: Accepts) -> Option<Spanned<String>> {
        let node = self.ask(key, accepts)?;
        self.text_of(key, node)
    }

    pub(crate) fn need_text(&mut self, key: &'static str) -> Option<Spanned<String>> {
        let value = self.text_as(key, Accepts::Words);
        if let Some(empty) = value.as_ref().filter(|it| it.value.trim().is_empty()) {
            self.problem(problems::empty_text(empty.span, key));
        }
        self.require(key, value)
    }

    /// An id: lower-case words joined by hyphens.
    pub(crate) fn need_id(&mut self, key: &'static str) -> Option<Spanned<String>> {
        // An empty one is a bad one, and that is enough to say.
        let id = self.text_as(key, Accepts::Id);
        let id = self.require(key, id)?;
        if !is_id(&id.value) {
            self.problem(problems::bad_id(id.span, &id.value));
        }
        Some(id)
    }

    /// A whole number that is one or more.
    pub(crate) fn positive(&mut self, key: &'static str) -> Option<Spanned<i64>> {
        let number = self.int_as(key, Accepts::Whole(Some(1), None));
        if let Some(number) = number.as_ref().filter(|it| it.value < 1) {
            self.problem(problems::less_than_one(number.span, key));
        }
        number
    }

    /// A whole number that is none or more.
    pub(crate) fn count(&mut self, key: &'static str) -> Option<Spanned<i64>> {
        let number = self.int_as(key, Accepts::Whole(Some(0), None));
        if let Some(number) = number.as_ref().filter(|it| it.value < 0) {
            self.problem(problems::less_than(number.span, key, 0));
        }
        number
    }

    pub(crate) fn bool(&mut self, key: &'static str) -> Option<bool> {
        let node = self.ask(key, Accepts::Truth)?;
        match node.value {
            Value::Bool(truth) => Some(truth),
            _ => self.wrong(key, node, "true eller false", "true or false"),
        }
    }

    pub(crate) fn int(&mut self, key: &'static str) -> Option<Spanned<i64>> {
        self.int_as(key, Accepts::Whole(None, None))
    }

    fn int_as(&mut self, key: &'static str, accepts: Accepts) -> Option<Spanned<i64>> {
        let node = self.ask(key, accepts)?;
        self.int_of(key, node)
    }

    pub(crate) fn date(&mut self, key: &'static str) -> Option<Spanned<NaiveDate>> {
        let node = self.ask(key, Accepts::Day)?;
        match &node.value {
            Value::Date(date) if YEARS.contains(&date.year()) => return Some(Spanned::new(*date, node.span)),
            Value::Date(_) => self.problem(problems::far_off(node.span, key)),
            _ => self.problem(problems::bad_date(node.span, key)),
        }
        None
    }

    /// A number, exactly as written.
    pub(crate) fn decimal(&mut self, key: &'static str) -> Option<Spanned<Decimal>> {
        let node = self.ask(key, Accepts::Number)?;
        match number_of(node) {
            Some(number) => Some(Spanned::new(number, node.span)),
            None => {
                self.problem(problems::bad_number(node.span, key));
                None
            }
        }
    }

    /// One of the words a key takes.
    pub(crate) fn choice<T: Copy>(
        &mut self,
        key: &'static str,
        choices: &[(&'static str, T)],
    ) -> Option<Spanned<T>> {
        let word = self.text_as(key, Accepts::OneOf(names_of(choices)))?;
        self.chosen(&word, choices)
    }

    /// One of the words a key takes, or a list of them.
    pub(crate) fn choices<T: Copy>(&mut self, key: &'static str, choices: &[(&'static str, T)]) -> Vec<T> {
        if let Some(Node { value: Value::Array(nodes), .. }) =
            self.ask(key, Accepts::SomeOf(names_of(choices)))
        {
            self.each_once(nodes);
            let words: Vec<_> = nodes.iter().filter_map(|node| self.text_of(key, node)).collect();
            return words.iter().filter_map(|word| self.chosen(word, choices)).map(|it| it.value).collect();
        }
        self.choice(key, choices).into_iter().map(|word| word.value).collect()
    }

    pub(crate) fn need_choice<T: Copy>(
        &mut self,
        key: &'static str,
        choices: &[(&'static str, T)],
    ) -> Option<Spanned<T>> {
        let value = self.choice(key, choices);
        self.require(key, value)
    }

    /// A text for readers: plain, or by language. Where only Swedish is given, English shows it as it is.
    pub(crate) fn both(&mut self, key: &'static str) -> Option<Spanned<Text>> {
        if let Some(Node { value: Value::Text(text), span }) = self.ask(key, Accepts::Words) {
            return Some(Spanned::new(Text::same(text.as_ref()), *span));
        }
        let mut reader = self.table(key)?;
        let text = reader.languages();
        let span = reader.span();
        reader.finish();
        Some(Spanned::new(text?, span))
    }

    /// `sv`, which must be there, and `en`.
    pub(crate) fn languages(&mut self) -> Option<Text> {
        let (sv, en) = (self.need_text("sv"), self.text("en"));
        let sv = sv?.value;
        Some(Text { en: en.map_or_else(|| sv.clone(), |en| en.value), sv })
    }

    pub(crate) fn need_both(&mut self, key: &'static str) -> Option<Spanned<Text>> {
        let value = self.both(key);
        // By language, `sv` has had its say.
        if let Some(Node { value: Value::Text(text), span }) = self.table.get(key).map(|entry| &entry.node)
            && text.trim().is_empty()
        {
            self.problem(problems::empty_text(*span, key));
        }
        self.require(key, value)
    }

    /// What any entry may carry beside its own keys: a note.
    pub(crate) fn remarks(&mut self) {
        self.text("note");
    }

    /// A list of names, references or words: none stands twice in it.
    pub(crate) fn texts(&mut self, key: &'static str) -> Vec<Spanned<String>> {
        self.each_once(self.listed(key));
        self.as_printed(key)
    }

    /// A list of strings in which one may stand again, or is told of by itself.
    pub(crate) fn as_printed(&mut self, key: &'static str) -> Vec<Spanned<String>> {
        self.list(key, Accepts::Texts).iter().filter_map(|node| self.text_of(key, node)).collect()
    }

    /// Says of what stands in a list already that it does, as a reader sees the words.
    pub(crate) fn each_once(&self, list: &[Node<'_>]) {
        let mut first: BTreeMap<String, Span> = BTreeMap::new();
        for node in list {
            let (written, seen) = match &node.value {
                Value::Text(text) => (text, seen(text)),
                Value::Integer(digits) => (digits, digits.to_string()),
                _ => continue,
            };
            match first.get(&seen) {
                Some(span) => self.problem(problems::counted_twice(node.span, written, *span)),
                None => drop(first.insert(seen, node.span)),
            }
        }
    }

    fn listed(&self, key: &str) -> &'t [Node<'t>] {
        match self.table.get(key).map(|entry| &entry.node.value) {
            Some(Value::Array(nodes)) => nodes,
            _ => &[],
        }
    }

    /// Says of a list that is written and has nothing in it that it says nothing.
    pub(crate) fn some_of(&self, key: &'static str) {
        self.problems.asks.iter().for_each(|asks| asks.some(self.table, key));
        let node = self.table.get(key).map(|entry| &entry.node);
        if let Some(node) = node.filter(|node| matches!(&node.value, Value::Array(list) if list.is_empty())) {
            self.problem(problems::empty_list(node.span, key));
        }
    }

    /// A list of whole numbers, in which one may stand again.
    pub(crate) fn ints(&mut self, key: &'static str) -> Vec<Spanned<i64>> {
        self.list(key, Accepts::Wholes).iter().filter_map(|node| self.int_of(key, node)).collect()
    }

    /// A section or an inline table.
    pub(crate) fn table(&mut self, key: &'static str) -> Option<Self> {
        let node = self.ask(key, Accepts::Table)?;
        match &node.value {
            Value::Table(table) => Some(Reader::new(table, self.problems)),
            _ => self.wrong(key, node, "en tabell, { … }", "a table, { … }"),
        }
    }

    /// Where a key stands that has one table as its value.
    pub(crate) fn one_table(&mut self, key: &'static str) -> Option<Span> {
        self.ask(key, Accepts::Table)
            .filter(|node| matches!(node.value, Value::Table(_)))
            .map(|node| node.span)
    }

    /// A list of tables.
    pub(crate) fn tables(&mut self, key: &'static str) -> Vec<Self> {
        let mut readers = Vec::new();
        for node in self.list(key, Accepts::Tables) {
            match &node.value {
                Value::Table(table) => readers.push(Reader::new(table, self.problems)),
                _ => self.complain(key, node, "tabeller", "tables"),
            }
        }
        readers
    }

    /// The texts under some keys in the tables of this one's lists, and in the tables of those.
    pub(crate) fn texts_within(&self, keys: &[&str]) -> Vec<Spanned<String>> {
        let mut found = Vec::new();
        let mut left: Vec<&Table<'_>> = vec![self.table];
        while let Some(table) = left.pop() {
            for entry in &table.entries {
                match &entry.node.value {
                    Value::Table(inner) => left.push(inner),
                    Value::Array(nodes) => left.extend(nodes.iter().filter_map(|it| match &it.value {
                        Value::Table(inner) => Some(inner),
                        _ => None,
                    })),
                    Value::Text(text) if keys.contains(&&*entry.key) => {
                        found.push(Spanned::new(text.to_string(), entry.node.span));
                    }
                    _ => {}
                }
            }
        }
        found.sort_by_key(|it| it.span);
        found
    }

    /// Says of a day that it is before one that must come first.
    pub(crate) fn follows(&self, day: Option<&Spanned<NaiveDate>>, earlier: Option<&Spanned<NaiveDate>>) {
        if let (Some(day), Some(earlier)) = (day, earlier)
            && day.value < earlier.value
        {
            self.problem(problems::before_what_it_follows(day.span, day.value, earlier));
        }
    }

    /// `{ from = …, to = … }` as days.
    pub(crate) fn validity(&mut self, key: &'static str) -> Option<Validity> {
        let mut reader = self.table(key)?;
        let (from, to) = (reader.date("from"), reader.date("to"));
        let validity =
            Validity { from: from.map(|day| day.value), to: to.map(|day| day.value), span: reader.span() };
        if matches!((validity.from, validity.to), (Some(from), Some(to)) if to < from) {
            reader.problem(problems::interval_reversed(reader.span()));
        }
        reader.finish();
        Some(validity)
    }

    /// `{ from = …, to = … }` as years.
    pub(crate) fn years(&mut self, key: &'static str) -> Option<(i32, i32)> {
        let mut reader = self.table(key)?;
        let (from, to) = (reader.year("from"), reader.year("to"));
        let (from, to) = (reader.require("from", from), reader.require("to", to));
        let span = reader.span();
        reader.finish();
        let (from, to) = (from?.value, to?.value);
        if to < from {
            self.problem(problems::interval_reversed(span));
        }
        Some((from, to))
    }

    /// Likewise, of what is for some years and not for good.
    pub(crate) fn span_of_years(&mut self, key: &'static str) -> Option<(i32, i32)> {
        let (from, to) = self.years(key)?;
        let span = self.table.get(key).map(|entry| entry.node.span);
        if let Some(span) = span.filter(|_| MOST_YEARS <= to.saturating_sub(from)) {
            self.problem(problems::too_many_years(span, MOST_YEARS));
        }
        Some((from, to))
    }

    /// A calendar year.
    pub(crate) fn year(&mut self, key: &'static str) -> Option<Spanned<i32>> {
        let (first, last) = (i64::from(*YEARS.start()), i64::from(*YEARS.end()));
        let written = self.int_as(key, Accepts::Whole(Some(first), Some(last)))?;
        let year = i32::try_from(written.value).ok().filter(|year| YEARS.contains(year));
        if year.is_none() {
            self.problem(problems::out_of_range(written.span, key, *YEARS.start(), *YEARS.end()));
        }
        year.map(|year| Spanned::new(year, written.span))
    }

    pub(crate) fn need_year(&mut self, key: &'static str) -> Option<Spanned<i32>> {
        let year = self.year(key);
        self.require(key, year)
    }

    /// Says of keys that exclude each other that more than one of them stands.
    pub(crate) fn one_of(&self, keys: &[&'static str]) {
        let there: Vec<&Entry<'_>> = keys.iter().filter_map(|key| self.table.get(key)).collect();
        if let [first, second, ..] = there.as_slice() {
            self.problem(problems::two_keys(second.key_span, &first.key, &second.key, first.key_span));
        }
    }

    /// Where a key stands.
    pub(crate) fn key_span(&self, key: &str) -> Option<Span> {
        self.table.get(key).map(|entry| entry.key_span)
    }

    /// The value under a key whose shape the caller reads itself, and what it takes beside what it asks for then.
    pub(crate) fn node(&mut self, key: &'static str, takes: &[Accepts]) -> Option<&'t Node<'t>> {
        for accepted in takes {
            self.ask(key, accepted.clone());
        }
        self.asked_for(key)
    }

    /// Every entry, for tables whose keys are names, and what stands under them.
    pub(crate) fn entries(&mut self, takes: &[Accepts]) -> &'t [Entry<'t>] {
        self.problems.asks.iter().for_each(|asks| asks.free(self.table, takes));
        &self.table.entries
    }

    pub(crate) const fn problems(&self) -> &'t Problems {
        self.problems
    }

    /// `count = { party = 3, … }`: how many entries the lists have in the document. To be read last.
    pub(crate) fn whole(&mut self) -> Whole {
        let Some(node) = self.ask("count", Accepts::Totals) else { return Whole::default() };
        let Value::Table(totals) = &node.value else {
            self.complain("count", node, "en tabell, { LISTA = ANTAL }", "a table, { LIST = NUMBER }");
            return Whole::default();
        };
        let stated = totals.entries.iter().filter(|total| self.agrees(total));
        Whole(stated.map(|total| total.key.to_string()).collect())
    }

    /// Whether a list has as many entries as a control total says.
    fn agrees(&self, total: &Entry<'_>) -> bool {
        let list = self.table.get(&total.key).map(|entry| &entry.node.value);
        let found = match list {
            Some(Value::Array(entries)) => entries.len(),
            None if self.asked.contains(&&*total.key) => 0,
            _ => {
                let lists = self.table.entries.iter().filter(|it| matches!(it.node.value, Value::Array(_)));
                let lists: Vec<&str> = lists.map(|it| &*it.key).collect();
                self.problem(problems::unknown_key(
                    &self.problems.guesses,
                    total.key_span,
                    &total.key,
                    &lists,
                ));
                return false;
            }
        };
        let Some(stated) = self.int_of(&total.key, &total.node) else { return false };
        let agrees = usize::try_from(stated.value) == Ok(found);
        if !agrees {
            self.problem(problems::list_count_off(stated.span, &total.key, stated.value, found));
        }
        agrees
    }

    /// Says which keys nobody asked for, and which lists have lost an entry.
    pub(crate) fn finish(mut self) {
        if !self.asked.contains(&"count") {
            self.whole();
        }
        for entry in &self.table.entries {
            if !self.asked.contains(&&*entry.key) {
                // A key that is asked for again is no other.
                let mut known: Vec<&'static str> = Vec::new();
                self.asked.iter().for_each(|key| {
                    if !known.contains(key) {
                        known.push(key);
                    }
                });
                let guesses = &self.problems.guesses;
                self.problem(problems::unknown_key(guesses, entry.key_span, &entry.key, &known));
            }
        }
    }

    /// The value under a key that takes something of a form.
    fn ask(&mut self, key: &'static str, accepts: Accepts) -> Option<&'t Node<'t>> {
        self.problems.asks.iter().for_each(|asks| asks.key(self.table, key, &accepts));
        self.asked_for(key)
    }

    fn asked_for(&mut self, key: &'static str) -> Option<&'t Node<'t>> {
        self.asked.push(key);
        self.table.get(key).map(|entry| &entry.node)
    }

    fn list(&mut self, key: &'static str, accepts: Accepts) -> &'t [Node<'t>] {
        match self.ask(key, accepts) {
            None => &[],
            Some(Node { value: Value::Array(nodes), .. }) => nodes,
            Some(node) => {
                self.complain(key, node, "en lista, [ … ]", "a list, [ … ]");
                &[]
            }
        }
    }

    fn chosen<T: Copy>(&self, word: &Spanned<String>, choices: &[(&'static str, T)]) -> Option<Spanned<T>> {
        let chosen = choices.iter().find(|(name, _)| *name == word.value);
        if chosen.is_none() {
            self.problem(problems::unknown_value(word.span, &word.value, &names_of(choices)));
        }
        chosen.map(|(_, value)| Spanned::new(*value, word.span))
    }

    fn text_of(&self, key: &str, node: &Node<'_>) -> Option<Spanned<String>> {
        match &node.value {
            Value::Text(text) => Some(Spanned::new(text.to_string(), node.span)),
            _ => self.wrong(key, node, "en text inom citattecken", "a quoted text"),
        }
    }

    fn int_of(&self, key: &str, node: &Node<'_>) -> Option<Spanned<i64>> {
        let whole = match &node.value {
            Value::Integer(digits) => digits.parse().ok(),
            _ => None,
        };
        match whole {
            Some(whole) => Some(Spanned::new(whole, node.span)),
            None => self.wrong(key, node, "ett heltal", "a whole number"),
        }
    }

    fn wrong<T>(&self, key: &str, node: &Node<'_>, sv: &str, en: &str) -> Option<T> {
        self.complain(key, node, sv, en);
        None
    }

    fn complain(&self, key: &str, node: &Node<'_>, sv: &str, en: &str) {
        self.problem(problems::wrong_type(node.span, key, &Text::new(sv, en)));
    }
}

/// The words of a list of choices.
fn names_of<T>(choices: &[(&'static str, T)]) -> Vec<&'static str> {
    choices.iter().map(|(name, _)| *name).collect()
}

/// How many years away anything may lie that is reckoned from something else, and how many it may be for: a length,
/// an offset, the years of a budget, a plan or a goal. No agreement of a förbund reaches further.
pub(crate) const MOST_YEARS: i32 = 10;

/// The same in months.
pub(crate) const MOST_MONTHS: i64 = MOST_YEARS as i64 * 12;

/// Decimals past this leave no room to compute with; no printed figure has so many.
const MOST_DECIMALS: u32 = 12;

/// Likewise digits: in kronor or per cent none of them is rounded away.
const LARGEST: u128 = 10_u128.pow(20);

/// The exact decimal a node writes, if it writes a number that fits.
pub(crate) fn number_of(node: &Node<'_>) -> Option<Decimal> {
    match &node.value {
        Value::Integer(digits) | Value::Decimal(digits) => {
            let fits = |it: &Decimal| it.scale() <= MOST_DECIMALS && it.mantissa().unsigned_abs() < LARGEST;
            Decimal::from_str_exact(digits).ok().filter(fits)
        }
        _ => None,
    }
}

/// Whether a word is lower-case ASCII words and digits joined by hyphens.
pub(crate) fn is_id(word: &str) -> bool {
    !word.is_empty()
        && word.split('-').all(|part| {
            !part.is_empty() && part.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit())
        })
}
