//! What a script's text alone shows to be wrong, before anything runs.

use rhai::{AST, ASTNode, Expr, ParseError, ParseErrorType, Position, Stmt};
use rust_decimal::Decimal;

use super::vocabulary::{GROUPS, VOCABULARY};
use super::{ScriptPlace, place, words};
use crate::amount::{AmountError, Text};
use crate::diagnostic::{Code, nearest};
use crate::facts::properties_of;
use crate::model::rule::SubjectKind;

/// Symbols of the engine that rules do without: loops, functions, errors, anything that reaches out.
pub(super) const NOT_IN_THE_LANGUAGE: &[&str] = &[
    "while",
    "loop",
    "do",
    "until",
    "for",
    "private",
    "try",
    "catch",
    "throw",
    "eval",
    "import",
    "export",
    "switch",
    "print",
    "debug",
    "sleep",
    "exit",
    "return",
    "type_of",
    "Fn",
    "call",
    "curry",
    "is_shared",
    "is_def_fn",
    "is_def_var",
    "%",
    "**",
    "&",
    "|",
    "^",
    "<<",
    ">>",
    "?.",
    "??",
    "?[",
];

/// Something wrong in a script.
#[derive(Debug, Clone)]
pub struct Complaint {
    /// What kind.
    pub code: Code,
    /// What is wrong.
    pub message: Text,
    /// "Did you mean".
    pub near: Option<String>,
    /// Where.
    pub place: ScriptPlace,
}

/// What a script uses, by the literals in it.
#[derive(Debug, Default, Clone)]
pub struct Uses {
    /// Properties of the subject.
    pub properties: Vec<String>,
    /// Figures, with where.
    pub figures: Vec<(String, ScriptPlace)>,
    /// Parameters, with where.
    pub parameters: Vec<(String, ScriptPlace)>,
    /// Words given to `undecided` and `not_applicable`: whether undecided, the names of the values, where.
    pub reasons: Vec<(String, bool, Vec<String>, ScriptPlace)>,
    /// The names of the values given to each `breach`, and where.
    pub breaches: Vec<(Vec<String>, ScriptPlace)>,
    /// The names of the values given to each `met`.
    pub met: Vec<Vec<String>>,
    /// Where it can conclude, in the order of the text.
    pub conclusions: Vec<(u32, u32)>,
}

impl Uses {
    /// The name of every value the rule shows.
    pub fn values(&self) -> impl Iterator<Item = &str> {
        let breaches = self.breaches.iter().map(|(names, _)| names);
        let undecided = self.reasons.iter().map(|(_, _, names, _)| names);
        breaches.chain(undecided).chain(&self.met).flatten().map(String::as_str)
    }
}

/// Why a text does not parse; an undeclared variable is among the reasons.
pub(super) fn syntax(error: &ParseError, text: &str) -> Complaint {
    if let ParseErrorType::VariableUndefined(name) = error.err_type() {
        return unknown_variable(name, text, place(error.position()));
    }
    Complaint {
        code: Code::ScriptSyntax,
        message: words::unread(error.err_type()),
        near: None,
        place: place(error.position()),
    }
}

fn unknown_variable(name: &str, text: &str, place: ScriptPlace) -> Complaint {
    let declared = text.split("let ").skip(1).filter_map(|rest| rest.split([' ', '=']).next());
    let known: Vec<&str> = declared.chain(["subject"]).collect();
    Complaint {
        code: Code::UnknownVariable,
        message: Text::new(
            format!("variabeln `{name}` finns inte"),
            format!("there is no variable `{name}`"),
        ),
        near: nearest(name, &known).map(str::to_owned),
        place,
    }
}

impl Complaint {
    pub(super) fn too_long(limit: usize) -> Self {
        Self {
            code: Code::FileTooLarge,
            message: Text::new(
                format!("skriptet är längre än {limit} byte"),
                format!("the script is longer than {limit} bytes"),
            ),
            near: None,
            place: Some((1, 1)),
        }
    }
}

/// The calls that conclude, in an expression: what follows from a condition stands beside it.
pub(super) fn conclusions_in(expression: &AST) -> Vec<Complaint> {
    let mut found = Vec::new();
    expression.walk(&mut |path: &[ASTNode<'_>]| {
        if let Some(ASTNode::Expr(Expr::FnCall(call, position)) | ASTNode::Stmt(Stmt::FnCall(call, position))) =
            path.last()
            && CONCLUSIONS.contains(&call.name.as_str())
        {
            found.push(Complaint {
                code: Code::BadLogic,
                message: Text::new(
                    format!("`{}` är ingen fråga; vad som följer står i `then`", call.name),
                    format!("`{}` is no question; what follows stands in `then`", call.name),
                ),
                near: None,
                place: place(*position),
            });
        }
        true
    });
    found
}

/// The functions that conclude.
pub(super) const CONCLUSIONS: &[&str] = &["met", "breach", "undecided", "not_applicable"];

