"""Live dossiers: facts arrive over months, and the day on which a verdict changes is told.

`events` says what can happen, `admission` holds it against the vocabulary, `holding` is a dossier between events,
`settling` asks the engine and the compiled evaluator how it stands, `standing` is their answer and what changed,
`journal` keeps all of it on disk, `dossiers` is the set and `dossier` one of it, `opening` opens a set, and `stream`
reads files of events.
"""

from workshop_rules.living.dossier import LiveDossier
from workshop_rules.living.dossiers import LiveDossiers
from workshop_rules.living.opening import live
from workshop_rules.living.standing import Change, CriterionChange, Standing

__all__ = ["Change", "CriterionChange", "LiveDossier", "LiveDossiers", "Standing", "live"]
