// House rules for JavaScript: the floor of browsers, no markup from strings, no human words, short files and functions.
import compat from "eslint-plugin-compat"

const MARKUP = "Words and markup come from the server's templates; fill nodes with textContent."
const WORDS = "Words a person reads live in templates/, in gettext; pass a code and let the template word it."
const FLOOR = "Chrome 90 does not have it."

const markup = ["innerHTML", "outerHTML", "insertAdjacentHTML", "setHTML", "createContextualFragment"]
const shown = "/^(textContent|innerText|placeholder|title|alt|ariaLabel|label)$/"
const letters = "/[áéíóúñüÁÉÍÓÚÑÜ¿¡]/"
const word = "[value=/[A-Za-z]{2}/]"

const banned = [
  ...markup.map((name) => ({ selector: `MemberExpression[property.name="${name}"]`, message: MARKUP })),
  { selector: 'MemberExpression[object.name="document"][property.name=/^write/]', message: MARKUP },
  // eslint-plugin-compat and tsc's library know the rest.
  { selector: 'MemberExpression[object.name="AbortSignal"][property.name=/^(timeout|any)$/]', message: FLOOR },
  { selector: "MemberExpression[property.name=/^(inert|showPopover|replaceSync)$/]", message: FLOOR },
  { selector: "CallExpression[optional=true] > SpreadElement", message: FLOOR },
  { selector: `Literal[value=${letters}]`, message: WORDS },
  { selector: `TemplateElement[value.raw=${letters}]`, message: WORDS },
  { selector: `AssignmentExpression[left.property.name=${shown}] > Literal${word}.right`, message: WORDS },
  { selector: `AssignmentExpression[left.property.name=${shown}] > TemplateLiteral.right > TemplateElement[value.raw=/[A-Za-z]{2}/]`, message: WORDS },
  { selector: `CallExpression[callee.property.name="setAttribute"] > Literal[value=/^(aria-label|title|placeholder|alt)$/] ~ Literal${word}`, message: WORDS },
  { selector: "CallExpression[callee.name=/^(alert|confirm|prompt)$/]", message: WORDS },
]

const everywhere = {
  "array-callback-return": "error",
  "eqeqeq": ["error", "always", { null: "ignore" }],
  "no-constant-condition": ["error", { checkLoops: false }],
  "no-dupe-keys": "error",
  "no-eval": "error",
  "no-fallthrough": "error",
  "no-implied-eval": "error",
  "no-new-func": "error",
  "no-promise-executor-return": "error",
  "no-self-assign": "error",
  "no-shadow": "error",
  "no-unreachable": "error",
  "no-unused-vars": ["error", { ignoreRestSiblings: true }],
  "no-use-before-define": ["error", { functions: false, classes: false, variables: false }],
  "no-var": "error",
  "object-shorthand": "error",
  "prefer-const": "error",
}

const short = {
  "complexity": ["error", 12],
  "max-depth": ["error", 3],
  "max-lines": ["error", 200],
  "max-lines-per-function": ["error", { max: 30, skipBlankLines: true, skipComments: true }],
}

export default [
  { ignores: ["static/build/**", "node_modules/**", ".venv/**", "test-results/**", "templates/**"] },
  { files: ["**/*.{js,mjs}"], linterOptions: { reportUnusedDisableDirectives: "error" }, rules: everywhere },
  { files: ["deploy/**/*.mjs", "bench/**/*.mjs"], rules: short },
  {
    files: ["static/**/*.js"],
    plugins: { compat },
    settings: { lintAllEsApis: true },
    rules: { ...short, "compat/compat": "error", "no-console": "error", "no-restricted-syntax": ["error", ...banned] },
  },
]
