//! The page that `report --output-format html` writes, in a real browser, as an editor uses it.

mod browser;

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

use browser::{Browser, Key};
use serde_json::{Value, json};

/// A draft of everything that could break out of a page.
const HOSTILE: &str = "\
Mayor says <script>document.title = 'broken'</script> & more

“<script>document.title = 'broken'</script></script><!--,” said Lena <img src=x onerror=\"document.title='broken'\"> Holt.

“</script><script>document.title = 'broken'</script>,” Holt’s “friend” said. “{{ 7 * 7 }} <b>bold</b> &amp; \u{202e}turned\u{1b}[31m.”

“Never closed, said Tom “<svg/onload=alert(1)>” Reyes.
";

/// Writes the page of some drafts, given from the project's folder, and says where it is.
fn page(name: &str, drafts: &[&str]) -> PathBuf {
    let folder = folder(name);
    let page = folder.join("report.html");
    let status = Command::new(env!("CARGO_BIN_EXE_whosaid"))
        .args(["report", "--output-format", "html", "--output"])
        .arg(&page)
        .args(drafts)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .status()
        .expect("the program should start");
    assert!(status.success(), "the page should be written");
    page
}

fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("page").join(name);
    fs::create_dir_all(&folder).expect("a folder should be creatable");
    folder
}

const ONE: &[&str] = &["examples/reservoir.txt"];
const TWO: &[&str] = &["examples/causeway.txt", "examples/reservoir.txt"];

/// The words of the open card, or nothing.
const CARD: &str = "(document.getElementById('card').hidden ? '' : document.getElementById('card').innerText)";

/// Whose words the last tick leads to: the last of a draft, out of sight.
const LAST_TICK: &str = "[...document.querySelectorAll('.lanes rect[data-a]')].reduce((one, other) => \
                         other.x.baseVal.value > one.x.baseVal.value ? other : one).dataset.a";

/// The style of the first element that a selector matches.
fn style(browser: &Browser, selector: &str, property: &str) -> String {
    browser.text(&format!("getComputedStyle(document.querySelector({selector:?}))[{property:?}]"))
}

#[test]
fn loads_without_a_complaint_and_asks_for_nothing() {
    let Some(browser) = Browser::start() else { return };
    for (name, drafts) in [("load-one", ONE), ("load-two", TWO)] {
        let page = page(name, drafts);
        browser.open(&page);
        assert_eq!(browser.value("document.querySelectorAll('article').length"), drafts.len());
        let address = format!("file://{}", page.display());
        let requests = browser.requests();
        assert!(requests.contains(&address), "the page itself should be seen to be asked for: {requests:?}");
        let others: Vec<_> = requests.into_iter().filter(|url| *url != address && !url.starts_with("data:")).collect();
        assert!(others.is_empty(), "no request should leave the page: {others:?}");
    }
    let complaints = browser.complaints();
    assert!(complaints.is_empty(), "the console should be silent: {complaints:?}");
}

#[test]
fn a_hostile_draft_stays_text() {
    let Some(browser) = Browser::start() else { return };
    let draft = folder("hostile").join("<b>&quot;draft\".txt");
    fs::write(&draft, HOSTILE).expect("the draft should be writable");
    browser.open(&page("hostile", &[draft.to_str().expect("a path should be UTF-8"), "examples/reservoir.txt"]));
    assert_eq!(browser.text("document.title"), "Who says what in 2 drafts", "nothing of the draft should have run");
    assert_eq!(browser.value("document.querySelectorAll('script').length"), 2, "the data and the script");
    assert_eq!(browser.value("document.querySelectorAll('main :is(img, b:not(.severity), script)').length"), 0);
    let words = browser.text("document.querySelector('article').textContent");
    for part in ["<script>document.title = 'broken'</script>", "{{ 7 * 7 }} <b>bold</b> &amp;", "onerror=\"document"] {
        assert!(words.contains(part), "the draft should be shown as it is: {part} in {words}");
    }
    assert!(!words.contains(['\u{202e}', '\u{1b}']), "nothing should turn the text around");
    browser.hover("article .q .t");
    browser.until(&format!("{CARD} !== ''"));
    // A page that let something else run would say so here: the policy forbids it.
    let complaints = browser.complaints();
    assert!(complaints.is_empty(), "the console should be silent: {complaints:?}");
    let injected = browser.value(
        "(() => { const script = document.createElement('script'); script.textContent = 'document.title = \"broken\"'; \
         document.body.append(script); return document.title })()",
    );
    assert_eq!(injected, "Who says what in 2 drafts", "the policy should let no other script run");
}

