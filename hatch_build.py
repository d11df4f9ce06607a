"""Put the policies into the wheel; an editable install reads them from the checkout."""

from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class Policies(BuildHookInterface):  # type: ignore[type-arg]
    """Ship `policies/` as `workshop_rules/policies/`."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if version == "standard":
            build_data["force_include"]["policies"] = "workshop_rules/policies"
