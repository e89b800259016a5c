import ts from 'typescript';
import codeRules from '../eslint.config.mjs';

/**
 * `npm run lint:code` and `npm run typecheck` in one, for `npm test`: the rules have the compiler look at
 * every file anyway, so that its own errors cost little more. In an editor they would appear twice.
 */
const compilerErrors = {
	create({ report, sourceCode }) {
		const { program, esTreeNodeToTSNodeMap } = sourceCode.parserServices;
		return {
			Program(root) {
				const file = esTreeNodeToTSNodeMap.get(root);
				for (const { start = 0, code, messageText } of program.getSemanticDiagnostics(file)) {
					const text = ts.flattenDiagnosticMessageText(messageText, '\n');
					report({ loc: sourceCode.getLocFromIndex(start), message: `TS${code}: ${text}` });
				}
			},
		};
	},
};

export default [
	...codeRules,
	{
		files: ['**/*.ts'],
		plugins: { typescript: { rules: { 'compiler-errors': compilerErrors } } },
		rules: { 'typescript/compiler-errors': 'error' },
	},
];
