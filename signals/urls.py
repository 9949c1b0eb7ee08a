"""Every page of a signal's life, as a table of contents."""

from django.urls import path, register_converter

from signals.references import ReferenceConverter
from signals.views import (
    approach,
    asking,
    assignment,
    attachments,
    checks,
    closing,
    deadlines,
    drill,
    feedback,
    filing,
    flags,
    following,
    form_preview,
    improvements,
    intake,
    naming,
    queue,
    ride,
    second_reading,
    scoring,
    splitting,
    terms,
    transfer,
    what_if,
)

register_converter(ReferenceConverter, "reference")

app_name = "signals"

urlpatterns = [
    # the reporter: file
    path("signalen/nieuw/", filing.new, name="new"),
    path("signalen/nieuw/bewaren/", filing.save, name="save_draft"),
    path("signalen/nieuw/let-op/", filing.care, name="care"),
    path("signalen/nieuw/weggooien/", filing.discard, name="discard_draft"),
    path("signalen/nieuw/verder/<uuid:key>/", filing.resume, name="resume_draft"),
    path("signalen/<reference:reference>/ontvangst/", filing.receipt, name="receipt"),
    path("overleg/", asking.ask_first, name="ask_first"),
    # the reporter: follow
    path("signalen/", following.own_list, name="own_list"),
    path("signalen/<reference:reference>/", following.own_detail, name="own_detail"),
    path("signalen/<reference:reference>/antwoord/<int:question_id>/", following.answer, name="answer"),
    path("signalen/<reference:reference>/aanvullen/", following.add, name="add"),
    path("signalen/<reference:reference>/had-het-mis/", following.correct, name="correct"),
    path("signalen/<reference:reference>/reactie/<int:note_id>/", following.value, name="value_feedback"),
    path("signalen/<reference:reference>/afschermen/", following.shield, name="shield"),
    path("signalen/<reference:reference>/intrekken/", following.withdraw, name="withdraw"),
    path("signalen/<reference:reference>/bijlage/<int:number>/", attachments.own, name="own_attachment"),
    # a municipality starts
    path("inrichten/<slug:slug>/proefrit/", ride.test_ride, name="test_ride"),
    path("inrichten/<slug:slug>/proefrit/gevolgd/", ride.ride_followed, name="ride_followed"),
    path("inrichten/<slug:slug>/voorbeeld/", form_preview.form_preview, name="form_preview"),
    path("inrichten/<slug:slug>/termijnen/", deadlines.deadlines, name="deadlines"),
    # what if
    path("netwerk/wat-als/", what_if.what_if, name="what_if"),
    path("netwerk/oefening/", drill.drill, name="drill"),
    path("netwerk/oefening/<slug:code>/", drill.drill_scenario, name="drill_scenario"),
    # the team
    path("werkvoorraad/", queue.queue, name="queue"),
    path("werkvoorraad/aantal/", queue.count, name="queue_count"),
    path("werkvoorraad/archief/", queue.archive, name="archive"),
    path("werkvoorraad/<reference:reference>/", intake.detail, name="team_detail"),
    path("werkvoorraad/<reference:reference>/gezien/", intake.seen, name="mark_seen"),
    path("werkvoorraad/<reference:reference>/oppakken/", intake.claim, name="claim"),
    path("werkvoorraad/<reference:reference>/overnemen/", intake.take_over, name="take_over"),
    path("werkvoorraad/<reference:reference>/doorgeven/", intake.pass_on, name="pass_on"),
    path("werkvoorraad/<reference:reference>/ik-ken-dit/", intake.step_aside, name="step_aside"),
    path("werkvoorraad/<reference:reference>/notitie/", intake.note, name="note"),
    path("werkvoorraad/<reference:reference>/kop/", intake.headline, name="headline"),
    path("werkvoorraad/<reference:reference>/urgentie/", intake.urgency, name="urgency"),
    path("werkvoorraad/<reference:reference>/thema/", intake.theme, name="theme"),
    path("werkvoorraad/<reference:reference>/route/", intake.route, name="route"),
    path("werkvoorraad/<reference:reference>/wet/", intake.regime, name="regime"),
    path("werkvoorraad/<reference:reference>/bericht/", feedback.tell, name="tell_reporter"),
    path("werkvoorraad/<reference:reference>/vraag/", feedback.ask, name="ask_reporter"),
    path("werkvoorraad/<reference:reference>/overdragen/", assignment.hand_over, name="hand_over_new"),
    path("werkvoorraad/<reference:reference>/antwoord/", assignment.answer_department, name="answer_department"),
    path("werkvoorraad/<reference:reference>/geen-ondermijning/", closing.quick, name="quick_close"),
    path("werkvoorraad/<reference:reference>/overdracht/", transfer.transfer, name="transfer"),
    path("werkvoorraad/<reference:reference>/overdracht/ontvangst/", transfer.receipt, name="transfer_receipt"),
    path("werkvoorraad/<reference:reference>/overdracht/<uuid:key>/", transfer.package, name="transfer_package"),
    path("werkvoorraad/<reference:reference>/vlaggen/", flags.flag, name="flag"),
    path("werkvoorraad/<reference:reference>/vlaggen/toelaten/", flags.admit, name="admit"),
    path("werkvoorraad/<reference:reference>/vlaggen/einde/", flags.admit_end, name="admit_end"),
    path("werkvoorraad/<reference:reference>/afsluiten/", closing.close, name="close"),
    path("werkvoorraad/<reference:reference>/naam-vragen/", naming.ask_name, name="ask_name"),
    path("werkvoorraad/<reference:reference>/naam/", naming.reporter_name, name="reporter_name"),
    path("werkvoorraad/<reference:reference>/splitsen/", splitting.split, name="split"),
    path("werkvoorraad/<reference:reference>/tweede-lezer/", second_reading.second_reading, name="second_reading"),
    path("werkvoorraad/<reference:reference>/bijlage/<int:number>/", attachments.team, name="team_attachment"),
    # the approach
    # scored by several, each on their own
    path("werkvoorraad/<reference:reference>/oordelen/", scoring.scoring, name="scoring"),
    path("werkvoorraad/<reference:reference>/oordelen/nog-iemand/", scoring.ask_more, name="scoring_ask_more"),
    path("werkvoorraad/<reference:reference>/oordelen/tonen/", scoring.show, name="scoring_show"),
    path("oordelen/<reference:reference>/", scoring.sheet, name="score_sheet"),
    path("oordelen/<reference:reference>/ik-ken-dit/", scoring.step_back, name="score_step_back"),
    path("werkvoorraad/<reference:reference>/aanpak/", approach.approach, name="approach"),
    path("werkvoorraad/<reference:reference>/aanpak/toets/", approach.ask_department_check, name="approach_check"),
    path("werkvoorraad/<reference:reference>/aanpak/bevoegdheid/", approach.ask_power_check, name="approach_power"),
    path("werkvoorraad/<reference:reference>/aanpak/doel/", approach.goal, name="approach_goal"),
    path("werkvoorraad/<reference:reference>/aanpak/actie/", approach.add_action, name="approach_add"),
    path("werkvoorraad/<reference:reference>/aanpak/actie/wijzigen/", approach.change_action, name="approach_change"),
    path("werkvoorraad/<reference:reference>/aanpak/actie/versturen/", approach.send_action, name="approach_send"),
    path("werkvoorraad/<reference:reference>/aanpak/actie/vervalt/", approach.drop_action, name="approach_drop"),
    path("werkvoorraad/<reference:reference>/aanpak/kijkdag/", approach.plan_look, name="approach_plan_look"),
    path("werkvoorraad/<reference:reference>/aanpak/gekeken/", approach.look, name="approach_look"),
    path("verbeteringen/", improvements.improvements, name="improvements"),
    path("verbeteringen/<uuid:uuid>/", improvements.done, name="improvement_done"),
    path("terugbellen/", asking.call_backs, name="call_backs"),
    path("terugbellen/<int:pk>/gebeld/", asking.called, name="called"),
    # a municipality starts
    path("inrichten/<slug:slug>/bewaartermijnen/", terms.retention_terms, name="retention_terms"),
    # the privacy officer
    path("toetsen/", checks.checks, name="checks"),
    path("toetsen/<uuid:uuid>/", checks.check, name="check"),
    # the department
    path("toegewezen/", assignment.hand_overs, name="hand_overs"),
    path("toegewezen/<reference:reference>/", assignment.hand_over_detail, name="hand_over"),
    path("toegewezen/<reference:reference>/antwoord/", assignment.reply, name="hand_over_reply"),
    path("toegewezen/<reference:reference>/geven/", assignment.give, name="hand_over_give"),
    path("toegewezen/<reference:reference>/resultaat/", assignment.result, name="hand_over_result"),
    path(
        "toegewezen/<reference:reference>/bijlage/<int:number>/", attachments.department, name="department_attachment"
    ),
]
