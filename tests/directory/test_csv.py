"""Lists as spreadsheets write them; what is wrong is refused with its line and its reason."""

from __future__ import annotations

import csv
import io
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lists import GOOD, csv_of, read

from rygrad.directory import headers as of_headers
from rygrad.directory.clinic import Profession, Specialty, folded
from rygrad.directory.writing import as_csv
from rygrad.kb.problem import Refusal
from rygrad.kb.yaml_text import parse

DANISH = (
    "Telefon;Klinik;Postnr. og by;Adresse;Breddegrad;Længdegrad;Specialer;Ydernummer;Kørestol;"
    "Pris første gang;Sprog;Ventetid;Bekræftet den;Holdtræning\n"
    "65 12 34 56;Fysio Ærø;5970 Ærøskøbing;Vestergade 1;54,888;10,411;ryg, iskias, knæ;ja;;450,50 kr.;"
    "dansk/engelsk;2 uger;01-11-2026;nej\n"
)

ANY_FIELD = [f for f in of_headers.headers().fields if f != "id"]


@pytest.mark.parametrize("code", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_a_danish_spreadsheet(tmp_path: Path, code: str) -> None:
    found = read(tmp_path, DANISH.encode(code))
    assert found.refused == []
    (clinic,) = found.clinics
    assert (clinic.name, clinic.profession) == ("Fysio Ærø", Profession.PHYSIOTHERAPIST)
    assert (clinic.phone, clinic.postcode, clinic.town) == ("+4565123456", "5970", "Ærøskøbing")
    assert (clinic.lat, clinic.lon, clinic.approximate) == (54.888, 10.411, False)
    assert (clinic.specialties, clinic.other_specialties) == ((Specialty.RYG, Specialty.ISKIAS), ("knæ",))
    assert (clinic.ydernummer, clinic.wheelchair, clinic.group_training) == (True, None, False)
    assert (clinic.price_first, clinic.price_follow_up, clinic.waiting_days) == (45050, None, 14)
    assert (clinic.languages, clinic.confirmed_on) == (("da", "en"), date(2026, 11, 1))
    assert [r.en for r in found.remarks] == (["read as Windows-1252"] if code == "cp1252" else [])


@pytest.mark.parametrize("sign", [",", ";", "\t"])
def test_english_headings_in_any_order_and_with_any_sign(tmp_path: Path, sign: str) -> None:
    text = sign.join(["lon", "colour", "Clinic Name", "lat", "Type"]) + "\r\n"
    text += sign.join(["10.388", "blue", '"Back, & Neck; ""Ltd"""', "55.396", "chiropractor"]) + "\r\n"
    found = read(tmp_path, text)
    assert found.clinics[0].name == 'Back, & Neck; "Ltd"'
    assert found.clinics[0].profession is Profession.CHIROPRACTOR
    assert "colour" in found.remarks[0].en


def test_excels_own_first_line_and_empty_lines_and_a_cell_of_two_lines_keep_the_numbers_of_lines(
    tmp_path: Path,
) -> None:
    text = 'sep=;\nnavn;lat;lon;note\n\n"Fysio A";55.4;10.4;"to\nlinjer"\nFysio B;0;0;\n'
    found = read(tmp_path, text)
    assert [(t.where, t.clinic.note) for t in found.taken] == [("line 4", "to linjer")]
    assert [r.where for r in found.refused] == ["line 6"]
    assert found.refused[0].text("da").startswith("linje 6: koordinaterne er 0, 0")


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"lat": "10.388", "lon": "55.396"}, "seem swapped; did you mean 55.396, 10.388"),
        ({"lat": "55.605", "lon": "13.0"}, "are not in Denmark"),
        ({"lat": "64.18", "lon": "-51.7"}, "are not in Denmark"),
        ({"lat": "0", "lon": "0"}, "are 0, 0"),
        ({"lat": "nan"}, "lat: 'nan' is not a number"),
        ({"lat": "1e999"}, "is not a number"),
        ({"lat": "55_4"}, "is not a number"),
        ({"lat": ""}, "one of the coordinates is missing"),
        ({"lat": "57.05", "lon": "9.92", "by": "Odense"}, "km from Odense"),
        ({"lat": "", "lon": ""}, "and so is the town"),
        ({"lat": "", "lon": "", "by": "Lilleby"}, "'Lilleby' is not known as a town"),
        ({"lat": "", "lon": "", "by": "Viby"}, "several towns called Viby"),
        ({"telefon": "12"}, "phone: '12' is not a phone number"),
        ({"telefon": "ring til os"}, "is not a phone number"),
        ({"telefon": "+45 12 34 56 7"}, "is not a phone number"),
        ({"telefon": "65 12 34 56 / 65 12 34 57"}, "is not a phone number"),
        ({"telefon": "65 12 34 56 lokal 5"}, "is not a phone number"),
        ({"name": "<b>Fysio</b>"}, "there is HTML"),
        ({"name": "Fysio &amp; Ryg"}, "there is HTML"),
        ({"name": "F" * 2000}, "2000 characters; at most 200"),
        ({"name": ""}, "the name is missing"),
        ({"name": "=HYPERLINK(1)"}, "begins like a formula"),
        ({"name": "@SUM(1)"}, "begins like a formula"),
        ({"adresse": "+1+1"}, "begins like a formula"),
        ({"note": "-2+3|cmd"}, "begins like a formula"),
        ({"name": "Fysio\x07"}, "hidden characters"),
        ({"name": "Fysio\u202e"}, "hidden characters"),
        ({"postnr": "500"}, "four digits"),
        ({"postnr": "٥٠٠٠"}, "four digits"),
        ({"postnr": "FO-100"}, "four digits"),
        ({"web": "javascript:alert(1)"}, "is not a web address"),
        ({"web": "http://a:b@c.dk"}, "is not a web address"),
        ({"web": "data:text/html,x"}, "is not a web address"),
        ({"web": "http://[::1"}, "is not a web address"),
        ({"mail": "not a mail"}, "is not a mail address"),
        ({"ydernummer": "måske"}, "neither yes nor no"),
        ({"pris første gang": "45000"}, "is not a price from 0"),
        ({"pris første gang": "-5"}, "is not a price from 0"),
        ({"ventetid": "længe"}, "is not a number of days"),
        ({"ventetid": "9" * 400}, "is not a number of days"),
        ({"bekræftet": "23-11-2026"}, "has not come yet"),
        ({"bekræftet": "31-02-2026"}, "is not a date"),
        ({"id": "../../etc"}, "id: at most 80"),
        ({"type": "tandlæge"}, "say physiotherapist or chiropractor"),
    ],
)
def test_what_cannot_be_right_is_refused_with_line_and_reason_in_both_languages(
    tmp_path: Path, cells: dict[str, str], reason: str
) -> None:
    found = read(tmp_path, csv_of(GOOD, GOOD | {"name": "Fysio To"} | cells))
    assert [t.where for t in found.taken] == ["line 2"]
    (refused,) = found.refused
    assert refused.where == "line 3"
    assert reason in refused.en
    assert refused.da != refused.en
    assert len(refused.text("da")) < 400
    assert refused.da.isprintable()


