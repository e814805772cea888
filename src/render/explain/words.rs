//! The words of an explanation.

phrases! {
    RESPONSIBLE = "Ansvarig:", "Responsible:";
    TO = "Till:", "To:";
    UNDER = "Enligt:", "Under:";
    IN_FORCE = "Gäller:", "In force:";
    FROM_UNKNOWN = "från en dag som inte är känd", "from a day that is not known";
    THE_PERIOD_IS = "perioden är", "the period is";
    DECIDED = "Beslut:", "Decision:";
    TO_BE_REPORTED = "Rapporteras:", "To be reported:";
    DERIVED = "Så räknas dagen:", "How the day is derived:";
    NO_DAY = "ingen dag går att räkna ut", "no day can be worked out";
    CAN_MOVE = "dagen är preliminär: det den räknas från är inte klart", "the day can move: what it is reckoned from is not done";
    LAST_POSSIBLE = "dagen är den sista det kan vara: när det den räknas från gjordes är inte känt", "the day is the last it can be: when what it is reckoned from was done is not known";
    NO_DAY_SET = "ingen dag är satt: perioden är allt", "no day is set: the period is all there is";
    PERIOD_END = "ingen dag är satt: periodens sista dag räknas", "no day is set: the last day of the period counts";
    AS_OF = "Läget", "As of";
    DELIVERY = "leverans", "delivery";
    DECISION = "beslut", "decision";
    DECLINED = "beslut att avböja", "decision to decline";
    RECORD = "mötets uppgifter", "the record of the meeting";
    SHOWN_BY = "Visas av", "Shown by";
    HELD_UP_BY = "Sent eller saknat före:", "Late or missing before it:";
    WAITS_FOR = "Väntar på:", "Waits for:";
    HOLDS_UP = "Fördröjer:", "Holds up:";
    LONGEST_CHAIN = "Längsta kedjan hit:", "The longest chain here:";
    SET_ASIDE = "Prövas inte, enligt förbundets beslut:", "Not asked, by the förbund’s decision:";
    SMALLEST = "Regeln hade varit uppfylld med (minsta ändringen):", "The rule would have been met with (the smallest change):";
    LACKS = "Det som saknas för att avgöra:", "What is missing to decide it:";
    WRITE = "Skrivs", "Written";
    SINCE = "från", "from";
    PASSED = "Det som hänt kan inte längre rättas: åtgärden gäller nästa gång.", "What has happened can no longer be put right: the remedy is for the next time.";
    ASKS = "Kräver:", "Asks for:";
    NUMBERS = "Räknar med:", "Reckons with:";
    WHAT = "Vad:", "What:";
    WHY = "Varför:", "Why:";
    REMEDY = "Åtgärd:", "Remedy:";
    DIMENSION = "Revisorernas fråga:", "The auditors’ question:";
    REQUIRED = "Punkterna i listan:", "The items of the list:";
    IN_FORCE_FROM = "gäller från", "in force from";
    RULE_UNDER = "Enligt: ", "Under: ";
    JUDGES = "Så prövas den: det första som stämmer avgör", "How it judges: the first that holds decides";
    AS = "som", "as";
    CANNOT_BE_DECIDED = "Kan inte avgöras: ", "Cannot be decided: ";
    DOES_NOT_APPLY = "Gäller inte: ", "Does not apply: ";
    WORKED_OUT =
        "Så räknas det (regelns skript, som det körs; språket och förklaringarna efter // är på engelska):",
        "How it is worked out (the rule’s script, as it runs):";
}