#[test]
fn a_card_says_who_and_why() {
    let Some(browser) = Browser::start() else { return };
    browser.open(&page("card", ONE));
    // "It is the best road we have," Mbatha said after the vote.
    browser.hover(".q[data-a]");
    browser.until(&format!("{CARD} !== ''"));
    let card = browser.text(CARD);
    for part in ["Zanele Mbatha", "chairwoman", "built like this one", "times in 100"] {
        assert!(card.contains(part), "the card should say {part}: {card}");
    }
    assert_eq!(browser.text("document.querySelector('.s.on').textContent"), "Mbatha", "its source should be lit");
    assert_eq!(browser.text("document.querySelector('.u.on').textContent"), "said", "and its cue");

    // The pointer may move onto the card without losing it.
    browser.hover("#card .name");
    browser.wait_for("setTimeout(arguments[0], 400)");
    assert_ne!(browser.text(CARD), "", "the card should stay under the pointer");
    browser.move_to(1390, 990);
    browser.until(&format!("{CARD} === ''"));

    browser.hover(".q.none");
    browser.until(&format!("{CARD}.includes('Speaker not given')"));
}

#[test]
fn a_card_names_who_else_it_may_be() {
    let Some(browser) = Browser::start() else { return };
    browser.open(&page("candidates", &["tests/fixtures/faults/ambiguous-pronoun-2.txt"]));
    // "I never once saw the ledger," he said outside: one of two brothers.
    assert_eq!(browser.text("document.querySelector('#w1').textContent"), "1", "the pronoun should be a finding");
    browser.hover(".text [data-a='2'] > .t");
    browser.until(&format!("{CARD} !== ''"));
    let card = browser.text(CARD);
    let (first, second) = card.split_once("It may also be").expect("the card should name another");
    assert!(first.contains("Tiberius Castellanos") && second.contains("Hendrik Castellanos"), "{card}");
    assert!(second.contains("likely"), "and say how likely that is: {card}");
    browser.hover(".text [data-a='1'] > .t");
    browser.until(&format!("{CARD}.includes('Yolanda Petrakis')"));
    assert!(!browser.text(CARD).contains("It may"), "where there is no doubt there should be nobody else");
}

#[test]
fn a_tick_leads_to_its_words() {
    let Some(browser) = Browser::start() else { return };
    browser.open(&page("tick", ONE));
    let number = browser.text(LAST_TICK);
    let words = format!("document.querySelector('.text [data-a=\"{number}\"] > .t')");
    let below = format!("{words}.getBoundingClientRect().top > innerHeight");
    assert_eq!(browser.value(&below), true, "the words should be further down than the window");
    browser.click(&format!(".lanes rect[data-a='{number}']"));
    browser.until(&format!("document.activeElement === {words}"));
    browser.until("(box => box.top >= 0 && box.bottom <= innerHeight)(document.activeElement.getBoundingClientRect())");
    assert!(browser.text(CARD).contains("Idris Nakamura"), "the card should open: {}", browser.text(CARD));
}

#[test]
fn every_format_of_drafts_makes_the_same_page() {
    let Some(browser) = Browser::start() else { return };
    // Who speaks, how much; what is said and found. The letters of speakers and the numbers of findings are left out.
    let told =
        "[...document.querySelectorAll('.people .name, .people .count, .q, .note > :not(.kind)')].map(element => {
                  const copy = element.cloneNode(true);
                  for (const added of copy.querySelectorAll('.t, .no')) added.remove();
                  return copy.textContent.replace(/\\s+/g, ' ').trim() })";
    let read = |draft: &str| {
        browser.open(&page("formats", &[&format!("tests/fixtures/formats/article.{draft}")]));
        let told = browser.value(told);
        let complaints = browser.complaints();
        assert!(complaints.is_empty(), "the console should be silent: {complaints:?}");
        told
    };
    let plain = read("md");
    assert!(plain.as_array().is_some_and(|told| told.len() > 40), "there should be something to compare: {plain}");
    for draft in ["docx", "odt", "epub", "html"] {
        assert_eq!(read(draft), plain, "{draft} should say the same");
        let unit = if draft == "html" { "Line" } else { "Paragraph" };
        let listed = browser.text("document.querySelector('.list small').textContent");
        assert!(listed.starts_with(unit), "{draft} has {unit}s: {listed}");
        browser.hover(".q[data-a] > .t");
        browser.until(&format!("{CARD}.includes('built like')"));
    }
}

