"""A corpus whose every word may mean harm: the harbour's, with markup, code and turned letters."""

import csv
import io
import json
import shutil
from pathlib import Path

HARBOUR = Path(__file__).parents[1] / "corpora" / "harbour"
# Each says where it was, should it ever run.
HARM = (
    "<script>window.owned='script'</script>",
    "<img src=x onerror=\"window.owned='image'\">",
    "<svg onload=window.owned='svg'></svg>",
    "<a href=\"javascript:window.owned='link'\">click</a>",
    "</script></style></textarea></title><script>window.owned='closed'</script>",
    '"><iframe srcdoc="<script>parent.owned=\'frame\'</script>">',
    '<base href="https://evil.invalid/"><meta http-equiv=refresh content="0;url=x">',
    "&lt;script&gt;window.owned='twice'&lt;/script&gt; &#60;b&#62;",
    "<b><i>unclosed <table><td> --> ]]> {{ 7*7 }} {% raw %} ${7*7} \\u003cscript\\u003e",
    "abc\u202egnp.exe \u2066hidden\u2069 \u200fturned",
)
TITLE = "<script>window.owned='title'</script> \u202eeltit"
OUTLET = "Voice <img src=x onerror=window.owned='outlet'> \u2067of"
LABEL = "<b onclick=window.owned='group'>Report</b> \u202e"
KEY = "comment'\"><script>window.owned='key'</script>"
PARAMETERS = ("-p", "wanted=script,onerror", "-p", "terms=script,owned", "-p", "nodes=img src")
CODEBOOK = """
title = "Harm <script>window.owned='codebook'</script> \\u202E"
source = "<img src=x onerror=window.owned='source'>"
unit = "sentence"
language = "en"

[[frame]]
name = "harm"
label = "Harm <svg onload=window.owned='label'> \\u202E"
definition = "Markup: <script>window.owned='definition'</script>"
include = "<b>"
exclude = "</td></tr></table><script>window.owned='exclude'</script>"
terms = ["script", "img src", "onerror", "javascript", "srcdoc"]
examples = ["A <script> ran.", "An img src=x onerror=y.", "A javascript: link.", "A srcdoc='x'."]
counterexamples = ["The harbour was sold."]
"""


def write_hostile_corpus(folder):
    """Copy the harbour, with harm in every field that a corpus has, and in every article."""
    shutil.copytree(HARBOUR, folder)
    rows = list(csv.DictReader(io.StringIO((folder / "articles.csv").read_text("utf-8"))))
    for number, row in enumerate(rows):
        _spoil_text(folder / row["file"], number)
        row["title"] += f" {TITLE}"
        row["date_basis"] += HARM[1]
        row["desk"] += HARM[4]
        row["paper"] = row["paper"].replace("Northgate", OUTLET)
        row["group"] = row["group"].replace("comment", KEY)
    rows[0]["article_id"] = "c1\"><script>window.owned='id'</script>"
    with (folder / "articles.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    (folder / "corpus.toml").write_text(_settings(), encoding="utf-8")
    rules = (folder / "cleaning.toml").read_text(encoding="utf-8")
    rules = rules.replace('"Northgate Business Review"', _toml(f"{OUTLET} Business Review"))
    rules = rules.replace('"courier-masthead"', _toml(HARM[2]))
    (folder / "cleaning.toml").write_text(rules, encoding="utf-8")
    (folder / "codebooks" / "hostile.toml").write_text(CODEBOOK, encoding="utf-8")
    actors = (folder / "codebooks" / "actors.toml").read_text(encoding="utf-8")
    actors = actors.replace('label = "Union"', f"label = {_toml(HARM[0])}")
    (folder / "codebooks" / "actors.toml").write_text(actors, encoding="utf-8")
    return folder


def _spoil_text(path, number):
    """One harm in quotation marks, and all of them in one sentence that names actors."""
    lines = path.read_text(encoding="utf-8").split("\n")
    quoted = f"“{HARM[number]}” the council said. The union must {HARM[number + 3]}"
    lines[6:6] = [quoted, "", f"The dockers must read {number} {' '.join(HARM)} now.", ""]
    path.write_text("\n".join(lines), encoding="utf-8")


def _settings():
    return (
        f"title = {_toml(TITLE)}\nquestion = {_toml(' '.join(HARM))}\n\n[groups]\n"
        f"report = {_toml(LABEL)}\n{_toml(KEY)} = {_toml('Comment ' + HARM[3])}\n\n"
        '[columns]\noutlet = "paper"\npublished = "printed"\n\n'
        f"[[event]]\ndate = 2023-03-02\nlabel = {_toml(HARM[2])}\nsource = {_toml(HARM[9])}\n"
    )


def _toml(text):
    return json.dumps(text, ensure_ascii=False)
