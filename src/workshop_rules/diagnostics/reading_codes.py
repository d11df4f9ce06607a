"""What can be wrong with a pack's files, and with looking for packs. Part of the table of codes."""

from __future__ import annotations

from workshop_rules.diagnostics.code import Code

READING: dict[str, Code] = {
    "WR101": Code(
        "unreadable-file",
        "read",
        "A file could not be opened: it is not there, is a folder, or may not be read.",
        "Check the path and the permissions.",
    ),
    "WR102": Code(
        "file-too-large",
        "read",
        "A file is larger than 1 MiB, the most that is read, so that a hostile file cannot fill the memory.",
        "Split the file, or take out what is not part of the pack.",
    ),
    "WR103": Code(
        "not-utf-8",
        "read",
        "The bytes of a file are not UTF-8 text, so its words cannot be known for certain.",
        "Save the file as UTF-8; editors often call it an encoding.",
    ),
    "WR104": Code(
        "control-character",
        "read",
        "A text has a character that cannot be seen: a control character, a line end other than LF or CR LF, "
        "or one that turns the direction of writing. What people read and what is decided could differ.",
        "Delete the character.",
    ),
    "WR105": Code(
        "broken-yaml",
        "read",
        "The text is not YAML: a bracket, quote or indentation does not fit.",
        "Mend the place; the mistake is often on the line before.",
    ),
    "WR106": Code(
        "not-one-document",
        "read",
        "A file holds exactly one YAML document, and this one has none or several.",
        "Write one document, without `---` between parts.",
    ),
    "WR107": Code(
        "yaml-tag",
        "read",
        "A value has a YAML tag such as `!!python/object`. Tags can make programs do things, so none is read.",
        "Delete the tag.",
    ),
    "WR108": Code(
        "merge-key",
        "read",
        "A mapping has the merge key `<<`, which YAML readers treat differently.",
        "Write the keys out, or use a plain alias for the whole value.",
    ),
    "WR109": Code(
        "alias-bound",
        "read",
        "Aliases repeat too much of the document, name an anchor that is not there, or contain themselves.",
        "Write the value out where it is needed.",
    ),
    "WR110": Code(
        "duplicate-key",
        "read",
        "A mapping has the same key twice, and only one of the values could count.",
        "Delete one of them.",
    ),
    "WR111": Code(
        "ambiguous-boolean",
        "read",
        "A plain `yes`, `no`, `on`, `off`, `y`, `n` or a capitalized `True` is a truth value to some YAML "
        "readers and a text to others.",
        "Write `true` or `false` for a truth value, and quotes for a text.",
    ),
    "WR112": Code(
        "ambiguous-number",
        "read",
        "A plain value looks like a number, but YAML readers disagree on which: leading zeros, `0x`, `_`, "
        "`:`, exponents, `.5`, `.inf`.",
        "Write plain decimal digits such as `-12` or `9.1` for a number, and quotes for a text.",
    ),
    "WR113": Code(
        "nested-too-deep",
        "read",
        "Lists and mappings stand in one another deeper than is read.",
        "Flatten the structure.",
    ),
    "WR114": Code(
        "key-not-text",
        "read",
        "A key of a mapping is not a text but a number, a truth value, null, a list or a mapping.",
        "Write the key as a text, in quotes if it looks like something else.",
    ),
    "WR115": Code(
        "broken-json",
        "read",
        "The text is not JSON as RFC 8259 defines it.",
        "Mend the place; comments, trailing commas and single quotes are not JSON.",
    ),
    "WR120": Code(
        "unknown-key",
        "read",
        "A mapping has a key that the format does not know. It is not ignored, since it may be a misspelt rule.",
        "Write the nearest right key, or delete it.",
    ),
    "WR121": Code(
        "missing-key",
        "read",
        "A mapping lacks a key that the format asks for.",
        "Add the key.",
    ),
    "WR122": Code(
        "wrong-kind-of-value",
        "read",
        "A value is of another kind than its place asks for, such as a number where a text belongs.",
        "Write a value of the right kind.",
    ),
    "WR123": Code(
        "not-an-allowed-value",
        "read",
        "A value is none of those that may stand here.",
        "Write one of the allowed values.",
    ),
    "WR124": Code(
        "invalid-value",
        "read",
        "A value is of the right kind, but not one that can stand here: an impossible date, an id with a "
        "space, an empty text.",
        "Mend the value.",
    ),
    "WR125": Code(
        "not-one-condition",
        "read",
        "A condition is stated in exactly one way: `when`, `finding`, `all`, `any`, `not`, or `at_least` with `of`.",
        "Keep one of them; put several under `all` or `any`.",
    ),
    "WR130": Code(
        "missing-file",
        "read",
        "A pack lacks a file that every pack has: `pack.yaml`, `clauses.yaml`, and at least one decision.",
        "Add the file.",
    ),
    "WR131": Code(
        "id-is-not-the-name",
        "read",
        "An id differs from the name of its file or folder, by which others find it.",
        "Rename one of them.",
    ),
    "WR132": Code(
        "duplicate-id",
        "read",
        "Two things of a kind have the same id, so that nobody can tell which one is meant.",
        "Rename one of them.",
    ),
    "WR133": Code(
        "unknown-file",
        "read",
        "A pack's folder has a file that is not part of the format. It is not read.",
        "Move or rename the file.",
        warning=True,
    ),
    "WR134": Code(
        "redefines-the-vocabulary",
        "read",
        "A pack defines a fact or an enumeration that the shared vocabulary has, or uses a name that has a "
        "meaning of its own, so that one dossier could not be put to every pack.",
        "Use the shared one, or choose another name.",
    ),
    "WR135": Code(
        "unknown-type",
        "read",
        "A type is neither built in nor an enumeration of the vocabulary.",
        "Write the nearest right name, or define the enumeration.",
    ),
    "WR136": Code(
        "other-engine-version",
        "read",
        "A pack was written for other versions of the engine than this one.",
        "Install a version of the engine that the pack names, or a version of the pack for this engine.",
    ),
    "WR137": Code(
        "refers-to-nothing",
        "read",
        "A name refers to something in the same file that is not there: a common criterion, an item group, a reading.",
        "Write the nearest right name, or define it.",
    ),
    "WR140": Code(
        "unknown-pack",
        "read",
        "No pack of that id is bundled, installed or on the search path, and no folder of that path holds one.",
        "Write the nearest right id, or say where the pack is.",
    ),
    "WR141": Code(
        "broken-entry-point",
        "read",
        "An installed package announces packs, but where it points to there are none. It is passed over.",
        "Mend or uninstall the package.",
        warning=True,
    ),
    "WR142": Code(
        "no-folder-on-search-path",
        "read",
        "A folder of the search path does not exist. It is passed over.",
        "Create the folder, or take it off the search path.",
        warning=True,
    ),
}
