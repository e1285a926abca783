"""The pipeline over many documents: the same functions, in several processes or on a cluster."""

from aligner.bulk.cluster import dask_mapper
from aligner.bulk.local import default_jobs, local_mapper

__all__ = ["dask_mapper", "default_jobs", "local_mapper"]
