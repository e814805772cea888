//! What agreements, registers, figures and rules *say*: raw tables in, typed values out,
//! with every problem found on the way.

pub mod actor;
pub mod adopts;
pub mod agreement;
pub mod assignment;
pub mod case;
pub mod chart;
mod check;
pub mod citation;
pub mod declared;
pub mod document;
pub mod done;
pub mod duty;
pub mod family;
pub mod figure;
pub mod follow_up;
mod index;
mod known;
pub mod label;
pub mod life;
mod long;
mod manifest;
pub mod naming;
pub mod numbering;
pub mod organisation;
pub mod own;
pub mod period;
mod problems;
mod read;
pub mod reference;
pub mod register;
pub mod remark;
pub mod rule;
pub mod statute;
pub mod text;
pub mod waiver;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chrono::{Datelike, NaiveDate};

pub use check::{is_of_another, last_planned, never_planned};
pub use manifest::{AsideOf, Manifest, OwnParameter, Parts, SetAside, usual};
pub(crate) use read::MOST_YEARS;
pub use read::{Validity, Whole};

use actor::{Actor, Role};
use adopts::Adopts;
use agreement::{Agreement, AgreementKind, Commitment, Notice};
use assignment::Assignment;
use chart::{Chart, ChartRow, ObjectRow};
use citation::Citation;
use declared::{Declaration, Declared, FileSort};
use document::{Checklist, Structure};
use duty::{Duty, Need};
use family::Family;
use figure::{FigureName, Relation, Table};
use follow_up::{Action, Assertion, Goal, Initiative};
use index::{Index, Made};
use label::Answer;
use organisation::{Document, Organisation, OrganisationKind};
use read::{Problems, Reader};
use reference::DutyReference;
use register::{Change, Cover, Decision, Delivery, Meeting, Planned};
use remark::Remark;
use rule::RuleText;
use waiver::Waiver;

use crate::amount::Text;
use crate::diagnostic::{Problem, Severity};
use crate::limits;
use crate::source::{FileId, Files, Span, Spanned, Table as TomlTable, parse};

/// Everything a workspace says. What stands where is worked out when first asked for: who changes a model that has
/// been asked changes a copy of it, which starts over.
#[derive(Debug, Default, Clone)]
pub struct Model {
    /// The manifest.
    pub manifest: Option<Manifest>,
    /// Source documents.
    pub documents: Vec<Document>,
    /// Organisations, units and bodies.
    pub organisations: Vec<Organisation>,
    /// Agreements, shared terms among them.
    pub agreements: Vec<Agreement>,
    /// What the förbund's own year must have before one of the law's duties.
    pub needs: Vec<Need>,
    /// The catalogue of figures.
    pub figures: Vec<FigureName>,
    /// Relations between figures.
    pub relations: Vec<Relation>,
    /// Families of relations, which are spread to relations when all files are read.
    pub families: Vec<Family>,
    /// The charts of accounts: those that the standard has rows for, and the one that the ledger follows.
    pub charts: Vec<Chart>,
    /// Which accounts come to which figure.
    pub chart_rows: Vec<ChartRow>,
    /// What is booked on which objects comes to which figure.
    pub object_rows: Vec<ObjectRow>,
    /// Tables of claims.
    pub tables: Vec<Table>,
    /// Meetings.
    pub meetings: Vec<Meeting>,
    /// Decisions.
    pub decisions: Vec<Decision>,
    /// Deliveries.
    pub deliveries: Vec<Delivery>,
    /// Days set for what is due.
    pub planned: Vec<Planned>,
    /// What the register holds all of.
    pub covers: Vec<Cover>,
    /// Announced changes of what a party contributes.
    pub changes: Vec<Change>,
    /// Auditors' remarks.
    pub remarks: Vec<Remark>,
    /// Assignments.
    pub assignments: Vec<Assignment>,
    /// Goals.
    pub goals: Vec<Goal>,
    /// Statements that judge figures.
    pub statements: Vec<Assertion>,
    /// Initiatives.
    pub initiatives: Vec<Initiative>,
    /// What a reader calls the headings of an initiative, by the key.
    pub initiative_fields: BTreeMap<String, Text>,
    /// Actions of development plans.
    pub actions: Vec<Action>,
    /// Checklists.
    pub checklists: Vec<Checklist>,
    /// The structure of documents.
    pub structures: Vec<Structure>,
    /// Waivers.
    pub waivers: Vec<Waiver>,
    /// What the rows of documents are, as the förbund has answered.
    pub answers: Vec<Answer>,
    /// Rules, but for their scripts.
    pub rules: Vec<Arc<RuleText>>,
    /// How many of the files, the first ones, are the standard's.
    pub standard_files: u32,
    /// What the förbund has put in the place of something of the standard.
    pub replaced: Vec<Spanned<String>>,
    /// What the values that rules show are called, by name.
    pub labels: BTreeMap<String, Text>,
    /// Every document that something names as its source.
    pub cited: Vec<Spanned<String>>,
    /// The catalogue spread over the organisations, made when first asked for, when all files are read.
    spread: Made<BTreeMap<String, FigureName>>,
    /// The last day each document tells of, made when first asked for.
    told: Made<known::Told>,
    /// Where things stand by their ids, made when first asked for.
    index: Made<Index>,
}

