#!/usr/bin/env python3
"""How fast the page of the review answers in a long document.

    scripts/bench_review.py [--beads 5000]

Composes a document, opens the review with the sample glossary in a headless
Chromium, and measures inside the page: from a key to the frame that shows what it
did.  "confirm" shows at once and is told to the server behind; "merge" waits for
the aligner, which aligns the rest around it.  "scroll" is the slowest frame while
the document is scrolled from end to end in a hundred steps.
"""

import argparse
import statistics
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
GLOSSARY = ROOT / "corpora" / "glossary" / "ip_terms.tsv"
sys.path += [str(ROOT / "tests" / "reports"), str(ROOT / "tests" / "review")]

from browser import Browser  # noqa: E402 - the tests' own
from made_workspace import make_workspace, serving  # noqa: E402 - the tests' own

READY = "document.documentElement.dataset.ready && document.querySelector('.bead.focused')"
KEY = """
new Promise((done) => {
  const before = performance.now();
  document.body.dispatchEvent(new KeyboardEvent('keydown', { key: '%s', bubbles: true }));
  const look = () => (%s) ? requestAnimationFrame(() => done(performance.now() - before))
    : requestAnimationFrame(look);
  look();
})
"""
SCROLL = """
new Promise((done) => {
  const main = document.querySelector('main');
  let [step, last, worst] = [0, performance.now(), 0];
  const next = (now) => {
    worst = Math.max(worst, now - last);
    last = now;
    step += 1;
    main.scrollTop = (main.scrollHeight * step) / 100;
    step < 100 ? requestAnimationFrame(next) : done(worst);
  };
  requestAnimationFrame(next);
})
"""
TIMES = 12


def main() -> None:
    """Print a line a measure, in milliseconds."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--beads", type=int, default=5000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        work = make_workspace(Path(folder) / "work", {"first": options.beads})
        with (
            serving(work, "--glossary", str(GLOSSARY)) as server,
            Browser(Path(folder) / "profile") as browser,
        ):
            browser.look(1200, "light")
            started = time.perf_counter()
            browser.go(server.address)
            browser.wait(READY)
            print(f"{options.beads} beads: open {1000 * (time.perf_counter() - started):.0f} ms")
            # The encoder reads the document while the reviewer does.
            browser.value(KEY % ("m", "!document.querySelector('.pending')"))
            measure(browser, "confirm", "Enter", "document.querySelector('.bead.focused')")
            time.sleep(5)
            browser.value("document.querySelectorAll('.bead')[2400].click()")
            measure(browser, "merge", "m", "!document.querySelector('.pending')")
            print(f"{'scroll':10} slowest frame {browser.value(SCROLL):.0f} ms")


def measure(browser: Browser, name: str, key: str, is_shown: str) -> None:
    """Print how long some presses of a key take."""
    times = []
    for _ in range(TIMES):
        times.append(float(browser.value(KEY % (key, is_shown))))
        time.sleep(1.0)
    print(f"{name:10} median {statistics.median(times):.0f} ms, slowest {max(times):.0f} ms")


if __name__ == "__main__":
    main()
