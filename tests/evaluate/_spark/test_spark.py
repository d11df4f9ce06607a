"""Spark in local mode says what the columnar evaluator says, to the last cell."""

import datetime as dt
from functools import partial
from itertools import islice
from pathlib import Path

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings

import workshop_rules as wr
import workshop_rules.spark
from benchmarks.workloads import cases_of_b, facts_of_b
from tests.dossiers import cases
from tests.evaluate._polars.columns import roster_for
from tests.evaluate._spark.workers import worker_says
from tests.evaluate.rosters import fits, frame_of
from tests.strategies_rosters import rosters
from workshop_rules.evaluate._polars import result_schema
from workshop_rules.evaluate._spark.deciding import decide
from workshop_rules.evaluate._spark.packing import Packing
from workshop_rules.rosters import make_roster, row_decider
from workshop_rules.spark import _roster

pytestmark = [
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
    pytest.mark.filterwarnings("ignore::UserWarning"),
]
FOLDER = "benchmarks/packs/bench_b"


@pytest.fixture(scope="session")
def session():
    from pyspark.sql import SparkSession

    builder = (
        SparkSession.builder.master("local[1]")
        .config("spark.sql.session.timeZone", "UTC")
        .config("spark.ui.enabled", "false")
    )
    # A JVM that lives for seconds is quickest when it does not optimise.
    session = builder.config("spark.driver.extraJavaOptions", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC").getOrCreate()
    yield session
    session.stop()


def _flawed():
    """Cases of which one has a number that cannot be, one lacks a list, and one has an award without a level."""
    rows = [facts_of_b(case) | {"row": number} for number, case in enumerate(cases_of_b(300))]
    rows[5]["homeroom_years"] = -1
    del rows[7]["honors"]
    rows[9]["honors"] = [{"level": None, "awarded_on": dt.date(2020, 5, 4)}]
    # Spark is particular about full stops in names, and about moments.
    at = pl.lit(dt.datetime(2024, 2, 29, 23, 59, tzinfo=dt.UTC))
    return pl.DataFrame(rows, infer_schema_length=None).with_columns(at.alias("changed.at"))


def test_the_same_to_the_last_cell_in_all_three_ways(session, tmp_path):
    roster = _flawed()
    pack = wr.load_pack(FOLDER)
    (tmp_path / "roster").mkdir()
    roster.head(200).write_parquet(tmp_path / "roster" / "1.parquet")
    roster.tail(100).write_parquet(tmp_path / "roster" / "2.parquet")
    expected = _texts(pack.decide_frame("mentor", roster, reasons="zh").data)
    assert expected["error"].drop_nulls().len() == 1
    assert expected["outcome"].n_unique() >= 3

    frame = session.read.parquet(str(tmp_path / "roster"))
    decided = workshop_rules.spark.decide(frame, pack, "mentor", reasons="zh")
    assert pl.DataFrame(pl.from_arrow(decided.toArrow())).sort("row").equals(expected)

    by_rows, by_files = tmp_path / "rows", tmp_path / "files"
    assert workshop_rules.spark.write_parquet(frame, str(by_rows), pack, "mentor", reasons="zh") == 300
    source = str(tmp_path / "roster")
    assert workshop_rules.spark.decide_parquet(session, source, str(by_files), pack, "mentor", reasons="zh") == 300
    for target in (by_rows, by_files):
        assert _texts(pl.read_parquet(target / "*.parquet")).sort("row").equals(expected)
        assert sorted({path.suffix for path in target.iterdir()}) == ["", ".parquet"]
        assert session.read.parquet(str(target)).schema == decided.schema


def _texts(frame):
    return frame.lazy().with_columns(pl.col(pl.Enum).cast(pl.String)).collect()


@pytest.mark.parametrize("folder", sorted(Path("policies").glob("*/pack.yaml")), ids=lambda path: path.parent.name)
def test_what_a_worker_gives_back_for_every_decision(folder):
    """The part that runs in Spark's workers, on batches as Spark hands them over: no enumerations, two at a time."""
    pack = wr.load_pack(folder.parent)
    for decision in pack.plan.decisions.values():
        drawn = [one for one in islice(cases(pack.plan, decision, seed=5, gaps=0.05), 4) if fits(one.dossier.facts)]
        roster = make_roster(row_decider(pack, decision.id, None, drawn[0].readings, {}))
        frame = frame_of(pack.plan, [one.dossier for one in drawn], [one.as_of for one in drawn])
        found = worker_says(frame, roster, 2)
        expected = (
            pack.decide_frame(decision.id, frame, readings=drawn[0].readings, as_of_column="day").data.lazy().collect()
        )
        for name in result_schema(decision):
            assert found[name].to_list() == expected[name].to_list(), (decision.id, name)


def test_texts_of_what_travelled_packed(session):
    """Full words and a part of one, every place and none; an enumeration that is too large is sent by itself.

    With so many columns beside them that Spark is kept from making one method of all.
    """
    few, many = (pl.Enum([f"text {place}" for place in range(size)]) for size in (15, 300))
    texts = [*few.categories, None]
    columns = {f"state.{name}": pl.Series([*texts[name:], *texts[:name]], dtype=few) for name in range(21)}
    outcomes = pl.Series(many.categories[-16:], dtype=many)
    told = [None, [], ["f"], ["f", "g"]] * 4
    errors = pl.Series([None, "none"] * 8, dtype=pl.String)
    results = pl.DataFrame(columns | {"outcome": outcomes, "missing": told, "error": errors})
    packing = Packing(dict(results.schema), beside=120)
    assert [len(packing.packed), len(packing.words)] == [21, 3]
    assert packing.fields.names[-1] not in packing.results
    assert Packing(dict(results.schema), beside=9).fields.names[-1] == "error"
    sent = session.createDataFrame(packing.pack(results), packing.fields)
    found = sent.select(*packing.unpack())
    assert pl.DataFrame(pl.from_arrow(found.toArrow())).equals(_texts(results))
    assert all(field.nullable for field in found.schema)


def test_columns_that_workers_cannot_be_handed_are_refused_by_name(session, tmp_path):
    frame = session.range(1).selectExpr("id", "id", "interval '1' month AS spell", "parse_json('1') AS note")
    pack = wr.load_pack(FOLDER)
    with pytest.raises(wr.FactsError) as refused:
        workshop_rules.spark.decide(frame, pack, "mentor")
    assert [one.message for one in refused.value.diagnostics] == [
        "two columns are called `id`",
        "the column `spell` is of a type that workers cannot be handed: interval month",
    ]
    with pytest.raises(wr.FactsError):
        workshop_rules.spark.write_parquet(frame, str(tmp_path / "out"), pack, "mentor")


def test_another_pack_on_a_worker_is_refused():
    make = partial(_roster, str(wr.load_pack(FOLDER).folder), "0" * 64, "mentor", None, (), (), None)
    with pytest.raises(wr.PackError, match="WR905"):
        make()


def test_generated_plans_in_a_session(session):
    """Workers get plans and rows as they are sent: what comes back is what columns say in this process."""

    @settings(max_examples=3, deadline=None, suppress_health_check=list(HealthCheck))
    @given(rosters(rows=5))
    def hold(asked):
        evaluator = roster_for(asked.plan, asked.case)
        expected = evaluator.decide(asked.frame, "day").select(*evaluator.schema)
        sent = asked.frame.with_columns(pl.col(pl.Enum, pl.Categorical).cast(pl.String))
        frame = session.createDataFrame(sent.to_arrow(compat_level=pl.CompatLevel.oldest()))
        found = decide(frame, evaluator.schema, partial(roster_for, asked.plan, asked.case), "day")
        assert _texts(expected).equals(pl.DataFrame(pl.from_arrow(found.toArrow())).select(*evaluator.schema))

    hold()
