//! The words of the report to the board.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::amount::{Language, Phrase, Quantity, Text, counted, many, written_number};
use crate::cycle::State;
use crate::facts::Gap;
use crate::model::follow_up::Bound;
use crate::model::rule::SubjectKind;
use crate::report::Standard;
use crate::verdict::Outcome;

phrases! {
    TITLE = "rapport till styrelsen", "report to the board";
    NAMELESS = "Förbundet", "The förbund";
    NOTHING_TO_DECIDE = "Årshjulet och lagen ger inget att besluta vid nästa möte.", "The annual cycle and the law give nothing to decide at the next meeting.";
    CORRECT = "Att rätta", "To put right";
    NOTHING_TO_CORRECT = "Ingen brist är visad.", "No fault is shown.";
    NOTHING_TO_MEND = "Inget av det som brister kan längre rättas.", "Nothing of what is at fault can still be put right.";
    REST_BELOW = "Det allvarligaste står här. Alla står under Brister.", "The gravest stand here. All of them stand under Faults.";
    LATE = "Försenat", "Overdue";
    AHEAD = "Före nästa möte", "Before the next meeting";
    ASSIGNMENTS = "Uppdrag som inte är rapporterade", "Assignments not yet reported";
    NO_ASSIGNMENTS = "Registret har inga öppna uppdrag.", "The register has no open assignments.";
    NO_REMARKS = "Registret visar ingen öppen anmärkning.", "The register shows no open remark.";
    GRADE = "Grad", "Grade";
    STANDS = "Läge", "State";
    RESPONSIBLE = "Ansvarig", "Responsible";
    DECISION = "Beslut", "Decision";
    CLAUSE = "Enligt", "Under";
    CAUSE = "Trolig orsak", "Probable cause";
    SIZE = "Storlek", "Size";
    HELD_UP = "Sent eller saknat före", "Late or missing before it";
    FIGURES = "Siffror", "Figures";
    PLACE = "Ställe", "Place";
    DUE = "Förfaller", "Due";
    REMEDY = "Åtgärd", "Remedy";
    PAST = "Nu", "Now";
    NOT_TO_MEND = "kan inte längre rättas", "can no longer be put right";
    AND_OTHERS = "Motsvarande saknas för andra år, dagar eller möten.", "The like is missing for other years, days or meetings.";
    INPUTS = "Alla förbundets filer utom reglerna", "All of the förbund’s files but the rules";
    RULES = "Standarden och förbundets egna regler", "The standard and the förbund’s own rules";
    STANDARD = "Standarden", "The standard";
    WITHIN_ROUNDING = "Uppfyllt tack vare avrundningen.", "Met thanks to the rounding.";
    EQUITY = "Eget kapital mot trappan", "Equity against the stairs";
    EQUITY_TABLE = "Eget kapital vid årets utgång, och vad trappan ger", "Equity at the end of the year, and what the stairs allow";
    EQUITY_SHORT = "eget kapital", "equity";
    CAP_SHORT = "trappans tak", "the cap";
    IN_THOUSANDS = "Tusental kronor vid årets utgång", "Thousands of SEK at the end of the year";
    NO_EQUITY = "Det egna kapitalet är inte känt för något år. Det skrivs som equity.closing i en tabell för året i mappen figures (samkoll add year ÅR gör filen).", "Equity is not known for any year. It is written as equity.closing in a table of the year in the folder figures (samkoll add year YEAR makes the file).";
    YEAR = "År", "Year";
    AHEAD_YEAR = "budget och plan", "budget and plan";
    BUDGET = "budget", "budget";
    PLAN = "plan", "plan";
    CAP_AT_LEAST = "taket är minst", "cap at least";
    CLOSING_EQUITY = "Eget kapital", "Equity";
    CAP = "Trappans tak", "The cap";
    TO_USE = "Att använda för att komma under", "To be used to come under it";
    AT_LEAST = "minst", "at least";
    LINE = "rad", "line";
    NOT_KNOWN = "inte\u{a0}känt", "not\u{a0}known";
    NOTHING = "inget", "nothing";
    EXCESS_ACCEPTED = "godtaget", "accepted";
    NOT_JUDGED = "prövas inte", "not judged";
    APPENDICES = "Årets bilagor från parterna", "The parties’ yearly appendices";
    APPENDICES_TABLE = "Bilagor år för år", "Appendices year by year";
    MATRIX_DESC = "En rad för varje part och ett tecken för varje år. Samma uppgifter står i tabellen.", "A row for each party and a sign for each year. The table holds the same.";
    PARTY = "Part", "Party";
    NONE_OWED = "ingen bilaga", "no appendix";
    NO_APPENDICES = "Ingen överenskommelse har en bilaga som ska lämnas varje år. Den skrivs som [[duty]] med deliverable = \"appendix\" i överenskommelsens fil i mappen agreements.", "No agreement has an appendix that is to be handed in every year. It is written as a [[duty]] with deliverable = \"appendix\" in the agreement’s file in the folder agreements.";
    WHAT = "Vad", "What";
    DAY = "Dag", "Day";
    NO_DAY = "ingen dag är satt", "no day is set";
    WHEEL_TABLE = "Årshjulet i ord", "The annual cycle in words";
    GOALS = "Mål och index", "Goals and indices";
    GOAL = "Mål", "Goal";
    OUTCOME = "Utfall", "Outcome";
    TARGET = "Målnivå", "Target";
    NO_GOALS = "Inga mål är prövade. De skrivs som [[goal]] i mappen follow-up, med siffran som visar utfallet.", "No goals have been judged. They are written as [[goal]] in the folder follow-up, with the figure that shows the outcome.";
    INDEX = "Index", "Index";
    INDICES = "Index år för år", "Indices year by year";
    NO_INDICES = "Inget index är känt. Det skrivs som en siffra med kind = \"index\" i förbundets egen katalog, och dess värde i mappen figures.", "No index is known. It is written as a figure with kind = \"index\" in the förbund’s own catalogue, and its value in the folder figures.";
    REACHED = "nått", "reached";
    BY_ITS_WORD = ", säger handlingen utan att ange utfallet", ", says the document, without the outcome";
    MISSED = "inte nått", "not reached";
    UNSETTLED = "går inte att avgöra", "cannot be decided";
    ACCEPTED = "inte nått, men godtaget", "not reached, but accepted";
    LEAST = "minst ", "at least ";
    MOST = "högst ", "at most ";
    ABOVE = "över ", "above ";
    BELOW = "under ", "below ";
    OUTCOMES = "Deltagare och utfall", "Participants and outcomes";
    PARTICIPANTS = "Deltagare", "Participants";
    PARTICIPANTS_TABLE = "Deltagare år för år", "Participants year by year";
    WOMEN = "Kvinnor", "Women";
    MEN = "Män", "Men";
    NOT_BY_SEX = "inte delat på kön", "not by sex";
    NO_PARTICIPANTS = "Antalet deltagare är inte känt för något år. Det skrivs som participants.individual.total (med .women och .men) i en tabell för året i mappen figures.", "The number of participants is not known for any year. It is written as participants.individual.total (with .women and .men) in a table of the year in the folder figures.";
    NO_OUTCOMES = "Vad som blev av dem som avslutade är inte känt. Det skrivs som siffror som tillsammans är participants.closed, med ett samband mellan dem i förbundets egen katalog.", "What became of those who finished is not known. It is written as figures that together are participants.closed, with a relation between them in the förbund’s own catalogue.";
}

