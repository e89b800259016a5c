import { n8nCommunityNodesPlugin } from '@n8n/eslint-plugin-community-nodes';
import n8nNodesBase from 'eslint-plugin-n8n-nodes-base';
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

export default tseslint.config(
	{ ignores: ['dist/', 'node_modules/', '.n8n-host/', '.demo/', 'package-lock.json'] },
	{
		files: ['**/*.ts'],
		extends: [tseslint.configs.recommended],
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
