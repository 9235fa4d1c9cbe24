//! A preview of a small site for tests: the program itself, asked over its port.
#![allow(dead_code, reason = "each test asks for its own part")]

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{self, JoinHandle, sleep};
use std::time::{Duration, Instant};

use serde_json::Value;
use tempfile::TempDir;

/// So long a test waits for what must come.
const LIMIT: Duration = Duration::from_secs(60);

/// Long enough for any event, poll and build that is still to come.
const SETTLED: Duration = Duration::from_millis(2500);

/// A running preview, which ends with the test.
pub(crate) struct Preview {
    site: TempDir,
    program: Child,
    port: u16,
}

/// A page of the test site.
pub(crate) fn page(title: &str, words: &str) -> String {
    format!(
        "+++\ntitle = \"{title}\"\ndescription = \"About {title}.\"\nscope = \"admin\"\n+++\n\n{words}\n"
    )
}

impl Preview {
    /// A small site that can be published.
    pub(crate) fn site() -> TempDir {
        let site = tempfile::tempdir().unwrap();
        let write = |path: &str, text: &str| {
            let path = site.path().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        };
        write("practice.toml", PRACTICE);
        for (path, title) in [
            ("_index", "Elm"),
            ("faq/_index", "Questions"),
            ("faq/billing", "Billing"),
            ("faq/portal", "Portal"),
            ("about", "About us"),
            ("news/_index", "News"),
        ] {
            let name = path.rsplit('/').next().unwrap();
            write(
                &format!("content/{path}.md"),
                &page(title, &format!("Words of {name}.")),
            );
        }
        write("content/images/door.svg", "<svg/>");
        site
    }

    pub(crate) fn start() -> Self {
        Self::start_with(&[])
    }

    pub(crate) fn start_with(options: &[&str]) -> Self {
        Self::start_in(Self::site(), options)
    }

    /// Starts a preview and waits until it says where it is.
    pub(crate) fn start_in(site: TempDir, options: &[&str]) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_brassplate"));
        command.arg("serve").arg("--root").arg(site.path());
        if !options.contains(&"--port") {
            command.args(["--port", &free_port().to_string()]);
        }
        let mut program = command
            .args(options)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(program.stdout.take().unwrap()).lines();
        let port = lines.find_map(|line| {
            let line = line.unwrap();
            let address = line.trim().strip_prefix("http://127.0.0.1:")?;
            address.split('/').next()?.parse().ok()
        });
        // The rest is read too, or the program would wait for room to write.
        thread::spawn(move || lines.count());
        Self {
            site,
            program,
            port: port.expect("the preview says its address"),
        }
    }

    pub(crate) fn port(&self) -> u16 {
        self.port
    }

    pub(crate) fn root(&self) -> PathBuf {
        self.site.path().to_owned()
    }

    pub(crate) fn path(&self, path: &str) -> PathBuf {
        self.site.path().join(path)
    }

    pub(crate) fn write(&self, path: &str, text: &str) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    /// Status and body of an address.
    pub(crate) fn get(&self, path: &str) -> (u16, String) {
        get(self.port, path)
    }

    /// Status and headers of an address.
    pub(crate) fn head(&self, path: &str) -> (u16, String) {
        let headers = format!("Host: 127.0.0.1:{}\r\n", self.port);
        let (status, head, _) = whole(self.port, path, &headers);
        (status, head.to_ascii_lowercase())
    }

    pub(crate) fn ask(&self, path: &str, headers: &str) -> (u16, String) {
        ask(self.port, path, headers)
    }

    /// What the page at that address is told.
    pub(crate) fn state(&self, path: &str) -> Value {
        json(&self.get(&format!("/__preview/state?page={path}")).1)
    }

    /// The number of the last build.
    pub(crate) fn build(&self) -> u64 {
        self.state("/")["build"].as_u64().unwrap()
    }

    /// The paths that differ since the build before.
    pub(crate) fn changed(&self) -> Vec<String> {
        texts(&self.state("/")["changed"])
    }

    /// The sources of the last build that differed.
    pub(crate) fn edited(&self) -> Vec<String> {
        let builds = json(&self.get("/__preview/builds").1);
        texts(&builds.as_array().unwrap().last().unwrap()["edited"])
    }

    pub(crate) fn wait_until(&self, holds: impl Fn(&Self) -> bool) {
        let start = Instant::now();
        while !holds(self) {
            assert!(
                start.elapsed() < LIMIT,
                "it never came: {}",
                self.state("/")
            );
            sleep(Duration::from_millis(5));
        }
    }

    pub(crate) fn wait_for(&self, url: &str, words: &str) {
        self.wait_until(|preview| preview.get(url).1.contains(words));
    }

    /// Waits until nothing more can come.
    pub(crate) fn settle(&self) {
        sleep(SETTLED);
    }

    /// Asks for a page every few milliseconds from now on.
    pub(crate) fn poll(&self, url: &'static str) -> Poll {
        let stop = Arc::new(AtomicBool::new(false));
        let (port, stopped) = (self.port, stop.clone());
        let asking = thread::spawn(move || {
            let mut bad = Vec::new();
            let mut asked = 0;
            while !stopped.load(Ordering::Relaxed) {
                let (status, html) = get(port, url);
                asked += 1;
                let whole = html.contains("<main") && html.trim_end().ends_with("</html>");
                let blank = !html.contains("<h1") || html.contains("<article></article>");
                if status != 200 || !whole || blank {
                    bad.push(format!("{status} {} bytes", html.len()));
                }
                sleep(Duration::from_millis(5));
            }
            assert!(asked > 3, "the page was hardly asked for");
            bad
        });
        Poll { stop, asking }
    }

    /// How much memory the program takes, in kB, where the system tells.
    pub(crate) fn memory(&self) -> Option<u64> {
        let status = fs::read_to_string(format!("/proc/{}/status", self.program.id())).ok()?;
        let line = status
            .lines()
            .find_map(|line| line.strip_prefix("VmRSS:"))?;
        line.split_whitespace().next()?.parse().ok()
    }

    /// Ends the preview as Ctrl-C does, and returns its exit status.
    pub(crate) fn end(mut self) -> Option<i32> {
        interrupt(&self.program);
        self.program.wait().unwrap().code()
    }
}