def test_every_fault_of_a_row_is_told_at_once(tmp_path: Path) -> None:
    found = read(tmp_path, csv_of(GOOD | {"telefon": "1", "postnr": "1", "lat": "99"}))
    assert found.refused[0].en.count(";") == 2
    found = read(tmp_path, csv_of(GOOD | {"name": "<b>Fysio</b>"}))
    assert found.refused[0].en.startswith("name: there is HTML")
    assert ";" not in found.refused[0].en  # the profession is not missed on top of it


def test_two_rows_for_one_clinic(tmp_path: Path) -> None:
    found = read(tmp_path, csv_of(GOOD, GOOD | {"name": "FYSIO  odense"}, GOOD | {"name": "Fysio B"}))
    assert [t.where for t in found.taken] == ["line 2", "line 4"]
    assert [r.text("da") for r in found.refused] == ["linje 3: samme klinik som linje 2"]
    found = read(tmp_path, csv_of(GOOD | {"id": "7"}, GOOD | {"name": "Fysio Andet", "id": "7"}))
    assert [r.en for r in found.refused] == ["the same clinic as line 2"]


def test_a_row_out_of_step_with_its_headings(tmp_path: Path) -> None:
    found = read(tmp_path, "navn,lat,lon\nFysio,55,396,10,388\n")
    assert "more than there are headings" in found.refused[0].en


