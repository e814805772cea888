//! What a table does with what it prints: a difference taken between rounded numbers, a blank taken for zero.

use rust_decimal::Decimal;

use super::relations::Spread;
use super::{Figures, Gap, may_lack, not_known, place_of};
use crate::amount::{Kind, Language, Origin, Quantity, Text};
use crate::model::Model;
use crate::model::figure::{Cell, Formula, Relation, Table, TableKind};
use crate::source::{Span, Spanned};

impl Figures {
    /// Whether a claim is what its document's own printed numbers give, as they are printed: 2 095 less 2 036
    /// thousand is 59, though the exact amounts give 60.
    pub(super) fn is_of_the_printed(&self, model: &Model, name: &str, year: i32, origin: Origin) -> bool {
        let Some(formula @ Formula::Sum(_)) = model.catalogue().get(name).and_then(|it| it.formula.as_ref())
        else {
            return false;
        };
        let Some((table, _)) = place_of(model, &self.claims, origin) else { return false };
        let beside = |other: &&Origin| {
            place_of(model, &self.claims, **other)
                .is_some_and(|(it, _)| it.source.value == table.source.value && it.unit == table.unit)
        };
        let value = |name: &str, year: i32| {
            let own = self.slot(name, year).and_then(|slot| slot.claims.iter().find(beside));
            let printed = own.and_then(|origin| self.quantity(*origin)).cloned();
            printed
                .map(|it| it.as_set())
                .ok_or_else(|| Gap::of_figure(name, year, not_known(&Text::same(name), year)))
        };
        let printed = |name: &str, year: i32| self.slot(name, year).is_some();
        let sum = Spread { model, year, value: &value, printed: &printed, lacks: &|_, _| false };
        let given = sum.evaluate(formula).ok();
        given.zip(self.quantity(origin)).is_some_and(|(given, claim)| given.meets(claim).unwrap_or(false))
    }
    /// How many tables a document has.
    pub(in crate::facts) fn tables_of(&self, model: &Model, document: &str) -> usize {
        self.of_document(model, document).count()
    }

    /// The gap where some table of a document may have lost something, or a table beside it.
    pub(in crate::facts) fn may_lack(&self, model: &Model, document: &str) -> Option<Gap> {
        self.of_document(model, document).find_map(may_lack)
    }

    /// The rows of a document that are blank though their parts are printed, and the differences that are printed
    /// though what they are between is blank.
    ///
    /// # Errors
    /// A gap when there are none among tables that may have lost cells.
    pub(in crate::facts) fn blanks(&self, model: &Model, document: &str) -> Result<Vec<(Span, Text)>, Gap> {
        let mut found = Vec::new();
        for table in self.of_document(model, document) {
            for cell in &table.cells {
                let words = match cell.number {
                    None => self
                        .parts_of_a_blank(model, table, cell)
                        .or_else(|| self.some_of_a_blank(model, table, cell)),
                    Some(number) => self.of_a_blank(model, table, cell, number),
                };
                found.extend(words.map(|words| (cell.span, words)));
            }
        }
        match self.may_lack(model, document) {
            Some(gap) if found.is_empty() => Err(gap),
            _ => Ok(found),
        }
    }

    /// The halves of a document that its tables round now up, now down: all of those in a table that does both.
    ///
    /// # Errors
    /// A gap when there are none among tables that may have lost cells.
    pub(in crate::facts) fn halves(&self, model: &Model, document: &str) -> Result<Vec<(Span, Text)>, Gap> {
        let mut found = Vec::new();
        for table in self.of_document(model, document).filter(|table| table.step.is_none()) {
            let halves: Vec<_> = table.cells.iter().filter_map(|it| self.half(model, table, it)).collect();
            let both = halves.iter().any(|(up, _)| *up) && halves.iter().any(|(up, _)| !*up);
            found.extend(halves.into_iter().filter(|_| both).map(|(_, half)| half));
        }
        match self.may_lack(model, document) {
            Some(gap) if found.is_empty() => Err(gap),
            _ => Ok(found),
        }
    }

    /// A cell whose exact value lies half-way between the number printed and the next, and whether it is printed as
    /// the greater of them.
    fn half(&self, model: &Model, table: &Table, cell: &Cell) -> Option<(bool, (Span, Text))> {
        let number = cell.number?;
        let exact = self.computed.get(&table.year)?.get(&cell.figure.value)?.as_ref().ok()?;
        let exact = exact.clone().shown_in(table.unit);
        let off = number.abs().checked_sub(exact.shown().abs())?;
        let half = Decimal::try_new(5, number.scale().checked_add(1)?).ok()?;
        if !exact.is_exact() || off.abs() != half {
            return None;
        }
        let printed = Quantity::printed(number, table.unit, Origin(u32::MAX)).ok()?;
        let text = self.titled(model, cell, table).map(|language, title| {
            let (exact, printed) = (exact.written(language), printed.written(language));
            match language {
                Language::Sv => format!("{title}: {exact} är tryckt som {printed}"),
                Language::En => format!("{title}: {exact} is printed as {printed}"),
            }
        });
        Some((off.is_sign_positive(), (cell.span, text)))
    }