/// The words that stand in the template itself.
const TEMPLATE: [(&str, Phrase); 42] = [
    ("skip", Phrase::new("Till innehållet", "Skip to the content")),
    ("contents", Phrase::new("Innehåll", "Contents")),
    ("state", Phrase::new("Läget", "The state")),
    ("pictures", Phrase::new("I bilder", "In pictures")),
    ("signs", Phrase::new("Tecknen", "The signs")),
    ("faults", Phrase::new("Brister", "Faults")),
    (
        "faults_lead",
        Phrase::new(
            "Det allvarligaste står först. Där en punkt har flera fall visas det senaste, och alla står i bilagan. Ansvarigt är förbundet, där ingen annan nämns.",
            "The gravest stand first. Where an entry has several cases the latest is shown, and all stand in the appendix. The förbund is responsible where nobody else is named.",
        ),
    ),
    ("no_faults", Phrase::new("Ingen brist är visad.", "No fault is shown.")),
    ("results", Phrase::new("Mål som inte nåddes", "Goals not reached")),
    (
        "results_lead",
        Phrase::new(
            "Resultat, inga fel: de räknas inte som brister.",
            "Results, and no faults: they are not counted as such.",
        ),
    ),
    ("no_results", Phrase::new("Inget mål är visat missat.", "No goal is shown to be missed.")),
    ("open", Phrase::new("Öppna frågor", "Open questions")),
    (
        "open_lead",
        Phrase::new(
            "Varje punkt säger vad som saknas eller ska bedömas, och hur många frågor det avgör. Det som avgör flest står först.",
            "Each entry says what is missing or to be judged, and how many questions it settles. What settles most stands first.",
        ),
    ),
    ("no_open", Phrase::new("Ingen fråga är öppen.", "No question is open.")),
    ("judge", Phrase::new("Att bedöma", "To be judged")),
    ("unknown", Phrase::new("Uppgifter som saknas", "Information that is missing")),
    ("passed", Phrase::new("Kan inte längre rättas", "Can no longer be put right")),
    ("all_findings", Phrase::new("Bilaga: alla brister och mål", "Appendix: all faults and goals")),
    ("all_questions", Phrase::new("Bilaga: alla öppna frågor", "Appendix: all open questions")),
    (
        "all_lead",
        Phrase::new(
            "För revisorn: varje utslag med regelns namn, siffror, klausul och ställe, efter det de gäller och det senaste först. Det som har samma orsak som en annan brist säger vilken.",
            "For the revisor: every finding with the rule’s name, figures, clause and place, by what they are about and the latest first. What has the same cause as another fault says which.",
        ),
    ),
    (
        "questions_lead",
        Phrase::new(
            "För revisorn: vad som saknas, vilka regler som väntar på det, vad de gäller, och var det hör hemma i förbundets filer.",
            "For the revisor: what is missing, which rules wait for it, what they are about, and where it belongs in the förbund’s files.",
        ),
    ),
    ("waived", Phrase::new("Undantag", "Waivers")),
    ("waived_breaches", Phrase::new("Brutet men godtaget", "Breached but accepted")),
    ("waivers", Phrase::new("Beslutade undantag", "Waivers decided on")),
    ("no_waivers", Phrase::new("Inget undantag är känt.", "No waiver is known.")),
    ("aside", Phrase::new("Avsteg från standarden", "Departures from the standard")),
    (
        "no_aside",
        Phrase::new(
            "Ingen regel är åsidosatt och inget är ändrat.",
            "No rule is set aside and nothing is changed.",
        ),
    ),
    ("about", Phrase::new("Om prövningen", "About the assessment")),
    ("appendix", Phrase::new("Bilaga: uträkningar", "Appendix: computations")),
    (
        "appendix_lead",
        Phrase::new(
            "För revisorn: varje ekonomisk regel med de uträkningar som rör pengar. Rubrikerna är det som reglerna kräver. Numren leder till siffrorna sist. Övriga utslag visar samkoll check --role auditor.",
            "For the revisor: every financial rule with the computations that are about money. The headings are what the rules ask for. The numbers lead to the figures at the end. The other verdicts are shown by samkoll check --role auditor.",
        ),
    ),
    ("nothing_worked_out", Phrase::new("Ingen uträkning med pengar.", "No computation with money.")),
    ("no_appendix", Phrase::new("Ingen ekonomisk regel är prövad.", "No financial rule has been asked.")),
    ("subject", Phrase::new("Gäller", "About")),
    ("outcome", Phrase::new("Utfall", "Outcome")),
    ("computation", Phrase::new("Uträkning", "Computation")),
    ("figures", Phrase::new("Siffror", "Figures")),
    ("sources", Phrase::new("Bilaga: siffrornas ställen", "Appendix: where the figures stand")),
    ("no_sources", Phrase::new("Ingen siffra ligger bakom.", "No figure is behind it.")),
    ("same_cause", Phrase::new("Samma orsak som", "Same cause as")),
    ("of", Phrase::new("Gäller", "About")),
    ("line", LINE),
    ("made_by", Phrase::new("Gjord med samkoll", "Made with samkoll")),
];