#[test]
fn the_keyboard_is_enough() {
    let Some(browser) = Browser::start() else { return };
    browser.open(&page("keyboard", ONE));
    let focused = "(document.activeElement.getAttribute('aria-label') ?? document.activeElement.textContent)";

    let here = "document.activeElement.parentElement.dataset.a";

    browser.press(&[Key::Tab]);
    assert_eq!(browser.text(focused), "Skip to the draft", "the first stop should lead past the lists");
    browser.press(&[Key::Enter]);
    browser.until("document.activeElement.id === 'drafts'");
    // "Where each speaks" opens and closes; then come the words.
    browser.press(&[Key::Tab, Key::Tab]);
    assert_eq!(browser.text(focused), "C: Zanele Mbatha");
    assert!(browser.text(CARD).contains("Zanele Mbatha"), "the card should open with the focus");
    let described = "document.getElementById(document.activeElement.getAttribute('aria-describedby'))?.id";
    assert_eq!(browser.text(described), "card", "and be read out");
    assert_ne!(style(&browser, ":focus-visible", "outlineStyle"), "none", "the focus should be seen");

    browser.press(&[Key::Escape]);
    assert_eq!(browser.text(CARD), "", "Escape should close the card");
    assert_eq!(browser.text(focused), "C: Zanele Mbatha", "and leave the focus");

    browser.press(&[Key::Right]);
    assert_eq!(browser.text(here), "1", "an arrow should go to her next words");
    browser.press(&[Key::Right]);
    assert_eq!(browser.text(focused), "C: Zanele Mbatha, reported");
    browser.press(&[Key::Left]);
    assert_eq!(browser.text(here), "1");

    // Each stop in the draft is a speaker's words or a finding, and each is seen.
    browser.value("document.querySelector('.text .t').focus()");
    let stops = browser.value("document.querySelectorAll('.row :is(a, button)').length").as_u64().expect("a number");
    for _ in 1..stops {
        browser.press(&[Key::Tab]);
        assert_eq!(browser.value("document.activeElement.closest('.row') !== null"), true);
        let seen = "(() => { const box = document.activeElement.getBoundingClientRect(); \
                    return box.top >= 0 && box.bottom <= innerHeight && box.width > 0 })()";
        browser.until(seen);
    }

    browser.value("document.querySelector('[data-only]').focus()");
    browser.press(&[Key::Enter]);
    assert_eq!(browser.value("document.querySelector('main').classList.contains('only')"), true);
    browser.press(&[Key::Escape]);
    browser.press(&[Key::Escape]);
    assert_eq!(browser.value("document.querySelector('main').classList.contains('only')"), false);
}

#[test]
fn one_speaker_can_be_read_alone() {
    let Some(browser) = Browser::start() else { return };
    browser.open(&page("filter", TWO));
    let rows = "[...document.querySelectorAll('.row')].filter(row => row.offsetParent)";
    let all = browser.value(&format!("{rows}.length"));
    let who = "[...document.querySelectorAll('[data-only]')].find(button => button.textContent.includes('Mbatha'))";
    browser.value(&format!("{who}.click()"));
    let rank = browser.text(&format!("{who}.dataset.only"));
    let shown = browser.value(&format!("{rows}.length"));
    assert_eq!(shown, 6, "she speaks in six paragraphs of two drafts");
    let hers = browser.value(&format!("{rows}.filter(row => row.querySelector('.q.p{rank}, .r.p{rank}')).length"));
    assert_eq!(hers, shown, "and in each that is shown");
    let tint = |who: &str| style(&browser, &format!("#d1 .row[data-p~='{rank}'] .q{who}"), "backgroundImage");
    assert_ne!(tint(&format!(".p{rank}")), "none", "her words should keep their tint");
    let others = browser.value(&format!(
        "[...document.querySelectorAll(\".row[data-p~='{rank}'] .r:not(.p{rank})\")]\
         .map(report => getComputedStyle(report).textDecorationColor)"
    ));
    let others = others.as_array().expect("a list");
    assert!(!others.is_empty(), "the council speaks in one of her paragraphs");
    assert!(others.iter().all(|line| line == "rgba(0, 0, 0, 0)"), "others should not be marked: {others:?}");
    assert_eq!(browser.text(&format!("{who}.getAttribute('aria-pressed')")), "true");
    let told = browser.text("document.getElementById('filter').innerText");
    assert!(told.contains("6 paragraphs with words of Zanele Mbatha"), "it should be told: {told}");

    browser.click("#filter button");
    assert_eq!(browser.value(&format!("{rows}.length")), all, "everything should come back");
    assert_eq!(browser.text("document.getElementById('filter').innerText"), "");
}

