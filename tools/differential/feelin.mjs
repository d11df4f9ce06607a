// Reads a JSON array of FEEL expressions from standard input, and writes what feelin makes of each, as FEEL text.
// Usage: node feelin.mjs FOLDER, where FOLDER is the one into which feelin was installed.
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const home = join(resolve(process.argv[2]), "node_modules", "feelin", "dist", "index.js");
const { evaluate, isFunction, isRange } = await import(pathToFileURL(home).href);

function written(value) {
  if (value === null || value === undefined || Number.isNaN(value)) return "null";
  if (typeof value === "bigint" || typeof value === "number" || typeof value === "boolean") return String(value);
  if (typeof value === "string") return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(written).join(", ")}]`;
  if (isFunction(value) || typeof value === "function") return "function() null";
  if (isRange(value)) return range(value);
  if ("iso" in value) return `@${JSON.stringify(value.iso)}`;
  return `{${Object.entries(value).map(([key, item]) => `${JSON.stringify(key)}: ${written(item)}`).join(", ")}}`;
}

function range(value) {
  const low = value["start included"], high = value["end included"];
  if (value.start === null) return `(<${high ? "=" : ""} ${written(value.end)})`;
  if (value.end === null) return `(>${low ? "=" : ""} ${written(value.start)})`;
  return `${low ? "[" : "("}${written(value.start)}..${written(value.end)}${high ? "]" : ")"}`;
}

const results = JSON.parse(readFileSync(0, "utf8")).map((expression) => {
  try {
    return { value: written(evaluate(expression, {}).value) };
  } catch (error) {
    return { error: String(error.message).split("\n")[0] };
  }
});
process.stdout.write(JSON.stringify(results));
