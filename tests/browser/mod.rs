//! A real Chromium, driven through its driver by the protocol that browsers agree on (W3C WebDriver): requests of JSON
//! over HTTP, which the standard library can send.

use std::fs;
use std::io::{self, BufRead, BufReader, Lines, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::time::Duration;

use serde_json::{Value, json};

/// How to get what is missing.
const HELP: &str = "\
These tests drive a real browser. On Debian: apt-get install chromium chromium-driver; the accessibility audit: \
tests/browser/fetch.sh (needs npm). `.ci/run` does both.";

/// How long a browser may take for one thing.
const PATIENCE: Duration = Duration::from_secs(60);

/// What the driver calls an element.
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

/// A browser with one empty window.
pub struct Browser {
    driver: Child,
    /// Held open: the driver ends when nobody listens.
    _output: Lines<BufReader<ChildStdout>>,
    port: u16,
    session: String,
}

impl Browser {
    /// Starts one; none where it is not installed, which is said on standard error. In CI that is a failure.
    pub fn start() -> Option<Self> {
        let chromium = ["chromium", "chromium-browser", "google-chrome"].into_iter().find_map(installed);
        let (Some(chromium), Some(driver)) = (chromium, installed("chromedriver")) else {
            missing("chromium or chromedriver is not installed");
            return None;
        };
        let mut driver = Command::new(driver)
            .arg("--port=0")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("the driver should start");
        let stdout = driver.stdout.take().expect("its output should be a pipe");
        let mut output = BufReader::new(stdout).lines();
        let port = output
            .by_ref()
            .map_while(Result::ok)
            .find_map(|line| line.split_once("started successfully on port ")?.1.trim_end_matches('.').parse().ok())
            .expect("the driver should name its port");
        let mut browser = Self { driver, _output: output, port, session: String::new() };
        let options = json!({
            "binary": chromium,
            "args": [
                "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking",
                "--disable-dev-shm-usage", "--hide-scrollbars"
            ],
        });
        let wanted = json!({"capabilities": {"alwaysMatch": {
            "goog:chromeOptions": options,
            "goog:loggingPrefs": {"browser": "ALL", "performance": "ALL"},
        }}});
        let made = browser.send("POST", "/session", &wanted);
        made["sessionId"].as_str().expect("a session should have a name").clone_into(&mut browser.session);
        browser.size(1400, 1000, 1);
        Some(browser)
    }

    /// Opens a file and waits until it is loaded.
    pub fn open(&self, page: &Path) {
        self.post("url", &json!({"url": format!("file://{}", page.display())}));
    }

    /// The value of a JavaScript expression.
    pub fn value(&self, expression: &str) -> Value {
        self.post("execute/sync", &json!({"script": format!("return {expression}"), "args": []}))
    }

    /// The text that an expression gives.
    pub fn text(&self, expression: &str) -> String {
        self.value(expression).as_str().unwrap_or_default().to_owned()
    }

    /// What a script hands to its last argument, a function.
    pub fn wait_for(&self, script: &str) -> Value {
        self.post("execute/async", &json!({"script": script, "args": []}))
    }

    /// Waits until an expression is true. Fails after five seconds.
    pub fn until(&self, expression: &str) {
        let script = format!(
            "const done = arguments[0], start = performance.now();
             const look = () => {expression} ? done(true) : performance.now() - start > 5000 ? done(false) : setTimeout(look, 20);
             look();"
        );
        assert_eq!(self.wait_for(&script), true, "this should become true: {expression}");
    }

    /// Clicks the first element that a selector matches.
    pub fn click(&self, selector: &str) {
        let element = self.element(selector);
        self.post(&format!("element/{element}/click"), &json!({}));
    }

    /// Moves the pointer onto the middle of the first element that a selector matches.
    pub fn hover(&self, selector: &str) {
        self.value(&format!(
            "document.querySelector({selector:?}).scrollIntoView({{block: 'center', behavior: 'instant'}})"
        ));
        let origin = json!({ELEMENT: self.element(selector)});
        self.point(&json!([{"type": "pointerMove", "duration": 50, "origin": origin, "x": 0, "y": 0}]));
    }

    /// Moves the pointer to a place in the window.
    pub fn move_to(&self, x: u32, y: u32) {
        self.point(&json!([{"type": "pointerMove", "duration": 50, "origin": "viewport", "x": x, "y": y}]));
    }

    /// Presses keys, one after the other.
    pub fn press(&self, keys: &[Key]) {
        let strokes = keys.iter().flat_map(|key| {
            ["keyDown", "keyUp"].map(|stroke| json!({"type": stroke, "value": key.code().to_string()}))
        });
        let strokes: Vec<Value> = strokes.collect();
        self.post("actions", &json!({"actions": [{"type": "key", "id": "keys", "actions": strokes}]}));
    }

    /// A command of the browser's own protocol.
    pub fn command(&self, command: &str, parameters: &Value) -> Value {
        self.post("goog/cdp/execute", &json!({"cmd": command, "params": parameters}))
    }

    /// Makes the window that of a phone.
    pub fn phone(&self) {
        self.size(390, 844, 2);
    }

    /// Makes the window so wide and so high, with so many dots to a pixel.
    pub fn size(&self, width: u32, height: u32, dots: u32) {
        let size = json!({"width": width, "height": height, "deviceScaleFactor": dots, "mobile": width < 600});
        self.command("Emulation.setDeviceMetricsOverride", &size);
    }

    /// Shows the page as on a system with these colours ("dark", "light"), on this medium ("screen", "print").
    pub fn medium(&self, medium: &str, colours: &str) {
        let features = json!([{"name": "prefers-color-scheme", "value": colours}]);
        self.command("Emulation.setEmulatedMedia", &json!({"media": medium, "features": features}));
    }

    /// What stands in the console and is no plain message.
    pub fn complaints(&self) -> Vec<String> {
        let log = self.post("se/log", &json!({"type": "browser"}));
        let entries = log.as_array().expect("a log should be a list").iter();
        entries.map(|entry| entry["message"].as_str().unwrap_or_default().to_owned()).collect()
    }

    /// Every address that was asked for since the last call.
    pub fn requests(&self) -> Vec<String> {
        let log = self.post("se/log", &json!({"type": "performance"}));
        let entries = log.as_array().expect("a log should be a list").iter();
        let events = entries.filter_map(|entry| serde_json::from_str::<Value>(entry["message"].as_str()?).ok());
        let sent = events.filter(|event| event["message"]["method"] == "Network.requestWillBeSent");
        sent.filter_map(|event| Some(event["message"]["params"]["request"]["url"].as_str()?.to_owned())).collect()
    }

    /// What the audit for accessibility (axe-core) finds wrong with the page as it stands, a line each, and how many
    /// of its checks passed. None where the audit is not installed; in CI that is a failure.
    pub fn audit(&self) -> Option<(Vec<String>, usize)> {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("axe-core/axe.min.js");
        let Ok(axe) = fs::read_to_string(&path) else {
            missing(&format!("{} is not there", path.display()));
            return None;
        };
        self.post("execute/sync", &json!({"script": format!("{axe}; window.axe = axe"), "args": []}));
        let result = self.wait_for(
            "const done = arguments[0];
             axe.run().then(({violations, passes}) => done({
               passes: passes.length,
               violations: violations.flatMap(({id, nodes}) => nodes.map(({target, failureSummary}) =>
                 `${id}: ${target}: ${failureSummary.replaceAll('\\n', ' ')}`)),
             }), error => done({passes: 0, violations: [String(error)]}));",
        );
        let violations = result["violations"].as_array().expect("violations should be a list").iter();
        let passes = result["passes"].as_u64().and_then(|passes| usize::try_from(passes).ok());
        Some((
            violations.map(|violation| violation.as_str().unwrap_or_default().to_owned()).collect(),
            passes.unwrap_or_default(),
        ))
    }

    /// Draws the window into a PNG file.
    pub fn picture(&self, path: &Path) {
        let picture = self.command("Page.captureScreenshot", &json!({"format": "png"}));
        let bytes = base64(picture["data"].as_str().unwrap_or_default());
        fs::write(path, bytes).expect("the picture should be writable");
    }

    /// The page as a PDF file.
    pub fn print(&self) -> Vec<u8> {
        let printed = self.command("Page.printToPDF", &json!({"preferCSSPageSize": true}));
        base64(printed["data"].as_str().unwrap_or_default())
    }

    fn element(&self, selector: &str) -> String {
        let found = self.post("element", &json!({"using": "css selector", "value": selector}));
        found[ELEMENT].as_str().expect("an element should have a name").to_owned()
    }

    fn point(&self, actions: &Value) {
        let pointer =
            json!({"type": "pointer", "id": "mouse", "parameters": {"pointerType": "mouse"}, "actions": actions});
        self.post("actions", &json!({"actions": [pointer]}));
    }

    fn post(&self, what: &str, body: &Value) -> Value {
        self.send("POST", &format!("/session/{}/{what}", self.session), body)
    }

    fn send(&self, method: &str, path: &str, body: &Value) -> Value {
        let mut answer = self.request(method, path, body).expect("the driver should answer");
        assert!(answer["value"]["error"].is_null(), "the driver should do {path}: {}", answer["value"]["message"]);
        answer["value"].take()
    }

    fn request(&self, method: &str, path: &str, body: &Value) -> io::Result<Value> {
        let body = body.to_string();
        let mut stream = TcpStream::connect(("127.0.0.1", self.port))?;
        stream.set_read_timeout(Some(PATIENCE))?;
        write!(
            stream,
            "{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nContent-Type: application/json\r\n\
             Content-Length: {}\r\nConnection: close\r\n\r\n{body}",
            self.port,
            body.len()
        )?;
        let mut reader = BufReader::new(stream);
        let mut length = 0;
        loop {
            let mut line = String::new();
            reader.read_line(&mut line)?;
            if let Some(number) = line.to_ascii_lowercase().strip_prefix("content-length:") {
                length = number.trim().parse().map_err(io::Error::other)?;
            }
            if line.trim().is_empty() {
                break;
            }
        }
        let mut answer = vec![0; length];
        reader.read_exact(&mut answer)?;
        serde_json::from_slice(&answer).map_err(io::Error::other)
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        // The browser must not outlive a test, not even one that fails.
        let _ = self.request("DELETE", &format!("/session/{}", self.session), &json!({}));
        let _ = self.driver.kill();
        let _ = self.driver.wait();
    }
}

/// A key that writes nothing.
#[derive(Clone, Copy)]
pub enum Key {
    Tab,
    Enter,
    Escape,
    Left,
    Right,
}

impl Key {
    /// The character that stands for it in the protocol.
    const fn code(self) -> char {
        match self {
            Self::Tab => '\u{e004}',
            Self::Enter => '\u{e007}',
            Self::Escape => '\u{e00c}',
            Self::Left => '\u{e012}',
            Self::Right => '\u{e014}',
        }
    }
}

/// Where a program is installed.
fn installed(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).map(|folder| folder.join(name)).find(|program| program.is_file())
}

fn missing(what: &str) {
    assert!(std::env::var_os("CI").is_none(), "{what}. {HELP}");
    // Tests that pass have their output hidden, unless it goes past the harness.
    let _ = writeln!(std::io::stderr(), "not tested: {what}. {HELP}");
}

fn base64(text: &str) -> Vec<u8> {
    let digit = |c: u8| match c {
        b'A'..=b'Z' => u32::from(c - b'A'),
        b'a'..=b'z' => u32::from(c - b'a') + 26,
        b'0'..=b'9' => u32::from(c - b'0') + 52,
        b'+' => 62,
        _ => 63,
    };
    let mut bytes = Vec::new();
    for group in text.trim_end_matches('=').as_bytes().chunks(4) {
        let bits = (0..4).fold(0, |bits, at| bits << 6 | group.get(at).map_or(0, |c| digit(*c)));
        bytes.extend_from_slice(&bits.to_be_bytes()[1..group.len()]);
    }
    bytes
}