impl Drop for Preview {
    fn drop(&mut self) {
        let _ = self.program.kill();
        let _ = self.program.wait();
    }
}

/// A client that asks all the time.
pub(crate) struct Poll {
    stop: Arc<AtomicBool>,
    asking: JoinHandle<Vec<String>>,
}

impl Poll {
    /// Demands that the page was there, whole, at every single time.
    pub(crate) fn assert_never_away(self) {
        self.stop.store(true, Ordering::Relaxed);
        let bad = self.asking.join().unwrap();
        assert!(bad.is_empty(), "{} times: {:?}", bad.len(), bad.first());
    }
}

/// A served page as the build made it.
pub(crate) fn without_script(html: &str) -> String {
    let Some((before, rest)) = html.split_once("<script type=\"module\" src=\"/__preview/") else {
        return html.to_owned();
    };
    let (_, after) = rest.split_once("</script>").unwrap();
    format!("{before}{after}")
}

fn interrupt(program: &Child) {
    let said = Command::new("kill")
        .args(["-INT", &program.id().to_string()])
        .status()
        .unwrap();
    assert!(said.success());
}

fn free_port() -> u16 {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    listener.local_addr().unwrap().port()
}

fn get(port: u16, path: &str) -> (u16, String) {
    ask(port, path, &format!("Host: 127.0.0.1:{port}\r\n"))
}

fn ask(port: u16, path: &str, headers: &str) -> (u16, String) {
    let (status, _, body) = whole(port, path, headers);
    (status, body)
}

/// One request by hand, so that paths and headers go out as they are: status, headers and body of the answer.
fn whole(port: u16, path: &str, headers: &str) -> (u16, String, String) {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).unwrap();
    write!(
        stream,
        "GET {path} HTTP/1.1\r\n{headers}Connection: close\r\n\r\n"
    )
    .unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).unwrap();
    let answer = String::from_utf8_lossy(&answer).into_owned();
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    let status = head.split(' ').nth(1).unwrap().parse().unwrap();
    (status, head.to_owned(), body.to_owned())
}

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

fn texts(list: &Value) -> Vec<String> {
    let list = list.as_array().unwrap().iter();
    list.map(|text| text.as_str().unwrap().to_owned()).collect()
}

const PRACTICE: &str = r#"[practice]
name = "Elm"
description = "A family practice."
specialty = ["Family medicine"]
base_url = "https://elm.example"
timezone = "America/Chicago"
phone = "(512) 555-0100"

[practice.emergency]
number = "911"

[[locations]]
id = "main"
name = "Main office"
street = "1 Elm Street"
city = "Exampleton"
postal_code = "00000"

[locations.hours]
monday = "8-17"
"#;
