import { KeepAlive } from '../../../nodes/GladiaLive/session/keepAlive';

const answer = (from: number, to: number) => ({
	type: 'audio_chunk',
	acknowledged: true,
	data: { byte_range: [from, to] },
});
const refusal = { type: 'audio_chunk', acknowledged: false, error: { message: 'empty' } };

it('is due after the interval without audio', () => {
	const keepAlive = new KeepAlive(15_000);
	keepAlive.restart(1_000);
	expect(keepAlive.isDue(15_999)).toBe(false);
	expect(keepAlive.isDue(16_000)).toBe(true);
	keepAlive.audioSent(10_000);
	expect(keepAlive.isDue(16_000)).toBe(false);
	expect(JSON.parse(keepAlive.take(25_000))).toEqual({ type: 'audio_chunk', data: { chunk: '' } });
	expect(keepAlive.isDue(39_999)).toBe(false);
	expect(keepAlive.isDue(40_000)).toBe(true);
});

it('recognizes answers to empty chunks, whether acknowledged or refused', () => {
	const keepAlive = new KeepAlive(15_000);
	expect(keepAlive.isAnswer(refusal)).toBe(false);
	keepAlive.take(0);
	keepAlive.take(15_000);
	expect(keepAlive.isAnswer(answer(100, 100))).toBe(true);
	expect(keepAlive.isAnswer(refusal)).toBe(true);
	expect(keepAlive.isAnswer(refusal)).toBe(false);
});

it('expects no answer after acknowledged audio, or on another connection', () => {
	const keepAlive = new KeepAlive(15_000);
	keepAlive.take(0);
	expect(keepAlive.isAnswer(answer(100, 200))).toBe(false);
	expect(keepAlive.isAnswer(refusal)).toBe(false);
	keepAlive.take(15_000);
	keepAlive.restart(16_000);
	expect(keepAlive.isAnswer(refusal)).toBe(false);
});
