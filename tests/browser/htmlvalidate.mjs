// What html-validate asks of every page. What is turned off has its reason beside it.
export default {
  root: true,
  extends: ["html-validate:recommended", "html-validate:a11y"],
  rules: {
    "input-missing-label": "error",
    "aria-label-misuse": ["error", { allowAnyNamable: true }], // a list and a section may be named (ARIA 1.2)
    "doctype-style": "off", // HTML reads both; the project writes it in lower case
    "no-implicit-button-type": "off", // a button in a form sends it: what HTML says it does
    "no-implicit-input-type": "off", // a plain field is text: what HTML says it is
    "form-dup-name": ["error", { shared: ["radio", "checkbox", "button", "submit", "reset"] }],
    "no-trailing-whitespace": "off", // templates leave it where a part is absent; it weighs nothing when packed
    "long-title": "off", // about search engines; a question may be a page's title
  },
};
