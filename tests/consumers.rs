//! Each format against what its readers publish: schemas where a registry carries one (`tests/tools/install` gets
//! them), and else the published description, field by field. All with paths and words that break careless writers.

mod program;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::process::Command;

use program::{Folder, validated};
use serde_json::Value;

/// File names that break careless writers; each is a draft.
const NAMES: [&str; 9] = [
    "a b.txt",
    "50% off.txt",
    "#1 & <2>.txt",
    "café cafe\u{301}.txt",
    "👩‍👩‍👧 東京.txt",
    "-dash.txt",
    "back\\slash.txt",
    "colon: comma, \"quote\" 'one'.txt",
    "sub folder/é/x.txt",
];

/// Wide and combined characters before a mark that is never closed, a control character, and markup.
const DRAFT: &str = "\
👩‍👩‍👧 met 𝔘nit e\u{301} <b>&amp;</b> ]]> %0A \u{1b}[31m in Corran. “The ferries 🚢 are back, Lena Holt, head of the council, said on Monday.

She said: “Who knows.” The so-called “summer service” runs.
";

/// A quotation over three lines, which end as on Windows.
const WRAPPED: &str = "\
“We have asked four times for the plans of the new dam, and\r
four times we were told to wait for the engineers, who never\r
came,” said Lena Holt, the head of the council of the valley.\r
\r
The council meets again on Monday, when the engineers are to\r
speak.\r
";

/// Words that spreadsheets take for formulas, dates, numbers.
const FORMULAS: &str = "\
“=SUM(A1),” said Lena Holt. “+1 (555),” said Omar Reyes. “-5 degrees,” he said. “@home,” said Lena Holt.

=SUM(A1) said “no”. “1/2,” said Lena Holt. “007,” she said. “One; two,\ttabs, and \"straight\" marks,” said Émile Ó Conaire.
";

/// Every character at which some reader ends a line, within a quotation.
const BREAKS: &str =
    "“No\u{b}one\u{c}asked\u{85}us,\u{2028}not\u{2029}once,\u{1c} \u{1d}\u{1e} ever,” said Lena Holt, who chairs it.\n";

/// A folder with the draft under each name.
fn odd(name: &str) -> Folder {
    NAMES.iter().fold(Folder::new(name), |folder, name| {
        // A system that takes the backslash for a slash has no such file.
        folder.with(&if cfg!(windows) { name.replace(['\\', ':', '"'], "_") } else { (*name).to_owned() }, DRAFT)
    })
}

/// What `check` writes in a format, to a file.
fn check(folder: &Folder, format: &str) -> String {
    let run = folder.run(&["check", "--output-format", format, "--output-file", "findings"]);
    assert_eq!((run.stdout.as_str(), run.stderr.as_str(), run.status), ("", "", 1), "{format} should have findings");
    folder.read("findings")
}

/// The findings as JSON Lines, by path and line: what the other formats must agree with.
fn findings(folder: &Folder) -> Vec<Value> {
    let lines = folder.run(&["check", "--output-format", "jsonl"]).stdout;
    let findings: Vec<Value> =
        lines.lines().map(|line| serde_json::from_str(line).expect("a line should be JSON")).collect();
    let paths: BTreeSet<&str> = findings.iter().map(|finding| text(&finding["path"])).collect();
    assert_eq!(paths.len(), NAMES.len(), "every draft should have a finding: {paths:?}");
    findings
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_else(|| panic!("{value} should be a text"))
}

fn number(value: &Value) -> usize {
    let number = value.as_u64().unwrap_or_else(|| panic!("{value} should be a number"));
    usize::try_from(number).expect("it should be small")
}

/// The words of a finding of JSON Lines, by its span in bytes.
fn words(folder: &Folder, finding: &Value) -> String {
    let draft = folder.read(text(&finding["path"]));
    draft[number(&finding["span"]["start"])..number(&finding["span"]["end"])].to_owned()
}

/// The part of a line between two columns that count from one in units of `encode`.
fn cut<U: Copy>(line: &str, encode: impl Fn(&str) -> Vec<U>, start: usize, end: usize) -> Vec<U> {
    encode(line)[start - 1..end - 1].to_vec()
}

