# The result.
result-title = Your result
do-now = Do this now
answer-rest = Answer the rest
more-text = The most important is settled. Will you answer a little more about everyday life? Then the advice can fit you better.
more = Yes, go on asking
why-title = Why we advise this
you-answered = You answered:
rule-and-sources = The rule and its sources
others-say = Other sources say otherwise
instead-title = What would have changed the advice?
perhaps = perhaps
looks-like = It looks most like
rule-out = What a doctor should look for
phase-acute = It is new: under six weeks.
phase-subacute = It has lasted six to twelve weeks. That is a good time to get a plan.
phase-chronic = It has lasted twelve weeks or more. Then it helps to work on several things at once.
phase-danish-new = In Denmark this is called new, up to twelve weeks.
phase-danish-long-lasting = In Denmark this is called long-lasting.
speaks-for = For
speaks-against = Against
scan-title = Would a scan help?
scan-not-indicated = No, not now.
scan-clinician-decides = A clinician must judge that.
scan-indicated-urgent = Yes. You should be examined soon, and a scan may be needed.
course-title = How it usually goes
as-table = See the figures as a table
care-title = What you can do
care-until = What you can do until you are seen
care-lead = What works best for people in your situation comes first. Under each piece of advice you can see what the guidelines say.
care-more = More that helps
care-ask-first = Talk to a doctor or pharmacist first
care-uncertain = Where the effect is uncertain
care-not = What rarely helps
verdicts = What do the guidelines say?
they-differ = they differ
verdict-for = for
verdict-consider = may be considered
verdict-careful = with care
verdict-against = against
verdict-no-recommendation = no recommendation
risks-title = What you can influence
differ-title = The article and the research
differ-lead = { $n ->
    [one] In one place the article and the research do not say the same. See both.
   *[other] In { $n } places the article and the research do not say the same. See both.
}
the-article = The article
the-research = The research
net-title = Keep an eye on this
find-title = Do you need someone who knows backs?
find-text = A physiotherapist or chiropractor can examine you and help you get going. We pass none of your answers on.
find-physio = Find a physiotherapist
keep-title = Take it with you
keep-text = Show it to your doctor or physiotherapist. You can print the page too.
result-download = Download the result (JSON)
make-plan = Make my plan
keep-diary = Start a diary
sources-n = { $n ->
    [one] 1 source
   *[other] { $n } sources
}
certainty-definition = a definition
certainty-high = certain
certainty-moderate = fairly certain
certainty-low = uncertain
certainty-very-low = very uncertain
checked-secondary = read in another source that reports it
checked-not-checked = not checked at the source
checked-derived = worked out from the source's figures
checked-proposal = our own proposal
knowledge-version = Knowledge: version { $version }, { $day }.
