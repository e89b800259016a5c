import { readFile } from 'node:fs/promises';
import type { IDataObject } from 'n8n-workflow';
import { RECORDING } from '../../../demo/demoWorkflow';
import type { Execution } from '../../../demo/execution';
import { outputOf } from '../../../demo/execution';
import type { Sandbox } from '../../../sandbox/sandbox';
import { startSandbox } from '../../../sandbox/sandbox';
import { wave } from '../../sandbox/support/wave';
import type { Service } from '../debianServices';
import { hasPostgres, queryPostgres, startPostgres } from '../debianServices';
import type { GoogleDrive } from '../standIns/googleDrive';
import { googleDriveStandIn } from '../standIns/googleDrive';
import type { HubSpot } from '../standIns/hubSpot';
import { hubSpotStandIn } from '../standIns/hubSpot';
import type { Notion } from '../standIns/notion';
import { notionStandIn } from '../standIns/notion';
import type { ServiceHost } from '../standIns/serviceHost';
import { startServiceHost } from '../standIns/serviceHost';
import type { Slack } from '../standIns/slack';
import { slackStandIn } from '../standIns/slack';
import { until } from '../until';
import { importTemplate, sandboxAccess } from './importTemplate';

jest.setTimeout(240_000);

const CHANNEL = 'recordings';
const CALLER = { name: 'X-Phone-System', value: 'secret-of-the-phone-system' };
/** n8n looks into a folder of Google Drive once a minute. */
const POLL_TIMEOUT_MS = 90_000;

let drive: GoogleDrive;
let notion: Notion;
let slack: Slack;
let hubSpot: HubSpot;
let sandbox: Sandbox;
let host: ServiceHost;

beforeAll(async () => {
	drive = googleDriveStandIn();
	notion = notionStandIn();
	slack = slackStandIn([CHANNEL]);
	hubSpot = hubSpotStandIn(['ann@customer.test']);
	sandbox = await startSandbox({ jobSeconds: 0.5 });
	host = await startServiceHost([drive, notion, slack, hubSpot]);
});

afterEach(() => {
	expect(host.refused).toEqual([]);
	slack.messages.length = 0;
});

afterAll(async () => {
	await host?.close();
	await sandbox?.close();
});

/** The executions of a workflow, when there are `count` and all have ended. */
async function ended(workflowId: string, count: number): Promise<Execution[]> {
	let ids: string[] = [];
	const haveBegun = async () => {
		ids = await host.rest.executionIds(workflowId);
		return ids.length >= count;
	};
	await until(`${count} executions have begun`, haveBegun, POLL_TIMEOUT_MS);
	return await Promise.all(ids.map(async (id) => await host.rest.waitForExecution(id, 60_000)));
}

/** What Gladia has made of each recording, by the recording's name. */
function results(execution: Execution, node: string): Map<unknown, IDataObject> {
	return new Map(outputOf(execution, node).map(({ json }) => [json.filename, json]));
}

describe('drive-meetings-to-notion-and-slack.json', () => {
	it('writes notes of each recording in the folder, or of one by hand, and posts its action items', async () => {
		const { id } = await importTemplate(host.rest, 'drive-meetings-to-notion-and-slack.json', {
			credentials: {
				...sandboxAccess(sandbox),
				googleDriveOAuth2Api: { data: drive.access },
				notionApi: { data: notion.access },
				slackApi: { data: slack.access },
			},
			values: {
				YOUR_DRIVE_FOLDER_LINK: drive.folderUrl,
				YOUR_NOTION_PAGE_LINK: notion.parentUrl,
				YOUR_SLACK_CHANNEL: CHANNEL,
			},
		});
		await host.rest.activate(id);
		const mimeType = 'audio/wav';
		drive.put({ mimeType, name: 'weekly.wav', content: wave(600) });
		drive.put({ mimeType: 'application/pdf', name: 'agenda.pdf', content: Buffer.from('%PDF-') });
		drive.put({ mimeType, name: 'broken.wav', content: Buffer.from('<html>Not found</html>') });
		drive.put({ mimeType, name: 'daily.wav', content: await readFile(RECORDING) });
		const [execution] = await ended(id, 1);
		expect(execution?.status).toBe('success');

		expect(drive.downloads).toEqual(['weekly.wav', 'broken.wav', 'daily.wav']);
		const meetings = execution && results(execution, 'Transcribe the meeting');
		const [weekly, daily] = ['weekly.wav', 'daily.wav'].map((name) => meetings?.get(name));
		expect(notion.pages.map(({ title }) => title)).toEqual(['weekly.wav', 'daily.wav']);
		const posts = [weekly, daily].map((meeting, index) => {
			const { markdown, blocks, url } = notion.pages[index] ?? { blocks: [] };
			const { action_items: list } = Object(meeting?.answers) as { action_items?: string };
			expect(list).toMatch(/^(- .+\n)+- .+$/);
			const toDo = String(list).replace(/^- /gm, '- [ ] ');
			expect(markdown).toBe(
				`## Summary\n${String(meeting?.summary)}\n\n## Action items\n${toDo}\n\n## Transcript`,
			);
			expect(blocks.join('\n')).toBe(meeting?.dialogue);
			return `*Meeting notes: <${url}|${String(meeting?.filename)}>*\n${list}`;
		});
		expect(notion.pages[0]?.blocks.length).toBeGreaterThan(2);
		expect(notion.pages[1]?.blocks[0]).toContain('Your call is now first in line');
		expect(slack.messages.map(({ text }) => text)).toEqual([
			...posts,
			expect.stringMatching(/^:warning: \*broken\.wav\* could not be transcribed\.\n.+/),
		]);

		const tried = await host.rest.run(id, 'When a recording is added');
		expect((await host.rest.waitForExecution(tried, 60_000)).status).toBe('success');
		expect(notion.pages.map(({ title }) => title)).toEqual([
			'weekly.wav',
			'daily.wav',
			'weekly.wav',
		]);
		expect(notion.pages[2]?.blocks).toEqual(notion.pages[0]?.blocks);
	});
});