/// What a file of the workspace is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FileKind {
    /// Agreements, organisations, sources.
    Agreements,
    /// Rules and the catalogue; with the family, the name of the folder.
    Rules(String),
    /// Figures.
    Figures,
    /// The register.
    Register,
    /// Goals, statements, initiatives, actions, checklists, structures.
    FollowUp,
    /// Waivers.
    Waivers,
    /// What the rows of documents are.
    Labels,
}

/// Reads the manifest. With a syntax error there is none.
#[must_use]
pub fn read_manifest(files: &Files, file: FileId) -> (Option<Manifest>, Vec<Problem>) {
    let problems = Problems::default();
    let manifest = tree(files, file).told(&problems).map(|table| manifest::read(&table, &problems));
    (manifest, problems.into_vec())
}

/// Reads a case of a rule, whose outcomes go by some names. Of one that is not whole there are the problems alone.
#[must_use]
pub fn read_case<O: Copy>(
    files: &Files,
    file: FileId,
    outcomes: &[(&'static str, O)],
) -> (Option<case::RuleCase<O>>, Vec<Problem>) {
    let problems = Problems::default();
    let case = tree(files, file).told(&problems).and_then(|table| case::read(&table, &problems, outcomes));
    (case, problems.into_vec())
}

/// Reads the standard's files, which are all that there are yet.
#[must_use]
pub fn read_standard(files: &Files, kinds: &[(FileId, FileKind)]) -> (Model, Vec<Problem>) {
    let problems = Problems::default();
    let mut model = Model::default();
    read_each(&mut model, files, kinds, Vec::new(), &problems);
    model.standard_files = files.count();
    (model, problems.into_vec())
}

/// Reads a workspace's own files on top of the standard; a file that is not TOML is left out, and then
/// references are not checked, since what they refer to may stand there. Those that are parsed, the first ones, are
/// not parsed again.
#[must_use]
pub fn read_files(
    manifest: Option<Manifest>,
    standard: &Model,
    files: &Files,
    kinds: &[(FileId, FileKind)],
    parsed: Vec<Parsed<'_>>,
    all_there: bool,
) -> (Model, Vec<Problem>) {
    let problems = Problems::default();
    let mut model = Model { manifest: manifest.clone(), ..standard.clone() };
    let whole = read_each(&mut model, files, kinds, parsed, &problems) && all_there;
    model.cited = problems.take_cited();
    // The manifest was read before, by itself.
    let set = manifest.iter().flat_map(|it| &it.parameters);
    model.cited.extend(set.map(|it| it.source.document.clone()));
    if check::too_many_names(&model, &problems) {
        // Nothing is worked out from it, and nobody is told that what it says is not there.
        return (Model { manifest, ..standard.clone() }, problems.into_vec());
    }
    own::settle(&mut model, &problems);
    // What was looked for on the way has seen a half.
    model.index = Made::default();
    family::spread(&mut model, &problems);
    if check::too_much(&model, &problems) {
        return (Model { manifest, ..standard.clone() }, problems.into_vec());
    }
    model.index = Made::default();
    let references = || if whole { Problems::found(|it| check::references(&model, it)) } else { Vec::new() };
    let (ids, references) = rayon::join(|| Problems::found(|it| check::ids(&model, it)), references);
    let problems = problems.into_vec().into_iter().chain(ids).chain(references).collect();
    (model, problems)
}

/// What the readers ask of a file, and what they find wrong in it by itself. No kind is that of the manifest.
#[must_use]
pub fn declared(files: &Files, file: FileId, kind: Option<&FileKind>) -> Declaration {
    let read = |table: &TomlTable<'_>, problems: &Problems| match kind {
        Some(kind) => read_file(table, kind, &mut Model::default(), problems),
        None => drop(manifest::read(table, problems)),
    };
    let sort = |table: &TomlTable<'_>| kind.map_or(FileSort::Manifest, |kind| FileSort::of(kind, table));
    declared_by(files, file, read, sort)
}

/// The same of a case of a rule.
#[must_use]
pub fn declared_case<O: Copy>(files: &Files, file: FileId, outcomes: &[(&'static str, O)]) -> Declaration {
    let read = |table: &TomlTable<'_>, problems: &Problems| drop(case::read(table, problems, outcomes));
    declared_by(files, file, read, |_| FileSort::Case)
}

fn declared_by(
    files: &Files,
    file: FileId,
    read: impl Fn(&TomlTable<'_>, &Problems),
    sort: impl Fn(&TomlTable<'_>) -> FileSort,
) -> Declaration {
    let problems = Problems::that_keep_asks();
    let table = tree(files, file).told(&problems);
    if let Some(table) = &table {
        read(table, &problems);
    }
    Declaration {
        path: files.path(file).to_owned(),
        text: files.text(file).to_owned(),
        sort: table.as_ref().map(sort),
        asked: table
            .as_ref()
            .zip(problems.asks())
            .map(|(table, asks)| Declared::of(table, asks))
            .unwrap_or_default(),
        problems: problems.into_vec(),
    }
}

/// A file's tree, unless its text is empty or not TOML, and what the grammar says against it.
#[derive(Debug)]
pub struct Parsed<'f> {
    table: Option<TomlTable<'f>>,
    problems: Vec<Problem>,
}

impl<'f> Parsed<'f> {
    fn told(self, problems: &Problems) -> Option<TomlTable<'f>> {
        self.problems.into_iter().for_each(|it| problems.push(it));
        self.table
    }
}

/// How many bytes of files are parsed before any is read: their trees are all there at once.
const PARSED_AHEAD: usize = 8 * 1024 * 1024;

/// The first of some files, parsed: all of them, but where they are very many. Nothing else need be known for it.
#[must_use]
pub fn parsed<'f>(files: &'f Files, kinds: &[(FileId, FileKind)]) -> Vec<Parsed<'f>> {
    let mut bytes = 0_usize;
    let first = kinds.iter().take_while(|(file, _)| {
        bytes = bytes.saturating_add(files.text(*file).len());
        bytes <= PARSED_AHEAD
    });
    first.map(|(file, _)| tree(files, *file)).collect()
}

/// Reads each file for what it is for; whether all of them could be read.
fn read_each(
    model: &mut Model,
    files: &Files,
    kinds: &[(FileId, FileKind)],
    parsed: Vec<Parsed<'_>>,
    problems: &Problems,
) -> bool {
    let mut whole = true;
    let mut parsed = parsed.into_iter();
    for (file, kind) in kinds {
        match parsed.next().unwrap_or_else(|| tree(files, *file)).told(problems) {
            Some(table) => read_file(&table, kind, model, problems),
            None => whole = false,
        }
    }
    whole
}

fn tree(files: &Files, file: FileId) -> Parsed<'_> {
    if files.text(file).trim().is_empty() {
        return Parsed { table: None, problems: vec![problems::empty_file(files.line_span(file, 1))] };
    }
    let (mut table, errors, more) = parse(files, file);
    // What a whole file lacks is said at its first line.
    table.span = files.line_span(file, 1);
    let mut problems = long::too_long(&table);
    for error in &errors {
        let line = files.slice(files.line_span(file, files.place(error.span).line));
        // What people mean by a day or a number stands on a line of its own.
        let line = if line.len() > limits::NAME { "" } else { line };
        problems.push(problems::syntax(error, line));
    }
    problems.extend(more.map(|(span, count)| Problem::more(Severity::Error, span, count)));
    Parsed { table: errors.is_empty().then_some(table), problems }
}

