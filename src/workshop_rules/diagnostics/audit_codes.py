"""What can be wrong with records of verdicts, their replay, and the log that keeps them. Part of the table of codes."""

from __future__ import annotations

from workshop_rules.diagnostics.code import Code

AUDIT: dict[str, Code] = {
    # records
    "WR801": Code(
        "not-a-record",
        "audit",
        "A file is not a record: not canonical JSON, or without the parts that a record has. A record is kept byte for "
        "byte; a program that prints it anew, indented for instance, makes another text of it.",
        "Give the file as `Verdict.record` made it.",
    ),
    "WR802": Code(
        "record-altered",
        "audit",
        "The digest that a record states is not the digest of what it says, so one of the two was changed since.",
        "Ask whoever keeps the log for the record as it was made.",
    ),
    "WR803": Code(
        "not-recordable",
        "audit",
        "A verdict cannot be made a record: one of its texts is no Unicode, or a value of a DMN model has no literal "
        "in FEEL from which it could be read back.",
        "Mend the text or the value where it comes from.",
    ),
    "WR804": Code(
        "masking-not-possible",
        "audit",
        "A masking is asked for that hides nothing: a key that is too short to keep a secret, or the path of a fact "
        "that the pack does not have.",
        "Use a key of at least 32 random bytes, and paths such as `school` or `members.school`.",
    ),
    # replaying
    "WR810": Code(
        "pack-not-found",
        "audit",
        "No pack with the digest that a record names can be found, so the verdict cannot be replayed.",
        "Put the pack into the archive (`workshop-rules archive PACK`), or its folder on the search path.",
    ),
    "WR811": Code(
        "verdict-differs",
        "audit",
        "Deciding again gives something else than the record says. Either the record was changed, or the engine "
        "decides otherwise than the one that made it.",
        "Compare the place that is named; replay with the version of the engine that the record names.",
    ),
    "WR812": Code(
        "facts-masked",
        "audit",
        "A record hides facts on which its verdict depends, so it can only be replayed with them.",
        "Supply them again: `workshop-rules verify RECORD --facts FILE`.",
    ),
    "WR813": Code(
        "other-facts",
        "audit",
        "The facts supplied for a replay are not those that the record was made from.",
        "Supply the facts as they were at the time.",
    ),
    "WR814": Code(
        "other-engine",
        "audit",
        "A verdict is replayed by another version of the engine than the one that made it.",
        "Where the replay differs, install the version that the record names and replay again.",
        warning=True,
    ),
    "WR815": Code(
        "key-needed",
        "audit",
        "Whether supplied facts are those that a record hides as digests can only be told with the key.",
        "Give the key: `--mask-key FILE`.",
    ),
    "WR816": Code(
        "archived-pack-altered",
        "audit",
        "A pack in the archive does not have the digest that its folder is named by: it was changed since.",
        "Put the pack into the archive again, from a copy that is as it was.",
    ),
    "WR817": Code(
        "not-decidable-again",
        "audit",
        "The pack refuses the facts, readings or parameters of a record, or the computation has no result. The pack "
        "that made the record cannot have done that.",
        "Compare the record with the log; the diagnostics name the place.",
    ),
    # the log
    "WR820": Code(
        "log-not-readable",
        "audit",
        "There is no log at the place, or what is there is none.",
        "Check the path or address.",
    ),
    "WR821": Code(
        "entry-altered",
        "audit",
        "The hash of an entry is not the hash of what it says: the entry was changed after it was written.",
        "Compare with a backup or an export; from this entry on the log proves nothing.",
    ),
    "WR822": Code(
        "entry-removed",
        "audit",
        "Entries of a log are numbered without a gap, and one is not there.",
        "Compare with a backup or an export; from this entry on the log proves nothing.",
    ),
    "WR823": Code(
        "entry-out-of-order",
        "audit",
        "An entry does not follow the one before it: it names another hash as that of its predecessor.",
        "Compare with a backup or an export; from this entry on the log proves nothing.",
    ),
    "WR824": Code(
        "tail-cut",
        "audit",
        "A log has fewer entries than it had when its head was noted, so the last ones were removed.",
        "Compare with a backup or an export.",
    ),
    "WR825": Code(
        "other-head",
        "audit",
        "The entry that a noted head names has another hash now: the log was written anew.",
        "Compare with a backup or an export.",
    ),
    "WR826": Code(
        "signature-wrong",
        "audit",
        "An entry is not signed, or not by the key that was given.",
        "Check that it is the right key; otherwise somebody else wrote the entry.",
    ),
    "WR827": Code(
        "clock-set-back",
        "audit",
        "An entry says that it was written before its predecessor. The order of the log is certain all the same; its "
        "times are only what the clock of the writing machine said.",
        "Look at the clock of that machine.",
        warning=True,
    ),
    "WR828": Code(
        "entry-not-written",
        "audit",
        "An entry could not be written, for instance because the disk is full. The log is as it was before.",
        "Mend the cause and append again.",
    ),
    "WR829": Code(
        "not-a-head",
        "audit",
        "A head is the number of entries and the hash of the last, with a colon between, as `audit head` prints it.",
        "Copy the whole line.",
    ),
    "WR830": Code(
        "not-a-key",
        "audit",
        "A file does not hold a key of the kind that is needed.",
        "Make a signing key with `openssl genpkey -algorithm ed25519`, a masking key with `openssl rand -hex 32`.",
    ),
    "WR831": Code(
        "no-such-entry",
        "audit",
        "A log has no entry of that number.",
        "`workshop-rules audit show LOG` lists them.",
    ),
}
