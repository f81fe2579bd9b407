from django.http import QueryDict

from core.list_urls import from_list, kept


def test_the_view_keeps_filter_and_order_and_drops_page_and_empty_fields():
    query = QueryDict("q=zinc&kind=&sort=-title&page=3&format=csv&list=1&tag=a&tag=b")
    assert kept(query).urlencode() == "q=zinc&sort=-title&tag=a&tag=b"
    assert query["page"] == "3"


def test_a_file_is_told_that_it_was_opened_from_a_list(rf):
    assert from_list(rf.get("/things/"), "/things/7/") == "/things/7/?list=1"
    assert from_list(rf.get("/things/?q=a&page=2"), "/things/7/") == "/things/7/?q=a&list=1"
