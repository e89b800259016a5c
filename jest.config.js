const shared = {
	testEnvironment: 'node',
	setupFiles: ['<rootDir>/test/support/quietLogs.js'],
	modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/.n8n-host/', '<rootDir>/.demo/'],
	transform: {
		'^.+\\.ts$': [
			'@swc/jest',
			{ jsc: { parser: { syntax: 'typescript' }, target: 'es2022' }, sourceMaps: 'inline' },
		],
	},
};

/**
 * Three layers: `unit` needs no clock and no server; `engine` runs n8n's own engine against the sandbox,
 * over real sockets, by a clock that does not keep it waiting; `e2e` drives the real n8n.
 */
module.exports = {
	// Only read here: jest ignores it inside of projects.
	testTimeout: 30_000,
	// One more than two cores can run: engine tests spend a quarter of their time looking whether something
	// happens. The tests of the real n8n run one at a time (--runInBand).
	maxWorkers: 3,
	// For `npm run test:coverage`.
	collectCoverageFrom: ['nodes/**/*.ts', 'credentials/**/*.ts', 'sandbox/**/*.ts'],
	coverageProvider: 'v8',
	coverageReporters: ['text'],
	projects: [
		{
			...shared,
			displayName: 'unit',
			testMatch: ['<rootDir>/test/**/*.unit.test.ts'],
		},
		{
			...shared,
			displayName: 'engine',
			moduleNameMapper: { '^node:timers/promises$': '<rootDir>/test/support/promisedTimers.ts' },
			setupFilesAfterEnv: ['<rootDir>/test/support/fastClock.ts'],
			testMatch: ['<rootDir>/test/**/*.engine.test.ts'],
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
