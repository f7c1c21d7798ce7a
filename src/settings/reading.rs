//! The text of a settings file becomes its keys; whatever is wrong with it is told with its place.

use schemars::Schema;
use schemars::generate::SchemaSettings;
use serde::Deserialize;
use serde_json::{Value, json};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::error::{Error, nearest};
use crate::grammar::{ENTRY_KINDS, Entry, Supplement, SupplementWords, Value as EntryValue};
use crate::text::LineIndex;

use super::file::{Grammar, GrammarFile, SettingsFile};
use super::{ALL, unknown_rule};

/// Reads a settings file; `rules` are the names of all rules.
///
/// # Errors
///
/// Everything that is wrong with it, each with line and column; the caller adds the file. At least one.
pub fn read(text: &str, rules: &[&'static str]) -> Result<SettingsFile, Vec<Error>> {
    let places = Places { text, lines: LineIndex::new(text) };
    let mut document = match DeTable::parse(text) {
        Ok(document) => document,
        Err(error) => return Err(vec![places.toml(&error)]),
    };
    let schema = schema(rules);
    let mut faults = Vec::new();
    Walk { places: &places, schema: schema.as_value(), faults: &mut faults }.table(
        document.get_ref(),
        schema.as_value(),
        None,
    );
    let mut grammar = Grammar::default();
    if let Some((_, written)) = document.get_mut().remove_entry("grammar") {
        grammar = read_grammar(&written, &places, &mut faults);
    }
    let written = toml::Table::deserialize(toml::Deserializer::from(document.clone())).unwrap_or_default();
    match SettingsFile::deserialize(toml::Deserializer::from(document)) {
        Ok(file) if faults.is_empty() => Ok(with_written(SettingsFile { grammar, ..file }, &written)),
        Ok(_) => {
            faults.sort_by_key(Error::place);
            Err(faults)
        }
        Err(error) => {
            // An unknown key has been told with the nearest known one.
            if faults.is_empty() || !error.message().starts_with("unknown field") {
                faults.push(places.toml(&error));
            }
            faults.sort_by_key(Error::place);
            Err(faults)
        }
    }
}

/// Keeps `[rules]` as it is written, there and in each override.
fn with_written(mut file: SettingsFile, written: &toml::Table) -> SettingsFile {
    file.written_rules = rules_of(written);
    let overrides = written.get("overrides").and_then(toml::Value::as_array).into_iter().flatten();
    for (kept, written) in file.overrides.iter_mut().zip(overrides) {
        kept.written_rules = written.as_table().map(rules_of).unwrap_or_default();
    }
    file
}

fn rules_of(table: &toml::Table) -> toml::Table {
    table.get("rules").and_then(toml::Value::as_table).cloned().unwrap_or_default()
}

/// The JSON Schema of a settings file; `rules` are the names of all rules.
pub fn schema(rules: &[&'static str]) -> Schema {
    let mut schema = SchemaSettings::draft2020_12().into_generator().into_root_schema_for::<SettingsFile>();
    let entries: serde_json::Map<String, Value> =
        ENTRY_KINDS.iter().map(|kind| ((*kind).to_owned(), json!({ "$ref": "#/$defs/Entries" }))).collect();
    let mut grammar = json!({
        "description": "What is added to the grammar, in its own form: grammar/README.md gives the kinds of entries and their fields.",
        "type": "object",
        "additionalProperties": false,
        "properties": {
            "files": {
                "description": "Files with entries, or with patterns where they end in `.patterns`; relative to the settings file.",
                "type": "array",
                "items": { "type": "string" },
            },
            "patterns": { "description": "Attribution patterns, line by line.", "type": "string" },
        },
    });
    if let Some(properties) = grammar.get_mut("properties").and_then(Value::as_object_mut) {
        properties.extend(entries);
    }
    let field = json!({ "anyOf": [
        { "type": "string" },
        { "type": "array", "items": { "type": "string" } },
        { "type": "boolean" },
    ] });
    let object = schema.ensure_object();
    if let Some(properties) = object.get_mut("properties").and_then(Value::as_object_mut) {
        properties.insert("grammar".to_owned(), grammar);
    }
    if let Some(definitions) = object.get_mut("$defs").and_then(Value::as_object_mut) {
        let names = rules.iter().copied();
        let description = "Entries of one kind.";
        definitions.insert(
            "Entries".to_owned(),
            json!({
                "description": description,
                "type": "array",
                "items": { "type": "object", "additionalProperties": field },
            }),
        );
        for (name, values) in
            [("RuleName", names.clone().collect::<Vec<_>>()), ("Selector", std::iter::once(ALL).chain(names).collect())]
        {
            let definition = definitions.entry(name).or_insert_with(|| json!({ "type": "string" }));
            if let Some(definition) = definition.as_object_mut() {
                definition.insert("enum".to_owned(), values.into());
            }
        }
    }
    // What `severity` says of rules stands in its keys, of which the type says nothing.
    for pointer in ["/properties/severity", "/$defs/Override/properties/severity"] {
        if let Some(severity) = schema.pointer_mut(pointer).and_then(Value::as_object_mut) {
            severity.insert("propertyNames".to_owned(), json!({ "$ref": "#/$defs/RuleName" }));
        }
    }
    schema
}

/// Where things stand in the text.
struct Places<'t> {
    text: &'t str,
    lines: LineIndex,
}

impl Places<'_> {
    fn line(&self, offset: usize) -> usize {
        self.lines.line(offset)
    }

    fn error(&self, offset: usize, reason: impl Into<String>) -> Error {
        let place = self.lines.place(self.text, offset);
        Error::new(reason).on_line(place.line).on_column(place.column)
    }

    fn toml(&self, error: &toml::de::Error) -> Error {
        let reason = error.message().split_whitespace().collect::<Vec<_>>().join(" ");
        let reason = KINDS.iter().fold(reason, |reason, (theirs, ours)| reason.replace(theirs, ours));
        match error.span() {
            Some(span) => self.error(span.start, reason),
            None => Error::new(reason),
        }
    }
}

