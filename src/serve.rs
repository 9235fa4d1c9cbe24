//! The preview: the site as it will be, with its problems in it, while it is being written.
//!
//! ```text
//! disk ─▶ watch ─▶ Picture ─▶ build ─▶ Snapshot ─▶ http ─▶ browser
//!          ▲ events and a poll           ╰─▶ events ──────▶ script in the page
//! ```
//!
//! The watcher looks at the disk and hands on what it holds; the builder makes a snapshot of it, the same way `build`
//! makes a site; the server answers from the newest snapshot and tells open pages about it. Nothing is ever written to
//! the disk, and no mistake in the site stops the preview.

mod address;
mod build;
mod callers;
mod editor;
mod events;
mod host;
mod http;
mod inject;
mod pages;
mod problems;
mod recent;
mod scan;
mod snapshot;
mod start_page;
mod watch;

use std::cell::Cell;
use std::io;
use std::net::{IpAddr, Ipv4Addr, SocketAddr, TcpListener};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, SystemTime};

use tokio::sync::watch as swap;

use crate::guard;
use crate::pipeline::{Request, Stop};
use build::{Builder, Desk, Hurry, Taken};
use callers::Callers;
use editor::Editor;
use events::Teller;
use recent::Recent;
use scan::Picture;

pub use http::own_address;
pub use problems::{Problem, Problems};
pub use snapshot::{BuildNote, PageNote, Served, Snapshot, Version};

/// The port that is tried first.
pub const PORT: u16 = 4747;

/// So often it is asked whether another day has begun.
const MIDNIGHT: Duration = Duration::from_secs(30);

/// So many builds are given up for newer ones before one is shown in any case.
const PATIENCE: usize = 2;

/// So many ports are tried one after the other.
const TRIES: u16 = 30;

/// What to preview, and for whom.
#[derive(Debug, Clone)]
pub struct Ask {
    /// What to build.
    pub request: Request,
    /// The address to listen on.
    pub listen: IpAddr,
    /// The first port to try.
    pub port: u16,
    /// A host name under which the preview may be asked for besides its numbers.
    pub named: Option<String>,
    /// Whether open pages go to the page that was edited.
    pub follow: bool,
    /// The commands of the writer's editors, the preferred first.
    pub editors: Vec<String>,
}

impl Ask {
    /// A preview of the site in `root` for this machine alone.
    pub fn new(root: impl Into<PathBuf>) -> Self {
        Self {
            request: Request {
                root: root.into(),
                drafts: true,
                ..Request::default()
            },
            listen: Ipv4Addr::LOCALHOST.into(),
            port: PORT,
            named: None,
            follow: false,
            editors: Vec::new(),
        }
    }
}

