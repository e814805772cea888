//! Which of a Word file's styles are those of headings.

use std::collections::BTreeMap;

use quick_xml::Reader;
use quick_xml::events::Event;

use super::value;

/// How many styles are looked through that rest on one another.
const CHAIN: usize = 20;

/// What is known of one style.
#[derive(Debug, Default)]
struct Style {
    level: Option<u8>,
    /// Whether it is that of items of a list.
    is_list: bool,
    rests_on: Option<String>,
}

/// The styles of a file.
#[derive(Debug, Default)]
pub(super) struct Styles(BTreeMap<String, Style>);

/// The level of a heading, by its level in the outline, where nine is none.
pub(super) fn outline(level: u8) -> Option<u8> {
    (level < 9).then(|| level.saturating_add(1))
}

impl Styles {
    /// Reads the part of the file; what cannot be read is no style.
    pub(super) fn read(xml: &str) -> Self {
        let mut reader = Reader::from_str(xml);
        let mut all = BTreeMap::new();
        let mut current: Option<(String, Style)> = None;
        while let Ok(event) = reader.read_event() {
            let tag = match event {
                Event::Start(tag) | Event::Empty(tag) => tag,
                Event::Eof => break,
                _ => continue,
            };
            match (tag.local_name().as_ref(), &mut current) {
                ("style", _) => {
                    all.extend(current.take());
                    current = value(&tag, "styleId").map(|id| (id, Style::default()));
                }
                ("name", Some((_, style))) => {
                    let name = value(&tag, "val").unwrap_or_default().to_lowercase();
                    let number = name.strip_prefix("heading ").or_else(|| name.strip_prefix("rubrik "));
                    style.level = number.and_then(|it| it.parse().ok()).or(style.level);
                    if matches!(name.as_str(), "title" | "rubrik") {
                        style.level = Some(1);
                    }
                }
                ("outlineLvl", Some((_, style))) => {
                    let level = value(&tag, "val").and_then(|it| it.parse().ok());
                    style.level = style.level.or(level.and_then(outline));
                }
                ("numPr", Some((_, style))) => style.is_list = true,
                ("basedOn", Some((_, style))) => style.rests_on = value(&tag, "val"),
                _ => (),
            }
        }
        all.extend(current.take());
        Self(all)
    }

    /// Whether a style is that of items of a list; its name will do where the file has no styles.
    pub(super) fn is_list(&self, id: &str) -> bool {
        let rests_on = |it: &&Style| it.rests_on.as_ref().and_then(|it| self.0.get(it));
        let mut chain = std::iter::successors(self.0.get(id), rests_on).take(CHAIN);
        match self.0.contains_key(id) {
            true => chain.any(|it| it.is_list),
            false => id.starts_with("List") && id != "ListParagraph",
        }
    }

    /// The level of headings in a style; its name will do where the file has no styles.
    pub(super) fn level(&self, id: &str) -> Option<u8> {
        let mut style = self.0.get(id);
        if style.is_none() {
            let number = id.strip_prefix("Heading").or_else(|| id.strip_prefix("Rubrik"));
            return number.and_then(|it| it.parse().ok());
        }
        for _ in 0..CHAIN {
            let it = style?;
            if it.level.is_some() {
                return it.level;
            }
            style = self.0.get(it.rests_on.as_ref()?);
        }
        None
    }
}
