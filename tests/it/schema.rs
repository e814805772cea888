//! The schemas that editors read, against what the readers ask for and what `validate` says.
//! `SAMKOLL_WRITE=1 cargo test docs` writes them anew.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::sync::LazyLock;

use samkoll::declarations;
use samkoll::diagnostic::Code;
use samkoll::model::declared::{Accepts, Declaration, Declared, FileSort};
use samkoll::render::json::schema;

use crate::cli::{code, new_workspace, samkoll, stderr, stdout};
use crate::common::{Texts, bundled, files_below, relative, root, texts_below};
use crate::testforbundet::testforbundet;
use crate::{docs, fixtures, inputs};

/// The standard, as a workspace of its own might hold it.
fn standard() -> Texts {
    let mut texts = Texts::from([(
        "samkoll.toml".to_owned(),
        "[workspace]\nname = \"Standard\"\nassociation = \"standard\"\n".to_owned(),
    )]);
    for (path, text) in samkoll::standard::files().iter().filter(|(path, _)| !path.starts_with("editions/")) {
        let folder = if path.starts_with("law/") { "agreements" } else { "rules" };
        texts.insert(format!("{folder}/{path}"), (*text).to_owned());
    }
    texts
}

/// What ties figures may stand among them too, and so may a document anywhere.
fn catalogue_among_figures() -> Texts {
    let lists = |text: &String| !text.contains("\nsubject = ") && text.contains("\n[[");
    let catalogues = standard().into_iter().filter(|(path, text)| path.starts_with("rules/") && lists(text));
    let mut texts: Texts =
        catalogues.map(|(path, text)| (path.replace("rules/", "figures/"), text)).collect();
    texts.insert(
        "samkoll.toml".to_owned(),
        "[workspace]\nname = \"Standard\"\nassociation = \"standard\"\n".to_owned(),
    );
    // So may what a document says of itself.
    let lists = |text: &String| {
        text.lines().filter(|it| it.starts_with("[[")).all(|it| it.starts_with("[[structure"))
    };
    let worlds = fixtures::all().into_iter().map(|it| it.texts).chain([bundled(), testforbundet()]);
    let structures =
        worlds.flatten().filter(|(path, text)| path.contains("follow-up") && text.contains("[[structure"));
    let structures = structures.filter(|(_, text)| lists(text)).enumerate();
    texts.extend(structures.map(|(at, (_, text))| (format!("figures/structure-{at}.toml"), text)));
    for folder in ["figures", "follow-up", "register"] {
        let source = "[[source]]\nid = \"a\"\ntitle = \"A\"\nkind = \"minutes\"\nadopted = 2024-01-01\n";
        texts.insert(format!("{folder}/sources.toml"), source.to_owned());
    }
    texts
}

/// Tables that no other fixture has.
fn rare() -> Texts {
    let texts = texts_below(&["fixtures/schema"]).into_iter();
    texts.map(|(path, text)| (path.replace("fixtures/schema/", ""), text)).collect()
}

/// Every file that some test holds to be right, and those that are wrong on purpose, each text once.
static FILES: LazyLock<Vec<Declaration>> = LazyLock::new(|| {
    let mut worlds = vec![standard(), catalogue_among_figures(), rare(), bundled(), testforbundet()];
    worlds.extend(fixtures::all().into_iter().map(|fixture| fixture.texts));
    worlds.extend(files_below("fixtures/inputs").iter().map(|path| inputs::texts_of(path).0));
    let mut seen = BTreeSet::new();
    for file in worlds[..5].iter().flat_map(|world| declarations(world)) {
        assert!(file.problems.is_empty(), "{}: {:#?}", file.path, file.problems);
    }
    let cases = texts_below(&["fixtures/rules"]).into_iter().filter(|(path, _)| !path.contains("/base/"));
    let files = worlds.iter().flat_map(|world| declarations(world));
    let files = files.chain(samkoll::cases::declarations(&cases.collect()));
    files.filter(|file| seen.insert((file.path.clone(), file.text.clone()))).collect()
});

/// What the readers ask of each sort of file.
static DECLARED: LazyLock<BTreeMap<FileSort, Declared>> = LazyLock::new(|| {
    let mut declared: BTreeMap<FileSort, Declared> = BTreeMap::new();
    for file in FILES.iter().filter(|file| file.problems.is_empty()) {
        declared.entry(file.sort.unwrap()).or_default().join(file.asked.clone());
    }
    declared
});

