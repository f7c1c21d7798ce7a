//! Several settings files and the flags, laid over each other: what holds for a draft.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use serde::Deserialize;

use crate::diagnostic::Severity;
use crate::document::Reading;
use crate::error::Error;
use crate::grammar::{Grammar, Supplement};
use crate::speakers::Known;

use crate::verification::Knowledge;

use super::file::{Override, RuleName, Selector, SettingsFile, Variety};
use super::options::{Options, PunctuationStyle};
use super::patterns::Patterns;
use super::roster::Listed;
use super::{On, RuleDefault, Selection, Settings};

/// One settings file, or what flags say in its words.
#[derive(Debug, Clone)]
pub struct Layer {
    /// The file as people know it.
    pub path: PathBuf,
    /// The folder that its paths are relative to.
    pub folder: PathBuf,
    /// The absolute folder that its patterns hold in.
    pub root: PathBuf,
    /// What it says.
    pub file: SettingsFile,
    /// The grammar files that it names, and what it adds itself.
    pub supplements: Vec<Supplement>,
}

/// All that is set for the drafts of one settings file.
#[derive(Debug)]
pub struct Profile {
    rules: Vec<RuleDefault>,
    /// The layers, the later ones over the earlier, each with the patterns of its overrides.
    layers: Vec<(Layer, Vec<Patterns>)>,
    /// The built-in grammar unless there is one of their own.
    grammar: Option<Grammar>,
    roster: Vec<Listed>,
    known: Vec<Known>,
    include: Option<Patterns>,
    exclude: Vec<Patterns>,
    reading: Reading,
    /// What holds for drafts, by the overrides that match them.
    settings: Mutex<Vec<(Vec<bool>, Arc<Settings>)>>,
}

impl Profile {
    /// Lays layers over each other, the first at the bottom. `rules` are all rules.
    ///
    /// # Errors
    ///
    /// A pattern that cannot be read, and faults in what is added to the grammar; each names its file.
    pub fn new(rules: &[RuleDefault], layers: Vec<Layer>) -> Result<Self, Error> {
        let supplements: Vec<Supplement> = layers.iter().flat_map(|layer| layer.supplements.clone()).collect();
        let grammar = if supplements.is_empty() { None } else { Some(Grammar::with(&supplements)?) };
        let last = |pick: fn(&SettingsFile) -> &Option<Vec<String>>| {
            layers.iter().rev().find_map(|layer| pick(&layer.file).as_ref().map(|patterns| (layer, patterns)))
        };
        let patterns = |layer: &Layer, patterns: &[String]| {
            Patterns::new(&layer.root, patterns).map_err(|error| error.at(&layer.path))
        };
        let include = last(|file| &file.include).map(|(layer, include)| patterns(layer, include)).transpose()?;
        let mut exclude = Vec::new();
        if let Some((layer, excluded)) = last(|file| &file.exclude) {
            exclude.push(patterns(layer, excluded)?);
        }
        for layer in layers.iter().filter(|layer| !layer.file.extend_exclude.is_empty()) {
            exclude.push(patterns(layer, &layer.file.extend_exclude)?);
        }
        let roster: Vec<Listed> = layers.iter().flat_map(|layer| layer.file.roster.clone()).collect();
        let known = roster.iter().map(Listed::known).collect();
        // The first of an ending holds, so the upper layers go first.
        let format_of = layers.iter().rev().flat_map(|layer| layer.file.format_of.clone());
        let format_of = format_of.map(|(ending, kind)| (ending.trim_start_matches('.').to_owned(), kind)).collect();
        let tracked_changes = layers.iter().rev().find_map(|layer| layer.file.tracked_changes).unwrap_or_default();
        let reading = Reading { format_of, tracked_changes };
        let layers: Result<_, Error> = layers
            .into_iter()
            .map(|layer| {
                let overrides: Result<_, Error> =
                    layer.file.overrides.iter().map(|one| patterns(&layer, &one.files)).collect();
                Ok((layer, overrides?))
            })
            .collect();
        Ok(Self {
            rules: rules.to_owned(),
            layers: layers?,
            grammar,
            roster,
            known,
            include,
            exclude,
            reading,
            settings: Mutex::default(),
        })
    }

