"""The incremental evaluator: dossiers held by durable-rules, a Rete network, and changed fact by fact.

`compile_ruleset` makes rules of a decision; `Network` holds dossiers and says how their criteria stand; `Workers` does
so in other processes. Facts become whole numbers (`encoding`), conditions conjunctions of comparisons (`lowering`,
`patterns`), each condition's truth a fact of its own (`composing`); what has no such form is refused by name.
"""

from workshop_rules.evaluate._durable.compiling import compile_ruleset
from workshop_rules.evaluate._durable.network import Network
from workshop_rules.evaluate._durable.ruleset import Route, Ruleset
from workshop_rules.evaluate._durable.states import outcome_of
from workshop_rules.evaluate._durable.workers import Workers

__all__ = ["Network", "Route", "Ruleset", "Workers", "compile_ruleset", "outcome_of"]
