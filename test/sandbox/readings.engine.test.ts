import { HELP } from '../../sandbox/help';
import { ALL_READINGS, QUESTIONS } from '../../sandbox/readings/catalogue';
import { Readings } from '../../sandbox/readings/readings';
import type { Sandbox } from '../../sandbox/sandbox';
import { startSandbox } from '../../sandbox/sandbox';

let sandbox: Sandbox;
beforeAll(async () => {
	sandbox = await startSandbox();
});
afterAll(async () => await sandbox.close());
beforeEach(() => sandbox.reset());

const control = async (method: string, body?: unknown) => {
	const response = await fetch(`${sandbox.url}/_sandbox/readings`, {
		method,
		headers: { 'content-type': 'application/json' },
		...(body !== undefined && { body: JSON.stringify(body) }),
	});
	const text = await response.text();
	return { status: response.status, body: text === '' ? undefined : JSON.parse(text) };
};

describe('The readings of open questions', () => {
	test('have a name of their own each, cover 25 questions, and are listed by --help', () => {
		const names = ALL_READINGS.map(({ name }) => name);
		expect(new Set(names).size).toBe(names.length);
		expect([...new Set(ALL_READINGS.map(({ question }) => question))]).toEqual(
			Array.from({ length: 25 }, (_, index) => index + 1),
		);
		for (const { about, readings } of Object.values(QUESTIONS)) {
			expect(HELP).toContain(about);
			expect(Object.keys(readings).length).toBeGreaterThan(1);
			for (const [name, { says }] of Object.entries<{ says: string }>(readings)) {
				expect(HELP).toMatch(new RegExp(`^ +${name} +`, 'm'));
				expect(HELP).toContain(says);
			}
		}
	});

	test('are chosen over HTTP for all that follows, for both questions that were named', async () => {
		expect((await control('POST', { reading: 'list-bare' })).status).toBe(204);
		expect((await control('POST', { reading: 'srt-dot' })).status).toBe(204);
		const { body } = await control('GET');
		expect(body.readings).toMatchObject({
			listItems: 'list-bare',
			subtitleTimes: 'srt-dot',
			listFilter: 'filter-any-form',
		});
		expect((await control('DELETE')).status).toBe(204);
		expect((await control('GET')).body.readings).toMatchObject({
			listItems: 'list-whole',
			subtitleTimes: 'srt-comma',
		});
	});

	test.each([
		{ reading: 'list-of-something-else' },
		{ reading: 'list-bare', times: 1.5 },
		{ reading: 'list-bare', skip: -1 },
		{},
	])('that cannot be played are refused: %j', async (body) => {
		const { status, body: answer } = await control('POST', body);
		expect(status).toBe(400);
		expect(answer.message).toMatch(/Not a reading; known are: webhook-signed|whole numbers/);
	});

	test('for some requests only give way to the usual one afterwards', () => {
		const readings = new Readings();
		readings.play('list-metadata-only');
		readings.play('list-bare', { skip: 1, times: 2 });
		expect(Array.from({ length: 5 }, () => readings.of('listItems'))).toEqual([
			'list-metadata-only',
			'list-bare',
			'list-bare',
			'list-metadata-only',
			'list-metadata-only',
		]);
		expect(readings.of('echo')).toBe('echo-verbatim');
	});
});
