#!/usr/bin/env python3
"""How fast the guard reads: megabytes of Markdown a second, the guard alone on loose files.

    guard.py BIN SITE [RUNS]

BIN is the built program, SITE a folder that benches/make_site.py made. Its pages are copied out of the site, so that
nothing but the guard reads them, and checked RUNS times (5); starting the program, timed on a folder with one word, is
taken off. Printed: the median of each, with one thread and with all.

Pages of a site say many sentences more than once, and the guard remembers them. So the same is timed on prose in which
no sentence stands twice: the general ones of the examples that the guard learns from, which is also about as many
different words as anyone will ever write.
"""

import os
import random
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


def write_prose(folder):
    """Pages of a dozen paragraphs, four sentences each."""
    examples = Path(__file__).resolve().parent.parent / "src/guard/learn/examples"
    lines = [line.split("\t") for file in sorted(examples.glob("*.tsv")) for line in file.read_text().splitlines()]
    general = sorted({fields[2].replace(" \u2016 ", " ") for fields in lines if fields[0] == "C"})
    random.Random(1).shuffle(general)
    paragraphs = [" ".join(general[at:at + 4]) for at in range(0, len(general), 4)]
    for at in range(0, len(paragraphs), 12):
        (folder / f"{at:06}.md").write_text("\n\n".join(paragraphs[at:at + 12]) + "\n")


def main():
    program, site = sys.argv[1:3]
    runs = int(sys.argv[3]) if len(sys.argv) > 3 else 5
    with tempfile.TemporaryDirectory() as place:
        one, pages, prose = Path(place, "one"), Path(place, "pages"), Path(place, "prose")
        one.mkdir()
        (one / "one.md").write_text("Hello.\n")
        shutil.copytree(Path(site, "content"), pages, ignore=shutil.ignore_patterns("images"))
        prose.mkdir()
        write_prose(prose)
        for threads in [1, os.cpu_count()]:
            start = seconds(program, one, threads, runs)
            print(f"{threads} thread(s): start {start * 1000:.0f} ms")
            for folder in [pages, prose]:
                size = sum(file.stat().st_size for file in folder.rglob("*.md")) / 1e6
                taken = seconds(program, folder, threads, runs) - start
                print(f"  {folder.name}: {size:.2f} MB in {taken:.2f} s, {size / taken:.1f} MB/s")


if __name__ == "__main__":
    main()
