"""The fixed words of CDS cards, in Danish and English; what is medical comes from the knowledge."""

from __future__ import annotations

from rygrad.kb.basics import Text

RATINGS = {
    "appropriate": Text(da="relevant", en="appropriate"),
    "not_appropriate": Text(da="ikke relevant", en="not appropriate"),
    "insufficient_information": Text(da="for lidt viden", en="insufficient information"),
}
RATED = Text(da="Vurdering", en="Rating")
WHY = Text(da="Grunde", en="Reasons")
ASK = Text(da="Spørg om det her. Ukendt er ikke nej", en="Ask this. Unknown is not no")
USED = Text(da="Brugt fra journalen", en="Used from the record")
LEFT_OUT = Text(da="Ikke brugt", en="Not used")
UNREAD = Text(da="Grunde på bestillingen, vi ikke kender", en="Reasons on the order that we do not know")
ON_RECORD = Text(da="Grund, der står i journalen", en="Reason that stands in the record")
NOTHING_USED = Text(da="intet", en="nothing")
MORE = Text(da="og {count} til", en="and {count} more")
FOOT = Text(
    da="rygrad {version}. Reglerne er ikke gennemgået af en kliniker. Det er dit skøn, der gælder.",
    en="rygrad {version}. No clinician has reviewed the rules. Your judgement counts.",
)
FOOT_REVIEWED = Text(
    da="rygrad {version}. Det er dit skøn, der gælder.", en="rygrad {version}. Your judgement counts."
)
MAKE_STAT = Text(da="Gør bestillingen akut", en="Make the order urgent")
REMOVE = Text(da="Fjern bestillingen", en="Remove the order")
ASK_TASK = Text(da="Opgave: spørg til faresignalerne", en="Task: ask about the red flags")
ASK_TASK_SAYS = Text(
    da="Spørg patienten om faresignaler ved ondt i lænden",
    en="Ask the patient about red flags of low back pain",
)
KEEP_RATING = Text(da="Skriv vurderingen på bestillingen", en="Write the rating on the order")
GUIDE = Text(da="Guiden med alle spørgsmål", en="The guide with all questions")
GROUP = Text(da="Risikogruppe (STarT Back)", en="Risk group (STarT Back)")
GROUPS = {
    "low": Text(da="lav", en="low"),
    "medium": Text(da="mellem", en="medium"),
    "high": Text(da="høj", en="high"),
}
UNKNOWN = Text(da="ukendt", en="unknown")
LEVEL = Text(da="Hvor hurtigt", en="How soon")
NOT_SETTLED = Text(da="uafklaret", en="not settled")
COULD_BE = Text(da="kan stadig blive", en="could still be")
FOUND = Text(da="Fundet", en="Found")
OPEN = Text(
    da="Ondt i lænden: {count} spørgsmål om faresignaler er ikke besvaret. {group}.",
    en="Low back pain: {count} red-flag questions are not answered. {group}.",
)
NONE_OPEN = Text(
    da="Ondt i lænden: alle spørgsmål om faresignaler er besvaret. {group}.",
    en="Low back pain: all red-flag questions are answered. {group}.",
)
RAISED = Text(da="Ondt i lænden: {level}. {group}.", en="Low back pain: {level}. {group}.")
