//! Tests that come out the same whatever is the case: by their form alone they look at nothing.
//!
//! A count is never less than none, nothing is less than itself, what is multiplied by nothing is nothing, one arm
//! that always holds decides an `||`. What is not known is open; what is left then is no test.

use std::collections::BTreeMap;

use rhai::{AST, ASTNode, Expr, Position, Stmt};
use rust_decimal::Decimal;

use super::check::{Complaint, property_in};
use super::place;
use crate::amount::Text;
use crate::diagnostic::Code;
use crate::facts::{PropertyKind, properties_of};
use crate::model::rule::SubjectKind;

/// What is wrong with the tests of a script.
pub(super) fn complaints(ast: &AST, kind: SubjectKind) -> Vec<Complaint> {
    let fold = Fold { kind, held: held(ast) };
    let mut found = Vec::new();
    ast.walk(&mut |path: &[ASTNode<'_>]| {
        found.extend(fold.complaint(path));
        true
    });
    found
}

/// What each variable holds that is given a value once; none for one that may hold more than one.
fn held(ast: &AST) -> BTreeMap<String, Option<Expr>> {
    let mut held: BTreeMap<String, Option<Expr>> = BTreeMap::new();
    ast.walk(&mut |path: &[ASTNode<'_>]| {
        let (name, value) = match path.last() {
            Some(ASTNode::Stmt(Stmt::Var(it, ..))) => (it.0.name.as_str(), Some(it.1.clone())),
            Some(ASTNode::Stmt(Stmt::Assignment(it))) => match &it.1.lhs {
                Expr::Variable(variable, ..) => (variable.1.as_str(), None),
                _ => return true,
            },
            _ => return true,
        };
        held.entry(name.to_owned()).and_modify(|known| *known = None).or_insert(value);
        true
    });
    held
}

/// Between which numbers something lies; without an end where none is known.
#[derive(Debug, Clone, Copy, Default)]
struct Range {
    least: Option<Decimal>,
    most: Option<Decimal>,
}

impl Range {
    const NOTHING: Self = Self::of(Decimal::ZERO);
    const COUNT: Self = Self { least: Some(Decimal::ZERO), most: None };

    const fn of(number: Decimal) -> Self {
        Self { least: Some(number), most: Some(number) }
    }

    fn is_nothing(self) -> bool {
        self.least == Some(Decimal::ZERO) && self.most == Some(Decimal::ZERO)
    }

    fn is_count(self) -> bool {
        self.least.is_some_and(|least| Decimal::ZERO <= least)
    }
}

struct Fold {
    kind: SubjectKind,
    held: BTreeMap<String, Option<Expr>>,
}

/// How many names are followed to what they hold.
const NAMES: usize = 8;

