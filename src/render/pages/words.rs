//! The headings of a rule's page.

phrases! {
    WHAT = "Vad som prövas", "What it checks";
    WHY = "Varför det spelar roll", "Why it matters";
    EXAMPLE = "Exempel", "Example";
    REMEDY = "Så rättar du till det", "How to put it right";
    JUDGES = "Så prövas den: det första som stämmer avgör", "How it judges: the first that holds decides";
    OPEN = "När svaret dröjer", "When it cannot tell";
}