/// What a value should be, in the words of those who read it and of those who write settings.
const KINDS: [(&str, &str); 3] = [
    ("expected usize", "expected a whole number, 0 or more"),
    ("expected a sequence", "expected a list in [brackets]"),
    ("expected a map", "expected a table"),
];

/// Goes through a settings file beside its schema, and tells the keys and the rules that the schema doesn't know.
struct Walk<'w> {
    places: &'w Places<'w>,
    schema: &'w Value,
    faults: &'w mut Vec<Error>,
}

impl<'w> Walk<'w> {
    fn table(&mut self, table: &DeTable<'_>, schema: &'w Value, name: Option<&str>) {
        let properties = schema.get("properties").and_then(Value::as_object);
        let any = schema.get("additionalProperties").filter(|any| any.is_object());
        for (key, value) in table {
            let word: &str = key.get_ref();
            let start = key.span().start;
            if let Some(names) = schema.get("propertyNames") {
                self.rule(word, start, self.resolved(names));
            }
            match properties.and_then(|properties| properties.get(word)).or(any) {
                Some(schema) => self.value(value, schema, word),
                None => {
                    let known = properties.into_iter().flat_map(|properties| properties.keys().map(String::as_str));
                    let place = name.map(|name| format!(" of `{name}`")).unwrap_or_default();
                    let reason = format!("`{word}` is no key{place}{}", nearest(word, known));
                    self.faults.push(self.places.error(start, reason));
                }
            }
        }
    }

    fn value(&mut self, value: &Spanned<DeValue<'_>>, schema: &'w Value, name: &str) {
        let schema = self.resolved(schema);
        match value.get_ref() {
            DeValue::Table(table) if schema.get("type").is_some_and(|kind| kind == "object") => {
                self.table(table, schema, Some(name));
            }
            DeValue::Array(array) => {
                if let Some(items) = schema.get("items") {
                    for item in array {
                        self.value(item, items, name);
                    }
                }
            }
            DeValue::String(word) => self.rule(word, value.span().start, schema),
            _ => {}
        }
    }