def test_without_coordinates_the_middle_of_the_town_and_it_says_so(tmp_path: Path) -> None:
    (clinic,) = read(tmp_path, "navn;by\nFysio Nord;Aarhus C\n").clinics
    assert (clinic.lat, clinic.lon, clinic.approximate) == (56.15674, 10.21076, True)


def test_the_profession_of_a_whole_list(tmp_path: Path) -> None:
    text = "navn;by\nRyghuset;Odense\nKiropraktisk Klinik;Odense\n"
    assert len(read(tmp_path, text).refused) == 1
    found = read(tmp_path, text, profession=Profession.PHYSIOTHERAPIST)
    assert [c.profession.value for c in found.clinics] == ["physiotherapist", "chiropractor"]


def test_what_nobody_told_stays_unknown(tmp_path: Path) -> None:
    row = GOOD | {"kørestol": "", "ydernummer": "-", "hjemmebesøg": "ukendt", "hold": "nej"}
    (clinic,) = read(tmp_path, csv_of(row)).clinics
    assert (clinic.wheelchair, clinic.ydernummer, clinic.home_visits) == (None, None, None)
    assert clinic.group_training is False


@pytest.mark.parametrize(
    ("written", "ore"),
    [
        ("450", 45000),
        ("450,50 kr.", 45050),
        ("1.250", 125000),
        ("1.250,75", 125075),
        ("DKK 300.5", 30050),
        ("325,-", 32500),
    ],
)
def test_prices(tmp_path: Path, written: str, ore: int) -> None:
    assert read(tmp_path, csv_of(GOOD | {"pris første gang": written})).clinics[0].price_first == ore


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\n\n",
        b"lat;lon\n55;10\n",
        b"navn\n",
        b"\x89PNG\r\n\x1a\n\x00\x00",
        b"navn\n" + b"a" * 200_000,
        b"\x81\x8d;navn\n",
    ],
)
def test_what_is_no_list_is_refused_whole(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(Refusal) as told:
        read(tmp_path, content)
    assert told.value.text("da").startswith("list.csv: ")


def test_a_file_that_is_not_there_or_of_no_known_kind(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="--format"):
        read(tmp_path, "x", "list.docx")


@pytest.mark.parametrize(
    "written",
    ["65123456", "65 12 34 56", "Tlf. 65-12-34-56", "+45 65 12 34 56", "004565123456", "(+45) 65 12 34 56"],
)
def test_phones(tmp_path: Path, written: str) -> None:
    assert read(tmp_path, csv_of(GOOD | {"telefon": written})).clinics[0].phone == "+4565123456"


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cells=st.dictionaries(st.sampled_from(ANY_FIELD), st.text(max_size=30), max_size=6))
def test_whatever_stands_in_a_cell_the_row_is_taken_or_refused(tmp_path: Path, cells: dict[str, str]) -> None:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";")
    row = GOOD | {"id": "a"} | cells
    writer.writerow(row)
    writer.writerow(row.values())
    try:
        content = out.getvalue().encode()
    except UnicodeEncodeError:
        return
    found = read(tmp_path, content)
    assert len(found.taken) + len(found.refused) >= 1
    for clinic in found.clinics:
        text = as_csv([clinic])
        assert read(tmp_path, text).clinics == [clinic]


def test_no_heading_means_two_things() -> None:
    file = Path(of_headers.__file__).with_name("headers.yaml")
    told = parse(file.read_text("utf-8")).value
    for part in ("columns", "professions", "specialties", "languages"):
        said = [
            w for meaning, words in told[part].items() for w in {folded(str(x)) for x in (meaning, *words)}
        ]
        assert sorted(w for w in set(said) if said.count(w) > 1) == [], part