/// Whether statements come to a conclusion whatever is the case.
pub(super) fn concludes(statements: &[Stmt]) -> bool {
    let one = |statement: &Stmt| match statement {
        Stmt::FnCall(call, _) => CONCLUSIONS.contains(&call.name.as_str()),
        Stmt::Expr(expression) => match expression.as_ref() {
            Expr::FnCall(call, _) => CONCLUSIONS.contains(&call.name.as_str()),
            Expr::Stmt(block) => concludes(block.statements()),
            _ => false,
        },
        Stmt::If(flow, _) => concludes(flow.body.statements()) && concludes(flow.branch.statements()),
        Stmt::Block(block) => concludes(block.statements()),
        _ => false,
    };
    statements.iter().any(one)
}

/// What is to be said of a script that can end without a conclusion.
pub(super) fn conclusive(ast: &AST) -> Option<Complaint> {
    (!concludes(ast.statements())).then(|| Complaint {
        code: Code::BadLogic,
        message: Text::new(
            "skriptet kan ta slut utan slutsats; sist ska stå vad som gäller när inget annat gör det, som `met()`",
            "the script can end without a conclusion; what holds when nothing else does stands last, such as `met()`",
        ),
        near: None,
        place: ast.statements().last().map_or(Some((1, 1)), |last| place(last.position())),
    })
}

/// Walks the script once.
pub(super) fn check(ast: &AST, text: &str, kind: SubjectKind) -> Result<Uses, Vec<Complaint>> {
    let mut walk = Walk { kind, text, uses: Uses::default(), complaints: Vec::new() };
    for function in ast.iter_functions() {
        walk.complaints.push(Complaint {
            code: Code::ScriptSyntax,
            message: Text::new(
                format!(
                    "skriptet definierar funktionen `{}`; regler har inga egna funktioner",
                    function.name
                ),
                format!(
                    "the script defines the function `{}`; rules have no functions of their own",
                    function.name
                ),
            ),
            near: None,
            place: None,
        });
    }
    ast.walk(&mut |path: &[ASTNode<'_>]| {
        walk.node(path);
        true
    });
    if walk.complaints.is_empty() { Ok(walk.uses) } else { Err(walk.complaints) }
}

struct Walk<'s> {
    kind: SubjectKind,
    text: &'s str,
    uses: Uses,
    complaints: Vec<Complaint>,
}

