import { createHmac } from 'node:crypto';
import {
	readSecrets,
	readSignature,
	verifySignature,
} from '../../../nodes/GladiaTrigger/authentication/signature';

const KEY = Buffer.from('a key of some length');
const OTHER_KEY = Buffer.from('another key');
const BODY = Buffer.from('{"event":"transcription.success"}');
const NOW = 1_800_000_000_000;

const sign = (key: Buffer, timestamp: string) =>
	createHmac('sha256', key).update(`msg_1.${timestamp}.`).update(BODY).digest('base64');
const signedAt = (seconds: number, key = KEY) => {
	const timestamp = String(seconds);
	return { id: 'msg_1', timestamp, signatures: `v1,${sign(key, timestamp)}` };
};
const verify = (signature: ReturnType<typeof signedAt>, keys = [KEY]) =>
	verifySignature(signature, BODY, keys, NOW);

it.each([
	[-300, 'valid'],
	[0, 'valid'],
	[300, 'valid'],
	[-301, 'stale'],
	[301, 'stale'],
])('a signature that is %d seconds off is %s', (seconds, verdict) => {
	expect(verify(signedAt(NOW / 1000 + seconds))).toBe(verdict);
});

it('matches any of several keys', () => {
	const signature = signedAt(NOW / 1000);
	expect(verify(signature, [OTHER_KEY, KEY])).toBe('valid');
	expect(verify(signature, [OTHER_KEY])).toBe('invalid');
	expect(verify(signature, [])).toBe('invalid');
});

it.each([
	['an empty id', { id: '' }],
	['a time that is not a number', { timestamp: 'now' }],
	['a time that is too long', { timestamp: '1'.repeat(16) }],
	['no signature', { signatures: '' }],
	['a signature of another version', { signatures: 'v2,abc' }],
])('a call with %s is invalid', (_what, change) => {
	expect(verify({ ...signedAt(NOW / 1000), ...change })).toBe('invalid');
});

it.each(['svix', 'webhook'])('reads the headers of %s', (prefix) => {
	const headers = {
		[`${prefix}-id`]: 'msg_1',
		[`${prefix}-timestamp`]: '7',
		[`${prefix}-signature`]: 'v1,abc',
	};
	expect(readSignature(headers)).toEqual({ id: 'msg_1', timestamp: '7', signatures: 'v1,abc' });
	expect(readSignature({ [`${prefix}-signature`]: 'v1,abc' })).toEqual({
		id: '',
		timestamp: '',
		signatures: 'v1,abc',
	});
	expect(readSignature({ [`${prefix}-id`]: 'msg_1' })).toBeUndefined();
});

it('reads secrets with or without prefix, and skips empty ones', () => {
	const text = KEY.toString('base64');
	expect(readSecrets(` whsec_${text},\n${text} whsec_ , `)).toEqual([KEY, KEY]);
	expect(readSecrets(undefined)).toEqual([]);
});
