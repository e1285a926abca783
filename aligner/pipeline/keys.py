"""Keys of the stages: what a result depends on, so that a re-run does only what changed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import aligner
from aligner import parts
from aligner.core import DECODER, models_digest, span_of
from aligner.glossary import Glossary
from aligner.pipeline.options import (
    RunOptions,
    chosen_resources,
    chosen_segmentation,
    chosen_weights,
)
from aligner.readers import PageFacts
from aligner.signature import Signature, digest_values
from aligner.splitters import split_signature
from aligner.terms import term_signature
from aligner.values import Bead, PairDecision


@dataclass(frozen=True, slots=True)
class StageKeys:
    """Names the result of each stage by the digest of its inputs and options.

    Parameters
    ----------
    options : RunOptions
    glossary : Glossary or None
        Its terms are anchors of alignments.
    """

    options: RunOptions
    glossary: Glossary | None = None

    @property
    def encoder(self) -> str:
        """What the encoder in use calls itself."""
        return chosen_weights(self.options).encoder

    def signature(self) -> Signature:
        """Parts and options that decide how a pair is aligned."""
        weights, resources = chosen_weights(self.options), chosen_resources(self.options)
        tokens = resources.tokens
        return Signature.of(
            {
                # The names of all readers in every unit would be most of a table of units.
                "read": digest_values(parts.readers.names())[:8],
                "split": split_signature(chosen_segmentation(self.options)),
                "encode": weights.encoder,
                "align": f"{weights.name}-{weights.digest()}",
                "decode": DECODER,
                **({"evidence": tokens.name} if tokens else {}),
                **({"lexicon": resources.table.label} if weights.reads_words else {}),
                **({"glossary": self.glossary.digest} if self.glossary else {}),
                "version": aligner.__version__,
            },
        )

    def signature_given(
        self, confirmed: Sequence[Bead] = (), ruled_out: Sequence[Bead] = ()
    ) -> Signature:
        """The signature, and the beads that reviewers confirmed or ruled out."""
        fields = list(self.signature().fields)
        for name, beads in (("confirmed", confirmed), ("ruled_out", ruled_out)):
            if beads:
                fields.append((name, digest_values(sorted(map(span_of, beads)))))
        return Signature.of(fields)

    def reading(self, content: str, facts: PageFacts, language: str | None = None) -> str:
        """Key of a page read and split, given the digest of its bytes and its outside facts."""
        names = parts.readers.names()
        split = split_signature(chosen_segmentation(self.options))
        return digest_values(
            "read", content, names, split, aligner.__version__, repr(facts), language
        )

    def vectors(self, text_digest: str) -> str:
        """Key of the vectors of a document's segments."""
        return digest_values("encode", self.encoder, text_digest)

    def pairing(
        self,
        readings: Iterable[tuple[str, str, str]],
        decisions: Iterable[PairDecision],
    ) -> str:
        """Key of the pairing of two piles, given (side, document, reading key) and decisions."""
        decided = sorted((d.source, d.target, d.ruling) for d in decisions)
        return digest_values("pair", self.pairing_options(), decided, sorted(readings))

    def pairing_options(self) -> str:
        """Key of all that a pairing depends on but for documents and decisions."""
        from aligner.pairing import pair_signature  # noqa: PLC0415 - slow to load

        return digest_values(
            str(self.signature()),
            pair_signature(),
            chosen_resources(self.options).table.label,
            self.options.pair_threshold,
            aligner.__version__,
        )

    def alignment(self, source: str, target: str, confirmed: Sequence[Bead] = ()) -> str:
        """Key of an alignment: the digests of both texts, the signature, beads ruled on.

        Nor may the models of pairs and of moved text have changed since.
        """
        signature = str(self.signature_given(confirmed))
        return digest_values("align", signature, models_digest(), source, target)

    def check(self, alignment: str, glossary: str, lexicon: str) -> str:
        """Key of a term check, given the keys of the three things it rests on."""
        return digest_values("check", alignment, glossary, lexicon, term_signature())
