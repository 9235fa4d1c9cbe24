//! `serve`: the site and its problems in the browser, as they are written.

use std::net::{IpAddr, Ipv4Addr};

use qrcode::{QrCode, render::unicode::Dense1x2};

use super::{Exit, Root, complain, parse_day, say};
use crate::pipeline::Request;
use crate::report::{self, Count, several};
use crate::serve::{Ask, Failed, PORT, Preview, Snapshot};

/// So many problems are printed at once; the rest is in the browser.
const PRINTED: usize = 5;

/// Show the site and its problems in the browser, as you write.
#[derive(Debug, clap::Args)]
pub(super) struct Serve {
    #[command(flatten)]
    root: Root,
    /// The port to listen on; the next free one if it is taken
    #[arg(long, value_name = "N", default_value_t = PORT)]
    port: u16,
    /// Open the site in the browser
    #[arg(long)]
    open: bool,
    /// Let other machines see the preview, by the address given or by any
    #[arg(long, value_name = "ADDRESS", num_args = 0..=1, default_missing_value = "0.0.0.0")]
    host: Option<IpAddr>,
    /// Let a phone in the same network see the preview, and show a code for it to read
    #[arg(long)]
    phone: bool,
    /// Let the open page go to the page you edit
    #[arg(long)]
    follow: bool,
    /// Leave out what visitors do not see today: drafts, coming and ended pages
    #[arg(long)]
    published: bool,
    /// Drafts are always shown; accepted because `build` has it
    #[arg(long, hide = true, conflicts_with = "published")]
    drafts: bool,
    /// Show the site as it should be on that day, such as 2026-12-25
    #[arg(long, value_name = "DATE", value_parser = parse_day)]
    as_of: Option<jiff::civil::Date>,
}

impl Serve {
    pub(super) fn run(self) -> Exit {
        match self.preview() {
            Ok(()) => {
                say("The preview has ended.");
                Exit::Clear
            }
            Err(Failed::Site(stop)) => {
                complain(&format!(
                    "brassplate cannot show the site: {stop}.\nRun it in the site's folder, name the folder with --root, or begin a site with `brassplate init DIR`."
                ));
                Exit::Failed
            }
            Err(error) => {
                complain(&format!("brassplate cannot show the site: {error}."));
                Exit::Failed
            }
        }
    }

    fn preview(&self) -> Result<(), Failed> {
        let preview = Preview::start(self.ask())?;
        let address = preview.address()?;
        self.greet(&preview, &address);
        if self.open && open::that_detached(&address).is_err() {
            complain("No browser could be opened; open the address by hand.");
        }
        preview.run(tell)
    }

    fn ask(&self) -> Ask {
        let request = Request {
            root: self.root.root.clone(),
            base_url: None,
            drafts: !self.published,
            today: self.as_of,
        };
        let anywhere = self.phone.then_some(IpAddr::from(Ipv4Addr::UNSPECIFIED));
        let ask = Ask::new(&self.root.root);
        Ask {
            request,
            listen: self.host.or(anywhere).unwrap_or(ask.listen),
            port: self.port,
            follow: self.follow,
            editors: ["VISUAL", "EDITOR"]
                .into_iter()
                .filter_map(|name| std::env::var(name).ok())
                .collect(),
            ..ask
        }
    }

    fn greet(&self, preview: &Preview, address: &str) {
        let first = preview.first();
        say(&format!(
            "{}: {}, built in {} ms.",
            if first.name.is_empty() {
                "The site"
            } else {
                &first.name
            },
            several(first.pages.len(), "page"),
            first.took.as_millis()
        ));
        if !address.contains(&format!(":{}/", self.port)) {
            say(&format!(
                "Port {} is taken, so the next free one is used.",
                self.port
            ));
        }
        problems(first, first.problems.all.len());
        let host = address.splitn(4, '/').take(3).collect::<Vec<_>>().join("/");
        say(&format!(
            "\n  {address}\n  {host}/__preview  (all pages and problems)\n"
        ));
        if preview.is_open() {
            complain("Everyone in your network can see this preview, drafts too.");
        }
        if self.phone {
            match preview.phone() {
                Some(phone) => say(&format!("  On a phone: {phone}\n{}", code(&phone))),
                None => complain(
                    "This machine has no address in a network, so a phone cannot reach it. Connect it to the network of the phone and start again.",
                ),
            }
        }
        say("Ctrl-C ends the preview. Nothing is written to the disk.");
    }
}

/// A code that a phone's camera reads.
fn code(address: &str) -> String {
    QrCode::new(address).map_or_else(
        |_| String::new(),
        |code| {
            code.render::<Dense1x2>()
                .dark_color(Dense1x2::Light)
                .light_color(Dense1x2::Dark)
                .build()
        },
    )
}

/// One line for a build, and the problems that the edited files have.
fn tell(snapshot: &Snapshot) {
    let what = match snapshot.edited.as_slice() {
        [one] => one.to_string(),
        edited => several(edited.len(), "file"),
    };
    say(&format!(
        "{what}: {} on the site, in {} ms",
        several(snapshot.changed.len(), "change"),
        snapshot.took.as_millis()
    ));
    problems(snapshot, PRINTED);
}

fn problems(snapshot: &Snapshot, at_most: usize) {
    let all = &snapshot.problems.all;
    let of_edit =
        |path: &str| snapshot.edited.is_empty() || snapshot.edited.iter().any(|one| **one == *path);
    let own: Vec<_> = all
        .iter()
        .filter(|problem| of_edit(&problem.said.path))
        .take(at_most)
        .map(|problem| problem.said.clone())
        .collect();
    if !own.is_empty() {
        complain(report::text(&own).trim_end());
    }
    let count: Count = snapshot.problems.count;
    if count.errors > 0 {
        complain(&format!("The site cannot be published: {count}."));
    } else if count.warnings > 0 {
        complain(&format!(
            "The site can be published: {}.",
            several(count.warnings, "warning")
        ));
    }
}
