"""What could tell who a client is, is found in a reflection; what only looks like it, is left alone."""

import unicodedata
from itertools import pairwise

import pytest

from trainer.curriculum.client_privacy import PROMISE, Detail, Passage, client_details, problems_of_details

NAMES = (
    "Anna Miller",
    "José García",
    "Jose Garcia",
    "Søren Nygaard",
    "Zbigniew Nowak",
    "Анна Иванова",
    "Aylin Yılmaz",
    "Hiroshi Tanaka",
    "Ngozi Okafor",
    "ANNA MILLER",
    "Anna-Lena Schmidt",
    "Anna B. Miller",
    "Anna Maria Berg",
    "Anna von Berg",
    "Jan van der Berg",
    "Maria de la Cruz",
    "Ahmed al-Rashid",
    "Sean O’Brien",
    "Patrick O'Brien",
    "Mr. Okafor",
    "Ms Okafor",
    "Mrs. van Dyke",
    "Frau Müller",
    "Herr Weiß",
    "Sra. Gómez",
    "Mme Dupont",
    "Mr. John Doe",
)
DATES = (
    "23 November 2026",
    "23rd of November",
    "November 23",
    "November 23, 2026",
    "Nov. 23",
    "nov 23",
    "November 2026",
    "3 May",
    "May 3, 2026",
    "3. März",
    "3 de mayo",
    "14 juillet 1990",
    "2026-11-23",
    "2026/11/23",
    "23.11.2026",
    "23.11.26",
    "23. 11. 2026",
    "11/23/2026",
    "11/23/26",
    "23-11-2026",
)
TELEPHONES = (
    "+49 171 1234567",
    "+1 (212) 555-0134",
    "(212) 555-0134",
    "212-555-0134",
    "212.555.0134",
    "1-212-555-0134",
    "555-0134",
    "06 12 34 56 78",
    "0171/1234567",
    "(0171) 123 45 67",
)
RECORDS = (
    "MRN 448812",
    "MRN: 448812",
    "case no. 12/345",
    "file number: A-2231",
    "patient id 8812",
    "client #204",
    "insurance number AB 123456",
    "record 88123",
    "#88123",
    "123-45-6789",
    "448812",
    "AB123456",
)
EMAILS = ("anna@example.org", "a.miller+kap@mail.example.org", "a.miller (at) example.org", "anna[at]example[dot]org")


def words(text: str) -> list[tuple[Detail, str]]:
    return [(passage.detail, passage.words) for passage in client_details(text)]


@pytest.mark.parametrize("name", NAMES)
def test_a_first_and_a_last_name_are_found_wherever_they_stand(name: str) -> None:
    assert words(f"{name} cried.") == [(Detail.NAME, name)]
    assert words(f"Today I sat beside {name}, and was silent.") == [(Detail.NAME, name)]
    assert words(f"I thought:\n“{name} is safe here.”") == [(Detail.NAME, name)]


@pytest.mark.parametrize("date", DATES)
def test_a_date_is_found(date: str) -> None:
    assert words(f"We met again on {date}, as planned.") == [(Detail.DATE, date)]
    assert words(f"({date})") == [(Detail.DATE, date)]


def test_a_day_without_a_year_is_found_where_it_can_only_be_one() -> None:
    assert words("She came back on 11/23 with questions.") == [(Detail.DATE, "11/23")]
    assert words("Sie kam am 23.11. wieder.") == [(Detail.DATE, "23.11.")]


@pytest.mark.parametrize("number", TELEPHONES)
def test_a_telephone_number_is_found(number: str) -> None:
    assert words(f"The sister can be reached at {number}.") == [(Detail.TELEPHONE, number)]


@pytest.mark.parametrize("number", RECORDS)
def test_the_number_of_a_record_is_found(number: str) -> None:
    assert words(f"This is {number}; see there.") == [(Detail.RECORD, number)]


@pytest.mark.parametrize("address", EMAILS)
def test_an_email_address_is_found(address: str) -> None:
    assert words(f"Wrote to {address} afterwards.") == [(Detail.EMAIL, address)]


