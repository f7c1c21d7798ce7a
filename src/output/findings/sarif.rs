//! SARIF 2.1.0: <https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html>, with what GitHub's code scanning
//! and editors show. Columns count UTF-16 units, as both do.

use std::io;

use serde::Serialize;
use serde_json::{Map, Value, json};

use super::{Draft, End, FindingsFormat, Format, Setting};
use crate::diagnostic::{Applicability, Diagnostic, Edit, Fix, Label, Severity};
use crate::fingerprint::fingerprints;
use crate::output::columns::Unit;
use crate::output::json::{self as output, List};
use crate::rules::{RULES, Rule};
use crate::settings::On;
use crate::text::Span;

pub(super) const FORMAT: FindingsFormat = FindingsFormat {
    name: "sarif",
    summary: "SARIF 2.1.0, for code scanning and editors",
    begin: |setting| Box::new(Sarif { setting, results: List::default() }),
};

const SCHEMA: &str = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// The folder that relative addresses are resolved against, by the name that readers know.
const ROOT: &str = "%SRCROOT%";

struct Sarif {
    setting: Setting,
    results: List,
}

impl Format for Sarif {
    fn begin(&mut self, out: &mut dyn io::Write) -> io::Result<()> {
        let tool = json!({
            "driver": {
                "name": "whosaid",
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": RULES.iter().map(descriptor).collect::<Vec<_>>(),
            }
        });
        write!(out, "{{\"$schema\":\"{SCHEMA}\",\"version\":\"2.1.0\",\"runs\":[{{\"tool\":")?;
        output::write(out, &tool)?;
        out.write_all(b",\n\"columnKind\":\"utf16CodeUnits\",\"results\":[")
    }

    fn draft(&mut self, out: &mut dyn io::Write, draft: &Draft<'_>) -> io::Result<()> {
        for (found, fingerprint) in draft.found.iter().zip(fingerprints(draft.analysis, draft.found)) {
            self.results.element(out, &self.result(draft, found, &fingerprint))?;
        }
        Ok(())
    }

    fn end(&mut self, out: &mut dyn io::Write, end: &End) -> io::Result<()> {
        let invocation = json!({ "executionSuccessful": end.complete });
        out.write_all(b"\n],\n\"invocations\":[")?;
        output::write(out, &invocation)?;
        out.write_all(b"]}]}\n")
    }
}

/// What is said of a rule.
fn descriptor(rule: &Rule) -> Value {
    json!({
        "id": rule.name,
        "shortDescription": { "text": rule.summary },
        "fullDescription": { "text": rule.details },
        "help": { "text": rule.details, "markdown": rule.details },
        "defaultConfiguration": { "enabled": rule.on != On::Asked, "level": level(rule.severity) },
        // By these code scanning sorts and filters.
        "properties": { "tags": ["prose"], "problem.severity": problem(rule.severity) },
    })
}

impl Sarif {
    fn result(&self, draft: &Draft<'_>, found: &Diagnostic, fingerprint: &str) -> Value {
        let message = match &found.help {
            Some(help) => format!("{}\n\nHelp: {help}", found.message),
            None => found.message.clone(),
        };
        let mut result = Map::new();
        let mut put = |name: &str, value: Value| result.insert(name.to_owned(), value);
        put("ruleId", found.rule.into());
        if let Some(index) = RULES.iter().position(|rule| rule.name == found.rule) {
            put("ruleIndex", index.into());
        }
        put("level", level(found.severity).into());
        put("message", json!({ "text": message }));
        let region = Region::of(draft, found.span);
        put("locations", json!([{ "physicalLocation": self.physical(draft.path, &region) }]));
        if !found.related.is_empty() {
            let related = found.related.iter().enumerate().map(|(id, label)| self.related(draft, id + 1, label));
            put("relatedLocations", related.collect());
        }
        if let Some(fix) = &found.fix {
            put("fixes", json!([self.fix(draft, found, fix)]));
        }
        // The first is the one by which code scanning knows a finding again.
        let fingerprints = json!({ "primaryLocationLineHash": format!("{fingerprint}:1"), "whosaid/v1": fingerprint });
        put("partialFingerprints", fingerprints);
        Value::Object(result)
    }

    fn physical(&self, path: &str, region: &Region) -> Value {
        json!({ "artifactLocation": self.artifact(path), "region": region })
    }

    fn artifact(&self, path: &str) -> Value {
        match self.setting.folders.uri(path) {
            (uri, true) => json!({ "uri": uri, "uriBaseId": ROOT }),
            (uri, false) => json!({ "uri": uri }),
        }
    }

    fn related(&self, draft: &Draft<'_>, id: usize, label: &Label) -> Value {
        let physical = match &label.elsewhere {
            // Of the other draft no more is known than the line: its column counts in characters.
            Some(elsewhere) => self.physical(&elsewhere.path, &Region::line(elsewhere.place.line)),
            None => self.physical(draft.path, &Region::of(draft, label.span)),
        };
        json!({ "id": id, "message": { "text": label.message }, "physicalLocation": physical })
    }

    fn fix(&self, draft: &Draft<'_>, found: &Diagnostic, fix: &Fix) -> Value {
        let replacement = |edit: &Edit| {
            json!({
                "deletedRegion": Region::of(draft, edit.span),
                "insertedContent": { "text": edit.replacement },
            })
        };
        let description = match fix.applicability {
            Applicability::Safe => found.help.as_deref().unwrap_or("Changes no words").to_owned(),
            Applicability::Unsafe => {
                found.help.as_ref().map_or("Needs a look".to_owned(), |help| format!("{help} (needs a look)"))
            }
        };
        json!({
            "description": { "text": description },
            "artifactChanges": [{
                "artifactLocation": self.artifact(draft.path),
                "replacements": fix.edits.iter().map(replacement).collect::<Vec<_>>(),
            }],
        })
    }
}

/// A part of a draft; the end column is that behind the last character.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Region {
    start_line: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    start_column: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    end_line: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    end_column: Option<usize>,
}

impl Region {
    fn of(draft: &Draft<'_>, span: Span) -> Self {
        let (start, end) = draft.places(span, Unit::Utf16);
        Self {
            start_line: start.line,
            start_column: Some(start.column),
            end_line: Some(end.line),
            end_column: Some(end.column),
        }
    }

    fn line(line: usize) -> Self {
        Self { start_line: line, start_column: None, end_line: None, end_column: None }
    }
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    }
}

fn problem(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "recommendation",
    }
}
