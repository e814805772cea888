//! The other engines: each compiles its rule once, and is given the data in its own form before anything is timed.

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::Arc;

use regorus::languages::rego::compiler::Compiler;
use regorus::rvm::vm::RegoVM;
use serde_json::Value;
use zen_expression::expression::Standard;
use zen_expression::vm::VM;
use zen_expression::{DateValue, Expression, Scope, Variable, compile_expression};

fn file(name: &str, ending: &str) -> String {
    let path = format!("{}/rules/{name}.{ending}", env!("CARGO_MANIFEST_DIR"));
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// regorus, compiled for its virtual machine.
pub struct Regorus {
    vm: RegoVM,
    input: regorus::Value,
}

impl Regorus {
    pub fn new(name: &str, data: &Value) -> Self {
        let rule = format!("data.{name}.answer");
        let mut engine = regorus::Engine::new();
        engine.add_policy(format!("{name}.rego"), file(name, "rego")).expect("a policy");
        let policy = engine.compile_with_entrypoint(&rule.as_str().into()).expect("an entry point");
        let program = Compiler::compile_from_policy(&policy, &[&rule]).expect("a program");
        let mut vm = RegoVM::new();
        vm.load_program(Arc::clone(&program));
        vm.set_data(regorus::Value::new_object()).expect("no data");
        let input = regorus::Value::from_json_str(&data[name].to_string()).expect("the input");
        Self { vm, input }
    }

    pub fn run(&mut self) -> regorus::Value {
        self.vm.set_input(self.input.clone());
        self.vm.execute().expect("a policy that comes to its end")
    }

    pub fn answer(&mut self) -> Value {
        let answer = self.run().to_json_str().expect("an answer");
        serde_json::from_str(&answer).expect("an answer as JSON")
    }
}

/// zen-expression, compiled, with a machine that is kept.
pub struct Zen {
    vm: VM,
    rule: Expression<Standard>,
    input: Variable,
}

impl Zen {
    pub fn new(name: &str, data: &Value) -> Self {
        let data = &data[name];
        let input = if data.is_object() { data.clone() } else { serde_json::json!({ name: data }) };
        let rule = compile_expression(&file(name, "zen")).expect("an expression");
        Self { vm: VM::new(), rule, input: typed(&input) }
    }

    pub fn run(&mut self) -> Variable {
        self.rule
            .evaluate_with_scope(&Scope::new(self.input.clone()), &mut self.vm)
            .expect("an expression that ends")
    }

    pub fn answer(&mut self) -> Value {
        self.run().to_value()
    }
}

/// The input, with its days in the engine's own type.
fn typed(value: &Value) -> Variable {
    match value {
        Value::Array(all) => Variable::from_array(all.iter().map(typed).collect()),
        Value::Object(all) => {
            let object = Variable::empty_object();
            for (name, value) in all {
                let day = value.as_str().filter(|_| ["due", "delivered", "as_of"].contains(&name.as_str()));
                let value = day.and_then(DateValue::from_text).unwrap_or_else(|| typed(value));
                object.dot_insert(name, value);
            }
            object
        }
        other => Variable::from(other),
    }
}

/// Plain Python, a process that waits for what it is to do.
pub struct Python {
    child: Child,
    to: ChildStdin,
    from: BufReader<ChildStdout>,
}

impl Python {
    /// None where there is no Python.
    pub fn new(data: &Path) -> Option<Self> {
        let script = concat!(env!("CARGO_MANIFEST_DIR"), "/rules.py");
        let command = Command::new("python3")
            .arg(script)
            .arg(data)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn();
        let mut child = command.ok()?;
        let (to, from) = (child.stdin.take()?, BufReader::new(child.stdout.take()?));
        Some(Self { child, to, from })
    }

    fn ask(&mut self, words: &str) -> String {
        writeln!(self.to, "{words}").expect("a Python that listens");
        let mut line = String::new();
        self.from.read_line(&mut line).expect("a Python that answers");
        line
    }

    pub fn answer(&mut self, name: &str) -> Value {
        serde_json::from_str(&self.ask(&format!("answer {name}"))).expect("an answer as JSON")
    }

    /// How many nanoseconds so many evaluations took.
    pub fn time(&mut self, name: &str, count: u32) -> u64 {
        self.ask(&format!("time {name} {count}")).trim().parse().expect("a number")
    }
}

impl Drop for Python {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