impl Walk<'_> {
    fn node(&mut self, path: &[ASTNode<'_>]) {
        match path.last() {
            Some(ASTNode::Expr(Expr::FnCall(call, position)))
            | Some(ASTNode::Stmt(Stmt::FnCall(call, position))) => {
                self.call(&call.name, &call.args, *position);
            }
            Some(ASTNode::Expr(Expr::MethodCall(call, position))) => {
                self.unknown_function(&call.name, *position);
            }
            Some(ASTNode::Expr(expression)) => self.expression(expression, path),
            _ => (),
        }
    }

    fn expression(&mut self, expression: &Expr, path: &[ASTNode<'_>]) {
        if let Some((name, position)) = property_in(expression) {
            return self.property(name, position);
        }
        match expression {
            Expr::InterpolatedString(_, position) => self.made_of_parts(*position),
            Expr::DynamicConstant(value, position) if value.is::<Decimal>() => self.digits(*position),
            Expr::Variable(variable, _, position) if variable.1 == "subject" => {
                let parent = path.len().checked_sub(2).and_then(|parent| path.get(parent));
                let asks = matches!(parent, Some(ASTNode::Expr(parent)) if property_in(parent).is_some());
                if !asks {
                    self.not_asked(*position);
                }
            }
            _ => (),
        }
    }

    /// Under another name the subject would be asked for what nobody has checked.
    fn not_asked(&mut self, position: Position) {
        self.complaints.push(Complaint {
            code: Code::ScriptSyntax,
            message: Text::new(
                "efter `subject` ska stå en egenskap: `subject.namn`",
                "a property stands after `subject`: `subject.name`",
            ),
            near: None,
            place: place(position),
        });
    }

    /// What a reader sees stands in the rule's file, in both languages.
    fn made_of_parts(&mut self, position: Position) {
        self.complaints.push(Complaint {
            code: Code::ScriptSyntax,
            message: words::made_of_parts(),
            near: None,
            place: place(position),
        });
    }

    /// The engine rounds a number with more digits than it can hold, and says nothing.
    fn digits(&mut self, position: Position) {
        let at = place(position);
        let Some((line, column)) = at else { return };
        let line = self.text.lines().nth(line.saturating_sub(1) as usize).unwrap_or_default();
        let written = line.chars().skip(column.saturating_sub(1) as usize).skip_while(|c| *c == '-');
        let digits: String = written.take_while(|c| c.is_ascii_digit() || matches!(c, '.' | '_')).collect();
        if Decimal::from_str_exact(&digits).is_err() {
            self.complaints.push(Complaint {
                code: Code::BadNumber,
                message: words::amount(AmountError::Overflow),
                near: None,
                place: at,
            });
        }
    }

    fn call(&mut self, name: &str, args: &[Expr], position: Position) {
        if !name.starts_with(|c: char| c.is_alphabetic() || c == '_') {
            if name.starts_with('+') && args.iter().any(|it| matches!(it, Expr::StringConstant(..))) {
                self.made_of_parts(position);
            }
            return;
        }
        let known = |(signature, _): &&(&str, &str)| signature.split('(').next() == Some(name);
        if !VOCABULARY.iter().any(|entry| known(&entry)) {
            self.unknown_function(name, position);
            return;
        }
        let at = place(position);
        if CONCLUSIONS.contains(&name) {
            self.uses.conclusions.extend(at);
        }
        match (name, args) {
            ("figure" | "is_stated" | "is_seen", [Expr::StringConstant(figure, at), ..]) => {
                self.uses.figures.push((figure.to_string(), place(*at)));
            }
            ("param", [Expr::StringConstant(parameter, at), ..]) => {
                self.uses.parameters.push((parameter.to_string(), place(*at)));
            }
            ("undecided" | "not_applicable", [Expr::StringConstant(word, at), values @ ..]) => {
                let keys = values.first().map(keys).unwrap_or_default();
                let undecided = name == "undecided";
                self.uses.reasons.push((word.to_string(), undecided, keys, place(*at)));
            }
            ("breach", values) => {
                self.uses.breaches.push((values.first().map(keys).unwrap_or_default(), at));
            }
            ("contributed", [Expr::StringConstant(group, at)]) => {
                self.one_of(GROUPS, group, words::no_group(group), *at);
            }
            ("met", values) => self.uses.met.push(values.first().map(keys).unwrap_or_default()),
            (
                "figure" | "is_stated" | "is_seen" | "param" | "contributed" | "undecided" | "not_applicable",
                _,
            ) => {
                self.not_literal(name, at);
            }
            _ => (),
        }
    }

    fn unknown_function(&mut self, name: &str, position: Position) {
        let known: Vec<&str> =
            VOCABULARY.iter().filter_map(|(signature, _)| signature.split('(').next()).collect();
        self.complaints.push(Complaint {
            code: Code::UnknownFunction,
            message: Text::new(
                format!("funktionen `{name}` finns inte i regelspråket"),
                format!("the rules' language has no function `{name}`"),
            ),
            near: nearest(name, &known).map(str::to_owned),
            place: place(position),
        });
    }

    fn property(&mut self, name: &str, position: Position) {
        let known = properties_of(self.kind);
        if let Some(about) = known.iter().find(|it| it.name == name) {
            self.uses.properties.push(name.to_owned());
            let parameters = about.measured_by.iter().map(|it| ((*it).to_owned(), place(position)));
            return self.uses.parameters.extend(parameters);
        }
        let known: Vec<&str> = known.iter().map(|it| it.name).collect();
        let kind = self.kind.name();
        self.complaints.push(Complaint {
            code: Code::UnknownProperty,
            message: Text::new(
                format!("subject av slaget `{kind}` har inte egenskapen `{name}`"),
                format!("a subject of kind `{kind}` has no property `{name}`"),
            ),
            near: nearest(name, &known).map(str::to_owned),
            place: place(position),
        });
    }

    fn one_of(&mut self, words: &'static [&'static str], word: &str, message: Text, position: Position) {
        if words.contains(&word) {
            return;
        }
        let known = words.join(", ");
        self.complaints.push(Complaint {
            code: Code::UnknownValue,
            message: message.map(|_, message| format!("{message}: {known}")),
            near: nearest(word, words).map(str::to_owned),
            place: place(position),
        });
    }

    /// Names must be written out, so that what a rule depends on is known before it runs.
    fn not_literal(&mut self, name: &str, place: ScriptPlace) {
        self.complaints.push(Complaint {
            code: Code::ScriptSyntax,
            message: Text::new(
                format!("`{name}` ska ha ett utskrivet namn inom citattecken"),
                format!("`{name}` takes a name written out in quotes"),
            ),
            near: None,
            place,
        });
    }
}

/// The property that `subject.name` asks for, or `subject["name"]`.
pub(super) fn property_in(expression: &Expr) -> Option<(&str, Position)> {
    let (Expr::Dot(pair, ..) | Expr::Index(pair, ..)) = expression else { return None };
    match (&pair.lhs, &pair.rhs) {
        (Expr::Variable(variable, ..), Expr::StringConstant(property, position))
            if variable.1 == "subject" =>
        {
            Some((property.as_str(), *position))
        }
        (Expr::Variable(variable, ..), Expr::Dot(further, ..) | Expr::Index(further, ..))
            if variable.1 == "subject" =>
        {
            match &further.lhs {
                Expr::Property(property, position) => Some((&property.2, *position)),
                _ => None,
            }
        }
        (Expr::Variable(variable, ..), Expr::Property(property, position)) if variable.1 == "subject" => {
            Some((&property.2, *position))
        }
        _ => None,
    }
}

/// The keys of a map literal.
fn keys(expression: &Expr) -> Vec<String> {
    match expression {
        Expr::Map(map, _) => map.0.iter().map(|(key, _)| key.name.to_string()).collect(),
        _ => Vec::new(),
    }
}
