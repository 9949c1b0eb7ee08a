"""The directory, as a table of contents."""

from django.urls import path

from network.views import (
    absence,
    accounts,
    cards,
    change_sets,
    confirming,
    contacts,
    directory,
    entry,
    going_live,
    holes,
    joint,
    joint_rules,
    known,
    leaving,
    municipality,
    people,
    picture,
    reading,
    roles,
    seats,
    starting,
)

app_name = "network"

urlpatterns = [
    # who is not in yet
    path("aanmelden/", entry.register, name="register"),
    path("aanmelden/verstuurd/", entry.registered, name="registered"),
    path("toegang/", entry.come_in, name="come_in"),
    path("toegang/<str:token>/", entry.enter, name="enter"),
    # the directory
    path("netwerk/", contacts.contacts, name="contacts"),
    path("netwerk/gaten/", holes.holes, name="holes"),
    path("netwerk/gaten/<int:pk>/opgelost/", holes.hole_mended, name="hole_mended"),
    path("netwerk/gaten/<int:pk>/toch/", holes.hole_reopen, name="hole_reopen"),
    path("netwerk/gaten/<slug:slug>/<slug:mark>/klopt-zo/", holes.hole_accept, name="hole_accept"),
    # a change of the matrix that is proposed
    path("netwerk/voorstellen/", change_sets.change_sets, name="change_sets"),
    path("netwerk/voorstellen/nieuw/", change_sets.change_set_new, name="change_set_new"),
    path("netwerk/voorstellen/<uuid:key>/", change_sets.change_set, name="change_set"),
    path("netwerk/voorstellen/<uuid:key>/omschrijven/", change_sets.change_set_words, name="change_set_words"),
    path("netwerk/voorstellen/<uuid:key>/cel/", change_sets.change_set_cell, name="change_set_cell"),
    path("netwerk/voorstellen/<uuid:key>/cel/<int:pk>/weg/", change_sets.change_set_drop, name="change_set_drop"),
    path("netwerk/voorstellen/<uuid:key>/voorstellen/", change_sets.change_set_propose, name="change_set_propose"),
    path("netwerk/voorstellen/<uuid:key>/terug/", change_sets.change_set_take_back, name="change_set_take_back"),
    path("netwerk/voorstellen/<uuid:key>/intrekken/", change_sets.change_set_withdraw, name="change_set_withdraw"),
    path("netwerk/voorstellen/<uuid:key>/besluit/", change_sets.change_set_decide, name="change_set_decide"),
    # the picture of it
    path("netwerk/beeld/", picture.picture, name="picture"),
    path("netwerk/beeld/gegevens.json", picture.picture_data, name="picture_data"),
    path("afdelingskaart/<str:code>/", cards.department_card, name="department_card"),
    path("afwezig/", absence.absence, name="absence"),
    path("afwezig/<int:pk>/stoppen/", absence.absence_end, name="absence_end"),
    # assigned is not accepted
    path("netwerk/klopt-dit/", confirming.confirmations, name="confirmations"),
    path("netwerk/klopt-dit/bezwaar/<int:pk>/", confirming.contest, name="contest"),
    path("netwerk/klopt-dit/bezwaar/<int:pk>/terug/", confirming.contest_withdraw, name="contest_withdraw"),
    path("netwerk/klopt-dit/<str:code>/", confirming.confirm_department, name="confirm_department"),
    path("netwerk/klopt-dit/<str:code>/<int:pk>/", confirming.contest_cell, name="contest_cell"),
    # who has an account, and what they hold
    path("mensen/", people.people, name="people"),
    path("mensen/uitnodigen/", accounts.person_invite, name="person_invite"),
    path("mensen/<uuid:key>/", people.person, name="person"),
    path("mensen/<uuid:key>/gegevens/", accounts.person_details, name="person_details"),
    path(
        "mensen/<uuid:key>/uitnodiging/", accounts.person_invitation, {"withdraws": False}, name="person_invite_again"
    ),
    path(
        "mensen/<uuid:key>/uitnodiging/intrekken/",
        accounts.person_invitation,
        {"withdraws": True},
        name="person_invite_withdraw",
    ),
    path("mensen/<uuid:key>/rol/", roles.person_role, name="person_role"),
    path("mensen/<uuid:key>/rol/<int:pk>/stoppen/", roles.person_role_end, name="person_role_end"),
    path("mensen/<uuid:key>/rol/<int:pk>/vervanger/", roles.person_deputy, name="person_deputy"),
    path("mensen/<uuid:key>/sessies/", accounts.person_act, {"act": accounts.SESSIONS}, name="person_sessions"),
    path("mensen/<uuid:key>/ontgrendelen/", accounts.person_act, {"act": accounts.UNLOCK}, name="person_unlock"),
    path("mensen/<uuid:key>/tweede-stap/", accounts.person_act, {"act": accounts.PROOF}, name="person_proof"),
    path("mensen/<uuid:key>/vertrek/", leaving.person_leaves, name="person_leaves"),
    path("mensen/<uuid:key>/terug/", accounts.person_act, {"act": accounts.RETURN}, name="person_returns"),
    # what must still be done
    path("inrichten/<slug:slug>/verder/", going_live.setup_remaining, name="setup_remaining"),
    path("inrichten/<slug:slug>/verder/klaar/", going_live.setup_remaining_done, name="setup_remaining_done"),
    path("inrichten/<slug:slug>/verder/live/", going_live.go_live, name="go_live"),
    path("inrichten/<slug:slug>/verder/sessie/", going_live.setup_awareness, name="setup_awareness"),
    path("inrichten/<slug:slug>/verder/<slug:line>/", going_live.setup_line, name="setup_line"),
    path("inrichten/<slug:slug>/tweede-paar-ogen/", joint_rules.joint_rules, name="joint_rules"),
    # getting it known
    path("inrichten/<slug:slug>/bekend/", known.known, name="known"),
    path("inrichten/<slug:slug>/bekend/affiche.pdf", known.poster, name="poster"),
    path("inrichten/<slug:slug>/bekend/definitie/", known.definition_write, name="definition_write"),
    path("wat-is-ondermijning/", known.definition, name="definition"),
    path("niet-handig/", known.remark, name="remark"),
    path("beheer/opmerkingen/", known.remarks, name="remarks"),
    path("beheer/opmerkingen/<int:pk>/klaar/", known.remark_handled, name="remark_handled"),
    # two people
    path("samen/", joint.joint_acts, name="joint_acts"),
    path("samen/<uuid:uuid>/", joint.joint_act, name="joint_act"),
    path("samen/<uuid:uuid>/intrekken/", joint.joint_act_withdraw, name="joint_act_withdraw"),
    # a municipality starts
    path("inrichten/", starting.setup, name="setup"),
    path("inrichten/toevoegen/", starting.setup_add, name="setup_add"),
    path("inrichten/<slug:slug>/", starting.setup_steps, name="setup_steps"),
    path("inrichten/<slug:slug>/machine/", starting.setup_machine, name="setup_machine"),
    path("inrichten/<slug:slug>/gemeente/", municipality.setup_municipality, name="setup_municipality"),
    path("inrichten/<slug:slug>/mensen/", seats.setup_people, name="setup_people"),
    path("inrichten/<slug:slug>/lezen/", reading.setup_reading, name="setup_reading"),
    path("inrichten/<slug:slug>/lezen/zin/", reading.reading_sentence, name="reading_sentence"),
    path("inrichten/<slug:slug>/lezen/dicht/", reading.setup_closed_days, name="setup_closed_days"),
    path("inrichten/<slug:slug>/lezen/dicht/weg/", reading.closed_day_open, name="closed_day_open"),
    path("inrichten/<slug:slug>/gids/", directory.setup_directory, name="setup_directory"),
    path("inrichten/<slug:slug>/gids/lijst.xlsx", directory.directory_sheet, name="directory_sheet"),
    path("inrichten/<slug:slug>/gids/invoeren/", directory.directory_import, name="directory_import"),
    path("inrichten/<slug:slug>/gids/themas/", directory.directory_themes, name="directory_themes"),
    path("inrichten/<slug:slug>/gids/klaar/", directory.directory_done, name="directory_done"),
]
