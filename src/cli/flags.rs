//! What the flags of `check` say of rules, in the words of a settings file.

use std::collections::BTreeMap;

use super::arguments::CheckArguments;
use crate::error::Error;
use crate::rules;
use crate::settings::file::{Override, Selector, SettingsFile};
use crate::settings::known_rule;

/// The flags as a settings file that lies over all others. Fails at a rule that is not known.
pub(super) fn of_check(arguments: &CheckArguments) -> Result<SettingsFile, Error> {
    let select = selectors(&arguments.select)?;
    Ok(SettingsFile {
        select: (!select.is_empty()).then_some(select),
        ignore: selectors(&arguments.ignore)?,
        extend_select: selectors(&arguments.extend_select)?,
        fail_on: arguments.fail_on,
        overrides: overrides(&arguments.per_file_ignores)?,
        sources: (!arguments.sources.is_empty()).then(|| arguments.sources.clone()),
        ..SettingsFile::default()
    })
}

fn selectors(names: &[String]) -> Result<Vec<Selector>, Error> {
    names.iter().map(|name| selector(name)).collect()
}

fn selector(name: &str) -> Result<Selector, Error> {
    known_rule(name, &rules::defaults())?;
    Ok(Selector(name.to_owned()))
}

/// `PATTERN:RULE`, each an override.
fn overrides(pairs: &[String]) -> Result<Vec<Override>, Error> {
    let mut ignored: BTreeMap<&str, Vec<Selector>> = BTreeMap::new();
    for pair in pairs {
        let (pattern, rule) = pair
            .rsplit_once(':')
            .ok_or_else(|| Error::new(format!("--per-file-ignores takes PATTERN:RULE, not `{pair}`")))?;
        ignored.entry(pattern).or_default().push(selector(rule)?);
    }
    let one = |(pattern, ignore): (&str, Vec<Selector>)| Override {
        files: vec![pattern.to_owned()],
        ignore,
        ..Override::default()
    };
    Ok(ignored.into_iter().map(one).collect())
}
