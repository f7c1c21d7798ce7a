//! The hook, the action and the job as `docs/ci.md` has them, run as far as one machine can: with the program of this
//! build in place of one that they would install. `tests/tools/install` gets what that takes.

mod program;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use program::{Folder, Run, finish, tool, tools, validated};
use serde_json::Value;

const FAULTY: &str = "“The ferries are back, Lena Holt, head of the council, said on Monday.\n";
const GOOD: &str = "“The ferries are back,” Lena Holt, head of the council, said on Monday.\n";

/// The example that follows the name of its file in `docs/ci.md`.
fn example(name: &str) -> String {
    let page = fs::read_to_string(root().join("docs/ci.md")).expect("the page should be there");
    let (_, behind) = page.split_once(&format!("`{name}`:")).unwrap_or_else(|| panic!("{name} should be on the page"));
    let (_, block) = behind.split_once("```yaml\n").expect("an example should follow");
    block.split_once("```").expect("the example should end").0.to_owned()
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn file(name: &str) -> String {
    fs::read_to_string(root().join(name)).unwrap_or_else(|_| panic!("{name} should be there"))
}

/// What stands in a YAML file.
fn yaml(folder: &Folder, name: &str) -> Value {
    serde_json::from_str(&validated("yaml", &folder.0, &[name])).expect("it should be JSON")
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_else(|| panic!("{value} should be a text"))
}

/// A command with the program of this build, and the tools, on its path.
fn command(folder: &Folder, name: &str) -> Command {
    let program = Path::new(env!("CARGO_BIN_EXE_whosaid")).parent().expect("it should stand in a folder").to_owned();
    let paths = [program, tools().join("bin"), PathBuf::from("/usr/local/bin"), "/usr/bin".into(), "/bin".into()];
    let mut command = Command::new(name);
    command.env_clear().env("PATH", std::env::join_paths(paths).expect("the path should be one"));
    command.env("HOME", &folder.0).env("PRE_COMMIT_HOME", folder.0.join("home"));
    command.env("GIT_CONFIG_NOSYSTEM", "1").current_dir(&folder.0);
    for name in ["AUTHOR", "COMMITTER"] {
        command.env(format!("GIT_{name}_NAME"), "Lena Holt").env(format!("GIT_{name}_EMAIL"), "lena@example.com");
    }
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

fn git(folder: &Folder, inner: &str, arguments: &[&str]) -> Run {
    let mut command = command(folder, "git");
    command.args(["-c", "init.defaultBranch=main", "-C", inner]).args(arguments);
    finish(command, "")
}

fn done(run: Run) -> Run {
    assert_eq!(run.status, 0, "it should succeed:\n{}\n{}", run.stdout, run.stderr);
    run
}

#[test]
fn the_hook_runs_in_a_scratch_repository() {
    // What is built by Rust in life is found on the path here.
    let hooks = file(".pre-commit-hooks.yaml");
    assert!(hooks.contains("\n  language: rust\n"), "people should need nothing but Rust");
    let folder = Folder::new("pre-commit")
        .with("hooks/.pre-commit-hooks.yaml", hooks.replace("language: rust", "language: system"))
        .with("desk/drafts/a b.txt", FAULTY)
        .with("desk/drafts/good.md", GOOD)
        .with("desk/notes.txt", FAULTY)
        .with("desk/drafts/picture.png", [0, 1, 2]);
    done(tool(&folder.0, "pre-commit", &["validate-manifest", "hooks/.pre-commit-hooks.yaml"]));
    done(git(&folder, "hooks", &["init"]));
    done(git(&folder, "hooks", &["add", "."]));
    done(git(&folder, "hooks", &["commit", "--message", "hooks"]));
    done(git(&folder, "hooks", &["tag", "v0.1.0"]));

    let hooks = folder.0.join("hooks");
    let config =
        example(".pre-commit-config.yaml").replace("https://github.com/OWNER/whosaid", &hooks.to_string_lossy());
    let folder = folder.with("desk/.pre-commit-config.yaml", config);
    done(tool(&folder.0, "pre-commit", &["validate-config", "desk/.pre-commit-config.yaml"]));
    done(git(&folder, "desk", &["init"]));
    done(git(&folder, "desk", &["add", "."]));
    let install = |arguments: &[&str]| {
        let mut command = command(&folder, "pre-commit");
        command.args(arguments).current_dir(folder.0.join("desk"));
        finish(command, "")
    };
    done(install(&["install"]));
    let refused = git(&folder, "desk", &["commit", "--message", "drafts"]);
    assert_eq!(refused.status, 1, "a commit with a fault should be refused:\n{}", refused.stderr);
    let said = refused.stdout + &refused.stderr;
    assert!(said.contains("error[unclosed-quotation]") && said.contains("--> drafts/a b.txt:1:1"), "{said}");
    assert!(!said.contains("notes.txt"), "files that the example leaves out should not be read:\n{said}");

    let folder = folder.with("desk/drafts/a b.txt", GOOD);
    done(git(&folder, "desk", &["add", "."]));
    let taken = done(git(&folder, "desk", &["commit", "--message", "drafts"]));
    assert!((taken.stdout + &taken.stderr).contains("Passed"), "a commit without faults should be taken");
}

#[test]
fn the_action_runs() {
    let folder = Folder::new("action")
        .with("action.yml", file("action.yml"))
        .with("workflow.yml", example(".github/workflows/drafts.yml"))
        .with("scanning.yml", example(".github/workflows/code-scanning.yml"))
        .with("work/drafts/a b.txt", FAULTY)
        .with("work/drafts/$(touch injected).txt", FAULTY)
        .with("work/summary.md", "");
    let schema = |name: &str, file: &str| done(tool(&folder.0, "check-jsonschema", &["--builtin-schema", name, file]));
    schema("vendor.github-actions", "action.yml");
    schema("vendor.github-workflows", "workflow.yml");
    schema("vendor.github-workflows", "scanning.yml");

    let with = |workflow: &str| yaml(&folder, workflow)["jobs"]["whosaid"]["steps"][1]["with"].clone();
    let run = act(&folder, &with("workflow.yml"));
    assert_eq!(run.status, 1, "findings should fail the step:\n{}\n{}", run.stdout, run.stderr);
    let annotations = run.stdout.lines().filter(|line| line.starts_with("::error ")).count();
    assert_eq!(annotations, 2, "each finding should be annotated:\n{}", run.stdout);
    assert!(run.stdout.contains("file=drafts/a b.txt,line=1"), "{}", run.stdout);
    assert!(folder.read("work/summary.md").contains("| drafts/a b.txt:1:1 | error | `unclosed-quotation` |"));

    done(act(&folder, &with("scanning.yml")));
    validated("sarif", &folder.0.join("work"), &["whosaid.sarif"]);

    let odd = serde_json::json!({ "paths": "drafts/a b.txt\n$(touch injected)\n", "arguments": "" });
    let run = act(&folder, &odd);
    assert_eq!(run.status, 2, "a path that is not there should fail the step");
    assert!(run.stderr.contains("error: $(touch injected): no such file"), "{}", run.stderr);
    assert!(!folder.0.join("work/injected").exists(), "nothing in a path should be run");
}

/// Runs the steps of the action as a runner does, with these inputs.
fn act(folder: &Folder, with: &Value) -> Run {
    let action = yaml(folder, "action.yml");
    let work = folder.0.join("work");
    let mut last = None;
    for step in action["runs"]["steps"].as_array().expect("there should be steps") {
        let mut command = command(folder, "bash");
        // https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#defaultsrunshell
        command.args(["--noprofile", "--norc", "-eo", "pipefail", "-c", text(&step["run"])]).current_dir(&work);
        command.env("GITHUB_ACTIONS", "true").env("GITHUB_WORKSPACE", &work).env("GITHUB_PATH", folder.0.join("path"));
        command.env("GITHUB_STEP_SUMMARY", work.join("summary.md"));
        for (name, value) in step["env"].as_object().expect("the step should have an environment") {
            let mut value = text(value).replace("${{ github.action_path }}", &root().to_string_lossy());
            value = value.replace("${{ runner.temp }}", &folder.0.to_string_lossy());
            for (input, declared) in action["inputs"].as_object().expect("there should be inputs") {
                let given = with.get(input).unwrap_or(&declared["default"]);
                value = value.replace(&format!("${{{{ inputs.{input} }}}}"), text(given));
            }
            assert!(!value.contains("${{"), "{value} should be known");
            command.env(name, value);
        }
        let run = finish(command, "");
        let failed = run.status != 0;
        last = Some(run);
        if failed {
            break;
        }
    }
    last.expect("there should be a step")
}

#[test]
fn the_gitlab_job_runs() {
    let folder = Folder::new("gitlab-job")
        .with("template.yml", file("templates/whosaid.gitlab-ci.yml"))
        .with("pipeline.yml", example(".gitlab-ci.yml"))
        .with("work/drafts/a.txt", FAULTY)
        .with("work/drafts/b.txt", GOOD);
    for name in ["template.yml", "pipeline.yml"] {
        done(tool(&folder.0, "check-jsonschema", &["--builtin-schema", "vendor.gitlab-ci", name]));
    }
    let job = yaml(&folder, "template.yml")["whosaid"].clone();
    let remote = yaml(&folder, "pipeline.yml")["include"][0]["remote"].clone();
    assert!(text(&remote).ends_with("/templates/whosaid.gitlab-ci.yml"), "the template should be included");
    let mut variables = job["variables"].as_object().expect("there should be variables").clone();
    let given = yaml(&folder, "pipeline.yml")["whosaid"]["variables"].clone();
    variables.extend(given.as_object().expect("there should be variables").clone());

    let run = |name: &str| {
        let lines: Vec<&str> = job[name].as_array().expect("there should be a script").iter().map(text).collect();
        let mut command = command(&folder, "bash");
        command.args(["-eo", "pipefail", "-c", &lines.join("\n")]).current_dir(folder.0.join("work"));
        command.env("CI_PROJECT_DIR", folder.0.join("work"));
        command.envs(variables.iter().map(|(name, value)| (name, text(value))));
        finish(command, "")
    };
    done(run("before_script"));
    let script = run("script");
    assert_eq!(script.status, 1, "findings should fail the job:\n{}\n{}", script.stdout, script.stderr);
    assert!(script.stdout.contains("error[unclosed-quotation]"), "the log should show them:\n{}", script.stdout);
    let report = text(&job["artifacts"]["reports"]["codequality"]);
    let report: Value = serde_json::from_str(&folder.read(&format!("work/{report}"))).expect("it should be JSON");
    assert_eq!(report[0]["location"]["path"], "drafts/a.txt");
    assert_eq!(report.as_array().map(Vec::len), Some(1));
}

/// The last of the examples are lines for a shell.
#[test]
fn the_other_examples_run() {
    let folder = Folder::new("other-ci").with("drafts/a.txt", FAULTY);
    let page = file("docs/ci.md");
    let lines: Vec<&str> = page.lines().filter_map(|line| line.strip_prefix("    whosaid ")).collect();
    assert_eq!(lines.len(), 2, "there should be two: {lines:?}");
    for line in lines {
        let ours = line.split(" | ").next().expect("a line should hold a command");
        let run = folder.run(&ours.split(' ').collect::<Vec<_>>());
        assert_eq!((run.stderr.as_str(), run.status), ("", 1), "{ours} should find the fault");
    }
    validated("junit", &folder.0, &["whosaid.xml"]);
}
