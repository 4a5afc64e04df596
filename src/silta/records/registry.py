"""The one table of kinds. A new kind is one module in `silta.records.kinds` and one line here."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from silta.records.kind import Kind
from silta.records.kinds import (
    action,
    activity,
    advice,
    advice_response,
    annual_review,
    applicability_review,
    arrangement,
    assessment,
    consultation,
    contact_point,
    crosswalk,
    decision,
    document,
    event,
    expert,
    finding,
    framework_release,
    gap,
    indicator,
    joint_initiative,
    mapping,
    meeting,
    minutes,
    obligation,
    participation,
    practice,
    priority,
    programme,
    result,
    roadmap_item,
)

_ALL = (
    arrangement.KIND,
    obligation.KIND,
    contact_point.KIND,
    priority.KIND,
    programme.KIND,
    activity.KIND,
    event.KIND,
    participation.KIND,
    joint_initiative.KIND,
    meeting.KIND,
    minutes.KIND,
    decision.KIND,
    action.KIND,
    expert.KIND,
    consultation.KIND,
    advice.KIND,
    advice_response.KIND,
    framework_release.KIND,
    crosswalk.KIND,
    mapping.KIND,
    assessment.KIND,
    finding.KIND,
    gap.KIND,
    roadmap_item.KIND,
    practice.KIND,
    applicability_review.KIND,
    indicator.KIND,
    result.KIND,
    document.KIND,
    annual_review.KIND,
)

KINDS: Final[Mapping[str, Kind]] = MappingProxyType({kind.code: kind for kind in _ALL})
