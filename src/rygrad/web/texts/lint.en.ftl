# Words that frighten, found in a text somebody pastes.
lint-link = Do you write about backs? Have your text checked for words that frighten
lint-title = Words that frighten
lint-lead = Paste your text. You see the words that can frighten a reader without need, and the numbers that lack a source.
lint-text = Your text
lint-text-lang = Language of the text
lint-lang-auto = Tell it from the text
lint-lang-da = Danish
lint-lang-en = English
lint-check = Check the text
lint-private = Your text is not stored. It is sent to this site, read and forgotten.
lint-found = { $n ->
    [0] Nothing to remark
    [one] 1 place to think about
   *[other] { $n } places to think about
}
lint-lix = LIX is { $lix }.
lint-band = That is { $band } to read.
lint-see = See point
lint-kept = These are names of something serious. Leave them as they are:
lint-severity-catastrophic = A verdict on the future
lint-severity-structural = Words that frighten
lint-severity-number = A number without a source
lint-severity-jargon = A technical term
lint-severity-remark = A remark that cannot be followed
lint-line = line { $line }
lint-instead = Write for instance:
lint-draft = These are suggestions, which await clinical review. Read the advice before you change anything.
fault-lint-empty = Write or paste a text.
fault-lint-long = The text is too long. At most { $most } characters at a time.
fault-lint-unreadable = The text cannot be read.