#[test]
fn the_docs_schemas_are_fresh_and_every_key_is_explained() {
    let (mut stale, mut unexplained) = (Vec::new(), Vec::new());
    for sort in FileSort::ALL {
        let drawn = schema::draw(*sort, &DECLARED[sort]);
        docs::check(&format!("docs/schema/{}.json", sort.name()), &drawn.text, &mut stale);
        unexplained.extend(drawn.unexplained);
    }
    assert!(unexplained.is_empty(), "without a description: {unexplained:#?}");
    assert!(stale.is_empty(), "stale: {stale:#?}\nSAMKOLL_WRITE=1 cargo test docs writes them anew");
}

#[test]
fn every_description_is_of_a_key() {
    let mut used = BTreeSet::new();
    for (sort, declared) in &*DECLARED {
        for (place, asked) in &declared.0 {
            let found = asked.keys.keys().filter_map(|key| schema::description(*sort, place, key));
            used.extend(found.map(|(under, _)| under));
        }
    }
    let idle: Vec<&str> =
        schema::descriptions().iter().map(|(under, _)| *under).filter(|it| !used.contains(it)).collect();
    assert!(idle.is_empty(), "of no key: {idle:?}");
}

/// A key that a reader names and no file that is right has led it to would be missing from the schema.
#[test]
fn every_key_that_a_reader_names_is_in_a_schema() {
    let keys: BTreeSet<&str> =
        DECLARED.values().flat_map(|it| it.0.values()).flat_map(|asked| asked.keys.keys().copied()).collect();
    let mut missing = Vec::new();
    for path in files_below("src/model") {
        let text = fs::read_to_string(&path).unwrap();
        for (at, _) in text.match_indices("(\"") {
            let before = &text[..at];
            let method = before.rsplit(|c: char| !(c.is_ascii_alphanumeric() || c == '_' || c == '.')).next();
            let asks = method.is_some_and(|it| READS.iter().any(|name| it.ends_with(&format!(".{name}"))));
            let key = text[at + 2..].split('"').next().unwrap();
            if asks && !keys.contains(key) {
                missing.push(format!("{}: {key}", relative(&path)));
            }
        }
    }
    assert!(missing.is_empty(), "in no schema: {missing:#?}");
}

/// A table that no file that is right has would be let through whatever it holds.
#[test]
fn what_stands_in_every_table_is_in_its_schema() {
    let mut unseen = Vec::new();
    for (sort, declared) in &*DECLARED {
        for (place, asked) in &declared.0 {
            let tables = asked.keys.iter().filter(|(_, accepts)| {
                accepts.iter().any(|it| matches!(it, Accepts::Table | Accepts::Tables))
            });
            for (key, _) in tables {
                let below: Vec<String> = place.iter().cloned().chain([(*key).to_owned()]).collect();
                if !declared.0.contains_key(&below) {
                    unseen.push(format!("{}: {}", sort.name(), below.join(".")));
                }
            }
        }
    }
    assert!(unseen.is_empty(), "in no file that is right: {unseen:#?}");
}

/// The ways a reader asks for a key.
const READS: &[&str] = &[
    "text",
    "need_text",
    "need_id",
    "positive",
    "count",
    "bool",
    "int",
    "date",
    "decimal",
    "choice",
    "choices",
    "need_choice",
    "both",
    "need_both",
    "texts",
    "as_printed",
    "ints",
    "table",
    "one_table",
    "tables",
    "validity",
    "years",
    "span_of_years",
    "year",
    "need_year",
    "node",
];

/// What is wrong with the shape of a file and not with what it says.
const OF_SHAPE: &[Code] = &[Code::UnknownKey, Code::MissingKey, Code::WrongType, Code::UnknownValue];

/// What `validate` says of a shape and a schema of single keys cannot: a part of the message, and why.
const BEYOND: &[(&str, &str)] = &[
    ("nyckeln `parti` finns inte här", "in `count` stand the names of the lists there are"),
    ("nyckeln `when` saknas", "all conditions but the last have one"),
    ("nyckeln `because` saknas", "by what is concluded"),
    ("nyckeln `days` saknas", "one of months, days and working_days"),
    ("nyckeln `due` saknas", "not of what is held or registered"),
    ("det står inte vad antalet gäller", "one of several keys"),
    ("nyckeln `to` saknas", "unless `open`"),
    ("nyckeln `row` saknas", "unless a whole table is left out"),
    ("nyckeln `figure` saknas", "unless `ignore`"),
    ("nyckeln `covers` saknas", "when a time is one of the document's years"),
    ("nyckeln `by` saknas", "of what is to be decided later"),
    ("pekar inte ut en tabell", "a key of former days"),
    ("skriv `rule` eller `family`", "two keys that exclude each other"),
    ("`value` är en tom lista", "what a parameter takes is its rule's to say"),
    ("`on` har ett värde av fel slag", "by how often it is due"),
];

