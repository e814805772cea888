//! One event written into the text of a file: an entry after those of its sort, or keys of an entry that is there.
//! Whatever else stands in the file, comments and order too, stays as it is.

use chrono::{Datelike, NaiveDate};
use rust_decimal::Decimal;
use toml_edit::visit_mut::{VisitMut, visit_table_mut};
use toml_edit::{
    Array, ArrayOfTables, Date, Datetime, DocumentMut, InlineTable, Item, Table, TableLike, Value as Toml,
};

/// What a key is given.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// A text.
    Text(String),
    /// A day.
    Day(NaiveDate),
    /// A whole number.
    Whole(i64),
    /// A number, exactly.
    Number(Decimal),
    /// Yes or no.
    Truth(bool),
    /// Texts.
    Texts(Vec<String>),
    /// Keys of its own, on the same line.
    Table(Keys),
    /// Entries of its own, each under it.
    Tables(Vec<Keys>),
}

/// Keys with what they are given, in the order they are written.
pub type Keys = Vec<(&'static str, Value)>;

/// An entry of a list.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// The list: `delivery`, `decision`, …
    pub list: &'static str,
    /// Its keys.
    pub keys: Keys,
}

/// Why nothing is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// The file is not TOML, or has something else under the name of the list.
    Unreadable,
    /// Its lines end now in one way and now in another, which cannot be kept.
    MixedEnds,
    /// There is no such entry.
    NotThere,
    /// A key that is to be set has another value, as it is written.
    Taken(&'static str, String),
}

/// The text with one more entry, after the last of its list; a `count` of the list at the top counts it.
///
/// # Errors
/// When the text is not TOML, or has something else than a list of tables there.
pub fn with_entry(text: &str, entry: &Entry) -> Result<String, Refusal> {
    kept(text, |text| entered(text, entry))
}

/// What is done to a text, with the mark it begins with and the ends of its lines as they were.
fn kept(text: &str, change: impl Fn(&str) -> Result<String, Refusal>) -> Result<String, Refusal> {
    const MARK: char = '\u{feff}';
    let (mark, bare) = text.strip_prefix(MARK).map_or(("", text), |bare| ("\u{feff}", bare));
    let (ends, windows) = (bare.matches('\n').count(), bare.matches("\r\n").count());
    if windows != 0 && windows != ends {
        return Err(Refusal::MixedEnds);
    }
    let changed = change(&bare.replace("\r\n", "\n"))?;
    let changed = if windows == 0 { changed } else { changed.replace('\n', "\r\n") };
    Ok(format!("{mark}{changed}"))
}

fn entered(text: &str, entry: &Entry) -> Result<String, Refusal> {
    let mut document: DocumentMut = text.parse().map_err(|_| Refusal::Unreadable)?;
    let above = taken_from_below(&mut document, entry.list);
    match document.entry(entry.list).or_insert_with(|| Item::ArrayOfTables(ArrayOfTables::new())) {
        Item::ArrayOfTables(list) => {
            let mut new = table(&entry.keys, list.is_empty() && text.is_empty());
            if let Some(above) = above {
                new.decor_mut().set_prefix(above);
            }
            list.push(new);
        }
        Item::Value(Toml::Array(list)) => list.push(inline(&entry.keys)),
        _ => return Err(Refusal::Unreadable),
    }
    let total = document.get_mut("count").and_then(Item::as_table_like_mut);
    if let Some(Item::Value(Toml::Integer(total))) = total.and_then(|it| it.get_mut(entry.list)) {
        let counted = total.value().saturating_add(1);
        let decor = total.decor().clone();
        *total = toml_edit::Formatted::new(counted);
        *total.decor_mut() = decor;
    }
    Ok(document.to_string())
}

/// The comments under the last entry of a list, which are that entry's and stay between it and the new one: all that
/// stand last in the file, and before another table those that a blank line keeps from it.
fn taken_from_below(document: &mut DocumentMut, list: &str) -> Option<String> {
    let mut last = Placed::default();
    let entries = document.get_mut(list).and_then(Item::as_array_of_tables_mut);
    let entry = entries.and_then(|it| it.iter_mut().last());
    if let Some(entry) = entry {
        last.visit_table_mut(entry);
        let from = last.seen.iter().max().copied()?;
        let mut all = Placed::default();
        all.visit_document_mut(document);
        let next = all.seen.iter().filter(|at| **at > from).min().copied();
        if next.is_some() {
            let mut there = Placed { from: next, ..Placed::default() };
            there.visit_document_mut(document);
            return there.taken;
        }
    }
    let last = document.trailing().as_str().filter(|it| it.contains('#'))?.trim_end().to_owned();
    document.set_trailing("");
    Some(format!("{last}\n\n"))
}

