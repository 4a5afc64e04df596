"""The one table of kinds. A new kind is one module in `silta.records.kinds` and one line here."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from silta.records.kind import Kind
from silta.records.kinds import (
    action,
    activity,
    annual_review,
    arrangement,
    contact_point,
    crosswalk,
    framework_release,
    gap,
    joint_initiative,
    mapping,
    obligation,
    priority,
    programme,
    roadmap_item,
)

_ALL = (
    arrangement.KIND,
    obligation.KIND,
    contact_point.KIND,
    priority.KIND,
    programme.KIND,
    activity.KIND,
    joint_initiative.KIND,
    action.KIND,
    framework_release.KIND,
    crosswalk.KIND,
    mapping.KIND,
    gap.KIND,
    roadmap_item.KIND,
    annual_review.KIND,
)

KINDS: Final[Mapping[str, Kind]] = MappingProxyType({kind.code: kind for kind in _ALL})
