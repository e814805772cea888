//! The Swedish of the command line: one table for each sort of text, read by the names the arguments have.

/// What a command says of itself, and its last words.
#[derive(Clone, Copy)]
pub(super) struct Texts {
    pub(super) about: &'static str,
    pub(super) after: &'static str,
}

const SHOWN: &str = "Returkoder: 0 visat, 2 gick inte att göra, 3 inget att visa, 4 den som läste var borta eller utrymmet slut.";
const MADE: &str = "Returkoder: 0 skrivet, 2 inget skrivet.";

/// `(the way to the command, what it does, its last words)`
const COMMANDS: &[(&str, &str, &str)] = &[
    ("", "Prövar ett samordningsförbunds överenskommelser, datum och siffror.", ""),
    (
        "init",
        "Gör en arbetsyta för ett förbund: frågar, eller tar svaren som flaggor",
        "Förbundets namn, en kommun, en region och ett första år måste anges; det som saknas frågas efter på en \
        terminal. Resten står som inte känt tills det fylls i.\n\n\
        En medlem skrivs som \"Storby kommun\" eller \"Region Exempel\". Säger namnet inte vad den är, skriv det \
        framför: \"region:Exempelregionen\". Organisationsnumret kan stå efter: \"Storby kommun:NNNNNN-NNNN\".\n\
        Försäkringskassan och Arbetsförmedlingen kommer med av sig själva.\n\n\
        Returkoder: 0 skrivet, 2 inget skrivet.",
    ),
    ("add", "Skriv arbetsytans nästa fil: en överenskommelse, ett år, ett möte", ""),
    ("add/agreement", "En överenskommelse", MADE),
    ("add/year", "Ett års siffror och register", MADE),
    ("add/meeting", "Ett möte, planerat om dagen inte har varit", MADE),
    ("import", "Hämta in siffror och händelser därifrån de redan finns", ""),
    (
        "import/sie",
        "Bokföringen: en fil i SIE-format, av typ 1, 2, 3 eller 4, ur vilket ekonomisystem som helst",
        "Siffrorna skrivs till figures/ÅR-ledger.toml, som nästa import skriver om; ingen annan fil rörs. Vilka konton \
        som blir vilken siffra står i kontokartan: samkoll standard export skriver ut den.\n\n\
        Returkoder: 0 skrivet, eller visat, 2 inget skrivet.",
    ),
    (
        "import/csv",
        "En tabell med leveranser, möten eller siffror, som ett svenskt kalkylprogram sparar den: CSV med ; och decimalkomma",
        "Första raden har rubrikerna: Vad; Period; Vem; Överenskommelse; Lämnat (leveranser), \
        Mötets dag; Organ; Hållet; Form; Offentligt; Justerat; Anslaget; Nedtaget; Anslagstavlor (möten), \
        Siffra; Enhet; Belopp (siffror). En dag skrivs 2024-03-22. Ett tomt fält säger inget. Filen får vara i UTF-8, \
        Latin-1 eller Windows-1252; vilket det var sägs. Alla rader kommer in, eller ingen: då sägs varje fel med rad och \
        rubrik. Leveranser och möten skrivs i registret, som record skriver dem; siffror i figures/ÅR-FIL.toml, som nästa \
        import av samma fil skriver om. Saknas en rad som fanns förra gången tas tabellen inte emot: den kan vara en annan \
        med samma namn.\n\n\
        Returkoder: 0 skrivet, eller visat, 2 inget skrivet.",
    ),
    (
        "import/xlsx",
        "En arbetsbok som samkoll workbook har gjort och som är ifylld, sparad som .xlsx eller .ods",
        "Siffrorna skrivs till figures/ÅR-workbook.toml, det som redovisas till Försäkringskassan till \
        figures/ÅR-reported.toml, som nästa import skriver om; det som har hänt skrivs i \
        registret, som samkoll record gör. En tom ruta säger ingenting. Det som arbetsytan redan vet skrivs inte en gång \
        till, och det som den vet annorlunda tas inte emot. Är något fel i en ruta skrivs inget alls.\n\n\
        Returkoder: 0 skrivet, eller visat, 2 inget skrivet.",
    ),
    (
        "workbook",
        "Gör en arbetsbok för förbundet och ett år: det som är känt ifyllt, resten att fylla i och hämta in",
        "De gula rutorna går att fylla i; det som redan är känt står där och är låst. Skriv sedan samkoll import xlsx \
        och filens namn.\n\n\
        Returkoder: 0 skrivet, 2 inget skrivet, 4 den som läste var borta eller utrymmet slut.",
    ),
    (
        "record",
        "Anteckna vad som har hänt: en leverans, ett protokoll, ett möte, ett beslut; ensamt frågar det vad som har hänt",
        MADE,
    ),
    ("record/delivery", "Något har lämnats, eller en händelse har hållits", MADE),
    ("record/minutes", "Ett protokoll har justerats, tillkännagivits eller tagits ned", MADE),
    ("record/meeting", "Ett möte har hållits, eller är planerat", MADE),
    ("record/decision", "Ett beslut har fattats", MADE),
    ("record/assignment", "Någon har fått ett uppdrag", MADE),
    ("record/remark", "Revisorerna har en anmärkning", MADE),
    ("record/waiver", "En avvikelse är godtagen", MADE),
    (
        "read",
        "Läs ett dokument, ett utkast till årsredovisning till exempel, och säg vad i det som inte går ihop; det kräver ingen arbetsyta (utom --into och --as minutes)",
        "Det som läses är .docx, .xlsx, .pdf, .md, .txt, .tsv och .html. Fel är det som dokumentet självt säger ska gå ihop, eller \
        som går ihop på så många andra ställen att det inte är en slump; resten är frågor. Detsamma gäller numrering, \
        hänvisningar, innehållsförteckning, bilagor och sådant som inte är ifyllt.\n\n\
        Returkoder: 0 allt är rätt, 1 något är fel, 3 bara frågor, eller inga tal i tabeller, 2 filen gick inte \
        att läsa, 4 den som läste var borta eller utrymmet slut.",
    ),
    (
        "check",
        "Pröva en arbetsyta: vad brister, vad går inte att avgöra",
        "Returkoder: 0 inget brister och allt är avgjort, i den grad --fail-on säger, 1 något brister \
        (med --fail-on result också ett mål som inte nåddes), 3 något är bara oavgjort, 2 gick inte att göra, \
        4 den som läste var borta eller utrymmet slut.",
    ),
    (
        "validate",
        "Granska själva filerna: skrivsätt, nycklar, hänvisningar, datum, tal, regler",
        "Returkoder: 0 inga fel, 2 fel, eller filerna går inte att läsa, 4 den som läste var borta eller utrymmet slut.",
    ),
    ("calendar", "Visa årshjulet: vad är försenat, vad ska göras när", SHOWN),
    (
        "report",
        "Rapporten till styrelsen: en HTML-sida med allt i, att skicka, läsa i telefonen och skriva ut",
        "Returkoder: 0 skrivet, 2 gick inte att göra, 4 den som läste var borta eller utrymmet slut.",
    ),
    ("brief", "Vad styrelsen ska besluta och se på ett möte, vad är försenat, vad väntar före nästa", SHOWN),
    ("graph", "Visa vad som väntar på vad", SHOWN),
    (
        "diff",
        "Håll två bedömningar bredvid varandra: vad är nytt, värre, löst, bättre, och varför",
        "Returkoder: 0 inget nytt eller värre, 1 något är det, 2 gick inte att göra, 3 något går inte längre att avgöra eller är nytt att avgöra, 4 den som läste var borta eller utrymmet slut.",
    ),
    (
        "verify",
        "Gör om en sparad bedömning och säg om den blir densamma",
        "Returkoder: 0 densamma, 1 något är ett annat, 2 gick inte att göra, 4 den som läste var borta eller utrymmet slut.",
    ),
    ("explain", "Förklara en regel, ett utslag eller ett datum steg för steg", SHOWN),
    ("rules", "Räkna upp reglerna", ""),
    ("standard", "Visa standarden: utgåva, regler och vad var och en behöver; eller skriv ut den", SHOWN),
    (
        "schema",
        "Skriv ett filslags JSON Schema, med vilket en editor fyller i nycklar och stryker under det som inte passar",
        "",
    ),
    ("completions", "Skriv det ett skal behöver för att fylla i kommandon och flaggor", ""),
    ("man", "Skriv en manualsida: om samkoll, eller om ett av dess kommandon", ""),
    (
        "rules/test",
        "Kör fallen för förbundets egna regler, och säg vilka villkor inget av dem når",
        "Returkoder: 0 varje fall ger det som väntas, 1 något gör det inte, 3 en regel saknar fall, 2 gick inte att göra, \
        4 den som läste var borta eller utrymmet slut.",
    ),
    ("standard/export", "Skriv ut standardens filer för att läsas: samma byte som programmet använder", MADE),
];

