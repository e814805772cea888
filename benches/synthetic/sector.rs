//! A synthetic samordningsförbund of a sector, by its number and a seed: ten years, ten agreements, registers that are
//! almost whole and figures that almost add up. Everything in it is made up; the same seed gives the same bytes.
#![expect(clippy::arithmetic_side_effects, reason = "made-up numbers, all of them small")]

use std::collections::BTreeMap;
use std::fmt::Write as _;

/// The first year told of, and how many there are.
const FIRST: i32 = 2014;
const YEARS: i32 = 10;

/// How many agreements each has.
const AGREEMENTS: u64 = 10;

/// The two state authorities that every samordningsförbund has as members, with their public numbers.
const STATE: [(&str, &str, &str); 2] =
    [("stat-sjuk", "Försäkringskassan", "202100-5521"), ("stat-arbete", "Arbetsförmedlingen", "202100-2114")];

/// The texts of one förbund, by path.
pub(crate) fn forbund(seed: u64, number: u64) -> BTreeMap<String, String> {
    let mut lot = Lot(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ number.wrapping_add(1));
    let made = Made {
        number,
        municipalities: 2 + lot.below(4),
        // Between 3 and 20 million kronor, in tens of thousands: on each step of the stairs.
        allocation: (300 + i64::try_from(lot.below(1_700)).unwrap_or_default()) * 10_000,
    };
    let mut texts = BTreeMap::new();
    texts.insert("samkoll.toml".to_owned(), made.manifest());
    texts.insert("agreements/parter.toml".to_owned(), made.organisations());
    texts.insert("agreements/ordning.toml".to_owned(), made.charter());
    let agreements: Vec<Agreement> =
        (1..=AGREEMENTS).map(|number| made.agreement(&mut lot, number)).collect();
    for it in &agreements {
        texts.insert(format!("agreements/{}.toml", it.id), it.text());
    }
    let mut equity = made.allocation * i64::try_from(8 + lot.below(12)).unwrap_or_default() / 100;
    for year in FIRST..FIRST + YEARS {
        let (text, closing) = made.figures(&mut lot, year, equity);
        texts.insert(format!("figures/{year}.toml"), text);
        texts.insert(format!("register/{year}.toml"), made.register(&mut lot, year, &agreements));
        texts.insert(format!("follow-up/{year}.toml"), made.follow_up(&mut lot, year, equity, closing));
        equity = closing;
    }
    texts
}

/// What is drawn by lot: splitmix64.
struct Lot(u64);

impl Lot {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, most: u64) -> u64 {
        self.next() % most
    }

    /// Whether something happens that happens so many times in a hundred.
    fn happens(&mut self, percent: u64) -> bool {
        self.below(100) < percent
    }

    /// A number of kronor, in thousands, either way.
    fn thousands(&mut self, most: u64) -> i64 {
        let number = |it: u64| i64::try_from(it).unwrap_or_default();
        (number(self.below(2 * most)) - number(most)) * 1_000
    }
}

/// An agreement: its years, first and last, and its parties with the days they signed.
struct Agreement {
    id: String,
    years: (i32, i32),
    parties: Vec<(String, u64)>,
}

/// One förbund.
struct Made {
    number: u64,
    municipalities: u64,
    allocation: i64,
}

impl Made {
    fn name(&self) -> String {
        format!("Samordningsförbundet Exempel {} (syntetiskt)", self.number)
    }

    fn manifest(&self) -> String {
        format!(
            "[workspace]\nname = \"{}\"\nassociation = \"forbundet\"\nsince = {FIRST}-01-01\n",
            self.name()
        )
    }

    fn members(&self) -> Vec<String> {
        let municipalities = (1..=self.municipalities).map(|it| format!("kommun-{it}"));
        let others = STATE.iter().map(|(id, ..)| (*id).to_owned()).chain(["regionen".to_owned()]);
        others.chain(municipalities).collect()
    }

