"""Where a finding sits in pylint's tree."""

from __future__ import annotations

from astroid import nodes

from keras_shape_lint.findings import Finding


def node_at(module: nodes.Module, finding: Finding) -> nodes.NodeNG:
    """The innermost node over the source range of the finding, the module if none is."""
    innermost: nodes.NodeNG = module
    waiting = list(module.get_children())
    while waiting:
        node = waiting.pop()
        if node.lineno is None:
            waiting.extend(node.get_children())
        elif _covers(node, finding):
            innermost = node
            waiting = list(node.get_children())
    return innermost


def _covers(node: nodes.NodeNG, finding: Finding) -> bool:
    """Nodes without a position, as the arguments of a function, are looked through by the caller."""
    if node.end_lineno is None:
        return False
    begin = (node.lineno or 0, node.col_offset or 0)
    end = (node.end_lineno, node.end_col_offset or 0)
    return begin <= (finding.line, finding.col) and (finding.end_line, finding.end_col) <= end