/// `(the argument, or the way to it where a command means something of its own, what it is)`
const ARGUMENTS: &[(&str, &str)] = &[
    ("lang", "Språket för resultatet [annars: arbetsytans, annars svenska]"),
    ("quiet", "Ingen stapel som visar hur långt en körning har kommit, när den dröjer"),
    ("dir", "Arbetsytans mapp [annars: närmaste samkoll.toml uppåt, annars den medföljande arbetsytan]"),
    ("format", "Formen för resultatet"),
    ("file", "Skriv till den här filen, hel eller inte alls [annars: skärmen]"),
    ("as_of", "Dagen frågan gäller [annars: arbetsytans, annars i dag]"),
    ("known_at", "Räkna bara det som var antecknat senast den här dagen"),
    ("document", "Dokumentets fil"),
    ("read_as", "Vad det är utöver ett dokument: då prövas också det som hör till det"),
    ("like", "Överenskommelsen som den ska likna: det som skiljer sig visas"),
    ("year", "Bara det som rör det här året"),
    ("read/year", "Bara det som rör det här året; med --into året som dokumentet är för"),
    (
        "into",
        "Skriv in det som säkert är en siffra i en arbetsyta: närmaste samkoll.toml uppåt, eller den i mappen som ges med --into=MAPP",
    ),
    ("read/source", "Dokumentets id i arbetsytan [annars: filnamnets]"),
    ("read/dry_run", "Visa vad som skulle skrivas, och skriv inget"),
    ("read/recorded", "Av ett protokoll, dagen det blev känt [annars: i dag]"),
    ("check/rules", "Bara den här regeln; kan anges flera gånger"),
    ("materiality", "Skillnader mindre än den här andelen av beloppet, i procent, är noteringar"),
    ("without", "Inte reglerna i den här familjen; kan anges flera gånger"),
    ("role", "För vem texten skrivs"),
    (
        "all",
        "Allt, där förbundschefen annars visas det viktigaste; i de andra formerna varje utslag, där annars bara \
        iakttagelserna står. Med en mapp som inte är en arbetsyta: varje arbetsyta under den, sida vid sida",
    ),
    (
        "jobs",
        "Hur många arbetsytor som prövas samtidigt, med --all och en mapp med arbetsytor [annars: så många som datorn klarar]",
    ),
    (
        "check/dir",
        "Arbetsytans mapp [annars: närmaste samkoll.toml uppåt, annars den medföljande arbetsytan]; med --all också en \
        mapp med arbetsytor",
    ),
    ("baseline", "En fil sparad med check --format json: bara det som inte står i den avgör returkoden"),
    ("fail_on", "Det minsta som ger en annan returkod än 0; mål som inte nåddes gör det bara med result"),
    ("tables", "Varje tabell med siffror, och hur många relationer som ser på den"),
    ("paths", "Filer eller mappar i en arbetsyta [annars: hela arbetsytan här]"),
    ("from", "Den första dagen som visas [annars: 1 januari det år som frågan gäller]"),
    ("to", "Den sista dagen som visas [annars: 31 december samma år som den första]"),
    ("by", "Vad listan ordnas efter, eller vad hjulets färger står för"),
    ("plan", "Bara vad som ska göras och när, inte läget (svg)"),
    ("remind", "Hur många dagar före som kalenderprogrammet påminner, eller none (ics) [förval: 30d,7d]"),
    (
        "since",
        "En tidigare export: det som har ändrats sedan dess räknas som nyare, det som försvunnit återkallas (ics)",
    ),
    ("brief/meeting", "Dagen för mötet; av två samma dag, det enas id"),
    ("brief/as_of", "Dagen frågan gäller [annars: mötets dag]"),
    ("brief/known_at", "Räkna bara det som var antecknat senast den här dagen [annars: dagen frågan gäller]"),
    ("body", "Organet som sammanträder"),
    ("graph/year", "Bara det som ska göras det här året [annars: det år frågan gäller, om ingen post nämns]"),
    (
        "of",
        "Vad en post väntar på och vad den fördröjer; ett id, eller en del av ett som `budget/styrelsen/2024`",
    ),
    ("before", "Den tidigare: en dag, eller en fil sparad med check --format json"),
    ("now", "Den senare: en dag, eller en sådan fil"),
    ("assessment", "En fil sparad med check --format json"),
    ("verify/baseline", "Filen som den hölls mot, om den gjorde det"),
    ("diff/all", "Också det som är oförändrat"),
    ("holds_up", "Allt som en post fördröjer"),
    ("path_to", "Den längsta kedjan som slutar i en post, med dagarna till godo"),
    (
        "target",
        "En regel, eller en post i årshjulet (ett id, eller en del av ett som `budget/styrelsen/2024`)",
    ),
    ("subject", "Med en regel: vad den prövar, som `2023`"),
    ("shell", "Skalet"),
    ("man/command", "Kommandot, som `check` eller `add year` [annars: samkoll självt]"),
    ("init/dir", "Mappen som ska göras"),
    ("name", "Förbundets namn"),
    ("seat", "Var förbundet har sitt säte"),
    ("members", "En medlem, kommun eller region; ange en för varje"),
    ("without_region", "Kommunen hör inte till någon region"),
    ("board", "Hur många ledamöter och ersättare styrelsen har, som 9+9"),
    ("board_from", "Styrelsens första dag"),
    ("share", "Hur kommunerna delar på sin del, i ord"),
    (
        "key",
        "En kommuns del av vad kommunerna betalar tillsammans, i procent, som \"Storby kommun=60\"; ange en för varje",
    ),
    ("first_year", "Det första året som frågas efter"),
    ("init/meetings", "En dag då styrelsen planerar att sammanträda; kan anges flera gånger"),
    ("title", "Titeln, så som den är tryckt"),
    ("parties", "En part, med namn eller id; kan anges flera gånger"),
    ("kind", "Vad det är för dokument"),
    ("add/agreement/from", "Den första dagen den gäller"),
    ("standard/export/dir", "Mappen att skriva till; inget som redan finns skrivs över"),
    ("undo", "Ta tillbaka det som antecknades senast"),
    ("recorded", "Dagen det blev känt [annars: i dag]"),
    ("source", "Dokumentet som visar det, med id eller titel"),
    ("part", "Var i dokumentet"),
    ("duty", "Plikten: dess id, dess namn eller det som lämnas, som `bilaga`"),
    ("record/delivery/agreement", "Avtalet, med id eller titel"),
    ("record/delivery/by", "Vem som lämnade, med id eller namn"),
    ("period", "Perioden: 2024, 2024-T1, 2024-Q1, 2024-01, mötets dag"),
    ("on", "Dagen"),
    ("record/minutes/meeting", "Mötets dag; av två samma dag, det enas id"),
    ("record/minutes/body", "Organet som möttes: en roll, ett namn eller ett id"),
    ("approved", "Dagen protokollet justerades"),
    ("announced", "Dagen justeringen tillkännagavs på anslagstavlorna"),
    ("taken_down", "Dagen tillkännagivandet togs ned"),
    (
        "boards",
        "Medlemmarna på vilkas anslagstavlor det satt: `alla`, eller var och en med id eller namn, med komma emellan",
    ),
    ("record/meeting/meeting", "Dagen; av två planerade samma dag, det enas id"),
    ("record/meeting/body", "Organet som möts: en roll, ett namn eller ett id"),
    ("form", "Hur det hölls: på plats, på distans eller delvis på distans"),
    ("public", "Mötet var öppet för allmänheten"),
    ("presidium", "Dagen presidiet beredde det"),
    ("adopts", "Vad som beslutas, som `budget` eller `annual-report`"),
    (
        "record/decision/meeting",
        "Mötets dag, eller dess id; för det en medlem har beslutat själv, styrelsemötet som antecknar det",
    ),
    ("record/decision/body", "Organet som möttes: en roll, ett namn eller ett id"),
    ("paragraph", "Paragrafen, som `51`"),
    ("years", "Åren det gäller: 2024, eller 2024-2026"),
    (
        "state",
        "Hur det gick: adopted (antaget), proposed, noted, declined [annars: antaget; noterat när en medlem har beslutat]",
    ),
    ("record/decision/by", "Vems beslut det är, vid ansvarsfrihet"),
    ("record/decision/agreement", "Avtalet som antas"),
    ("record/decision/text", "Vad det säger, i några ord"),
    ("record/assignment/text", "Vad som ska göras, i några ord; inga personnamn"),
    (
        "record/assignment/decision",
        "Beslutet som gav uppdraget: dess id, eller möte och paragraf, som \"2024-03-22 § 12\"",
    ),
    ("record/assignment/responsible", "Vem som ska göra det: roller eller organisationer, med komma emellan"),
    ("record/assignment/due", "När det senast ska redovisas"),
    ("report_at", "Mötet där det ska redovisas: dess dag, eller `next-meeting`"),
    ("record/remark/text", "Vad den säger, i några ord; inga personnamn"),
    ("record/remark/year", "Året som granskades"),
    ("dimension", "Vad den gäller"),
    ("record/remark/responsible", "Vem som ser till det: roller eller organisationer, med komma emellan"),
    ("record/remark/due", "När det senast ska vara åtgärdat"),
    ("record/waiver/rule", "Regeln"),
    ("record/waiver/subject", "Vad det gäller, så som `check` benämner det"),
    ("reason", "Skälet"),
    ("decided_by", "Vem som beslutade: en roll, ett namn eller ett id"),
    (
        "record/waiver/decision",
        "Var beslutet står: mötet och paragrafen, som \"2024-03-22 § 12\", eller ett dokument med id eller titel",
    ),
    ("record/waiver/from", "Första dagen [annars: dagen det blev känt]"),
    ("until", "Sista dagen"),
    ("limit", "Det gäller upp till detta överskridande"),
    ("record/dir", NEAREST),
    ("record/delivery/dir", NEAREST),
    ("record/minutes/dir", NEAREST),
    ("record/meeting/dir", NEAREST),
    ("record/decision/dir", NEAREST),
    ("record/assignment/dir", NEAREST),
    ("record/remark/dir", NEAREST),
    ("record/waiver/dir", NEAREST),
    ("rules/test/rule", "Bara den här regelns fall"),
    ("rules/test/dir", NEAREST),
    ("cases", "Mappen med fallen, under arbetsytans, med en mapp för varje regel [förval: cases]"),
    ("add/agreement/dir", NEAREST),
    ("add/year/dir", NEAREST),
    ("add/meeting/dir", NEAREST),
    ("add/year/year", "Året"),
    ("import/sie/dir", NEAREST),
    ("import/csv/dir", NEAREST),
    ("table", "Tabellen"),
    ("import/csv/what", "Vad raderna är"),
    ("import/csv/year", "Året som siffrorna är för"),
    ("import/csv/dry_run", "Visa vad som skulle skrivas, och skriv inget"),
    ("import/xlsx/dir", NEAREST),
    ("import/xlsx/file", "Arbetsboken som är ifylld"),
    ("import/xlsx/year", "Året som den ska vara för [annars: arbetsbokens eget]"),
    ("import/xlsx/dry_run", "Visa vad som skulle skrivas, och skriv inget"),
    ("workbook/year", "Året som den är för [annars: dagens]"),
    (
        "workbook/reader",
        "Vem den är för, när den är ett enda blad med det de frågar efter [annars: er själva, med allt]",
    ),
    ("ledger", "Filen som ekonomisystemet gav"),
    ("import/sie/year", "Året vars siffror ska in, om filen har flera [annars: filens eget]"),
    (
        "chart",
        "Kontoplanen som kontona följer: bas, kommun-bas eller own [annars: arbetsytans, annars filens]",
    ),
    ("number", "Organisationsnumret som filen har, när det är känt att det är ett annat än förbundets"),
    ("dry_run", "Visa som en tabell vad som skulle skrivas, och skriv inget"),
    ("date", "Dagen"),
    ("add/meeting/body", "Organet som sammanträder: en roll, ett namn eller ett id"),
];