fn read_file(table: &TomlTable<'_>, kind: &FileKind, model: &mut Model, problems: &Problems) {
    match (FileSort::of(kind, table), kind) {
        (FileSort::Agreement, _) => model.agreements.extend(agreement::read(table, problems)),
        (FileSort::Rule, FileKind::Rules(family)) => {
            model.rules.extend(rule::read(table, family, problems).map(Arc::new));
        }
        _ => read_lists(table, kind, model, problems),
    }
}

/// Files that are lists of entries.
fn read_lists(table: &TomlTable<'_>, kind: &FileKind, model: &mut Model, problems: &Problems) {
    let mut reader = Reader::new(table, problems);
    if matches!(kind, FileKind::Agreements | FileKind::Figures | FileKind::Register | FileKind::FollowUp) {
        let documents = reader.tables("source").into_iter();
        model.documents.extend(documents.filter_map(organisation::read_document));
    }
    if *kind == FileKind::Agreements {
        let organisations = reader.tables("organisation").into_iter();
        model.organisations.extend(organisations.filter_map(organisation::read));
        model.needs.extend(reader.tables("need").into_iter().filter_map(duty::read_need));
    }
    if matches!(kind, FileKind::Rules(_)) {
        for (name, label) in rule::labels(&mut reader) {
            // The standard is read first; a rule of one's own says in its own file what it means by a name.
            model.labels.entry(name).or_insert(label);
        }
    }
    if matches!(kind, FileKind::Rules(_) | FileKind::Figures) {
        model.figures.extend(reader.tables("figure").into_iter().filter_map(figure::read_name));
        let relations = reader.tables("relation").into_iter();
        model.relations.extend(relations.filter_map(figure::read_relation));
        model.families.extend(reader.tables("partition").into_iter().filter_map(family::read_partition));
        model.families.extend(reader.tables("mean").into_iter().filter_map(family::read_mean));
        model.families.extend(reader.tables("flow").into_iter().filter_map(family::read_flow));
        let of_accounts = chart::read(&mut reader);
        model.charts.extend(of_accounts.chart);
        model.chart_rows.extend(of_accounts.rows);
        model.object_rows.extend(of_accounts.objects);
    }
    if *kind == FileKind::Figures {
        model.tables.extend(figure::read_tables(&mut reader));
        // What a document says of itself stands beside its figures, where both are read out of it.
        let structures = reader.tables("structure").into_iter();
        model.structures.extend(structures.filter_map(document::read_structure));
    }
    if *kind == FileKind::Register {
        read_register(&mut reader, model);
    }
    if *kind == FileKind::FollowUp {
        read_follow_up(&mut reader, model);
    }
    if *kind == FileKind::Waivers {
        model.waivers.extend(reader.tables("waiver").into_iter().filter_map(waiver::read));
    }
    if *kind == FileKind::Labels {
        model.answers.extend(reader.tables("label").into_iter().filter_map(label::read));
    }
    reader.finish();
}

