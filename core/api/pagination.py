"""Cursor paging: stable while rows come and go."""

from rest_framework.pagination import CursorPagination


class UidCursorPagination(CursorPagination):
    """Newest first; `page_size` up to 1,000."""

    ordering = "-pk"
    page_size_query_param = "page_size"
    max_page_size = 1_000
