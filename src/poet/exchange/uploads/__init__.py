"""Tables of answers that councils upload: the template, the check in full, and the copy with what is to be mended."""

from poet.exchange.uploads.checking import Checked, Person, check, read
from poet.exchange.uploads.marking import marked
from poet.exchange.uploads.template import as_csv, as_workbook
from poet.exchange.uploads.workbook import Handed

__all__ = ["Checked", "Handed", "Person", "as_csv", "as_workbook", "check", "marked", "read"]
