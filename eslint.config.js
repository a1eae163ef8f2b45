// Rules that the code is held to: typed linting for TypeScript, Svelte's own for components, and the
// house's words. Formatting is prettier's alone.
import js from '@eslint/js';
import prettier from 'eslint-config-prettier';
import globals from 'globals';
import ts from 'typescript-eslint';
import svelteConfig from './svelte.config.js';

// TypeScript reads a component as what its parser makes of it: the types of all files are worked out once,
// not anew after each component, and an import of one has its real properties. Read as the plugin loads.
process.env.SVELTE_ESLINT_PARSER_EXPERIMENTAL_TS_SYS_HOOK = '1';
const { default: svelte } = await import('eslint-plugin-svelte');

/** Names that say nothing. */
const BANNED = '/^(data|info|util|utils|helper|manager|misc)$/';

export default ts.config(
  { ignores: ['build/', '.svelte-kit/', '.data/', 'src/lib/paraglide/', 'playwright-report/'] },
  js.configs.recommended,
  ts.configs.strictTypeChecked,
  svelte.configs.recommended,
  prettier,
  svelte.configs.prettier,
  {
    languageOptions: {
      globals: { ...globals.node, ...globals.browser },
      parserOptions: {
        projectService: true,
        tsconfigRootDir: import.meta.dirname,
      },
    },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      // `== null` asks for null and undefined at once, on purpose.
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'max-lines': ['error', { max: 400 }],
      'max-lines-per-function': ['error', { max: 70, skipBlankLines: true, skipComments: true }],
      'no-restricted-syntax': [
        'error',
        {
          selector: `:matches(VariableDeclarator, FunctionDeclaration) > Identifier.id[name=${BANNED}]`,
          message: 'Name what it is.',
        },
      ],
      // There are no enums (erasableSyntaxOnly), and looking for them takes a seventh of the time.
      '@typescript-eslint/no-unsafe-enum-assignment': 'off',
      // A name that begins with _ is there to be left out.
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
      // Numbers in texts are plain here; what readers see is formatted by domain/format.ts.
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      // What came from outside is unknown until it is read as text.
      '@typescript-eslint/no-base-to-string': 'off',
      // `return answer(…)` ends a function early in one line, whether or not there is a value.
      '@typescript-eslint/no-confusing-void-expression': 'off',
    },
  },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: {
      parserOptions: { parser: ts.parser, svelteConfig, extraFileExtensions: ['.svelte'] },
    },
  },
  {
    files: ['**/*.svelte', 'src/lib/components/shown-address.ts'],
    rules: {
      // Addresses are made by functions that call resolve() themselves; the rule sees direct calls only.
      'svelte/no-navigation-without-resolve': 'off',
    },
  },
  {
    // The one place that shows drawn SVG. It comes from our own server, text in it escaped by ECharts.
    files: ['src/lib/components/Chart.svelte'],
    rules: { 'svelte/no-at-html-tags': 'off' },
  },
  {
    files: ['**/*.test.ts', 'tests/**/*.ts'],
    rules: {
      // A test describes many rules in one function, and knows what it put there.
      'max-lines': ['error', { max: 600 }],
      'max-lines-per-function': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
      // Rows that a test asks for by hand have no type; their expectations give them one.
      '@typescript-eslint/no-unsafe-return': 'off',
      // Playwright's fixtures begin with an empty pattern.
      'no-empty-pattern': 'off',
    },
  },
  { files: ['**/*.js'], extends: [ts.configs.disableTypeChecked] },
);