fn read_register(reader: &mut Reader<'_>, model: &mut Model) {
    let meetings = reader.tables("meeting").into_iter();
    model.meetings.extend(meetings.filter_map(register::read_meeting));
    let decisions = reader.tables("decision").into_iter();
    model.decisions.extend(decisions.filter_map(register::read_decision));
    let planned = reader.tables("planned").into_iter();
    model.planned.extend(planned.filter_map(register::read_planned));
    let deliveries = reader.tables("delivery").into_iter();
    model.deliveries.extend(deliveries.filter_map(register::read_delivery));
    let covers = reader.tables("complete").into_iter();
    model.covers.extend(covers.filter_map(register::read_cover));
    model.changes.extend(reader.tables("change").into_iter().filter_map(register::read_change));
    model.remarks.extend(reader.tables("remark").into_iter().filter_map(remark::read));
    let assignments = reader.tables("assignment").into_iter();
    model.assignments.extend(assignments.filter_map(assignment::read));
}

fn read_follow_up(reader: &mut Reader<'_>, model: &mut Model) {
    model.goals.extend(reader.tables("goal").into_iter().filter_map(follow_up::read_goal));
    let statements = reader.tables("statement").into_iter();
    model.statements.extend(statements.filter_map(follow_up::read_statement));
    let initiatives = reader.tables("initiative").into_iter();
    model.initiatives.extend(initiatives.filter_map(follow_up::read_initiative));
    let fields = reader.tables("initiative-field").into_iter();
    model.initiative_fields.extend(fields.filter_map(follow_up::read_field));
    model.actions.extend(reader.tables("action").into_iter().filter_map(follow_up::read_action));
    let checklists = reader.tables("checklist").into_iter();
    model.checklists.extend(checklists.filter_map(document::read_checklist));
    let structures = reader.tables("structure").into_iter();
    model.structures.extend(structures.filter_map(document::read_structure));
}

