import type { IExecuteSingleFunctions } from 'n8n-workflow';
import { requireResumeUrl } from '../../../nodes/GladiaTranscribe/callbackWait/resumeUrl';

const API = 'https://api.gladia.io';

const contextWith = (resumeUrl: unknown) =>
	({
		getItemIndex: () => 0,
		getNode: () => ({ id: 'node-1', name: 'Gladia' }),
		evaluateExpression: (expression: string) =>
			expression === '{{ $execution.resumeUrl }}' ? resumeUrl : undefined,
	}) as unknown as IExecuteSingleFunctions;

it.each([
	['https://n8n.example.com/webhook-waiting/7', 'https://n8n.example.com/webhook-waiting/7/node-1'],
	[
		'https://n8n.example.com/webhook-waiting/7?signature=a%2Bb',
		'https://n8n.example.com/webhook-waiting/7/node-1?signature=a%2Bb',
	],
])('the id of the node follows the address, before its signature: %s', (url, expected) => {
	expect(requireResumeUrl(contextWith(url), API)).toBe(expected);
});

it.each([undefined, '', 'webhook-waiting/7', 'file:///etc/hosts'])(
	'an n8n without an address is refused: %s',
	(url) => {
		expect(() => requireResumeUrl(contextWith(url), API)).toThrow(
			'This n8n has no address to call back',
		);
	},
);

it('a private address is refused, unless the API is private as well', () => {
	const context = contextWith('http://192.168.1.5:5678/webhook-waiting/7');
	expect(() => requireResumeUrl(context, API)).toThrow(
		'Gladia cannot reach this n8n at 192.168.1.5',
	);
	expect(requireResumeUrl(context, 'http://localhost:3000')).toBe(
		'http://192.168.1.5:5678/webhook-waiting/7/node-1',
	);
});