pub(super) fn of_the_template(language: Language) -> BTreeMap<&'static str, &'static str> {
    TEMPLATE.iter().map(|(name, phrase)| (*name, phrase.get(language))).collect()
}

/// The day of the report.
pub(super) fn as_of(day: NaiveDate) -> Text {
    Text::new(format!("Läget {day}"), format!("As of {day}"))
}

/// What is to be decided, and for which meeting where that is not today's.
pub(super) fn decide(meeting: Option<NaiveDate>) -> Text {
    match meeting {
        Some(day) => Text::new(
            format!("Att besluta eller göra inför mötet {day}"),
            format!("To decide or do for the meeting of {day}"),
        ),
        None => Text::new("Att besluta eller göra nu", "To decide or do now"),
    }
}

/// How much was asked, and how much of it holds.
pub(super) fn asked(asked: usize, met: usize, rounded: usize) -> Text {
    let rounded = crate::render::words::within_rounding(rounded);
    let written = |count: usize, language| written_number(many(count).into(), language);
    Text::new(
        format!(
            "Prövade utslag: {}, varav uppfyllda: {}{}.",
            written(asked, Language::Sv),
            written(met, Language::Sv),
            rounded.sv
        ),
        format!(
            "Verdicts asked for: {}, of which met: {}{}.",
            written(asked, Language::En),
            written(met, Language::En),
            rounded.en
        ),
    )
}

