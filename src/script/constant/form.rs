//! What an expression is by its form: a sum of values nobody knows yet, a test of them, or one such value.

use std::cell::Cell;
use std::collections::BTreeMap;

use rhai::{Expr, Stmt};
use rust_decimal::Decimal;

use super::test::{Against, Compares, Sort, Test};
use crate::facts::PropertyKind;
use crate::script::check::{concludes, property_in};

/// How many tests one may be made of; past that it is a value of its own.
const TESTS: usize = 64;

/// How many products one sum may have, and how long the name of one value may be; past that it is a value of its own.
const PRODUCTS: usize = 32;
const NAME: usize = 400;

/// How many expressions are looked at for one script; past that nothing more is said of it.
pub(super) const LOOKS: u32 = 1_000_000;

/// What an expression is.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Form {
    /// A number, an amount or a difference of days.
    Sum(Sum),
    /// Yes or no.
    Truth(Test),
    /// A word that is written out.
    Word(String),
    /// A value by what names it.
    Value(String),
}

/// Products of values, each so many times: the values that are multiplied, in order, and none for a plain number.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Sum(BTreeMap<Vec<String>, Decimal>);

impl Sum {
    fn of(number: Decimal) -> Self {
        Self::product(Vec::new(), number)
    }

    fn product(values: Vec<String>, times: Decimal) -> Self {
        let mut sum = Self::default();
        if !times.is_zero() {
            sum.0.insert(values, times);
        }
        sum
    }

    /// The number it is, when nothing unknown is left in it.
    fn number(&self) -> Option<Decimal> {
        match self.0.len() {
            0 => Some(Decimal::ZERO),
            1 => self.0.get(&Vec::new()).copied(),
            _ => None,
        }
    }

    /// Both together, the other so many times.
    fn plus(&self, other: &Self, times: Decimal) -> Option<Self> {
        let mut sum = self.clone();
        for (values, by) in &other.0 {
            let entry = sum.0.entry(values.clone()).or_default();
            *entry = entry.checked_add(exactly(*by, times)?)?;
        }
        sum.0.retain(|_, times| !times.is_zero());
        Some(sum)
    }

    fn times(&self, other: &Self) -> Option<Self> {
        let mut product = Self::default();
        for (one, by) in &self.0 {
            for (another, times) in &other.0 {
                let mut values = [one.as_slice(), another.as_slice()].concat();
                values.sort();
                product = product.plus(&Self::product(values, exactly(*by, *times)?), Decimal::ONE)?;
            }
            if product.0.len() > PRODUCTS {
                return None;
            }
        }
        Some(product)
    }

    /// The one as a part of the other, where that is a number or the other is so many times it.
    fn by(&self, other: &Self) -> Option<Self> {
        if let Some(number) = other.number() {
            return self.times(&Self::of(Decimal::ONE.checked_div(number)?));
        }
        let (values, of) = other.0.iter().next()?;
        let part = self.0.get(values)?.checked_div(*of)?;
        let same = other.times(&Self::of(part))? == *self;
        same.then(|| Self::of(part))
    }

    /// The sum without its plain number, in one form of all that are so many times each other; how many times that
    /// form it is; and the plain number.
    fn parted(&self) -> Option<(Self, Decimal, Decimal)> {
        let mut rest = self.clone();
        let number = rest.0.remove(&Vec::new()).unwrap_or_default();
        let times = *rest.0.values().next()?;
        for by in rest.0.values_mut() {
            *by = by.checked_div(times)?;
        }
        Some((rest, times, number))
    }

    fn name(&self) -> String {
        let mut products = self.0.iter();
        if let (Some((values, times)), None) = (products.next(), products.next())
            && let [value] = values.as_slice()
            && *times == Decimal::ONE
        {
            return value.clone();
        }
        let product =
            |(values, times): (&Vec<String>, &Decimal)| format!("{}×{}", times.normalize(), values.join("×"));
        self.0.iter().map(product).collect::<Vec<_>>().join(" + ")
    }
}

/// So many times a number, unless digits are lost.
fn exactly(number: Decimal, times: Decimal) -> Option<Decimal> {
    let digits = number.normalize().scale().saturating_add(times.normalize().scale());
    number.checked_mul(times).filter(|_| digits <= Decimal::MAX_SCALE)
}

/// What each variable holds at a place.
type Held = BTreeMap<String, Form>;

/// Reads expressions, and the statements before them.
pub(super) struct Reader<'a> {
    about: &'a dyn Fn(&str) -> Option<PropertyKind>,
    looks: &'a Cell<u32>,
    held: Held,
    pub(super) sorts: BTreeMap<String, Sort>,
    /// How many values have been met that are like no other.
    fresh: usize,
}