    /// Tells of a word that stands where only names of rules can.
    fn rule(&mut self, word: &str, offset: usize, schema: &Value) {
        let names_rules =
            ["/$defs/RuleName", "/$defs/Selector"].iter().any(|rules| self.schema.pointer(rules) == Some(schema));
        let names = || schema.get("enum").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str);
        if names_rules && names().all(|name| name != word) {
            self.faults.push(self.places.error(offset, unknown_rule(word, names()).reason()));
        }
    }

    /// What a schema says itself or by reference; of one that may be nothing, the other.
    fn resolved(&self, schema: &'w Value) -> &'w Value {
        let either = schema.get("anyOf").and_then(Value::as_array);
        let schema = either.and_then(|all| all.iter().find(|one| one.get("$ref").is_some())).unwrap_or(schema);
        let reference = schema.get("$ref").and_then(Value::as_str).and_then(|reference| reference.strip_prefix('#'));
        reference.and_then(|pointer| self.schema.pointer(pointer)).unwrap_or(schema)
    }
}

/// Reads `[grammar]`; what the schema lets through and no entry can have is told.
fn read_grammar(written: &Spanned<DeValue<'_>>, places: &Places<'_>, faults: &mut Vec<Error>) -> Grammar {
    let mut grammar = Grammar::default();
    let mut wrong = |offset: usize, reason: String| faults.push(places.error(offset, reason));
    let DeValue::Table(table) = written.get_ref() else {
        wrong(written.span().start, "`grammar` takes a table".to_owned());
        return grammar;
    };
    let mut entries: Vec<Entry<'static>> = Vec::new();
    for (kind, value) in table {
        let start = value.span().start;
        match (kind.get_ref().as_ref(), value.get_ref()) {
            ("files", DeValue::Array(files)) => {
                for file in files {
                    match file.get_ref() {
                        DeValue::String(path) => grammar
                            .files
                            .push(GrammarFile { path: path.to_string(), line: places.line(file.span().start) }),
                        _ => wrong(file.span().start, "`files` takes paths".to_owned()),
                    }
                }
            }
            ("files", _) => wrong(start, "`files` takes an array of paths".to_owned()),
            ("patterns", DeValue::String(text)) => {
                // Behind `"""` the first line is the next one.
                let opening = places.text.get(value.span()).unwrap_or_default();
                let below = opening.starts_with("\"\"\"\n") || opening.starts_with("'''\n");
                let words =
                    SupplementWords::Patterns { text: text.to_string(), line: places.line(start) + usize::from(below) };
                grammar.inline.push(Supplement { path: Default::default(), words });
            }
            ("patterns", _) => wrong(start, "`patterns` takes a text".to_owned()),
            (kind, DeValue::Array(array)) if ENTRY_KINDS.contains(&kind) => {
                for item in array {
                    match item.get_ref() {
                        DeValue::Table(fields) => match entry(kind, item.span().start, fields, places) {
                            Ok(entry) => entries.push(entry),
                            Err((offset, reason)) => wrong(offset, reason),
                        },
                        _ => wrong(item.span().start, format!("`{kind}` takes tables: [[grammar.{kind}]]")),
                    }
                }
            }
            (kind, _) if ENTRY_KINDS.contains(&kind) => {
                wrong(start, format!("`{kind}` takes an array of tables: [[grammar.{kind}]]"));
            }
            // An unknown kind has been told with the nearest known one.
            _ => {}
        }
    }
    entries.sort_by_key(|entry| entry.line);
    grammar.inline.push(Supplement { path: Default::default(), words: SupplementWords::Entries(entries) });
    grammar
}

/// One entry of the grammar; or the offset of what it cannot have, and why.
fn entry(
    kind: &str,
    start: usize,
    fields: &DeTable<'_>,
    places: &Places<'_>,
) -> Result<Entry<'static>, (usize, String)> {
    let mut read = Vec::with_capacity(fields.len());
    for (key, value) in fields {
        let field = match value.get_ref() {
            DeValue::String(text) => EntryValue::Text(text.to_string().into()),
            DeValue::Boolean(flag) => EntryValue::Flag(*flag),
            DeValue::Array(texts) => {
                let texts: Option<Vec<_>> =
                    texts.iter().map(|text| text.get_ref().as_str().map(|text| text.to_owned().into())).collect();
                EntryValue::Texts(
                    texts.ok_or_else(|| (value.span().start, format!("`{}` takes texts", key.get_ref())))?,
                )
            }
            _ => {
                let reason = format!("`{}` takes a text, an array of texts, true or false", key.get_ref());
                return Err((value.span().start, reason));
            }
        };
        read.push((key.get_ref().to_string().into(), places.line(key.span().start), field));
    }
    Ok(Entry::new(kind.to_owned(), places.line(start), read))
}
