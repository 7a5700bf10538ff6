"""How sure: resampling, stability, choices, and how much a finding may claim."""
