// CSS that every promised phone understands (browserslist in package.json), and the slips a stylesheet makes easily.
export default {
  plugins: ["stylelint-no-unsupported-browser-features"],
  ignoreFiles: ["static/build/**"],
  rules: {
    "plugin/no-unsupported-browser-features": [true, { ignorePartialSupport: true, severity: "error" }],
    // Younger than the floor and unknown to the plugin.
    "property-disallowed-list": ["translate", "rotate", "scale"],
    "function-disallowed-list": ["color-mix", "oklch", "oklab", "light-dark"],
    "block-no-empty": true,
    "color-no-invalid-hex": true,
    "custom-property-no-missing-var-function": true,
    "declaration-block-no-duplicate-properties": true,
    "declaration-property-value-no-unknown": true,
    "font-family-no-duplicate-names": true,
    "no-duplicate-selectors": true,
    "no-invalid-position-at-import-rule": true,
    "property-no-unknown": true,
    "selector-pseudo-class-no-unknown": true,
    "selector-pseudo-element-no-unknown": true,
    "unit-no-unknown": true,
  },
}
