//! Small faults written into a copy of the sources, all of them at once: each stands behind a question whether it is
//! the one of this run (`SAMKOLL_MUTANT`), so that many are tried with one build. `samkoll-mutants DIR N SEED LEFT FILE…`
//! writes N of them into the files below DIR, spread evenly, but for those whose numbers are LEFT out (`3,17`), and
//! tells each on a line: number, place, what is there, what becomes of it.

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::Path;
use std::{env, fs, process};

use proc_macro2::Span;
use syn::spanned::Spanned as _;
use syn::visit::{self, Visit};
use syn::{BinOp, Expr, ExprBinary, ExprLit, ExprMethodCall, ExprUnary, ImplItemFn, ItemFn, Lit, UnOp};

/// A fault: where, what is there, and what is there instead.
struct Mutant {
    file: usize,
    line: usize,
    range: Range<usize>,
    was: String,
    becomes: String,
}

/// Methods and what may have been meant.
const OTHERS: &[(&str, &str)] = &[
    ("min", "max"),
    ("max", "min"),
    ("first", "last"),
    ("last", "first"),
    ("any", "all"),
    ("all", "any"),
    ("is_some", "is_none"),
    ("is_none", "is_some"),
    ("take_while", "filter"),
    ("skip_while", "filter"),
    ("floor", "ceil"),
    ("ceil", "floor"),
    ("or", "and"),
    ("next", "last"),
    ("earliest", "latest"),
    ("latest", "earliest"),
    ("succ_opt", "pred_opt"),
    ("pred_opt", "succ_opt"),
    ("start", "end"),
    ("end", "start"),
    ("saturating_add", "saturating_sub"),
    ("saturating_sub", "saturating_add"),
    ("checked_add", "checked_sub"),
    ("checked_sub", "checked_add"),
    ("is_lt", "is_le"),
    ("is_gt", "is_ge"),
];

fn main() {
    let words: Vec<String> = env::args().skip(1).collect();
    let [folder, wanted, seed, left, files @ ..] = words.as_slice() else {
        eprintln!("samkoll-mutants DIR N SEED LEFT FILE…");
        process::exit(2);
    };
    let (wanted, seed): (usize, usize) = (wanted.parse().unwrap(), seed.parse().unwrap());
    let paths: Vec<_> = files.iter().map(|file| Path::new(folder).join(file)).collect();
    let mut texts: Vec<String> = paths.iter().map(|path| fs::read_to_string(path).unwrap()).collect();
    let mut all = Vec::new();
    for (file, text) in texts.iter().enumerate() {
        let mut found = Found { file, text, mutants: &mut all };
        found.visit_file(&syn::parse_file(text).unwrap());
    }
    let chosen = spread(&all, files, wanted, seed);
    let mut by_file: BTreeMap<usize, Vec<(usize, &Mutant)>> = BTreeMap::new();
    let left: Vec<usize> = left.split(',').filter_map(|number| number.parse().ok()).collect();
    for (number, mutant) in (1..).zip(&chosen).filter(|(number, _)| !left.contains(number)) {
        by_file.entry(mutant.file).or_default().push((number, mutant));
        let Mutant { file, line, was, becomes, .. } = mutant;
        println!("{number}\t{}:{line}\t{}\t{}", files[*file], shown(was), shown(becomes));
    }
    eprintln!("{} of {} mutants", chosen.len(), all.len());
    for (file, mut mutants) in by_file {
        // From the last to the first, so that the places before stay what they are.
        mutants.sort_by_key(|(_, it)| std::cmp::Reverse(it.range.start));
        for (number, it) in mutants {
            let both = format!("(if crate::mutant({number}) {{ {} }} else {{ {} }})", it.becomes, it.was);
            texts[file].replace_range(it.range.clone(), &both);
        }
        fs::write(&paths[file], &texts[file]).unwrap();
    }
    let root = Path::new(folder).join("src/lib.rs");
    let asked = fs::read_to_string(&root).unwrap() + SWITCH;
    fs::write(root, asked).unwrap();
}

/// Whether a mutant is the one of this run.
const SWITCH: &str = "
/// Whether a fault is the one of this run.
#[allow(warnings)]
pub(crate) fn mutant(number: u32) -> bool {
    static CHOSEN: std::sync::LazyLock<u32> = std::sync::LazyLock::new(|| {
        std::env::var(\"SAMKOLL_MUTANT\").ok().and_then(|it| it.parse().ok()).unwrap_or_default()
    });
    *CHOSEN == number
}
";

fn shown(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// So many of them, as many of each module and at even distances there, none within another.
fn spread<'m>(all: &'m [Mutant], files: &[String], wanted: usize, seed: usize) -> Vec<&'m Mutant> {
    let mut modules: BTreeMap<&str, Vec<&Mutant>> = BTreeMap::new();
    for mutant in all {
        let module = files[mutant.file].trim_start_matches("src/").split(['/', '.']).next().unwrap();
        modules.entry(module).or_default().push(mutant);
    }
    let each = wanted.div_ceil(modules.len().max(1));
    let mut chosen: Vec<&Mutant> = Vec::new();
    for of_module in modules.values() {
        let step = (of_module.len() / each).max(1);
        let mut own: Vec<&Mutant> = Vec::new();
        for mutant in of_module.iter().skip(seed % step).step_by(step).take(each) {
            let (range, file) = (&mutant.range, mutant.file);
            let within = |it: &&Mutant| {
                it.file == file && it.range.start < range.end && range.start < it.range.end
            };
            if !own.iter().any(within) {
                own.push(mutant);
            }
        }
        chosen.append(&mut own);
    }
    chosen
}

