//! The words around a rule's help and the folders.

phrases! {
    WHAT = "Vad som prövas", "What is checked";
    WHY = "Varför", "Why";
    REMEDY = "Åtgärd", "Remedy";
    SOURCE = "Enligt", "Under";
    ROOT = "Roten i det som versionshanteras, eller arbetsytans mapp där inget är det.", "The root of the repository, or the workspace’s folder where there is none.";
    READ_FROM = "Mappen som samkoll read kördes i.", "The folder that samkoll read was run in.";
    STANDARD = "Standarden i programmet; samkoll standard export MAPP skriver ut den.", "The standard in the program; samkoll standard export DIR writes it out.";
}