impl Fold {
    /// What is to be said of a test, unless what it stands in is told of.
    fn complaint(&self, path: &[ASTNode<'_>]) -> Option<Complaint> {
        let test = match path {
            [.., ASTNode::Stmt(Stmt::If(flow, _))] if !is_test(&flow.expr) => &flow.expr,
            [before @ .., ASTNode::Expr(test)] if is_test(test) => {
                let told = |outer: &Expr| is_test(outer) && self.truth(outer, NAMES).is_some();
                if before.iter().any(|node| matches!(node, ASTNode::Expr(outer) if told(outer))) {
                    return None;
                }
                test
            }
            _ => return None,
        };
        let always = self.truth(test, NAMES)?;
        Some(Complaint {
            code: Code::BadLogic,
            message: words(always),
            near: None,
            place: place(start(test)),
        })
    }

    /// How a test comes out, when that is so whatever is the case.
    fn truth(&self, test: &Expr, names: usize) -> Option<bool> {
        match test {
            Expr::BoolConstant(truth, _) => Some(*truth),
            Expr::Variable(variable, ..) => self.truth(self.value(&variable.1)?, names.checked_sub(1)?),
            Expr::And(parts, _) => self.all(parts, true, names),
            // Some of them holds unless all of them fail.
            Expr::Or(parts, _) => self.all(parts, false, names).map(|none| !none),
            Expr::FnCall(call, _) => match (call.name.as_str(), call.args.as_slice()) {
                ("!", [of]) => self.truth(of, names).map(|truth| !truth),
                (name, [one, other]) => self.compared(Compares::named(name)?, one, other, names),
                _ => None,
            },
            _ => None,
        }
    }

    /// Whether every part comes out as wanted.
    fn all(&self, parts: &[Expr], wanted: bool, names: usize) -> Option<bool> {
        let come_out: Vec<Option<bool>> = parts.iter().map(|part| self.truth(part, names)).collect();
        if come_out.contains(&Some(!wanted)) || contradict(parts, wanted) {
            return Some(false);
        }
        come_out.iter().all(Option::is_some).then_some(true)
    }

    fn compared(&self, how: Compares, one: &Expr, other: &Expr, names: usize) -> Option<bool> {
        if key(one).is_some() && key(one) == key(other) {
            return Some(how.of_one());
        }
        if let (Expr::StringConstant(one, _), Expr::StringConstant(other, _)) = (one, other) {
            return how.of(one.cmp(other));
        }
        if let (Some(one), Some(other)) = (self.truth(one, names), self.truth(other, names)) {
            return how.of(one.cmp(&other));
        }
        how.of_ranges(self.range(one, names), self.range(other, names))
    }

    fn value(&self, name: &str) -> Option<&Expr> {
        self.held.get(name)?.as_ref()
    }

    /// Between which numbers an expression lies.
    fn range(&self, of: &Expr, names: usize) -> Range {
        if let Some(number) = number(of) {
            return Range::of(number);
        }
        if let Some((name, _)) = property_in(of) {
            // A property that is a number says how many there are of something.
            let is_count = |it: &&&crate::facts::About| it.name == name && it.kind == PropertyKind::Number;
            return if properties_of(self.kind).iter().any(|it| is_count(&it)) {
                Range::COUNT
            } else {
                Range::default()
            };
        }
        match of {
            Expr::Variable(variable, ..) => match (self.value(&variable.1), names.checked_sub(1)) {
                (Some(value), Some(names)) => self.range(value, names),
                _ => Range::default(),
            },
            Expr::FnCall(call, _) => self.worked_out(&call.name, &call.args, names),
            _ => Range::default(),
        }
    }

    fn worked_out(&self, name: &str, args: &[Expr], names: usize) -> Range {
        let range = |it: &Expr| self.range(it, names);
        match (name, args) {
            ("-", [of]) => {
                let of = range(of);
                Range { least: of.most.map(|most| -most), most: of.least.map(|least| -least) }
            }
            ("abs", [_]) => Range::COUNT,
            ("kr" | "percent" | "share", [of]) if range(of).is_nothing() => Range::NOTHING,
            ("kr" | "percent" | "share", [of]) if range(of).is_count() => Range::COUNT,
            ("-", [one, other]) if key(one).is_some() && key(one) == key(other) => Range::NOTHING,
            ("*", [one, other]) if range(one).is_nothing() || range(other).is_nothing() => Range::NOTHING,
            ("/", [one, _]) if range(one).is_nothing() => Range::NOTHING,
            ("*" | "/" | "+", [one, other]) if range(one).is_count() && range(other).is_count() => {
                self.grown(name, range(one), range(other))
            }
            _ => Range::default(),
        }
    }

    /// Of two that are never less than none: neither is what comes out, and their least come to its least.
    fn grown(&self, name: &str, one: Range, other: Range) -> Range {
        let both = one.least.zip(other.least);
        match name {
            "+" => Range { least: both.and_then(|(one, other)| one.checked_add(other)), most: None },
            _ => Range::COUNT,
        }
    }
}

/// Where an expression begins: an operator stands after what it is about.
fn start(expression: &Expr) -> Position {
    let first = match expression {
        Expr::And(parts, _) | Expr::Or(parts, _) => parts.first(),
        Expr::FnCall(call, _) if call.name.starts_with(|c: char| !c.is_alphanumeric()) => call.args.first(),
        _ => None,
    };
    first.map_or_else(|| expression.start_position(), start)
}

/// Whether an expression is a test by its own form.
fn is_test(expression: &Expr) -> bool {
    match expression {
        Expr::And(..) | Expr::Or(..) => true,
        Expr::FnCall(call, _) => {
            let compares = call.args.len() == 2 && Compares::named(&call.name).is_some();
            compares || call.name == "!"
        }
        _ => false,
    }
}

/// A number that is written out.
fn number(expression: &Expr) -> Option<Decimal> {
    match expression {
        Expr::IntegerConstant(number, _) => Some(Decimal::from(*number)),
        Expr::DynamicConstant(value, _) => value.clone().try_cast::<Decimal>(),
        _ => None,
    }
}

/// What tells one value from another by its name alone: a variable, a property.
fn key(expression: &Expr) -> Option<String> {
    match expression {
        Expr::Variable(variable, ..) => Some(variable.1.to_string()),
        _ => property_in(expression).map(|(name, _)| format!("subject.{name}")),
    }
}

/// How two values are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Compares {
    less: bool,
    same: bool,
    more: bool,
}

