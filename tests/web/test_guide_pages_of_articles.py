"""The pages of the guide that articles may lead to are there."""

from __future__ import annotations

import pytest
from browsing import Reader

from rygrad.words.articles.checking_links import GUIDE_PAGES


@pytest.mark.parametrize("page", sorted(GUIDE_PAGES))
def test_an_article_may_lead_to_it(reader: Reader, page: str) -> None:
    asked = f"{page}fysioterapeut/danmark/ryg" if page.endswith("/") and page != "/" else page
    assert reader.client.get(asked).status_code == 200
