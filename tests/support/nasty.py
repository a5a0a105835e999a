"""Texts that people, phones and mischief produce (reliability.md, cases 57, 58 and 63)."""

from hypothesis import strategies as st

NASTY = (
    "<!channel>",
    "<!here|here>",
    "<!everyone>",
    "<!date^1392734382^{date}|when>",
    "<!subteam^S123|everybody>",
    "<@U0PRIYA>",
    "<#C0GENERAL|general>",
    "<https://evil.example|gov.uk>",
    "@here @channel @everyone",
    "*bold* _italic_ ~gone~ `code`",
    "```\nblock\n```",
    "> quoted",
    ">>> all of this",
    "&lt;!channel&gt; &amp;amp;",
    "[gov.uk](https://evil.example) ![x](https://evil.example/x.png)",
    "<at>Priya</at>",
    ":smile: :wave:",
    "\u202egnirts desrever\u202c",
    "\u05e9\u05dc\u05d5\u05dd",
    "\u0627\u0644\u0639\u0631\u0628\u064a\u0629",
    "z\u0351\u0352\u0353\u0354\u0355\u0356\u0357a\u0350\u0351\u0352l",
    "zero\u200bwidth\u2060join\ufeff",
    "nul\x00 bell\x07 escape\x1b[31m",
    "line\u2028para\u2029next\x85end",
    "\ud800 lone",
    "\U0001f468\u200d\U0001f469\u200d\U0001f467 \U0001f3f4\U000e0067\U000e0062\U000e0073"
    "\U000e0063\U000e0074\U000e007f \U0001f1ec\U0001f1e7",
    "'; DROP TABLE members; --",
    "{0.__class__} {{7*7}} %s ${HOME}",
    '"quoted" \\back\\slash\\ \u2018curly\u2019',
    "\n\n\n",
    " ",
    "",
)

LONG = (
    "a" * 4_100,
    "\U0001f469\U0001f3fd\u200d\U0001f4bb" * 500,
    "&" * 900,
)

texts = st.one_of(
    st.sampled_from(NASTY),
    st.text(max_size=200),
    st.builds("{}{}".format, st.sampled_from(NASTY), st.text(max_size=30)),
)
