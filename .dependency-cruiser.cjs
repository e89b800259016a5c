/**
 * The floors of the code (docs/architecture.md): imports point downwards only, and never in a circle.
 * Imports of types count as well.
 */
const sharedFloors = [
	['json', 'async', 'media'],
	['api'],
	['execution'],
	['transcript', 'fields'],
	['parameters', 'output'],
	['callbacks'],
];

const roomsAbove = (floor) => sharedFloors.slice(floor + 1).flat();

/** For each room of nodes/shared: what lies above it or beside it. */
const floorRules = sharedFloors.flatMap((rooms, floor) =>
	rooms.map((room) => ({
		name: `floor-of-${room}`,
		comment: `nodes/shared/${room} uses what lies below it only.`,
		severity: 'error',
		from: { path: `^nodes/shared/${room}/` },
		to: {
			path: [
				'^nodes/Gladia',
				...[...rooms.filter((other) => other !== room), ...roomsAbove(floor)].map(
					(other) => `^nodes/shared/${other}/`,
				),
			],
		},
	})),
);

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
	forbidden: [
		{ name: 'no-circle', severity: 'error', from: {}, to: { circular: true } },
		{ name: 'no-missing-module', severity: 'error', from: {}, to: { couldNotResolve: true } },
		...floorRules,
		{
			name: 'rooms-of-shared',
			comment: 'Every file of nodes/shared is in a room, and every room has its floor above.',
			severity: 'error',
			from: {},
			to: {
				path: '^nodes/shared/',
				pathNot: `^nodes/shared/(${sharedFloors.flat().join('|')})/`,
			},
		},
		{
			name: 'node-apart-from-node',
			comment: 'What two nodes need is in nodes/shared.',
			severity: 'error',
			from: { path: '^nodes/(Gladia[^/]+)/' },
			to: { path: '^nodes/Gladia', pathNot: '^nodes/$1/' },
		},
		{
			name: 'published-code-stands-alone',
			comment:
				'Installed into n8n, there is n8n-workflow and Node, and nothing else of this repository.',
			severity: 'error',
			from: { path: '^(nodes|credentials)/' },
			to: {
				pathNot: '^(nodes|credentials)/|/n8n-workflow/|^crypto$',
				// Types are gone in what is published.
				dependencyTypesNot: ['type-only'],
			},
		},
		{
			name: 'sandbox-knows-no-nodes',
			comment: 'The sandbox is the reference that the nodes are tested against.',
			severity: 'error',
			from: { path: '^sandbox/' },
			to: { path: '^(nodes|credentials|demo|bench|test|\\.ci)/' },
		},
		{
			name: 'demo-uses-the-sandbox-only',
			severity: 'error',
			from: { path: '^demo/' },
			to: { path: '^(nodes|credentials|bench|test|\\.ci)/' },
		},
		{
			name: 'nothing-needs-the-pictures',
			comment: 'They are made of everything else in demo/.',
			severity: 'error',
			from: { pathNot: '^demo/pictures/' },
			to: { path: '^demo/pictures/' },
		},
		{
			name: 'tests-are-not-imported',
			comment: 'The bench runs nodes in the same engine as the tests do.',
			severity: 'error',
			from: { pathNot: '^test/' },
			to: { path: '^test/', pathNot: '^test/support/' },
		},
	],
	options: {
		doNotFollow: { path: 'node_modules' },
		exclude: { path: '^dist/' },
		tsPreCompilationDeps: true,
		tsConfig: { fileName: 'tsconfig.check.json' },
		enhancedResolveOptions: {
			exportsFields: ['exports'],
			conditionNames: ['require', 'node', 'default'],
		},
	},
};
