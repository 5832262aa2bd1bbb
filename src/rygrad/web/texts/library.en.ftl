# The articles: the list, each article, and the search in them.
library-title = Read about backs
library-lead = Articles about back pain. In rygrad's own, each number has its source beside it.
library-none = There are no articles here yet.
library-updated = Last updated { $day }
library-minutes = { $n } min. read
library-in-da = in Danish
library-in-en = in English
library-also-da = Læs artiklen på dansk
library-also-en = Read this article in English
library-own-short = this site's own article
library-own = This article was written by those who run this site. It is not one of rygrad's own texts.
library-draft = No doctor or physiotherapist has reviewed this article yet.
library-contents = Contents
library-sources = Sources
library-related = Read also
library-search-title = Search the articles
library-search-label = What are you looking for?
library-search = Search
library-found = { $n ->
    [0] We found nothing
    [one] 1 place
   *[other] { $n } places
  }
library-mended = "{ $typed }" stands nowhere. We show "{ $used }" instead.
library-unknown = "{ $word }" stands nowhere.
library-some = No place has all the words. Here are those that have some of them.
library-try = Try another word, or
library-all = see all articles
library-go = Read the articles
library-start-title = Would you rather just read?
library-start = Our article tells you what to act on, what you can do yourself, and how it usually goes.
read-on = Read more:
fault-search-empty = Write what you are looking for.
fault-search-short = Write a word of at least two letters.
fault-search-long = That is too long. Write at most { $most } characters.