impl<'a> Reader<'a> {
    pub(super) const fn new(about: &'a dyn Fn(&str) -> Option<PropertyKind>, looks: &'a Cell<u32>) -> Self {
        Self { about, looks, held: Held::new(), sorts: BTreeMap::new(), fresh: 0 }
    }

    /// What a statement does to what the variables hold.
    pub(super) fn passes(&mut self, statement: &Stmt) {
        match statement {
            Stmt::Var(it, ..) => {
                let form = self.form(&it.1);
                self.holds(&it.0.name, form);
            }
            Stmt::Assignment(it) => {
                let Expr::Variable(variable, ..) = &it.1.lhs else { return };
                let form = match it.0.get_op_assignment_info() {
                    None => self.form(&it.1.rhs),
                    Some((.., operator)) => {
                        let forms = [self.form(&it.1.lhs), self.form(&it.1.rhs)];
                        self.called(operator, forms.into())
                    }
                };
                self.holds(&variable.1, form);
            }
            Stmt::If(flow, _) => {
                let (yes, no) = (self.after(flow.body.statements()), self.after(flow.branch.statements()));
                match (yes, no) {
                    (Some(one), None) | (None, Some(one)) => self.held = one,
                    (Some(yes), Some(no)) => self.either(&yes, &no),
                    (None, None) => {}
                }
            }
            Stmt::Block(block) => {
                if let Some(held) = self.after(block.statements()) {
                    self.held = held;
                }
            }
            _ => {}
        }
    }

    /// What is held after a block by the variables there were before it; none where it ends the script.
    fn after(&mut self, block: &[Stmt]) -> Option<Held> {
        let before = self.held.clone();
        block.iter().for_each(|it| self.passes(it));
        let mut after = std::mem::replace(&mut self.held, before);
        for statement in block {
            // What is declared inside is another's name again outside.
            if let Stmt::Var(it, ..) = statement
                && let Some(outside) = self.held.get(it.0.name.as_str())
            {
                after.insert(it.0.name.to_string(), outside.clone());
            }
        }
        after.retain(|name, _| self.held.contains_key(name));
        (!concludes(block)).then_some(after)
    }

    /// What is held when it is not known which of two ways was taken.
    fn either(&mut self, yes: &Held, no: &Held) {
        for name in self.held.keys().cloned().collect::<Vec<_>>() {
            let (Some(yes), Some(no)) = (yes.get(&name), no.get(&name)) else { continue };
            let form = match (yes, no) {
                (yes, no) if yes == no => yes.clone(),
                (Form::Sum(yes), Form::Sum(no))
                    if let (Some(yes), Some(no)) = (yes.number(), no.number()) =>
                {
                    let one_of = self.like_no_other();
                    let numbers = vec![Against::Number(yes.normalize()), Against::Number(no.normalize())];
                    self.sorts.insert(one_of.clone(), Sort::OneOf(numbers));
                    Form::Value(one_of)
                }
                _ => Form::Value(self.like_no_other()),
            };
            self.holds(&name, form);
        }
    }

    fn holds(&mut self, name: &str, form: Form) {
        let form = match form {
            Form::Truth(test) if TESTS < test.size() => Form::Value(self.like_no_other()),
            form => form,
        };
        self.held.insert(name.to_owned(), form);
    }

    pub(super) fn truth(&mut self, expression: &Expr) -> Test {
        match self.form(expression) {
            Form::Truth(test) => test,
            Form::Value(name) => self.yes(name),
            Form::Sum(_) | Form::Word(_) => self.something(),
        }
    }

    /// That a value is so.
    fn yes(&mut self, name: String) -> Test {
        self.sorts
            .entry(name.clone())
            .or_insert_with(|| Sort::OneOf(vec![Against::Truth(false), Against::Truth(true)]));
        Test::Is { of: name, how: Compares::EQUAL, against: Against::Truth(true) }
    }

    fn something(&mut self) -> Test {
        let name = self.like_no_other();
        self.yes(name)
    }

    fn like_no_other(&mut self) -> String {
        self.fresh = self.fresh.saturating_add(1);
        format!("?{}", self.fresh)
    }

