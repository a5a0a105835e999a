"""The command line's files, and what it says when one of them is wrong (jobs/matching/files.py)."""

import json
from pathlib import Path

import pytest

from jobs.matching import History, Person, Rules, plan
from jobs.matching.files import FileError, Problem, as_json, read_problem

MEMBERS = "id,organisation,sector,region,profession,interests"
TWO = f"{MEMBERS}\na,Leeds,local,North,policy,data;design\nb,York,NHS,North,,tea\n"


def read(folder: Path, members: str = TWO, **others: str) -> Problem:
    """The problem in these texts, written as files; `met`, `avoid` and `rules` may be given."""
    (folder / "members.csv").write_text(members, encoding="utf-8")
    names = {"met": "met.csv", "avoid": "avoid.csv", "rules": "rules.toml"}
    paths: dict[str, Path | None] = dict.fromkeys(names)
    for what, text in others.items():
        path = paths[what] = folder / names[what]
        path.write_text(text, encoding="utf-8")
    return read_problem(folder / "members.csv", paths["met"], paths["avoid"], paths["rules"])


def test_members_alone_are_enough(tmp_path: Path) -> None:
    found = read(tmp_path)
    assert found.people == (
        Person("a", "Leeds", "local", "North", "policy", ("data", "design")),
        Person("b", "York", "NHS", "North", "", ("tea",)),
    )
    assert (found.history, found.rules) == (History(), Rules())


def test_all_files_are_read(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        f"{MEMBERS},last_score\na,,,,,,0\nb,,,,,,4.5\nc,,,,,,\n",
        met="a,b,rounds_ago\na,b,2\n",
        avoid="a,b\nb,c\n",
        rules="[must]\ndifferent_organisation = false\ngroup_size = 3\n[prefer]\nbase = 1\n",
    )
    assert [person.last_score for person in found.people] == [0, 4.5, None]
    assert found.history == History((("a", "b", 2),), (("b", "c"),))
    assert found.rules == Rules(different_organisation=False, group_size=3, base=1)


def test_spreadsheet_habits_are_tolerated(tmp_path: Path) -> None:
    """A byte order mark, CRLF, blank rows, spaces, capitals, more columns, and a quoted comma."""
    text = (
        "\ufeffID , Name,Organisation,sector,region,profession,interests\r\n\r\n"
        ' a ,Ade,"Leeds, City of",local,,, data ; ;design\r\n,,,,,,\r\n'
    )
    assert read(tmp_path, text).people == (
        Person("a", "Leeds, City of", "local", interests=("data", "design")),
    )


@pytest.mark.parametrize(
    ("members", "says"),
    [
        ("", "members.csv is empty. Its first row must be: id,organisation,"),
        ("id,organisation\n", "members.csv has no column sector. Add it to the first row."),
        (f"{MEMBERS},id\n", "members.csv has the column id twice. Remove one."),
        (f"{TWO}a,,,,,\n", "members.csv, row 4: the id a is there twice. Remove one."),
        (f"{TWO},Leeds,,,,\n", "members.csv, row 4: id is blank. Fill it in."),
        (f"{TWO}c,Leeds\n", "row 4: there are 2 cells where the first row has 6."),
        (f"{MEMBERS},last_score\na,,,,,,good\n", "row 2: last_score is good; it must be a number"),
        (f"{MEMBERS},last_score\na,,,,,,nan\n", "row 2: last_score is nan; it must be a number"),
        (f'{TWO}"c,Leeds,,,,\n', "members.csv, row 4: unexpected end of data. Correct it."),
    ],
)
def test_wrong_members_are_named(tmp_path: Path, members: str, says: str) -> None:
    with pytest.raises(FileError) as error:
        read(tmp_path, members)
    assert says in str(error.value)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    ("what", "text", "says"),
    [
        ("met", "a,b\n", "met.csv has no column rounds_ago."),
        ("met", "a,b,rounds_ago\na,z,1\n", "met.csv, row 2: no member has the id z. Correct it."),
        ("met", "a,b,rounds_ago\na,b,-1\n", "row 2: rounds_ago is -1; it must be a whole number."),
        ("met", "a,b,rounds_ago\na,b,\n", "row 2: rounds_ago is blank; it must be a whole"),
        ("met", "a,b,rounds_ago\na,b,1.5\n", "row 2: rounds_ago is 1.5; it must be a whole"),
        ("avoid", "a,b\na,\n", "avoid.csv, row 2: b is blank. Fill it in."),
        ("avoid", "a,b\na,a\n", "avoid.csv, row 2: a is there twice. Name two members."),
        ("rules", "[must", "rules.toml is not valid TOML:"),
        ("rules", "[wish]\n", "rules.toml: we don't know [wish]. Use [must] and [prefer]."),
        ("rules", "must = 1\n", "rules.toml: put [must] on a line of its own, and its rules"),
        ("rules", "[must]\nsize = 2\n", "[must] has no rule size. It has: different_organisation,"),
        ("rules", "[must]\nbase = 2\n", "[must] has no rule base."),
        ("rules", "[must]\ngroup_size = 9\n", "rules.toml: group_size must be 2 to 6, not 9."),
        ("rules", "[must]\ngroup_size = true\n", "group_size must be a whole number, not True."),
        ("rules", "[must]\ndifferent_organisation = 1\n", "must be true or false, not 1."),
        ("rules", "[prefer]\nbase = 1.5\n", "base must be a whole number, not 1.5."),
        ("rules", "[prefer]\nbase = -1\n", "rules.toml: base must be 0 or more, not -1."),
    ],
)
def test_other_wrong_files_are_named(tmp_path: Path, what: str, text: str, says: str) -> None:
    with pytest.raises(FileError) as error:
        read(tmp_path, **{what: text})
    assert says in str(error.value)


def test_files_that_cannot_be_read_are_named(tmp_path: Path) -> None:
    path = tmp_path / "members.csv"
    with pytest.raises(FileError, match=r"could not read .*members\.csv: No such file"):
        read_problem(path)
    path.write_bytes(MEMBERS.encode() + b"\na,Caf\xe9,,,,\n")
    with pytest.raises(FileError, match=r"members\.csv is not UTF-8 text"):
        read_problem(path)


def test_the_answer_is_plain_json(tmp_path: Path) -> None:
    found = read(tmp_path, TWO + "c,Leeds,local,,,\n", met="a,b,rounds_ago\na,b,1\n")
    made = plan(found.people, found.history, found.rules, 7)
    answer = json.loads(json.dumps(as_json(made, 7)))
    assert list(answer) == [
        "seed",
        "groups",
        "left_out",
        "relaxed",
        "score",
        "objective",
        "bound",
        "percent_of_bound",
        "seconds",
    ]
    assert answer["seed"] == 7
    assert answer["groups"] == [
        {"members": ["b", "c"], "score": 24, "reasons": ["Different sectors: NHS and local."]}
    ]
    assert [out["member"] for out in answer["left_out"]] == ["a"]
    assert answer["relaxed"] == []
    assert (answer["score"], answer["objective"]) == (24, 24)
    assert answer["percent_of_bound"] <= 100
