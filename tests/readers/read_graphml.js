// Reads a GraphML file as Gephi Lite does and prints what it found as JSON: node read_graphml.js FILE
"use strict";

require("./read_graph.js")(require("graphology-graphml"));
