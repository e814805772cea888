//! The wheel (årshjul): the drawing is XML, says everything in words, and nothing stands on anything else.

use std::collections::BTreeSet;
use std::fmt::{self, Write as _};
use std::sync::{LazyLock, OnceLock};

use chrono::{Datelike, Days, NaiveDate};
use proptest::prelude::*;
use roxmltree::{Document, Node};
use samkoll::Workspace;
use samkoll::amount::Language;
use samkoll::cycle::{Cycle, State};
use samkoll::render::calendar::list::By;
use samkoll::render::calendar::{Calendar, happening, svg};
use samkoll::render::words;

use crate::common::{Texts, cases, lawless, question, synthetic, the_bundled};

/// A calendar to draw.
struct Scene {
    name: String,
    workspace: &'static Workspace,
    as_of: &'static str,
    from: &'static str,
    to: &'static str,
    drawn: OnceLock<String>,
}

impl Scene {
    fn new(name: &str, texts: &Texts, as_of: &'static str) -> Self {
        // For as long as the tests run: a workspace that many scenes show is read once.
        Self::of(name, Box::leak(Box::new(lawless(texts))), as_of)
    }

    fn bundled(name: &str, as_of: &'static str) -> Self {
        Self::of(name, the_bundled(), as_of)
    }

    fn of(name: &str, workspace: &'static Workspace, as_of: &'static str) -> Self {
        let (from, to) = ("2024-01-01", "2024-12-31");
        Self { name: name.into(), workspace, as_of, from, to, drawn: OnceLock::new() }
    }

    fn with<T>(&self, ask: impl FnOnce(&Calendar<'_, '_>) -> T) -> T {
        let model = &self.workspace.model;
        let cycle = Cycle::new(model, question(self.as_of));
        let manifest = model.manifest.as_ref().unwrap();
        let association = manifest.association.as_ref().map_or("", |it| it.value.as_str());
        let (from, to) = (self.from.parse().unwrap(), self.to.parse().unwrap());
        let (workspace, files) = (&manifest.name, &self.workspace.files);
        ask(&Calendar { workspace, association, cycle: &cycle, from, to, files })
    }

    /// Drawn once for all that look at it.
    fn drawn(&self) -> &str {
        self.drawn.get_or_init(|| self.draw())
    }

    fn draw(&self) -> String {
        self.with(|calendar| svg::render(calendar, Language::Sv))
    }
}

/// A workspace with duties, each with its title and its day.
fn duties(duties: impl IntoIterator<Item = (String, String)>) -> Texts {
    let mut file = String::from(
        "id = \"torget\"\ntitle = \"Överenskommelse Torget\"\nkind = \"platform\"\nin_force = { from = 2024-01-01 }\n\n\
         [[party]]\norganisation = \"kassan\"\nclause = \"§7\"\n",
    );
    for (number, (title, day)) in duties.into_iter().enumerate() {
        let title = quoted(&title);
        let _ = write!(
            file,
            "\n[[duty]]\nid = \"duty-{number}\"\ndeliverable = \"report\"\ntitle = {{ sv = {title}, en = {title} }}\n\
             by = \"kassan\"\nevery = \"year\"\ndue = {{ on = \"{day}\" }}\nclause = \"§{number}\"\n"
        );
    }
    // No rule has anything to say of a wheel.
    let mut texts = synthetic();
    texts.insert("agreements/torget.toml".into(), file);
    texts
}

/// A TOML string that survives whatever stands in it.
fn quoted(text: &str) -> String {
    let written = text.chars().map(|c| format!("\\U{:08X}", u32::from(c)));
    format!("\"{}\"", written.collect::<String>())
}

/// So many duties, on days by their numbers.
fn on_days(count: usize, day: impl Fn(usize) -> (usize, usize)) -> Texts {
    duties((0..count).map(|number| {
        let (month, day) = day(number);
        (format!("Rapport nummer {number} om verksamheten"), format!("{month:02}-{day:02}"))
    }))
}

/// One duty in each state, and one that was overdue before the wheel begins.
fn all_states() -> Texts {
    let titles = ["Oklar", "Försenad", "I tid", "Sen", "Kommande", "Försenad sedan länge"];
    let days = ["01-10", "02-10", "02-20", "03-10", "06-10", "01-31"];
    let pairs = titles.iter().zip(days).map(|(title, day)| ((*title).to_owned(), day.to_owned()));
    let mut texts = duties(pairs);
    texts.entry("agreements/torget.toml".into()).and_modify(|file| {
        *file = file.replace("from = 2024-01-01", "from = 2023-01-01");
    });
    let delivery = |duty: usize, day: &str| {
        format!(
            "[[delivery]]\nagreement = \"torget\"\nduty = \"duty-{duty}\"\nby = \"kassan\"\nperiod = \"2024\"\n\
             delivered = {day}\nrecorded = {day}\n\n"
        )
    };
    let complete = |from: &str, to: &str| {
        format!(
            "[[complete]]\ndeliverables = [\"report\"]\nfrom = {from}\nto = {to}\nrecorded = 2024-03-20\n\n"
        )
    };
    let register = [
        delivery(2, "2024-02-19"),
        delivery(3, "2024-03-15"),
        complete("2023-01-31", "2023-01-31"),
        complete("2024-02-01", "2024-03-31"),
    ];
    texts.insert("register/empty.toml".into(), register.concat());
    texts
}