    /// The grammar that drafts are read with.
    pub fn grammar(&self) -> &Grammar {
        self.grammar.as_ref().unwrap_or_else(|| Grammar::builtin())
    }

    /// Which grammar that is: another where a file of the built-in one, or anything added to it, is another.
    pub fn grammar_fingerprint(&self) -> String {
        let supplements: Vec<Supplement> =
            self.layers.iter().flat_map(|(layer, _)| layer.supplements.iter().cloned()).collect();
        Grammar::fingerprint_with(&supplements)
    }

    /// The people whom drafts may quote, as the speakers are told by them.
    pub fn known(&self) -> &[Known] {
        &self.known
    }

    /// How files are read.
    pub fn reading(&self) -> &Reading {
        &self.reading
    }

    /// The settings files that it is made of, the nearest last.
    pub fn paths(&self) -> impl Iterator<Item = &Path> {
        self.layers.iter().map(|(layer, _)| layer.path.as_path()).filter(|path| !path.as_os_str().is_empty())
    }

    /// The patterns of drafts, where they are set.
    pub fn include(&self) -> Option<&[String]> {
        self.layers.iter().rev().find_map(|(layer, _)| layer.file.include.as_deref())
    }

    /// The patterns of what is left out, of all layers.
    pub fn exclude(&self) -> Vec<String> {
        let excluded = self.last(|file| file.exclude.clone()).map(|(_, excluded)| excluded).unwrap_or_default();
        let further = self.layers.iter().flat_map(|(layer, _)| layer.file.extend_exclude.clone());
        excluded.into_iter().chain(further).collect()
    }

    /// Whether a file in a folder is a draft by `include`; none where nothing is said of it. The path is absolute.
    pub fn includes(&self, draft: &Path) -> Option<bool> {
        self.include.as_ref().map(|include| include.match_file(draft))
    }

    /// Whether a file is left out by `exclude`. The path is absolute.
    pub fn excludes(&self, draft: &Path) -> bool {
        self.exclude.iter().any(|exclude| exclude.match_file(draft))
    }

    /// Whether files that are named on the command line are left out as well.
    pub fn force_exclude(&self) -> bool {
        self.last(|file| file.force_exclude).is_some_and(|(_, force)| force)
    }

    /// The baseline that the settings name.
    pub fn baseline(&self) -> Option<PathBuf> {
        self.last(|file| file.baseline.clone()).map(|(layer, path)| layer.folder.join(path))
    }

    /// The folder for snapshots that the settings name, and the absolute one that holds the drafts they are of.
    pub fn snapshots(&self) -> Option<(PathBuf, &Path)> {
        let (layer, folder) = self.last(|file| file.snapshots.clone())?;
        // A file that others build on does not know where their drafts lie.
        let nearest = self.layers.iter().rev().map(|(layer, _)| layer).find(|layer| !layer.path.as_os_str().is_empty());
        let drafts = if layer.path.as_os_str().is_empty() { layer } else { nearest.unwrap_or(layer) };
        Some((layer.folder.join(folder), &drafts.root))
    }

    /// The files and folders that quotations are held against, and the folder of the settings that name them.
    pub fn sources(&self) -> Option<(Vec<PathBuf>, &Path)> {
        let (layer, paths) = self.last(|file| file.sources.clone()).filter(|(_, paths)| !paths.is_empty())?;
        Some((paths.iter().map(|path| layer.folder.join(path)).collect(), &layer.folder))
    }

    /// The variety of English that a draft is written in, where it is said. The path is absolute.
    pub fn language(&self, draft: &Path) -> Option<Variety> {
        self.parts(draft).filter_map(|part| part.language).last()
    }

