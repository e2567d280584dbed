// Reads a GraphML file as Gephi Lite does and prints what it found as JSON:
//
//     node read_graphml.js FILE
//     {"nodes": [{"key", "attributes"}], "edges": [{"key", "source", "target", "attributes", "undirected"}]}
//
// Anything the reader refuses (and any warning of its XML parser) goes to stderr, with status 1.
"use strict";

const { readFileSync } = require("node:fs");
const { MultiGraph } = require("graphology");
const graphml = require("graphology-graphml");

const [path, ...others] = process.argv.slice(2);
if (path === undefined || others.length > 0) {
  console.error("usage: node read_graphml.js FILE");
  process.exit(2);
}

// The XML parser reports a malformed file on the console and goes on: count that as a refusal.
for (const level of ["warn", "error"]) {
  console[level] = (...words) => {
    process.stderr.write(`${words.join(" ")}\n`);
    process.exitCode = 1;
  };
}

const text = new TextDecoder("utf-8", { fatal: true }).decode(readFileSync(path));
const graph = graphml.parse(MultiGraph, text);
process.stdout.write(
  JSON.stringify({
    nodes: graph.mapNodes((key, attributes) => ({ key, attributes })),
    edges: graph.mapEdges((key, attributes, source, target, _from, _to, undirected) => ({
      key,
      source,
      target,
      attributes,
      undirected,
    })),
  }) + "\n",
);
