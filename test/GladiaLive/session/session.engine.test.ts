import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { LiveMessage } from '../../../nodes/GladiaLive/messages/liveMessage';
import type { OpenSocket } from '../../../nodes/GladiaLive/session/connection';
import { noise } from '../support/noise';
import { impatient, inFrames, openSocket, session, sha256 } from './liveSession';
import type { Behaviour } from './socketPeer';
import { FragileConnection, SocketPeer } from './socketPeer';

const FRAME = 3200;
const audio = noise(50 * FRAME + 17);
const whole = { bytes: audio.length, sha256: sha256(audio) };

let peer: SocketPeer;
afterEach(async () => await peer.close());

const server = async (...behaviours: Behaviour[]) => {
	peer = await new SocketPeer(...behaviours).listen();
	return peer;
};
const taken = () => ({ bytes: peer.bytes, sha256: peer.sha256 });
const send = async (frames: AsyncIterable<Uint8Array> = inFrames(audio, FRAME)) =>
	await session({ url: peer.url, frames }).run();
const complete = { outcome: 'complete', reason: '' };

describe('a good connection', () => {
	it('delivers all audio, stops once and reports every message', async () => {
		await server();
		peer.finalMessages = [{ type: 'end_session' }];
		const received: LiveMessage[] = [];
		const frames = inFrames(audio, FRAME);
		const report = await session({
			url: peer.url,
			frames,
			onMessage: (one) => received.push(one),
		}).run();
		expect(taken()).toEqual(whole);
		expect(report).toEqual({
			end: complete,
			readBytes: audio.length,
			acknowledgedBytes: audio.length,
			isAllSent: true,
			isOver: true,
			reconnects: 0,
			misplacedBytes: 0,
			sourceFailure: undefined,
		});
		expect(peer.stops).toEqual([audio.length]);
		expect(received.map(({ type }) => type)).toEqual([
			...Array.from({ length: 51 }, () => 'audio_chunk'),
			'stop_recording',
			'end_session',
		]);
	});

	it('ends a session without any audio', async () => {
		await server();
		expect((await send(inFrames(new Uint8Array(), FRAME))).end).toEqual(complete);
		expect(peer.stops).toEqual([0]);
	});

	it('keeps no more than the limit in memory while acknowledgments are late', async () => {
		await server();
		peer.ackDelay = 60;
		let read = 0;
		let mostAhead = 0;
		async function* counted() {
			for await (const frame of inFrames(noise(2_000_000), FRAME)) {
				read += frame.length;
				mostAhead = Math.max(mostAhead, read - peer.bytes);
				yield frame;
			}
		}
		const limits = { ...impatient, retransmitBuffer: 200_000 };
		const report = await session({ url: peer.url, frames: counted(), limits }).run();
		expect(report.acknowledgedBytes).toBe(2_000_000);
		expect(mostAhead).toBeLessThanOrEqual(200_000 + FRAME);
	});
});

describe('a server that reads slowly', () => {
	it('never gets more than the socket may hold, and receives everything', async () => {
		// More than the network's own buffers take.
		const long = randomBytes(30_000_000);
		await server({ readsLate: 500 });
		let mostWaiting = 0;
		const watchedSocket: OpenSocket = (url) => {
			const socket = openSocket(url);
			const send = socket.send.bind(socket);
			socket.send = (data) => {
				send(data);
				mostWaiting = Math.max(mostWaiting, socket.bufferedAmount);
			};
			return socket;
		};
		const limits = { ...impatient, acknowledgment: 5_000, retransmitBuffer: 30_000_000 };
		const frames = inFrames(long, 100_000);
		const report = await session({
			url: peer.url,
			frames,
			openSocket: watchedSocket,
			limits,
		}).run();
		expect(report).toMatchObject({ end: complete, reconnects: 0 });
		expect(peer.sha256).toBe(sha256(long));
		expect(mostWaiting).toBeGreaterThan(limits.socketBuffer);
		expect(mostWaiting).toBeLessThanOrEqual(limits.socketBuffer + 100_000);
	});
});

