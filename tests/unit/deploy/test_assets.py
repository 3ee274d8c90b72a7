"""What happens to a published style sheet before it is served."""

from __future__ import annotations

import pytest

from deploy.local.assets import SYSTEM_FONT, images_named, rewritten_css, without_source_map


@pytest.mark.parametrize(
    ("published", "served"),
    [
        ("@font-face{font-family:GDS Transport;src:url(/assets/fonts/l.woff2)}a{b:c}", "a{b:c}"),
        ("a{font-family:GDS Transport,arial,sans-serif}", f"a{{font-family:{SYSTEM_FONT}}}"),
        ('a{font-family:"GDS Transport", arial, sans-serif}', f"a{{font-family:{SYSTEM_FONT}}}"),
        ("a{background:url(/assets/images/icon-document.svg)}", "a{background:url(images/icon-document.svg)}"),
        ("a{mask-image:url('/assets/images/icon-x.svg')}", "a{mask-image:url(images/icon-x.svg)}"),
        ("a{background-image:url(/assets/images/govuk-crest.svg)}", "a{background-image:none}"),
        ("a{b:url(/assets/images/moj-logotype-crest-2024.png)}", "a{b:none}"),
        ("a{b:url(data:image/svg+xml;base64,AAAA)}", "a{b:url(data:image/svg+xml;base64,AAAA)}"),
        ("a{b:c}\n/*# sourceMappingURL=x.min.css.map */", "a{b:c}\n"),
    ],
)
def test_style_sheet_is_rewritten(published, served):
    assert rewritten_css(published) == served


def test_images_named_lists_each_file_once_and_no_embedded_one():
    css = "a{b:url(images/two.svg)}c{d:url(images/one.svg)}e{f:url(images/two.svg)}g{h:url(data:image/png;base64,A)}"

    assert images_named(css) == ["images/one.svg", "images/two.svg"]


def test_script_loses_its_source_map_only():
    assert without_source_map("let a='//# not one';//# sourceMappingURL=a.js.map\n") == "let a='//# not one';\n"
