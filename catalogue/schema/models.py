"""The schema of catalogue files in one place: what an exercise and a routine are."""

from catalogue.schema.exercise import (
    MOST_TURNS,
    Defaults,
    Exercise,
    LoadTable,
    Muscles,
    Phase,
    SetupStep,
    Sides,
)
from catalogue.schema.fields import SCHEMA, SchemaNumber, newer_schema
from catalogue.schema.notation import RepRange, Tempo, parse_reps, parse_tempo
from catalogue.schema.poses import FigureTable, Pose
from catalogue.schema.routine import Block, Routine, SetTable, SupersetItem, Work

__all__ = [
    "MOST_TURNS",
    "SCHEMA",
    "Block",
    "Defaults",
    "Exercise",
    "FigureTable",
    "LoadTable",
    "Muscles",
    "Phase",
    "Pose",
    "RepRange",
    "Routine",
    "SchemaNumber",
    "SetTable",
    "SetupStep",
    "Sides",
    "SupersetItem",
    "Tempo",
    "Work",
    "newer_schema",
    "parse_reps",
    "parse_tempo",
]