describe('a connection that breaks', () => {
	it('continues right after the last acknowledged byte, at 200 places of the stream', async () => {
		await server();
		await peer.close();
		const places = Array.from(
			{ length: 200 },
			(_, n) => 250 + Math.floor(noise(200)[n]! * 640) + n,
		);
		for (let at = 0; at < places.length; at += 10) {
			await server();
			peer.inclusive = at % 20 === 0;
			const connection = await new FragileConnection(peer.url, places.slice(at, at + 10)).listen();
			const report = await session({
				url: connection.url,
				frames: inFrames(audio, FRAME),
				limits: { ...impatient, maxReconnects: 20 },
			}).run();
			expect(taken()).toEqual(whole);
			expect(report).toMatchObject({ end: complete, misplacedBytes: 0 });
			expect(peer.stops.at(-1)).toBe(audio.length);
			await connection.close();
			if (at + 10 < places.length) await peer.close();
		}
	}, 120_000);

	it.each([
		1001, 1002, 1003, 1006, 1007, 1008, 1009, 1011, 1012, 1013, 1014, 4000, 4399, 4500, 4999,
	])('is replaced after close code %i', async (code) => {
		const bytes = 10 * FRAME;
		await server(code === 1006 ? { cutAt: bytes } : { closeAt: { bytes, code } });
		const report = await send();
		expect(taken()).toEqual(whole);
		expect(report).toMatchObject({ end: complete, reconnects: 1 });
	});

	it.each([4400, 4408, 4499])('is not replaced after %i', async (code) => {
		await server({ closeAt: { bytes: 10 * FRAME, code, reason: 'not like this' } });
		const report = await send();
		expect(report).toMatchObject({
			end: { outcome: 'lost', reason: 'not like this' },
			acknowledgedBytes: 10 * FRAME,
			reconnects: 0,
		});
		expect(peer.stops).toEqual([10 * FRAME]);
	});

	it('reports the first cause when connecting again does not help', async () => {
		await server(
			{ closeAt: { bytes: 10 * FRAME, code: 1011, reason: 'worker lost' } },
			{ refuse: true },
			{ closeAtOnce: 4403 },
		);
		const report = await send();
		expect(report).toMatchObject({
			end: {
				outcome: 'lost',
				reason:
					'worker lost, and connecting again did not help: The session has ended or does not exist (close code 4403)',
			},
			acknowledgedBytes: 10 * FRAME,
		});
	});

	it('is replaced when a frame was lost before its acknowledgment', async () => {
		await server({ cutAt: 1 }, { cutAt: 5 * FRAME });
		expect(await send()).toMatchObject({ end: complete, reconnects: 2 });
		expect(taken()).toEqual(whole);
	});

	it('resends at most one chunk when acknowledgments were lost with it', async () => {
		for (const inclusive of [false, true]) {
			await server(
				{ unconfirmedFrom: 5 * FRAME, cutAt: 37 * FRAME },
				{ unconfirmedFrom: 40 * FRAME, cutAt: 46 * FRAME },
			);
			peer.inclusive = inclusive;
			const report = await send();
			expect(report).toMatchObject({
				end: complete,
				acknowledgedBytes: audio.length,
				reconnects: 2,
				misplacedBytes: 2 * FRAME,
			});
			expect(peer.sha256).toBe(
				sha256(
					Buffer.concat([
						audio.subarray(0, 36 * FRAME),
						audio.subarray(4 * FRAME, 5 * FRAME),
						audio.subarray(36 * FRAME, 44 * FRAME),
						audio.subarray(38 * FRAME, 39 * FRAME),
						audio.subarray(44 * FRAME),
					]),
				),
			);
			if (!inclusive) await peer.close();
		}
	});

	it('omits no audio when the chunk sent first was lost as well', async () => {
		await server(
			{ unconfirmedFrom: 5 * FRAME, cutAt: 20 * FRAME },
			{ loseAckAt: 1 },
			{ cutAt: 1 },
			{ loseAckAt: 1 },
		);
		const report = await session({
			url: peer.url,
			frames: inFrames(audio, FRAME),
			limits: { ...impatient, maxReconnects: 9 },
		}).run();
		expect(report).toMatchObject({ end: complete, acknowledgedBytes: audio.length, reconnects: 4 });
		expect(peer.bytes).toBe(audio.length + report.misplacedBytes);
		// 15 frames were kept. Three chunks went first in vain, two of them were kept.
		expect(report.misplacedBytes).toBeLessThanOrEqual(5 * FRAME);
		const end = audio.subarray(18 * FRAME);
		expect(peer.endsWith(end)).toBe(true);
	});

	const closed = (frames: number) => ({ closeAt: { bytes: frames * FRAME, code: 1011 } });

	it('is no misplaced audio when Gladia counts from 0 again', async () => {
		for (const inclusive of [false, true]) {
			await server(closed(10), closed(30), { refuse: true });
			peer.restarts = true;
			peer.inclusive = inclusive;
			expect(await send()).toMatchObject({
				end: complete,
				acknowledgedBytes: audio.length,
				misplacedBytes: 0,
			});
			expect(taken()).toEqual(whole);
			if (!inclusive) await peer.close();
		}
	});
});

