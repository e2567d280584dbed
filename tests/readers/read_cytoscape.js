// Reads a Cytoscape JSON file with Cytoscape.js and prints what it found as JSON:
//
//     node read_cytoscape.js FILE
//     {"nodes": [{"key", "attributes": {"data", "position"}}],
//      "edges": [{"key", "source", "target", "attributes": {"data"}, "undirected"}]}
//
// A node in another one (a compound node) and any warning go to stderr, with status 1.
"use strict";

const { readFileSync } = require("node:fs");
const cytoscape = require("cytoscape");

const [path, ...others] = process.argv.slice(2);
if (path === undefined || others.length > 0) {
  console.error("usage: node read_cytoscape.js FILE");
  process.exit(2);
}

// Cytoscape.js leaves out an element that it cannot take and says so on the console.
for (const level of ["warn", "error"]) {
  console[level] = (...words) => {
    process.stderr.write(`${words.join(" ")}\n`);
    process.exitCode = 1;
  };
}

const text = new TextDecoder("utf-8", { fatal: true }).decode(readFileSync(path));
const { elements } = JSON.parse(text);
const graph = cytoscape({ headless: true, elements, layout: { name: "preset" } });
if (graph.nodes(":child").nonempty() || graph.elements(":selected").nonempty()) {
  console.error("a node stands in another, or something is selected");
}
process.stdout.write(
  JSON.stringify({
    nodes: graph.nodes().map((node) => ({
      key: node.id(),
      attributes: { data: node.data(), position: node.position() },
    })),
    edges: graph.edges().map((edge) => ({
      key: edge.id(),
      source: edge.source().id(),
      target: edge.target().id(),
      attributes: { data: edge.data() },
      undirected: false,
    })),
  }) + "\n",
);
