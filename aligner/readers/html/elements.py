"""Elements of HTML that decide where a text ends and whether it is shown."""


def words(text: str) -> frozenset[str]:
    """The words of a text as a set."""
    return frozenset(text.split())


BLOCK_TAGS = words(
    "address article aside blockquote body caption center col colgroup dd details dialog dir div "
    "dl dt fieldset figcaption figure footer form frameset h1 h2 h3 h4 h5 h6 head header hgroup hr "
    "html legend li listing main menu nav ol optgroup option p plaintext pre search section select "
    "summary table tbody td textarea tfoot th thead tr ul xmp",
)
VOID_TAGS = words(
    "area base basefont bgsound br col embed frame hr img input keygen link meta param source "
    "track wbr",
)
HIDDEN_TAGS = words(
    "audio canvas datalist head iframe noembed noframes noscript object script style svg template "
    "title video",
)
HEADING_TAGS = words("h1 h2 h3 h4 h5 h6")
# Tags that say what the text in them is.
ROLE_TAGS = HEADING_TAGS | words("blockquote caption dd dt figcaption li td th")
# A start tag on the left ends an open element on the right, unless one of
# `SCOPE_TAGS` stands between.
ENDED_BY = {
    "dd": ("dd", "dt"),
    "dt": ("dd", "dt"),
    "li": ("li",),
    "option": ("option",),
    "td": ("td", "th"),
    "th": ("td", "th"),
    "tr": ("tr",),
}
SCOPE_TAGS = words("button caption dl menu object ol select table ul")
