import { n8nCommunityNodesPlugin } from '@n8n/eslint-plugin-community-nodes';
import n8nNodesBase from 'eslint-plugin-n8n-nodes-base';
import simpleImportSort from 'eslint-plugin-simple-import-sort';
import { readFileSync } from 'node:fs';
import tseslint from 'typescript-eslint';

// The rules n8n's own node CLI applies for n8n Cloud, plus the older plug-in that checks every
// property of a description. Both stay whole in nodes/ and credentials/.
//
// The older plug-in's list also holds a rule of n8n's main repository that demands the opposite of its
// community twin (documentationUrl as a slug against documentationUrl as an address). Its own text
// says that it is not for community packages, so it is left to the repository it is for.
const rulesForCommunityPackages = (rules) =>
	Object.fromEntries(
		Object.entries(rules).filter(([name]) => {
			const { description } = n8nNodesBase.rules[name.replace('n8n-nodes-base/', '')].meta.docs;
			return !description.includes('Only applicable to nodes in the main repository');
		}),
	);

// Only the owner can fill in these fields. While they are missing, `npm run release` stops instead of
// the linter; once they are there, the linter checks them.
const { author, homepage } = JSON.parse(
	readFileSync(new URL('package.json', import.meta.url), 'utf8'),
);
const rulesOfMissingOwnerFields = {
	...(author
		? {}
		: {
				'@n8n/community-nodes/valid-author': 'off',
				'n8n-nodes-base/community-package-json-author-missing': 'off',
			}),
	...(homepage ? {} : { '@n8n/community-nodes/require-homepage': 'off' }),
};

const typeAware = {
	files: ['**/*.ts'],
	extends: [tseslint.configs.recommendedTypeChecked],
	languageOptions: {
		parserOptions: { project: 'tsconfig.check.json', tsconfigRootDir: import.meta.dirname },
	},
	rules: {
		// n8n's types call every value of a parameter, a credential or an item a possible object, so
		// these rules fire wherever one is read as text.
		'@typescript-eslint/no-base-to-string': 'off',
		'@typescript-eslint/restrict-template-expressions': 'off',
		// What is caught or what a signal was aborted with may be anything, and is passed on as it is.
		'@typescript-eslint/prefer-promise-reject-errors': [
			'error',
			{ allowThrowingAny: true, allowThrowingUnknown: true },
		],
		// n8n's hooks have to return promises, also those that have nothing to wait for.
		'@typescript-eslint/require-await': 'off',
	},
};

// One style of imports: types in statements of their own, in one block without blank lines, sorted from
// far to near (Node, packages, parent folders, this folder).
const imports = {
	files: ['**/*.ts'],
	plugins: { 'simple-import-sort': simpleImportSort },
	rules: {
		'no-restricted-syntax': [
			'error',
			{
				selector: 'ImportSpecifier[importKind="type"]',
				message: 'Import types in a statement of their own: import type { … } from …',
			},
		],
		'@typescript-eslint/consistent-type-imports': ['error', { disallowTypeAnnotations: false }],
		'simple-import-sort/imports': [
			'error',
			{ groups: [['^\\u0000', '^node:', '^@?\\w', '^', '^\\.\\.', '^\\.']] },
		],
		'simple-import-sort/exports': 'error',
	},
};

// One style of constants: a text, number or flag that a module fixes is in capitals. Tests may name
// theirs like the API's fields that they fill.
const constants = {
	files: ['**/*.ts'],
	ignores: ['test/**'],
	rules: {
		'@typescript-eslint/naming-convention': [
			'error',
			{
				selector: 'variable',
				modifiers: ['const', 'global'],
				types: ['string', 'number', 'boolean'],
				format: ['UPPER_CASE'],
			},
		],
	},
};

export default tseslint.config(
	{ ignores: ['dist/', 'node_modules/', 'coverage/', '.n8n-host/', '.demo/', 'package-lock.json'] },
	typeAware,
	imports,
	constants,
	{
		files: ['test/**/*.ts'],
		rules: {
			// Jest's matchers (expect.any, mock calls) and documents read for a comparison are `any`;
			// a wrong property shows as a failed comparison.
			'@typescript-eslint/no-unsafe-argument': 'off',
			'@typescript-eslint/no-unsafe-assignment': 'off',
			'@typescript-eslint/no-unsafe-call': 'off',
			'@typescript-eslint/no-unsafe-member-access': 'off',
			'@typescript-eslint/no-unsafe-return': 'off',
			// The fast clock puts methods of the platform aside and back.
			'@typescript-eslint/unbound-method': 'off',
			// An asynchronous handler of a test's server: when it fails, so does the process of the test.
			'@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: false }],
		},
	},
	{
		files: ['nodes/**/*.ts', 'credentials/**/*.ts', 'package.json'],
		extends: [n8nCommunityNodesPlugin.configs.recommended],
	},
	{
		files: ['package.json'],
		languageOptions: { parser: tseslint.parser, parserOptions: { extraFileExtensions: ['.json'] } },
		plugins: { 'n8n-nodes-base': n8nNodesBase },
		rules: {
			...rulesForCommunityPackages(n8nNodesBase.configs.community.rules),
			...rulesOfMissingOwnerFields,
		},
	},
	{
		files: ['credentials/**/*.ts'],
		plugins: { 'n8n-nodes-base': n8nNodesBase },
		rules: rulesForCommunityPackages(n8nNodesBase.configs.credentials.rules),
	},
	{
		files: ['nodes/**/*.ts'],
		plugins: { 'n8n-nodes-base': n8nNodesBase },
		rules: rulesForCommunityPackages(n8nNodesBase.configs.nodes.rules),
	},
);