#[test]
fn findings_lead_to_their_words_and_back() {
    let Some(browser) = Browser::start() else { return };
    browser.open(&page("findings", ONE));
    let listed = browser.value("[...document.querySelectorAll('.list a')].map(a => a.innerText.replace(/\\s+/g, ' '))");
    let listed: Vec<&str> = listed.as_array().expect("a list").iter().filter_map(Value::as_str).collect();
    assert_eq!(listed.len(), 2, "{listed:?}");
    assert!(listed[0].starts_with("1 Warning “Mbatha”") && listed[1].starts_with("2 Error Nobody"), "{listed:?}");
    browser.click(".list li:nth-child(2) a");
    browser.until("location.hash === '#w2' && document.querySelector('#w2').getBoundingClientRect().top < innerHeight");
    let beside = browser.value(
        "(() => { const words = document.querySelector('#w2').getBoundingClientRect(), \
         note = document.querySelector('#f2').getBoundingClientRect(); \
         return note.left > words.right && Math.abs(note.top - words.top) < 60 })()",
    );
    assert_eq!(beside, true, "the note should stand in the margin beside its words");
    let marked = browser.text("document.querySelector('#w2').previousElementSibling.textContent");
    assert!(marked.contains("\"Ring it once, for luck, before the rain comes back.\""), "{marked}");
}

#[test]
fn a_long_draft_is_walked_without_a_miss() {
    let Some(browser) = Browser::start() else { return };
    let draft = folder("long").join("long.txt");
    let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(ONE[0]));
    let text = text.expect("the draft should be readable");
    fs::write(&draft, format!("{text}\n").repeat(30)).expect("the draft should be writable");
    let page = page("long", &[draft.to_str().expect("a path should be UTF-8")]);
    let seen = |element: &str| {
        let seen = format!(
            "(box => box.top >= 0 && box.bottom <= innerHeight)({element}.getBoundingClientRect()) \
             && {element}.checkVisibility({{contentVisibilityAuto: true}})"
        );
        browser.until(&seen);
        browser.wait_for("setTimeout(arguments[0], 200)");
        assert_eq!(browser.value(&seen), true, "and stay in sight: {element}");
    };
    // Nothing between the top and the end has been laid out yet.
    browser.open(&page);
    browser.click(".list li:last-child a");
    browser.until("location.hash !== ''");
    seen("document.querySelector(location.hash)");

    browser.open(&page);
    // So many speakers are folded.
    browser.click(".lanes summary");
    let number = browser.text(LAST_TICK);
    browser.click(&format!(".lanes rect[data-a='{number}']"));
    browser.until(&format!("document.activeElement.parentElement.dataset.a === '{number}'"));
    seen("document.activeElement");
}

#[test]
fn dark_and_light_follow_the_system_and_the_switch() {
    let Some(browser) = Browser::start() else { return };
    let page = page("dark", ONE);
    browser.medium("screen", "light");
    browser.open(&page);
    browser.value("localStorage.clear()");
    let paper = || style(&browser, "body", "backgroundColor");
    let light = paper();
    browser.medium("screen", "dark");
    let dark = paper();
    assert_ne!(light, dark, "the page should follow the system");
    // The page hears of it with the next frame.
    browser.until("document.querySelector('.theme').textContent === 'Light'");
    browser.click(".theme");
    assert_eq!(paper(), light, "the switch should win over the system");
    browser.open(&page);
    assert_eq!(paper(), light, "and be remembered");
    browser.click(".theme");
    assert_eq!(paper(), dark);
    browser.value("localStorage.clear()");
}

