"""The kinds of message a signal sends. The mail line may be read by any bystander; it says nothing."""

from django.utils.translation import gettext_lazy as _

from hkin.outbox.kinds import Kind

KINDS = [
    Kind("signal_filed", inbox_text=_("A new signal for your queue")),
    Kind("signal_urgent", inbox_text=_("An urgent signal for your queue")),
    Kind("signal_unseen", inbox_text=_("Nobody has seen this urgent signal yet")),
    Kind("queue_unseen", inbox_text=_("An urgent signal waits. Nobody behind the queue has seen it")),
    Kind("queue_unopened", inbox_text=_("Nobody has opened this queue for some days")),
    Kind("claim_taken_over", inbox_text=_("A colleague took over this signal from you")),
    Kind("claim_passed_on", inbox_text=_("This signal is yours now")),
    Kind("claim_released", inbox_text=_("Nobody has this signal any more")),
    Kind("deadline_near", inbox_text=_("The term of this signal ends soon")),
    Kind("question_asked", inbox_text=_("We have a question about your signal")),
    Kind("question_lapsed", inbox_text=_("The reporter did not answer in time. You can go on")),
    Kind("feedback_given", inbox_text=_("There is news about your signal")),
    Kind("name_asked", inbox_text=_("Somebody wants to open your name. See why")),
    Kind("name_opened", inbox_text=_("Somebody opened your name. See who, and why")),
    Kind("reporter_answered", inbox_text=_("The reporter answered your question")),
    Kind("reporter_added", inbox_text=_("The reporter added something to this signal")),
    Kind("hand_over_asked", inbox_text=_("There is a question for your department")),
    Kind("hand_over_answered", inbox_text=_("A department answered your question")),
    Kind("hand_over_near", inbox_text=_("The term of this question ends soon")),
    Kind("check_asked", inbox_text=_("A privacy check waits for your decision")),
    Kind("check_decided", inbox_text=_("A privacy check is decided")),
    Kind("second_reader_asked", inbox_text=_("A colleague asks you to read a signal too")),
    Kind("second_reader_read", inbox_text=_("A second reader has read the signal")),
    Kind("look_due", inbox_text=_("Today somebody looks whether the approach helped")),
    Kind("improvement_asked", inbox_text=_("You hold an improvement of our own way of working")),
    Kind("improvement_due", inbox_text=_("Today an improvement of yours is due")),
    Kind("scores_asked", inbox_text=_("Your team asks for your own score")),
    Kind("scores_late", inbox_text=_("Your own score is still missing")),
    Kind("scores_complete", inbox_text=_("Everybody you asked gave a score")),
    Kind("scores_shown", inbox_text=_("The scores stand side by side. You can read them")),
    Kind("meeting_planned", inbox_text=_("There is a signals meeting. See when")),
    Kind("meeting_changed", inbox_text=_("A signals meeting changed. See when and where")),
    Kind("meeting_cancelled", inbox_text=_("A signals meeting is cancelled")),
    Kind("agenda_sent", inbox_text=_("The agenda of the signals meeting is ready")),
    Kind("call_back_asked", inbox_text=_("A colleague asks you to call back")),
]
