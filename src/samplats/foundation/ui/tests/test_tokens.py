import re
from pathlib import Path

STYLES = Path(__file__).parents[1] / "static" / "ui"
TOKENS = (STYLES / "tokens.css").read_text("utf-8")


def declared(block: str) -> dict[str, str]:
    return dict(re.findall(r"(--[\w-]+):\s*([^;]+);", block))


def block_after(opening: str) -> dict[str, str]:
    start = TOKENS.index(opening) + len(opening)
    return declared(TOKENS[start : TOKENS.index("}", start)])


def test_dark_by_choice_and_dark_by_system_are_the_same():
    assert block_after(':root[data-theme="dark"] {') == block_after(
        '(prefers-color-scheme: dark) {\n  :root:not([data-theme="light"]) {'
    )


def test_every_token_that_is_used_is_declared():
    known = set(declared(TOKENS))
    used = set()
    for sheet in STYLES.glob("*.css"):
        used |= set(re.findall(r"var\((--[\w-]+)\)", sheet.read_text("utf-8")))
    # Set by the charts themselves, and from the municipality's own colour.
    local = {"--a", "--b", "--c", "--h", "--n", "--p", "--px", "--py", "--v", "--w", "--z", "--own", "--own-on-dark"}
    assert used - local - known == set()


def test_nothing_is_fetched_from_elsewhere():
    for sheet in STYLES.glob("*.css"):
        assert not re.findall(r"url\(\s*[\"']?(?:https?:)?//", sheet.read_text("utf-8"))
    fonts = re.findall(r"url\((fonts/[^)]+)\)", TOKENS)
    assert fonts
    assert all((STYLES / font).is_file() for font in fonts)
