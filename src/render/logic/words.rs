//! The words of what follows from a condition.

phrases! {
    MET = "uppfylld", "met";
    BREACHED = "bruten", "breached";
    CANNOT_BE_DECIDED = "kan inte avgöras", "cannot be decided";
    DOES_NOT_APPLY = "gäller inte", "does not apply";
    IF = "om", "if";
    OTHERWISE = "annars", "otherwise";
    SUBJECT = "det som prövas", "the subject";
    YEAR = "året", "the year";
}
