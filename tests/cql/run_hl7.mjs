// What HL7's own engine, the one in @cqframework/cql, makes of people: CQL text in, one line a person out.
// Usage: node run_hl7.mjs JOBS.json   ([{cql, people, names, to}, ...]; cql, people and to are files)
console.log = console.error; // its logger greets
const { readFileSync, writeFileSync } = await import("node:fs");
const toElm = await import("@cqframework/cql/cql-to-elm");
const { SystemModelInfoProvider } = await import("@cqframework/cql/cql");
const engine = await import("@cqframework/cql/engine");
const { KtMap, KtMutableSet } = await import("@cqframework/cql/kotlin-kotlin-stdlib");

// It keeps values from one person to the next, so each gets an engine of their own.
const keeping = () => KtMutableSet.fromJsSet(new Set([engine.CqlEngine.Options.EnableExpressionCaching]));
const KINDS = { boolean: engine.Boolean, number: engine.Integer, string: engine.String };
const value = (told) => (told === null || told === undefined ? null : new KINDS[typeof told](told));
const plain = (found) => (found === null || found === undefined ? null : found.value);

function compiled(text) {
  const models = new toElm.ModelManager();
  models.modelInfoLoader.registerModelInfoProvider(new SystemModelInfoProvider());
  const libraries = new toElm.LibraryManager(models, new toElm.CqlCompilerOptions());
  libraries.librarySourceLoader.registerProvider(toElm.createLibrarySourceProvider(() => toElm.stringAsSource(text)));
  return new engine.Environment(libraries);
}

function request(library, names, asked, person) {
  const wanted = new engine.EvaluationParams.LibraryParams.Builder();
  wanted.expressionsByName(names);
  const made = new engine.EvaluationParams.Builder();
  made.libraryByName(library, wanted.build());
  made.parameters = KtMap.fromJsMap(new Map(asked.map((name) => [name, value(person[name])])));
  return made.build();
}

for (const { cql, people, names, to } of JSON.parse(readFileSync(process.argv[2], "utf8"))) {
  const text = readFileSync(cql, "utf8");
  const library = text.match(/^library "([^"]+)"/)[1];
  const asked = [...text.matchAll(/^parameter "([^"]+)"/gm)].map((found) => found[1]);
  const environment = compiled(text);
  const said = [];
  for (const line of readFileSync(people, "utf8").split("\n").filter(Boolean)) {
    const run = new engine.CqlEngine(environment, keeping());
    const made = run.evaluate(request(library, names, asked, JSON.parse(line)));
    for (const fault of made.exceptions.asJsReadonlyMapView().values()) throw fault;
    const [found] = made.results.asJsReadonlyMapView().values();
    const cells = names.map((name) => found.getByName(name)).map((one) => (one ? plain(one.value) : "undefined"));
    said.push(`${JSON.stringify(cells)}\n`);
  }
  writeFileSync(to, said.join(""));
}
