"""Explanations on a page: as text, Markdown, HTML and JSON.

`report` lays an explanation out once, for a language and a view; `text`, `markdown` and `html` draw that layout, and
`json` writes the explanation itself by the published schema.
"""
