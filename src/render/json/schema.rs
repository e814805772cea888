//! JSON Schema for the files of a workspace, made of what their readers ask for, so that an editor completes keys and
//! underlines what does not fit.

mod words;

use serde_json::{Map, Value, json};

use crate::model::declared::{Accepts, Asked, Declared, FileSort};

/// A schema, and the keys it could not tell the meaning of.
#[derive(Debug)]
pub struct Drawn {
    /// The schema, JSON Schema of draft 7, which editors of TOML read.
    pub text: String,
    /// Keys without a description, with the way to them.
    pub unexplained: Vec<String>,
}

/// Draws the schema of a sort of file from what its readers ask.
#[must_use]
pub fn draw(sort: FileSort, declared: &Declared) -> Drawn {
    let mut drawing = Drawing { sort, declared, unexplained: Vec::new() };
    let mut top = drawing.object(&[]);
    top.insert("$schema".to_owned(), json!("http://json-schema.org/draft-07/schema#"));
    top.insert("title".to_owned(), json!(format!("samkoll: {}", sort.title().sv)));
    let text = serde_json::to_string_pretty(&Value::Object(top)).unwrap_or_default() + "\n";
    Drawn { text, unexplained: drawing.unexplained }
}

/// Every description, by the keys it is found under: a test holds that each is of use.
#[must_use]
pub const fn descriptions() -> &'static [(&'static str, &'static str)] {
    words::WORDS
}

/// The description of a key at a place of a sort of file, and what it is found under.
#[must_use]
pub fn description(sort: FileSort, place: &[String], key: &str) -> Option<(&'static str, &'static str)> {
    words::of_key(sort, place, key)
}

struct Drawing<'d> {
    sort: FileSort,
    declared: &'d Declared,
    unexplained: Vec<String>,
}

impl Drawing<'_> {
    /// The tables at a place.
    fn object(&mut self, place: &[String]) -> Map<String, Value> {
        let mut object = Map::new();
        object.insert("type".to_owned(), json!("object"));
        // What no reader has been seen to ask of is judged by `validate` alone.
        let Some(asked) = self.declared.0.get(place) else { return object };
        let properties = asked.keys.keys().map(|key| ((*key).to_owned(), self.property(place, asked, key)));
        let properties: Map<String, Value> = properties.collect();
        object.insert("properties".to_owned(), Value::Object(properties));
        object.insert("additionalProperties".to_owned(), self.free(place, asked));
        if !asked.needed.is_empty() {
            object.insert("required".to_owned(), json!(asked.needed));
        }
        object
    }

    fn property(&mut self, place: &[String], asked: &Asked, key: &str) -> Value {
        let accepted: Vec<&Accepts> = asked.keys.get(key).into_iter().flatten().collect();
        let mut property = self.either(place, key, &accepted);
        if asked.some.contains(key) {
            property.insert("minItems".to_owned(), json!(1));
        }
        match words::of_key(self.sort, place, key) {
            Some((_, words)) => {
                property.insert("description".to_owned(), json!(words));
            }
            None => self.unexplained.push(format!("{}: {}.{key}", self.sort.name(), place.join("."))),
        }
        Value::Object(property)
    }

    /// What stands under names of the writer's own, if any may.
    fn free(&mut self, place: &[String], asked: &Asked) -> Value {
        let accepted: Vec<&Accepts> = asked.free.iter().collect();
        if accepted.is_empty() { json!(false) } else { Value::Object(self.either(place, "*", &accepted)) }
    }

    fn either(&mut self, place: &[String], key: &str, accepted: &[&Accepts]) -> Map<String, Value> {
        let mut forms = Vec::new();
        for form in accepted.iter().filter(|it| !is_told_closer(it, accepted)) {
            forms.push(self.form(place, key, form));
        }
        if forms.len() == 1 {
            return forms.pop().unwrap_or_default();
        }
        Map::from_iter([("anyOf".to_owned(), json!(forms))])
    }

    fn form(&mut self, place: &[String], key: &str, accepts: &Accepts) -> Map<String, Value> {
        let below = || place.iter().cloned().chain([key.to_owned()]).collect::<Vec<_>>();
        let form = match accepts {
            Accepts::Text => json!({ "type": "string" }),
            Accepts::Words => json!({ "type": "string", "pattern": "\\S" }),
            Accepts::Id => json!({ "type": "string", "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$" }),
            Accepts::OneOf(words) => json!({ "type": "string", "enum": words }),
            Accepts::SomeOf(words) => {
                json!({ "type": "array", "items": { "type": "string", "enum": words } })
            }
            Accepts::Texts => json!({ "type": "array", "items": { "type": "string" } }),
            Accepts::Whole(least, most) => whole(*least, *most),
            Accepts::Wholes => json!({ "type": "array", "items": { "type": "integer" } }),
            Accepts::Number => json!({ "type": "number" }),
            Accepts::Truth => json!({ "type": "boolean" }),
            Accepts::Day => json!({ "type": "string", "format": "date" }),
            Accepts::Totals => json!({ "type": "object", "additionalProperties": { "type": "integer" } }),
            Accepts::Table => Value::Object(self.object(&below())),
            Accepts::Tables => json!({ "type": "array", "items": self.object(&below()) }),
            Accepts::Any => json!({}),
        };
        match form {
            Value::Object(form) => form,
            _ => Map::new(),
        }
    }
}

fn whole(least: Option<i64>, most: Option<i64>) -> Value {
    let bounds = [("minimum", least), ("maximum", most)];
    let bounds = bounds.into_iter().filter_map(|(name, bound)| Some((name.to_owned(), json!(bound?))));
    Value::Object([("type".to_owned(), json!("integer"))].into_iter().chain(bounds).collect())
}

/// Whether another form of the same key says more: any text where words are asked for.
fn is_told_closer(form: &Accepts, among: &[&Accepts]) -> bool {
    *form == Accepts::Text && among.contains(&&Accepts::Words)
}