const NEAREST: &str = "Arbetsytans mapp [annars: närmaste samkoll.toml uppåt]";

/// `(the name of a value in English, in Swedish)`
const VALUE_NAMES: &[(&str, &str)] = &[
    ("ADOPTS", "BESLUT"),
    ("AGREEMENT", "AVTAL"),
    ("DECISION", "BESLUT"),
    ("DIMENSION", "FRÅGA"),
    ("DUTY", "PLIKT"),
    ("FORM", "FORM"),
    ("PARAGRAPH", "PARAGRAF"),
    ("PART", "DEL"),
    ("PERIOD", "PERIOD"),
    ("REASON", "SKÄL"),
    ("SOURCE", "KÄLLA"),
    ("STATE", "LÄGE"),
    ("TEXT", "TEXT"),
    ("YEARS", "ÅREN"),
    ("DOCUMENT", "DOKUMENT"),
    ("ORGANISATIONS", "ORGANISATIONER"),
    ("MEETING", "MÖTE"),
    ("AMOUNT", "BELOPP"),
    ("ASSESSMENT", "BEDÖMNING"),
    ("BEFORE", "FÖRE"),
    ("BY", "ORDNING"),
    ("CHART", "KONTOPLAN"),
    ("COMMAND", "KOMMANDO"),
    ("DATE", "DATUM"),
    ("DAYS", "DAGAR"),
    ("DIR", "MAPP"),
    ("FAIL_ON", "GRAD"),
    ("FAMILY", "FAMILJ"),
    ("FILE", "FIL"),
    ("FOLDER", "MAPP"),
    ("FORMAT", "FORM"),
    ("ITEM", "POST"),
    ("KIND", "SORT"),
    ("LANG", "SPRÅK"),
    ("LEDGER", "FIL"),
    ("MEMBERS+SUBSTITUTES", "LEDAMÖTER+ERSÄTTARE"),
    ("NAME", "NAMN"),
    ("NAME=PERCENT", "NAMN=PROCENT"),
    ("NOW", "NU"),
    ("NUMBER", "NUMMER"),
    ("ORGANISATION", "ORGANISATION"),
    ("PATHS", "FILER"),
    ("PLACE", "ORT"),
    ("ROLE", "LÄSARE"),
    ("PERCENT", "PROCENT"),
    ("RULE", "REGEL"),
    ("SHELL", "SKAL"),
    ("SORT", "SLAG"),
    ("SUBJECT", "ÄMNE"),
    ("TABLE", "TABELL"),
    ("WHOM", "VEM"),
    ("TARGET", "REGEL ELLER POST"),
    ("TITLE", "TITEL"),
    ("WORDS", "ORD"),
    ("YEAR", "ÅR"),
];