/// Where each table stands in its file, and the comments that are taken from above one of them.
#[derive(Default)]
struct Placed {
    seen: Vec<isize>,
    from: Option<isize>,
    taken: Option<String>,
}

impl VisitMut for Placed {
    fn visit_table_mut(&mut self, table: &mut Table) {
        self.seen.extend(table.position());
        if self.from.is_some() && table.position() == self.from {
            let prefix = table.decor().prefix().and_then(|it| it.as_str()).unwrap_or_default().to_owned();
            let split = prefix.rsplit_once("\n\n").filter(|(own, _)| own.contains('#'));
            if let Some((own, others)) = split {
                table.decor_mut().set_prefix(format!("\n{others}"));
                self.taken = Some(format!("{own}\n\n"));
            }
        }
        visit_table_mut(self, table);
    }
}

/// An entry that is there, and what becomes of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Amended<'a> {
    /// Its list.
    pub list: &'a str,
    /// Its id.
    pub id: &'a str,
    /// Keys it is given; none of them has another value already.
    pub keys: Keys,
    /// Keys it is given whatever they were.
    pub renewed: Keys,
    /// A table in it, and the keys that one is given.
    pub inner: Option<(&'a str, Keys)>,
    /// Keys that are struck.
    pub struck: Vec<&'a str>,
}

/// The text with an entry amended. What is there already and says the same stays as it is.
///
/// # Errors
/// When the text is not TOML, there is no such entry, or a key has another value.
pub fn with_amended(text: &str, amended: &Amended<'_>) -> Result<String, Refusal> {
    kept(text, |text| amend(text, amended))
}

fn amend(text: &str, amended: &Amended<'_>) -> Result<String, Refusal> {
    let mut document: DocumentMut = text.parse().map_err(|_| Refusal::Unreadable)?;
    let entries = document.get_mut(amended.list).ok_or(Refusal::NotThere)?;
    let entries = entries.as_array_of_tables_mut().ok_or(Refusal::Unreadable)?;
    let is_it = |it: &&mut Table| it.get("id").and_then(Item::as_str) == Some(amended.id);
    let entry = entries.iter_mut().find(is_it).ok_or(Refusal::NotThere)?;
    set(entry, &amended.keys)?;
    for (key, value) in &amended.renewed {
        let decor = entry.get(key).and_then(Item::as_value).map(|there| there.decor().clone());
        let mut value = written(value);
        if let Some(decor) = decor {
            *value.decor_mut() = decor;
        }
        entry.insert(key, Item::Value(value));
    }
    amended.struck.iter().for_each(|key| strike(entry, key));
    if let Some((inner, keys)) = &amended.inner {
        match entry.entry(inner).or_insert_with(|| Item::Table(Table::new())) {
            Item::Value(Toml::InlineTable(target)) => within_braces(target, keys)?,
            target => set(target.as_table_like_mut().ok_or(Refusal::Unreadable)?, keys)?,
        }
    }
    Ok(document.to_string())
}

/// Takes a key away, and leaves the comments on lines of their own above it.
fn strike(entry: &mut Table, key: &str) {
    let above = entry.key(key).and_then(|it| Some(it.leaf_decor().prefix()?.as_str()?.to_owned()));
    let above = above.filter(|it| it.contains('#')).unwrap_or_default();
    let keys: Vec<String> = entry.iter().map(|(key, _)| key.to_owned()).collect();
    let at = keys.iter().position(|it| it == key);
    let next = at.and_then(|at| keys.get(at.saturating_add(1)));
    let before = at.and_then(|at| keys.get(at.checked_sub(1)?));
    if let Some(mut next) = next.and_then(|next| entry.key_mut(next)) {
        let own = next.leaf_decor().prefix().and_then(|it| it.as_str()).unwrap_or_default().to_owned();
        next.leaf_decor_mut().set_prefix(format!("{above}{own}"));
    } else if let Some(value) = before.and_then(|it| entry.get_mut(it)).and_then(Item::as_value_mut) {
        let own = value.decor().suffix().and_then(|it| it.as_str()).unwrap_or_default().to_owned();
        value.decor_mut().set_suffix(format!("{own}\n{above}").trim_end().to_owned());
    }
    entry.remove(key);
}

