const common = {
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

/** Loaded once per process, not once per test file: test/support/packages/environment.ts. */
const sharedPackages = [
	'@n8n',
	'ajv',
	'ajv-formats',
	'busboy',
	'music-metadata',
	'n8n-core',
	'n8n-workflow',
	'reflect-metadata',
	'standardwebhooks',
	'svix',
	'typescript',
];

const withSharedPackages = {
	...common,
	testEnvironment: '<rootDir>/test/support/packages/environment.ts',
	transform: {
		...common.transform,
		[`/node_modules/(${sharedPackages.join('|')})/.+\\.js$`]:
			'<rootDir>/test/support/packages/standIn.js',
	},
	transformIgnorePatterns: [],
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
			...withSharedPackages,
			displayName: 'unit',
			testMatch: ['<rootDir>/test/**/*.unit.test.ts'],
		},
		{
			...withSharedPackages,
			displayName: 'engine',
			moduleNameMapper: { '^node:timers/promises$': '<rootDir>/test/support/promisedTimers.ts' },
			setupFilesAfterEnv: ['<rootDir>/test/support/fastClock.ts'],
			testMatch: ['<rootDir>/test/**/*.engine.test.ts'],
		},
		{
			...common,
			displayName: 'e2e',
			globalSetup: '<rootDir>/test/e2e/globalSetup.ts',
			globalTeardown: '<rootDir>/test/e2e/globalTeardown.ts',
			testMatch: ['<rootDir>/test/e2e/**/*.e2e.ts'],
		},
	],
};