describe('a source that sends nothing for a while', () => {
	async function* stalling() {
		for (const at of [0, 20, 40]) {
			await sleep(700);
			yield* inFrames(audio.subarray(at * FRAME, (at + 20) * FRAME), FRAME);
		}
	}
	const limits = { ...impatient, keepAlive: 100, acknowledgment: 300 };

	it.each([undefined, true, false])(
		'keeps its connection (answer to an empty chunk: %s)',
		async (answer) => {
			await server();
			peer.silence = { milliseconds: 400, code: 4408 };
			peer.answersEmpty = answer;
			const received: LiveMessage[] = [];
			const report = await session({
				url: peer.url,
				frames: stalling(),
				limits,
				onMessage: (message) => received.push(message),
			}).run();
			expect(report).toMatchObject({ end: complete, reconnects: 0, misplacedBytes: 0 });
			expect(report.acknowledgedBytes).toBe(audio.length);
			expect(taken()).toEqual(whole);
			expect(peer.emptyChunks).toBeGreaterThan(5);
			// A refused empty chunk is not an error of the session.
			expect(received.filter(({ error }) => Boolean(error))).toEqual([]);
		},
	);

	it('would lose its connection without empty chunks', async () => {
		await server();
		peer.silence = { milliseconds: 400, code: 4408 };
		const report = await session({
			url: peer.url,
			frames: stalling(),
			limits: { ...limits, keepAlive: 60_000 },
		}).run();
		expect(report.end).toEqual({
			outcome: 'lost',
			reason: 'The connection was closed with code 4408',
		});
	});

	it('continues although connections without audio are closed again and again', async () => {
		await server();
		peer.silence = { milliseconds: 150, code: 1011 };
		const report = await session({
			url: peer.url,
			frames: stalling(),
			limits: { ...limits, keepAlive: 60_000, stableAfter: 50, maxReconnects: 1 },
		}).run();
		expect(report).toMatchObject({ end: complete, misplacedBytes: 0 });
		expect(report.reconnects).toBeGreaterThan(2);
		expect(taken()).toEqual(whole);
	});
});

