//! What a script has decided on when it says *met*: a fact that led it there, and not one it only fetched or shows.
//!
//! There are no loops and no functions, so every way to each `met` can be walked. A fact counts when a test that
//! hangs on it chose between conclusions on that way.

use std::collections::BTreeSet;

use rhai::{AST, ASTNode, Expr, Position, Stmt};

use super::check::{CONCLUSIONS, Complaint, property_in};
use super::place;
use crate::amount::Text;
use crate::diagnostic::Code;
use crate::facts::properties_of;
use crate::model::rule::SubjectKind;

/// The functions that answer with something known.
const FACTS: &[&str] = &["figure", "contributed", "municipal_split"];

/// The operators and functions by which a value and itself come out the same whatever it is.
const AGAINST: &[&str] = &["<", "<=", "==", "!=", ">=", ">", "-", "/", "printed_above"];

/// The conclusion that takes something decided on.
const MET: &str = "met";

/// What is wrong with how a script comes to its conclusions.
pub(super) fn complaints(ast: &AST, kind: SubjectKind) -> Vec<Complaint> {
    let mut ways = Ways { kind, stated: Vec::new(), complaints: Vec::new() };
    ways.block(ast.statements(), Way::default(), false);
    ast.walk(&mut |path: &[ASTNode<'_>]| {
        if let Some(ASTNode::Expr(Expr::FnCall(call, at)) | ASTNode::Stmt(Stmt::FnCall(call, at))) =
            path.last()
            && CONCLUSIONS.contains(&call.name.as_str())
            && !ways.stated.contains(at)
        {
            ways.complaints.push(not_by_itself(&call.name, *at));
        }
        true
    });
    ways.complaints
}

/// What is so at a place in a script, whichever way led there.
#[derive(Debug, Clone, Default)]
struct Way {
    /// A test that hangs on a fact chose this way.
    decided: bool,
    /// It has come to a conclusion: nothing goes on.
    ended: bool,
    /// The variables whose value hangs on a fact.
    known: BTreeSet<String>,
    /// What has been tested on the way without being known of what is judged, as a reader has written it.
    guards: BTreeSet<String>,
}

struct Ways {
    kind: SubjectKind,
    /// Where the conclusions stand that are statements.
    stated: Vec<Position>,
    complaints: Vec<Complaint>,
}

impl Ways {
    /// Walks statements; `other` tells whether something else than *met* may follow after them.
    fn block(&mut self, statements: &[Stmt], mut way: Way, other: bool) -> Way {
        let outside = way.known.clone();
        let mut own = BTreeSet::new();
        for (index, statement) in statements.iter().enumerate() {
            let rest = statements.get(index.saturating_add(1)..).unwrap_or_default();
            if let Stmt::Var(declared, ..) = statement {
                own.insert(declared.0.name.to_string());
            }
            way = self.statement(statement, way, other || concludes(rest, is_other));
        }
        // What is declared inside is another's name again outside.
        for name in own {
            note(&mut way.known, &name, outside.contains(&name));
        }
        way
    }

    fn statement(&mut self, statement: &Stmt, mut way: Way, other: bool) -> Way {
        match statement {
            Stmt::FnCall(call, at) => self.call(&call.name, *at, way),
            Stmt::Expr(expression) => match expression.as_ref() {
                Expr::FnCall(call, at) => self.call(&call.name, *at, way),
                Expr::Stmt(block) => self.block(block.statements(), way, other),
                _ => way,
            },
            Stmt::Block(block) => self.block(block.statements(), way, other),
            Stmt::Var(declared, ..) => {
                let hangs = self.hangs(&declared.1, &way);
                note(&mut way.known, &declared.0.name, hangs);
                way
            }
            Stmt::Assignment(it) => {
                if let Expr::Variable(variable, ..) = &it.1.lhs {
                    let hangs = self.hangs(&it.1.rhs, &way)
                        || it.0.is_op_assignment() && way.known.contains(variable.1.as_str());
                    note(&mut way.known, &variable.1, hangs);
                }
                way
            }
            Stmt::If(flow, _) => {
                // As it is when it is asked: an arm may set anew what it hangs on.
                let hangs = self.hangs(&flow.expr, &way);
                let (body, branch) = (flow.body.statements(), flow.branch.statements());
                let either = |is: fn(&str) -> bool| concludes(body, is) || concludes(branch, is);
                // A test that leads to one conclusion either way decides nothing.
                let chooses = either(|_| true) && (other || either(is_other));
                let (yes, no) = if chooses { self.test(&flow.expr, &way) } else { (false, false) };
                let guards: BTreeSet<String> =
                    way.guards.iter().cloned().chain(self.guards(&flow.expr, &way)).collect();
                let turned =
                    |by: bool| Way { decided: way.decided || by, guards: guards.clone(), ..way.clone() };
                let one = self.block(body, turned(yes), other);
                let another = self.block(branch, turned(no), other);
                let mut way = join(one, another);
                if hangs {
                    way.known.extend(set_in(body).chain(set_in(branch)));
                }
                way
            }
            _ => way,
        }
    }

