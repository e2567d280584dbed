// Reads a GEXF file as Gephi Lite does and prints what it found as JSON: node read_gexf.js FILE
"use strict";

require("./read_graph.js")(require("graphology-gexf"));
