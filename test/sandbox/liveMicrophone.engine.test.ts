import { samplePcm, sampleUtterances } from '../../sandbox/audio/speechSample';
import type { Sandbox } from '../../sandbox/sandbox';
import { startSandbox } from '../../sandbox/sandbox';
import { transcribeLive } from './support/liveClient';
import { quote } from './support/results';
import { wave } from './support/wave';

const SAMPLE_RATE = 16_000;
const said = sampleUtterances.map(({ text }) => text);

let sandbox: Sandbox;
beforeAll(async () => {
	sandbox = await startSandbox({ livePostProcessingSeconds: 0, liveByMicrophone: true });
});
afterAll(() => sandbox.close());

const bytesIn = (seconds: number) => Math.round(seconds * SAMPLE_RATE) * 2;

/** As a microphone hears the recording: half as loud, blurred, between its samples, with some noise. */
function asHeard(pcm: Buffer): Buffer {
	const heard = Buffer.alloc(pcm.length);
	let seed = 1;
	for (let at = 2; at < pcm.length; at += 2) {
		seed = (seed * 16_807) % 2_147_483_647;
		const between = (pcm.readInt16LE(at - 2) + pcm.readInt16LE(at)) / 2;
		heard.writeInt16LE(Math.round(between / 2 + (seed % 21) - 10), at);
	}
	return heard;
}

async function captions(audio: Buffer) {
	const { client } = await transcribeLive(sandbox, audio, {}, bytesIn(0.1));
	const [start] = client.ofType('speech_start').map(({ data }) => Number(data?.time));
	const utterances = client.ofType('transcript').map(({ data }) => Object(data?.utterance));
	const [final] = client.ofType('post_final_transcript');
	return { start, texts: utterances.map(({ text }) => String(text)), final: final?.data };
}

const heard = asHeard(samplePcm);

describe('the bundled recording through a microphone', () => {
	test.each([
		['from its beginning', heard, 0.48],
		['a moment late', Buffer.concat([Buffer.alloc(bytesIn(0.3)), heard]), 0.78],
		['without its first moments', heard.subarray(bytesIn(0.2)), 0.28],
		['followed by silence', Buffer.concat([heard, Buffer.alloc(bytesIn(5))]), 0.48],
		[
			'with a few milliseconds lost on a busy machine',
			Buffer.concat([heard.subarray(0, bytesIn(3)), heard.subarray(bytesIn(3.02))]),
			0.48,
		],
	])('%s', async (_, audio, start) => {
		const session = await captions(audio);
		expect(session.texts).toEqual(said);
		expect(session.start).toBeCloseTo(start, 1);
		expect(session.final).toMatchObject({ transcription: { full_transcript: quote } });
	});

	test('with a piece missing: no words are made up for what follows', async () => {
		const audio = Buffer.concat([heard.subarray(0, bytesIn(7.8)), heard.subarray(bytesIn(10))]);
		expect((await captions(audio)).texts).toEqual(said.slice(0, 2));
	});

	test('with a piece twice: no words are made up for what follows', async () => {
		const audio = Buffer.concat([heard.subarray(0, bytesIn(11)), heard.subarray(bytesIn(10))]);
		const { texts } = await captions(audio);
		expect(texts.slice(0, 2)).toEqual(said.slice(0, 2));
		expect(said[2]).toMatch(new RegExp(`^${texts[2]}`));
		expect(texts).toHaveLength(3);
	});
});

test('other audio has other words', async () => {
	const { texts } = await captions(wave(4).subarray(44));
	expect(texts.length).toBeGreaterThan(0);
	expect(said.join(' ')).not.toContain(texts[0]);
});
