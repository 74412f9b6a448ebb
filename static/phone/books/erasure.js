// Whose an operation is, which of its fields say who she is, and what is left when they must go: think (docs/sync.md, rule 11).

/** @typedef {import("./operations.js").Operation} Operation */
/** @typedef {import("./operations.js").Fields} Fields */

const PERSON = [
  "names", "paternal", "maternal", "doc_number", "born_on", "age", "pregnant", "disability", "household",
  "guardian_names", "guardian_paternal", "guardian_maternal", "guardian_dni", "address",
];

/** @type {Record<string, string[]>} */
const PERSONAL = { "keeper.joined": ["name"], "beneficiary.registered": PERSON, "beneficiary.amended": PERSON };

/**
 * The person whose fields an operation carries: a registration's and a joining's id is hers.
 *
 * @param {Operation} operation
 * @returns {string|null} null for kinds that carry nobody's
 */
export function subjectOf({ id, kind, data }) {
  if (!(kind in PERSONAL)) return null;
  return kind === "beneficiary.amended" ? data.person : id;
}

/**
 * @param {Operation} operation
 * @returns {Operation} the same when it says nothing of who she is, else its tombstone
 */
export function withoutPersonal(operation) {
  const personal = PERSONAL[operation.kind] ?? [];
  if (!personal.some((field) => field in operation.data || field in (operation.base ?? {}))) return operation;
  const tombstone = { ...operation, data: leaving(operation.data, personal), erased: true };
  if (operation.base) tombstone.base = leaving(operation.base, personal);
  return tombstone;
}

/**
 * @param {Fields} fields
 * @param {string[]} gone
 * @returns {Fields}
 */
export function leaving(fields, gone = PERSON) {
  return Object.fromEntries(Object.entries(fields).filter(([field]) => !gone.includes(field)));
}

/**
 * The ids of those whom the given operations erase.
 *
 * @param {Operation[]} operations
 * @returns {Set<string>}
 */
export function erasedBy(operations) {
  return new Set(operations.filter(({ kind }) => kind === "person.erased").map(({ data }) => data.person));
}

/**
 * @param {Operation} operation
 * @param {Set<string>} erased people's ids
 * @returns {Operation} the same when it is about none of them
 */
export function afterErasure(operation, erased) {
  const subject = subjectOf(operation);
  return subject && erased.has(subject) ? withoutPersonal(operation) : operation;
}

/**
 * Whether a draft is about one of the erased: by the key of its form or by whom its fields name.
 *
 * @param {string} formKey
 * @param {any} fields
 * @param {Set<string>} erased people's ids
 */
export function draftIsAbout(formKey, fields, erased) {
  for (const id of erased) if (formKey.includes(id) || fields?.person === id || fields?.id === id) return true;
  return false;
}
