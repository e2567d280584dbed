// What read_graphml.js and read_gexf.js have in common: a file in, JSON out.
//
//     {"nodes": [{"key", "attributes"}], "edges": [{"key", "source", "target", "attributes", "undirected"}]}
//
// Anything the reader refuses (and any warning of its XML parser) goes to stderr, with status 1.
"use strict";

const { readFileSync } = require("node:fs");
const { MultiGraph } = require("graphology");

/** Print what `format.parse` finds in the file that the command line names. */
module.exports = function readGraph(format) {
  const [script, path, ...others] = process.argv.slice(1);
  if (path === undefined || others.length > 0) {
    console.error(`usage: node ${script} FILE`);
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
  const graph = format.parse(MultiGraph, text);
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
};
