// Reads a JSON array of PromQL expressions on standard input; prints for each { "errors": positions that the grammar of
// Prometheus does not take, "metrics": names of the series that it asks for }, as a JSON array.
import { readFileSync } from "node:fs";
import { parser } from "@prometheus-io/lezer-promql";

const read = (expression) => {
  const errors = [];
  const metrics = new Set();
  parser.parse(expression).iterate({
    enter: (node) => {
      if (node.type.isError) errors.push(node.from);
      if (node.name === "VectorSelector") {
        const name = node.node.getChild("Identifier");
        if (name !== null) metrics.add(expression.slice(name.from, name.to));
      }
    },
  });
  return { errors, metrics: [...metrics] };
};

console.log(JSON.stringify(JSON.parse(readFileSync(0, "utf8")).map(read)));