/// Of how many causes the faults come, and what of that can be put right.
pub(super) fn causes(all: usize, mendable: usize, passed: usize) -> Text {
    let causes = counted(many(all), ["orsak", "orsaker", "cause", "causes"]);
    match passed {
        0 => Text::new(format!("De har {}.", causes.sv), format!("They have {}.", causes.en)),
        _ => Text::new(
            format!("De har {}: {mendable} kan rättas, och {passed} kan inte längre rättas.", causes.sv),
            format!("They have {}: {mendable} can be put right, and {passed} no longer can.", causes.en),
        ),
    }
}

/// How many more of a sort the appendix has.
pub(super) fn more_in_appendix(count: usize) -> Text {
    Text::new(format!("… och {count} till, i bilagan."), format!("… and {count} more, in the appendix."))
}

/// How many more things are missing, in the appendix.
pub(super) fn more_missing(count: usize) -> Text {
    let things = counted(many(count), ["uppgift", "uppgifter", "piece", "pieces"]);
    Text::new(
        format!("… och {} till som saknas; alla står i bilagan.", things.sv),
        format!("… and {} more of information; all stand in the appendix.", things.en),
    )
}

/// How many causes can no longer be put right.
pub(super) fn passed(count: usize) -> Text {
    let causes = counted(many(count), ["orsak", "orsaker", "cause", "causes"]);
    Text::new(
        format!("Kan inte längre rättas: {}. De står sist under Brister.", causes.sv),
        format!("Can no longer be put right: {}. They stand last under Faults.", causes.en),
    )
}

/// What findings are about, of a kind.
pub(super) const fn kind(kind: SubjectKind) -> Phrase {
    match kind {
        SubjectKind::Year => Phrase::new("År", "Years"),
        SubjectKind::Figure => Phrase::new("Siffror", "Figures"),
        SubjectKind::Relation => Phrase::new("Samband mellan siffror", "Relations between figures"),
        SubjectKind::Agreement => Phrase::new("Överenskommelser", "Agreements"),
        SubjectKind::Party => Phrase::new("Parter", "Parties"),
        SubjectKind::Occurrence => Phrase::new("Årshjulet", "The annual cycle"),
        SubjectKind::Meeting => Phrase::new("Möten", "Meetings"),
        SubjectKind::Goal => Phrase::new("Mål", "Goals"),
        SubjectKind::Statement => Phrase::new("Påståenden om siffror", "Statements on figures"),
        SubjectKind::Initiative => Phrase::new("Initiativ", "Initiatives"),
        SubjectKind::Action => Phrase::new("Åtgärder i planer", "Actions of plans"),
        SubjectKind::Remark => Phrase::new("Revisorernas anmärkningar", "Auditors’ remarks"),
        SubjectKind::Assignment => Phrase::new("Uppdrag", "Assignments"),
        SubjectKind::Checklist => Phrase::new("Vad dokument ska innehålla", "What documents must contain"),
        SubjectKind::Document => Phrase::new("Dokument", "Documents"),
        SubjectKind::Workspace => Phrase::new("Arbetsytan", "The workspace"),
        SubjectKind::Waiver => Phrase::new("Undantag", "Waivers"),
    }
}

