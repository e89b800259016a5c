import type { IDataObject } from 'n8n-workflow';
import type { Sandbox } from '../../../sandbox/sandbox';
import { startSandbox } from '../../../sandbox/sandbox';
import { answerJson } from '../../support/httpServer';
import { jobOf, post } from '../sleeper';
import type { ServiceHost } from '../standIns/serviceHost';
import { startServiceHost } from '../standIns/serviceHost';
import type { StandIn } from '../standIns/standIn';
import { Refusal } from '../standIns/standIn';
import { until } from '../until';
import { tableRows } from './dataTable';
import { importTemplate, sandboxAccess } from './importTemplate';

jest.setTimeout(180_000);

const TABLE = 'Gladia meetings';

/** https://docs.recall.ai/reference/recording_retrieve: key behind `Token`, address in the shortcuts. */
const recall: StandIn = {
	hosts: ['eu-central-1.recall.ai'],
	answer({ method, url, headers }, response) {
		if (headers.authorization !== 'Token recall-key') {
			throw new Refusal(401, { detail: 'Authentication credentials were not provided.' });
		}
		const [, id] = /^\/api\/v1\/recording\/([\w-]+)\/$/.exec(url.pathname) ?? [];
		if (method !== 'GET' || id === undefined) throw new Refusal(404, { detail: 'Not found.' });
		answerJson(response, 200, {
			id,
			status: { code: 'done', sub_code: null },
			media_shortcuts: {
				audio_mixed: null,
				video_mixed: {
					status: { code: 'done' },
					data: { download_url: `https://recall.example.com/${id}.mp4?signature=abc` },
					format: 'mp4',
				},
			},
		});
	},
};

/** https://docs.vexa.ai/webhooks: recordings are fetched with the key, by recording and media file. */
const vexa: StandIn = {
	hosts: ['api.cloud.vexa.ai'],
	answer({ method, url, headers }, response) {
		if (headers['x-api-key'] !== 'vexa-key') throw new Refusal(403, { detail: 'Invalid API key' });
		const [, id, media] = /^\/recordings\/(\d+)\/media\/(\d+)\/download$/.exec(url.pathname) ?? [];
		if (method !== 'GET' || media === undefined) throw new Refusal(404, { detail: 'Not Found' });
		const address = `https://vexa.example.com/${id}/${media}.wav`;
		answerJson(response, 200, { url: address, download_url: address, filename: `${media}.wav` });
	},
};

const recallEvent = (event: string, id: string) => ({
	event,
	data: {
		data: { code: 'done', sub_code: null, updated_at: '2026-11-20T10:00:00Z' },
		recording: { id, metadata: {} },
		bot: { id: 'bot-1', metadata: { customer: 'ACME', deal: '4711' } },
	},
});

const baasEvent = (event: string, data: IDataObject) => ({
	event,
	data: { ...data, participants: [{ id: null, name: 'Ann' }], event: 'complete' },
});

const vexaEvent = {
	event_type: 'recording.completed',
	recording: {
		id: 906238426347,
		meeting_id: 16,
		session_uid: 'd6e337d6-92cd-452f-b003-23c5498091ef',
		status: 'completed',
		media_files: [{ id: 906238426348, type: 'audio', format: 'wav', storage_backend: 's3' }],
	},
};

let host: ServiceHost;
let sandbox: Sandbox;

beforeAll(async () => {
	// Longer than the node polls before it goes to sleep.
	sandbox = await startSandbox({ jobSeconds: 6 });
	host = await startServiceHost([recall, vexa]);
});
afterAll(async () => {
	await host.close();
	await sandbox.close();
});

it('makes one row of each recording, by the custom metadata that comes back with it', async () => {
	const { rest } = host;
	const { id } = await importTemplate(rest, 'meeting-bot-recordings.json', {
		credentials: {
			...sandboxAccess(sandbox),
			'httpHeaderAuth of Ask Recall for the recording': {
				data: { name: 'Authorization', value: 'Token recall-key' },
			},
			'httpHeaderAuth of Ask Vexa for the recording': {
				data: { name: 'X-API-Key', value: 'vexa-key' },
			},
		},
		values: { YOUR_SECRET_PATH: 'bots-3f1c', YOUR_RECALL_REGION: 'eu-central-1' },
	});
	await rest.activate(id);
	const url = `${rest.url}/webhook/bots-3f1c`;
	await until(
		'the webhook is registered',
		async () => (await post(url, { event: 'none' })) === 200,
	);
	let jobs = 0;
	const report = async (...events: object[]) => {
		jobs++;
		for (const event of events) expect(await post(url, event)).toBe(200);
		await until(`${jobs} jobs have started`, () => sandbox.jobs().length === jobs);
	};

	sandbox.failNext({ kind: 'job-error', errorCode: 503, skip: 3 });
	await report(
		{ ...recallEvent('bot.status_change', 'none') },
		recallEvent('recording.done', 'rec-1'),
	);
	await report(
		recallEvent('recording.done', 'rec-1'),
		baasEvent('bot.completed', {
			bot_id: 'baas-2',
			event_id: 'calendar-7',
			audio: 'https://baas.example.com/audio.flac',
			video: 'https://baas.example.com/video.mp4',
		}),
	);
	await report(
		baasEvent('complete', { bot_id: 'baas-1', mp4: 'https://baas.example.com/old.mp4' }),
		{ event_type: 'meeting.status_change', meeting: { id: 16, status: 'completed' } },
	);
	await report(vexaEvent);
	const rows = async () => await tableRows(rest, TABLE);
	await until('all rows have an outcome', async () =>
		(await rows()).every(({ status }) => status !== 'transcribing'),
	);

	const row = (audioUrl: string, fields: IDataObject): IDataObject => {
		const job = jobOf(sandbox, audioUrl);
		const { service, recording_id, bot_id, meeting } = fields;
		expect(job?.custom_metadata).toEqual({ service, recording_id, bot_id, meeting });
		return { status: 'done', failure: null, transcription_id: job?.id, ...fields };
	};
	const result = {
		duration_seconds: expect.any(Number),
		dialogue: expect.stringMatching(/^Speaker 1: .+\n+Speaker 2: .+/),
		summary: expect.stringContaining('- '),
	};
	expect(await rows()).toEqual([
		row('https://recall.example.com/rec-1.mp4?signature=abc', {
			service: 'Recall',
			recording_id: 'rec-1',
			bot_id: 'bot-1',
			meeting: '{"customer":"ACME","deal":"4711"}',
			...result,
		}),
		row('https://baas.example.com/audio.flac', {
			service: 'Meeting BaaS',
			recording_id: 'baas-2',
			bot_id: 'baas-2',
			meeting: 'calendar-7',
			...result,
		}),
		row('https://baas.example.com/old.mp4', {
			service: 'Meeting BaaS',
			recording_id: 'baas-1',
			bot_id: 'baas-1',
			meeting: '',
			...result,
		}),
		row('https://vexa.example.com/906238426347/906238426348.wav', {
			service: 'Vexa',
			recording_id: '906238426347',
			bot_id: 'd6e337d6-92cd-452f-b003-23c5498091ef',
			meeting: '16',
			status: 'failed',
			duration_seconds: null,
			dialogue: null,
			summary: null,
			failure: expect.stringContaining('Gladia could not transcribe the audio'),
		}),
	]);
	const callbacks = sandbox.deliveries.filter(({ channel }) => channel === 'callback');
	expect(callbacks.length).toBe(4);
	expect(host.refused).toEqual([]);
	await rest.deactivate(id);
});
