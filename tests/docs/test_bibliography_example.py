"""The example of a retracted source in docs/authoring.md brings the warning that stands below it."""

from tests.docs.example_course import checked, examples, files

REFERENCES = "curriculum/references.bib"


def test_the_checker_says_of_a_retracted_source_what_the_documentation_says() -> None:
    (fields,), (says,) = examples("retracted"), examples("says retracted")
    indented = "".join(f"  {line}\n" for line in fields.text.splitlines())
    before, entry, after = files()[REFERENCES].decode().partition("@article{hirlinger1984,\n")
    marked = f"{before}{entry}{indented.rstrip()},\n{after}".encode()

    problems = checked({**files(), REFERENCES: marked}).problems

    assert [str(problem) for problem in problems] == says.text.splitlines()


def test_the_example_of_a_superseded_source_brings_no_warning() -> None:
    assert b"status = {superseded}" in files()[REFERENCES]
    assert checked(files()).problems == ()