/// What an agreement says once the terms it shares are added.
#[derive(Debug, Default)]
pub struct Terms<'m> {
    /// Its own commitments and those of the shared terms it has not replaced or left out.
    pub commitments: Vec<&'m Commitment>,
    /// Duties likewise.
    pub duties: Vec<&'m Duty>,
    /// Its own notice, or that of the shared terms.
    pub notice: Option<&'m Notice>,
}

impl Model {
    /// A document and the place in it, as one cites them.
    #[must_use]
    pub fn cited(&self, source: &Citation) -> String {
        self.cited_at(&source.document.value, source.part.as_deref())
    }

    /// A document by its title, or else its id, and the place in it where one is given.
    #[must_use]
    pub fn cited_at(&self, document: &str, part: Option<&str>) -> String {
        let title = self.document(document).map_or(document, |it| it.title.as_str());
        match part.filter(|part| !part.is_empty()) {
            Some(part) => format!("{title}, {part}"),
            None => title.to_owned(),
        }
    }

    /// Who holds a role on a day, in the order of the files.
    pub fn holders(&self, role: Role, day: NaiveDate) -> impl Iterator<Item = &Organisation> {
        self.with_role().filter(move |it| it.holds(role, day))
    }

    /// Who holds a role on a day, by id; the role's own word where nobody does, so that what it is to do is not lost.
    #[must_use]
    pub fn who(&self, role: Role, day: NaiveDate) -> Vec<&str> {
        let holders: Vec<&str> = self.holders(role, day).map(|it| it.id.value.as_str()).collect();
        if holders.is_empty() { vec![role.name()] } else { holders }
    }

    /// Whether an organisation holds a role, whatever the day.
    #[must_use]
    pub fn has_role(&self, id: &str, role: Role) -> bool {
        self.organisation(id).is_some_and(|it| it.has_role(role))
    }

    /// Whether an actor is, or stands for, an organisation on a day.
    #[must_use]
    pub fn is_actor(&self, actor: &Actor, id: &str, day: NaiveDate) -> bool {
        match actor {
            Actor::Organisation(own) => own == id,
            Actor::Role(role) => self.organisation(id).is_some_and(|it| it.holds(*role, day)),
            Actor::EachMember => self.organisation(id).is_some_and(|it| it.is_member(day)),
            Actor::EachParty | Actor::Platform => false,
        }
    }

    /// Whether something stands in the standard, and not in the förbund's own files.
    #[must_use]
    pub const fn is_standard(&self, span: Span) -> bool {
        span.file.index() < self.standard_files
    }

    /// What a reader calls an actor on a day.
    #[must_use]
    pub fn actor(&self, actor: &Actor, day: NaiveDate) -> Text {
        let one = match actor {
            Actor::Organisation(id) => self.organisation(id),
            Actor::Role(role) => self.holders(*role, day).next(),
            _ => None,
        };
        one.map_or_else(|| actor.title(), |it| Text::same(&it.name))
    }

    /// Whether anything is asked about a year: nothing is of those before the workspace begins.
    #[must_use]
    pub fn is_asked(&self, year: i32) -> bool {
        self.since().is_none_or(|since| since.year() <= year)
    }

    /// The first day the workspace knows of, when it says.
    #[must_use]
    pub fn since(&self) -> Option<NaiveDate> {
        self.manifest.as_ref()?.since
    }

    /// The day it is asked about unless another is given, when it says.
    #[must_use]
    pub fn as_of(&self) -> Option<NaiveDate> {
        self.manifest.as_ref()?.as_of
    }

