"""Metadata of a corpus in the Croissant format, version 1.0, for programs."""

from collections.abc import Iterator, Mapping

from aligner.corpus.counts import CorpusStatistics
from aligner.exporters import COLUMNS

# The context that the specification prescribes.
_CONTEXT = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "citeAs": "cr:citeAs",
    "column": "cr:column",
    "conformsTo": "dct:conformsTo",
    "cr": "http://mlcommons.org/croissant/",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "dct": "http://purl.org/dc/terms/",
    "equivalentProperty": "cr:equivalentProperty",
    "examples": {"@id": "cr:examples", "@type": "@json"},
    "extract": "cr:extract",
    "field": "cr:field",
    "fileProperty": "cr:fileProperty",
    "fileObject": "cr:fileObject",
    "fileSet": "cr:fileSet",
    "format": "cr:format",
    "includes": "cr:includes",
    "isLiveDataset": "cr:isLiveDataset",
    "jsonPath": "cr:jsonPath",
    "key": "cr:key",
    "md5": "cr:md5",
    "parentField": "cr:parentField",
    "path": "cr:path",
    "recordSet": "cr:recordSet",
    "references": "cr:references",
    "regex": "cr:regex",
    "repeated": "cr:repeated",
    "replace": "cr:replace",
    "samplingRate": "cr:samplingRate",
    "sc": "https://schema.org/",
    "separator": "cr:separator",
    "source": "cr:source",
    "subField": "cr:subField",
    "transform": "cr:transform",
}
_PARQUET = "application/x-parquet"
_NO_TEXT = {"probability": "sc:Float"}
# A list of pairs: the format has no simple type for it.
_LEFT_OUT = "properties"


def croissant_record(
    name: str, statistics: CorpusStatistics, sums: Mapping[str, str], licence: str = ""
) -> dict[str, object]:
    """The metadata as JSON-LD.

    Parameters
    ----------
    name : str
    statistics : CorpusStatistics
    sums : mapping of str to str
        SHA-256 of every data file by its name.
    licence : str
        ``""`` if it is not known.
    """
    source, target = statistics.languages
    return {
        "@context": _CONTEXT,
        "@type": "sc:Dataset",
        "conformsTo": "http://mlcommons.org/croissant/1.0",
        "name": name,
        "description": (
            f"Sentences in {source} and their translations into {target}, aligned by machine, "
            f"with a probability and the place on the page: {statistics.units} units."
        ),
        **({"license": licence} if licence else {}),
        "inLanguage": list(statistics.languages),
        "distribution": [_file(file, digest) for file, digest in sums.items()],
        "recordSet": [_records(name, file) for name, file in _record_sets(statistics, sums)],
    }


def _record_sets(
    statistics: CorpusStatistics, sums: Mapping[str, str]
) -> Iterator[tuple[str, str]]:
    """Names and files of the sets of records: a split each, or a file of one in several."""
    for split in statistics.splits:
        files = [file for file in sums if file.startswith(f"{split}-")]
        for file in files:
            yield split if len(files) == 1 else file.removesuffix(".parquet"), file


def _file(name: str, digest: str) -> dict[str, object]:
    return {
        "@type": "cr:FileObject",
        "@id": name,
        "name": name,
        "contentUrl": f"data/{name}",
        "encodingFormat": _PARQUET,
        "sha256": digest,
    }


def _records(name: str, file: str) -> dict[str, object]:
    """The units of a file."""
    fields = [_field(name, column, file) for column in COLUMNS if column != _LEFT_OUT]
    return {"@type": "cr:RecordSet", "@id": name, "name": name, "field": fields}


def _field(records: str, column: str, file: str) -> dict[str, object]:
    return {
        "@type": "cr:Field",
        "@id": f"{records}/{column}",
        "name": column,
        "dataType": _NO_TEXT.get(column, "sc:Text"),
        "source": {"fileObject": {"@id": file}, "extract": {"column": column}},
    }
