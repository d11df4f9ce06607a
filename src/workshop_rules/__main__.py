"""`python -m workshop_rules` is `workshop-rules`."""

from workshop_rules.cli import main

if __name__ == "__main__":
    main()
