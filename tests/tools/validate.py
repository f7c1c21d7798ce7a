"""Reads files as their readers would: validate.py KIND SCHEMAS FILE…. Says what is wrong, and exits with 1.

`sarif`, `junit` and `tei` are held against their schemas; `csv`, `fods` (a sheet of
LibreOffice) and `yaml` are printed as JSON, for the test to look at.
`brat` files are read by the National Center for Biotechnology Information's library, and held to what brat's own server
asks of them: https://github.com/nlplab/brat/blob/master/server/src/annotation.py
"""

import csv
import json
import sys

import jsonschema
import yaml
from bioc import brat as standoff
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


def brat():
    for file in files:
        with open(file.removesuffix(".ann") + ".txt", encoding="utf-8", newline="") as draft:
            text = draft.read()
        with open(file, encoding="utf-8", newline="\n") as annotations:
            lines = annotations.read()
        document = standoff.loads_ann(lines)
        identified = [*document.entities, *document.relations, *document.attributes, *document.notes]
        known = {annotation.id for annotation in identified}
        # brat reads by lines as Python's codecs part them, at more than line feeds.
        if lines.splitlines() != lines.split("\n")[:-1]:
            yield f"{file}: a line ends within an annotation"
        if len(identified) + len(document.equiv_relations) != lines.count("\n"):
            yield f"{file}: not every line is an annotation"
        if len(known) != len(identified):
            yield f"{file}: two annotations have one number"
        for entity in document.entities:
            pieces = sorted((place[0], place[1]) for place in entity.locations)
            if " ".join(text[start:end] for start, end in pieces) != entity.text:
                yield f"{file}: {entity.id}: its words are not {entity.text!r}"
            if any(start >= end for start, end in pieces) or pieces[-1][1] > len(text):
                yield f"{file}: {entity.id}: no place in the text"
            if any(one[1] > other[0] for one, other in zip(pieces, pieces[1:])):
                yield f"{file}: {entity.id}: its pieces overlap"
        for relation in document.relations:
            if len(relation.arguments) != 2 or len(set(relation.arguments.values())) != 2:
                yield f"{file}: {relation.id}: it joins something with itself"
        named = [argument for relation in document.relations for argument in relation.arguments.values()]
        named += [one for equivalence in document.equiv_relations for one in equivalence.argids]
        named += [annotation.refid for annotation in [*document.attributes, *document.notes]]
        yield from (f"{file}: {one} is not there" for one in named if one not in known)


def sheet(lines):
    spaces = {
        "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
        "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
        "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    }
    named = {space: lambda name, address=address: f"{{{address}}}{name}" for space, address in spaces.items()}

    def words(element):
        count = int(element.get(named["text"]("c"), 1))
        put = {named["text"]("s"): " " * count, named["text"]("tab"): "\t", named["text"]("line-break"): "\n"}
        parts = [words(child) + (child.tail or "") for child in element]
        return put.get(element.tag, "") + (element.text or "") + "".join(parts)

    def cells(row):
        for cell in row.iterfind("table:table-cell", spaces):
            formula = cell.get(named["table"]("formula"))
            said = "\n".join(words(paragraph) for paragraph in cell.iterfind("text:p", spaces))
            value = formula or cell.get(named["office"]("value"), said)
            yield from [value] * int(cell.get(named["table"]("number-columns-repeated"), 1))

    root = etree.fromstring(lines.read().encode())
    header, *rows = [list(cells(row)) for row in root.iterfind(".//table:table-row", spaces)]
    return [dict(zip(header, row)) for row in rows if any(row)]


def printed(read):
    for file in files:
        with open(file, encoding="utf-8-sig", newline="") as lines:
            json.dump(read(lines), sys.stdout)
    return []


validators = {
    "sarif": sarif,
    "junit": lambda: xml(etree.XMLSchema(file=f"{schemas}/junit-10.xsd")),
    "tei": lambda: xml(etree.RelaxNG(file=f"{schemas}/tei_all.rng")),
    "brat": brat,
    "csv": lambda: printed(lambda lines: list(csv.DictReader(lines, strict=True))),
    "fods": lambda: printed(sheet),
    "yaml": lambda: printed(yaml.safe_load),
}
faults = list(validators[kind]())
if faults:
    sys.exit("\n".join(faults))