/// How many more figures there are behind a finding.
pub(super) fn more_figures(rest: usize) -> Text {
    let figures = counted(many(rest), ["siffra", "siffror", "figure", "figures"]);
    Text::new(format!("och {} till", figures.sv), format!("and {} more", figures.en))
}

/// Until when a waiver is in force, or was.
pub(super) fn until(day: NaiveDate, passed: bool) -> Text {
    match passed {
        true => Text::new(format!("gick ut {day}"), format!("ran out {day}")),
        false => Text::new(format!("till och med {day}"), format!("to {day}")),
    }
}

/// Which edition of the standard the rules are of, and which the förbund has accepted.
pub(super) fn standard(standard: &Standard) -> Text {
    let edition = standard.edition;
    match standard.accepted {
        Some(accepted) => Text::new(
            format!("Standardens utgåva {edition}; förbundet har godtagit utgåva {accepted}."),
            format!("The standard’s edition {edition}; the förbund has accepted edition {accepted}."),
        ),
        None => {
            Text::new(format!("Standardens utgåva {edition}."), format!("The standard’s edition {edition}."))
        }
    }
}

pub(super) fn digest(of: Phrase, digest: &str) -> Text {
    Text::from(of).map(|_, of| format!("{of}: {digest}"))
}

/// How equity at the end of a year begins its sentence.
pub(super) fn equity(year: i32, equity: &Quantity, ahead: bool) -> Text {
    let (sv, en) = (equity.written(Language::Sv), equity.written(Language::En));
    match ahead {
        false => Text::new(
            format!("Det egna kapitalet vid utgången av {year} är {sv}."),
            format!("Equity at the end of {year} is {en}."),
        ),
        true => Text::new(
            format!("Enligt budgeten blir det egna kapitalet {sv} vid utgången av {year}."),
            format!("By the budget equity is {en} at the end of {year}."),
        ),
    }
}

pub(super) fn above_cap(year: i32, own: &Quantity, cap: &Quantity, excess: &Quantity, ahead: bool) -> Text {
    let lead = equity(year, own, ahead);
    let written = |language| (cap.written(language), excess.written(language));
    let ((cap_sv, excess_sv), (cap_en, excess_en)) = (written(Language::Sv), written(Language::En));
    let (sv, en) = match ahead {
        false => ("måste användas för att komma under den", "must be used to come under it"),
        true => (
            "mer än budgeterat måste användas för att komma under den",
            "more than budgeted must be used to come under it",
        ),
    };
    Text::new(
        format!("{} Trappan ger {cap_sv}: {excess_sv} {sv}.", lead.sv),
        format!("{} The stairs allow {cap_en}: {excess_en} {en}.", lead.en),
    )
}

pub(super) fn within_cap(year: i32, own: &Quantity, cap: &Quantity, left: &Quantity, ahead: bool) -> Text {
    let lead = equity(year, own, ahead);
    let written = |language| (cap.written(language), left.written(language));
    let ((cap_sv, left_sv), (cap_en, left_en)) = (written(Language::Sv), written(Language::En));
    Text::new(
        format!("{} Trappan ger {cap_sv}: det ryms, med {left_sv} kvar.", lead.sv),
        format!("{} The stairs allow {cap_en}: it is within them, with {left_en} to spare.", lead.en),
    )
}

/// That what is printed can be within the cap, and above it.
pub(super) fn within_rounding(year: i32, own: &Quantity, cap: &Quantity, ahead: bool) -> Text {
    let lead = equity(year, own, ahead);
    let (cap_sv, cap_en) = (cap.written(Language::Sv), cap.written(Language::En));
    Text::new(
        format!("{} Trappan ger {cap_sv}: det ryms bara inom avrundningen.", lead.sv),
        format!("{} The stairs allow {cap_en}: it is within them only within rounding.", lead.en),
    )
}

/// That what is printed is above the cap, and so coarsely rounded that it may be within it.
pub(super) fn too_coarse(year: i32, own: &Quantity, cap: &Quantity, ahead: bool) -> Text {
    let lead = equity(year, own, ahead);
    let (cap_sv, cap_en) = (cap.written(Language::Sv), cap.written(Language::En));
    Text::new(
        format!(
            "{} Trappan ger {cap_sv}: beloppen är för grovt avrundade för att säga om det ryms.",
            lead.sv
        ),
        format!(
            "{} The stairs allow {cap_en}: the amounts are too coarsely rounded to tell whether it is within.",
            lead.en
        ),
    )
}

