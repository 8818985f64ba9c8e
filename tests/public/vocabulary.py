"""What schema.org knows: its types and properties; and the linked data of a page."""

from __future__ import annotations

import json
import re
from importlib.resources import files
from pathlib import Path

from rdflib import RDF, RDFS, Graph, Namespace

SCHEMA = "https://schema.org/"
BLOCK = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)
SH = Namespace("http://www.w3.org/ns/shacl#")
SUBSET = Path(__file__).resolve().parents[3] / "shared/corpora/schema-org/terms-subset.jsonld"


class Vocabulary:
    """`domains`: property → types it is for; `above`: type → the types it is a kind of."""

    def __init__(self, domains, above):
        self.domains, self.above = domains, above

    def kinds(self, name):
        """A type and all it is a kind of."""
        found, waiting = set(), [name]
        while waiting:
            one = waiting.pop()
            if one not in found:
                found.add(one)
                waiting += self.above.get(one, ())
        return found

    def faults(self, node_types, name):
        """What is wrong with property `name` of a node with these types; empty where nothing is."""
        if name not in self.domains:
            return f"no property {name}"
        if not any(self.domains[name] & self.kinds(kind) for kind in node_types):
            return f"{name} is not for {sorted(node_types)}"
        return ""


def shapes():
    """schema.org as SHACL shapes, of 2021, as pyshacl ships them."""
    return Graph().parse(str(files("pyshacl") / "assets/schema.ttl"))


def last_part(term):
    return str(term).rpartition("/")[2]


def of_shapes(graph):
    domains, above = {}, {}
    for kind in graph.subjects(RDF.type, SH.NodeShape):
        above[last_part(kind)] = {
            last_part(parent) for parent in graph.objects(kind, RDFS.subClassOf)
        }
        for shape in graph.objects(kind, SH.property):
            for path in graph.objects(shape, SH.path):
                domains.setdefault(last_part(path), set()).add(last_part(kind))
    return Vocabulary(domains, above)


def of_release():
    """The terms of a few types from a release of 2026; None where the corpus is absent."""
    if not SUBSET.exists():
        return None
    domains, above = {}, {}
    for term in json.loads(SUBSET.read_text())["@graph"]:
        name = last_part(term["@id"].replace("schema:", "/"))
        if "schema:domainIncludes" in term:
            domains[name] = _names(term["schema:domainIncludes"])
        elif "rdfs:subClassOf" in term:
            above[name] = _names(term["rdfs:subClassOf"])
        else:
            above.setdefault(name, set())
    return Vocabulary(domains, above)


def _names(value):
    each = value if isinstance(value, list) else [value]
    return {one["@id"].replace("schema:", "") for one in each}


def block(client, address):
    """The one block of linked data on a page."""
    (text,) = BLOCK.findall(client.get(address).content.decode())
    return json.loads(text)
