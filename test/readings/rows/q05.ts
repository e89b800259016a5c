import type { ReadingName, Sandbox } from '../../../sandbox/sandbox';
import { fullResponse } from '../../shared/output/chosen';
import { documents, getMany, jsonOf, seedMany } from '../../support/listRun';
import type { ReadingRow, World } from '../readingRow';

/** Two running or failed jobs among those that are done. */
function seedAll({ sandbox }: World): string[] {
	return [
		...seedMany(sandbox, 6, {}, Date.UTC(2026, 0, 3)),
		...seedMany(sandbox, 1, { status: 'processing' }, Date.UTC(2026, 0, 2)),
		...seedMany(sandbox, 1, { status: 'error' }, Date.UTC(2026, 0, 1)),
	];
}

/**
 * Paths of the requests that this row can have sent: for the list, and for its own jobs. Calls of the
 * rows before may still be reading theirs.
 */
function readsOf(requests: Sandbox['requests'], ids: string[]): string[] {
	const own = new Set(['/v2/pre-recorded', ...ids.map((id) => `/v2/pre-recorded/${id}`)]);
	return requests.map(({ path }) => path).filter((path) => own.has(path));
}

const withTranscripts = (reading: ReadingName): ReadingRow => ({
	reading,
	holds:
		'Get Many gives whole jobs, and reads by itself only what is done and lacks its transcript',
	async run(world) {
		const { sandbox } = world;
		const ids = seedAll(world);
		const expected = await documents(sandbox, ids);
		const before = sandbox.requests.length;
		const full = await getMany(sandbox.url, { output: 'full' });
		const reads = readsOf(sandbox.requests.slice(before), ids);
		const simplified = await getMany(sandbox.url, { output: 'simplified' });

		expect(full.error).toBeUndefined();
		// A slow machine may have a read repeated, but never has another job read.
		const incomplete = reading === 'list-whole' ? [] : ids.slice(0, 6);
		const all = ['/v2/pre-recorded', ...incomplete.map((id) => `/v2/pre-recorded/${id}`)];
		expect(new Set(reads)).toEqual(new Set(all));
		expect(reads.length).toBeGreaterThanOrEqual(2 * all.length);
		expect(reads.length).toBeLessThan(3 * all.length);
		for (const item of [0, 1]) {
			expect(jsonOf(full, item)).toEqual(
				reading === 'list-bare'
					? // Only jobs that have not been done come as they were listed: without the key.
						expected.map((job) => expect.objectContaining(withoutNull(fullResponse(job))))
					: expected.map(fullResponse),
			);
			const transcripts = jsonOf(simplified, item).map((json) => Object(json).full_transcript);
			expect(transcripts).toEqual(
				expected.map((job) => Object(job).result?.transcription.full_transcript ?? null),
			);
		}
	},
});

function withoutNull(job: unknown): Record<string, unknown> {
	const { result, ...rest } = Object(job) as Record<string, unknown>;
	return result === null ? rest : { ...rest, result };
}

const asListed = (reading: ReadingName): ReadingRow => ({
	reading,
	holds: 'nothing is read by itself for an output that needs no transcript',
	async run(world) {
		const { sandbox } = world;
		const ids = seedAll(world);
		const result = await getMany(sandbox.url, { output: 'selected', parts: ['id', 'status'] });
		expect(jsonOf(result, 1).map((json) => Object(json).id)).toEqual(ids);
		expect(readsOf(sandbox.requests, ids)).toEqual(['/v2/pre-recorded', '/v2/pre-recorded']);
	},
});

export const rows: ReadingRow[] = [
	withTranscripts('list-whole'),
	withTranscripts('list-metadata-only'),
	withTranscripts('list-bare'),
	asListed('list-metadata-only'),
	asListed('list-bare'),
];
