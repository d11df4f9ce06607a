"""What is wrong with events, told in Chinese by those who ask for it."""

import pytest

import workshop_rules as wr
from workshop_rules.living.stream import watch

WRONG = [
    ("[]", "事件应写成名称和值"),
    ('{"dossier": "a", "set": "homeroom_years", "value": 1, "retract": "x"}', "又有`retract`"),
    ('{"dossier": "a", "sett": "homeroom_years", "value": 1}', "没有叫作`sett`的事件；是否应为`set`"),
    ('{"dossier": "a"}', "事件没有说明发生了什么"),
    ('{"dossier": "a", "set": "homeroom_years", "valu": 1}', "是否应为`value`"),
    ('{"dossier": "a", "set": "homeroom_years"}', "`set`事件应有`value`"),
    ('{"set": "homeroom_years", "value": 1}', "缺少`dossier`"),
    ('{"dossier": "a", "set": "homeroom_yers", "value": 1}', "没有事实`homeroom_yers`"),
    ('{"dossier": "a", "set": "homeroom_years", "value": "九"}', "应为数字，而不是`九`"),
    ('{"dossier": "a", "set": "honors", "value": []}', "`honors`是列表"),
    ('{"dossier": "a", "set": "findings", "value": {}}', "`findings`不是单项事实"),
    ('{"dossier": "a", "assert": "homeroom_years", "record": 1}', "`homeroom_years`不是列表"),
    ('{"dossier": "a", "retract": "homeroom_years"}', "没有可撤回的`homeroom_years`"),
    ('{"dossier": "a", "retract": "honors"}', "没有说明撤回哪一条"),
    ('{"dossier": "a", "retract": "honors", "id": "x"}', "`honors`中没有记录`x`；一条也没有"),
    ('{"advance": "2013/10/1"}', "`advance`不是日期"),
    ("\udcff", "不是UTF-8编码"),
]


@pytest.mark.parametrize(("event", "chinese"), WRONG)
def test_a_wrong_event_is_told_in_chinese(event, chinese, tmp_path):
    file = tmp_path / "events.jsonl"
    file.write_bytes(event.encode("utf-8", "surrogateescape") + b"\n")
    with wr.live("ordos_2013", "mentor") as dossiers, pytest.raises((wr.FactsError, wr.DecisionError)) as raised:
        watch(dossiers, str(file), lambda *_: None)
    assert chinese in raised.value.diagnostics[0].zh
