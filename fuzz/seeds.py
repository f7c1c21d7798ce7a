#!/usr/bin/env python3
"""Puts what the fuzz targets begin with into corpus/: the article in each format, and the insides of its archives."""

import pathlib
import re
import zipfile

HERE = pathlib.Path(__file__).parent
ARTICLES = HERE.parent / "tests/fixtures/formats"
# What an extension feeds, and of an archive the parts to take out: the targets pack the inside of their elements.
FEEDS = {
    ".txt": ("plain", None, None),
    ".md": ("markdown", None, None),
    ".html": ("html", None, None),
    ".docx": ("docx", r"word/document\.xml", r"<w:body>(.*)</w:body>"),
    ".odt": ("odt", r"content\.xml", r"<office:text[^>]*>(.*)</office:text>"),
    ".epub": ("epub", r".*\.xhtml", r"(.*)"),
}

for article in sorted(ARTICLES.glob("article*")):
    if article.suffix not in FEEDS:
        continue
    target, parts, inside = FEEDS[article.suffix]
    corpus = HERE / "corpus" / target
    corpus.mkdir(parents=True, exist_ok=True)
    (corpus / article.name).write_bytes(article.read_bytes())
    if parts is None:
        continue
    with zipfile.ZipFile(article) as archive:
        for name in archive.namelist():
            if re.fullmatch(parts, name):
                text = re.search(inside, archive.read(name).decode(), re.DOTALL).group(1)
                (corpus / f"{article.stem}-{pathlib.Path(name).name}").write_text(text)
