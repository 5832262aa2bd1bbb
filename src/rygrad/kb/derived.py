"""Numbers made from answers, which nobody is asked for."""

from __future__ import annotations

from rygrad.logic.vocabulary import Derived

# Body mass index in kg/m2 from kg and cm, rounded down.
BMI = Derived("bmi", "bmi", 4, 350, 10_000, ("weight",), ("height", "height"))
DERIVED = {BMI.id: BMI}
