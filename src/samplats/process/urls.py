from django.urls import path

from samplats.process.views import activities, coaching, places, template

app_name = "process"
_place = "m/<slug:tenant>/platser/<slug:slug>/"
_template = "m/<slug:tenant>/administration/stegen/"
_activity = f"{_place}aktivitet/<slug:code>/"
urlpatterns = [
    path("mina-platser/", coaching.mine, name="mine"),
    path("m/<slug:tenant>/steg/", places.index, name="index"),
    path(f"{_place}steg/borja/", places.start, name="start"),
    path(f"{_place}steg/andra/", places.change, name="change"),
    path(f"{_place}steg/<int:number>/", places.step, name="step"),
    path(_activity, activities.activity, name="activity"),
    path(f"{_activity}bocka-av/", activities.tick, name="tick"),
    path(f"{_activity}oppna/", activities.untick, name="untick"),
    path(f"{_activity}ansvarig/", activities.assign, name="assign"),
    path(f"{_activity}datum/", activities.move, name="move"),
    path(f"{_place}aktivitetsfil/<uuid:public_id>/", activities.file, name="file"),
    path(f"{_place}aktivitetshistorik/<uuid:public_id>/ta-bort/", activities.blank, name="blank"),
    path(f"{_place}anteckningar/", coaching.notes, name="notes"),
    path(f"{_place}anteckningar/<uuid:public_id>/ta-bort/", coaching.blank, name="blank_note"),
    path(f"{_place}processtod/<uuid:person>/", coaching.name, name="name_coach"),
    path(_template, template.template, name="template"),
    path(f"{_template}lagg-till/", template.add, name="add"),
    path(f"{_template}egen/<uuid:public_id>/", template.change, name="change_own"),
    path(f"{_template}egen/<uuid:public_id>/ta-ur-bruk/", template.retire, name="retire"),
    path(f"{_template}egen/<uuid:public_id>/ateruppta/", template.resume, name="resume"),
    path(f"{_template}<slug:code>/", template.edit, name="edit"),
]
