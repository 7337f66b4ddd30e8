"""What a model is sent: one authored prompt, a tone, the phrases to keep, and how to answer.

It must not take anything else in: no answer, no person, no history, and no name of a flow or step.
"""

import hashlib
import json
from dataclasses import dataclass

from cbt.llm.slots import Hidden, hidden

# How much of the likeliest words a model may choose from.
TOP_P = 0.9
# What no tokenizer of ours counts: about so many letters are one token, in English.
LETTERS_PER_TOKEN = 4
_LEAST_TOKENS = 48

_TONES = {
    "warmer": "a little warmer and softer, as a kind person would say it, without comfort and without praise",
    "simpler": "simpler, with shorter and more common words",
    "shorter": "shorter, without losing anything that it says",
}
_SYSTEM = (
    "You reword one short text from a self-help worksheet. Say exactly the same in other words. "
    "A question stays a question, an instruction stays an instruction, and there are as many sentences as before. "
    "Keep every number, every limit such as only, at least, before or might, and who is spoken to. "
    "Copy each mark like [[S1]] as it is, with the words right beside it. "
    "Add no advice, praise, comfort, promise, greeting or remark. Answer with the new text alone, on one line."
)


@dataclass(frozen=True, slots=True)
class Sampling:
    """How a model is to choose its words; `seed` makes a request one that can be made again."""

    model: str
    temperature: float
    seed: int


@dataclass(frozen=True, slots=True)
class Request:
    """One request for one candidate. `hidden` is what the reply is read by."""

    sampling: Sampling
    hidden: Hidden
    messages: tuple[tuple[str, str], ...]
    max_tokens: int

    @property
    def body(self) -> bytes:
        """The JSON that is sent: all that leaves, beside the key."""
        said = {
            "model": self.sampling.model,
            "messages": [{"role": role, "content": content} for role, content in self.messages],
            "temperature": self.sampling.temperature,
            "seed": self.sampling.seed,
            "top_p": TOP_P,
            "max_tokens": self.max_tokens,
        }
        return json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode()

    @property
    def tokens(self) -> int:
        """About how many tokens the messages have."""
        return sum(-(-len(content) // LETTERS_PER_TOKEN) for _, content in self.messages)

    def digest(self, url: str) -> str:
        """What tells this request to this service from every other."""
        return hashlib.sha256(url.encode() + b"\0" + self.body).hexdigest()


def request_for(source: str, tone: str, keep: tuple[str, ...], sampling: Sampling) -> Request:
    """The request for a rewording of a prompt in a tone; raises KeyError for a tone that there is not."""
    without = hidden(" ".join(source.split()))
    kept = [hidden(phrase, without.names).text for phrase in keep]
    lines = [f"Make this {_TONES[tone]}."]
    if kept:
        lines.append(f"Keep these words as they stand: {'; '.join(kept)}.")
    lines += ["Text:", without.text]
    messages = (("system", _SYSTEM), ("user", "\n".join(lines)))
    return Request(sampling, without, messages, _LEAST_TOKENS + len(source) // 2)
