"""What parsers of others raise on documents that were made to break them.

They promise no errors of their own: hostile input finds whatever happens inside. Anything else that
they raise ends this one document (`jobs.attempt`). Memory is not among it: then the process ends.
"""

from xml.sax import SAXException

from lxml.etree import LxmlError

LIBRARY_ERRORS = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    RuntimeError,
    SyntaxError,
    TypeError,
    ValueError,
    LxmlError,
    SAXException,
)