    /// What holds for a draft. The path is absolute.
    ///
    /// # Errors
    ///
    /// Options that do not go together.
    pub fn settings(&self, draft: &Path) -> Result<Arc<Settings>, Error> {
        let overrides = self.layers.iter().flat_map(|(_, overrides)| overrides);
        let matching: Vec<bool> = overrides.map(|files| files.match_file(draft)).collect();
        let mut known = self.settings.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, settings)) = known.iter().find(|(known, _)| *known == matching) {
            return Ok(Arc::clone(settings));
        }
        let settings = Arc::new(self.laid(draft)?);
        known.push((matching, Arc::clone(&settings)));
        Ok(settings)
    }

    fn laid(&self, draft: &Path) -> Result<Settings, Error> {
        // What looks for nothing finds no comment useless either.
        let sourced = self.sources().is_some();
        let rules: Vec<RuleDefault> =
            self.rules.iter().copied().filter(|rule| sourced || rule.on != On::WithSources).collect();
        let mut settings = Settings::unasked(&rules);
        let mut options = toml::Table::new();
        for part in self.parts(draft) {
            let names = |selectors: &[Selector]| selectors.iter().map(|name| name.0.clone()).collect::<Vec<_>>();
            let (select, ignore, extend_select) = (names(part.select), names(part.ignore), names(part.extend_select));
            let selection = Selection { select: &select, ignore: &ignore, extend_select: &extend_select };
            settings.apply(&rules, selection);
            lay(part.options, &mut options);
        }
        // Severities come last: a rule may be selected above the layer that says how bad it is.
        for part in self.parts(draft) {
            for (name, severity) in &mut settings.selected {
                if let Some((_, set)) = part.severity.iter().find(|(rule, _)| rule.0 == *name) {
                    *severity = *set;
                }
            }
        }
        let styled = options.get("quotation-punctuation").is_some_and(|written| written.get("style").is_some());
        settings.options = Options::deserialize(options).map_err(|error| Error::new(error.message()))?;
        if self.language(draft) == Some(Variety::British) && !styled {
            settings.options.quotation_punctuation.style = PunctuationStyle::Uk;
        }
        settings.roster.clone_from(&self.roster);
        if let Some((_, severity)) = self.last(|file| file.fail_on) {
            settings.fail_on = severity;
        }
        Ok(settings)
    }

    /// The last layer that says something.
    fn last<T>(&self, pick: impl Fn(&SettingsFile) -> Option<T>) -> Option<(&Layer, T)> {
        self.layers.iter().rev().find_map(|(layer, _)| pick(&layer.file).map(|found| (layer, found)))
    }

    /// What is said of a draft, one after the other: by each layer, then by each override that matches.
    fn parts<'p>(&'p self, draft: &'p Path) -> impl Iterator<Item = Part<'p>> {
        self.layers.iter().flat_map(move |(layer, overrides)| {
            let matching = layer.file.overrides.iter().zip(overrides).filter(|(_, files)| files.match_file(draft));
            std::iter::once(Part::from(&layer.file)).chain(matching.map(|(one, _)| Part::from(one)))
        })
    }
}

/// What a settings file and an override both say.
struct Part<'p> {
    select: &'p [Selector],
    extend_select: &'p [Selector],
    ignore: &'p [Selector],
    severity: &'p BTreeMap<RuleName, Severity>,
    options: &'p toml::Table,
    language: Option<Variety>,
}

impl<'p> From<&'p SettingsFile> for Part<'p> {
    fn from(file: &'p SettingsFile) -> Self {
        Self {
            select: file.select.as_deref().unwrap_or_default(),
            extend_select: &file.extend_select,
            ignore: &file.ignore,
            severity: &file.severity,
            options: &file.written_rules,
            language: file.language,
        }
    }
}

impl<'p> From<&'p Override> for Part<'p> {
    fn from(one: &'p Override) -> Self {
        Self {
            select: one.select.as_deref().unwrap_or_default(),
            extend_select: &one.extend_select,
            ignore: &one.ignore,
            severity: &one.severity,
            options: &one.written_rules,
            language: one.language,
        }
    }
}

/// Lays a table over another: tables within are laid over each other, everything else replaces what is there.
fn lay(upper: &toml::Table, lower: &mut toml::Table) {
    for (key, value) in upper {
        match (value, lower.get_mut(key)) {
            (toml::Value::Table(upper), Some(toml::Value::Table(lower))) => lay(upper, lower),
            _ => drop(lower.insert(key.clone(), value.clone())),
        }
    }
}

impl Knowledge for Profile {
    fn grammar(&self) -> &Grammar {
        Profile::grammar(self)
    }

    fn known(&self) -> &[Known] {
        Profile::known(self)
    }
}