#[test]
fn the_schema_and_validate_agree_on_every_fixture() {
    let drawn = |sort: &FileSort| serde_json::from_str(&schema::draw(*sort, &DECLARED[sort]).text).unwrap();
    let schemas: BTreeMap<FileSort, serde_json::Value> =
        FileSort::ALL.iter().map(|sort| (*sort, drawn(sort))).collect();
    let (mut wrong, mut refused, mut excused) = (Vec::new(), 0, BTreeSet::new());
    for file in FILES.iter() {
        let Some(sort) = file.sort else { continue };
        let value: toml::Table = file.text.parse().unwrap();
        let misfits = misfits(&schemas[&sort], &toml::Value::Table(value), "");
        let of_shape = file.problems.iter().filter(|problem| OF_SHAPE.contains(&problem.code));
        let mut said: Vec<&str> = of_shape.map(|problem| problem.message.sv.as_str()).collect();
        if misfits.is_empty() {
            said.retain(|message| {
                let excuse = BEYOND.iter().find(|(part, _)| message.contains(part));
                excused.extend(excuse.map(|(part, _)| *part));
                excuse.is_none()
            });
        }
        let shape = !said.is_empty();
        refused += usize::from(shape && !misfits.is_empty());
        if file.problems.is_empty() && !misfits.is_empty() {
            wrong.push(format!("{}: validate says nothing, the schema {misfits:?}", file.path));
        }
        if shape && misfits.is_empty() {
            wrong.push(format!("{}: the schema says nothing, validate {said:?}", file.path));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    let idle: Vec<&str> = BEYOND.iter().map(|(part, _)| *part).filter(|it| !excused.contains(it)).collect();
    assert!(idle.is_empty(), "not beyond the schema: {idle:?}");
    assert!(refused >= 20, "only {refused} files were refused by both");
}

/// Where a value does not fit a schema of the few words that ours are made of; an unknown word of a schema fails.
fn misfits(schema: &serde_json::Value, value: &toml::Value, way: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (word, says) in schema.as_object().unwrap() {
        match (word.as_str(), value) {
            ("$schema" | "title" | "description" | "format", _) => {}
            ("type", _) if !is_of(says.as_str().unwrap(), schema, value) => {
                found.push(format!("{way}: not {says}"));
            }
            ("enum", toml::Value::String(text))
                if !says.as_array().unwrap().contains(&text.as_str().into()) =>
            {
                found.push(format!("{way}: {text} is none of {says}"));
            }
            ("pattern", toml::Value::String(text)) if !matches(says.as_str().unwrap(), text) => {
                found.push(format!("{way}: {text} is not as {says}"));
            }
            ("minimum", toml::Value::Integer(number)) if *number < says.as_i64().unwrap() => {
                found.push(format!("{way}: {number} is less than {says}"));
            }
            ("maximum", toml::Value::Integer(number)) if *number > says.as_i64().unwrap() => {
                found.push(format!("{way}: {number} is more than {says}"));
            }
            ("minItems", toml::Value::Array(items)) if items.is_empty() => {
                found.push(format!("{way}: empty"));
            }
            ("anyOf", _) => {
                let each = says.as_array().unwrap().iter().map(|it| misfits(it, value, way));
                let best = each.min_by_key(Vec::len).unwrap();
                found.extend(best);
            }
            ("items", toml::Value::Array(items)) => {
                for (at, item) in items.iter().enumerate() {
                    found.extend(misfits(says, item, &format!("{way}[{at}]")));
                }
            }
            ("required", toml::Value::Table(table)) => {
                let needed = says.as_array().unwrap().iter().map(|it| it.as_str().unwrap());
                let lacking = needed.filter(|key| !table.contains_key(*key));
                found.extend(lacking.map(|key| format!("{way}: no {key}")));
            }
            ("properties", toml::Value::Table(table)) => {
                for (key, inner) in table {
                    let known = says.get(key).unwrap_or(&schema["additionalProperties"]);
                    match known {
                        serde_json::Value::Bool(false) => found.push(format!("{way}: {key} is unknown")),
                        known => found.extend(misfits(known, inner, &format!("{way}.{key}"))),
                    }
                }
            }
            ("additionalProperties", toml::Value::Table(table)) if schema.get("properties").is_none() => {
                for (key, inner) in table {
                    found.extend(misfits(says, inner, &format!("{way}.{key}")));
                }
            }
            (
                "type"
                | "enum"
                | "pattern"
                | "minimum"
                | "maximum"
                | "items"
                | "minItems"
                | "required"
                | "properties"
                | "additionalProperties",
                _,
            ) => {}
            (word, _) => panic!("{way}: {word} is not looked at"),
        }
    }
    found
}

/// Whether a value is of a type, where a date is a text in the form of one.
fn is_of(name: &str, schema: &serde_json::Value, value: &toml::Value) -> bool {
    match value {
        toml::Value::String(_) => name == "string" && schema.get("format").is_none(),
        toml::Value::Datetime(_) => name == "string" && schema.get("format").is_some(),
        toml::Value::Integer(_) => name == "integer" || name == "number",
        toml::Value::Float(_) => name == "number",
        toml::Value::Boolean(_) => name == "boolean",
        toml::Value::Array(_) => name == "array",
        toml::Value::Table(_) => name == "object",
    }
}

/// Whether a text is as one of the two patterns there are.
fn matches(pattern: &str, text: &str) -> bool {
    match pattern {
        "\\S" => !text.trim().is_empty(),
        "^[a-z0-9]+(-[a-z0-9]+)*$" => text.split('-').all(|part| {
            !part.is_empty() && part.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit())
        }),
        _ => panic!("{pattern} is not looked at"),
    }
}

#[test]
fn the_command_writes_each_and_lists_them() {
    let written = |args: &[&str]| {
        let output = samkoll(&root(), args);
        assert_eq!((code(&output), stderr(&output).as_str()), (0, ""), "{args:?}");
        stdout(&output)
    };
    let listed = written(&["schema"]);
    assert_eq!(listed.lines().count(), FileSort::ALL.len(), "{listed}");
    for sort in FileSort::ALL {
        assert!(listed.contains(sort.name()), "{listed}");
        assert_eq!(written(&["schema", sort.name()]), sort.schema());
    }
    let output = samkoll(&root(), &["schema", "registre"]);
    assert_eq!(code(&output), 2);
    assert!(stderr(&output).contains("menade du `register`"), "{}", stderr(&output));
}

/// What `init` and `add` write points an editor to the schema, which lies where the line says and fits the file.
#[test]
fn what_init_and_add_write_names_the_schema_beside_it() {
    let folder = new_workspace();
    for args in [
        &["add", "year", "2025"][..],
        &["add", "meeting", "2025-03-21"],
        &["add", "agreement", "--title", "Torget"],
    ] {
        let added = samkoll(folder.path(), args);
        assert_eq!(code(&added), 0, "{args:?} {}", stderr(&added));
    }
    let mut waiting = vec![folder.path().to_owned()];
    let mut files = 0;
    while let Some(path) = waiting.pop() {
        if path.is_dir() {
            waiting.extend(fs::read_dir(&path).unwrap().map(|it| it.unwrap().path()));
        } else if path.extension().is_some_and(|it| it == "toml") {
            let text = fs::read_to_string(&path).unwrap();
            let line =
                text.lines().next().unwrap().strip_prefix("#:schema ").unwrap_or_else(|| panic!("{path:?}"));
            let schema = fs::read_to_string(path.parent().unwrap().join(line)).unwrap();
            let misfits = misfits(
                &serde_json::from_str(&schema).unwrap(),
                &toml::Value::Table(text.parse().unwrap()),
                "",
            );
            assert!(misfits.is_empty(), "{path:?}: {misfits:?}");
            files += 1;
        }
    }
    assert!(files >= 6, "{files}");
}

/// A description by a key's name alone serves every table that has such a key. Where it does is kept: that a new key
/// has got old words is seen here, and if they do not fit it gets its own, under the table's name (`table.key`).
#[test]
fn where_a_description_by_name_alone_serves_several_tables_is_known() {
    let mut served: BTreeMap<&str, (&str, BTreeSet<String>)> = BTreeMap::new();
    for (sort, declared) in &*DECLARED {
        for (place, asked) in &declared.0 {
            for key in asked.keys.keys() {
                let Some((under, words)) = schema::description(*sort, place, key) else { continue };
                let table = place.iter().rfind(|it| *it != "*").map_or(sort.name(), String::as_str);
                served.entry(under).or_insert((words, BTreeSet::new())).1.insert(table.to_owned());
            }
        }
    }
    let lines = served.into_iter().filter(|(under, (_, tables))| !under.contains('.') && tables.len() > 1);
    let lines: Vec<String> = lines
        .map(|(key, (words, tables))| {
            let tables = tables.into_iter().collect::<Vec<_>>().join(", ");
            format!("{key}: {words}\n  {tables}")
        })
        .collect();
    insta::assert_snapshot!("schema_words_by_name_alone", lines.join("\n"));
}