/// Keys set between braces: the space before the last of those stays there.
fn within_braces(target: &mut InlineTable, keys: &Keys) -> Result<(), Refusal> {
    let last = |target: &mut InlineTable, suffix: &str| {
        let decor = target.iter_mut().last().map(|(_, value)| value.decor_mut());
        decor.map(|decor| {
            let before = decor.suffix().and_then(|it| it.as_str()).unwrap_or_default().to_owned();
            decor.set_suffix(suffix);
            before
        })
    };
    let space = last(target, "");
    let done = set(target, keys);
    last(target, &space.unwrap_or_else(|| " ".to_owned()));
    done
}

fn set(target: &mut dyn TableLike, keys: &Keys) -> Result<(), Refusal> {
    for (key, value) in keys {
        let value = written(value);
        match target.get(key) {
            None => drop(target.insert(key, Item::Value(value))),
            Some(there) => {
                // As it is written, without the space and the comment around it.
                let there =
                    there.as_value().map(|it| it.clone().decorated("", "").to_string()).unwrap_or_default();
                if there != value.to_string() {
                    return Err(Refusal::Taken(key, there));
                }
            }
        }
    }
    Ok(())
}

fn table(keys: &Keys, is_first: bool) -> Table {
    let item = |value: &Value| match value {
        Value::Tables(entries) => Item::ArrayOfTables(entries.iter().map(|it| table(it, false)).collect()),
        value => Item::Value(written(value)),
    };
    let mut table: Table = keys.iter().map(|(key, value)| (*key, item(value))).collect();
    if !is_first {
        table.decor_mut().set_prefix("\n");
    }
    table
}

fn inline(keys: &Keys) -> InlineTable {
    keys.iter().map(|(key, value)| (*key, written(value))).collect()
}

fn written(value: &Value) -> Toml {
    match value {
        Value::Text(text) => text.as_str().into(),
        Value::Day(day) => day_of(*day).into(),
        Value::Whole(number) => (*number).into(),
        // A number of TOML's own would be a float on the way.
        Value::Number(number) => number.to_string().parse().unwrap_or_else(|_| number.to_string().into()),
        Value::Truth(truth) => (*truth).into(),
        Value::Texts(texts) => Toml::Array(texts.iter().map(String::as_str).collect::<Array>()),
        Value::Table(keys) => Toml::InlineTable(inline(keys)),
        Value::Tables(entries) => Toml::Array(entries.iter().map(inline).collect::<Array>()),
    }
}