// PostgreSQL comes with the operating system, not with npm; CI installs it where it may.
(hasPostgres ? describe : describe.skip)('calls-to-hubspot-and-postgres.json', () => {
	let postgres: Service;

	beforeAll(async () => {
		postgres = await startPostgres();
	});
	afterAll(async () => await postgres?.stop());

	/** What the phone system sends: a call in which both talk, and one in which one does. */
	const even = {
		call_id: 'even',
		recording_url: 'https://phone.test/7.mp3',
		customer_email: 'ann@customer.test',
		agent: 'Eve',
	};
	const lopsided = {
		call_id: 'lopsided',
		recording_url: 'https://phone.test/265.mp3',
		customer_email: 'new@customer.test',
		agent: 'Dan',
	};
	const unreadable = { ...even, call_id: 'unreadable' };

	async function report(call: object, secret = CALLER.value): Promise<number> {
		const { status } = await fetch(`${host.n8n.url}/webhook/call-recorded`, {
			method: 'POST',
			headers: { 'content-type': 'application/json', [CALLER.name]: secret },
			body: JSON.stringify(call),
		});
		return status;
	}

	/** @param measured what Gladia Transcribe has made of the call */
	function rowOf({ call_id, customer_email, agent }: typeof even, measured: IDataObject) {
		const figures = [
			...['speech_time', 'silence_time', 'overlap_time', 'turns', 'interruptions', 'questions'],
			'summary',
		];
		const speakers = measured.speaker_statistics as IDataObject[];
		return {
			...{ call_id, customer_email, agent },
			...Object.fromEntries(figures.map((name) => [name, measured[name]])),
			stored_at: expect.any(String),
			duration: measured.audio_duration,
			sentiment: (measured.sentiment as IDataObject).score,
			speakers: Object.fromEntries(speakers.map((one) => [one.speaker_label, one])),
			transcript: measured.dialogue,
		};
	}

	function loggedCall(call: typeof even, measured: IDataObject, talkTime: string) {
		const { score } = measured.sentiment as IDataObject;
		return {
			body: `<p>${String(measured.summary)}</p>
<p>Talk time: ${talkTime}. Interruptions: 0. Sentiment from −1 to 1: ${String(score)}.</p>`,
			status: 'COMPLETED',
			durationMilliseconds: Number(measured.audio_duration) * 1000,
			recordingUrl: call.recording_url,
			contacts: [call.customer_email],
		};
	}

	it('stores and logs each call, and alerts where a limit is passed', async () => {
		const login = { user: 'n8n', database: 'postgres', ssl: 'disable' };
		const { id } = await importTemplate(host.rest, 'calls-to-hubspot-and-postgres.json', {
			credentials: {
				...sandboxAccess(sandbox),
				httpHeaderAuth: { data: CALLER },
				postgres: { data: { ...login, host: '127.0.0.1', port: postgres.port } },
				hubspotAppToken: { data: hubSpot.access },
				slackApi: { data: slack.access },
			},
			values: { YOUR_SLACK_CHANNEL: CHANNEL },
		});
		const setUp = await host.rest.run(id, 'Set up (once)');
		expect((await host.rest.waitForExecution(setUp, 30_000)).status).toBe('success');
		await host.rest.activate(id);
		expect(await report(even, 'guess')).toBe(403);

		// One after the other, so that the order of what arrives is known; the first call comes twice.
		const calls = [even, even, lopsided, unreadable];
		for (const [index, call] of calls.entries()) {
			if (call === unreadable) sandbox.failNext({ kind: 'job-error', errorCode: 422 });
			expect(await report(call)).toBe(200);
			await ended(id, index + 2);
		}
		const [, first, , third] = await ended(id, calls.length + 1);
		const measured = [first, third].map((execution) =>
			execution === undefined ? {} : (outputOf(execution, 'Measure the call')[0]?.json ?? {}),
		);
		const [evenCall = {}, lopsidedCall = {}] = measured;
		expect(queryPostgres(postgres, 'SELECT * FROM call_statistics ORDER BY stored_at')).toEqual([
			rowOf(even, evenCall),
			rowOf(lopsided, lopsidedCall),
		]);
		const logged = loggedCall(even, evenCall, 'Speaker 1 50 %, Speaker 2 50 %');
		expect(hubSpot.calls).toEqual([
			logged,
			logged,
			loggedCall(lopsided, lopsidedCall, 'Speaker 1 63 %, Speaker 2 37 %'),
		]);
		expect(slack.messages.map(({ text }) => text)).toEqual([
			`:telephone_receiver: *Call lopsided* of Dan needs a look.
Sentiment 0.43, talk time Speaker 1 63 %, Speaker 2 37 %
${String(lopsidedCall.summary)}
<https://phone.test/265.mp3|Recording>`,
			expect.stringMatching(/^:warning: \*Call unreadable\* could not be transcribed\.\n.+/),
		]);
	});
});