    fn organisations(&self) -> String {
        let mut text = "# Synthetic.\n".to_owned();
        let source = |id: &str, title: &str, kind: &str, day: &str| {
            format!("[[source]]\nid = \"{id}\"\ntitle = \"{title} (syntetisk)\"\nkind = \"{kind}\"\n{day}\n")
        };
        text += &source("ordning", "Förbundsordning", "agreement", "adopted = 2013-11-20\n");
        text += &source("avtal", "Överenskommelser", "agreement", "adopted = 2013-12-10\n");
        text += &source("protokoll", "Styrelsens protokoll", "minutes", "");
        text += &source("diarium", "Kansliets diarium", "other", "");
        for year in FIRST..FIRST + YEARS {
            let (before, after) = (year - 1, year + 1);
            let adopted = format!("adopted = {after}-03-21\n");
            text +=
                &source(&format!("ar-{year}"), &format!("Årsredovisning {year}"), "annual-report", &adopted);
            let adopted = format!("adopted = {before}-11-28\n");
            text += &source(&format!("budget-{year}"), &format!("Budget {year}"), "budget", &adopted);
        }
        let organisation = |id: &str, name: &str, kind: &str, more: &str| {
            format!("[[organisation]]\nid = \"{id}\"\nname = \"{name}\"\nkind = \"{kind}\"\n{more}\n")
        };
        let member = format!("member = {{ from = {FIRST}-01-01 }}\n");
        text += &organisation("forbundet", &self.name(), "association", "");
        for (id, name, number) in STATE {
            text += &organisation(id, name, "state", &format!("number = \"{number}\"\n{member}"));
        }
        text += &organisation("regionen", "Region Exempel (syntetisk)", "region", &member);
        for it in 1..=self.municipalities {
            let name = format!("Exempelby {it} kommun (syntetisk)");
            text += &organisation(&format!("kommun-{it}"), &name, "municipality", &member);
        }
        for (id, name, role) in [
            ("styrelsen", "Förbundsstyrelsen", "board"),
            ("presidiet", "Presidiet", "presidium"),
            ("revisorerna", "Revisorerna", "auditors"),
            ("kansliet", "Kansliet", "office"),
            ("styrgruppen", "Styrgruppen", "steering-group"),
        ] {
            text += &organisation(id, name, "body", &format!("role = \"{role}\"\npart_of = \"forbundet\"\n"));
        }
        text
    }

    fn charter(&self) -> String {
        let mut text = format!(
            "id = \"forbundsordning\"\ntitle = \"Förbundsordning\"\nkind = \"charter\"\n\
             in_force = {{ from = {FIRST}-01-01 }}\nsource = {{ document = \"ordning\", part = \"hela\" }}\n\n"
        );
        for (of, share) in [("state", "0.50"), ("region", "0.25"), ("municipality", "0.25")] {
            let _ = write!(text, "[[share]]\nof = \"{of}\"\nshare = {share}\n\n");
        }
        let seats = self.municipalities + 3;
        let _ = write!(
            text,
            "[[board]]\nfrom = {FIRST}-01-01\nseats = {seats}\nsubstitutes = {seats}\nclause = \"§ 4\"\n\n\
             [[auditor]]\nappointed_by = \"stat-sjuk\"\nfor = [\"stat-sjuk\", \"stat-arbete\"]\nclause = \"§ 12\"\n\n"
        );
        text
    }

    /// An agreement of two to ten years, between three in four of the members.
    fn agreement(&self, lot: &mut Lot, number: u64) -> Agreement {
        let from = FIRST + i32::try_from(lot.below(6)).unwrap_or_default();
        let to = from + 1 + i32::try_from(lot.below(9)).unwrap_or_default();
        let members = self.members().into_iter().enumerate();
        // The state's two are in all of them.
        let parties: Vec<String> =
            members.filter(|(at, _)| *at < STATE.len() || lot.happens(75)).map(|(_, it)| it).collect();
        let parties = parties.into_iter().map(|it| (it, 1 + lot.below(28))).collect();
        Agreement { id: format!("ok-{number:02}"), years: (from, to), parties }
    }