    fn call(&mut self, name: &str, at: Position, way: Way) -> Way {
        if !CONCLUSIONS.contains(&name) {
            return way;
        }
        self.stated.push(at);
        if name == MET && !way.decided && !way.ended {
            self.complaints.push(decided_on_nothing(at, &way.guards));
        }
        Way { ended: true, ..way }
    }

    /// Whether a test has looked at a fact when it came out true, and when it did not: what stands after `&&`
    /// and `||` is looked at in some cases only.
    fn test(&self, expression: &Expr, way: &Way) -> (bool, bool) {
        match expression {
            Expr::And(parts, _) => in_turn(parts.iter().map(|part| self.test(part, way))),
            Expr::Or(parts, _) => {
                let turned = parts.iter().map(|part| self.test(part, way)).map(|(yes, no)| (no, yes));
                let (no, yes) = in_turn(turned);
                (yes, no)
            }
            Expr::FnCall(call, _) if let ("!", [of]) = (call.name.as_str(), call.args.as_slice()) => {
                let (yes, no) = self.test(of, way);
                (no, yes)
            }
            _ => {
                let hangs = self.hangs(expression, way);
                (hangs, hangs)
            }
        }
    }

    /// What a test asks that is nothing known: what names what is judged, and variables that hang on that.
    fn guards(&self, test: &Expr, way: &Way) -> BTreeSet<String> {
        let mut guards = BTreeSet::new();
        test.walk(&mut Vec::new(), &mut |path: &[ASTNode<'_>]| {
            let Some(ASTNode::Expr(expression)) = path.last() else { return true };
            match (property_in(expression), expression) {
                (Some((name, _)), _) if !self.hangs(expression, way) => {
                    guards.insert(format!("subject.{name}"));
                }
                (None, Expr::Variable(variable, ..))
                    if variable.1 != "subject" && !way.known.contains(variable.1.as_str()) =>
                {
                    guards.insert(variable.1.to_string());
                }
                _ => {}
            }
            true
        });
        guards
    }

    /// Whether a value hangs on a fact, however it comes out.
    fn hangs(&self, expression: &Expr, way: &Way) -> bool {
        if let Some((name, _)) = property_in(expression) {
            return properties_of(self.kind).iter().any(|it| it.name == name && !it.names_it);
        }
        let any = |parts: &[Expr]| parts.iter().any(|part| self.hangs(part, way));
        match expression {
            Expr::Variable(variable, ..) => way.known.contains(variable.1.as_str()),
            Expr::FnCall(call, _) if AGAINST.contains(&call.name.as_str()) && are_one(&call.args) => false,
            Expr::FnCall(call, _) | Expr::MethodCall(call, _) => {
                FACTS.contains(&call.name.as_str()) || any(&call.args)
            }
            Expr::Dot(pair, ..) | Expr::Index(pair, ..) => {
                self.hangs(&pair.lhs, way) || self.hangs(&pair.rhs, way)
            }
            // The first is looked at in every case.
            Expr::And(parts, _) | Expr::Or(parts, _) => {
                parts.first().is_some_and(|first| self.hangs(first, way))
            }
            Expr::Array(parts, _) => any(parts),
            Expr::Map(map, _) => map.0.iter().any(|(_, value)| self.hangs(value, way)),
            Expr::Stmt(block) => self.last_hangs(block.statements(), way),
            _ => false,
        }
    }

