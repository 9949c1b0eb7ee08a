"""The kinds of message the directory sends."""

from django.utils.translation import gettext_lazy as _

from hkin.outbox.kinds import Kind

KINDS = [
    Kind("invitation_sent", inbox_text=_("An invitation to come in"), writer="network.letters.invitation"),
    Kind("registration_asked", inbox_text=_("A link to make an account"), writer="network.letters.registration"),
    Kind("password_forgotten", inbox_text=_("A link for a new password"), writer="network.letters.new_password"),
    Kind(
        "second_proof_changed",
        inbox_text=_("You changed your second step of logging in. Was it not you? Call the application manager"),
        mail_text=_("Something changed in how you log in."),
    ),
    Kind(
        "second_proof_cleared",
        inbox_text=_("Your second step of logging in was taken away. Set up a new one"),
        mail_text=_("Something changed in how you log in."),
    ),
    Kind(
        "mail_address_changed",
        inbox_text=_("Your e-mail address here was changed. Is it not right? Ask the application manager"),
        mail_text=_("Something changed in how you log in."),
    ),
    Kind("directory_hole", inbox_text=_("The directory has a hole")),
    Kind("directory_holes_found", inbox_text=_("New gaps were found in the directory")),
    Kind("directory_hole_asked", inbox_text=_("The directory misses something of your department. What do you think?")),
    Kind("confirmation_asked", inbox_text=_("Is this right? Look at what your department does")),
    Kind("confirmation_reminded", inbox_text=_("Is this right? Your department did not answer yet")),
    Kind("confirmation_escalated", inbox_text=_("A department did not say in time whether its part is right")),
    Kind("cell_contested", inbox_text=_("A department says that its part is not right")),
    Kind("contest_settled", inbox_text=_("It is decided about what your department contested")),
    Kind("change_set_proposed", inbox_text=_("A change of the matrix is proposed. You decide about it")),
    Kind("change_set_adopted", inbox_text=_("Your proposed change of the matrix is adopted")),
    Kind("change_set_refused", inbox_text=_("Your proposed change of the matrix is not adopted")),
    Kind("blind_round_opened", inbox_text=_("Who does what for a theme? Fill it in for your department")),
    Kind("blind_round_closed", inbox_text=_("A blind round is closed. Look where you differ")),
    Kind("indicator_check_asked", inbox_text=_("A colleague wrote something to notice. You may check it")),
    Kind("indicator_published", inbox_text=_("What you wrote to notice is checked and published")),
    Kind("indicator_refused", inbox_text=_("What you wrote to notice is not published. Read why")),
    Kind("joint_act_asked", inbox_text=_("A colleague cannot do something alone. You decide too")),
    Kind("joint_act_announced", inbox_text=_("Something happens tomorrow. Today you can still stop it")),
    Kind("joint_act_agreed", inbox_text=_("You may do what you asked together")),
    Kind("joint_act_refused", inbox_text=_("A colleague does not agree with what you asked")),
    Kind("joint_act_lapsed", inbox_text=_("What you asked together is over. Nobody decided, or it was not done")),
    Kind("team_shared", inbox_text=_("You read for a municipality nearby too")),
    Kind("joint_rule_changed", inbox_text=_("The agreement about the second pair of eyes is changed")),
    Kind("municipality_live", inbox_text=_("We are live. From now on every signal is real")),
]
