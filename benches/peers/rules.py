"""The reference rules in plain Python: exact decimals, no library but Python's own.

Reads the data once, with its decimals and days in Python's own types, and then does what it is told on standard input:
`answer RULE` prints the answer as JSON, `time RULE COUNT` prints how many nanoseconds of the processor so many
evaluations took.
"""

import json
import sys
from datetime import date
from decimal import Decimal
from time import thread_time_ns

STAIRS = ((Decimal(0), Decimal(7_000_000), Decimal("0.20")), (Decimal(7_000_000), Decimal(15_000_000), Decimal("0.15")))
ROUNDING = Decimal("0.16")
HALF, QUARTER, NOTHING = Decimal("0.50"), Decimal("0.25"), Decimal(0)


def cap(it):
    allocation, equity = it["allocation"], it["equity"]
    cap = NOTHING
    for start, end, rate in STAIRS:
        if allocation > start:
            cap += (min(allocation, end) - start) * rate
    return {"breach": equity > cap, "cap": cap, "excess": max(NOTHING, equity - cap)}


def partners(all):
    below = [{"id": it["id"], "short": it["least"] - it["paid"]} for it in all if it["paid"] < it["least"]]
    return {"paid": sum([it["paid"] for it in all]), "below": below}


def split(it):
    paid = {"state": NOTHING, "region": NOTHING, "municipality": NOTHING}
    for part in it["contributions"]:
        paid[part["payer"]] += part["amount"]
    all = sum(paid.values())
    tolerance = it["tolerance"]
    breach = (
        abs(paid["state"] - all * HALF) > tolerance
        or abs(paid["region"] - all * QUARTER) > tolerance
        or abs(paid["municipality"] - all * QUARTER) > tolerance
    )
    return {"breach": breach, "whole": all, **paid}


def late(all):
    return [
        {"id": it["id"], "days": (it["delivered"] - it["due"]).days} for it in all if it["delivered"] > it["due"]
    ]


def overdue(it):
    as_of = it["as_of"]
    return [
        one["id"]
        for one in it["reports"]
        if one["due"] < as_of and (one["delivered"] is None or one["delivered"] > as_of)
    ]


def index(it):
    index = sum([one["value"] * one["weight"] for one in it["indicators"]])
    return {"index": index, "breach": index < it["target"]}


def tie(it):
    computed = sum(it["rows"])
    difference = abs(it["total"] - computed)
    return {"computed": computed, "difference": difference, "breach": difference > ROUNDING}


RULES = {rule.__name__: rule for rule in (cap, partners, split, late, overdue, index, tie)}


def typed(it):
    for key in ("due", "delivered", "as_of"):
        if isinstance(it.get(key), str):
            it[key] = date.fromisoformat(it[key])
    return it


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        data = json.load(file, parse_float=Decimal, parse_int=Decimal, object_hook=typed)
    for line in sys.stdin:
        what, name, *count = line.split()
        rule, of = RULES[name], data[name]
        if what == "answer":
            print(json.dumps(rule(of), default=float), flush=True)
        else:
            times = range(int(count[0]))
            start = thread_time_ns()
            for _ in times:
                rule(of)
            print(thread_time_ns() - start, flush=True)


main()