/// Why there is no preview.
#[derive(Debug, thiserror::Error)]
pub enum Failed {
    /// There is nothing to preview.
    #[error("{0}")]
    Site(#[from] Stop),
    /// No port could be had.
    #[error("nothing can listen on {address}: {source}")]
    Port {
        /// The last address that was tried.
        address: SocketAddr,
        /// What the system said.
        source: io::Error,
    },
    /// The system does not let the program work.
    #[error("the preview stopped: {0}")]
    System(#[from] io::Error),
}

/// A preview that listens and has built the site once.
#[derive(Debug)]
pub struct Preview {
    ask: Ask,
    listener: TcpListener,
    builder: Builder,
    picture: Arc<Picture>,
    first: Arc<Snapshot>,
}

impl Preview {
    /// Takes a port and builds the site for the first time.
    pub fn start(ask: Ask) -> Result<Self, Failed> {
        let listener = listen(&ask)?;
        rayon::spawn(guard::wake);
        let picture = Arc::new(Picture::take(&ask.request.root, &Picture::default()));
        let mut builder = Builder::new(ask.request.clone());
        let first = builder.build(picture.clone(), &Hurry::none())?;
        Ok(Self {
            ask,
            listener,
            builder,
            picture,
            first,
        })
    }

    /// The address of the first page, for this machine.
    pub fn address(&self) -> Result<String, Failed> {
        let port = self.listener.local_addr()?.port();
        let host = match self.ask.listen {
            ip if ip.is_unspecified() => IpAddr::from(Ipv4Addr::LOCALHOST),
            ip => ip,
        };
        Ok(self.address_at(SocketAddr::new(host, port)))
    }

    /// Whether other machines may ask.
    pub fn is_open(&self) -> bool {
        !self.ask.listen.is_loopback()
    }

    /// The address for another machine in the same network, if this one can be reached.
    pub fn phone(&self) -> Option<String> {
        let port = self.listener.local_addr().ok()?.port();
        let ip = match self.ask.listen {
            ip if ip.is_loopback() => return None,
            ip if ip.is_unspecified() => own_address()?,
            ip => ip,
        };
        Some(self.address_at(SocketAddr::new(ip, port)))
    }

    fn address_at(&self, socket: SocketAddr) -> String {
        format!("http://{socket}{}", self.first.base)
    }

    /// What was built first.
    pub fn first(&self) -> &Snapshot {
        &self.first
    }

    /// Serves, watches and builds until the program is asked to end. `told` hears of every build.
    pub fn run(self, told: impl Fn(&Snapshot) + Send + 'static) -> Result<(), Failed> {
        let phone = self.phone();
        let (sender, snapshots) = swap::channel(self.first.clone());
        let desk = Arc::new(Desk::default());
        let recent = Arc::new(Recent::default());
        let stop = Arc::new(AtomicBool::new(false));
        let watcher = {
            let (desk, stop, root) = (desk.clone(), stop.clone(), self.ask.request.root.clone());
            let first = self.picture;
            thread::spawn(move || watch::watch(&root, first, &stop, |picture| desk.put(picture)))
        };
        let maker = {
            let (desk, recent, mut builder) = (desk.clone(), recent.clone(), self.builder);
            thread::spawn(move || {
                let mut dropped = 0;
                loop {
                    let was_shown = Cell::new(false);
                    let hurry = Hurry {
                        is_old: &|| dropped < PATIENCE && desk.has_more(),
                        is_old_now: &|| desk.has_more(),
                        show: &|early| {
                            sender.send_replace(early);
                            was_shown.set(true);
                        },
                        looked_at: &|| recent.all(),
                        glimpse: &|first| drop(sender.send_replace(first)),
                    };
                    let next = match desk.take(MIDNIGHT) {
                        Taken::Closed => return,
                        Taken::Nothing => builder.build_for_new_day(),
                        Taken::Picture(picture) => builder.build(picture, &hurry).ok(),
                    };
                    // A build that was given up is followed at once by the one for the newer picture.
                    let is_lost = next.is_none() && !was_shown.get();
                    dropped = if is_lost { dropped + 1 } else { 0 };
                    if let Some(next) = next {
                        told(&next);
                        sender.send_replace(next);
                    }
                }
            })
        };
        let answers = http::Desk {
            snapshots,
            recent,
            callers: callers(&self.ask, &self.listener)?,
            teller: Teller {
                session: session().into(),
                editor: Editor::new(&self.ask.request.root, self.ask.editors.clone()).into(),
                follow: self.ask.follow,
            },
            phone,
        };
        let served = serve(self.listener, answers);
        stop.store(true, Ordering::Relaxed);
        desk.close();
        // A build may be under way; the process ends without waiting for it.
        drop((watcher, maker));
        served
    }
}

/// Answers until the program is asked to end.
fn serve(listener: TcpListener, answers: http::Desk) -> Result<(), Failed> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    let served = runtime.block_on(async {
        listener.set_nonblocking(true)?;
        let listener = tokio::net::TcpListener::from_std(listener)?;
        let app = http::router(answers.into());
        tokio::select! {
            served = axum::serve(listener, app) => served,
            () = asked_to_end() => Ok(()),
        }
    });
    runtime.shutdown_background();
    Ok(served?)
}

/// Ctrl-C, or the system's polite request.
async fn asked_to_end() {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut end) = signal(SignalKind::terminate()) {
            tokio::select! {
                _ = tokio::signal::ctrl_c() => {}
                _ = end.recv() => {}
            }
            return;
        }
    }
    // Without a way to hear of it the program ends the hard way.
    let _ = tokio::signal::ctrl_c().await;
}

/// The first free port from the wanted one on.
fn listen(ask: &Ask) -> Result<TcpListener, Failed> {
    let mut address = SocketAddr::new(ask.listen, ask.port);
    let last = ask.port.saturating_add(TRIES);
    loop {
        match TcpListener::bind(address) {
            Ok(listener) => return Ok(listener),
            Err(error) if error.kind() == io::ErrorKind::AddrInUse && address.port() < last => {
                address.set_port(address.port() + 1);
            }
            Err(source) => return Err(Failed::Port { address, source }),
        }
    }
}

fn callers(ask: &Ask, listener: &TcpListener) -> Result<Callers, Failed> {
    let port = listener.local_addr()?.port();
    Ok(Callers::new(
        port,
        !ask.listen.is_loopback(),
        ask.named.clone(),
    ))
}

/// Something that no other run of the program has.
fn session() -> String {
    let seed = format!("{:?} {}", SystemTime::now(), std::process::id());
    blake3::hash(seed.as_bytes()).to_hex()[..12].to_owned()
}
