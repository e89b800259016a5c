const shared = {
	testEnvironment: 'node',
	setupFiles: ['<rootDir>/test/support/quietLogs.js'],
	setupFilesAfterEnv: ['<rootDir>/test/support/retryOnce.ts'],
	modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/.n8n-host/', '<rootDir>/.demo/'],
	transform: {
		'^.+\\.ts$': [
			'@swc/jest',
			{ jsc: { parser: { syntax: 'typescript' }, target: 'es2022' }, sourceMaps: 'inline' },
		],
	},
};

/** Two suites: `unit` needs nothing but npm packages; `e2e` drives the real n8n. */
module.exports = {
	// Only read here: jest ignores it inside of projects.
	testTimeout: 30_000,
	projects: [
		{
			...shared,
			displayName: 'unit',
			testMatch: ['<rootDir>/test/**/*.test.ts'],
		},
		{
			...shared,
			displayName: 'e2e',
			globalSetup: '<rootDir>/test/e2e/globalSetup.ts',
			globalTeardown: '<rootDir>/test/e2e/globalTeardown.ts',
			testMatch: ['<rootDir>/test/e2e/**/*.e2e.ts'],
		},
	],
};
