"""Redirects: a file at each old address of an item that leads to the new one. No engine has to know of them."""

from __future__ import annotations

from markupsafe import Markup

from cxsite.render.address import item_address, relative
from cxsite.render.escaping import escaped
from cxsite.render.site import Site

_PAGE = Markup(
    '<!doctype html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n<title>{title}</title>\n'
    '<meta name="robots" content="noindex">\n<link rel="canonical" href="{canonical}">\n'
    '<meta http-equiv="refresh" content="0; url={target}">\n</head>\n'
    '<body>\n<p>{moved} <a href="{target}">{title}</a></p>\n</body>\n</html>\n'
)


def redirects(site: Site) -> dict[str, bytes]:
    """The files by their place in the site."""
    view = site.view
    files = {}
    for (kind, old), id_ in sorted(view.redirects.items()):
        item = view.get(kind, id_)
        if item is None or view.get(kind, old) is not None:
            continue
        old_address, address = item_address(kind, old), item_address(kind, id_)
        target = relative(old_address, address)
        page = _PAGE.format(
            language=view.charter.language,
            title=escaped(item.title),
            canonical=f"{view.site_url.rstrip('/')}/{address}" if view.site_url else target,
            target=target,
            moved=site.words["moved"],
        )
        files[f"{old_address}index.html"] = page.encode()
    return files