struct Found<'t> {
    file: usize,
    text: &'t str,
    mutants: &'t mut Vec<Mutant>,
}

impl Found<'_> {
    fn add(&mut self, span: Span, becomes: impl Into<String>) {
        let range = span.byte_range();
        let was = self.text[range.clone()].to_owned();
        let line = span.start().line;
        self.mutants.push(Mutant { file: self.file, line, range, was, becomes: becomes.into() });
    }

    fn of(&self, it: &impl syn::spanned::Spanned) -> String {
        self.text[it.span().byte_range()].to_owned()
    }
}

/// Whether a binding stands in a condition, which makes it no expression of its own.
fn binds(expression: &Expr) -> bool {
    match expression {
        Expr::Let(_) => true,
        Expr::Binary(it) => binds(&it.left) || binds(&it.right),
        _ => false,
    }
}

impl<'ast> Visit<'ast> for Found<'_> {
    fn visit_item_mod(&mut self, item: &'ast syn::ItemMod) {
        if item.ident != "tests" {
            visit::visit_item_mod(self, item);
        }
    }

    // What is worked out while it is built can ask nothing.
    fn visit_item_const(&mut self, _: &'ast syn::ItemConst) {}
    fn visit_impl_item_const(&mut self, _: &'ast syn::ImplItemConst) {}
    fn visit_item_static(&mut self, _: &'ast syn::ItemStatic) {}
    fn visit_type(&mut self, _: &'ast syn::Type) {}
    fn visit_pat(&mut self, _: &'ast syn::Pat) {}
    fn visit_macro(&mut self, _: &'ast syn::Macro) {}

    fn visit_item_fn(&mut self, item: &'ast ItemFn) {
        if item.sig.constness.is_none() {
            visit::visit_item_fn(self, item);
        }
    }

    fn visit_impl_item_fn(&mut self, item: &'ast ImplItemFn) {
        if item.sig.constness.is_none() {
            visit::visit_impl_item_fn(self, item);
        }
    }

    fn visit_expr_binary(&mut self, it: &'ast ExprBinary) {
        let (left, right) = (self.of(&it.left), self.of(&it.right));
        let other = match it.op {
            BinOp::Lt(_) => "<=",
            BinOp::Le(_) => "<",
            BinOp::Gt(_) => ">=",
            BinOp::Ge(_) => ">",
            BinOp::Eq(_) => "!=",
            BinOp::Ne(_) => "==",
            BinOp::And(_) => "||",
            BinOp::Or(_) => "&&",
            BinOp::Add(_) => "-",
            BinOp::Sub(_) => "+",
            BinOp::Mul(_) => "/",
            BinOp::Div(_) => "*",
            _ => "",
        };
        let is_text = matches!(it.op, BinOp::Add(_)) && right.starts_with('&');
        if !other.is_empty() && !is_text && !binds(&it.left) && !binds(&it.right) {
            self.add(it.span(), format!("({left}) {other} ({right})"));
        }
        visit::visit_expr_binary(self, it);
    }

    fn visit_expr_unary(&mut self, it: &'ast ExprUnary) {
        if matches!(it.op, UnOp::Not(_)) {
            self.add(it.span(), self.of(&it.expr));
        }
        visit::visit_expr_unary(self, it);
    }

    fn visit_expr_lit(&mut self, it: &'ast ExprLit) {
        match &it.lit {
            Lit::Bool(bool) => self.add(it.span(), (!bool.value).to_string()),
            Lit::Int(int) if int.suffix().is_empty() => self.add(it.span(), format!("{int} + 1")),
            _ => (),
        }
    }

    fn visit_expr_method_call(&mut self, it: &'ast ExprMethodCall) {
        if let Some((_, other)) = OTHERS.iter().find(|(method, _)| it.method == method) {
            let (receiver, args) = (self.of(&it.receiver), self.of(&it.args));
            self.add(it.span(), format!("{receiver}.{other}({args})"));
        }
        let closure = it.args.first().filter(|_| it.args.len() == 1 && it.method == "filter");
        if let Some(Expr::Closure(closure)) = closure {
            self.add(closure.body.span(), "true");
        }
        visit::visit_expr_method_call(self, it);
    }
}
