import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { INodeParameters } from 'n8n-workflow';
import { displayParameter } from 'n8n-workflow';
import { eventOptions, eventTypes } from '../../nodes/GladiaTrigger/events';
import { GladiaTrigger } from '../../nodes/GladiaTrigger/GladiaTrigger.node';
import { expectHouseStyle, levels } from '../support/formRules';

const { description } = new GladiaTrigger();
const named = (name: string) => {
	const property = description.properties.find((one) => one.name === name);
	if (property === undefined) throw new Error(`No parameter ${name}`);
	return property;
};

/** Parameters that the editor shows for a node with these values. */
function shown(parameters: INodeParameters): string[] {
	const values = {
		events: ['transcription.success'],
		fetchResult: true,
		output: 'simplified',
		...parameters,
	};
	return description.properties
		.filter((property) => displayParameter(values, property, null, description))
		.map(({ name }) => name);
}

describe('The events', () => {
	it('are all that the SDK knows, and the older ones', () => {
		const types = (version: string) =>
			readFileSync(
				join(dirname(require.resolve('@gladiaio/sdk')), 'v2', version, 'generated-types.d.cts'),
				'utf8',
			);
		const events = [...types('live').matchAll(/event: ['"](live\.\w+)['"]/g)].map(
			([, name]) => name,
		);
		const offered = Object.keys(eventTypes).map((name) => name.replace(/\.(final|partial)$/, ''));
		const others = [
			'transcription.created',
			'transcription.success',
			'transcription.error',
			'live.post_chapterization',
		];
		expect(new Set(events).size).toBe(15);
		expect(new Set(offered)).toEqual(new Set([...events, ...others]));
	});

	it('are sorted alphabetically after All, and each names its sender', () => {
		const names = eventOptions.map(({ name }) => name);
		expect(names[0]).toBe('All');
		expect(names.slice(1)).toEqual(names.slice(1).toSorted());
		expect(names).toHaveLength(Object.keys(eventTypes).length + 1);
		for (const option of eventOptions.slice(1)) {
			expect(option.description).toMatch(
				/^[A-Z][^.]+ \((account webhook|callback|account webhook or callback)\)$/,
			);
		}
	});
});

describe('The form', () => {
	it('has these parameters, in this order', () => {
		expect(shown({})).toEqual([
			'setupNotice',
			'oneEntryInNodesPanel',
			'events',
			'fetchResult',
			'output',
			'attachFiles',
			'outputOptions',
			'filters',
			'options',
		]);
	});

	it('shows the output only where there can be a result', () => {
		const always = ['setupNotice', 'oneEntryInNodesPanel', 'events', 'filters', 'options'];
		expect(shown({ events: ['transcription.error', 'live.speech_start'] })).toEqual(always);
		expect(shown({ fetchResult: false })).toEqual([
			...always.slice(0, 3),
			'fetchResult',
			...always.slice(3),
		]);
		for (const event of ['all', 'live.end_session', 'live.post_final_transcript']) {
			expect(shown({ events: ['transcription.error', event] })).toContain('output');
		}
	});

	it('warns while signatures are not checked', () => {
		expect(shown({ options: { verifySignature: false } })).toContain('unverifiedWarning');
		expect(shown({ options: { verifySignature: true } })).not.toContain('unverifiedWarning');
		expect(named('unverifiedWarning').displayName).toMatch(/only if Gladia confirms it\.$/);
	});

	it('requires a signature once the option is added, but not without it', () => {
		const options = named('options').options ?? [];
		expect(options).toContainEqual(
			expect.objectContaining({ name: 'verifySignature', default: true }),
		);
		expect(named('options').default).toEqual({});
	});

	it('says where to paste the URL', () => {
		const text = named('setupNotice').displayName;
		expect(text).toContain('https://app.gladia.io/webhooks');
		expect(text).toContain("'Callback URL' of the Gladia node that starts them");
	});

	it('shows the same URL for POST and PUT, once', () => {
		expect(description.webhooks).toEqual([
			expect.objectContaining({ httpMethod: 'POST', path: 'gladia-trigger', ndvHideMethod: true }),
			expect.objectContaining({ httpMethod: 'PUT', path: 'gladia-trigger', ndvHideUrl: true }),
		]);
	});
});

const fields = levels(description.properties)
	.flat()
	.filter(({ type }) => type !== 'notice')
	.map((field) => [field.displayName, field] as const);
it.each(fields)('The texts of %s follow the house style', (_name, field) => {
	expectHouseStyle(field);
});