    /// The annual report and the budget of a year, and what equity it closes with. One number in fifty is misprinted.
    fn figures(&self, lot: &mut Lot, year: i32, opening: i64) -> (String, i64) {
        let cost = self.allocation + lot.thousands(600);
        let result = self.allocation - cost;
        let closing = opening + result;
        let mut page = Page { lot, year, text: format!("year = {year}\ncount = {{ table = 7 }}\n\n") };
        self.statements(&mut page, cost, opening);
        page.table("bidrag", "Not 1", "note", &self.contributions());
        let equity = [("equity.opening", opening), ("equity.closing", closing)];
        page.table("ledare", "Ordföranden har ordet", "other", &equity);
        let women = 40 + i64::try_from(page.lot.below(60)).unwrap_or_default();
        let men = 30 + i64::try_from(page.lot.below(60)).unwrap_or_default();
        let participants = [
            ("participants.individual.women", women),
            ("participants.individual.men", men),
            ("participants.individual.total", women + men),
        ];
        page.table("deltagare", "Deltagare", "persons", &participants);
        let budget = [
            ("budget.income.total", self.allocation),
            ("budget.cost.total", -self.allocation),
            ("budget.result.net", 0),
            ("budget.equity.opening", opening),
            ("budget.equity.closing", opening),
        ];
        page.table("budget", "Budget och plan", "budget", &budget);
        (page.text, closing)
    }

    /// The income statement, the balance sheet and the operating statement of a year.
    fn statements(&self, page: &mut Page<'_>, cost: i64, opening: i64) {
        let result = self.allocation - cost;
        let closing = opening + result;
        let (receivables, liabilities) =
            (400_000 + page.lot.thousands(300), 900_000 + page.lot.thousands(500));
        let cash = closing + liabilities - receivables;
        let income_statement = [
            ("income.total", self.allocation),
            ("cost.total", -cost),
            ("result.operating", result),
            ("result.after-financial", result),
            ("result.net", result),
        ];
        page.table("resultat", "Resultaträkning", "income-statement", &income_statement);
        let balance_sheet = [
            ("assets.receivables", receivables),
            ("assets.cash", cash),
            ("assets.current", receivables + cash),
            ("assets.total", receivables + cash),
            ("equity.other", opening),
            ("result.net", result),
            ("equity.closing", closing),
            ("liabilities.short-term", liabilities),
            ("liabilities.total", liabilities),
            ("equity-and-liabilities.total", closing + liabilities),
        ];
        page.table("balans", "Balansräkning", "balance-sheet", &balance_sheet);
        let operating_statement = [
            ("income.total", self.allocation),
            ("budget.income.total", self.allocation),
            ("deviation.income.total", 0),
            ("cost.total", -cost),
            ("budget.cost.total", -self.allocation),
            ("deviation.cost.total", result),
            ("result.operating", result),
            ("budget.result.operating", 0),
            ("deviation.result.operating", result),
        ];
        page.table("drift", "Driftredovisning", "operating-statement", &operating_statement);
    }

    /// A half from the state, a quarter from the region, and a quarter from the municipalities.
    fn contributions(&self) -> Vec<(String, i64)> {
        let quarter = self.allocation / 4;
        let count = i64::try_from(self.municipalities).unwrap_or(1);
        let each = quarter / count;
        let state = ("staten".to_owned(), self.allocation - 2 * quarter);
        let others = [state, ("regionen".to_owned(), quarter)];
        let municipalities = (1..=count).map(|it| {
            let part = if it == count { quarter - each * (count - 1) } else { each };
            (format!("kommun-{it}"), part)
        });
        let all = others.into_iter().chain(municipalities);
        let all = all.map(|(payer, part)| (format!("contribution.{payer}"), part));
        let sums = ["allocation.total", "income.total"].map(|it| (it.to_owned(), self.allocation));
        all.chain(sums).collect()
    }

