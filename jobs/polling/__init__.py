"""Polling: every feed that somebody follows is asked once, politely, and what is new is recorded.

headers.py     what a website's headers ask of us (pure)
pace.py        when a feed is asked again (pure)
answers.py     what came of asking one feed, and its trouble by name (pure)
articles.py    which article each post of a feed is (pure)
entries.py     which posts are new, changed or seen before (pure)
judging.py     what one answer means for a feed, its posts and its followers (pure)
hosts.py       which addresses are one website, and its turns
asking.py      one feed asked: validators, https first, and read where it differs
recording.py   what was judged, in one transaction for several feeds
telling.py     who is told of a feed's trouble
poller.py      the tick: what is due is claimed, asked, judged and recorded
"""
