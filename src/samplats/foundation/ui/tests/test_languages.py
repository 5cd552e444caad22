from django.test import RequestFactory

from samplats.foundation.ui.languages import language_links


def test_a_page_in_another_language_is_a_page_of_ours():
    request = RequestFactory().get("/")
    request.path = "//evil.example/x"
    assert [link.url.startswith("/%2Fevil.example/x?sprak=") for link in language_links(request)] == [True] * 3
