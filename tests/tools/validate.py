"""Reads files as their readers would: validate.py KIND SCHEMAS FILE…. Says what is wrong, and exits with 1.

`sarif`, `junit` and `tei` are held against their schemas; `csv` and `yaml` are printed as JSON, for the test to look at.
"""

import csv
import json
import sys

import jsonschema
import yaml
from lxml import etree

kind, schemas, *files = sys.argv[1:]


def sarif():
    with open(f"{schemas}/sarif-2.1.0.json", encoding="utf-8") as schema:
        validator = jsonschema.Draft7Validator(json.load(schema))
    for file in files:
        with open(file, encoding="utf-8") as log:
            for error in validator.iter_errors(json.load(log)):
                yield f"{file}: {error.json_path}: {error.message}"


def xml(schema):
    for file in files:
        schema.validate(etree.parse(file))
        yield from (f"{file}:{error.line}: {error.message}" for error in schema.error_log)


def printed(read):
    for file in files:
        with open(file, encoding="utf-8-sig", newline="") as lines:
            json.dump(read(lines), sys.stdout)
    return []


validators = {
    "sarif": sarif,
    "junit": lambda: xml(etree.XMLSchema(file=f"{schemas}/junit-10.xsd")),
    "tei": lambda: xml(etree.RelaxNG(file=f"{schemas}/tei_all.rng")),
    "csv": lambda: printed(lambda lines: list(csv.DictReader(lines, strict=True))),
    "yaml": lambda: printed(yaml.safe_load),
}
faults = list(validators[kind]())
if faults:
    sys.exit("\n".join(faults))
