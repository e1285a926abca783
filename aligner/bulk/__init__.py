"""Parallel execution of pipeline tasks, in several processes or on a Dask cluster."""

from aligner.bulk.cluster import dask_mapper
from aligner.bulk.local import default_jobs, local_mapper

__all__ = ["dask_mapper", "default_jobs", "local_mapper"]
