import type { ReadingRow } from '../readingRow';
import { expectResults, startSuspended as start } from './suspended';

export const rows: ReadingRow[] = [
	{
		reading: 'callback-repeated',
		holds: 'a callback that found n8n unable to take it wakes the execution when it comes again',
		async run({ sandbox }) {
			const execution = await start(sandbox, { storeDelay: 350 });
			await execution.ended();
			expect(sandbox.deliveries.map(({ status, tries }) => [status, tries > 1])).toEqual([
				[expect.any(Number), true],
				[expect.any(Number), true],
			]);
			expectResults(execution);
		},
	},
	{
		reading: 'callback-once',
		holds: 'the timer finds jobs whose only callback came before n8n had stored the execution',
		async run({ sandbox }) {
			const execution = await start(sandbox, { storeDelay: 350 });
			expect(sandbox.deliveries.map(({ status, tries }) => [status, tries])).toEqual([
				[409, 1],
				[409, 1],
			]);
			await execution.timerEnds();
			expectResults(execution);
		},
	},
	{
		reading: 'callback-once',
		holds: 'the timer comes after a minute, and later and later as long as the jobs run',
		async run({ sandbox }) {
			sandbox.playNext({ kind: 'never', times: 2 });
			const before = Date.now();
			const execution = await start(sandbox);
			const minutes = () => Math.round(((execution.waitTill?.getTime() ?? 0) - before) / 60_000);
			const first = minutes();
			sandbox.failNext({ kind: 'status', status: 503, method: 'GET', times: 2 });
			await execution.timerEnds();
			expect([first, minutes(), execution.status]).toEqual([1, 2, 'waiting']);
			await execution.timerEnds();
			expectResults(execution);
		},
	},
	{
		reading: 'callback-after-status',
		holds: 'the callback wakes the execution',
		async run({ sandbox }) {
			const execution = await start(sandbox);
			await execution.ended();
			expectResults(execution);
			expect(sandbox.deliveries.map(({ status }) => status)).toEqual([200, 200]);
		},
	},
	{
		reading: 'callback-before-status',
		holds: 'the execution wakes all the same, and the results are those of the API',
		async run({ sandbox }) {
			sandbox.playReading('callback-once');
			const execution = await start(sandbox);
			await execution.ended();
			expectResults(execution);
		},
	},
];
