"""From a plan and a case to an answer: the reference interpreter, and the evaluators that must agree with it."""
