//! What can be set of a rule, for those who read about it: taken from the schema of the settings, so that it is said once.

use schemars::schema_for;
use serde_json::Value;

use crate::settings::options::Options;

use super::Rule;

/// One option of a rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleOption {
    /// Its key.
    pub name: String,
    /// What it is unless set, as a settings file would give it.
    pub default: String,
    /// A sentence or two on what it does.
    pub summary: String,
    /// Where it takes one of a few words: each, and what it means.
    pub values: Vec<(String, String)>,
}

impl Rule {
    /// The options of the rule, in the order of the settings; most rules have none.
    pub fn options(&self) -> Vec<RuleOption> {
        let schema = schema_for!(Options).to_value();
        let defaults = serde_json::to_value(Options::default()).unwrap_or_default();
        let rule = resolved(&schema, &schema["properties"][self.name]);
        let Some(properties) = rule["properties"].as_object() else { return Vec::new() };
        let option = |(name, property): (&String, &Value)| RuleOption {
            name: name.clone(),
            default: defaults[self.name][name].to_string(),
            summary: one_line(&property["description"]),
            values: values(resolved(&schema, property)),
        };
        properties.iter().map(option).collect()
    }
}

/// A part of a schema, or what it refers to.
fn resolved<'s>(schema: &'s Value, part: &'s Value) -> &'s Value {
    let name = part["$ref"].as_str().and_then(|path| path.strip_prefix("#/$defs/"));
    name.map_or(part, |name| &schema["$defs"][name])
}

fn values(part: &Value) -> Vec<(String, String)> {
    let choices = part["oneOf"].as_array().into_iter().flatten();
    choices
        .filter_map(|choice| Some((choice["const"].as_str()?.to_owned(), one_line(&choice["description"]))))
        .collect()
}

fn one_line(text: &Value) -> String {
    text.as_str().unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::super::rule;

    #[test]
    fn options_are_those_of_the_settings() {
        let options = rule("late-attribution").map(super::Rule::options).expect("the rule should be known");
        assert_eq!(options.len(), 1, "{options:?}");
        assert_eq!((options[0].name.as_str(), options[0].default.as_str()), ("max-words", "60"));
        assert!(options[0].summary.ends_with('.'), "an option should be explained: {options:?}");
        let options = rule("quotation-punctuation").map(super::Rule::options).expect("the rule should be known");
        let values: Vec<_> = options[0].values.iter().map(|(value, _)| value.as_str()).collect();
        assert_eq!((options[0].default.as_str(), values), ("\"us\"", vec!["us", "uk"]));
        let none = rule("missing-speaker").map(super::Rule::options).expect("the rule should be known");
        assert!(none.is_empty(), "{none:?}");
    }
}
