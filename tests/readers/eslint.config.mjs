// The page's scripts are joined into one in the order of SCRIPTS, so they are linted as one.
import js from "@eslint/js";
import globals from "globals";

export default [
  js.configs.recommended,
  {
    languageOptions: {
      sourceType: "script",
      ecmaVersion: 2023,
      globals: { ...globals.browser, vis: "readonly" },
    },
    rules: {
      "prefer-const": "error",
      "no-var": "error",
      "no-shadow": "error",
      "no-implied-eval": "error",
      "no-eval": "error",
      eqeqeq: "error",
      strict: ["error", "global"],
    },
  },
];
