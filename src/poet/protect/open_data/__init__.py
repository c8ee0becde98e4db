"""What may be given to everybody: rounded so that rounding holds, or with the same noise wherever a cell stands."""

from poet.protect.open_data.keys import record_keys
from poet.protect.open_data.noise import BITS, Noise, NoiseTable, NoSuchNoise, noise_table
from poet.protect.open_data.perturbed import Cost, NoisyTable, Perturbed, cost, perturb
from poet.protect.open_data.precision import Governed, Tried, govern, ladder
from poet.protect.open_data.printing import Printed, Printing, is_recoverable, printed, rows_behind
from poet.protect.open_data.rounded import Rounded, RoundedPart, RoundedTable, rounded

__all__ = [
    "BITS",
    "Cost",
    "Governed",
    "NoSuchNoise",
    "Noise",
    "NoiseTable",
    "NoisyTable",
    "Perturbed",
    "Printed",
    "Printing",
    "Rounded",
    "RoundedPart",
    "RoundedTable",
    "Tried",
    "cost",
    "govern",
    "is_recoverable",
    "ladder",
    "noise_table",
    "perturb",
    "printed",
    "record_keys",
    "rounded",
    "rows_behind",
]