    fn form(&mut self, expression: &Expr) -> Form {
        let left = self.looks.get();
        self.looks.set(left.saturating_sub(1));
        if left == 0 {
            return Form::Value(self.like_no_other());
        }
        if let Some((name, _)) = property_in(expression) {
            return self.property(name);
        }
        match expression {
            Expr::BoolConstant(truth, _) => Form::Truth(Test::Known(*truth)),
            Expr::IntegerConstant(number, _) => Form::Sum(Sum::of(Decimal::from(*number))),
            Expr::DynamicConstant(value, _) => match value.clone().try_cast::<Decimal>() {
                Some(number) => Form::Sum(Sum::of(number)),
                None => Form::Value(self.like_no_other()),
            },
            Expr::StringConstant(word, _) => Form::Word(word.to_string()),
            Expr::Variable(variable, ..) => self.variable(&variable.1),
            Expr::And(parts, _) => Form::Truth(Test::All(parts.iter().map(|it| self.truth(it)).collect())),
            Expr::Or(parts, _) => Form::Truth(Test::Any(parts.iter().map(|it| self.truth(it)).collect())),
            Expr::FnCall(call, _) => self.call(&call.name, &call.args),
            Expr::Stmt(block) => match block.statements() {
                [one] => self.one(one),
                _ => Form::Value(self.like_no_other()),
            },
            _ => Form::Value(self.like_no_other()),
        }
    }

    fn property(&mut self, property: &str) -> Form {
        let name = format!("subject.{property}");
        let sort = match (self.about)(property) {
            // A property that is a number says how many there are of something.
            Some(PropertyKind::Number) => Some(Sort::Count),
            Some(PropertyKind::Word(words)) => {
                Some(Sort::OneOf(words.iter().map(|it| Against::Word((*it).to_owned())).collect()))
            }
            _ => None,
        };
        if let Some(sort) = sort {
            self.sorts.insert(name.clone(), sort);
        }
        Form::Value(name)
    }

    fn variable(&self, name: &str) -> Form {
        self.held.get(name).cloned().unwrap_or_else(|| Form::Value(name.to_owned()))
    }

    /// What a block of one statement comes to: a value, or one of two.
    fn one(&mut self, statement: &Stmt) -> Form {
        match statement {
            Stmt::Expr(value) => self.form(value),
            Stmt::If(flow, _) => {
                let ([yes], [no]) = (flow.body.statements(), flow.branch.statements()) else {
                    return Form::Value(self.like_no_other());
                };
                let (when, yes, no) = (self.truth(&flow.expr), self.one(yes), self.one(no));
                match (yes, no) {
                    (Form::Truth(yes), Form::Truth(no)) => Form::Truth(Test::chosen(when, yes, no)),
                    (Form::Sum(yes), Form::Sum(no)) if yes == no => Form::Sum(yes),
                    (Form::Word(yes), Form::Word(no)) if yes == no => Form::Word(yes),
                    _ => Form::Value(self.like_no_other()),
                }
            }
            _ => Form::Value(self.like_no_other()),
        }
    }

    fn call(&mut self, name: &str, args: &[Expr]) -> Form {
        let forms = args.iter().map(|it| self.form(it)).collect();
        self.called(name, forms)
    }

    fn called(&mut self, name: &str, mut forms: Vec<Form>) -> Form {
        match (name, forms.as_mut_slice()) {
            ("!", [Form::Truth(of)]) => return Form::Truth(Test::Not(Box::new(of.clone()))),
            ("!", [Form::Value(of)]) => return Form::Truth(Test::Not(Box::new(self.yes(of.clone())))),
            (_, [one, other]) if let Some(how) = Compares::named(name) => {
                return Form::Truth(self.compared(how, one, other));
            }
            _ => {}
        }
        // A year counted on by none is the same year.
        if name == "figure"
            && matches!(forms.get(1), Some(Form::Sum(by)) if by.number() == Some(Decimal::ZERO))
        {
            forms.truncate(1);
        }
        if let Some(sum) = worked_out(name, &forms).or_else(|| self.later(name, &forms)) {
            return Form::Sum(sum);
        }
        self.named(name, &forms)
    }

    /// A working day is the day itself, or some whole days later.
    fn later(&mut self, function: &str, of: &[Form]) -> Option<Sum> {
        let ("next_working_day", [day]) = (function, of) else { return None };
        let name = format!("until {function}({})", written(day)?);
        if name.len() > NAME {
            return None;
        }
        self.sorts.insert(name.clone(), Sort::Count);
        as_sum(day)?.plus(&Sum::product(vec![name], Decimal::ONE), Decimal::ONE)
    }

