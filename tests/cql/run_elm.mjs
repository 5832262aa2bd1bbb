// What cql-execution makes of people: for each job its library's named definitions, one line a person.
// Usage: node run_elm.mjs JOBS.json   ([{elm, people, names, to, how}, ...]; elm, people and to are files)
// how: "kept" keeps each definition's value for a person, as the executor does for patients; "executor" is the
// executor as it stands, which in the context without patients works null and false out again wherever they are
// named; "unset" is "kept" with only those parameters that the person has.
import { readFileSync, writeFileSync } from "node:fs";
import cql from "cql-execution";

const NOW = cql.DateTime.fromJSDate(new Date(0), 0);
const lines = (file) => readFileSync(file, "utf8").split("\n").filter(Boolean).map((line) => JSON.parse(line));

function parameters(library, person, how) {
  const given = how === "unset" ? Object.keys(person) : Object.keys(library.parameters);
  return Object.fromEntries(given.filter((name) => name in library.parameters).map((name) => [name, person[name] ?? null]));
}

async function kept(library, names, given) {
  const context = new cql.PatientContext(library, null, null, given, NOW);
  const found = [];
  for (const name of names) found.push(await library.expressions[name].execute(context));
  return found;
}

async function executor(library, names, given) {
  const made = await new cql.Executor(library, null, given).exec(new cql.PatientSource([]), NOW);
  return names.map((name) => made.unfilteredResults[name]);
}

for (const { elm, people, names, to, how } of JSON.parse(readFileSync(process.argv[2], "utf8"))) {
  const library = new cql.Library(JSON.parse(readFileSync(elm, "utf8")));
  const run = how === "executor" ? executor : kept;
  const said = [];
  for (const person of lines(people)) {
    const found = await run(library, names, parameters(library, person, how));
    said.push(JSON.stringify(found.map((value) => (value === undefined ? "undefined" : value))));
  }
  writeFileSync(to, said.map((line) => `${line}\n`).join(""));
}
