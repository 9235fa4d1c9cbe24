#!/usr/bin/env python3
"""Write a made-up practice site of N pages, the same on every run.

    make_site.py OUT PAGES

35 % services (reviewed, with a source) and 35 % FAQ pages of 300 to 900 words, 20 % news, 5 % clinicians, 5 %
offices; headings, lists, tables,
pictures, about four links a page. OUT must be absent or made by this script. Nothing in it is real.
"""

import random
import shutil
import sys
from pathlib import Path

TOPICS = ["hearing tests", "travel visits", "school forms", "sleep studies", "allergy testing", "eye exams", "skin checks",
          "blood tests", "sports physicals", "well-child visits", "lung function tests", "bone density scans", "home monitoring",
          "nutrition visits", "foot care", "heart rhythm recordings", "ultrasound visits", "imaging", "hand therapy", "records"]
PLACES = ["Elm Street", "Mill Road", "Peña Plaza", "Château Park", "Oak Hill", "Harbor View", "Station Square", "Lindenstraße"]
DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"]
SENTENCES = [
    "The {topic} team works at the {place} office on {day} and {day2}.",
    "Many people ask how long {topic} take; most visits last between {n} and {m} minutes.",
    "Our staff can explain what happens during {topic} before anything begins.",
    "The front desk keeps a list of dates for {topic} and calls when one opens up.",
    "Results from {topic} are sent to the patient portal once a clinician has looked at them.",
    "The {place} office has step-free access and free parking behind the building.",
    "Insurance plans differ in what they cover, and the billing office can look it up.",
    "In {year}, the practice moved its {topic} to the second floor at {place}.",
    "A nurse goes over the forms for {topic} at the start of the visit.",
    "Clinicians use {topic} to learn more about how the body works.",
    "The waiting room at {place} opens at {n8} o'clock, and the telephone is answered from then on.",
    "Interpreters for {topic} are available at no cost when the office knows a day ahead.",
    "Copies of reports about {topic} are kept for seven years.",
    "Equipment for {topic} is checked each {day} before the first visit.",
    "Some health plans ask for a referral for {topic}; the office handles the paperwork.",
    "The café near {place} is run by a neighbour and is not part of the practice.",
    "Reports on {topic} usually reach the referring office within {n} business days.",
    "The team for {topic} meets every {day} at noon to plan the week.",
    "Questions about {topic} are answered by telephone during office hours.",
    "Children are welcome at {topic} together with an adult.",
]
QUESTIONS = ["How are {topic} scheduled?", "Where do {topic} take place?", "Who carries out {topic}?", "What happens during {topic}?",
             "When are results of {topic} ready?", "Which plans cover {topic}?", "How long do {topic} take?", "What paperwork do {topic} need?"]
FOLDERS = ["services", "faq", "news", "services", "faq", "services", "faq", "news", "services", "faq",
           "clinicians", "services", "faq", "news", "services", "faq", "locations", "services", "faq", "news"]
PRACTICE = '''[practice]
name = "Sample Family Medicine"
tagline = "A made-up practice for timing"
description = "A made-up practice used to time brassplate."
specialty = ["Family medicine"]
base_url = "https://www.sample.example"
timezone = "America/Chicago"
phone = "(512) 555-0100"

[[locations]]
id = "main"
name = "Main office"
street = "1 Elm Street"
city = "Exampleton"
region = "TX"
postal_code = "00000"
[locations.hours]
monday = "8:00-12:00, 13:00-17:00"
friday = "8:00-12:00"
'''


def main():
    out, pages = Path(sys.argv[1]), int(sys.argv[2])
    if out.exists():
        if not (out / ".made-for-timing").exists():
            sys.exit(f"{out} exists and was not made by this script")
        shutil.rmtree(out)
    content = out / "content"
    (content / "images").mkdir(parents=True)
    (out / ".made-for-timing").touch()
    (out / "practice.toml").write_text(PRACTICE + "".join(
        f'\n[[menu]]\ntitle = "{name.title()}"\npage = "{name}/_index.md"\n' for name in ["services", "faq", "news", "clinicians", "locations"]))
    for i in range(24):
        (content / "images" / f"drawing-{i:02}.svg").write_text(
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 160 100" width="160" height="100"><title>Drawing</title><rect width="160" height="100" fill="#{i * 9 + 20:02x}6655"/></svg>\n')
    for name in ["", "services", "faq", "news", "clinicians", "locations"]:
        folder = content / name
        folder.mkdir(exist_ok=True)
        (folder / "_index.md").write_text(f'+++\ntitle = "{(name or "Sample Family Medicine").title()}"\ndescription = "A list of pages."\n+++\n\nA list of pages.\n')
    names = [(FOLDERS[i % 20], f"page-{i:05}") for i in range(pages)]
    for number, (folder, name) in enumerate(names):
        (content / folder / f"{name}.md").write_text(page(number, folder, names), encoding="utf-8")


def page(number, folder, names):
    rng = random.Random(number)
    topic, place = rng.choice(TOPICS), rng.choice(PLACES)

    def fill(text):
        return text.format(topic=rng.choice([topic, topic, rng.choice(TOPICS)]), place=place, day=rng.choice(DAYS), day2=rng.choice(DAYS),
                           n=rng.randint(10, 30), m=rng.randint(31, 90), n8=rng.randint(7, 9), year=rng.randint(2005, 2025))

    def paragraph():
        return " ".join(fill(s) for s in rng.sample(SENTENCES, rng.randint(3, 6)))

    def link():
        where, name = rng.choice(names)
        return f"[more about {rng.choice(TOPICS)}](../{where}/{name}.md)"

    front = [f'title = "{topic.capitalize()} at {place} ({number})"', f'description = "About {topic} at the {place} office."']
    reviewed = ['reviewed_by = "page-00010"', "last_reviewed = 2026-06-01", "next_review = 2099-06-01",
                'sources = [{ title = "MedlinePlus, U.S. National Library of Medicine", url = "https://medlineplus.gov/" }]']
    front += {"faq": ['scope = "admin"'], "services": reviewed, "news": [f"date = {rng.randint(2018, 2025)}-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}"],
              "locations": ['location = "main"'],
              "clinicians": ["[clinician]", 'degrees = "MD"', 'role = "Family physician"', 'locations = ["main"]']}.get(folder, [])
    words = {"services": (300, 900), "faq": (300, 900), "news": (90, 260)}.get(folder, (110, 300))
    target, blocks, count = rng.randint(*words), [paragraph()], 40
    questions = rng.sample(QUESTIONS, len(QUESTIONS))
    while count < target:
        blocks.append("## " + fill(questions[len(blocks) % 8]) if folder == "faq" else "## " + fill("{topic} at {place}").capitalize())
        new = [paragraph() for _ in range(rng.randint(1, 3))]
        extra = rng.random()
        if extra < 0.2:
            new.append("\n".join("- " + fill(s) for s in rng.sample(SENTENCES, 4)))
        elif extra < 0.35:
            new.append("| Day | Office |\n|---|---|\n" + "\n".join(f"| {day} | {rng.choice(PLACES)} |" for day in DAYS))
        elif extra < 0.5:
            new.append(f"![A drawing of the {place} office](../images/drawing-{rng.randrange(24):02}.svg)")
        elif extra < 0.8:
            new.append(f"There is {link()} and {link()} on this site.")
        blocks += new
        count += sum(len(b.split()) for b in new)
    blocks.append(f"The office can also tell you {link()}.")
    return "+++\n" + "\n".join(front) + "\n+++\n\n" + "\n\n".join(blocks) + "\n"


if __name__ == "__main__":
    main()
