import { GladiaGetResult } from '../../../nodes/GladiaGetResult/GladiaGetResult.node';
import { GladiaTranscribe } from '../../../nodes/GladiaTranscribe/GladiaTranscribe.node';
import type { Sandbox } from '../../../sandbox/sandbox';
import { startSandbox } from '../../../sandbox/sandbox';
import { openList } from '../../support/editorList';

let sandbox: Sandbox;
beforeAll(async () => {
	sandbox = await startSandbox();
});
afterAll(async () => await sandbox.close());
beforeEach(() => sandbox.reset());

const open = async (filter?: string, token?: string, resource = 'preRecorded') =>
	await openList({
		node: new GladiaGetResult(),
		method: 'searchTranscriptions',
		parameters: { resource },
		filter,
		token,
		credentials: { apiKey: 'sandbox-key', baseUrl: sandbox.url },
	});

const file = (filename: string | null) => ({
	id: '1f6c8f6e-0000-4000-8000-000000000001',
	filename,
	source: null,
	audio_duration: 1,
	number_of_channels: 1,
});

function seedNamed() {
	const meeting = sandbox.seedJob({
		file: file('Weekly Meeting.mp3'),
		created_at: '2026-03-01T10:15:00.000Z',
	});
	const call = sandbox.seedJob({
		file: file('call.wav'),
		created_at: '2026-03-02T08:00:00.000Z',
		status: 'error',
	});
	const unnamed = sandbox.seedJob({ file: file(null), created_at: '2026-03-03T23:59:00.000Z' });
	return {
		meeting: { name: 'Weekly Meeting.mp3 (2026-03-01 10:15, done)', value: meeting.id },
		call: { name: 'call.wav (2026-03-02 08:00, error)', value: call.id },
		unnamed: { name: 'Audio without name (2026-03-03 23:59, done)', value: unnamed.id },
	};
}

describe('the list of transcriptions', () => {
	it('names each by file, time and status, newest first', async () => {
		const { meeting, call, unnamed } = seedNamed();
		expect(await open()).toEqual({ results: [unnamed, call, meeting] });
	});

	it('finds by a part of the file name, by day, by status and by id', async () => {
		const { meeting, call, unnamed } = seedNamed();
		expect(await open('weekly')).toEqual({ results: [meeting] });
		expect(await open(' 2026-03-02 ')).toEqual({ results: [call] });
		expect(await open('Error')).toEqual({ results: [call] });
		expect(await open(unnamed.value)).toEqual({ results: [unnamed] });
		expect(await open('00000000-0000-4000-8000-000000000000')).toEqual({ results: [] });
		expect(await open('nothing like it')).toEqual({ results: [] });
	});

	it('reads on from page to page', async () => {
		const ids = Array.from({ length: 70 }, (_, n) => {
			const created_at = new Date(Date.UTC(2026, 0, 1, 0, n)).toISOString();
			return sandbox.seedJob({ created_at }).id;
		}).reverse();
		const first = await open();
		expect(first.results.map(({ value }) => value)).toEqual(ids.slice(0, 50));
		const second = await open(undefined, String(first.paginationToken));
		expect(second.results.map(({ value }) => value)).toEqual(ids.slice(50));
		expect(second.paginationToken).toBeUndefined();
	});

	it('looks for a name beyond the first page', async () => {
		const wanted = sandbox.seedJob({
			file: file('needle.wav'),
			created_at: '2026-01-01T00:00:00.000Z',
		});
		for (let n = 0; n < 120; n++) sandbox.seedJob({ created_at: '2026-02-01T00:00:00.000Z' });
		const { results } = await open('needle');
		expect(results.map(({ value }) => value)).toEqual([wanted.id]);
	});

	it('lists live sessions when the resource is live', async () => {
		sandbox.seedJob();
		const { id } = sandbox.seedLiveJob();
		const { results } = await open(undefined, undefined, 'live');
		expect(results.map(({ value }) => value)).toEqual([id]);
	});

	it('explains a wrong key', async () => {
		const list = openList({
			node: new GladiaGetResult(),
			method: 'searchTranscriptions',
			parameters: { resource: 'preRecorded' },
			credentials: { apiKey: 'wrong', baseUrl: sandbox.url },
		});
		await expect(list).rejects.toThrow('Gladia does not know the API key');
	});
});

describe('the list of models', () => {
	it('needs no account and can be searched', async () => {
		const models = async (filter?: string) => {
			const { results } = await openList({
				node: new GladiaTranscribe(),
				method: 'searchModels',
				filter,
				credentials: { apiKey: '', baseUrl: 'http://127.0.0.1:1' },
			});
			return results.map(({ value }) => value);
		};
		expect(await models()).toEqual(['solaria-1', 'solaria-3', 'solaria-fusion']);
		expect(await models('fusion')).toEqual(['solaria-fusion']);
	});
});
