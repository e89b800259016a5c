import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { cleanUpNow, onProcessEnd } from '../demo/cleanUp';
import { measureCallbacks } from './measurements/callbacks';
import { measureDownloads } from './measurements/downloads';
import { measureItemOverhead } from './measurements/itemOverhead';
import { measureLiveDelay } from './measurements/liveDelay';
import { measureLiveMany } from './measurements/liveMany';
import { measureLiveMemory } from './measurements/liveMemory';
import { measureLiveSpeed } from './measurements/liveSpeed';
import { measureLongResults } from './measurements/longResults';
import { measureManyItems } from './measurements/manyItems';
import { measureParkedExecutions } from './measurements/parkedExecutions';
import { measureResultShaping } from './measurements/resultShaping';
import type { Setting } from './measurements/setting';
import { measureTriggerRate } from './measurements/triggerRate';
import { measureUploads } from './measurements/uploads';
import { N8nHost } from './n8n/host';
import { startSandboxProcess } from './sandboxProcess';
import type { Table } from './table';
import { format } from './table';

const measurements: Record<string, (setting: Setting) => Promise<Table[]>> = {
	upload: measureUploads,
	download: measureDownloads,
	items: measureManyItems,
	overhead: measureItemOverhead,
	shaping: measureResultShaping,
	'long-results': measureLongResults,
	callback: measureCallbacks,
	parked: measureParkedExecutions,
	trigger: measureTriggerRate,
	live: measureLiveSpeed,
	'live-delay': measureLiveDelay,
	'live-memory': measureLiveMemory,
	'live-many': measureLiveMany,
};

const HELP = `npm run bench                    measure the built nodes in n8n against a sandbox
npm run bench -- --quick         the same with small sizes and few runs
npm run bench -- --only <name>   one of ${Object.keys(measurements).join(', ')}; may be repeated
npm run bench -- --json <file>   also write every value as JSON

Needs 5 GB for temporary files. Ends with status 1 when an aim is missed or bytes arrive wrong.`;

/** Figures of one machine at one moment: what counts are the ratios within a run. */
async function main(): Promise<void> {
	const { values } = parseArgs({
		options: {
			quick: { type: 'boolean', default: false },
			only: { type: 'string', multiple: true, default: Object.keys(measurements) },
			json: { type: 'string' },
			help: { type: 'boolean', short: 'h' },
		},
	});
	if (values.help) return console.log(HELP);
	const chosen = values.only.map((name) => {
		const measure = measurements[name];
		if (measure === undefined) throw new Error(`There is no measurement '${name}'\n\n${HELP}`);
		return measure;
	});

	const folder = await mkdtemp(join(tmpdir(), 'gladia-bench-'));
	onProcessEnd(async () => await rm(folder, { recursive: true, force: true, maxRetries: 5 }));
	// Whatever a child or the sandbox leaves behind goes the same way.
	process.env.TMPDIR = folder;
	const sandbox = await startSandboxProcess();
	let host: Promise<N8nHost> | undefined;
	const n8n = async () => await (host ??= N8nHost.start(sandbox, folder));

	const machine = `Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model ?? 'unknown CPU'}`;
	console.log(`${machine}\n`);
	const tables: Table[] = [];
	for (const measure of chosen) {
		const measured = await measure({ sandbox, n8n, folder, quick: values.quick });
		for (const table of measured) console.log(format(table));
		tables.push(...measured);
	}
	if (values.json !== undefined) {
		const report = { machine, quick: values.quick, tables };
		await writeFile(values.json, `${JSON.stringify(report, null, '\t')}\n`);
	}
	if (tables.some(({ aims }) => aims.some(({ met }) => !met))) process.exitCode = 1;
}

main()
	.catch((error: unknown) => {
		console.error(error instanceof Error ? error.message : error);
		process.exitCode = 1;
	})
	// The clean-up for a signal ends the process; here it only has to be waited for.
	.finally(cleanUpNow);
