#!/usr/bin/env python3
"""How fast the guard reads: megabytes of Markdown a second, the guard alone on loose files.

    guard.py BIN SITE [RUNS]

BIN is the built program, SITE a folder that benches/make_site.py made. Its pages are copied out of the site, so that
nothing but the guard reads them, and checked RUNS times (5); starting the program, timed on a folder with one word, is
taken off. Printed: the median of each, with one thread and with all.
"""

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path


def seconds(program, folder, threads, runs):
    environment = dict(os.environ, **({"RAYON_NUM_THREADS": "1"} if threads == 1 else {}))
    taken = []
    for _ in range(runs):
        start = time.perf_counter()
        done = subprocess.run([program, "check", folder, "--kind", "page"], env=environment, capture_output=True)
        taken.append(time.perf_counter() - start)
        if done.returncode == 2:
            sys.exit(done.stderr.decode())
    return statistics.median(taken)


def main():
    program, site = sys.argv[1:3]
    runs = int(sys.argv[3]) if len(sys.argv) > 3 else 5
    with tempfile.TemporaryDirectory() as place:
        one, all_pages = Path(place, "one"), Path(place, "all")
        one.mkdir()
        (one / "one.md").write_text("Hello.\n")
        shutil.copytree(Path(site, "content"), all_pages, ignore=shutil.ignore_patterns("images"))
        size = sum(file.stat().st_size for file in all_pages.rglob("*.md")) / 1e6
        for threads in [1, os.cpu_count()]:
            start = seconds(program, one, threads, runs)
            taken = seconds(program, all_pages, threads, runs) - start
            print(f"{threads} thread(s): start {start * 1000:.0f} ms, {size:.2f} MB in {taken:.2f} s, {size / taken:.1f} MB/s")


if __name__ == "__main__":
    main()
