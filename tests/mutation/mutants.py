"""Makes mutants of a C++ source: each is one small change that some promise ought to notice.

Reads words and signs, not the grammar: what comes out wrong does not compile and then does not count. It leans on
clang-format, which this project keeps: a binary operator has a space on both sides, a definition starts its line.
"""

import re
from typing import NamedTuple

TOKEN = re.compile(
    r"""(?P<space>\s+|//[^\n]*|/\*.*?\*/|^[ \t]*\#(?:[^\n\\]|\\.)*)"""
    r"""|(?P<text>(?:u8|[LuU])?R"(?P<mark>[^(\s]*)\(.*?\)(?P=mark)"|(?:u8|[LuU])?"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')"""
    r"""|(?P<number>\d[\w']*(?:\.\d+)?)"""
    r"""|(?P<word>[A-Za-z_]\w*)"""
    r"""|(?P<sign><<=|>>=|<=>|->|\+\+|--|<<|<=|>=|==|!=|&&|\|\||[-+*/%&|^]=|::|.)""",
    re.S | re.M | re.X,
)
PAIRS = {"(": ")", "{": "}", "[": "]"}
COMPARED = {"<": "<=", "<=": "<", ">": ">=", ">=": ">", "==": "!=", "!=": "=="}
LOGICAL = {"&&": "||", "||": "&&"}
EXCHANGED = LOGICAL | {"+": "-", "-": "+", "*": "/", "/": "*", "%": "*", "&": "|", "|": "&", "^": "|",
             "<<": ">>", "+=": "-=", "-=": "+=", "|=": "&=", "&=": "|="}
NOT_A_STATEMENT = {"return", "const", "constexpr", "auto", "static", "using", "namespace", "class", "struct", "enum",
                   "case", "default", "public", "private", "protected", "template", "typename", "if", "for", "while",
                   "switch", "do", "else", "explicit", "friend", "virtual", "inline", "goto", "static_assert",
                   "Q_ASSERT", "Q_UNREACHABLE"}


class Token(NamedTuple):
    kind: str
    text: str
    start: int
    end: int


class Mutant(NamedTuple):
    kind: str  # negate, drop, bound, operator, swap, return
    start: int
    end: int
    text: str

    def applied(self, source):
        return source[: self.start] + self.text + source[self.end :]


class Source:
    """The tokens of one file, and where each bracket closes."""

    def __init__(self, text):
        self.text = text
        self.tokens = [Token(match.lastgroup if match.lastgroup != "mark" else "text", match.group(), match.start(), match.end())
                       for match in TOKEN.finditer(text)]
        self.tokens = [token for token in self.tokens if token.kind != "space"]
        self.closing, self.opening = {}, {}
        waiting = []
        for index, token in enumerate(self.tokens):
            if token.kind == "sign" and token.text in PAIRS:
                waiting.append(index)
            elif token.kind == "sign" and waiting and token.text == PAIRS[self.tokens[waiting[-1]].text]:
                self.closing[waiting[-1]] = index
                self.opening[index] = waiting.pop()

    def word(self, index):
        return self.tokens[index].text if 0 <= index < len(self.tokens) else ""

    def between(self, first, last):
        return self.text[self.tokens[first].start : self.tokens[last].end]

    def parts(self, first, last, separator):
        """The ranges of tokens between `separator`s that stand in no inner bracket."""
        ranges, start, index = [], first, first
        while index <= last:
            if self.tokens[index].text == separator:
                ranges.append((start, index - 1))
                start = index + 1
            index = self.closing.get(index, index) + 1
        return ranges + [(start, last)]

    def end_of_statement(self, index):
        while index < len(self.tokens) and self.tokens[index].text not in (";", "}"):
            index = self.closing.get(index, index) + 1
        return index if self.word(index) == ";" else None

    def bodies(self):
        """The tokens inside functions, and for each whether its function answers yes or no."""
        answers = {}
        index = 0
        while index < len(self.tokens):
            token = self.tokens[index]
            line_starts = token.start == 0 or self.text[token.start - 1] == "\n"
            if token.text == "{" and line_starts and index in self.closing:
                head = re.split(r"\n(?:\s*|\}.*)\n", self.text[: token.start])[-1]
                boolean = re.search(r"^(?:static |constexpr )*bool ", head, re.M)
                for inner in range(index + 1, self.closing[index]):
                    answers[inner] = bool(boolean)
                index = self.closing[index]
            index += 1
        return answers


def spaced(source, index):
    token = source.tokens[index]
    return source.text[token.start - 1].isspace() and source.text[token.end : token.end + 1].isspace()


def starts_statement(source, index):
    before = source.word(index - 1)
    if before == ")":
        opened = source.opening.get(index - 1, 0)
        return source.word(opened - 1) in ("if", "for", "while", "switch")
    if before == ":":
        line = source.text.rfind("\n", 0, source.tokens[index - 1].start)
        return re.match(r"\s*(case|default)\b", source.text[line:]) is not None
    return before in (";", "{", "}", "else", "do")


def of_condition(source, index):
    first, last = index + 2, source.closing[index + 1] - 1
    first, last = source.parts(first, last, ";")[-1]
    simple = not any(source.word(at) in ("&&", "||") for at in range(first, last + 1))
    # Where `!` is all of it, leaving that out is the same change.
    if first > last or source.word(first) in ("const", "auto") or source.word(first) == "!" and simple:
        return
    start, end = source.tokens[first].start, source.tokens[last].end
    yield Mutant("negate", start, end, f"!({source.text[start:end]})")