    /// Four meetings of the board, what they decided, and what was delivered in a year: nine things in ten.
    fn register(&self, lot: &mut Lot, year: i32, agreements: &[Agreement]) -> String {
        let mut text = String::new();
        for (at, (day, approved)) in
            [("03-21", "04-02"), ("06-13", "06-24"), ("09-19", "09-30"), ("11-28", "12-09")]
                .iter()
                .enumerate()
        {
            let first = 1 + at * 10;
            let approved =
                if lot.happens(15) { approved.replace("-0", "-1") } else { (*approved).to_owned() };
            let _ = write!(
                text,
                "[[meeting]]\nid = \"mote-{year}-{at}\"\nbody = \"styrelsen\"\ndate = {year}-{day}\nform = \"physical\"\n\
                 entitled = {0}\nparagraphs = {{ from = {first}, to = {1} }}\nrecorded = {year}-12-30\n\
                 source = {{ document = \"protokoll\", part = \"{year}-{day}\" }}\n\
                 count = {{ present = {0}, item = 4 }}\n",
                self.municipalities + 3,
                first + 3
            );
            for (seat, member) in self.members().iter().enumerate() {
                let role = if seat == 0 { "chair" } else { "member" };
                let _ = write!(
                    text,
                    "[[meeting.present]]\norganisation = \"{member}\"\nrole = \"{role}\"\ndeciding = true\n"
                );
            }
            let _ = write!(
                text,
                "[meeting.minutes]\napproved = {year}-{approved}\nannounced = {year}-{approved}\nclause = \"Bevis\"\n"
            );
            let titles = ["Föregående protokoll", "Ekonomin", "Beslut", "Avslutning"];
            let kinds = ["information", "information", "decision", "formal"];
            for (item, (title, kind)) in titles.iter().zip(kinds).enumerate() {
                let more = if item == 0 { "previous_minutes = true\n" } else { "" };
                let number = first + item;
                let _ = write!(
                    text,
                    "[[meeting.item]]\nnumber = {number}\ntitle = \"{title}\"\ntype = \"{kind}\"\n{more}"
                );
            }
            text.push('\n');
        }
        for (id, meeting, paragraph, adopts, of) in
            [("ar", 0, 3, "annual-report", year - 1), ("budget", 3, 33, "budget", year + 1)]
        {
            if (FIRST..FIRST + YEARS).contains(&of) && lot.happens(95) {
                let to = if adopts == "budget" { of + 2 } else { of };
                let _ = write!(
                    text,
                    "[[decision]]\nid = \"{id}-{of}\"\nmeeting = \"mote-{year}-{meeting}\"\nparagraph = \"§ {paragraph}\"\n\
                     adopts = \"{adopts}\"\nperiods = {{ from = {of}, to = {to} }}\nstate = \"adopted\"\n\
                     recorded = {year}-12-30\nsource = {{ document = \"protokoll\", part = \"{year}, § {paragraph}\" }}\n\n"
                );
            }
        }
        text += &deliveries(lot, year, agreements);
        text
    }

    /// Three goals and three statements of a year.
    fn follow_up(&self, lot: &mut Lot, year: i32, opening: i64, closing: i64) -> String {
        let mut text = String::new();
        for (id, figure, at, value, unit) in [
            ("deltagare", "participants.individual.total", "least", 120, "persons"),
            ("kapital", "equity.closing", "most", self.allocation / 5, "kr"),
            ("resultat", "result.net", "least", 0, "kr"),
        ] {
            let _ = write!(
                text,
                "[[goal]]\nid = \"mal-{id}-{year}\"\ntitle = {{ sv = \"Mål om {id}\" }}\ngroup = \"outcome\"\n\
                 figure = \"{figure}\"\nat = \"{at}\"\nvalue = {value}\nunit = \"{unit}\"\n\
                 years = {{ from = {year}, to = {year} }}\nsource = {{ document = \"ar-{year}\", part = \"Mål\" }}\n\n"
            );
        }
        let truth = if closing < opening { "falls" } else { "rises" };
        let says = if lot.happens(5) { "rises" } else { truth };
        let _ = write!(
            text,
            "[[statement]]\nid = \"kapitalet-{year}\"\nyear = {year}\nfigures = [\"equity.closing\"]\nsays = \"{says}\"\n\
             text = {{ sv = \"det egna kapitalet förändras\" }}\n\
             source = {{ document = \"ar-{year}\", part = \"Ekonomin\" }}\n\n"
        );
        text
    }
}