    /// Whether the value that statements end with hangs on a fact.
    fn last_hangs(&self, statements: &[Stmt], way: &Way) -> bool {
        match statements.last() {
            Some(Stmt::Expr(expression)) => self.hangs(expression, way),
            Some(Stmt::FnCall(call, _)) => {
                FACTS.contains(&call.name.as_str()) || call.args.iter().any(|it| self.hangs(it, way))
            }
            Some(Stmt::Block(block)) => self.last_hangs(block.statements(), way),
            Some(Stmt::If(flow, _)) => {
                let either = [&flow.body, &flow.branch].map(|it| self.last_hangs(it.statements(), way));
                self.hangs(&flow.expr, way) || either == [true, true]
            }
            _ => false,
        }
    }
}

/// Whether two values are one and the same: held against itself, anything comes out the same.
fn are_one(args: &[Expr]) -> bool {
    let [one, other] = args else { return false };
    let name = |it: &Expr| match it {
        Expr::Variable(variable, ..) => Some(variable.1.to_string()),
        it => property_in(it).map(|(name, _)| format!("subject.{name}")),
    };
    name(one).is_some() && name(one) == name(other)
}

/// Of tests that are made one after another as long as they come out true: what the last of them has looked at.
fn in_turn(tests: impl Iterator<Item = (bool, bool)>) -> (bool, bool) {
    tests.fold((false, true), |(so_far, stopped), (yes, no)| (so_far || yes, stopped && (so_far || no)))
}

fn is_other(name: &str) -> bool {
    name != MET
}

/// Whether some conclusion of a sort stands in statements.
fn concludes(statements: &[Stmt], is: fn(&str) -> bool) -> bool {
    let named = |name: &str| CONCLUSIONS.contains(&name) && is(name);
    statements.iter().any(|statement| match statement {
        Stmt::FnCall(call, _) => named(&call.name),
        Stmt::Expr(expression) => match expression.as_ref() {
            Expr::FnCall(call, _) => named(&call.name),
            Expr::Stmt(block) => concludes(block.statements(), is),
            _ => false,
        },
        Stmt::If(flow, _) => concludes(flow.body.statements(), is) || concludes(flow.branch.statements(), is),
        Stmt::Block(block) => concludes(block.statements(), is),
        _ => false,
    })
}

/// The variables that statements set anew.
fn set_in(statements: &[Stmt]) -> impl Iterator<Item = String> {
    let mut set = Vec::new();
    for statement in statements {
        match statement {
            Stmt::Assignment(it) => {
                if let Expr::Variable(variable, ..) = &it.1.lhs {
                    set.push(variable.1.to_string());
                }
            }
            Stmt::If(flow, _) => {
                set.extend(set_in(flow.body.statements()));
                set.extend(set_in(flow.branch.statements()));
            }
            Stmt::Block(block) => set.extend(set_in(block.statements())),
            _ => (),
        }
    }
    set.into_iter()
}

fn note(known: &mut BTreeSet<String>, name: &str, hangs: bool) {
    match hangs {
        true => drop(known.insert(name.to_owned())),
        false => drop(known.remove(name)),
    }
}

/// What is so whichever of two ways was taken.
fn join(one: Way, another: Way) -> Way {
    match (one.ended, another.ended) {
        (true, false) => another,
        (false, true) => one,
        (ended, _) => Way {
            decided: one.decided && another.decided,
            ended,
            known: one.known.intersection(&another.known).cloned().collect(),
            guards: one.guards.union(&another.guards).cloned().collect(),
        },
    }
}

fn decided_on_nothing(at: Position, guards: &BTreeSet<String>) -> Complaint {
    let named = guards.iter().map(|it| format!("`{it}`")).collect::<Vec<_>>().join(", ");
    let message = match guards.is_empty() {
        true => Text::new(
            "på en väg hit har inget känt avgjort något: att hämta eller visa ett värde är inte att pröva det",
            "on a way to here nothing known has decided anything: to fetch or show a value is not to judge it",
        ),
        false => Text::new(
            format!(
                "på en väg hit är inget annat än {named} prövat; det säger vad som bedöms, inte hur det är med det"
            ),
            format!(
                "on a way to here nothing but {named} has been tested; it tells what is judged, not how that stands"
            ),
        ),
    };
    Complaint { code: Code::BadLogic, message, near: None, place: place(at) }
}

fn not_by_itself(name: &str, at: Position) -> Complaint {
    Complaint {
        code: Code::BadLogic,
        message: Text::new(
            format!("`{name}` står för sig, och inte inne i något annat"),
            format!("`{name}` stands by itself, and not within something else"),
        ),
        near: None,
        place: place(at),
    }
}
