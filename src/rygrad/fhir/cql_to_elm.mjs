// CQL libraries to ELM, through the translator that @cqframework/cql holds.
// Usage: node cql_to_elm.mjs FOLDER < {"libraries": [text, ...]} > {"elm": [text, ...], "faults": [[line, ...], ...]}
// FOLDER is where node_modules lies.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

console.log = console.error; // only the answer goes to standard output

const from = createRequire(join(resolve(process.argv[2]), "package.json"));

async function translator() {
  const found = ["@cqframework/cql/cql-to-elm", "@cqframework/cql/cql"].map((name) => from.resolve(name));
  const [toElm, cql] = await Promise.all(found.map((file) => import(pathToFileURL(file).href)));
  return { ...toElm, SystemModelInfoProvider: cql.SystemModelInfoProvider };
}

// A definition that is only null was not understood, whatever the translator says of it.
const onlyNull = (node) => !node || node.type === "Null" || (node.type === "As" && onlyNull(node.operand));

// A level is a word and a rule; what stands in ' ' is always meant as a word.
const meant = /^String literal '.*' matches the identifier /;

function translated(text, { CqlTranslator, CqlCompilerOptions, LibraryManager, ModelManager, ...more }) {
  const models = new ModelManager();
  models.modelInfoLoader.registerModelInfoProvider(new more.SystemModelInfoProvider());
  const made = CqlTranslator.fromText(text, new LibraryManager(models, new CqlCompilerOptions()));
  const told = made.exceptions.asJsReadonlyArrayView().filter((fault) => !meant.test(fault.message));
  const faults = told.map((fault) => `${fault.severity.name}: ${fault.message}`);
  const elm = made.toJson();
  for (const { name, expression } of JSON.parse(elm).library?.statements?.def ?? []) {
    if (onlyNull(expression)) faults.push(`Error: ${name} is only null`);
  }
  return { elm, faults };
}

const tools = await translator();
const { libraries } = JSON.parse(readFileSync(0, "utf8"));
const made = libraries.map((text) => translated(text, tools));
process.stdout.write(JSON.stringify({ elm: made.map((each) => each.elm), faults: made.map((each) => each.faults) }));