impl Agreement {
    fn text(&self) -> String {
        let (id, (from, to)) = (&self.id, self.years);
        let mut text = format!(
            "id = \"{id}\"\ntitle = \"Överenskommelse {id}\"\nkind = \"common\"\n\
             in_force = {{ from = {from}-01-01, to = {to}-12-31 }}\n\
             source = {{ document = \"avtal\", part = \"{id}\" }}\n\
             count = {{ party = {0}, commitment = {0}, duty = 2, signature = {0}, age = 1 }}\n\n\
             [copies]\ncount = {0}\nclause = \"§ 9\"\n\n",
            self.parties.len()
        );
        for (at, (party, day)) in self.parties.iter().enumerate() {
            let _ = write!(
                text,
                "[[party]]\norganisation = \"{party}\"\nclause = \"§ 1\"\n\n\
                 [[commitment]]\nid = \"insats-{at}\"\nparty = \"{party}\"\nkind = \"staffing\"\n\
                 text = {{ sv = \"En handläggare på halvtid\" }}\nclause = \"§ 4\"\n\n\
                 [[signature]]\nparty = \"{party}\"\nname = \"printed\"\nsigned = {}-12-{day:02}\nclause = \"§ 9\"\n\n",
                from - 1
            );
        }
        text + DUTIES
    }
}

/// What every agreement asks for.
const DUTIES: &str = "[[duty]]
id = \"bilaga\"
deliverable = \"appendix\"
title = { sv = \"Bilaga med åtaganden\" }
by = \"each-party\"
to = \"office\"
every = \"year\"
due = { on = \"12-15\", year = -1 }
clause = \"§ 3\"

[[duty]]
id = \"rapport\"
deliverable = \"report\"
title = { sv = \"Halvårsrapport\" }
by = \"kansliet\"
to = \"board\"
every = \"half-year\"
due = { after = \"period-end\", months = 1 }
clause = \"§ 7\"

[[age]]
from = 16
to = 64
main = true
clause = \"§ 2\"
";

/// What was delivered in a year, nine things in ten of what was to be, most of it in time.
fn deliveries(lot: &mut Lot, year: i32, agreements: &[Agreement]) -> String {
    let mut text = format!(
        "[[complete]]\ndeliverables = [\"report\", \"appendix\"]\nfrom = {year}-01-01\nto = {year}-12-31\n\
         recorded = {year}-12-31\n\n"
    );
    let mut delivery = |agreement: &str, duty: &str, by: &str, period: &str, day: &str| {
        let _ = write!(
            text,
            "[[delivery]]\nagreement = \"{agreement}\"\nduty = \"{duty}\"\nby = \"{by}\"\nperiod = \"{period}\"\n\
             delivered = {year}-{day}\nrecorded = {year}-12-31\nsource = {{ document = \"diarium\" }}\n\n"
        );
    };
    for it in agreements {
        let in_force = |year| (it.years.0..=it.years.1).contains(&year);
        for (party, _) in it.parties.iter().filter(|_| in_force(year + 1)) {
            if lot.happens(90) {
                let day = if lot.happens(80) { "12-10" } else { "12-22" };
                delivery(&it.id, "bilaga", party, &(year + 1).to_string(), day);
            }
        }
        for (of, half, day) in [(year - 1, "H2", "01-28"), (year, "H1", "08-05")] {
            if in_force(of) && lot.happens(90) {
                delivery(&it.id, "rapport", "kansliet", &format!("{of}-{half}"), day);
            }
        }
    }
    text
}

/// The figures of a year, table by table.
struct Page<'l> {
    lot: &'l mut Lot,
    year: i32,
    text: String,
}

impl Page<'_> {
    fn table(&mut self, id: &str, part: &str, prints: &str, cells: &[(impl AsRef<str>, i64)]) {
        let (kind, prints, unit) = match prints {
            "note" => ("note", "note", "kr"),
            "other" => ("text", "other", "kr"),
            "persons" => ("overview", "other", "persons"),
            "budget" => ("budget", "income-statement", "kr"),
            statement => ("statement", statement, "kr"),
        };
        let document = if kind == "budget" { "budget" } else { "ar" };
        let year = self.year;
        let _ = write!(
            self.text,
            "[[table]]\nid = \"{id}-{year}\"\nsource = \"{document}-{year}\"\npart = \"{part}\"\nkind = \"{kind}\"\n\
             prints = \"{prints}\"\nunit = \"{unit}\"\ncount = {}\n[table.figures]\n",
            cells.len()
        );
        for (name, value) in cells {
            let slip = if self.lot.happens(2) { 1_000 } else { 0 };
            let _ = writeln!(self.text, "{} = {}", name.as_ref(), value + slip);
        }
        self.text.push('\n');
    }
}
