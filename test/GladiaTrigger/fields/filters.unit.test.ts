import { isChosen } from '../../../nodes/GladiaTrigger/fields/filters';

const success = { name: 'transcription.success', kind: 'pre-recorded' } as const;
const session = { name: 'live.end_session', kind: 'live' } as const;

it('accepts the chosen events only', () => {
	expect(isChosen(success, { events: ['transcription.success'] })).toBe(true);
	expect(isChosen(session, { events: ['transcription.success'] })).toBe(false);
	expect(isChosen(success, { events: [] })).toBe(false);
});

it('accepts every event with All, even one that is not in the table', () => {
	expect(isChosen(session, { events: ['all'] })).toBe(true);
	expect(isChosen({ name: 'live.dream_analysis', kind: 'live' }, { events: ['all'] })).toBe(true);
});

it('accepts only jobs of the chosen kind', () => {
	const filters = { events: ['all'], jobKind: 'live' };
	expect(isChosen(success, filters)).toBe(false);
	expect(isChosen(session, filters)).toBe(true);
});
