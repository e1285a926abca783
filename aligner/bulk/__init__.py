"""The pipeline over many documents: the same functions, in several processes."""

from aligner.bulk.local import default_jobs, local_mapper

__all__ = ["default_jobs", "local_mapper"]
