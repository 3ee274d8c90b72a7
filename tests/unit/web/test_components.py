"""What each component draws: its HTML, with the white space between tags taken out."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.template import engines
from jinja2 import UndefinedError

from nrm.web.gallery import gallery_context

COMPONENTS = settings.BASE_DIR / "templates" / "components"


def drawn(source: str, **context) -> str:
    """The HTML of a template source, tidied: no white space at the edges of tags."""
    html = engines["jinja2"].env.from_string(source).render(context)
    return re.sub(r">\s+", ">", re.sub(r"\s+<", "<", re.sub(r"\s+", " ", html))).strip()


def component(name: str, call: str, **context) -> str:
    """The HTML of one call of a macro of `components/<name>.html`."""
    macro = call.split("(")[0]
    return drawn(f"{{% from 'components/{name}.html' import {macro} %}}{{{{ {call} }}}}", **context)


def test_tag_has_its_colour():
    html = component("tag", "tag('Waiting', 'yellow')")

    assert html == '<strong class="govuk-tag govuk-tag--yellow nrm-tag">Waiting</strong>'


def test_case_status_is_said_in_words():
    html = component("tag", "case_status('rg_positive')")

    assert html == '<strong class="govuk-tag govuk-tag--green nrm-tag">Reasonable grounds: positive</strong>'


@pytest.mark.parametrize(
    ("call", "html"),
    [
        ("answer('Derby')", "<bdi>Derby</bdi>"),
        ("answer('<b>')", "<bdi>&lt;b&gt;</bdi>"),
        ("answer(none)", '<span class="nrm-missing">Not answered</span>'),
        ("answer(none, missing='')", ""),
        ("answer('kept back', state='declined')", '<em class="nrm-no-answer">Declined</em>'),
        ("answer('', 'not_known')", '<em class="nrm-no-answer">Not known</em>'),
        ("answer('', 'not_asked')", '<em class="nrm-no-answer">Not asked</em>'),
        ("answer('', 'not_applicable')", '<em class="nrm-no-answer">Not applicable</em>'),
        (
            "answer(['Debt', 'Threats'])",
            '<ul class="nrm-plain-list"><li><bdi>Debt</bdi></li><li><bdi>Threats</bdi></li></ul>',
        ),
        ("answer(0)", "<bdi>0</bdi>"),
    ],
)
def test_answer_is_its_value_or_why_there_is_none(call, html):
    assert component("answer", call) == html


def test_answer_in_a_persons_own_words_keeps_every_space_and_line_break():
    template = "{% from 'components/answer.html' import answer %}{{ answer(words, verbatim=true) }}"

    html = engines["jinja2"].env.from_string(template).render(words="a  b\r\n\n  <c>")

    assert html.strip() == '<span class="nrm-verbatim" dir="auto">a  b&#10;&#10;  &lt;c&gt;</span>'


def test_summary_list_row_has_a_change_link_that_says_what_it_changes():
    rows = [{"key": "Date of birth", "value": "27 March 2007", "change_href": "/born/"}]

    html = component("summary_list", "summary_list(rows)", rows=rows)

    assert html == (
        '<dl class="govuk-summary-list nrm-summary"><div class="govuk-summary-list__row">'
        '<dt class="govuk-summary-list__key">Date of birth</dt>'
        '<dd class="govuk-summary-list__value"><bdi>27 March 2007</bdi></dd>'
        '<dd class="govuk-summary-list__actions"><a class="govuk-link" href="/born/">Change'
        '<span class="govuk-visually-hidden">date of birth</span></a></dd></div></dl>'
    )


def test_summary_list_row_without_link_has_no_actions_cell():
    html = component("summary_list", "summary_list(rows)", rows=[{"key": "Nation", "value": "Wales"}])

    assert "govuk-summary-list__row--no-actions" in html
    assert "govuk-summary-list__actions" not in html


def test_task_list_links_open_tasks_and_describes_them_by_hint_and_status():
    sections = [
        {"title": "The person", "tasks": [{"text": "Age", "href": "/age/", "status": "in_progress", "hint": "Missing"}]}
    ]

    html = component("task_list", "task_list(sections)", sections=sections)

    assert html == (
        '<section class="nrm-tasks"><h2 class="govuk-heading-m nrm-tasks__title">The person</h2>'
        '<ul class="govuk-task-list"><li class="govuk-task-list__item govuk-task-list__item--with-link">'
        '<div class="govuk-task-list__name-and-hint">'
        '<a class="govuk-link govuk-task-list__link" href="/age/"'
        ' aria-describedby="task-1-1-hint task-1-1-status">Age</a>'
        '<div id="task-1-1-hint" class="govuk-task-list__hint">Missing</div></div>'
        '<div class="govuk-task-list__status" id="task-1-1-status">'
        '<strong class="govuk-tag govuk-tag--blue nrm-tag">In progress</strong></div></li></ul></section>'
    )


def test_task_that_cannot_start_has_no_link():
    html = component("task_list", "task_list([{'tasks': [{'text': 'Submit', 'status': 'cannot_start'}]}])")

    assert "<a" not in html
    assert "govuk-task-list__status--cannot-start-yet" in html
    assert "Cannot start yet" in html


def test_identity_bar_shows_name_facts_and_stage():
    facts = [{"label": "Safe contact", "value": "solicitor only", "danger": True}]

    html = component("identity_bar", "identity_bar('Tran Minh Duc', facts, {'text': 'Routed'})", facts=facts)

    assert html == (
        '<section class="nrm-identity" aria-label="Who this case is about">'
        '<p class="nrm-identity__name"><bdi>Tran Minh Duc</bdi></p><dl class="nrm-identity__facts">'
        '<div class="nrm-identity__fact nrm-identity__fact--danger"><dt>Safe contact</dt>'
        "<dd><bdi>solicitor only</bdi></dd></div>"
        '<div class="nrm-identity__fact"><dt>Stage</dt>'
        '<dd><strong class="govuk-tag govuk-tag--blue nrm-tag">Routed</strong></dd></div></dl></section>'
    )


def test_clock_card_says_its_state_in_words_and_explains_itself():
    card = {
        "title": "RG",
        "value": "due Fri 27 Nov",
        "state": "due_soon",
        "detail": "4 days",
        "why": "Five working days.",
    }

    html = component("clock_card", "clock_card(card)", card=card)

    assert html == (
        '<section class="nrm-clock nrm-clock--due_soon">'
        '<h3 class="nrm-clock__title">RG<span class="govuk-visually-hidden">(soon)</span></h3>'
        '<p class="nrm-clock__value">due Fri 27 Nov</p><p class="nrm-clock__detail">4 days</p>'
        '<details class="nrm-why"><summary>why<span class="govuk-visually-hidden">this date: RG</span></summary>'
        '<div class="nrm-why__text"><p>Five working days.</p></div></details></section>'
    )


def test_timeline_entry_shows_london_time_and_who():
    at = dt.datetime(2026, 7, 1, 15, 5, tzinfo=dt.UTC)

    html = component("timeline", "timeline([{'title': 'Referred', 'at': at, 'by': 'J. Marsh'}])", at=at)

    assert html == (
        '<ol class="moj-timeline nrm-timeline"><li class="moj-timeline__item nrm-timeline__item">'
        '<h3 class="nrm-timeline__title">Referred</h3><p class="nrm-timeline__byline">'
        '<time datetime="2026-07-01T15:05:00+00:00">1 Jul 2026 at 4:05pm</time>· J. Marsh</p></li></ol>'
    )


def test_filter_panel_is_a_get_form_that_keeps_other_values():
    groups = [
        {
            "legend": "Due",
            "name": "due",
            "kind": "checkboxes",
            "options": [{"value": "a", "text": "A", "count": "9", "chosen": True}],
        }
    ]

    html = component("filter_panel", "filter_panel(groups, keep={'sort': 'due'})", groups=groups)

    assert (
        '<form method="get" novalidate class="nrm-filter__form"><input type="hidden" name="sort" value="due">' in html
    )
    assert '<input type="checkbox" id="filter-due-1" name="due" value="a" checked>' in html
    assert '<label for="filter-due-1">A<span class="nrm-filter__count">(9)</span></label>' in html


def test_pagination_draws_nothing_for_one_page():
    assert component("pagination", "pagination({})") == ""


def test_pagination_without_numbers_has_previous_and_next():
    html = component(
        "pagination",
        "pagination({'previous_href': '?page=1', 'next_href': '?page=3', 'summary': '26 to 50 of 1,000+'})",
    )

    assert re.findall(r'href="([^"]+)" rel="(\w+)"', html) == [("?page=1", "prev"), ("?page=3", "next")]
    assert '<p class="govuk-body-s nrm-pagination__summary">26 to 50 of 1,000+</p>' in html


def test_queue_table_names_each_cell_for_the_phone_layout():
    rows = [
        {"cells": [{"text": "NRM-26-000001-A", "href": "/c/"}, {"text": "Today", "tone": "overdue", "detail": "Thu"}]}
    ]

    html = component("queue_table", "queue_table('Cases', ['Case', 'Due'], rows)", rows=rows)

    assert '<th scope="row" role="rowheader" data-label="Case">' in html
    assert '<td role="cell" data-label="Due"><span class="nrm-table__value nrm-table__value--overdue">' in html
    assert '<span class="nrm-detail">Thu</span>' in html


def test_disabled_action_says_why_instead_of_a_button():
    html = component("actions", "actions([{'text': 'Approve', 'disabled_reason': 'You wrote it.'}])")

    assert "<button" not in html
    assert '<p class="nrm-unavailable"><span class="nrm-unavailable__action">Approve</span>You wrote it.</p>' in html


def test_form_carries_both_tokens():
    source = (
        "{% from 'components/form.html' import post_form with context %}{% call post_form(guard=false) %}x{% endcall %}"
    )

    html = drawn(source, csrf_input="CSRF", author_input="AUTHOR")

    assert html == '<form method="post" novalidate data-submit-once>CSRF AUTHOR x</form>'


def test_form_on_a_page_without_csrf_token_fails_loudly():
    source = "{% from 'components/form.html' import post_form %}{% call post_form() %}x{% endcall %}"

    with pytest.raises(UndefinedError, match="csrf_input"):
        drawn(source)


def test_error_summary_links_each_sentence():
    html = component("messages", "error_summary([{'text': 'Enter a name', 'href': '#id_name'}])")

    assert '<li><a href="#id_name">Enter a name</a></li>' in html


def test_every_component_is_documented_at_its_top():
    undocumented = [path.name for path in COMPONENTS.glob("*.html") if not path.read_text().startswith("{#")]

    assert undocumented == []


@pytest.mark.parametrize("folder", ["templates", "templates_allauth"])
def test_no_template_has_inline_style_or_script(folder):
    inline = re.compile(r"\sstyle=|<style|\son[a-z]+=\"|javascript:|<script(?![^>]*(\ssrc=|type=\"application/json\"))")

    found = [str(path) for path in Path(settings.BASE_DIR / folder).rglob("*.html") if inline.search(path.read_text())]

    assert found == []


def test_gallery_draws_every_component(rf):
    request = rf.get("/components/")

    html = engines["jinja2"].get_template("components/gallery.html").render(gallery_context(), request)

    assert html.count("<h1") == 1
    assert "Atlantean" in html


def test_reading_page_puts_help_beside_only_when_there_is_some():
    base = "{% extends 'base/two_thirds.html' %}{% set title = 'T' %}"

    with_help = drawn(base + "{% block aside %}<p>Help</p>{% endblock %}")
    without = drawn(base)

    assert '<aside class="nrm-columns__aside" aria-label="Help with this page"><p>Help</p></aside>' in with_help
    assert "<aside" not in without


def test_title_begins_with_error_when_the_page_has_one():
    page = "{% extends 'base/page.html' %}{% set title = 'Route the case' %}"

    assert "<title>Route the case - NRM casework</title>" in drawn(page)
    assert "<title>Error: Route the case - NRM casework</title>" in drawn(
        page, errors=[{"text": "Select one", "href": "#id_a"}]
    )


def test_bar_says_who_acts_for_whom_and_signs_out_by_post():
    page = "{% extends 'base/page.html' %}{% set title = 'T' %}"

    html = drawn(
        page,
        person_name="Amara Okafor",
        acting_organisation="Single Competent Authority",
        acting_role="caseworker",
        acting_choices=[1],
        switch_href="/people/act-as/",
        navigation=[
            {"text": "Queue", "href": "/queue/", "active": True},
            {"text": "Checks", "href": "/c/", "count": 120},
        ],
        csrf_input="CSRF",
    )

    assert '<span class="nrm-bar__acting"><bdi>Single Competent Authority</bdi>· caseworker</span>' in html
    assert '<a class="nrm-bar__link" href="/queue/" aria-current="true">Queue</a>' in html
    assert '<span class="nrm-count">99+<span class="govuk-visually-hidden">waiting</span></span>' in html
    assert '<a class="nrm-bar__action" href="/people/act-as/">Switch' in html
    assert '<form method="post" action="/accounts/logout/" class="nrm-bar__sign-out">CSRF<button type="submit"' in html


def test_visitors_see_no_sign_out():
    html = drawn("{% extends 'base/page.html' %}{% set title = 'T' %}")

    assert "Sign out" not in html


def test_nothing_of_the_crown_is_drawn():
    html = drawn("{% extends 'base/page.html' %}{% set title = 'T' %}")

    assert "crown" not in html.lower()
    assert "logotype" not in html