@pytest.mark.parametrize(
    "text",
    [
        # Titles of methods, scales and places begin with capital letters too.
        "I am learning Ketamine Assisted Psychotherapy in New York.",
        "The Beck Depression Inventory fell from 31 to 12, the Hamilton Rating Scale from 24 to 9.",
        "We completed the Stanley Brown Safety Plan and the Stanley-Brown Safety Plan.",
        "I used the Columbia Suicide Severity Rating Scale before, the Mystical Experience Questionnaire MEQ30 after.",
        "The Alexander Technique and the Valsalva Manoeuvre; San Jose California; Santa Barbara County.",
        "We walked to the Martin Memorial Hospital.",
        # Names without a last name, and what follows them.
        "I sat with Anna. We were silent.",
        "With Anna I felt calm. Anna, Maria and I met.",
        "On Tuesday Anna came; Anna Monday, Anna in May.",
        "Anna MDMA, Anna BDI.",
        # Words that are names too, where a sentence begins.
        "Will She come? Grace Under Pressure. Mark The door. Hope That helps.",
        "Mark my words: may we go on. Rose early. Frank talk.",
        "In May we met; the April session; March on.",
        # People who are read.
        "Carl Rogers wrote about this, Aaron Beck did not; Stanislav Grof did.",
        "Dr. Weber supervised.",
        # Figures of the work.
        "PHQ-9 18, 14, 12; GAD-7 21; 12/27 points; fear 7/10; BP 120/80, then 138/92; heart rate 88, 92, 104.",
        "In session 3 of 8, after 45 minutes at 10:30, from 0.5 to 1.5 and 3.5.",
        "Items 0 1 2 3 4 5 6 and 12 14 16 18; ages 18-65; 2019-2024; in 2026; 150 mg; 1.5 hours; 100-120 over 70-80.",
        "I would call 988, or 911.",
        "See https://example.org/2026/11/2345678 and doi 10.1001/jama.2020.12345, NCT01234567, PMID 31234567.",
        "ICD-10 F33.2, DSM-5, 5-HT2A, COVID-19, 1000000 people, patient 12, record 120 beats, 3 clients.",
        "About lumo-tavi: the client with the code bavo-timi.",
        "May 5 people come? March 10 minutes on.",
        "",
    ],
)
def test_what_only_looks_like_it_is_left_alone(text: str) -> None:
    assert words(text) == []


def test_a_name_that_is_a_word_is_found_inside_a_sentence() -> None:
    assert words("I saw Grace Holloway. With Will Turner too.") == [
        (Detail.NAME, "Grace Holloway"),
        (Detail.NAME, "Will Turner"),
    ]


def test_a_first_name_with_an_initial_is_as_good_as_a_name() -> None:
    assert words("I saw Anna M. today.") == [(Detail.NAME, "Anna M")]


def test_every_passage_has_its_place_and_its_reason() -> None:
    text = "A calm hour.\n\nAnna Miller phoned from 212-555-0134."
    assert client_details(text) == (
        Passage(detail=Detail.NAME, start=14, end=25, line=3, words="Anna Miller"),
        Passage(detail=Detail.TELEPHONE, start=38, end=50, line=3, words="212-555-0134"),
    )
    assert [passage.sentence for passage in client_details(text)] == [
        "Line 3: “Anna Miller” looks like somebody’s name; write the code, or what the person is to the patient.",
        "Line 3: “212-555-0134” looks like a telephone number; leave it out.",
    ]


def test_passages_do_not_overlap_and_come_in_order() -> None:
    found = client_details("anna.miller@example.org, 2026-11-23, MRN 20261123, Anna Miller, +49 171 1234567")
    assert [passage.detail for passage in found] == [
        Detail.EMAIL, Detail.DATE, Detail.RECORD, Detail.NAME, Detail.TELEPHONE
    ]  # fmt: skip
    assert all(one.end <= other.start for one, other in pairwise(found))


def test_the_problems_of_a_field_name_every_passage() -> None:
    assert problems_of_details("reflection", "A calm hour.") == []
    [(field, sentence)] = problems_of_details("reflection", "Anna Miller, 3 May")
    assert field == "reflection"
    assert sentence == (
        "This could tell who somebody is. "
        "Line 1: “Anna Miller” looks like somebody’s name; write the code, or what the person is to the patient. "
        "Line 1: “3 May” looks like a date; write how it lies in the work, such as “the second session”."
    )


def test_it_does_not_claim_to_find_every_name() -> None:
    assert "does not find every name" in PROMISE
    assert words("anna miller, Wqrstl Müller, the Miller family") == []


def test_a_text_whose_accents_stand_alone_is_refused_and_not_misread() -> None:
    with pytest.raises(ValueError, match="NFC"):
        client_details(unicodedata.normalize("NFD", "José García"))


def test_hostile_texts_take_no_longer_than_their_length() -> None:
    for piece in ("Anna ", "1.1.", "0 ", "a.", "May 1 ", "Dr. ", "-1", "(212) "):
        assert len(client_details(piece * 2000)) <= 2000