/// That the rule leaves it open, and why.
pub(super) fn cap_undecided(lead: &Text, why: &Text) -> Text {
    Text::new(
        format!("{} Om det ryms under trappan går inte att avgöra: {}", lead.sv, why.sv),
        format!("{} Whether it is within the stairs cannot be told: {}", lead.en, why.en),
    )
}

/// What the stairs allow, where that is known, and nothing of what follows from it.
fn allowed(lead: &Text, cap: Option<&Quantity>) -> Text {
    cap.map_or_else(
        || lead.clone(),
        |cap| {
            Text::new(
                format!("{} Trappan ger {}.", lead.sv, cap.written(Language::Sv)),
                format!("{} The stairs allow {}.", lead.en, cap.written(Language::En)),
            )
        },
    )
}

/// That the förbund has set the rule of the stairs aside.
pub(super) fn rule_set_aside(lead: &Text, cap: Option<&Quantity>) -> Text {
    let allowed = allowed(lead, cap);
    Text::new(
        format!("{} Förbundet har valt bort regeln om trappan.", allowed.sv),
        format!("{} The förbund has set the rule of the stairs aside.", allowed.en),
    )
}

/// That the förbund has a rule of its own in its place, and what that says.
pub(super) fn rule_of_its_own(lead: &Text, cap: Option<&Quantity>, says: Option<&Text>) -> Text {
    let allowed = allowed(lead, cap);
    let own = Text::new(
        format!("{} Förbundet prövar kapitalet med en egen regel", allowed.sv),
        format!("{} The förbund judges the equity by a rule of its own", allowed.en),
    );
    own.map(|language, own| {
        says.map_or_else(|| format!("{own}."), |says| format!("{own}: {}", says.get(language)))
    })
}

/// That no line is drawn in some years, and why.
pub(super) fn without_cap(years: &[i32]) -> Text {
    let years = years.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
    Text::new(
        format!("Utan linje: {years}, där taket inte är känt; tabellen säger vad som saknas."),
        format!("Without a line: {years}, where the cap is not known; the table says what is missing."),
    )
}

pub(super) fn cap_at_least(year: i32, own: &Quantity, least: &Quantity, ahead: bool) -> Text {
    let lead = equity(year, own, ahead);
    Text::new(
        format!(
            "{} Trappan ger minst {}; vad den ger över sitt sista steg är inte känt.",
            lead.sv,
            least.written(Language::Sv)
        ),
        format!(
            "{} The stairs allow {} at least; what they allow above their last step is not known.",
            lead.en,
            least.written(Language::En)
        ),
    )
}

pub(super) fn cap_unknown(year: i32, own: &Quantity, ahead: bool, gap: &Gap) -> Text {
    let lead = equity(year, own, ahead);
    Text::new(
        format!("{} Trappans tak går inte att räkna ut: {}", lead.sv, gap.text.sv),
        format!("{} The cap cannot be worked out: {}", lead.en, gap.text.en),
    )
}

/// That the budget of the year ahead is not among the figures, and where it belongs.
pub(super) fn no_budget(year: i32) -> Text {
    Text::new(
        format!(
            "Budgeten för {year} finns inte bland siffrorna. Det egna kapital den ger skrivs som \
             budget.equity.closing i en tabell för {year} i mappen figures (samkoll add year {year} gör filen)."
        ),
        format!(
            "The budget of {year} is not among the figures. The equity it gives is written as \
             budget.equity.closing in a table of {year} in the folder figures (samkoll add year {year} makes the file)."
        ),
    )
}

/// How many appendices there are in each state.
pub(super) fn appendices(counts: &[(State, usize)]) -> Text {
    let told = counts.iter().map(|(state, count)| counted(many(*count), of_appendices(*state)));
    let (sv, en): (Vec<String>, Vec<String>) = told.map(|it| (it.sv, it.en)).unzip();
    Text::new(format!("Bilagor: {}.", sv.join(", ")), format!("Appendices: {}.", en.join(", ")))
}

