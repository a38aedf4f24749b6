"""What can go wrong with the store itself."""


class StoreError(Exception):
    """The store cannot be used now: carries a Swedish sentence for the user and the technical detail for the log."""

    def __init__(self, sentence: str, detail: str = "") -> None:
        super().__init__(f"{sentence} ({detail})" if detail else sentence)
        self.sentence = sentence
        self.detail = detail