    /// Why a rule is set aside, if it is.
    #[must_use]
    pub fn set_aside(&self, rule: &RuleText) -> Option<&SetAside> {
        self.manifest.as_ref()?.set_aside(rule)
    }

    /// The folder for files of a kind: the first the manifest names, else the usual.
    #[must_use]
    pub fn folder(&self, named: fn(&Parts) -> &Option<Vec<Spanned<String>>>, usual: &str) -> String {
        let is_folder = |path: &&Spanned<String>| !path.value.ends_with(".toml");
        let named = self.manifest.as_ref().and_then(|manifest| named(&manifest.parts).as_ref());
        let found = named.and_then(|paths| paths.iter().find(is_folder));
        found.map_or(usual, |path| path.value.as_str()).trim_end_matches('/').to_owned()
    }

    /// The chart that the förbund says its ledger follows.
    #[must_use]
    pub fn own_chart(&self) -> Option<&Chart> {
        self.charts.iter().find(|it| !self.is_standard(it.name.span))
    }

    /// The charts that the standard has rows for.
    pub fn known_charts(&self) -> impl Iterator<Item = &Chart> {
        self.charts.iter().filter(|it| self.is_standard(it.name.span))
    }

    /// The association the workspace is about.
    #[must_use]
    pub fn association(&self) -> Option<&str> {
        let manifest = self.manifest.as_ref()?;
        manifest.association.as_ref().map(|association| association.value.as_str())
    }

    /// Agreements proper, without the terms they share.
    pub fn proper_agreements(&self) -> impl Iterator<Item = &Agreement> {
        self.agreements.iter().filter(|agreement| agreement.kind != AgreementKind::Terms)
    }

    /// What an agreement says, with the terms it shares as far as some of the files count.
    #[must_use]
    pub(crate) fn terms_of<'m>(
        &'m self,
        agreement: &'m Agreement,
        counts: impl Fn(&Agreement) -> bool,
    ) -> Terms<'m> {
        let mut terms = Terms::default();
        let mut omitted: BTreeSet<&str> = BTreeSet::new();
        for current in self.with_shared(agreement).into_iter().take_while(|it| counts(it)) {
            terms.add(current, &omitted);
            omitted.extend(current.omits.iter().map(|id| id.value.as_str()));
        }
        terms
    }

    /// The terms an agreement shares, nearest first.
    pub fn shared_terms<'m>(&'m self, agreement: &'m Agreement) -> impl Iterator<Item = &'m Agreement> {
        self.with_shared(agreement).into_iter().skip(1)
    }

    /// An agreement, the terms it shares, and those that they share; a circle is walked once.
    pub(crate) fn with_shared<'m>(&'m self, agreement: &'m Agreement) -> Vec<&'m Agreement> {
        let mut found: Vec<&Agreement> = Vec::new();
        let mut next = Some(agreement);
        while let Some(current) = next.filter(|it| found.iter().all(|known| known.id.value != it.id.value)) {
            found.push(current);
            next = current.terms.as_ref().and_then(|terms| self.agreement(&terms.value));
        }
        found
    }
}

impl<'m> Terms<'m> {
    fn add(&mut self, agreement: &'m Agreement, omitted: &BTreeSet<&str>) {
        let mut known: BTreeSet<&str> = self.commitments.iter().map(|it| it.id.value.as_str()).collect();
        let is_new = |id: &'m str, known: &mut BTreeSet<&'m str>| known.insert(id) && !omitted.contains(id);
        let own = agreement.commitments.iter();
        self.commitments.extend(own.filter(|it| is_new(&it.id.value, &mut known)));
        let mut known: BTreeSet<&str> = self.duties.iter().map(|it| it.id.value.as_str()).collect();
        self.duties.extend(agreement.duties.iter().filter(|it| is_new(&it.id.value, &mut known)));
        self.notice = self.notice.or(agreement.notice.as_ref());
    }
}