/// Everything since a year overdue before the wheel begins.
fn overdue_since(year: u32) -> Texts {
    let mut texts = on_days(25, |it| (it / 5 + 1, it % 5 + 1));
    let agreement = texts.get_mut("agreements/torget.toml").unwrap();
    *agreement = agreement.replace("from = 2024-01-01", &format!("from = {year}-01-01"));
    let complete = format!(
        "[[complete]]\ndeliverables = [\"report\"]\nfrom = {year}-01-01\nto = 2023-12-31\nrecorded = 2024-01-01\n"
    );
    texts.insert("register/empty.toml".into(), complete);
    texts
}

static SCENES: LazyLock<Vec<Scene>> = LazyLock::new(|| {
    let long = "Uppföljning av samverkansöverenskommelsernas måluppfyllelse med särskild analys av \
                målgruppsutvecklingen och kommunernas medfinansiering under verksamhetsåret";
    let unbroken =
        "Samordningsförbundsverksamhetsuppföljningsrapporteringsanvisningsrevideringsförslaget".repeat(2);
    let mixed = (1..=12).flat_map(|month| {
        [
            (long.to_owned(), format!("{month:02}-28")),
            (format!("{unbroken}{month}"), format!("{month:02}-28")),
        ]
    });
    let as_of = "2024-03-22";
    vec![
        Scene::bundled("the bundled 2024", as_of),
        Scene { from: "2020-01-01", to: "2020-12-31", ..Scene::bundled("the bundled 2020", "2020-03-01") },
        Scene { from: "2019-07-01", to: "2020-06-30", ..Scene::bundled("from July", "2020-03-01") },
        Scene::new("nothing", &synthetic(), as_of),
        Scene::new("60 days", &on_days(60, |it| (it / 5 + 1, it % 5 * 6 + 1)), as_of),
        Scene::new("one day", &on_days(60, |_| (12, 31)), as_of),
        Scene::new("one day in the middle", &on_days(60, |_| (3, 31)), as_of),
        Scene::new("one month", &on_days(60, |it| (1, it / 2 + 1)), as_of),
        Scene::new("the middle of a side", &on_days(60, |it| (it / 30 + 9, it % 30 + 1)), as_of),
        Scene::new("long titles", &duties(mixed), as_of),
        Scene::new("all states", &all_states(), as_of),
        Scene::new("much overdue", &overdue_since(2008), as_of),
        Scene::new("too much", &on_days(150, |it| (it / 30 + 6, it % 10 + 1)), as_of),
    ]
});

// --- Reading a drawing back ---

/// Something drawn, as a convex shape.
#[derive(Debug)]
struct Shape {
    what: String,
    corners: Vec<(f64, f64)>,
}