def of_statement(source, index):
    end = source.end_of_statement(index)
    if end is None:
        return
    start, stop = source.tokens[index].start, source.tokens[end].end
    word = source.word(index)
    if word in ("break", "continue") or word == "return" and source.word(index - 1) in (")", "else"):
        yield Mutant("drop", start, stop, ";")
    elif word not in NOT_A_STATEMENT and (source.tokens[index].kind == "word" or word in ("*", "(", "++", "--", "::")):
        after = source.tokens[index + 1]
        # Two words side by side declare something; what is left does something.
        if after.kind != "word" and not re.match(r"[\w:]+(?:<[^;()]*>)?[ &*]+\w+ *[;={(]", source.text[start:stop]):
            yield Mutant("drop", start, stop, ";")


def of_return(source, index, boolean):
    end = source.end_of_statement(index)
    if end is None or end == index + 1:
        return
    start, stop = source.tokens[index + 1].start, source.tokens[end].start
    value = source.text[start:stop]
    compares = any(source.word(at) in COMPARED | LOGICAL and spaced(source, at) for at in range(index + 1, end))
    if value in ("std::nullopt", "nullptr"):
        return
    boolean = boolean or value in ("true", "false") or compares and not value.startswith("{") and " ? " not in value
    for constant in ("true", "false") if boolean else ("{}",):
        if value != constant:
            yield Mutant("return", start, stop, constant)


def of_choice(source, index):
    """Negates what stands before a `?`."""
    first = index
    while first > 0:
        before = first - 1
        if before in source.opening:
            first = source.opening[before]
        elif source.word(before) in ("(", "{", "[", ",", ";", "=", "return", "?", ":", "+=", "<<"):
            break
        else:
            first = before
    start, end = source.tokens[first].start, source.tokens[index - 1].end
    yield Mutant("negate", start, end, f"!({source.text[start:end]})")


def of_sign(source, index):
    token = source.tokens[index]
    if token.text == "!" and source.word(index + 1) not in ("=",):
        yield Mutant("negate", token.start, token.end, "")
    elif token.text in ("++", "--"):
        yield Mutant("operator", token.start, token.end, "--" if token.text == "++" else "++")
    elif spaced(source, index):
        if token.text in COMPARED:
            yield Mutant("bound", token.start, token.end, COMPARED[token.text])
        elif token.text in EXCHANGED:
            yield Mutant("operator", token.start, token.end, EXCHANGED[token.text])


def of_number(source, index):
    token = source.tokens[index]
    if source.word(index - 1) == "<" and not spaced(source, index - 1):
        return
    digits = re.fullmatch(r"(0[xX][\da-fA-F']+|[\d']+)(\w*)", token.text)
    if digits:
        yield Mutant("bound", token.start, token.end, f"{int(digits[1].replace(chr(39), ''), 0) + 1}{digits[2]}")


def different(left, right):
    """Whether the two are of different types for sure, so that swapping them would not compile."""
    names_a_value = [re.fullmatch(r"[A-Z]\w+::\w+", value) is not None for value in (left, right)]
    return names_a_value[0] != names_a_value[1] or any(value in ("{}", "") or value.startswith(".") or ";" in value
                                                       for value in (left, right))


def of_list(source, index):
    """Swaps neighbours in a list of arguments or values."""
    last = source.closing.get(index)
    before = source.tokens[index - 1]
    if last is None or last == index + 1 or before.text in ("if", "for", "while", "switch", "]"):
        return
    if source.tokens[index].text == "(" and (before.kind != "word" and before.text != ">" or source.word(last + 1) == "{"):
        return
    if re.search(r"\bstd::(max|min)(<[\w:]+>)?$", source.text[: source.tokens[index].start]):
        return
    values = source.parts(index + 1, last - 1, ",")
    for (first, middle), (later, end) in zip(values, values[1:]):
        if first > middle or later > end:
            continue
        left, right = source.between(first, middle), source.between(later, end)
        if left != right and not different(left, right):
            comma = source.text[source.tokens[middle].end : source.tokens[later].start]
            yield Mutant("swap", source.tokens[first].start, source.tokens[end].end, right + comma + left)


def mutants_of(text):
    """Every mutant of one source, in the order of the text."""
    source = Source(text)
    bodies = source.bodies()
    asserted = {inner for index, token in enumerate(source.tokens) if token.text == "Q_ASSERT"
                for inner in range(index + 1, source.closing[index + 1])}
    for index, token in enumerate(source.tokens):
        # Assertions are for programming errors; the rules hold without them.
        if index in asserted:
            continue
        if index not in bodies:
            if token.kind == "number":
                yield from of_number(source, index)
            continue
        if token.text in ("if", "while") and source.word(index + 1) == "(":
            yield from of_condition(source, index)
        if token.kind in ("word", "sign") and starts_statement(source, index):
            yield from of_statement(source, index)
        if token.text == "return":
            yield from of_return(source, index, bodies[index])
        if token.text == "?":
            yield from of_choice(source, index)
        if token.kind == "number":
            yield from of_number(source, index)
        if token.kind == "sign":
            yield from of_sign(source, index)
            if token.text in ("(", "{"):
                yield from of_list(source, index)
