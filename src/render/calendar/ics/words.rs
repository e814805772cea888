//! The words of the calendar file.

phrases! {
    STATE = "Läge", "State";
    DONE = "Gjort", "Done";
    RESPONSIBLE = "Ansvarig", "Responsible";
    TO = "Till", "To";
    UNDER = "Enligt", "Under";
    RECKONED = "Så räknas dagen:", "How the day is reckoned:";
    CAN_MOVE =
        "Dagen kan flyttas: det som den räknas från är inte gjort.",
        "The day can move: what it is reckoned from is not done.";
}
