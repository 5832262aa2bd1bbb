// What fhirpath.js makes of expressions over resources.
// Usage: node fhirpath_values.mjs GIVEN.json VALUES.json   ({resources, expressions} in, a list of lists out)
import { readFileSync, writeFileSync } from "node:fs";
import fhirpath from "fhirpath";
import r4 from "fhirpath/fhir-context/r4/index.js";

const [, , from, to] = process.argv;
const { resources, expressions } = JSON.parse(readFileSync(from, "utf8"));
const compiled = expressions.map((expression) => fhirpath.compile(expression, r4));
const found = resources.map((resource) => compiled.map((run) => run(resource, { resource })));
writeFileSync(to, JSON.stringify(found));
