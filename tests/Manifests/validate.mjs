// Reads manifests (YAML) on standard input and checks each against the schema of its kind: Kubernetes', KEDA's, the
// Prometheus operator's. One line for each that does not fit; a kind without a schema counts as one.
import { readFileSync } from "node:fs";
import { parseAllDocuments } from "yaml";

const packages = [
  ["keda.sh/", "@kubernetes-models/keda/"],
  ["monitoring.coreos.com/", "@kubernetes-models/prometheus-operator/"],
  ["", "kubernetes-models/"],
];

let count = 0;
for (const document of parseAllDocuments(readFileSync(0, "utf8"), { version: "1.1" })) {
  const manifest = document.toJS();
  if (manifest === null) continue;
  count++;
  const where = `${manifest.kind} ${manifest.metadata?.name}`;
  const [, from] = packages.find(([group]) => manifest.apiVersion.startsWith(group));
  const models = await import(from + manifest.apiVersion).catch(() => ({}));
  const Model = models[manifest.kind];
  if (Model === undefined) {
    console.log(`${where}: no schema for ${manifest.apiVersion} ${manifest.kind}`);
    continue;
  }
  try {
    new Model(manifest).validate();
  } catch (error) {
    console.log(`${where}: ${error.message}`);
  }
}
console.error(`${count} manifests`);
