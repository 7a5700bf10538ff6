"""Corpora of any size: sums over partitions, on one machine or on many.

A source is read partition by partition. Each gives a *partial*: tables of counts, hits and sizes
that add up. The same functions that read a small corpus whole read every partition, so the sums
are those of the whole, whoever read which part.
"""