#[test]
fn sarif_is_valid_and_marks_the_words() {
    let folder = odd("sarif");
    let log: Value = serde_json::from_str(&check(&folder, "sarif")).expect("the log should be JSON");
    validated("sarif", &folder.0, &["findings"]);
    let run = &log["runs"][0];
    assert_eq!(run["columnKind"], "utf16CodeUnits");
    assert_eq!(run["invocations"][0]["executionSuccessful"], true);
    let rules = run["tool"]["driver"]["rules"].as_array().expect("the rules should be listed");
    let results = run["results"].as_array().expect("the results should be listed");
    let findings = findings(&folder);
    assert_eq!(results.len(), findings.len());
    for (result, finding) in results.iter().zip(&findings) {
        assert_eq!(result["ruleId"], finding["rule"]);
        assert_eq!(rules[number(&result["ruleIndex"])]["id"], finding["rule"], "the index should be that of the rule");
        let fingerprints = &result["partialFingerprints"];
        assert_eq!(text(&fingerprints["primaryLocationLineHash"]), format!("{}:1", text(&finding["fingerprint"])));
        let place = &result["locations"][0]["physicalLocation"];
        assert_eq!(place["artifactLocation"]["uriBaseId"], "%SRCROOT%");
        let uri = text(&place["artifactLocation"]["uri"]);
        assert!(uri.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._~/%".contains(&byte)), "{uri}");
        let path = percent_decoded(uri);
        assert_eq!(path, text(&finding["path"]), "the address should lead to the draft");
        let region = &place["region"];
        let draft = folder.read(&path);
        let line = draft.lines().nth(number(&region["startLine"]) - 1).expect("the line should be there");
        let units = |line: &str| line.encode_utf16().collect();
        let marked = cut(line, units, number(&region["startColumn"]), number(&region["endColumn"]));
        assert_eq!(String::from_utf16_lossy(&marked), words(&folder, finding), "the columns should hold the words");
    }
}

#[test]
fn sarif_with_an_unreadable_draft_says_that_the_run_failed() {
    let folder = Folder::new("sarif-failed").with("a.txt", DRAFT).with("b.txt", b"a\0b");
    let run = folder.run(&["check", "--output-format", "sarif", "--output-file", "findings"]);
    assert_eq!(run.status, 2);
    validated("sarif", &folder.0, &["findings"]);
    let log: Value = serde_json::from_str(&folder.read("findings")).expect("the log should be JSON");
    assert_eq!(log["runs"][0]["invocations"][0]["executionSuccessful"], false);
    assert_eq!(log["runs"][0]["results"].as_array().map(Vec::is_empty), Some(false), "good drafts should be there");
}

#[test]
fn junit_is_valid() {
    let folder = odd("junit").with("clean.txt", "Nothing happened.\n");
    check(&folder, "junit");
    validated("junit", &folder.0, &["findings"]);
    let written = folder.read("findings");
    let elements = elements(&written);
    let suites: BTreeSet<_> = elements.iter().filter(|(name, _)| name == "testsuite").collect();
    let names: BTreeSet<&str> = suites.iter().map(|(_, attributes)| attributes["name"].as_str()).collect();
    assert!(NAMES.iter().all(|name| names.contains(name)) && names.contains("clean.txt"), "{names:?}");
    let failures = elements.iter().filter(|(name, _)| name == "failure").count();
    let counted: usize =
        suites.iter().map(|(_, attributes)| attributes["failures"].parse::<usize>().unwrap_or(0)).sum();
    assert_eq!(failures, counted, "the counts should be right");
}

/// <https://checkstyle.org/result_reports.html>: `checkstyle` with a version; `file` with a name; `error` with line,
/// column, severity (ignore, info, warning, error), message and source.
#[test]
fn checkstyle_has_the_published_fields() {
    let folder = odd("checkstyle");
    let written = check(&folder, "checkstyle");
    let elements = elements(&written);
    assert_eq!(elements[0].0, "checkstyle");
    assert!(elements[0].1.contains_key("version"));
    let mut errors = findings(&folder).into_iter();
    let mut path = "";
    for (name, attributes) in &elements[1..] {
        if name == "file" {
            path = &attributes["name"];
            continue;
        }
        assert_eq!(name, "error");
        let finding = errors.next().expect("there should be no more errors than findings");
        assert_eq!(path, text(&finding["path"]));
        assert_eq!(attributes["line"], number(&finding["line"]).to_string());
        assert_eq!(attributes["column"], number(&finding["column"]).to_string());
        assert_eq!(attributes["severity"], text(&finding["severity"]));
        assert!(["info", "warning", "error"].contains(&attributes["severity"].as_str()));
        assert_eq!(attributes["source"], format!("whosaid.{}", text(&finding["rule"])));
        assert!(attributes["message"].contains('🚢') == text(&finding["message"]).contains('🚢'));
    }
    assert!(errors.next().is_none(), "every finding should be there");
}

/// <https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format>: description, check_name, fingerprint
/// (one of a kind), severity (info, minor, major, critical, blocker), location.path (relative to the repository, no
/// leading `./`), location.lines.begin.
#[test]
fn gitlab_has_the_published_fields() {
    let folder = odd("gitlab");
    let written: Value = serde_json::from_str(&check(&folder, "gitlab")).expect("the report should be JSON");
    let report = written.as_array().expect("it should be a list");
    let findings = findings(&folder);
    assert_eq!(report.len(), findings.len());
    for (violation, finding) in report.iter().zip(&findings) {
        assert_eq!(violation["description"], finding["message"]);
        assert_eq!(violation["check_name"], finding["rule"]);
        assert!(["info", "minor", "major", "critical", "blocker"].contains(&text(&violation["severity"])));
        assert_eq!(violation["location"]["path"], finding["path"]);
        assert_eq!(violation["location"]["lines"]["begin"], finding["line"]);
    }
    let fingerprints: BTreeSet<&str> = report.iter().map(|violation| text(&violation["fingerprint"])).collect();
    assert_eq!(fingerprints.len(), report.len(), "no two should have the same fingerprint");
}

/// <https://github.com/reviewdog/reviewdog/blob/master/proto/rdf/reviewdog.proto>: a `DiagnosticResult` of source and
/// diagnostics; each with message, location (path, range of line and column, the end exclusive, columns in bytes),
/// severity, code and suggestions.
#[test]
fn rdjson_has_the_published_fields_and_marks_the_words() {
    let folder = odd("rdjson");
    let result: Value = serde_json::from_str(&check(&folder, "rdjson")).expect("the result should be JSON");
    assert_eq!(result["source"]["name"], "whosaid");
    let diagnostics = result["diagnostics"].as_array().expect("the diagnostics should be listed");
    let findings = findings(&folder);
    assert_eq!(diagnostics.len(), findings.len());
    for (diagnostic, finding) in diagnostics.iter().zip(&findings) {
        let known = ["message", "location", "severity", "code", "suggestions"];
        let fields = diagnostic.as_object().expect("it should be an object");
        // Reviewdog refuses a field that it does not know.
        assert!(fields.keys().all(|field| known.contains(&field.as_str())), "{fields:?}");
        assert!(text(&diagnostic["message"]).starts_with(text(&finding["message"])));
        assert_eq!(text(&diagnostic["severity"]), text(&finding["severity"]).to_uppercase());
        assert_eq!(diagnostic["code"]["value"], finding["rule"]);
        assert_eq!(diagnostic["location"]["path"], finding["path"]);
        let range = &diagnostic["location"]["range"];
        let draft = folder.read(text(&finding["path"]));
        let line = draft.lines().nth(number(&range["start"]["line"]) - 1).expect("the line should be there");
        let bytes = |line: &str| line.bytes().collect();
        let marked = cut(line, bytes, number(&range["start"]["column"]), number(&range["end"]["column"]));
        assert_eq!(String::from_utf8_lossy(&marked), words(&folder, finding), "the columns should hold the words");
    }
}

/// <https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands>: `::error
/// file={name},line={line},endLine={endLine},col={col},endColumn={endColumn},title={title}::{message}`, and for
/// `notice` and `warning` alike; `%`, line ends and, in properties, `:` and `,` escaped as in GitHub's own toolkit,
/// <https://github.com/actions/toolkit/blob/main/packages/core/src/command.ts>.
#[test]
fn github_annotations_have_the_published_fields_and_mark_the_words() {
    let folder = odd("github-annotations");
    let written = check(&folder, "github");
    let findings = findings(&folder);
    let mut marked = 0;
    for line in written.lines().filter(|line| line.starts_with("::")) {
        let (head, message) = line[2..].split_once("::").expect("a message should follow");
        let (command, properties) = head.split_once(' ').expect("properties should follow");
        assert!(["error", "warning", "notice"].contains(&command));
        let properties: BTreeMap<&str, String> = properties
            .split(',')
            .map(|property| property.split_once('=').expect("a property should have a value"))
            .map(|(name, value)| (name, unescaped(value)))
            .collect();
        let known = ["title", "file", "line", "endLine", "col", "endColumn"];
        assert!(properties.keys().all(|name| known.contains(name)), "{properties:?}");
        let path = &properties["file"];
        let finding = findings
            .iter()
            .find(|finding| {
                text(&finding["path"]) == path
                    && number(&finding["line"]).to_string() == properties["line"]
                    && number(&finding["column"]).to_string() == properties["col"]
            })
            .unwrap_or_else(|| panic!("{line} should be a finding"));
        assert!(unescaped(message).split('\n').next().is_some_and(|first| first == text(&finding["message"])));
        let draft = folder.read(path);
        let line = draft.lines().nth(number(&finding["line"]) - 1).expect("the line should be there");
        let characters = |line: &str| line.chars().collect();
        let column = |name: &str| properties[name].parse().expect("a column should be a number");
        let shown: String = cut(line, characters, column("col"), column("endColumn")).into_iter().collect();
        assert_eq!(shown, words(&folder, finding), "the columns should hold the words");
        marked += 1;
    }
    assert!(marked >= NAMES.len(), "every draft should be annotated:\n{written}");
}

#[test]
fn csv_is_read_as_it_was_meant() {
    let folder = odd("csv").with(
        "formula.txt",
        "“=SUM(A1),” said Lena Holt.\n\n- said \"+1\"\n\n“One, \"two\".\n\n“Three,” said Omar Reyes.\n",
    );
    let run = folder.run(&["report", "--output-format", "csv", "--output-file", "table.csv"]);
    assert_eq!((run.stderr.as_str(), run.status), ("", 0));
    let rows: Vec<BTreeMap<String, String>> =
        serde_json::from_str(&validated("csv", &folder.0, &["table.csv"])).expect("the rows should be JSON");
    let columns = [
        "path",
        "line",
        "column",
        "speaker",
        "description",
        "speaker kind",
        "kind",
        "cue",
        "quotation",
        "words",
        "context",
        "confidence",
        "sieve",
    ];
    assert!(rows.iter().all(|row| row.len() == columns.len() && columns.iter().all(|name| row.contains_key(*name))));
    let paths: BTreeSet<&str> = rows.iter().map(|row| row["path"].trim_start_matches('\'')).collect();
    assert!(NAMES.iter().all(|name| paths.contains(name)), "{paths:?}");
    let formulas = rows.iter().flat_map(BTreeMap::values).filter(|cell| cell.starts_with(['=', '+', '-', '@']));
    assert_eq!(formulas.count(), 0, "no cell should be a formula");
    let over: Vec<_> = rows.iter().filter(|row| row["quotation"].contains("Three")).collect();
    assert_eq!(over.len(), 1, "a quotation over two paragraphs should be one row: {over:?}");
    assert!(over[0]["quotation"].starts_with("“One") && over[0]["speaker"] == "Omar Reyes", "{over:?}");
}

/// The table in LibreOffice: every cell is what it is in the file, and none a formula. The filter is what its dialog
/// takes for a file with a byte order mark; without a dialog it looks at none. Needs Calc, which `.ci/run` installs.
#[test]
fn csv_opens_in_a_spreadsheet() {
    let folder = odd("spreadsheet").with("=formula.txt", FORMULAS).with("lines.txt", WRAPPED);
    let run = folder.run(&["report", "--output-format", "csv", "--output-file", "table.csv"]);
    assert_eq!((run.stderr.as_str(), run.status), ("", 0));
    let mut office = Command::new("soffice");
    office.arg(format!("-env:UserInstallation=file://{}", folder.0.join("profile").display()));
    office
        .args(["--headless", "--infilter=CSV:44,34,76,1", "--convert-to", "fods", "table.csv"])
        .current_dir(&folder.0);
    let converted = office.output().is_ok_and(|_| folder.0.join("table.fods").exists());
    if !converted {
        assert!(std::env::var_os("CI").is_none(), "LibreOffice Calc should be installed where CI is set");
        return;
    }
    let rows = |kind: &str, file: &str| -> Vec<BTreeMap<String, String>> {
        serde_json::from_str(&validated(kind, &folder.0, &[file])).expect("the rows should be JSON")
    };
    let (written, shown) = (rows("csv", "table.csv"), rows("fods", "table.fods"));
    assert_eq!(written.len(), shown.len());
    for (written, shown) in written.iter().zip(&shown) {
        assert_eq!(written, shown, "a cell should be shown as it was written");
    }
}

/// The elements are those of the TEI Guidelines, by their schema; that the words are all there is told by taking the
/// markup away.
#[test]
fn tei_is_valid_and_keeps_every_word() {
    let folder = odd("tei").with("fixtures/empty.txt", "");
    let drafts = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    for inner in ["articles", "phenomena"] {
        for entry in fs::read_dir(drafts.join(inner)).expect("the fixtures should be there") {
            let path = entry.expect("an entry should be readable").path();
            if path.extension().is_some_and(|ending| ending == "txt") {
                let name = path.file_name().expect("a file should have a name").to_owned();
                fs::copy(&path, folder.0.join("fixtures").join(name)).expect("a draft should be copied");
            }
        }
    }
    let run = folder.run(&["report", "--output-format", "tei", "--output-file", "corpus.xml"]);
    assert_eq!((run.stderr.as_str(), run.status), ("", 0));
    let corpus = folder.read("corpus.xml");
    for element in
        ["teiCorpus", "said who=", "quote source=", "persName ref=", "orgName ref=", "rs ref=", "soCalled", "title"]
    {
        assert!(corpus.contains(&format!("<{element}")), "the drafts should have a {element}");
    }

    let one = folder.run(&["report", "--output-format", "tei", "--output-file", "one.xml", "fixtures/flood.txt"]);
    assert_eq!((one.stderr.as_str(), one.status), ("", 0));
    let tei = folder.read("one.xml");
    let (_, body) = tei.split_once("<body>").expect("there should be a body");
    let bare: String = characters(&body.replace("</body>", ""));
    let squeezed = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    assert_eq!(squeezed(&bare), squeezed(&folder.read("fixtures/flood.txt")), "every word should be there");

    fs::create_dir(folder.0.join("none")).expect("a folder should be creatable");
    let run = folder.run(&["report", "--output-format", "tei", "--output-file", "none.xml", "none"]);
    assert_eq!(run.status, 0, "no drafts should be no failure: {}", run.stderr);
    // Together, since the schema takes seconds to read.
    validated("tei", &folder.0, &["corpus.xml", "one.xml", "none.xml"]);
}

/// <https://brat.nlplab.org/standoff.html>: `T` with a type, offsets in characters (several joined by `;`) and the text
/// they hold; `R` with two arguments; `A` with a value; `#` with a note; `*` for equivalences.
#[test]
fn brat_files_hold_the_text_at_their_offsets() {
    let folder = odd("brat").with("twice.txt", DRAFT).with("twice.md", DRAFT).with("lines.txt", WRAPPED);
    let folder = folder.with("breaks.txt", BREAKS);
    for _ in 0..2 {
        let run = folder.run(&["report", "--output-format", "brat", "--output-file", "standoff"]);
        assert_eq!((run.stdout.as_str(), run.stderr.as_str(), run.status), ("", "", 0));
    }
    let file = folder.run(&["report", "--output-format", "brat", "--output-file", "twice.txt"]);
    let refusal = "error: twice.txt: is a file; `brat` makes a folder: name another\n";
    assert_eq!((file.stderr.as_str(), file.status), (refusal, 2));
    let files: Vec<String> = NAMES
        .iter()
        .map(|name| name.replace('\\', "/"))
        .chain(["twice.txt".to_owned(), "twice.md.txt".to_owned(), "lines.txt".to_owned(), "breaks.txt".to_owned()])
        .map(|name| format!("standoff/{}.ann", name.trim_end_matches(".txt")))
        .collect();
    validated("brat", &folder.0, &files.iter().map(String::as_str).collect::<Vec<_>>());
    let configuration = folder.read("standoff/annotation.conf");
    for name in NAMES.iter().map(|name| name.replace('\\', "/")).chain(["twice.txt".to_owned(), "lines.txt".to_owned()])
    {
        let text: Vec<char> = folder.read(&format!("standoff/{name}")).chars().collect();
        let annotations = folder.read(&format!("standoff/{}.ann", name.trim_end_matches(".txt")));
        let mut known = BTreeSet::new();
        for line in annotations.lines() {
            let fields: Vec<&str> = line.split('\t').collect();
            let kind = line.chars().next().expect("a line should not be empty");
            match kind {
                'T' => {
                    let [id, place, words] = fields[..] else { panic!("{line} should have three fields") };
                    let (kind, offsets) = place.split_once(' ').expect("offsets should follow the type");
                    assert!(configuration.lines().any(|known| known == kind), "{kind} should be configured");
                    let pieces: Vec<String> = offsets
                        .split(';')
                        .map(|piece| {
                            let (start, end) = piece.split_once(' ').expect("an end should follow");
                            let offset = |words: &str| words.parse::<usize>().expect("it should be a number");
                            text[offset(start)..offset(end)].iter().collect()
                        })
                        .collect();
                    assert_eq!(pieces.join(" "), words, "the offsets should hold the words: {line}");
                    known.insert(id);
                }
                'R' | 'A' | '#' | '*' => {
                    let named: Vec<&str> = fields[1].split([' ', ':']).filter(|word| word.starts_with('T')).collect();
                    assert!(
                        !named.is_empty() && named.iter().all(|id| known.contains(id)),
                        "{line} should join what is marked"
                    );
                }
                _ => panic!("{line} should be of a known kind"),
            }
        }
        assert!(annotations.contains("\tSaidBy Arg1:"), "{name} should have an attribution:\n{annotations}");
    }
    assert!(folder.read("standoff/lines.ann").contains(";"), "a quotation over lines should be in pieces");
    let markdown = folder.read("standoff/twice.md.txt");
    assert!(
        !markdown.contains("<b>"),
        "a draft with markup should be read, and beside that of the same name: {markdown}"
    );
}

// ---- reading what was written

/// The elements of an XML document in order, each with its attributes.
fn elements(xml: &str) -> Vec<(String, BTreeMap<String, String>)> {
    use quick_xml::events::Event;
    let mut reader = quick_xml::Reader::from_str(xml);
    let mut found = Vec::new();
    loop {
        match reader.read_event().expect("the XML should be well-formed") {
            Event::Start(element) | Event::Empty(element) => {
                let name = element.name().as_ref().to_owned();
                let attributes = element.attributes().map(|attribute| {
                    let attribute = attribute.expect("an attribute should be well-formed");
                    let value = quick_xml::escape::unescape(&attribute.value)
                        .expect("a value should be well-formed")
                        .into_owned();
                    (attribute.key.as_ref().to_owned(), value)
                });
                found.push((name, attributes.collect()));
            }
            Event::Eof => return found,
            _ => {}
        }
    }
}

/// The words of a piece of XML without its markup.
fn characters(xml: &str) -> String {
    let mut bare = String::new();
    let mut rest = xml;
    while let Some((words, markup)) = rest.split_once('<') {
        bare += words;
        rest = markup.split_once('>').map_or("", |(_, rest)| rest);
    }
    bare += rest;
    quick_xml::escape::unescape(&bare).expect("the words should be well-formed").into_owned()
}

fn percent_decoded(uri: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = uri.bytes();
    while let Some(byte) = rest.next() {
        let digits: Vec<u8> = if byte == b'%' { rest.by_ref().take(2).collect() } else { Vec::new() };
        let code = std::str::from_utf8(&digits).ok().and_then(|digits| u8::from_str_radix(digits, 16).ok());
        bytes.push(code.unwrap_or(byte));
    }
    String::from_utf8(bytes).expect("a path should be UTF-8")
}

/// What GitHub makes of an escaped value.
fn unescaped(value: &str) -> String {
    value.replace("%0D", "\r").replace("%0A", "\n").replace("%3A", ":").replace("%2C", ",").replace("%25", "%")
}
