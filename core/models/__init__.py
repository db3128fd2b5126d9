"""Tables of the machinery: runs, audit, uploads and imports."""

from core.models.audit import AuditEntry
from core.models.imports import Defect, Import, ImportFile, ImportRow, Mapping, Upload
from core.models.runs import Run, RunInput

__all__ = ["AuditEntry", "Defect", "Import", "ImportFile", "ImportRow", "Mapping", "Run", "RunInput", "Upload"]
