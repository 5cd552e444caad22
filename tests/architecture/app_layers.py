"""import-linter's layers for every app there is, so that a new app is covered the day it is made."""

from __future__ import annotations

from typing import Any

from grimp import ImportGraph
from importlinter.contracts.layers import LayersContract
from importlinter.domain import fields
from importlinter.domain.contract import ContractCheck
from importlinter.domain.helpers import module_expressions_to_modules
from importlinter.domain.imports import ModuleExpression


class AppLayers(LayersContract):
    """`containers` may hold wildcards; `not_apps` names packages they match that are no apps."""

    type_name = "app_layers"
    not_apps = fields.SetField(subfield=fields.StringField(), required=False)

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:
        names: Any = self.not_apps or set()
        found = module_expressions_to_modules(graph, self.containers)
        apps = sorted(module.name for module in found if module.name not in names)
        if not apps:
            return ContractCheck(kept=True)
        self.containers = [ModuleExpression(name) for name in apps]
        return super().check(graph, verbose)
