import type { INodeExecutionData } from 'n8n-workflow';
import type {
	FailurePolicy,
	SettledItem,
} from '../../../nodes/GladiaTranscribe/callbackWait/suspension';
import {
	isTimeUp,
	stepEnd,
	Suspension,
} from '../../../nodes/GladiaTranscribe/callbackWait/suspension';

const MINUTE = 60_000;
const NOW = Date.parse('2026-01-01T00:00:00Z');
const DAY = 24 * 60 * MINUTE;
const URL = 'https://n8n.example.com/webhook-waiting/1/gladia';

const stops: FailurePolicy = { continueOnFail: false, node: {} };
const continues: FailurePolicy = { continueOnFail: true, node: {} };

const request = (deadline: number, step = 0) => ({ deadline, url: URL, step });
const waiting = (deadline = NOW + DAY): SettledItem => ({
	output: [],
	request: request(deadline),
	suspend: () => {},
});
const done = (json: INodeExecutionData['json'] = { status: 'done' }): SettledItem => ({
	output: [{ json }],
	suspend: () => {},
});

/** Enters and settles items, one after the other; returns what each settling has decided. */
function settleAll(
	suspension: Suspension,
	items: Array<SettledItem | undefined>,
	policy: FailurePolicy,
) {
	items.forEach((_, index) => suspension.enter(index));
	return items.flatMap((item, index) =>
		item === undefined ? [] : [suspension.settle(index, item, policy)],
	);
}

describe('an execution is suspended', () => {
	it('once its last item has settled, if one asks for it', () => {
		const suspension = new Suspension(3);
		expect(settleAll(suspension, [done(), waiting(), done()], stops)).toEqual([
			undefined,
			undefined,
			request(NOW + DAY),
		]);
	});

	it('until the latest deadline of its items', () => {
		const items = [waiting(NOW + MINUTE), waiting(NOW + DAY), waiting(NOW)];
		expect(settleAll(new Suspension(3), items, stops).at(-1)).toEqual(request(NOW + DAY));
	});

	it('with all items prepared, in the same state', () => {
		const suspension = new Suspension(2);
		const states: unknown[] = [];
		const items = [waiting(), done()].map((item) => ({
			...item,
			suspend: (state: unknown) => states.push(state),
		}));
		settleAll(suspension, items, stops);
		const state = { id: 'one', step: 0, stepEnds: NOW, deadline: NOW };
		suspension.suspendItems(state);
		expect(states).toEqual([state, state]);
	});

	it('not when no item asks for it', () => {
		expect(settleAll(new Suspension(2), [done(), done()], stops)).toEqual([undefined, undefined]);
	});

	it('not when an item has failed and the workflow stops', () => {
		expect(settleAll(new Suspension(2), [undefined, waiting()], stops)).toEqual([undefined]);
	});

	it('without an item that n8n answers for itself, when failures do not stop the workflow', () => {
		const suspension = new Suspension(3);
		// n8n could not read the parameters of item 1, so it never enters.
		suspension.enter(0);
		suspension.enter(2);
		expect(suspension.settle(0, done(), continues)).toBeUndefined();
		expect(suspension.hasSettled(2)).toBe(false);
		expect(suspension.settle(2, waiting(), continues)).toEqual(request(NOW + DAY));
		expect(suspension.hasSettled(2)).toBe(true);
	});
});

describe("with 'Retry On Fail'", () => {
	const retries: FailurePolicy = { continueOnFail: true, node: { retryOnFail: true } };
	const failed = () => done({ error: 'No' });

	it('an execution is suspended after the last try only, as long as the first item fails', () => {
		const suspension = new Suspension(2);
		const tries = [1, 2, 3].map(() => settleAll(suspension, [failed(), waiting()], retries).at(-1));
		expect(tries).toEqual([undefined, undefined, request(NOW + DAY)]);
	});

	it('it is suspended after the try in which the first item no longer fails', () => {
		const suspension = new Suspension(2);
		expect(settleAll(suspension, [failed(), waiting()], retries).at(-1)).toBeUndefined();
		const again = settleAll(suspension, [done(), waiting()], retries);
		expect(again).toEqual([undefined, request(NOW + DAY)]);
	});

	it('the first output counts, not the item that settled first', () => {
		const suspension = new Suspension(3);
		[0, 1, 2].forEach((item) => suspension.enter(item));
		suspension.settle(2, done(), retries);
		suspension.settle(0, waiting(), retries);
		expect(suspension.settle(1, failed(), retries)).toBeUndefined();
	});
});

describe('a step ends', () => {
	const current = { resumesOnce: true, resumesParentEarly: false };
	const old = { resumesOnce: false, resumesParentEarly: false };
	const minutes = (step: number, behavior: typeof current, deadline = NOW + DAY) =>
		(stepEnd({ step, deadline }, behavior, NOW) - NOW) / MINUTE;

	it('after 1, 2, 5, 10, 20, then always 30 minutes', () => {
		const steps = [0, 1, 2, 3, 4, 5, 6, 40].map((step) => minutes(step, current));
		expect(steps).toEqual([1, 2, 5, 10, 20, 30, 30, 30]);
	});

	it('after 30 minutes where n8n may resume twice', () => {
		expect([0, 1, 5].map((step) => minutes(step, old))).toEqual([30, 30, 30]);
	});

	it('at the deadline where n8n would resume the parent early', () => {
		expect(minutes(0, { resumesOnce: false, resumesParentEarly: true })).toBe(24 * 60);
	});

	it('at the deadline at the latest', () => {
		expect([0, 5].map((step) => minutes(step, current, NOW + MINUTE / 2))).toEqual([0.5, 0.5]);
	});
});

describe('the time is up', () => {
	const state = { id: 'one', step: 0, stepEnds: NOW, deadline: NOW + MINUTE };

	it.each([
		[MINUTE - 1_001, false],
		[MINUTE - 1_000, true],
		[MINUTE, true],
	])('at the deadline, or a moment before: after %d ms %s', (passed, expected) => {
		expect(isTimeUp(state, NOW + passed)).toBe(expected);
	});

	it('never before the first suspension', () => {
		expect(isTimeUp(undefined, NOW)).toBe(false);
	});
});