impl Model {
    /// The duty that a reference in an agreement points at, and the agreement that has it.
    #[must_use]
    pub fn referred<'m>(
        &'m self,
        from: &'m Agreement,
        reference: &DutyReference,
    ) -> Option<(&'m Agreement, &'m Duty)> {
        let agreement = match &reference.agreement {
            None => from,
            Some(id) => self.agreement(id)?,
        };
        self.duty(agreement, &reference.duty).map(|duty| (agreement, duty))
    }

    /// An agreement with all that came before and after it, each taking the place of the last.
    #[must_use]
    pub fn lineage<'m>(&'m self, agreement: &'m Agreement) -> Vec<&'m Agreement> {
        let mut line = vec![agreement];
        let mut known: BTreeSet<&str> = [agreement.id.value.as_str()].into();
        let mut reached = 0;
        while let Some(current) = line.get(reached).copied() {
            for it in self.successor(current).into_iter().chain(self.before(&current.id.value)) {
                if known.insert(&it.id.value) {
                    line.push(it);
                }
            }
            reached = reached.saturating_add(1);
        }
        line
    }

    /// The day of the meeting a decision belongs to.
    #[must_use]
    pub fn meeting_day(&self, decision: &Decision) -> Option<NaiveDate> {
        self.meeting(&decision.meeting.value).map(|meeting| meeting.date.value)
    }

    /// Who made a decision: the one it says, or else the body that met.
    #[must_use]
    pub fn decider<'m>(&'m self, decision: &'m Decision) -> Option<&'m str> {
        let by = decision.by.as_ref().map(|by| by.value.as_str());
        by.or_else(|| self.meeting(&decision.meeting.value).map(|it| it.body.value.as_str()))
    }

    /// Whether a decision is made by whom the law gives it to: budget and annual report by the board of the day
    /// (finsamlagen 23 and 24 §§), anything else by whoever makes it.
    #[must_use]
    pub fn may_decide(&self, decision: &Decision) -> bool {
        !matches!(decision.adopts, Adopts::Budget | Adopts::AnnualReport) || self.is_the_boards(decision)
    }

    /// Whether a consultation on a budget was held at the meeting that adopted it, and not shown by their paragraphs to
    /// have come before it. What is only noted had been done before.
    #[must_use]
    pub fn may_follow_its_budget(&self, consultation: &Decision) -> bool {
        let is_its_budget = |it: &&Decision| {
            let same = it.periods.map(|(first, _)| first) == consultation.periods.map(|(first, _)| first);
            same && it.adopts == Adopts::Budget
                && it.adopted
                && it.meeting.value == consultation.meeting.value
        };
        let precedes = |budget: &Decision| {
            consultation.numbers().zip(budget.numbers()).is_some_and(|(one, other)| one.0 <= other.1)
        };
        consultation.adopts == Adopts::Consultation
            && consultation.adopted
            && self.decisions.iter().filter(is_its_budget).any(|it| !precedes(it))
    }

    /// Whether a decision is made by the board of the day. Where nobody is said to be it, the decision may be the
    /// board's.
    #[must_use]
    pub fn is_the_boards(&self, decision: &Decision) -> bool {
        let Some(day) = self.meeting_day(decision) else { return true };
        let by = self.decider(decision);
        let mut holders = self.holders(Role::Board, day).peekable();
        holders.peek().is_none() || holders.any(|it| by == Some(it.id.value.as_str()))
    }

    /// The members of some kinds whose notice boards minutes do not name; none when they name no boards.
    #[must_use]
    pub fn missing_boards(
        &self,
        meeting: &Meeting,
        kinds: &[OrganisationKind],
    ) -> Option<Vec<&Organisation>> {
        let boards = meeting.minutes.as_ref()?.boards.as_ref()?;
        let members = self.organisations.iter();
        let members = members.filter(|it| kinds.contains(&it.kind) && it.is_member(meeting.date.value));
        Some(members.filter(|it| !boards.iter().any(|board| board.value == it.id.value)).collect())
    }

    /// The document that a document is bound into, and that one into another; itself where it is bound into none.
    #[must_use]
    pub fn bound_into<'d>(&'d self, id: &'d str) -> &'d str {
        let mut whole = id;
        // A document is bound into few others: the chain is short, and never goes round.
        for _ in 0..8 {
            match self.document(whole).and_then(|it| it.part_of.as_ref()) {
                Some(next) => whole = &next.value,
                None => break,
            }
        }
        whole
    }

    /// The agreement that takes an agreement's place.
    #[must_use]
    pub fn successor(&self, agreement: &Agreement) -> Option<&Agreement> {
        self.agreement(&agreement.superseded_by.as_ref()?.value)
    }
}
