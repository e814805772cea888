//! Words of a closed list: a property that is one of some words meets literals of that list alone, and in no
//! other way than where it is seen before anything runs.

use std::collections::BTreeMap;

use rhai::{AST, ASTNode, Expr, Position, Stmt};

use super::check::{CONCLUSIONS, Complaint, property_in};
use super::{place, words};
use crate::amount::Text;
use crate::diagnostic::{Code, nearest};
use crate::facts::{PropertyKind, property_of};
use crate::model::rule::SubjectKind;

/// A property that is one of some words: its name, and they.
type OneOf = (&'static str, &'static [&'static str]);

/// What is wrong with how the words of a script's subject are compared.
pub(super) fn complaints(ast: &AST, kind: SubjectKind) -> Vec<Complaint> {
    let mut walk = Walk { kind, held: held(ast), complaints: Vec::new() };
    ast.walk(&mut |path: &[ASTNode<'_>]| {
        walk.node(path);
        true
    });
    walk.complaints
}

/// The property that each variable holds; none for one that holds more than one thing in its time.
fn held(ast: &AST) -> BTreeMap<String, Option<String>> {
    let mut held: BTreeMap<String, Option<String>> = BTreeMap::new();
    ast.walk(&mut |path: &[ASTNode<'_>]| {
        let (name, value) = match path.last() {
            Some(ASTNode::Stmt(Stmt::Var(it, ..))) => (it.0.name.as_str(), property_in(&it.1)),
            Some(ASTNode::Stmt(Stmt::Assignment(it))) => match &it.1.lhs {
                Expr::Variable(variable, ..) => (variable.1.as_str(), None),
                _ => return true,
            },
            _ => return true,
        };
        let property = value.map(|(property, _)| property.to_owned());
        // Two values under one name cannot be told apart by it.
        held.entry(name.to_owned()).and_modify(|known| *known = None).or_insert(property);
        true
    });
    held
}

struct Walk {
    kind: SubjectKind,
    held: BTreeMap<String, Option<String>>,
    complaints: Vec<Complaint>,
}

impl Walk {
    fn node(&mut self, path: &[ASTNode<'_>]) {
        let [before @ .., ASTNode::Expr(expression)] = path else { return };
        let Some(one_of) = self.word(expression) else { return };
        let at = property_in(expression).map_or_else(|| expression.position(), |(_, position)| position);
        let compared = |name: &str, args: &[Expr]| match (name, args) {
            ("==" | "!=", [Expr::StringConstant(word, at), _] | [_, Expr::StringConstant(word, at)]) => {
                Some((word.to_string(), *at))
            }
            _ => None,
        };
        // A word has nothing inside it to ask for.
        let whole = !matches!(expression, Expr::Dot(pair, ..) | Expr::Index(pair, ..)
            if matches!(pair.rhs, Expr::Dot(..) | Expr::Index(..)));
        match before {
            _ if !whole => self.not_followed(one_of, at),
            [.., ASTNode::Expr(Expr::FnCall(call, _)) | ASTNode::Stmt(Stmt::FnCall(call, _))]
                if let Some((word, at)) = compared(&call.name, &call.args) =>
            {
                self.literal(one_of, &word, at);
            }
            // The values a conclusion shows.
            [
                ..,
                ASTNode::Expr(Expr::FnCall(call, _)) | ASTNode::Stmt(Stmt::FnCall(call, _)),
                ASTNode::Expr(Expr::Map(..)),
            ] if CONCLUSIONS.contains(&call.name.as_str()) => (),
            [.., ASTNode::Stmt(Stmt::Var(declared, ..))]
                if self.held.get(declared.0.name.as_str()).is_some_and(Option::is_some) => {}
            _ => self.not_followed(one_of, at),
        }
    }

    /// The property of a closed list that an expression is, or holds.
    fn word(&self, expression: &Expr) -> Option<OneOf> {
        let name = match expression {
            Expr::Variable(variable, ..) => self.held.get(variable.1.as_str())?.as_deref()?,
            _ => property_in(expression)?.0,
        };
        let about = property_of(self.kind, name)?;
        match about.kind {
            PropertyKind::Word(words) => Some((about.name, words)),
            _ => None,
        }
    }

    fn literal(&mut self, (name, known): OneOf, word: &str, position: Position) {
        if known.contains(&word) {
            return;
        }
        self.complaints.push(Complaint {
            code: Code::UnknownValue,
            message: words::never(name, known, word),
            near: nearest(word, known).map(str::to_owned),
            place: place(position),
        });
    }

    /// Where a word goes on its way to a literal, nobody can tell whether it can ever be that.
    fn not_followed(&mut self, (name, known): OneOf, position: Position) {
        let word = known.first().copied().unwrap_or_default();
        self.complaints.push(Complaint {
            code: Code::BadLogic,
            message: Text::new(
                format!("jämför `{name}` direkt med ett utskrivet ord, som `subject.{name} == \"{word}\"`"),
                format!(
                    "compare `{name}` directly with a word written out, as `subject.{name} == \"{word}\"`"
                ),
            ),
            near: None,
            place: place(position),
        });
    }
}
