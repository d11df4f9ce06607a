"""By what packs are asked for: ids, paths, folders to look in; and the same pack once more, in another process."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import TYPE_CHECKING

from workshop_rules.diagnostics import Diagnostic
from workshop_rules.errors import PackError
from workshop_rules.frozen import replace

if TYPE_CHECKING:
    from workshop_rules.loaded import Pack

Place = str | os.PathLike[str]
"""A pack's id, perhaps with a version (`ordos_2013@1.0.0`), or the path of its folder."""


def loaded_again(folder: str, digest: str, search_path: tuple[str, ...], by_id: bool, with_cases: bool) -> Pack:
    """The pack that another process had, from the same folder.

    Raises:
        PackError: it cannot be loaded, or its content is another by now (WR905).
    """
    from pathlib import Path

    from workshop_rules.loaded import load_pack

    pack = load_pack(Path(folder), search_path=search_path, with_cases=with_cases)
    if pack.digest != digest:
        message = f"the pack in `{folder}` has another content than the one that was handed over"
        zh = f"文件夹`{folder}`中的规则包与交来的不是同一内容；请在两处使用同一版本"
        raise PackError([Diagnostic("WR905", message, None, "", "use the same version of it in both places", zh)])
    return replace(pack, _search_path=search_path, _by_id=by_id)


def folders_of(search_path: Sequence[Place] | Place) -> tuple[str, ...]:
    """The folders of a search path; one that is given by itself is one folder.

    Raises:
        PackError: something else was given.
    """
    folders = (search_path,) if isinstance(search_path, str | os.PathLike) else search_path
    try:
        return tuple(os.fspath(folder) for folder in folders)
    except TypeError:
        message = "`search_path` is a list of folders, each the text of a path or a `Path`"
        zh = "`search_path`应为文件夹的列表"
        raise PackError([Diagnostic("WR140", message, None, "", 'write `search_path=["packs"]`', zh)]) from None


def require_place(pack: object) -> None:
    """Refuse what is neither a pack's id nor a path.

    Raises:
        PackError: that.
    """
    if isinstance(pack, os.PathLike) or (isinstance(pack, str) and "\0" not in pack):
        return
    shown = repr(pack) if isinstance(pack, str) else f"a value of the type `{type(pack).__name__}`"
    message = f"a pack is named by its id or by the path of its folder, not by {shown}"
    zh = "规则包应以其标识或文件夹路径指明"
    raise PackError([Diagnostic("WR140", message, None, "", 'write `load_pack("ordos_2013")`', zh)])