impl fmt::Display for Shape {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` {:?}", self.what, self.corners)
    }
}

fn number(node: Node<'_, '_>, name: &str) -> f64 {
    let text = node.attribute(name).unwrap_or_else(|| panic!("no {name} in {node:?}"));
    text.parse().unwrap()
}

fn class<'d>(node: Node<'d, '_>) -> &'d str {
    node.attribute("class").unwrap_or_default()
}

fn of_class<'d, 'i>(drawing: &'d Document<'i>, name: &'static str) -> impl Iterator<Item = Node<'d, 'i>> {
    drawing.descendants().filter(move |it| class(*it).split(' ').any(|class| class == name))
}

fn said(node: Node<'_, '_>) -> String {
    node.descendants().filter(|it| it.is_text()).filter_map(|it| it.text()).collect()
}

/// Whether the node lies within one of a class.
fn is_within(node: Node<'_, '_>, name: &str) -> bool {
    node.ancestors().any(|it| class(it).split(' ').any(|class| class == name))
}

fn points(node: Node<'_, '_>) -> Vec<(f64, f64)> {
    let pair = |pair: &str| {
        let (x, y) = pair.split_once(',').unwrap();
        (x.parse().unwrap(), y.parse().unwrap())
    };
    node.attribute("points").unwrap().split(' ').map(pair).collect()
}

/// The box of a text, as wide as the widest common letters make it, turned as the text is.
#[expect(clippy::float_arithmetic, reason = "pixels, not figures")]
fn text_box(node: Node<'_, '_>) -> Shape {
    let (x, y, size) = (number(node, "x"), number(node, "y"), number(node, "font-size"));
    let what = said(node);
    let width = 0.62 * size * f64::from(u32::try_from(what.chars().count()).unwrap());
    let left = match node.attribute("text-anchor").unwrap() {
        "start" => x,
        "middle" => x - width / 2.0,
        "end" => x - width,
        other => panic!("text-anchor {other}"),
    };
    let (top, bottom) = (y - 0.9 * size, y + 0.25 * size);
    let corners = vec![(left, top), (left + width, top), (left + width, bottom), (left, bottom)];
    let turned =
        node.attribute("transform").map(|it| it.strip_prefix("rotate(").unwrap().trim_end_matches(')'));
    let Some(turned) = turned else { return Shape { what, corners } };
    let numbers: Vec<f64> = turned.split(' ').map(|it| it.parse().unwrap()).collect();
    let ((sine, cosine), (x, y)) = (numbers[0].to_radians().sin_cos(), (numbers[1], numbers[2]));
    let turn =
        |(a, b): (f64, f64)| (x + (a - x) * cosine - (b - y) * sine, y + (a - x) * sine + (b - y) * cosine);
    Shape { what, corners: corners.into_iter().map(turn).collect() }
}

/// A mark or a sign with its edge.
#[expect(clippy::float_arithmetic, reason = "pixels, not figures")]
fn sign_shape(group: Node<'_, '_>) -> Shape {
    let what = group.attribute("class").unwrap().to_owned();
    let node = group.first_element_child().unwrap();
    let edge = number(node, "stroke-width") / 2.0;
    let corners = match node.tag_name().name() {
        "circle" => {
            let (x, y, radius) = (number(node, "cx"), number(node, "cy"), number(node, "r") + edge);
            let angle = |step: u32| (f64::from(step) * 22.5).to_radians();
            (0..16).map(|step| (x + radius * angle(step).cos(), y + radius * angle(step).sin())).collect()
        }
        "rect" => {
            let (x, y) = (number(node, "x") - edge, number(node, "y") - edge);
            let side = number(node, "width") + 2.0 * edge;
            vec![(x, y), (x + side, y), (x + side, y + side), (x, y + side)]
        }
        "polygon" => points(node),
        other => panic!("a sign of {other}"),
    };
    Shape { what, corners }
}

/// Whether two convex shapes have room in common: no line goes between them.
#[expect(clippy::float_arithmetic, reason = "pixels, not figures")]
fn collide(a: &Shape, b: &Shape) -> bool {
    let edges = |shape: &Shape| {
        let next = shape.corners.iter().cycle().skip(1);
        shape.corners.iter().zip(next).map(|(from, to)| (to.1 - from.1, from.0 - to.0)).collect::<Vec<_>>()
    };
    let reach = |shape: &Shape, (x, y): (f64, f64)| {
        let along = shape.corners.iter().map(|corner| corner.0 * x + corner.1 * y);
        along.fold((f64::MAX, f64::MIN), |(low, high), it| (low.min(it), high.max(it)))
    };
    edges(a).into_iter().chain(edges(b)).all(|axis| {
        let ((a_low, a_high), (b_low, b_high)) = (reach(a, axis), reach(b, axis));
        a_high > b_low && b_high > a_low
    })
}

type Line = [(f64, f64); 2];

fn segments(node: Node<'_, '_>) -> Vec<Line> {
    points(node).windows(2).map(|pair| [pair[0], pair[1]]).collect()
}

/// Whether two lines cross, and not only touch.
#[expect(clippy::float_arithmetic, reason = "pixels, not figures")]
fn cross([a, b]: Line, [c, d]: Line) -> bool {
    let turn =
        |p: (f64, f64), q: (f64, f64), r: (f64, f64)| (q.0 - p.0) * (r.1 - p.1) - (q.1 - p.1) * (r.0 - p.0);
    turn(a, b, c) * turn(a, b, d) < 0.0 && turn(c, d, a) * turn(c, d, b) < 0.0
}

/// The least distance from a point to a line.
#[expect(clippy::float_arithmetic, reason = "pixels, not figures")]
fn distance([a, b]: Line, point: (f64, f64)) -> f64 {
    let (x, y) = (b.0 - a.0, b.1 - a.1);
    let along = ((point.0 - a.0) * x + (point.1 - a.1) * y) / (x * x + y * y).max(1.0);
    let along = along.clamp(0.0, 1.0);
    (point.0 - a.0 - along * x).hypot(point.1 - a.1 - along * y)
}

/// Complaints about what stands on something else, outside the sheet or in the way.
fn collisions(drawing: &Document<'_>) -> Vec<String> {
    let own = |node: Node<'_, '_>| is_within(node, "mark") || is_within(node, "sign");
    let texts = drawing.descendants().filter(|it| it.has_tag_name("text") && !own(*it));
    let texts: Vec<Shape> = texts.map(text_box).collect();
    let marks: Vec<Shape> = of_class(drawing, "mark").map(sign_shape).collect();
    let signs: Vec<Shape> = of_class(drawing, "sign").map(sign_shape).collect();
    let shapes: Vec<&Shape> = texts.iter().chain(&marks).chain(&signs).collect();
    let mut complaints = Vec::new();
    for (number, shape) in shapes.iter().enumerate() {
        let others = shapes.iter().skip(number + 1).filter(|other| collide(shape, other));
        complaints.extend(others.map(|other| format!("{shape} collides with {other}")));
    }
    complaints.extend(outside(drawing, &shapes));
    let lines = ["leader", "spine", "tick"].iter().flat_map(|class| of_class(drawing, class));
    for line in lines.flat_map(segments) {
        let line = Shape { what: "line".into(), corners: line.to_vec() };
        let hit = texts.iter().find(|text| collide(&line, text));
        complaints.extend(hit.map(|text| format!("{line} goes through {text}")));
    }
    complaints
}

fn outside(drawing: &Document<'_>, shapes: &[&Shape]) -> Vec<String> {
    let sheet = drawing.root_element().attribute("viewBox").unwrap();
    let sheet: Vec<f64> = sheet.split(' ').map(|it| it.parse().unwrap()).collect();
    let inside = |(x, y): &(f64, f64)| (0.0..=sheet[2]).contains(x) && (0.0..=sheet[3]).contains(y);
    let out = shapes.iter().filter(|shape| !shape.corners.iter().all(inside));
    out.map(|shape| format!("{shape} leaves the sheet")).collect()
}

/// Leaders that cross each other or the wheel.
#[expect(clippy::float_arithmetic, reason = "pixels, not figures")]
fn tangles(drawing: &Document<'_>) -> Vec<String> {
    let leaders: Vec<Vec<Line>> = of_class(drawing, "leader").map(segments).collect();
    let rim = of_class(drawing, "rim").next().unwrap();
    let (centre, radius) = ((number(rim, "cx"), number(rim, "cy")), number(rim, "r"));
    let mut complaints = Vec::new();
    for (number, leader) in leaders.iter().enumerate() {
        let others = || leaders.iter().skip(number + 1).flatten();
        for line in leader {
            let crossed = others().filter(|other| cross(*line, **other));
            complaints.extend(crossed.map(|other| format!("{line:?} crosses {other:?}")));
            if distance(*line, centre) < radius - 2.0 {
                complaints.push(format!("{line:?} crosses the wheel"));
            }
        }
    }
    complaints
}

// --- The tests ---

#[test]
fn nothing_stands_on_anything_else() {
    for scene in SCENES.iter() {
        for language in [Language::Sv, Language::En] {
            let anew = || scene.with(|calendar| svg::render(calendar, language));
            let drawn = if language == Language::Sv { scene.drawn().to_owned() } else { anew() };
            let drawing = Document::parse(&drawn).unwrap_or_else(|error| panic!("{}: {error}", scene.name));
            let complaints = collisions(&drawing);
            assert!(complaints.is_empty(), "{} in {language:?}:\n{}", scene.name, complaints.join("\n"));
        }
    }
}

#[test]
fn leaders_cross_neither_each_other_nor_the_wheel() {
    for scene in SCENES.iter() {
        let drawn = scene.drawn();
        let complaints = tangles(&Document::parse(drawn).unwrap());
        assert!(complaints.is_empty(), "{}:\n{}", scene.name, complaints.join("\n"));
    }
}

proptest! {
    #![proptest_config(cases(32))]
    #[test]
    fn whatever_the_days_nothing_collides(
        first in 0_usize..366,
        within in 1_usize..=366,
        after in proptest::collection::vec(0_usize..366, 1..=60),
    ) {
        let start: NaiveDate = "2024-01-01".parse().unwrap();
        let days = after.iter().map(|after| start + Days::new(((first + after % within) % 366) as u64));
        let days: Vec<_> = days.map(|day| (day.month() as usize, day.day() as usize)).collect();
        let drawn = Scene::new("random", &on_days(days.len(), |it| days[it]), "2024-03-22").draw();
        let drawing = Document::parse(&drawn).unwrap();
        prop_assert_eq!(of_class(&drawing, "entry").count(), days.len());
        prop_assert_eq!(collisions(&drawing), Vec::<String>::new());
        prop_assert_eq!(tangles(&drawing), Vec::<String>::new());
    }
}

/// The lines of a label as one.
fn label_of(entry: Node<'_, '_>) -> String {
    let texts = entry.descendants().filter(|it| it.has_tag_name("text") && is_within(*it, "label"));
    let texts = texts.filter(|it| !is_within(*it, "sign"));
    texts.map(said).collect::<Vec<_>>().join(" ")
}

fn only<'d, 'i>(entry: Node<'d, 'i>, name: &str) -> Node<'d, 'i> {
    let found: Vec<_> =
        entry.descendants().filter(|it| class(*it).split(' ').any(|class| class == name)).collect();
    assert_eq!(found.len(), 1, "{name} of {}", said(entry));
    found[0]
}

#[test]
fn every_group_has_one_mark_and_one_label_and_is_told_in_words() {
    for scene in SCENES.iter().filter(|scene| scene.name != "too much") {
        let drawn = scene.drawn();
        let drawing = Document::parse(drawn).unwrap();
        let entries: Vec<_> = of_class(&drawing, "entry").collect();
        let is_plan = drawn.contains("Registret visar inget av det här");
        scene.with(|calendar| {
            let here = |day: NaiveDate| calendar.from <= day && day <= calendar.to;
            let (stand, undated): (Vec<_>, Vec<_>) =
                calendar.happening().into_iter().partition(|it| it.happens_on().is_some());
            let groups = happening(&stand);
            assert!(groups.iter().all(|it| it.day.is_some_and(here)));
            // What no source sets a day for stands apart, on no day.
            let apart: String = of_class(&drawing, "undated").map(said).collect();
            assert!(
                undated.iter().all(|it| apart.contains(it.occurrence.duty.short().get(Language::Sv))),
                "{}: {apart}",
                scene.name
            );
            assert_eq!(apart.contains("utan dag"), !undated.is_empty(), "{}", scene.name);
            let entries: Vec<_> = entries.into_iter().filter(|it| !said(*it).contains("Uppdrag: ")).collect();
            assert_eq!(entries.len(), groups.len(), "{}", scene.name);
            for (group, entry) in groups.iter().zip(entries) {
                let mark = only(entry, "mark");
                // Of a year of which the register says nothing, the plan is drawn, without states.
                let state = if is_plan { "" } else { words::state(group.state).get(Language::Sv) };
                assert!(is_plan || is_within(mark, group.state.name()), "{}", group.title.sv);
                let (label, title) = (label_of(only(entry, "label")), group.title.get(Language::Sv));
                let kept = label.split('…').next().unwrap().replace('\u{a0}', " ");
                let begins = title.chars().take(12).collect::<String>();
                assert!(kept.contains(&begins), "{label}: {title}");
                let times = group.items.len();
                assert_eq!(label.ends_with(&format!("\u{a0}×{times}")), times > 1, "{label}");
                let told = said(entry.descendants().find(|it| it.has_tag_name("title")).unwrap());
                let item = group.items[0];
                let actor = calendar.cycle.actor(item.occurrence.by, item.occurrence.agreement);
                let day = group.day.unwrap().format("%-d ").to_string();
                let whole = item.title();
                let words = [whole.get(Language::Sv), state, actor.get(Language::Sv), &item.clause()];
                assert!(
                    told.starts_with(&day) && words.iter().all(|it| told.contains(it)),
                    "{told}: {words:?}"
                );
            }
        });
    }
}

#[test]
fn the_day_stands_in_the_label_or_above_it() {
    let drawn =
        Scene::new("two days", &on_days(4, |it| if it == 0 { (2, 29) } else { (11, 5) }), "2024-03-22")
            .draw();
    let drawing = Document::parse(&drawn).unwrap();
    let leaders = of_class(&drawing, "leaders").next().unwrap();
    let bold = |node: Node<'_, '_>| {
        let bold = node.descendants().filter(|it| it.has_tag_name("tspan")).map(said);
        bold.collect::<Vec<_>>().join(", ")
    };
    let labels: Vec<String> = of_class(&drawing, "label").map(bold).collect();
    // What is due alone says its day itself; what is due together, once.
    assert_eq!((labels.join(";"), bold(leaders)), ("29 februari;;;".to_owned(), "5 november".to_owned()));
}

/// The angle of a point from the top of the wheel, clockwise, in degrees.
#[expect(clippy::float_arithmetic, reason = "pixels, not figures")]
fn angle(drawing: &Document<'_>, shape: &Shape) -> f64 {
    let rim = of_class(drawing, "rim").next().unwrap();
    let count = f64::from(u32::try_from(shape.corners.len()).unwrap());
    let (x, y) =
        shape.corners.iter().fold((0.0, 0.0), |sum, it| (sum.0 + it.0 / count, sum.1 + it.1 / count));
    (x - number(rim, "cx")).atan2(number(rim, "cy") - y).to_degrees().rem_euclid(360.0)
}

#[test]
fn a_mark_stands_on_its_day_and_never_outside_its_month() {
    let days = [(1, 15), (2, 29), (3, 31), (6, 30), (7, 1), (10, 10), (12, 16)];
    let alone = Scene::new("alone", &on_days(days.len(), |it| days[it]), "2024-03-22").draw();
    let drawing = Document::parse(&alone).unwrap();
    let lengths = [31.0, 29.0, 31.0, 30.0, 31.0, 30.0, 31.0, 31.0, 30.0, 31.0, 30.0, 31.0];
    for (mark, (month, day)) in of_class(&drawing, "mark").map(sign_shape).zip(days) {
        let count = |number: usize| f64::from(u32::try_from(number).unwrap());
        let expected = (count(month - 1) + (count(day) - 0.5) / lengths[month - 1]) * 30.0;
        // On the first and last days, as much as half a mark further in.
        assert!((angle(&drawing, &mark) - expected).abs() < 1.7, "{month}-{day}: {}", angle(&drawing, &mark));
    }
    let together = Scene::new("together", &on_days(60, |_| (12, 31)), "2024-03-22").draw();
    let drawing = Document::parse(&together).unwrap();
    for mark in of_class(&drawing, "mark").map(sign_shape) {
        assert!((330.0..360.0).contains(&angle(&drawing, &mark)), "{mark:?}");
    }
}

#[test]
fn states_differ_by_shape_and_by_colour() {
    let drawn = Scene::new("all states", &all_states(), "2024-03-22").draw();
    let drawing = Document::parse(&drawn).unwrap();
    let mut shapes = BTreeSet::new();
    let mut colours = BTreeSet::new();
    let legend = of_class(&drawing, "foot").next().unwrap();
    // What a waiver covers has its own sign when there is something of the sort.
    for (name, _) in State::NAMES.iter().filter(|(_, state)| *state != State::Waived) {
        let sign = legend.descendants().find(|it| class(*it) == format!("sign {name}")).unwrap();
        let shape = sign.first_element_child().unwrap();
        let (corners, fill) =
            (shape.attribute("points").map(|it| it.split(' ').count()), shape.attribute("fill"));
        let is_hollow = fill == Some("#ffffff");
        shapes.insert((shape.tag_name().name(), corners, is_hollow));
        colours.insert(if is_hollow { shape.attribute("stroke") } else { fill });
        // The same shape means the same on the wheel.
        let mark = of_class(&drawing, "mark").find(|it| is_within(*it, name)).unwrap();
        let mark = mark.first_element_child().unwrap();
        assert_eq!(
            (mark.tag_name().name(), mark.attribute("fill")),
            (shape.tag_name().name(), shape.attribute("fill"))
        );
    }
    assert_eq!(
        (shapes.len(), colours.len()),
        (State::ALL.len() - 1, State::ALL.len() - 1),
        "{shapes:?} {colours:?}"
    );
}

#[test]
fn title_and_description_say_what_there_is_and_hide_nothing() {
    let scene = Scene::new("all states", &all_states(), "2024-03-22");
    let drawn = scene.draw();
    let drawing = Document::parse(&drawn).unwrap();
    let root = drawing.root_element();
    let named = root
        .attribute("aria-labelledby")
        .unwrap()
        .split(' ')
        .map(|id| said(drawing.descendants().find(|it| it.attribute("id") == Some(id)).unwrap()));
    let named: Vec<String> = named.collect();
    assert_eq!(named[0], "Årshjul 2024 – Samordningsförbundet Exempel (syntetiskt)");
    assert_eq!(
        named[1],
        "Läget 2024-03-22: 6 poster i hjulet, försenat från tidigare 1; \
         försenat 2, oklart 2, kommer 1, klart för sent 1, klart 1. Utanför hjulet: oklart från andra tider 5."
    );
    // An image hides what is in it; within the items of the list that is what is wanted.
    assert_eq!(root.attribute("role"), Some("graphics-document document"));
    let items = drawing.descendants().filter(|it| it.attribute("role") == Some("listitem"));
    for item in items {
        assert_eq!(item.parent().unwrap().attribute("role"), Some("list"));
        assert!(
            !item
                .ancestors()
                .any(|it| it.attribute("aria-hidden").is_some() || it.attribute("role") == Some("img"))
        );
        let image = item.first_element_child().unwrap();
        assert_eq!(image.attribute("role"), Some("img"));
        assert!(image.first_element_child().unwrap().has_tag_name("title"));
    }
}

#[test]
fn what_is_overdue_from_before_stands_in_a_list_apart() {
    let scene = Scene::new("all states", &all_states(), "2024-03-22");
    let drawn = scene.draw();
    let drawing = Document::parse(&drawn).unwrap();
    let earlier: Vec<String> = of_class(&drawing, "earlier").map(said).collect();
    assert_eq!(earlier.len(), 1);
    assert!(earlier[0].contains("31 januari 2023 Försenad sedan länge"), "{}", earlier[0]);
    assert!(!of_class(&drawing, "entry").any(|it| said(it).contains("2023")));
    // Without anything overdue from before there is no list.
    let drawn = Scene { as_of: "2023-01-31", ..scene }.draw();
    assert_eq!(of_class(&Document::parse(&drawn).unwrap(), "earlier").count(), 0);
}

#[test]
fn what_is_overdue_from_long_before_is_gathered_by_year_or_all_together() {
    let rows_since = |year: u32| {
        let drawn = Scene::new("much overdue", &overdue_since(year), "2024-03-22").draw();
        let drawing = Document::parse(&drawn).unwrap();
        let text = |node: Node<'_, '_>| said(node.descendants().rfind(|it| it.has_tag_name("text")).unwrap());
        let rows: Vec<String> = of_class(&drawing, "earlier").map(text).collect();
        // All that was gathered is still told.
        for number in 0..25 {
            let told =
                drawn.matches(&format!(": Rapport nummer {number} om verksamheten – försenat")).count();
            assert_eq!(told, usize::try_from(2024 - year).unwrap(), "{number}");
        }
        rows
    };
    assert_eq!(rows_since(2022), ["2022: 25 poster (försenat 25)", "2023: 25 poster (försenat 25)"]);
    assert_eq!(rows_since(2006).len(), 18);
    assert_eq!(rows_since(2005), ["2005–2023: 475 poster (försenat 475)"]);
}

#[test]
fn a_day_that_can_still_move_says_so() {
    let mut texts = on_days(2, |_| (6, 1));
    let agreement = texts.get_mut("agreements/torget.toml").unwrap();
    let (first, last) = agreement.rsplit_once("on = \"06-01\"").unwrap();
    *agreement = format!("{first}after = \"duty-0\", days = 20{last}");
    let drawn = Scene::new("provisional", &texts, "2024-03-22").draw();
    let drawing = Document::parse(&drawn).unwrap();
    let labels: Vec<String> = of_class(&drawing, "label").map(label_of).collect();
    assert!(labels[0].ends_with("verksamheten"), "{labels:?}");
    assert!(labels[1].ends_with("verksamheten\u{a0}(prel.)"), "{labels:?}");
    assert!(drawn.contains("<title>21 juni 2024 (prel.): "));
}

#[test]
fn sixty_find_room_and_more_are_gathered() {
    let drawn = |count: usize| {
        Scene::new("many", &on_days(count, |it| (12 - it % 3, 1 + it / 3 % 2)), "2024-03-22").draw()
    };
    let note = "de fullaste dagarna är samlade";
    assert!(!drawn(60).contains(note));
    let gathered = drawn(61);
    let drawing = Document::parse(&gathered).unwrap();
    let labels: Vec<String> = of_class(&drawing, "label").map(label_of).collect();
    assert_eq!(labels.len(), 51, "one day of eleven is gathered");
    assert!(labels.iter().any(|it| it == "1 december: 11 poster (kommer 11)"), "{labels:?}");
    assert!(
        gathered.contains(note)
            && said(drawing.descendants().find(|it| it.has_tag_name("desc")).unwrap()).contains(note)
    );
    // All that was gathered is still told.
    for number in 0..61 {
        assert!(gathered.contains(&format!(": Rapport nummer {number} om verksamheten –")), "{number}");
    }
}

#[test]
fn when_even_the_days_are_too_many_months_are_gathered() {
    let drawn = Scene::new("daily", &on_days(336, |it| (it / 28 + 1, it % 28 + 1)), "2024-03-22").draw();
    let drawing = Document::parse(&drawn).unwrap();
    let labels: Vec<String> = of_class(&drawing, "label").map(label_of).collect();
    assert!(labels.len() <= 60, "{labels:?}");
    assert!(labels.iter().any(|it| it == "januari: 28 poster (oklart 28)"), "{labels:?}");
    assert!(drawn.contains("det mesta är samlat månad för månad"));
    assert_eq!(collisions(&drawing), Vec::<String>::new());
}

#[test]
fn what_the_files_say_stays_text() {
    let titles = [
        "<script>alert('x')</script>",
        "]]> & \"quoted\" &amp; <!-- -->",
        "\u{7}bell\u{1b}[31m\u{0} and \u{fffe}\u{202e}turned",
        "two\r\nlines\tand a tab",
        "漢字".repeat(60).as_str(),
    ]
    .map(str::to_owned);
    let pairs = titles.iter().enumerate().map(|(at, title)| (title.clone(), format!("05-1{at}")));
    let mut texts = duties(pairs);
    let manifest = texts.get_mut("samkoll.toml").unwrap();
    *manifest = manifest.replace("(syntetiskt)", "</title><script/>&");
    let drawn = Scene::new("hostile", &texts, "2024-03-22").draw();
    let drawing = Document::parse(&drawn).unwrap();
    assert!(!drawing.descendants().any(|it| it.has_tag_name("script")));
    assert!(drawn.chars().all(|c| c == '\n' || !c.is_control()), "control characters");
    let told: Vec<String> = of_class(&drawing, "entry").map(said).collect();
    for (told, title) in told.iter().zip([
        "<script>alert('x')</script>",
        "]]> & \"quoted\" &amp; <!-- -->",
        "bell[31m and turned",
        "two lines and a tab",
        "漢字漢字",
    ]) {
        assert!(told.contains(title), "{told}: {title}");
    }
    assert!(said(drawing.root_element()).contains("Exempel </title><script/>&"));
    assert_eq!(collisions(&drawing), Vec::<String>::new());
}

#[test]
fn nothing_outside_the_file_is_needed_and_the_bytes_are_the_same() {
    for scene in SCENES.iter() {
        let drawn = scene.drawn();
        assert_eq!(drawn, scene.draw(), "{}", scene.name);
        let drawing = Document::parse(drawn).unwrap();
        let allowed = BTreeSet::from([
            "svg", "title", "desc", "style", "g", "rect", "circle", "path", "polygon", "polyline", "text",
            "tspan",
        ]);
        for node in drawing.descendants().filter(Node::is_element) {
            assert!(allowed.contains(node.tag_name().name()), "{node:?}");
            assert!(!node.attributes().any(|it| it.name().contains("href")
                || it.name().starts_with("on")
                || it.value().contains("url(")));
        }
        assert!(!said(drawing.descendants().find(|it| it.has_tag_name("style")).unwrap()).contains("import"));
    }
}

#[test]
fn months_run_from_the_first_and_the_hand_points_at_the_day() {
    let texts = on_days(2, |it| (8 + it, 1));
    let scene = Scene { from: "2024-07-01", to: "2025-06-30", ..Scene::new("July", &texts, "2024-08-16") };
    let drawn = scene.draw();
    let drawing = Document::parse(&drawn).unwrap();
    let months = drawing.descendants().filter(|it| it.attribute("transform").is_some()).map(said);
    assert_eq!(months.take(2).collect::<Vec<_>>(), ["juli", "augusti"]);
    let hand = of_class(&drawing, "hand").next().unwrap();
    // The middle of the second month.
    let towards = angle(&drawing, &Shape { what: "hand".into(), corners: points(hand) });
    assert!((44.5..45.5).contains(&towards), "{towards}");
    let pointers = |drawn: &str| drawn.matches("class=\"pointer\"").count();
    assert_eq!(pointers(&drawn), 2, "on the wheel and in the legend");
    let other_year = Scene { as_of: "2024-06-30", ..scene }.draw();
    assert_eq!((pointers(&other_year), other_year.contains("class=\"hand\"")), (0, false));
}

#[test]
fn what_is_done_stands_on_the_day_it_was_done_and_by_its_label() {
    let mut texts = all_states();
    texts.entry("agreements/torget.toml".into()).and_modify(|file| {
        *file = file.replace("id = \"duty-3\"", "id = \"duty-3\"\nlabel = \"Kort\"");
    });
    let drawn = Scene::new("all states", &texts, "2024-03-22").draw();
    let drawing = Document::parse(&drawn).unwrap();
    let late = of_class(&drawing, "entry").find(|it| is_within(only(*it, "mark"), "late")).unwrap();
    // It was due on the tenth.
    assert!(label_of(only(late, "label")).contains("15 mars Kort"), "{}", label_of(only(late, "label")));
    let told = said(late.descendants().find(|it| it.has_tag_name("title")).unwrap());
    assert!(told.starts_with("15 mars 2024: Sen – "), "{told}");
}

#[test]
fn no_label_is_cut() {
    let scene = SCENES.iter().find(|it| it.name == "long titles").unwrap();
    let drawn = scene.drawn();
    assert!(!drawn.contains('…') && !drawn.contains('?'));
}

#[test]
fn a_plan_shows_no_states_and_neither_does_a_year_of_which_nothing_is_known() {
    let scene = Scene::bundled("the bundled 2024", "2024-03-22");
    let wheel = svg::Wheel { plan: true, ..svg::Wheel::default() };
    let plan = scene.with(|calendar| svg::render_as(calendar, wheel, Language::Sv));
    let drawing = Document::parse(&plan).unwrap();
    let titled = drawing.root_element().first_element_child().map(said).unwrap();
    assert_eq!(titled, "Årsplan 2024 – Samordningsförbundet Umeåregionen");
    assert!(of_class(&drawing, "entry").count() > 10 && of_class(&drawing, "hand").count() == 0);
    for (_, state) in State::NAMES {
        assert!(!plan.contains(&format!(" {}\"", state.name())), "{}", state.name());
    }
    // The annual report was decided on 22 March: in the plan it stands on the day it is due.
    assert!(plan.contains("31 mars 2024: Styrelsen beslutar om årsredovisningen (2023) – 1 post"), "{plan}");
    let silent = Scene::new("silent", &on_days(4, |it| (it + 1, 1)), "2024-12-31").draw();
    assert!(
        silent.contains("Registret visar inget av det här: hjulet visar planen, utan lägen."),
        "{silent}"
    );
    assert!(!silent.contains("unknown\""), "{silent}");
}

#[test]
fn colours_tell_whose_each_thing_is_and_the_legend_says_so() {
    let scene = Scene::bundled("the bundled 2024", "2024-03-22");
    for (by, names) in [
        (By::Responsible, ["Styrelsen", "Medlemmar och parter", "Förbundet"]),
        (By::Agreement, ["Mötesplan för 2024/Årshjul", "Finsamlagen (2003:1210)", "Uppdrag"]),
    ] {
        let wheel = svg::Wheel { plan: false, by };
        let drawn = scene.with(|calendar| svg::render_as(calendar, wheel, Language::Sv));
        let drawing = Document::parse(&drawn).unwrap();
        let foot = of_class(&drawing, "foot").next().unwrap();
        let legend = said(foot);
        assert!(names.iter().all(|name| legend.contains(name)), "{legend}");
        // A colour in the wheel is one of those in the legend, or that of what is nobody's alone.
        let fill = |it: Node<'_, '_>| {
            let shape = it.first_element_child().unwrap();
            let fill = shape.attribute("fill").filter(|it| *it != "#ffffff");
            fill.or(shape.attribute("stroke")).unwrap().to_owned()
        };
        let known: BTreeSet<String> = of_class(&drawing, "whose").map(fill).collect();
        let marks: BTreeSet<String> = of_class(&drawing, "mark").map(fill).collect();
        assert!(marks.len() > 2, "{marks:?}");
        assert!(marks.iter().all(|it| known.contains(it) || it == "#3a4652"), "{marks:?}: {known:?}");
    }
}

/// A body has the same colour where the wheel shows how things stand and where it shows the plan.
#[test]
fn the_plan_and_the_wheel_have_the_same_colours() {
    for day in ["2023-06-30", "2024-03-22", "2024-11-30"] {
        let scene = Scene::bundled("the bundled 2024", day);
        let colours = [false, true].map(|plan| {
            let wheel = svg::Wheel { plan, by: By::Responsible };
            let drawn = scene.with(|calendar| svg::render_as(calendar, wheel, Language::Sv));
            let drawing = Document::parse(&drawn).unwrap();
            let foot = of_class(&drawing, "foot").next().unwrap();
            let colour = |it: Node<'_, '_>| {
                let name = it.next_sibling_element().map(said).unwrap_or_default();
                (name, it.first_element_child().unwrap().attribute("fill").unwrap().to_owned())
            };
            foot.children().filter(|it| class(*it) == "whose").map(colour).collect::<BTreeSet<_>>()
        });
        assert!(colours[0].len() > 3, "{colours:?}");
        assert_eq!(colours[0], colours[1], "{day}");
    }
}

#[test]
fn what_does_not_fit_the_wheel_is_counted() {
    let texts = on_days(2, |it| (it + 1, 10));
    let scene = Scene { from: "2024-02-01", to: "2025-12-31", ..Scene::new("long", &texts, "2024-03-22") };
    let drawn = scene.draw();
    assert!(drawn.contains("efter hjulets tolv månader 1, oklart från andra tider 1"), "{drawn}");
    let known_at = scene.with(|calendar| {
        let question =
            samkoll::facts::Question { known_at: "2024-03-01".parse().ok(), ..calendar.cycle.question() };
        let cycle = Cycle::new(calendar.cycle.model(), question);
        svg::render(&Calendar { cycle: &cycle, ..*calendar }, Language::En)
    });
    assert!(known_at.contains("By what was known on 2024-03-01."), "{known_at}");
}

#[test]
fn the_wheel_of_all_states() {
    let drawn = Scene::new("all states", &all_states(), "2024-03-22").draw();
    insta::with_settings!({ omit_expression => true }, { insta::assert_snapshot!(drawn) });
}
