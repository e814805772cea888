"""What .ci/formats asks of the files in a folder: SARIF and JUnit by their schemas, CSV by its rules, YAML as such.

Each schema is first given something that is wrong: one that finds no fault in that finds none in anything.
"""

import copy
import csv
import json
import pathlib
import sys

import jsonschema
import junitparser
import xmlschema
import yaml

work, examples, published = map(pathlib.Path, sys.argv[1:])
complaints = []


def text(path):
    return json.loads(path.read_text(encoding="utf-8-sig"))


schema = text(published)
sarif = jsonschema.validators.validator_for(schema)(schema, format_checker=jsonschema.FormatChecker())
logs = sorted(work.glob("*.sarif"))
for path in logs:
    for error in sarif.iter_errors(text(path)):
        complaints.append(f"{path.name}: {error.json_path}: {error.message[:200]}")
for wrong in ({"kind": "bad"}, {"level": "bad"}, {"ruleIndex": -7}, {"colour": 1}):
    log = copy.deepcopy(text(logs[0]))
    log["runs"][0]["results"][0].update(wrong)
    if sarif.is_valid(log):
        complaints.append(f"the schema of SARIF lets {wrong} through")

# What the validator found; that the program has no public address yet is known.
for result in text(work / "validated.log")["runs"][0].get("results", []):
    if result["ruleId"] != "SARIF2005":
        complaints.append(f"SARIF: {result['ruleId']}: {result['message']}")

junit = xmlschema.XMLSchema(work / "junit-10.xsd")
for path in sorted(work.glob("*.junit")):
    complaints += [f"{path.name}: {error.path}: {error.reason}" for error in junit.iter_errors(path)]
    report = junitparser.JUnitXml.fromfile(str(path))
    cases = [case for suite in report for case in suite]
    if not cases or report.tests != len(cases):
        complaints.append(f"{path.name}: {report.tests} tests told of, {len(cases)} there")
if junit.is_valid('<testsuites><testsuite name="a" tests="1" failures="0" errors="0"><testcase/></testsuite></testsuites>'):
    complaints.append("the schema of JUnit lets a case without a name through")

for path in sorted(work.glob("*.csv")):
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file, delimiter="," if path.name == "english.csv" else ";", strict=True))
    if len(rows) < 2 or len({len(row) for row in rows}) != 1:
        complaints.append(f"{path.name}: {len(rows)} rows, of {sorted({len(row) for row in rows})} cells")

for path in sorted(examples.glob("*.y*ml")):
    if not isinstance(yaml.safe_load(path.read_text(encoding="utf-8")), dict):
        complaints.append(f"{path.name}: not a YAML document")

print("\n".join(complaints[:20]) or "nothing to say")
sys.exit(bool(complaints))