describe('the end of a session', () => {
	const end = (type: string) => ({ type, data: {} });

	it.each(['post_final_transcript', 'end_session'])(
		'is %s, although the last acknowledgments are missing',
		async (type) => {
			for (const code of [1000, 1006, 4403]) {
				await server({ unconfirmedFrom: 49 * FRAME, unconfirmedStop: true, lastCode: code });
				peer.finalMessages = [end(type)];
				expect(await send()).toMatchObject({ end: complete, reconnects: 0 });
				expect(taken()).toEqual(whole);
				if (code !== 4403) await peer.close();
			}
		},
	);

	it('is also confirmed by the acknowledgment of stop_recording', async () => {
		await server({ unconfirmedFrom: 49 * FRAME });
		const report = await send();
		expect(report).toMatchObject({ end: complete, acknowledgedBytes: audio.length });
	});

	it('is received from a server that takes no more audio', async () => {
		await server({ unconfirmedFrom: 49 * FRAME, cutAtEnd: true }, { isOver: true });
		peer.finalMessages = [end('post_final_transcript')];
		expect(await send()).toMatchObject({ end: complete, reconnects: 1 });
		expect(taken()).toEqual(whole);
	});

	it('does not hide that audio was not sent', async () => {
		await server({ closeAt: { bytes: 10 * FRAME, code: 1000, says: end('end_session') } });
		const frames = slowly(inFrames(audio, FRAME), 5);
		expect(await session({ url: peer.url, frames }).run()).toMatchObject({
			end: { outcome: 'lost', reason: 'Gladia ended the session before all audio was sent' },
			isAllSent: false,
		});
	});

	it('is waited for no longer than closing may take, once announced', async () => {
		await server({ staysOpen: true });
		peer.finalMessages = [end('post_final_transcript')];
		const began = Date.now();
		const limits = { ...impatient, silenceAtEnd: 20_000 };
		const report = await session({ url: peer.url, frames: inFrames(audio, FRAME), limits }).run();
		expect(report).toMatchObject({ end: complete, reconnects: 0 });
		expect(Date.now() - began).toBeLessThan(impatient.closing + 1_000);
	});
});

describe('a server that misbehaves', () => {
	it('refuses some connections: the session retries', async () => {
		await server({ refuse: true }, { refuse: true });
		expect(await send()).toMatchObject({ end: complete, reconnects: 2 });
		expect(taken()).toEqual(whole);
	});

	it('refuses all connections: the session gives up', async () => {
		await server(...Array.from({ length: 99 }, () => ({ refuse: true })));
		const report = await send();
		expect(report).toMatchObject({
			end: { outcome: 'lost', reason: 'The connection was closed with code 1006' },
			acknowledgedBytes: 0,
			reconnects: 3,
		});
		// Four tries, and one to send stop_recording.
		expect(peer.connections).toBe(5);
	});

	it('does not answer the handshake', async () => {
		await server({ hang: true });
		expect(await send()).toMatchObject({ end: complete, reconnects: 1 });
		expect(taken()).toEqual(whole);
	});

	it('never answers a handshake', async () => {
		await server(...Array.from({ length: 99 }, () => ({ hang: true })));
		expect((await send()).end).toEqual({
			outcome: 'lost',
			reason: 'The server did not answer the connection',
		});
	});

	it('stops acknowledging', async () => {
		await server({ muteAt: 10 * FRAME });
		expect(await send()).toMatchObject({ end: complete, reconnects: 1 });
		expect(taken()).toEqual(whole);
	});

	it('stops acknowledging on every connection', async () => {
		await server(...Array.from({ length: 99 }, () => ({ muteAt: 10 * FRAME })));
		const report = await send();
		expect(report).toMatchObject({
			end: { outcome: 'lost', reason: 'Gladia confirmed no audio for 1.5 seconds' },
			acknowledgedBytes: 9 * FRAME,
		});
		expect(peer.stops.at(-1)).toBe(9 * FRAME);
	});

	it('rejects a chunk of audio once', async () => {
		await server({ rejectAt: 10 * FRAME });
		expect(await send()).toMatchObject({ end: complete, reconnects: 1 });
		expect(taken()).toEqual(whole);
	});

	it('rejects a chunk of audio every time', async () => {
		await server(...Array.from({ length: 99 }, () => ({ rejectAt: 10 * FRAME })));
		expect(await send()).toMatchObject({
			end: { outcome: 'lost', reason: 'Gladia did not take the audio: Unexpected audio' },
			acknowledgedBytes: 9 * FRAME,
		});
	});

	it('ends the session without acknowledging the last audio', async () => {
		await server({ closeAt: { bytes: audio.length, code: 1000 } });
		peer.ackDelay = 100;
		const report = await send();
		expect(report).toMatchObject({
			end: {
				outcome: 'lost',
				reason: 'Gladia ended the session before it had confirmed all audio',
			},
			reconnects: 0,
		});
	});

	it('ends the session too early', async () => {
		await server({ closeAt: { bytes: 10 * FRAME, code: 1000 } });
		const report = await session({
			url: peer.url,
			frames: slowly(inFrames(audio, FRAME), 5),
		}).run();
		expect(report).toMatchObject({
			end: { outcome: 'lost', reason: 'Gladia ended the session before all audio was sent' },
			acknowledgedBytes: 10 * FRAME,
			reconnects: 0,
		});
	});

	it('disconnects after the last byte, and reports the end over another connection', async () => {
		await server({ cutAtEnd: true });
		expect(await send()).toMatchObject({ end: complete, reconnects: 1 });
		expect(peer.stops).toEqual([audio.length, audio.length]);
	});

	it('disconnects after the last byte, and stays away', async () => {
		await server({ cutAtEnd: true }, ...Array.from({ length: 99 }, () => ({ refuse: true })));
		const report = await send();
		expect(report.end.outcome).toBe('unconfirmed');
		expect(report.acknowledgedBytes).toBe(audio.length);
		expect(peer.connections).toBe(2 + impatient.maxReconnectsAtEnd - 1);
	});

	it('falls silent after the last byte', async () => {
		await server(...Array.from({ length: 99 }, () => ({ silentAtEnd: true })));
		expect((await send()).end).toEqual({
			outcome: 'unconfirmed',
			reason: 'Gladia sent nothing for 1.5 seconds after the end',
		});
	});
});