    /// The document of each table that prints something: a ledger prints nothing.
    pub(in crate::facts) fn sources<'m>(
        &self,
        model: &'m Model,
    ) -> impl Iterator<Item = &'m Spanned<String>> {
        let tables = self.counted.iter().filter_map(|index| model.tables.get(*index));
        tables.filter(|table| table.kind != TableKind::Ledger).map(|table| &table.source)
    }

    pub(super) fn of_document<'m>(
        &self,
        model: &'m Model,
        document: &str,
    ) -> impl Iterator<Item = &'m Table> {
        let tables = self.counted.iter().filter_map(|index| model.tables.get(*index));
        tables.filter(move |table| table.source.value == document)
    }

    /// What the printed parts of a blank total come to, when it is not zero.
    fn parts_of_a_blank(&self, model: &Model, table: &Table, cell: &Cell) -> Option<Text> {
        let total = |it: &&Relation| {
            it.total_term().is_some_and(|total| total.name.value == cell.figure.value && total.year == 0)
                && (it.prints.is_empty() || table.prints.is_some_and(|prints| it.prints.contains(&prints)))
                && it.years.is_none_or(|(from, to)| (from..=to).contains(&table.year))
        };
        let relations = model.relations.iter().filter(total);
        let mut sums =
            relations.filter_map(|it| self.sides(model, it, table.year, Some(table)).computed.ok());
        let sum = sums.find(|it| it.low > Decimal::ZERO || it.high < Decimal::ZERO)?;
        Some(self.titled(model, cell, table).map(|language, title| {
            let sum = sum.written(language);
            match language {
                Language::Sv => format!("{title} är tom, delarna ger {sum}"),
                Language::En => format!("{title} is blank, its parts give {sum}"),
            }
        }))
    }

    /// What is printed elsewhere as some of a blank row, when it is not zero.
    fn some_of_a_blank(&self, model: &Model, table: &Table, cell: &Cell) -> Option<Text> {
        let some = model.figures.iter().filter(|it| {
            it.within.as_ref().is_some_and(|whole| whole.name.value == cell.figure.value && whole.year == 0)
        });
        let (name, value) = some
            .filter_map(|it| {
                let slot = self.slot(&it.name.value, table.year)?;
                Some((&it.name.value, self.quantity(*slot.claims.first()?)?))
            })
            .find(|(_, value)| value.low > Decimal::ZERO || value.high < Decimal::ZERO)?;
        let part = model.catalogue().get(name).map(|it| it.title.clone()).unwrap_or_default();
        Some(self.titled(model, cell, table).map(|language, title| {
            let (part, value) = (part.get(language), value.written(language));
            match language {
                Language::Sv => format!("{title} är tom, men {part} är {value}"),
                Language::En => format!("{title} is blank, but {part} is {value}"),
            }
        }))
    }

    /// A printed difference that comes out only when a blank is zero. An amount that is blank is none; a share or a
    /// number of days that is blank was not measured.
    fn of_a_blank(&self, model: &Model, table: &Table, cell: &Cell, number: Decimal) -> Option<Text> {
        let figure = model.catalogue().get(&cell.figure.value)?;
        let Some(Formula::Sum(terms)) = &figure.formula else { return None };
        if figure.kind == Kind::Money || !terms.iter().any(|term| term.minus) {
            return None;
        }
        let is_blank = |name: &str, year: i32| {
            self.slot(name, year).is_some_and(|slot| slot.claims.is_empty() && !slot.blanks.is_empty())
        };
        let blank = terms.iter().find(|it| is_blank(&it.name.value, table.year.saturating_add(it.year)))?;
        let zero = Quantity::exact(Decimal::ZERO, table.unit);
        let value = |name: &str, year: i32| {
            if is_blank(name, year) { Ok(zero.clone()) } else { self.value(model, name, year) }
        };
        let printed = |name: &str, year: i32| self.slot(name, year).is_some();
        let sum = Spread { model, year: table.year, value: &value, printed: &printed, lacks: &|_, _| false };
        let given = sum.evaluate(figure.formula.as_ref()?).ok()?;
        let own = Quantity::printed(number, table.unit, Origin(u32::MAX)).ok()?;
        if !given.meets(&own).unwrap_or(false) {
            return None;
        }
        let year = table.year.saturating_add(blank.year);
        Some(self.titled(model, cell, table).map(|language, title| {
            let own = own.written(language);
            match language {
                Language::Sv => format!("{title} är {own}, men {year} är tomt"),
                Language::En => format!("{title} is {own}, but {year} is blank"),
            }
        }))
    }

    fn titled(&self, model: &Model, cell: &Cell, table: &Table) -> Text {
        let name = &cell.figure.value;
        let title = model.figure_title(name);
        title.map(|_, title| format!("{title} {} ({})", table.year, table.part))
    }
}
