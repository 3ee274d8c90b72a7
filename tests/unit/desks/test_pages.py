from __future__ import annotations

from desks.presenters.pages import page_links
from nrm.web.pagination import BoundedCount, ListPage


def page(number: int, count: int, *, is_bounded: bool = False, rows: int = 25) -> ListPage:
    has_next = is_bounded or number * 25 < count
    return ListPage(list(range(rows)), number, has_next, BoundedCount(count, is_bounded))


def test_one_page_has_no_links():
    assert page_links(page(1, 3, rows=3), []) == {
        "summary": "1 to 3 of 3",
        "numbers": [{"number": 1, "href": "?page=1", "current": True}],
    }


def test_links_keep_what_the_list_is_narrowed_to():
    links = page_links(page(2, 60), [("due", "today"), ("with", "me")])

    assert links["previous_href"] == "?due=today&with=me&page=1"
    assert links["next_href"] == "?due=today&with=me&page=3"
    assert links["summary"] == "26 to 50 of 60"


def test_far_pages_are_left_out():
    numbers = page_links(page(5, 250), [])["numbers"]

    assert [item.get("number", "…") for item in numbers] == [1, "…", 4, 5, 6, "…", 10]


def test_pages_are_not_numbered_where_rows_were_not_all_counted():
    links = page_links(page(1, 1000, is_bounded=True), [])

    assert links == {"summary": "1 to 25 of 1,000+", "next_href": "?page=2"}


def test_an_empty_page_says_nothing():
    assert page_links(page(1, 0, rows=0), [])["summary"] == ""