/// `(argument/value, what it means)`
const VALUES: &[(&str, &str)] = &[
    ("format/text", "För skärmen"),
    ("format/html", "En sida med dokumentets tabeller och markeringarna i dem"),
    ("format/sarif", "För kodgranskning och redigeringsprogram (SARIF 2.1.0)"),
    ("format/junit", "En testrapport för Jenkins, GitLab och liknande"),
    ("format/github", "Anmärkningar på raderna, för GitHub Actions"),
    ("format/markdown", "En sammanfattning för byggets sida"),
    ("format/csv", "En tabell för ett kalkylprogram"),
    ("format/jsonl", "En rad för varje arbetsyta, för en databas (med --all och en mapp med arbetsytor)"),
    ("format/xlsx", "Arbetspapperen, en arbetsbok: iakttagelser, siffror, öppna frågor, kalender"),
    ("format/ics", "För kalenderprogrammet (RFC 5545)"),
    ("format/svg", "Årshjulet som ett hjul"),
    ("format/dot", "För Graphviz"),
    ("format/mermaid", "För Markdown-sidor som ritar Mermaid"),
    ("role/director", "Förbundschefen: vad som är fel, vad som måste bedömas, vad som inte är känt"),
    ("role/auditor", "Revisorn: varje utslag med siffror och beräkning"),
    ("role/ci", "En maskin: en rad för varje iakttagelse"),
    ("what/deliveries", "Det som har lämnats: Vad, Period, Vem, Överenskommelse, Lämnat"),
    ("what/meetings", "Möten och deras protokoll: Mötets dag, Organ, Hållet, Form, Justerat, Anslaget"),
    ("what/figures", "Ett års siffror: Siffra, Enhet, Belopp"),
    (
        "read_as/agreement",
        "En överenskommelse: parter med organisationsnummer, exemplar, underskrifter, dagar, paragrafer",
    ),
    (
        "read_as/minutes",
        "Ett protokoll: mötet, vilka som var med per organisation, paragrafer, beslut och dagar, för registret",
    ),
    ("reader/fk", "Försäkringskassan: de siffror som Uppföljning Finsam frågar efter, i dess ordning"),
    ("what/reported", "Ett års siffror som de är redovisade till Försäkringskassan: Siffra, Enhet, Belopp"),
    ("fail_on/result", "Allt som är brutet, och mål som inte nåddes"),
    ("dimension/appropriate-and-economical", "Om det är ändamålsenligt och ekonomiskt"),
    ("dimension/internal-control", "Om den interna kontrollen räcker"),
    ("dimension/true-accounts", "Om räkenskaperna är rättvisande"),
    ("kind/platform", "Om en plattform eller annan gemensam verksamhet"),
    ("kind/common", "Medlemmarnas gemensamma överenskommelse"),
    ("kind/plan", "En verksamhetsplan"),
    ("kind/budget", "En budget"),
    ("kind/policy", "En policy"),
    ("kind/cycle", "Ett årshjul"),
    ("kind/charter", "Förbundsordningen"),
];