#[test]
fn paper_shows_everything() {
    let Some(browser) = Browser::start() else { return };
    browser.medium("screen", "dark");
    browser.open(&page("print", TWO));
    browser.medium("print", "dark");
    assert_eq!(style(&browser, "body", "backgroundColor"), "rgb(255, 255, 255)", "paper should be white");
    for selector in [".theme", ".skip", "#card"] {
        assert_eq!(style(&browser, selector, "display"), "none", "{selector} is of no use on paper");
    }
    assert_eq!(style(&browser, ".panel", "maxHeight"), "none", "no list should be cut");
    assert_eq!(style(&browser, ".leaf", "contentVisibility"), "visible");
    assert_eq!(style(&browser, "article", "breakBefore"), "auto", "the first draft should not leave a page empty");
    assert_eq!(style(&browser, "article + article", "breakBefore"), "page");
    // Lists that are folded on the screen are open on paper, and folded again behind it.
    let folded = "document.querySelectorAll('details:not([open])').length";
    browser.value("(() => { document.querySelector('.lanes').open = false })()");
    browser.value("(() => { addEventListener('beforeprint', () => { window.onPaper = document.querySelectorAll('details:not([open])').length }) })()");
    let printed = browser.print();
    assert!(printed.starts_with(b"%PDF"), "it should print");
    assert_eq!(browser.value("window.onPaper"), 0, "no list should be folded on paper");
    assert_eq!(browser.value(folded), 1, "and afterwards it should be as it was");
}

#[test]
fn a_draft_in_which_nobody_speaks_says_so() {
    let Some(browser) = Browser::start() else { return };
    for (name, draft, said) in [
        ("nobody", "It rained in Corran on Monday.\n", "Nobody speaks in this draft."),
        ("nothing", "", "No words stand in this draft."),
    ] {
        let path = folder(name).join("draft.txt");
        fs::write(&path, draft).expect("the draft should be writable");
        browser.open(&page(name, &[path.to_str().expect("a path should be UTF-8")]));
        let words = browser.text("document.body.innerText");
        assert!(words.contains(said) && !words.contains("Choose one"), "{words}");
        let Some((violations, _)) = browser.audit() else { return };
        assert!(violations.is_empty(), "{name}:\n{}", violations.join("\n"));
    }
    let complaints = browser.complaints();
    assert!(complaints.is_empty(), "the console should be silent: {complaints:?}");
}

#[test]
fn everybody_can_use_it() {
    let Some(browser) = Browser::start() else { return };
    browser.open(&page("audit-faults", ONE));
    browser.value(
        "(() => { for (const words of document.querySelectorAll('.quiet')) words.style.color = '#ddd'; \
         document.querySelector('.theme').textContent = ''; document.documentElement.lang = '' })()",
    );
    let Some((violations, _)) = browser.audit() else { return };
    for rule in ["color-contrast", "button-name", "html-has-lang"] {
        assert!(violations.iter().any(|line| line.starts_with(rule)), "the audit should see {rule}: {violations:?}");
    }
    for (name, drafts) in [("audit-one", ONE), ("audit-two", TWO)] {
        let page = page(name, drafts);
        for phone in [false, true] {
            if phone {
                browser.phone();
            } else {
                browser.size(1400, 1000, 1);
            }
            for colours in ["light", "dark"] {
                browser.medium("screen", colours);
                browser.open(&page);
                for state in
                    ["", "document.querySelector('.text .t').focus()", "document.querySelector('[data-only]').click()"]
                {
                    browser.value(&format!("(() => {{ {state} }})()"));
                    if state.contains("focus") {
                        browser.until(&format!("{CARD} !== ''"));
                    }
                    let Some((violations, passes)) = browser.audit() else { return };
                    let place = format!("{name}, {colours}, phone: {phone}, {state:?}");
                    assert!(violations.is_empty(), "{place}:\n{}", violations.join("\n"));
                    assert!(passes > 20, "the audit should have looked at something: {passes} passed, {place}");
                }
                if phone {
                    let wide = browser.value("document.documentElement.scrollWidth > innerWidth");
                    assert_eq!(wide, false, "a phone should not have to scroll sideways: {name}");
                }
            }
        }
    }
}

#[test]
fn every_sieve_is_explained() {
    let page = fs::read_to_string(page("sieves", &["tests/fixtures"])).expect("the page should be readable");
    let (_, data) = page.split_once("id=\"data\">").expect("the page should have data");
    let (data, _) = data.split_once("</script>").expect("and its end");
    let data: Value = serde_json::from_str(data).expect("the data should be JSON");
    let whys = data["whys"].as_array().expect("a list");
    assert!(whys.len() > 25, "the fixtures should hold most sieves");
    let bare: Vec<_> =
        whys.iter().filter(|why| why["words"].as_str().is_none_or(|words| words.starts_with("Decided by"))).collect();
    assert!(bare.is_empty(), "src/output/reports/html/why.rs should explain {bare:?}");
}

