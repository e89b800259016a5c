import { Signal } from '../../../nodes/GladiaLive/session/signal';

it('wakes everyone who waits, once', async () => {
	const signal = new Signal();
	const woken: string[] = [];
	const first = signal.wait().then(() => woken.push('first'));
	const second = signal.wait().then(() => woken.push('second'));
	signal.notify();
	await Promise.all([first, second]);
	expect(woken).toEqual(['first', 'second']);
});

it('does not remember notifications', async () => {
	const signal = new Signal();
	signal.notify();
	let isWoken = false;
	const waiting = signal.wait().then(() => (isWoken = true));
	await new Promise((resolve) => setImmediate(resolve));
	expect(isWoken).toBe(false);
	signal.notify();
	await waiting;
});
