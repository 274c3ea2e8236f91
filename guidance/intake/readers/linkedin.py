"""LinkedIn's data export: a zip of CSV files. Only those named here are ever opened; connections,
messages, endorsements and recommendations hold other people's data."""

import csv
import io
from collections.abc import Callable, Iterator
from zipfile import ZipFile

from guidance.intake.document import UnreadableDocument
from guidance.intake.readers import sections
from guidance.intake.readers.archive import open_archive, read_member
from guidance.intake.readers.sections import Section, fact, long_text, span
from guidance.intake.readers.text import read_text

Row = dict[str, str]

MARKERS = frozenset({"positions.csv", "skills.csv", "profile.csv", "education.csv"})
_MAX_CSV_BYTES = 2 * 1024 * 1024
_NAME_COLUMNS = ("first name", "last name", "maiden name")


def read_linkedin(data: bytes) -> str:
    """Text of an export. Raises `UnreadableDocument`: damaged, encrypted, too_large."""
    with open_archive(data) as archive:
        profile = list(_rows(archive, "profile.csv"))
        found = [
            Section(sections.PROFILE, [line for row in profile for line in _profile(row)]),
            _section(archive, sections.WORK, "positions.csv", _position),
            _section(archive, sections.EDUCATION, "education.csv", _education),
            _section(archive, sections.COURSES, "certifications.csv", _certificate),
            _section(archive, sections.SKILLS, "skills.csv", _skill),
            _section(archive, sections.LANGUAGES, "languages.csv", _language),
            _section(archive, sections.PROJECTS, "projects.csv", _project),
        ]
    names = [row.get(column, "") for row in profile for column in _NAME_COLUMNS]
    return sections.text_of(found, names=names)


def _section(
    archive: ZipFile, heading: str, name: str, lines_of: Callable[[Row], Iterator[str]]
) -> Section:
    return Section(heading, [line for row in _rows(archive, name) for line in lines_of(row)])


def _rows(archive: ZipFile, wanted: str) -> Iterator[Row]:
    """Rows of the file of that name, in whatever folder, by lower-case header names."""
    name = next((n for n in archive.namelist() if base_name(n) == wanted), None)
    if name is None:
        return
    text = read_text(read_member(archive, name, _MAX_CSV_BYTES))
    try:
        rows = csv.reader(io.StringIO(text, newline=""))
        header = [column.strip().lower() for column in next(rows, [])]
        for row in rows:
            yield {column: cell.strip() for column, cell in zip(header, row, strict=False)}
    except csv.Error as error:
        raise UnreadableDocument("damaged") from error


def base_name(member: str) -> str:
    """The last part of a member's path, in lower case."""
    return member.replace("\\", "/").rpartition("/")[2].lower()


def _profile(row: Row) -> Iterator[str]:
    yield row.get("headline", "")
    yield long_text(row.get("summary", ""))


def _position(row: Row) -> Iterator[str]:
    yield fact(row.get("title", ""), row.get("company name", ""), period=_period(row))
    yield long_text(row.get("description", ""))


def _education(row: Row) -> Iterator[str]:
    period = span(row.get("start date", ""), row.get("end date", ""))
    yield fact(row.get("degree name", ""), row.get("school name", ""), period=period)
    yield long_text(row.get("notes", ""))


def _certificate(row: Row) -> Iterator[str]:
    yield fact(row.get("name", ""), row.get("authority", ""), period=row.get("started on", ""))


def _skill(row: Row) -> Iterator[str]:
    yield row.get("name", "")


def _language(row: Row) -> Iterator[str]:
    yield fact(row.get("name", ""), row.get("proficiency", ""))


def _project(row: Row) -> Iterator[str]:
    yield fact(row.get("title", ""), period=_period(row))
    yield long_text(row.get("description", ""))


def _period(row: Row) -> str:
    start, end = row.get("started on", ""), row.get("finished on", "")
    return span(start, end, is_current=bool(start and not end))