fn day_of(day: NaiveDate) -> Datetime {
    let part = |number: u32| u8::try_from(number).unwrap_or_default();
    let year = u16::try_from(day.year()).unwrap_or_default();
    let date = Date { year, month: part(day.month()), day: part(day.day()) };
    Datetime { date: Some(date), time: None, offset: None }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn delivery() -> Entry {
        let day = NaiveDate::from_ymd_opt(2024, 1, 15).unwrap();
        let keys = vec![
            ("duty", Value::Text("report".to_owned())),
            ("delivered", Value::Day(day)),
            ("source", Value::Table(vec![("document", Value::Text("diariet".to_owned()))])),
        ];
        Entry { list: "delivery", keys }
    }

    #[test]
    fn an_entry_comes_after_the_last_of_its_list_and_nothing_else_moves() {
        let text = "# överst\ncount = { delivery = 1, meeting = 1 }   # räknade\n\n[[delivery]]   # den första\nduty = \"a\"   # a\n\n# mötena\n[[meeting]]\nid = \"m\"   # kvar\n";
        let with = with_entry(text, &delivery()).unwrap();
        insta::assert_snapshot!(with, @r#"
        # överst
        count = { delivery = 2, meeting = 1 }   # räknade

        [[delivery]]   # den första
        duty = "a"   # a

        [[delivery]]
        duty = "report"
        delivered = 2024-01-15
        source = { document = "diariet" }

        # mötena
        [[meeting]]
        id = "m"   # kvar
        "#);
    }

    /// What somebody is to fill in under an entry stays that entry's.
    #[test]
    fn an_entry_comes_after_the_comments_of_the_one_before_it() {
        let last = "[[delivery]]\nduty = \"a\"\n\n# delivered = 2024-01-02\n# approved = 2024-01-03\n";
        let with = with_entry(last, &delivery()).unwrap();
        assert!(with.starts_with(&format!("{last}\n[[delivery]]\nduty = \"report\"\n")), "{with}");
        let before = format!("{last}\n# mötena\n[[meeting]]\nid = \"m\"\n");
        let with = with_entry(&before, &delivery()).unwrap();
        let (own, rest) = with.split_once("\n[[delivery]]\nduty = \"report\"\n").unwrap();
        assert_eq!(own, last);
        assert!(rest.ends_with("}\n\n# mötena\n[[meeting]]\nid = \"m\"\n"), "{with}");
        let alone = "# Leveranser\n#\n# [[delivery]]\n# duty = \"…\"\n";
        assert!(with_entry(alone, &delivery()).unwrap().starts_with(&format!("{alone}\n[[delivery]]\n")));
    }

    #[test]
    fn a_file_may_be_new_or_hold_its_list_on_one_line() {
        let entry = delivery();
        assert!(with_entry("", &entry).unwrap().starts_with("[[delivery]]\nduty = \"report\"\n"));
        let inline = with_entry("delivery = [{ duty = \"a\" }]\n", &entry).unwrap();
        assert!(
            inline.contains("[{ duty = \"a\" }, { duty = \"report\", delivered = 2024-01-15"),
            "{inline}"
        );
        assert_eq!(with_entry("delivery = 3\n", &entry), Err(Refusal::Unreadable));
        assert_eq!(with_entry("[[delivery\n", &entry), Err(Refusal::Unreadable));
    }

    #[test]
    fn the_mark_and_the_ends_of_lines_stay() {
        let text = "\u{feff}[[delivery]]\r\nduty = \"a\"   # ä\r\n";
        let with = with_entry(text, &delivery()).unwrap();
        assert!(
            with.starts_with(text)
                && with.ends_with("delivered = 2024-01-15\r\nsource = { document = \"diariet\" }\r\n"),
            "{with:?}"
        );
        assert_eq!(with.matches('\n').count(), with.matches("\r\n").count());
        assert_eq!(with_entry("a = 1\r\nb = 2\n", &delivery()), Err(Refusal::MixedEnds));
    }

    #[test]
    fn what_is_struck_leaves_the_comments_above_it() {
        let text = "[[meeting]]\nid = \"a\"\n# om planen\nplanned = true   # bort\nrecorded = 2024-01-02   # kvar\n# ur planen\nsource = { document = \"p\" }\n\n# nästa\n[[meeting]]\nid = \"b\"\n";
        let amended = Amended {
            list: "meeting",
            id: "a",
            keys: Vec::new(),
            renewed: Vec::new(),
            inner: None,
            struck: vec!["planned", "source"],
        };
        let left = "[[meeting]]\nid = \"a\"\n# om planen\nrecorded = 2024-01-02   # kvar\n# ur planen\n\n# nästa\n[[meeting]]\nid = \"b\"\n";
        assert_eq!(with_amended(text, &amended).unwrap(), left);
    }

    #[test]
    fn keys_are_set_in_the_entry_and_never_over_another_value() {
        let text = "[[meeting]]\nid = \"a\"\n[meeting.minutes]\napproved = 2024-01-02   # sett\n\n[[meeting]]\nid = \"b\"\nplanned = true\n";
        let day = NaiveDate::from_ymd_opt(2024, 1, 5).unwrap();
        let amended = |id, key, struck| {
            let inner = Some(("minutes", vec![(key, Value::Day(day))]));
            with_amended(
                text,
                &Amended {
                    list: "meeting",
                    id,
                    keys: Vec::new(),
                    renewed: Vec::new(),
                    inner,
                    struck: Vec::from_iter(struck),
                },
            )
        };
        let with = amended("a", "announced", None).unwrap();
        assert!(with.contains("approved = 2024-01-02   # sett\nannounced = 2024-01-05\n"), "{with}");
        let new = amended("b", "announced", Some("planned")).unwrap();
        assert!(new.ends_with("id = \"b\"\n\n[meeting.minutes]\nannounced = 2024-01-05\n"), "{new}");
        let braces = "[[meeting]]\nid = \"a\"\nminutes = { approved = 2024-01-02 }   # sett\n";
        let inner = Some(("minutes", vec![("announced", Value::Day(day))]));
        let amended_in = Amended {
            list: "meeting",
            id: "a",
            keys: Vec::new(),
            renewed: Vec::new(),
            inner,
            struck: Vec::new(),
        };
        let with = with_amended(braces, &amended_in).unwrap();
        assert!(with.ends_with("{ approved = 2024-01-02, announced = 2024-01-05 }   # sett\n"), "{with}");
        let other = amended("a", "approved", None);
        assert_eq!(other, Err(Refusal::Taken("approved", "2024-01-02".to_owned())));
        assert_eq!(amended("c", "announced", None), Err(Refusal::NotThere));
    }
}
