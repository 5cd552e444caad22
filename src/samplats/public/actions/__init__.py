"""Write, show and withdraw a place's page; write the municipality's texts; take in and end reports of barriers."""

from samplats.public.actions.barriers import TooManyReports, end_report, report_barrier, retire_reports
from samplats.public.actions.showing import NothingToShow, show_place, withdraw_place, write_place_page
from samplats.public.actions.texts import write_public_texts

__all__ = [
    "NothingToShow",
    "TooManyReports",
    "end_report",
    "report_barrier",
    "retire_reports",
    "show_place",
    "withdraw_place",
    "write_place_page",
    "write_public_texts",
]
