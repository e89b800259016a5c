import { setTimeout as sleep } from 'node:timers/promises';
import type { ProgressOutput } from '../../demo/progress';
import { elapsed, withProgress } from '../../demo/progress';

/** An output that keeps what is written to it. */
function outputLike(terminal: Pick<ProgressOutput, 'isTTY' | 'columns'>) {
	const written: string[] = [];
	return { ...terminal, written, write: (text: string) => written.push(text) };
}

describe('withProgress', () => {
	it('updates one line of a terminal, and clears it at the end', async () => {
		const output = outputLike({ isTTY: true, columns: 80 });
		const result = await withProgress('Starting n8n', () => sleep(2_500, 'ready'), output);

		expect(result).toBe('ready');
		expect(output.written).toEqual([
			'\r\u001B[KStarting n8n … 0 s',
			'\r\u001B[KStarting n8n … 1 s',
			'\r\u001B[KStarting n8n … 2 s',
			'\r\u001B[K',
		]);
	});

	it('cuts the phase, not the time, in a narrow terminal', async () => {
		const output = outputLike({ isTTY: true, columns: 20 });
		await withProgress('Installing the real n8n', async () => {}, output);

		expect(output.written[0]).toBe('\r\u001B[KInstalling th … 0 s');
		expect(output.written[0]).toHaveLength('\r\u001B[K'.length + 19);
	});

	it('writes lines to anything else', async () => {
		const output = outputLike({});
		await withProgress('Building', () => sleep(31_000), output);

		expect(output.written).toEqual(['Building … 0 s\n', 'Building … 15 s\n', 'Building … 30 s\n']);
	});

	it('passes a failure on, with the line cleared', async () => {
		const output = outputLike({ isTTY: true });
		const failing = withProgress(
			'Building',
			async () => {
				throw new Error('No space left');
			},
			output,
		);

		await expect(failing).rejects.toThrow('No space left');
		expect(output.written.at(-1)).toBe('\r\u001B[K');
	});
});

it.each([
	[0, '0 s'],
	[59_400, '59 s'],
	[59_600, '1 min 0 s'],
	[125_000, '2 min 5 s'],
])('says %d ms as %s', (milliseconds, text) => {
	expect(elapsed(milliseconds)).toBe(text);
});
