//! The word lists of `grammar/`.

/// Their names and their texts, in the order in which they are read.
pub const LISTS: [(&str, &str); 8] = [
    ("grammar/words.toml", include_str!("../../grammar/words.toml")),
    ("grammar/cues.toml", include_str!("../../grammar/cues.toml")),
    ("grammar/titles.toml", include_str!("../../grammar/titles.toml")),
    ("grammar/roles.toml", include_str!("../../grammar/roles.toml")),
    ("grammar/organisations.toml", include_str!("../../grammar/organisations.toml")),
    ("grammar/names.toml", include_str!("../../grammar/names.toml")),
    ("grammar/abbreviations.toml", include_str!("../../grammar/abbreviations.toml")),
    ("grammar/marks.toml", include_str!("../../grammar/marks.toml")),
];
