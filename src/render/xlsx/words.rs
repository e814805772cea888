//! The words of the workbook.

use crate::amount::{Phrase, Unit};
use crate::model::figure::TableKind;

phrases! {
    ABOUT = "Om", "About";
    FINDINGS = "Iakttagelser", "Findings";
    FIGURES = "Siffror", "Figures";
    QUESTIONS = "Öppna frågor", "Open questions";
    CALENDAR = "Kalender", "Calendar";
    LONG = "Långa texter", "Long texts";
    CELL = "Cell", "Cell";
    THE_REST = "Fortsättningen", "The rest";
    GOES_ON = "… (fortsätter på bladet Långa texter)", "… (goes on in the sheet Long texts)";
    YES = "ja", "yes";

    WHAT = "Vad", "What";
    VALUE = "Värde", "Value";
    DIGEST = "SHA-256", "SHA-256";
    STATE = "Läget", "The state";
    FORBUND = "Förbund", "Förbund";
    AS_OF = "Läget den", "As of";
    KNOWN_AT = "Enligt vad som var känt den", "By what was known on";
    ALL_KNOWN = "allt som är infört", "all that is recorded";
    EDITION = "Standardens utgåva i programmet", "The program’s edition of the standard";
    ACCEPTED = "Utgåva som förbundet har godtagit", "Edition the förbund has accepted";
    STANDARD = "Standardens filer", "The standard’s files";
    INPUTS = "Alla förbundets filer utom reglerna", "All of the förbund’s files but its rules";
    RULES = "Standarden och förbundets egna regler", "The standard and the förbund’s own rules";
    PROGRAM = "Program", "Program";
    MATERIALITY = "Väsentlighetsgräns i procent", "Materiality in per cent";
    TOLD = "Tas med", "Told are";
    ALL = "varje utslag", "every verdict";
    ONLY_FINDINGS = "det som brister, inte nåddes, inte går att avgöra eller är godtaget", "what is breached, not reached, undecided or accepted";
    ONLY_RULES = "Bara reglerna", "Only the rules";
    ONLY_YEAR = "Bara året", "Only the year";
    WITHOUT = "Utan regelfamiljerna", "Without the families of rules";
    NOTHING_KNOWN = "Siffror, öppna frågor och kalender saknas: filerna har fel, eller det är mer än som räknas ut.", "Figures, open questions and calendar are not here: the files have errors, or it is more than is worked out.";
    OF_THE_FILES = "Om filerna och standarden", "Of the files and the standard";
    FILE_OF = "Förbundets fil", "A file of the förbund’s";
    ROWS = "rader", "rows";
    SHEET = "Blad", "Sheet";

    CLASS = "Klass", "Class";
    SEVERITY = "Allvar", "Severity";
    ACCEPTED_BREACH = "Godtagen", "Waived";
    QUESTION = "Revisorernas fråga", "The auditors’ question";
    RESTS_ON = "Siffror och ställen", "Figures and places";
    WHOLE_DIFFERENCE = "Skillnad med alla siffror", "Difference with every digit";

    FIGURE = "Siffra", "Figure";
    TITLE = "Namn", "Title";
    WHOLE_VALUE = "Värde med alla siffror", "Value with every digit";
    UNIT = "Enhet", "Unit";
    YEAR = "År", "Year";
    DOCUMENT = "Handling", "Document";
    DOCUMENT_ID = "Handlingens id", "Document’s id";
    PART = "Del", "Part";
    SORT = "Slag av ställe", "Sort of place";
    FILE = "Fil", "File";
    LINE = "Rad", "Line";
    REMARK = "Anmärkning", "Remark";
    BLANK = "tom ruta i handlingen", "a blank cell in the document";

    RULE = "Regel", "Rule";
    RULE_TITLE = "Regelns namn", "Title";
    AUTHORITY = "Grund", "Authority";
    SUBJECT = "Ämne", "Subject";
    SUBJECT_TITLE = "Ämnets namn", "Subject’s name";
    WHY = "Varför öppen", "Why open";
    NOT_KNOWN = "Det som inte är känt", "What is not known";
    SETTLES = "Det som skulle avgöra", "What would settle it";
    WRITTEN = "Skrivs", "Written";
    CLAUSE = "Enligt", "Clause";
    RESPONSIBLE = "Ansvarig", "Responsible";
    FINGERPRINT = "Fingeravtryck", "Fingerprint";
    MISSING_FIGURE = "en siffra saknas", "a figure is missing";
    MISSING_RECORD = "en uppgift saknas i registret", "a record is missing in the register";
    RULE_SILENT = "regelns text når inte fallet", "the rule’s text does not reach the case";
    JUDGEMENT = "en människa måste bedöma", "a person must judge";
    RULE_FAILED = "regeln kunde inte köras till slut", "the rule could not be run to its end";
    A_PERSON = "en bedömning, som skrivs in där", "a judgement, which is written there";

    ITEM = "Post", "Item";
    PERIOD = "Period", "Period";
    AGREEMENT = "Överenskommelse", "Agreement";
    TO = "Till", "To";
    DUE = "Förfaller", "Due";
    CAN_MOVE = "Preliminär dag", "The day can move";
    PLANNED = "Planerad", "Planned";
    STANDS = "Läge", "State";
    DONE = "Klart", "Done";
    NO_LATER = "Klart senast (dagen är inte känd)", "Done no later than (the day is not known)";
    LATE = "Dagar försenat", "Days late";
    WAIVER = "Godtaget genom", "Accepted by";
    ASSIGNMENT = "uppdrag", "assignment";

    ASSESSED = "Prövade förbund", "Förbund assessed";
    NOT_ASSESSED = "Gick inte att pröva", "Could not be assessed";
    UNSEEN = "Gick inte att söka igenom", "Could not be looked into";
    NESTED = "Ligger inuti en annan arbetsyta, inte prövad", "Within another workspace, not assessed";
    SIDE_BY_SIDE = "Sida vid sida", "Side by side";
    MISSING = "Saknas", "Missing";
    BROKEN = "Brister", "Breached";
    OF_FILES = "Filerna", "The files";
    FOLDER = "Mapp", "Folder";
    IS_ASSESSED = "Prövad", "Assessed";
    SIZE = "Storlek", "Size";
    ALLOCATION = "Tilldelning, kr", "Allocation, SEK";
    EQUITY = "Eget kapital, kr", "Equity, SEK";
    SHARE = "Kapital i procent av tilldelningen", "Equity in per cent of the allocation";
    USUAL = "Median i storleken", "Median of the size";
    CAP = "Mot trappan", "Against the cap";
    ABOVE_CAP = "över trappan", "above the cap";
    CAP_SAYS = "Vad regeln säger", "What the rule says";
    CAUSES = "Orsaker till brister", "Causes of faults";
    OVERDUE = "Försenat", "Late";
    OPEN = "Öppet", "Open";
    NOT_REACHED = "Mål inte nådda", "Goals not reached";
    MET = "Uppfyllt", "Met";
    ERRORS = "Fel i filerna", "Errors in the files";
    HOW_MANY = "Hos hur många", "With how many";
    TIMES = "Gånger", "Times";
    OUTCOME = "Utfall", "Outcome";
    MESSAGE = "Iakttagelse", "Message";
    PLACE = "Ställe", "Place";
}