impl Compares {
    fn named(operator: &str) -> Option<Self> {
        let (less, same, more) = match operator {
            "<" => (true, false, false),
            "<=" => (true, true, false),
            "==" => (false, true, false),
            "!=" => (true, false, true),
            ">=" => (false, true, true),
            ">" => (false, false, true),
            _ => return None,
        };
        Some(Self { less, same, more })
    }

    /// Of a value held against itself.
    const fn of_one(self) -> bool {
        self.same
    }

    const fn of(self, order: std::cmp::Ordering) -> Option<bool> {
        Some(match order {
            std::cmp::Ordering::Less => self.less,
            std::cmp::Ordering::Equal => self.same,
            std::cmp::Ordering::Greater => self.more,
        })
    }

    /// The same the other way.
    const fn turned(self) -> Self {
        Self { less: self.more, same: self.same, more: self.less }
    }

    const fn negated(self) -> Self {
        Self { less: !self.less, same: !self.same, more: !self.more }
    }

    /// Of two that lie somewhere: as it comes out wherever they do.
    fn of_ranges(self, one: Range, other: Range) -> Option<bool> {
        let above = |a: Option<Decimal>, b: Option<Decimal>| a.zip(b).map(|(a, b)| a.cmp(&b));
        let can_be_less = above(one.least, other.most).is_none_or(std::cmp::Ordering::is_lt);
        let can_be_more = above(one.most, other.least).is_none_or(std::cmp::Ordering::is_gt);
        let apart = above(one.least, other.most).is_some_and(std::cmp::Ordering::is_gt)
            || above(one.most, other.least).is_some_and(std::cmp::Ordering::is_lt);
        let ways = [(can_be_less, self.less), (!apart, self.same), (can_be_more, self.more)];
        let mut ways = ways.into_iter().filter(|(can, _)| *can).map(|(_, comes_out)| comes_out);
        let first = ways.next()?;
        ways.all(|it| it == first).then_some(first)
    }
}

/// A test of one named value against something written out.
struct Held {
    of: String,
    how: Compares,
    against: Against,
}

/// What is written out.
#[derive(Clone, PartialEq, PartialOrd)]
enum Against {
    Truth(bool),
    Number(Decimal),
    Word(String),
}

/// The test that a part of an `&&` is, or its opposite.
fn held_against(part: &Expr, wanted: bool) -> Option<Held> {
    let written = |it: &Expr| match it {
        Expr::StringConstant(word, _) => Some(Against::Word(word.to_string())),
        it => number(it).map(Against::Number),
    };
    if let Some(of) = key(part) {
        let how = Compares::named("==")?;
        return Some(Held { of, how, against: Against::Truth(wanted) });
    }
    let Expr::FnCall(call, _) = part else { return None };
    match (call.name.as_str(), call.args.as_slice()) {
        ("!", [of]) => held_against(of, !wanted),
        (name, [one, other]) => {
            let how = Compares::named(name)?;
            let (of, how, against) = match (key(one), written(other)) {
                (Some(of), Some(against)) => (of, how, against),
                _ => (key(other)?, how.turned(), written(one)?),
            };
            Some(Held { of, how: if wanted { how } else { how.negated() }, against })
        }
        _ => None,
    }
}

/// Whether two parts ask one value to be what it cannot be at once.
fn contradict(parts: &[Expr], wanted: bool) -> bool {
    let held: Vec<Held> = parts.iter().filter_map(|part| held_against(part, wanted)).collect();
    let at_odds = |one: &Held, other: &Held| {
        let order = one.against.partial_cmp(&other.against);
        // Of the places below, at, between, at and above the two: whether both hold in one.
        let (one, other) = (one.how, other.how);
        let at_both = match order {
            Some(std::cmp::Ordering::Equal) => one.same && other.same,
            Some(std::cmp::Ordering::Less) => (one.same || one.more) && other.less || one.more && other.same,
            Some(std::cmp::Ordering::Greater) => {
                (one.same || one.less) && other.more || one.less && other.same
            }
            None => true,
        };
        !(at_both || one.less && other.less || one.more && other.more)
    };
    let mut pairs = held.iter().enumerate();
    pairs.any(|(index, one)| {
        held.iter().skip(index.saturating_add(1)).any(|other| one.of == other.of && at_odds(one, other))
    })
}

fn words(always: bool) -> Text {
    match always {
        true => Text::new(
            "det här är sant vad som än är fallet, och prövar därför ingenting",
            "this is true whatever is the case, and so tests nothing",
        ),
        false => Text::new(
            "det här kan aldrig vara sant, och prövar därför ingenting",
            "this can never be true, and so tests nothing",
        ),
    }
}
