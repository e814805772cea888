//! Tests that come out the same whatever is the case: by their form alone they look at nothing.
//!
//! Each is read as a test of values that nobody knows yet (`form`) and tried with every value that could make a
//! difference (`test`): a count is never less than none, nothing is less than itself, one of two arms may always hold.
//! Two values are taken to be anything together, so that what can differ is never said not to.

mod form;
mod test;

use std::cell::Cell;

use rhai::{AST, ASTNode, Expr, Position, Stmt};

use self::form::{LOOKS, Reader};
use self::test::{Compares, Test};
use super::check::{Complaint, concludes};
use super::place;
use crate::amount::Text;
use crate::diagnostic::Code;
use crate::facts::{PropertyKind, property_of};
use crate::model::rule::SubjectKind;

/// What is wrong with the tests of a script.
pub(super) fn complaints(ast: &AST, kind: SubjectKind) -> Vec<Complaint> {
    let looks = Cell::new(LOOKS);
    let fold = Fold { kind, first: ast.statements(), looks: &looks };
    let mut found = Vec::new();
    ast.walk(&mut |path: &[ASTNode<'_>]| {
        found.extend(fold.complaint(path));
        true
    });
    found
}

struct Fold<'a> {
    kind: SubjectKind,
    first: &'a [Stmt],
    looks: &'a Cell<u32>,
}

impl Fold<'_> {
    /// What is to be said of a test, unless what it stands in is told of.
    fn complaint(&self, path: &[ASTNode<'_>]) -> Option<Complaint> {
        let test = match path {
            [.., ASTNode::Stmt(Stmt::If(flow, _))] if !is_test(&flow.expr) => &flow.expr,
            [before @ .., ASTNode::Expr(test)] if is_test(test) => {
                let told = |outer: &Expr| is_test(outer) && self.always(outer, before).is_some();
                if before.iter().any(|node| matches!(node, ASTNode::Expr(outer) if told(outer))) {
                    return None;
                }
                test
            }
            _ => return None,
        };
        let always = self.always(test, path)?;
        Some(Complaint {
            code: Code::BadLogic,
            message: words(always),
            near: None,
            place: place(start(test)),
        })
    }

    /// How a test comes out where it stands, when that is so whatever is the case.
    fn always(&self, test: &Expr, path: &[ASTNode<'_>]) -> Option<bool> {
        let about = |name: &str| -> Option<PropertyKind> { property_of(self.kind, name).map(|it| it.kind) };
        let mut reader = Reader::new(&about, self.looks);
        let given = self.passed(path, &mut reader);
        let read = reader.truth(test);
        read.always(&given, &reader.sorts, self.looks)
    }

    /// The tests that have come out one way where a path has come to; the reader has passed what stands before.
    fn passed(&self, path: &[ASTNode<'_>], reader: &mut Reader<'_>) -> Vec<Test> {
        let mut passed = Vec::new();
        let mut block = Some(self.first);
        let mut flow: Option<(Test, &[Stmt], &[Stmt])> = None;
        for node in path {
            let ASTNode::Stmt(statement) = node else { break };
            if let Some((test, body, branch)) = flow.take() {
                let among = |those: &[Stmt]| those.iter().any(|it| std::ptr::eq(it, *statement));
                block = if among(body) {
                    self.given(test, reader, &mut passed);
                    Some(body)
                } else if among(branch) {
                    self.given(Test::Not(Box::new(test)), reader, &mut passed);
                    Some(branch)
                } else {
                    None
                };
            }
            let before = block.into_iter().flatten().take_while(|it| !std::ptr::eq(*it, *statement));
            for earlier in before {
                if let Some(test) = went_on(earlier, reader) {
                    self.given(test, reader, &mut passed);
                }
                reader.passes(earlier);
            }
            block = None;
            match statement {
                Stmt::If(it, _) => {
                    flow = Some((reader.truth(&it.expr), it.body.statements(), it.branch.statements()));
                }
                Stmt::Block(it) => block = Some(it.statements()),
                _ => {}
            }
        }
        passed
    }

    /// What always comes out the same is told of where it stands, and leads nowhere.
    fn given(&self, test: Test, reader: &Reader<'_>, passed: &mut Vec<Test>) {
        if test.always(&[], &reader.sorts, self.looks).is_none() {
            passed.push(test);
        }
    }
}

/// How the test of a statement came out, where the script has ended when it came out the other way.
fn went_on(statement: &Stmt, reader: &mut Reader<'_>) -> Option<Test> {
    let Stmt::If(flow, _) = statement else { return None };
    match (concludes(flow.body.statements()), concludes(flow.branch.statements())) {
        (true, false) => Some(Test::Not(Box::new(reader.truth(&flow.expr)))),
        (false, true) => Some(reader.truth(&flow.expr)),
        _ => None,
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
