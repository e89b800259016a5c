import { isEndOfSession, judgeClosing } from '../../../nodes/GladiaLive/session/closingVerdict';

const sending = { isDone: false, hasArrived: false, isAllSent: false, canResume: true };
const allSent = { ...sending, isAllSent: true };
const arrived = { ...allSent, hasArrived: true };
const close = (code: number, reason = '') => ({ code, reason });

it('is complete when the end was announced, whatever the code', () => {
	for (const code of [1000, 1006, 4403, 4500]) {
		expect(judgeClosing(close(code), { ...allSent, isDone: true })).toEqual({
			outcome: 'complete',
			reason: '',
			isFinal: true,
		});
	}
});

it('is complete when Gladia ends the session after all audio', () => {
	expect(judgeClosing(close(1000), arrived).outcome).toBe('complete');
});

it.each([
	['while sending', sending, 'Gladia ended the session before all audio was sent'],
	[
		'before all acknowledgments',
		allSent,
		'Gladia ended the session before it had confirmed all audio',
	],
	['after a refusal', { ...sending, refusal: 'refused' }, 'refused'],
])('is lost when Gladia ends the session %s', (_when, progress, reason) => {
	expect(judgeClosing(close(1000), progress)).toEqual({ outcome: 'lost', reason, isFinal: true });
});

it.each([1001, 1006, 1011, 4000, 4399, 4500])('may continue after code %d', (code) => {
	const reason = `The connection was closed with code ${code}`;
	expect(judgeClosing(close(code), sending)).toEqual({ outcome: 'lost', reason, isFinal: false });
	expect(judgeClosing(close(code), arrived)).toMatchObject({ outcome: 'unconfirmed' });
});

it.each([4400, 4408, 4499])('is final after code %d', (code) => {
	expect(judgeClosing(close(code, 'not like this'), sending)).toEqual({
		outcome: 'lost',
		reason: 'not like this',
		isFinal: true,
	});
});

it('is final when it is not known where to continue', () => {
	expect(judgeClosing(close(1006), { ...sending, canResume: false })).toEqual({
		outcome: 'lost',
		reason: 'The connection was closed with code 1006, and no audio was confirmed before',
		isFinal: true,
	});
});

it('explains codes of sessions that have ended', () => {
	expect(judgeClosing(close(4403), sending).reason).toBe(
		'The session has ended or does not exist (close code 4403)',
	);
	expect(judgeClosing(close(4404, 'gone'), sending).reason).toBe(
		'The session has ended or does not exist (close code 4404: gone)',
	);
});

it.each([
	[1000, true],
	[4401, true],
	[4403, true],
	[4404, true],
	[1006, false],
	[4400, false],
])('code %d is the end of the session: %s', (code, expected) => {
	expect(isEndOfSession(close(code))).toBe(expected);
});