    /// The value that a function gives of the same values.
    fn named(&mut self, function: &str, of: &[Form]) -> Form {
        let of: Option<Vec<String>> = of.iter().map(written).collect();
        let name = of.map(|of| format!("{function}({})", of.join(", ")));
        let Some(name) = name.filter(|name| name.len() <= NAME) else {
            return Form::Value(self.like_no_other());
        };
        if function == "abs" {
            self.sorts.insert(name.clone(), Sort::Magnitude);
        }
        Form::Value(name)
    }

    fn compared(&mut self, how: Compares, one: &Form, other: &Form) -> Test {
        match (one, other) {
            (Form::Truth(_), _) | (_, Form::Truth(_)) => match (self.as_truth(one), self.as_truth(other)) {
                (Some(one), Some(other)) if how == Compares::EQUAL => Test::same(one, other),
                (Some(one), Some(other)) if how == Compares::EQUAL.negated() => {
                    Test::Not(Box::new(Test::same(one, other)))
                }
                _ => self.something(),
            },
            (Form::Word(one), Form::Word(other)) => Test::Known(how.of(one.cmp(other))),
            (Form::Value(of), Form::Word(word)) => {
                Test::Is { of: of.clone(), how, against: Against::Word(word.clone()) }
            }
            (Form::Word(word), Form::Value(of)) => {
                Test::Is { of: of.clone(), how: how.turned(), against: Against::Word(word.clone()) }
            }
            _ => match (as_sum(one), as_sum(other)) {
                (Some(one), Some(other)) => self.differ(how, &one, &other),
                _ => self.something(),
            },
        }
    }

    fn as_truth(&mut self, form: &Form) -> Option<Test> {
        match form {
            Form::Truth(test) => Some(test.clone()),
            Form::Value(name) => Some(self.yes(name.clone())),
            Form::Sum(_) | Form::Word(_) => None,
        }
    }

    /// Two sums, as their difference against a number.
    fn differ(&mut self, how: Compares, one: &Sum, other: &Sum) -> Test {
        let Some(difference) = one.plus(other, Decimal::NEGATIVE_ONE) else { return self.something() };
        if let Some(number) = difference.number() {
            return Test::Known(how.of(number.cmp(&Decimal::ZERO)));
        }
        let Some((rest, times, number)) = difference.parted() else { return self.something() };
        let Some(against) = (-number).checked_div(times) else { return self.something() };
        let of = rest.name();
        if of.len() > NAME {
            return self.something();
        }
        if let Some(sort) = self.sort(&rest) {
            self.sorts.insert(of.clone(), sort);
        }
        let how = if times.is_sign_negative() { how.turned() } else { how };
        Test::Is { of, how, against: Against::Number(against.normalize()) }
    }

    /// What a sum of values that are never less than none is.
    fn sort(&self, sum: &Sum) -> Option<Sort> {
        let mut whole = true;
        for (values, times) in &sum.0 {
            if times.is_sign_negative() {
                return None;
            }
            whole &= times.is_integer();
            for value in values {
                match self.sorts.get(value) {
                    Some(Sort::Count) => {}
                    Some(Sort::Magnitude) => whole = false,
                    _ => return None,
                }
            }
        }
        Some(if whole { Sort::Count } else { Sort::Magnitude })
    }
}

/// What is reckoned from sums is a sum.
fn worked_out(name: &str, forms: &[Form]) -> Option<Sum> {
    let sums: Vec<Sum> = forms.iter().map(as_sum).collect::<Option<_>>()?;
    match (name, sums.as_slice()) {
        ("+", [one, other]) => one.plus(other, Decimal::ONE),
        ("-", [one, other]) => one.plus(other, Decimal::NEGATIVE_ONE),
        ("-", [of]) => Sum::default().plus(of, Decimal::NEGATIVE_ONE),
        ("*", [one, other]) => one.times(other),
        ("/", [one, other]) => one.by(other),
        ("add_days", [day, days]) => day.plus(days, Decimal::ONE),
        ("kr" | "share", [of]) => Some(of.clone()),
        ("percent", [of]) => of.times(&Sum::of(Decimal::new(1, 2))),
        ("abs", [of]) => Some(Sum::of(of.number()?.abs())),
        _ => None,
    }
}

fn as_sum(form: &Form) -> Option<Sum> {
    match form {
        Form::Sum(sum) => Some(sum.clone()),
        Form::Value(name) => Some(Sum::product(vec![name.clone()], Decimal::ONE)),
        Form::Truth(_) | Form::Word(_) => None,
    }
}

fn written(form: &Form) -> Option<String> {
    match form {
        Form::Sum(sum) => Some(sum.name()),
        Form::Word(word) => Some(format!("{word:?}")),
        Form::Value(name) => Some(name.clone()),
        Form::Truth(_) => None,
    }
}
