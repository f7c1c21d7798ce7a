//! What the environment says: where the program runs, and for whom.

use std::env;
use std::path::PathBuf;

use crate::output::paths::Folders;

/// Whether this is a step of GitHub Actions.
pub(super) fn in_github_actions() -> bool {
    env::var_os("GITHUB_ACTIONS").is_some_and(|value| value == "true")
}

/// The file that the summary of this step goes to, in GitHub Actions.
pub(super) fn step_summary() -> Option<PathBuf> {
    let file = env::var_os("GITHUB_STEP_SUMMARY").filter(|path| !path.is_empty());
    file.filter(|_| in_github_actions()).map(PathBuf::from)
}

/// Where the program runs, and the folder of the project: that which GitHub or GitLab checked out, or else the former.
pub(super) fn folders() -> Folders {
    let current = env::current_dir().unwrap_or_default();
    let mut given = ["GITHUB_WORKSPACE", "CI_PROJECT_DIR"].into_iter().filter_map(env::var_os).map(PathBuf::from);
    let project = given.find(|folder| current.starts_with(folder)).unwrap_or_else(|| current.clone());
    Folders { current, project }
}
