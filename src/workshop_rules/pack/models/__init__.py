"""The pack format as pydantic models. They refuse what the format does not know, and remember where they were written.

JSON Schemas for editors are generated from them (`pack.schemas`).
"""

from workshop_rules.pack.models.cases import CaseEntry, CasesFile, Expected
from workshop_rules.pack.models.conditions import Condition, CriterionEntry, LabelledCondition, WaivableEntry
from workshop_rules.pack.models.decisions import (
    KINDS,
    BaseOutcomeEntry,
    ChecklistFile,
    DecisionFile,
    DecisionHead,
    EligibilityFile,
    GradeEntry,
    ItemGroupEntry,
    LadderFile,
    LetEntry,
    LimitEntry,
    QuotaFile,
    RubricFile,
    RubricItemEntry,
    TableFile,
    TableInputEntry,
    TableRuleEntry,
    TierEntry,
    ValueFile,
)
from workshop_rules.pack.models.facts import EnumerationEntry, FactEntry, FactsFile, FieldEntry, PeriodFields
from workshop_rules.pack.models.manifest import (
    Applies,
    DocumentCopy,
    FindingEntry,
    InterpretationEntry,
    Manifest,
    ParameterEntry,
)
from workshop_rules.pack.models.outline import ClauseEntry, Coverage, Outline
from workshop_rules.pack.models.written import Written

__all__ = [
    "KINDS",
    "Applies",
    "BaseOutcomeEntry",
    "CaseEntry",
    "CasesFile",
    "ChecklistFile",
    "ClauseEntry",
    "Condition",
    "Coverage",
    "CriterionEntry",
    "DecisionFile",
    "DecisionHead",
    "DocumentCopy",
    "EligibilityFile",
    "EnumerationEntry",
    "Expected",
    "FactEntry",
    "FactsFile",
    "FieldEntry",
    "FindingEntry",
    "GradeEntry",
    "InterpretationEntry",
    "ItemGroupEntry",
    "LabelledCondition",
    "LadderFile",
    "LetEntry",
    "LimitEntry",
    "Manifest",
    "Outline",
    "ParameterEntry",
    "PeriodFields",
    "QuotaFile",
    "RubricFile",
    "RubricItemEntry",
    "TableFile",
    "TableInputEntry",
    "TableRuleEntry",
    "TierEntry",
    "ValueFile",
    "WaivableEntry",
    "Written",
]