/// How an appendix stands: one, and several.
const fn of_appendices(state: State) -> [&'static str; 4] {
    match state {
        State::Overdue => ["är försenad", "är försenade", "is overdue", "are overdue"],
        State::Unknown => ["är oklar", "är oklara", "is unknown", "are unknown"],
        State::Upcoming => ["kommer", "kommer", "is to come", "are to come"],
        State::Late => ["gjordes för sent", "gjordes för sent", "was late", "were late"],
        State::InTime => ["gjordes i tid", "gjordes i tid", "was in time", "were in time"],
        State::Waived => ["är godtagen", "är godtagna", "is waived", "are waived"],
    }
}

pub(super) fn wheel(year: i32) -> Text {
    Text::new(format!("Årshjulet {year}"), format!("The annual cycle of {year}"))
}

pub(super) fn no_wheel(year: i32) -> Text {
    Text::new(
        format!(
            "Inget i årshjulet förfaller under {year}. Det som ska göras skrivs som [[duty]] i filerna i mappen agreements."
        ),
        format!(
            "Nothing of the annual cycle falls due in {year}. What is to be done is written as [[duty]] in the files of the folder agreements."
        ),
    )
}

pub(super) fn goals_of(year: i32) -> Text {
    Text::new(format!("Målen för {year}"), format!("The goals of {year}"))
}

/// How many goals of a year were reached, missed, not settled, accepted.
pub(super) fn goals(year: i32, [met, missed, open, accepted]: [usize; 4]) -> Text {
    let mut told = Text::new(format!("{met} nådda"), format!("{met} reached"));
    let others = [(missed, MISSED), (open, UNSETTLED), (accepted, ACCEPTED)];
    for (count, words) in others.into_iter().filter(|(count, _)| *count > 0) {
        let sv = if words == MISSED { "inte nådda" } else { words.sv };
        told = Text::new(format!("{}, {count} {sv}", told.sv), format!("{}, {count} {}", told.en, words.en));
    }
    Text::new(format!("Målen för {year}: {}.", told.sv), format!("The goals of {year}: {}.", told.en))
}

/// Whether a goal was reached, with its sign.
pub(super) const fn reached(outcome: Outcome) -> (char, Phrase) {
    match outcome {
        Outcome::Met => ('●', REACHED),
        Outcome::Breached => ('▽', MISSED),
        Outcome::Waived => ('◇', ACCEPTED),
        Outcome::Undecided | Outcome::NotApplicable => ('□', UNSETTLED),
    }
}

/// On which side of its target an outcome should be; nothing where it is no side.
pub(super) const fn aimed(bound: Option<Bound>, language: Language) -> &'static str {
    match bound {
        Some(Bound::Least) => LEAST.get(language),
        Some(Bound::Most) => MOST.get(language),
        Some(Bound::Above) => ABOVE.get(language),
        Some(Bound::Below) => BELOW.get(language),
        None => "",
    }
}

pub(super) fn between(low: &Quantity, high: &Quantity) -> Text {
    let of = |language| (low.written(language), high.written(language));
    let ((low_sv, high_sv), (low_en, high_en)) = (of(Language::Sv), of(Language::En));
    Text::new(format!("{low_sv} – {high_sv}"), format!("{low_en} – {high_en}"))
}

/// How many took part in a year.
pub(super) fn participants(year: i32, all: &Quantity, sexes: Option<&[Quantity; 2]>) -> Text {
    let number = |it: &Quantity, language| written_number(it.shown(), language);
    let told = |language: Language| {
        let all = number(all, language);
        let by_sex = sexes.map(|[women, men]| {
            let (women, men) = (number(women, language), number(men, language));
            let (sv, en) =
                (format!(", {women} kvinnor och {men} män"), format!(", {women} women and {men} men"));
            match language {
                Language::Sv => sv,
                Language::En => en,
            }
        });
        (all, by_sex.unwrap_or_default())
    };
    let ((all_sv, sexes_sv), (all_en, sexes_en)) = (told(Language::Sv), told(Language::En));
    Text::new(
        format!("{year}: {all_sv} deltagare{sexes_sv}."),
        format!("{year}: {all_en} participants{sexes_en}."),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_of_the_template_are_in_both_languages() {
        for (_, phrase) in TEMPLATE {
            crate::amount::in_both(phrase.sv, phrase.en);
        }
    }
}