describe('a server that keeps sending after the end of the audio', () => {
	const limits = { ...impatient, ending: 2_000 };
	const endless = Array.from({ length: 9 }, () => ({ endless: true }));
	const talkedTo = async (bytesPerSecond = Infinity) => {
		const began = Date.now();
		const frames = inFrames(audio, FRAME);
		const { end, reconnects } = await session({
			url: peer.url,
			frames,
			limits,
			bytesPerSecond,
		}).run();
		return { end, reconnects, took: Date.now() - began };
	};

	it('is not listened to for longer than the limit', async () => {
		await server(...endless);
		const { took, ...report } = await talkedTo();
		const reason = 'Gladia did not end the session in time after the end of the audio';
		expect(report).toEqual({ end: { outcome: 'unconfirmed', reason }, reconnects: 0 });
		expect(took).toBeGreaterThan(limits.ending - 100);
		expect(took).toBeLessThan(limits.ending + 1_000);
		expect(taken()).toEqual(whole);
	});

	it('has ended the session if it announced the end', async () => {
		await server(...endless);
		peer.finalMessages = [{ type: 'end_session', data: {} }];
		const { took, ...report } = await talkedTo();
		expect(report).toEqual({ end: complete, reconnects: 0 });
		expect(took).toBeLessThan(limits.ending + 1_000);
	});

	it('may take as long as the audio lasts', async () => {
		await server(...endless);
		const { took } = await talkedTo(audio.length / 2);
		expect(took).toBeGreaterThan(2_000 + limits.ending - 100);
		expect(took).toBeLessThan(2_000 + limits.ending + 1_000);
	});
});

describe('a session that another client has used before', () => {
	const used = async (behaviours: Behaviour[], earlier = 7 * FRAME) => {
		await server({}, ...behaviours);
		const first = noise(earlier).reverse();
		const abandon = new AbortController();
		async function* then() {
			yield* inFrames(first, FRAME);
			while (peer.bytes < first.length) await sleep(5);
			abandon.abort();
			await sleep(50);
		}
		const before = session({ url: peer.url, frames: then(), cancelled: abandon.signal }).run();
		await expect(before).rejects.toThrow();
		const frames = inFrames(audio, FRAME);
		const report = await session({ url: peer.url, frames, isUsed: true }).run();
		return { report, all: sha256(Buffer.concat([first, audio])) };
	};

	it('counts from where the other client left off, over a broken connection too', async () => {
		const { report, all } = await used([{ cutAt: 17 * FRAME }]);
		expect(report).toMatchObject({
			end: complete,
			reconnects: 1,
			acknowledgedBytes: audio.length,
			misplacedBytes: 0,
		});
		expect(peer.sha256).toBe(all);
	});

	it('sends nothing twice when nothing was ever acknowledged', async () => {
		await server({ muteAt: 1 });
		const frames = inFrames(audio, FRAME);
		const report = await session({ url: peer.url, frames, isUsed: true }).run();
		expect(report).toMatchObject({
			end: {
				outcome: 'lost',
				reason: 'Gladia confirmed no audio for 1.5 seconds, and no audio was confirmed before',
			},
			reconnects: 0,
		});
	});
});