/// The unit a figure is printed in.
pub(super) const fn unit(unit: Unit) -> Phrase {
    match unit {
        Unit::Kr => Phrase::new("kr", "SEK"),
        Unit::Tkr => Phrase::new("tkr", "SEK thousand"),
        Unit::Mkr => Phrase::new("mkr", "SEK million"),
        Unit::Percent => Phrase::new("procent", "per cent"),
        Unit::Points => Phrase::new("procentenheter", "percentage points"),
        Unit::Share => Phrase::new("andel av ett", "share of one"),
        Unit::Number => Phrase::new("tal", "number"),
        Unit::Persons => Phrase::new("personer", "persons"),
        Unit::Days => Phrase::new("dagar", "days"),
        Unit::Months => Phrase::new("månader", "months"),
        Unit::Count => Phrase::new("antal", "count"),
        Unit::Index => Phrase::new("index", "index"),
    }
}

/// What sort of place a figure is printed in.
pub(super) const fn sort(kind: TableKind) -> Phrase {
    match kind {
        TableKind::Statement => Phrase::new("räkning", "statement"),
        TableKind::Note => Phrase::new("not", "note"),
        TableKind::Budget => Phrase::new("budget", "budget"),
        TableKind::Overview => Phrase::new("översikt", "overview"),
        TableKind::Text => Phrase::new("löpande text", "running text"),
        TableKind::Reported => {
            Phrase::new("redovisat till Försäkringskassan", "reported to Försäkringskassan")
        }
        TableKind::Ledger => Phrase::new("huvudbok", "ledger"),
    }
}