// ---- run by hand

/// `docs/page.sh` draws the pictures of the README with it.
#[test]
#[ignore = "draws the pictures of the README; docs/page.sh runs it"]
fn pictures() {
    let browser = Browser::start().expect("a browser should be there");
    let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs");
    let page = page("pictures", TWO);
    let card = |selector: &str| {
        browser.hover(selector);
        browser.until(&format!("{CARD} !== ''"));
        browser.wait_for("setTimeout(arguments[0], 200)");
    };
    browser.size(1400, 1000, 1);
    browser.medium("screen", "light");
    browser.open(&page);
    browser.value("document.querySelector('#d2').scrollIntoView({behavior: 'instant'})");
    card("#d2 .q .t");
    browser.value("scrollBy({top: -120, behavior: 'instant'})");
    browser.picture(&docs.join("page.png"));
    browser.medium("screen", "dark");
    browser.open(&page);
    browser.picture(&docs.join("page-dark.png"));
    browser.medium("screen", "light");
    browser.phone();
    browser.open(&page);
    card("#d2 .q .t");
    browser.picture(&docs.join("page-phone.png"));
}

/// Prints how long a page with a megabyte of draft takes; times are for people to judge.
#[test]
#[ignore = "prints measurements; run it with --release --ignored --nocapture"]
fn a_megabyte_of_draft() {
    let browser = Browser::start().expect("a browser should be there");
    let draft = folder("megabyte").join("long.txt");
    let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/causeway.txt"));
    let text = text.expect("the draft should be readable");
    fs::write(&draft, format!("{text}\n").repeat((1 << 20) / text.len() + 1)).expect("the draft should be writable");
    let page = page("megabyte", &[draft.to_str().expect("a path should be UTF-8")]);
    let mut out = std::io::stdout();
    let mut tell = |line: String| writeln!(out, "{line}").expect("standard output should be open");
    browser.open(&self::page("megabyte-short", ONE));
    tell("what a short draft takes on this machine".to_owned());
    scroll(&browser, &mut tell);
    browser.open(&page);
    let size = fs::metadata(&page).expect("the page should be there").len();
    let elements = browser.value("document.querySelectorAll('*').length");
    let loaded = browser.value("Math.round(performance.getEntriesByType('navigation')[0].loadEventEnd)");
    tell(format!("page of {size} bytes, {elements} elements, loaded in {loaded} ms"));
    scroll(&browser, &mut tell);
    for (what, script) in [
        ("a card", "document.querySelector('.text .t').focus()"),
        ("one speaker", "document.querySelector('[data-only]').click()"),
        ("everybody", "document.querySelector('#filter button').click()"),
        ("dark", "document.querySelector('.theme').click()"),
    ] {
        let taken = browser.wait_for(&format!(
            "const done = arguments[0], start = performance.now(); {script};
             requestAnimationFrame(() => setTimeout(() => done(Math.round(performance.now() - start))));"
        ));
        tell(format!("{what}: {taken} ms until it is drawn"));
    }
    let heap = browser.command("Runtime.getHeapUsage", &json!({}));
    tell(format!("JavaScript heap: {} bytes", heap["usedSize"]));
}

fn scroll(browser: &Browser, tell: &mut impl FnMut(String)) {
    for (what, by) in [("scrolling, 200 pixels a frame", "200"), ("jumping, a fortieth of it a frame", "jump")] {
        let frames = browser.wait_for(&format!(
            "const done = arguments[0], times = [], jump = document.documentElement.scrollHeight / 40;
             document.documentElement.style.scrollBehavior = 'auto';
             scrollTo(0, 0);
             let last = performance.now();
             const frame = now => {{
               times.push(now - last); last = now;
               if (times.length > 40) return done(times.slice(1).sort((a, b) => a - b));
               scrollBy(0, {by});
               requestAnimationFrame(frame);
             }};
             requestAnimationFrame(frame);"
        ));
        let frames: Vec<f64> = frames.as_array().expect("a list").iter().filter_map(Value::as_f64).collect();
        let at = |share: usize| frames[(frames.len() - 1) * share / 100].round();
        tell(format!("{what}: ms a frame: median {}, 95% {}, worst {}", at(50), at(95), at(100)));
    }
}