describe('a source that fails', () => {
	it('has everything before the failure transcribed', async () => {
		await server();
		async function* broken() {
			yield* inFrames(audio.subarray(0, 10 * FRAME), FRAME);
			throw new Error('disk on fire');
		}
		const report = await send(broken());
		expect(report).toMatchObject({ end: complete, acknowledgedBytes: 10 * FRAME });
		expect(report.sourceFailure?.message).toBe('disk on fire');
		expect(peer.stops).toEqual([10 * FRAME]);
	});
});

describe('a session that is cancelled', () => {
	const endless = async function* () {
		for (;;) {
			yield audio.subarray(0, FRAME);
			await sleep(5);
		}
	};

	it('sends stop_recording and closes the socket', async () => {
		await server();
		const cancel = new AbortController();
		const running = session({ url: peer.url, frames: endless(), cancelled: cancel.signal }).run();
		while (peer.bytes < 5 * FRAME) await sleep(5);
		cancel.abort(new Error('enough'));
		await expect(running).rejects.toThrow('enough');
		await sleep(50);
		expect(peer.stops).toHaveLength(1);
		expect(peer.openSockets).toBe(0);
	});

	it('sends stop_recording over a new connection when the old one is down', async () => {
		await server({ cutAt: 5 * FRAME }, { refuse: true }, { refuse: true });
		const cancel = new AbortController();
		const running = session({ url: peer.url, frames: endless(), cancelled: cancel.signal }).run();
		while (peer.connections < 3) await sleep(5);
		cancel.abort(new Error('enough'));
		await expect(running).rejects.toThrow('enough');
		expect(peer.stops).toEqual([4 * FRAME]);
	});

	it('sends stop_recording as soon as the connection is up again, while closing may take', async () => {
		await server({ cutAt: 5 * FRAME }, { refuse: true }, { refuse: true }, { hang: true });
		const cancel = new AbortController();
		const running = session({
			url: peer.url,
			frames: endless(),
			cancelled: cancel.signal,
			limits: { ...impatient, closing: 2_000 },
		}).run();
		while (peer.connections < 2) await sleep(5);
		cancel.abort(new Error('enough'));
		const began = Date.now();
		await expect(running).rejects.toThrow('enough');
		expect(Date.now() - began).toBeLessThan(3_000);
		expect(peer.stops).toEqual([4 * FRAME]);
	});

	it('ends soon even if the server does not answer', async () => {
		await server(...Array.from({ length: 9 }, () => ({ hang: true })));
		const cancel = new AbortController();
		const running = session({ url: peer.url, frames: endless(), cancelled: cancel.signal }).run();
		await sleep(50);
		cancel.abort(new Error('enough'));
		const began = Date.now();
		await expect(running).rejects.toThrow('enough');
		expect(Date.now() - began).toBeLessThan(impatient.closing + 1_000);
	});

	it('throws what a listener throws, instead of ending the process', async () => {
		await server();
		const onMessage = () => {
			throw new Error('from the listener');
		};
		const running = session({ url: peer.url, frames: inFrames(audio, FRAME), onMessage }).run();
		await expect(running).rejects.toThrow('from the listener');
	});
});

async function* slowly(frames: AsyncIterable<Uint8Array>, milliseconds: number) {
	for await (const frame of frames) {
		yield frame;
		await sleep(milliseconds);
	}
}