/// A command's texts, empty when it has none here.
pub(super) fn command(path: &str) -> Texts {
    let row = COMMANDS.iter().find(|(known, ..)| *known == path);
    row.map_or(Texts { about: "", after: "" }, |(_, about, after)| Texts { about, after })
}

pub(super) fn argument(path: &str, id: &str) -> &'static str {
    row(ARGUMENTS, &format!("{path}/{id}")).or_else(|| row(ARGUMENTS, id)).map_or("", |(_, text)| text)
}

/// The name of a value; the English one when it has no other.
pub(super) fn value_name(name: &str) -> &'static str {
    row(VALUE_NAMES, name).map_or("VÄRDE", |(_, text)| text)
}

pub(super) fn value(id: &str, name: &str) -> &'static str {
    row(VALUES, &format!("{id}/{name}")).map_or("", |(_, text)| text)
}

#[cfg(test)]
pub(super) use asked::{argument_key, command_key, keys, value_key, value_name_key};

type Row = (&'static str, &'static str);

fn row(table: &[Row], key: &str) -> Option<Row> {
    table.iter().find(|(known, _)| *known == key).copied()
}

/// What the test of these tables asks.
#[cfg(test)]
mod asked {
    use super::{ARGUMENTS, COMMANDS, VALUE_NAMES, VALUES, row};

    pub(in crate::help) fn command_key(path: &str) -> Option<&'static str> {
        COMMANDS.iter().map(|(known, ..)| *known).find(|known| *known == path)
    }

    pub(in crate::help) fn argument_key(path: &str, id: &str) -> Option<&'static str> {
        row(ARGUMENTS, &format!("{path}/{id}")).or_else(|| row(ARGUMENTS, id)).map(|(key, _)| key)
    }

    pub(in crate::help) fn value_name_key(name: &str) -> Option<&'static str> {
        row(VALUE_NAMES, name).map(|(key, _)| key)
    }

    pub(in crate::help) fn value_key(id: &str, name: &str) -> Option<&'static str> {
        row(VALUES, &format!("{id}/{name}")).map(|(key, _)| key)
    }

    pub(in crate::help) fn keys() -> impl Iterator<Item = &'static str> {
        let commands = COMMANDS.iter().map(|(key, ..)| *key);
        let rest = [ARGUMENTS, VALUE_NAMES, VALUES].into_iter().flatten().map(|(key, _)| *key);
        commands.chain(rest)
    }
}
