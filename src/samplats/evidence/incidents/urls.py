from django.urls import path

from .views import (
    feeds,
    folders,
    imports,
    listing,
    offline,
    photos,
    report_changes,
    reporters,
    reporting,
    reports,
    sources,
    wizard,
)

app_name = "incidents"
HERE = "m/<slug:tenant>/handelser/"
IMPORT = f"{HERE}importer/<uuid:public_id>/"
FEEDS = f"{HERE}hamtade/"
FEED = f"{FEEDS}<uuid:public_id>/"
REPORTING = "m/<slug:tenant>/rapportera/"
REPORTS = "m/<slug:tenant>/rapporter/"
REPORT = f"{REPORTS}<uuid:public_id>/"
urlpatterns = [
    path(REPORTING, reporting.report, name="report"),
    path(f"{REPORTING}nara/", reporting.near, name="reports_near"),
    path(f"{REPORTING}lugnt/", reporting.calm, name="calm"),
    path(f"{REPORTING}skal/", offline.shell, name="report_shell"),
    path("rapportera.js", offline.worker, name="report_worker"),
    path("m/<slug:tenant>/administration/rapporter/", photos.settings, name="report_settings"),
    path(REPORTS, reports.mine, name="my_reports"),
    path(f"{REPORTS}inkomna/", reports.incoming, name="incoming"),
    path(f"{REPORTS}rapportorer/", reporters.index, name="reporters"),
    path(f"{REPORTS}kalla/", reporters.choose_source, name="choose_report_source"),
    path(f"{REPORTS}rapportorer/<uuid:public_id>/", reporters.rhythm, name="rhythm"),
    path(f"{REPORTS}paminnelser/", reports.reminders, name="choose_reminders"),
    path(f"{REPORT}foto/", photos.photo, name="report_photo"),
    path(f"{REPORT}foto/ta-bort/", photos.remove, name="remove_photo"),
    path(f"{REPORT}andra/", report_changes.change, name="change_report"),
    path(f"{REPORT}sla-ihop/", report_changes.merge, name="merge_report"),
    path(REPORT, reports.one, name="report_of_mine"),
    path(f"{REPORT}ta-tillbaka/", reports.withdraw, name="withdraw_report"),
    path(HERE, listing.index, name="list"),
    path(f"{HERE}kartrutor/<int:z>/<int:x>/<int:y>.mvt", listing.tile, name="tile"),
    path(f"{HERE}kallor/", sources.index, name="sources"),
    path(f"{HERE}kallor/<uuid:public_id>/", sources.change, name="source"),
    path(f"{HERE}kallor/<uuid:public_id>/mapp/", folders.watch, name="watch"),
    path(FEEDS, feeds.index, name="feeds"),
    path(f"{FEEDS}ny/", feeds.add, name="add_feed"),
    path(FEED, feeds.one, name="feed"),
    path(f"{FEED}pa/", feeds.switch, name="switch_feed"),
    path(f"{FEED}hamta/", feeds.pull_now, name="pull_feed"),
    path(f"{FEED}framsteg/", feeds.progress, name="pull_progress"),
    path(f"{FEED}fil/", feeds.take_saved, name="saved_feed"),
    path(f"{FEED}ord/", feeds.words, name="feed_words"),
    path(f"{FEED}hamtningar/<uuid:pull>/angra/", feeds.undo, name="undo_pull"),
    path(f"{HERE}dubbletter/", sources.duplicates, name="duplicates"),
    path(f"{HERE}dubbletter/<uuid:public_id>/", sources.decide, name="decide"),
    path(f"{HERE}importer/", imports.index, name="imports"),
    path(f"{HERE}importer/ny/", wizard.upload, name="upload"),
    path(IMPORT, imports.one, name="import"),
    path(f"{IMPORT}<int:number>/", listing.one, name="incident"),
    path(f"{IMPORT}granska/", wizard.review, name="review"),
    path(f"{IMPORT}kategorier/", wizard.categories, name="categories"),
    path(f"{IMPORT}kalla/", wizard.choose_source, name="choose_source"),
    path(f"{IMPORT}avbryt/", wizard.throw_away, name="throw_away"),
    path(f"{IMPORT}framsteg/", imports.progress, name="progress"),
    path(f"{IMPORT}angra/", imports.undo, name="undo"),
    path(f"{IMPORT}bortvalda.csv", imports.rejected, name="rejected"),
]
